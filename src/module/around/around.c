/* The registers: what each kind holds, keeping, withdrawing. */
#include "module/around/around_internal.h"

#include "base/utf8.h"
#include "db/journal.h"
#include "ui/translate.h"

#define TITLE_MAX 300 /* code points */
#define TEXT_MAX 10000
#define AMOUNT_MAX INT64_C(1000000000000)

const struct around_kind_rule around_kinds[AROUND_KINDS] = {
	[AROUND_BEFORE] = { "before", N_("The plan before"), N_("Its goal"), N_("Plan"), AROUND_PARTY | AROUND_STATE, true },
	[AROUND_PARALLEL] = { "parallel", N_("Parallel plans"), N_("Topic"), N_("The plan that owns it"), AROUND_PARTY | AROUND_REFERENCE, true },
	[AROUND_USE] = { "use", N_("Who builds on the plan"), N_("Their own plan"), N_("Who"), AROUND_PARTY | AROUND_FROM | AROUND_REFERENCE, true },
	[AROUND_AGREEMENT] = { "agreement", N_("Agreements"), N_("What it is about"), N_("With whom"),
	                       AROUND_PARTY | AROUND_FROM | AROUND_TO | AROUND_REFERENCE, false },
	[AROUND_PROJECT] = { "project", N_("Projects"), N_("Project"), N_("Partners"), AROUND_PARTY | AROUND_FROM | AROUND_TO | AROUND_AMOUNT, true },
	[AROUND_PROGRAMME] = { "programme", N_("Others' programmes"), N_("What they plan"), N_("Whose programme"),
	                       AROUND_PARTY | AROUND_FROM | AROUND_TO | AROUND_REFERENCE, true },
};

const struct around_state_name around_states[AROUND_STATES] = {
	[AROUND_NO_STATE] = { "", "" }, [AROUND_KEPT] = { "kept", N_("Kept") }, [AROUND_SHARPENED] = { "sharpened", N_("Sharpened") },
	[AROUND_DROPPED] = { "dropped", N_("Dropped") },
};

bool around_kind_parse(const char *code, enum around_kind *kind)
{
	for (*kind = 0; *kind < AROUND_KINDS; ++*kind)
		if (str_eq(around_kinds[*kind].code, code))
			return true;
	return false;
}

const char *around_check(const struct around_entry *e)
{
	unsigned has = around_kinds[e->kind].fields;
	size_t n = utf8_length(span_trim(span_of(e->title)));
	if (n == 0 || n > TITLE_MAX || strpbrk(e->title, "\r\n"))
		return N_("The title must be one line of at most 300 characters.");
	if (utf8_length(span_of(e->party)) > TITLE_MAX || utf8_length(span_of(e->reference)) > TITLE_MAX
	    || utf8_length(span_of(e->note)) > TEXT_MAX)
		return N_("A text is too long.");
	if (!*e->party)
		return N_("Say who it is with, or whose it is.");
	if ((has & AROUND_STATE) && e->state == AROUND_NO_STATE)
		return N_("Say whether the goal is kept, sharpened or dropped.");
	if (e->from.year && e->to.year && date_days(e->to) < date_days(e->from))
		return N_("It ends before it begins.");
	if (e->amount < 0 || e->amount > AMOUNT_MAX)
		return N_("An amount is a number of kroner, 0 or more.");
	return NULL;
}

/* ---- Reading ---- */

bool around_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct around_entry **list, size_t *n, struct err *err)
{
	VEC(struct around_entry) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, kind, title, party, coalesce(node_id, 0), state, from_on, to_on, amount, reference, note, made_by, made_at "
		"FROM around_entry WHERE plan_id = $plan AND withdrawn_at = 0 ORDER BY kind, id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		struct around_entry e = { .id = db_i64(st, 0), .title = db_text(st, 2, a), .party = db_text(st, 3, a), .node_id = db_i64(st, 4),
		                          .amount = db_i64(st, 8), .reference = db_text(st, 9, a), .note = db_text(st, 10, a),
		                          .by = db_i64(st, 11), .at = db_i64(st, 12) };
		const char *state = db_text(st, 5, a);
		while (e.state + 1 < AROUND_STATES && !str_eq(around_states[e.state].code, state))
			e.state++;
		date_parse(db_text(st, 6, a), &e.from);
		date_parse(db_text(st, 7, a), &e.to);
		if (around_kind_parse(db_text(st, 1, a), &e.kind))
			*VEC_PUSH(a, &found) = e;
	}
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

/* ---- Writing ---- */

static bool journal(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct around_entry *e, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", e->by);
	json_put_i64(&j, "plan", plan_id);
	json_put_string(&j, "kind", around_kinds[e->kind].code);
	json_put_string(&j, "title", e->title);
	json_put_string(&j, "party", e->party);
	json_put_i64(&j, "node", e->node_id);
	json_put_string(&j, "state", around_states[e->state].code);
	json_put_string(&j, "note", e->note);
	json_put_end(&j);
	return journal_write(tx, "around.add", e->id, out_string(&content), err);
}

bool around_add(struct db_conn *tx, struct arena *a, int64_t plan_id, struct around_entry *e, struct err *err)
{
	const char *problem = around_check(e);
	int64_t of = plan_id;
	if (problem)
		return err_input(err, "%s", problem);
	if (e->node_id && !plan_of_node(tx, e->node_id, &of, err))
		return false;
	if (of != plan_id)
		return err_input(err, "The part of the plan is of another plan");
	e->id = db_new_id(tx);
	e->at = clock_now();
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO around_entry (id, plan_id, kind, title, party, node_id, state, from_on, to_on, amount, reference, note, made_by, made_at) "
		"VALUES ($id, $plan, $kind, $title, $party, $node, $state, $from, $to, $amount, $reference, $note, $by, $at)"));
	db_bind_i64(st, "$id", e->id);
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$kind", around_kinds[e->kind].code);
	db_bind_text(st, "$title", e->title);
	db_bind_text(st, "$party", e->party);
	db_bind_id(st, "$node", e->node_id);
	db_bind_text(st, "$state", around_states[e->state].code);
	db_bind_text(st, "$from", date_iso(a, e->from));
	db_bind_text(st, "$to", date_iso(a, e->to));
	db_bind_i64(st, "$amount", e->amount);
	db_bind_text(st, "$reference", e->reference);
	db_bind_text(st, "$note", e->note);
	db_bind_i64(st, "$by", e->by);
	db_bind_i64(st, "$at", e->at);
	return db_finish(st, err) && journal(tx, a, plan_id, e, err);
}

bool around_withdraw(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t id, const char *reason, int64_t by, struct err *err)
{
	int64_t n;
	if (!*reason)
		return err_input(err, "Say why it is withdrawn");
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE around_entry SET withdrawn_note = $reason, withdrawn_by = $by, withdrawn_at = $at "
		"WHERE id = $id AND plan_id = $plan AND withdrawn_at = 0"));
	db_bind_text(st, "$reason", reason);
	db_bind_i64(st, "$by", by);
	db_bind_i64(st, "$at", clock_now());
	db_bind_i64(st, "$id", id);
	db_bind_i64(st, "$plan", plan_id);
	if (!db_finish_changed(st, &n, err))
		return false;
	if (n == 0)
		return err_not_found(err, "There is no such entry, or it has been withdrawn");
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_string(&j, "reason", reason);
	json_put_end(&j);
	return journal_write(tx, "around.withdraw", id, out_string(&content), err);
}
