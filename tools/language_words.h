/* The words that the languages are learnt from, with the languages that have each. */
#ifndef PLANVERK_TOOLS_LANGUAGE_WORDS_H
#define PLANVERK_TOOLS_LANGUAGE_WORDS_H

#include "base/err.h"
#include "engine/text/text_internal.h"

struct sample {
	struct span word;
	unsigned languages; /* LANGUAGE_… */
	float weight;
};

struct samples {
	struct sample *v;
	size_t n;
};

/* Every form of the words in `folder` (norwegian.txt, languages.txt) and every word of the engine's
 * lists, once each, in the order they are first met; then how they look without æ, ø and å. */
bool language_words(struct arena *a, const char *folder, struct samples *samples, struct err *err);

#endif
