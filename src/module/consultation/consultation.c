/* Consultations: what they are, what is demanded of them, and how they move. */
#include "module/consultation/consultation_internal.h"

#include "db/journal.h"
#include "ui/translate.h"

const struct consultation_kind_name consultation_kinds[CONSULTATION_KINDS] = {
	[CONSULTATION_PROGRAMME] = { "programme", N_("Consultation of the plan programme"), true },
	[CONSULTATION_PLAN] = { "plan", N_("Consultation of the plan"), true },
	[CONSULTATION_INPUT] = { "input", N_("Open input"), false },
};

const struct consultation_state_name consultation_states[CONSULTATION_STATES] = {
	[CONSULTATION_DRAFT] = { "draft", N_("Draft") },
	[CONSULTATION_ANNOUNCED] = { "announced", N_("Announced") },
	[CONSULTATION_OPEN] = { "open", N_("Open") },
	[CONSULTATION_CLOSED] = { "closed", N_("Closed") },
	[CONSULTATION_WEIGHED] = { "weighed", N_("Weighed") },
	[CONSULTATION_CONCLUDED] = { "concluded", N_("Concluded") },
};

static const char *const question_kinds[QUESTION_KINDS] = {
	[QUESTION_TEXT] = "text", [QUESTION_CHOICE] = "choice", [QUESTION_SCALE] = "scale",
};

enum consultation_state consultation_state_at(const struct consultation *c, int64_t now)
{
	if (c->stored != CONSULTATION_ANNOUNCED)
		return c->stored;
	if (now < date_begins(c->opens))
		return CONSULTATION_ANNOUNCED;
	return c->closes.year && now > date_ends(c->closes) ? CONSULTATION_CLOSED : CONSULTATION_OPEN;
}

/* ---- Reading ---- */

#define COLUMNS "id, plan_id, kind, title, intro, opens_on, closes_on, state "

static struct consultation read_row(struct db_stmt *st, struct arena *a)
{
	struct consultation c = { .id = db_i64(st, 0), .plan_id = db_i64(st, 1), .title = db_text(st, 3, a),
	                          .intro = db_text(st, 4, a) };
	const char *kind = db_text(st, 2, a), *state = db_text(st, 7, a);
	while (c.kind + 1 < CONSULTATION_KINDS && !str_eq(consultation_kinds[c.kind].code, kind))
		c.kind++;
	while (c.stored + 1 < CONSULTATION_STATES && !str_eq(consultation_states[c.stored].code, state))
		c.stored++;
	date_parse(db_text(st, 5, a), &c.opens);
	date_parse(db_text(st, 6, a), &c.closes);
	return c;
}

static bool load_questions(struct db_conn *c, struct arena *a, struct consultation *found, struct err *err)
{
	VEC(struct question) list = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, kind, text, required FROM consultation_question WHERE consultation_id = $id ORDER BY ordinal"));
	db_bind_i64(st, "$id", found->id);
	while (db_step(st)) {
		struct question *q = VEC_PUSH(a, &list);
		const char *kind = db_text(st, 1, a);
		*q = (struct question){ .id = db_i64(st, 0), .text = db_text(st, 2, a), .required = db_i64(st, 3) };
		while (q->kind + 1 < QUESTION_KINDS && !str_eq(question_kinds[q->kind], kind))
			q->kind++;
	}
	found->questions = list.v;
	found->n_questions = list.n;
	return db_finish(st, err);
}

static bool load_choices(struct db_conn *c, struct arena *a, struct question *q, struct err *err)
{
	VEC(const char *) choices = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT text FROM consultation_choice WHERE question_id = $id ORDER BY ordinal"));
	db_bind_i64(st, "$id", q->id);
	while (db_step(st))
		*VEC_PUSH(a, &choices) = db_text(st, 0, a);
	q->choices = choices.v;
	q->n_choices = choices.n;
	return db_finish(st, err);
}

bool consultation_get(struct db_conn *c, struct arena *a, int64_t id, struct consultation *found, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT " COLUMNS "FROM consultation WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	*found = (struct consultation){ 0 };
	if (db_step(st))
		*found = read_row(st, a);
	bool ok = db_finish(st, err) && (!found->id || load_questions(c, a, found, err));
	for (size_t i = 0; ok && i < found->n_questions; i++)
		ok = found->questions[i].kind != QUESTION_CHOICE || load_choices(c, a, &found->questions[i], err);
	return ok;
}

