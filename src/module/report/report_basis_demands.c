/* What the contributions of the run demand. */
#include "module/report/report_basis_build.h"

bool basis_build_demands(struct basis_build *b, struct db_conn *c, struct err *err)
{
	struct basis_report *r = b->r;
	struct text_demand *list;
	size_t n;
	if (!text_demands_load(c, b->a, b->run.id, 0, &list, &n, err))
		return false;
	r->demands = arena_array(b->a, n, sizeof *r->demands);
	for (size_t i = 0; i < n; i++) {
		size_t at = id_index_find(&b->by_id, list[i].contribution_id);
		if (at == BASIS_NONE)
			continue;
		const struct basis_entry *e = &r->entries[at];
		r->demands[r->n_demands++] = (struct basis_demand){
			.entry = at, .group = e->group, .sentence = e->shown ? basis_piece(b, at, list[i].found.at, list[i].found.bytes) : "",
			.firmness = list[i].found.firmness, .negated = list[i].found.negated,
			.addressees = list[i].found.addressees };
	}
	return true;
}
