/* Beginning, saving, releasing and withdrawing a draft. */
#include "module/behalf/behalf_internal.h"

#include "module/notice/notice.h"

struct doing {
	struct request *rq;
	const struct behalf_page *page;
	int64_t id, base, organisation_id;
	struct answer *answers;
	struct statement about;
	const char *token;
	enum behalf_result result;
	struct behalf_revision with;
};

/* ---- Beginning ---- */

static bool begin(struct db_conn *tx, void *arg, struct err *err)
{
	struct doing *d = arg;
	return behalf_begin(tx, d->rq->arena, route_id(d->rq, "consultation"), d->organisation_id, d->rq->session->user_id, clock_now(),
	                    &d->id, err);
}

/* POST /consultation/{consultation}/drafts */
enum http_status behalf_web_begin(struct request *rq)
{
	struct consultation c;
	struct doing d = { .rq = rq, .organisation_id = form_i64(rq, "organisation", 0) };
	bool mine, again = false;
	if (!consultation_get(rq->conn, rq->arena, route_id(rq, "consultation"), &c, &rq->err)
	    || !role_speaks_for(rq->conn, rq->session->user_id, rq->plan_id, d.organisation_id,
	                        1u << ROLE_CONTRIBUTOR | 1u << ROLE_COORDINATOR, &mine, &rq->err))
		return page_failed(rq);
	if (!mine || !d.organisation_id)
		return page_bad_request(rq, tr(rq, "You do not take part on behalf of this organisation."));
	const char *why = consultation_why_not(&c, clock_now());
	if (why)
		return page_bad_request(rq, tr_name(rq, why));
	if (!user_write(rq, begin, &d, &again))
		return page_failed(rq);
	return redirect_to(rq, again ? href(rq, "/consultation/%lld/drafts", (long long)c.id) : behalf_href(rq, d.id));
}

/* ---- Saving ---- */

static bool save(struct db_conn *tx, void *arg, struct err *err)
{
	struct doing *d = arg;
	return behalf_save(tx, d->rq->arena, &d->page->consultation, d->page->behalf.id, d->base, d->answers,
	                   d->rq->session->user_id, clock_now(), &d->result, &d->with, err);
}

static struct answer *read_answers(struct request *rq, const struct consultation *c)
{
	struct answer *answers = arena_array(rq->arena, c->n_questions, sizeof *answers);
	for (size_t i = 0; i < c->n_questions; i++) {
		answers[i] = (struct answer){ .question = i, .text = "" };
		consultation_read_answer(rq, &c->questions[i], consultation_field(rq, i), false, &answers[i]);
	}
	return answers;
}

/* Both texts, and a form with what goes together and what was sent of the rest. */
static enum http_status show_clash(struct request *rq, struct behalf_page *p, struct doing *d)
{
	struct behalf_revision from;
	size_t n = p->consultation.n_questions;
	struct answer *merged = arena_array(rq->arena, n, sizeof *merged);
	bool *at = arena_array(rq->arena, n, sizeof *at);
	if (!behalf_revision_get(rq->conn, rq->arena, &p->consultation, p->behalf.id, d->base, &from, &rq->err))
		return page_failed(rq);
	behalf_merge(from.answers, d->with.answers, d->answers, n, merged, at);
	p->clash = &(struct behalf_clash){ &from, &d->with, d->answers, at };
	return behalf_write_page(rq, p, merged, d->with.number);
}

/* POST /behalf/{behalf} */
enum http_status behalf_web_save(struct request *rq)
{
	struct behalf_page p;
	enum http_status status;
	if (!behalf_find(rq, &p, &status))
		return status;
	struct doing d = { .rq = rq, .page = &p, .base = form_i64(rq, "base", 0), .answers = read_answers(rq, &p.consultation) };
	if (form_problems(rq) || behalf_why_not(rq, &p)) { /* what was written stays on the page */
		status = behalf_write_page(rq, &p, d.answers, d.base);
		return status == HTTP_OK ? HTTP_BAD_REQUEST : status;
	}
	if (!user_write(rq, save, &d, NULL))
		return page_failed(rq);
	if (d.result == BEHALF_OVERTAKEN)
		return show_clash(rq, &p, &d);
	return redirect_to(rq, behalf_href(rq, p.behalf.id));
}

