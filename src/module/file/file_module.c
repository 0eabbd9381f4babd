/* The module's tables. */
#include "module/file/file_internal.h"
#include "ui/translate.h"

static const struct command commands[] = {
	{ "file list", "PLAN", "List the files that came with what people said", NULL, NULL, 0, 1, 1, COMMAND_DB, file_run_list },
	{ "file save", "FILE TO", "Write a file from the database to disk",
	  "FILE is its number, which `planverk file list` shows. TO - is standard output.",
	  NULL, 0, 2, 2, COMMAND_DB, file_run_save },
};

static const struct verifier verifiers[] = {
	{ "files", file_verify },
};

static const struct route routes[] = {
	{ "GET", "/file/{file}", file_web_send, "public", 0, "A file as a download: for planners, and for all once it was made public" },
	{ "GET", "/plan/{plan}/files", file_web_list, "plan.read-internal", 0, "The files that came in" },
	{ "GET", "/file/{file}/about", file_web_about, "plan.read-internal", 0, "A file: what it belongs to, and what was decided on it" },
	{ "POST", "/file/{file}/about", file_web_decide, "contribution.publish", 0, "Makes a file public, ends that, or erases it" },
	{ "GET", "/contribution/{contribution}/files", file_web_attach_form, "contribution.review", 0,
	  "The form for files beside a contribution" },
	{ "POST", "/contribution/{contribution}/files", file_web_attach, "contribution.review", FILE_ROUTE,
	  "Puts files beside a contribution" },
};

static const struct route_subject subjects[] = {
	{ "file", file_plan_of },
};

static const struct panel panels[] = {
	{ "plan-nav", file_panel_nav },
	{ "contribution", file_panel_contribution },
};

static const struct personal personal[] = {
	{ "file", "name", "statement",
	  N_("A planner erases the file: its name and bytes go.") },
	{ "file_decision", "user_id reason", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module file_module = {
	.name = "file",
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.verifiers = verifiers,
	.n_verifiers = ARRAY_LEN(verifiers),
	.subjects = subjects,
	.n_subjects = ARRAY_LEN(subjects),
};
