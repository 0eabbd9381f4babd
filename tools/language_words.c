/*
 * Reading and inflecting the words of src/engine/text/data.
 *
 * A line of norwegian.txt or danish_swedish.txt is a class and words. Each class has the endings of one
 * or two languages; "pair" gives single forms, "same" words of both, "nb" and "nn" words of one. A
 * line of languages.txt is a language and a text.
 */
#include "language_words.h"

#include "base/file.h"
#include "base/out.h"
#include "base/utf8.h"

#define FILE_MAX ((size_t)16 << 20)

/* The endings of each language that the class is of, "|" for none. */
struct inflection {
	const char *class, *nb, *nn, *da, *sv;
};

static const struct inflection inflections[] = {
	{ "m", .nb = "| en er ene ens", .nn = "| en ar ane ens" },
	{ "f", .nb = "| en a er ene ens", .nn = "| a er ene" },
	{ "er", .nb = "| en er ene", .nn = "| en er ene" },
	{ "n", .nb = "| et ene ets", .nn = "| et a ets" },
	{ "n2", .nb = "| et er ene", .nn = "| et a" },
	{ "ing", .nb = "ing ingen inger ingene ings", .nn = "ing inga ingar ingane ings" },
	{ "ar", .nb = "er eren ere erne eres", .nn = "ar aren arar arane" },
	{ "het", .nb = "het heten heter hetene hets", .nn = "heit heita heiter heitene heits" },
	{ "sjon", .nb = "sjon sjonen sjoner sjonene sjons", .nn = "sjon sjonen sjonar sjonane sjons" },
	{ "v1", .nb = "e er et ende es", .nn = "e a ar ande ast" },
	{ "v2", .nb = "e er te t ende es", .nn = "e a er te t ande ast" },
	{ "v2d", .nb = "e er de d ende es", .nn = "e a er de d ande ast" },
	{ "ere", .nb = "ere erer erte ert eres erende ering", .nn = "ere era erer erte ert erast erande ering" },
	{ "a", .nb = "| t e ere est este", .nn = "| t e are ast aste" },
	{ "ig", .nb = "ig ige igere igst igste", .nn = "ig ige igare igast igaste" },
	{ "lig", .nb = "lig lige ligere ligst ligste lighet ligheten", .nn = "leg lege legare legast legaste legheit legheita" },
	{ "isk", .nb = "isk iske", .nn = "isk iske" },
	{ "ell", .nb = "ell elt elle", .nn = "ell elt elle" },
	{ "al", .nb = "al alt ale", .nn = "al alt ale" },
	{ "iv", .nb = "iv ivt ive", .nn = "iv ivt ive" },
	{ "ær", .nb = "ær ært ære", .nn = "ær ært ære" },
	{ "pair", .nb = "|", .nn = "|" },
	{ "same", .nb = "|", .nn = "|" },
	{ "nb", .nb = "|" },
	{ "nn", .nn = "|" },
	{ "da-en", .da = "| en er e erne ene ens s" },
	{ "da-et", .da = "| et er e erne ene ets" },
	{ "da-v1", .da = "e er ede et ende es" },
	{ "da-v2", .da = "e er te t ende es" },
	{ "da-a", .da = "| t e ere est este" },
	{ "da-hed", .da = "hed heden heder hederne heds" },
	{ "da-lig", .da = "lig lige ligt ligere ligst ligste" },
	{ "da-ning", .da = "ning ningen ninger ningerne nings" },
	{ "da-tion", .da = "tion tionen tioner tionerne tions" },
	{ "da-is", .da = "| e" },
	{ "sv-en", .sv = "| en ar arna ens" },
	{ "sv-er", .sv = "| en er erna ens" },
	{ "sv-or", .sv = "a an or orna" },
	{ "sv-et", .sv = "| et en ets" },
	{ "sv-v1", .sv = "a ar ade at ande as" },
	{ "sv-v2", .sv = "a er te t ande as" },
	{ "sv-a", .sv = "| t a are ast aste" },
	{ "sv-het", .sv = "het heten heter heterna hets" },
	{ "sv-lig", .sv = "lig liga ligt ligare ligast ligaste" },
	{ "sv-ning", .sv = "ning ningen ningar ningarna nings" },
	{ "sv-tion", .sv = "tion tionen tioner tionerna tions" },
};

struct reading {
	struct arena *arena;
	struct strmap *numbers;
	VEC(struct sample) samples;
};

static void add_word(struct reading *r, struct span word, unsigned languages, float weight)
{
	bool added;
	int64_t *number = strmap_at(r->numbers, word, &added);
	if (added) {
		*number = (int64_t)r->samples.n;
		*VEC_PUSH(r->arena, &r->samples) = (struct sample){ word, 0, weight };
	}
	r->samples.v[*number].languages |= languages;
}

static void add_text(struct reading *r, struct span text, unsigned languages)
{
	for (struct span rest = span_of(text_normal(r->arena, text)); rest.n;)
		add_word(r, span_cut(&rest, ' '), languages, 1);
}

