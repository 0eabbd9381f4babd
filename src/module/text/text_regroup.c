/*
 * Planners' decisions applied to the newest run: its groups as found are steered anew, and what has
 * changed is written. Groups keep their addresses; the words of labels, and the nearness of texts, are
 * left to the next compilation.
 */
#include "module/text/text_lineage.h"

#include "base/str.h"

/* So many texts of a group are read for quotes, where it has none. */
#define QUOTE_TEXTS 200
#define QUOTES 6

struct regrouping {
	struct db_conn *tx;
	struct arena *a;
	int64_t run_id;
	struct plan_tree tree;
	struct text_decision *decisions;
	size_t n_decisions;
	struct steer_forward *forwards;
	size_t n_forwards;
	VEC(struct steer_found) found;        /* beside their numbers from 1 */
	VEC(struct text_found_row) found_row; /* the same */
	VEC(struct steer_member) members; /* in the order of the contributions */
	VEC(int64_t) group_id;            /* beside the members: the row of the group that they stand in */
	VEC(long) place;                  /* beside the members: index of a node, or -1 */
	struct steered steered;
};

/* ---- What the run found ---- */

static bool load_found(struct regrouping *g, struct err *err)
{
	struct db_stmt *st = db_prepare(g->tx, SQL(
		"SELECT f.number, f.identity_id, f.overview, f.label, coalesce(f.came_from, 0), i.run_id FROM text_found f "
		"JOIN text_identity i ON i.id = f.identity_id WHERE f.run_id = $run ORDER BY f.number"));
	db_bind_i64(st, "$run", g->run_id);
	while (db_step(st)) {
		struct text_found_row row = { db_i64(st, 0), db_i64(st, 1), db_i64(st, 2), db_text(st, 3, g->a), db_i64(st, 4) };
		*VEC_PUSH(g->a, &g->found_row) = row;
		*VEC_PUSH(g->a, &g->found) = (struct steer_found){ row.identity, db_i64(st, 5) == g->run_id, row.came_from };
	}
	return db_finish(st, err);
}

/* A contribution's place is where a person put it, or else the best suggestion, as when the run was made. */
static bool load_members(struct regrouping *g, struct err *err)
{
	struct db_stmt *st = db_prepare(g->tx, SQL(
		"SELECT x.contribution_id, t.ordinal, x.family, x.found, x.group_id, coalesce(p.node_id, t.node_id, "
		"  CASE WHEN x.abstained = 0 THEN s.node_id END, 0) "
		"FROM text_result x JOIN contribution t ON t.id = x.contribution_id "
		"LEFT JOIN contribution_placement p ON p.contribution_id = t.id AND p.ended_at IS NULL "
		"LEFT JOIN text_suggestion s ON s.run_id = x.run_id AND s.contribution_id = t.id AND s.rank = 1 "
		"WHERE x.run_id = $run ORDER BY t.ordinal"));
	db_bind_i64(st, "$run", g->run_id);
	while (db_step(st)) {
		*VEC_PUSH(g->a, &g->members) = (struct steer_member){
			.id = db_i64(st, 0), .came = db_i64(st, 1), .family = db_i64(st, 2), .group = (int32_t)db_i64(st, 3) - 1 };
		*VEC_PUSH(g->a, &g->group_id) = db_i64(st, 4);
		*VEC_PUSH(g->a, &g->place) = plan_tree_index(&g->tree, db_i64(st, 5));
	}
	return db_finish(st, err);
}

static void steer_run(struct regrouping *g)
{
	g->steered = steer(g->a, &(struct steer_input){
		.found = g->found.v, .n_found = g->found.n, .members = g->members.v, .n = g->members.n,
		.decisions = text_steer_decisions(g->a, g->decisions, g->n_decisions), .n_decisions = g->n_decisions,
		.forwards = g->forwards, .n_forwards = g->n_forwards });
}

/* ---- What it is now ---- */

