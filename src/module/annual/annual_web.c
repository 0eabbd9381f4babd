/* Pages of the annual report: public by year once published; drafts for planners. */
#include "module/annual/annual_internal.h"

#include "base/clock.h"
#include "http/asset_url.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define TEXT_LINES 6

static const char *here(struct request *rq, const struct plan *plan, int year)
{
	return year ? href(rq, "/plan/%s/annual/%d", plan->slug, year) : href(rq, "/plan/%s/annual", plan->slug);
}

void annual_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	int *years;
	size_t n;
	if (!plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err)
	    || !annual_years(rq->conn, rq->arena, plan_id, rq->internal, &years, &n, &rq->err))
		return;
	if (n || request_may(rq, "plan.edit", plan_id))
		page_nav(rq, NAV_ACTION, tr(rq, "Annual reports"), here(rq, &plan, 0));
}

/* ---- GET /plan/{plan}/annual ---- */

static enum http_status write_list(struct request *rq, const struct plan *plan)
{
	int *years;
	size_t n;
	if (!annual_years(rq->conn, rq->arena, plan->id, rq->internal, &years, &n, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, plan);
	page_begin(rq, tr(rq, "Annual reports"));
	if (n == 0)
		nothing_here(rq, tr(rq, "No annual report has been published yet."));
	html(&rq->body, "<ul>\n");
	for (size_t i = 0; i < n; i++) {
		html(&rq->body, "<li>");
		link_to(rq, here(rq, plan, years[i]), tr_format(rq, "Annual report %s", arena_printf(rq->arena, "%d", years[i])));
		html(&rq->body, "</li>\n");
	}
	html(&rq->body, "</ul>\n");
	if (request_may(rq, "plan.edit", plan->id)) {
		form_post_begin(rq, tr(rq, "Begin an annual report"), here(rq, plan, 0));
		field_input(rq, .name = "year", .label = tr(rq, "Year"), .value = form_text(rq, "year"), .required = true);
		form_end(rq, tr(rq, "Begin"));
	}
	return page_end(rq);
}

enum http_status annual_web_list(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	return write_list(rq, &plan);
}

struct change {
	struct arena *arena;
	int64_t plan_id, report_id, by;
	int year;
	const struct annual *report; /* whose texts are compared */
	const char *foreword, **comments; /* beside the goals */
	bool publish;
};

static bool begin(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *c = arg;
	return annual_begin(tx, c->arena, c->plan_id, c->year, c->by, &c->report_id, err);
}

enum http_status annual_web_begin(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	int64_t year = form_i64(rq, "year", 0);
	struct change c = { .arena = rq->arena, .plan_id = plan.id, .year = year > 0 && year < 3000 ? (int)year : 0, .by = rq->session->user_id };
	return user_write(rq, begin, &c, NULL) ? redirect_to(rq, here(rq, &plan, c.year)) : page_failed(rq);
}

/* ---- GET /plan/{plan}/annual/{year} ---- */

static bool load(struct request *rq, struct plan *plan, struct annual *r)
{
	int64_t year = route_id(rq, "year");
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), plan, &rq->err)
	    || !annual_get(rq->conn, rq->arena, plan->id, year > 0 && year < 3000 ? (int)year : 0, r, &rq->err))
		return false;
	return (r->id && (r->published || rq->internal)) || err_not_found(&rq->err, "There is no annual report for that year");
}

static enum http_status send_file(struct request *rq, const struct plan *plan, const struct annual *r, enum annual_form form, bool summary)
{
	rq->download_name = arena_printf(rq->arena, "%s-%d%s.%s", plan->slug, r->year, summary ? "-1" : "", annual_forms[form].code);
	rq->content_type = annual_forms[form].type;
	return annual_write(&rq->body, rq->arena, rq->lang, r, form, summary, &rq->err) ? HTTP_OK : page_failed(rq);
}

