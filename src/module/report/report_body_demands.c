/* Chapter: what is demanded, of whom and how firmly; and by which groups of contributions. */
#include "module/report/report_body.h"

#include "base/str.h"
#include "module/report/report_words.h"
#include "ui/translate.h"

#include <stdlib.h>

#define NOBODY DEMAND_ADDRESSEES /* a row: nobody is named */
#define COLUMNS_MOST 4           /* addressees beside one another: a page is no wider, nor a table in Word */

static bool is_of(const struct basis_demand *d, unsigned who)
{
	return who == NOBODY ? d->addressees == 0 : (d->addressees & 1U << who) != 0;
}

static const char *name_of(struct medium *m, unsigned who)
{
	enum lang lang = m->lang;
	return who == NOBODY ? tr_lang(lang, "Nobody named")
	                     : tr_name_lang(lang, text_addressee_name((enum demand_addressee)who));
}

static void write_addressee(struct medium *m, unsigned who)
{
	const struct basis_report *r = report_of(m);
	int64_t count[DEMAND_FIRMNESSES] = { 0 }, sum = 0;
	for (size_t i = 0; i < r->n_demands; i++) {
		if (is_of(&r->demands[i], who)) {
			count[r->demands[i].firmness]++;
			sum++;
		}
	}
	if (sum == 0)
		return;
	const char *text[DEMAND_FIRMNESSES];
	for (unsigned i = 0; i < DEMAND_FIRMNESSES; i++)
		text[i] = tr_number(m->arena, r->lang, count[i]);
	m->form->table_row(m, (const struct medium_text[]){
		{ .text = name_of(m, who) }, { .text = text[DEMAND_MUST] }, { .text = text[DEMAND_SHOULD] },
		{ .text = text[DEMAND_COULD] }, { .text = text[DEMAND_NEED] }, { .text = tr_number(m->arena, r->lang, sum) } });
}

static void write_addressees(struct medium *m)
{
	enum lang lang = m->lang;
	const struct medium_column columns[] = {
		{ tr_lang(lang, "Of whom"), false, 4 }, { tr_lang(lang, "Must"), true, 1 }, { tr_lang(lang, "Should"), true, 1 },
		{ tr_lang(lang, "Could"), true, 1 }, { tr_lang(lang, "Needed"), true, 1 }, { tr_lang(lang, "Together"), true, 1 } };
	m->form->table_begin(m, tr_lang(lang, "What is demanded, of whom, how firmly"), columns, ARRAY_LEN(columns));
	for (unsigned who = 0; who <= NOBODY; who++)
		write_addressee(m, who);
	m->form->table_end(m);
}

/* ---- By group ---- */

/* Demands of a group, by addressee. */
struct row {
	int64_t count[DEMAND_ADDRESSEES + 1], sum;
};

static struct row *count_groups(struct medium *m, int64_t total[DEMAND_ADDRESSEES])
{
	const struct basis_report *r = report_of(m);
	struct row *rows = arena_array(m->arena, r->n_groups, sizeof *rows);
	for (size_t i = 0; i < r->n_demands; i++) {
		struct row *row = &rows[r->demands[i].group];
		row->sum++;
		for (unsigned who = 0; who <= NOBODY; who++)
			row->count[who] += is_of(&r->demands[i], who);
		for (unsigned who = 0; who < DEMAND_ADDRESSEES; who++)
			total[who] += is_of(&r->demands[i], who);
	}
	return rows;
}

/* The addressees of whom most is demanded, most first; returns how many have any demands. */
static size_t most_addressed(const int64_t total[DEMAND_ADDRESSEES], unsigned order[DEMAND_ADDRESSEES])
{
	size_t n = 0;
	for (unsigned who = 0; who < DEMAND_ADDRESSEES; who++) {
		if (total[who] == 0)
			continue;
		size_t at = n++;
		for (; at > 0 && total[order[at - 1]] < total[who]; at--)
			order[at] = order[at - 1];
		order[at] = who;
	}
	return n;
}

static void write_group_row(struct medium *m, const struct row *row, size_t group, const unsigned *order, size_t shown,
                            size_t n)
{
	const struct basis_report *r = report_of(m);
	struct medium_text cells[COLUMNS_MOST + 4];
	size_t at = 0;
	int64_t others = 0;
	cells[at++] = (struct medium_text){ .text = words_group(m->arena, r->lang, &r->groups[group]),
	                                    .anchor = r->groups[group].number ? body_group_anchor(m->arena, &r->groups[group]) : NULL };
	for (size_t i = 0; i < shown; i++)
		cells[at++] = (struct medium_text){ .text = tr_number(m->arena, r->lang, row->count[order[i]]) };
	for (size_t i = shown; i < n; i++)
		others += row->count[order[i]];
	if (n > shown)
		cells[at++] = (struct medium_text){ .text = tr_number(m->arena, r->lang, others) };
	cells[at++] = (struct medium_text){ .text = tr_number(m->arena, r->lang, row->count[NOBODY]) };
	cells[at++] = (struct medium_text){ .text = tr_number(m->arena, r->lang, row->sum) };
	m->form->table_row(m, cells);
}

static void write_groups(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	enum lang lang = r->lang;
	int64_t total[DEMAND_ADDRESSEES] = { 0 };
	unsigned order[DEMAND_ADDRESSEES];
	struct row *rows = count_groups(m, total);
	size_t n = most_addressed(total, order), shown = n < COLUMNS_MOST ? n : COLUMNS_MOST, at = 0;
	struct medium_column columns[COLUMNS_MOST + 4];
	columns[at++] = (struct medium_column){ tr_lang(lang, "Group"), false, 5 };
	for (size_t i = 0; i < shown; i++)
		columns[at++] = (struct medium_column){ name_of(m, order[i]), true, 2 };
	if (n > shown)
		columns[at++] = (struct medium_column){ tr_lang(lang, "Others"), true, 1 };
	columns[at++] = (struct medium_column){ tr_lang(lang, "Nobody named"), true, 2 };
	columns[at++] = (struct medium_column){ tr_lang(lang, "Sentences"), true, 2 };
	m->form->table_begin(m, tr_lang(lang, "Sentences that demand something, by group and of whom"), columns, at);
	for (size_t i = 0; i < r->n_groups; i++)
		if (rows[i].sum > 0)
			write_group_row(m, &rows[i], i, order, shown, n);
	m->form->table_end(m);
}

void body_write_demands(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	if (r->n_demands == 0) {
		m->form->paragraph(m, tr_lang(r->lang, "No sentence was found that demands something."));
		return;
	}
	m->form->paragraph(m, tr_count_lang(m->arena, r->lang,
		"%s sentence demands something. It was found by rules for words and grammar, not by a person; rules miss some "
		"and take some for demands that are none. The spreadsheet lists them.",
		"%s sentences demand something. They were found by rules for words and grammar, not by a person; rules miss some "
		"and take some for demands that are none. The spreadsheet lists them.", (int64_t)r->n_demands));
	m->form->paragraph(m, tr_lang(r->lang,
		"Must: “må”, “krever”, an imperative. Should: “bør”, “foreslår”, “viktig at”, and notes such as “Flere tog”. Could: "
		"“kan”, “ønsker”. Needed: “mangler”, “behov for”, “for få”. A sentence that names several counts for each of them; "
		"those who are only to receive something are not counted."));
	write_addressees(m);
	write_groups(m);
}
