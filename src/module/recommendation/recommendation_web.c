/* The recommendations of a plan, as a page and as a file, and the form for a new one. */
#include "module/recommendation/recommendation_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/sheet.h"
#include "ui/table.h"
#include "ui/translate.h"

#define TEXT_LINES 4

static const char *list_href(struct request *rq, const struct plan *plan)
{
	return href(rq, "/plan/%s/recommendations", plan->slug);
}

bool recommendation_plan_of(struct request *rq, const char *value, int64_t *plan_id)
{
	int64_t id = 0;
	str_to_i64(value, &id);
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT plan_id FROM recommendation WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	*plan_id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, &rq->err);
}

void recommendation_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (rq->internal && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_WORK, tr(rq, "Recommendations"), list_href(rq, &plan));
}

static enum tone tone_of(enum recommendation_state state)
{
	return state == RECOMMENDATION_TAKEN_UP ? TONE_SUCCESS : state == RECOMMENDATION_OPEN ? TONE_INFO : TONE_NEUTRAL;
}

void recommendation_write_line(struct request *rq, const struct recommendation *r)
{
	tag(rq, TONE_NEUTRAL, tr_name(rq, recommendation_kinds[r->kind].name));
	html(&rq->body, " ");
	link_to(rq, href(rq, "/recommendation/%lld", (long long)r->id), r->text);
	html(&rq->body, " ");
	tag(rq, tone_of(r->state), tr_name(rq, recommendation_states[r->state].name));
}

const char *recommendation_changed(struct request *rq, const struct recommendation *r)
{
	const char *at = clock_local(rq->arena, r->at);
	return *r->who ? tr_format(rq, "%s, by %s", at, r->who) : at;
}

void recommendation_write_fields(struct request *rq, enum recommendation_kind kind, const char *text)
{
	struct choice kinds[RECOMMENDATION_KINDS];
	for (size_t i = 0; i < RECOMMENDATION_KINDS; i++)
		kinds[i] = (struct choice){ recommendation_kinds[i].code, tr_name(rq, recommendation_kinds[i].name) };
	field_select(rq, "kind", tr(rq, "Kind"), kinds, RECOMMENDATION_KINDS, recommendation_kinds[kind].code);
	field_input(rq, .name = "text", .label = tr(rq, "What is recommended"), .value = text, .lines = TEXT_LINES);
}

/* ---- The list ---- */

static void write_filter(struct request *rq, const struct plan *plan)
{
	struct choice states[RECOMMENDATION_STATES + 1] = { { "", tr(rq, "All") } };
	for (size_t i = 0; i < RECOMMENDATION_STATES; i++)
		states[i + 1] = (struct choice){ recommendation_states[i].code, tr_name(rq, recommendation_states[i].name) };
	form_begin(rq, tr(rq, "Choose recommendations"), list_href(rq, plan));
	field_select(rq, "state", tr(rq, "State"), states, ARRAY_LEN(states), query_text(rq, "state"));
	form_end(rq, tr(rq, "Show"));
}

static void write_table(struct request *rq, const struct plan_tree *tree, const struct recommendation *list, size_t n)
{
	table_begin(rq, tr(rq, "Recommendations"), { tr(rq, "Recommendation"), COLUMN_TEXT }, { tr(rq, "Kind"), COLUMN_TEXT },
	            { tr(rq, "State"), COLUMN_TEXT }, { tr(rq, "Part of the plan"), COLUMN_TEXT }, { tr(rq, "Changed"), COLUMN_TEXT });
	for (size_t i = 0; i < n; i++) {
		long node = list[i].node_id ? plan_tree_index(tree, list[i].node_id) : -1;
		row_begin(rq);
		head_link(rq, href(rq, "/recommendation/%lld", (long long)list[i].id), list[i].text);
		cell_text(rq, tr_name(rq, recommendation_kinds[list[i].kind].name));
		cell_text(rq, tr_name(rq, recommendation_states[list[i].state].name));
		if (node >= 0)
			cell_link(rq, href(rq, "/node/%lld", (long long)list[i].node_id), tree->nodes[node].title);
		else
			cell_text(rq, "");
		cell_text(rq, recommendation_changed(rq, &list[i]));
		row_end(rq);
	}
	table_end(rq);
	sheet_links(rq);
}

