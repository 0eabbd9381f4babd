/* The module's tables. */
#include "module/disposition/disposition_internal.h"

#include "ui/translate.h"

static const struct option export_options[] = {
	{ "format", "FORMAT", "csv, xlsx or json (csv)", 0 },
	{ "output", "FILE", "where to write it (standard output)", 'o' },
	{ "public", NULL, "only what may be published, with published answers; personal data is masked", 0 },
};

static const struct command commands[] = {
	{ "disposition export", "PLAN", "Write the table of contributions and what was answered to them",
	  "A row for each contribution: its text, the newest answer with its reason, and the part of\n"
	  "the plan that it changed. Without --public the table holds what may not be published.",
	  export_options, ARRAY_LEN(export_options), 1, 1, COMMAND_DB, disposition_run_export },
};

static const struct route routes[] = {
	{ "POST", "/remark/{remark}/disposition", disposition_web_draft, "contribution.review", 0,
	  "Drafts the answer to a remark" },
	{ "POST", "/remark/{remark}/approve", disposition_web_approve, "contribution.review", 0,
	  "Approves an answer that somebody else has drafted" },
};

static const struct panel panels[] = {
	{ "contribution", disposition_panel_contribution },
	{ "receipt", disposition_panel_receipt },
};

static const struct personal personal[] = {
	{ "disposition", "reason drafted_by approved_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module disposition_module = {
	.name = "disposition",
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.news = disposition_news,
};
