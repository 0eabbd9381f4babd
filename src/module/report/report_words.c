#include "module/report/report_words.h"

#include "base/str.h"
#include "ui/translate.h"

#include <math.h>

#define NO_BREAK_SPACE "\xc2\xa0"

const char *words_percent(struct arena *a, enum lang lang, double share)
{
	const char *sign = lang == LANG_EN ? "%" : NO_BREAK_SPACE "%";
	if (share > 0 && share < 0.005)
		return tr_format_lang(a, lang, "under 1%s", sign);
	return arena_printf(a, "%.0f%s", round(100 * share), sign);
}

const char *words_share(struct arena *a, enum lang lang, const struct text_share *share)
{
	return arena_printf(a, "%s (%.0f–%.0f)", words_percent(a, lang, share->share),
	                    round(100 * share->low), round(100 * share->high));
}

const char *words_date(struct arena *a, enum lang lang, struct date date)
{
	static const char *const months[] = {
		N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
		N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
	};
	if (!date_valid(date))
		return "";
	return arena_printf(a, "%d%s %s %d", date.day, lang == LANG_EN ? "" : ".",
	                    tr_name_lang(lang, months[date.month - 1]), date.year);
}

static const struct {
	const char *code, *name;
} languages[] = {
	{ "nb", N_("Bokmål") },
	{ "nn", N_("Nynorsk") },
	{ "nb or nn", N_("Norwegian, Bokmål or Nynorsk") },
	{ "en", N_("English") },
	{ "da", N_("Danish") },
	{ "sv", N_("Swedish") },
};

const char *words_language(enum lang lang, const char *code)
{
	for (size_t i = 0; i < ARRAY_LEN(languages); i++)
		if (str_eq(languages[i].code, code))
			return tr_name_lang(lang, languages[i].name);
	return tr_lang(lang, "Other language");
}

const char *words_lang_attribute(enum lang lang, const char *code)
{
	if (str_eq(code, lang_code(lang)))
		return NULL;
	/* A short text that could be either is read well in the report's own Norwegian. */
	if (str_eq(code, "nb or nn"))
		return lang == LANG_EN ? "no" : NULL;
	for (size_t i = 0; i < ARRAY_LEN(languages); i++)
		if (str_eq(languages[i].code, code))
			return languages[i].code;
	return NULL;
}

const char *words_join(struct arena *a, const char *separator, const char *const *parts, size_t n)
{
	struct out o = out_memory(a);
	for (size_t i = 0; i < n; i++) {
		if (!parts[i] || !*parts[i])
			continue;
		if (o.total > 0)
			out_text(&o, separator);
		out_text(&o, parts[i]);
	}
	return out_string(&o);
}

const char *words_group(struct arena *a, enum lang lang, const struct basis_group *group)
{
	if (group->number == 0)
		return tr_lang(lang, "Stands alone");
	if (!*group->label)
		return tr_format_lang(a, lang, "Group %lld", (long long)group->number);
	return tr_format_lang(a, lang, "Group %lld: %s", (long long)group->number, group->label);
}

const char *words_cell(enum lang lang, enum basis_dimension dimension, const struct basis_cell *cell)
{
	if (!cell->code)
		return tr_lang(lang, "No organisation named");
	if (dimension == BASIS_KIND)
		return tr_name_lang(lang, organisation_kind_name(cell->code));
	return *cell->code ? cell->code : tr_lang(lang, "Not stated");
}

const char *words_source(const struct basis_report *r, struct arena *a, const struct basis_entry *e)
{
	const char *parts[] = {
		e->organisation, e->event, e->table, *e->event ? "" : words_date(a, r->lang, e->date),
	};
	return str_or(words_join(a, ", ", parts, ARRAY_LEN(parts)), tr_lang(r->lang, "No sender named"));
}

const char *words_how(enum lang lang, enum basis_how how)
{
	switch (how) {
	case BASIS_STOOD_UNDER:
		return tr_lang(lang, "Stood under");
	case BASIS_SUGGESTED:
		return tr_lang(lang, "Suggested");
	default:
		return tr_lang(lang, "No place");
	}
}

const char *words_place(const struct basis_report *r, struct arena *a, const struct basis_entry *e)
{
	return arena_printf(a, "%s: %s", words_how(r->lang, e->how), r->tree.nodes[e->place].title);
}

const char *words_duplicate(enum lang lang, enum text_kind kind)
{
	switch (kind) {
	case TEXT_EXACT:
		return tr_lang(lang, "The same");
	case TEXT_NEAR:
		return tr_lang(lang, "Nearly the same");
	case TEXT_CONTAINED:
		return tr_lang(lang, "One contains the other");
	default:
		return "";
	}
}
