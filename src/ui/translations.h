/* The table that the build makes of the files in assets/lang (tools/mo2c.c); used by translate.c. */
#ifndef PLANVERK_UI_TRANSLATIONS_H
#define PLANVERK_UI_TRANSLATIONS_H

#include <stddef.h>

struct translation {
	const char *id;    /* the English text; of a pair, the one for 1 */
	const char *nb[2]; /* for 1 and for other numbers; the same text twice where there is no pair */
	const char *nn[2];
};

/* Ordered by id (bytes). */
extern const struct translation translations[];
extern const size_t translations_len;

#endif
