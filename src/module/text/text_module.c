/* The module's tables. */
#include "base/str.h"
#include "module/text/text_campaign.h"
#include "module/text/text_demand.h"
#include "module/text/text_embed.h"
#include "module/text/text_filter.h"
#include "module/text/text_internal.h"
#include "ui/translate.h"

static const struct option compile_options[] = {
	{ "groups", "N", "how many groups (2 to 200; as many as are found again in halves of the texts)", 0 },
	{ "seed", "N", "the seed of everything random (1)", 0 },
	{ "fresh", NULL, "group all texts anew, instead of placing new ones in the groups that are there", 0 },
	{ "embed", "PLUG", "add sentence embeddings by a plug, PATH[:CONFIG] (PLANVERK_EMBED)", 0 },
	{ "embed-share", "PERCENT", "how much of the likeness of texts the vectors decide, words the rest (50)", 0 },
	{ "share", NULL, "let `planverk work` on other machines make vectors, too", 0 },
};

static const struct option table_options[] = {
	{ "output", "FILE", "the table to write", 'o' },
	{ "counts", "FILE", "lines \"word count\": how often words stand in texts at large, so that common ones weigh less", 0 },
	{ "grams", "FILE", "lines \"letters v1 v2 …\" for words that have no vector; < and > are a word's ends", 0 },
};

/* `group undo` takes the first only. */
static const struct option group_options[] = {
	{ "by", "NAME", "who decides (the name of the user of this machine)", 0 },
	{ "reason", "TEXT", "why, for those who read it later", 0 },
};
#define GROUP_HOLDS "\nThe decision holds at once and for each compilation to come, until `planverk group undo`."

static const struct option place_options[] = {
	{ "by", "NAME", "who decides (the name of the user of this machine)", 0 },
};

static const struct command commands[] = {
	{ "compile", "PLAN", "Find languages, duplicates, groups and suggested places of a plan's contributions",
	  "The result is kept as a run with its parameters; pages and reports show the newest one.\n"
	  "The same contributions, plan, seed and number of groups give the same result. When the plan has been\n"
	  "compiled before, new contributions are placed in its groups; all are grouped anew when more\n"
	  "than a third are new, or with --fresh, --groups or --seed. A group that goes on keeps its name.",
	  compile_options, ARRAY_LEN(compile_options), 1, 1, COMMAND_DB, text_run_compile },
	{ "contribution place", "CONTRIBUTION NODE", "Place a contribution in the plan, as a person has decided",
	  "CONTRIBUTION is its number in its page's address, or its identifier in the file it came from; NODE a\n"
	  "node's number or its identifier in the plan. What the program suggested is recorded with the\n"
	  "decision, and the next compilation learns from it. Placing it anew replaces the decision.",
	  place_options, ARRAY_LEN(place_options), 2, 2, COMMAND_DB, text_run_place },
	{ "contribution unplace", "CONTRIBUTION", "Take back where a contribution was placed",
	  "It stands then in the section of the document it came from, or nowhere. Earlier decisions stay in\n"
	  "the record.",
	  place_options, ARRAY_LEN(place_options), 1, 1, COMMAND_DB, text_run_unplace },
	{ "group list", "PLAN", "List a plan's groups of contributions by their wider themes", NULL,
	  NULL, 0, 1, 1, COMMAND_DB, text_run_group_list },
	{ "group decisions", "PLAN", "List what planners decided about a plan's groups, and what came of it",
	  "With --json also what was undone, and whether the newest compilation could apply it.",
	  NULL, 0, 1, 1, COMMAND_DB, text_run_group_decisions },
	{ "group rename", "GROUP TITLE", "Give a group a name",
	  "GROUP is the number in its page's address, which leads on when the plan is compiled again." GROUP_HOLDS,
	  group_options, ARRAY_LEN(group_options), 2, 2, COMMAND_DB, text_run_group_rename },
	{ "group merge", "GROUP OTHER…", "Merge other groups into a group", "The others' addresses lead to it." GROUP_HOLDS,
	  group_options, ARRAY_LEN(group_options), 2, -1, COMMAND_DB, text_run_group_merge },
	{ "group split", "TITLE CONTRIBUTION…", "Make a group of contributions",
	  "Contributions that come later and are nearer to these than to those left behind follow them." GROUP_HOLDS,
	  group_options, ARRAY_LEN(group_options), 2, -1, COMMAND_DB, text_run_group_split },
	{ "group move", "GROUP CONTRIBUTION…", "Move contributions to a group", "Later ones follow, as with `group split`." GROUP_HOLDS,
	  group_options, ARRAY_LEN(group_options), 2, -1, COMMAND_DB, text_run_group_move },
	{ "group pin", "GROUP CONTRIBUTION…", "Pin contributions to a group: nothing follows them" , "No compilation moves them." GROUP_HOLDS,
	  group_options, ARRAY_LEN(group_options), 2, -1, COMMAND_DB, text_run_group_pin },
	{ "group undo", "PLAN [DECISION]", "Take back a decision about groups, the newest if none is named",
	  "The others are applied again without it.", group_options, 1, 1, 2, COMMAND_DB, text_run_group_undo },
	TEXT_FILTER_COMMANDS,
	{ "embedding table", "WORDS", "Make a table of word vectors that `--embed static:FILE` maps into memory",
	  "WORDS holds lines \"word v1 v2 …\", as word2vec, GloVe and fastText write them.",
	  table_options, ARRAY_LEN(table_options), 1, 1, COMMAND_NO_DB, text_run_embedding_table },
	{ "embedding list", "", "List the models whose vectors of texts are kept in the database", NULL,
	  NULL, 0, 0, 0, COMMAND_DB, text_run_embedding_list },
	{ "embedding clear", "MODEL", "Remove the kept vectors of a model",
	  "The next `planverk compile --embed` makes those that it needs anew.",
	  NULL, 0, 1, 1, COMMAND_DB, text_run_embedding_clear },
	{ "text demands", "[FILE]", "Find what each text demands, of whom and how firmly",
	  "Reads lines of JSON with \"id\" and \"text\" and adds \"demands\": for each sentence that demands\n"
	  "something its place, \"firmness\" (must, should, could, need), \"negated\", \"addressees\" (state,\n"
	  "county, municipality, region, authorities, business, education, partners, residents, we, eu)\n"
	  "and \"cues\", the words that decided. Places are bytes in the text.",
	  NULL, 0, 0, 1, COMMAND_NO_DB, text_filter_demands },
	{ "text explain", "[FILE|TEXT]", "Show what the text engine sees in each sentence of a text",
	  "Reads a file, standard input, or the text that stands as the argument (in quotes). Shows for each\n"
	  "sentence its language, and for each word its role (content, stop, name, number, sign), the stem\n"
	  "it is counted as, the parts of a compound and the spelling a variant is counted as; and personal\n"
	  "data. With --json one object on each line.",
	  NULL, 0, 0, 1, COMMAND_NO_DB, text_run_explain },
};

