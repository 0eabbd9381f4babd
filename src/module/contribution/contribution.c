/* Reading contributions, and the check that none was changed or lost. */
#include "module/contribution/contribution_internal.h"

#define COLUMNS \
	"c.id, c.text, c.ref, coalesce(c.event_id, 0), coalesce(c.organisation_id, 0), coalesce(p.node_id, c.node_id, 0), " \
	"coalesce(e.name, ''), coalesce(o.name, ''), c.group_name, c.topic, c.language, c.said_on, c.publish, " \
	"i.source_name, c.line, coalesce(o.kind, ''), coalesce(p.placed_by, '') "
#define TABLES \
	"FROM contribution c JOIN contribution_import i ON i.id = c.import_id " \
	"LEFT JOIN event e ON e.id = c.event_id LEFT JOIN organisation o ON o.id = c.organisation_id " \
	"LEFT JOIN contribution_placement p ON p.contribution_id = c.id AND p.ended_at IS NULL "

static struct contribution read_row(struct db_stmt *st, struct arena *a)
{
	return (struct contribution){
		.id = db_i64(st, 0), .text = db_text(st, 1, a), .ref = db_text(st, 2, a),
		.event_id = db_i64(st, 3), .organisation_id = db_i64(st, 4), .node_id = db_i64(st, 5),
		.event = db_text(st, 6, a), .organisation = db_text(st, 7, a), .group = db_text(st, 8, a),
		.topic = db_text(st, 9, a), .language = db_text(st, 10, a), .said_on = db_text(st, 11, a),
		.publish = db_i64(st, 12), .source = db_text(st, 13, a), .line = db_i64(st, 14),
		.organisation_kind = db_text(st, 15, a), .placed_by = db_text(st, 16, a),
	};
}

static bool read_rows(struct db_stmt *st, struct arena *a, struct contribution **list, size_t *n, struct err *err)
{
	VEC(struct contribution) found = { 0 };
	while (db_step(st))
		*VEC_PUSH(a, &found) = read_row(st, a);
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool contribution_list(struct db_conn *c, struct arena *a, int64_t plan_id,
                       struct contribution **list, size_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT " COLUMNS TABLES "WHERE c.plan_id = $plan ORDER BY c.ordinal"));
	db_bind_i64(st, "$plan", plan_id);
	return read_rows(st, a, list, n, err);
}

bool contribution_under_node(struct db_conn *c, struct arena *a, int64_t node_id,
                             struct contribution **list, size_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT " COLUMNS TABLES
		"WHERE c.id IN (SELECT id FROM contribution WHERE node_id = $node "
		"  UNION SELECT contribution_id FROM contribution_placement WHERE node_id = $node AND ended_at IS NULL) "
		"AND coalesce(p.node_id, c.node_id) = $node ORDER BY c.ordinal"));
	db_bind_i64(st, "$node", node_id);
	return read_rows(st, a, list, n, err);
}

bool contribution_get(struct db_conn *c, struct arena *a, int64_t id, struct contribution *found, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT " COLUMNS TABLES "WHERE c.id = $id"));
	db_bind_i64(st, "$id", id);
	*found = (struct contribution){ 0 };
	if (db_step(st))
		*found = read_row(st, a);
	return db_finish(st, err);
}

/* Recomputes the digest over the texts of one import. */
static bool check_import(struct db_conn *c, struct arena *a, int64_t import_id, int64_t *n,
                         struct digest *digest, struct err *err)
{
	struct digester d;
	digest_begin(&d);
	*n = 0;
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT text FROM contribution WHERE import_id = $import ORDER BY ordinal"));
	db_bind_i64(st, "$import", import_id);
	for (; db_step(st); (*n)++)
		digest_text(&d, db_text(st, 0, a));
	*digest = digest_end(&d);
	return db_finish(st, err);
}

bool contribution_verify(struct db_conn *c, struct arena *a,
                         void (*problem)(void *, const char *), void *arg, struct err *err)
{
	bool ok = true;
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, source_name, added, texts_digest FROM contribution_import ORDER BY id"));
	while (ok && db_step(st)) {
		struct arena *scratch = arena_new();
		size_t size;
		const struct digest *stored = db_blob(st, 3, scratch, &size);
		struct digest digest;
		int64_t n;
		ok = check_import(c, scratch, db_i64(st, 0), &n, &digest, err);
		const char *source = db_text(st, 1, a);
		if (ok && n != db_i64(st, 2))
			problem(arg, arena_printf(a, "%s: %lld contributions were imported, %lld are there",
			                          source, (long long)db_i64(st, 2), (long long)n));
		else if (ok && (size != DIGEST_SIZE || !digest_eq(stored, &digest)))
			problem(arg, arena_printf(a, "%s: a text is not as it was imported", source));
		arena_free(scratch);
	}
	return db_finish(st, err) && ok;
}
