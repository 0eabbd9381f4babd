/* The content of the annual report on any medium whose subject is a struct annual. */
#ifndef PLANVERK_ANNUAL_BODY_H
#define PLANVERK_ANNUAL_BODY_H

#include "module/annual/annual_internal.h"
#include "ui/medium.h"

/* From headings of level 2 on. summary: one page, for politicians. */
void annual_body_write(struct medium *m, bool summary);

#endif
