/* The module's tables. */
#include "module/version/version_internal.h"
#include "ui/translate.h"

static const struct option make_options[] = {
	{ "name", "NAME", "what the version is called", 0 },
	{ "note", "TEXT", "what it is for", 0 },
};

static const struct option export_options[] = {
	{ "since", "VERSION", "mark what changed since this version", 0 },
	{ "output", "FILE", "the file to write", 'o' },
	{ "notes", NULL, "with what planners wrote of why they made a change", 0 },
};

static const struct command commands[] = {
	{ "version make", "PLAN", "Keep a plan as it is now", "A version never changes; `planverk verify` checks its hashes.",
	  make_options, ARRAY_LEN(make_options), 1, 1, COMMAND_DB, version_run_make },
	{ "version list", "PLAN", "List a plan's versions with their hashes", NULL, NULL, 0, 1, 1, COMMAND_DB, version_run_list },
	{ "version show", "PLAN VERSION", "Show the tree of a version", NULL, NULL, 0, 2, 2, COMMAND_DB, version_run_show },
	{ "version diff", "PLAN A B", "Show what differs between two versions, node by node and word by word",
	  "What went stands as [-gone-], what came as {+new+}; below it, why.", NULL, 0, 3, 3, COMMAND_DB, version_run_diff },
	{ "version export", "PLAN VERSION", "Write a version as a document (DOCX), with marks for what changed since another",
	  "The marks are those of word processing: they can be accepted or rejected one by one.", export_options,
	  ARRAY_LEN(export_options), 2, 2, COMMAND_DB, version_run_export },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/versions", version_web_list, "public", ROUTE_CACHE, "The versions of a plan that were kept, with their hashes" },
	{ "POST", "/plan/{plan}/versions", version_web_make, "plan.edit", 0, "Keeps a plan as it is now" },
	{ "GET", "/version/{version}", version_web_show, "public", ROUTE_CACHE, "What a version of a plan says, also as DOCX" },
	{ "GET", "/version/{version}/since/{before}", version_web_changes, "public", ROUTE_CACHE,
	  "What changed between two versions, word by word, and why; also as DOCX with marks" },
};

static const struct route_subject subjects[] = {
	{ "version", version_plan_of },
};

static const struct panel panels[] = {
	{ "plan-nav", version_panel_nav },
};

static const struct verifier verifiers[] = {
	{ "versions of plans", version_verify },
};

static const struct personal personal[] = {
	{ "version", "made_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module version_module = {
	.name = "version",
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
	.verifiers = verifiers,
	.n_verifiers = ARRAY_LEN(verifiers),
};
