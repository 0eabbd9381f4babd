/* The public page: what stands now, what each body has decided, what differs, what is in force. */
#include "module/decision/decision_internal.h"

#include "module/consultation/consultation.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/sheet.h"
#include "ui/table.h"
#include "ui/translate.h"

#define HASH_SHOWN 12 /* digits of a hash that people compare by eye */

static const enum tone tones[DECISION_STATES] = {
	[DECISION_DRAFT] = TONE_NEUTRAL, [DECISION_SENT_OUT] = TONE_INFO, [DECISION_PROPOSED] = TONE_INFO,
	[DECISION_REJECTED] = TONE_DANGER, [DECISION_ADOPTED_BY_SOME] = TONE_INFO, [DECISION_DIVERGING] = TONE_WARNING,
	[DECISION_ADOPTED_BY_ALL] = TONE_SUCCESS, [DECISION_REPLACED] = TONE_NEUTRAL,
};

/* "For adoption (5bce8373257f)". */
static const char *version_name(struct request *rq, const struct decision_book *book, const struct digest *digest)
{
	char hex[DIGEST_HEX_SIZE];
	const struct version *v = decision_version(book, digest);
	digest_hex(digest, hex);
	return arena_printf(rq->arena, "%s (%.*s)", v ? v->name : "", HASH_SHOWN, hex);
}

/* ---- What stands now ---- */

/* The way of a plan as steps, in words; where one authority decides alone none is between. A rejection is no step of it. */
static void write_steps(struct request *rq, const struct decision_book *book)
{
	enum decision_state now = book->standing.state;
	const enum decision_state steps[] = { DECISION_DRAFT, DECISION_SENT_OUT, DECISION_PROPOSED,
	                                      now == DECISION_DIVERGING ? DECISION_DIVERGING : DECISION_ADOPTED_BY_SOME,
	                                      DECISION_ADOPTED_BY_ALL };
	html(&rq->body, "<ol class=\"steps\">\n");
	for (size_t i = 0; i < ARRAY_LEN(steps); i++)
		if (steps[i] == now || steps[i] != DECISION_ADOPTED_BY_SOME || book->n_authorities > 1)
			html(&rq->body, "<li%s>%s</li>\n", steps[i] == now ? " aria-current=step" : "", tr_name(rq, decision_states[steps[i]].name));
	html(&rq->body, "</ol>\n");
}

static void write_standing(struct request *rq, const struct decision_book *book)
{
	const struct decision_standing *s = &book->standing;
	write_steps(rq, book);
	if (s->state == DECISION_REJECTED) {
		html(&rq->body, "<p>");
		tag(rq, tones[s->state], tr_name(rq, decision_states[s->state].name));
		html(&rq->body, "</p>\n");
	}
	if (s->in_force >= 0)
		html_t(rq, "<p>In force: <strong>%1$s</strong>, adopted by all planning authorities %2$s.</p>",
		       version_name(rq, book, &s->versions[s->in_force].digest), date_iso(rq->arena, book->list[s->completed_by].on));
	else
		paragraph(rq, tr(rq, "No version is in force yet."));
	if (s->in_force >= 0 && (s->state == DECISION_ADOPTED_BY_SOME || s->state == DECISION_DIVERGING))
		paragraph(rq, tr(rq, "It stays in force until all planning authorities have adopted another one."));
}

/* Every page of the plan asks this: no more is read than is needed. */
static bool has_decisions(struct request *rq, int64_t plan_id)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT 1 FROM decision WHERE plan_id = $plan LIMIT 1"));
	db_bind_i64(st, "$plan", plan_id);
	bool has = db_step(st);
	return db_finish(st, &rq->err) && has;
}

void decision_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (!plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		return;
	if (has_decisions(rq, plan_id) || request_may(rq, "decision.record", plan_id))
		page_nav(rq, NAV_PLAN, tr(rq, "Formal decisions"), href(rq, "/plan/%s/decisions", plan.slug));
	question_nav(rq, &plan);
}

void decision_panel_plan(struct request *rq, int64_t plan_id)
{
	struct decision_book book;
	if (!decision_load(rq->conn, rq->arena, plan_id, &book, &rq->err) || book.n == 0)
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "What stands now"));
	write_standing(rq, &book);
	html(&rq->body, "<p>");
	link_to(rq, href(rq, "/plan/%s/decisions", book.plan.slug), tr(rq, "All decisions on the plan"));
	html(&rq->body, "</p>\n</section>\n");
}

/* ---- One decision ---- */

