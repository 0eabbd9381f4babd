/* Beginning a part of the plan from remarks, and the module's tables. */
#include "module/draft/draft_internal.h"

#include "base/clock.h"
#include "db/journal.h"
#include "ui/translate.h"

static bool add_source(struct db_conn *tx, int64_t plan_id, int64_t node_id, int64_t remark_id, int64_t by, int64_t *n, struct err *err)
{
	int64_t added;
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO draft_source (node_id, remark_id, user_id, made_at) "
		"SELECT CAST($node AS BIGINT), id, CAST($by AS BIGINT), CAST($now AS BIGINT) FROM remark "
		"WHERE id = $remark AND plan_id = $plan AND ended_by IS NULL ON CONFLICT DO NOTHING"));
	db_bind_i64(st, "$node", node_id);
	db_bind_i64(st, "$by", by);
	db_bind_i64(st, "$now", clock_now());
	db_bind_i64(st, "$remark", remark_id);
	db_bind_i64(st, "$plan", plan_id);
	if (!db_finish_changed(st, &added, err))
		return false;
	*n += added;
	return true;
}

static bool journal(struct db_conn *tx, struct arena *a, int64_t node_id, const int64_t *remark_ids, size_t n, int64_t by, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_array(&j, "remarks");
	for (size_t i = 0; i < n; i++)
		json_put_i64(&j, NULL, remark_ids[i]);
	json_put_end(&j);
	json_put_end(&j);
	return journal_write(tx, "draft.node", node_id, out_string(&content), err);
}

bool draft_node(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t parent_id, const struct plan_change *text,
                const int64_t *remark_ids, size_t n, int64_t *node_id, struct err *err)
{
	int64_t linked = 0;
	if (!plan_node_new(tx, a, plan_id, parent_id, text, node_id, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!add_source(tx, plan_id, *node_id, remark_ids[i], text->by, &linked, err))
			return false;
	if (linked == 0)
		return err_input(err, "There is no remark to begin from");
	return journal(tx, a, *node_id, remark_ids, n, text->by, err);
}

/* What a part was drafted from, the part split off it was drafted from as well. */
static bool follow_node(struct db_conn *tx, struct arena *a, int64_t from, int64_t into, enum node_change what, struct err *err)
{
	(void)a;
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO draft_source (node_id, remark_id, user_id, made_at) "
		"SELECT CAST($into AS BIGINT), s.remark_id, s.user_id, s.made_at FROM draft_source s WHERE s.node_id = $from "
		"AND s.remark_id NOT IN (SELECT x.remark_id FROM draft_source x WHERE x.node_id = $into)"));
	db_bind_i64(st, "$from", from);
	db_bind_i64(st, "$into", into);
	if (!db_finish(st, err) || what == NODE_SPLIT)
		return !err->kind;
	st = db_prepare(tx, SQL("DELETE FROM draft_source WHERE node_id = $from"));
	db_bind_i64(st, "$from", from);
	return db_finish(st, err);
}

/* ---- Tables ---- */

static const struct route routes[] = {
	{ "POST", "/group/{group}/draft", draft_web_group, "plan.edit", 0, "Begins a part of the plan from a group" },
	{ "POST", "/plan/{plan}/draft", draft_web_remarks, "plan.edit", 0, "Begins a part of the plan from remarks that are ticked" },
};

static const struct panel panels[] = {
	{ "group", draft_panel_group },
	{ "inbox-actions", draft_panel_inbox },
	{ "node", draft_panel_node },
	{ "contribution", draft_panel_contribution },
};

static const struct personal personal[] = {
	{ "draft_source", "user_id", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module draft_module = {
	.name = "draft",
	.follow_node = follow_node,
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
};
