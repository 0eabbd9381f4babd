/*
 * A program that answers lines with lines, and lives as long as the plug: started without a
 * shell, watched by a timeout, and quoted when it dies.
 */
#ifndef PLANVERK_EMBED_CHILD_H
#define PLANVERK_EMBED_CHILD_H

#include "base/err.h"
#include "base/str.h"

#include <sys/types.h>

/* A longer line of the child's is an error: 8192 numbers are far shorter. */
#define CHILD_LINE_MAX ((size_t)512 << 10)
#define CHILD_COMPLAINT_MAX 300

struct child {
	pid_t pid;
	int in, out, complaints; /* its standard input, output and error; -1 when closed */
	int timeout_ms; /* for which it may be silent while it owes an answer */
	char *line;     /* what of an answer has come */
	size_t have, searched; /* bytes in line, and how many of them are known to hold no line end */
	char last_words[CHILD_COMPLAINT_MAX + 1]; /* the end of what it wrote to standard error */
};

/* argv[0] is looked for in PATH. */
bool child_start(struct child *c, char *const argv[], int timeout_ms, struct err *err);

/* Sends bytes and reads n lines, each without its end given to take(). False, with the child's
 * last words in err, where it dies, is silent too long, or take() fails. */
typedef bool child_take_fn(void *arg, struct span line, struct err *err);
bool child_ask(struct child *c, struct span bytes, size_t n, child_take_fn *take, void *arg, struct err *err);

/* Closes its input, and ends it where that is not enough. */
void child_stop(struct child *c);

#endif
