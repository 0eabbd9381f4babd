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

bool disposition_list(struct db_conn *c, struct arena *a, int64_t remark_id,
                      struct disposition **list, size_t *n, struct err *err)
{
	VEC(struct disposition) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT d.id, d.outcome, d.reason, coalesce(d.node_id, 0), d.drafted_by, coalesce(d.approved_by, 0), "
		"  coalesce(p.name, ''), coalesce(q.name, ''), d.drafted_at, coalesce(d.approved_at, 0), coalesce(d.published_at, 0) "
		"FROM disposition d LEFT JOIN user_person p ON p.user_id = d.drafted_by "
		"LEFT JOIN user_person q ON q.user_id = d.approved_by "
		"WHERE d.remark_id = $remark ORDER BY d.id DESC"));
	db_bind_i64(st, "$remark", remark_id);
	while (db_step(st)) {
		struct disposition *d = VEC_PUSH(a, &found);
		*d = (struct disposition){
			.id = db_i64(st, 0), .remark_id = remark_id, .reason = db_text(st, 2, a),
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
		"SELECT CASE state WHEN 'draft' THEN 1 WHEN 'approved' THEN 2 WHEN 'published' THEN 3 ELSE 0 END, count(*) "
		"FROM remark WHERE plan_id = $plan AND ended_by IS NULL GROUP BY 1"));
	db_bind_i64(st, "$plan", plan_id);
	memset(counts, 0, DISPOSITION_STATES * sizeof *counts);
	while (db_step(st))
		counts[db_i64(st, 0)] = db_i64(st, 1);
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
	return journal_write(tx, what, d->remark_id, out_string(&content), err);
}

/* Whether a node belongs to the plan of a remark. */
static bool same_plan(struct db_conn *tx, const struct disposition *d, bool *same, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT 1 FROM remark r JOIN plan_node n ON n.plan_id = r.plan_id WHERE r.id = $remark AND n.id = $node"));
	db_bind_i64(st, "$remark", d->remark_id);
	db_bind_i64(st, "$node", d->node_id);
	*same = db_step(st);
	return db_finish(st, err);
}

static const char *refuse(const struct remark *r)
{
	return !r->id ? N_("There is no such remark.")
	     : r->ended_by ? N_("Somebody has changed this remark in the meantime. Look at the contribution again.") : NULL;
}

bool disposition_draft(struct db_conn *tx, struct arena *a, struct disposition *d, int64_t now,
                       const char **refused, struct err *err)
{
	struct remark r;
	bool same = true;
	if (!remark_get(tx, a, d->remark_id, &r, err))
		return false;
	*refused = refuse(&r);
	if (*refused)
		return true;
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
		"INSERT INTO disposition (id, remark_id, outcome, reason, node_id, drafted_by, drafted_at) "
		"VALUES ($id, $remark, $outcome, $reason, $node, $by, $now)"));
	db_bind_i64(st, "$id", d->id);
	db_bind_i64(st, "$remark", d->remark_id);
	db_bind_text(st, "$outcome", outcomes[d->outcome].code);
	db_bind_text(st, "$reason", d->reason);
	db_bind_id(st, "$node", d->node_id);
	db_bind_i64(st, "$by", d->drafted_by);
	db_bind_i64(st, "$now", now);
	return db_finish(st, err) && remark_set_state(tx, d->remark_id, disposition_states[DISPOSITION_DRAFT].code, err)
	       && journal(tx, a, "disposition.draft", d, d->drafted_by, err);
}

bool disposition_approve(struct db_conn *tx, struct arena *a, int64_t remark_id, int64_t by, int64_t now,
                         const char **refused, struct err *err)
{
	struct disposition *list;
	struct remark r;
	size_t n;
	if (!remark_get(tx, a, remark_id, &r, err) || !disposition_list(tx, a, remark_id, &list, &n, err))
		return false;
	*refused = refuse(&r);
	if (*refused)
		return true;
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
	return db_finish(st, err) && remark_set_state(tx, remark_id, disposition_states[DISPOSITION_APPROVED].code, err)
	       && journal(tx, a, "disposition.approve", &list[0], by, err);
}

static bool remark_of(struct db_conn *tx, int64_t disposition_id, int64_t *remark_id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("SELECT remark_id FROM disposition WHERE id = $id"));
	db_bind_i64(st, "$id", disposition_id);
	*remark_id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

bool disposition_withdraw(struct db_conn *tx, struct arena *a, int64_t disposition_id, int64_t by,
                          const char **refused, struct err *err)
{
	struct disposition *list, none = { .id = 0 };
	int64_t remark_id;
	size_t n = 0;
	*refused = NULL;
	if (!remark_of(tx, disposition_id, &remark_id, err)
	    || (remark_id && !disposition_list(tx, a, remark_id, &list, &n, err)))
		return false;
	if (n == 0 || list[0].id != disposition_id || disposition_state(&list[0]) != DISPOSITION_DRAFT) {
		*refused = N_("The answer has been changed or approved since, so it is not taken back.");
		return true;
	}
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM disposition WHERE id = $id"));
	db_bind_i64(st, "$id", disposition_id);
	enum disposition_state state = disposition_state(n > 1 ? &list[1] : &none);
	return db_finish(st, err) && remark_set_state(tx, remark_id, disposition_states[state].code, err)
	       && journal(tx, a, "disposition.withdraw", &list[0], by, err);
}

/* Only the newest version of each: an older one that was approved has been taken back by a new draft. */
bool disposition_publish(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t by, int64_t now,
                         int64_t *n, struct err *err)
{
	VEC(int64_t) remarks = { 0 };
	VEC(int64_t) contributions = { 0 };
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT id, contribution_id FROM remark WHERE plan_id = $plan AND state = 'approved' AND ended_by IS NULL ORDER BY ordinal, id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		*VEC_PUSH(a, &remarks) = db_i64(st, 0);
		*VEC_PUSH(a, &contributions) = db_i64(st, 1);
	}
	*n = (int64_t)remarks.n;
	if (!db_finish(st, err) || *n == 0)
		return !err->kind;
	for (size_t i = 0; i < remarks.n; i++) {
		st = db_prepare(tx, SQL(
			"UPDATE disposition SET published_at = $now WHERE id = (SELECT max(id) FROM disposition WHERE remark_id = $remark)"));
		db_bind_i64(st, "$now", now);
		db_bind_i64(st, "$remark", remarks.v[i]);
		if (!db_finish(st, err) || !remark_set_state(tx, remarks.v[i], disposition_states[DISPOSITION_PUBLISHED].code, err))
			return false;
	}
	if (!consultation_tell_answered(tx, a, contributions.v, contributions.n, err))
		return false;
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_i64(&j, "published", *n);
	json_put_end(&j);
	return journal_write(tx, "disposition.publish", plan_id, out_string(&content), err);
}
