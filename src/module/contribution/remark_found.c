/* What remarks are found by: state, who works on it, tags, and what a compilation says. */
#include "module/contribution/remark_internal.h"

bool remark_set_facts(struct db_conn *tx, int64_t contribution_id, const struct remark_facts *facts, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE remark SET language = $language, group_id = $group, campaign_id = $campaign, node_id = $node "
		"WHERE contribution_id = $contribution"));
	db_bind_text(st, "$language", facts->language);
	db_bind_id(st, "$group", facts->group_id);
	db_bind_id(st, "$campaign", facts->campaign_id);
	db_bind_id(st, "$node", facts->node_id);
	db_bind_i64(st, "$contribution", contribution_id);
	return db_finish(st, err);
}

bool remark_set_node(struct db_conn *tx, int64_t contribution_id, int64_t node_id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE remark SET node_id = $node WHERE contribution_id = $contribution"));
	db_bind_id(st, "$node", node_id);
	db_bind_i64(st, "$contribution", contribution_id);
	return db_finish(st, err);
}

bool remark_assign(struct db_conn *tx, int64_t remark_id, int64_t user_id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE remark SET assignee_id = $user WHERE id = $id"));
	db_bind_id(st, "$user", user_id);
	db_bind_i64(st, "$id", remark_id);
	return db_finish(st, err);
}

bool remark_set_due(struct db_conn *tx, int64_t remark_id, const char *due_on, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE remark SET due_on = $due WHERE id = $id"));
	db_bind_text(st, "$due", due_on);
	db_bind_i64(st, "$id", remark_id);
	return db_finish(st, err);
}

bool remark_tag(struct db_conn *tx, int64_t remark_id, const char *tag, bool on, bool *changed, struct err *err)
{
	int64_t n;
	struct db_stmt *st = db_prepare(tx, on
		? SQL("INSERT INTO remark_tag (remark_id, tag) VALUES ($id, $tag) ON CONFLICT DO NOTHING")
		: SQL("DELETE FROM remark_tag WHERE remark_id = $id AND tag = $tag"));
	db_bind_i64(st, "$id", remark_id);
	db_bind_text(st, "$tag", tag);
	bool ok = db_finish_changed(st, &n, err);
	*changed = ok && n > 0;
	return ok;
}

bool remark_tags(struct db_conn *c, struct arena *a, int64_t remark_id, const char ***tags, size_t *n, struct err *err)
{
	VEC(const char *) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT tag FROM remark_tag WHERE remark_id = $id ORDER BY tag"));
	db_bind_i64(st, "$id", remark_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = db_text(st, 0, a);
	*tags = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool remark_set_state(struct db_conn *tx, int64_t remark_id, const char *state, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE remark SET state = $state, answered = CASE WHEN $state = 'published' THEN 1 ELSE answered END "
		"WHERE id = $id"));
	db_bind_text(st, "$state", state);
	db_bind_i64(st, "$id", remark_id);
	return db_finish(st, err);
}
