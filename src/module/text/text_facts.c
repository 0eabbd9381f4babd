/* What a run says of each contribution, noted where its remarks are found by it. */
#include "module/text/text_internal.h"

bool text_facts_store(struct db_conn *tx, struct arena *a, int64_t run_id, struct err *err)
{
	VEC(struct { int64_t contribution_id; struct remark_facts facts; }) list = { 0 };
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT x.contribution_id, x.language, CASE WHEN g.number > 0 THEN g.id ELSE 0 END, coalesce(k.id, 0), "
		"  coalesce(p.node_id, t.node_id, CASE WHEN x.abstained = 0 THEN s.node_id END, 0) "
		"FROM text_result x JOIN contribution t ON t.id = x.contribution_id JOIN text_group g ON g.id = x.group_id "
		"LEFT JOIN text_campaign k ON k.run_id = x.run_id AND k.family = x.family "
		"LEFT JOIN contribution_placement p ON p.contribution_id = t.id AND p.ended_at IS NULL "
		"LEFT JOIN text_suggestion s ON s.run_id = x.run_id AND s.contribution_id = t.id AND s.rank = 1 "
		"WHERE x.run_id = $run"));
	db_bind_i64(st, "$run", run_id);
	while (db_step(st)) {
		VEC_PUSH(a, &list)->contribution_id = db_i64(st, 0);
		list.v[list.n - 1].facts = (struct remark_facts){ db_text(st, 1, a), db_i64(st, 2), db_i64(st, 3), db_i64(st, 4) };
	}
	bool ok = db_finish(st, err);
	for (size_t i = 0; ok && i < list.n; i++)
		ok = remark_set_facts(tx, list.v[i].contribution_id, &list.v[i].facts, err);
	return ok;
}
