/* The form for a decision, and withdrawing one. */
#include "module/decision/decision_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

bool decision_plan_of(struct request *rq, const char *value, int64_t *plan_id)
{
	int64_t id = 0;
	*plan_id = 0;
	if (!str_to_i64(value, &id))
		return true;
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT plan_id FROM decision WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	if (db_step(st))
		*plan_id = db_i64(st, 0);
	return db_finish(st, &rq->err);
}

const char *decision_form_text(struct request *rq, const char *field)
{
	struct span text = span_trim(span_of(form_text(rq, field)));
	return arena_strndup(rq->arena, text.s, text.n);
}

/* ---- The form ---- */

void decision_choose_body(struct request *rq, const struct decision_book *book)
{
	struct choice *bodies = arena_array(rq->arena, book->n_bodies, sizeof *bodies);
	for (size_t i = 0; i < book->n_bodies; i++)
		bodies[i] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)book->bodies[i].id), book->bodies[i].name };
	field_select(rq, "body", tr(rq, "Body"), bodies, book->n_bodies, form_text(rq, "body"));
}

void decision_choose_version(struct request *rq, const struct decision_book *book, const char *field, const char *label)
{
	struct choice *versions = arena_array(rq->arena, book->n_versions + 1, sizeof *versions);
	versions[0] = (struct choice){ "", tr(rq, "None") };
	for (size_t i = 0; i < book->n_versions; i++) {
		char hex[DIGEST_HEX_SIZE];
		digest_hex(&book->versions[i].digest, hex);
		versions[i + 1] = (struct choice){ arena_strdup(rq->arena, hex),
		                                   arena_printf(rq->arena, "%s (%.12s)", book->versions[i].name, hex) };
	}
	field_select(rq, field, label, versions, book->n_versions + 1, form_text(rq, field));
}

static void write_fields(struct request *rq, const struct decision_book *book)
{
	struct choice kinds[DECISION_KINDS];
	const struct choice revise[] = { { "", tr(rq, "Not assessed") }, { "yes", tr(rq, "Yes") }, { "no", tr(rq, "No") } };
	for (size_t i = 0; i < DECISION_KINDS; i++)
		kinds[i] = (struct choice){ decision_kinds[i].code, tr_name(rq, decision_kinds[i].name) };
	decision_choose_body(rq, book);
	field_select(rq, "kind", tr(rq, "Kind"), kinds, DECISION_KINDS, form_text(rq, "kind"));
	field_input(rq, .name = "on", .label = tr(rq, "Day of the decision"), .type = "date",
	            .value = str_or(form_text(rq, "on"), date_iso(rq->arena, date_at(clock_now()))), .required = true);
	field_input(rq, .name = "reference", .label = tr(rq, "Case number"), .value = form_text(rq, "reference"));
	decision_choose_version(rq, book, "version", tr(rq, "Version that the body had before it"));
	decision_choose_version(rq, book, "changed", tr(rq, "Version with the changed text, where it adopted one"));
	field_input(rq, .name = "changes", .label = tr(rq, "What was changed"), .value = form_text(rq, "changes"), .lines = 3);
	field_input(rq, .name = "votes_for", .label = tr(rq, "Votes for"), .value = form_text(rq, "votes_for"));
	field_input(rq, .name = "votes_against", .label = tr(rq, "Votes against"), .value = form_text(rq, "votes_against"));
	field_check(rq, "unanimous", tr(rq, "Unanimous"), str_eq(form_text(rq, "unanimous"), "yes"));
	field_select(rq, "revise", tr(rq, "Needs to be revised"), revise, ARRAY_LEN(revise), form_text(rq, "revise"));
	field_input(rq, .name = "reason", .label = tr(rq, "Reason, or what was decided"), .value = form_text(rq, "reason"), .lines = 4);
}

