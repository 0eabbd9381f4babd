/* Who is told of an adopted plan, on its page of decisions. */
#include "module/decision/decision_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

static void write_list(struct request *rq, const struct recipient *list, size_t n)
{
	table_begin(rq, tr(rq, "Who is told"), { tr(rq, "Recipient"), COLUMN_TEXT }, { tr(rq, "Kind"), COLUMN_TEXT },
	            { tr(rq, "Sent"), COLUMN_TEXT }, { tr(rq, "Received"), COLUMN_TEXT });
	for (size_t i = 0; i < n; i++) {
		row_begin(rq);
		head_text(rq, list[i].name);
		cell_text(rq, tr_name(rq, recipient_kinds[list[i].kind].name));
		cell_text(rq, list[i].sent.year ? date_iso(rq->arena, list[i].sent) : tr(rq, "Not yet"));
		cell_text(rq, list[i].received.year ? date_iso(rq->arena, list[i].received) : tr(rq, "Not yet"));
		row_end(rq);
	}
	table_end(rq);
}

static void write_forms(struct request *rq, const struct decision_book *book, const struct recipient *list, size_t n)
{
	const char *target = href(rq, "/plan/%s/decisions/told", book->plan.slug);
	struct choice kinds[RECIPIENT_KINDS];
	struct choice *who = arena_array(rq->arena, n, sizeof *who);
	for (size_t i = 0; i < RECIPIENT_KINDS; i++)
		kinds[i] = (struct choice){ recipient_kinds[i].code, tr_name(rq, recipient_kinds[i].name) };
	for (size_t i = 0; i < n; i++)
		who[i] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)list[i].id), list[i].name };
	form_post_button(rq, target, tr(rq, "Add municipalities and state bodies of the register"), "start", "yes");
	form_post_begin(rq, tr(rq, "Add somebody who is told"), target);
	field_input(rq, .name = "name", .label = tr(rq, "Name"), .required = true);
	field_select(rq, "kind", tr(rq, "Kind"), kinds, RECIPIENT_KINDS, "");
	field_input(rq, .name = "email", .label = tr(rq, "E-mail address of the authority"), .type = "email",
	            .hint = tr(rq, "With an address it is told by e-mail now. Leave it empty to send a letter."));
	form_end(rq, tr(rq, "Add somebody who is told"));
	if (n == 0)
		return;
	form_post_begin(rq, tr(rq, "Sent and received"), target);
	field_select(rq, "recipient", tr(rq, "Recipient"), who, n, "");
	field_input(rq, .name = "sent", .label = tr(rq, "Sent"), .type = "date");
	field_input(rq, .name = "received", .label = tr(rq, "Received"), .type = "date");
	form_end(rq, tr(rq, "Save"));
}

bool decision_write_told(struct request *rq, const struct decision_book *book)
{
	struct recipient *list;
	size_t n;
	bool may = request_may(rq, "decision.record", book->plan.id);
	if (book->standing.in_force < 0)
		return true;
	if (!recipient_list(rq->conn, rq->arena, book->plan.id, &book->standing.versions[book->standing.in_force].digest, &list, &n, &rq->err))
		return false;
	if (n == 0 && !may)
		return true;
	heading(rq, 2, tr(rq, "Told of the adoption"));
	paragraph(rq, tr(rq, "Municipalities, the county governor and affected state bodies are told of an adopted plan, and ministries get a "
	                     "copy (section 8-4 of the Planning and Building Act)."));
	struct date until = recipient_objection_until(list, n);
	if (until.year)
		html_t(rq, "<p>The ministry can announce changes until <strong>%s</strong>, three months after it received the plan.</p>",
		       date_iso(rq->arena, until));
	if (n > 0)
		write_list(rq, list, n);
	if (may)
		write_forms(rq, book, list, n);
	return true;
}

/* ---- POST /plan/{plan}/decisions/told ---- */

struct telling {
	struct arena *arena;
	int64_t plan_id, by, marked;
	bool start;
	struct recipient recipient;
};

static bool tell(struct db_conn *tx, void *arg, struct err *err)
{
	struct telling *t = arg;
	size_t added;
	if (t->start)
		return recipient_start(tx, t->arena, t->plan_id, t->by, &added, err);
	return t->marked ? recipient_mark(tx, t->arena, t->plan_id, t->marked, t->recipient.sent, t->recipient.received, t->by, err)
	                 : recipient_add(tx, t->arena, t->plan_id, &t->recipient, t->by, err);
}

enum http_status decision_web_told(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	size_t kind = body_name_parse(recipient_kinds, RECIPIENT_KINDS, form_text(rq, "kind"));
	struct span name = span_trim(span_of(form_text(rq, "name")));
	struct telling t = { .arena = rq->arena, .plan_id = plan.id, .by = rq->session->user_id, .marked = form_i64(rq, "recipient", 0),
	                     .start = str_eq(form_text(rq, "start"), "yes"),
	                     .recipient = { .name = arena_strndup(rq->arena, name.s, name.n), .email = form_text(rq, "email"),
	                                    .kind = kind < RECIPIENT_KINDS ? (enum recipient_kind)kind : RECIPIENT_OTHER } };
	date_parse(form_text(rq, "sent"), &t.recipient.sent);
	date_parse(form_text(rq, "received"), &t.recipient.received);
	if (!user_write(rq, tell, &t, NULL))
		return page_refused(rq);
	return redirect_to(rq, href(rq, "/plan/%s/decisions", plan.slug));
}
