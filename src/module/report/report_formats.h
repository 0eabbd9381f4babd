/* The forms that `planverk report basis` writes. */
#ifndef PLANVERK_REPORT_FORMATS_H
#define PLANVERK_REPORT_FORMATS_H

#include "module/report/report_basis.h"

/* Each writes the whole report; the arena is for phrases. Whether o took it is for the caller to ask. */
typedef bool report_write_fn(struct out *o, struct arena *a, const struct basis_report *r, struct err *err);

/* A document that needs no other file: its style is in it. */
bool report_write_html(struct out *o, struct arena *a, const struct basis_report *r, struct err *err);
bool report_write_docx(struct out *o, struct arena *a, const struct basis_report *r, struct err *err);
bool report_write_xlsx(struct out *o, struct arena *a, const struct basis_report *r, struct err *err);
/* docs/formats-report.md describes it. */
bool report_write_json(struct out *o, struct arena *a, const struct basis_report *r, struct err *err);

#endif
