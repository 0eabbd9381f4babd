/* What people send in: kept with its receipt, its texts as contributions. */
#include "module/consultation/consultation_internal.h"

#include "base/clock.h"
#include "db/journal.h"

static struct digest token_digest(const char *token)
{
	return digest_of(token, strlen(token));
}

/* ---- Receiving ---- */

static bool insert_statement(struct db_conn *tx, const struct consultation *c, struct statement *s,
                             const struct digest *token, int64_t now, struct err *err)
{
	s->id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO statement (id, consultation_id, token_hash, organisation, area, publish, sent_at) "
		"VALUES ($id, $consultation, $token, $organisation, $area, $publish, $now)"));
	db_bind_i64(st, "$id", s->id);
	db_bind_i64(st, "$consultation", c->id);
	db_bind_blob(st, "$token", token->byte, DIGEST_SIZE);
	db_bind_text(st, "$organisation", s->organisation);
	db_bind_text(st, "$area", s->area);
	db_bind_i64(st, "$publish", s->publish);
	db_bind_i64(st, "$now", now);
	return db_finish(st, err);
}

/* The question's number is the row's own identifier, by which its contribution is found again. */
static size_t rows_of(struct arena *a, const struct consultation *c, const struct statement *s, int64_t now,
                      struct contribution_row *rows)
{
	size_t n = 0;
	for (size_t i = 0; i < s->n_answers; i++) {
		const struct answer *answer = &s->answers[i];
		if (!*answer->text)
			continue;
		rows[n++] = (struct contribution_row){
			.text = answer->text, .ref = arena_printf(a, "%zu", i), .event = "", .group = "", .organisation = "",
			.topic = c->questions[answer->question].text, .language = "", .said_on = date_iso(a, date_at(now)),
			.publish = s->publish };
	}
	return n;
}

static bool insert_text(struct db_conn *tx, const struct consultation *c, struct statement *s, size_t i,
                        int64_t contribution_id, struct err *err)
{
	s->answers[i].contribution_id = contribution_id;
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO statement_text (contribution_id, statement_id, question_id) "
		"VALUES ($contribution, $statement, $question)"));
	db_bind_i64(st, "$contribution", contribution_id);
	db_bind_i64(st, "$statement", s->id);
	db_bind_i64(st, "$question", c->questions[s->answers[i].question].id);
	return db_finish(st, err);
}

/* Ties the texts that were added from a source to their questions. */
static bool insert_texts(struct db_conn *tx, struct arena *a, const struct consultation *c, struct statement *s,
                         const struct digest *source, struct err *err)
{
	VEC(int64_t) added = { 0 };
	VEC(int64_t) which = { 0 };
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT t.id, t.ref FROM contribution t JOIN contribution_import i ON i.id = t.import_id "
		"WHERE i.plan_id = $plan AND i.source_digest = $source ORDER BY t.ordinal"));
	db_bind_i64(st, "$plan", c->plan_id);
	db_bind_blob(st, "$source", source->byte, DIGEST_SIZE);
	while (db_step(st)) {
		*VEC_PUSH(a, &added) = db_i64(st, 0);
		str_to_i64(db_text(st, 1, a), VEC_PUSH(a, &which));
	}
	bool ok = db_finish(st, err);
	for (size_t i = 0; ok && i < added.n; i++)
		ok = insert_text(tx, c, s, (size_t)which.v[i], added.v[i], err);
	return ok;
}

