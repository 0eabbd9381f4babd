/* Interface to the code in coverage_measure.c: from counts to shares, ratios and tests. */
#ifndef PLANVERK_COVERAGE_MEASURE_H
#define PLANVERK_COVERAGE_MEASURE_H

#include "module/coverage/coverage_internal.h"

/* Measures one unit: counts of the parts, then of what is outside the register and what is not
 * known. Populations and their shares are filled. */
void coverage_measure(struct arena *a, struct coverage *c, enum coverage_unit unit, const int64_t *counts,
                      bool published_only);

#endif