static void write_links(struct request *rq, bool summary)
{
	html(&rq->body, "<p>");
	link_to(rq, href_with(rq, "summary", summary ? NULL : "yes"), summary ? tr(rq, "The whole report") : tr(rq, "In one page"));
	for (enum annual_form f = 0; f < ANNUAL_FORMS; f++) {
		html(&rq->body, " · ");
		link_to(rq, href_with(rq, "format", annual_forms[f].code), f == ANNUAL_HTML ? tr(rq, "As a file (HTML)") : annual_forms[f].code);
	}
	html(&rq->body, "</p>\n");
}

static const char *comment_field(struct request *rq, const struct annual_goal *g)
{
	return arena_printf(rq->arena, "comment-%lld", (long long)g->node_id);
}

static void write_form(struct request *rq, const struct plan *plan, const struct annual *r)
{
	heading(rq, 2, tr(rq, "Write and publish"));
	form_post_begin(rq, tr(rq, "Write and publish"), here(rq, plan, r->year));
	field_input(rq, .name = "foreword", .label = tr(rq, "Foreword"), .value = r->foreword, .lines = TEXT_LINES);
	for (size_t i = 0; i < r->n_goals; i++)
		if (r->goals[i].node_id)
			field_input(rq, .name = comment_field(rq, &r->goals[i]), .label = tr_format(rq, "Comment on the goal: %s", r->goals[i].title),
			            .value = r->goals[i].comment, .lines = 3);
	form_button(rq, "do", "save", tr(rq, "Save the texts"));
	form_button(rq, "do", "publish", tr(rq, "Save and publish"));
	form_close(rq);
	paragraph(rq, tr(rq, "What is published stands as it is, whatever is recorded later."));
}

enum http_status annual_web_show(struct request *rq)
{
	struct plan plan;
	struct annual r;
	bool summary = *query_text(rq, "summary");
	if (!load(rq, &plan, &r))
		return page_failed(rq);
	for (enum annual_form f = 0; f < ANNUAL_FORMS; f++)
		if (str_eq(query_text(rq, "format"), annual_forms[f].code))
			return send_file(rq, &plan, &r, f, summary);
	plan_page_context(rq, &plan);
	page_crumb(rq, tr(rq, "Annual reports"), here(rq, &plan, 0));
	page_begin(rq, annual_title(rq->arena, rq->lang, &r));
	write_links(rq, summary);
	html(&rq->body, "<link rel=\"stylesheet\" href=\"%s\">\n<div class=\"report\">\n", asset_url(rq->arena, "css/report.css"));
	annual_html_body(&rq->body, rq->arena, rq->lang, &r, summary);
	html(&rq->body, "</div>\n");
	if (!r.published && request_may(rq, "plan.edit", plan.id))
		write_form(rq, &plan, &r);
	return page_end(rq);
}

/* ---- POST /plan/{plan}/annual/{year} ---- */

static bool change(struct db_conn *tx, void *arg, struct err *err)
{
	const struct change *c = arg;
	const struct annual *r = c->report;
	if (!str_eq(c->foreword, r->foreword) && !annual_write_text(tx, c->arena, r->id, 0, c->foreword, c->by, err))
		return false;
	for (size_t i = 0; i < r->n_goals; i++)
		if (r->goals[i].node_id && !str_eq(c->comments[i], r->goals[i].comment)
		    && !annual_write_text(tx, c->arena, r->id, r->goals[i].node_id, c->comments[i], c->by, err))
			return false;
	return !c->publish || annual_publish(tx, c->arena, r->id, c->by, err);
}

enum http_status annual_web_change(struct request *rq)
{
	struct plan plan;
	struct annual r;
	if (!load(rq, &plan, &r))
		return page_failed(rq);
	struct change c = { .arena = rq->arena, .report = &r, .by = rq->session->user_id, .foreword = form_text(rq, "foreword"),
	                    .publish = str_eq(form_text(rq, "do"), "publish") };
	c.comments = arena_array(rq->arena, r.n_goals, sizeof *c.comments);
	for (size_t i = 0; i < r.n_goals; i++)
		c.comments[i] = form_text(rq, comment_field(rq, &r.goals[i]));
	return user_write(rq, change, &c, NULL) ? redirect_to(rq, here(rq, &plan, r.year)) : page_failed(rq);
}
