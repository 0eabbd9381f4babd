/* Running the checks, setting them aside, and what is recorded for them. */
#include "module/law/law_internal.h"

#include "db/journal.h"
#include "ui/translate.h"

bool law_record_parse(const char *code, enum law_record_kind *kind)
{
	for (*kind = 0; *kind < LAW_RECORD_KINDS; ++*kind)
		if (str_eq(law_record_kinds[*kind].code, code))
			return true;
	return false;
}

/* ---- Records ---- */

static bool journal(struct db_conn *tx, struct arena *a, const char *action, int64_t plan_id, const char *what, const char *text,
                    struct date on, int64_t by, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_string(&j, "what", what);
	if (on.year)
		json_put_string(&j, "on", date_iso(a, on));
	json_put_string(&j, "text", text);
	json_put_end(&j);
	return journal_write(tx, action, plan_id, out_string(&content), err);
}

bool law_record_add(struct db_conn *tx, struct arena *a, int64_t plan_id, struct law_record *r, struct err *err)
{
	const struct law_record_kind_name *kind = &law_record_kinds[r->kind];
	if (kind->dated && !r->on.year)
		return err_input(err, "\"%s\" needs its day", kind->name);
	if (r->on.year && date_days(r->on) > date_days(date_at(clock_now())))
		return err_input(err, "%s has not come yet: record what has happened", date_iso(a, r->on));
	if (!kind->dated && !*r->note)
		return err_input(err, "\"%s\" needs a note that says where it stands", kind->name);
	r->id = db_new_id(tx);
	r->at = clock_now();
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO law_record (id, plan_id, kind, on_date, note, made_by, made_at) "
		"VALUES ($id, $plan, $kind, $on, $note, $by, $at)"));
	db_bind_i64(st, "$id", r->id);
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$kind", kind->code);
	db_bind_text(st, "$on", date_iso(a, r->on));
	db_bind_text(st, "$note", r->note);
	db_bind_i64(st, "$by", r->by);
	db_bind_i64(st, "$at", r->at);
	return db_finish(st, err) && journal(tx, a, "law.record", plan_id, kind->code, r->note, r->on, r->by, err);
}

bool law_record_withdraw(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t id, const char *reason, int64_t by,
                         struct err *err)
{
	int64_t n;
	if (!*reason)
		return err_input(err, "Say why the record is withdrawn");
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE law_record SET withdrawn_reason = $reason, withdrawn_by = $by, withdrawn_at = $at "
		"WHERE id = $id AND plan_id = $plan AND withdrawn_at = 0"));
	db_bind_text(st, "$reason", reason);
	db_bind_i64(st, "$by", by);
	db_bind_i64(st, "$at", clock_now());
	db_bind_i64(st, "$id", id);
	db_bind_i64(st, "$plan", plan_id);
	if (!db_finish_changed(st, &n, err))
		return false;
	if (n == 0)
		return err_not_found(err, "There is no such record, or it has been withdrawn");
	return journal(tx, a, "law.withdraw", plan_id, arena_printf(a, "%lld", (long long)id), reason, (struct date){ 0 }, by, err);
}

bool law_records(struct db_conn *c, struct arena *a, int64_t plan_id, struct law_record **list, size_t *n, struct err *err)
{
	VEC(struct law_record) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, kind, on_date, note, made_by, made_at FROM law_record WHERE plan_id = $plan AND withdrawn_at = 0 "
		"ORDER BY on_date, id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		struct law_record r = { .id = db_i64(st, 0), .note = db_text(st, 3, a), .by = db_i64(st, 4), .at = db_i64(st, 5) };
		date_parse(db_text(st, 2, a), &r.on);
		if (law_record_parse(db_text(st, 1, a), &r.kind))
			*VEC_PUSH(a, &found) = r;
	}
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

/* ---- Setting aside ---- */

static const struct law_rule *find_rule(const char *id)
{
	for (size_t i = 0; i < LAW_RULES; i++)
		if (str_eq(law_rules[i].id, id))
			return &law_rules[i];
	return NULL;
}

static bool end_aside(struct db_conn *tx, int64_t plan_id, const char *rule, int64_t by, int64_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE law_aside SET ended_by = $by, ended_at = $at WHERE plan_id = $plan AND rule = $rule AND ended_at = 0"));
	db_bind_i64(st, "$by", by);
	db_bind_i64(st, "$at", clock_now());
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$rule", rule);
	return db_finish_changed(st, n, err);
}

