/* One line for each event on stderr, for the operator: time, level, text. No personal data. */
#ifndef PLANVERK_BASE_LOG_H
#define PLANVERK_BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

/* Lines below the level are dropped; LOG_INFO at the start. */
void log_set_level(enum log_level level);
void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));
#define log_debug(...) log_line(LOG_DEBUG, __VA_ARGS__)
#define log_info(...) log_line(LOG_INFO, __VA_ARGS__)
#define log_warning(...) log_line(LOG_WARNING, __VA_ARGS__)
#define log_error(...) log_line(LOG_ERROR, __VA_ARGS__)

/*
 * Progress for someone who waits at a terminal: one line on stderr that is
 * rewritten at most ten times a second, and nothing where stderr is no terminal.
 */
struct progress {
	const char *what; /* "Importing" */
	int64_t shown_at;
	bool enabled, shown;
};
struct progress progress_begin(const char *what, bool enabled);
/* total 0 means unknown. */
void progress_update(struct progress *p, int64_t done, int64_t total);
void progress_end(struct progress *p);

#endif
