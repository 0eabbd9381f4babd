/* Placing a contribution in the plan, and taking it out again. */
#include "module/contribution/contribution_internal.h"
#include "module/contribution/remark_internal.h"

#include "base/clock.h"
#include "db/journal.h"

bool contribution_placement_get(struct db_conn *c, struct arena *a, int64_t contribution_id,
                                struct contribution_placement *found, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT node_id, placed_by, placed_at, coalesce(suggested_id, 0), coalesce(suggested_score, 0) "
		"FROM contribution_placement WHERE contribution_id = $contribution AND ended_at IS NULL"));
	db_bind_i64(st, "$contribution", contribution_id);
	*found = (struct contribution_placement){ .contribution_id = contribution_id, .by = "" };
	if (db_step(st)) {
		found->node_id = db_i64(st, 0);
		found->by = db_text(st, 1, a);
		found->at = db_i64(st, 2);
		found->suggested_id = db_i64(st, 3);
		found->suggested_score = db_f64(st, 4);
	}
	return db_finish(st, err);
}

/* Ends the placement that holds, if one does. */
static bool end_placement(struct db_conn *tx, int64_t contribution_id, const char *by, int64_t *ended, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE contribution_placement SET ended_by = $by, ended_at = $at "
		"WHERE contribution_id = $contribution AND ended_at IS NULL"));
	db_bind_text(st, "$by", by);
	db_bind_i64(st, "$at", clock_now());
	db_bind_i64(st, "$contribution", contribution_id);
	return db_finish_changed(st, ended, err);
}

static bool insert_placement(struct db_conn *tx, const struct contribution_placement *p, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO contribution_placement (id, contribution_id, node_id, placed_by, placed_at, suggested_id, "
		"  suggested_score) VALUES ($id, $contribution, $node, $by, $at, $suggested, $score)"));
	db_bind_i64(st, "$id", db_new_id(tx));
	db_bind_i64(st, "$contribution", p->contribution_id);
	db_bind_i64(st, "$node", p->node_id);
	db_bind_text(st, "$by", p->by);
	db_bind_i64(st, "$at", clock_now());
	db_bind_id(st, "$suggested", p->suggested_id);
	if (p->suggested_id)
		db_bind_f64(st, "$score", p->suggested_score);
	else
		db_bind_null_f64(st, "$score");
	return db_finish(st, err);
}

static bool write_journal(struct db_conn *tx, struct arena *a, const char *action, const struct contribution_placement *p,
                          int64_t before, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "node", p->node_id);
	json_put_i64(&j, "before", before);
	json_put_string(&j, "by", p->by);
	json_put_i64(&j, "suggested", p->suggested_id);
	json_put_f64(&j, "score", p->suggested_score);
	json_put_end(&j);
	return journal_write(tx, action, p->contribution_id, out_string(&content), err);
}

/* 0 where there is no such contribution. */
static bool plan_of(struct db_conn *c, int64_t contribution_id, int64_t *plan_id, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT plan_id FROM contribution WHERE id = $id"));
	db_bind_i64(st, "$id", contribution_id);
	*plan_id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

/* The section of the document that it came in; 0 for none. */
static bool stood_under(struct db_conn *c, int64_t contribution_id, int64_t *node_id, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT coalesce(node_id, 0) FROM contribution WHERE id = $id"));
	db_bind_i64(st, "$id", contribution_id);
	*node_id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

bool contribution_place(struct db_conn *tx, struct arena *a, const struct contribution_placement *p, struct err *err)
{
	struct contribution_placement before;
	int64_t plan_id, node_plan, ended;
	if (!plan_of(tx, p->contribution_id, &plan_id, err) || !plan_of_node(tx, p->node_id, &node_plan, err)
	    || !contribution_placement_get(tx, a, p->contribution_id, &before, err))
		return false;
	if (!plan_id)
		return err_not_found(err, "There is no contribution %lld", (long long)p->contribution_id);
	if (node_plan != plan_id)
		return err_not_found(err, "The contribution's plan has no node %lld", (long long)p->node_id);
	if (before.node_id == p->node_id)
		return true;
	return end_placement(tx, p->contribution_id, p->by, &ended, err) && insert_placement(tx, p, err)
	       && remark_set_node(tx, p->contribution_id, p->node_id, err)
	       && write_journal(tx, a, "contribution.place", p, before.node_id, err);
}

bool contribution_unplace(struct db_conn *tx, struct arena *a, int64_t contribution_id, const char *by, struct err *err)
{
	struct contribution_placement before;
	int64_t ended, stood;
	if (!contribution_placement_get(tx, a, contribution_id, &before, err)
	    || !end_placement(tx, contribution_id, by, &ended, err))
		return false;
	if (ended == 0)
		return err_conflict(err, "Nobody has placed the contribution %lld; there is nothing to undo", (long long)contribution_id);
	struct contribution_placement now = { .contribution_id = contribution_id, .by = by };
	return stood_under(tx, contribution_id, &stood, err) && remark_set_node(tx, contribution_id, stood, err)
	       && write_journal(tx, a, "contribution.unplace", &now, before.node_id, err);
}

bool contribution_find(struct db_conn *c, const char *id_or_ref, int64_t *id, int64_t *plan_id, struct err *err)
{
	int64_t number = 0;
	size_t n = 0;
	str_to_i64(id_or_ref, &number);
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, plan_id FROM contribution WHERE id = $id OR ref = $ref ORDER BY id"));
	db_bind_i64(st, "$id", number);
	db_bind_text(st, "$ref", id_or_ref);
	for (; db_step(st); n++) {
		*id = db_i64(st, 0);
		*plan_id = db_i64(st, 1);
	}
	if (!db_finish(st, err))
		return false;
	if (n > 1)
		return err_conflict(err, "%zu contributions are called %s; name the one by the number in its page's address", n, id_or_ref);
	return n == 1 || err_not_found(err, "There is no contribution %s", id_or_ref);
}

bool contribution_forget_planner(struct db_conn *tx, const char *name, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE contribution_placement SET placed_by = '–' WHERE placed_by = $name"));
	db_bind_text(st, "$name", name);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("UPDATE contribution_placement SET ended_by = '–' WHERE ended_by = $name"));
	db_bind_text(st, "$name", name);
	return db_finish(st, err);
}