static bool begin_aside(struct db_conn *tx, int64_t plan_id, const char *rule, const char *reason, int64_t by, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO law_aside (id, plan_id, rule, reason, made_by, made_at) VALUES ($id, $plan, $rule, $reason, $by, $at)"));
	db_bind_i64(st, "$id", db_new_id(tx));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$rule", rule);
	db_bind_text(st, "$reason", reason);
	db_bind_i64(st, "$by", by);
	db_bind_i64(st, "$at", clock_now());
	return db_finish(st, err);
}

bool law_set_aside(struct db_conn *tx, struct arena *a, int64_t plan_id, const char *rule, const char *reason, int64_t by,
                   struct err *err)
{
	int64_t ended;
	if (!find_rule(rule))
		return err_input(err, "There is no check %s; they are R1 to R%d", rule, LAW_RULES);
	if (reason && !*reason)
		return err_input(err, "A check is set aside with a reason, for those who read it later");
	/* Another reason replaces the one there was, which stays on record. */
	if (!end_aside(tx, plan_id, rule, by, &ended, err))
		return false;
	if (!reason && ended == 0)
		return err_conflict(err, "%s is not set aside", rule);
	return (!reason || begin_aside(tx, plan_id, rule, reason, by, err))
	       && journal(tx, a, reason ? "law.set-aside" : "law.end-aside", plan_id, rule, reason ? reason : "", (struct date){ 0 }, by, err);
}

static bool load_asides(struct db_conn *c, struct arena *a, int64_t plan_id, struct law_result *results, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, rule, reason, made_by, made_at FROM law_aside WHERE plan_id = $plan AND ended_at = 0 ORDER BY id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		const struct law_rule *rule = find_rule(db_text(st, 1, a));
		if (!rule)
			continue;
		struct law_result *r = &results[rule - law_rules];
		r->aside_id = db_i64(st, 0);
		r->aside_reason = db_text(st, 2, a);
		r->aside_by = db_i64(st, 3);
		r->aside_at = db_i64(st, 4);
	}
	return db_finish(st, err);
}

/* ---- The checks of a plan ---- */

enum law_state law_result_state(const struct law_result *r)
{
	return r->aside_id ? LAW_SET_ASIDE : r->finding.state;
}

bool law_check(struct db_conn *c, struct arena *a, int64_t plan_id, struct date today, struct law_result results[LAW_RULES],
               struct err *err)
{
	struct law_facts facts;
	if (!law_facts_load(c, a, plan_id, today, &facts, err))
		return false;
	for (size_t i = 0; i < LAW_RULES; i++)
		results[i] = (struct law_result){ .finding = law_rules[i].check(&facts, a) };
	return load_asides(c, a, plan_id, results, err);
}

/* Before which step which checks must not fail, or must be met. */
static const struct {
	const char *step, *rules, *refusal;
	bool met;
} steps[] = {
	{ "consultation.announce-programme", "R3",
	  N_("The law asks for more before the programme is laid out: see the plan's page \"The law\", where a check can be set aside with a reason."),
	  false },
	{ "consultation.announce-plan", "R3 R5 R6 R7 R8",
	  N_("The law asks for more before the plan is laid out: see the plan's page \"The law\", where a check can be set aside with a reason."),
	  false },
	{ "decision.adopt", "R3 R5 R6 R7 R8 R11",
	  N_("The law asks for more before the plan is adopted: see the plan's page \"The law\", where a check can be set aside with a reason."),
	  true },
};

static bool stands_in_the_way(enum law_state state, bool met)
{
	return state == LAW_NOT_MET || (met && state == LAW_NOT_YET);
}

static bool fails(const char *rules, bool met, const struct law_result *results)
{
	for (struct span rest = span_of(rules); rest.s;) {
		struct span id = span_cut(&rest, ' ');
		for (size_t i = 0; i < LAW_RULES; i++)
			if (span_is(id, law_rules[i].id) && stands_in_the_way(law_result_state(&results[i]), met))
				return true;
	}
	return false;
}

bool law_refuse(struct db_conn *tx, struct arena *a, int64_t plan_id, const char *step, const char **refused, struct err *err)
{
	struct law_result results[LAW_RULES];
	for (size_t s = 0; s < ARRAY_LEN(steps); s++) {
		if (!str_eq(steps[s].step, step))
			continue;
		if (!law_check(tx, a, plan_id, date_at(clock_now()), results, err))
			return false;
		if (fails(steps[s].rules, steps[s].met, results))
			*refused = steps[s].refusal;
	}
	return true;
}
