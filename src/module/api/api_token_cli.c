/* planverk api token make, list, revoke. */
#include "module/api/api_internal.h"

#include "module/user/user.h"

#define FIRST_DAYS 90 /* where --expires is not given */

struct doing {
	struct api_token token;
	char secret[API_TOKEN_SIZE];
};

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct doing *d = arg;
	return api_token_add(tx, &d->token, d->secret, 0, clock_now(), err);
}

static bool find(struct command_context *ctx, struct api_token *t)
{
	struct user user;
	struct plan plan;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && user_find(c, ctx->arena, ctx->args[0], &user, ctx->err) && plan_find(c, ctx->arena, ctx->args[1], &plan, ctx->err);
	db_reader_done(c);
	if (ok) {
		t->user_id = user.id;
		t->plan_id = plan.id;
	}
	return ok;
}

bool api_token_run_make(struct command_context *ctx)
{
	struct date today = date_at(clock_now());
	const char *expires = option(ctx, "expires"), *field;
	struct doing d = { .token = { .name = str_or(option(ctx, "name"), ""), .expires = date_from_days(date_days(today) + FIRST_DAYS) } };
	if (expires && !date_parse(expires, &d.token.expires))
		return err_input(ctx->err, "\"%s\" is no date; write it as 2026-12-31", expires);
	const char *problem = api_token_check(&d.token, today, &field);
	if (problem)
		return err_input(ctx->err, "--%s: %s", field, problem);
	if (!find(ctx, &d.token))
		return false;
	api_token_new(d.secret);
	if (!db_write(ctx->db, add, &d, ctx->err))
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "id", d.token.id);
		json_put_string(&j, "token", d.secret);
		json_put_string(&j, "expires", date_iso(ctx->arena, d.token.expires));
		json_put_end(&j);
	} else {
		out_format(ctx->out, "%s\nIt is not shown again, and good until %s. Programs send it as \"Authorization: Bearer TOKEN\".\n",
		           d.secret, date_iso(ctx->arena, d.token.expires));
	}
	return true;
}

static void put_token(struct json *j, struct arena *a, const struct api_token *t, const char *state)
{
	json_put_object(j, NULL);
	json_put_i64(j, "id", t->id);
	json_put_string(j, "name", t->name);
	json_put_string(j, "user", t->user);
	json_put_string(j, "state", state);
	json_put_string(j, "expires", date_iso(a, t->expires));
	json_put_string(j, "used", date_iso(a, t->used));
	json_put_end(j);
}

bool api_token_run_list(struct command_context *ctx)
{
	struct plan plan;
	struct api_token *list;
	size_t n;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && api_token_list(c, ctx->arena, plan.id, &list, &n, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	struct json j = json_to(ctx->out, 2);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		const char *state = api_token_state_codes[api_token_state(&list[i], date_at(clock_now()))];
		if (ctx->json)
			put_token(&j, ctx->arena, &list[i], state);
		else
			out_format(ctx->out, "%lld  %-7s  until %s  used %s  %s (%s)\n", (long long)list[i].id, state,
			           date_iso(ctx->arena, list[i].expires), list[i].used.year ? date_iso(ctx->arena, list[i].used) : "never",
			           list[i].name, list[i].user);
	}
	if (ctx->json)
		json_put_end(&j);
	return true;
}

static bool revoke(struct db_conn *tx, void *arg, struct err *err)
{
	const struct doing *d = arg;
	return api_token_revoke(tx, d->token.id, 0, 0, clock_now(), err);
}

bool api_token_run_revoke(struct command_context *ctx)
{
	struct doing d = { 0 };
	if (!str_to_i64(ctx->args[0], &d.token.id))
		return err_input(ctx->err, "\"%s\" is no number of a token; `planverk api token list PLAN` shows them", ctx->args[0]);
	if (!db_write(ctx->db, revoke, &d, ctx->err))
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "revoked", d.token.id);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "The token %lld is revoked.\n", (long long)d.token.id);
	}
	return true;
}
