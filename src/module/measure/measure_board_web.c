/* Other views of the action programme: a board by status, a timeline, the money by year and source. */
#include "module/measure/measure_internal.h"

#include "module/user/user.h"
#include "ui/chart.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/sheet.h"
#include "ui/table.h"
#include "ui/translate.h"

#define CARDS 50 /* of a column: the list has the rest */

/* ---- Board ---- */

static const struct measure_milestone *next_milestone(const struct measure *m)
{
	for (size_t i = 0; i < m->n_milestones; i++)
		if (!m->milestones[i].done.year)
			return &m->milestones[i];
	return NULL;
}

static void write_card(struct request *rq, const struct measure *m, bool may)
{
	const struct measure_milestone *next = m->closed == MEASURE_GOES_ON ? next_milestone(m) : NULL;
	html(&rq->body, "<li class=\"card\">");
	link_to(rq, measure_href(rq, m->id), arena_printf(rq->arena, "%s %s", m->ref, m->title));
	html(&rq->body, "<p>%s · %s</p>\n", *m->lead ? m->lead : tr(rq, "Nobody yet"), measure_percent(rq, m));
	if (next)
		html_t(rq, "<p>Next: %1$s, %2$s</p>\n", next->title, next->due.year ? date_iso(rq->arena, next->due) : "–");
	if (next && may)
		html(&rq->body, "<button class=\"ds-button\" data-variant=\"secondary\" data-size=\"sm\" type=\"submit\" name=\"reach\" "
		     "value=\"%lld/%lld\" aria-label=\"%s: %s\">%s</button>", (long long)m->id, (long long)next->id, tr(rq, "Reached today"),
		     next->title, tr(rq, "Reached today"));
	html(&rq->body, "</li>\n");
}

static void write_column(struct request *rq, const struct measure_page *p, enum measure_status status, bool may)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++)
		n += measure_status(p->list[i], p->today) == status;
	html(&rq->body, "<section>");
	heading(rq, 2, arena_printf(rq->arena, "%s %s (%zu)", measure_statuses[status].sign, tr_name(rq, measure_statuses[status].name), n));
	html(&rq->body, "<ul>\n");
	size_t shown = 0;
	for (size_t i = 0; i < p->n && shown < CARDS; i++) {
		if (measure_status(p->list[i], p->today) != status)
			continue;
		write_card(rq, p->list[i], may);
		shown++;
	}
	html(&rq->body, "</ul>\n");
	if (n > shown) {
		html(&rq->body, "<p>");
		link_to(rq, href(rq, "/plan/%s/programme?programme=%lld&status=%s", p->plan.slug, (long long)p->programme.id,
		                 measure_statuses[status].code), tr_format(rq, "All %s", tr_number(rq->arena, rq->lang, (int64_t)n)));
		html(&rq->body, "</p>\n");
	}
	html(&rq->body, "</section>\n");
}

static enum http_status none_yet(struct request *rq, const char *title)
{
	page_begin(rq, title);
	nothing_here(rq, tr(rq, "There is no action programme yet."));
	return page_end(rq);
}

enum http_status measure_web_board(struct request *rq)
{
	struct measure_page p;
	if (!measure_page_load(rq, &p))
		return page_failed(rq);
	if (!p.programme.id)
		return none_yet(rq, tr(rq, "Board"));
	bool may = request_may(rq, "plan.edit", p.plan.id);
	page_begin(rq, tr(rq, "Board"));
	measure_write_head(rq, &p);
	if (may)
		form_post_begin(rq, tr(rq, "Board"), href(rq, "/plan/%s/programme/board", p.plan.slug));
	html(&rq->body, "<div class=\"board\">\n");
	for (enum measure_status s = 0; s < MEASURE_STATUSES; s++)
		write_column(rq, &p, s, may);
	html(&rq->body, "</div>\n");
	if (may)
		form_close(rq);
	return page_end(rq);
}

struct reaching {
	struct arena *arena;
	int64_t measure_id, milestone_id, by;
};

static bool reach(struct db_conn *tx, void *arg, struct err *err)
{
	const struct reaching *r = arg;
	return measure_reach(tx, r->arena, r->measure_id, r->milestone_id, date_at(clock_now()), r->by, err);
}

enum http_status measure_web_board_change(struct request *rq)
{
	struct plan plan;
	struct reaching r = { .arena = rq->arena, .by = rq->session->user_id };
	struct span which = span_of(form_text(rq, "reach")), measure = span_cut(&which, '/');
	int64_t plan_id;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	const char *id = arena_strndup(rq->arena, measure.s, measure.n);
	if (!which.s || !str_to_i64(id, &r.measure_id) || !str_to_i64(which.s, &r.milestone_id)
	    || !measure_plan_of(rq, id, &plan_id) || plan_id != plan.id)
		return page_not_found(rq, tr(rq, "There is no such measure."));
	return user_write(rq, reach, &r, NULL) ? redirect_to(rq, href(rq, "/plan/%s/programme/board", plan.slug)) : page_failed(rq);
}

