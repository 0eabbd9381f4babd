/* Dispositions: drafts, approval, publication. */
#include "module/disposition/disposition_internal.h"

#include "db/journal.h"
#include "ui/translate.h"

const struct outcome_name outcomes[OUTCOMES] = {
	[OUTCOME_FOLLOWED] = { "followed", N_("Followed"), true },
	[OUTCOME_PARTLY] = { "partly", N_("Partly followed"), true },
	[OUTCOME_NOTED] = { "noted", N_("Noted"), false },
	[OUTCOME_NOT_FOLLOWED] = { "not_followed", N_("Not followed"), true },
	[OUTCOME_OUTSIDE] = { "outside", N_("Outside the plan"), true },
};

const struct disposition_state_name disposition_states[DISPOSITION_STATES] = {
	[DISPOSITION_NONE] = { "unanswered", N_("Unanswered") },
	[DISPOSITION_DRAFT] = { "draft", N_("Draft") },
	[DISPOSITION_APPROVED] = { "approved", N_("Approved") },
	[DISPOSITION_PUBLISHED] = { "published", N_("Published") },
};

bool outcome_parse(const char *code, enum outcome *outcome)
{
	for (size_t i = 0; i < OUTCOMES; i++) {
		if (str_eq(outcomes[i].code, code)) {
			*outcome = (enum outcome)i;
			return true;
		}
	}
	return false;
}

enum disposition_state disposition_state(const struct disposition *d)
{
	return !d->id ? DISPOSITION_NONE : d->published_at ? DISPOSITION_PUBLISHED
	     : d->approved_at ? DISPOSITION_APPROVED : DISPOSITION_DRAFT;
}

/* ---- Reading ---- */

bool disposition_list(struct db_conn *c, struct arena *a, int64_t contribution_id,
                      struct disposition **list, size_t *n, struct err *err)
{
	VEC(struct disposition) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT d.id, d.outcome, d.reason, coalesce(d.node_id, 0), d.drafted_by, coalesce(d.approved_by, 0), "
		"  coalesce(p.name, ''), coalesce(q.name, ''), d.drafted_at, coalesce(d.approved_at, 0), coalesce(d.published_at, 0) "
		"FROM disposition d LEFT JOIN user_person p ON p.user_id = d.drafted_by "
		"LEFT JOIN user_person q ON q.user_id = d.approved_by "
		"WHERE d.contribution_id = $contribution ORDER BY d.id DESC"));
	db_bind_i64(st, "$contribution", contribution_id);
	while (db_step(st)) {
		struct disposition *d = VEC_PUSH(a, &found);
		*d = (struct disposition){
			.id = db_i64(st, 0), .contribution_id = contribution_id, .reason = db_text(st, 2, a),
			.node_id = db_i64(st, 3), .drafted_by = db_i64(st, 4), .approved_by = db_i64(st, 5),
			.drafter = db_text(st, 6, a), .approver = db_text(st, 7, a),
			.drafted_at = db_i64(st, 8), .approved_at = db_i64(st, 9), .published_at = db_i64(st, 10) };
		outcome_parse(db_text(st, 1, a), &d->outcome);
	}
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool disposition_count(struct db_conn *c, int64_t plan_id, int64_t counts[DISPOSITION_STATES], struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT CASE WHEN d.id IS NULL THEN 0 WHEN d.published_at IS NOT NULL THEN 3 "
		"  WHEN d.approved_at IS NOT NULL THEN 2 ELSE 1 END AS state, count(*) "
		"FROM contribution t LEFT JOIN disposition d ON d.id = "
		"  (SELECT max(x.id) FROM disposition x WHERE x.contribution_id = t.id) "
		"WHERE t.plan_id = $plan GROUP BY 1"));
	db_bind_i64(st, "$plan", plan_id);
	memset(counts, 0, DISPOSITION_STATES * sizeof *counts);
	while (db_step(st)) {
		int64_t state = db_i64(st, 0);
		if (state >= 0 && state < DISPOSITION_STATES)
			counts[state] = db_i64(st, 1);
	}
	return db_finish(st, err);
}

