/* The page that sets those who were heard beside those there are. */
#include "module/coverage/coverage_internal.h"

#include "ui/chart.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

#include <math.h>

static const char *percent(struct request *rq, double share)
{
	return tr_format(rq, "%s%%", tr_decimal(rq->arena, rq->lang, share * 100, 1));
}

static const char *caption(struct request *rq, const struct coverage *c, enum coverage_unit unit)
{
	return tr_format(rq, "%s: %s against the register", tr_name(rq, coverage_dimensions[c->by].name),
	                 tr_name(rq, coverage_units[unit].name));
}

/* A ratio of 1 is as many voices as the share of the register. What is hidden is in no bar. */
static void write_chart(struct request *rq, const struct coverage *c, enum coverage_unit unit)
{
	struct chart_bar *bars = arena_array(rq->arena, c->n, sizeof *bars);
	size_t n = 0;
	for (size_t i = 0; i < c->n; i++)
		if (!c->parts[i].voices[unit].share.hidden && !isnan(c->parts[i].voices[unit].ratio))
			bars[n++] = (struct chart_bar){ coverage_category_name(rq->lang, c, &c->parts[i]),
			                                { c->parts[i].voices[unit].ratio } };
	if (n == 0)
		return;
	chart_bars(&rq->body, rq->arena, &(struct chart){
		.id = arena_printf(rq->arena, "coverage-%s", coverage_dimensions[c->by].code),
		.title = caption(rq, c, unit),
		.description = tr(rq, "Voices for what the register would let one expect: 1 is in proportion, 2 is twice as many. "
		                      "The table below has the same numbers."),
		.bars = bars, .n_bars = n, .decimals = 2, .lang = rq->lang });
}

/* "36,9 % (31,6–42,5)" */
static const char *share_text(struct request *rq, const struct text_share *s)
{
	return tr_format(rq, "%s (%s–%s)", percent(rq, s->share), tr_decimal(rq->arena, rq->lang, s->low * 100, 1),
	                 tr_decimal(rq->arena, rq->lang, s->high * 100, 1));
}

static const char *ratio_text(struct request *rq, const struct coverage_voices *v)
{
	return isnan(v->ratio) ? "" : tr_format(rq, "%s (%s–%s)", tr_decimal(rq->arena, rq->lang, v->ratio, 2),
		tr_decimal(rq->arena, rq->lang, v->low, 2), tr_decimal(rq->arena, rq->lang, v->high, 2));
}

static void write_voices(struct request *rq, const struct coverage_voices *v)
{
	if (v->share.hidden)
		cell_figure(rq, tr(rq, "hidden"));
	else
		cell_number(rq, v->share.count);
	cell_figure(rq, v->share.hidden ? "" : share_text(rq, &v->share));
	cell_figure(rq, v->share.hidden ? "" : ratio_text(rq, v));
	cell_text(rq, tr_name(rq, coverage_verdict_name(coverage_verdict(v))));
}

static void write_shares(struct request *rq, const struct coverage *c, enum coverage_unit unit)
{
	table_begin(rq, caption(rq, c, unit), { tr_name(rq, coverage_dimensions[c->by].name), COLUMN_TEXT },
	            { tr(rq, "In the register"), COLUMN_NUMBER }, { tr_name(rq, coverage_units[unit].name), COLUMN_NUMBER },
	            { tr(rq, "Share (95%)"), COLUMN_NUMBER }, { tr(rq, "Ratio (95%)"), COLUMN_NUMBER },
	            { tr(rq, "What it shows"), COLUMN_TEXT });
	for (size_t i = 0; i < c->n; i++) {
		row_begin(rq);
		head_text(rq, coverage_category_name(rq->lang, c, &c->parts[i]));
		cell_figure(rq, tr_format(rq, "%s (%s)", tr_number(rq->arena, rq->lang, c->parts[i].population),
		                          percent(rq, c->parts[i].population_share)));
		write_voices(rq, &c->parts[i].voices[unit]);
		row_end(rq);
	}
	table_end(rq);
}

/* "p = 0,03"; never 0, which no test can say. */
static const char *p_text(struct request *rq, double p)
{
	if (p < 0.001)
		return tr(rq, "p < 0.001");
	return tr_format(rq, "p = %s", tr_decimal(rq->arena, rq->lang, p, 3));
}

static void write_test(struct request *rq, const struct coverage *c, enum coverage_unit unit)
{
	const struct fit *fit = &c->fit[unit];
	if (fit->method == FIT_NONE)
		return;
	const char *p = p_text(rq, fit->p);
	paragraph(rq, fit->p < 0.05
		? tr_format(rq, "All categories together: chance alone would hardly spread the voices like this (%s).", p)
		: tr_format(rq, "All categories together: chance alone could spread the voices like this (%s).", p));
}

static void write_cell(struct request *rq, int64_t n, bool hidden)
{
	if (hidden)
		cell_figure(rq, tr(rq, "hidden"));
	else
		cell_number(rq, n);
}

static void write_rest(struct request *rq, const char *name, const struct coverage_rest rest[COVERAGE_UNITS])
{
	row_begin(rq);
	head_text(rq, name);
	for (unsigned u = 0; u < COVERAGE_UNITS; u++)
		write_cell(rq, rest[u].count, rest[u].hidden);
	row_end(rq);
}

