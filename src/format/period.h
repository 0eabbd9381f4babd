/*
 * Periods as planning documents write them: "januar 2024 – juni 2025", "1. kvartal 2026",
 * "hausten 2026", "01.02.2026–15.03.2026", "2027-2040". Bokmål, nynorsk and English.
 */
#ifndef PLANVERK_FORMAT_PERIOD_H
#define PLANVERK_FORMAT_PERIOD_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/str.h"

struct period {
	struct date begins, ends; /* whole months and years are taken whole; ends has no year in "fra 2027" */
	size_t at, bytes;         /* where it stands in the text */
};

/*
 * The first period in a text from an offset on. A part without a year takes that of the other part;
 * without any year it is no period, and neither is one that ends before it begins.
 * Seasons are the meteorological ones (spring is March to May); winter is January and February.
 */
bool period_find(struct arena *a, struct span text, size_t from, struct period *period);

#endif
