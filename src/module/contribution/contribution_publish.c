/*
 * Whether a contribution may be published: those who lead or edit the plan set it, with a
 * reason, and can undo it. What was decided before stays; it is shown to who may read what is
 * not published.
 */
#include "module/contribution/contribution_internal.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "db/journal.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define REASON_MAX 500 /* code points */

static const char *publish_target(struct request *rq, int64_t id)
{
	return href(rq, "/contribution/%lld/publish", (long long)id);
}

/* ---- On the contribution's page ---- */

struct past {
	bool publish;
	const char *reason, *by;
	int64_t at;
};

/* The decisions, newest first. */
static bool load_history(struct request *rq, int64_t id, struct past **list, size_t *n)
{
	VEC(struct past) found = { 0 };
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT d.publish, d.reason, coalesce(p.name, ''), d.set_at FROM contribution_publication d "
		"LEFT JOIN user_person p ON p.user_id = d.user_id WHERE d.contribution_id = $id ORDER BY d.id DESC"));
	db_bind_i64(st, "$id", id);
	while (db_step(st))
		*VEC_PUSH(rq->arena, &found) = (struct past){ db_i64(st, 0), db_text(st, 1, rq->arena),
		                                              db_text(st, 2, rq->arena), db_i64(st, 3) };
	*list = found.v;
	*n = found.n;
	return db_finish(st, &rq->err);
}

static void write_history(struct request *rq, const struct past *list, size_t n)
{
	html(&rq->body, "<ul>\n");
	for (size_t i = 0; i < n; i++)
		html(&rq->body, "<li>%s: %s <small>%s, %s</small></li>\n",
		     list[i].publish ? tr(rq, "May be published") : tr(rq, "Not for publication"), list[i].reason,
		     list[i].by, clock_local(rq->arena, list[i].at));
	html(&rq->body, "</ul>\n");
}

void contribution_write_publishing(struct request *rq, const struct contribution *c)
{
	struct past *history;
	size_t decisions;
	if (!rq->internal || rq->access->all_read || !load_history(rq, c->id, &history, &decisions))
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "Publication"));
	if (decisions > 0)
		write_history(rq, history, decisions);
	if (request_may(rq, "contribution.publish", rq->plan_id)) {
		if (decisions > 0)
			form_post_button(rq, publish_target(rq, c->id), tr(rq, "Undo the last change"), "undo", "yes");
		form_post_begin(rq, tr(rq, "Publication"), publish_target(rq, c->id));
		field_hidden(rq, "publish", c->publish ? "no" : "yes");
		field_input(rq, .name = "reason", .label = tr(rq, "Reason"), .value = form_text(rq, "reason"), .required = true,
		            .hint = tr(rq, "Why it is set so, for those who read this later."));
		form_end(rq, c->publish ? tr(rq, "Do not publish it") : tr(rq, "Permit publication"));
	}
	html(&rq->body, "</section>");
}

/* ---- Deciding ---- */

struct decision {
	int64_t contribution_id, user_id;
	bool publish, undo;
	const char *reason;
};

static bool set(struct db_conn *tx, const struct decision *d, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE contribution SET publish = $publish WHERE id = $id"));
	db_bind_i64(st, "$publish", d->publish);
	db_bind_i64(st, "$id", d->contribution_id);
	return db_finish(st, err);
}

static bool journal(struct db_conn *tx, const struct decision *d, struct err *err)
{
	struct arena *a = arena_new();
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", d->user_id);
	json_put_bool(&j, "publish", d->publish);
	json_put_bool(&j, "undo", d->undo);
	json_put_string(&j, "reason", d->reason);
	json_put_end(&j);
	bool ok = journal_write(tx, "contribution.publish", d->contribution_id, out_string(&content), err);
	arena_free(a);
	return ok;
}

/* Whether it is as decided already, so that every decision changes something and can be undone. */
static bool is_so(struct db_conn *tx, const struct decision *d, bool *so, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("SELECT 1 FROM contribution WHERE id = $id AND publish = $publish"));
	db_bind_i64(st, "$id", d->contribution_id);
	db_bind_i64(st, "$publish", d->publish);
	*so = db_step(st);
	return db_finish(st, err);
}

