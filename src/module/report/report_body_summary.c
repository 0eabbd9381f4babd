/* Chapter: the report in short. Each sentence states a count that a later chapter shows. */
#include "module/report/report_body.h"

#include "base/str.h"
#include "module/report/report_words.h"
#include "ui/translate.h"

#define THEMES 3  /* that a sentence names */
#define GROUPS 10 /* in the table of the largest */

/* What was not registered is no figure: "0 of 0 organisations" says nothing. */
static void write_figures(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	const struct basis_totals *t = &r->totals;
	enum lang lang = r->lang;
	struct medium_figure figures[6] = {
		{ tr_number(m->arena, lang, t->contributions),
		  trn_lang(lang, "contribution", "contributions", t->contributions) },
		{ tr_number(m->arena, lang, t->arguments),
		  trn_lang(lang, "different argument", "different arguments", t->arguments) },
		{ tr_number(m->arena, lang, t->groups),
		  trn_lang(lang, "group of arguments", "groups of arguments", t->groups) },
	};
	size_t n = 3;
	if (t->registered > 0)
		figures[n++] = (struct medium_figure){
			tr_format_lang(m->arena, lang, "%s of %s", tr_number(m->arena, lang, t->took_part),
			               tr_number(m->arena, lang, t->registered)),
			tr_lang(lang, "registered organisations took part") };
	if (r->n_events > 0)
		figures[n++] = (struct medium_figure){
			tr_number(m->arena, lang, t->attendance),
			tr_count_lang(m->arena, lang, "persons at %s event", "persons at %s events", (int64_t)r->n_events) };
	if (t->contributions > 0)
		figures[n++] = (struct medium_figure){
			words_percent(m->arena, lang, (double)t->publishable / (double)t->contributions),
			tr_lang(lang, "of the contributions may be published") };
	m->form->figures(m, figures, n);
}

static void say(struct medium *m, const char *text)
{
	m->form->list_item(m, &(struct medium_text){ .text = text });
}

static void say_repeats(struct medium *m)
{
	const struct basis_totals *t = &report_of(m)->totals;
	enum lang lang = m->lang;
	struct arena *a = m->arena;
	if (t->contributions == t->arguments) {
		say(m, tr_lang(lang, "No contribution repeats another."));
		return;
	}
	const char *repeats[] = {
		t->exact ? tr_count_lang(a, lang, "%s is word for word the same as an earlier one",
		                         "%s are word for word the same as an earlier one", t->exact) : "",
		t->near ? tr_count_lang(a, lang, "%s is nearly the same", "%s are nearly the same", t->near) : "",
		t->contained ? tr_count_lang(a, lang, "%s shares a whole text with another",
		                             "%s share a whole text with another", t->contained) : "",
	};
	say(m, tr_format_lang(a, lang, "%s contributions make %s different arguments: %s.",
	                      tr_number(a, lang, t->contributions), tr_number(a, lang, t->arguments),
	                      words_join(a, "; ", repeats, ARRAY_LEN(repeats))));
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
	const struct basis_report *r = report_of(m);
	size_t taken[THEMES];
	const char *parts[THEMES];
	size_t n = 0;
	for (size_t best; n < THEMES && (best = next_theme(r, taken, n)) != BASIS_NONE; n++) {
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

static void say_letters(struct medium *m)
{
	const struct basis_totals *t = &report_of(m)->totals;
	if (t->campaigns == 0)
		return;
	say(m, tr_format_lang(m->arena, m->lang,
		"%s say the same as at least two others: as arguments they are %s.",
		tr_count_lang(m->arena, m->lang, "%s letter", "%s letters", t->letters),
		tr_number(m->arena, m->lang, t->campaigns)));
}

static void say_silence(struct medium *m)
{
	const struct basis_totals *t = &report_of(m)->totals;
	struct arena *a = m->arena;
	if (t->empty > t->unclear)
		say(m, tr_count_lang(a, m->lang, "No contribution has its place at %s point in the plan.",
		                     "No contribution has its place at %s points in the plan.", t->empty - t->unclear));
	if (t->unclear)
		say(m, tr_count_lang(a, m->lang,
			"No contribution stood at %s point of the document, but some that stood elsewhere may be about it.",
			"No contribution stood at %s points of the document, but some that stood elsewhere may be about them.",
			t->unclear));
	if (t->not_asked)
		say(m, tr_count_lang(a, m->lang, "People were not asked about %s point. That is not silence.",
		                     "People were not asked about %s points. That is not silence.", t->not_asked));
	if (t->no_place)
		say(m, tr_count_lang(a, m->lang,
			"%s contribution has no place in the plan: the program's suggestions are too weak.",
			"%s contributions have no place in the plan: the program's suggestions are too weak.", t->no_place));
}

/* Kinds of organisations in the register from which nothing was heard. */
static void say_missing_kinds(struct medium *m)
{
	const struct basis_report *r = report_of(m);
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

/* The run numbers groups by size, so the first are the largest. */
static void write_largest_groups(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	enum lang lang = r->lang;
	if (r->totals.groups == 0)
		return;
	const struct medium_column columns[] = {
		{ tr_lang(lang, "Group"), false, 5 }, { tr_lang(lang, "Theme or goal"), false, 4 },
		{ tr_lang(lang, "Contributions"), true, 2 }, { tr_lang(lang, "Different arguments"), true, 2 } };
	m->form->table_begin(m, tr_lang(lang, "The largest groups"), columns, ARRAY_LEN(columns));
	for (size_t i = 0, shown = 0; i < r->n_groups && shown < GROUPS; i++) {
		const struct basis_group *g = &r->groups[i];
		if (g->number == 0)
			continue;
		shown++;
		struct medium_text place = { .text = words_how(lang, BASIS_NO_PLACE) };
		if (g->section != BASIS_NONE)
			place = (struct medium_text){ r->tree.nodes[r->sections[g->section].node].title, body_plan_lang(m),
			                              body_section_anchor(m->arena, g->section) };
		m->form->table_row(m, (const struct medium_text[]){
			{ .text = words_group(m->arena, lang, g), .anchor = body_group_anchor(m->arena, g) }, place,
			{ .text = tr_number(m->arena, lang, g->contributions) },
			{ .text = tr_number(m->arena, lang, g->arguments) } });
	}
	m->form->table_end(m);
}

static void row(struct medium *m, const char *name, int64_t n)
{
	m->form->table_row(m, (const struct medium_text[]){
		{ .text = name }, { .text = tr_number(m->arena, m->lang, n) } });
}

static void write_counts(struct medium *m)
{
	const struct basis_report *r = report_of(m);
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
	say_letters(m);
	say_silence(m);
	say_missing_kinds(m);
	m->form->list_end(m);
	write_largest_groups(m);
	write_counts(m);
}
