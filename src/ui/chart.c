/*
 * The width of the drawing is not known here, so lengths along it are percentages, and what
 * has a fixed size (text, height) is in pixels. A bar takes at most BAR_SHARE of the width:
 * its value stands behind it. Labels stand above the bars, where they have the whole width.
 */
#include "ui/chart.h"

#include "base/utf8.h"
#include "ui/translate.h"

#define ROW 46          /* pixels from one bar to the next */
#define LABEL_Y 15
#define BAR_Y 21
#define BAR_HEIGHT 18
#define TEXT_Y 35       /* the base line of text within a bar */
#define BAR_SHARE 80.0  /* percent */
#define LABEL_LENGTH 40 /* characters of 8 pixels: the narrowest page has 328 for them */
#define LEGEND_ROW 24
#define LETTER_MIN 6.0  /* percent: a narrower part has no room for its letter */

/* Contrast with white (the letters on them) at least 4.5:1, with near-black at least 3:1. */
static const char *const colours[CHART_PARTS_MAX] = {
	"#2372b5", "#b4530a", "#24803f", "#8b54ae", "#6f7216", "#0b7a7a",
};

static size_t parts(const struct chart *c)
{
	return c->n_parts > 1 ? c->n_parts : 1;
}

static double total(const struct chart *c, const struct chart_bar *bar)
{
	double sum = 0;
	for (size_t i = 0; i < parts(c); i++)
		sum += bar->value[i];
	return sum;
}

/* The largest bar; 1 where all are empty, so that nothing is divided by 0. */
static double scale(const struct chart *c)
{
	double max = 0;
	for (size_t i = 0; i < c->n_bars; i++)
		if (total(c, &c->bars[i]) > max)
			max = total(c, &c->bars[i]);
	return max > 0 ? max : 1;
}

static const char *number(struct arena *a, const struct chart *c, double value)
{
	return tr_decimal(a, c->lang, value, c->decimals);
}

static void write_legend(struct out *o, const struct chart *c)
{
	for (size_t i = 0; i < c->n_parts; i++) {
		int y = (int)i * LEGEND_ROW;
		html(o, "<rect x=\"0\" y=\"%d\" width=\"18\" height=\"18\" fill=\"%s\"/>"
		     "<text x=\"9\" y=\"%d\" text-anchor=\"middle\" fill=\"#fff\">%c</text>"
		     "<text x=\"26\" y=\"%d\" fill=\"currentColor\">%s</text>\n",
		     y, colours[i], y + 14, (int)('A' + i), y + 14, c->parts[i]);
	}
}

/* One part of a bar, from `from` percent on; a gap tells it from the next without colour. */
static void write_part(struct out *o, struct arena *a, const struct chart *c, const struct chart_bar *bar,
                       size_t part, int y, double from, double width)
{
	bool stacked = parts(c) > 1;
	html(o, "<rect x=\"%.2f%%\" y=\"%d\" width=\"%.2f%%\" height=\"%d\" fill=\"%s\">",
	     from, y + BAR_Y, stacked && width > 0.5 ? width - 0.3 : width, BAR_HEIGHT, colours[part]);
	if (stacked)
		html(o, "<title>%s: %s</title>", c->parts[part], number(a, c, bar->value[part]));
	html(o, "</rect>");
	if (stacked && width >= LETTER_MIN)
		html(o, "<text x=\"%.2f%%\" y=\"%d\" text-anchor=\"middle\" fill=\"#fff\">%c</text>",
		     from + width / 2, y + TEXT_Y, (int)('A' + part));
}

static void write_bar(struct out *o, struct arena *a, const struct chart *c, const struct chart_bar *bar,
                      int y, double largest)
{
	double from = 0;
	html(o, "<text x=\"0\" y=\"%d\" fill=\"currentColor\">%s</text>", y + LABEL_Y,
	     utf8_shorten(a, span_of(bar->label), LABEL_LENGTH));
	for (size_t i = 0; i < parts(c); i++) {
		double width = bar->value[i] / largest * BAR_SHARE;
		if (width > 0)
			write_part(o, a, c, bar, i, y, from, width);
		from += width;
	}
	html(o, "<text x=\"%.2f%%\" y=\"%d\" dx=\"6\" fill=\"currentColor\">%s</text>\n",
	     from, y + TEXT_Y, number(a, c, total(c, bar)));
}

/* All figures in words, for those who hear the chart. */
static void write_description(struct out *o, struct arena *a, const struct chart *c)
{
	html(o, "<desc id=\"%s-d\">%s", c->id, c->description);
	for (size_t i = 0; i < c->n_bars; i++) {
		const struct chart_bar *bar = &c->bars[i];
		html(o, " %s: %s", bar->label, number(a, c, total(c, bar)));
		for (size_t part = 0; parts(c) > 1 && part < c->n_parts; part++)
			html(o, "%s%s %s%s", part ? ", " : " (", c->parts[part], number(a, c, bar->value[part]),
			     part + 1 == c->n_parts ? ")" : "");
		html(o, ".");
	}
	html(o, "</desc>\n");
}

void chart_bars(struct out *o, struct arena *a, const struct chart *c)
{
	int legend = parts(c) > 1 ? (int)c->n_parts * LEGEND_ROW + 8 : 0;
	html(o, "<figure class=\"chart\">\n<figcaption>%s</figcaption>\n"
	     "<svg role=\"img\" aria-labelledby=\"%s-t %s-d\" width=\"100%%\" height=\"%d\" "
	     "font-size=\"14\" xmlns=\"http://www.w3.org/2000/svg\">\n<title id=\"%s-t\">%s</title>\n",
	     c->title, c->id, c->id, legend + (int)c->n_bars * ROW, c->id, c->title);
	write_description(o, a, c);
	if (legend)
		write_legend(o, c);
	double largest = scale(c);
	for (size_t i = 0; i < c->n_bars; i++)
		write_bar(o, a, c, &c->bars[i], legend + (int)i * ROW, largest);
	html(o, "</svg>\n</figure>\n");
}
