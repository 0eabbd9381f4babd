/* Chapters: points of the plan without contributions, and contributions without a point of the plan. */
#include "module/report/report_body.h"

#include "base/str.h"
#include "module/report/report_words.h"
#include "ui/translate.h"

/* The theme or goal above a node, "" at the top. */
static struct medium_text stands_in(struct medium *m, size_t node)
{
	const struct basis_report *r = m->report;
	long parent = r->tree.nodes[node].parent;
	if (parent < 0 || r->nodes[parent].section == BASIS_NONE)
		return (struct medium_text){ .text = "" };
	size_t section = r->nodes[parent].section;
	return (struct medium_text){ .text = r->tree.nodes[r->sections[section].node].title, .lang = body_plan_lang(m),
	                             .anchor = body_section_anchor(m->arena, section) };
}

static struct medium_text title(struct medium *m, size_t node)
{
	return (struct medium_text){ .text = m->report->tree.nodes[node].title, .lang = body_plan_lang(m) };
}

static void write_silent(struct medium *m)
{
	const struct basis_report *r = m->report;
	enum lang lang = r->lang;
	m->form->heading(m, &(struct medium_heading){ .level = 3, .text = tr_lang(lang, "Nobody spoke of") });
	if (r->totals.silent == 0) {
		m->form->paragraph(m, tr_lang(lang, "Somebody spoke of every point that people could speak of."));
		return;
	}
	m->form->paragraph(m, tr_lang(lang,
		"No contribution has its place at these points or below them. “Also suggested for” says how many contributions "
		"placed elsewhere could belong here too."));
	const struct medium_column columns[] = {
		{ tr_lang(lang, "Point in the plan"), false, 4 }, { tr_lang(lang, "Kind"), false, 2 },
		{ tr_lang(lang, "Stands in"), false, 3 }, { tr_lang(lang, "Asked about it"), false, 2 },
		{ tr_lang(lang, "Also suggested for"), true, 2 } };
	m->form->table_begin(m, tr_lang(lang, "Points that nobody spoke of"), columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < r->tree.n; i++)
		if (r->nodes[i].total == 0 && !r->nodes[i].not_asked)
			m->form->table_row(m, (const struct medium_text[]){
				title(m, i), { .text = body_node_kind(m, (long)i) }, stands_in(m, i),
				{ .text = r->nodes[i].asked ? tr_lang(lang, "Yes") : tr_lang(lang, "Not recorded") },
				{ .text = tr_number(m->arena, lang, r->nodes[i].mentioned) } });
	m->form->table_end(m);
}

static void write_not_asked(struct medium *m)
{
	const struct basis_report *r = m->report;
	enum lang lang = r->lang;
	bool any = false;
	for (size_t i = 0; i < r->tree.n; i++)
		any = any || r->nodes[i].not_asked;
	if (!any)
		return;
	m->form->heading(m, &(struct medium_heading){ .level = 3, .text = tr_lang(lang, "Not asked about") });
	m->form->paragraph(m, tr_lang(lang,
		"People were not asked about these points. That there are no contributions says nothing about what they think."));
	const struct medium_column columns[] = {
		{ tr_lang(lang, "Point in the plan"), false, 4 }, { tr_lang(lang, "Kind"), false, 2 },
		{ tr_lang(lang, "Stands in"), false, 3 }, { tr_lang(lang, "Contributions all the same"), true, 2 } };
	m->form->table_begin(m, tr_lang(lang, "Points that people were not asked about"), columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < r->tree.n; i++)
		if (r->nodes[i].not_asked)
			m->form->table_row(m, (const struct medium_text[]){
				title(m, i), { .text = body_node_kind(m, (long)i) }, stands_in(m, i),
				{ .text = tr_number(m->arena, lang, r->nodes[i].total) } });
	m->form->table_end(m);
}

void body_write_silence(struct medium *m)
{
	write_silent(m);
	write_not_asked(m);
}

/* ---- Without a place ---- */

/* They are shown with their group; here only named, so that each text stands in the report once. */
static void write_homeless(struct medium *m)
{
	const struct basis_report *r = m->report;
	if (r->homeless.n == 0)
		return;
	m->form->heading(m, &(struct medium_heading){ .level = 3, .text = tr_lang(r->lang, "Shown with a group") });
	m->form->paragraph(m, tr_count_lang(m->arena, r->lang,
		"%s contribution has no place of its own, but is like those in a group that has one.",
		"%s contributions have no place of their own, but are like those in a group that has one.",
		(int64_t)r->homeless.n));
	m->form->list_begin(m);
	for (size_t i = 0; i < r->homeless.n; i++) {
		size_t entry = r->homeless.v[i];
		const struct basis_entry *e = &r->entries[entry];
		const char *text = tr_format_lang(m->arena, r->lang, "No. %zu, in %s", entry + 1,
		                                  words_group(m->arena, r->lang, &r->groups[e->group]));
		m->form->list_item(m, &(struct medium_text){ .text = text, .anchor = body_entry_anchor(m->arena, entry) });
	}
	m->form->list_end(m);
}

void body_write_placeless(struct medium *m)
{
	const struct basis_report *r = m->report;
	if (r->totals.no_place == 0 && r->groups_nowhere.n == 0) {
		m->form->paragraph(m, tr_lang(r->lang, "Every contribution has a place in the plan, if only a suggested one."));
		return;
	}
	m->form->paragraph(m, tr_count_lang(m->arena, r->lang,
		"%s contribution stood under no section, and the program found no place that it would suggest: what it says may "
		"be missing from the plan, or stand in words that the plan does not use.",
		"%s contributions stood under no section, and the program found no place that it would suggest: what they say may "
		"be missing from the plan, or stand in words that the plan does not use.", r->totals.no_place));
	for (size_t i = 0; i < r->groups_nowhere.n; i++)
		body_write_group(m, r->groups_nowhere.v[i], 3);
	if (r->alone_nowhere.n > 0) {
		m->form->heading(m, &(struct medium_heading){ .level = 3, .text = tr_lang(r->lang, "Stand alone") });
		body_write_items(m, &r->alone_nowhere, tr_count_lang(m->arena, r->lang, "Show %s text without a place",
		                 "Show %s texts without a place", (int64_t)r->alone_nowhere.n), BASIS_NONE);
	}
	write_homeless(m);
}
