/* Chapters: points of the plan without contributions, and contributions without a point of the plan. */
#include "module/report/report_body.h"

#include "base/str.h"
#include "module/report/report_words.h"
#include "ui/translate.h"

/* The theme or goal above a node, "" at the top. */
static struct medium_text stands_in(struct medium *m, size_t node)
{
	const struct basis_report *r = report_of(m);
	long parent = r->tree.nodes[node].parent;
	if (parent < 0 || r->nodes[parent].section == BASIS_NONE)
		return (struct medium_text){ .text = "" };
	size_t section = r->nodes[parent].section;
	return (struct medium_text){ .text = r->tree.nodes[r->sections[section].node].title, .lang = body_plan_lang(m),
	                             .anchor = body_section_anchor(m->arena, section) };
}

static struct medium_text title(struct medium *m, size_t node)
{
	return (struct medium_text){ .text = report_of(m)->tree.nodes[node].title, .lang = body_plan_lang(m) };
}

/* Nodes without contributions, but for those that people were not asked about. */
static void write_empty(struct medium *m, const char *caption, bool unclear)
{
	const struct basis_report *r = report_of(m);
	enum lang lang = r->lang;
	const struct medium_column columns[] = {
		{ tr_lang(lang, "Point in the plan"), false, 4 }, { tr_lang(lang, "Kind"), false, 2 },
		{ tr_lang(lang, "Stands in"), false, 3 }, { tr_lang(lang, "Asked about it"), false, 2 },
		{ unclear ? tr_lang(lang, "Best suggestion for") : tr_lang(lang, "Weak suggestion for"), true, 2 } };
	m->form->table_begin(m, caption, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < r->tree.n; i++) {
		const struct basis_node *node = &r->nodes[i];
		if (node->total > 0 || node->not_asked || node->unclear != unclear)
			continue;
		m->form->table_row(m, (const struct medium_text[]){
			title(m, i), { .text = body_node_kind(m, (long)i) }, stands_in(m, i),
			{ .text = node->asked ? tr_lang(lang, "Yes") : tr_lang(lang, "Not recorded") },
			{ .text = tr_number(m->arena, lang, unclear ? node->mentioned : node->weak) } });
	}
	m->form->table_end(m);
}

static void write_silent(struct medium *m)
{
	const struct basis_totals *t = &report_of(m)->totals;
	enum lang lang = m->lang;
	m->form->heading(m, &(struct medium_heading){ .level = 3, .text = tr_lang(lang, "Nobody spoke of") });
	if (t->empty == t->unclear) {
		m->form->paragraph(m, tr_lang(lang, "There is no point that nobody can have spoken of."));
		return;
	}
	m->form->paragraph(m, tr_lang(lang, "No contribution has its place at these points or below them."));
	if (t->no_place)
		m->form->paragraph(m, tr_count_lang(m->arena, lang,
			"But %s contribution has no place, and may be about one of them. “Weak suggestion for” says whether it is the "
			"nearest point, if not near enough.",
			"But %s contributions have no place, and may be about some of them. “Weak suggestion for” says for how many it "
			"is the nearest point, if not near enough.", t->no_place));
	write_empty(m, tr_lang(lang, "Points that nobody spoke of"), false);
}

static void write_unclear(struct medium *m)
{
	enum lang lang = m->lang;
	if (report_of(m)->totals.unclear == 0)
		return;
	m->form->heading(m, &(struct medium_heading){ .level = 3, .text = tr_lang(lang, "Perhaps spoken of") });
	m->form->paragraph(m, tr_lang(lang,
		"No contribution stood at these points themselves. But the document has contributions at the chapter above "
		"them, or the program's best suggestion for some that stood elsewhere is here. So it cannot be said that "
		"nobody spoke of them."));
	write_empty(m, tr_lang(lang, "Points that contributions elsewhere in the document may be about"), true);
}

static void write_not_asked(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	enum lang lang = r->lang;
	bool any = false;
	for (size_t i = 0; i < r->tree.n; i++)
		any = any || r->nodes[i].not_asked;
	if (!any)
		return;
	m->form->heading(m, &(struct medium_heading){ .level = 3, .text = tr_lang(lang, "Not asked about") });
	m->form->paragraph(m, tr_lang(lang,
		"People were not asked about these points. That there are no contributions says nothing about what they "
		"think."));
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
	write_unclear(m);
	write_not_asked(m);
}

/* ---- Without a place ---- */

/* "Group 3: capital (2): no. 5, 16" */
static const char *homeless_text(struct medium *m, const struct basis_group *g)
{
	const struct basis_report *r = report_of(m);
	const char **numbers = arena_array(m->arena, g->homeless.n, sizeof *numbers);
	for (size_t i = 0; i < g->homeless.n; i++)
		numbers[i] = arena_printf(m->arena, "%zu", g->homeless.v[i] + 1);
	return tr_format_lang(m->arena, r->lang, "%s (%s): no. %s", words_group(m->arena, r->lang, g),
	                      tr_number(m->arena, r->lang, (int64_t)g->homeless.n),
	                      words_join(m->arena, ", ", numbers, g->homeless.n));
}

/* They are shown with their group; here only named, so that each text stands in the report once. */
static void write_homeless(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	int64_t n = 0;
	for (size_t i = 0; i < r->n_groups; i++)
		n += (int64_t)r->groups[i].homeless.n;
	if (n == 0)
		return;
	m->form->heading(m, &(struct medium_heading){ .level = 3, .text = tr_lang(r->lang, "Shown with a group") });
	m->form->paragraph(m, tr_count_lang(m->arena, r->lang,
		"%s contribution has no place of its own, but is like those in a group that has one.",
		"%s contributions have no place of their own, but are like those in a group that has one.", n));
	m->form->list_begin(m);
	for (size_t i = 0; i < r->n_groups; i++)
		if (r->groups[i].homeless.n > 0)
			m->form->list_item(m, &(struct medium_text){ .text = homeless_text(m, &r->groups[i]),
			                                             .anchor = body_group_anchor(m->arena, &r->groups[i]) });
	m->form->list_end(m);
}

void body_write_placeless(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	if (r->totals.no_place == 0 && r->groups_nowhere.n == 0) {
		m->form->paragraph(m, tr_lang(r->lang, "Every contribution has a place in the plan, if only a suggested one."));
		return;
	}
	m->form->paragraph(m, tr_count_lang(m->arena, r->lang,
		"%s contribution stood under no section, and the program found no place that it would suggest: what it says "
		"may be missing from the plan, or stand in words that the plan does not use.",
		"%s contributions stood under no section, and the program found no place that it would suggest: what they say "
		"may be missing from the plan, or stand in words that the plan does not use.", r->totals.no_place));
	for (size_t i = 0; i < r->groups_nowhere.n; i++)
		body_write_group(m, r->groups_nowhere.v[i], 3);
	if (r->alone_nowhere.n > 0) {
		m->form->heading(m, &(struct medium_heading){ .level = 3, .text = tr_lang(r->lang, "Stand alone") });
		body_write_items(m, &r->alone_nowhere, tr_count_lang(m->arena, r->lang, "%s text without a place",
		                 "%s texts without a place", (int64_t)r->alone_nowhere.n), BASIS_NONE);
	}
	write_homeless(m);
}
