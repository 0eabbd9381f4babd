/* The module's tables. */
#include "module/law/law_internal.h"

#include "ui/translate.h"

static const struct option record_options[] = {
	{ "on", "DATE", "the day it happened", 0 },
	{ "note", "TEXT", "where it stands, or who", 0 },
};
static const struct option withdraw_options[] = {
	{ "reason", "TEXT", "why, for those who read it later", 0 },
};
static const struct option aside_options[] = {
	{ "reason", "TEXT", "why, for those who read it later", 0 },
	{ "end", NULL, "let the check count again", 0 },
};

static const struct command commands[] = {
	{ "law check", "PLAN", "Show what plan- og bygningsloven asks of a plan, and what is met",
	  "States: met, not_met, not_yet, set_aside. A check that says stop keeps the plan, or its programme, from\n"
	  "being laid out or adopted while it is not met.", NULL, 0, 1, 1, COMMAND_DB, law_run_check },
	{ "law record", "PLAN [KIND]", "Record what the checks need to know and nothing else in Planverk holds",
	  "Without KIND it lists what is recorded; where nothing is, the kinds there are. Most need --on, the\n"
	  "others --note.", record_options, ARRAY_LEN(record_options), 1, 2, COMMAND_DB, law_run_record },
	{ "law withdraw", "PLAN RECORD", "Withdraw a record that is wrong; it stays on file with the reason", NULL,
	  withdraw_options, ARRAY_LEN(withdraw_options), 2, 2, COMMAND_DB, law_run_withdraw },
	{ "law aside", "PLAN CHECK…", "Set checks aside with a reason, or let them count again",
	  "CHECK is R1 to R16; several share one reason. All of them are set aside, or none.",
	  aside_options, ARRAY_LEN(aside_options), 2, -1, COMMAND_DB, law_run_aside },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/law", law_web_show, "plan.read-internal", 0, "What the law asks of a plan: met, not met, not yet, set aside" },
	{ "POST", "/plan/{plan}/law/record", law_web_record, "plan.edit", 0, "Records what a check needs to know, or withdraws a record" },
	{ "POST", "/plan/{plan}/law/aside", law_web_aside, "plan.edit", 0, "Sets a check aside with a reason, or lets it count again" },
};

static const struct panel panels[] = {
	{ "plan-nav", law_panel_nav },
};

static const struct personal personal[] = {
	{ "law_record", "made_by withdrawn_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
	{ "law_aside", "made_by ended_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module law_module = {
	.name = "law",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.refuse = law_refuse,
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
};
