/* Interface between the files that build the model of the basis report. */
#ifndef PLANVERK_REPORT_BASIS_BUILD_H
#define PLANVERK_REPORT_BASIS_BUILD_H

#include "module/contribution/contribution.h"
#include "module/report/report_basis.h"

/* From an identifier of the database to an index of an array. */
struct id_index {
	struct id_place {
		int64_t id;
		size_t at;
	} *v;
	size_t n;
};

/* What the parts of the model are made from. */
struct basis_build {
	struct arena *a;
	struct basis_report *r;
	struct contribution *list; /* those of the run, beside r->entries */
	struct text_run run;       /* results beside r->entries too */
	const struct masking *masking;
	struct id_index by_id;     /* of contributions */
};

/* ---- Interface to the code in report_basis.c ---- */

/* The name to show, masked; to the public a resident has none. */
const char *basis_organisation_name(struct basis_build *b, const char *name, const char *kind);

/* A piece of a contribution of the list, masked. */
const char *basis_piece(struct basis_build *b, size_t entry, size_t at, size_t bytes);

/* ---- Interface to the code in report_basis_index.c ---- */

/* Make room for n with id_index_new(), give each with id_index_add(), then sort once. */
struct id_index id_index_new(struct arena *a, size_t n);
void id_index_add(struct id_index *index, int64_t id, size_t at);
void id_index_sort(struct id_index *index);
/* BASIS_NONE where it is missing. */
size_t id_index_find(const struct id_index *index, int64_t id);

/* Indexes in order, put in bins by a stable counting sort: bin[i] < n_bins, or BASIS_NONE
 * for what is in none. The lists share one array. */
struct basis_list *bins_make(struct arena *a, const size_t *bin, size_t n, size_t n_bins);

/* ---- Interface to the code in report_basis_places.c ---- */

/* Places of the entries; nodes and sections with their counts. */
void basis_build_places(struct basis_build *b);

/* ---- Interface to the code in report_basis_groups.c ---- */

/* Groups with their quotes, and what is folded under what; then what each section shows. */
void basis_build_groups(struct basis_build *b);
void basis_build_sections(struct basis_build *b);

/* ---- Interface to the code in report_basis_letters.c ---- */

void basis_build_campaigns(struct basis_build *b);

/* ---- Interface to the code in report_basis_people.c ---- */

bool basis_build_people(struct basis_build *b, struct db_conn *c, struct err *err);

/* ---- Interface to the code in report_basis_demands.c ---- */

bool basis_build_demands(struct basis_build *b, struct db_conn *c, struct err *err);

#endif
