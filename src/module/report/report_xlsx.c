/* The report as a spreadsheet: one row for each contribution, group and kind, and a sheet about itself. */
#include "module/report/report_formats.h"

#include "base/str.h"
#include "format/xlsx_write.h"
#include "module/report/report_body.h"
#include "module/report/report_words.h"
#include "ui/translate.h"

/* ---- Contributions ---- */

static void begin_contributions(struct xlsx *x, enum lang lang)
{
	const struct xlsx_column columns[] = {
		{ tr_lang(lang, "No."), 6 }, { tr_lang(lang, "Text"), 70 }, { tr_lang(lang, "Language"), 12 },
		{ tr_lang(lang, "Event"), 28 }, { tr_lang(lang, "Date"), 12 }, { tr_lang(lang, "Group at the event"), 16 },
		{ tr_lang(lang, "Organisation"), 28 }, { tr_lang(lang, "Kind of organisation"), 20 },
		{ tr_lang(lang, "Area"), 16 }, { tr_lang(lang, "Topic"), 22 }, { tr_lang(lang, "May be published"), 12 },
		{ tr_lang(lang, "Repeats"), 18 }, { tr_lang(lang, "Repeats no."), 10 }, { tr_lang(lang, "Group number"), 10 },
		{ tr_lang(lang, "Group"), 32 }, { tr_lang(lang, "Place in the plan"), 36 },
		{ tr_lang(lang, "How it got its place"), 16 }, { tr_lang(lang, "Suggestion 1"), 36 },
		{ tr_lang(lang, "Score 1"), 8 }, { tr_lang(lang, "Suggestion 2"), 36 }, { tr_lang(lang, "Score 2"), 8 },
		{ tr_lang(lang, "Suggestion 3"), 36 }, { tr_lang(lang, "Score 3"), 8 },
		{ tr_lang(lang, "Suggestions too weak"), 12 },
	};
	xlsx_sheet(x, tr_lang(lang, "Contributions"), columns, ARRAY_LEN(columns));
}

static void write_yes_no(struct xlsx *x, enum lang lang, bool yes)
{
	xlsx_text(x, yes ? tr_lang(lang, "Yes") : tr_lang(lang, "No"));
}

static void write_suggestions(struct xlsx *x, const struct basis_report *r, const struct basis_entry *e)
{
	for (int i = 0; i < TEXT_SUGGESTIONS; i++) {
		if (i < e->n_suggestions && e->suggestion[i].node >= 0) {
			xlsx_text(x, r->tree.nodes[e->suggestion[i].node].title);
			xlsx_number(x, e->suggestion[i].score);
		} else {
			xlsx_empty(x);
			xlsx_empty(x);
		}
	}
	write_yes_no(x, r->lang, e->abstained);
}

static void write_contribution(struct xlsx *x, struct arena *a, const struct basis_report *r, size_t i)
{
	const struct basis_entry *e = &r->entries[i];
	const struct basis_group *g = &r->groups[e->group];
	xlsx_i64(x, (int64_t)i + 1);
	xlsx_text(x, e->text);
	xlsx_text(x, words_language(r->lang, e->language));
	xlsx_text(x, e->event);
	xlsx_date(x, e->date);
	xlsx_text(x, e->table);
	xlsx_text(x, e->organisation);
	xlsx_text(x, *e->kind ? tr_name_lang(r->lang, organisation_kind_name(e->kind)) : "");
	xlsx_text(x, e->area);
	xlsx_text(x, e->topic);
	write_yes_no(x, r->lang, e->publish);
	xlsx_text(x, words_duplicate(r->lang, e->duplicate));
	if (e->duplicate == TEXT_FIRST)
		xlsx_empty(x);
	else
		xlsx_i64(x, (int64_t)e->first + 1);
	xlsx_i64(x, g->number);
	xlsx_text(x, g->number ? g->label : words_group(a, r->lang, g));
	xlsx_text(x, e->place < 0 ? "" : r->tree.nodes[e->place].title);
	xlsx_text(x, words_how(r->lang, e->how));
	write_suggestions(x, r, e);
	xlsx_row_end(x);
}

