/* Recommendations on the pages of what they belong to and what they rest on. */
#include "module/recommendation/recommendation_internal.h"

#include "base/utf8.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define CHOICE_LENGTH 80 /* code points of a text to choose among */

static void write_list(struct request *rq, const struct recommendation *list, size_t n)
{
	html(&rq->body, "<ul>\n");
	for (size_t i = 0; i < n; i++) {
		html(&rq->body, "<li>");
		recommendation_write_line(rq, &list[i]);
		html(&rq->body, "</li>\n");
	}
	html(&rq->body, "</ul>\n");
}

void recommendation_panel_node(struct request *rq, int64_t node_id)
{
	struct recommendation *list;
	size_t n;
	if (!rq->internal || !recommendation_of_node(rq->conn, rq->arena, node_id, &list, &n, &rq->err) || n == 0)
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "Recommendations for this part"));
	write_list(rq, list, n);
	html(&rq->body, "</section>\n");
}

/* A new one, or one of those there are. */
static void write_form(struct request *rq, const struct recommendation *all, size_t n, const struct choice *sources, size_t n_sources)
{
	struct choice *choices = arena_array(rq->arena, n + 1, sizeof *choices);
	choices[0] = (struct choice){ "", tr(rq, "A new one") };
	for (size_t i = 0; i < n; i++)
		choices[i + 1] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)all[i].id),
		                                  utf8_shorten(rq->arena, span_of(all[i].text), CHOICE_LENGTH) };
	details_begin(rq, false);
	html(&rq->body, "%s", tr(rq, "Recommend something because of this"));
	details_body(rq);
	form_post_begin(rq, tr(rq, "Recommend something because of this"), href(rq, "/plan/%lld/recommendations", (long long)rq->plan_id));
	if (n_sources == 1)
		field_hidden(rq, "source", sources[0].value);
	else
		field_select(rq, "source", tr(rq, "Because of"), sources, n_sources, "");
	if (n > 0)
		field_select(rq, "recommendation", tr(rq, "Recommendation"), choices, n + 1, "");
	recommendation_write_fields(rq, RECOMMENDATION, "");
	form_end(rq, tr(rq, "Add"));
	details_end(rq);
}

static void write_panel(struct request *rq, const struct recommendation *list, size_t n, const struct choice *sources, size_t n_sources)
{
	struct recommendation *all;
	size_t n_all;
	bool may = n_sources > 0 && request_may(rq, "plan.edit", rq->plan_id);
	if (n == 0 && !may)
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "Recommendations that rest on this"));
	if (n > 0)
		write_list(rq, list, n);
	if (may && recommendation_list(rq->conn, rq->arena, rq->plan_id, RECOMMENDATION_OPEN, &all, &n_all, &rq->err))
		write_form(rq, all, n_all, sources, n_sources);
	html(&rq->body, "</section>\n");
}

void recommendation_panel_group(struct request *rq, int64_t group_id)
{
	struct recommendation *list;
	struct recommendation_source source;
	size_t n;
	const char *name = arena_printf(rq->arena, "group/%lld", (long long)group_id);
	if (!rq->internal || !recommendation_resting_on(rq->conn, rq->arena, group_id, 0, &list, &n, &rq->err)
	    || !recommendation_source_parse(rq->conn, rq->arena, rq->plan_id, name, &source, &rq->err))
		return;
	/* What belongs to no group lasts no longer than its run. */
	write_panel(rq, list, n, &(struct choice){ name, "" }, source.id ? 1 : 0);
}

void recommendation_panel_contribution(struct request *rq, int64_t contribution_id)
{
	struct recommendation *list;
	struct remark *remarks;
	size_t n, n_remarks;
	if (!rq->internal || !recommendation_resting_on(rq->conn, rq->arena, 0, contribution_id, &list, &n, &rq->err)
	    || !remark_list_of(rq->conn, rq->arena, contribution_id, &remarks, &n_remarks, &rq->err))
		return;
	struct choice *sources = arena_array(rq->arena, n_remarks, sizeof *sources);
	for (size_t i = 0; i < n_remarks; i++)
		sources[i] = (struct choice){ arena_printf(rq->arena, "remark/%lld", (long long)remarks[i].id),
		                              tr_format(rq, "Remark %s", tr_number(rq->arena, rq->lang, (int64_t)i + 1)) };
	write_panel(rq, list, n, sources, n_remarks);
}
