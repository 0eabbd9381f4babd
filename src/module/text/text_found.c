/* What a run keeps of how its groups came about, and what the next one continues. */
#include "module/text/text_lineage.h"

#include "base/str.h"

/* ---- Storing ---- */

static bool store_identity(struct db_conn *tx, int64_t run_id, int64_t plan_id, int64_t *id, struct err *err)
{
	*id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO text_identity (id, plan_id, run_id, title) VALUES ($id, $plan, $run, '')"));
	db_bind_i64(st, "$id", *id);
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$run", run_id);
	return db_finish(st, err);
}

static bool store_found(struct db_conn *tx, int64_t run_id, const struct text_found_row *f, int64_t identity, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO text_found (run_id, number, identity_id, overview, label, came_from) "
		"VALUES ($run, $number, $identity, $overview, $label, $from)"));
	db_bind_i64(st, "$run", run_id);
	db_bind_i64(st, "$number", f->number);
	db_bind_i64(st, "$identity", identity);
	db_bind_i64(st, "$overview", f->overview);
	db_bind_text(st, "$label", f->label);
	db_bind_id(st, "$from", f->came_from);
	return db_finish(st, err);
}

/* Those of a run that says nothing of how its groups were found: they were found as they are. */
static const struct text_found_row *found_of(struct arena *a, const struct text_run *run, size_t *n)
{
	*n = run->n_found;
	if (run->n_found > 0)
		return run->found;
	struct text_found_row *found = arena_array(a, run->n_groups, sizeof *found);
	for (size_t i = 0; i < run->n_groups; i++)
		if (run->groups[i].number > 0)
			found[(*n)++] = (struct text_found_row){ .number = run->groups[i].number, .identity = run->groups[i].identity,
			                                         .overview = run->groups[i].overview, .label = run->groups[i].label };
	return found;
}

bool text_found_store(struct db_conn *tx, struct arena *a, const struct text_run *run, int64_t plan_id,
                      int64_t **identities, struct err *err)
{
	size_t n;
	int64_t last = 0;
	const struct text_found_row *found = found_of(a, run, &n);
	for (size_t i = 0; i < n; i++)
		last = found[i].number > last ? found[i].number : last;
	*identities = arena_array(a, (size_t)last + 1, sizeof **identities);
	for (size_t i = 0; i < n; i++) {
		int64_t *id = &(*identities)[found[i].number];
		*id = found[i].identity;
		if ((*id <= 0 && !store_identity(tx, run->id, plan_id, id, err)) || !store_found(tx, run->id, &found[i], *id, err))
			return false;
	}
	return true;
}

static bool store_overview(struct db_conn *tx, const struct text_run *run, size_t i, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("INSERT INTO text_overview (run_id, number, label) VALUES ($run, $number, $label)"));
	db_bind_i64(st, "$run", run->id);
	db_bind_i64(st, "$number", (int64_t)i + 1);
	db_bind_text(st, "$label", run->overview[i]);
	return db_finish(st, err);
}

static bool store_lineage(struct db_conn *tx, int64_t run_id, const struct text_lineage_row *l, int64_t into, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO text_lineage (run_id, identity_id, fate, into_id, shared) "
		"VALUES ($run, $identity, $fate, $into, $shared)"));
	db_bind_i64(st, "$run", run_id);
	db_bind_i64(st, "$identity", l->identity);
	db_bind_text(st, "$fate", lineage_fate_code(l->fate));
	db_bind_id(st, "$into", into);
	db_bind_i64(st, "$shared", l->shared);
	return db_finish(st, err);
}

static bool store_follower(struct db_conn *tx, int64_t run_id, const struct text_follower_row *f, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO text_follower (run_id, steering_id, contribution_id) VALUES ($run, $steering, $contribution)"));
	db_bind_i64(st, "$run", run_id);
	db_bind_i64(st, "$steering", f->decision_id);
	db_bind_i64(st, "$contribution", f->contribution_id);
	return db_finish(st, err);
}

