/* planverk decision told start, add, mark, list. */
#include "module/decision/decision_internal.h"

struct telling {
	struct command_context *ctx;
	int64_t plan_id;
	struct recipient recipient;
	size_t added;
};

static bool find_plan(struct telling *t)
{
	struct plan plan;
	struct db_conn *c = db_reader(t->ctx->db, t->ctx->err);
	bool ok = c && plan_find(c, t->ctx->arena, t->ctx->args[0], &plan, t->ctx->err);
	db_reader_done(c);
	t->plan_id = ok ? plan.id : 0;
	return ok;
}

static bool start(struct db_conn *tx, void *arg, struct err *err)
{
	struct telling *t = arg;
	return recipient_start(tx, t->ctx->arena, t->plan_id, 0, &t->added, err);
}

bool decision_run_told_start(struct command_context *ctx)
{
	struct telling t = { .ctx = ctx };
	if (!find_plan(&t) || !db_write(ctx->db, start, &t, ctx->err))
		return false;
	if (ctx->json)
		out_format(ctx->out, "{\"added\": %zu}\n", t.added);
	else
		out_format(ctx->out, "%zu municipalities and state bodies are to be told.\n", t.added);
	return true;
}

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct telling *t = arg;
	return recipient_add(tx, t->ctx->arena, t->plan_id, &t->recipient, 0, err);
}

bool decision_run_told_add(struct command_context *ctx)
{
	struct telling t = { .ctx = ctx };
	size_t kind = body_name_parse(recipient_kinds, RECIPIENT_KINDS, str_or(option(ctx, "kind"), ""));
	if (kind == RECIPIENT_KINDS)
		return err_input(ctx->err, "--kind takes municipality, state_administrator, state_body, ministry or other");
	t.recipient = (struct recipient){ .name = ctx->args[1], .kind = (enum recipient_kind)kind, .email = str_or(option(ctx, "email"), "") };
	if (!find_plan(&t) || !decision_date_option(ctx, "sent", &t.recipient.sent)
	    || !decision_date_option(ctx, "received", &t.recipient.received) || !db_write(ctx->db, add, &t, ctx->err))
		return false;
	if (ctx->json)
		out_format(ctx->out, "{\"recipient\": %lld}\n", (long long)t.recipient.id);
	else
		out_format(ctx->out, "%s stands in the list as number %lld.\n", t.recipient.name, (long long)t.recipient.id);
	return true;
}

static bool mark(struct db_conn *tx, void *arg, struct err *err)
{
	struct telling *t = arg;
	return recipient_mark(tx, t->ctx->arena, t->plan_id, t->recipient.id, t->recipient.sent, t->recipient.received, 0, err);
}

bool decision_run_told_mark(struct command_context *ctx)
{
	struct telling t = { .ctx = ctx };
	if (!str_to_i64(ctx->args[1], &t.recipient.id))
		return err_input(ctx->err, "\"%s\" is no number of one who is told; `planverk decision told list` has them", ctx->args[1]);
	if (!find_plan(&t) || !decision_date_option(ctx, "sent", &t.recipient.sent)
	    || !decision_date_option(ctx, "received", &t.recipient.received))
		return false;
	if (!t.recipient.sent.year && !t.recipient.received.year)
		return err_input(ctx->err, "Give --sent or --received with a date");
	if (!db_write(ctx->db, mark, &t, ctx->err))
		return false;
	out_text(ctx->out, ctx->json ? "{}\n" : "The days are kept.\n");
	return true;
}

static void put_recipient(struct json *j, struct arena *a, const struct recipient *r)
{
	json_put_object(j, NULL);
	json_put_i64(j, "id", r->id);
	json_put_string(j, "name", r->name);
	json_put_string(j, "kind", recipient_kinds[r->kind].code);
	json_put_string(j, "email", r->email);
	json_put_string(j, "sent", date_iso(a, r->sent));
	json_put_string(j, "received", date_iso(a, r->received));
	json_put_end(j);
}

bool decision_run_told_list(struct command_context *ctx)
{
	struct decision_book book;
	struct recipient *list = NULL;
	size_t n = 0;
	struct db_conn *c = decision_open_book(ctx, &book);
	bool ok = c && (book.standing.in_force < 0
	                || recipient_list(c, ctx->arena, book.plan.id, &book.standing.versions[book.standing.in_force].digest, &list, &n, ctx->err));
	db_reader_done(c);
	if (!ok)
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_array(&j, "recipients");
	}
	for (size_t i = 0; i < n; i++)
		if (ctx->json)
			put_recipient(&j, ctx->arena, &list[i]);
		else
			out_format(ctx->out, "%lld  %s (%s)  sent: %s  received: %s\n", (long long)list[i].id, list[i].name,
			           recipient_kinds[list[i].kind].code, str_or(date_iso(ctx->arena, list[i].sent), "not yet"),
			           str_or(date_iso(ctx->arena, list[i].received), "not yet"));
	if (ctx->json) {
		json_put_end(&j);
		json_put_end(&j);
	} else if (n == 0) {
		out_text(ctx->out, "Nobody is in the list; `planverk decision told start` begins it once a version is in force.\n");
	}
	return true;
}
