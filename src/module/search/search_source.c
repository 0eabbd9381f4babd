/*
 * From the database to the index: everything that a view may see. The rows of each kind are
 * read in the order of their identifiers and compared with what the index has by a hash of
 * their texts, so that only what is new or changed is taken in, and what is gone goes.
 */
#include "module/search/search_internal.h"

#include "base/hash.h"
#include "base/parallel.h"
#include "ui/translate.h"

#include <stdlib.h>

const struct search_kind_name search_kind_names[SEARCH_KINDS_USED] = {
	[SEARCH_PLAN] = { "plan", N_("Plan"), N_("Plans") },
	[SEARCH_NODE] = { "node", N_("Part of a plan"), N_("Parts of plans") },
	[SEARCH_CONTRIBUTION] = { "contribution", N_("Contribution"), N_("Contributions") },
	[SEARCH_EVENT] = { "event", N_("Event"), N_("Events") },
	[SEARCH_ORGANISATION] = { "organisation", N_("Organisation"), N_("Organisations") },
	[SEARCH_GROUP] = { "group", N_("Group of contributions"), N_("Groups of contributions") },
};

int search_kind_of(const char *code)
{
	for (int i = 0; i < SEARCH_KINDS_USED; i++)
		if (str_eq(search_kind_names[i].code, code))
			return i;
	return -1;
}

struct loading {
	struct db_conn *conn;
	const struct search_view *view;
	struct search_index *index;
	const struct masking *masking;
	struct arena *arena, *row; /* row: emptied after each */
	VEC(struct search_document) fresh;
	VEC(int64_t) seen[SEARCH_KINDS_USED]; /* identifiers, rising */
	VEC(struct search_hit) gone;
};

static uint64_t stamp_of(int64_t plan_id, uint64_t masking, const char *title, const char *text)
{
	uint64_t stamp = hash_u64((uint64_t)plan_id ^ masking);
	stamp = hash_bytes(title, strlen(title), stamp);
	return hash_bytes(text, strlen(text), stamp);
}

static void take(struct loading *l, enum search_kind kind, int64_t id, int64_t plan_id, const char *title, const char *text)
{
	uint64_t masking = kind == SEARCH_CONTRIBUTION ? masking_stamp(l->masking, id) : 0;
	uint64_t stamp = stamp_of(plan_id, masking, title, text), known;
	*VEC_PUSH(l->arena, &l->seen[kind]) = id;
	if (search_stamp(l->index, kind, id, &known)) {
		if (known == stamp)
			return;
		search_remove(l->index, kind, id);
	}
	*VEC_PUSH(l->arena, &l->fresh) = (struct search_document){
		.id = id, .kind = kind, .scope = plan_id, .stamp = stamp, .title = arena_strdup(l->arena, title),
		.text = arena_strdup(l->arena, text) };
}

/* Takes the rows of a statement that gives identifier, plan, title and text. */
static bool take_rows(struct loading *l, enum search_kind kind, struct db_stmt *st, struct err *err)
{
	db_bind_i64(st, "$plan", l->view->plan_id);
	while (db_step(st)) {
		const char *title = db_text(st, 2, l->row);
		take(l, kind, db_i64(st, 0), db_i64(st, 1), title, db_text(st, 3, l->row));
		arena_reset(l->row);
	}
	return db_finish(st, err);
}

/* A part of a plan is found by its keywords, too, which stand in a second statement, in the same order. */
static bool take_nodes(struct loading *l, struct err *err)
{
	struct db_stmt *keywords = db_prepare(l->conn, SQL(
		"SELECT k.node_id, k.keyword FROM plan_keyword k JOIN plan_node n ON n.id = k.node_id "
		"WHERE ($plan = 0 OR n.plan_id = $plan) ORDER BY k.node_id, k.ordinal"));
	db_bind_i64(keywords, "$plan", l->view->plan_id);
	struct db_stmt *st = db_prepare(l->conn, SQL(
		"SELECT n.id, n.plan_id, n.title, n.body FROM plan_node n "
		"WHERE ($plan = 0 OR n.plan_id = $plan) ORDER BY n.id"));
	db_bind_i64(st, "$plan", l->view->plan_id);
	bool more = db_step(keywords);
	while (db_step(st)) {
		int64_t id = db_i64(st, 0);
		const char *title = db_text(st, 2, l->row), *text = db_text(st, 3, l->row);
		for (; more && db_i64(keywords, 0) <= id; more = db_step(keywords))
			text = search_with_keyword(l->row, text, db_text(keywords, 1, l->row));
		take(l, SEARCH_NODE, id, db_i64(st, 1), title, text);
		arena_reset(l->row);
	}
	bool ok = db_finish(keywords, err);
	return db_finish(st, err) && ok;
}

static bool take_contributions(struct loading *l, struct err *err)
{
	struct db_stmt *st = db_prepare(l->conn, SQL(
		"SELECT id, plan_id, '', text FROM contribution "
		"WHERE ($plan = 0 OR plan_id = $plan) AND (publish = 1 OR $internal = 1) ORDER BY id"));
	db_bind_i64(st, "$internal", l->view->internal);
	return take_rows(l, SEARCH_CONTRIBUTION, st, err);
}

