/*
 * What a report is written on. The body of a report is a sequence of blocks; a medium turns each into
 * HTML or Word. All texts are plain text in UTF-8, already masked and translated; the medium escapes them.
 */
#ifndef PLANVERK_UI_MEDIUM_H
#define PLANVERK_UI_MEDIUM_H

#include "format/docx_write.h"
#include "ui/chart.h"

#define MEDIUM_COLUMNS_MAX 8 /* of a table */

struct medium {
	const struct medium_form *form;
	const void *subject; /* what the report is made of: for who writes its body */
	enum lang lang;
	struct arena *arena; /* of the medium and the body: phrases */
	struct out *html;    /* one of these, by the form */
	struct docx *docx;
	const struct medium_column *columns; /* of the table that is open */
	size_t n_columns;
	bool numbers[MEDIUM_COLUMNS_MAX];
	unsigned tables;
};

/* A text in a table or list; lang and anchor may be NULL. */
struct medium_text {
	const char *text;
	const char *lang;   /* where it is not the report's */
	const char *anchor; /* it leads to this heading or contribution */
};

struct medium_heading {
	int level;          /* 2 for a chapter; a level deeper than the medium has is its deepest */
	const char *anchor; /* unique in the report; NULL where nothing leads to it */
	const char *label;  /* what kind of thing it is ("Goal"), or NULL */
	const char *text, *lang;
};

struct medium_figure {
	const char *value, *label;
};

struct medium_column {
	const char *name;
	bool number;
	unsigned weight; /* relative width on paper */
};

struct medium_quote {
	const char *text, *lang, *source, *anchor;
};

/* A contribution in a list, with those folded under it. */
struct medium_item {
	size_t number;
	const char *text, *lang, *source, *remark; /* remark "" for none */
	const char *fold;                          /* "+ 3 the same", or NULL where nothing is folded */
	const struct medium_item *folded;          /* those that may be shown */
	size_t n_folded;
	bool anchor;                               /* others lead to it: at most once for each number */
};

struct medium_form {
	void (*heading)(struct medium *, const struct medium_heading *);
	void (*paragraph)(struct medium *, const char *text);
	/* A remark that stands out. */
	void (*note)(struct medium *, const char *text);
	void (*figures)(struct medium *, const struct medium_figure *, size_t n);

	void (*list_begin)(struct medium *);
	void (*list_item)(struct medium *, const struct medium_text *);
	void (*list_end)(struct medium *);

	void (*table_begin)(struct medium *, const char *caption, const struct medium_column *, size_t n);
	void (*table_row)(struct medium *, const struct medium_text *cells);
	void (*table_end)(struct medium *);

	/* A table with the same figures follows; NULL in a medium without charts. */
	void (*bars)(struct medium *, const struct chart *);

	void (*quote)(struct medium *, const struct medium_quote *);

	/* Contributions; where summary is not NULL a reader unfolds them. */
	void (*items_begin)(struct medium *, const char *summary);
	void (*item)(struct medium *, const struct medium_item *);
	void (*items_end)(struct medium *);
};

/* Headings of level 2 and below, charts, contents that fold; classes are those of assets/css/report.css. */
struct medium medium_html(struct arena *a, struct out *o, enum lang lang, const void *subject);
/* Between docx_begin() and docx_end(). Word has four levels of headings: those of a report move up by one. */
struct medium medium_docx(struct arena *a, struct docx *d, enum lang lang, const void *subject);
/* "nb-NO" for docx_info. */
const char *medium_docx_language(enum lang lang);

#endif