static const struct route routes[] = {
	{ "GET", "/group/{group}", text_web_group, "public", ROUTE_CACHE,
	  "A group of contributions with quotes" },
	{ "GET", "/plan/{plan}/groups", text_web_groups, "public", ROUTE_CACHE,
	  "A plan's groups of contributions by their wider themes" },
	{ "POST", "/plan/{plan}/groups/undo", text_web_group_undo, "plan.edit", 0,
	  "Take back a decision about groups" },
	{ "GET", "/group/{group}/shape", text_web_shape, "plan.edit", 0,
	  "Give a group a name, merge it or split it" },
	{ "POST", "/group/{group}/shape", text_web_move, "plan.edit", 0,
	  "Move contributions of a group to another, or make one of them" },
	{ "POST", "/group/{group}/rename", text_web_rename, "plan.edit", 0, "Give a group a name" },
	{ "POST", "/group/{group}/merge", text_web_merge, "plan.edit", 0, "Merge a group into another" },
	{ "POST", "/plan/{plan}/similar", text_web_similar, "public", 0,
	  "What others have said that is like a text, while somebody writes it" },
	{ "GET", "/group/{group}/demands", text_web_group_demands, "public", ROUTE_CACHE,
	  "What the contributions of a group demand, of whom and how firmly" },
	{ "GET", "/plan/{plan}/campaigns", text_web_campaigns, "public", ROUTE_CACHE,
	  "The letters that many sent to a plan" },
	{ "GET", "/campaign/{campaign}", text_web_campaign, "public", ROUTE_CACHE,
	  "A letter that many sent, and what individuals added to it" },
	{ "GET", "/plan/{plan}/demands", text_web_plan_demands, "public", ROUTE_CACHE,
	  "What the contributions to a plan demand, of whom and how firmly" },
};

static bool plan_of_group(struct request *rq, const char *value, int64_t *plan_id)
{
	struct text_group_row group;
	int64_t id = 0;
	str_to_i64(value, &id);
	return text_group_current(rq->conn, rq->arena, id, &group, plan_id, &rq->err);
}

static bool plan_of_campaign(struct request *rq, const char *value, int64_t *plan_id)
{
	struct text_campaign_row campaign;
	int64_t id = 0;
	str_to_i64(value, &id);
	return text_campaign_get(rq->conn, id, &campaign, plan_id, &rq->err);
}

static const struct route_subject subjects[] = {
	{ "campaign", plan_of_campaign },
	{ "group", plan_of_group },
};

static const struct job_kind jobs[] = { TEXT_SHARE_JOB };

static const struct panel panels[] = {
	{ "plan-nav", text_panel_groups_nav },
	{ "plan-nav", text_panel_demands_nav },
	{ "plan-nav", text_panel_campaigns_nav },
	{ "plan", text_panel_plan },
	{ "node", text_panel_node },
	{ "contribution", text_panel_contribution },
	{ "contribution", text_panel_similar },
};

static const struct personal personal[] = {
	{ "text_steering", "user_id undone_user_id reason", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
	{ "text_steering", "made_by undone_by", "account",
	  N_("The name is replaced.") },
};

const struct module text_module = {
	.name = "text",
	.forget = text_forget,
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.subjects = subjects,
	.n_subjects = ARRAY_LEN(subjects),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.jobs = jobs,
	.n_jobs = ARRAY_LEN(jobs),
};
