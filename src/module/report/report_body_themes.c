/* Chapter: each theme and goal with its groups, and the contributions that stand alone there. */
#include "module/report/report_body.h"

#include "base/str.h"
#include "module/report/report_words.h"
#include "ui/translate.h"

/* A theme at the top with what stands below it: the chart's bars and its table's rows. */
struct theme {
	const char *title, *anchor;
	int64_t stood_under, suggested, groups;
};

/* Sections follow the one they stand in, so a top one ends where the next begins. */
static size_t top_themes(struct medium *m, struct theme *themes)
{
	const struct basis_report *r = report_of(m);
	size_t n = 0;
	for (size_t i = 0; i < r->n_sections; i++) {
		const struct basis_section *s = &r->sections[i];
		if (s->level == 0)
			themes[n++] = (struct theme){ .title = r->tree.nodes[s->node].title,
			                              .anchor = body_section_anchor(m->arena, i) };
		themes[n - 1].stood_under += s->stood_under;
		themes[n - 1].suggested += s->suggested;
		themes[n - 1].groups += (int64_t)s->groups.n;
	}
	return n;
}

/* A part that no theme has anything of would only make the chart harder to read. */
static size_t chart_parts(const struct basis_totals *t, enum basis_how parts[2])
{
	size_t n = 0;
	if (t->stood_under > 0)
		parts[n++] = BASIS_STOOD_UNDER;
	if (t->suggested > 0)
		parts[n++] = BASIS_SUGGESTED;
	return n;
}

static void write_chart(struct medium *m, const struct theme *themes, size_t n)
{
	enum lang lang = m->lang;
	enum basis_how parts[2];
	const char *names[2];
	size_t n_parts = chart_parts(&report_of(m)->totals, parts);
	if (!m->form->bars || n == 0 || n_parts == 0)
		return;
	struct chart_bar *bars = arena_array(m->arena, n, sizeof *bars);
	for (size_t i = 0; i < n; i++)
		bars[i].label = themes[i].title;
	for (size_t k = 0; k < n_parts; k++) {
		names[k] = words_how(lang, parts[k]);
		for (size_t i = 0; i < n; i++)
			bars[i].value[k] = (double)(parts[k] == BASIS_SUGGESTED ? themes[i].suggested : themes[i].stood_under);
	}
	m->form->bars(m, &(struct chart){
		.id = "chart-themes", .title = tr_lang(lang, "Contributions to each theme"),
		.description = tr_lang(lang, "The number of contributions that stood under each theme or were suggested for it. "
		                             "The table below has the same numbers."),
		.parts = names, .n_parts = n_parts, .bars = bars, .n_bars = n, .lang = lang });
}

static void write_theme_row(struct medium *m, struct medium_text title, int64_t stood_under, int64_t suggested,
                            const char *groups)
{
	enum lang lang = m->lang;
	m->form->table_row(m, (const struct medium_text[]){
		title, { .text = tr_number(m->arena, lang, stood_under) },
		{ .text = tr_number(m->arena, lang, suggested) },
		{ .text = tr_number(m->arena, lang, stood_under + suggested) }, { .text = groups } });
}

static void write_overview(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	enum lang lang = r->lang;
	struct theme *themes = arena_array(m->arena, r->n_sections, sizeof *themes);
	size_t n = top_themes(m, themes);
	write_chart(m, themes, n);
	const struct medium_column columns[] = {
		{ tr_lang(lang, "Theme"), false, 5 }, { tr_lang(lang, "Stood under"), true, 1 },
		{ tr_lang(lang, "Suggested"), true, 1 }, { tr_lang(lang, "Together"), true, 1 },
		{ tr_lang(lang, "Groups"), true, 1 } };
	m->form->table_begin(m, tr_lang(lang, "Contributions to each theme"), columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < n; i++)
		write_theme_row(m, (struct medium_text){ themes[i].title, body_plan_lang(m), themes[i].anchor },
		                themes[i].stood_under, themes[i].suggested, tr_number(m->arena, lang, themes[i].groups));
	int64_t stood_outside = r->totals.stood_under, suggested_outside = r->totals.suggested;
	for (size_t i = 0; i < n; i++) {
		stood_outside -= themes[i].stood_under;
		suggested_outside -= themes[i].suggested;
	}
	if (r->outside)
		write_theme_row(m, (struct medium_text){ .text = tr_lang(lang, "Elsewhere in the plan") },
		                stood_outside, suggested_outside, "");
	m->form->table_row(m, (const struct medium_text[]){
		{ .text = words_how(lang, BASIS_NO_PLACE), .anchor = "placeless" }, { .text = "" }, { .text = "" },
		{ .text = tr_number(m->arena, lang, r->totals.no_place) },
		{ .text = tr_number(m->arena, lang, (int64_t)r->groups_nowhere.n) } });
	m->form->table_end(m);
}

/* ---- One section ---- */

