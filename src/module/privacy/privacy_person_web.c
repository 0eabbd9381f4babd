/* One person's data: for administrators in all of the service, for a plan's lead in that plan. */
#include "module/privacy/privacy_internal.h"

#include "base/utf8.h"
#include "db/journal.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

#define WORDS_MAX 200  /* code points */
#define REASON_MAX 500

static const char *item_target(struct request *rq, const struct privacy_item *item)
{
	if (item->kind == PRIVACY_ACCOUNT)
		return href(rq, "/admin/users/%lld", (long long)item->id);
	return href(rq, "/contribution/%lld", (long long)item->id);
}

static void write_items(struct request *rq, const struct privacy_item *list, size_t n)
{
	table_begin(rq, tr(rq, "What is held"), { tr(rq, "What"), COLUMN_TEXT }, { tr(rq, "Text"), COLUMN_TEXT });
	for (size_t i = 0; i < n; i++) {
		const char *kind = tr_name(rq, privacy_kind_names[list[i].kind]);
		bool page = list[i].kind == PRIVACY_ACCOUNT || list[i].kind == PRIVACY_MENTION || list[i].kind == PRIVACY_ANSWER;
		row_begin(rq);
		if (page)
			head_link(rq, item_target(rq, &list[i]), kind);
		else
			head_text(rq, kind);
		cell_text(rq, list[i].text);
		row_end(rq);
	}
	table_end(rq);
}

/* What can be done with what was found. */
static void write_actions(struct request *rq, const char *base, const char *words, unsigned kinds)
{
	heading(rq, 3, tr(rq, "Give access"));
	paragraph(rq, tr(rq, "A file for the person with everything above, why it is kept and how long. Look through it first: a "
	                     "mention may be of another person with the same name."));
	form_post_button(rq, arena_printf(rq->arena, "%s/access", base), tr(rq, "Download"), "words", words);
	heading(rq, 3, tr(rq, "Erase"));
	paragraph(rq, tr(rq, "Accounts lose name and address. What was sent in to a public process belongs to the archive: the text "
	                     "stays, the sender is taken away, it is no longer published, and places that name the person are "
	                     "masked. Tick what is this person's. This cannot be undone."));
	form_post_begin(rq, tr(rq, "Erase"), arena_printf(rq->arena, "%s/erase", base));
	field_hidden(rq, "words", words);
	for (enum privacy_kind kind = 0; kind < PRIVACY_KINDS; kind++)
		if (kinds & 1u << kind)
			field_check(rq, privacy_kind_codes[kind], tr_name(rq, privacy_kind_names[kind]), *form_text(rq, privacy_kind_codes[kind]));
	field_input(rq, .name = "reason", .label = tr(rq, "Reason"), .value = form_text(rq, "reason"), .required = true,
	            .hint = tr(rq, "It is kept: do not name the person."));
	form_end(rq, tr(rq, "Erase"));
}

/* The search form and, where something was asked for, what there is. base: where the actions are. */
static bool write_search(struct request *rq, const char *base, int64_t plan_id, const char *words)
{
	struct privacy_item *list;
	size_t n;
	form_begin(rq, tr(rq, "Find one person's data"), rq->path);
	field_search(rq, "words", tr(rq, "Name or e-mail address"), words);
	form_end(rq, tr(rq, "Find"));
	if (!*words)
		return true;
	if (!privacy_find(rq->conn, rq->arena, plan_id, words, &list, &n, &rq->err)) {
		if (rq->err.kind != ERR_INPUT)
			return false;
		err_clear(&rq->err);
		note(rq, TONE_WARNING, tr(rq, "Write at least three letters."));
		return true;
	}
	if (n == 0) {
		nothing_here(rq, tr(rq, "Nothing is held by that name or address."));
		return true;
	}
	write_items(rq, list, n);
	privacy_write_correct(rq, base, list, n);
	unsigned kinds = 0;
	for (size_t i = 0; i < n; i++)
		kinds |= 1u << list[i].kind;
	write_actions(rq, base, words, kinds);
	return true;
}

/* ---- /admin/privacy/person ---- */

