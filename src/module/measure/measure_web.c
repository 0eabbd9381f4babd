/* What the pages of the action programme share, and its measures by goal. */
#include "module/measure/measure_internal.h"

#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/sheet.h"
#include "ui/table.h"
#include "ui/translate.h"

const char *measure_href(struct request *rq, int64_t id)
{
	return href(rq, "/measure/%lld", (long long)id);
}

const char *measure_kroner(struct request *rq, int64_t amount)
{
	return tr_number(rq->arena, rq->lang, amount);
}

const char *measure_percent(struct request *rq, const struct measure *m)
{
	int percent = measure_progress(m);
	return percent < 0 ? "–" : arena_printf(rq->arena, "%d %%", percent);
}

void measure_write_status(struct request *rq, enum measure_status status)
{
	static const enum tone tones[MEASURE_STATUSES] = {
		[MEASURE_NOT_STARTED] = TONE_NEUTRAL, [MEASURE_ON_TRACK] = TONE_INFO, [MEASURE_DELAYED] = TONE_WARNING,
		[MEASURE_DONE] = TONE_SUCCESS, [MEASURE_STOPPED] = TONE_DANGER,
	};
	tag(rq, tones[status], arena_printf(rq->arena, "%s %s", measure_statuses[status].sign, tr_name(rq, measure_statuses[status].name)));
}

/* ---- What the pages share ---- */

bool measure_shown(const struct request *rq, const struct measure_programme *p)
{
	return rq->internal || p->adopted.year;
}

static bool load_programmes(struct request *rq, struct measure_page *p)
{
	struct measure_programme *list;
	size_t n;
	int64_t wanted = query_i64(rq, "programme", 0);
	if (!measure_programmes(rq->conn, rq->arena, p->plan.id, &list, &n, &rq->err))
		return false;
	p->programmes = arena_array(rq->arena, n, sizeof *p->programmes);
	for (size_t i = 0; i < n; i++)
		if (measure_shown(rq, &list[i]))
			p->programmes[p->n_programmes++] = list[i];
	for (size_t i = p->n_programmes; i-- > 0;)
		if (i == 0 || p->programmes[i].id == wanted) {
			p->programme = p->programmes[i];
			break;
		}
	return true;
}

/* Whether it carries out the node, or something below it. */
static bool is_below(const struct plan_tree *tree, const struct measure *m, int64_t goal)
{
	long top = plan_tree_index(tree, goal);
	for (size_t i = 0; i < m->n_nodes && top >= 0; i++) {
		long at = plan_tree_index(tree, m->nodes[i]);
		if (at >= top && at <= top + (long)tree->nodes[top].n_below)
			return true;
	}
	return false;
}

static bool is_active(const struct measure *m, int64_t year)
{
	return (!m->begins.year || m->begins.year <= year) && (!m->ends.year || m->ends.year >= year);
}

static bool is_wanted(struct request *rq, const struct measure_page *p, const struct measure *m)
{
	const char *lead = query_text(rq, "lead"), *status = query_text(rq, "status");
	int64_t goal = query_i64(rq, "goal", 0), year = query_i64(rq, "year", 0);
	return (!*lead || str_eq(lead, m->lead)) && (!*status || str_eq(status, measure_statuses[measure_status(m, p->today)].code))
	       && (!goal || is_below(p->tree, m, goal)) && (!year || is_active(m, year));
}

bool measure_page_load(struct request *rq, struct measure_page *p)
{
	*p = (struct measure_page){ .today = date_at(clock_now()) };
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &p->plan, &rq->err) || !load_programmes(rq, p))
		return false;
	p->tree = plan_tree_shared(rq->conn, rq->arena, p->plan.id, &rq->err);
	p->all = measure_list_shared(rq->conn, rq->arena, p->programme.id, &rq->err);
	if (!p->tree || !p->all)
		return false;
	p->list = arena_array(rq->arena, p->all->n, sizeof *p->list);
	for (size_t i = 0; i < p->all->n; i++)
		if (is_wanted(rq, p, &p->all->list[i]))
			p->list[p->n++] = &p->all->list[i];
	plan_page_context(rq, &p->plan);
	return true;
}

