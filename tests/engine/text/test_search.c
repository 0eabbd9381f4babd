#include "engine/text/search.h"

#include "base/random.h"
#include "base/utf8.h"
#include "collection.h"

static const char *const texts[] = {
	"Kollektivtilbudet i distriktet er for dårlig, og bussene går for sjelden.",
	"Me treng eit betre kollektivtilbod om kvelden. Det er ikkje buss etter klokka åtte.",
	"Dyrket mark må vernes. Matjorda er en nasjonal ressurs.",
	"Lærlinger må få plass i bedriftene. Fagbrev gir arbeid.",
	"Skulevegen er farleg om vinteren.",
	"Skoleveien må brøytes før barna går.",
	"Sykkelveier gir bedre helse, og mark kan dyrkes.",
	"E18 gjennom Asker bygges ikke før 2040.",
};
enum { BUS, BUS_NN, FIELD, APPRENTICE, SCHOOL_NN, SCHOOL, CYCLE, ROAD, TEXTS };

struct fixture {
	struct arena *arena;
	struct search_index *index;
	struct search_options options;
};

static int setup(void **state)
{
	struct arena *a = arena_new();
	struct fixture *f = arena_alloc(a, sizeof *f);
	struct search_document d[TEXTS];
	f->arena = a;
	f->index = search_index_new(a, 1);
	for (size_t i = 0; i < TEXTS; i++)
		d[i] = (struct search_document){ .id = (int64_t)i, .kind = i % 2, .scope = 1 + (int64_t)i / 4, .stamp = i, .text = texts[i] };
	search_add(f->index, d, TEXTS);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

static struct search_answer ask(const struct fixture *f, const char *query)
{
	return search(f->arena, f->index, query, &f->options);
}

static bool finds(const struct search_answer *found, int64_t id)
{
	for (size_t i = 0; i < found->n; i++)
		if (found->hits[i].id == id)
			return true;
	return false;
}

/* The query finds these, in any order, and nothing else. */
static void assert_finds(const struct fixture *f, const char *query, size_t n, const int *ids)
{
	struct search_answer found = ask(f, query);
	if (found.total != n)
		fail_msg("%s: %zu found, not %zu", query, found.total, n);
	for (size_t i = 0; i < n; i++)
		if (!finds(&found, ids[i]))
			fail_msg("%s does not find %d", query, ids[i]);
}
#define assert_only(f, query, ...) \
	assert_finds((f), (query), ARRAY_LEN(((const int[]){ __VA_ARGS__ })), (const int[]){ __VA_ARGS__ })

static void finds_words_in_any_form(void **state)
{
	const struct fixture *f = *state;
	assert_only(f, "fagbrev", APPRENTICE);
	assert_only(f, "FAGBREVENE", APPRENTICE);
	assert_only(f, "ressursen", FIELD);
	assert_only(f, "2040", ROAD);
	assert_only(f, "e18", ROAD);
	assert_only(f, "bedrift lærling", APPRENTICE);
}

static void finds_parts_of_compounds(void **state)
{
	const struct fixture *f = *state;
	assert_only(f, "kollektiv", BUS, BUS_NN);
	assert_only(f, "jord", FIELD);
	/* A compound is found where its parts stand by themselves. */
	assert_only(f, "markressurs", FIELD);
}

static void finds_both_standards(void **state)
{
	const struct fixture *f = *state;
	assert_only(f, "kollektivtilbud", BUS, BUS_NN);
	assert_only(f, "kollektivtilbod", BUS, BUS_NN);
	assert_only(f, "skoleveg", SCHOOL_NN, SCHOOL);
	assert_int_equal(ask(f, "skulevegen").hits[0].id, SCHOOL_NN);
	assert_int_equal(ask(f, "skoleveien").hits[0].id, SCHOOL);
}

static void corrects_slips(void **state)
{
	struct fixture *f = *state;
	static const struct { const char *wrong, *right; int64_t id; } slips[] = {
		{ "vinetren", "vinteren", SCHOOL_NN }, { "nasjnal", "nasjonal", FIELD }, { "bedriftnee", "bedriftene", APPRENTICE },
		{ "sjeldeen", "sjelden", BUS }, { "helsr", "helse", CYCLE }, { "laerlinger", "lærlinger", APPRENTICE },
	};
	for (size_t i = 0; i < ARRAY_LEN(slips); i++) {
		/* In front, since the last word may be a beginning. */
		struct search_answer found = ask(f, arena_printf(f->arena, "%s og", slips[i].wrong));
		if (found.total != 1 || found.words[0].found != SEARCH_CORRECTED)
			fail_msg("%s is not corrected", slips[i].wrong);
		assert_int_equal(found.hits[0].id, slips[i].id);
		assert_string_equal(found.words[0].instead[0], slips[i].right);
		assert_null(found.words[0].instead[1]);
	}
	/* A compound that nothing has as a whole, by its parts. */
	search_add(f->index, &(struct search_document){ .id = 70, .kind = 3, .text = "Transporten må bli mer kollektiv." }, 1);
	struct search_answer by_parts = ask(f, "kolektivtransport og");
	assert_int_equal(by_parts.words[0].found, SEARCH_CORRECTED);
	assert_string_equal(by_parts.words[0].instead[0], "kollektivtransport");
	assert_int_equal(by_parts.total, 1);
	assert_int_equal(by_parts.hits[0].id, 70);
	/* Too short, too far, or a number. */
	static const char *const hopeless[] = { "bus og", "hekst og", "xyzzyx og", "2041 og" };
	for (size_t i = 0; i < ARRAY_LEN(hopeless); i++)
		assert_int_equal(ask(f, hopeless[i]).words[0].found, SEARCH_MISSING);
}

static void takes_a_last_word_as_a_beginning(void **state)
{
	const struct fixture *f = *state;
	struct search_answer found = ask(f, "distr");
	assert_int_equal(found.total, 1);
	assert_int_equal(found.hits[0].id, BUS);
	assert_int_equal(found.words[0].found, SEARCH_BEGINNING);
	assert_only(f, "sykk* helse", CYCLE);
	assert_int_equal(ask(f, "zz*").total, 0);
	assert_int_equal(ask(f, "zz*").words[0].found, SEARCH_MISSING);
}

static void finds_phrases(void **state)
{
	const struct fixture *f = *state;
	assert_only(f, "\"dyrket mark\"", FIELD);
	assert_only(f, "«Dyrket, MARK»", FIELD);
	assert_only(f, "\"for sjelden\" buss", BUS);
	assert_int_equal(ask(f, "\"mark dyrket\"").total, 0);
	assert_int_equal(ask(f, "\"mark dyrket\"").words[0].found, SEARCH_MISSING);
	/* Of stop words only, and one that is never closed. */
	assert_only(f, "\"det er ikkje\"", BUS_NN);
	assert_only(f, "\"det er ikkje", BUS_NN);
}

static void leaves_out(void **state)
{
	const struct fixture *f = *state;
	assert_only(f, "mark -nasjonal", CYCLE);
	assert_only(f, "mark -«dyrket mark»", CYCLE);
	assert_only(f, "mark -matj*", CYCLE);
	/* All its inflections, but no compounds. */
	assert_int_equal(ask(f, "kollektivtilbud -bussen").total, 0);
	assert_only(f, "kollektiv -tilbud -distrikt", BUS_NN);
}

static void keeps_titles_and_texts_apart(void **state)
{
	struct fixture *f = *state;
	struct search_document d = { .id = 50, .kind = 3, .title = "Grønn energi", .text = "Vind og sol" };
	search_add(f->index, &d, 1);
	assert_only(f, "energi", 50);
	assert_int_equal(ask(f, "\"energi vind\"").total, 0);
	assert_only(f, "\"grønn energi\"", 50);
}

static void says_what_is_not_there(void **state)
{
	const struct fixture *f = *state;
	struct search_answer found = ask(f, "");
	assert_int_equal(found.total, 0);
	assert_int_equal(found.n_words, 0);
	assert_false(found.only_stop_words);
	found = ask(f, "og ikkje eller");
	assert_int_equal(found.total, 0);
	assert_true(found.only_stop_words);
	/* A word that nothing has is left out; where nothing has all that is left, some will do. */
	found = ask(f, "xyzzyx fagbrev");
	assert_int_equal(found.total, 1);
	assert_int_equal(found.words[0].found, SEARCH_MISSING);
	assert_false(found.some);
	found = ask(f, "fagbrev vinteren nasjonal");
	assert_int_equal(found.total, 3);
	assert_true(found.some);
	assert_int_equal(ask(f, "-buss").total, 0);
}

static bool is_even(void *arg, unsigned kind, int64_t id)
{
	++*(int *)arg;
	assert_int_equal(kind, (unsigned)id % 2);
	return id % 2 == 0;
}

static void narrows(void **state)
{
	struct fixture *f = *state;
	struct search_answer found = ask(f, "kollektivtilbud");
	assert_int_equal(found.of_kind[0], 1);
	assert_int_equal(found.of_kind[1], 1);
	f->options.kinds = 1U << 1;
	found = ask(f, "kollektivtilbud");
	assert_int_equal(found.total, 1);
	assert_int_equal(found.hits[0].id, BUS_NN);
	assert_int_equal(found.of_kind[0], 1);
	f->options = (struct search_options){ .scope = 2 };
	assert_only(f, "mark", CYCLE);
	int calls = 0;
	f->options = (struct search_options){ .allow = is_even, .allow_arg = &calls };
	assert_only(f, "kollektivtilbud", BUS);
	assert_int_equal(calls, 2);
	assert_int_equal(ask(f, "kollektivtilbud").of_kind[1], 0);
	f->options = (struct search_options){ .limit = 1 };
	found = ask(f, "kollektivtilbud");
	assert_int_equal(found.n, 1);
	assert_int_equal(found.total, 2);
}

static void forgets_what_is_removed(void **state)
{
	struct fixture *f = *state;
	uint64_t stamp = 99;
	assert_true(search_stamp(f->index, 1, APPRENTICE, &stamp));
	assert_int_equal(stamp, APPRENTICE);
	assert_false(search_stamp(f->index, 0, APPRENTICE, &stamp));
	assert_true(search_remove(f->index, 1, APPRENTICE));
	assert_false(search_remove(f->index, 1, APPRENTICE));
	assert_false(search_stamp(f->index, 1, APPRENTICE, &stamp));
	/* Not found, not offered as a correction or a beginning, and in no phrase. */
	static const char *const queries[] = { "fagbrev", "fagbreb og", "fagbr", "fagb*", "\"gir arbeid\"" };
	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		struct search_answer found = ask(f, queries[i]);
		assert_int_equal(found.total, 0);
		assert_int_equal(found.words[0].found, SEARCH_MISSING);
	}
	/* It may come back, changed. */
	struct search_document d = { .id = APPRENTICE, .kind = 1, .text = "Svennebrev" };
	search_add(f->index, &d, 1);
	assert_only(f, "svennebrev", APPRENTICE);
	assert_int_equal(ask(f, "fagbrev").total, 0);
}

