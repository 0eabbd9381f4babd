/* The page with answers to be used again. */
#include "module/inbox/inbox_internal.h"

#include "base/utf8.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define TITLE_MAX 80 /* code points */
#define TEXT_MAX 4000
#define TEXT_LINES 4

/* ---- Showing ---- */

static void write_form(struct request *rq, const struct plan *plan, const struct inbox_reply *r, const char *submit)
{
	size_t n;
	struct choice *choices = inbox_outcomes(rq, tr(rq, "Choose"), &n);
	bool sent = rq->form && form_i64(rq, "replaces", 0) == r->id;
	form_post_begin(rq, submit, href(rq, "/plan/%s/replies", plan->slug));
	field_hidden(rq, "replaces", arena_printf(rq->arena, "%lld", (long long)r->id));
	field_input(rq, .name = "title", .label = tr(rq, "Name"), .value = sent ? form_text(rq, "title") : r->title, .required = true);
	field_select(rq, "outcome", tr(rq, "Outcome"), choices, n,
	             sent ? form_text(rq, "outcome") : r->id ? outcomes[r->outcome].code : "");
	field_input(rq, .name = "text", .label = tr(rq, "Text"), .value = sent ? form_text(rq, "text") : r->text, .lines = TEXT_LINES,
	            .required = true);
	form_end(rq, submit);
}

/* The contributions that a text was used in, newest answer first. */
static bool write_uses(struct request *rq, const struct inbox_reply *r)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"WITH RECURSIVE older (id) AS (SELECT CAST($id AS BIGINT) UNION ALL "
		"  SELECT z.id FROM inbox_reply z JOIN older o ON z.replaced_by = o.id) "
		"SELECT m.contribution_id, t.text FROM inbox_reply_use u JOIN older o ON o.id = u.reply_id "
		"JOIN disposition d ON d.id = u.disposition_id JOIN remark m ON m.id = d.remark_id "
		"JOIN contribution t ON t.id = m.contribution_id ORDER BY d.id DESC LIMIT 50"));
	db_bind_i64(st, "$id", r->id);
	html(&rq->body, "<ul>\n");
	while (db_step(st)) {
		html(&rq->body, "<li>");
		link_to(rq, href(rq, "/contribution/%lld", (long long)db_i64(st, 0)),
		        utf8_shorten(rq->arena, span_of(db_text(st, 1, rq->arena)), TITLE_MAX));
		html(&rq->body, "</li>\n");
	}
	html(&rq->body, "</ul>\n");
	return db_finish(st, &rq->err);
}

static bool write_reply(struct request *rq, const struct plan *plan, const struct inbox_reply *r, bool may)
{
	html(&rq->body, "<section>");
	heading(rq, 2, r->title);
	html(&rq->body, "<p>");
	tag(rq, TONE_NEUTRAL, tr_name(rq, outcomes[r->outcome].name));
	html(&rq->body, "</p><p class=\"written\">%s</p>\n", r->text);
	if (r->used > 0) {
		details_begin(rq, false);
		html(&rq->body, "%s", tr_count(rq, "Used in %s answer", "Used in %s answers", r->used));
		details_body(rq);
		if (!write_uses(rq, r))
			return false;
		details_end(rq);
	}
	if (may) {
		details_begin(rq, rq->form && form_i64(rq, "replaces", 0) == r->id);
		html(&rq->body, "%s", tr(rq, "Change it"));
		details_body(rq);
		paragraph(rq, tr(rq, "Answers that it was used in keep the words they have."));
		write_form(rq, plan, r, tr(rq, "Keep the new wording"));
		details_end(rq);
		form_post_button(rq, href(rq, "/plan/%s/replies/retire", plan->slug), tr(rq, "Offer it no longer"), "reply",
		                 arena_printf(rq->arena, "%lld", (long long)r->id));
	}
	html(&rq->body, "</section>\n");
	return true;
}

