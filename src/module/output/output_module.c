/* The module's tables. */
#include "module/output/output_internal.h"

static const struct option export_options[] = {
	{ "format", "FORMAT", "csv, xlsx, json or docx (csv)", 0 },
	{ "output", "FILE", "where to write it (standard output)", 'o' },
	{ "columns", "LIST", "which columns, with commas between them", 0 },
	{ "state", "STATE", "unanswered, draft, approved or published (all)", 0 },
	{ "consultation", "NUMBER", "only what came in a consultation", 0 },
	{ "public", NULL, "only what may be published, with published answers; personal data is masked", 0 },
	{ "anonymous", NULL, "without names of senders and planners; personal data is masked", 0 },
};

static const struct option import_options[] = {
	{ "by", "EMAIL", "the user who drafts the answers", 0 },
	{ "dry-run", NULL, "only say what would be drafted", 0 },
};

static const struct option archive_options[] = {
	{ "output", "FILE", "the ZIP file to write", 'o' },
	{ "public", NULL, "open data: only what everybody may read", 0 },
};

static const struct option letters_options[] = {
	{ "template", "FILE", "the authority's own letter, a DOCX with placeholders", 0 },
	{ "output", "FILE", "the ZIP file with a letter for each respondent", 'o' },
	{ "write-template", "FILE", "write an example of a template, and nothing else", 0 },
};

static const struct command commands[] = {
	{ "disposition export", "PLAN", "Write the table of remarks and what was answered to them",
	  "A row for each remark that holds, once. Columns: remark, contribution, reference, organisation, event,\n"
	  "topic, group, text, state, outcome, reason, node (its identifier in the plan), changed (its title),\n"
	  "drafted_by, approved_by, answered, published. A DOCX has by itself organisation, text, outcome, reason\n"
	  "and changed; an XLSX a second sheet that says what was chosen. Without --public or --anonymous the\n"
	  "table holds what may not be published.",
	  export_options, ARRAY_LEN(export_options), 1, 1, COMMAND_DB, output_run_export },
	{ "disposition import", "PLAN FILE", "Draft answers from a table, as `disposition export` writes it",
	  "Reads the columns remark, outcome, reason and node of a CSV, XLSX or JSON-lines file. Rows without an\n"
	  "outcome, and answers that say the same already, are passed over. All rows are drafted or none.",
	  import_options, ARRAY_LEN(import_options), 2, 2, COMMAND_DB, output_run_import },
	{ "output letters", "[PLAN]", "Write a reply letter for each respondent, from a template",
	  "A letter has the published answers to all remarks of one respondent. Placeholders: {{avsender}}, {{dato}},\n"
	  "{{plan}}, {{horing}}, {{antall}}; and between a paragraph {{#merknader}} and a paragraph {{/merknader}},\n"
	  "which is repeated: {{nummer}}, {{merknad}}, {{utfall}}, {{svar}}, {{endring}}. Headers and footers stay as\n"
	  "they are. --write-template makes an example to begin with.",
	  letters_options, ARRAY_LEN(letters_options), 0, 1, COMMAND_DB, output_run_letters },
	{ "output archive", "PLAN", "Write everything on a plan into one ZIP file",
	  "The plan, its contributions with originals and files, remarks with what was done to them, answers, the\n"
	  "tables in all their forms, and the digest of the journal. A README in it says what each file is.",
	  archive_options, ARRAY_LEN(archive_options), 1, 1, COMMAND_DB, output_run_archive },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/output", output_web_form, "plan.read-internal", 0, "Where the table of remarks and answers is chosen" },
	{ "GET", "/plan/{plan}/output/table", output_web_table, "plan.read-internal", 0, "The table of remarks and answers, as a download" },
	{ "GET", "/plan/{plan}/open-data.zip", output_web_open_data, "public", 0, "All that everybody may read of a plan, in one ZIP file" },
};

static const struct panel panels[] = {
	{ "plan-nav", output_panel_nav },
	{ "plan-end", output_panel_open_data },
};

const struct module output_module = {
	.name = "output",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
};
