/* The module's tables. */
#include "module/user/user_internal.h"

#include "ui/translate.h"

static const struct route routes[] = {
	{ "GET", LOGIN_PATH, user_web_login_form, "public", 0, "Where those who plan log in" },
	{ "POST", LOGIN_PATH, user_web_login, "public", 0, "Logs in" },
	{ "POST", "/logout", user_web_logout, "user", 0, "Ends this session" },
	{ "GET", "/invitation/{invitation}", user_web_invitation_form, "public", 0, "Where an invited user chooses a password" },
	{ "POST", "/invitation/{invitation}", user_web_invitation, "public", 0, "Takes up an invitation" },
	{ "GET", "/me", user_web_me, "user", 0, "One's own name, language, password and sessions" },
	{ "POST", "/me", user_web_me_profile, "user", 0, "Changes one's own name and language" },
	{ "POST", "/me/password", user_web_me_password, "user", 0, "Changes one's own password" },
	{ "POST", "/me/end", user_web_me_end, "user", 0, "Ends one's own other sessions" },
	{ "GET", "/admin/users", user_web_list, "admin", 0, "All users" },
	{ "POST", "/admin/users", user_web_invite, "admin", 0, "Invites a new user" },
	{ "GET", "/admin/users/{user}", user_web_show, "admin", 0, "One user" },
	{ "POST", "/admin/users/{user}/disable", user_web_disable, "admin", 0, "Locks a user out, or lets one in again" },
	{ "POST", "/admin/users/{user}/invite", user_web_invite_again, "admin", 0, "Makes a link to choose a new password" },
	{ "POST", "/admin/users/{user}/end", user_web_end_sessions, "admin", 0, "Ends all sessions of a user" },
};

static const struct personal personal[] = {
	{ "user_person", "user_id email name", "account",
	  N_("Deleted.") },
	{ "user_account", "id password administrator language", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
	{ "user_session", "user_id token_hash started_at seen_at", "session",
	  N_("Deleted.") },
	{ "user_invitation", "user_id token_hash", "session",
	  N_("Deleted.") },
	{ "user_form", "token_hash", "session",
	  N_("Deleted when its time is over; it tells nothing of who sent the form.") },
};

const struct module user_module = {
	.name = "user",
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.commands = user_commands,
	.n_commands = USER_COMMANDS,
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.identify = user_identify,
};