static void count_one(void *arg, unsigned kind, int64_t id)
{
	(void)kind;
	(void)id;
	++*(size_t *)arg;
}

static void knows_when_it_is_wasted(void **state)
{
	struct fixture *f = *state;
	assert_false(search_wasted(f->index));
	for (int64_t i = 0; i < TEXTS - 1; i++)
		assert_true(search_remove(f->index, (unsigned)i % 2, i));
	assert_true(search_wasted(f->index));
	size_t n = 0; /* of those that are left */
	search_each(f->index, count_one, &n);
	assert_int_equal(n, 1);
}

static void bears_strange_queries(void **state)
{
	const struct fixture *f = *state;
	char *long_query = arena_alloc(f->arena, 10001);
	for (size_t i = 0; i < 10000; i++)
		long_query[i] = i % 7 ? (char)('a' + (i * i) % 26) : ' ';
	struct search_answer found = ask(f, long_query);
	assert_true(found.cut);
	assert_int_equal(found.n_words, SEARCH_WORDS_MAX);
	memset(long_query, 'a', 10000);
	ask(f, long_query);
	static const char *const queries[] = {
		"'; DROP TABLE plan; --", "<script>alert(1)</script>", "\xff\xfe buss \xc3", "\"", "-", "--", "*", "-\"", "\"\"",
		"«»", "-*", "\xc2\xad", "\xf0\x9f\x9a\x8c", " \t\n", "%s%n", "NEAR/2 OR AND NOT", "-\"buss", "a*",
	};
	for (size_t i = 0; i < ARRAY_LEN(queries); i++)
		assert_true(ask(f, queries[i]).total <= TEXTS);
	assert_true(finds(&(struct search_answer){ .hits = ask(f, "\xff\xfe buss \xc3").hits, .n = 1 }, BUS)
	            || finds(&(struct search_answer){ .hits = ask(f, "\xff\xfe buss \xc3").hits, .n = 1 }, BUS_NN));
}

