#include "collection.h"

struct explained {
	struct arena *arena;
	struct text_seen *v; /* the sentences */
	size_t n;
};

static struct explained explain(const char *text)
{
	struct explained e = { .arena = arena_new() };
	struct text_explainer *x = text_explainer_new(e.arena, span_of(text));
	VEC(struct text_seen) seen = { 0 };
	for (struct text_seen s; text_explain_next(x, e.arena, &s);)
		*VEC_PUSH(e.arena, &seen) = s;
	e.v = seen.v;
	e.n = seen.n;
	return e;
}

static const struct text_seen_word *word(const struct explained *e, const char *written)
{
	for (size_t i = 0; i < e->n; i++)
		for (size_t w = 0; w < e->v[i].n_words; w++) {
			const struct text_seen_word *at = &e->v[i].words[w];
			if (span_is((struct span){ e->v[i].sentence.s + at->at, at->bytes }, written))
				return at;
		}
	fail_msg("no word %s", written);
	return NULL;
}

static void shows_each_step(void **state)
{
	(void)state;
	struct explained e = explain("Vi treng 3 knutepunktutviklingar i Sandvika 👍. Bygg skular der!");
	assert_int_equal(e.n, 2);
	assert_int_equal(e.v[0].language.language, TEXT_NN);
	assert_true(span_is(e.v[1].sentence, "Bygg skular der!"));
	assert_int_equal(word(&e, "Vi")->role, TEXT_STOP);
	assert_null(word(&e, "Vi")->stem);
	assert_int_equal(word(&e, "3")->role, TEXT_NUMBER);
	assert_int_equal(word(&e, "👍")->role, TEXT_SIGN);
	const struct text_seen_word *w = word(&e, "knutepunktutviklingar");
	assert_int_equal(w->role, TEXT_CONTENT);
	assert_int_equal(w->n_parts, 2);
	assert_string_equal(w->part[0], "knutepunkt");
	assert_string_equal(w->part[1], "utvikling");
	assert_null(w->spelling);
	w = word(&e, "skular");
	assert_string_equal(w->spelling, "skolar");
	assert_string_equal(w->stem, "skol");
	arena_free(e.arena);
}

static void keeps_names_whole(void **state)
{
	(void)state;
	struct explained e = explain("Toget fra Sandvika går til Nordstrand. Sandvikas stasjon ligger ved ei sandstrand.");
	const struct text_seen_word *w = word(&e, "Nordstrand");
	assert_int_equal(w->role, TEXT_PROPER);
	assert_int_equal(w->n_parts, 0);
	assert_string_equal(w->stem, "nordstrand");
	assert_string_equal(word(&e, "Sandvikas")->stem, "sandvika");
	assert_int_equal(word(&e, "Toget")->role, TEXT_CONTENT);
	arena_free(e.arena);
}

static void says_where_personal_data_stands(void **state)
{
	(void)state;
	struct explained e = explain("Bygg tog. Skriv til a@b.no.\nMed hilsen\nKari Nordmann");
	assert_int_equal(e.n, 4);
	assert_int_equal(e.v[0].n_personal, 0);
	assert_int_equal(e.v[1].n_personal, 1);
	assert_int_equal(e.v[1].personal[0].kind, TEXT_EMAIL);
	assert_memory_equal(e.v[1].sentence.s + e.v[1].personal[0].at, "a@b.no", 6);
	assert_int_equal(e.v[3].n_personal, 1);
	assert_int_equal(e.v[3].personal[0].at, 0);
	assert_int_equal(e.v[3].personal[0].bytes, strlen("Kari Nordmann"));
	arena_free(e.arena);
}

static void takes_any_text(void **state)
{
	(void)state;
	const char *texts[] = { "", " \n\n", "👍👍", "\xff\xfe\x80", "a", "!!!", "ÅÅÅ" };
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct explained e = explain(texts[i]);
		assert_true(e.n <= 1);
		arena_free(e.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_each_step),
		cmocka_unit_test(keeps_names_whole),
		cmocka_unit_test(says_where_personal_data_stands),
		cmocka_unit_test(takes_any_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