/* ---- Inflected words ---- */

static bool is_vowel(char c) { return strchr("aeiouy", c) != NULL; }

/* "hage" and "en" make "hagen", "fylle" and "te" make "fylte"; "tre" keeps its e. */
static struct span inflect(struct arena *a, struct span stem, struct span ending)
{
	if (span_is(ending, "|"))
		return stem;
	bool t = ending.s[0] == 't' || ending.s[0] == 'd';
	if (stem.n > 3 && stem.s[stem.n - 1] == 'e' && (is_vowel(ending.s[0]) || t)) {
		stem.n--;
		if (t && stem.n > 2 && stem.s[stem.n - 1] == stem.s[stem.n - 2])
			stem.n--;
	}
	return span_of(arena_printf(a, "%.*s%.*s", (int)stem.n, stem.s, (int)ending.n, ending.s));
}

static void add_forms(struct reading *r, struct span stem, const char *endings, unsigned language)
{
	for (struct span rest = span_of(endings); rest.n;)
		add_text(r, inflect(r->arena, stem, span_cut(&rest, ' ')), language);
}

static bool add_inflected(struct reading *r, struct span class, struct span words)
{
	const struct inflection *as = NULL;
	for (size_t i = 0; i < ARRAY_LEN(inflections); i++)
		if (span_is(class, inflections[i].class))
			as = &inflections[i];
	while (as && words.n) {
		struct span second = span_cut(&words, ' '), first = span_cut(&second, '/');
		add_forms(r, first, as->nb, LANGUAGE_NB);
		add_forms(r, second.s ? second : first, as->nn, LANGUAGE_NN);
		add_forms(r, first, as->da, LANGUAGE_DA);
		add_forms(r, first, as->sv, LANGUAGE_SV);
	}
	return as != NULL;
}

/* ---- Sentences ---- */

static bool add_sentence(struct reading *r, struct span language, struct span text)
{
	static const char *const codes[LANGUAGES] = { "nb", "nn", "da", "sv", "en", "other" };
	for (unsigned l = 0; l < LANGUAGES; l++)
		if (span_is(language, codes[l])) {
			add_text(r, text, 1U << l);
			return true;
		}
	return false;
}

static bool read_file(struct reading *r, const char *path, bool (*add)(struct reading *, struct span, struct span),
                      struct err *err)
{
	struct span rest;
	if (!file_read(r->arena, path, FILE_MAX, &rest, err))
		return false;
	for (long number = 1; rest.n; number++) {
		struct span line = span_trim(span_cut(&rest, '\n'));
		if (!line.n || line.s[0] == '#')
			continue;
		struct span class = span_cut(&line, ' ');
		if (add(r, class, line))
			continue;
		err_at(err, path, number, 0);
		return err_input(err, "there is no class \"%.*s\"", (int)class.n, class.s);
	}
	return true;
}

/* ---- The engine's own lists, and letters that keyboards lack ---- */

static void add_lists(struct reading *r)
{
	for (size_t i = 0; i < text_lexicon_rows_len; i++)
		for (struct span rest = span_of(text_lexicon_rows[i].words); text_lexicon_rows[i].languages && rest.n;)
			add_word(r, span_cut(&rest, ' '), text_lexicon_rows[i].languages, 1);
}

static void add_replaced(struct reading *r, struct sample s, const char *const to[3])
{
	static const char *const from[3] = { "æ", "ø", "å" };
	struct out o = out_memory(r->arena);
	for (size_t at = 0; at < s.word.n; at++) {
		size_t i = 0;
		while (i < 3 && !span_starts((struct span){ s.word.s + at, s.word.n - at }, from[i]))
			i++;
		if (i < 3)
			out_text(&o, to[i]);
		else
			out_char(&o, s.word.s[at]);
		at += i < 3;
	}
	if (o.n != s.word.n || memcmp(out_string(&o), s.word.s, s.word.n) != 0)
		add_word(r, (struct span){ out_string(&o), o.n }, s.languages, 0.3F);
}

bool language_words(struct arena *a, const char *folder, struct samples *samples, struct err *err)
{
	static const char *const two[3] = { "ae", "oe", "aa" }, *const one[3] = { "a", "o", "a" };
	struct reading r = { .arena = a, .numbers = strmap_new(a) };
	if (!read_file(&r, arena_printf(a, "%s/norwegian.txt", folder), add_inflected, err)
	    || !read_file(&r, arena_printf(a, "%s/danish_swedish.txt", folder), add_inflected, err)
	    || !read_file(&r, arena_printf(a, "%s/languages.txt", folder), add_sentence, err))
		return false;
	add_lists(&r);
	for (size_t i = 0, n = r.samples.n; i < n; i++) {
		add_replaced(&r, r.samples.v[i], two);
		add_replaced(&r, r.samples.v[i], one);
	}
	*samples = (struct samples){ r.samples.v, r.samples.n };
	return true;
}
