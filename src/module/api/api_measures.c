/* Versions of the plan, and the action programme that is adopted. */
#include "module/api/api_internal.h"

#include "module/measure/measure.h"
#include "module/version/version.h"

static const struct api_column version_columns[] = {
	{ "id", "integer", "", 0 },
	{ "name", "string", "", 0 },
	{ "note", "string", "what it is for", 0 },
	{ "hash", "string", "of all it says (BLAKE2b, hexadecimal)", 0 },
	{ "made", "string", "when, UTC", 0 },
};
const struct api_list api_list_versions = { "versions", version_columns, ARRAY_LEN(version_columns), false };

/* GET /api/v1/plans/{plan}/versions */
enum http_status api_versions(struct request *rq)
{
	struct plan plan;
	struct version *list;
	struct api_rows w;
	size_t n;
	enum http_status status;
	if (!api_find_plan(rq, &plan, &status))
		return status;
	if (!version_list(rq->conn, rq->arena, plan.id, &list, &n, &rq->err))
		return api_failed(rq);
	if (!api_rows_begin(rq, &w, &api_list_versions))
		return api_no_format(rq);
	for (size_t i = 0; i < n; i++) {
		char hex[DIGEST_HEX_SIZE];
		digest_hex(&list[i].digest, hex);
		api_row_begin(&w);
		api_put_i64(&w, "id", list[i].id);
		api_put_text(&w, "name", list[i].name);
		api_put_text(&w, "note", list[i].note);
		api_put_text(&w, "hash", hex);
		api_put_text(&w, "made", clock_iso(rq->arena, list[i].made_at));
		api_row_end(&w);
	}
	return api_rows_end(&w, 0);
}

static const struct api_column measure_columns_out[] = {
	{ "id", "integer", "", 0 },
	{ "programme", "string", "the action programme", 0 },
	{ "ref", "string", "its name in files, unique in the programme", 0 },
	{ "title", "string", "", 0 },
	{ "lead", "string", "who is responsible", 0 },
	{ "partners", "strings", "", 0 },
	{ "carries_out", "strings", "names of parts of the plan in its exports", 0 },
	{ "begins", "string", "ISO date, or empty", 0 },
	{ "ends", "string", "ISO date, or empty", 0 },
	{ "status", "string", "not_started, on_track, delayed, done or stopped, by milestones and days", 0 },
	{ "progress", "integer", "percent of the milestones by weight; -1 where there are none", 0 },
	{ "amount", "integer", "Norwegian kroner, all years", 0 },
};
const struct api_list api_list_measures = { "measures", measure_columns_out, ARRAY_LEN(measure_columns_out), false };

static void write_measure(struct api_rows *w, struct arena *a, const struct plan_tree *tree, const struct measure_programme *p,
                          const struct measure *m, struct date today)
{
	const char **refs = arena_array(a, m->n_nodes, sizeof *refs);
	size_t n = 0;
	for (size_t i = 0; i < m->n_nodes; i++) {
		long at = plan_tree_index(tree, m->nodes[i]);
		if (at >= 0)
			refs[n++] = tree->nodes[at].ref;
	}
	api_row_begin(w);
	api_put_i64(w, "id", m->id);
	api_put_text(w, "programme", p->title);
	api_put_text(w, "ref", m->ref);
	api_put_text(w, "title", m->title);
	api_put_text(w, "lead", m->lead);
	api_put_texts(w, "partners", m->partners, m->n_partners);
	api_put_texts(w, "carries_out", refs, n);
	api_put_text(w, "begins", date_iso(a, m->begins));
	api_put_text(w, "ends", date_iso(a, m->ends));
	api_put_text(w, "status", measure_statuses[measure_status(m, today)].code);
	api_put_i64(w, "progress", measure_progress(m));
	api_put_i64(w, "amount", measure_amount(m));
	api_row_end(w);
}

/* GET /api/v1/plans/{plan}/measures: of the newest programme that is adopted */
enum http_status api_measures(struct request *rq)
{
	struct plan plan;
	struct measure_programme *programmes, *adopted = NULL;
	const struct measures *all = NULL;
	struct api_rows w;
	size_t n;
	enum http_status status;
	if (!api_find_plan(rq, &plan, &status))
		return status;
	const struct plan_tree *tree = plan_tree_shared(rq->conn, rq->arena, plan.id, &rq->err);
	if (!tree || !measure_programmes(rq->conn, rq->arena, plan.id, &programmes, &n, &rq->err))
		return api_failed(rq);
	for (size_t i = n; i-- > 0;)
		if (programmes[i].adopted.year)
			adopted = &programmes[i];
	if (adopted && !(all = measure_list_shared(rq->conn, rq->arena, adopted->id, &rq->err)))
		return api_failed(rq);
	if (!api_rows_begin(rq, &w, &api_list_measures))
		return api_no_format(rq);
	for (size_t i = 0; all && i < all->n; i++)
		write_measure(&w, rq->arena, tree, adopted, &all->list[i], date_at(clock_now()));
	return api_rows_end(&w, 0);
}
