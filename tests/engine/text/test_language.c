#include "collection.h"

static void expect(const char *text, const char *code)
{
	struct text_language_guess g = text_language(span_of(text));
	if (!str_eq(text_language_code(g.language), code))
		fail_msg("%s is %s with %.2f, not %s", text, text_language_code(g.language), g.confidence, code);
	assert_true(g.confidence >= 0 && g.confidence <= 1);
}

static void tells_languages_apart(void **state)
{
	(void)state;
	expect("Vi ønsker oss flere sykkelveier og bedre busstilbud, men ikke på bekostning av skolene.", "nb");
	expect("Hva skal til for at ungdommer blir boende i kommunen?", "nb");
	expect("Vi ynskjer oss fleire sykkelvegar og betre busstilbod, men ikkje på kostnad av skulane.", "nn");
	expect("Kva skal til for at ungdomane blir buande i kommunen?", "nn");
	expect("We would like more cycle paths and better buses, but not at the expense of our schools.", "en");
	expect("Vi ønsker os flere cykelstier og bedre busser, men ikke på bekostning af skolerne, og det haster meget.", "da");
	expect("Vi önskar oss fler cykelvägar och bättre bussar, men inte på bekostnad av skolorna.", "sv");
	expect("Wir wünschen uns mehr Radwege und bessere Busse, aber nicht auf Kosten der Schulen.", "other");
	expect("Nous voulons plus de pistes cyclables et de meilleurs bus dans la région.", "other");
	expect("Нам нужны велосипедные дорожки и автобусы", "other");
}

/* Sentences unlike those that the model learnt from: the first article of the Universal Declaration of
 * Human Rights, and what else a municipality hears. */
static void tells_other_texts_apart(void **state)
{
	(void)state;
	expect("Alle mennesker er født frie og med samme menneskeverd og menneskerettigheter.", "nb");
	expect("Alle menneske er fødde til fridom og med same menneskeverd og menneskerettar.", "nn");
	expect("Alle mennesker er født frie og lige i værdighed og rettigheder.", "da");
	expect("Jeg er bekymret for, at lukningen af plejehjemmet rammer de svageste i vores kommune.", "da");
	expect("Alla människor är födda fria och lika i värde och rättigheter.", "sv");
	expect("Hyrorna har stigit i tre års tid och ingen bryr sig.", "sv");
	expect("All human beings are born free and equal in dignity and rights.", "en");
	expect("Alle Menschen sind frei und gleich an Würde und Rechten geboren.", "other");
	expect("Tous les êtres humains naissent libres et égaux en dignité et en droits.", "other");
	expect("Kaikki ihmiset syntyvät vapaina ja tasavertaisina arvoltaan ja oikeuksiltaan.", "other");
	expect("Buot olbmot leat riegádan friddjan ja olmmošárvvu dáfus dássálagat.", "other");
	expect("すべての人間は、生まれながらにして自由であり", "other");
}

static void knows_sure_words_in_short_texts(void **state)
{
	(void)state;
	expect("Ikkje bygg her", "nn");
	expect("Ikke bygg her", "nb");
	expect("Eg vil ha ferje", "nn");
	expect("Flere busser nå!", "nb");
}

static void says_when_it_cannot_tell(void **state)
{
	(void)state;
	expect("Kollektivtransport", "nb or nn");
	expect("Kraft og energi", "nb or nn");
	expect("", "other");
	expect("12 345 – 👍 !", "other");
	assert_true(text_language(SPAN("👍")).confidence == 0);
}

static void is_not_shaken_by_bad_bytes_or_capitals(void **state)
{
	(void)state;
	expect("VI ØNSKER OSS FLERE SYKKELVEIER, IKKE FLERE MOTORVEIER FRA BYEN", "nb");
	expect("KOMMUNEN MÅ BYGGJE FLEIRE SYKKELVEGAR, IKKJE FLEIRE MOTORVEGAR", "nn");
	expect("Vi \xff\xfe ønsker oss flere sykkelveier \xc3 og ikke flere motorveier fra byen", "nb");
}

static void is_not_shaken_by_other_keyboards_and_slips(void **state)
{
	(void)state;
	expect("Vi onsker oss en ny svommehall, og at skolen far storre skolegard.", "nb");
	expect("Paa denne maaten vil fremtidens byer vaere groennere.", "nb");
	expect("Kommunen ma byggje fleire sykkelvegar no. Borna kan ikkje ga til skulen.", "nn");
	expect("Jeg ønsekr at kommunnen skal sattse mer på kolektivtransport og sykelveier", "nb");
	expect("Eg ynskjr at komunen skal satsa meir på kolektivtrafikk og sykelvegr", "nn");
}

static void is_less_sure_of_mixed_texts(void **state)
{
	(void)state;
	const char *nb = "Vi trenger flere sykkelveier og bedre busser i byen, fordi barna ikke kan gå til skolen.";
	const char *en = "We need more cycle paths and better buses in the city, because our children cannot walk.";
	struct arena *a = arena_new();
	assert_true(text_language(span_of(nb)).confidence > 0.95);
	assert_true(text_language(span_of(en)).confidence > 0.95);
	struct text_language_guess half = text_language(span_of(arena_printf(a, "%s %s", nb, en)));
	assert_true(half.confidence < 0.75);
	struct text_language_guess most = text_language(span_of(arena_printf(a, "%s %s %s", nb, nb, en)));
	assert_int_equal(most.language, TEXT_NB);
	assert_true(most.confidence < 0.85);
	arena_free(a);
}

/* The share of sentences of ten words and more that get the right language. */
static double accuracy(struct arena *a, const char *path, enum text_language language)
{
	size_t n, long_enough = 0, right = 0;
	const char **lines = shared_lines(a, path, &n);
	for (size_t i = 0; i < n; i++) {
		size_t words = 1;
		for (const char *p = lines[i]; *p; p++)
			words += *p == ' ';
		if (words < 10)
			continue;
		long_enough++;
		right += text_language(span_of(lines[i])).language == language;
	}
	return (double)right / (double)long_enough;
}

static void tells_bokmal_from_nynorsk(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	double nb = accuracy(a, "../shared/data/text/nb_ud_dev.txt", TEXT_NB);
	double nn = accuracy(a, "../shared/data/text/nn_ud_dev.txt", TEXT_NN);
	print_message("ten words and more: nb %.4f, nn %.4f\n", nb, nn);
	assert_true(nb >= 0.975);
	assert_true(nn >= 0.97);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_languages_apart),
		cmocka_unit_test(tells_other_texts_apart),
		cmocka_unit_test(knows_sure_words_in_short_texts),
		cmocka_unit_test(says_when_it_cannot_tell),
		cmocka_unit_test(is_not_shaken_by_bad_bytes_or_capitals),
		cmocka_unit_test(is_not_shaken_by_other_keyboards_and_slips),
		cmocka_unit_test(is_less_sure_of_mixed_texts),
		cmocka_unit_test(tells_bokmal_from_nynorsk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