/* ---- The head of each view ---- */

static const char *programme_path(struct request *rq, const struct plan *plan, const char *view)
{
	return arena_printf(rq->arena, "%s%s", href(rq, "/plan/%s/programme", plan->slug), view);
}

static void write_views(struct request *rq, const struct measure_page *p)
{
	static const struct {
		const char *path, *name;
	} views[] = {
		{ "", N_("List by goal") }, { "/board", N_("Board") }, { "/timeline", N_("Timeline") }, { "/budget", N_("Money") },
		{ "/changes", N_("Since the programme before") },
	};
	html(&rq->body, "<ul class=\"views\">");
	for (size_t i = 0; i < ARRAY_LEN(views); i++) {
		const char *path = programme_path(rq, &p->plan, views[i].path);
		const char *target = *rq->query ? arena_printf(rq->arena, "%s?%s", path, rq->query) : path;
		html(&rq->body, "<li><a class=\"ds-link\" href=\"%s\"%s>%s</a></li>", target, str_eq(path, rq->path) ? " aria-current=page" : "",
		     tr_name(rq, views[i].name));
	}
	html(&rq->body, "</ul>\n");
}

static void choose_lead(struct request *rq, const struct measure_page *p)
{
	VEC(struct choice) leads = { 0 };
	struct strmap *seen = strmap_new(rq->arena);
	*VEC_PUSH(rq->arena, &leads) = (struct choice){ "", tr(rq, "All") };
	for (size_t i = 0; i < p->all->n; i++) {
		const char *lead = p->all->list[i].lead;
		bool is_new = false;
		if (*lead)
			strmap_at(seen, span_of(lead), &is_new);
		if (is_new)
			*VEC_PUSH(rq->arena, &leads) = (struct choice){ lead, lead };
	}
	field_select(rq, "lead", tr(rq, "Responsible"), leads.v, leads.n, query_text(rq, "lead"));
}

static void choose_goal(struct request *rq, const struct measure_page *p)
{
	VEC(struct choice) goals = { 0 };
	*VEC_PUSH(rq->arena, &goals) = (struct choice){ "", tr(rq, "All") };
	for (size_t i = 0; i < p->tree->n; i++)
		if (str_eq(p->tree->nodes[i].kind, "goal") && !p->tree->nodes[i].retired)
			*VEC_PUSH(rq->arena, &goals) = (struct choice){ arena_printf(rq->arena, "%lld", (long long)p->tree->nodes[i].id),
			                                                p->tree->nodes[i].title };
	field_select(rq, "goal", tr(rq, "Goal"), goals.v, goals.n, query_text(rq, "goal"));
}

static void write_filters(struct request *rq, const struct measure_page *p)
{
	struct choice statuses[MEASURE_STATUSES + 1] = { { "", tr(rq, "All") } };
	VEC(struct choice) years = { 0 };
	for (size_t i = 0; i < MEASURE_STATUSES; i++)
		statuses[i + 1] = (struct choice){ measure_statuses[i].code, tr_name(rq, measure_statuses[i].name) };
	*VEC_PUSH(rq->arena, &years) = (struct choice){ "", tr(rq, "All") };
	for (int year = p->programme.first_year; year <= p->programme.last_year; year++) {
		const char *text = arena_printf(rq->arena, "%d", year);
		*VEC_PUSH(rq->arena, &years) = (struct choice){ text, text };
	}
	details_begin(rq, *query_text(rq, "lead") || *query_text(rq, "goal") || *query_text(rq, "status") || *query_text(rq, "year"));
	html(&rq->body, "%s", tr(rq, "Filter"));
	details_body(rq);
	form_begin(rq, tr(rq, "Filter"), rq->path);
	if (query_i64(rq, "programme", 0))
		field_hidden(rq, "programme", query_text(rq, "programme"));
	choose_lead(rq, p);
	choose_goal(rq, p);
	field_select(rq, "status", tr(rq, "Status"), statuses, ARRAY_LEN(statuses), query_text(rq, "status"));
	field_select(rq, "year", tr(rq, "Year"), years.v, years.n, query_text(rq, "year"));
	form_end(rq, tr(rq, "Show"));
	details_end(rq);
}