static int compare_numbers(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* The row for what stands alone; it has 0 contributions where nothing does. */
static struct text_group_row alone_row(struct regrouping *g)
{
	struct text_group_row row = { .label = "", .title = "" };
	int64_t *families = arena_array(g->a, g->members.n, sizeof *families);
	for (size_t i = 0; i < g->members.n; i++)
		if (g->steered.of[i] < 0)
			families[row.contributions++] = g->members.v[i].family;
	qsort(families, (size_t)row.contributions, sizeof *families, compare_numbers);
	for (int64_t i = 0; i < row.contributions; i++)
		row.arguments += i == 0 || families[i] != families[i - 1];
	return row;
}

/* Made of what stood alone only, a group is a wider theme by itself, behind those of the run. */
static int64_t overview_of(const struct regrouping *g, int32_t found)
{
	int64_t last = 0;
	if (found >= 0)
		return g->found_row.v[found].overview;
	for (size_t i = 0; i < g->found_row.n; i++)
		last = g->found_row.v[i].overview > last ? g->found_row.v[i].overview : last;
	return last + 1;
}

static struct text_group_row group_row(const struct regrouping *g, int32_t group)
{
	const struct steer_group *s = &g->steered.groups[group];
	bool is_found = s->found >= 0 && g->found.v[s->found].identity == s->identity;
	return (struct text_group_row){
		.number = group + 1, .identity = s->identity, .overview = overview_of(g, s->found),
		.label = is_found ? g->found_row.v[s->found].label : "", .title = s->title,
		.contributions = (int64_t)s->members, .arguments = (int64_t)s->families,
		.node_id = compile_group_node(&g->tree, g->place.v, g->steered.of, g->members.n, group) };
}

/* ---- Writing ---- */

/* Numbers are unique within a run: they are put out of the way before groups get new ones. */
static bool free_numbers(struct regrouping *g, struct err *err)
{
	struct db_stmt *st = db_prepare(g->tx, SQL("UPDATE text_group SET number = -1 - number WHERE run_id = $run"));
	db_bind_i64(st, "$run", g->run_id);
	return db_finish(st, err);
}

/* A group that is there keeps its label; the others are made, under the address that they had if they had one. */
static bool write_group(struct regrouping *g, struct text_group_row *row, struct err *err)
{
	int64_t changed;
	struct db_stmt *st = db_prepare(g->tx, SQL(
		"UPDATE text_group SET number = $number, overview = $overview, contributions = $contributions, "
		"  arguments = $arguments, node_id = $node WHERE run_id = $run AND coalesce(identity_id, 0) = $identity"));
	db_bind_i64(st, "$number", row->number);
	db_bind_i64(st, "$overview", row->overview);
	db_bind_i64(st, "$contributions", row->contributions);
	db_bind_i64(st, "$arguments", row->arguments);
	db_bind_id(st, "$node", row->node_id);
	db_bind_i64(st, "$run", g->run_id);
	db_bind_i64(st, "$identity", row->identity);
	if (!db_finish_changed(st, &changed, err))
		return false;
	return changed > 0 ? text_group_address(g->tx, g->run_id, row->identity, &row->id, err)
	                   : text_group_store(g->tx, g->run_id, row, err);
}

static bool move_member(struct regrouping *g, size_t member, int64_t group_id, struct err *err)
{
	struct db_stmt *st = db_prepare(g->tx, SQL(
		"UPDATE text_result SET group_id = $group WHERE run_id = $run AND contribution_id = $contribution"));
	db_bind_i64(st, "$group", group_id);
	db_bind_i64(st, "$run", g->run_id);
	db_bind_i64(st, "$contribution", g->members.v[member].id);
	return db_finish(st, err);
}

static bool delete_of_run(struct regrouping *g, const struct sql *sql, struct err *err)
{
	struct db_stmt *st = db_prepare(g->tx, sql);
	db_bind_i64(st, "$run", g->run_id);
	return db_finish(st, err);
}

static bool write_outcomes(struct regrouping *g, struct err *err)
{
	struct text_steered_row *rows = arena_array(g->a, g->n_decisions, sizeof *rows);
	for (size_t i = 0; i < g->n_decisions; i++)
		rows[i] = (struct text_steered_row){ g->decisions[i].id, g->steered.outcomes[i].effect,
		                                     (int64_t)g->steered.outcomes[i].missing };
	return delete_of_run(g, SQL("DELETE FROM text_steered WHERE run_id = $run"), err)
	       && text_steered_store(g->tx, g->run_id, rows, g->n_decisions, err);
}

static bool write_groups(struct regrouping *g, struct err *err)
{
	size_t n = g->steered.n_groups;
	int64_t *ids = arena_array(g->a, n + 1, sizeof *ids);
	if (!free_numbers(g, err))
		return false;
	for (size_t i = 0; i <= n; i++) {
		struct text_group_row row = i < n ? group_row(g, (int32_t)i) : alone_row(g);
		if (row.contributions > 0 && !write_group(g, &row, err))
			return false;
		ids[i] = row.id;
	}
	for (size_t i = 0; i < g->members.n; i++) {
		int64_t id = ids[g->steered.of[i] < 0 ? n : (size_t)g->steered.of[i]];
		if (id != g->group_id.v[i] && !move_member(g, i, id, err))
			return false;
	}
	return delete_of_run(g, SQL("DELETE FROM text_group WHERE run_id = $run AND number < 0"), err) && write_outcomes(g, err);
}

/* ---- Quotes ---- */

/* Quotes of one group by itself, from the first of its texts. */
static bool quote_group(struct regrouping *g, int32_t group, struct err *err)
{
	struct contribution *list = arena_array(g->a, QUOTE_TEXTS, sizeof *list);
	const char **texts = arena_array(g->a, QUOTE_TEXTS, sizeof *texts);
	size_t n = 0;
	for (size_t i = 0; i < g->members.n && n < QUOTE_TEXTS; i++) {
		if (g->steered.of[i] != group)
			continue;
		if (!contribution_get(g->tx, g->a, g->members.v[i].id, &list[n], err))
			return false;
		texts[n] = list[n].text;
		n++;
	}
	struct text_options options = { .threads = 1, .seed = 1 };
	struct text_corpus *corpus = text_prepare(g->a, texts, n, &options);
	struct text_duplicates duplicates = text_duplicates(g->a, corpus);
	struct text_space *space = text_space(g->a, corpus, &duplicates);
	uint32_t overview = 0;
	struct text_groups groups = { arena_array(g->a, n, sizeof *groups.of), 1, &overview, 1 };
	struct text_quotes q = text_quotes(g->a, space, &groups, QUOTES);
	for (size_t i = 0; i < q.n; i++) {
		struct text_quote_row row = { 0, list[q.v[i].text].id, q.v[i].at, q.v[i].bytes, (int64_t)i + 1 };
		if (!text_quote_store(g->tx, g->run_id, &row, err))
			return false;
	}
	return true;
}

static bool write_quotes(struct regrouping *g, struct err *err)
{
	bool *quoted = arena_array(g->a, g->steered.n_groups + 1, sizeof *quoted);
	struct db_stmt *st = db_prepare(g->tx, SQL(
		"SELECT DISTINCT g.number FROM text_quote q JOIN text_result x ON x.run_id = q.run_id AND x.contribution_id = q.contribution_id "
		"JOIN text_group g ON g.id = x.group_id WHERE q.run_id = $run"));
	db_bind_i64(st, "$run", g->run_id);
	while (db_step(st))
		quoted[db_i64(st, 0)] = true;
	if (!db_finish(st, err))
		return false;
	for (size_t i = 0; i < g->steered.n_groups; i++)
		if (!quoted[i + 1] && !quote_group(g, (int32_t)i, err))
			return false;
	return true;
}

bool text_regroup(struct db_conn *tx, struct arena *a, int64_t plan_id, struct err *err)
{
	struct regrouping g = { .tx = tx, .a = a };
	if (!text_newest_run(tx, plan_id, &g.run_id, err))
		return false;
	if (!g.run_id)
		return true;
	if (!plan_tree_load(tx, a, plan_id, &g.tree, err) || !load_found(&g, err) || !load_members(&g, err)
	    || !text_decisions_load(tx, a, plan_id, g.run_id, false, &g.decisions, &g.n_decisions, err)
	    || !text_forwards_load(tx, a, plan_id, &g.forwards, &g.n_forwards, err))
		return false;
	steer_run(&g);
	return write_groups(&g, err) && write_quotes(&g, err) && text_facts_store(tx, a, g.run_id, err);
}
