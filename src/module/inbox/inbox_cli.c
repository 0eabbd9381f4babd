/* planverk inbox list */
#include "module/inbox/inbox_internal.h"

#include "engine/text/text.h"

#define LIST_MAX 1000000

static bool option_id(struct command_context *ctx, const char *name, int64_t *id)
{
	return option_i64(ctx, name, 0, 1, INT64_MAX, id);
}

/* A user by the address they log in with; "nobody" for what nobody works on. */
static bool find_assignee(struct db_conn *c, const char *email, int64_t *id, struct err *err)
{
	if (str_eq(email, "nobody")) {
		*id = INBOX_NOBODY;
		return true;
	}
	struct db_stmt *st = db_prepare(c, SQL("SELECT user_id FROM user_person WHERE email = $email"));
	db_bind_text(st, "$email", email);
	*id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err) && (*id || err_not_found(err, "There is no user %s; `planverk user list` shows them", email));
}

static void write_json(struct json *j, const struct inbox_row *r, const char *text)
{
	json_put_object(j, NULL);
	json_put_i64(j, "remark", r->key.id);
	json_put_i64(j, "contribution", r->contribution_id);
	json_put_string(j, "text", text);
	json_put_string(j, "state", r->state);
	json_put_string(j, "assignee", r->assignee);
	json_put_string(j, "due_on", r->due_on);
	json_put_string(j, "event", r->event);
	json_put_string(j, "group", r->group);
	json_put_string(j, "node", r->node);
	json_put_end(j);
}

static const char *text_option(struct command_context *ctx, const char *name)
{
	const char *value = option(ctx, name);
	return value ? value : "";
}

static bool check_state(const char *state, struct err *err)
{
	for (size_t i = 0; i < DISPOSITION_STATES; i++)
		if (!*state || str_eq(disposition_states[i].code, state))
			return true;
	return err_input(err, "--state is unanswered, draft, approved or published, not %s", state);
}

bool inbox_run_list(struct command_context *ctx)
{
	struct plan plan;
	struct inbox_row *rows;
	size_t n;
	int64_t limit;
	struct inbox_filter f = { .state = text_option(ctx, "state"), .language = text_option(ctx, "language"),
	                          .tag = text_option(ctx, "tag"), .due = text_option(ctx, "due") };
	if (!check_state(f.state, ctx->err) || !option_id(ctx, "event", &f.event) || !option_id(ctx, "group", &f.group)
	    || !option_id(ctx, "campaign", &f.campaign) || !option_id(ctx, "node", &f.node)
	    || !option_i64(ctx, "limit", 50, 1, LIST_MAX, &limit))
		return false;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && (!option(ctx, "assignee") || find_assignee(c, option(ctx, "assignee"), &f.assignee, ctx->err))
	          && inbox_list(c, ctx->arena, plan.id, &f, (struct inbox_key){ 0, 0 }, limit, &rows, &n, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		/* What a terminal shows ends up in logs. */
		const char *text = text_mask(ctx->arena, span_of(rows[i].text));
		if (ctx->json)
			write_json(&j, &rows[i], text);
		else
			out_format(ctx->out, "%-18lld %-10s %s\n", (long long)rows[i].key.id, rows[i].state, text);
	}
	if (ctx->json)
		json_put_end(&j);
	else if (n == 0)
		out_text(ctx->out, "There is nothing in the inbox that the options ask for\n");
	return true;
}
