/* The module's tables. */
#include "module/intake/intake_internal.h"
#include "ui/translate.h"

static const struct option add_options[] = {
	{ "sender", "NAME", "who sent it; of an e-mail as the e-mail says", 0 },
	{ "received", "DATE", "the day when it was received", 0 },
	{ "dated", "DATE", "the date on the letter; of an e-mail as the e-mail says", 0 },
	{ "organisation", "NAME", "the organisation that it speaks for", 0 },
	{ "consultation", "NUMBER", "the consultation that it answers", 0 },
	{ "late", "REASON", "why it is taken although it came after the consultation had closed", 0 },
	{ "ref", "TEXT", "the case's own number", 0 },
	{ "text", "FILE", "its text, where it cannot be read from the original", 0 },
	{ "publish", "YES|NO", "whether the sender lets the text be published (no)", 0 },
};

static const struct command commands[] = {
	{ "intake add", "PLAN FILE…", "Register a letter or an e-mail as a contribution",
	  "The first FILE is the original, the others came with it; all are kept. The text is read from\n"
	  "an e-mail (.eml), a DOCX or a PDF (by pdftotext). Attachments of an e-mail become files of\n"
	  "their own where they are PDF, DOCX, ODT, PNG, JPEG or WebP.",
	  add_options, ARRAY_LEN(add_options), 2, -1, COMMAND_DB, intake_run_add },
	{ "intake list", "PLAN", "List the letters and e-mails that were registered", NULL, NULL, 0, 1, 1, COMMAND_DB, intake_run_list },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/intake", intake_web_list, "plan.read-internal", 0, "The letters and e-mails that were registered" },
	{ "GET", "/plan/{plan}/intake/new", intake_web_form, "contribution.review", 0, "The form for a letter or an e-mail" },
	{ "POST", "/plan/{plan}/intake/new", intake_web_add, "contribution.review", FILE_ROUTE, "Registers a letter or an e-mail" },
};

static const struct panel panels[] = {
	{ "plan-nav", intake_panel_nav },
	{ "contribution", intake_panel_contribution },
	{ "file", intake_panel_file },
};

static const struct personal personal[] = {
	{ "intake", "registered_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
	{ "intake_sender", "name", "statement",
	  N_("Removed; the letter is kept for the archive.") },
};

const struct module intake_module = {
	.name = "intake",
	.forget = intake_forget,
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
};
