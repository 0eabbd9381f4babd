/* The body of the annual report, as blocks on a medium: a page, a document of its own, or Word. */
#include "module/annual/annual_body.h"

#include "base/clock.h"
#include "ui/translate.h"

static const struct annual *annual_of(const struct medium *m)
{
	return m->subject;
}

static const char *kroner(struct medium *m, int64_t amount)
{
	return amount < 0 ? "–" : tr_number(m->arena, m->lang, amount);
}

static void chapter(struct medium *m, const char *text)
{
	m->form->heading(m, &(struct medium_heading){ .level = 2, .text = text });
}

/* ---- Figures ---- */

static void write_figures(struct medium *m)
{
	const struct annual *r = annual_of(m);
	int64_t planned = 0, spent = 0;
	size_t reported = 0;
	for (size_t i = 0; i < r->n_measures; i++) {
		planned += r->measures[i].planned;
		spent += r->measures[i].spent > 0 ? r->measures[i].spent : 0;
		reported += r->measures[i].reported;
	}
	const struct medium_figure figures[] = {
		{ tr_number(m->arena, m->lang, (int64_t)r->n_measures), tr_lang(m->lang, "measures") },
		{ tr_number(m->arena, m->lang, (int64_t)reported), tr_lang(m->lang, "of them reported on") },
		{ kroner(m, planned), tr_lang(m->lang, "kroner planned for the year") },
		{ kroner(m, spent), tr_lang(m->lang, "kroner used, as reported") },
	};
	m->form->figures(m, figures, sizeof figures / sizeof *figures);
}

static void write_chart(struct medium *m, const struct annual *r)
{
	struct chart_bar bars[MEASURE_STATUSES];
	for (enum measure_status s = 0; s < MEASURE_STATUSES; s++)
		bars[s] = (struct chart_bar){ arena_printf(m->arena, "%s %s", measure_statuses[s].sign, tr_name_lang(m->lang, measure_statuses[s].name)),
		                              { (double)annual_count(r, s) } };
	m->form->bars(m, &(struct chart){ .id = "status", .title = tr_lang(m->lang, "Measures by status"),
		.description = tr_lang(m->lang, "How many measures have each status at the end of the year."), .bars = bars,
		.n_bars = MEASURE_STATUSES, .lang = m->lang });
}

/* The chart, and the same figures as a table. */
static void write_statuses(struct medium *m)
{
	const struct annual *r = annual_of(m);
	const struct medium_column columns[] = { { tr_lang(m->lang, "Status"), false, 3 }, { tr_lang(m->lang, "Measures"), true, 1 } };
	if (m->form->bars)
		write_chart(m, r);
	m->form->table_begin(m, tr_lang(m->lang, "Measures by status"), columns, 2);
	for (enum measure_status s = 0; s < MEASURE_STATUSES; s++)
		m->form->table_row(m, (const struct medium_text[]){
			{ .text = arena_printf(m->arena, "%s %s", measure_statuses[s].sign, tr_name_lang(m->lang, measure_statuses[s].name)) },
			{ .text = tr_number(m->arena, m->lang, (int64_t)annual_count(r, s)) } });
	m->form->table_end(m);
}

/* ---- Goals ---- */

static void write_measures(struct medium *m, const struct annual_goal *g)
{
	const struct annual *r = annual_of(m);
	const struct medium_column columns[] = {
		{ tr_lang(m->lang, "Measure"), false, 5 }, { tr_lang(m->lang, "Responsible"), false, 3 }, { tr_lang(m->lang, "Status"), false, 3 },
		{ tr_lang(m->lang, "Progress"), true, 2 }, { tr_lang(m->lang, "Planned"), true, 2 }, { tr_lang(m->lang, "Used"), true, 2 },
	};
	m->form->table_begin(m, tr_format_lang(m->arena, m->lang, "Measures: %s", annual_goal_title(m->lang, g)), columns, 6);
	for (size_t i = 0; i < g->n_measures; i++) {
		const struct annual_measure *x = &r->measures[g->measures[i]];
		m->form->table_row(m, (const struct medium_text[]){
			{ .text = arena_printf(m->arena, "%s %s", x->ref, x->title) }, { .text = x->lead },
			{ .text = annual_status_text(m->arena, m->lang, x) },
			{ .text = x->progress < 0 ? "–" : arena_printf(m->arena, "%d %%", x->progress) },
			{ .text = kroner(m, x->planned) }, { .text = kroner(m, x->spent) } });
	}
	m->form->table_end(m);
}

static void write_item(struct medium *m, const char *text)
{
	m->form->list_item(m, &(struct medium_text){ .text = text });
}

/* What was achieved, and what is in the way, in the partners' own words. */
static void write_words(struct medium *m, const struct annual_goal *g)
{
	const struct annual *r = annual_of(m);
	bool begun = false;
	for (size_t i = 0; i < g->n_measures; i++) {
		const struct annual_measure *x = &r->measures[g->measures[i]];
		if (!*x->achieved && !*x->obstacles)
			continue;
		if (!begun) {
			m->form->heading(m, &(struct medium_heading){ .level = 4, .text = tr_lang(m->lang, "What the partners say") });
			m->form->list_begin(m);
		}
		begun = true;
		if (*x->achieved)
			write_item(m, tr_format_lang(m->arena, m->lang, "%s. Achieved: %s", x->ref, x->achieved));
		if (*x->obstacles)
			write_item(m, tr_format_lang(m->arena, m->lang, "%s. In the way: %s", x->ref, x->obstacles));
	}
	if (begun)
		m->form->list_end(m);
}