bool consultation_list(struct db_conn *c, struct arena *a, int64_t plan_id,
                       struct consultation **list, size_t *n, struct err *err)
{
	VEC(struct consultation) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT " COLUMNS "FROM consultation WHERE plan_id = $plan ORDER BY opens_on, id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = read_row(st, a);
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

/* ---- What is demanded ---- */

size_t consultation_check(const struct consultation *c, struct consultation_problem list[CONSULTATION_PROBLEMS])
{
	size_t n = 0;
	if (!*c->title)
		list[n++] = (struct consultation_problem){ "title", N_("Give it a title.") };
	if (!date_valid(c->opens))
		list[n++] = (struct consultation_problem){ "opens", N_("Say on which day it opens: 2026-02-16, for example.") };
	else if (c->closes.year && date_days(c->closes) < date_days(c->opens))
		list[n++] = (struct consultation_problem){ "closes", N_("The last day is before the first.") };
	else if (consultation_kinds[c->kind].legal
	         && (!c->closes.year || date_days(c->closes) - date_days(c->opens) < CONSULTATION_LEGAL_DAYS))
		list[n++] = (struct consultation_problem){ "closes",
			N_("The law asks for at least six weeks (plan- og bygningsloven § 4-1 and § 8-3).") };
	if (c->n_questions == 0)
		list[n++] = (struct consultation_problem){ "questions", N_("Ask at least one question.") };
	return n;
}

/* ---- Writing ---- */

static bool journal(struct db_conn *tx, struct arena *a, const char *what, const struct consultation *c, int64_t by,
                    struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_string(&j, "title", c->title);
	json_put_string(&j, "opens", date_iso(a, c->opens));
	json_put_string(&j, "closes", date_iso(a, c->closes));
	json_put_string(&j, "state", consultation_states[c->stored].code);
	json_put_string(&j, "questions", consultation_write_questions(a, c->questions, c->n_questions));
	json_put_end(&j);
	return journal_write(tx, what, c->id, out_string(&content), err);
}

static void bind_fields(struct db_stmt *st, struct arena *a, const struct consultation *c)
{
	db_bind_i64(st, "$id", c->id);
	db_bind_text(st, "$kind", consultation_kinds[c->kind].code);
	db_bind_text(st, "$title", c->title);
	db_bind_text(st, "$intro", c->intro);
	db_bind_text(st, "$opens", date_iso(a, c->opens));
	db_bind_text(st, "$closes", date_iso(a, c->closes));
}

static bool insert(struct db_conn *tx, struct arena *a, struct consultation *c, int64_t now, struct err *err)
{
	c->id = db_new_id(tx);
	c->stored = CONSULTATION_DRAFT;
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO consultation (id, plan_id, kind, title, intro, opens_on, closes_on, state, created_at) "
		"VALUES ($id, $plan, $kind, $title, $intro, $opens, $closes, 'draft', $now)"));
	bind_fields(st, a, c);
	db_bind_i64(st, "$plan", c->plan_id);
	db_bind_i64(st, "$now", now);
	return db_finish(st, err);
}

static bool update(struct db_conn *tx, struct arena *a, const struct consultation *c, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE consultation SET kind = $kind, title = $title, intro = $intro, opens_on = $opens, "
		"  closes_on = $closes WHERE id = $id"));
	bind_fields(st, a, c);
	return db_finish(st, err);
}

static bool insert_choices(struct db_conn *tx, const struct question *q, struct err *err)
{
	for (size_t i = 0; i < q->n_choices; i++) {
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO consultation_choice (question_id, ordinal, text) VALUES ($question, $ordinal, $text)"));
		db_bind_i64(st, "$question", q->id);
		db_bind_i64(st, "$ordinal", (int64_t)i + 1);
		db_bind_text(st, "$text", q->choices[i]);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

static bool insert_questions(struct db_conn *tx, struct consultation *c, struct err *err)
{
	for (size_t i = 0; i < c->n_questions; i++) {
		struct question *q = &c->questions[i];
		q->id = db_new_id(tx);
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO consultation_question (id, consultation_id, ordinal, kind, text, required) "
			"VALUES ($id, $consultation, $ordinal, $kind, $text, $required)"));
		db_bind_i64(st, "$id", q->id);
		db_bind_i64(st, "$consultation", c->id);
		db_bind_i64(st, "$ordinal", (int64_t)i + 1);
		db_bind_text(st, "$kind", question_kinds[q->kind]);
		db_bind_text(st, "$text", q->text);
		db_bind_i64(st, "$required", q->required);
		if (!db_finish(st, err) || !insert_choices(tx, q, err))
			return false;
	}
	return true;
}

