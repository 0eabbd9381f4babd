/* The module's tables. */
#include "module/notice/notice_internal.h"
#include "ui/translate.h"

static const struct option setup_options[] = {
	{ "smtp", "URL", "the mail server: smtp://host:port (STARTTLS) or smtps://host:port", 0 },
	{ "from", "ADDRESS", "the address that mail comes from", 0 },
	{ "user", "NAME", "who logs in at the mail server; \"\" for nobody", 0 },
	{ "password-file", "FILE", "the file with the password; it is read for each run and not copied", 0 },
	{ "public-url", "URL", "what links in mails begin with: https://plan.example.no", 0 },
	{ "days", "N", "how long to try, from 1 to 60 (5)", 0 },
};
static const struct option list_options[] = {
	{ "state", "STATE", "only those: waiting, sent or given_up", 0 },
};

static const struct command commands[] = {
	{ "notice setup", "", "Tell how mail is sent",
	  "The first time --smtp, --from and --public-url are needed; what is not given later stays as it is.\n"
	  "To another machine the connection is encrypted, or nothing is sent.",
	  setup_options, ARRAY_LEN(setup_options), 0, 0, COMMAND_DB, notice_run_setup },
	{ "notice test", "ADDRESS", "Send a mail at once, to see that the settings are right", NULL,
	  NULL, 0, 1, 1, COMMAND_DB, notice_run_test },
	{ "notice send", "", "Send what waits in the outbox",
	  "`planverk serve` does the same every few seconds. Several may run at once: none of them\n"
	  "sends what another one has taken. What fails is tried again, at growing intervals.",
	  NULL, 0, 0, 0, COMMAND_DB, notice_run_send },
	{ "notice list", "", "List the outbox, with what the mail server said",
	  "An address is shown as long as the mail has not been handed over.",
	  list_options, ARRAY_LEN(list_options), 0, 0, COMMAND_DB, notice_run_list },
	{ "notice retry", "[NOTICE]", "Try again at once what was given up or waits for its next attempt", NULL,
	  NULL, 0, 0, 1, COMMAND_DB, notice_run_retry },
	{ "notice forget", "ADDRESS", "Erase an e-mail address with its subscriptions and what waits for it", NULL,
	  NULL, 0, 1, 1, COMMAND_DB, notice_run_forget },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/feed.atom", notice_web_feed, "public", ROUTE_CACHE, "The public news of a plan as an Atom feed" },
	{ "GET", "/plan/{plan}/follow", notice_web_follow, "public", 0, "The form to follow a plan by e-mail" },
	{ "POST", "/plan/{plan}/follow", notice_web_subscribe, "public", 0,
	  "Sends a link to an address, to confirm with that its owner wants to follow the plan" },
	{ "GET", "/subscription/{token}", notice_web_subscription, "public", 0,
	  "Whether somebody follows a plan by e-mail; the address is a secret" },
	{ "POST", "/subscription/{token}/confirm", notice_web_confirm, "public", 0, "Confirms that somebody wants to follow a plan" },
	{ "POST", "/subscription/{token}", notice_web_unsubscribe, "public", ROUTE_SECRET,
	  "Ends the mails about a plan, for mail programs too (RFC 8058)" },
};

static const struct panel panels[] = {
	{ "plan-nav", notice_panel_head },
	{ "plan-end", notice_panel_plan },
};

static const struct chore chores[] = {
	{ notice_chore },
};

static const struct personal personal[] = {
	{ "notice_address", "email", "contact",
	  N_("Deleted.") },
	{ "notice", "address_id subject text", "contact",
	  N_("Deleted.") },
	{ "notice_subscription", "address_id token", "contact",
	  N_("Deleted.") },
};

const struct module notice_module = {
	.name = "notice",
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.chores = chores,
	.n_chores = ARRAY_LEN(chores),
	.forget = notice_forget,
};
