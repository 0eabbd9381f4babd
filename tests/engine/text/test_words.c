#include "collection.h"

static struct arena *arena;
static struct text_stemmer *stemmer;

static int setup(void **state)
{
	(void)state;
	arena = arena_new();
	stemmer = text_stemmer_new(arena);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void normalises(void **state)
{
	(void)state;
	const char *pairs[][2] = {
		{ "Bygg  sykkelvei,\n NÅ!", "bygg sykkelvei nå" },
		{ "A\xCC\x8Apen by", "åpen by" }, /* a letter and its ring as two code points */
		{ "sy\xC2\xADkkel", "sykkel" },   /* a soft hyphen */
		{ "bo- og arbeidsmarked", "bo og arbeidsmarked" },
		{ "Ja👍takk👍", "ja 👍 takk 👍" },
		{ "x\xff\xfey \xc3", "x y" },
		{ " ?! ", "" },
		{ "", "" },
	};
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
		assert_string_equal(text_normal(arena, span_of(pairs[i][0])), pairs[i][1]);
}

static void cuts_words_that_are_too_long(void **state)
{
	(void)state;
	char *word = arena_alloc(arena, 100001);
	memset(word, 'x', 100000);
	size_t pieces = 0, letters = 0;
	for (struct span rest = span_of(text_normal(arena, span_of(word))); rest.n; pieces++) {
		struct span piece = span_cut(&rest, ' ');
		assert_true(piece.n <= TEXT_WORD_MAX);
		letters += piece.n;
	}
	assert_int_equal(letters, 100000);
	assert_int_equal(pieces, (100000 + TEXT_WORD_MAX - 1) / TEXT_WORD_MAX);
}

static void brings_forms_together(void **state)
{
	(void)state;
	const char *same[][2] = {
		{ "kommunene", "kommuner" }, { "byene", "by" }, { "skulane", "skolene" }, { "regionar", "regioner" },
		{ "berekraftig", "bærekraftig" }, { "vegen", "veien" }, { "ferja", "ferger" }, { "utsleppet", "utslippene" },
		{ "kyrkja", "kirker" }, { "moglegheiter", "mulighetene" }, { "røysterett", "stemmerett" },
		{ "marknaden", "markedet" }, { "utvalet", "utvalget" }, { "grunneigarar", "grunneierne" },
		{ "sjukehuset", "sykehusene" }, { "heimen", "hjemmet" }, { "lærerne", "lærere" }, { "fremtid", "framtiden" }, { "folketalet", "folketallet" },
		{ "vidaregåande", "videregående" }, { "leikeplassane", "lekeplassene" }, { "grøne", "grønt" },
	};
	for (size_t i = 0; i < ARRAY_LEN(same); i++) {
		struct span stem = text_stem(stemmer, span_of(same[i][0]), false);
		char *first = arena_strndup(arena, stem.s, stem.n);
		stem = text_stem(stemmer, span_of(same[i][1]), false);
		if (!span_is(stem, first))
			fail_msg("%s becomes %s, and %s %.*s", same[i][0], first, same[i][1], (int)stem.n, stem.s);
	}
	assert_true(span_is(text_stem(stemmer, SPAN("planning"), true), "plan"));
}

static void split(const struct text_parts *parts, const char *word, const char *expected)
{
	struct span found[TEXT_PARTS_MAX];
	struct out o = out_memory(arena);
	unsigned n = text_parts_split(parts, span_of(word), stemmer, found);
	for (unsigned i = 0; i < n; i++)
		out_format(&o, "%s%.*s", i ? "+" : "", (int)found[i].n, found[i].s);
	assert_string_equal(out_string(&o), expected);
}

static void splits_compounds(void **state)
{
	(void)state;
	/* The collection teaches "klyngenettverk"; the rest is in the list. */
	const char *texts[] = { "Et klyngenettverk for alle", "Bygg et klyngenettverk" };
	struct collection c = collection_of(texts, 2, 1);
	struct text_parts *parts = text_parts_new(arena, c.corpus);
	split(parts, "knutepunktutvikling", "knutepunkt+utvikling");
	split(parts, "kunnskapsgrunnlag", "kunnskap+grunnlag");
	split(parts, "kunnskapsregion", "kunnskap+region");
	split(parts, "arbeidsmarkedsregionene", "arbeid+marked+regionene");
	split(parts, "barnehageplass", "barnehage+plass");
	split(parts, "klyngenettverksmøte", "klyngenettverk+møte");
	split(parts, "byutvikling", "by+utvikling");
	split(parts, "støyskjerming", "");
	split(parts, "jernbane", "");         /* a noun of the list */
	split(parts, "utvikling", "");        /* "ut" is no part */
	split(parts, "internasjonal", "");    /* nor is "inter" */
	split(parts, "hovedstadsregionen", "regionen"); /* the unknown beginning is left out */
	split(parts, "plan", "");
	split(parts, "ååååååååå", "");
	collection_free(&c);
}

static void finds_sentences(void **state)
{
	(void)state;
	const char *text = " Bygg skole, bl.a. på Ås. Det haster! Kl. 14.30 den 3. mai var det fullt?\n- Første punkt\n- Andre punkt. ja";
	const char *expected[] = { "Bygg skole, bl.a. på Ås.", "Det haster!", "Kl. 14.30 den 3. mai var det fullt?",
	                           "- Første punkt", "- Andre punkt. ja" };
	size_t n;
	struct span *s = text_sentences(arena, span_of(text), &n);
	assert_int_equal(n, ARRAY_LEN(expected));
	for (size_t i = 0; i < n; i++)
		assert_true(span_is(s[i], expected[i]));
	text_sentences(arena, SPAN(""), &n);
	assert_int_equal(n, 0);
	text_sentences(arena, SPAN(" \n\n . "), &n);
	assert_int_equal(n, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(normalises, setup, teardown),
		cmocka_unit_test_setup_teardown(cuts_words_that_are_too_long, setup, teardown),
		cmocka_unit_test_setup_teardown(brings_forms_together, setup, teardown),
		cmocka_unit_test_setup_teardown(splits_compounds, setup, teardown),
		cmocka_unit_test_setup_teardown(finds_sentences, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
