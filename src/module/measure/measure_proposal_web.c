/* A group's sheet, without an account; and the planners' page of what was proposed. */
#include "module/measure/measure_proposal.h"

#include "http/limit.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/sheet.h"
#include "ui/translate.h"

#define FROM_NETWORK 200 /* proposals in a quarter of an hour: a gathering shares one network */

/* ---- GET /sheet/{token} ---- */

struct sheet_page {
	struct measure_sheet sheet;
	struct plan plan;
	const struct plan_tree *tree;
	struct measure_proposal *list;
	size_t n;
};

static bool open_sheet(struct request *rq, struct sheet_page *x)
{
	rq->personal = true;
	if (!sheet_by_token(rq->conn, rq->arena, route_text(rq, "token"), &x->sheet, &rq->err))
		return false;
	if (!x->sheet.id)
		return err_not_found(&rq->err, "There is no such sheet");
	x->tree = plan_tree_shared(rq->conn, rq->arena, x->sheet.plan_id, &rq->err);
	return x->tree && plan_get(rq->conn, rq->arena, x->sheet.plan_id, &x->plan, &rq->err)
	       && proposal_list(rq->conn, rq->arena, x->plan.id, x->sheet.id, &x->list, &x->n, &rq->err);
}

static void write_outcome(struct request *rq, const struct measure_proposal *p)
{
	html(&rq->body, "<p>");
	tag(rq, p->state == PROPOSAL_NEW ? TONE_NEUTRAL : p->state == PROPOSAL_DECLINED ? TONE_WARNING : TONE_SUCCESS,
	    tr_name(rq, proposal_states[p->state].name));
	if (p->measure_id) {
		html(&rq->body, " ");
		link_to(rq, measure_href(rq, p->measure_id), tr(rq, "The measure"));
	}
	html(&rq->body, "</p>\n");
	if (*p->reason)
		paragraph(rq, p->reason);
}

static void write_proposal(struct request *rq, const struct measure_proposal *p)
{
	heading(rq, 3, p->title);
	if (*p->what)
		paragraph(rq, p->what);
	if (*p->who || *p->by_when) {
		facts_begin(rq);
		if (*p->who)
			fact(rq, tr(rq, "Who could do it"), p->who);
		if (*p->by_when)
			fact(rq, tr(rq, "By when"), p->by_when);
		facts_end(rq);
	}
	write_outcome(rq, p);
}

static void write_form(struct request *rq, const struct sheet_page *x)
{
	VEC(struct choice) nodes = { 0 };
	*VEC_PUSH(rq->arena, &nodes) = (struct choice){ "", tr(rq, "We do not know") };
	for (size_t i = 0; i < x->tree->n; i++)
		if (str_eq(x->tree->nodes[i].kind, "strategy") && !x->tree->nodes[i].retired)
			*VEC_PUSH(rq->arena, &nodes) = (struct choice){ arena_printf(rq->arena, "%lld", (long long)x->tree->nodes[i].id),
			                                                x->tree->nodes[i].title };
	form_post_begin(rq, tr(rq, "Propose a measure"), href(rq, "/sheet/%s", x->sheet.token));
	field_input(rq, .name = "title", .label = tr(rq, "What should be done?"), .value = form_text(rq, "title"), .required = true);
	field_input(rq, .name = "what", .label = tr(rq, "How, and why?"), .value = form_text(rq, "what"), .lines = 4);
	field_input(rq, .name = "who", .label = tr(rq, "Who could do it"), .value = form_text(rq, "who"));
	field_input(rq, .name = "when", .label = tr(rq, "By when"), .value = form_text(rq, "when"));
	if (nodes.n > 1)
		field_select(rq, "node", tr(rq, "Which strategy would it carry out?"), nodes.v, nodes.n, form_text(rq, "node"));
	form_end(rq, tr(rq, "Propose it"));
}