/* The piece that a mark stands for. */
static bool marks_are(const struct fixture *f, const char *query, const char *text, const char *expected)
{
	struct search_answer found = ask(f, query);
	size_t n;
	struct search_mark *marks = search_marks(f->arena, &found, span_of(text), &n);
	struct out o = out_memory(f->arena);
	for (size_t i = 0; i < n; i++) {
		assert_true(marks[i].at + marks[i].bytes <= strlen(text));
		out_format(&o, "%s%.*s", i ? "|" : "", (int)marks[i].bytes, text + marks[i].at);
	}
	if (str_eq(out_string(&o), expected))
		return true;
	print_error("%s: marks %s\n", query, out_string(&o));
	return false;
}

static void marks_words_where_they_stand(void **state)
{
	const struct fixture *f = *state;
	assert_true(marks_are(f, "kollektivtilbod", texts[BUS], "Kollektivtilbudet"));
	assert_true(marks_are(f, "kollektiv buss", texts[BUS], "Kollektivtilbudet|bussene"));
	assert_true(marks_are(f, "vinetren", texts[SCHOOL_NN], "vinteren"));
	assert_true(marks_are(f, "\"dyrket mark\"", texts[FIELD], "Dyrket|mark"));
	assert_true(marks_are(f, "mark -jord", texts[CYCLE], "mark"));
	/* Decomposed letters, soft hyphens, and bytes that are no text. */
	assert_true(marks_are(f, "skoleveien", "\xff(SKO\xc2\xadLEVEIEN)\xc3", "SKO\xc2\xadLEVEIEN"));
	assert_true(marks_are(f, "lærlinger", "Fa\xcc\x8a l\xc3\xa6rlinger!", "l\xc3\xa6rlinger"));
	assert_true(marks_are(f, "går", "buss ga\xcc\x8ar", ""));
}

