#include "ui/translate.h"

#include "base/hash.h"
#include "base/str.h"
#include "ui/translations.h"

#include <pthread.h>

/* Where each text stands in translations[], by its hash: a page looks up a hundred. */
#define SLOTS 8192u /* a power of two, more than twice the texts */
static uint16_t slots[SLOTS]; /* 1 + the index; 0 is free */
static pthread_once_t slots_filled = PTHREAD_ONCE_INIT;

static size_t slot_of(const char *id)
{
	size_t i = hash_bytes(id, strlen(id), 0) % SLOTS;
	while (slots[i] && !str_eq(translations[slots[i] - 1].id, id))
		i = (i + 1) % SLOTS;
	return i;
}

static void fill_slots(void)
{
	for (size_t i = 0; i < translations_len && i < SLOTS / 2; i++)
		slots[slot_of(translations[i].id)] = (uint16_t)(i + 1);
}

/* The text in one of its two forms; English, or a text that is not in the table, is NULL. */
static const char *look_up(enum lang lang, const char *id, bool many)
{
	if (lang == LANG_EN)
		return NULL;
	pthread_once(&slots_filled, fill_slots);
	unsigned number = slots[slot_of(id)];
	if (!number)
		return NULL;
	const struct translation *t = &translations[number - 1];
	return lang == LANG_NN ? t->nn[many] : t->nb[many];
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

#define NUMBER_MAX 640 /* bytes: a double has up to 309 digits before its point, and 102 separators */

/*
 * Digits in groups of three, behind a minus sign where negative. Norwegian separates from
 * five digits on (Språkrådet's rule for numbers), with a space that does not break.
 */
static char *grouped(struct arena *a, enum lang lang, bool negative, const char *digits, size_t n)
{
	const char *separator = lang == LANG_EN ? "," : "\u00a0";
	bool separate = n >= (lang == LANG_EN ? 4 : 5);
	char text[NUMBER_MAX];
	size_t at = 0;
	if (negative) {
		memcpy(text, "\u2212", 3);
		at = 3;
	}
	for (size_t i = 0; i < n; i++) {
		if (separate && i > 0 && (n - i) % 3 == 0)
			for (const char *c = separator; *c; c++)
				text[at++] = *c;
		text[at++] = digits[i];
	}
	return arena_strndup(a, text, at);
}

const char *tr_number(struct arena *a, enum lang lang, int64_t n)
{
	char digits[20];
	size_t at = sizeof digits;
	uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	do
		digits[--at] = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	return grouped(a, lang, n < 0, digits + at, sizeof digits - at);
}

const char *tr_decimal(struct arena *a, enum lang lang, double value, int decimals)
{
	const char *text = arena_printf(a, "%.*f", decimals, value);
	bool negative = *text == '-';
	const char *digits = text + negative;
	if (strspn(digits, "0.") == strlen(digits))
		negative = false; /* what is rounded to zero has no sign */
	size_t whole = strcspn(digits, ".");
	const char *number = grouped(a, lang, negative, digits, whole);
	if (!digits[whole])
		return number;
	return arena_printf(a, "%s%s%s", number, lang == LANG_EN ? "." : ",", digits + whole + 1);
}
