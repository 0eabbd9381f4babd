/* Texts, numbers and plurals in three languages. */
#include "support.h"

#include "ui/translate.h"
#include "ui/translations.h"

static struct request request(struct arena *a, enum lang lang)
{
	return (struct request){ .arena = a, .lang = lang, .body = out_memory(a) };
}

static void translates(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct request nb = request(a, LANG_NB), nn = request(a, LANG_NN), en = request(a, LANG_EN);
	assert_string_equal(tr(&nb, "Front page"), "Forsiden");
	assert_string_equal(tr(&nn, "Front page"), "Framsida");
	assert_string_equal(tr(&en, "Front page"), "Front page");
	assert_string_equal(tr_name(&nb, "no such text"), "no such text");
	assert_string_equal(tr_name(&nb, ""), "");
	assert_string_equal(tr_name(&nb, NULL), "");
	assert_string_equal(tr_format(&nb, "Page %s", "3"), "Side 3");
	arena_free(a);
}

static void counts(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct request nb = request(a, LANG_NB), nn = request(a, LANG_NN), en = request(a, LANG_EN);
	assert_string_equal(tr_count(&nb, "%s part", "%s parts", 1), "1 del");
	assert_string_equal(tr_count(&nb, "%s part", "%s parts", 2), "2 deler");
	assert_string_equal(tr_count(&nb, "%s part", "%s parts", 0), "0 deler");
	assert_string_equal(tr_count(&nn, "%s part", "%s parts", 2), "2 delar");
	assert_string_equal(tr_count(&en, "%s part", "%s parts", 12345), "12,345 parts");
	assert_string_equal(tr_count(&nb, "%s part", "%s parts", 12345), "12\u00a0345 deler");
	assert_string_equal(trn(&en, "one", "many", 1), "one");
	assert_string_equal(trn(&nb, "one", "many", -1), "many");
	arena_free(a);
}

static void escapes_what_it_writes(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct request nb = request(a, LANG_NB);
	html_t(&nb, "Page %s", "<&>");
	assert_string_equal(out_string(&nb.body), "Side &lt;&amp;&gt;");
	arena_free(a);
}

static void writes_numbers(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	assert_string_equal(tr_number(a, LANG_NB, 0), "0");
	assert_string_equal(tr_number(a, LANG_NB, 9999), "9999");
	assert_string_equal(tr_number(a, LANG_NB, 1234567), "1\u00a0234\u00a0567");
	assert_string_equal(tr_number(a, LANG_EN, 1234), "1,234");
	assert_string_equal(tr_number(a, LANG_EN, 123), "123");
	assert_string_equal(tr_number(a, LANG_NN, -20000), "\u221220\u00a0000");
	assert_string_equal(tr_number(a, LANG_EN, INT64_MIN), "\u22129,223,372,036,854,775,808");
	assert_string_equal(tr_decimal(a, LANG_NB, 3.45, 1), "3,5");
	assert_string_equal(tr_decimal(a, LANG_EN, -12345.678, 2), "\u221212,345.68");
	assert_string_equal(tr_decimal(a, LANG_NB, -0.04, 1), "0,0");
	assert_string_equal(tr_decimal(a, LANG_NB, 7, 0), "7");
	arena_free(a);
}

/* The table that the build makes: in order, every text in both languages, and nothing that
 * changes which arguments a text takes. */
static void has_a_sound_table(void **state)
{
	(void)state;
	assert_true(translations_len > 10);
	for (size_t i = 0; i < translations_len; i++) {
		const struct translation *t = &translations[i];
		assert_true(i == 0 || strcmp(translations[i - 1].id, t->id) < 0);
		assert_ptr_equal(tr_name_lang(LANG_NB, t->id), t->nb[0] ? t->nb[0] : t->id);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(translates),
		cmocka_unit_test(counts),
		cmocka_unit_test(escapes_what_it_writes),
		cmocka_unit_test(writes_numbers),
		cmocka_unit_test(has_a_sound_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