static void cuts_snippets_at_sentences(void **state)
{
	const struct fixture *f = *state;
	const char *text = "Først noe annet. Så enda noe. Matjorda er en nasjonal ressurs. Til slutt litt til.";
	struct search_answer found = ask(f, "nasjonal");
	struct search_snippet s = search_snippet(f->arena, &found, span_of(text), 40);
	assert_true(span_is((struct span){ text + s.at, s.bytes }, "Matjorda er en nasjonal ressurs."));
	assert_false(s.before || s.after);
	assert_int_equal(s.n_marks, 1);
	assert_memory_equal(text + s.marks[0].at, "nasjonal", 8);
	/* Too long a sentence is cut at words, around the first match. */
	struct out o = out_memory(f->arena);
	for (int i = 0; i < 100; i++)
		out_text(&o, "blåbær og ");
	out_text(&o, "en nasjonal ressurs ");
	for (int i = 0; i < 100; i++)
		out_text(&o, "tyttebær og ");
	text = out_string(&o);
	s = search_snippet(f->arena, &found, span_of(text), 100);
	struct span piece = { text + s.at, s.bytes };
	assert_true(s.before && s.after && s.n_marks == 1);
	assert_true(utf8_length(piece) <= 100 && utf8_valid(piece, NULL));
	assert_true(span_contains(piece, "en nasjonal ressurs"));
	assert_true(span_starts(piece, "blåbær") || span_starts(piece, "og"));
	assert_false(span_ends(piece, " "));
	/* Nothing in it: its beginning. Nothing at all: nothing. */
	s = search_snippet(f->arena, &found, span_of(texts[BUS]), 30);
	assert_int_equal(s.at, 0);
	assert_true(s.after);
	s = search_snippet(f->arena, &found, span_of(""), 30);
	assert_int_equal(s.bytes, 0);
}