/* ---- Groups ---- */

#define QUOTES 3

static void write_groups(struct xlsx *x, struct arena *a, const struct basis_report *r)
{
	enum lang lang = r->lang;
	const struct xlsx_column columns[] = {
		{ tr_lang(lang, "Group number"), 10 }, { tr_lang(lang, "Group"), 36 }, { tr_lang(lang, "Wider theme"), 36 },
		{ tr_lang(lang, "Contributions"), 12 },
		{ tr_lang(lang, "Different arguments"), 12 }, { tr_lang(lang, "Theme or goal"), 36 },
		{ tr_lang(lang, "Stood under"), 12 }, { tr_lang(lang, "Suggested"), 12 },
		{ tr_lang(lang, "Belong elsewhere"), 12 }, { tr_lang(lang, "Not shown"), 12 },
		{ tr_lang(lang, "Quote 1"), 50 }, { tr_lang(lang, "Quote 2"), 50 }, { tr_lang(lang, "Quote 3"), 50 },
	};
	xlsx_sheet(x, tr_lang(lang, "Groups"), columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < r->n_groups; i++) {
		const struct basis_group *g = &r->groups[i];
		xlsx_i64(x, g->number);
		xlsx_text(x, g->number ? g->label : words_group(a, lang, g));
		xlsx_text(x, g->theme);
		xlsx_i64(x, g->contributions);
		xlsx_i64(x, g->arguments);
		xlsx_text(x, g->section == BASIS_NONE ? "" : r->tree.nodes[r->sections[g->section].node].title);
		xlsx_i64(x, g->stood_under);
		xlsx_i64(x, g->suggested);
		if (g->section == BASIS_NONE)
			xlsx_empty(x);
		else
			xlsx_i64(x, g->elsewhere);
		xlsx_i64(x, g->withheld);
		for (size_t k = 0; k < QUOTES; k++)
			xlsx_text(x, k < g->n_quotes ? g->quotes[k].text : "");
		xlsx_row_end(x);
	}
}

/* ---- Who took part ---- */

static void write_count(struct xlsx *x, enum lang lang, int64_t n, bool hidden)
{
	if (hidden)
		xlsx_text(x, tr_lang(lang, "hidden"));
	else
		xlsx_i64(x, n);
}

static void write_cell(struct xlsx *x, enum lang lang, const char *by, enum basis_dimension dimension,
                       const struct basis_cell *c)
{
	xlsx_text(x, by);
	xlsx_text(x, words_cell(lang, dimension, c));
	xlsx_i64(x, c->registered);
	xlsx_i64(x, c->took_part);
	write_count(x, lang, c->persons, c->hide_persons);
	write_count(x, lang, c->contributions, c->hide_contributions);
	if (c->hide_contributions) {
		for (int i = 0; i < 3; i++)
			xlsx_empty(x);
	} else {
		xlsx_number(x, c->share.share);
		xlsx_number(x, c->share.low);
		xlsx_number(x, c->share.high);
	}
	xlsx_row_end(x);
}

static void write_people(struct xlsx *x, const struct basis_report *r)
{
	enum lang lang = r->lang;
	const char *by[BASIS_DIMENSIONS] = {
		[BASIS_KIND] = tr_lang(lang, "Kind of organisation"), [BASIS_SECTOR] = tr_lang(lang, "Sector"),
		[BASIS_AREA] = tr_lang(lang, "Area") };
	const struct xlsx_column columns[] = {
		{ tr_lang(lang, "By"), 22 }, { tr_lang(lang, "What"), 32 }, { tr_lang(lang, "Registered"), 12 },
		{ tr_lang(lang, "Took part"), 12 }, { tr_lang(lang, "Persons present"), 12 },
		{ tr_lang(lang, "Contributions"), 12 }, { tr_lang(lang, "Share"), 10 },
		{ tr_lang(lang, "Share, low"), 10 }, { tr_lang(lang, "Share, high"), 10 },
	};
	xlsx_sheet(x, tr_lang(lang, "Who took part"), columns, ARRAY_LEN(columns));
	for (int i = 0; i < BASIS_DIMENSIONS; i++)
		for (size_t k = 0; k < r->cells[i].n; k++)
			write_cell(x, lang, by[i], (enum basis_dimension)i, &r->cells[i].v[k]);
}

