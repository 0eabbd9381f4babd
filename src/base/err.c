#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 3, 0)))
static void set(struct err *err, enum err_kind kind, const char *format, va_list args)
{
	if (!err || err->kind != ERR_NONE)
		return;
	err->kind = kind;
	vsnprintf(err->message, sizeof err->message, format, args);
}

bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	set(err, kind, format, args);
	va_end(args);
	return false;
}

bool err_errno(struct err *err, const char *format, ...)
{
	char reason[128];
	/* GNU strerror_r: may return a constant string instead of filling the buffer. */
	const char *text = strerror_r(errno, reason, sizeof reason);
	if (!err || err->kind != ERR_NONE)
		return false;
	va_list args;
	va_start(args, format);
	set(err, ERR_SYSTEM, format, args);
	va_end(args);
	size_t n = strlen(err->message);
	snprintf(err->message + n, sizeof err->message - n, ": %s", text);
	return false;
}

bool err_at(struct err *err, const char *file, long line, long column)
{
	if (err && !err->file[0]) {
		snprintf(err->file, sizeof err->file, "%s", file ? file : "");
		if (line) {
			err->line = line;
			err->column = column;
		}
	}
	return false;
}

void err_clear(struct err *err)
{
	*err = (struct err){ 0 };
}

void err_print(const struct err *err)
{
	fputs("planverk: ", stderr);
	if (err->file[0]) {
		fputs(err->file, stderr);
		if (err->line)
			fprintf(stderr, ":%ld", err->line);
		if (err->line && err->column)
			fprintf(stderr, ":%ld", err->column);
		fputs(": ", stderr);
	}
	fprintf(stderr, "%s\n", err->message);
}

int err_exit_status(const struct err *err)
{
	switch (err->kind) {
	case ERR_NONE: return 0;
	case ERR_INPUT: return 2;
	case ERR_NOT_FOUND: return 3;
	case ERR_CONFLICT: return 4;
	case ERR_SYSTEM: return 1;
	}
	return 1;
}