/* Enough texts for the forms to be taken apart anew, and for several chunks. */
static void answers_alike_for_any_number_of_threads(void **state)
{
	struct fixture *f = *state;
	size_t n = 3000;
	const char **many = planted(f->arena, n);
	struct search_document *d = arena_array(f->arena, n, sizeof *d);
	for (size_t i = 0; i < n; i++)
		d[i] = (struct search_document){ .id = (int64_t)i, .text = many[i] };
	struct search_index *one = search_index_new(f->arena, 1), *four = search_index_new(f->arena, 4);
	search_add(one, d, n);
	search_add(four, d, n);
	static const char *const queries[] = { "sykkelvei", "fagskole lærling", "dyrke kron", "\"ta fagbrev\"" };
	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		struct search_answer a = search(f->arena, one, queries[i], &f->options);
		struct search_answer b = search(f->arena, four, queries[i], &f->options);
		assert_true(a.n > 0 && a.n == b.n);
		assert_memory_equal(a.hits, b.hits, a.n * sizeof *a.hits);
	}
}

/* Documents that are added one by one are found as those that came together. */
static void grows(void **state)
{
	struct fixture *f = *state;
	struct search_index *index = search_index_new(f->arena, 1);
	assert_int_equal(search(f->arena, index, "buss", &f->options).total, 0);
	for (size_t i = 0; i < TEXTS; i++)
		search_add(index, &(struct search_document){ .id = (int64_t)i, .text = texts[i] }, 1);
	f->index = index;
	assert_only(f, "kollektivtilbud", BUS, BUS_NN);
	assert_only(f, "fagbrev", APPRENTICE);
	assert_only(f, "skoleveg", SCHOOL_NN, SCHOOL);
}

static void ranks_the_very_words_first(void **state)
{
	struct fixture *f = *state;
	static const char *const related[] = {
		"Plan for sykling, og mer om annet som ikke angår saken i det hele tatt.",
		"Sykkel.",
		"Sykkelplan for byen.",
	};
	for (size_t i = 0; i < ARRAY_LEN(related); i++)
		search_add(f->index, &(struct search_document){ .id = 60 + (int64_t)i, .kind = 5, .text = related[i] }, 1);
	struct search_answer found = ask(f, "sykkel");
	assert_int_equal(found.hits[0].id, 61);
	found = ask(f, "sykkelplan");
	assert_int_equal(found.hits[0].id, 62);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(finds_words_in_any_form), TEST(finds_parts_of_compounds), TEST(finds_both_standards),
		TEST(corrects_slips), TEST(takes_a_last_word_as_a_beginning), TEST(finds_phrases), TEST(leaves_out),
		TEST(keeps_titles_and_texts_apart), TEST(says_what_is_not_there), TEST(narrows), TEST(forgets_what_is_removed),
		TEST(knows_when_it_is_wasted), TEST(bears_strange_queries), TEST(marks_words_where_they_stand),
		TEST(cuts_snippets_at_sentences), TEST(answers_alike_for_any_number_of_threads), TEST(grows),
		TEST(ranks_the_very_words_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
