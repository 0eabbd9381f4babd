#include "collection.h"

#include "engine/text/campaign.h"

static const char letter[] =
	"Jeg skriver til dere fordi planen for strandsonen bekymrer meg. Forslaget åpner for boliger der barn i dag "
	"bader og leker, og der mange av oss går tur hele året. Jeg ber om at området fortsatt settes av til "
	"friluftsliv, at stien langs sjøen blir sammenhengende, og at det ikke gis flere dispensasjoner.";
static const char own[] = "Selv har jeg rodd fra den brygga i seksti år, og broren min druknet nesten der.";

/* The letter twice, edited, with an own sentence before and behind, and texts that have nothing to do with it. */
static const char **sent(struct arena *a, size_t *n)
{
	const char **texts = arena_array(a, 16, sizeof *texts);
	*n = 0;
	texts[(*n)++] = arena_printf(a, "%s %s", own, letter);
	texts[(*n)++] = letter;
	texts[(*n)++] = arena_printf(a, "%.*s", (int)(strstr(letter, "Jeg ber") - letter), letter);
	texts[(*n)++] = "Vi trenger et nytt bibliotek i sentrum av byen, og det haster veldig.";
	texts[(*n)++] = arena_printf(a, "%s!!!", letter);
	texts[(*n)++] = arena_printf(a, "%s\n\n%s\nHilsen Ola Martin Nordmann Hansen", letter, own);
	texts[(*n)++] = "";
	texts[(*n)++] = "";
	texts[(*n)++] = " ";
	return texts;
}

static void finds_the_letter_and_what_was_added(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	size_t n;
	const char **texts = sent(a, &n);
	struct collection c = collection_of(texts, n, 1);
	struct text_campaigns found = text_campaigns(a, c.corpus, &c.duplicates, 3);
	assert_int_equal(found.n, 1);
	const struct text_campaign *p = &found.v[0];
	assert_int_equal(p->base, 1);
	assert_int_equal(p->family, c.duplicates.of[1].family);
	assert_int_equal(p->texts, 5);
	assert_int_equal(p->exact, 2);
	assert_int_equal(p->edited, 1);
	assert_int_equal(p->with_additions, 2);
	assert_int_equal(p->n_additions, 2);
	for (size_t i = 0; i < 2; i++) {
		const struct text_addition *d = &p->additions[i];
		assert_int_equal(d->text, i == 0 ? 0 : 5);
		assert_int_equal(d->bytes, strlen(own));
		assert_memory_equal(texts[d->text] + d->at, own, d->bytes);
	}
	collection_free(&c);
	arena_free(a);
}

static void takes_the_letter_that_most_are_made_from(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char **texts = arena_array(a, 300, sizeof *texts);
	/* Nobody sent it as it is but one; all others changed or added something. */
	for (size_t i = 0; i < 300; i++)
		texts[i] = i == 171 ? letter
		         : i % 2 ? arena_printf(a, "%s Fra hus nummer%zu ser vi utover vika%zu hver eneste morgen%zu.", letter, i, 3 * i, i)
		         : arena_printf(a, "%.*s ord%zu %s", (int)(strstr(letter, "bekymrer") - letter), letter, i,
		                        strstr(letter, "bekymrer"));
	struct collection c = collection_of(texts, 300, 2);
	struct text_campaigns found = text_campaigns(a, c.corpus, &c.duplicates, 2);
	assert_int_equal(found.n, 1);
	assert_int_equal(found.v[0].base, 171);
	assert_int_equal(found.v[0].texts, 300);
	assert_int_equal(found.v[0].exact, 1);
	assert_int_equal(found.v[0].with_additions, 149);
	collection_free(&c);
	arena_free(a);
}

static void threads_make_no_difference(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char **texts = arena_array(a, 500, sizeof *texts);
	for (size_t i = 0; i < 500; i++)
		texts[i] = i % 3 ? arena_printf(a, "%s Vi bor%zu i svingen%zu bak låven%zu.", letter, i, i / 2, i / 3) : letter;
	struct collection one = collection_of(texts, 500, 1), four = collection_of(texts, 500, 4);
	struct text_campaigns x = text_campaigns(a, one.corpus, &one.duplicates, 3);
	struct text_campaigns y = text_campaigns(a, four.corpus, &four.duplicates, 3);
	assert_int_equal(x.n, 1);
	assert_int_equal(y.n, 1);
	assert_int_equal(x.v[0].base, y.v[0].base);
	assert_int_equal(x.v[0].n_additions, y.v[0].n_additions);
	assert_true(x.v[0].n_additions > 300);
	for (size_t i = 0; i < x.v[0].n_additions; i++)
		assert_true(x.v[0].additions[i].text == y.v[0].additions[i].text && x.v[0].additions[i].at == y.v[0].additions[i].at);
	collection_free(&one);
	collection_free(&four);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_letter_and_what_was_added),
		cmocka_unit_test(takes_the_letter_that_most_are_made_from),
		cmocka_unit_test(threads_make_no_difference),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
