/* planverk user add, list, disable, enable, admin, password, sessions. */
#include "module/user/user_internal.h"

#include "base/utf8.h"

#include <termios.h>
#include <unistd.h>

#define LINE_MAX_BYTES 1024

/* ---- Passwords ---- */

/* One line of standard input, without its end. */
static bool read_line(char line[LINE_MAX_BYTES], struct err *err)
{
	if (!fgets(line, LINE_MAX_BYTES, stdin))
		return err_input(err, "No password was given on standard input");
	size_t n = strcspn(line, "\r\n");
	if (!line[n] && n == LINE_MAX_BYTES - 1)
		return err_input(err, "The password is longer than %d bytes", PASSWORD_MAX);
	line[n] = '\0';
	return true;
}

/* Asks at the terminal, without showing what is typed; elsewhere just reads. */
static bool ask(const char *question, char line[LINE_MAX_BYTES], struct err *err)
{
	struct termios before;
	if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &before) != 0)
		return read_line(line, err);
	struct termios silent = before;
	silent.c_lflag &= (tcflag_t)~ECHO;
	fprintf(stderr, "%s: ", question);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	bool ok = read_line(line, err);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	fputc('\n', stderr);
	return ok;
}

static bool read_password(struct command_context *ctx, const char **hash)
{
	char first[LINE_MAX_BYTES], second[LINE_MAX_BYTES];
	if (!ask("New password", first, ctx->err))
		return false;
	if (isatty(STDIN_FILENO)) {
		if (!ask("The same again", second, ctx->err))
			return false;
		if (!str_eq(first, second))
			return err_input(ctx->err, "The two passwords differ");
	}
	/* As the pages read it. */
	const char *password = utf8_nfc(ctx->arena, span_of(first));
	const char *problem = user_password_problem(password);
	return (!problem || err_input(ctx->err, "%s", problem)) && user_password_hash(ctx->arena, password, hash, ctx->err);
}

/* ---- What the commands change ---- */

struct change {
	struct user user;
	const char *hash;               /* a new password, or NULL */
	char token[SECRET_TEXT_SIZE];   /* of a new invitation, or "" */
	bool add, end_sessions;
	int set_disabled, set_administrator; /* -1: as it is */
};

static bool apply(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *c = arg;
	return (!c->add || user_add(tx, &c->user, 0, &c->user.id, err))
	       && (!c->hash || user_set_password(tx, c->user.id, c->hash, 0, err))
	       && (!*c->token || user_invite(tx, c->user.id, c->token, 0, err))
	       && (c->set_disabled < 0 || user_set_disabled(tx, c->user.id, c->set_disabled, 0, err))
	       && (c->set_administrator < 0 || user_set_administrator(tx, c->user.id, c->set_administrator, 0, err))
	       && (!(c->end_sessions || (c->hash && !c->add)) || user_session_end(tx, c->user.id, 0, 0, err));
}

static struct change no_change(void)
{
	return (struct change){ .set_disabled = -1, .set_administrator = -1 };
}

static bool find(struct command_context *ctx, struct user *user)
{
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && user_find(c, ctx->arena, ctx->args[0], user, ctx->err);
	db_reader_done(c);
	return ok;
}

static const char *invitation_link(struct command_context *ctx, const char *token)
{
	struct span base = span_of(str_or(option(ctx, "public-url"), "http://127.0.0.1:8080"));
	while (base.n > 0 && base.s[base.n - 1] == '/')
		base.n--;
	return arena_printf(ctx->arena, "%.*s/invitation/%s", (int)base.n, base.s, token);
}

/* The link of an invitation is printed here and nowhere else. */
static void write_result(struct command_context *ctx, const struct change *c, const char *sentence)
{
	const char *link = *c->token ? invitation_link(ctx, c->token) : NULL;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "id", c->user.id);
		json_put_string(&j, "email", c->user.email);
		if (link)
			json_put_string(&j, "link", link);
		json_put_end(&j);
		return;
	}
	out_format(ctx->out, "%s %s.\n", c->user.email, sentence);
	if (link)
		out_format(ctx->out, "The link to choose a password with; it holds for a week and is not shown again:\n%s\n", link);
}

/* ---- Commands ---- */

static bool run_add(struct command_context *ctx)
{
	struct change c = no_change();
	c.add = true;
	c.user = (struct user){
		.name = user_clean_name(ctx->arena, ctx->args[0]),
		.email = user_clean_email(ctx->arena, str_or(option(ctx, "email"), "")),
		.administrator = option(ctx, "admin") != NULL,
		.language = "",
	};
	if (!c.user.name)
		return err_input(ctx->err, "A name has 1 to %d characters on one line", USER_NAME_MAX);
	if (!c.user.email)
		return err_input(ctx->err, "Give the user's address with --email, such as --email kari@example.no");
	if (option(ctx, "invite"))
		secret_new(c.token);
	else if (!read_password(ctx, &c.hash))
		return false;
	if (!db_write(ctx->db, apply, &c, ctx->err))
		return false;
	write_result(ctx, &c, c.user.administrator ? "is added, as an administrator" : "is added");
	return true;
}

static bool run_password(struct command_context *ctx)
{
	struct change c = no_change();
	if (!find(ctx, &c.user))
		return false;
	if (option(ctx, "invite"))
		secret_new(c.token);
	else if (!read_password(ctx, &c.hash))
		return false;
	if (!db_write(ctx->db, apply, &c, ctx->err))
		return false;
	write_result(ctx, &c, *c.token ? "can choose a new password" : "has a new password, and is logged out everywhere");
	return true;
}

