/* Drafts on behalf of an organisation: reading them, putting two people's work together, ending them. */
#include "module/behalf/behalf_internal.h"

#include "db/journal.h"

const struct behalf_state_name behalf_states[BEHALF_STATES] = {
	[BEHALF_WRITING] = { "writing", N_("Being written") },
	[BEHALF_RELEASED] = { "released", N_("Released") },
	[BEHALF_WITHDRAWN] = { "withdrawn", N_("Withdrawn") },
};

/* ---- Reading ---- */

#define COLUMNS "b.id, b.consultation_id, b.organisation_id, o.name, o.area, b.state, b.revision, b.made_at, " \
	"b.ended_at, b.ended_by, b.statement_id, b.receipt FROM behalf b JOIN organisation o ON o.id = b.organisation_id "

static struct behalf read_row(struct db_stmt *st, struct arena *a)
{
	struct behalf b = { .id = db_i64(st, 0), .consultation_id = db_i64(st, 1), .organisation_id = db_i64(st, 2),
	                    .organisation = db_text(st, 3, a), .area = db_text(st, 4, a), .revision = db_i64(st, 6),
	                    .made_at = db_i64(st, 7), .ended_at = db_i64(st, 8), .ended_by = db_i64(st, 9),
	                    .statement_id = db_i64(st, 10), .receipt = db_text(st, 11, a) };
	const char *state = db_text(st, 5, a);
	while (b.state + 1 < BEHALF_STATES && !str_eq(behalf_states[b.state].code, state))
		b.state++;
	return b;
}

bool behalf_get(struct db_conn *c, struct arena *a, int64_t id, struct behalf *found, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT " COLUMNS "WHERE b.id = $id"));
	db_bind_i64(st, "$id", id);
	*found = (struct behalf){ 0 };
	if (db_step(st))
		*found = read_row(st, a);
	return db_finish(st, err);
}