static enum http_status write_sheet(struct request *rq, const struct sheet_page *x)
{
	page_plan(rq, x->plan.title, href(rq, "/plan/%s", x->plan.slug));
	page_begin(rq, tr_format(rq, "Proposals: %s", x->sheet.name));
	paragraph(rq, tr(rq, "Write one proposal at a time. This page shows later what became of each. Its address is a secret of your group."));
	write_form(rq, x);
	if (x->n)
		heading(rq, 2, tr(rq, "What your group has proposed"));
	for (size_t i = x->n; i-- > 0;)
		write_proposal(rq, &x->list[i]);
	return page_end(rq);
}

enum http_status proposal_web_sheet(struct request *rq)
{
	struct sheet_page x;
	return open_sheet(rq, &x) ? write_sheet(rq, &x) : page_failed(rq);
}

/* ---- POST /sheet/{token} ---- */

struct sending {
	struct arena *arena;
	struct measure_proposal proposal;
};

static bool send(struct db_conn *tx, void *arg, struct err *err)
{
	struct sending *s = arg;
	return proposal_add(tx, s->arena, &s->proposal, err);
}

static bool is_strategy(const struct plan_tree *tree, int64_t node)
{
	long at = plan_tree_index(tree, node);
	return at >= 0 && str_eq(tree->nodes[at].kind, "strategy");
}

enum http_status proposal_web_send(struct request *rq)
{
	static struct limiter proposals = LIMITER;
	const struct limited by_network = { 0, rq->address, "", FROM_NETWORK };
	struct sheet_page x;
	if (!open_sheet(rq, &x))
		return page_failed(rq);
	int64_t node = form_i64(rq, "node", 0), now = clock_monotonic();
	struct sending s = { .arena = rq->arena, .proposal = { .sheet_id = x.sheet.id, .title = form_text(rq, "title"),
		.what = form_text(rq, "what"), .who = form_text(rq, "who"), .by_when = form_text(rq, "when"), .reason = "",
		.node_id = is_strategy(x.tree, node) ? node : 0 } };
	const char *problem = proposal_check(&s.proposal);
	if (!problem && !limit_allows(&proposals, &by_network, 1, now))
		problem = N_("Many proposals have come from your network. Wait a quarter of an hour, and send again.");
	if (problem) {
		form_problem(rq, "title", tr_name(rq, problem));
		enum http_status status = write_sheet(rq, &x);
		return status == HTTP_OK ? HTTP_BAD_REQUEST : status;
	}
	limit_count(&proposals, &by_network, 1, now);
	return user_write(rq, send, &s, NULL) ? redirect_to(rq, href(rq, "/sheet/%s", x.sheet.token)) : page_failed(rq);
}

/* ---- GET /plan/{plan}/proposals ---- */

static const char *here(struct request *rq, const struct plan *plan)
{
	return href(rq, "/plan/%s/proposals", plan->slug);
}

static void write_sheets(struct request *rq, const struct plan *plan, const struct measure_sheet *sheets, size_t n)
{
	heading(rq, 2, tr(rq, "Sheets"));
	html(&rq->body, "<ul>\n");
	for (size_t i = 0; i < n; i++) {
		html(&rq->body, "<li>");
		link_to(rq, href(rq, "/sheet/%s", sheets[i].token), sheets[i].name);
		html(&rq->body, "</li>\n");
	}
	html(&rq->body, "</ul>\n");
	form_post_begin(rq, tr(rq, "New sheet"), here(rq, plan));
	field_input(rq, .name = "sheet", .label = tr(rq, "Name of the group"), .required = true,
	            .hint = tr(rq, "Give the group the sheet's link: whoever has it can propose and read."));
	form_end(rq, tr(rq, "New sheet"));
}

static void write_decide(struct request *rq, const struct plan *plan, const struct measure_proposal *p)
{
	form_post_begin(rq, tr_format(rq, "Decide on %s", p->title), here(rq, plan));
	field_hidden(rq, "proposal", arena_printf(rq->arena, "%lld", (long long)p->id));
	field_input(rq, .name = "ref", .label = tr(rq, "Measure that it is part of, such as T4"));
	field_input(rq, .name = "reason", .label = tr(rq, "Reason"));
	form_button(rq, "decide", "taken_up", tr(rq, "Take it up"));
	form_button(rq, "decide", "merged", tr(rq, "Part of that measure"));
	form_button(rq, "decide", "declined", tr(rq, "Decline"));
	form_close(rq);
}