/* ---- Timeline ---- */

/* Percent of the programme's years where a day is. */
static double place(const struct measure_page *p, struct date d)
{
	double begins = (double)date_days((struct date){ p->programme.first_year, 1, 1 });
	double ends = (double)date_days((struct date){ p->programme.last_year + 1, 1, 1 });
	double at = 100 * ((double)date_days(d) - begins) / (ends - begins);
	return at < 0 ? 0 : at > 100 ? 100 : at;
}

static struct date first_day(const struct measure_page *p, const struct measure *m)
{
	return m->begins.year ? m->begins : (struct date){ p->programme.first_year, 1, 1 };
}

static struct date last_day(const struct measure_page *p, const struct measure *m)
{
	return m->ends.year ? m->ends : (struct date){ p->programme.last_year, 12, 31 };
}

/* The same stands in the row's other cells, so that the figure needs no words of its own. */
static void write_bar(struct request *rq, const struct measure_page *p, const struct measure *m)
{
	static const char *const classes[MEASURE_STATUSES] = { "not-started", "on-track", "delayed", "done", "stopped" };
	double from = place(p, first_day(p, m)), to = place(p, last_day(p, m)), today = place(p, p->today);
	html(&rq->body, "<svg class=\"timeline %s\" width=\"100%%\" height=\"24\" aria-hidden=\"true\">"
	     "<rect x=\"%.1f%%\" y=\"6\" width=\"%.1f%%\" height=\"12\"/>", classes[measure_status(m, p->today)], from, to - from);
	for (size_t i = 0; i < m->n_milestones; i++) {
		const struct measure_milestone *s = &m->milestones[i];
		struct date d = s->done.year ? s->done : s->due;
		if (d.year)
			html(&rq->body, "<svg x=\"%.1f%%\" overflow=\"visible\"><path class=\"%s\" d=\"M0 5 l7 7 l-7 7 l-7 -7 z\"/></svg>", place(p, d),
			     s->done.year ? "reached" : "ahead");
	}
	if (p->today.year >= p->programme.first_year && p->today.year <= p->programme.last_year)
		html(&rq->body, "<line class=\"today\" x1=\"%.1f%%\" x2=\"%.1f%%\" y1=\"0\" y2=\"24\"/>", today, today);
	html(&rq->body, "</svg>");
}

static void write_scale(struct request *rq, const struct measure_page *p)
{
	html(&rq->body, "<svg class=\"timeline\" width=\"100%%\" height=\"24\" aria-hidden=\"true\">");
	int years = p->programme.last_year - p->programme.first_year + 1, step = years > 8 ? 4 : 1;
	for (int i = 0; i < years; i += step)
		html(&rq->body, "<text x=\"%.1f%%\" y=\"17\">%d</text>", 100.0 * i / years, p->programme.first_year + i);
	html(&rq->body, "</svg>");
}

#define MEASURES_A_PAGE 100

enum http_status measure_web_timeline(struct request *rq)
{
	struct measure_page p;
	if (!measure_page_load(rq, &p))
		return page_failed(rq);
	if (!p.programme.id)
		return none_yet(rq, tr(rq, "Timeline"));
	struct paging paging = paging_read(rq, MEASURES_A_PAGE);
	page_begin(rq, tr(rq, "Timeline"));
	measure_write_head(rq, &p);
	paragraph(rq, tr(rq, "The bar is the measure's period. A filled diamond is a milestone that was reached, an open one is ahead; the upright line is "
	                     "today."));
	table_begin(rq, tr(rq, "Measures in time"), { tr(rq, "Measure"), COLUMN_TEXT }, { tr(rq, "Status"), COLUMN_TEXT },
	            { tr(rq, "Period"), COLUMN_TEXT }, { tr(rq, "Timeline"), COLUMN_TEXT });
	row_begin(rq);
	head_text(rq, tr(rq, "Years"));
	cell_text(rq, "");
	cell_text(rq, arena_printf(rq->arena, "%d – %d", p.programme.first_year, p.programme.last_year));
	html(&rq->body, "<td class=\"timeline\">");
	write_scale(rq, &p);
	html(&rq->body, "</td>");
	row_end(rq);
	for (size_t i = (size_t)paging.offset; i < p.n && i < (size_t)(paging.offset + paging.size); i++) {
		const struct measure *m = p.list[i];
		row_begin(rq);
		head_link(rq, measure_href(rq, m->id), arena_printf(rq->arena, "%s %s", m->ref, m->title));
		cell_begin(rq);
		measure_write_status(rq, measure_status(m, p.today));
		cell_end(rq);
		cell_text(rq, arena_printf(rq->arena, "%s – %s", date_iso(rq->arena, m->begins), date_iso(rq->arena, m->ends)));
		html(&rq->body, "<td class=\"timeline\">");
		write_bar(rq, &p, m);
		html(&rq->body, "</td>");
		row_end(rq);
	}
	table_end(rq);
	paging_write(rq, &paging, (int64_t)p.n);
	return page_end(rq);
}