bool behalf_list(struct db_conn *c, struct arena *a, int64_t consultation_id, int64_t organisation_id,
                 struct behalf **list, size_t *n, struct err *err)
{
	VEC(struct behalf) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT " COLUMNS "WHERE b.consultation_id = $consultation AND b.organisation_id = $organisation ORDER BY b.id DESC"));
	db_bind_i64(st, "$consultation", consultation_id);
	db_bind_i64(st, "$organisation", organisation_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = read_row(st, a);
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

static bool load_answers(struct db_conn *c, struct arena *a, const struct consultation *consultation, int64_t revision_id,
                         struct answer *answers, struct err *err)
{
	for (size_t i = 0; i < consultation->n_questions; i++)
		answers[i] = (struct answer){ .question = i, .text = "" };
	struct db_stmt *st = db_prepare(c, SQL("SELECT question_id, text, value FROM behalf_answer WHERE revision_id = $id"));
	db_bind_i64(st, "$id", revision_id);
	while (db_step(st)) {
		for (size_t i = 0; i < consultation->n_questions; i++) {
			if (consultation->questions[i].id != db_i64(st, 0))
				continue;
			answers[i].text = db_text(st, 1, a);
			answers[i].value = db_i64(st, 2);
		}
	}
	return db_finish(st, err);
}

bool behalf_revision_get(struct db_conn *c, struct arena *a, const struct consultation *consultation, int64_t behalf_id,
                         int64_t number, struct behalf_revision *found, struct err *err)
{
	int64_t revision_id = 0;
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, saved_by, saved_at FROM behalf_revision WHERE behalf_id = $behalf AND number = $number"));
	db_bind_i64(st, "$behalf", behalf_id);
	db_bind_i64(st, "$number", number);
	*found = (struct behalf_revision){ 0 };
	if (db_step(st)) {
		revision_id = db_i64(st, 0);
		*found = (struct behalf_revision){ .number = number, .by = db_i64(st, 1), .at = db_i64(st, 2) };
	}
	found->answers = arena_array(a, consultation->n_questions, sizeof *found->answers);
	return db_finish(st, err) && load_answers(c, a, consultation, revision_id, found->answers, err);
}

/* ---- Putting together ---- */

static bool same(const struct answer *a, const struct answer *b)
{
	return a->value == b->value && str_eq(a->text, b->text);
}

size_t behalf_merge(const struct answer *base, const struct answer *theirs, const struct answer *mine, size_t n,
                    struct answer *merged, bool *clash)
{
	size_t clashes = 0;
	for (size_t i = 0; i < n; i++) {
		merged[i] = same(&mine[i], &base[i]) ? theirs[i] : mine[i];
		clash[i] = !same(&merged[i], &theirs[i]) && !same(&theirs[i], &base[i]);
		clashes += clash[i];
	}
	return clashes;
}

/* ---- Writing ---- */

static bool journal(struct db_conn *tx, const char *what, int64_t id, const char *number_name, int64_t number, int64_t by,
                    struct err *err)
{
	struct arena *a = arena_new();
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	if (number_name)
		json_put_i64(&j, number_name, number);
	json_put_end(&j);
	bool ok = journal_write(tx, what, id, out_string(&content), err);
	arena_free(a);
	return ok;
}

static bool add_revision(struct db_conn *tx, const struct consultation *consultation, int64_t behalf_id, int64_t number,
                         const struct answer *answers, int64_t by, int64_t now, struct err *err)
{
	int64_t id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO behalf_revision (id, behalf_id, number, saved_by, saved_at) VALUES ($id, $behalf, $number, $by, $now)"));
	db_bind_i64(st, "$id", id);
	db_bind_i64(st, "$behalf", behalf_id);
	db_bind_i64(st, "$number", number);
	db_bind_i64(st, "$by", by);
	db_bind_i64(st, "$now", now);
	bool ok = db_finish(st, err);
	for (size_t i = 0; ok && answers && i < consultation->n_questions; i++) {
		if (!*answers[i].text && !answers[i].value)
			continue;
		st = db_prepare(tx, SQL(
			"INSERT INTO behalf_answer (revision_id, question_id, text, value) VALUES ($revision, $question, $text, $value)"));
		db_bind_i64(st, "$revision", id);
		db_bind_i64(st, "$question", consultation->questions[i].id);
		db_bind_text(st, "$text", answers[i].text);
		db_bind_i64(st, "$value", answers[i].value);
		ok = db_finish(st, err);
	}
	return ok;
}

bool behalf_begin(struct db_conn *tx, struct arena *a, int64_t consultation_id, int64_t organisation_id, int64_t by,
                  int64_t now, int64_t *id, struct err *err)
{
	struct behalf *list;
	size_t n;
	if (!behalf_list(tx, a, consultation_id, organisation_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		*id = list[i].id;
		if (list[i].state == BEHALF_WRITING)
			return true;
	}
	*id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO behalf (id, consultation_id, organisation_id, state, revision, made_at) "
		"VALUES ($id, $consultation, $organisation, 'writing', 1, $now)"));
	db_bind_i64(st, "$id", *id);
	db_bind_i64(st, "$consultation", consultation_id);
	db_bind_i64(st, "$organisation", organisation_id);
	db_bind_i64(st, "$now", now);
	return db_finish(st, err) && add_revision(tx, NULL, *id, 1, NULL, by, now, err)
	       && journal(tx, "behalf.begin", *id, "organisation", organisation_id, by, err);
}

/* The next revision of a draft. */
static bool advance(struct db_conn *tx, const struct consultation *consultation, const struct behalf *b,
                    const struct answer *answers, int64_t by, int64_t now, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE behalf SET revision = revision + 1 WHERE id = $id"));
	db_bind_i64(st, "$id", b->id);
	return db_finish(st, err) && add_revision(tx, consultation, b->id, b->revision + 1, answers, by, now, err)
	       && journal(tx, "behalf.save", b->id, "revision", b->revision + 1, by, err);
}

bool behalf_save(struct db_conn *tx, struct arena *a, const struct consultation *consultation, int64_t id, int64_t base,
                 const struct answer *answers, int64_t by, int64_t now, enum behalf_result *result,
                 struct behalf_revision *with, struct err *err)
{
	struct behalf b;
	struct behalf_revision from;
	size_t n = consultation->n_questions;
	if (!behalf_get(tx, a, id, &b, err))
		return false;
	*result = BEHALF_OVER;
	if (b.state != BEHALF_WRITING || consultation_why_not(consultation, now))
		return true;
	if (!behalf_revision_get(tx, a, consultation, id, base, &from, err)
	    || !behalf_revision_get(tx, a, consultation, id, b.revision, with, err))
		return false;
	struct answer *merged = arena_array(a, n, sizeof *merged);
	bool *clash = arena_array(a, n, sizeof *clash);
	*result = BEHALF_OVERTAKEN;
	if (behalf_merge(from.answers, with->answers, answers, n, merged, clash) > 0)
		return true;
	*result = base == b.revision ? BEHALF_DONE : BEHALF_MERGED;
	bool changed = false;
	for (size_t i = 0; i < n; i++)
		changed = changed || !same(&merged[i], &with->answers[i]);
	return !changed || advance(tx, consultation, &b, merged, by, now, err);
}

/* ---- Ending ---- */

static bool end(struct db_conn *tx, const struct behalf *b, enum behalf_state state, int64_t by, int64_t now, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE behalf SET state = $state, ended_at = $now, ended_by = $by, statement_id = $statement, receipt = $receipt "
		"WHERE id = $id"));
	db_bind_text(st, "$state", behalf_states[state].code);
	db_bind_i64(st, "$now", now);
	db_bind_i64(st, "$by", by);
	db_bind_id(st, "$statement", b->statement_id);
	db_bind_text(st, "$receipt", b->receipt);
	db_bind_i64(st, "$id", b->id);
	return db_finish(st, err);
}