static enum http_status write_person(struct request *rq, const char *words)
{
	rq->path = "/admin/privacy/person";
	privacy_page_admin(rq);
	page_crumb(rq, tr(rq, "Personal data"), "/admin/privacy");
	page_begin(rq, tr(rq, "Find one person's data"));
	heading(rq, 2, tr(rq, "One person"));
	if (!write_search(rq, "/admin/privacy", 0, words))
		return page_failed(rq);
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

enum http_status privacy_web_person(struct request *rq)
{
	return write_person(rq, query_text(rq, "words"));
}

/* ---- Access and erasure ---- */

static bool write_log(struct db_conn *tx, void *arg, struct err *err)
{
	const struct request *rq = arg;
	return journal_write(tx, "privacy.access", rq->session->user_id, "{}", err);
}

/* That somebody read a person's data stands in the journal; whose it was does not. */
static enum http_status give_access(struct request *rq, int64_t plan_id)
{
	if (!user_write(rq, write_log, rq, NULL)
	    || !privacy_write_access(rq->conn, rq->arena, &rq->body, plan_id, form_text(rq, "words"), &rq->err))
		return page_failed(rq);
	rq->content_type = "application/json";
	rq->download_name = "personal-data.json";
	rq->personal = true;
	return HTTP_OK;
}

struct erasing {
	struct arena *arena;
	struct privacy_erasure what;
	struct privacy_erased done;
};

static bool erase(struct db_conn *tx, void *arg, struct err *err)
{
	struct erasing *e = arg;
	return privacy_erase(tx, e->arena, &e->what, &e->done, err);
}

static const char *read_reason(struct request *rq)
{
	struct span reason = span_trim(span_of(form_text(rq, "reason")));
	if (reason.n == 0 || utf8_length(reason) > REASON_MAX)
		form_problem(rq, "reason", tr(rq, "Give a reason of at most 500 characters."));
	return arena_strndup(rq->arena, reason.s, reason.n);
}

/* False with rq->err, or with a form's problem where what was written is at fault. */
static bool do_erase(struct request *rq, int64_t plan_id)
{
	struct erasing e = { rq->arena, { .plan_id = plan_id, .words = form_text(rq, "words"), .reason = read_reason(rq),
	                                  .by = rq->session->user_id }, { 0 } };
	for (enum privacy_kind kind = 0; kind < PRIVACY_KINDS; kind++)
		if (*form_text(rq, privacy_kind_codes[kind]))
			e.what.kinds |= 1u << kind;
	if (!e.what.kinds)
		form_problem(rq, "reason", tr(rq, "Tick what is to be erased: two persons may have the same name."));
	if (form_problems(rq) || user_write(rq, erase, &e, NULL))
		return !form_problems(rq);
	if (rq->err.kind == ERR_INPUT || rq->err.kind == ERR_CONFLICT) {
		form_problem(rq, "reason", rq->err.kind == ERR_CONFLICT
			? tr(rq, "This is the only administrator; name another one first.")
			: tr(rq, "The reason names the person, or there is no name to look for. Write it without."));
		err_clear(&rq->err);
	}
	return false;
}

enum http_status privacy_web_access(struct request *rq)
{
	return give_access(rq, 0);
}

enum http_status privacy_web_erase(struct request *rq)
{
	if (do_erase(rq, 0))
		return redirect_to(rq, "/admin/privacy/person");
	return form_problems(rq) ? write_person(rq, form_text(rq, "words")) : page_failed(rq);
}

/* ---- /plan/{plan}/privacy ---- */

static bool write_request(struct request *rq, const char *base, struct db_stmt *st)
{
	int64_t id = db_i64(st, 0);
	const char *outcome = db_text(st, 3, rq->arena), *message = db_text(st, 2, rq->arena);
	html(&rq->body, "<li><p>");
	html_t(rq, "Asked on %s, about the statement of %s.", clock_local(rq->arena, db_i64(st, 1)),
	       clock_local(rq->arena, db_i64(st, 5)));
	html(&rq->body, "</p>\n");
	if (*message)
		html(&rq->body, "<blockquote><p>%s</p></blockquote>\n", message);
	if (!str_eq(outcome, "open")) {
		paragraph(rq, tr_format(rq, "%s: %s", str_eq(outcome, "erased") ? tr(rq, "Erased") : tr(rq, "Not erased"),
		                        db_text(st, 4, rq->arena)));
	} else {
		const struct choice choices[] = { { "erased", tr(rq, "Take name, area and address away and do not publish the text") },
		                                  { "refused", tr(rq, "Leave it as it is") } };
		form_post_begin(rq, tr(rq, "Answer the request"), arena_printf(rq->arena, "%s/request", base));
		field_hidden(rq, "request", arena_printf(rq->arena, "%lld", (long long)id));
		field_radios(rq, "outcome", tr(rq, "What is done"), choices, ARRAY_LEN(choices), "", true);
		field_input(rq, .name = "answer", .label = tr(rq, "What the receipt says"), .lines = 3, .required = true);
		form_end(rq, tr(rq, "Answer"));
	}
	html(&rq->body, "</li>\n");
	return true;
}

static bool write_requests(struct request *rq, const char *base, int64_t plan_id)
{
	size_t n = 0;
	heading(rq, 2, tr(rq, "Requests to be erased"));
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT r.id, r.asked_at, r.message, r.outcome, r.answer, s.sent_at FROM privacy_request r "
		"JOIN statement s ON s.id = r.statement_id WHERE r.plan_id = $plan "
		"ORDER BY CASE WHEN r.outcome = 'open' THEN 0 ELSE 1 END, r.id"));
	db_bind_i64(st, "$plan", plan_id);
	for (; db_step(st); n++) {
		if (n == 0)
			html(&rq->body, "<ul class=\"requests\">\n");
		write_request(rq, base, st);
	}
	if (n)
		html(&rq->body, "</ul>\n");
	else
		nothing_here(rq, tr(rq, "Nobody has asked."));
	return db_finish(st, &rq->err);
}

