/* The module's tables. */
#include "module/inbox/inbox_internal.h"
#include "ui/translate.h"

static const struct option list_options[] = {
	{ "state", "STATE", "unanswered, draft, approved or published", 0 },
	{ "assignee", "EMAIL", "who works on it, or nobody", 0 },
	{ "event", "NUMBER", "of an event, as in its page's address", 0 },
	{ "group", "NUMBER", "of a group, as in its page's address", 0 },
	{ "campaign", "NUMBER", "of a campaign, as in its page's address", 0 },
	{ "node", "NUMBER", "of a part of the plan, with all below it", 0 },
	{ "language", "CODE", "nb, nn, en …", 0 },
	{ "tag", "TAG", "that planners put on it", 0 },
	{ "due", "DATE", "what is due then or before", 0 },
	{ "limit", "N", "at most so many (50)", 0 },
};

static const struct command commands[] = {
	{ "inbox list", "PLAN", "List the remarks of a plan that are to be answered, by what planners filter by",
	  "In the order in which they came. Personal data in the texts is masked.",
	  list_options, ARRAY_LEN(list_options), 1, 1, COMMAND_DB, inbox_run_list },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/inbox", inbox_web_show, "plan.read-internal", 0,
	  "What has come in, by how far its answer has come and much else" },
	{ "POST", "/plan/{plan}/inbox", inbox_web_do, "contribution.review", 0,
	  "Gives, tags, places, answers or merges the remarks that are ticked" },
	{ "POST", "/plan/{plan}/inbox/undo", inbox_web_undo, "contribution.review", 0,
	  "Takes back what was done to many remarks last" },
	{ "POST", "/plan/{plan}/inbox/publish", inbox_web_publish, "contribution.publish", 0,
	  "Publishes all approved answers of a plan" },
	{ "GET", "/plan/{plan}/replies", inbox_web_replies, "plan.read-internal", 0,
	  "Answers to be used again, and where they were used" },
	{ "POST", "/plan/{plan}/replies", inbox_web_save_reply, "contribution.review", 0,
	  "Keeps an answer to be used again, or a new wording of one" },
	{ "POST", "/plan/{plan}/replies/retire", inbox_web_retire_reply, "contribution.review", 0,
	  "Offers a kept answer no longer" },
	{ "GET", "/remark/{remark}/split", inbox_web_split, "contribution.review", 0,
	  "Where a remark may be split" },
	{ "POST", "/remark/{remark}/split", inbox_web_do_split, "contribution.review", 0, "Splits a remark" },
	{ "POST", "/remark/{remark}/reword", inbox_web_reword, "contribution.review", 0, "Says a remark in a planner's words" },
	{ "POST", "/remark/{remark}/undo", inbox_web_undo_change, "contribution.review", 0,
	  "Takes back the change that made a remark" },
	{ "POST", "/contribution/{contribution}/note", inbox_web_note, "contribution.review", 0,
	  "Adds a note among planners to a contribution" },
};

static const struct panel panels[] = {
	{ "plan-nav", inbox_panel_nav },
	{ "contribution", inbox_panel_contribution },
};

static const struct personal personal[] = {
	{ "inbox_note", "user_id text", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
	{ "inbox_reply", "user_id", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
	{ "inbox_batch", "user_id", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module inbox_module = {
	.name = "inbox",
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
};
