/*
 * How many answers may come from one network and to one consultation: a machine that sends thousands is
 * stopped, and who has written loses nothing. A planner lifts the first for some hours, for an event
 * where everybody has the address of the building.
 */
#include "module/consultation/consultation_internal.h"

#include "base/utf8.h"
#include "db/journal.h"
#include "http/limit.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define FROM_NETWORK 30     /* answers in a window */
#define TO_CONSULTATION 3000
#define HOURS_MAX 24
#define REASON_MAX 500 /* code points */

enum kind { BY_NETWORK, BY_CONSULTATION, KINDS };
static struct limiter answers = LIMITER;

/* Until when it is lifted; 0 for not. */
static bool lifted_until(struct db_conn *c, int64_t consultation_id, int64_t now, int64_t *until, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT coalesce(max(until_at), 0) FROM consultation_lift WHERE consultation_id = $consultation AND until_at > $now"));
	db_bind_i64(st, "$consultation", consultation_id);
	db_bind_i64(st, "$now", now);
	*until = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

bool consultation_limit_take(struct request *rq, int64_t consultation_id, bool *allowed)
{
	const char *what = arena_printf(rq->arena, "%lld", (long long)consultation_id);
	struct limited list[KINDS] = { [BY_NETWORK] = { BY_NETWORK, rq->address, what, FROM_NETWORK },
	                               [BY_CONSULTATION] = { BY_CONSULTATION, "", what, TO_CONSULTATION } };
	int64_t now = clock_monotonic(), until;
	if (!lifted_until(rq->conn, consultation_id, clock_now(), &until, &rq->err))
		return false;
	*allowed = until || limit_allows(&answers, list, KINDS, now);
	if (*allowed && !until)
		limit_count(&answers, list, KINDS, now);
	return true;
}

/* ---- Lifting it ---- */

void consultation_write_lift(struct request *rq, int64_t consultation_id)
{
	int64_t until;
	if (!request_may(rq, "plan.edit", rq->plan_id) || !lifted_until(rq->conn, consultation_id, clock_now(), &until, &rq->err))
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "Many answers from one building"));
	paragraph(rq, until ? tr_format(rq, "Until %s any number of answers may come from one network.", clock_local(rq->arena, until))
	                    : tr_format(rq, "From one network %s answers may come in a quarter of an hour. For a meeting where all use the same "
	                                    "network it can be lifted for some hours.", tr_number(rq->arena, rq->lang, FROM_NETWORK)));
	if (!until) {
		form_post_begin(rq, tr(rq, "Many answers from one building"), href(rq, "/consultation/%lld/lift", (long long)consultation_id));
		field_input(rq, .name = "hours", .label = tr(rq, "Hours"), .type = "number", .value = str_or(form_text(rq, "hours"), "4"), .required = true);
		field_input(rq, .name = "reason", .label = tr(rq, "Reason"), .value = form_text(rq, "reason"), .required = true);
		form_end(rq, tr(rq, "Lift the limit"));
	}
	html(&rq->body, "</section>\n");
}

struct lifting {
	struct arena *arena;
	int64_t consultation_id, by, hours;
	const char *reason;
};

static bool lift(struct db_conn *tx, void *arg, struct err *err)
{
	const struct lifting *l = arg;
	int64_t id = db_new_id(tx), now = clock_now();
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO consultation_lift (id, consultation_id, user_id, reason, made_at, until_at) "
		"VALUES ($id, $consultation, $by, $reason, $now, $until)"));
	db_bind_i64(st, "$id", id);
	db_bind_i64(st, "$consultation", l->consultation_id);
	db_bind_id(st, "$by", l->by);
	db_bind_text(st, "$reason", l->reason);
	db_bind_i64(st, "$now", now);
	db_bind_i64(st, "$until", now + l->hours * 3600 * CLOCK_SECOND);
	if (!db_finish(st, err))
		return false;
	struct out content = out_memory(l->arena);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", l->by);
	json_put_i64(&j, "hours", l->hours);
	json_put_string(&j, "reason", l->reason);
	json_put_end(&j);
	return journal_write(tx, "consultation.lift", l->consultation_id, out_string(&content), err);
}

/* POST /consultation/{consultation}/lift */
enum http_status consultation_web_lift(struct request *rq)
{
	struct span reason = span_trim(span_of(form_text(rq, "reason")));
	struct lifting l = { rq->arena, route_id(rq, "consultation"), rq->session->user_id, form_i64(rq, "hours", 0),
	                     arena_strndup(rq->arena, reason.s, reason.n) };
	if (l.hours < 1 || l.hours > HOURS_MAX)
		return page_bad_request(rq, tr(rq, "Write a number of hours from 1 to 24."));
	if (reason.n == 0 || utf8_length(reason) > REASON_MAX)
		return page_bad_request(rq, tr(rq, "Give a reason of at most 500 characters."));
	if (!user_write(rq, lift, &l, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/consultation/%lld", (long long)l.consultation_id));
}

bool consultation_run_lift(struct command_context *ctx)
{
	struct consultation c;
	struct lifting l = { .arena = ctx->arena, .reason = option(ctx, "reason") };
	if (!str_to_i64(ctx->args[0], &l.consultation_id))
		return err_input(ctx->err, "%s is not the number of a consultation; its page's address has it", ctx->args[0]);
	if (!option_i64(ctx, "hours", 4, 1, HOURS_MAX, &l.hours))
		return false;
	if (!l.reason || !*l.reason || utf8_length(span_of(l.reason)) > REASON_MAX)
		return err_input(ctx->err, "--reason says why, in at most %d characters, for those who read it later", REASON_MAX);
	struct db_conn *conn = db_reader(ctx->db, ctx->err);
	bool ok = conn && consultation_get(conn, ctx->arena, l.consultation_id, &c, ctx->err);
	db_reader_done(conn);
	if (!ok)
		return false;
	if (!c.id)
		return err_not_found(ctx->err, "There is no consultation %s", ctx->args[0]);
	if (!db_write(ctx->db, lift, &l, ctx->err))
		return false;
	out_format(ctx->out, "For %lld hours any number of answers may come from one network\n", (long long)l.hours);
	return true;
}
