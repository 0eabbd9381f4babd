/* Names of what is compared, and what cannot be concluded. */
#include "module/coverage/coverage_internal.h"

#include "module/organisation/organisation.h"
#include "ui/translate.h"

const struct coverage_word coverage_dimensions[COVERAGE_DIMENSIONS] = {
	[COVERAGE_AREA] = { "area", N_("Area") }, [COVERAGE_SECTOR] = { "sector", N_("Sector") },
	[COVERAGE_KIND] = { "kind", N_("Kind of organisation") }, [COVERAGE_LANGUAGE] = { "language", N_("Language") },
	[COVERAGE_AGE] = { "age", N_("Age") },
};

const struct coverage_word coverage_units[COVERAGE_UNITS] = {
	[COVERAGE_CONTRIBUTIONS] = { "contributions", N_("Contributions") },
	[COVERAGE_ARGUMENTS] = { "arguments", N_("Different arguments") },
	[COVERAGE_ORGANISATIONS] = { "organisations", N_("Organisations") },
	[COVERAGE_PERSONS] = { "persons", N_("Persons present") },
};

static bool parse(const struct coverage_word *words, unsigned n, const char *code, unsigned *found)
{
	for (unsigned i = 0; i < n; i++) {
		if (str_eq(words[i].code, code)) {
			*found = i;
			return true;
		}
	}
	return false;
}

bool coverage_by_parse(const char *code, enum coverage_by *by)
{
	unsigned found = 0;
	bool ok = parse(coverage_dimensions, COVERAGE_DIMENSIONS, code, &found);
	if (ok)
		*by = (enum coverage_by)found;
	return ok;
}

bool coverage_unit_parse(const char *code, enum coverage_unit *unit)
{
	unsigned found = 0;
	bool ok = parse(coverage_units, COVERAGE_UNITS, code, &found);
	if (ok)
		*unit = (enum coverage_unit)found;
	return ok;
}

enum coverage_unit coverage_main_unit(const struct coverage *c)
{
	return str_eq(c->counts, "organisations") ? COVERAGE_ORGANISATIONS : COVERAGE_CONTRIBUTIONS;
}

const char *coverage_counts_name(const struct coverage *c)
{
	return str_eq(c->counts, "persons") ? N_("Persons in the register") : N_("Organisations in the register");
}

const char *coverage_verdict_name(enum coverage_verdict verdict)
{
	static const char *const names[] = {
		[COVERAGE_HIDDEN] = N_("Too small to be shown"), [COVERAGE_UNCLEAR] = N_("Chance can explain it"),
		[COVERAGE_MORE] = N_("More than its share"), [COVERAGE_LESS] = N_("Less than its share"),
	};
	return names[verdict];
}

const char *coverage_category_name(enum lang lang, const struct coverage *c, const struct coverage_part *p)
{
	static const struct coverage_word languages[] = {
		{ "nb", N_("Bokmål") }, { "nn", N_("Nynorsk") }, { "en", N_("English") }, { "da", N_("Danish") },
		{ "sv", N_("Swedish") }, { "other", N_("Other language") },
	};
	if (c->by == COVERAGE_KIND)
		return tr_name_lang(lang, organisation_kind_name(p->category));
	for (size_t i = 0; c->by == COVERAGE_LANGUAGE && i < ARRAY_LEN(languages); i++)
		if (str_eq(languages[i].code, p->category))
			return tr_name_lang(lang, languages[i].name);
	return p->category;
}

/* ---- What cannot be concluded ---- */

struct caveats {
	struct arena *a;
	enum lang lang;
	const char **v;
	size_t n;
};

static void add(struct caveats *c, const char *text)
{
	if (c->n < COVERAGE_CAVEATS)
		c->v[c->n++] = text;
}

static const char *rest_text(struct caveats *c, const struct coverage_rest *rest)
{
	return rest->hidden ? tr_lang(c->lang, "a number that is too small to be shown")
	                    : tr_number(c->a, c->lang, rest->count);
}

static void add_rest(struct caveats *out, const struct coverage *c, enum coverage_unit unit)
{
	const struct coverage_rest *unknown = &c->unknown[unit], *outside = &c->outside[unit];
	if (unknown->count > 0)
		add(out, tr_format_lang(out->a, out->lang,
			"Nobody knows the category of some voices, and they are in no share: %s. Had they been known, the shares "
			"could be others.", rest_text(out, unknown)));
	if (outside->count > 0)
		add(out, tr_format_lang(out->a, out->lang,
			"Some voices are from categories that the register does not have, and are in no share: %s.",
			rest_text(out, outside)));
}

/* Too few to tell, and how the test was made then. */
static void add_few(struct caveats *out, const struct coverage *c, enum coverage_unit unit)
{
	const struct fit *fit = &c->fit[unit];
	if (fit->method == FIT_NONE)
		add(out, tr_lang(out->lang, "There are too few voices or categories to test anything."));
	else if (fit->method != FIT_CHI_SQUARE)
		add(out, tr_lang(out->lang,
			"There are categories of which fewer than five voices would be expected. For these only a very large "
			"difference can show; that none shows does not mean that they were heard in proportion."));
}

size_t coverage_caveats(struct arena *a, enum lang lang, const struct coverage *c, enum coverage_unit unit,
                        const char *caveats[COVERAGE_CAVEATS])
{
	struct caveats out = { .a = a, .lang = lang, .v = caveats };
	if (!c->known) {
		add(&out, tr_lang(lang, "Nobody who contributed was asked their age. Of the age of those who were heard nothing "
		                        "can be concluded; the register only says who lives here."));
		return out.n;
	}
	add(&out, tr_lang(lang, "Voices are not people. One person can send many contributions, and an organisation can "
	                        "speak for thousands."));
	add(&out, tr_lang(lang, "Those who took part chose themselves. The tests say whether chance alone could make the "
	                        "difference, not why it is there, and nothing of what the others think."));
	if (str_eq(c->counts, "persons") && unit != COVERAGE_PERSONS)
		add(&out, tr_lang(lang, "The register counts persons; what is set beside it are not persons. An organisation "
		                        "counts where it belongs, whomever it speaks for."));
	if (str_eq(c->counts, "organisations") && unit != COVERAGE_ORGANISATIONS)
		add(&out, tr_lang(lang, "The register counts organisations; what is set beside it are not organisations. One "
		                        "that said much counts many times."));
	add_rest(&out, c, unit);
	add_few(&out, c, unit);
	return out.n;
}