/* All units beside one another: ten contributions of one organisation are not ten organisations. */
static void write_counts(struct request *rq, const struct coverage *c)
{
	table_begin(rq, tr_format(rq, "%s: what was counted", tr_name(rq, coverage_dimensions[c->by].name)),
	            { tr_name(rq, coverage_dimensions[c->by].name), COLUMN_TEXT },
	            { tr_name(rq, coverage_units[0].name), COLUMN_NUMBER }, { tr_name(rq, coverage_units[1].name), COLUMN_NUMBER },
	            { tr_name(rq, coverage_units[2].name), COLUMN_NUMBER }, { tr_name(rq, coverage_units[3].name), COLUMN_NUMBER });
	for (size_t i = 0; i < c->n; i++) {
		row_begin(rq);
		head_text(rq, coverage_category_name(rq->lang, c, &c->parts[i]));
		for (unsigned u = 0; u < COVERAGE_UNITS; u++)
			write_cell(rq, c->parts[i].voices[u].share.count, c->parts[i].voices[u].share.hidden);
		row_end(rq);
	}
	write_rest(rq, tr(rq, "Not in the register"), c->outside);
	write_rest(rq, tr(rq, "Not stated"), c->unknown);
	table_end(rq);
}

static void write_caveats(struct request *rq, const struct coverage *c, enum coverage_unit unit)
{
	const char *caveats[COVERAGE_CAVEATS];
	size_t n = coverage_caveats(rq->arena, rq->lang, c, unit, caveats);
	heading(rq, 3, tr(rq, "What cannot be concluded"));
	html(&rq->body, "<ul>");
	for (size_t i = 0; i < n; i++)
		html(&rq->body, "<li>%s</li>", caveats[i]);
	html(&rq->body, "</ul>");
}

/* Of a dimension that nobody was asked about there is only the register. */
static void write_register(struct request *rq, const struct coverage *c)
{
	table_begin(rq, tr(rq, "The register"), { tr_name(rq, coverage_dimensions[c->by].name), COLUMN_TEXT },
	            { tr_name(rq, coverage_counts_name(c)), COLUMN_NUMBER }, { tr(rq, "Share of the register"), COLUMN_NUMBER });
	for (size_t i = 0; i < c->n; i++) {
		row_begin(rq);
		head_text(rq, coverage_category_name(rq->lang, c, &c->parts[i]));
		cell_number(rq, c->parts[i].population);
		cell_figure(rq, percent(rq, c->parts[i].population_share));
		row_end(rq);
	}
	table_end(rq);
}

static void write_section(struct request *rq, const struct coverage *c, enum coverage_unit unit)
{
	html(&rq->body, "<section>");
	heading(rq, 2, tr_name(rq, coverage_dimensions[c->by].name));
	paragraph(rq, str_eq(c->counts, "persons") ? tr_format(rq, "The register counts persons. It was read from %s.", c->source)
	              : tr_format(rq, "The register counts organisations. It was read from %s.", c->source));
	if (c->known) {
		write_chart(rq, c, unit);
		write_shares(rq, c, unit);
		write_test(rq, c, unit);
		write_counts(rq, c);
	} else {
		write_register(rq, c);
	}
	write_caveats(rq, c, unit);
	html(&rq->body, "</section>");
}

static void write_form(struct request *rq, const char *path, const char *count)
{
	struct choice choices[COVERAGE_UNITS + 1] = { { "", tr(rq, "What suits each register") } };
	for (unsigned u = 0; u < COVERAGE_UNITS; u++)
		choices[u + 1] = (struct choice){ coverage_units[u].code, tr_name(rq, coverage_units[u].name) };
	form_begin(rq, tr(rq, "Choose what to count"), path);
	field_select(rq, "count", tr(rq, "What to count"), choices, ARRAY_LEN(choices), count);
	form_end(rq, tr(rq, "Show"));
}

/* GET /plan/{plan}/coverage */
enum http_status coverage_web_show(struct request *rq)
{
	struct plan plan;
	struct coverage *list;
	size_t n;
	enum coverage_unit unit = COVERAGE_CONTRIBUTIONS;
	const char *count = query_text(rq, "count");
	if (*count && !coverage_unit_parse(count, &unit))
		return page_bad_request(rq, tr(rq, "There is no such thing to count."));
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !coverage_load(rq->conn, rq->arena, plan.id, !rq->internal, &list, &n, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "Who was heard, and who lives and works here"));
	paragraph(rq, tr(rq, "Those who were heard, set beside a register of those there are. A ratio of 1 means as many voices "
	                     "as the category's share of the register."));
	if (!rq->internal)
		paragraph(rq, tr_format(rq, "Counts from 1 to %d are hidden, and others with them, so that nobody can be recognised.",
		                        TEXT_SMALL - 1));
	if (n == 0)
		nothing_here(rq, tr(rq, "No register has been read for this plan yet."));
	else
		write_form(rq, href(rq, "/plan/%s/coverage", plan.slug), count);
	for (size_t i = 0; i < n; i++)
		write_section(rq, &list[i], *count ? unit : coverage_main_unit(&list[i]));
	return page_end(rq);
}

void coverage_panel_nav(struct request *rq, int64_t plan_id)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT 1 FROM coverage_register WHERE plan_id = $plan LIMIT 1"));
	db_bind_i64(st, "$plan", plan_id);
	bool there = db_step(st);
	struct plan plan;
	if (db_finish(st, &rq->err) && there && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_VOICES, tr(rq, "Coverage"), href(rq, "/plan/%s/coverage", plan.slug));
}