/* ---- Money ---- */

struct sum {
	const char *source;
	int year;
	int64_t secured, open;
};

static int compare_sums(const void *x, const void *y)
{
	const struct sum *a = x, *b = y;
	return a->year != b->year ? (a->year > b->year) - (a->year < b->year) : strcmp(a->source, b->source);
}

/* Sums by year and source, in that order. */
static struct sum *add_up(struct request *rq, const struct measure_page *p, size_t *n)
{
	VEC(struct sum) sums = { 0 };
	struct strmap *seen = strmap_new(rq->arena);
	for (size_t i = 0; i < p->n; i++) {
		for (size_t k = 0; k < p->list[i]->n_resources; k++) {
			const struct measure_resource *r = &p->list[i]->resources[k];
			bool is_new = false;
			int64_t *at = strmap_at(seen, span_of(arena_printf(rq->arena, "%d %s", r->year, r->source)), &is_new);
			if (is_new) {
				*at = (int64_t)sums.n;
				*VEC_PUSH(rq->arena, &sums) = (struct sum){ .source = r->source, .year = r->year };
			}
			*(r->secured ? &sums.v[*at].secured : &sums.v[*at].open) += r->amount;
		}
	}
	if (sums.n)
		qsort(sums.v, sums.n, sizeof *sums.v, compare_sums);
	*n = sums.n;
	return sums.v;
}

static enum http_status send_budget(struct request *rq, const struct measure_page *p, const struct sum *sums, size_t n)
{
	static const char *const columns[] = { "year", "source", "secured", "not_secured", "sum" };
	struct sheet s = sheet_new(rq, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < n; i++)
		sheet_row(&s, arena_printf(rq->arena, "%d", sums[i].year), sums[i].source, arena_printf(rq->arena, "%lld", (long long)sums[i].secured),
		          arena_printf(rq->arena, "%lld", (long long)sums[i].open),
		          arena_printf(rq->arena, "%lld", (long long)(sums[i].secured + sums[i].open)));
	return sheet_send(&s, arena_printf(rq->arena, "%s-budget", p->plan.slug));
}

static void write_chart(struct request *rq, const struct sum *sums, size_t n)
{
	const char *const parts[] = { tr(rq, "Secured"), tr(rq, "Not secured") };
	VEC(struct chart_bar) bars = { 0 };
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || sums[i].year != sums[i - 1].year)
			VEC_PUSH(rq->arena, &bars)->label = arena_printf(rq->arena, "%d", sums[i].year);
		bars.v[bars.n - 1].value[0] += (double)sums[i].secured;
		bars.v[bars.n - 1].value[1] += (double)sums[i].open;
	}
	chart_bars(&rq->body, rq->arena, &(struct chart){ .id = "budget", .title = tr(rq, "Kroner by year"),
		.description = tr(rq, "What the measures are to cost each year, and how much of it is secured."), .parts = parts, .n_parts = 2,
		.bars = bars.v, .n_bars = bars.n, .lang = rq->lang });
}

enum http_status measure_web_budget(struct request *rq)
{
	struct measure_page p;
	size_t n;
	int64_t secured = 0, open = 0;
	if (!measure_page_load(rq, &p))
		return page_failed(rq);
	if (!p.programme.id)
		return none_yet(rq, tr(rq, "Money"));
	struct sum *sums = add_up(rq, &p, &n);
	if (sheet_wanted(rq))
		return send_budget(rq, &p, sums, n);
	page_begin(rq, tr(rq, "Money"));
	measure_write_head(rq, &p);
	if (n == 0) {
		nothing_here(rq, tr(rq, "No measure says with what resources."));
		return page_end(rq);
	}
	write_chart(rq, sums, n);
	table_begin(rq, tr(rq, "Kroner by year and source"), { tr(rq, "Year"), COLUMN_TEXT }, { tr(rq, "Source"), COLUMN_TEXT },
	            { tr(rq, "Secured"), COLUMN_NUMBER }, { tr(rq, "Not secured"), COLUMN_NUMBER });
	for (size_t i = 0; i < n; i++) {
		row_begin(rq);
		head_text(rq, arena_printf(rq->arena, "%d", sums[i].year));
		cell_text(rq, sums[i].source);
		cell_figure(rq, measure_kroner(rq, sums[i].secured));
		cell_figure(rq, measure_kroner(rq, sums[i].open));
		row_end(rq);
		secured += sums[i].secured;
		open += sums[i].open;
	}
	row_begin(rq);
	head_text(rq, tr(rq, "Sum"));
	cell_text(rq, "");
	cell_figure(rq, measure_kroner(rq, secured));
	cell_figure(rq, measure_kroner(rq, open));
	row_end(rq);
	table_end(rq);
	sheet_links(rq);
	return page_end(rq);
}