/* Only a draft's: nobody has answered them yet. */
static bool delete_questions(struct db_conn *tx, int64_t id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"DELETE FROM consultation_choice WHERE question_id IN "
		"(SELECT id FROM consultation_question WHERE consultation_id = $id)"));
	db_bind_i64(st, "$id", id);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("DELETE FROM consultation_question WHERE consultation_id = $id"));
	db_bind_i64(st, "$id", id);
	return db_finish(st, err);
}

/* Why what has been announced may not be changed so; NULL where it may. */
static const char *refuse_change(struct arena *a, const struct consultation *before, const struct consultation *after)
{
	if (!str_eq(consultation_write_questions(a, before->questions, before->n_questions),
	            consultation_write_questions(a, after->questions, after->n_questions)))
		return N_("The questions stand fast once the consultation has been announced.");
	if (before->kind != after->kind || date_days(before->opens) != date_days(after->opens))
		return N_("The kind and the first day stand fast once the consultation has been announced.");
	if (after->closes.year && (!before->closes.year || date_days(after->closes) < date_days(before->closes)))
		return N_("A period that has been announced can be made longer, not shorter.");
	return NULL;
}

static bool change(struct db_conn *tx, struct arena *a, struct consultation *c, const char **refused, struct err *err)
{
	struct consultation before;
	if (!consultation_get(tx, a, c->id, &before, err))
		return false;
	if (!before.id)
		return err_not_found(err, "There is no consultation %lld", (long long)c->id);
	c->stored = before.stored;
	if (before.stored == CONSULTATION_DRAFT)
		return update(tx, a, c, err) && delete_questions(tx, c->id, err) && insert_questions(tx, c, err);
	*refused = refuse_change(a, &before, c);
	return *refused || update(tx, a, c, err);
}

bool consultation_save(struct db_conn *tx, struct arena *a, struct consultation *c, int64_t now, int64_t by,
                       const char **refused, struct err *err)
{
	*refused = NULL;
	bool ok = c->id ? change(tx, a, c, refused, err) : insert(tx, a, c, now, err) && insert_questions(tx, c, err);
	return ok && (*refused || journal(tx, a, "consultation.save", c, by, err));
}

/* ---- Moving on ---- */

static const char *refuse_move(const struct consultation *c, enum consultation_state to, int64_t now)
{
	enum consultation_state is = consultation_state_at(c, now);
	struct consultation_problem problems[CONSULTATION_PROBLEMS];
	switch (to) {
	case CONSULTATION_ANNOUNCED:
		if (is != CONSULTATION_DRAFT)
			return N_("It has been announced already.");
		if (consultation_check(c, problems) > 0)
			return problems[0].message;
		/* Days that have gone are no days in which people could answer. */
		return now >= date_ends(c->opens) ? N_("The first day has passed: set a later one.") : NULL;
	case CONSULTATION_DRAFT:
		return is == CONSULTATION_ANNOUNCED ? NULL : N_("Only what has not opened yet can be taken back.");
	case CONSULTATION_WEIGHED:
		return is == CONSULTATION_CLOSED ? NULL : N_("What is to be weighed must be closed first.");
	case CONSULTATION_CONCLUDED:
		return is == CONSULTATION_WEIGHED ? NULL : N_("What is to be concluded must be weighed first.");
	default:
		return N_("The clock opens and closes a consultation.");
	}
}

bool consultation_move(struct db_conn *tx, struct arena *a, int64_t id, enum consultation_state to, int64_t now,
                       int64_t by, const char **refused, struct err *err)
{
	struct consultation c;
	if (!consultation_get(tx, a, id, &c, err))
		return false;
	if (!c.id)
		return err_not_found(err, "There is no consultation %lld", (long long)id);
	*refused = refuse_move(&c, to, now);
	if (!*refused && to == CONSULTATION_ANNOUNCED
	    && !module_refuses(tx, a, c.plan_id, arena_printf(a, "consultation.announce-%s", consultation_kinds[c.kind].code), refused, err))
		return false;
	if (*refused)
		return true;
	c.stored = to;
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE consultation SET state = $state, announced_at = CASE $state WHEN 'announced' THEN $now WHEN 'draft' THEN 0 "
		"ELSE announced_at END WHERE id = $id"));
	db_bind_i64(st, "$now", now);
	db_bind_text(st, "$state", consultation_states[to].code);
	db_bind_i64(st, "$id", id);
	return db_finish(st, err) && (to != CONSULTATION_ANNOUNCED || invitees_tell(tx, a, &c, date_at(now), err))
	       && journal(tx, a, "consultation.move", &c, by, err);
}
