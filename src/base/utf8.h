/* UTF-8: checking, reading, normalising. Unicode data by utf8proc. */
#ifndef PLANVERK_BASE_UTF8_H
#define PLANVERK_BASE_UTF8_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

#define UTF8_REPLACEMENT 0xFFFDu

/* Whether s is valid UTF-8 without NUL; *bad_at (may be NULL) is the offset of the first bad byte. */
bool utf8_valid(struct span s, size_t *bad_at);

/* The code point at *at, which moves past it. A bad byte gives U+FFFD and moves by one. */
uint32_t utf8_next(struct span s, size_t *at);

/* Writes a code point as 1 to 4 bytes into to; returns how many. */
size_t utf8_put(char to[4], uint32_t c);

/* Canonical composition (NFC). Bad bytes become U+FFFD. */
char *utf8_nfc(struct arena *a, struct span s);
/* NFC and case folding, for comparing and indexing. */
char *utf8_fold(struct arena *a, struct span s);

/* Code points in s (what a person would call characters, near enough for cutting texts). */
size_t utf8_length(struct span s);
/* At most n code points of s, cut at a word where one ends in the last third; "…" added if cut. */
char *utf8_shorten(struct arena *a, struct span s, size_t n);

bool utf8_is_letter(uint32_t c);
bool utf8_is_digit(uint32_t c);
bool utf8_is_upper(uint32_t c);
bool utf8_is_space(uint32_t c);

/*
 * Text from a file of unknown encoding as UTF-8 with "\n" line ends: takes
 * UTF-8 (a byte-order mark is dropped), UTF-16 with a byte-order mark, or else
 * Windows-1252 (which contains Latin-1). *encoding names what was found.
 * NULL, with err set, where the bytes are not text (NUL or control bytes).
 */
char *utf8_from_file_bytes(struct arena *a, struct span bytes, const char **encoding, struct err *err);

#endif