static enum http_status write_page(struct request *rq, const struct plan_tree *tree, enum recommendation_state state)
{
	struct recommendation *list;
	size_t n;
	if (!recommendation_list(rq->conn, rq->arena, tree->plan.id, state, &list, &n, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &tree->plan);
	page_begin(rq, tr(rq, "Recommendations"));
	paragraph(rq, tr(rq, "What planners take with them from what people said: principles and recommendations for the way on. "
	                     "Only those who work with the plan see this page."));
	write_filter(rq, &tree->plan);
	if (n > 0)
		write_table(rq, tree, list, n);
	else
		nothing_here(rq, tr(rq, "No recommendations here yet. One can also be begun on a group's or a contribution's page."));
	if (request_may(rq, "plan.edit", tree->plan.id)) {
		enum recommendation_kind kind;
		if (!recommendation_kind_parse(form_text(rq, "kind"), &kind))
			kind = RECOMMENDATION;
		heading(rq, 2, tr(rq, "New recommendation"));
		form_post_begin(rq, tr(rq, "New recommendation"), list_href(rq, &tree->plan));
		field_hidden(rq, "source", form_text(rq, "source")); /* of a form on another page that needs another look */
		recommendation_write_fields(rq, kind, form_text(rq, "text"));
		form_end(rq, tr(rq, "Add"));
	}
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

static enum http_status send_file(struct request *rq, const struct plan *plan, enum recommendation_state state)
{
	struct sheet sheet = { .rq = rq };
	return recommendation_rows(rq->conn, rq->arena, plan->id, state, &sheet.rows, &rq->err)
	       ? sheet_send(&sheet, "recommendations") : page_failed(rq);
}

static const struct plan_tree *find_tree(struct request *rq)
{
	struct plan plan;
	return plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	       ? plan_tree_shared(rq->conn, rq->arena, plan.id, &rq->err) : NULL;
}

/* GET /plan/{plan}/recommendations */
enum http_status recommendation_web_list(struct request *rq)
{
	const struct plan_tree *tree = find_tree(rq);
	enum recommendation_state state = RECOMMENDATION_STATES;
	if (!tree)
		return page_failed(rq);
	if (*query_text(rq, "state") && !recommendation_state_parse(query_text(rq, "state"), &state))
		return page_bad_request(rq, tr(rq, "There is no such state."));
	return sheet_wanted(rq) ? send_file(rq, &tree->plan, state) : write_page(rq, tree, state);
}

/* ---- A new one ---- */

struct adding {
	struct recommendation recommendation;
	struct recommendation_source source; /* id 0 for none */
	int64_t by;
};

/* Adds one, or lets one that is there rest on one thing more. */
static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct adding *w = arg;
	struct recommendation r = w->recommendation; /* from the start, where this is run again */
	bool overtaken;
	if (!r.id && !recommendation_save(tx, &r, w->by, clock_now(), &overtaken, err))
		return false;
	if (w->source.id && !recommendation_rest(tx, r.id, &w->source, true, w->by, err))
		return false;
	w->recommendation = r;
	return true;
}

static bool read_new(struct request *rq, const struct plan *plan, struct recommendation *r)
{
	const char *field;
	*r = (struct recommendation){ .plan_id = plan->id, .text = form_text(rq, "text"), .reason = "" };
	if (!recommendation_kind_parse(form_text(rq, "kind"), &r->kind))
		r->kind = RECOMMENDATION;
	const char *problem = recommendation_check(r, &field);
	if (problem)
		form_problem(rq, field, tr_name(rq, problem));
	return !problem;
}

/* POST /plan/{plan}/recommendations: "recommendation" names one that is there, "source" what it rests on. */
enum http_status recommendation_web_add(struct request *rq)
{
	const struct plan_tree *tree = find_tree(rq);
	struct adding w = { .by = rq->session->user_id };
	int64_t there = form_i64(rq, "recommendation", 0);
	const char *source = form_text(rq, "source");
	if (!tree)
		return page_failed(rq);
	if (*source && !recommendation_source_parse(rq->conn, rq->arena, tree->plan.id, source, &w.source, &rq->err))
		return page_failed(rq);
	if (*source && !w.source.id)
		return page_bad_request(rq, tr(rq, "What it is to rest on is not in this plan."));
	if (there && !recommendation_get(rq->conn, rq->arena, there, &w.recommendation, &rq->err))
		return page_failed(rq);
	if (there && w.recommendation.plan_id != tree->plan.id)
		return page_bad_request(rq, tr(rq, "There is no such recommendation in this plan."));
	if (!there && !read_new(rq, &tree->plan, &w.recommendation))
		return write_page(rq, tree, RECOMMENDATION_STATES);
	bool again = false;
	if (!user_write(rq, add, &w, &again))
		return page_failed(rq);
	return redirect_to(rq, again ? list_href(rq, &tree->plan) : href(rq, "/recommendation/%lld", (long long)w.recommendation.id));
}
