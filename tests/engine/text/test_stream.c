/* The stream finds what the corpus finds, in any order, with any number of threads, and in linear time. */
#include "collection.h"

#include "base/clock.h"
#include "base/random.h"
#include "engine/text/stream.h"

static struct span fetch(void *arg, struct arena *a, uint32_t i)
{
	(void)a;
	return span_of(((const char *const *)arg)[i]);
}

static struct text_duplicates stream_of(struct arena *a, const char *const *texts, size_t n, unsigned threads,
                                        size_t block, struct text_stream_count *count)
{
	struct text_options options = { .threads = threads, .seed = 1 };
	struct text_stream *s = text_stream_new(a, &options);
	struct span *spans = arena_array(a, n, sizeof *spans);
	for (size_t i = 0; i < n; i++)
		spans[i] = span_of(texts[i]);
	for (size_t i = 0; i < n; i += block)
		text_stream_add(s, spans + i, n - i < block ? n - i : block);
	struct text_duplicates d = text_stream_finish(s, a, fetch, (void *)(uintptr_t)texts);
	if (count)
		*count = text_stream_count(s);
	return d;
}

static const char *const sentences[] = {
	"Vi ber kommunen sette av penger til gang- og sykkelvei langs riksveien.", "Barna våre tør ikke gå alene til skolen om vinteren.",
	"Bussen kommer bare to ganger om dagen, og den er alltid full.", "Lyset i undergangen har vært ødelagt siden september.",
	"Skogen bak idrettsplassen er det siste grønne i bydelen.", "Støyen fra motorveien er over grensene på alle målinger.",
	"Biblioteket bør ha åpent på søndager og i skolens ferier.", "Eldre trenger benker mellom butikken og legekontoret.",
	"Havneområdet kan bli boliger uten at matjord går tapt.", "Elva må renses før noen snakker om badeplass.",
	"Kulturskolen har ventelister på over to hundre barn.", "Ladepunkter for elbil mangler helt i borettslagene.",
};

/* Letters with sentences left out, moved and added, words changed, and copies. */
static const char **varied(struct arena *a, size_t n)
{
	const char **texts = arena_array(a, n, sizeof *texts);
	struct random r = random_seeded(5);
	for (size_t i = 0; i < n; i++) {
		struct out o = out_memory(a);
		size_t letter = random_below(&r, 3) * 4, start = random_below(&r, 4), what = random_below(&r, 4);
		for (size_t k = 0; k < 4; k++)
			if (what != 1 || k != 3)
				out_format(&o, "%s ", sentences[letter + (what == 2 ? (start + k) % 4 : k)]);
		if (what == 3)
			out_format(&o, "I min gate%zu bor det%zu familier som er enige%zu i dette.", i, 2 * i, 5 * i);
		texts[i] = arena_strdup(a, out_string(&o));
	}
	return texts;
}

static void expect_same_families(const struct text_duplicates *x, const struct text_duplicates *y, const uint32_t *place,
                                 size_t n)
{
	assert_int_equal(x->n_families, y->n_families);
	/* Families may have other numbers; the first text that x has of a family tells which of y it is. */
	for (size_t i = 0; i < n; i++) {
		uint32_t first = x->of[i].first;
		assert_int_equal(y->of[place ? place[i] : i].family, y->of[place ? place[first] : first].family);
	}
}

static void finds_what_the_corpus_finds(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char **texts = varied(a, 3000);
	struct collection c = collection_of(texts, 3000, 2);
	struct text_duplicates d = stream_of(a, texts, 3000, 2, 700, NULL);
	assert_int_equal(c.duplicates.n_families, 3);
	expect_same_families(&c.duplicates, &d, NULL, 3000);
	for (size_t i = 0; i < 3000; i++)
		assert_int_equal(c.duplicates.of[i].kind == TEXT_EXACT, d.of[i].kind == TEXT_EXACT);
	collection_free(&c);
	arena_free(a);
}

static void threads_and_blocks_make_no_difference(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char **texts = varied(a, 3000);
	struct text_duplicates one = stream_of(a, texts, 3000, 1, 3000, NULL), four = stream_of(a, texts, 3000, 4, 257, NULL);
	assert_int_equal(one.n_families, four.n_families);
	assert_memory_equal(one.of, four.of, 3000 * sizeof *one.of);
	arena_free(a);
}

