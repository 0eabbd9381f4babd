/*
 * Another program, run apart: it sees its input, its output and nothing else of ours, and is ended when it takes too
 * much time or memory.
 */
#ifndef PLANVERK_BASE_RUN_H
#define PLANVERK_BASE_RUN_H

#include "base/err.h"
#include "base/out.h"

struct run {
	const char *program;     /* "/usr/bin/pdftotext" */
	char *const *arguments;  /* with its name first, NULL last */
	int in;                  /* a file descriptor that becomes its standard input; stays open */
	size_t memory_max;       /* bytes of address space */
	size_t file_max;         /* bytes of a file that it writes; 0: it can write none */
	unsigned cpu_seconds, wall_seconds;
	size_t output_max;       /* bytes */
};
enum run_result { RUN_OK, RUN_MISSING, RUN_FAILED, RUN_TOO_MUCH };

/* Runs it to its end; what it writes goes to o. false where the system refuses, with err set. */
bool run_program(const struct run *r, struct out *o, enum run_result *result, struct err *err);

#endif