/* What was placed here, in words; and for those who were not asked, that they were not. */
static void write_counts(struct medium *m, const struct basis_section *s)
{
	const struct basis_report *r = report_of(m);
	const struct basis_node *node = &r->nodes[s->node];
	enum lang lang = r->lang;
	struct arena *a = m->arena;
	if (node->not_asked && node->total > 0)
		m->form->note(m, tr_count_lang(a, lang,
			"People were not asked about this, and yet %s contribution belongs here.",
			"People were not asked about this, and yet %s contributions belong here.", node->total));
	else if (node->not_asked)
		m->form->note(m, tr_lang(lang,
			"People were not asked about this. That there are no contributions says nothing."));
	else if (node->unclear)
		m->form->paragraph(m, tr_lang(lang,
			"No contribution stood here, but some that stood elsewhere may be about this."));
	else if (node->total == 0)
		m->form->paragraph(m, tr_lang(lang, "No contribution has its place here."));
	if (node->total == 0)
		return;
	const char *here = tr_count_lang(a, lang, "%s contribution", "%s contributions", s->contributions);
	const char *parts[] = {
		s->stood_under == 0 ? tr_format_lang(a, lang, "%s here, suggested by the program.", here)
		: s->suggested == 0 ? tr_format_lang(a, lang, "%s here, as in the document.", here)
		: tr_format_lang(a, lang, "%s here: %s as in the document, %s suggested by the program.", here,
		                 tr_number(a, lang, s->stood_under), tr_number(a, lang, s->suggested)),
		node->total == s->contributions ? "" : tr_count_lang(a, lang,
			"With the goals below: %s.", "With the goals below: %s.", node->total),
	};
	m->form->paragraph(m, words_join(a, " ", parts, ARRAY_LEN(parts)));
}

/* Where within the section: its nodes down to the next section. */
static void write_nodes(struct medium *m, size_t section)
{
	const struct basis_report *r = report_of(m);
	enum lang lang = r->lang;
	size_t from = (size_t)r->sections[section].node, to = from + r->tree.nodes[from].n_below, spoken_of = 0;
	for (size_t i = from; i <= to; i++)
		spoken_of += r->nodes[i].section == section && r->nodes[i].own > 0;
	if (spoken_of < 2)
		return;
	const struct medium_column columns[] = {
		{ tr_lang(lang, "Point in the plan"), false, 5 }, { tr_lang(lang, "Kind"), false, 2 },
		{ tr_lang(lang, "Contributions"), true, 2 } };
	m->form->table_begin(m, tr_format_lang(m->arena, lang, "Where in “%s”", r->tree.nodes[from].title), columns,
	                     ARRAY_LEN(columns));
	for (size_t i = from; i <= to; i++) {
		if (r->nodes[i].section != section || r->nodes[i].own == 0)
			continue;
		m->form->table_row(m, (const struct medium_text[]){
			{ .text = r->tree.nodes[i].title, .lang = body_plan_lang(m) }, { .text = body_node_kind(m, (long)i) },
			{ .text = tr_number(m->arena, lang, r->nodes[i].own) } });
	}
	m->form->table_end(m);
}

static void write_alone(struct medium *m, const struct basis_section *s, size_t section)
{
	enum lang lang = m->lang;
	if (s->alone_contributions == 0)
		return;
	m->form->paragraph(m, tr_count_lang(m->arena, lang,
		"%s contribution here stands alone: no other is like it.",
		"%s contributions here stand alone: no others are like them.", s->alone_contributions));
	body_write_items(m, &s->alone, tr_count_lang(m->arena, lang, "%s text that stands alone",
	                 "%s texts that stand alone", (int64_t)s->alone.n), section);
	if (s->alone_withheld)
		m->form->paragraph(m, tr_count_lang(m->arena, lang, "%s of them may not be published and is not shown.",
		                   "%s of them may not be published and are not shown.", s->alone_withheld));
}

/* Contributions placed here that are shown with a group elsewhere. */
static void write_guests(struct medium *m, const struct basis_section *s)
{
	const struct basis_report *r = report_of(m);
	if (s->n_guests == 0)
		return;
	m->form->paragraph(m, tr_lang(r->lang, "Also placed here, but shown with the group that they are most like:"));
	m->form->list_begin(m);
	for (size_t i = 0; i < s->n_guests; i++) {
		const struct basis_group *g = &r->groups[s->guests[i].group];
		const char *text = tr_format_lang(m->arena, r->lang, "%s (%s)", words_group(m->arena, r->lang, g),
			tr_count_lang(m->arena, r->lang, "%s contribution", "%s contributions", s->guests[i].contributions));
		m->form->list_item(m, &(struct medium_text){ .text = text, .anchor = body_group_anchor(m->arena, g) });
	}
	m->form->list_end(m);
}

static void write_section(struct medium *m, size_t section)
{
	const struct basis_section *s = &report_of(m)->sections[section];
	m->form->heading(m, &(struct medium_heading){
		.level = 3 + (int)s->level, .anchor = body_section_anchor(m->arena, section),
		.label = body_node_kind(m, s->node), .text = report_of(m)->tree.nodes[s->node].title,
		.lang = body_plan_lang(m) });
	write_counts(m, s);
	write_nodes(m, section);
	for (size_t i = 0; i < s->groups.n; i++)
		body_write_group(m, s->groups.v[i], 4 + (int)s->level);
	write_alone(m, s, section);
	write_guests(m, s);
}

void body_write_themes(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	m->form->paragraph(m, tr_lang(r->lang,
		"A contribution stands where the document it came from had it; where there was no such place, under the "
		"program's best suggestion. No person has filed the suggested ones. A group stands under the theme or goal that "
		"most of its contributions belong to, with all of them; those that belong elsewhere say so, and "
		"those that say nothing of a place have none."));
	write_overview(m);
	for (size_t i = 0; i < r->n_sections; i++)
		write_section(m, i);
	if (r->outside == 0)
		return;
	m->form->heading(m, &(struct medium_heading){ .level = 3, .text = tr_lang(r->lang, "Elsewhere in the plan") });
	m->form->paragraph(m, tr_count_lang(m->arena, r->lang,
		"%s contribution belongs to a point of the plan that stands in no theme or goal. It is shown here, or with the "
		"group it is most like.",
		"%s contributions belong to points of the plan that stand in no theme or goal. They are shown here, or with the "
		"group they are most like.", r->outside));
	body_write_items(m, &r->alone_outside, NULL, BASIS_NONE);
}