static enum http_status write_page(struct request *rq, const struct decision_book *book)
{
	const char *title = tr(rq, "Record a decision");
	plan_page_context(rq, &book->plan);
	page_crumb(rq, tr(rq, "Formal decisions"), href(rq, "/plan/%s/decisions", book->plan.slug));
	page_begin(rq, title);
	paragraph(rq, tr(rq, "A decision that is recorded cannot be changed: it can be withdrawn, and recorded anew."));
	if (book->n_bodies == 0) {
		nothing_here(rq, tr(rq, "Add the plan's bodies first."));
	} else {
		form_post_begin(rq, title, href(rq, "/plan/%s/decisions/new", book->plan.slug));
		write_fields(rq, book);
		form_end(rq, tr(rq, "Record"));
	}
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

bool decision_load_for_page(struct request *rq, struct decision_book *book)
{
	struct plan plan;
	return plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	       && decision_load(rq->conn, rq->arena, plan.id, book, &rq->err);
}

/* GET /plan/{plan}/decisions/new */
enum http_status decision_web_form(struct request *rq)
{
	struct decision_book book;
	return decision_load_for_page(rq, &book) ? write_page(rq, &book) : page_failed(rq);
}

/* ---- Recording ---- */

/* -1 for nothing written. */
static int64_t read_votes(struct request *rq, const char *field)
{
	int64_t n = -1;
	const char *text = decision_form_text(rq, field);
	if (*text && (!str_to_i64(text, &n) || n < 0 || n > INT32_MAX))
		form_problem(rq, field, tr(rq, "Write a number."));
	return n;
}

static bool read_version(struct request *rq, const struct decision_book *book, const char *field, struct digest *digest)
{
	const char *text = form_text(rq, field);
	if (!*text)
		return false;
	if (decision_find_version(rq->conn, rq->arena, book, text, digest, &rq->err))
		return true;
	form_problem(rq, field, tr(rq, "The plan has no version with that hash."));
	err_clear(&rq->err);
	return false;
}

static struct decision read_form(struct request *rq, const struct decision_book *book)
{
	enum decision_kind kind = decision_kind_parse(form_text(rq, "kind"));
	struct decision d = { .plan_id = book->plan.id, .body_id = form_i64(rq, "body", 0), .kind = kind < DECISION_KINDS ? kind : DECISION_OTHER,
	                      .reference = decision_form_text(rq, "reference"), .votes_for = read_votes(rq, "votes_for"),
	                      .votes_against = read_votes(rq, "votes_against"), .unanimous = str_eq(form_text(rq, "unanimous"), "yes"),
	                      .reason = decision_form_text(rq, "reason"), .changes = decision_form_text(rq, "changes"),
	                      .revise = form_text(rq, "revise"), .by = rq->session->user_id, .withdrawal = "" };
	date_parse(form_text(rq, "on"), &d.on);
	d.has_version = read_version(rq, book, "version", &d.digest);
	d.has_changed = read_version(rq, book, "changed", &d.changed);
	return d;
}

struct writing {
	struct arena *arena;
	struct decision decision;
	int64_t plan_id, id, by;
	const char *reason;
};

static bool record(struct db_conn *tx, void *arg, struct err *err)
{
	struct writing *w = arg;
	return decision_record(tx, w->arena, &w->decision, err);
}

/* POST /plan/{plan}/decisions/new */
enum http_status decision_web_record(struct request *rq)
{
	struct decision_book book;
	if (!decision_load_for_page(rq, &book))
		return page_failed(rq);
	struct writing w = { .arena = rq->arena, .decision = read_form(rq, &book) };
	struct decision_problem problem = decision_check(&book, &w.decision, date_at(clock_now()));
	if (problem.message && !form_problems(rq))
		form_problem(rq, problem.field, arena_printf(rq->arena, "%s %s", tr_name(rq, problem.message), problem.section));
	if (form_problems(rq))
		return write_page(rq, &book);
	if (!user_write(rq, record, &w, NULL))
		return page_refused(rq);
	return redirect_to(rq, href(rq, "/plan/%s/decisions", book.plan.slug));
}

static bool withdraw(struct db_conn *tx, void *arg, struct err *err)
{
	const struct writing *w = arg;
	return decision_withdraw(tx, w->arena, w->plan_id, w->id, w->reason, w->by, err);
}

/* POST /decision/{decision}/withdraw */
enum http_status decision_web_withdraw(struct request *rq)
{
	struct plan plan;
	struct writing w = { .arena = rq->arena, .plan_id = rq->plan_id, .id = route_id(rq, "decision"), .by = rq->session->user_id,
	                     .reason = decision_form_text(rq, "reason") };
	if (!plan_get(rq->conn, rq->arena, rq->plan_id, &plan, &rq->err) || !user_write(rq, withdraw, &w, NULL))
		return page_refused(rq);
	return redirect_to(rq, href(rq, "/plan/%s/decisions", plan.slug));
}