static bool write_periods(struct request *rq, const char *base, int64_t plan_id)
{
	heading(rq, 2, tr(rq, "How long personal data is kept"));
	for (size_t i = 0; i < privacy_purposes_len; i++) {
		const struct privacy_purpose *p = &privacy_purposes[i];
		int64_t months;
		const char *reason;
		if (!p->of_plan || !p->counted)
			continue;
		if (!privacy_months(rq->conn, rq->arena, plan_id, p, &months, &reason, &rq->err))
			return false;
		heading(rq, 3, tr_name(rq, p->name));
		paragraph(rq, privacy_period(rq, p, months));
		if (*reason)
			paragraph(rq, tr_format(rq, "%s: %s", tr(rq, "Reason"), reason));
		form_post_begin(rq, tr_name(rq, p->name), arena_printf(rq->arena, "%s/retention", base));
		field_hidden(rq, "purpose", p->code);
		field_input(rq, .name = "months", .label = tr(rq, "Months"), .type = "number", .required = true,
		            .value = arena_printf(rq->arena, "%lld", (long long)months));
		field_input(rq, .name = "reason", .label = tr(rq, "Reason"), .required = true);
		form_end(rq, tr(rq, "Change"));
	}
	return true;
}

static enum http_status write_plan(struct request *rq, const struct plan *plan, const char *words)
{
	const char *base = href(rq, "/plan/%s/privacy", plan->slug);
	rq->path = base;
	plan_page_context(rq, plan);
	page_begin(rq, tr(rq, "Personal data"));
	if (!write_requests(rq, base, plan->id))
		return page_failed(rq);
	heading(rq, 2, tr(rq, "One person"));
	if (!write_search(rq, base, plan->id, words) || !write_periods(rq, base, plan->id))
		return page_failed(rq);
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

static bool path_plan(struct request *rq, struct plan *plan)
{
	return plan_find(rq->conn, rq->arena, route_text(rq, "plan"), plan, &rq->err);
}

enum http_status privacy_web_plan(struct request *rq)
{
	struct plan plan;
	return path_plan(rq, &plan) ? write_plan(rq, &plan, query_text(rq, "words")) : page_failed(rq);
}

enum http_status privacy_web_plan_access(struct request *rq)
{
	struct plan plan;
	return path_plan(rq, &plan) ? give_access(rq, plan.id) : page_failed(rq);
}

enum http_status privacy_web_plan_erase(struct request *rq)
{
	struct plan plan;
	if (!path_plan(rq, &plan))
		return page_failed(rq);
	if (do_erase(rq, plan.id))
		return redirect_to(rq, href(rq, "/plan/%s/privacy", plan.slug));
	return form_problems(rq) ? write_plan(rq, &plan, form_text(rq, "words")) : page_failed(rq);
}

/* ---- Periods and requests ---- */

struct setting {
	int64_t plan_id, by, months;
	const struct privacy_purpose *purpose;
	const char *reason;
};

static bool set_period(struct db_conn *tx, void *arg, struct err *err)
{
	const struct setting *s = arg;
	return privacy_set_months(tx, s->plan_id, s->purpose, s->months, s->reason, s->by, err);
}

enum http_status privacy_web_retention(struct request *rq)
{
	struct plan plan;
	if (!path_plan(rq, &plan))
		return page_failed(rq);
	struct setting s = { plan.id, rq->session->user_id, form_i64(rq, "months", 0), privacy_purpose(form_text(rq, "purpose")),
	                     read_reason(rq) };
	if (!s.purpose || !s.purpose->of_plan || !s.purpose->counted || s.months < 1 || s.months > PRIVACY_MONTHS_MAX
	    || form_problems(rq))
		return page_bad_request(rq, tr(rq, "Write the months as a number from 1 to 600, and a reason of at most 500 characters."));
	if (!user_write(rq, set_period, &s, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/plan/%s/privacy", plan.slug));
}

struct handling {
	struct arena *arena;
	int64_t plan_id, request_id, by;
	bool erase;
	const char *answer;
};

/* Only a request of this plan that is open. */
static bool statement_of(struct db_conn *tx, const struct handling *h, int64_t *statement_id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT statement_id FROM privacy_request WHERE id = $id AND plan_id = $plan AND outcome = 'open'"));
	db_bind_i64(st, "$id", h->request_id);
	db_bind_i64(st, "$plan", h->plan_id);
	*statement_id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

static bool handle(struct db_conn *tx, void *arg, struct err *err)
{
	const struct handling *h = arg;
	int64_t statement_id;
	if (!statement_of(tx, h, &statement_id, err))
		return false;
	if (!statement_id)
		return err_not_found(err, "There is no such open request");
	/* The message may name the person: it has served its purpose. */
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE privacy_request SET outcome = $outcome, answer = $answer, user_id = $user, handled_at = $now, message = '' "
		"WHERE id = $id"));
	db_bind_text(st, "$outcome", h->erase ? "erased" : "refused");
	db_bind_text(st, "$answer", h->answer);
	db_bind_i64(st, "$user", h->by);
	db_bind_i64(st, "$now", clock_now());
	db_bind_i64(st, "$id", h->request_id);
	return db_finish(st, err) && (!h->erase || consultation_anonymise(tx, h->arena, statement_id, h->by, err))
	       && journal_write(tx, "privacy.answer", h->request_id, h->erase ? "{\"outcome\": \"erased\"}" : "{\"outcome\": \"refused\"}", err);
}

enum http_status privacy_web_handle(struct request *rq)
{
	struct plan plan;
	struct span answer = span_trim(span_of(form_text(rq, "answer")));
	const char *outcome = form_text(rq, "outcome");
	if (!path_plan(rq, &plan))
		return page_failed(rq);
	if (answer.n == 0 || utf8_length(answer) > REASON_MAX || (!str_eq(outcome, "erased") && !str_eq(outcome, "refused")))
		return page_bad_request(rq, tr(rq, "Choose what is done, and write an answer of at most 500 characters."));
	struct handling h = { rq->arena, plan.id, form_i64(rq, "request", 0), rq->session->user_id, str_eq(outcome, "erased"),
	                      arena_strndup(rq->arena, answer.s, answer.n) };
	if (!user_write(rq, handle, &h, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/plan/%s/privacy", plan.slug));
}
