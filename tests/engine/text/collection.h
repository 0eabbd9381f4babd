/* What tests of the text engine share: a corpus from literals, and data beside the project. */
#ifndef PLANVERK_TESTS_COLLECTION_H
#define PLANVERK_TESTS_COLLECTION_H

#include "base/file.h"
#include "base/out.h"
#include "base/utf8.h"
#include "engine/text/text_internal.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

struct collection {
	struct arena *arena;
	const char *const *texts;
	size_t n;
	struct text_corpus *corpus;
	struct text_duplicates duplicates;
	struct text_space *space;
};

/* Reads the texts as far as duplicates; collection_place() goes on. */
static inline struct collection collection_of(const char *const *texts, size_t n, unsigned threads)
{
	struct collection c = { .arena = arena_new(), .texts = texts, .n = n };
	struct text_options options = { .threads = threads, .seed = 1 };
	c.corpus = text_prepare(c.arena, texts, n, &options);
	c.duplicates = text_duplicates(c.arena, c.corpus);
	return c;
}

static inline void collection_place(struct collection *c)
{
	c->space = text_space(c->arena, c->corpus, &c->duplicates);
}

static inline void collection_free(struct collection *c)
{
	arena_free(c->arena);
}

/* Texts on a few subjects, in sentences made from templates: text i is on subject i % 4. In each, every
 * noun meets every verb, so that a subject hangs together. */
#define SUBJECTS 4
static inline const char **planted(struct arena *a, size_t n)
{
	static const char *const nouns[SUBJECTS][6] = {
		{ "sykkelvei", "gangvei", "kollektivtransport", "bussholdeplasser", "togavganger", "innfartsparkering" },
		{ "matjord", "dyrket mark", "jordvern", "landbruksareal", "beitemark", "kornproduksjon" },
		{ "fagutdanning", "lærlingplasser", "videregående skole", "kompetanseheving", "fagskoletilbud", "etterutdanning" },
		{ "badevann", "avløpsrensing", "fjordmiljø", "torskebestand", "vassdrag", "kloakkutslipp" },
	};
	static const char *const verbs[SUBJECTS][4] = {
		{ "kjøre oftere", "reise trygt", "sykle til arbeidet", "bytte mellom buss og tog" },
		{ "dyrke korn", "verne matproduksjonen", "holde beitedyr", "høste av jorda" },
		{ "lære et fag", "ta fagbrev", "studere videre", "rekruttere lærlinger" },
		{ "bade i fjorden", "fiske torsk", "rense avløpet", "verne vassdragene" },
	};
	static const char *const frames[5] = {
		"Vi mener at %s må prioriteres i planen, slik at folk kan %s.",
		"Regionen trenger bedre %s. Da kan flere %s.",
		"Uten %s blir det vanskelig å %s her hos oss.",
		"Kommunene bør samarbeide om %s, og hjelpe folk til å %s.",
		"Det viktigste for oss er %s: alle skal kunne %s.",
	};
	const char **texts = arena_array(a, n, sizeof *texts);
	for (size_t i = 0; i < n; i++) {
		size_t s = i % SUBJECTS, r = i / SUBJECTS;
		struct out o = out_memory(a);
		const char *frame = frames[(r / 7 + r) % 5], *noun = nouns[s][r % 6], *verb = verbs[s][(r + r / 6) % 4];
		const char *first = strstr(frame, "%s"), *second = strstr(first + 2, "%s");
		out_format(&o, "%.*s%s%.*s%s%s", (int)(first - frame), frame, noun, (int)(second - first - 2), first + 2, verb, second + 2);
		texts[i] = arena_strdup(a, out_string(&o));
	}
	return texts;
}

/* The lines of a file that lies beside the project, or a skipped test that says which is missing. */
static inline const char **shared_lines(struct arena *a, const char *path, size_t *n)
{
	struct err err = { 0 };
	struct span rest;
	VEC(const char *) lines = { 0 };
	if (!file_read(a, path, (size_t)1 << 30, &rest, &err)) {
		print_message("%s is not there: skipped\n", path);
		skip();
	}
	while (rest.n) {
		struct span line = span_cut(&rest, '\n');
		*VEC_PUSH(a, &lines) = arena_strndup(a, line.s, line.n);
	}
	*n = lines.n;
	return lines.v;
}

#endif