bool text_steered_store(struct db_conn *tx, int64_t run_id, const struct text_steered_row *list, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO text_steered (run_id, steering_id, effect, missing) VALUES ($run, $steering, $effect, $missing)"));
		db_bind_i64(st, "$run", run_id);
		db_bind_i64(st, "$steering", list[i].decision_id);
		db_bind_text(st, "$effect", steer_effect_code(list[i].effect));
		db_bind_i64(st, "$missing", list[i].missing);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

bool text_lineage_store(struct db_conn *tx, const struct text_run *run, const int64_t *identities, struct err *err)
{
	for (size_t i = 0; i < run->n_overview; i++)
		if (!store_overview(tx, run, i, err))
			return false;
	for (size_t i = 0; i < run->n_lineage; i++) {
		int64_t into = run->lineage[i].into;
		if (!store_lineage(tx, run->id, &run->lineage[i], into < 0 ? identities[-into] : into, err))
			return false;
	}
	for (size_t i = 0; i < run->n_followers; i++)
		if (!store_follower(tx, run->id, &run->followers[i], err))
			return false;
	return text_steered_store(tx, run->id, run->steered, run->n_steered, err);
}

bool text_group_address(struct db_conn *tx, int64_t run_id, int64_t identity, int64_t *id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT id FROM text_group_address WHERE run_id = $run AND coalesce(identity_id, 0) = $identity"));
	db_bind_i64(st, "$run", run_id);
	db_bind_i64(st, "$identity", identity);
	*id = db_step(st) ? db_i64(st, 0) : 0;
	if (!db_finish(st, err) || *id)
		return !err->kind;
	*id = db_new_id(tx);
	st = db_prepare(tx, SQL("INSERT INTO text_group_address (id, run_id, identity_id) VALUES ($id, $run, $identity)"));
	db_bind_i64(st, "$id", *id);
	db_bind_i64(st, "$run", run_id);
	db_bind_id(st, "$identity", identity);
	return db_finish(st, err);
}

/* ---- Loading ---- */

bool text_overview_load(struct db_conn *c, struct arena *a, struct text_run *run, struct err *err)
{
	VEC(const char *) labels = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT number, label FROM text_overview WHERE run_id = $run ORDER BY number"));
	db_bind_i64(st, "$run", run->id);
	while (db_step(st)) {
		while ((int64_t)labels.n + 1 < db_i64(st, 0))
			*VEC_PUSH(a, &labels) = "";
		*VEC_PUSH(a, &labels) = db_text(st, 1, a);
	}
	run->overview = labels.v;
	run->n_overview = labels.n;
	return db_finish(st, err);
}

bool text_forwards_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct steer_forward **list, size_t *n,
                        struct err *err)
{
	VEC(struct steer_forward) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT l.identity_id, l.into_id FROM text_lineage l JOIN text_run r ON r.id = l.run_id "
		"WHERE r.plan_id = $plan AND l.fate = 'merged' ORDER BY r.made_at DESC, r.id DESC, l.identity_id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = (struct steer_forward){ db_i64(st, 0), db_i64(st, 1) };
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

/* Groups of a statement's first column are numbered as they come, by the identity in the second. */
struct numbering {
	VEC(int64_t) identity;
};

static int32_t number_of(const struct numbering *g, int64_t identity)
{
	for (size_t i = 0; i < g->identity.n; i++)
		if (g->identity.v[i] == identity)
			return (int32_t)i;
	return -1;
}

static bool load_identities(struct db_conn *c, struct arena *a, int64_t run_id, struct numbering *found,
                            struct numbering *grouped, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT identity_id FROM text_found WHERE run_id = $run ORDER BY number"));
	db_bind_i64(st, "$run", run_id);
	while (db_step(st))
		*VEC_PUSH(a, &found->identity) = db_i64(st, 0);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(c, SQL("SELECT identity_id FROM text_group WHERE run_id = $run AND number > 0 ORDER BY number"));
	db_bind_i64(st, "$run", run_id);
	while (db_step(st))
		*VEC_PUSH(a, &grouped->identity) = db_i64(st, 0);
	return db_finish(st, err);
}

/* The members of a run, in both groupings. */
static bool load_members(struct db_conn *c, struct arena *a, struct text_past *past, struct err *err)
{
	struct numbering found = { 0 }, grouped = { 0 };
	VEC(int64_t) id = { 0 };
	VEC(int32_t) in_found = { 0 };
	VEC(int32_t) in_group = { 0 };
	if (!load_identities(c, a, past->run_id, &found, &grouped, err))
		return false;
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT x.contribution_id, coalesce(f.identity_id, 0), coalesce(g.identity_id, 0) FROM text_result x "
		"JOIN text_group g ON g.id = x.group_id LEFT JOIN text_found f ON f.run_id = x.run_id AND f.number = x.found "
		"WHERE x.run_id = $run ORDER BY x.contribution_id"));
	db_bind_i64(st, "$run", past->run_id);
	while (db_step(st)) {
		*VEC_PUSH(a, &id) = db_i64(st, 0);
		*VEC_PUSH(a, &in_found) = number_of(&found, db_i64(st, 1));
		*VEC_PUSH(a, &in_group) = number_of(&grouped, db_i64(st, 2));
	}
	past->found = (struct lineage_side){ id.v, in_found.v, id.n, found.identity.n };
	past->grouped = (struct lineage_side){ id.v, in_group.v, id.n, grouped.identity.n };
	past->found_identity = found.identity.v;
	past->group_identity = grouped.identity.v;
	return db_finish(st, err);
}

static bool load_ordinals(struct db_conn *c, struct arena *a, int64_t plan_id, struct text_past *past, struct err *err)
{
	VEC(int64_t) ordinals = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT ordinal FROM contribution WHERE plan_id = $plan ORDER BY ordinal"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st))
		*VEC_PUSH(a, &ordinals) = db_i64(st, 0);
	past->ordinals = ordinals.v;
	return db_finish(st, err);
}

bool text_past_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct text_past *past, struct err *err)
{
	struct text_decision *decisions;
	struct steer_forward *forwards;
	*past = (struct text_past){ 0 };
	if (!text_newest_run(c, plan_id, &past->run_id, err))
		return false;
	if (!past->run_id)
		return true;
	if (!load_members(c, a, past, err) || !load_ordinals(c, a, plan_id, past, err)
	    || !text_forwards_load(c, a, plan_id, &forwards, &past->n_forwards, err)
	    || !text_decisions_load(c, a, plan_id, 0, false, &decisions, &past->n_decisions, err))
		return false;
	past->forwards = forwards;
	past->decisions = decisions;
	return true;
}
