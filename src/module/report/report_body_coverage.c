/* A part of the chapter on people: those who were heard, against registers of those there are. */
#include "module/report/report_body.h"

#include "module/report/report_words.h"
#include "ui/translate.h"

#include <math.h>

static const char *title_of(struct medium *m, const struct coverage *c)
{
	enum lang lang = m->lang;
	return tr_format_lang(m->arena, lang, "%s: %s against the register", tr_name_lang(lang, coverage_dimensions[c->by].name),
	                      tr_name_lang(lang, coverage_units[coverage_main_unit(c)].name));
}

static const char *ratio_text(struct medium *m, const struct coverage_voices *v)
{
	enum lang lang = m->lang;
	if (v->share.hidden || isnan(v->ratio))
		return "";
	return tr_format_lang(m->arena, lang, "%s (%s–%s)", tr_decimal(m->arena, lang, v->ratio, 2),
	                      tr_decimal(m->arena, lang, v->low, 2), tr_decimal(m->arena, lang, v->high, 2));
}

static void write_chart(struct medium *m, const struct coverage *c, enum coverage_unit unit)
{
	struct chart_bar *bars = arena_array(m->arena, c->n, sizeof *bars);
	size_t n = 0;
	for (size_t i = 0; i < c->n; i++)
		if (!c->parts[i].voices[unit].share.hidden && !isnan(c->parts[i].voices[unit].ratio))
			bars[n++] = (struct chart_bar){ coverage_category_name(m->lang, c, &c->parts[i]),
			                                { c->parts[i].voices[unit].ratio } };
	if (n == 0 || !m->form->bars)
		return;
	m->form->bars(m, &(struct chart){
		.id = arena_printf(m->arena, "chart-coverage-%s", coverage_dimensions[c->by].code), .title = title_of(m, c),
		.description = tr_lang(m->lang, "Voices for what the register would let one expect: 1 is in proportion, 2 is "
		                                        "twice as many. The table below has the same numbers."),
		.bars = bars, .n_bars = n, .decimals = 2, .lang = m->lang });
}

static void write_table(struct medium *m, const struct coverage *c, enum coverage_unit unit)
{
	enum lang lang = m->lang;
	const struct medium_column columns[] = {
		{ tr_name_lang(lang, coverage_dimensions[c->by].name), false, 4 }, { tr_lang(lang, "What it shows"), false, 4 },
		{ tr_lang(lang, "In the register"), true, 3 }, { tr_name_lang(lang, coverage_units[unit].name), true, 2 },
		{ tr_lang(lang, "Share (95%)"), true, 3 }, { tr_lang(lang, "Ratio (95%)"), true, 3 } };
	m->form->table_begin(m, title_of(m, c), columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < c->n; i++) {
		const struct coverage_part *p = &c->parts[i];
		const struct coverage_voices *v = &p->voices[unit];
		m->form->table_row(m, (const struct medium_text[]){
			{ .text = coverage_category_name(lang, c, p) },
			{ .text = tr_name_lang(lang, coverage_verdict_name(coverage_verdict(v))) },
			{ .text = tr_format_lang(m->arena, lang, "%s (%s)", tr_number(m->arena, lang, p->population),
			                         words_percent(m->arena, lang, p->population_share)) },
			{ .text = body_count(m, v->share.count, v->share.hidden) },
			{ .text = v->share.hidden ? "" : words_share(m->arena, lang, &v->share) }, { .text = ratio_text(m, v) } });
	}
	m->form->table_end(m);
}

static void write_register(struct medium *m, const struct coverage *c)
{
	enum lang lang = m->lang;
	enum coverage_unit unit = coverage_main_unit(c);
	const char *caveats[COVERAGE_CAVEATS];
	m->form->heading(m, &(struct medium_heading){ .level = 4, .text = tr_name_lang(lang, coverage_dimensions[c->by].name) });
	m->form->paragraph(m, str_eq(c->counts, "persons")
		? tr_format_lang(m->arena, lang, "The register counts persons. It was read from %s.", c->source)
		: tr_format_lang(m->arena, lang, "The register counts organisations. It was read from %s.", c->source));
	if (c->known) {
		write_chart(m, c, unit);
		write_table(m, c, unit);
	}
	m->form->paragraph(m, tr_lang(lang, "What cannot be concluded:"));
	m->form->list_begin(m);
	size_t n = coverage_caveats(m->arena, lang, c, unit, caveats);
	for (size_t i = 0; i < n; i++)
		m->form->list_item(m, &(struct medium_text){ .text = caveats[i] });
	m->form->list_end(m);
}

void body_write_coverage(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	if (r->n_coverage == 0)
		return;
	m->form->heading(m, &(struct medium_heading){ .level = 3,
		.text = tr_lang(r->lang, "Who was heard, and who lives and works here") });
	m->form->paragraph(m, tr_lang(r->lang, "Those who were heard, set beside a register of those there are. A ratio of 1 "
	                                       "means as many voices as the category's share of the register."));
	for (size_t i = 0; i < r->n_coverage; i++)
		write_register(m, &r->coverage[i]);
}
