/* The list of who a consultation is sent to: for who may edit the plan. */
#include "module/consultation/consultation_internal.h"

#include "module/notice/notice.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

static const char *here(struct request *rq, int64_t id)
{
	return href(rq, "/consultation/%lld/recipients", (long long)id);
}

static void write_list(struct request *rq, const struct consultation *c, const struct invitee *list, size_t n)
{
	table_begin(rq, tr(rq, "Who the consultation is sent to"), { tr(rq, "Name"), COLUMN_TEXT }, { tr(rq, "Kind"), COLUMN_TEXT },
	            { tr(rq, "E-mail"), COLUMN_TEXT }, { tr(rq, "Sent"), COLUMN_TEXT });
	for (size_t i = 0; i < n; i++) {
		const char *id = arena_printf(rq->arena, "%lld", (long long)list[i].id);
		row_begin(rq);
		head_text(rq, list[i].name);
		cell_text(rq, tr_name(rq, invitee_kinds[list[i].kind].name));
		cell_text(rq, list[i].email);
		cell_begin(rq);
		if (list[i].told.year) {
			html(&rq->body, "%s", date_iso(rq->arena, list[i].told));
		} else {
			form_post_button(rq, here(rq, c->id), tr(rq, "Mark as sent"), "sent", id);
			form_post_button(rq, here(rq, c->id), tr(rq, "Remove"), "remove", id);
		}
		cell_end(rq);
		row_end(rq);
	}
	table_end(rq);
}

static void write_form(struct request *rq, const struct consultation *c)
{
	struct choice kinds[INVITEE_KINDS];
	for (size_t i = 0; i < INVITEE_KINDS; i++)
		kinds[i] = (struct choice){ invitee_kinds[i].code, tr_name(rq, invitee_kinds[i].name) };
	heading(rq, 2, tr(rq, "Add a recipient"));
	form_post_begin(rq, tr(rq, "Add a recipient"), here(rq, c->id));
	field_select(rq, "kind", tr(rq, "Kind"), kinds, INVITEE_KINDS, form_text(rq, "kind"));
	field_input(rq, .name = "name", .label = tr(rq, "Name"), .value = form_text(rq, "name"), .required = true);
	field_input(rq, .name = "email", .label = tr(rq, "E-mail"), .type = "email", .value = form_text(rq, "email"),
	            .hint = tr(rq, "A mail goes out when the consultation is announced, or at once if it has been. Without an address, send a "
	                           "letter and mark it as sent."));
	form_end(rq, tr(rq, "Add"));
}

static enum http_status write_page(struct request *rq)
{
	struct consultation c;
	struct plan plan;
	struct invitee *list;
	size_t n;
	enum http_status status;
	if (!consultation_page(rq, &c, &plan, &status))
		return status;
	if (!consultation_invitees(rq->conn, rq->arena, c.id, &list, &n, &rq->err))
		return page_failed(rq);
	page_crumb(rq, c.title, href(rq, "/consultation/%lld", (long long)c.id));
	page_begin(rq, tr(rq, "Recipients"));
	paragraph(rq, tr(rq, "The law asks that a plan is sent to all state, regional and municipal bodies and organisations concerned "
	                     "(plan- og bygningsloven § 5-2). `planverk consultation recipients` reads a list from a file."));
	if (n == 0)
		nothing_here(rq, tr(rq, "Nobody stands on the list yet."));
	else
		write_list(rq, &c, list, n);
	write_form(rq, &c);
	return page_end(rq);
}

enum http_status consultation_web_recipients(struct request *rq)
{
	return write_page(rq);
}

struct change {
	struct arena *arena;
	int64_t consultation_id, by, sent, remove;
	struct invitee added;
};

static bool change(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *c = arg;
	struct date today = date_at(clock_now());
	if (c->sent)
		return invitee_sent(tx, c->arena, c->consultation_id, c->sent, today, c->by, err);
	if (c->remove)
		return invitee_remove(tx, c->arena, c->consultation_id, c->remove, c->by, err);
	return invitees_add(tx, c->arena, c->consultation_id, &c->added, 1, c->by, today, err);
}

enum http_status consultation_web_change_recipients(struct request *rq)
{
	struct span name = span_trim(span_of(form_text(rq, "name"))), email = span_trim(span_of(form_text(rq, "email")));
	struct change c = { .arena = rq->arena, .consultation_id = route_id(rq, "consultation"), .by = rq->session->user_id,
	                    .sent = form_i64(rq, "sent", 0), .remove = form_i64(rq, "remove", 0) };
	if (!c.sent && !c.remove) {
		c.added = (struct invitee){ .name = arena_strndup(rq->arena, name.s, name.n),
		                              .email = email.n ? notice_address(rq->arena, email) : "" };
		if (!invitee_kind_parse(form_text(rq, "kind"), &c.added.kind))
			form_problem(rq, "kind", tr(rq, "Choose a kind."));
		if (name.n == 0 || strpbrk(c.added.name, "\r\n"))
			form_problem(rq, "name", tr(rq, "Write a name on one line."));
		if (!c.added.email)
			form_problem(rq, "email", tr(rq, "Mail cannot be sent to this address."));
		if (form_problems(rq))
			return write_page(rq) == HTTP_OK ? HTTP_BAD_REQUEST : HTTP_ERROR;
	}
	return user_write(rq, change, &c, NULL) ? redirect_to(rq, here(rq, c.consultation_id)) : page_failed(rq);
}
