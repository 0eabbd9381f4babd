/* The module's tables. */
#include "module/privacy/privacy_internal.h"

#include "ui/translate.h"

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
	{ "kind", "KIND", "only this of what find has: account, statement, sender, mention, journal (all)", 0 },
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
	{ "POST", "/admin/privacy", privacy_web_controller, "admin", 0, "Says who answers for the service" },
	{ "GET", "/admin/privacy/person", privacy_web_person, "admin", 0, "What is held on one person in all of the service" },
	{ "POST", "/admin/privacy/access", privacy_web_access, "admin", 0, "Gives a file with everything held on one person" },
	{ "POST", "/admin/privacy/erase", privacy_web_erase, "admin", 0, "Erases one person in all of the service" },
	{ "POST", "/admin/privacy/correct", privacy_web_correct, "admin", 0, "Corrects who sent a statement" },
	{ "POST", "/plan/{plan}/privacy/correct", privacy_web_plan_correct, "privacy.handle", 0,
	  "Corrects who sent a statement in a plan" },
	{ "GET", "/plan/{plan}/privacy", privacy_web_plan, "privacy.handle", 0,
	  "Requests to be erased, one person's data and periods in a plan" },
	{ "POST", "/plan/{plan}/privacy/access", privacy_web_plan_access, "privacy.handle", 0,
	  "Gives a file with what is held on one person in a plan" },
	{ "POST", "/plan/{plan}/privacy/erase", privacy_web_plan_erase, "privacy.handle", 0, "Erases one person in a plan" },
	{ "POST", "/plan/{plan}/privacy/retention", privacy_web_retention, "privacy.handle", 0,
	  "Changes how long personal data is kept in a plan" },
	{ "POST", "/plan/{plan}/privacy/request", privacy_web_handle, "privacy.handle", 0, "Answers a request to be erased" },
	{ "POST", "/receipt/{token}/contact", privacy_web_contact, "public", 0, "Changes the address behind a receipt" },
	{ "POST", "/receipt/{token}/withdraw", privacy_web_withdraw, "public", 0, "Withdraws the permission to publish" },
	{ "POST", "/receipt/{token}/erase", privacy_web_ask, "public", 0, "Asks the planners to erase who sent a statement" },
	{ "GET", "/privacy", privacy_web_statement, "public", ROUTE_CACHE, "The privacy statement" },
	{ "GET", "/accessibility", privacy_web_accessibility, "public", ROUTE_CACHE, "The accessibility statement" },
	{ "GET", "/plan/{plan}/masking", privacy_web_masking, "contribution.mask", 0,
	  "What looks like personal data in texts that may be published" },
	{ "POST", "/plan/{plan}/masking", privacy_web_mask, "contribution.mask", 0,
	  "Hides or shows what looks like personal data, or takes that back" },
};

static const struct panel panels[] = {
	{ "plan-nav", privacy_panel_nav },
	{ "receipt-statement", privacy_panel_receipt },
};

static const struct personal personal[] = {
	{ "privacy_request", "message answer user_id", "request",
	  N_("The message is deleted with the answer; the rest when its time is over.") },
	{ "privacy_retention", "user_id reason", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module privacy_module = {
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.name = "privacy",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
};
