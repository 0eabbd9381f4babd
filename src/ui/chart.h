/*
 * Charts as SVG that need no script, for pages and for stand-alone reports.
 *
 * A chart takes the width it is given while its text keeps its size. It has a
 * title and a description for those who do not see it, values in writing, and
 * colours with a contrast of 3:1 on light and dark ground; parts of a stacked
 * bar carry a letter as well. Put a table with the same figures below it where
 * a reader may want to copy them.
 */
#ifndef PLANVERK_UI_CHART_H
#define PLANVERK_UI_CHART_H

#include "base/arena.h"
#include "base/out.h"
#include "http/http.h"

#define CHART_PARTS_MAX 6

struct chart_bar {
	const char *label;
	double value[CHART_PARTS_MAX]; /* 0 or more; one for each part */
};

struct chart {
	const char *id;          /* unique on the page: "by-event" */
	const char *title;
	const char *description; /* one sentence: what the figures show */
	const char *const *parts; /* names of a stacked bar's parts, or NULL for simple bars */
	size_t n_parts;           /* 0 or 1 for simple bars, at most CHART_PARTS_MAX */
	const struct chart_bar *bars;
	size_t n_bars;
	int decimals;            /* of the values in writing */
	enum lang lang;
};

/* Horizontal bars from one zero line. The arena is for scratch. */
void chart_bars(struct out *o, struct arena *a, const struct chart *c);

#endif
