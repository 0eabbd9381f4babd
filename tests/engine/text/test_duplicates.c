#include "collection.h"

#include "base/clock.h"

static void expect(const char *const *texts, const enum text_kind *kinds, const uint32_t *families, size_t n)
{
	struct collection c = collection_of(texts, n, 1);
	for (size_t i = 0; i < n; i++) {
		const struct text_duplicate *d = &c.duplicates.of[i];
		if (d->kind != kinds[i] || d->family != families[i])
			fail_msg("%s is %s of family %u", texts[i], text_kind_code(d->kind), d->family);
		assert_true(d->kind == TEXT_FIRST ? d->first == i : d->first < i);
		assert_int_equal(c.duplicates.of[d->first].family, d->family);
	}
	collection_free(&c);
}

static void finds_copies_but_for_case_and_signs(void **state)
{
	(void)state;
	const char *texts[] = { "Bygg sykkelvei nå!", "Mer tog", "BYGG  sykkelvei – nå", "mer tog.", "Mer buss", "", "!?" };
	expect(texts, (enum text_kind[]){ TEXT_FIRST, TEXT_FIRST, TEXT_EXACT, TEXT_EXACT, TEXT_FIRST, TEXT_FIRST, TEXT_EXACT },
	       (uint32_t[]){ 0, 1, 0, 1, 2, 3, 3 }, ARRAY_LEN(texts));
}

static void finds_variants(void **state)
{
	(void)state;
	const char *texts[] = {
		"Vi krever at kommunen stanser utbyggingen av strandsonen og verner friluftsområdene våre for barna.",
		"Vi krever at kommunen stanser utbyggingen av strandsonen, og verner alle friluftsområdene våre for barna.",
		"Vi krever at kommunen åpner flere barnehager og verner friluftsområdene våre.",
	};
	expect(texts, (enum text_kind[]){ TEXT_FIRST, TEXT_NEAR, TEXT_FIRST }, (uint32_t[]){ 0, 0, 1 }, ARRAY_LEN(texts));
}

static void finds_a_text_within_a_longer_one(void **state)
{
	(void)state;
	const char *texts[] = {
		"Lag en felles veileder for arealregnskap. Bruk de samme tallene i alle kommunene i regionen vår.",
		"Bruk de samme tallene i alle kommunene i regionen vår",
		"Vi trenger et nytt bibliotek i sentrum av byen.",
		"Svømmehallen må pusses opp. Vi trenger et nytt bibliotek i sentrum av byen. Skolen er for liten.",
	};
	expect(texts, (enum text_kind[]){ TEXT_FIRST, TEXT_CONTAINED, TEXT_FIRST, TEXT_CONTAINED },
	       (uint32_t[]){ 0, 0, 1, 1 }, ARRAY_LEN(texts));
}

static void a_shared_phrase_is_no_duplicate(void **state)
{
	(void)state;
	const char *texts[] = {
		"Fokus på kompetanse og rekruttering i næringslivet", "Fokus på energi og miljø i næringslivet",
		"Vi ønsker bedre samarbeid og koordinering av regional transport",
		"Vi ønsker bedre samarbeid og koordinering av regional energi",
		"Mer tog", "Mer tog til byen",
	};
	expect(texts, (enum text_kind[]){ TEXT_FIRST, TEXT_FIRST, TEXT_FIRST, TEXT_FIRST, TEXT_FIRST, TEXT_FIRST },
	       (uint32_t[]){ 0, 1, 2, 3, 4, 5 }, ARRAY_LEN(texts));
}

/* A letter of 60 words, each with a paragraph of its own behind it. */
static const char **letters(struct arena *a, size_t n)
{
	static const char letter[] =
		"Jeg skriver til dere fordi planen for strandsonen bekymrer meg. Forslaget åpner for boliger der barn i dag "
		"bader og leker, og der mange av oss går tur hele året. Jeg ber om at området fortsatt settes av til "
		"friluftsliv, at stien langs sjøen blir sammenhengende, og at det ikke gis flere dispensasjoner. ";
	const char **texts = arena_array(a, n, sizeof *texts);
	for (size_t i = 0; i < n; i++)
		texts[i] = arena_printf(a, "%sMin familie har brukt plass%zu siden år%zu, og naboen hus%zu er enig med oss.",
		                        letter, i, 3 * i, 7 * i);
	return texts;
}

