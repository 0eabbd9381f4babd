/* Removing what is past its time. The journal keeps counts, and verifies as before. */
#include "module/privacy/privacy_internal.h"

#include "db/journal.h"

static int64_t service_limit(int64_t now, const char *purpose)
{
	return privacy_before(now, privacy_purpose(purpose)->months);
}

/* The identifiers that a statement gives, with $before bound. */
static bool collect(struct db_stmt *st, struct arena *a, int64_t before, int64_t **ids, int64_t *n, struct err *err)
{
	VEC(int64_t) found = { 0 };
	db_bind_i64(st, "$before", before);
	while (db_step(st))
		*VEC_PUSH(a, &found) = db_i64(st, 0);
	*ids = found.v;
	*n = (int64_t)found.n;
	return db_finish(st, err);
}

/* What is past its time, as identifiers. Secrets of forms and invitations have no number of their own. */
struct due {
	int64_t *contacts, *sessions, *accounts, *requests;
	struct privacy_purged n;
};

/* Addresses of one plan. An open-ended consultation counts from each answer. */
static bool due_contacts(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct due *due, struct err *err)
{
	int64_t months;
	const char *reason;
	if (!privacy_months(c, a, plan_id, privacy_purpose("contact"), &months, &reason, err))
		return false;
	int64_t before = privacy_before(now, months);
	VEC(int64_t) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT m.statement_id FROM statement_contact m JOIN statement s ON s.id = m.statement_id "
		"JOIN consultation k ON k.id = s.consultation_id WHERE k.plan_id = $plan "
		"AND ((k.closes_on <> '' AND k.closes_on < $day) OR (k.closes_on = '' AND s.sent_at < $before)) ORDER BY 1"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$day", date_iso(a, date_at(before)));
	db_bind_i64(st, "$before", before);
	for (int64_t i = 0; i < due->n.contacts; i++)
		*VEC_PUSH(a, &found) = due->contacts[i];
	while (db_step(st))
		*VEC_PUSH(a, &found) = db_i64(st, 0);
	due->contacts = found.v;
	due->n.contacts = (int64_t)found.n;
	return db_finish(st, err);
}

static bool due_requests(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct due *due, struct err *err)
{
	int64_t months, *ids, n;
	const char *reason;
	if (!privacy_months(c, a, plan_id, privacy_purpose("request"), &months, &reason, err))
		return false;
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id FROM privacy_request WHERE plan_id = $plan AND handled_at < $before ORDER BY id"));
	db_bind_i64(st, "$plan", plan_id);
	if (!collect(st, a, privacy_before(now, months), &ids, &n, err))
		return false;
	due->requests = arena_grow(a, due->requests, (size_t)due->n.requests * sizeof *ids, (size_t)(due->n.requests + n) * sizeof *ids);
	for (int64_t i = 0; i < n; i++)
		due->requests[due->n.requests++] = ids[i];
	return true;
}

static bool due_in_plans(struct db_conn *c, struct arena *a, int64_t now, struct due *due, struct err *err)
{
	VEC(int64_t) plans = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT id FROM plan ORDER BY id"));
	while (db_step(st))
		*VEC_PUSH(a, &plans) = db_i64(st, 0);
	bool ok = db_finish(st, err);
	for (size_t i = 0; ok && i < plans.n; i++)
		ok = due_contacts(c, a, plans.v[i], now, due, err) && due_requests(c, a, plans.v[i], now, due, err);
	return ok;
}

static bool count_before(struct db_stmt *st, int64_t before, int64_t *n, struct err *err)
{
	db_bind_i64(st, "$before", before);
	*n = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

static bool load_due(struct db_conn *c, struct arena *a, int64_t now, struct due *due, struct err *err)
{
	int64_t sessions = service_limit(now, "session");
	*due = (struct due){ 0 };
	return due_in_plans(c, a, now, due, err)
	       && collect(db_prepare(c, SQL("SELECT id FROM user_session WHERE seen_at < $before ORDER BY id")), a, sessions,
	                  &due->sessions, &due->n.sessions, err)
	       && collect(db_prepare(c, SQL(
	                  "SELECT a.id FROM user_account a JOIN user_person p ON p.user_id = a.id "
	                  "WHERE a.disabled_at < $before ORDER BY a.id")), a, service_limit(now, "account"),
	                  &due->accounts, &due->n.accounts, err)
	       && count_before(db_prepare(c, SQL("SELECT count(*) FROM user_invitation WHERE expires_at < $before")), sessions,
	                       &due->n.invitations, err)
	       && count_before(db_prepare(c, SQL("SELECT count(*) FROM user_form WHERE sent_at < $before")), sessions,
	                       &due->n.forms, err);
}

bool privacy_purge_count(struct db_conn *c, struct arena *a, int64_t now, struct privacy_purged *counts, struct err *err)
{
	struct due due;
	if (!load_due(c, a, now, &due, err))
		return false;
	*counts = due.n;
	return true;
}

/* ---- Removing ---- */

static bool each(struct db_conn *tx, const struct sql *sql, const int64_t *ids, int64_t n, struct err *err)
{
	for (int64_t i = 0; i < n; i++) {
		struct db_stmt *st = db_prepare(tx, sql);
		db_bind_i64(st, "$id", ids[i]);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

static bool remove_before(struct db_stmt *st, int64_t before, struct err *err)
{
	db_bind_i64(st, "$before", before);
	return db_finish(st, err);
}

static bool forget_accounts(struct db_conn *tx, struct arena *a, const struct due *due, struct err *err)
{
	for (int64_t i = 0; i < due->n.accounts; i++) {
		struct user user;
		if (!user_get(tx, a, due->accounts[i], &user, err) || !contribution_forget_planner(tx, user.name, err)
		    || !user_erase(tx, user.id, 0, err))
			return false;
	}
	return true;
}

static bool journal(struct db_conn *tx, struct arena *a, const struct privacy_purged *n, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "contacts", n->contacts);
	json_put_i64(&j, "sessions", n->sessions);
	json_put_i64(&j, "invitations", n->invitations);
	json_put_i64(&j, "forms", n->forms);
	json_put_i64(&j, "accounts", n->accounts);
	json_put_i64(&j, "requests", n->requests);
	json_put_end(&j);
	return journal_write(tx, "privacy.purge", 0, out_string(&content), err);
}

bool privacy_purge(struct db_conn *tx, struct arena *a, int64_t now, struct privacy_purged *counts, struct err *err)
{
	struct due due;
	int64_t sessions = service_limit(now, "session");
	if (!load_due(tx, a, now, &due, err))
		return false;
	*counts = due.n;
	return each(tx, SQL("DELETE FROM statement_contact WHERE statement_id = $id"), due.contacts, due.n.contacts, err)
	       && each(tx, SQL("DELETE FROM user_session WHERE id = $id"), due.sessions, due.n.sessions, err)
	       && each(tx, SQL("DELETE FROM privacy_request WHERE id = $id"), due.requests, due.n.requests, err)
	       && remove_before(db_prepare(tx, SQL("DELETE FROM user_invitation WHERE expires_at < $before")), sessions, err)
	       && remove_before(db_prepare(tx, SQL("DELETE FROM user_form WHERE sent_at < $before")), sessions, err)
	       && forget_accounts(tx, a, &due, err) && journal(tx, a, counts, err);
}