static enum http_status send_sheet(struct request *rq, const struct plan *plan, const struct measure_proposal *list, size_t n)
{
	static const char *const columns[] = { "group", "title", "what", "who", "by_when", "state", "reason" };
	struct sheet s = sheet_new(rq, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < n; i++)
		sheet_row(&s, list[i].sheet, list[i].title, list[i].what, list[i].who, list[i].by_when, proposal_states[list[i].state].code,
		          list[i].reason);
	return sheet_send(&s, arena_printf(rq->arena, "%s-proposals", plan->slug));
}

enum http_status proposal_web_list(struct request *rq)
{
	struct plan plan;
	struct measure_sheet *sheets;
	struct measure_proposal *list;
	size_t n_sheets, n;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !sheet_list(rq->conn, rq->arena, plan.id, &sheets, &n_sheets, &rq->err)
	    || !proposal_list(rq->conn, rq->arena, plan.id, 0, &list, &n, &rq->err))
		return page_failed(rq);
	if (sheet_wanted(rq))
		return send_sheet(rq, &plan, list, n);
	bool may = request_may(rq, "plan.edit", plan.id);
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "Proposals for measures"));
	if (may)
		write_sheets(rq, &plan, sheets, n_sheets);
	heading(rq, 2, tr(rq, "Proposals"));
	if (n == 0)
		nothing_here(rq, tr(rq, "Nothing has been proposed yet."));
	for (size_t i = 0; i < n; i++) {
		html(&rq->body, "<section>");
		write_proposal(rq, &list[i]);
		html(&rq->body, "<p>%s</p>\n", list[i].sheet);
		if (may && list[i].state == PROPOSAL_NEW)
			write_decide(rq, &plan, &list[i]);
		html(&rq->body, "</section>\n");
	}
	if (n)
		sheet_links(rq);
	return page_end(rq);
}

/* ---- POST /plan/{plan}/proposals ---- */

struct change {
	struct arena *arena;
	const char *sheet; /* a new one, or NULL */
	struct proposal_decision decision;
};

static bool change(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *c = arg;
	struct measure_sheet sheet;
	if (c->sheet)
		return sheet_named(tx, c->arena, c->decision.plan_id, c->sheet, c->decision.by, &sheet, err);
	return proposal_decide(tx, c->arena, &c->decision, err);
}

enum http_status proposal_web_change(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	struct change c = { .arena = rq->arena, .sheet = *form_text(rq, "sheet") ? form_text(rq, "sheet") : NULL,
	                    .decision = { .plan_id = plan.id, .id = form_i64(rq, "proposal", 0), .by = rq->session->user_id,
	                                  .ref = form_text(rq, "ref"), .reason = form_text(rq, "reason") } };
	if (!c.sheet && !proposal_state_parse(form_text(rq, "decide"), &c.decision.state))
		return page_bad_request(rq, tr(rq, "Choose what becomes of the proposal."));
	return user_write(rq, change, &c, NULL) ? redirect_to(rq, here(rq, &plan)) : page_failed(rq);
}

/* ---- Panels ---- */

void proposal_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (rq->internal && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_ACTION, tr(rq, "Proposals"), here(rq, &plan));
}

/* On a measure: the groups that proposed it. */
void proposal_panel_measure(struct request *rq, int64_t measure_id)
{
	bool begun = false;
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT s.name, p.title FROM measure_proposal p JOIN measure_sheet s ON s.id = p.sheet_id WHERE p.measure_id = $measure ORDER BY p.id"));
	db_bind_i64(st, "$measure", measure_id);
	while (db_step(st)) {
		if (!begun) {
			heading(rq, 2, tr(rq, "Proposed by"));
			facts_begin(rq);
		}
		begun = true;
		fact(rq, db_text(st, 0, rq->arena), db_text(st, 1, rq->arena));
	}
	if (begun)
		facts_end(rq);
	db_finish(st, &rq->err);
}
