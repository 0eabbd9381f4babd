#include "http/language.h"

#include "base/str.h"
#include "http/headers.h"

static const char *const codes[] = { [LANG_NB] = "nb", [LANG_NN] = "nn", [LANG_EN] = "en" };

const char *lang_code(enum lang lang)
{
	return codes[lang];
}

static bool parse(struct span code, enum lang *lang)
{
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		if (span_is(code, codes[i])) {
			*lang = (enum lang)i;
			return true;
		}
	}
	return false;
}

bool lang_parse(const char *code, enum lang *lang)
{
	return parse(span_of(code), lang);
}

bool language_in_query(const char *query, enum lang *lang)
{
	struct span rest = span_of(query);
	while (rest.s) {
		struct span pair = span_cut(&rest, '&');
		if (span_starts(pair, "lang=") && parse((struct span){ pair.s + 5, pair.n - 5 }, lang))
			return true;
	}
	return false;
}

/* The language of a range such as "nn-NO". Norwegian without a form is bokmål. */
static bool parse_range(struct span range, enum lang *lang)
{
	struct span rest = span_trim(range);
	struct span primary = span_cut(&rest, '-');
	if (primary.n != 2)
		return false;
	char code[3] = { (char)(primary.s[0] | 0x20), (char)(primary.s[1] | 0x20), '\0' };
	if (str_eq(code, "no")) {
		*lang = LANG_NB;
		return true;
	}
	return lang_parse(code, lang);
}

enum lang language_choose(const char *query, const char *cookie, const char *accept)
{
	enum lang best = LANG_NB, lang;
	if (language_in_query(query, &lang) || (cookie && lang_parse(cookie, &lang)))
		return lang;
	int best_weight = 0;
	struct span rest = span_of(accept);
	while (rest.s) {
		struct span parameters = span_cut(&rest, ',');
		struct span range = span_cut(&parameters, ';');
		int w = headers_weight(parameters);
		if (w > best_weight && parse_range(range, &lang)) {
			best = lang;
			best_weight = w;
		}
	}
	return best;
}