static bool take_organisations(struct loading *l, struct err *err)
{
	struct db_stmt *st = db_prepare(l->conn, SQL(
		"SELECT min(c.id), c.plan_id, o.name, '' FROM contribution c JOIN organisation o ON o.id = c.organisation_id "
		"WHERE ($plan = 0 OR c.plan_id = $plan) AND ($internal = 1 OR (c.publish = 1 AND o.kind <> 'resident')) "
		"GROUP BY c.plan_id, o.id, o.name ORDER BY 1"));
	db_bind_i64(st, "$internal", l->view->internal);
	return take_rows(l, SEARCH_ORGANISATION, st, err);
}

static bool take_groups(struct loading *l, struct err *err)
{
	struct db_stmt *st = db_prepare(l->conn, SQL(
		"SELECT g.id, r.plan_id, CASE WHEN i.title <> '' THEN i.title ELSE g.label END, "
		"  CASE WHEN i.title <> '' THEN g.label ELSE '' END "
		"FROM text_group g JOIN text_run r ON r.id = g.run_id JOIN text_identity i ON i.id = g.identity_id "
		"WHERE ($plan = 0 OR r.plan_id = $plan) AND (g.label <> '' OR i.title <> '') "
		"  AND r.id = (SELECT q.id FROM text_run q WHERE q.plan_id = r.plan_id ORDER BY q.made_at DESC, q.id DESC LIMIT 1) "
		"  AND ($internal = 1 OR EXISTS (SELECT 1 FROM text_result x JOIN contribution t ON t.id = x.contribution_id "
		"                                WHERE x.group_id = g.id AND t.publish = 1)) ORDER BY g.id"));
	db_bind_i64(st, "$internal", l->view->internal);
	return take_rows(l, SEARCH_GROUP, st, err);
}

static bool take_all(struct loading *l, struct err *err)
{
	return take_rows(l, SEARCH_PLAN, db_prepare(l->conn, SQL(
	               "SELECT id, id, title, description FROM plan WHERE ($plan = 0 OR id = $plan) ORDER BY id")), err)
	       && take_nodes(l, err) && take_contributions(l, err)
	       && take_rows(l, SEARCH_EVENT, db_prepare(l->conn, SQL(
	               "SELECT id, plan_id, name, place FROM event WHERE ($plan = 0 OR plan_id = $plan) ORDER BY id")), err)
	       && take_organisations(l, err) && take_groups(l, err);
}

/* ---- Masking ---- */

#define CHUNK 512 /* documents that one thread masks at a time */

struct chunks {
	const struct masking *masking;
	struct search_document *documents;
	size_t n;
	struct arena **arena; /* of each chunk */
};

static void mask_chunk(void *arg, size_t chunk)
{
	struct chunks *m = arg;
	for (size_t i = chunk * CHUNK; i < m->n && i < (chunk + 1) * CHUNK; i++)
		if (m->documents[i].kind == SEARCH_CONTRIBUTION)
			m->documents[i].text = masking_text(m->arena[chunk], m->masking, m->documents[i].id, m->documents[i].text);
}

/* What is masked on every page is not to be found either. */
static void add_masked(struct loading *l)
{
	struct chunks m = { l->masking, l->fresh.v, l->fresh.n, NULL };
	size_t chunks = (m.n + CHUNK - 1) / CHUNK;
	m.arena = arena_array(l->arena, chunks, sizeof *m.arena);
	for (size_t i = 0; i < chunks; i++)
		m.arena[i] = arena_new();
	parallel(0, chunks, mask_chunk, &m);
	search_add(l->index, m.documents, m.n);
	for (size_t i = 0; i < chunks; i++)
		arena_free(m.arena[i]);
}

/* ---- All of it ---- */

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static void note_gone(void *arg, unsigned kind, int64_t id)
{
	struct loading *l = arg;
	if (!l->seen[kind].n || !bsearch(&id, l->seen[kind].v, l->seen[kind].n, sizeof id, compare_ids))
		*VEC_PUSH(l->arena, &l->gone) = (struct search_hit){ .id = id, .kind = kind };
}

bool search_source_load(struct db_conn *c, const struct search_view *view, struct search_index *index, struct err *err)
{
	struct loading l = { .conn = c, .view = view, .index = index, .arena = arena_new(), .row = arena_new() };
	l.masking = masking_shared(c, l.arena, err);
	bool ok = l.masking && take_all(&l, err);
	if (ok) {
		search_each(index, note_gone, &l);
		for (size_t i = 0; i < l.gone.n; i++)
			search_remove(index, l.gone.v[i].kind, l.gone.v[i].id);
		if (l.fresh.n)
			add_masked(&l);
	}
	arena_free(l.row);
	arena_free(l.arena);
	return ok;
}
