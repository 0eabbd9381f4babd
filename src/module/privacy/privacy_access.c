/* Access (article 15): everything held on a person, with why and how long, as one document. */
#include "module/privacy/privacy_internal.h"

#include "ui/translate.h"

struct access_writing {
	struct db_conn *conn;
	struct arena *arena;
	struct json *j;
};

static bool write_account(struct access_writing *w, const struct privacy_item *item, struct err *err)
{
	struct user user;
	if (!user_get(w->conn, w->arena, item->id, &user, err))
		return false;
	json_put_string(w->j, "name", user.name);
	json_put_string(w->j, "email", user.email);
	json_put_string(w->j, "language", user.language);
	json_put_bool(w->j, "administrator", user.administrator);
	json_put_string(w->j, "created", clock_iso(w->arena, user.created_at));
	json_put_string(w->j, "last_used", user.seen_at ? clock_iso(w->arena, user.seen_at) : "");
	json_put_array(w->j, "roles");
	struct db_stmt *st = db_prepare(w->conn, SQL(
		"SELECT g.role, p.title, g.granted_at FROM role_grant g JOIN plan p ON p.id = g.plan_id WHERE g.user_id = $id ORDER BY p.id, g.role"));
	db_bind_i64(st, "$id", item->id);
	while (db_step(st)) {
		json_put_object(w->j, NULL);
		json_put_string(w->j, "role", db_text(st, 0, w->arena));
		json_put_string(w->j, "plan", db_text(st, 1, w->arena));
		json_put_string(w->j, "granted", clock_iso(w->arena, db_i64(st, 2)));
		json_put_end(w->j);
	}
	json_put_end(w->j);
	return db_finish(st, err);
}

static bool write_answers(struct access_writing *w, int64_t statement_id, struct err *err)
{
	json_put_array(w->j, "answers");
	struct db_stmt *st = db_prepare(w->conn, SQL(
		"SELECT q.ordinal, q.text, t.text, 0, t.publish FROM statement_text x JOIN contribution t ON t.id = x.contribution_id "
		"JOIN consultation_question q ON q.id = x.question_id WHERE x.statement_id = $id "
		"UNION ALL SELECT q.ordinal, q.text, '', v.value, 0 FROM statement_value v "
		"JOIN consultation_question q ON q.id = v.question_id WHERE v.statement_id = $id ORDER BY 1"));
	db_bind_i64(st, "$id", statement_id);
	while (db_step(st)) {
		json_put_object(w->j, NULL);
		json_put_string(w->j, "question", db_text(st, 1, w->arena));
		if (db_i64(st, 3)) {
			json_put_i64(w->j, "value", db_i64(st, 3));
		} else {
			json_put_string(w->j, "text", db_text(st, 2, w->arena));
			json_put_bool(w->j, "published", db_i64(st, 4));
		}
		json_put_end(w->j);
	}
	json_put_end(w->j);
	return db_finish(st, err);
}

static bool write_statement(struct access_writing *w, const struct privacy_item *item, struct err *err)
{
	struct db_stmt *st = db_prepare(w->conn, SQL(
		"SELECT k.title, s.sent_at, s.organisation, s.area, s.publish, coalesce(m.email, '') FROM statement s "
		"JOIN consultation k ON k.id = s.consultation_id LEFT JOIN statement_contact m ON m.statement_id = s.id "
		"WHERE s.id = $id"));
	db_bind_i64(st, "$id", item->id);
	if (db_step(st)) {
		json_put_string(w->j, "consultation", db_text(st, 0, w->arena));
		json_put_string(w->j, "received", clock_iso(w->arena, db_i64(st, 1)));
		json_put_string(w->j, "organisation", db_text(st, 2, w->arena));
		json_put_string(w->j, "area", db_text(st, 3, w->arena));
		json_put_bool(w->j, "may_be_published", db_i64(st, 4));
		json_put_string(w->j, "email", db_text(st, 5, w->arena));
	}
	return db_finish(st, err) && write_answers(w, item->id, err);
}

static bool write_sender(struct access_writing *w, const struct privacy_item *item, struct err *err)
{
	json_put_string(w->j, "name", item->text);
	json_put_array(w->j, "contributions");
	struct db_stmt *st = db_prepare(w->conn, SQL(
		"SELECT text, said_on, publish, topic FROM contribution WHERE organisation_id = $id AND plan_id = $plan ORDER BY ordinal"));
	db_bind_i64(st, "$id", item->id);
	db_bind_i64(st, "$plan", item->plan_id);
	while (db_step(st)) {
		json_put_object(w->j, NULL);
		json_put_string(w->j, "text", db_text(st, 0, w->arena));
		json_put_string(w->j, "date", db_text(st, 1, w->arena));
		json_put_bool(w->j, "published", db_i64(st, 2));
		json_put_string(w->j, "topic", db_text(st, 3, w->arena));
		json_put_end(w->j);
	}
	json_put_end(w->j);
	return db_finish(st, err);
}

static bool write_item(struct access_writing *w, const struct privacy_item *item, struct err *err)
{
	bool ok = true;
	json_put_object(w->j, NULL);
	json_put_string(w->j, "kind", privacy_kind_codes[item->kind]);
	json_put_i64(w->j, "id", item->id);
	if (item->kind == PRIVACY_ACCOUNT)
		ok = write_account(w, item, err);
	else if (item->kind == PRIVACY_STATEMENT)
		ok = write_statement(w, item, err);
	else if (item->kind == PRIVACY_SENDER)
		ok = write_sender(w, item, err);
	else
		json_put_string(w->j, item->kind == PRIVACY_JOURNAL ? "action" : "text", item->text);
	json_put_end(w->j);
	return ok;
}

static void write_purposes(struct json *j)
{
	json_put_array(j, "purposes");
	for (size_t i = 0; i < privacy_purposes_len; i++) {
		const struct privacy_purpose *p = &privacy_purposes[i];
		json_put_object(j, NULL);
		json_put_string(j, "purpose", p->name);
		json_put_string(j, "why", p->why);
		json_put_string(j, "ground", p->ground);
		json_put_string(j, "kept_from", p->counted);
		json_put_i64(j, "months", p->months);
		json_put_end(j);
	}
	json_put_end(j);
}

bool privacy_write_access(struct db_conn *c, struct arena *a, struct out *o, int64_t plan_id, const char *words,
                          struct err *err)
{
	struct privacy_item *list;
	size_t n;
	if (!privacy_find(c, a, plan_id, words, &list, &n, err))
		return false;
	if (n == 0)
		return err_not_found(err, "Nothing is held by that name or address");
	struct json j = json_to(o, 2);
	struct access_writing w = { c, a, &j };
	json_put_object(&j, NULL);
	json_put_string(&j, "asked_for", words);
	json_put_string(&j, "made", clock_iso(a, clock_now()));
	json_put_array(&j, "held");
	for (size_t i = 0; i < n; i++)
		if (!write_item(&w, &list[i], err))
			return false;
	json_put_end(&j);
	write_purposes(&j);
	json_put_end(&j);
	return true;
}