static void finds_form_letters(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct collection c = collection_of(letters(a, 500), 500, 2);
	assert_int_equal(c.duplicates.n_families, 1);
	for (size_t i = 1; i < 500; i++)
		assert_int_equal(c.duplicates.of[i].kind, TEXT_NEAR);
	collection_free(&c);
	arena_free(a);
}

static void a_long_statement_does_not_swallow_what_it_quotes(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char **texts = planted(a, 81);
	struct out o = out_memory(a);
	for (size_t i = 0; i < 80; i++)
		out_format(&o, "%s ", texts[i]);
	texts[80] = out_string(&o);
	struct collection c = collection_of(texts, 81, 1);
	assert_int_equal(c.duplicates.of[80].kind, TEXT_FIRST);
	collection_free(&c);
	arena_free(a);
}

/* Many copies, and many variants, in about linear time: a quadratic way would take minutes. */
static void takes_linear_time(void **state)
{
	(void)state;
	enum { COPIES = 200000, VARIANTS = 20000 };
	struct arena *a = arena_new();
	const char **texts = letters(a, VARIANTS), **copies = arena_array(a, COPIES, sizeof *copies);
	for (size_t i = 0; i < COPIES; i++)
		copies[i] = "Vi vil ha flere tog til byen og færre biler i gatene våre, og det haster.";
	int64_t begin = clock_monotonic();
	struct collection c = collection_of(copies, COPIES, 2);
	assert_int_equal(c.duplicates.n_families, 1);
	collection_free(&c);
	c = collection_of(texts, VARIANTS, 2);
	assert_int_equal(c.duplicates.n_families, 1);
	collection_free(&c);
	assert_true(clock_monotonic() - begin < 60 * CLOCK_SECOND);
	arena_free(a);
}

/* List items under headings that begin with a number and hold "Innspill". */
static const char **contributions(struct arena *a, size_t *n)
{
	size_t n_lines;
	const char **lines = shared_lines(a, "../shared/sources/handlingsprogram_grunnlag.txt", &n_lines);
	VEC(const char *) found = { 0 };
	bool within = false;
	for (size_t i = 0; i < n_lines; i++) {
		if (lines[i][0] >= '0' && lines[i][0] <= '9' && strchr(lines[i], '.') && !strchr(lines[i], '\t'))
			within = strstr(lines[i], "Innspill") != NULL;
		if (within && str_starts(lines[i], "- "))
			*VEC_PUSH(a, &found) = lines[i] + 2;
	}
	*n = found.n;
	return found.v;
}

static void finds_the_two_of_a_real_document(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	size_t n, kinds[4] = { 0 };
	const char **texts = contributions(a, &n);
	assert_int_equal(n, 61);
	struct collection c = collection_of(texts, n, 1);
	for (size_t i = 0; i < n; i++) {
		kinds[c.duplicates.of[i].kind]++;
		if (c.duplicates.of[i].kind == TEXT_EXACT)
			assert_true(str_starts(texts[i], "Felles press på politikere"));
		if (c.duplicates.of[i].kind == TEXT_CONTAINED)
			assert_true(str_starts(texts[i], "Koordinering av kommunenes behov"));
	}
	assert_int_equal(kinds[TEXT_EXACT], 1);
	assert_int_equal(kinds[TEXT_CONTAINED], 1);
	assert_int_equal(kinds[TEXT_NEAR], 0);
	collection_free(&c);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_copies_but_for_case_and_signs),
		cmocka_unit_test(finds_variants),
		cmocka_unit_test(finds_a_text_within_a_longer_one),
		cmocka_unit_test(a_shared_phrase_is_no_duplicate),
		cmocka_unit_test(finds_form_letters),
		cmocka_unit_test(a_long_statement_does_not_swallow_what_it_quotes),
		cmocka_unit_test(takes_linear_time),
		cmocka_unit_test(finds_the_two_of_a_real_document),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