static const char *votes(struct request *rq, const struct decision *d)
{
	if (d->votes_for < 0)
		return d->unanimous ? tr(rq, "unanimously") : "";
	const char *counted = tr_format(rq, "%1$s votes for, %2$s against", tr_number(rq->arena, rq->lang, d->votes_for),
	                                tr_number(rq->arena, rq->lang, d->votes_against));
	return d->unanimous ? arena_printf(rq->arena, "%s, %s", tr(rq, "unanimously"), counted) : counted;
}

static void write_withdraw_form(struct request *rq, const struct decision *d)
{
	details_begin(rq, false);
	html(&rq->body, "%s", tr(rq, "Withdraw"));
	details_body(rq);
	paragraph(rq, tr(rq, "A decision that was recorded wrongly is withdrawn and recorded anew. It stays in the list, with the reason."));
	form_post_begin(rq, tr(rq, "Withdraw"), href(rq, "/decision/%lld/withdraw", (long long)d->id));
	field_input(rq, .name = "reason", .label = tr(rq, "Reason"), .required = true);
	form_end(rq, tr(rq, "Withdraw the decision"));
	details_end(rq);
}

static void write_decision(struct request *rq, const struct decision_book *book, const struct decision *d)
{
	const char *counted = votes(rq, d);
	html(&rq->body, "<li><p>%s%s <strong>%s</strong>", d->withdrawn ? tr(rq, "Withdrawn:") : "", d->withdrawn ? " " : "",
	     tr_name(rq, decision_kinds[d->kind].name));
	html(&rq->body, ", %s%s%s%s%s</p>\n", date_iso(rq->arena, d->on), *d->reference ? ", " : "", d->reference, *counted ? ", " : "", counted);
	facts_begin(rq);
	if (d->has_version)
		fact(rq, tr(rq, "Version"), version_name(rq, book, &d->digest));
	if (d->has_changed)
		fact(rq, tr(rq, "Changed text"), version_name(rq, book, &d->changed));
	if (*d->changes)
		fact(rq, tr(rq, "What was changed"), d->changes);
	if (*d->revise)
		fact(rq, tr(rq, "Needs to be revised"), str_eq(d->revise, "yes") ? tr(rq, "Yes") : tr(rq, "No"));
	if (*d->reason)
		fact(rq, d->kind == DECISION_OTHER ? tr(rq, "What was decided") : tr(rq, "Reason"), d->reason);
	if (d->withdrawn)
		fact(rq, tr(rq, "Withdrawn because"), d->withdrawal);
	facts_end(rq);
	if (!d->withdrawn && request_may(rq, "decision.record", book->plan.id))
		write_withdraw_form(rq, d);
	html(&rq->body, "</li>\n");
}

/* ---- By body ---- */

static size_t count_of(const struct decision_book *book, int64_t body_id)
{
	size_t n = 0;
	for (size_t i = 0; i < book->n; i++)
		n += book->list[i].body_id == body_id;
	return n;
}

static long authority_of(const struct decision_book *book, int64_t body_id)
{
	for (size_t k = 0; k < book->n_authorities; k++)
		if (book->authorities[k] == body_id)
			return (long)k;
	return -1;
}

static void write_body(struct request *rq, const struct decision_book *book, const struct body *body)
{
	long authority = authority_of(book, body->id);
	long stance = authority < 0 ? -1 : book->standing.stances[authority];
	html(&rq->body, "<div>\n");
	heading(rq, 3, body->name);
	if (authority >= 0)
		paragraph(rq, stance < 0 ? tr(rq, "Has adopted no version.")
		                         : tr_format(rq, "Has adopted %s.", version_name(rq, book, &book->standing.versions[stance].digest)));
	html(&rq->body, "<ol class=\"decisions\">\n");
	for (size_t i = book->n; i-- > 0;)
		if (book->list[i].body_id == body->id)
			write_decision(rq, book, &book->list[i]);
	html(&rq->body, "</ol>\n</div>\n");
}

/* Two assemblies beside one another where there is room. */
static void write_bodies(struct request *rq, const struct decision_book *book)
{
	heading(rq, 2, tr(rq, "What each body has decided"));
	html(&rq->body, "<div class=\"side-by-side\">\n");
	for (size_t i = 0; i < book->n_bodies; i++)
		if (count_of(book, book->bodies[i].id) > 0 || authority_of(book, book->bodies[i].id) >= 0)
			write_body(rq, book, &book->bodies[i]);
	html(&rq->body, "</div>\n");
}

static void write_version(struct request *rq, const struct decision_book *book, const struct digest *digest)
{
	enum decision_state state = decision_state_of(book, digest);
	row_begin(rq);
	head_text(rq, version_name(rq, book, digest));
	cell_begin(rq);
	tag(rq, tones[state], tr_name(rq, decision_states[state].name));
	cell_end(rq);
	cell_text(rq, decision_adopters(rq->arena, book, digest));
	row_end(rq);
}

