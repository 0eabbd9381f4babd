#include "base/utf8.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static struct arena *arena;

static int make_arena(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int drop_arena(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void valid_texts(void **state)
{
	(void)state;
	assert_true(utf8_valid(SPAN(""), NULL));
	assert_true(utf8_valid(SPAN("Blåbærsyltetøy – 10 €"), NULL));
	assert_true(utf8_valid(SPAN("\xEF\xBF\xBF\xF4\x8F\xBF\xBF\x7F"), NULL)); /* U+FFFF, U+10FFFF */
}

static void each_kind_of_bad_byte_is_found(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t n, bad_at;
	} cases[] = {
		{ "ab\x80", 3, 2 },              /* a continuation alone */
		{ "ab\xC3", 3, 2 },              /* cut off */
		{ "a\xC3(", 3, 1 },              /* no continuation */
		{ "\xC0\xAF", 2, 0 },            /* overlong */
		{ "\xC1\xBF", 2, 0 },
		{ "\xE0\x80\xAF", 3, 0 },
		{ "\xF0\x80\x80\xAF", 4, 0 },
		{ "x\xED\xA0\x80", 4, 1 },       /* a surrogate */
		{ "\xF4\x90\x80\x80", 4, 0 },    /* beyond U+10FFFF */
		{ "\xF5\x80\x80\x80", 4, 0 },
		{ "\xFE", 1, 0 },
		{ "\xFF", 1, 0 },
		{ "a\0b", 3, 1 },                /* NUL */
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t at = 99;
		assert_false(utf8_valid((struct span){ cases[i].bytes, cases[i].n }, &at));
		assert_int_equal(at, cases[i].bad_at);
	}
}

static void reading_replaces_a_bad_byte_and_goes_on(void **state)
{
	(void)state;
	struct span s = SPAN("å\xE2\x82z€");
	static const uint32_t expected[] = { 0xE5, 0xFFFD, 0xFFFD, 'z', 0x20AC };
	size_t at = 0;
	for (size_t i = 0; i < ARRAY_LEN(expected); i++)
		assert_int_equal(utf8_next(s, &at), expected[i]);
	assert_int_equal(at, s.n);
}

static void every_code_point_comes_back(void **state)
{
	(void)state;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		if (c >= 0xD800 && c < 0xE000)
			continue;
		char bytes[4];
		size_t at = 0, n = utf8_put(bytes, c);
		if (utf8_next((struct span){ bytes, n }, &at) != c || at != n)
			fail_msg("U+%04X does not come back", c);
	}
}

static void normalising_and_folding(void **state)
{
	(void)state;
	assert_string_equal(utf8_nfc(arena, SPAN("A\xCC\x8A")), "Å"); /* A and a ring */
	assert_string_equal(utf8_nfc(arena, SPAN("plain")), "plain");
	assert_string_equal(utf8_nfc(arena, SPAN("a\xFFz")), "a\xEF\xBF\xBDz");
	assert_string_equal(utf8_fold(arena, SPAN("ÆØÅ Oslo ČÁ")), "æøå oslo čá");
	assert_string_equal(utf8_fold(arena, SPAN("KRAFT")), "kraft");
	assert_string_equal(utf8_fold(arena, SPAN("A\xCC\x8A")), utf8_fold(arena, SPAN("å")));
	assert_string_equal(utf8_fold(arena, SPAN("Straße")), "strasse");
}

static void shortening_keeps_characters_and_words_whole(void **state)
{
	(void)state;
	assert_int_equal(utf8_length(SPAN("blåbær")), 6);
	assert_string_equal(utf8_shorten(arena, SPAN("blåbær"), 6), "blåbær");
	assert_string_equal(utf8_shorten(arena, SPAN("blåbær"), 3), "blå…");
	assert_string_equal(utf8_shorten(arena, SPAN("ti lange ord som kuttes her"), 22), "ti lange ord som…");
	assert_string_equal(utf8_shorten(arena, SPAN("a langtordutenmellomrom"), 10), "a langtord…");
	assert_string_equal(utf8_shorten(arena, SPAN(""), 0), "");
	assert_string_equal(utf8_shorten(arena, SPAN("x"), 0), "…");
}

static void classes(void **state)
{
	(void)state;
	assert_true(utf8_is_letter('a') && utf8_is_letter(0xC6) && utf8_is_letter(0x10D) && !utf8_is_letter('1'));
	assert_true(utf8_is_digit('7') && utf8_is_digit(0x0667) && !utf8_is_digit(0xBD));
	assert_true(utf8_is_upper(0xD8) && !utf8_is_upper(0xF8) && !utf8_is_upper('@'));
	assert_true(utf8_is_space(' ') && utf8_is_space(0xA0) && utf8_is_space(0x2009) && !utf8_is_space('_'));
}

static void check_decoded(struct span bytes, const char *encoding, const char *text)
{
	const char *found = NULL;
	struct err err = { 0 };
	char *decoded = utf8_from_file_bytes(arena, bytes, &found, &err);
	assert_non_null(decoded);
	assert_string_equal(decoded, text);
	assert_string_equal(found, encoding);
}

static void files_of_every_encoding(void **state)
{
	(void)state;
	check_decoded(SPAN("å\r\nb\rc\nd\r\n"), "UTF-8", "å\nb\nc\nd\n");
	check_decoded(SPAN("\xEF\xBB\xBFid,tekst"), "UTF-8", "id,tekst");
	check_decoded(SPAN("bl\xE5" "b\xE6r \x96 \x80 10"), "Windows-1252", "blåbær – € 10");
	check_decoded(SPAN("a\x81" "b\xE5"), "Windows-1252", "a\xEF\xBF\xBD" "bå");
	check_decoded(SPAN("\xFF\xFE" "\xE5\0\n\0\x3D\xD8\x00\xDE"), "UTF-16", "å\n😀");
	check_decoded(SPAN("\xFE\xFF" "\0\xE5\0\r\0\n\xD8\x3D\xDE\x00"), "UTF-16", "å\n😀");
	check_decoded(SPAN("\xFF\xFE" "a\0\x3D\xD8" "b\0"), "UTF-16", "ab"); /* half a pair is dropped */
	check_decoded(SPAN(""), "UTF-8", "");
}

static void what_is_not_text_is_refused_with_its_line(void **state)
{
	(void)state;
	struct err err = { 0 };
	assert_null(utf8_from_file_bytes(arena, SPAN("id\nPK\x03\x04"), NULL, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_int_equal(err.line, 2);
	err_clear(&err);
	assert_null(utf8_from_file_bytes(arena, SPAN("a\0b"), NULL, &err));
	assert_int_equal(err.line, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid_texts),
		cmocka_unit_test(each_kind_of_bad_byte_is_found),
		cmocka_unit_test(reading_replaces_a_bad_byte_and_goes_on),
		cmocka_unit_test(every_code_point_comes_back),
		cmocka_unit_test(normalising_and_folding),
		cmocka_unit_test(shortening_keeps_characters_and_words_whole),
		cmocka_unit_test(classes),
		cmocka_unit_test(files_of_every_encoding),
		cmocka_unit_test(what_is_not_text_is_refused_with_its_line),
	};
	return cmocka_run_group_tests_name("base/utf8", tests, make_arena, drop_arena);
}