static void write_other_programmes(struct request *rq, const struct measure_page *p)
{
	for (size_t i = 0; i < p->n_programmes; i++) {
		if (p->programmes[i].id == p->programme.id)
			continue;
		html(&rq->body, "<p>");
		link_to(rq, href(rq, "/plan/%s/programme?programme=%lld", p->plan.slug, (long long)p->programmes[i].id), p->programmes[i].title);
		html(&rq->body, "</p>\n");
	}
}

void measure_write_head(struct request *rq, const struct measure_page *p)
{
	const struct measure_programme *g = &p->programme;
	html(&rq->body, "<p><strong>%s</strong>, %d–%d. ", g->title, g->first_year, g->last_year);
	if (g->replaced.year)
		html_t(rq, "Adopted %1$s, replaced %2$s.", date_iso(rq->arena, g->adopted), date_iso(rq->arena, g->replaced));
	else if (g->adopted.year)
		html_t(rq, "Adopted %s.", date_iso(rq->arena, g->adopted));
	else
		html(&rq->body, "%s", tr(rq, "A draft: only planners see it."));
	html(&rq->body, "</p>\n");
	write_other_programmes(rq, p);
	write_views(rq, p);
	write_filters(rq, p);
	html(&rq->body, "<p>%s</p>\n", tr_count(rq, "%s measure", "%s measures", (int64_t)p->n));
}

/* ---- GET /plan/{plan}/programme ---- */

static enum http_status send_sheet(struct request *rq, const struct measure_page *p)
{
	struct sheet s = sheet_new(rq, measure_columns, MEASURE_COLUMNS);
	for (size_t i = 0; i < p->n; i++) {
		const char *cells[MEASURE_COLUMNS];
		measure_cells(rq->arena, p->tree, p->list[i], cells);
		sheet_row_(&s, cells);
	}
	return sheet_send(&s, arena_printf(rq->arena, "%s-measures", p->plan.slug));
}

/* The measures of a goal, or with goal 0 those of none. */
static bool stands_under(const struct measure_page *p, const struct measure *m, int64_t goal)
{
	if (goal)
		return is_below(p->tree, m, goal);
	for (size_t i = 0; i < p->tree->n; i++)
		if (str_eq(p->tree->nodes[i].kind, "goal") && is_below(p->tree, m, p->tree->nodes[i].id))
			return false;
	return true;
}

static void write_row(struct request *rq, const struct measure_page *p, const struct measure *m)
{
	row_begin(rq);
	head_link(rq, measure_href(rq, m->id), arena_printf(rq->arena, "%s %s", m->ref, m->title));
	cell_text(rq, *m->lead ? m->lead : tr(rq, "Nobody yet"));
	cell_begin(rq);
	measure_write_status(rq, measure_status(m, p->today));
	cell_end(rq);
	cell_figure(rq, measure_percent(rq, m));
	cell_figure(rq, measure_kroner(rq, measure_amount(m)));
	row_end(rq);
}

static void write_rows(struct request *rq, const struct measure_page *p, const char *caption, int64_t goal)
{
	bool begun = false;
	for (size_t i = 0; i < p->n; i++) {
		if (!stands_under(p, p->list[i], goal))
			continue;
		if (!begun)
			table_begin(rq, caption, { tr(rq, "Measure"), COLUMN_TEXT }, { tr(rq, "Responsible"), COLUMN_TEXT },
			            { tr(rq, "Status"), COLUMN_TEXT }, { tr(rq, "Progress"), COLUMN_NUMBER }, { tr(rq, "Kroner"), COLUMN_NUMBER });
		begun = true;
		write_row(rq, p, p->list[i]);
	}
	if (begun)
		table_end(rq);
}

