/*
 * What went wrong, where, and what to do about it.
 *
 * A function that can fail returns bool (or NULL) and takes a struct err * last.
 * The first failure is kept: setting an error that is already set changes
 * nothing, so the cause is what the user sees. A message is one sentence that
 * someone who has not read the code understands, with the remedy where there is
 * one. The file and line are those of the user's input, not of the source.
 */
#ifndef PLANVERK_BASE_ERR_H
#define PLANVERK_BASE_ERR_H

#include <stdbool.h>

enum err_kind {
	ERR_NONE,
	ERR_INPUT,     /* the user's input or arguments are wrong: exit status 2 */
	ERR_NOT_FOUND, /* what was asked for does not exist: exit status 3 */
	ERR_CONFLICT,  /* the state does not allow it (already there, newer version): exit status 4 */
	ERR_SYSTEM,    /* disk, network, database: exit status 1 */
};

struct err {
	enum err_kind kind;
	char file[256]; /* the input's name, or "" */
	long line;      /* 1-based line or row of the input, or 0 */
	long column;    /* 1-based column, or 0 */
	char message[768];
};

/* All return false, so that a caller can write `return err_input(err, "…");`. */
bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
#define err_input(err, ...) err_set((err), ERR_INPUT, __VA_ARGS__)
#define err_not_found(err, ...) err_set((err), ERR_NOT_FOUND, __VA_ARGS__)
#define err_conflict(err, ...) err_set((err), ERR_CONFLICT, __VA_ARGS__)
#define err_system(err, ...) err_set((err), ERR_SYSTEM, __VA_ARGS__)

/* Names the place in the user's input. Call it before or after err_set(); 0 is unknown. */
bool err_at(struct err *err, const char *file, long line, long column);

/* err_system() with strerror(errno) behind the message. */
bool err_errno(struct err *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

void err_clear(struct err *err);

/* Prints "planverk: FILE:LINE:COLUMN: message" on stderr. */
void err_print(const struct err *err);

/* The exit status that the kinds stand for. */
int err_exit_status(const struct err *err);

#endif
