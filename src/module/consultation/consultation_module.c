/* The module's tables. */
#include "module/consultation/consultation_internal.h"

#include "ui/translate.h"

static const struct option add_options[] = {
	{ "title", "TEXT", "its title", 0 },
	{ "kind", "KIND", "programme, plan or input (plan)", 0 },
	{ "opens", "DATE", "the first day", 0 },
	{ "closes", "DATE", "the last day, which counts whole; none for input that is always open", 0 },
	{ "intro", "FILE", "an introduction, Markdown", 0 },
	{ "questions", "FILE", "the questions", 0 },
};

static const struct option lift_options[] = {
	{ "hours", "N", "for how long, 1 to 24 (4)", 0 },
	{ "reason", "TEXT", "why, for those who read it later", 0 },
};

static const struct command commands[] = {
	{ "consultation list", "PLAN", "Show the consultations of a plan", NULL, NULL, 0, 1, 1, COMMAND_DB, consultation_run_list },
	{ "consultation add", "PLAN", "Set up a consultation as a draft",
	  "Questions are written a line each. A \"*\" at the end demands an answer, \"(1-5)\" makes a\n"
	  "scale, and lines that begin with \"-\" below a question are what can be chosen:\n\n"
	  "  What should come first? *\n"
	  "  Do you agree with goal 2? (1-5)\n"
	  "  Which matters most?\n"
	  "  - transport\n"
	  "  - skills\n\n"
	  "A consultation of a plan or of its programme lasts six weeks at least (plan- og\n"
	  "bygningsloven, sections 4-1 and 8-3).",
	  add_options, ARRAY_LEN(add_options), 1, 1, COMMAND_DB, consultation_run_add },
	{ "consultation move", "CONSULTATION STATE", "Move a consultation on: announced, weighed, concluded",
	  "The clock opens and closes what has been announced. Before it has opened, the\n"
	  "announcement can be taken back: draft.",
	  NULL, 0, 2, 2, COMMAND_DB, consultation_run_move },
	{ "consultation recipients", "CONSULTATION [FILE]", "Show who a consultation is sent to, or add those in a file (CSV, XLSX, JSONL)",
	  "Columns: kind (state, county, municipality, organisation, other), name, email. One whose name is\n"
	  "there already is changed. Who has an address gets a mail when the consultation is announced.",
	  NULL, 0, 1, 2, COMMAND_DB, consultation_run_recipients },
	{ "consultation lift", "CONSULTATION", "Let any number of answers come from one network for some hours",
	  "For a meeting where all use the same network: otherwise 30 answers in a quarter of an hour may.",
	  lift_options, ARRAY_LEN(lift_options), 1, 1, COMMAND_DB, consultation_run_lift },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/consultations", consultation_web_list, "public", 0, "The consultations of a plan" },
	{ "GET", "/plan/{plan}/consultations/new", consultation_web_new, "plan.edit", 0, "The form for a new consultation" },
	{ "POST", "/plan/{plan}/consultations/new", consultation_web_add, "plan.edit", 0, "Sets up a consultation as a draft" },
	{ "GET", "/consultation/{consultation}", consultation_web_show, "public", 0,
	  "A consultation: what it is about, its period and questions" },
	{ "GET", "/consultation/{consultation}/answer", consultation_web_form, "public", 0, "The form for an answer" },
	{ "POST", "/consultation/{consultation}/answer", consultation_web_send, "public", FILE_ROUTE,
	  "Receives an answer and leads to its receipt" },
	{ "GET", "/receipt/{token}", consultation_web_receipt, "public", 0,
	  "What somebody sent in and what became of it; the address is a secret" },
	{ "GET", "/receipt/{token}/file/{file}", statement_web_file, "public", 0, "A file that somebody sent in, by the receipt's secret" },
	{ "GET", "/consultation/{consultation}/edit", consultation_web_edit, "plan.edit", 0, "The form for a change" },
	{ "POST", "/consultation/{consultation}/edit", consultation_web_change, "plan.edit", 0, "Changes a consultation" },
	{ "POST", "/consultation/{consultation}/lift", consultation_web_lift, "plan.edit", 0,
	  "Lets any number of answers come from one network for some hours" },
	{ "GET", "/consultation/{consultation}/recipients", consultation_web_recipients, "plan.edit", 0, "Who a consultation is sent to" },
	{ "POST", "/consultation/{consultation}/recipients", consultation_web_change_recipients, "plan.edit", 0,
	  "Adds somebody a consultation is sent to, removes one, or notes that it was sent" },
	{ "POST", "/consultation/{consultation}/move", consultation_web_move, "plan.edit", 0,
	  "Announces a consultation, takes that back, or calls it weighed or concluded" },
};

static const struct route_subject subjects[] = {
	{ "consultation", consultation_plan_of },
};

static const struct panel panels[] = {
	{ "plan-nav", consultation_panel_nav },
	{ "file", statement_panel_file },
};

static const struct personal personal[] = {
	{ "statement", "organisation area token_hash", "statement",
	  N_("The name and the area are removed; the receipt's link goes on working.") },
	{ "statement", "publish", "publication",
	  N_("Set to no.") },
	{ "statement_contact", "email receipt", "contact",
	  N_("Deleted.") },
	{ "consultation_recipient", "name email", "statement",
	  N_("The address is deleted; the name of a body that was asked stays.") },
	{ "consultation_lift", "user_id reason", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module consultation_module = {
	.name = "consultation",
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
	.news = consultation_news,
	.forget = consultation_forget,
};
