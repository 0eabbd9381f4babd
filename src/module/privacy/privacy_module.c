/* The module's tables. */
#include "module/privacy/privacy_internal.h"

static const struct option plan_options[] = {
	{ "plan", "PLAN", "only what belongs to this plan (everything)", 0 },
};
static const struct option access_options[] = {
	{ "output", "FILE", "where to write it (standard output)", 'o' },
	{ "plan", "PLAN", "only what belongs to this plan (everything)", 0 },
};
static const struct option correct_options[] = {
	{ "name", "NAME", "the right name; \"\" takes a statement's sender away", 0 },
	{ "email", "ADDRESS", "the right address; \"\" takes a statement's contact away", 0 },
};
static const struct option erase_options[] = {
	{ "reason", "TEXT", "why, without naming the person: it is kept", 0 },
	{ "plan", "PLAN", "only what belongs to this plan (everything)", 0 },
};
static const struct option reason_options[] = {
	{ "reason", "TEXT", "why the period is changed", 0 },
};
static const struct option purge_options[] = {
	{ "dry-run", NULL, "count, and remove nothing", 0 },
};

static const struct command commands[] = {
	{ "privacy inventory", "", "List every table with personal data: purpose, legal ground, period, erasure", NULL,
	  NULL, 0, 0, 0, COMMAND_NO_DB, privacy_run_inventory },
	{ "privacy find", "NAME-OR-ADDRESS", "List what is held on one person",
	  "Accounts and senders by their whole name or address, and texts, answers and the journal that\n"
	  "have the words. Upper and lower case are the same.",
	  plan_options, ARRAY_LEN(plan_options), 1, 1, COMMAND_DB, privacy_run_find },
	{ "privacy access", "NAME-OR-ADDRESS", "Write everything held on one person as JSON, for that person",
	  "What article 15 of the General Data Protection Regulation asks for: the data, why it is\n"
	  "kept, on what ground and how long. Look through it first: a mention may be of another\n"
	  "person with the same name.",
	  access_options, ARRAY_LEN(access_options), 1, 1, COMMAND_DB, privacy_run_access },
	{ "privacy correct", "account|statement WHICH", "Correct the name or address of an account or a statement",
	  "An account is named by its address or number, a statement by its number.",
	  correct_options, ARRAY_LEN(correct_options), 2, 2, COMMAND_DB, privacy_run_correct },
	{ "privacy erase", "NAME-OR-ADDRESS", "Erase one person",
	  "Accounts lose name, address and sessions. What was sent in to a public process belongs to the\n"
	  "archive: the text stays, its sender and contact are taken away and it is no longer\n"
	  "published; places in texts that have the words are masked. Entries of the journal with the\n"
	  "words leave a tombstone, and the journal verifies as before. Backups keep what they have\n"
	  "until they are deleted.",
	  erase_options, ARRAY_LEN(erase_options), 1, 1, COMMAND_DB, privacy_run_erase },
	{ "privacy retention", "PLAN [PURPOSE MONTHS]", "Show how long personal data is kept in a plan, or change it", NULL,
	  reason_options, ARRAY_LEN(reason_options), 1, 3, COMMAND_DB, privacy_run_retention },
	{ "privacy purge", "", "Remove personal data that is past its time",
	  "Run it every night. The journal keeps the counts.",
	  purge_options, ARRAY_LEN(purge_options), 0, 0, COMMAND_DB, privacy_run_purge },
};

static const struct route routes[] = {
	{ "GET", "/admin/privacy", privacy_web_inventory, "admin", 0, "Every table with personal data, and why" },
	{ "GET", "/plan/{plan}/masking", privacy_web_masking, "contribution.mask", 0,
	  "What looks like personal data in texts that may be published" },
	{ "POST", "/plan/{plan}/masking", privacy_web_mask, "contribution.mask", 0,
	  "Hides or shows what looks like personal data, or takes that back" },
};

static const struct panel panels[] = {
	{ "plan-nav", privacy_panel_nav },
};

const struct module privacy_module = {
	.name = "privacy",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
};
