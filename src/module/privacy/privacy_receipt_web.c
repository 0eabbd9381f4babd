/* On a receipt, for whoever has its secret link: correcting the contact, withdrawing the permission to
 * publish, and asking to be erased, which becomes a task for the planners. */
#include "module/privacy/privacy_internal.h"

#include "base/utf8.h"
#include "db/journal.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define MESSAGE_MAX 2000 /* code points */
#define MESSAGE_LINES 4

static const char *receipt_target(struct request *rq, const char *what)
{
	return href(rq, "/receipt/%s/%s", route_text(rq, "token"), what);
}

static void write_requests(struct request *rq, int64_t statement_id)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT asked_at, outcome, answer FROM privacy_request WHERE statement_id = $id ORDER BY id"));
	db_bind_i64(st, "$id", statement_id);
	while (db_step(st)) {
		const char *outcome = db_text(st, 1, rq->arena), *when = clock_local(rq->arena, db_i64(st, 0));
		paragraph(rq, str_eq(outcome, "open") ? tr_format(rq, "You asked to be erased on %s. A planner will answer here.", when)
			: str_eq(outcome, "erased") ? tr_format(rq, "You asked to be erased on %s. It is done.", when)
			: tr_format(rq, "You asked to be erased on %s. It was not done.", when));
		if (*db_text(st, 2, rq->arena))
			paragraph(rq, db_text(st, 2, rq->arena));
	}
	db_finish(st, &rq->err);
}

static bool read_statement(struct request *rq, int64_t statement_id, const char **email, bool *publish)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT s.publish, coalesce(m.email, '') FROM statement s "
		"LEFT JOIN statement_contact m ON m.statement_id = s.id WHERE s.id = $id"));
	db_bind_i64(st, "$id", statement_id);
	*email = "";
	*publish = false;
	if (db_step(st)) {
		*publish = db_i64(st, 0);
		*email = db_text(st, 1, rq->arena);
	}
	return db_finish(st, &rq->err);
}

void privacy_panel_receipt(struct request *rq, int64_t statement_id)
{
	const char *email;
	bool publish;
	if (!read_statement(rq, statement_id, &email, &publish))
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "Your data"));
	paragraph(rq, tr(rq, "What you sent belongs to a public process and is kept for the archive. Whether it is shown to others "
	                     "is yours to decide, and so is whether we may get in touch."));
	write_requests(rq, statement_id);
	form_post_begin(rq, tr(rq, "Your e-mail address"), receipt_target(rq, "contact"));
	field_input(rq, .name = "email", .label = tr(rq, "E-mail (optional)"), .type = "email", .autocomplete = "email",
	            .value = *form_text(rq, "email") ? form_text(rq, "email") : email,
	            .hint = tr(rq, "Leave it empty to have it deleted."));
	form_end(rq, tr(rq, "Save the address"));
	if (publish)
		form_post_button(rq, receipt_target(rq, "withdraw"), tr(rq, "Withdraw the permission to publish"), NULL, NULL);
	details_begin(rq, false);
	html(&rq->body, "%s", tr(rq, "Ask to be erased"));
	details_body(rq);
	form_post_begin(rq, tr(rq, "Ask to be erased"), receipt_target(rq, "erase"));
	field_input(rq, .name = "message", .label = tr(rq, "What is to be erased, and why (optional)"), .lines = MESSAGE_LINES,
	            .value = form_text(rq, "message"),
	            .hint = tr(rq, "A planner answers on this page within a month. Name, area and address can be taken away; the "
	                           "text itself belongs to the archive."));
	form_end(rq, tr(rq, "Send"));
	details_end(rq);
	html(&rq->body, "<p>");
	link_to(rq, "/privacy", tr(rq, "Privacy statement"));
	html(&rq->body, "</p></section>\n");
}

/* ---- What the buttons do ---- */

struct change {
	struct arena *arena;
	int64_t statement_id, plan_id;
	const char *text;
};

static bool set_contact(struct db_conn *tx, void *arg, struct err *err)
{
	const struct change *c = arg;
	return consultation_set_contact(tx, c->statement_id, c->text, 0, err);
}

static bool withdraw(struct db_conn *tx, void *arg, struct err *err)
{
	const struct change *c = arg;
	return consultation_withdraw(tx, c->arena, c->statement_id, 0, err);
}

static bool ask(struct db_conn *tx, void *arg, struct err *err)
{
	const struct change *c = arg;
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO privacy_request (id, plan_id, statement_id, message, asked_at, outcome, answer) "
		"VALUES ($id, $plan, $statement, $message, $now, 'open', '')"));
	db_bind_i64(st, "$id", db_new_id(tx));
	db_bind_i64(st, "$plan", c->plan_id);
	db_bind_i64(st, "$statement", c->statement_id);
	db_bind_text(st, "$message", c->text);
	db_bind_i64(st, "$now", clock_now());
	return db_finish(st, err) && journal_write(tx, "privacy.request", c->statement_id, "{\"asked\": \"erasure\"}", err);
}

/* Finds the statement of the path, does it, and leads back to the receipt. */
static enum http_status act(struct request *rq, db_write_fn *fn, const char *text)
{
	struct change c = { .arena = rq->arena, .text = text };
	if (!consultation_receipt(rq->conn, route_text(rq, "token"), &c.statement_id, &c.plan_id, &rq->err))
		return page_failed(rq);
	if (!c.statement_id)
		return page_not_found(rq, tr(rq, "There is no receipt with this address. Is the whole link there?"));
	if (!user_write(rq, fn, &c, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/receipt/%s", route_text(rq, "token")));
}

static const char *trimmed(struct request *rq, const char *name)
{
	struct span text = span_trim(span_of(form_text(rq, name)));
	return arena_strndup(rq->arena, text.s, text.n);
}

/* POST /receipt/{token}/contact */
enum http_status privacy_web_contact(struct request *rq)
{
	const char *email = trimmed(rq, "email");
	if (!consultation_contact_ok(email))
		return page_bad_request(rq, tr(rq, "This is not an e-mail address. It may be left empty."));
	return act(rq, set_contact, email);
}

/* POST /receipt/{token}/withdraw */
enum http_status privacy_web_withdraw(struct request *rq)
{
	return act(rq, withdraw, "");
}

/* POST /receipt/{token}/erase */
enum http_status privacy_web_ask(struct request *rq)
{
	const char *message = trimmed(rq, "message");
	if (utf8_length(span_of(message)) > MESSAGE_MAX)
		return page_bad_request(rq, tr(rq, "Write at most 2000 characters."));
	return act(rq, ask, message);
}
