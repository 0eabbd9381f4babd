/* The report's title and chapters, and what the chapters share. */
#include "module/report/report_body.h"

#include "base/str.h"
#include "module/report/report_words.h"
#include "ui/translate.h"

const struct body_chapter body_chapters[] = {
	{ "summary", N_("In short"), body_write_summary },
	{ BODY_THEMES, N_("What was said, theme by theme"), body_write_themes },
	{ "demands", N_("What is demanded, of whom, how firmly"), body_write_demands },
	{ "letters", N_("Letters and arguments"), body_write_letters },
	{ "people", N_("Who took part, and who is missing"), body_write_people },
	{ "silence", N_("What nobody spoke of, and what people were not asked about"), body_write_silence },
	{ "placeless", N_("Contributions without a place in the plan"), body_write_placeless },
	{ "method", N_("How the report was made, and what cannot be concluded from it"), body_write_method },
};
const size_t body_chapters_len = ARRAY_LEN(body_chapters);

const char *body_section_anchor(struct arena *a, size_t section)
{
	return arena_printf(a, "section-%zu", section + 1);
}

const char *body_group_anchor(struct arena *a, const struct basis_group *group)
{
	return arena_printf(a, "group-%lld", (long long)group->number);
}

const char *body_entry_anchor(struct arena *a, size_t entry)
{
	return arena_printf(a, "contribution-%zu", entry + 1);
}

const char *body_plan_lang(const struct medium *m)
{
	return words_lang_attribute(m->lang, report_of(m)->tree.plan.language);
}

const char *body_node_kind(const struct medium *m, long node)
{
	const struct plan_node *p = &report_of(m)->tree.nodes[node];
	const char *kind = tr_name_lang(m->lang, plan_node_kind_name(p->kind));
	return p->cross_cutting ? tr_format_lang(m->arena, m->lang, "%s, cross-cutting", kind) : kind;
}

const char *body_count(struct medium *m, int64_t n, bool hidden)
{
	if (hidden)
		return tr_lang(m->lang, "hidden");
	return tr_number(m->arena, m->lang, n);
}

static const char *version_text(const struct basis_report *r, struct arena *a)
{
	int64_t withheld = r->totals.withheld, private = r->totals.contributions - r->totals.publishable;
	if (!r->published_only && private == 0)
		return tr_lang(r->lang, "Working version. The authors of all contributions permit publication.");
	if (!r->published_only)
		return tr_count_lang(a, r->lang,
			"Working version, not for publication: %s contribution may not be published. It is marked.",
			"Working version, not for publication: %s contributions may not be published. They are marked.",
			private);
	if (withheld == 0)
		return tr_lang(r->lang, "Public version. The authors of all contributions permit publication.");
	return tr_count_lang(a, r->lang,
		"Public version: %s contribution may not be published. It is counted, but not shown.",
		"Public version: %s contributions may not be published. They are counted, but not shown.", withheld);
}

struct body_title body_title(const struct basis_report *r, struct arena *a)
{
	struct body_title t = {
		.kind = tr_lang(r->lang, "Basis report"),
		.title = r->tree.plan.title,
		.title_lang = words_lang_attribute(r->lang, r->tree.plan.language),
		.period = r->tree.plan.period,
		.made = tr_format_lang(a, r->lang, "Compiled %s", words_date(a, r->lang, date_at(r->made_at))),
		.version = version_text(r, a),
		.example = "",
		.later = "",
	};
	if (r->tree.plan.example)
		t.example = tr_lang(r->lang,
			"This is an example. The plan, the organisations and all contributions are made up.");
	if (r->totals.later)
		t.later = tr_count_lang(a, r->lang,
			"%s contribution came after the compilation and is not in the report. Compile again to include it.",
			"%s contributions came after the compilation and are not in the report. Compile again to include them.",
			r->totals.later);
	return t;
}

void body_write(struct medium *m)
{
	for (size_t i = 0; i < body_chapters_len; i++) {
		const struct body_chapter *chapter = &body_chapters[i];
		m->form->heading(m, &(struct medium_heading){
			.level = 2, .anchor = chapter->anchor,
			.text = arena_printf(m->arena, "%zu %s", i + 1, tr_name_lang(m->lang, chapter->title)) });
		chapter->write(m);
	}
}
