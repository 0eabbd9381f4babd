/* Chapter: the report in short. Each sentence states a count that a later chapter shows. */
#include "module/report/report_body.h"

#include "base/str.h"
#include "module/report/report_words.h"
#include "ui/translate.h"

#define MENTIONED 3 /* themes and groups that are named in the summary */

static void write_figures(struct medium *m)
{
	const struct basis_report *r = m->report;
	const struct basis_totals *t = &r->totals;
	enum lang lang = r->lang;
	double share = t->contributions ? (double)t->publishable / (double)t->contributions : 0;
	struct medium_figure figures[] = {
		{ tr_number(m->arena, lang, t->contributions), trn_lang(lang, "contribution", "contributions", t->contributions) },
		{ tr_number(m->arena, lang, t->arguments), trn_lang(lang, "different argument", "different arguments", t->arguments) },
		{ tr_number(m->arena, lang, t->groups), trn_lang(lang, "group of arguments", "groups of arguments", t->groups) },
		{ tr_format_lang(m->arena, lang, "%s of %s", tr_number(m->arena, lang, t->took_part),
		                 tr_number(m->arena, lang, t->registered)),
		  tr_lang(lang, "registered organisations took part") },
		{ tr_number(m->arena, lang, t->attendance),
		  tr_count_lang(m->arena, lang, "persons at %s event", "persons at %s events", (int64_t)r->n_events) },
		{ words_percent(m->arena, lang, share), tr_lang(lang, "of the contributions may be published") },
	};
	m->form->figures(m, figures, ARRAY_LEN(figures));
}

static void say(struct medium *m, const char *text)
{
	m->form->list_item(m, &(struct medium_text){ .text = text });
}

static void say_repeats(struct medium *m)
{
	const struct basis_totals *t = &m->report->totals;
	enum lang lang = m->report->lang;
	struct arena *a = m->arena;
	if (t->contributions == t->arguments) {
		say(m, tr_lang(lang, "No contribution repeats another."));
		return;
	}
	say(m, tr_format_lang(a, lang,
		"%s contributions make %s different arguments: %s are word for word the same as an earlier one, "
		"%s are nearly the same, and %s stand whole in another or have another in them.",
		tr_number(a, lang, t->contributions), tr_number(a, lang, t->arguments), tr_number(a, lang, t->exact),
		tr_number(a, lang, t->near), tr_number(a, lang, t->contained)));
}

/* Contributions in a section and all below it: its node's total. */
static int64_t section_total(const struct basis_report *r, size_t section)
{
	return r->nodes[r->sections[section].node].total;
}

/* The theme at the top with most contributions that is not among the n taken; BASIS_NONE at the end. */
static size_t next_theme(const struct basis_report *r, const size_t *taken, size_t n)
{
	size_t best = BASIS_NONE;
	for (size_t i = 0; i < r->n_sections; i++) {
		bool skip = r->sections[i].level > 0 || section_total(r, i) == 0;
		for (size_t k = 0; k < n; k++)
			skip = skip || taken[k] == i;
		if (!skip && (best == BASIS_NONE || section_total(r, i) > section_total(r, best)))
			best = i;
	}
	return best;
}

static void say_themes(struct medium *m)
{
	const struct basis_report *r = m->report;
	size_t taken[MENTIONED];
	const char *parts[MENTIONED];
	size_t n = 0;
	for (size_t best; n < MENTIONED && (best = next_theme(r, taken, n)) != BASIS_NONE; n++) {
		double share = (double)section_total(r, best) / (double)r->totals.contributions;
		taken[n] = best;
		parts[n] = tr_format_lang(m->arena, r->lang, "“%s” (%s, %s)", r->tree.nodes[r->sections[best].node].title,
		                          tr_number(m->arena, r->lang, section_total(r, best)),
		                          words_percent(m->arena, r->lang, share));
	}
	if (n > 0)
		say(m, tr_format_lang(m->arena, r->lang, "Most contributions belong to: %s.",
		                      words_join(m->arena, ", ", parts, n)));
}

/* The run numbers groups by size. */
static void say_groups(struct medium *m)
{
	const struct basis_report *r = m->report;
	const char *parts[MENTIONED];
	size_t n = 0;
	for (size_t i = 0; i < r->n_groups && n < MENTIONED; i++)
		if (r->groups[i].number > 0)
			parts[n++] = tr_format_lang(m->arena, r->lang, "%s (%s)", words_group(m->arena, r->lang, &r->groups[i]),
				tr_count_lang(m->arena, r->lang, "%s argument", "%s arguments", r->groups[i].arguments));
	if (n > 0)
		say(m, tr_format_lang(m->arena, r->lang, "The largest groups: %s.", words_join(m->arena, "; ", parts, n)));
}