/* ---- Releasing ---- */

static bool release(struct db_conn *tx, void *arg, struct err *err)
{
	struct doing *d = arg;
	return behalf_release(tx, d->rq->arena, &d->page->consultation, d->page->behalf.id, d->base, &d->about, d->token,
	                      d->rq->session->user_id, clock_now(), &d->result, err);
}

/* What is missing before it can be sent. */
static void check_answers(struct request *rq, const struct consultation *c, const struct answer *answers)
{
	size_t answered = 0;
	for (size_t i = 0; i < c->n_questions; i++) {
		bool given = *answers[i].text || answers[i].value;
		answered += given;
		if (!given && c->questions[i].required)
			form_problem(rq, consultation_field(rq, i), tr(rq, "This one needs an answer."));
	}
	if (answered == 0 && !form_file(rq, "files", 0) && !form_problems(rq))
		form_problem(rq, consultation_field(rq, 0), tr(rq, "Answer at least one of the questions."));
}

/* POST /behalf/{behalf}/release */
enum http_status behalf_web_release(struct request *rq)
{
	struct behalf_page p;
	struct behalf_revision newest;
	enum http_status status;
	if (!behalf_find(rq, &p, &status))
		return status;
	if (!p.coordinates) /* in this plan, but for another organisation */
		return page_not_found(rq, tr(rq, "There is no such draft."));
	if (!behalf_revision_get(rq->conn, rq->arena, &p.consultation, p.behalf.id, p.behalf.revision, &newest, &rq->err))
		return page_failed(rq);
	const char *why = behalf_why_not(rq, &p), *email = form_text(rq, "email");
	const char *sound = *email ? notice_address(rq->arena, span_trim(span_of(email))) : "";
	struct doing d = { .rq = rq, .page = &p, .base = form_i64(rq, "base", 0), .token = consultation_receipt_token(rq),
	                   .about = { .email = sound, .lang = rq->lang, .publish = *form_text(rq, "publish") } };
	struct file_source sources[FILES_MOST];
	if (!why && !consultation_read_files(rq, &p.consultation, &d.about, sources))
		return page_failed(rq);
	if (!why && !sound)
		form_problem(rq, "email", tr(rq, "This is not an e-mail address. It may be left empty."));
	if (!why)
		check_answers(rq, &p.consultation, newest.answers);
	if (why || form_problems(rq)) {
		status = behalf_write_page(rq, &p, newest.answers, p.behalf.revision);
		return status == HTTP_OK ? HTTP_BAD_REQUEST : status;
	}
	if (!user_write(rq, release, &d, NULL))
		return page_failed(rq);
	if (d.result == BEHALF_OVERTAKEN)
		return page_bad_request(rq, tr(rq, "Somebody has saved the draft since you opened it. Go back to it, read it again, and release it then."));
	return redirect_to(rq, d.result == BEHALF_DONE ? href(rq, "/receipt/%s", d.token) : behalf_href(rq, p.behalf.id));
}

/* ---- Withdrawing ---- */

static bool withdraw(struct db_conn *tx, void *arg, struct err *err)
{
	struct doing *d = arg;
	return behalf_withdraw(tx, d->page->behalf.id, d->rq->session->user_id, clock_now(), &d->result, err);
}

/* POST /behalf/{behalf}/withdraw */
enum http_status behalf_web_withdraw(struct request *rq)
{
	struct behalf_page p;
	enum http_status status;
	if (!behalf_find(rq, &p, &status))
		return status;
	if (!p.coordinates)
		return page_not_found(rq, tr(rq, "There is no such draft."));
	struct doing d = { .rq = rq, .page = &p };
	return user_write(rq, withdraw, &d, NULL) ? redirect_to(rq, behalf_href(rq, p.behalf.id)) : page_failed(rq);
}