static bool run_disable(struct command_context *ctx)
{
	struct change c = no_change();
	c.set_disabled = 1;
	if (!find(ctx, &c.user) || !db_write(ctx->db, apply, &c, ctx->err))
		return false;
	write_result(ctx, &c, "can no longer log in, and is logged out everywhere");
	return true;
}

static bool run_enable(struct command_context *ctx)
{
	struct change c = no_change();
	c.set_disabled = 0;
	if (!find(ctx, &c.user) || !db_write(ctx->db, apply, &c, ctx->err))
		return false;
	write_result(ctx, &c, "can log in again");
	return true;
}

static bool run_admin(struct command_context *ctx)
{
	struct change c = no_change();
	c.set_administrator = option(ctx, "remove") ? 0 : 1;
	if (!find(ctx, &c.user) || !db_write(ctx->db, apply, &c, ctx->err))
		return false;
	write_result(ctx, &c, c.set_administrator ? "administers the service" : "no longer administers the service");
	return true;
}

static void write_user(struct command_context *ctx, struct json *j, const struct user *u)
{
	const char *state = u->disabled ? "disabled" : u->has_password ? "active" : "invited";
	const char *seen = u->seen_at ? clock_iso(ctx->arena, u->seen_at) : NULL;
	if (!ctx->json) {
		out_format(ctx->out, "%s\t%s\t%s%s\t%s\n", u->email, u->name, state, u->administrator ? ", administrator" : "",
		           str_or(seen, "not logged in"));
		return;
	}
	json_put_object(j, NULL);
	json_put_i64(j, "id", u->id);
	json_put_string(j, "email", u->email);
	json_put_string(j, "name", u->name);
	json_put_string(j, "state", state);
	json_put_bool(j, "administrator", u->administrator);
	json_put_string(j, "seen_at", seen);
	json_put_end(j);
}

static bool run_list(struct command_context *ctx)
{
	struct user *list;
	size_t n;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && user_list(c, ctx->arena, &list, &n, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	struct json j = json_to(ctx->out, 2);
	if (ctx->json)
		json_put_array(&j, NULL);
	else if (n == 0)
		out_text(ctx->out, "There are no users yet; `planverk user add NAME --email ADDRESS --admin` makes the first.\n");
	for (size_t i = 0; i < n; i++)
		write_user(ctx, &j, &list[i]);
	if (ctx->json)
		json_put_end(&j);
	return true;
}

static bool run_sessions(struct command_context *ctx)
{
	struct change c = no_change();
	struct user_session *list = NULL;
	size_t n = 0;
	c.end_sessions = option(ctx, "end") != NULL;
	if (!find(ctx, &c.user) || (c.end_sessions && !db_write(ctx->db, apply, &c, ctx->err)))
		return false;
	struct db_conn *conn = db_reader(ctx->db, ctx->err);
	bool ok = conn && user_session_list(conn, ctx->arena, c.user.id, &list, &n, ctx->err);
	db_reader_done(conn);
	if (!ok)
		return false;
	struct json j = json_to(ctx->out, 2);
	if (ctx->json)
		json_put_array(&j, NULL);
	else if (n == 0)
		out_format(ctx->out, "%s is logged in nowhere.\n", c.user.email);
	for (size_t i = 0; i < n; i++) {
		const char *started = clock_iso(ctx->arena, list[i].started_at), *seen = clock_iso(ctx->arena, list[i].seen_at);
		if (!ctx->json) {
			out_format(ctx->out, "logged in %s, last used %s\n", started, seen);
			continue;
		}
		json_put_object(&j, NULL);
		json_put_string(&j, "started_at", started);
		json_put_string(&j, "seen_at", seen);
		json_put_end(&j);
	}
	if (ctx->json)
		json_put_end(&j);
	return true;
}

/* ---- Tables ---- */

#define INVITE \
	{ "invite", NULL, "print a link with which the user chooses a password", 0 }, \
	{ "public-url", "URL", "how the user reaches the pages (http://127.0.0.1:8080)", 0 }

static const struct option add_options[] = {
	{ "email", "ADDRESS", "the address that the user logs in with", 0 },
	{ "admin", NULL, "an administrator of the service", 0 },
	INVITE,
};
static const struct option password_options[] = { INVITE };
static const struct option admin_options[] = {
	{ "remove", NULL, "no longer an administrator", 0 },
};
static const struct option session_options[] = {
	{ "end", NULL, "log the user out everywhere", 0 },
};

#define PASSWORD_HELP \
	"Asks for a password, which is not shown; where standard input is no terminal its first\n" \
	"line is the password."

const struct command user_commands[USER_COMMANDS] = {
	{ "user add", "NAME", "Add a user who may log in",
	  PASSWORD_HELP " With --invite nobody but the user knows it. Roles in plans are\n"
	  "given by `planverk user role`.",
	  add_options, ARRAY_LEN(add_options), 1, 1, COMMAND_DB, run_add },
	{ "user list", "", "List the users", NULL, NULL, 0, 0, 0, COMMAND_DB, run_list },
	{ "user disable", "USER", "Lock a user out at once", "USER is an e-mail address or a number.",
	  NULL, 0, 1, 1, COMMAND_DB, run_disable },
	{ "user enable", "USER", "Let a user in again", NULL, NULL, 0, 1, 1, COMMAND_DB, run_enable },
	{ "user admin", "USER", "Make a user an administrator of the service", NULL,
	  admin_options, ARRAY_LEN(admin_options), 1, 1, COMMAND_DB, run_admin },
	{ "user password", "USER", "Give a user a new password", PASSWORD_HELP,
	  password_options, ARRAY_LEN(password_options), 1, 1, COMMAND_DB, run_password },
	{ "user sessions", "USER", "Show where a user is logged in", NULL,
	  session_options, ARRAY_LEN(session_options), 1, 1, COMMAND_DB, run_sessions },
};
