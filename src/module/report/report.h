/*
 * Reports: what a plan's contributions amount to, as a document to bring to a
 * meeting. The basis report is the first.
 */
#ifndef PLANVERK_REPORT_H
#define PLANVERK_REPORT_H

#include "module.h"

extern const struct module report_module;

#endif