static void order_makes_no_difference(void **state)
{
	(void)state;
	enum { TEXTS = 4000, SHUFFLES = 5 };
	struct arena *a = arena_new();
	const char **texts = varied(a, TEXTS), **shuffled = arena_array(a, TEXTS, sizeof *shuffled);
	/* Also some that are half of one letter and half of another: they may join one, always the same. */
	for (size_t i = 0; i < TEXTS / 8; i++)
		texts[8 * i] = arena_printf(a, "%s %s %s %s", sentences[i % 12], sentences[(i + 1) % 12], sentences[(i / 3 + 5) % 12],
		                            sentences[(i / 7 + 2) % 12]);
	struct text_duplicates straight = stream_of(a, texts, TEXTS, 2, 1000, NULL);
	struct random r = random_seeded(9);
	uint32_t *place = arena_array(a, TEXTS, sizeof *place);
	for (uint32_t i = 0; i < TEXTS; i++)
		place[i] = i;
	for (unsigned k = 0; k < SHUFFLES; k++) {
		for (size_t i = TEXTS - 1; i > 0; i--) {
			size_t other = random_below(&r, i + 1);
			uint32_t kept = place[i];
			place[i] = place[other];
			place[other] = kept;
		}
		for (size_t i = 0; i < TEXTS; i++)
			shuffled[place[i]] = texts[i];
		struct text_duplicates d = stream_of(a, shuffled, TEXTS, 2, 1000, NULL);
		expect_same_families(&straight, &d, place, TEXTS);
		struct collection c = collection_of(shuffled, TEXTS, 2);
		expect_same_families(&straight, &c.duplicates, place, TEXTS);
		collection_free(&c);
	}
	arena_free(a);
}

static void half_of_each_letter_makes_no_family_of_both(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *one = arena_printf(a, "%s %s %s %s", sentences[0], sentences[1], sentences[2], sentences[3]);
	const char *other = arena_printf(a, "%s %s %s %s", sentences[4], sentences[5], sentences[6], sentences[7]);
	const char *half = arena_printf(a, "%s %s %s %s", sentences[0], sentences[1], sentences[4], sentences[5]);
	const char *texts[] = { one, one, other, other, other, half };
	struct text_duplicates d = stream_of(a, texts, ARRAY_LEN(texts), 1, 10, NULL);
	assert_int_equal(d.n_families, 2);
	assert_int_equal(d.of[0].family, d.of[1].family);
	assert_int_equal(d.of[2].family, d.of[4].family);
	assert_true(d.of[0].family != d.of[2].family);
	arena_free(a);
}

static void look_alike_letters_do_not_escape(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *texts[] = {
		"Vi ber kommunen sette av penger til gang- og sykkelvei langs riksveien i år.",
		"Vi bеr kоmmunеn sette av pеngеr til gаng- og sykkеlvеi lаngs riksvеiеn i år.",     /* Cyrillic е о а */
		"Vi bεr kοmmunεn sεttε αv pεngεr til gαng- οg sykkεlvεi lαngs riksvεiεn i år.",     /* Greek */
		"Ｖｉ ｂｅｒ ｋｏｍｍｕｎｅｎ ｓｅｔｔｅ ａｖ ｐｅｎｇｅｒ ｔｉｌ ｇａｎｇ og sykkelvei langs riksveien i år.",
		"Vi b\u200Ber kommu\u00ADnen sette av pen\u2060ger til gang- og sykkel\u200Dvei langs riks\u202Eveien i år.",
		"𝐕𝐢 𝐛𝐞𝐫 𝐤𝐨𝐦𝐦𝐮𝐧𝐞𝐧 𝐬𝐞𝐭𝐭𝐞 𝐚𝐯 𝐩𝐞𝐧𝐠𝐞𝐫 til gang- og sykkelvei langs riksveien i år.",
		"Vi be\u0301r kom\u0336munen sette a\u0300v penger til gang- og sykkelvei langs riksveien i år.",
	};
	struct text_duplicates d = stream_of(a, texts, ARRAY_LEN(texts), 1, 10, NULL);
	assert_int_equal(d.n_families, 1);
	assert_int_equal(d.of[4].kind, TEXT_EXACT); /* what cannot be seen is nothing */
	arena_free(a);
}

