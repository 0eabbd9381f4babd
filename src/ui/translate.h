/*
 * Texts in the reader's language.
 *
 * The English text in the source is the key; assets/lang/nb.po and nn.po hold
 * bokmål and nynorsk, compiled into a table by the build, which fails where a
 * text has no translation. Every text is a literal (the macros prepend ""), so
 * that xgettext finds it:
 *
 *	page_begin(rq, tr(rq, "Contributions"));
 *	html_t(rq, "%s from %s", title, name);              escapes its arguments
 *	fact(rq, tr(rq, "Size"), tr_count(rq, "%s group", "%s groups", n));
 *
 * A table of names marks them with N_() and looks them up with tr_name().
 * Functions with "lang" in their name serve reports and commands, which have
 * no request. A translation may reorder its arguments with %1$s, %2$s.
 */
#ifndef PLANVERK_UI_TRANSLATE_H
#define PLANVERK_UI_TRANSLATE_H

#include "http/language.h"

/* Marks a literal for translation where no function can be called: in a table. */
#define N_(literal) literal

/* The text in the reader's language. Static memory. */
#define tr(rq, literal) tr_name_lang((rq)->lang, "" literal)
#define tr_lang(lang, literal) tr_name_lang((lang), "" literal)

/* A text that was marked with N_() elsewhere. NULL gives "". */
#define tr_name(rq, text) tr_name_lang((rq)->lang, (text))
const char *tr_name_lang(enum lang lang, const char *text);

/* One text for 1 and one for all other numbers; the same rule in all three languages. */
#define trn(rq, one, many, n) trn_((rq)->lang, "" one, "" many, (n))
#define trn_lang(lang, one, many, n) trn_((lang), "" one, "" many, (n))
const char *trn_(enum lang lang, const char *one, const char *many, int64_t n);

/* A number with its text, "%s" standing for the number: "12 040 innspill". In the arena. */
#define tr_count(rq, one, many, n) \
	tr_count_((rq)->arena, (rq)->lang, "" one, "" many, (n))
#define tr_count_lang(arena, lang, one, many, n) \
	tr_count_((arena), (lang), "" one, "" many, (n))
const char *tr_count_(struct arena *a, enum lang lang, const char *one, const char *many, int64_t n);

/* Plain text with arguments, for titles and the like; not escaped. In the arena. */
#define tr_format(rq, ...) tr_format_((rq)->arena, (rq)->lang, "" __VA_ARGS__)
#define tr_format_lang(arena, lang, ...) tr_format_((arena), (lang), "" __VA_ARGS__)
const char *tr_format_(struct arena *a, enum lang lang, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Writes a text as HTML: the text itself and every %s in it are escaped. */
#define html_t(rq, ...) html_t_(&(rq)->body, (rq)->lang, "" __VA_ARGS__)
#define html_t_lang(out, lang, ...) html_t_((out), (lang), "" __VA_ARGS__)
void html_t_(struct out *o, enum lang lang, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* A number as the language writes it: "12 040" and "3,5" in Norwegian (with a no-break
 * space), "12,040" and "3.5" in English. In the arena. */
const char *tr_number(struct arena *a, enum lang lang, int64_t n);
const char *tr_decimal(struct arena *a, enum lang lang, double value, int decimals);

#endif
