/*
 * Those who take part: municipalities, businesses, councils, residents …
 *
 * An organisation is known by its name; names that differ only in case or
 * spacing are the same. One that was only ever named in a contribution has the
 * kind "" (not stated) until a register of organisations is imported.
 */
#ifndef PLANVERK_ORGANISATION_H
#define PLANVERK_ORGANISATION_H

#include "module.h"

struct organisation {
	int64_t id; /* 0 where a text has no organisation */
	const char *name, *kind, *area, *sector;
};

/* A kind's code ("business_association") and its name in English, for tr_lang(). */
struct organisation_kind {
	const char *code, *name;
};
extern const struct organisation_kind organisation_kinds[];
extern const size_t organisation_kinds_len;
/* The English name of a kind, "Not stated" for "" and for a code that is not known. */
const char *organisation_kind_name(const char *code);

/* The organisation of that name, added with kind "" where it is new. Within db_write(). */
bool organisation_named(struct db_conn *tx, struct arena *a, const char *name, int64_t *id, struct err *err);

/* Within db_write(): replaces the name of one that is a person by a number, and journals that. */
bool organisation_anonymise(struct db_conn *tx, struct arena *a, int64_t id, int64_t by, struct err *err);

/* All organisations, ordered by name. */
bool organisation_list(struct db_conn *c, struct arena *a, struct organisation **list, size_t *n, struct err *err);

extern const struct module organisation_module;

#endif