bool behalf_release(struct db_conn *tx, struct arena *a, const struct consultation *consultation, int64_t id, int64_t base,
                    const struct statement *about, const char *token, int64_t by, int64_t now,
                    enum behalf_result *result, struct err *err)
{
	struct behalf b;
	struct behalf_revision newest;
	if (!behalf_get(tx, a, id, &b, err))
		return false;
	*result = b.state != BEHALF_WRITING || consultation_why_not(consultation, now) ? BEHALF_OVER
	          : b.revision != base ? BEHALF_OVERTAKEN : BEHALF_DONE;
	if (*result != BEHALF_DONE)
		return true;
	if (!behalf_revision_get(tx, a, consultation, id, base, &newest, err))
		return false;
	struct statement s = { .organisation = b.organisation, .area = b.area, .email = about->email, .lang = about->lang,
	                       .publish = about->publish, .answers = newest.answers, .sources = about->sources,
	                       .n_sources = about->n_sources };
	for (size_t i = 0; i < consultation->n_questions; i++)
		if (*newest.answers[i].text || newest.answers[i].value)
			s.answers[s.n_answers++] = newest.answers[i];
	if (!statement_receive(tx, a, consultation, &s, token, now, err))
		return false;
	b.statement_id = s.id;
	b.receipt = token;
	return end(tx, &b, BEHALF_RELEASED, by, now, err) && journal(tx, "behalf.release", id, "statement", s.id, by, err);
}

bool behalf_withdraw(struct db_conn *tx, int64_t id, int64_t by, int64_t now, enum behalf_result *result, struct err *err)
{
	struct arena *a = arena_new();
	struct behalf b;
	bool ok = behalf_get(tx, a, id, &b, err);
	*result = ok && b.state == BEHALF_WRITING ? BEHALF_DONE : BEHALF_OVER;
	if (ok && *result == BEHALF_DONE)
		ok = end(tx, &b, BEHALF_WITHDRAWN, by, now, err) && journal(tx, "behalf.withdraw", id, NULL, 0, by, err);
	arena_free(a);
	return ok;
}