static void the_other_standard_and_typing_errors_do_not_matter(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *texts[] = {
		"Jeg ber dere om å bevare skolen i bygda. Elevene har kort vei hjem, lærerne er dyktige, og bygningen er ny. Det er "
		"ikke riktig å flytte barna til byen for å spare noen få kroner.",
		"Eg ber dykk om å bevare skulen i bygda. Elevane har kort veg heim, lærarane er dyktige, og bygningen er ny. Det er "
		"ikkje riktig å flytte barna til byen for å spare nokre få kroner.",
		"Jeg ber dere om å bevare skoln i bygda. Elevene har kort vei hjem, lærerne er dykitge, og bygningen er ny. Dett er "
		"ikke riktig å flytte barna til byen for å spare noen få kronerr.",
		"Jeg ber dere om å stenge veien i bygda. Lastebilene har kort vei hjem, sjåførene er dyktige, men svingen er farlig. "
		"Det er ikke nødvendig å kjøre gjennom tunet for å spare noen få minutter.",
	};
	struct text_duplicates d = stream_of(a, texts, ARRAY_LEN(texts), 1, 10, NULL);
	assert_int_equal(d.of[1].family, 0);
	assert_int_equal(d.of[2].family, 0);
	assert_int_equal(d.of[3].family, 1);
	arena_free(a);
}

static void counts_what_is_not_compared(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *texts[] = { "", "Ja!", "…", "Vi vil ha flere tog til byen og færre biler.", "\xF0\x9F\x91\x8D" };
	struct text_stream_count count;
	stream_of(a, texts, ARRAY_LEN(texts), 1, 2, &count);
	assert_int_equal(count.texts, 5);
	assert_int_equal(count.different, 4);
	assert_int_equal(count.empty, 2);
	assert_int_equal(count.brief, 2);
	arena_free(a);
}

/* What would take a quadratic way hours. */
static void takes_linear_time(void **state)
{
	(void)state;
	enum { EQUAL = 100000, VARIANTS = 10000, COLLIDING = 10000 };
	struct arena *a = arena_new();
	const char **texts = arena_array(a, EQUAL, sizeof *texts);
	int64_t begin = clock_monotonic();
	for (int empty = 0; empty < 2; empty++) {
		for (size_t i = 0; i < EQUAL; i++)
			texts[i] = empty ? "" : sentences[0];
		assert_int_equal(stream_of(a, texts, EQUAL, 2, 20000, NULL).n_families, 1);
	}
	for (size_t i = 0; i < VARIANTS; i++)
		texts[i] = arena_printf(a, "%s %s %s %s Hilsen hus%zu og hytte%zu ved%zu vann%zu", sentences[0], sentences[1],
		                        sentences[2], sentences[3], i, i + 1, i + 2, i + 3);
	assert_int_equal(stream_of(a, texts, VARIANTS, 2, 20000, NULL).n_families, 1);
	/* Every text has a few phrases of every other, and too little to be one. */
	for (size_t i = 0; i < COLLIDING; i++) {
		struct out o = out_memory(a);
		for (size_t k = 0; k < 12; k++)
			out_format(&o, "%.20s ord%zu sak%zu ting%zu hus%zu by%zu land%zu ", sentences[(i + k) % 12], i * 31 + k,
			           i * 37 + k, i * 41 + k, i * 43 + k, i * 47 + k, i * 53 + k);
		texts[i] = arena_strdup(a, out_string(&o));
	}
	assert_true(stream_of(a, texts, COLLIDING, 2, 20000, NULL).n_families > COLLIDING / 2);
	assert_true(clock_monotonic() - begin < 60 * CLOCK_SECOND);
	arena_free(a);
}

static void takes_a_large_text(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct out o = out_memory(a);
	for (size_t i = 0; o.n < ((size_t)8 << 20); i++)
		out_format(&o, "%s Sak%zu gjelder%zu. ", sentences[i % 12], i, 7 * i);
	const char *large = out_string(&o);
	const char *texts[] = { large, sentences[0], arena_printf(a, "%s Og det er alt.", large), "" };
	struct text_duplicates d = stream_of(a, texts, ARRAY_LEN(texts), 2, 10, NULL);
	assert_int_equal(d.n_families, 3);
	assert_int_equal(d.of[2].family, 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_the_corpus_finds),
		cmocka_unit_test(threads_and_blocks_make_no_difference),
		cmocka_unit_test(order_makes_no_difference),
		cmocka_unit_test(half_of_each_letter_makes_no_family_of_both),
		cmocka_unit_test(look_alike_letters_do_not_escape),
		cmocka_unit_test(the_other_standard_and_typing_errors_do_not_matter),
		cmocka_unit_test(counts_what_is_not_compared),
		cmocka_unit_test(takes_linear_time),
		cmocka_unit_test(takes_a_large_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