static void write_changes(struct medium *m, const struct annual_goal *g)
{
	const struct annual *r = annual_of(m);
	bool begun = false;
	for (size_t i = 0; i < g->n_measures; i++) {
		const struct annual_measure *x = &r->measures[g->measures[i]];
		for (size_t k = 0; k < x->n_changes; k++) {
			if (!begun) {
				m->form->heading(m, &(struct medium_heading){ .level = 4, .text = tr_lang(m->lang, "What changed since last year") });
				m->form->list_begin(m);
			}
			begun = true;
			write_item(m, arena_printf(m->arena, "%s %s. %s", x->ref, x->title, annual_change_text(m->arena, m->lang, &x->changes[k])));
		}
	}
	if (begun)
		m->form->list_end(m);
}

static void write_indicators(struct medium *m, const struct annual_goal *g)
{
	if (g->n_indicators == 0)
		return;
	m->form->heading(m, &(struct medium_heading){ .level = 4, .text = tr_lang(m->lang, "Indicators") });
	m->form->list_begin(m);
	for (size_t i = 0; i < g->n_indicators; i++)
		write_item(m, tr_format_lang(m->arena, m->lang, "%s. No figure has been recorded.", g->indicators[i]));
	m->form->list_end(m);
}

static void write_goal(struct medium *m, const struct annual_goal *g)
{
	m->form->heading(m, &(struct medium_heading){ .level = 3, .text = annual_goal_title(m->lang, g) });
	if (*g->comment)
		m->form->paragraph(m, g->comment);
	if (g->node_id)
		m->form->paragraph(m, tr_count_lang(m->arena, m->lang, "%s remark led to this goal and what is below it.",
		                                    "%s remarks led to this goal and what is below it.", g->contributions));
	write_indicators(m, g);
	if (g->n_measures) {
		write_measures(m, g);
		write_changes(m, g);
		write_words(m, g);
	} else {
		m->form->paragraph(m, tr_lang(m->lang, "No measure carries it out."));
	}
}

/* ---- The whole ---- */

static void write_decisions(struct medium *m)
{
	const struct annual *r = annual_of(m);
	if (r->n_decisions == 0)
		return;
	chapter(m, tr_lang(m->lang, "Decided in the year"));
	m->form->list_begin(m);
	for (size_t i = 0; i < r->n_decisions; i++)
		write_item(m, r->decisions[i]);
	m->form->list_end(m);
}

/* For a page: what every goal comes to, in a line each. */
static void write_summary_goals(struct medium *m)
{
	const struct annual *r = annual_of(m);
	const struct medium_column columns[] = { { tr_lang(m->lang, "Goal"), false, 6 }, { tr_lang(m->lang, "Measures"), true, 2 },
	                                         { tr_lang(m->lang, "Done"), true, 2 }, { tr_lang(m->lang, "Delayed or stopped"), true, 3 } };
	m->form->table_begin(m, tr_lang(m->lang, "The goals"), columns, 4);
	for (size_t i = 0; i < r->n_goals; i++) {
		const struct annual_goal *g = &r->goals[i];
		int64_t done = 0, behind = 0;
		for (size_t k = 0; k < g->n_measures; k++) {
			enum measure_status s = r->measures[g->measures[k]].status;
			done += s == MEASURE_DONE;
			behind += s == MEASURE_DELAYED || s == MEASURE_STOPPED;
		}
		m->form->table_row(m, (const struct medium_text[]){
			{ .text = annual_goal_title(m->lang, g) }, { .text = tr_number(m->arena, m->lang, (int64_t)g->n_measures) },
			{ .text = tr_number(m->arena, m->lang, done) }, { .text = tr_number(m->arena, m->lang, behind) } });
	}
	m->form->table_end(m);
}

void annual_body_write(struct medium *m, bool summary)
{
	const struct annual *r = annual_of(m);
	if (r->example)
		m->form->note(m, tr_lang(m->lang, "This is an example. It is not the plan of any authority."));
	if (!r->published)
		m->form->note(m, tr_lang(m->lang, "A draft: it is computed from what is recorded now, and is not published."));
	m->form->paragraph(m, tr_format_lang(m->arena, m->lang, "%s. As of %s.", *r->programme ? r->programme : r->plan,
	                                     date_iso(m->arena, date_at(r->as_of))));
	if (*r->foreword)
		m->form->paragraph(m, r->foreword);
	chapter(m, tr_lang(m->lang, "The year in figures"));
	write_figures(m);
	write_statuses(m);
	if (summary) {
		write_summary_goals(m);
		write_decisions(m);
		return;
	}
	write_decisions(m);
	chapter(m, tr_lang(m->lang, "The goals"));
	for (size_t i = 0; i < r->n_goals; i++)
		write_goal(m, &r->goals[i]);
}
