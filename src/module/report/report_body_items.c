/* Groups and lists of contributions, each text once and its repeats folded under it. */
#include "module/report/report_body.h"

#include "base/str.h"
#include "module/report/report_words.h"
#include "ui/translate.h"

/* ---- Contributions ---- */

/* "Says the same as no. 12 (Group 3)", where that one is shown somewhere else. */
static const char *repeats_text(struct medium *m, const struct basis_entry *e, size_t self)
{
	const struct basis_report *r = report_of(m);
	const struct basis_entry *first = &r->entries[e->first];
	if (e->duplicate == TEXT_FIRST || e->first == self || !first->shown || first->head == e->head)
		return "";
	return tr_format_lang(m->arena, r->lang, "%s as no. %zu (%s)", words_duplicate(r->lang, e->duplicate), e->first + 1,
	                      words_group(m->arena, r->lang, &r->groups[first->group]));
}

/* Nothing for what has no place. section: the one it is listed under; a place in another one is
 * named with its theme or goal. */
static const char *place_text(struct medium *m, const struct basis_entry *e, size_t section)
{
	const struct basis_report *r = report_of(m);
	if (e->how == BASIS_NO_PLACE)
		return "";
	const char *place = words_place(r, m->arena, e);
	if (e->section == BASIS_NONE || e->section == section || r->sections[e->section].node == e->place)
		return place;
	return tr_format_lang(m->arena, r->lang, "%s, in “%s”", place,
	                      r->tree.nodes[r->sections[e->section].node].title);
}

static struct medium_item make_item(struct medium *m, size_t entry, size_t section)
{
	const struct basis_report *r = report_of(m);
	const struct basis_entry *e = &r->entries[entry];
	const char *remarks[] = {
		place_text(m, e, section),
		repeats_text(m, e, entry),
		e->publish ? "" : tr_lang(r->lang, "May not be published"),
	};
	return (struct medium_item){
		.number = entry + 1, .text = e->text, .lang = words_lang_attribute(r->lang, e->language),
		.source = words_source(r, m->arena, e), .anchor = true,
		.remark = words_join(m->arena, " · ", remarks, ARRAY_LEN(remarks)) };
}

static const char *fold_text(struct medium *m, const struct basis_entry *e)
{
	enum lang lang = m->lang;
	const char *parts[] = {
		e->same ? tr_count_lang(m->arena, lang, "%s the same", "%s the same", e->same) : "",
		e->similar ? tr_count_lang(m->arena, lang, "%s nearly the same", "%s nearly the same", e->similar) : "",
	};
	return arena_printf(m->arena, "+ %s", words_join(m->arena, ", ", parts, ARRAY_LEN(parts)));
}

static void write_item(struct medium *m, size_t entry, size_t section)
{
	const struct basis_entry *e = &report_of(m)->entries[entry];
	struct medium_item item = make_item(m, entry, section);
	VEC(struct medium_item) folded = { 0 };
	if (e->same + e->similar > 0)
		item.fold = fold_text(m, e);
	for (size_t i = e->next; i != BASIS_NONE; i = report_of(m)->entries[i].next)
		*VEC_PUSH(m->arena, &folded) = make_item(m, i, section);
	item.folded = folded.v;
	item.n_folded = folded.n;
	m->form->item(m, &item);
}

void body_write_items(struct medium *m, const struct basis_list *heads, const char *summary, size_t section)
{
	if (heads->n == 0)
		return;
	m->form->items_begin(m, summary);
	for (size_t i = 0; i < heads->n; i++)
		write_item(m, heads->v[i], section);
	m->form->items_end(m);
}

/* ---- Groups ---- */

static const char *size_text(struct medium *m, const struct basis_group *g)
{
	enum lang lang = m->lang;
	struct arena *a = m->arena;
	int64_t without = g->contributions - g->stood_under - g->suggested;
	const char *parts[] = {
		tr_format_lang(a, lang, "%s, %s.", tr_count_lang(a, lang, "%s contribution", "%s contributions", g->contributions),
			tr_count_lang(a, lang, "%s different argument", "%s different arguments", g->arguments)),
		tr_format_lang(a, lang, "Places: %s from the document, %s suggested, %s none.",
			tr_number(a, lang, g->stood_under), tr_number(a, lang, g->suggested), tr_number(a, lang, without)),
		g->elsewhere && g->section != BASIS_NONE
			? tr_count_lang(a, lang, "%s belongs to another part of the plan.",
			                "%s belong to other parts of the plan.", g->elsewhere) : "",
	};
	return words_join(a, " ", parts, ARRAY_LEN(parts));
}

static void write_quotes(struct medium *m, const struct basis_group *g)
{
	const struct basis_report *r = report_of(m);
	for (size_t i = 0; i < g->n_quotes; i++) {
		const struct basis_entry *e = &r->entries[g->quotes[i].entry];
		m->form->quote(m, &(struct medium_quote){
			.text = g->quotes[i].text, .lang = words_lang_attribute(r->lang, e->language),
			.source = words_source(r, m->arena, e), .anchor = body_entry_anchor(m->arena, g->quotes[i].entry) });
	}
}

void body_write_group(struct medium *m, size_t group, int level)
{
	const struct basis_report *r = report_of(m);
	const struct basis_group *g = &r->groups[group];
	m->form->heading(m, &(struct medium_heading){
		.level = level, .anchor = body_group_anchor(m->arena, g), .text = words_group(m->arena, r->lang, g) });
	m->form->paragraph(m, size_text(m, g));
	if (*g->theme && !str_eq(g->theme, g->label))
		m->form->paragraph(m, tr_format_lang(m->arena, r->lang, "Part of a wider theme: %s", g->theme));
	write_quotes(m, g);
	body_write_items(m, &g->heads, tr_count_lang(m->arena, r->lang, "The text in the group",
	                 "All %s texts in the group", (int64_t)g->heads.n), g->section);
	if (g->withheld)
		m->form->paragraph(m, tr_count_lang(m->arena, r->lang,
			"%s contribution in the group may not be published and is not shown.",
			"%s contributions in the group may not be published and are not shown.", g->withheld));
}
