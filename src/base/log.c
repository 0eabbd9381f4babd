#include "base/log.h"

#include "base/clock.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static _Atomic enum log_level lowest = LOG_INFO;

void log_set_level(enum log_level level)
{
	lowest = level;
}

void log_line(enum log_level level, const char *format, ...)
{
	static const char *const names[] = { "debug", "info", "warning", "error" };
	if (level < lowest)
		return;
	char text[1024];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	struct arena *a = arena_new();
	/* One call, so that lines of several threads do not mix. */
	fprintf(stderr, "%s %s %s\n", clock_iso(a, clock_now()), names[level], text);
	arena_free(a);
}

struct progress progress_begin(const char *what, bool enabled)
{
	return (struct progress){ .what = what, .enabled = enabled && isatty(STDERR_FILENO) };
}

void progress_update(struct progress *p, int64_t done, int64_t total)
{
	if (!p->enabled)
		return;
	int64_t now = clock_monotonic();
	if (p->shown && now - p->shown_at < CLOCK_SECOND / 10)
		return;
	p->shown_at = now;
	p->shown = true;
	if (total > 0)
		fprintf(stderr, "\r%s … %lld %%\033[K", p->what, (long long)(100 * done / total));
	else
		fprintf(stderr, "\r%s … %lld\033[K", p->what, (long long)done);
	fflush(stderr);
}

void progress_end(struct progress *p)
{
	if (p->shown)
		fputs("\r\033[K", stderr);
	p->shown = false;
}
