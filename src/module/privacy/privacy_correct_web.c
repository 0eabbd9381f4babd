/* Correcting who sent a statement, and how they are reached: on the page that found it. */
#include "module/privacy/privacy_internal.h"

#include "base/utf8.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define SENDER_MAX 200 /* code points */

/* What stands there now; *plan_id 0 where there is no such statement. */
struct sender {
	int64_t plan_id;
	const char *organisation, *email;
};

static bool load(struct db_conn *c, struct arena *a, int64_t id, struct sender *s, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT k.plan_id, s.organisation, coalesce(m.email, '') FROM statement s JOIN consultation k ON k.id = s.consultation_id "
		"LEFT JOIN statement_contact m ON m.statement_id = s.id WHERE s.id = $id"));
	db_bind_i64(st, "$id", id);
	*s = (struct sender){ 0, "", "" };
	if (db_step(st))
		*s = (struct sender){ db_i64(st, 0), db_text(st, 1, a), db_text(st, 2, a) };
	return db_finish(st, err);
}

void privacy_write_correct(struct request *rq, const char *base, const struct privacy_item *list, size_t n)
{
	bool begun = false;
	for (size_t i = 0; i < n; i++) {
		struct sender s;
		if (list[i].kind != PRIVACY_STATEMENT || !load(rq->conn, rq->arena, list[i].id, &s, &rq->err))
			continue;
		if (!begun)
			heading(rq, 3, tr(rq, "Correct"));
		begun = true;
		form_post_begin(rq, tr_format(rq, "Correct %s", list[i].text), arena_printf(rq->arena, "%s/correct", base));
		field_hidden(rq, "statement", arena_printf(rq->arena, "%lld", (long long)list[i].id));
		field_input(rq, .name = "organisation", .label = tr(rq, "Sender"), .value = s.organisation);
		field_input(rq, .name = "email", .label = tr(rq, "E-mail"), .type = "email", .value = s.email,
		            .hint = tr(rq, "Leave it empty to have it deleted."));
		form_end(rq, tr(rq, "Correct"));
	}
}

/* ---- Correcting ---- */

struct correcting {
	struct arena *arena;
	int64_t statement_id, plan_id, by; /* plan_id 0: any */
	const char *organisation, *email;
};

static bool correct(struct db_conn *tx, void *arg, struct err *err)
{
	const struct correcting *c = arg;
	struct sender now;
	if (!load(tx, c->arena, c->statement_id, &now, err))
		return false;
	if (!now.plan_id || (c->plan_id && now.plan_id != c->plan_id))
		return err_not_found(err, "There is no such statement");
	return (str_eq(now.organisation, c->organisation)
	        || consultation_set_sender(tx, c->statement_id, c->organisation, c->by, err))
	       && (str_eq(now.email, c->email) || consultation_set_contact(tx, c->statement_id, c->email, c->by, err));
}

static const char *trimmed(struct request *rq, const char *name)
{
	struct span text = span_trim(span_of(form_text(rq, name)));
	return arena_strndup(rq->arena, text.s, text.n);
}

static enum http_status act(struct request *rq, int64_t plan_id, const char *back)
{
	struct correcting c = { rq->arena, form_i64(rq, "statement", 0), plan_id, rq->session->user_id,
	                        trimmed(rq, "organisation"), trimmed(rq, "email") };
	if (!consultation_contact_ok(c.email))
		return page_bad_request(rq, tr(rq, "This is not an e-mail address. It may be left empty."));
	if (utf8_length(span_of(c.organisation)) > SENDER_MAX)
		return page_bad_request(rq, tr(rq, "Write at most 200 characters."));
	if (!user_write(rq, correct, &c, NULL))
		return page_failed(rq);
	return redirect_to(rq, back);
}

/* POST /admin/privacy/correct */
enum http_status privacy_web_correct(struct request *rq)
{
	return act(rq, 0, "/admin/privacy/person");
}

/* POST /plan/{plan}/privacy/correct */
enum http_status privacy_web_plan_correct(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	return act(rq, plan.id, href(rq, "/plan/%s/privacy", plan.slug));
}