/* ---- Writing ---- */

static bool journal(struct db_conn *tx, struct arena *a, const char *what, const struct disposition *d, int64_t by,
                    struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_i64(&j, "disposition", d->id);
	json_put_string(&j, "outcome", outcomes[d->outcome].code);
	json_put_string(&j, "reason", d->reason);
	json_put_i64(&j, "node", d->node_id);
	json_put_end(&j);
	return journal_write(tx, what, d->contribution_id, out_string(&content), err);
}

/* Whether a node belongs to the plan of a contribution. */
static bool same_plan(struct db_conn *tx, const struct disposition *d, bool *same, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT 1 FROM contribution t JOIN plan_node n ON n.plan_id = t.plan_id "
		"WHERE t.id = $contribution AND n.id = $node"));
	db_bind_i64(st, "$contribution", d->contribution_id);
	db_bind_i64(st, "$node", d->node_id);
	*same = db_step(st);
	return db_finish(st, err);
}

bool disposition_draft(struct db_conn *tx, struct arena *a, struct disposition *d, int64_t now,
                       const char **refused, struct err *err)
{
	bool same = true;
	*refused = NULL;
	if (d->node_id && !same_plan(tx, d, &same, err))
		return false;
	if (!same)
		*refused = N_("That part stands in another plan.");
	else if (!*d->reason && outcomes[d->outcome].needs_reason)
		*refused = N_("Give the reason: only what is noted needs none.");
	if (*refused)
		return true;
	d->id = db_new_id(tx);
	d->drafted_at = now;
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO disposition (id, contribution_id, outcome, reason, node_id, drafted_by, drafted_at) "
		"VALUES ($id, $contribution, $outcome, $reason, $node, $by, $now)"));
	db_bind_i64(st, "$id", d->id);
	db_bind_i64(st, "$contribution", d->contribution_id);
	db_bind_text(st, "$outcome", outcomes[d->outcome].code);
	db_bind_text(st, "$reason", d->reason);
	db_bind_id(st, "$node", d->node_id);
	db_bind_i64(st, "$by", d->drafted_by);
	db_bind_i64(st, "$now", now);
	return db_finish(st, err) && journal(tx, a, "disposition.draft", d, d->drafted_by, err);
}

bool disposition_approve(struct db_conn *tx, struct arena *a, int64_t contribution_id, int64_t by, int64_t now,
                         const char **refused, struct err *err)
{
	struct disposition *list;
	size_t n;
	*refused = NULL;
	if (!disposition_list(tx, a, contribution_id, &list, &n, err))
		return false;
	if (n == 0)
		*refused = N_("There is no answer to approve yet.");
	else if (disposition_state(&list[0]) != DISPOSITION_DRAFT)
		*refused = N_("The answer has been approved already.");
	else if (list[0].drafted_by == by)
		*refused = N_("Who wrote the answer cannot approve it: ask somebody else.");
	if (*refused)
		return true;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE disposition SET approved_by = $by, approved_at = $now WHERE id = $id"));
	db_bind_i64(st, "$by", by);
	db_bind_i64(st, "$now", now);
	db_bind_i64(st, "$id", list[0].id);
	return db_finish(st, err) && journal(tx, a, "disposition.approve", &list[0], by, err);
}

/* Only the newest version of each: an older one that was approved has been taken back by a new draft. */
bool disposition_publish(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t by, int64_t now,
                         int64_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE disposition SET published_at = $now WHERE approved_at IS NOT NULL AND published_at IS NULL "
		"AND id IN (SELECT max(x.id) FROM disposition x JOIN contribution t ON t.id = x.contribution_id "
		"           WHERE t.plan_id = $plan GROUP BY x.contribution_id)"));
	db_bind_i64(st, "$now", now);
	db_bind_i64(st, "$plan", plan_id);
	if (!db_finish_changed(st, n, err) || *n == 0)
		return !err->kind;
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_i64(&j, "published", *n);
	json_put_end(&j);
	return journal_write(tx, "disposition.publish", plan_id, out_string(&content), err);
}