/* GET /plan/{plan}/replies */
enum http_status inbox_web_replies(struct request *rq)
{
	static const struct inbox_reply none = { .title = "", .text = "" };
	struct plan plan;
	struct inbox_reply *list;
	size_t n;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !inbox_replies(rq->conn, rq->arena, plan.id, &list, &n, &rq->err))
		return page_failed(rq);
	bool may = request_may(rq, "contribution.review", plan.id);
	plan_page_context(rq, &plan);
	page_crumb(rq, tr(rq, "Inbox"), href(rq, "/plan/%s/inbox", plan.slug));
	page_begin(rq, tr(rq, "Answers to be used again"));
	if (n == 0)
		nothing_here(rq, tr(rq, "No text has been kept yet. What many ask can be answered with one."));
	for (size_t i = 0; i < n; i++)
		if (!write_reply(rq, &plan, &list[i], may))
			return page_failed(rq);
	if (may) {
		heading(rq, 2, tr(rq, "A new text"));
		write_form(rq, &plan, &none, tr(rq, "Keep the text"));
	}
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* ---- Changing ---- */

struct saving {
	struct arena *arena;
	struct inbox_reply reply;
	int64_t replaces, by;
};

static bool save(struct db_conn *tx, void *arg, struct err *err)
{
	struct saving *s = arg;
	return inbox_reply_save(tx, s->arena, &s->reply, s->replaces, s->by, err);
}

static bool retire(struct db_conn *tx, void *arg, struct err *err)
{
	const struct saving *s = arg;
	return inbox_reply_retire(tx, s->replaces, s->by, err);
}

static const char *read_text(struct request *rq, const char *field, size_t most, const char *problem)
{
	struct span text = span_trim(span_of(form_text(rq, field)));
	if (text.n == 0 || utf8_length(text) > most)
		form_problem(rq, field, problem);
	return arena_strndup(rq->arena, text.s, text.n);
}

/* Only what the plan has is replaced or retired. */
static bool find_own(struct request *rq, const struct plan *plan, int64_t id, bool *own)
{
	struct inbox_reply r;
	*own = id == 0;
	if (*own || !inbox_reply_get(rq->conn, rq->arena, id, &r, &rq->err))
		return *own;
	*own = r.id && r.plan_id == plan->id;
	return true;
}

/* POST /plan/{plan}/replies */
enum http_status inbox_web_save_reply(struct request *rq)
{
	struct plan plan;
	bool own;
	struct saving s = { .arena = rq->arena, .replaces = form_i64(rq, "replaces", 0), .by = rq->session->user_id };
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err) || !find_own(rq, &plan, s.replaces, &own))
		return page_failed(rq);
	if (!own)
		return page_bad_request(rq, tr(rq, "There is no such text."));
	s.reply = (struct inbox_reply){
		.plan_id = plan.id,
		.title = read_text(rq, "title", TITLE_MAX, tr(rq, "Give it a name of at most 80 characters.")),
		.text = read_text(rq, "text", TEXT_MAX, tr(rq, "Write a text of at most 4,000 characters.")) };
	if (!outcome_parse(form_text(rq, "outcome"), &s.reply.outcome))
		form_problem(rq, "outcome", tr(rq, "Choose an outcome."));
	if (form_problems(rq))
		return inbox_web_replies(rq);
	if (!user_write(rq, save, &s, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/plan/%s/replies", plan.slug));
}

/* POST /plan/{plan}/replies/retire */
enum http_status inbox_web_retire_reply(struct request *rq)
{
	struct plan plan;
	bool own;
	struct saving s = { .arena = rq->arena, .replaces = form_i64(rq, "reply", -1), .by = rq->session->user_id };
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err) || !find_own(rq, &plan, s.replaces, &own))
		return page_failed(rq);
	if (!own)
		return page_bad_request(rq, tr(rq, "There is no such text."));
	if (!user_write(rq, retire, &s, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/plan/%s/replies", plan.slug));
}
