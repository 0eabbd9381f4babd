#include "collection.h"

static void masks(void **state)
{
	(void)state;
	const char *pairs[][2] = {
		{ "Ring 912 34 567 eller 22 11 33 44, eller skriv til ola.nordmann@example.no.",
		  "Ring [telefon] eller [telefon], eller skriv til [e-post]." },
		{ "Tlf: +47 99887766, 0047 99887766", "Tlf: [telefon], [telefon]" },
		{ "47 912 34 567", "[telefon]" },
		{ "Mitt nummer er 01010750160, eller 010107 50160", "Mitt nummer er [fødselsnummer], eller [fødselsnummer]" },
		{ "Bygg tog.\nMed vennlig hilsen\n\nPer-Erik Bråten", "Bygg tog.\nMed vennlig hilsen\n\n[navn]" },
		{ "Mvh Ola og Kari Hansen", "Mvh [navn]" },
		{ "helsing frå Åse", "helsing frå [navn]" },
		{ "hilsen ola", "hilsen [navn]" },
		{ "Best regards,\nJohn Smith", "Best regards,\n[navn]" },
		{ "A\xCC\x8As er en by", "Ås er en by" }, /* the result is in NFC */
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
		assert_string_equal(text_mask(a, span_of(pairs[i][0])), pairs[i][1]);
	arena_free(a);
}

static void leaves_the_rest(void **state)
{
	(void)state;
	const char *texts[] = {
		"Bygg 20 000 boliger til 25 500 000 kr innen 2030 2040.",
		"Møtet er 24.12.2025 kl. 12.30-14.00, i § 3-2 og 11-9.",
		"Organisasjonsnummer 974 760 673, postnummer 1400",
		"12345678901 er ikke noe fødselsnummer",          /* the control digits are wrong */
		"Hilsen fra en bekymret innbygger",
		"Takk for en fin hilsen til alle",
		"Vi er enige @ alle",
		"Nettsiden er www.example.no/plan-2025",
		"", "@", "+", "hilsen", "mvh ",
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		assert_string_equal(text_mask(a, span_of(texts[i])), texts[i]);
	arena_free(a);
}

static void says_where(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *text = "Skriv til a@b.no. Hilsen Åse";
	size_t n;
	struct text_personal *p = text_personal(a, span_of(text), &n);
	assert_int_equal(n, 2);
	assert_int_equal(p[0].kind, TEXT_EMAIL);
	assert_memory_equal(text + p[0].at, "a@b.no", p[0].bytes);
	assert_int_equal(p[1].kind, TEXT_NAME);
	assert_memory_equal(text + p[1].at, "Åse", p[1].bytes);
	assert_int_equal(p[1].at + p[1].bytes, strlen(text));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(masks),
		cmocka_unit_test(leaves_the_rest),
		cmocka_unit_test(says_where),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