/* ---- Who was heard, against registers ---- */

static void write_part(struct xlsx *x, enum lang lang, const struct coverage *c, const struct coverage_part *p)
{
	enum coverage_unit unit = coverage_main_unit(c);
	const struct coverage_voices *v = &p->voices[unit];
	const double numbers[] = { v->share.share, v->share.low, v->share.high, v->ratio, v->low, v->high, v->p };
	xlsx_text(x, tr_name_lang(lang, coverage_dimensions[c->by].name));
	xlsx_text(x, coverage_category_name(lang, c, p));
	xlsx_i64(x, p->population);
	xlsx_number(x, p->population_share);
	for (unsigned u = 0; u < COVERAGE_UNITS; u++)
		write_count(x, lang, p->voices[u].share.count, p->voices[u].share.hidden);
	xlsx_text(x, tr_name_lang(lang, coverage_units[unit].name));
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		if (v->share.hidden)
			xlsx_empty(x);
		else
			xlsx_number(x, numbers[i]);
	}
	xlsx_text(x, tr_name_lang(lang, coverage_verdict_name(coverage_verdict(v))));
	xlsx_row_end(x);
}

static void write_coverage(struct xlsx *x, const struct basis_report *r)
{
	enum lang lang = r->lang;
	const struct xlsx_column columns[] = {
		{ tr_lang(lang, "By"), 22 }, { tr_lang(lang, "What"), 28 }, { tr_lang(lang, "In the register"), 14 },
		{ tr_lang(lang, "Share of the register"), 12 }, { tr_lang(lang, "Contributions"), 12 },
		{ tr_lang(lang, "Different arguments"), 12 }, { tr_lang(lang, "Organisations"), 12 },
		{ tr_lang(lang, "Persons present"), 12 }, { tr_lang(lang, "Compared"), 18 }, { tr_lang(lang, "Share"), 10 },
		{ tr_lang(lang, "Share, low"), 10 }, { tr_lang(lang, "Share, high"), 10 }, { tr_lang(lang, "Ratio"), 10 },
		{ tr_lang(lang, "Ratio, low"), 10 }, { tr_lang(lang, "Ratio, high"), 10 }, { tr_lang(lang, "p (Holm)"), 10 },
		{ tr_lang(lang, "What it shows"), 28 },
	};
	if (r->n_coverage == 0)
		return;
	xlsx_sheet(x, tr_lang(lang, "Coverage"), columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < r->n_coverage; i++)
		for (size_t k = 0; r->coverage[i].known && k < r->coverage[i].n; k++)
			write_part(x, lang, &r->coverage[i], &r->coverage[i].parts[k]);
}

/* ---- What is demanded ---- */

static const char *addressees_text(struct arena *a, enum lang lang, unsigned addressees)
{
	const char *names[DEMAND_ADDRESSEES];
	size_t n = 0;
	for (unsigned who = 0; who < DEMAND_ADDRESSEES; who++)
		if (addressees & 1U << who)
			names[n++] = tr_name_lang(lang, text_addressee_name((enum demand_addressee)who));
	return words_join(a, "; ", names, n);
}

