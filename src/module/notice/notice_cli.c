/* planverk notice setup, test, send, list, retry, forget. */
#include "module/notice/notice_internal.h"

#include "module/system/system.h"

#include <stdlib.h>

/* A command runs until it is done. */
static const atomic_bool never_stopping;

/* ---- notice setup ---- */

static bool save_setting(struct db_conn *tx, void *arg, struct err *err)
{
	return notice_setting_save(tx, arg, err);
}

static bool load_setting(struct command_context *ctx, struct notice_setting *s)
{
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && notice_setting_load(c, ctx->arena, s, ctx->err);
	db_reader_done(c);
	return ok;
}

/* A cron job and a server do not begin in the same folder. */
static bool whole_path(struct command_context *ctx, const char **path)
{
	char *whole = **path ? realpath(*path, NULL) : NULL;
	if (**path && !whole)
		return err_input(ctx->err, "There is no password file %s", *path);
	if (whole)
		*path = arena_strdup(ctx->arena, whole);
	free(whole);
	return true;
}

static void write_setting(struct command_context *ctx, const struct notice_setting *s)
{
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_string(&j, "smtp", s->smtp);
		json_put_string(&j, "from", s->sender);
		json_put_string(&j, "user", s->user);
		json_put_string(&j, "public_url", s->site);
		json_put_i64(&j, "days", s->days);
		json_put_end(&j);
		return;
	}
	out_format(ctx->out, "Mail goes out by %s, from %s, with links to %s; what cannot be sent is given up after %lld days.\n",
	           s->smtp, s->sender, s->site, (long long)s->days);
}

bool notice_run_setup(struct command_context *ctx)
{
	struct notice_setting s;
	const char *url = option(ctx, "public-url");
	if (!load_setting(ctx, &s))
		return false;
	s.smtp = str_or(option(ctx, "smtp"), s.smtp);
	s.sender = str_or(option(ctx, "from"), s.sender);
	if (option(ctx, "user"))
		s.user = option(ctx, "user");
	if (option(ctx, "password-file"))
		s.password_file = option(ctx, "password-file");
	if (url ? !system_public_url(ctx->arena, url, &s.site, ctx->err)
	        : !*s.site && !err_input(ctx->err, "Give the address that links in mails begin with: --public-url https://plan.example.no"))
		return false;
	if (!option_i64(ctx, "days", s.days, 1, 60, &s.days) || !whole_path(ctx, &s.password_file)
	    || !notice_setting_check(ctx->arena, &s, ctx->err))
		return false;
	s.sender = notice_address(ctx->arena, span_of(s.sender));
	if (!db_write(ctx->db, save_setting, &s, ctx->err))
		return false;
	write_setting(ctx, &s);
	return true;
}

/* ---- notice test ---- */

static bool need_setting(struct command_context *ctx, struct notice_setting *s)
{
	return load_setting(ctx, s)
	       && (*s->smtp || err_conflict(ctx->err, "Nothing is set up yet: tell how mail is sent with `planverk notice setup`"));
}

bool notice_run_test(struct command_context *ctx)
{
	struct notice_setting s;
	const char *why, *to = notice_address(ctx->arena, span_of(ctx->args[0]));
	if (!to)
		return err_input(ctx->err, "\"%s\" is no address that mail is sent to", ctx->args[0]);
	if (!need_setting(ctx, &s))
		return false;
	struct notice_smtp *smtp = notice_smtp_new(ctx->arena, &s, &never_stopping, ctx->err);
	if (!smtp)
		return false;
	int64_t now = clock_now();
	struct notice_mail mail = {
		.from = s.sender, .to = to, .subject = "Planverk: prøve / test", .unsubscribe = "", .at = now,
		.text = arena_printf(ctx->arena, "Dette er en prøve. This is a test.\n\n%s\n", s.site),
		.message_id = arena_printf(ctx->arena, "planverk.test.%lld@%s", (long long)now, strchr(s.sender, '@') + 1),
	};
	if (notice_smtp_send(smtp, ctx->arena, &mail, &why) != NOTICE_TAKEN)
		return err_system(ctx->err, "%s did not take the mail: %s", s.smtp, why);
	if (!ctx->json)
		out_format(ctx->out, "%s has taken a mail to %s.\n", s.smtp, to);
	else
		out_text(ctx->out, "{\"taken\":true}\n");
	return true;
}

/* ---- notice send ---- */

