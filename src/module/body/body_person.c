/* Persons in bodies, and who has what part in which task. */
#include "module/body/body_internal.h"

#include "base/utf8.h"
#include "db/journal.h"
#include "ui/translate.h"

/* ---- Persons ---- */

bool body_person_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct body_person **list, size_t *n, struct err *err)
{
	VEC(struct body_person) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT p.id, p.body_id, p.name, p.role, p.from_on, p.to_on FROM body_person p JOIN body b ON b.id = p.body_id "
		"WHERE b.plan_id = $plan ORDER BY p.body_id, CASE p.role WHEN 'chair' THEN 0 ELSE 1 END, p.id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		struct body_person *p = VEC_PUSH(a, &found);
		size_t role = body_name_parse(body_roles, BODY_ROLES, db_text(st, 3, a));
		*p = (struct body_person){ .id = db_i64(st, 0), .body_id = db_i64(st, 1), .name = db_text(st, 2, a),
		                           .role = role < BODY_ROLES ? (enum body_role)role : BODY_MEMBER };
		date_parse(db_text(st, 4, a), &p->from);
		date_parse(db_text(st, 5, a), &p->to);
	}
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

/* Without the name: a journal cannot forget. */
static bool journal_person(struct db_conn *tx, struct arena *a, const char *action, const struct body_person *p, int64_t by,
                           struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_i64(&j, "body", p->body_id);
	json_put_string(&j, "role", body_roles[p->role].code);
	json_put_string(&j, "from", date_iso(a, p->from));
	json_put_string(&j, "to", date_iso(a, p->to));
	json_put_end(&j);
	return journal_write(tx, action, p->id, out_string(&content), err);
}

bool body_person_add(struct db_conn *tx, struct arena *a, struct body_person *p, int64_t by, struct err *err)
{
	if (!*p->name || utf8_length(span_of(p->name)) > BODY_NAME_MAX)
		return err_input(err, "%s", N_("Give the person's name, of at most 200 characters."));
	if (p->from.year && p->to.year && date_days(p->to) < date_days(p->from))
		return err_input(err, "%s", N_("The last day in a role cannot come before the first."));
	p->id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO body_person (id, body_id, name, role, from_on, to_on) VALUES ($id, $body, $name, $role, $from, $to)"));
	db_bind_i64(st, "$id", p->id);
	db_bind_i64(st, "$body", p->body_id);
	db_bind_text(st, "$name", p->name);
	db_bind_text(st, "$role", body_roles[p->role].code);
	db_bind_text(st, "$from", date_iso(a, p->from));
	db_bind_text(st, "$to", date_iso(a, p->to));
	return db_finish(st, err) && journal_person(tx, a, "body.person", p, by, err);
}

bool body_person_end(struct db_conn *tx, struct arena *a, int64_t body_id, int64_t person_id, struct date to, int64_t by,
                     struct err *err)
{
	int64_t changed;
	struct body_person p = { .id = person_id, .body_id = body_id, .to = to };
	struct db_stmt *st = db_prepare(tx, SQL("SELECT role, from_on FROM body_person WHERE id = $id AND body_id = $body"));
	db_bind_i64(st, "$id", person_id);
	db_bind_i64(st, "$body", body_id);
	bool found = db_step(st);
	if (found) {
		size_t role = body_name_parse(body_roles, BODY_ROLES, db_text(st, 0, a));
		p.role = role < BODY_ROLES ? (enum body_role)role : BODY_MEMBER;
		date_parse(db_text(st, 1, a), &p.from);
	}
	if (!db_finish(st, err))
		return false;
	if (!found)
		return err_not_found(err, "The body has no such person");
	if (p.from.year && date_days(to) < date_days(p.from))
		return err_input(err, "%s", N_("The last day in a role cannot come before the first."));
	st = db_prepare(tx, SQL("UPDATE body_person SET to_on = $to WHERE id = $id"));
	db_bind_text(st, "$to", date_iso(a, to));
	db_bind_i64(st, "$id", person_id);
	return db_finish_changed(st, &changed, err) && journal_person(tx, a, "body.person-end", &p, by, err);
}

bool body_forget(struct db_conn *tx, const char *person, int64_t *n, struct err *err)
{
	int64_t changed;
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM body_person WHERE name = $person"));
	db_bind_text(st, "$person", person);
	if (!db_finish_changed(st, &changed, err))
		return false;
	*n += changed;
	return true;
}

/* ---- Who does what ---- */

bool body_share_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct body_share **list, size_t *n, struct err *err)
{
	VEC(struct body_share) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT task, body_id, part FROM body_part WHERE plan_id = $plan ORDER BY task, part, body_id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		size_t part = body_name_parse(body_parts, BODY_PARTS, db_text(st, 2, a));
		if (part < BODY_PARTS)
			*VEC_PUSH(a, &found) = (struct body_share){ db_text(st, 0, a), db_i64(st, 1), (enum body_part)part };
	}
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

static bool clear_share(struct db_conn *tx, int64_t plan_id, const struct body_share *share, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM body_part WHERE plan_id = $plan AND task = $task AND body_id = $body"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$task", share->task);
	db_bind_i64(st, "$body", share->body_id);
	return db_finish(st, err);
}

bool body_share_set(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct body_share *share, int64_t by,
                    struct err *err)
{
	if (!*share->task || utf8_length(span_of(share->task)) > BODY_NAME_MAX)
		return err_input(err, "%s", N_("Name the task in at most 200 characters."));
	if (!clear_share(tx, plan_id, share, err))
		return false;
	if (share->part < BODY_PARTS) {
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO body_part (plan_id, task, body_id, part) VALUES ($plan, $task, $body, $part)"));
		db_bind_i64(st, "$plan", plan_id);
		db_bind_text(st, "$task", share->task);
		db_bind_i64(st, "$body", share->body_id);
		db_bind_text(st, "$part", body_parts[share->part].code);
		if (!db_finish(st, err))
			return false;
	}
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_string(&j, "task", share->task);
	json_put_string(&j, "part", share->part < BODY_PARTS ? body_parts[share->part].code : "");
	json_put_end(&j);
	return journal_write(tx, "body.responsibility", share->body_id, out_string(&content), err);
}
