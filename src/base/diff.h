/* What differs between two sequences and between two texts, word by word (Myers 1986). */
#ifndef PLANVERK_BASE_DIFF_H
#define PLANVERK_BASE_DIFF_H

#include "base/str.h"

enum diff_kind { DIFF_SAME, DIFF_GONE, DIFF_NEW };

/* A piece of one of the texts, borrowed: of the old one where it is gone, else of the new one. */
struct diff_piece {
	enum diff_kind kind;
	struct span text;
};

/*
 * Words with the white space behind them, joined to pieces as long as they can be: those that are
 * the same or new, together, are the new text; those that are the same or gone the old one, but for
 * white space behind words that stayed. Texts that have next to nothing in common come as one piece
 * gone and one new.
 */
void diff_words(struct arena *a, const char *old_text, const char *new_text, struct diff_piece **pieces, size_t *n);

#endif
