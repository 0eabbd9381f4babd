/* The forms of the inbox: what is done to those that are ticked, undoing it, publishing. */
#include "module/inbox/inbox_internal.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "http/form.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define REASON_LINES 4
#define REASON_MAX 4000

/* ---- Writing the form ---- */

static void begin_action(struct request *rq, const char *name)
{
	details_begin(rq, false);
	html(&rq->body, "%s", name);
	details_body(rq);
}

static void write_answer(struct request *rq, const struct plan *plan)
{
	size_t n;
	begin_action(rq, tr(rq, "Answer"));
	struct choice *choices = inbox_reply_choices(rq, plan->id, tr(rq, "None"), &n);
	if (n > 1)
		field_select(rq, "reply", tr(rq, "A text that was kept"), choices, n, "");
	choices = inbox_outcomes(rq, tr(rq, "Choose"), &n);
	field_select(rq, "outcome", tr(rq, "Outcome"), choices, n, "");
	field_input(rq, .name = "reason", .label = tr(rq, "Reason"), .lines = REASON_LINES,
	            .hint = tr(rq, "One text for all of them. What is left out is taken from the kept text."));
	choices = inbox_nodes(rq, plan->id, tr(rq, "Nothing"), &n);
	field_select(rq, "node", tr(rq, "What it changed in the plan"), choices, n, "");
	form_button(rq, "do", "answer", tr(rq, "Keep as drafts"));
	form_button(rq, "do", "approve", tr(rq, "Approve others' drafts"));
	details_end(rq);
}

void inbox_write_actions(struct request *rq, const struct plan *plan)
{
	size_t n;
	field_check(rq, "all", tr(rq, "All that the filter finds, on every page"), false);
	begin_action(rq, tr(rq, "Who works on it, and until when"));
	struct choice *people = inbox_people(rq, plan->id, tr(rq, "Nobody"), &n);
	field_select(rq, "assignee", tr(rq, "Who works on it"), people, n, "");
	form_button(rq, "do", "assign", tr(rq, "Give it to them"));
	field_input(rq, .name = "due", .label = tr(rq, "Deadline"), .type = "date");
	form_button(rq, "do", "due", tr(rq, "Set the deadline"));
	details_end(rq);
	begin_action(rq, tr(rq, "Tag"));
	field_input(rq, .name = "tag", .label = tr(rq, "Tag"));
	form_button(rq, "do", "tag", tr(rq, "Put it on"));
	form_button(rq, "do", "untag", tr(rq, "Take it off"));
	details_end(rq);
	begin_action(rq, tr(rq, "Place in the plan"));
	struct choice *nodes = inbox_nodes(rq, plan->id, tr(rq, "Where the program suggests"), &n);
	field_select(rq, "place_node", tr(rq, "Part of the plan"), nodes, n, "");
	form_button(rq, "do", "place", tr(rq, "Place them"));
	details_end(rq);
	write_answer(rq, plan);
	begin_action(rq, tr(rq, "Merge"));
	field_input(rq, .name = "merged", .label = tr(rq, "What they say together"), .lines = REASON_LINES,
	            .hint = tr(rq, "Left out, their own words stand one after the other."));
	form_button(rq, "do", "merge", tr(rq, "Make one remark of them"));
	details_end(rq);
	panels_write(rq, "inbox-actions", plan->id);
}

/* ---- Reading it ---- */

static const char *trimmed(struct request *rq, const char *field)
{
	struct span text = span_trim(span_of(form_text(rq, field)));
	return arena_strndup(rq->arena, text.s, text.n);
}

/* Those that are ticked, or that the filter finds. */
static bool read_ids(struct request *rq, const struct plan *plan, const struct inbox_filter *f, int64_t **ids, size_t *n)
{
	if (str_eq(form_text(rq, "all"), "yes"))
		return inbox_ids(rq->conn, rq->arena, plan->id, f, INBOX_BATCH_MAX + 1, ids, n, &rq->err);
	VEC(int64_t) ticked = { 0 };
	for (size_t i = 0; i < rq->form->n; i++) {
		const struct form_field *field = &rq->form->fields[i];
		int64_t id;
		if (field->name[0] == 'r' && str_to_i64(field->name + 1, &id))
			*VEC_PUSH(rq->arena, &ticked) = id;
	}
	*ids = ticked.v;
	*n = ticked.n;
	return true;
}

static bool is_person(struct request *rq, int64_t plan_id, int64_t user_id)
{
	size_t n;
	struct choice *people = inbox_people(rq, plan_id, "", &n);
	for (size_t i = 0; i < n; i++)
		if (str_eq(people[i].value, user_id ? arena_printf(rq->arena, "%lld", (long long)user_id) : ""))
			return true;
	return false;
}

/* NULL, or what is wrong. */
static const char *read_answer(struct request *rq, struct inbox_action *w)
{
	struct inbox_reply reply = { .text = "" };
	w->reply = form_i64(rq, "reply", 0);
	if (w->reply && !inbox_reply_get(rq->conn, rq->arena, w->reply, &reply, &rq->err))
		return tr(rq, "There is no such text.");
	if (w->reply && reply.plan_id != w->plan_id)
		return tr(rq, "There is no such text.");
	w->outcome = reply.outcome;
	if (*form_text(rq, "outcome") ? !outcome_parse(form_text(rq, "outcome"), &w->outcome) : !w->reply)
		return tr(rq, "Choose an outcome.");
	w->reason = str_or(trimmed(rq, "reason"), reply.text);
	w->node = form_i64(rq, "node", 0);
	if (!*w->reason && outcomes[w->outcome].needs_reason)
		return tr(rq, "Give the reason: only what is noted needs none.");
	return utf8_length(span_of(w->reason)) > REASON_MAX ? tr(rq, "The reason is too long.") : NULL;
}

