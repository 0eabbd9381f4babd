#include "ui/translate.h"

#include "base/str.h"
#include "ui/translations.h"

#include <stdlib.h>

static int compare(const void *id, const void *translation)
{
	return strcmp(id, ((const struct translation *)translation)->id);
}

/* The text in one of its two forms; English, or a text that is not in the table, is NULL. */
static const char *look_up(enum lang lang, const char *id, bool many)
{
	if (lang == LANG_EN)
		return NULL;
	const struct translation *t = bsearch(id, translations, translations_len, sizeof *t, compare);
	return !t ? NULL : lang == LANG_NN ? t->nn[many] : t->nb[many];
}

const char *tr_name_lang(enum lang lang, const char *text)
{
	if (!text || !*text)
		return "";
	const char *found = look_up(lang, text, false);
	return found ? found : text;
}

const char *trn_(enum lang lang, const char *one, const char *many, int64_t n)
{
	const char *found = look_up(lang, one, n != 1);
	return found ? found : n == 1 ? one : many;
}

const char *tr_count_(struct arena *a, enum lang lang, const char *one, const char *many, int64_t n)
{
	const char *text = trn_(lang, one, many, n);
	const char *mark = strstr(text, "%s");
	if (!mark)
		return text;
	return arena_printf(a, "%.*s%s%s", (int)(mark - text), text, tr_number(a, lang, n), mark + 2);
}

/* The build has checked that a translation takes the same arguments (msgfmt --check). */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

const char *tr_format_(struct arena *a, enum lang lang, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const char *text = arena_vprintf(a, tr_name_lang(lang, format), args);
	va_end(args);
	return text;
}

void html_t_(struct out *o, enum lang lang, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	html_translated(o, tr_name_lang(lang, format), args);
	va_end(args);
}

#pragma GCC diagnostic pop

/* ---- Numbers ---- */

/* Digits in groups of three. Norwegian separates from five digits on, by the rule of Språkrådet. */
static const char *grouped(struct arena *a, enum lang lang, const char *digits)
{
	size_t n = strlen(digits);
	if (n < (lang == LANG_EN ? 4 : 5))
		return arena_strdup(a, digits);
	struct out o = out_memory(a);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			out_text(&o, lang == LANG_EN ? "," : "\u00a0");
		out_char(&o, digits[i]);
	}
	return out_string(&o);
}

const char *tr_number(struct arena *a, enum lang lang, int64_t n)
{
	uint64_t magnitude = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	const char *digits = grouped(a, lang, arena_printf(a, "%llu", (unsigned long long)magnitude));
	return n < 0 ? arena_printf(a, "\u2212%s", digits) : digits;
}

const char *tr_decimal(struct arena *a, enum lang lang, double value, int decimals)
{
	char *text = arena_printf(a, "%.*f", decimals, value);
	bool negative = *text == '-';
	char *digits = text + negative;
	if (strspn(digits, "0.") == strlen(digits))
		negative = false; /* what is rounded to zero has no sign */
	char *point = strchr(digits, '.');
	const char *fraction = point ? point + 1 : NULL;
	if (point)
		*point = '\0';
	return arena_printf(a, "%s%s%s%s", negative ? "\u2212" : "", grouped(a, lang, digits),
	                    !fraction ? "" : lang == LANG_EN ? "." : ",", fraction ? fraction : "");
}