static void write_demands(struct xlsx *x, struct arena *a, const struct basis_report *r)
{
	enum lang lang = r->lang;
	const struct xlsx_column columns[] = {
		{ tr_lang(lang, "No."), 6 }, { tr_lang(lang, "Sentence"), 80 }, { tr_lang(lang, "How firmly"), 12 },
		{ tr_lang(lang, "Not to be done"), 12 }, { tr_lang(lang, "Of whom"), 32 }, { tr_lang(lang, "Group number"), 10 },
		{ tr_lang(lang, "Group"), 32 }, { tr_lang(lang, "Organisation"), 28 },
	};
	xlsx_sheet(x, tr_lang(lang, "Demands"), columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < r->n_demands; i++) {
		const struct basis_demand *d = &r->demands[i];
		const struct basis_group *g = &r->groups[d->group];
		if (!r->entries[d->entry].shown)
			continue;
		xlsx_i64(x, (int64_t)d->entry + 1);
		xlsx_text(x, d->sentence);
		xlsx_text(x, tr_name_lang(lang, text_firmness_name(d->firmness)));
		write_yes_no(x, lang, d->negated);
		xlsx_text(x, addressees_text(a, lang, d->addressees));
		xlsx_i64(x, g->number);
		xlsx_text(x, g->number ? g->label : words_group(a, lang, g));
		xlsx_text(x, r->entries[d->entry].organisation);
		xlsx_row_end(x);
	}
}

/* ---- About: the chapter on method, on a medium of rows ---- */

struct sheet_medium {
	struct medium base;
	struct xlsx *x;
};

static void write_row(struct medium *m, const char *name, const char *text)
{
	struct xlsx *x = ((struct sheet_medium *)m)->x;
	if (!*name && !*text)
		return;
	xlsx_text(x, name);
	xlsx_text(x, text);
	xlsx_row_end(x);
}

static void write_heading(struct medium *m, const struct medium_heading *h)
{
	write_row(m, h->text, "");
}

static void write_paragraph(struct medium *m, const char *text)
{
	write_row(m, "", text);
}

static void write_list_item(struct medium *m, const struct medium_text *t)
{
	write_row(m, "", t->text);
}

static void write_table_row(struct medium *m, const struct medium_text *cells)
{
	write_row(m, cells[0].text, cells[1].text);
}

static void begin_table(struct medium *m, const char *caption, const struct medium_column *columns, size_t n)
{
	(void)columns;
	(void)n;
	write_row(m, caption, "");
}

static void nothing(struct medium *m)
{
	(void)m;
}

/* What body_write_method() uses. */
static const struct medium_form sheet_form = {
	.heading = write_heading, .paragraph = write_paragraph,
	.list_begin = nothing, .list_item = write_list_item, .list_end = nothing,
	.table_begin = begin_table, .table_row = write_table_row, .table_end = nothing,
};

static void write_about(struct xlsx *x, struct arena *a, const struct basis_report *r)
{
	struct body_title t = body_title(r, a);
	struct sheet_medium m = { { .form = &sheet_form, .subject = r, .lang = r->lang, .arena = a }, x };
	const struct xlsx_column columns[] = { { tr_lang(r->lang, "About"), 32 }, { tr_lang(r->lang, "Content"), 110 } };
	xlsx_sheet(x, tr_lang(r->lang, "About the report"), columns, ARRAY_LEN(columns));
	write_row(&m.base, t.kind, t.title);
	write_row(&m.base, "", t.period);
	write_row(&m.base, "", t.made);
	write_row(&m.base, "", t.version);
	write_row(&m.base, "", t.example);
	write_row(&m.base, "", t.later);
	if (xlsx_cut(x))
		write_paragraph(&m.base, tr_count_lang(a, r->lang, "%s text was too long for a cell and is cut.",
		                "%s texts were too long for a cell and are cut.", (int64_t)xlsx_cut(x)));
	body_write_method(&m.base);
}

bool report_write_xlsx(struct out *o, struct arena *a, const struct basis_report *r, struct err *err)
{
	struct xlsx *x = xlsx_begin(a, o, r->tree.plan.title);
	begin_contributions(x, r->lang);
	for (size_t i = 0; i < r->n; i++)
		if (r->entries[i].shown)
			write_contribution(x, a, r, i);
	write_groups(x, a, r);
	write_demands(x, a, r);
	write_people(x, r);
	write_coverage(x, r);
	write_about(x, a, r);
	return xlsx_end(x, err);
}