static const char *read_action(struct request *rq, struct inbox_action *w)
{
	struct date due;
	switch (w->kind) {
	case INBOX_ASSIGN:
		w->assignee = form_i64(rq, "assignee", 0);
		return is_person(rq, w->plan_id, w->assignee) ? NULL : tr(rq, "Choose somebody who may answer in this plan.");
	case INBOX_DUE:
		w->due = trimmed(rq, "due");
		return !*w->due || date_parse(w->due, &due) ? NULL : tr(rq, "Write a date, such as 2026-02-16.");
	case INBOX_TAG:
	case INBOX_UNTAG:
		w->tag = trimmed(rq, "tag");
		return *w->tag && utf8_length(span_of(w->tag)) <= REMARK_TAG_MAX ? NULL : tr(rq, "Write a tag of at most 40 characters.");
	case INBOX_PLACE:
		w->node = form_i64(rq, "place_node", 0);
		return NULL;
	case INBOX_ANSWER:
		return read_answer(rq, w);
	default:
		return NULL;
	}
}

/* ---- Doing it ---- */

struct batch {
	struct request *rq;
	const struct inbox_action *action;
	const int64_t *ids;
	size_t n;
	struct inbox_done done;
	const char *merged, *refused;
	int64_t plan_id, batch_id, left;
};

static bool run(struct db_conn *tx, void *arg, struct err *err)
{
	struct batch *b = arg;
	return inbox_do(tx, b->rq->arena, b->action, b->ids, b->n, &b->done, err);
}

static bool merge(struct db_conn *tx, void *arg, struct err *err)
{
	struct batch *b = arg;
	struct remark_change change = { .by = b->rq->session->user_id, .reason = "" };
	struct remark r;
	for (size_t i = 0; i < b->n; i++) {
		if (!remark_get(tx, b->rq->arena, b->ids[i], &r, err))
			return false;
		if (r.plan_id != b->plan_id) {
			b->refused = N_("The remarks belong to different plans.");
			return true;
		}
	}
	return remark_merge(tx, b->rq->arena, b->ids, b->n, b->merged, &change, &b->refused, err);
}

static enum http_status run_merge(struct request *rq, struct batch *b, const char *back)
{
	b->merged = trimmed(rq, "merged");
	if (!user_write(rq, merge, b, NULL))
		return page_failed(rq);
	return b->refused ? page_bad_request(rq, tr_name(rq, b->refused)) : redirect_to(rq, back);
}

/* POST /plan/{plan}/inbox */
enum http_status inbox_web_do(struct request *rq)
{
	struct plan plan;
	struct inbox_filter f = inbox_filter_read(rq);
	struct inbox_action w = { .by = rq->session->user_id, .due = "", .tag = "", .reason = "" };
	struct batch b = { .rq = rq, .action = &w };
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err) || !read_ids(rq, &plan, &f, (int64_t **)&b.ids, &b.n))
		return page_failed(rq);
	b.plan_id = w.plan_id = plan.id;
	const char *back = inbox_address(rq, &plan, &f), *what = form_text(rq, "do");
	if (b.n == 0)
		return page_bad_request(rq, tr(rq, "Tick at least one remark."));
	if (b.n > INBOX_BATCH_MAX)
		return page_bad_request(rq, tr(rq, "These are more than 5,000. Filter them first."));
	if (str_eq(what, "merge"))
		return run_merge(rq, &b, back);
	if (!inbox_kind_parse(what, &w.kind))
		return page_bad_request(rq, tr(rq, "Choose what to do."));
	const char *wrong = read_action(rq, &w);
	if (wrong)
		return page_bad_request(rq, wrong);
	if (!user_write(rq, run, &b, NULL))
		return page_failed(rq);
	if (b.done.done == 0 && b.done.refused)
		return page_bad_request(rq, tr_name(rq, b.done.refused));
	if (b.done.left > 0)
		back = arena_printf(rq->arena, "%s%cleft=%lld", back, strchr(back, '?') ? '&' : '?', (long long)b.done.left);
	return redirect_to(rq, back);
}

static bool undo(struct db_conn *tx, void *arg, struct err *err)
{
	struct batch *b = arg;
	return inbox_undo(tx, b->rq->arena, b->plan_id, b->batch_id, b->rq->session->user_id, &b->left, &b->refused, err);
}

/* POST /plan/{plan}/inbox/undo */
enum http_status inbox_web_undo(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	struct batch b = { .rq = rq, .plan_id = plan.id, .batch_id = form_i64(rq, "batch", 0) };
	if (!user_write(rq, undo, &b, NULL))
		return page_failed(rq);
	if (b.refused)
		return page_bad_request(rq, tr_name(rq, b.refused));
	return redirect_to(rq, b.left ? href(rq, "/plan/%s/inbox?left=%lld", plan.slug, (long long)b.left)
	                              : href(rq, "/plan/%s/inbox", plan.slug));
}

/* ---- Publishing ---- */

static bool publish(struct db_conn *tx, void *arg, struct err *err)
{
	struct batch *b = arg;
	int64_t n;
	return disposition_publish(tx, b->rq->arena, b->plan_id, b->rq->session->user_id, clock_now(), &n, err);
}

/* POST /plan/{plan}/inbox/publish */
enum http_status inbox_web_publish(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	struct batch b = { .rq = rq, .plan_id = plan.id };
	if (!user_write(rq, publish, &b, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/plan/%s/inbox?state=published", plan.slug));
}