static bool decide(struct db_conn *tx, void *arg, struct err *err)
{
	const struct decision *d = arg;
	bool so;
	if (!is_so(tx, d, &so, err) || so)
		return !err->kind;
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO contribution_publication (id, contribution_id, user_id, publish, reason, set_at) "
		"VALUES ($id, $contribution, $user, $publish, $reason, $now)"));
	db_bind_i64(st, "$id", db_new_id(tx));
	db_bind_i64(st, "$contribution", d->contribution_id);
	db_bind_i64(st, "$user", d->user_id);
	db_bind_i64(st, "$publish", d->publish);
	db_bind_text(st, "$reason", d->reason);
	db_bind_i64(st, "$now", clock_now());
	return db_finish(st, err) && set(tx, d, err) && journal(tx, d, err);
}

/* Takes the newest decision away: what it changed is as it was before. The journal keeps both. */
static bool undo(struct db_conn *tx, void *arg, struct err *err)
{
	struct decision *d = arg;
	int64_t newest = 0;
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT id, publish FROM contribution_publication WHERE contribution_id = $id ORDER BY id DESC LIMIT 1"));
	db_bind_i64(st, "$id", d->contribution_id);
	if (db_step(st)) {
		newest = db_i64(st, 0);
		d->publish = !db_i64(st, 1);
	}
	if (!db_finish(st, err) || !newest)
		return !err->kind;
	st = db_prepare(tx, SQL("DELETE FROM contribution_publication WHERE id = $id"));
	db_bind_i64(st, "$id", newest);
	return db_finish(st, err) && set(tx, d, err) && journal(tx, d, err);
}

bool contribution_withdraw(struct db_conn *tx, int64_t contribution_id, int64_t by, struct err *err)
{
	const struct decision d = { contribution_id, by, false, false, "withdrawn by who sent it" };
	return set(tx, &d, err) && journal(tx, &d, err);
}

bool contribution_withdraw_sender(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t organisation_id, bool forget,
                                  int64_t by, struct err *err)
{
	VEC(int64_t) texts = { 0 };
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT id FROM contribution WHERE organisation_id = $id AND plan_id = $plan AND publish = 1 ORDER BY id"));
	db_bind_i64(st, "$id", organisation_id);
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st))
		*VEC_PUSH(a, &texts) = db_i64(st, 0);
	bool ok = db_finish(st, err);
	for (size_t i = 0; ok && i < texts.n; i++)
		ok = contribution_withdraw(tx, texts.v[i], by, err);
	if (!ok || !forget)
		return ok;
	st = db_prepare(tx, SQL("UPDATE contribution SET organisation_id = NULL WHERE organisation_id = $id AND plan_id = $plan"));
	db_bind_i64(st, "$id", organisation_id);
	db_bind_i64(st, "$plan", plan_id);
	return db_finish(st, err);
}

/* POST /contribution/{contribution}/publish */
enum http_status contribution_web_publish(struct request *rq)
{
	struct span reason = span_trim(span_of(form_text(rq, "reason")));
	struct decision d = {
		.contribution_id = route_id(rq, "contribution"),
		.user_id = rq->session->user_id,
		.publish = str_eq(form_text(rq, "publish"), "yes"),
		.undo = str_eq(form_text(rq, "undo"), "yes"),
		.reason = arena_strndup(rq->arena, reason.s, reason.n),
	};
	if (!d.undo && (reason.n == 0 || utf8_length(reason) > REASON_MAX))
		form_problem(rq, "reason", tr(rq, "Give a reason of at most 500 characters."));
	rq->path = href(rq, "/contribution/%lld", (long long)d.contribution_id);
	if (form_problems(rq))
		return contribution_web_show(rq) == HTTP_OK ? HTTP_BAD_REQUEST : page_failed(rq);
	if (!user_write(rq, d.undo ? undo : decide, &d, NULL))
		return page_failed(rq);
	return redirect_to(rq, rq->path);
}