static bool insert_values(struct db_conn *tx, const struct consultation *c, const struct statement *s, struct err *err)
{
	for (size_t i = 0; i < s->n_answers; i++) {
		if (!s->answers[i].value)
			continue;
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO statement_value (statement_id, question_id, value) VALUES ($statement, $question, $value)"));
		db_bind_i64(st, "$statement", s->id);
		db_bind_i64(st, "$question", c->questions[s->answers[i].question].id);
		db_bind_i64(st, "$value", s->answers[i].value);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

/* The journal says that something came, and not what: the texts have their own rows there. */
static bool journal(struct db_conn *tx, struct arena *a, const struct consultation *c, const struct statement *s,
                    struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "consultation", c->id);
	json_put_i64(&j, "answers", (int64_t)s->n_answers);
	json_put_bool(&j, "publish", s->publish);
	json_put_array(&j, "files");
	for (size_t i = 0; i < s->n_files; i++)
		json_put_i64(&j, NULL, s->files[i].id);
	json_put_end(&j);
	json_put_end(&j);
	return journal_write(tx, "statement.receive", s->id, out_string(&content), err);
}

bool statement_receive(struct db_conn *tx, struct arena *a, const struct consultation *c,
                       struct statement *s, const char *token, int64_t now, struct err *err)
{
	struct digest digest = token_digest(token);
	if (!insert_statement(tx, c, s, &digest, now, err) || !insert_values(tx, c, s, err))
		return false;
	struct contribution_row *rows = arena_array(a, s->n_answers, sizeof *rows);
	size_t n = rows_of(a, c, s, now, rows);
	struct plan_source source = { arena_printf(a, "statement/%lld", (long long)s->id), digest.byte };
	struct contribution_added added;
	if (*s->email && (!statement_keep_contact(tx, s, token, err) || !statement_send_receipt(tx, a, c, s, token, now, err)))
		return false;
	return (n == 0 || (contribution_add(tx, a, c->plan_id, &source, rows, n, &added, err)
	                   && insert_texts(tx, a, c, s, &digest, err)))
	       && statement_keep_files(tx, a, c->plan_id, s, err)
	       && journal(tx, a, c, s, err);
}

/* ---- Behind a receipt ---- */

static size_t question_index(const struct consultation *c, int64_t id)
{
	size_t i = 0;
	while (i + 1 < c->n_questions && c->questions[i].id != id)
		i++;
	return i;
}

/* Texts and values in the order of the questions. */
static bool load_answers(struct db_conn *c, struct arena *a, const struct consultation *consultation,
                         struct statement *s, struct err *err)
{
	VEC(struct answer) list = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT q.id, t.text, 0 AS value, t.id FROM statement_text x "
		"JOIN contribution t ON t.id = x.contribution_id "
		"JOIN consultation_question q ON q.id = x.question_id WHERE x.statement_id = $id "
		"UNION ALL "
		"SELECT v.question_id, '', v.value, 0 FROM statement_value v WHERE v.statement_id = $id"));
	db_bind_i64(st, "$id", s->id);
	while (db_step(st))
		*VEC_PUSH(a, &list) = (struct answer){ question_index(consultation, db_i64(st, 0)), db_text(st, 1, a),
		                                       db_i64(st, 2), db_i64(st, 3) };
	s->n_answers = list.n;
	s->answers = arena_array(a, list.n, sizeof *s->answers);
	size_t n = 0;
	for (size_t q = 0; q < consultation->n_questions; q++)
		for (size_t i = 0; i < list.n; i++)
			if (list.v[i].question == q)
				s->answers[n++] = list.v[i];
	return db_finish(st, err);
}

bool statement_by_token(struct db_conn *c, struct arena *a, const char *token, struct consultation *consultation,
                        struct statement *s, struct err *err)
{
	struct digest digest = token_digest(token);
	int64_t consultation_id = 0;
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT s.id, s.consultation_id, s.organisation, s.area, s.publish, s.sent_at, coalesce(m.email, '') "
		"FROM statement s LEFT JOIN statement_contact m ON m.statement_id = s.id WHERE s.token_hash = $token"));
	db_bind_blob(st, "$token", digest.byte, DIGEST_SIZE);
	*s = (struct statement){ 0 };
	if (db_step(st)) {
		consultation_id = db_i64(st, 1);
		*s = (struct statement){ .id = db_i64(st, 0), .organisation = db_text(st, 2, a), .area = db_text(st, 3, a),
		                         .publish = db_i64(st, 4), .sent_at = db_i64(st, 5), .email = db_text(st, 6, a) };
	}
	return db_finish(st, err)
	       && (!s->id || (consultation_get(c, a, consultation_id, consultation, err)
	                      && load_answers(c, a, consultation, s, err)
	                      && statement_load_files(c, a, s, err)));
}

bool statement_count(struct db_conn *c, int64_t consultation_id, int64_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT count(*) FROM statement WHERE consultation_id = $id"));
	db_bind_i64(st, "$id", consultation_id);
	*n = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}