/* A measure that serves two goals stands under both. */
static void write_by_goal(struct request *rq, const struct measure_page *p)
{
	for (size_t i = 0; i < p->tree->n; i++)
		if (str_eq(p->tree->nodes[i].kind, "goal"))
			write_rows(rq, p, p->tree->nodes[i].title, p->tree->nodes[i].id);
	write_rows(rq, p, tr(rq, "Below no goal"), 0);
}

static void write_planners(struct request *rq, const struct measure_page *p)
{
	const char *base = programme_path(rq, &p->plan, "/new");
	if (!request_may(rq, "plan.edit", p->plan.id))
		return;
	html(&rq->body, "<p>");
	if (p->programme.id)
		link_button(rq, arena_printf(rq->arena, "%s?programme=%lld", base, (long long)p->programme.id), tr(rq, "New measure"));
	html(&rq->body, "</p>\n");
	if (p->programme.id && !p->programme.adopted.year)
		form_post_button(rq, programme_path(rq, &p->plan, ""), tr(rq, "The programme is adopted today"), "adopt",
		                 arena_printf(rq->arena, "%lld", (long long)p->programme.id));
	details_begin(rq, p->n_programmes == 0);
	html(&rq->body, "%s", tr(rq, "New action programme"));
	details_body(rq);
	form_post_begin(rq, tr(rq, "New action programme"), programme_path(rq, &p->plan, ""));
	field_input(rq, .name = "title", .label = tr(rq, "Title"), .value = form_text(rq, "title"), .required = true);
	field_input(rq, .name = "from", .label = tr(rq, "First year"), .value = form_text(rq, "from"), .required = true);
	field_input(rq, .name = "to", .label = tr(rq, "Last year"), .value = form_text(rq, "to"), .required = true);
	form_end(rq, tr(rq, "Begin"));
	details_end(rq);
}

enum http_status measure_web_list(struct request *rq)
{
	struct measure_page p;
	if (!measure_page_load(rq, &p))
		return page_failed(rq);
	if (sheet_wanted(rq))
		return send_sheet(rq, &p);
	page_begin(rq, tr(rq, "Action programme"));
	if (!p.programme.id) {
		nothing_here(rq, tr(rq, "There is no action programme yet."));
	} else {
		measure_write_head(rq, &p);
		write_by_goal(rq, &p);
		sheet_links(rq);
	}
	write_planners(rq, &p);
	return page_end(rq);
}

/* ---- Panels ---- */

void measure_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	struct measure_programme *list;
	size_t n, visible = 0;
	if (!plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err)
	    || !measure_programmes(rq->conn, rq->arena, plan_id, &list, &n, &rq->err))
		return;
	for (size_t i = 0; i < n; i++)
		visible += measure_shown(rq, &list[i]);
	if (visible || request_may(rq, "plan.edit", plan_id))
		page_nav(rq, NAV_ACTION, tr(rq, "Action programme"), href(rq, "/plan/%s/programme", plan.slug));
}

/* On a part of the plan: the measures that carry it out. */
void measure_panel_node(struct request *rq, int64_t node_id)
{
	bool begun = false;
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT m.id, m.ref, m.title FROM measure_node x JOIN measure m ON m.id = x.measure_id "
		"JOIN measure_programme p ON p.id = m.programme_id WHERE x.node_id = $node AND p.replaced_on = '' "
		"AND (p.adopted_on <> '' OR CAST($internal AS BIGINT) = 1) ORDER BY m.ref"));
	db_bind_i64(st, "$node", node_id);
	db_bind_i64(st, "$internal", rq->internal);
	while (db_step(st)) {
		if (!begun) {
			heading(rq, 2, tr(rq, "Measures that carry it out"));
			html(&rq->body, "<ul>\n");
		}
		begun = true;
		html(&rq->body, "<li>");
		link_to(rq, measure_href(rq, db_i64(st, 0)), arena_printf(rq->arena, "%s %s", db_text(st, 1, rq->arena), db_text(st, 2, rq->arena)));
		html(&rq->body, "</li>\n");
	}
	if (begun)
		html(&rq->body, "</ul>\n");
	db_finish(st, &rq->err);
}