static bool is_decided_on(const struct decision_book *book, const struct digest *digest)
{
	for (size_t v = 0; v < book->standing.n_versions; v++)
		if (digest_eq(&book->standing.versions[v].digest, digest))
			return true;
	return false;
}

/* Those that nobody has decided on are for who plans. A hash that several versions have stands once. */
static void write_versions(struct request *rq, const struct decision_book *book)
{
	const struct decision_standing *s = &book->standing;
	if (s->n_versions == 0 && !(rq->internal && book->n_versions))
		return;
	table_begin(rq, tr(rq, "Versions"), { tr(rq, "Version"), COLUMN_TEXT }, { tr(rq, "State"), COLUMN_TEXT },
	            { tr(rq, "Adopted by"), COLUMN_TEXT });
	for (size_t v = 0; v < s->n_versions; v++)
		write_version(rq, book, &s->versions[v].digest);
	for (size_t i = 0; rq->internal && i < book->n_versions; i++)
		if (!is_decided_on(book, &book->versions[i].digest) && decision_version(book, &book->versions[i].digest) == &book->versions[i])
			write_version(rq, book, &book->versions[i].digest);
	table_end(rq);
}

/* ---- GET /plan/{plan}/decisions ---- */

static const char *hash_text(struct request *rq, bool has, const struct digest *digest)
{
	char hex[DIGEST_HEX_SIZE];
	digest_hex(digest, hex);
	return has ? arena_strdup(rq->arena, hex) : "";
}

static enum http_status send_file(struct request *rq, const struct decision_book *book)
{
	static const char *const columns[] = { "body", "kind", "on", "reference", "votes", "version", "changed", "reason", "changes", "withdrawn" };
	struct sheet sheet = sheet_new(rq, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < book->n; i++) {
		const struct decision *d = &book->list[i];
		const struct body *body = decision_body(book, d->body_id);
		sheet_row(&sheet, body ? body->name : "", decision_kinds[d->kind].code, date_iso(rq->arena, d->on), d->reference, votes(rq, d),
		          hash_text(rq, d->has_version, &d->digest), hash_text(rq, d->has_changed, &d->changed), d->reason, d->changes,
		          d->withdrawal);
	}
	return sheet_send(&sheet, "decisions");
}

enum http_status decision_web_show(struct request *rq)
{
	struct plan plan;
	struct decision_book book;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !decision_load(rq->conn, rq->arena, plan.id, &book, &rq->err))
		return page_failed(rq);
	if (sheet_wanted(rq))
		return send_file(rq, &book);
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "Formal decisions"));
	if (request_may(rq, "decision.record", plan.id)) {
		link_button(rq, href(rq, "/plan/%s/decisions/new", plan.slug), tr(rq, "Record a decision"));
		html(&rq->body, " ");
		link_to(rq, href(rq, "/plan/%s/decisions/paper", plan.slug), tr(rq, "Papers of a case"));
	}
	heading(rq, 2, tr(rq, "What stands now"));
	write_standing(rq, &book);
	write_versions(rq, &book);
	if (!decision_write_divergence(rq, &book))
		return page_failed(rq);
	if (book.n == 0)
		nothing_here(rq, tr(rq, "Nothing has been decided on the plan yet."));
	else
		write_bodies(rq, &book);
	if (!decision_write_told(rq, &book))
		return page_failed(rq);
	if (book.n > 0)
		sheet_links(rq);
	return page_end(rq);
}

void decision_panel_consultation(struct request *rq, int64_t consultation_id)
{
	struct consultation c;
	struct decision_book book;
	const struct version *laid_out = NULL;
	if (!consultation_get(rq->conn, rq->arena, consultation_id, &c, &rq->err) || c.kind != CONSULTATION_PLAN
	    || !decision_load(rq->conn, rq->arena, c.plan_id, &book, &rq->err))
		return;
	for (size_t i = 0; i < book.n; i++) {
		const struct decision *d = &book.list[i];
		bool in_time = !c.closes.year || date_days(d->on) <= date_days(c.closes);
		if (d->kind == DECISION_SEND_OUT && d->has_version && !d->withdrawn && in_time)
			laid_out = decision_version(&book, decision_digest(d));
	}
	if (!laid_out)
		return;
	heading(rq, 2, tr(rq, "What is laid out"));
	html(&rq->body, "<p>");
	link_to(rq, href(rq, "/version/%lld", (long long)laid_out->id), laid_out->name);
	html(&rq->body, " · ");
	link_to(rq, href(rq, "/version/%lld?format=docx", (long long)laid_out->id), tr(rq, "As a document (DOCX)"));
	html(&rq->body, "</p>\n");
}
