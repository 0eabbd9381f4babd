/* Interface to the code in organisation.c for organisation_cli.c. */
#ifndef PLANVERK_ORGANISATION_INTERNAL_H
#define PLANVERK_ORGANISATION_INTERNAL_H

#include "module/organisation/organisation.h"

enum organisation_change { ORGANISATION_ADDED, ORGANISATION_CHANGED, ORGANISATION_SAME };

/* Adds an organisation, or gives the one of that name this kind, area and sector. */
bool organisation_put(struct db_conn *tx, struct arena *a, const struct organisation *o,
                      enum organisation_change *change, struct err *err);

#endif