static void say_letters(struct medium *m)
{
	const struct basis_totals *t = &m->report->totals;
	if (t->campaigns == 0)
		return;
	say(m, tr_format_lang(m->arena, m->report->lang,
		"%s say the same as at least two others: as arguments they are %s.",
		tr_count_lang(m->arena, m->report->lang, "%s letter", "%s letters", t->letters),
		tr_number(m->arena, m->report->lang, t->campaigns)));
}

static void say_silence(struct medium *m)
{
	const struct basis_totals *t = &m->report->totals;
	struct arena *a = m->arena;
	if (t->silent)
		say(m, tr_count_lang(a, m->report->lang, "Nobody spoke of %s point in the plan.",
		                     "Nobody spoke of %s points in the plan.", t->silent));
	if (t->not_asked)
		say(m, tr_count_lang(a, m->report->lang, "People were not asked about %s point. That is not silence.",
		                     "People were not asked about %s points. That is not silence.", t->not_asked));
	if (t->no_place)
		say(m, tr_count_lang(a, m->report->lang,
			"%s contribution answers to nothing in the plan, as far as the program can tell.",
			"%s contributions answer to nothing in the plan, as far as the program can tell.", t->no_place));
}

/* Kinds of organisations in the register from which nothing was heard. */
static void say_missing_kinds(struct medium *m)
{
	const struct basis_report *r = m->report;
	const struct basis_cells *kinds = &r->cells[BASIS_KIND];
	const char **parts = arena_array(m->arena, kinds->n, sizeof *parts);
	size_t n = 0;
	for (size_t i = 0; i < kinds->n; i++)
		if (kinds->v[i].code && *kinds->v[i].code && kinds->v[i].contributions == 0)
			parts[n++] = words_cell(r->lang, BASIS_KIND, &kinds->v[i]);
	if (n > 0)
		say(m, tr_format_lang(m->arena, r->lang, "Registered kinds of organisations without a contribution: %s.",
		                      words_join(m->arena, ", ", parts, n)));
}

static void row(struct medium *m, const char *name, int64_t n)
{
	m->form->table_row(m, (const struct medium_text[]){
		{ .text = name }, { .text = tr_number(m->arena, m->report->lang, n) } });
}

static void write_counts(struct medium *m)
{
	const struct basis_report *r = m->report;
	const struct basis_totals *t = &r->totals;
	enum lang lang = r->lang;
	const struct medium_column columns[] = {
		{ tr_lang(lang, "What was counted"), false, 4 }, { tr_lang(lang, "Number"), true, 1 } };
	m->form->table_begin(m, tr_lang(lang, "The contributions in numbers"), columns, ARRAY_LEN(columns));
	row(m, tr_lang(lang, "Contributions"), t->contributions);
	row(m, tr_lang(lang, "Different arguments"), t->arguments);
	row(m, tr_lang(lang, "Word for word the same as an earlier one"), t->exact);
	row(m, tr_lang(lang, "Nearly the same as an earlier one"), t->near);
	row(m, tr_lang(lang, "Standing whole in another, or with another in them"), t->contained);
	row(m, tr_lang(lang, "Letters in campaigns of three or more"), t->letters);
	row(m, tr_lang(lang, "Stood under a section of the plan's document"), t->stood_under);
	row(m, tr_lang(lang, "With a place suggested by the program"), t->suggested);
	row(m, tr_lang(lang, "Without a place"), t->no_place);
	for (size_t i = 0; i < BASIS_LANGUAGES; i++)
		if (t->languages[i])
			row(m, tr_format_lang(m->arena, lang, "Language: %s",
			                      words_language(lang, text_language_code((enum text_language)i))),
			    t->languages[i]);
	row(m, tr_lang(lang, "Name an organisation"), t->with_organisation);
	row(m, tr_lang(lang, "May be published"), t->publishable);
	m->form->table_end(m);
}

void body_write_summary(struct medium *m)
{
	write_figures(m);
	m->form->list_begin(m);
	say_repeats(m);
	say_themes(m);
	say_groups(m);
	say_letters(m);
	say_silence(m);
	say_missing_kinds(m);
	m->form->list_end(m);
	write_counts(m);
}
