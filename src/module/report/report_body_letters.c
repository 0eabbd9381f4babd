/* Chapter: campaigns, as letters and as arguments. */
#include "module/report/report_body.h"

#include "base/str.h"
#include "base/utf8.h"
#include "module/report/report_words.h"
#include "ui/translate.h"

#define TEXT_SHOWN 160 /* characters of a letter in the table */
#define TITLE_SHOWN 60 /* and in a heading */
#define OWN_SHOWN 25   /* letters whose own words are shown; all of them are in the table of contributions */

static void write_row(struct medium *m, const struct basis_campaign *c)
{
	const struct basis_report *r = report_of(m);
	struct arena *a = m->arena;
	struct medium_text text = { .text = tr_lang(r->lang, "May not be published") };
	if (c->letter != BASIS_NONE) {
		const struct basis_entry *e = &r->entries[c->letter];
		text = (struct medium_text){ .text = utf8_shorten(a, span_of(e->text), TEXT_SHOWN),
		                             .lang = words_lang_attribute(r->lang, e->language),
		                             .anchor = body_entry_anchor(a, c->letter) };
	}
	m->form->table_row(m, (const struct medium_text[]){
		text, { .text = tr_number(a, r->lang, c->letters) }, { .text = tr_number(a, r->lang, c->exact) },
		{ .text = tr_number(a, r->lang, c->edited) }, { .text = tr_number(a, r->lang, c->personal) } });
}

static void write_table(struct medium *m)
{
	enum lang lang = m->lang;
	const struct medium_column columns[] = {
		{ tr_lang(lang, "How the text begins"), false, 6 }, { tr_lang(lang, "Letters"), true, 1 },
		{ tr_lang(lang, "Word for word"), true, 1 }, { tr_lang(lang, "With changes"), true, 1 },
		{ tr_lang(lang, "With own sentences"), true, 1 } };
	m->form->table_begin(m, tr_lang(lang, "Campaigns: three or more letters that say the same"), columns,
	                     ARRAY_LEN(columns));
	for (size_t i = 0; i < report_of(m)->n_campaigns; i++)
		write_row(m, &report_of(m)->campaigns[i]);
	m->form->table_end(m);
}

static void write_letter(struct medium *m, const struct basis_campaign *c)
{
	const struct basis_report *r = report_of(m);
	if (c->letter == BASIS_NONE) {
		m->form->heading(m, &(struct medium_heading){ .level = 3, .text = tr_lang(r->lang, "A letter that may not be published") });
		return;
	}
	const struct basis_entry *e = &r->entries[c->letter];
	const char *lang = words_lang_attribute(r->lang, e->language);
	m->form->heading(m, &(struct medium_heading){
		.level = 3, .text = tr_format_lang(m->arena, r->lang, "The letter “%s”",
		                                   utf8_shorten(m->arena, span_of(e->text), TITLE_SHOWN)) });
	m->form->quote(m, &(struct medium_quote){ .text = e->text, .lang = lang,
		.source = tr_count_lang(m->arena, r->lang, "%s letter, in these words or nearly", "%s letters, in these words or nearly",
		                        c->letters), .anchor = body_entry_anchor(m->arena, c->letter) });
}

/* What people wrote of their own around the common text: easily lost when letters are only counted. */
static void write_own_words(struct medium *m, const struct basis_campaign *c)
{
	const struct basis_report *r = report_of(m);
	int64_t n = 0, shown = 0;
	for (size_t i = 0; i < c->n; i++)
		n += *c->list[i].own_words != '\0';
	if (c->personal > n)
		m->form->paragraph(m, tr_count_lang(m->arena, r->lang, "%s letter with own words may not be published.",
		                                    "%s letters with own words may not be published.", c->personal - n));
	if (n == 0)
		return;
	m->form->items_begin(m, tr_count_lang(m->arena, r->lang, "Own words in %s letter",
	                                      "Own words in %s letters", n));
	for (size_t i = 0; i < c->n && shown < OWN_SHOWN; i++) {
		const struct basis_entry *e = &r->entries[c->list[i].entry];
		if (!*c->list[i].own_words)
			continue;
		shown++;
		m->form->item(m, &(struct medium_item){
			.number = c->list[i].entry + 1, .text = c->list[i].own_words,
			.lang = words_lang_attribute(r->lang, e->language), .source = words_source(r, m->arena, e),
			.remark = "" });
	}
	m->form->items_end(m);
	if (shown < n)
		m->form->paragraph(m, tr_count_lang(m->arena, r->lang, "%s more letter has own words.",
		                                    "%s more letters have own words.", n - shown));
}

void body_write_letters(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	if (r->n_campaigns == 0) {
		m->form->paragraph(m, tr_lang(r->lang, "There are no campaigns: no text came three times or more."));
		return;
	}
	m->form->paragraph(m, tr_lang(r->lang,
		"Letters that share their text are one argument, however many they are. How many they are shows how many chose "
		"to send it. Both numbers are given, so that neither is taken for the other."));
	write_table(m);
	for (size_t i = 0; i < r->n_campaigns; i++) {
		write_letter(m, &r->campaigns[i]);
		write_own_words(m, &r->campaigns[i]);
	}
}
