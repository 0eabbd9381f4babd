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
		{ "Ring (+47) 912 34 567 el. 22-11-33-44", "Ring (+47) [telefon] el. [telefon]" },
		{ "D-nummer 41010750006.", "D-nummer [fødselsnummer]." },
		{ "Konto 1234.56.78911, kontonr. 12345678911", "Konto [kontonummer], kontonr. [kontonummer]" },
		{ "Se https://ola:hemmelig@example.no/plan", "Se https://[innlogging]@example.no/plan" },
		{ "Jeg heter Kari Nordmann og bor i Storgata 12 B, 0155 Oslo.", "Jeg heter [navn] og bor i [adresse]." },
		{ "Eg heiter Åse Li, Kyrkjevegen 5", "Eg heiter [navn], [adresse]" },
		{ "JEG HETER KARI NORDMANN OG BOR I KIRKEVEIEN 5", "JEG HETER [navn] OG BOR I [adresse]" },
		{ "Karl Johans gate 22\n0159 Oslo", "[adresse]" },
		{ "Vi bor i Nedre Slottsgate 4-6 og på Olavs plass 3b", "Vi bor i [adresse] og på [adresse]" },
		{ "Storgt. 3 er til salgs", "[adresse] er til salgs" },
		{ "Velforeningen v/ Kari Hansen", "Velforeningen v/ [navn]" },
		{ "Navn: Ola Nordmann", "Navn: [navn]" },
		{ "Mvh Ola Nordmann, Storgata 4, 0155 Oslo", "Mvh [navn], [adresse]" },
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
		"Ruter 31 og E18 fra Oslo S mot 2040",
		"Bygg ut Ring 3, Fylkesvei 120 og Riksvei 4 nå",
		"Sykkelveien 3 km forbi torget, 20251107",
		"Storgata 2025: en visjon. Veien 5 må utbedres",
		"Det koster kr 25500000, eller 25500000 kr",
		"Hilsen Naturvernforbundet i Oslo", "Mvh Bærum kommune", "Mvh Nordby vel",
		"Jeg heter det samme som deg",
		"Kontonummeret 1234.56.78912 er feil",            /* the control digit is wrong */
		"https://example.no/@plan og ola@", "Plan for Indre Oslofjord 2025-2030",
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