bool notice_run_send(struct command_context *ctx)
{
	struct notice_setting s;
	struct notice_tally tally;
	if (!need_setting(ctx, &s) || !notice_send_due(ctx->db, &never_stopping, &tally, ctx->err))
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "sent", tally.sent);
		json_put_i64(&j, "failed", tally.failed);
		json_put_i64(&j, "given_up", tally.given_up);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "Sent %lld, to be tried again %lld, given up %lld.\n", (long long)tally.sent,
		           (long long)tally.failed, (long long)tally.given_up);
	}
	return true;
}

/* ---- notice list ---- */

static void list_row(struct command_context *ctx, struct json *j, struct db_stmt *st)
{
	const char *kind = db_text(st, 1, ctx->arena), *state = db_text(st, 2, ctx->arena), *error = db_text(st, 5, ctx->arena),
	           *email = db_text(st, 6, ctx->arena);
	if (ctx->json) {
		json_put_object(j, NULL);
		json_put_i64(j, "id", db_i64(st, 0));
		json_put_string(j, "kind", kind);
		json_put_string(j, "state", state);
		json_put_string(j, "made_at", clock_iso(ctx->arena, db_i64(st, 3)));
		json_put_i64(j, "attempts", db_i64(st, 4));
		json_put_string(j, "error", error);
		json_put_string(j, "address", email);
		json_put_end(j);
		return;
	}
	out_format(ctx->out, "%lld  %-8s  %s  %s  attempts %lld%s%s%s%s\n", (long long)db_i64(st, 0), state,
	           clock_local(ctx->arena, db_i64(st, 3)), kind, (long long)db_i64(st, 4), *email ? "  " : "", email,
	           *error ? "  " : "", error);
}

bool notice_run_list(struct command_context *ctx)
{
	const char *state = str_or(option(ctx, "state"), "");
	bool known = !*state;
	for (size_t i = 0; i < NOTICE_STATES; i++)
		known |= str_eq(state, notice_states[i]);
	if (!known)
		return err_input(ctx->err, "--state is waiting, sent or given_up; not \"%s\"", state);
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	if (!c)
		return false;
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT n.id, n.kind, n.state, n.made_at, n.attempts, n.error, coalesce(a.email, '') FROM notice n "
		"LEFT JOIN notice_address a ON a.id = n.address_id WHERE n.state = $state OR $state = '' ORDER BY n.id"));
	db_bind_text(st, "$state", state);
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	while (db_step(st))
		list_row(ctx, &j, st);
	if (ctx->json)
		json_put_end(&j);
	bool ok = db_finish(st, ctx->err);
	db_reader_done(c);
	return ok;
}

/* ---- notice retry, notice forget ---- */

struct change {
	struct command_context *ctx;
	int64_t id, n;
	const char *email;
};

static bool retry(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *change = arg;
	return notice_retry(tx, change->id, &change->n, err);
}

static void report(struct command_context *ctx, const char *what, int64_t n)
{
	if (ctx->json)
		out_format(ctx->out, "{\"%s\":%lld}\n", what, (long long)n);
	else
		out_format(ctx->out, "%s: %lld\n", what, (long long)n);
}

bool notice_run_retry(struct command_context *ctx)
{
	struct change change = { .ctx = ctx };
	if (ctx->n_args > 0 && (!str_to_i64(ctx->args[0], &change.id) || change.id <= 0))
		return err_input(ctx->err, "\"%s\" is no number of a notice; `planverk notice list` shows them", ctx->args[0]);
	if (!db_write(ctx->db, retry, &change, ctx->err))
		return false;
	if (ctx->n_args > 0 && change.n == 0)
		return err_not_found(ctx->err, "There is no notice %s that waits or was given up", ctx->args[0]);
	report(ctx, "retried", change.n);
	return true;
}

static bool forget(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *change = arg;
	if (!module_forget(tx, change->email, &change->n, err))
		return false;
	return change->n == 0 || notice_journal(tx, "notice.forget", 0, 0, err);
}

bool notice_run_forget(struct command_context *ctx)
{
	struct change change = { .ctx = ctx, .email = notice_address(ctx->arena, span_of(ctx->args[0])) };
	if (!change.email)
		return err_input(ctx->err, "\"%s\" is no address that mail is sent to", ctx->args[0]);
	if (!db_write(ctx->db, forget, &change, ctx->err))
		return false;
	report(ctx, "forgotten", change.n);
	return true;
}
