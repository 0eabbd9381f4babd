/* What a recommendation rests on: groups, remarks, events. */
#include "module/recommendation/recommendation_internal.h"

#include "base/utf8.h"
#include "db/journal.h"

#define TITLE_LENGTH 160 /* code points of a remark */

const char *const recommendation_source_codes[SOURCE_KINDS] = {
	[SOURCE_GROUP] = "group", [SOURCE_REMARK] = "remark", [SOURCE_EVENT] = "event",
};

/* Zero where the plan has nothing by that number. */
static bool find(struct db_stmt *st, int64_t plan_id, int64_t number, int64_t *id, struct err *err)
{
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$number", number);
	*id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

bool recommendation_source_parse(struct db_conn *c, struct arena *a, int64_t plan_id, const char *name,
                                 struct recommendation_source *source, struct err *err)
{
	struct span rest = span_of(name), kind = span_cut(&rest, '/');
	int64_t number = 0;
	*source = (struct recommendation_source){ .kind = 0, .title = "" };
	while (source->kind < SOURCE_KINDS && !span_is(kind, recommendation_source_codes[source->kind]))
		source->kind++;
	if (rest.s)
		str_to_i64(arena_strndup(a, rest.s, rest.n), &number);
	switch (source->kind) {
	case SOURCE_GROUP:
		return find(db_prepare(c, SQL("SELECT g.identity_id FROM text_group g JOIN text_run r ON r.id = g.run_id "
		                              "WHERE g.id = $number AND r.plan_id = $plan")), plan_id, number, &source->id, err);
	case SOURCE_REMARK:
		return find(db_prepare(c, SQL("SELECT id FROM remark WHERE id = $number AND plan_id = $plan AND ended_by IS NULL")),
		            plan_id, number, &source->id, err);
	case SOURCE_EVENT:
		return find(db_prepare(c, SQL("SELECT id FROM event WHERE id = $number AND plan_id = $plan")), plan_id, number,
		            &source->id, err);
	default:
		return true;
	}
}

/* ---- Reading ---- */

/* By the group that has the identity now: the newest run's. */
static bool load_groups(struct db_conn *c, struct arena *a, int64_t id, struct recommendation_sources *list, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT s.identity_id, coalesce(CASE WHEN i.title <> '' THEN i.title ELSE g.label END, ''), coalesce(g.id, 0) "
		"FROM recommendation_source s JOIN text_identity i ON i.id = s.identity_id "
		"LEFT JOIN text_group g ON g.id = (SELECT max(x.id) FROM text_group x WHERE x.identity_id = s.identity_id) "
		"WHERE s.recommendation_id = $id ORDER BY s.id"));
	db_bind_i64(st, "$id", id);
	while (db_step(st)) {
		int64_t group = db_i64(st, 2);
		*VEC_PUSH(a, list) = (struct recommendation_source){
			.kind = SOURCE_GROUP, .id = db_i64(st, 0), .title = db_text(st, 1, a),
			.path = group ? arena_printf(a, "/group/%lld", (long long)group) : NULL };
	}
	return db_finish(st, err);
}

static bool load_remarks(struct db_conn *c, struct arena *a, int64_t id, struct recommendation_sources *list, struct err *err)
{
	const struct masking *masking = masking_shared(c, a, err);
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT s.remark_id, t.id, t.text, k.first_byte, k.bytes FROM recommendation_source s "
		"JOIN remark_piece k ON k.remark_id = s.remark_id "
		"  AND k.ordinal = (SELECT min(x.ordinal) FROM remark_piece x WHERE x.remark_id = s.remark_id) "
		"JOIN contribution t ON t.id = k.contribution_id WHERE s.recommendation_id = $id ORDER BY s.id"));
	db_bind_i64(st, "$id", id);
	while (db_step(st)) {
		int64_t contribution = db_i64(st, 1);
		struct span whole = span_of(db_text(st, 2, a));
		size_t at = (size_t)db_i64(st, 3), bytes = (size_t)db_i64(st, 4);
		const char *piece = masking_piece(a, masking, contribution, whole, at, bytes ? bytes : whole.n - at);
		*VEC_PUSH(a, list) = (struct recommendation_source){
			.kind = SOURCE_REMARK, .id = db_i64(st, 0), .title = utf8_shorten(a, span_of(piece), TITLE_LENGTH),
			.path = arena_printf(a, "/contribution/%lld", (long long)contribution) };
	}
	return db_finish(st, err);
}

