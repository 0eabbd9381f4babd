/* The text engine: any bytes, cut into texts at line ends, go through all of it. */
#include "base/utf8.h"
#include "engine/text/campaign.h"
#include "engine/text/stream.h"
#include "engine/text/text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check(bool holds)
{
	if (!holds)
		abort();
}

/* What is found in each text stands in it. */
static void check_pieces(struct arena *a, const char *text)
{
	struct span whole = span_of(text);
	size_t n, end = 0;
	struct text_personal *p = text_personal(a, whole, &n);
	for (size_t i = 0; i < n; i++) {
		check(p[i].at >= end && p[i].bytes > 0 && p[i].at + p[i].bytes <= whole.n);
		end = p[i].at + p[i].bytes;
	}
	struct span *s = text_sentences(a, whole, &n);
	const char *from = text;
	for (size_t i = 0; i < n; i++) {
		check(s[i].s >= from && s[i].n > 0 && s[i].s + s[i].n <= text + whole.n);
		from = s[i].s + s[i].n;
	}
	check(utf8_valid(span_of(text_mask(a, whole)), NULL));
	struct text_language_guess g = text_language(whole);
	check(g.confidence >= 0 && g.confidence <= 1 + 1e-9);
}

static void check_space(struct arena *a, const struct text_corpus *corpus, const struct text_duplicates *d,
                        const char *const *texts, size_t n, unsigned k)
{
	struct text_space *space = text_space(a, corpus, d);
	struct text_groups g = text_group(a, space, k);
	for (size_t i = 0; i < n; i++)
		check(g.of[i] < (int32_t)g.n_groups && g.of[i] >= (k ? 0 : TEXT_NOT_GROUPED));
	const char *const *labels = text_labels(a, space, &g);
	for (size_t i = 0; i < g.n_groups; i++)
		check(labels[i] != NULL && g.overview[i] < g.n_overview);
	struct text_quotes q = text_quotes(a, space, &g, 2);
	for (size_t i = 0; i < q.n; i++)
		check(q.v[i].text < n && q.v[i].at + q.v[i].bytes <= strlen(texts[q.v[i].text]));
	struct text_node nodes[2] = { { .title = n ? texts[0] : NULL, .parent = -1 }, { .title = "Tog", .parent = 0 } };
	struct text_suggestions *s = text_assign(a, space, nodes, 2);
	for (size_t i = 0; i < n; i++)
		for (unsigned j = 0; j < s[i].n; j++)
			check(s[i].best[j].score >= 0 && s[i].best[j].score <= 1 + 1e-9);
}

static struct span fetch(void *arg, struct arena *a, uint32_t i)
{
	(void)a;
	return ((const struct span *)arg)[i];
}

/* A stream finds the families of the corpus; what campaigns say was added stands in the texts. */
static void check_families(struct arena *a, const struct text_corpus *corpus, const struct text_duplicates *d,
                           const char *const *texts, size_t n)
{
	struct text_options options = { .threads = 1, .seed = 1 };
	struct text_stream *stream = text_stream_new(a, &options);
	struct span *spans = arena_array(a, n, sizeof *spans);
	for (size_t i = 0; i < n; i++)
		spans[i] = span_of(texts[i]);
	text_stream_add(stream, spans, n / 2);
	text_stream_add(stream, spans + n / 2, n - n / 2);
	struct text_duplicates streamed = text_stream_finish(stream, a, fetch, spans);
	check(streamed.n_families == d->n_families && (n == 0 || memcmp(streamed.of, d->of, n * sizeof *d->of) == 0));
	struct text_campaigns c = text_campaigns(a, corpus, d, 2);
	for (size_t i = 0; i < c.n; i++) {
		check(c.v[i].texts == c.v[i].exact + c.v[i].edited + c.v[i].with_additions && c.v[i].exact > 0);
		for (size_t k = 0; k < c.v[i].n_additions; k++) {
			const struct text_addition *add = &c.v[i].additions[k];
			check(d->of[add->text].family == c.v[i].family && add->bytes > 0
			      && add->at + add->bytes <= strlen(texts[add->text]));
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	VEC(const char *) texts = { 0 };
	for (struct span rest = { (const char *)bytes, n }; rest.n && texts.n < 200;) {
		struct span line = span_cut(&rest, '\n');
		*VEC_PUSH(a, &texts) = arena_strndup(a, line.s, strnlen(line.s, line.n));
	}
	for (size_t i = 0; i < texts.n; i++)
		check_pieces(a, texts.v[i]);
	struct text_options options = { .threads = 1, .seed = 1 };
	struct text_corpus *corpus = text_prepare(a, texts.v, texts.n, &options);
	struct text_duplicates d = text_duplicates(a, corpus);
	for (size_t i = 0; i < texts.n; i++)
		check(d.of[i].first <= i && d.of[i].family < d.n_families && d.of[d.of[i].first].kind == TEXT_FIRST);
	check_families(a, corpus, &d, texts.v, texts.n);
	check_space(a, corpus, &d, texts.v, texts.n, n ? bytes[0] % 4 : 0);
	arena_free(a);
	return 0;
}
