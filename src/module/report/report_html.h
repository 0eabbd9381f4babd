/* The basis report as HTML: a document of its own, and its parts for a page of the site. */
#ifndef PLANVERK_REPORT_HTML_H
#define PLANVERK_REPORT_HTML_H

#include "module/report/report_basis.h"

/* What stands above the chapters, below the title: when it was made, for whom, what is not in it. */
void report_html_head(struct out *o, struct arena *a, const struct basis_report *r);
/* The table of contents; its heading is of level 2. */
void report_html_contents(struct out *o, struct arena *a, const struct basis_report *r);
/* The chapters; their headings are of level 2 and below. */
void report_html_chapters(struct out *o, struct arena *a, const struct basis_report *r);

#endif