static bool load_events(struct db_conn *c, struct arena *a, int64_t id, struct recommendation_sources *list, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT s.event_id, e.name FROM recommendation_source s JOIN event e ON e.id = s.event_id "
		"WHERE s.recommendation_id = $id ORDER BY s.id"));
	db_bind_i64(st, "$id", id);
	while (db_step(st))
		*VEC_PUSH(a, list) = (struct recommendation_source){ .kind = SOURCE_EVENT, .id = db_i64(st, 0), .title = db_text(st, 1, a) };
	return db_finish(st, err);
}

bool recommendation_sources(struct db_conn *c, struct arena *a, int64_t id, struct recommendation_source **list, size_t *n,
                            struct err *err)
{
	struct recommendation_sources found = { 0 };
	bool ok = load_groups(c, a, id, &found, err) && load_remarks(c, a, id, &found, err) && load_events(c, a, id, &found, err);
	*list = found.v;
	*n = found.n;
	return ok;
}

/* ---- Changing ---- */

static void bind_source(struct db_stmt *st, int64_t id, const struct recommendation_source *source)
{
	db_bind_i64(st, "$id", id);
	db_bind_i64(st, "$identity", source->kind == SOURCE_GROUP ? source->id : 0);
	db_bind_i64(st, "$remark", source->kind == SOURCE_REMARK ? source->id : 0);
	db_bind_i64(st, "$event", source->kind == SOURCE_EVENT ? source->id : 0);
}

static bool take_away(struct db_conn *tx, int64_t id, const struct recommendation_source *source, int64_t *changed, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"DELETE FROM recommendation_source WHERE recommendation_id = $id AND coalesce(identity_id, 0) = $identity "
		"AND coalesce(remark_id, 0) = $remark AND coalesce(event_id, 0) = $event"));
	bind_source(st, id, source);
	return db_finish_changed(st, changed, err);
}

static bool rests_on(struct db_conn *tx, int64_t id, const struct recommendation_source *source, bool *rests, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT 1 FROM recommendation_source WHERE recommendation_id = $id AND coalesce(identity_id, 0) = $identity "
		"AND coalesce(remark_id, 0) = $remark AND coalesce(event_id, 0) = $event"));
	bind_source(st, id, source);
	*rests = db_step(st);
	return db_finish(st, err);
}

static bool add(struct db_conn *tx, int64_t id, const struct recommendation_source *source, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO recommendation_source (id, recommendation_id, identity_id, remark_id, event_id) "
		"VALUES ($new, $id, $identity, $remark, $event)"));
	db_bind_i64(st, "$new", db_new_id(tx));
	db_bind_i64(st, "$id", id);
	db_bind_id(st, "$identity", source->kind == SOURCE_GROUP ? source->id : 0);
	db_bind_id(st, "$remark", source->kind == SOURCE_REMARK ? source->id : 0);
	db_bind_id(st, "$event", source->kind == SOURCE_EVENT ? source->id : 0);
	return db_finish(st, err);
}

static bool journal(struct db_conn *tx, int64_t id, const struct recommendation_source *source, bool rests, int64_t by, struct err *err)
{
	struct arena *a = arena_new();
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_i64(&j, recommendation_source_codes[source->kind], source->id);
	json_put_bool(&j, "rests", rests);
	json_put_end(&j);
	bool ok = journal_write(tx, "recommendation.source", id, out_string(&content), err);
	arena_free(a);
	return ok;
}

bool recommendation_rest(struct db_conn *tx, int64_t id, const struct recommendation_source *source, bool rests, int64_t by,
                         struct err *err)
{
	int64_t changed = 0;
	bool already;
	if (!rests)
		return take_away(tx, id, source, &changed, err) && (changed == 0 || journal(tx, id, source, false, by, err));
	return rests_on(tx, id, source, &already, err)
	       && (already || (add(tx, id, source, err) && journal(tx, id, source, true, by, err)));
}
