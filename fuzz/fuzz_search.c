/* The search: the first line is a query, each further line a document, and all are shown. */
#include "base/utf8.h"
#include "engine/text/search.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

#define DOCUMENTS_MAX 100

static void check(bool holds)
{
	if (!holds)
		abort();
}

/* Marks stand in the text, in order, and not within a character. */
static void check_marks(const struct search_mark *marks, size_t n, size_t from, size_t end, const char *text)
{
	for (size_t i = 0; i < n; i++) {
		check(marks[i].bytes > 0 && marks[i].at >= from && marks[i].at + marks[i].bytes <= end);
		if (utf8_valid(span_of(text), NULL))
			check(utf8_valid((struct span){ text + marks[i].at, marks[i].bytes }, NULL));
		from = marks[i].at + marks[i].bytes;
	}
}

static void check_shown(struct arena *a, const struct search_answer *found, const char *text)
{
	size_t n;
	struct search_mark *marks = search_marks(a, found, span_of(text), &n);
	check_marks(marks, n, 0, strlen(text), text);
	struct search_snippet s = search_snippet(a, found, span_of(text), 20);
	check(s.at + s.bytes <= strlen(text));
	check_marks(s.marks, s.n_marks, s.at, s.at + s.bytes, text);
}

static void check_answer(struct arena *a, const struct search_answer *found, size_t documents, char *const *texts)
{
	check(found->total <= documents && found->n <= found->total && found->n_words <= SEARCH_WORDS_MAX);
	for (size_t i = 0; i < found->n; i++) {
		check(found->hits[i].id >= 0 && (size_t)found->hits[i].id < documents);
		check(i == 0 || found->hits[i].score <= found->hits[i - 1].score);
		check_shown(a, found, texts[found->hits[i].id]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct span rest = { (const char *)bytes, n };
	struct span first = span_cut(&rest, '\n');
	const char *query = arena_strndup(a, first.s, first.s ? strnlen(first.s, first.n) : 0);
	char *texts[DOCUMENTS_MAX];
	size_t documents = 0;
	struct search_index *index = search_index_new(a, 1);
	while (rest.n && documents < DOCUMENTS_MAX) {
		struct span line = span_cut(&rest, '\n');
		texts[documents] = arena_strndup(a, line.s, strnlen(line.s, line.n));
		struct search_document d = { .id = (int64_t)documents, .kind = documents % SEARCH_KINDS, .text = texts[documents],
		                             .title = documents % 3 ? "Plan" : NULL };
		search_add(index, &d, 1);
		documents++;
	}
	struct search_options options = { 0 };
	struct search_answer found = search(a, index, query, &options);
	check_answer(a, &found, documents, texts);
	check_shown(a, &found, query);
	/* What was removed is not found. */
	for (size_t i = 0; i < documents; i += 2)
		check(search_remove(index, i % SEARCH_KINDS, (int64_t)i));
	found = search(a, index, query, &options);
	for (size_t i = 0; i < found.n; i++)
		check(found.hits[i].id % 2 == 1);
	arena_free(a);
	return 0;
}
