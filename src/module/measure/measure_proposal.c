/* Sheets and proposals: keeping, and deciding. */
#include "module/measure/measure_proposal.h"

#include "base/hash.h"
#include "base/random.h"
#include "base/utf8.h"
#include "db/journal.h"
#include "ui/translate.h"

const struct proposal_state_name proposal_states[PROPOSAL_STATES] = {
	[PROPOSAL_NEW] = { "new", N_("Not looked at yet") }, [PROPOSAL_TAKEN_UP] = { "taken_up", N_("Taken up as a measure") },
	[PROPOSAL_MERGED] = { "merged", N_("Part of another measure") }, [PROPOSAL_DECLINED] = { "declined", N_("Declined") },
};

bool proposal_state_parse(const char *code, enum proposal_state *state)
{
	for (*state = 0; *state < PROPOSAL_STATES; ++*state)
		if (str_eq(proposal_states[*state].code, code))
			return true;
	return false;
}

const char *proposal_check(const struct measure_proposal *p)
{
	size_t n = utf8_length(span_trim(span_of(p->title)));
	if (n == 0 || n > MEASURE_TITLE_MAX || strpbrk(p->title, "\r\n"))
		return N_("The title must be one line of at most 300 characters.");
	if (utf8_length(span_of(p->what)) > PROPOSAL_TEXT_MAX || utf8_length(span_of(p->who)) > MEASURE_TITLE_MAX
	    || utf8_length(span_of(p->by_when)) > MEASURE_TITLE_MAX)
		return N_("A text is too long.");
	return NULL;
}

/* ---- Sheets ---- */

static struct measure_sheet sheet_row(struct db_stmt *st, struct arena *a)
{
	return (struct measure_sheet){ db_i64(st, 0), db_i64(st, 1), db_text(st, 2, a), db_text(st, 3, a) };
}

bool sheet_by_token(struct db_conn *c, struct arena *a, const char *token, struct measure_sheet *sheet, struct err *err)
{
	*sheet = (struct measure_sheet){ 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT id, plan_id, name, token FROM measure_sheet WHERE token = $token"));
	db_bind_text(st, "$token", token);
	if (db_step(st))
		*sheet = sheet_row(st, a);
	return db_finish(st, err);
}

bool sheet_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct measure_sheet **list, size_t *n, struct err *err)
{
	VEC(struct measure_sheet) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT id, plan_id, name, token FROM measure_sheet WHERE plan_id = $plan ORDER BY id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = sheet_row(st, a);
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

static bool journal(struct db_conn *tx, struct arena *a, const char *action, int64_t id, int64_t by, const char *key, const char *value,
                    struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_string(&j, key, value);
	json_put_end(&j);
	return journal_write(tx, action, id, out_string(&content), err);
}

bool sheet_named(struct db_conn *tx, struct arena *a, int64_t plan_id, const char *name, int64_t by, struct measure_sheet *sheet,
                 struct err *err)
{
	struct measure_sheet *list;
	struct digest secret;
	char token[DIGEST_HEX_SIZE];
	size_t n;
	if (!*name || strpbrk(name, "\r\n") || utf8_length(span_of(name)) > MEASURE_TITLE_MAX)
		return err_input(err, "Give the group a name on one line");
	if (!sheet_list(tx, a, plan_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].name, name)) {
			*sheet = list[i];
			return true;
		}
	random_secret(&secret, sizeof secret);
	digest_hex(&secret, token);
	*sheet = (struct measure_sheet){ db_new_id(tx), plan_id, name, arena_strdup(a, token) };
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO measure_sheet (id, plan_id, name, token, made_at) VALUES ($id, $plan, $name, $token, $at)"));
	db_bind_i64(st, "$id", sheet->id);
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$name", name);
	db_bind_text(st, "$token", token);
	db_bind_i64(st, "$at", clock_now());
	return db_finish(st, err) && journal(tx, a, "proposal.sheet", sheet->id, by, "name", name, err);
}

/* ---- Proposals ---- */

bool proposal_list(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t sheet_id, struct measure_proposal **list, size_t *n,
                   struct err *err)
{
	VEC(struct measure_proposal) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT p.id, p.sheet_id, coalesce(p.node_id, 0), coalesce(p.measure_id, 0), s.name, p.title, p.what, p.who, p.by_when, p.reason, "
		"p.state, p.sent_at FROM measure_proposal p JOIN measure_sheet s ON s.id = p.sheet_id "
		"WHERE s.plan_id = $plan AND (CAST($sheet AS BIGINT) = 0 OR s.id = $sheet) ORDER BY p.id"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$sheet", sheet_id);
	while (db_step(st)) {
		struct measure_proposal p = { .id = db_i64(st, 0), .sheet_id = db_i64(st, 1), .node_id = db_i64(st, 2), .measure_id = db_i64(st, 3),
		                              .sheet = db_text(st, 4, a), .title = db_text(st, 5, a), .what = db_text(st, 6, a),
		                              .who = db_text(st, 7, a), .by_when = db_text(st, 8, a), .reason = db_text(st, 9, a),
		                              .sent_at = db_i64(st, 11) };
		proposal_state_parse(db_text(st, 10, a), &p.state);
		*VEC_PUSH(a, &found) = p;
	}
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool proposal_add(struct db_conn *tx, struct arena *a, struct measure_proposal *p, struct err *err)
{
	const char *problem = proposal_check(p);
	if (problem)
		return err_input(err, "%s", problem);
	p->id = db_new_id(tx);
	p->sent_at = clock_now();
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO measure_proposal (id, sheet_id, title, what, who, by_when, node_id, sent_at, state, reason, decided_by, decided_at) "
		"VALUES ($id, $sheet, $title, $what, $who, $when, $node, $at, 'new', '', 0, 0)"));
	db_bind_i64(st, "$id", p->id);
	db_bind_i64(st, "$sheet", p->sheet_id);
	db_bind_text(st, "$title", p->title);
	db_bind_text(st, "$what", p->what);
	db_bind_text(st, "$who", p->who);
	db_bind_text(st, "$when", p->by_when);
	db_bind_id(st, "$node", p->node_id);
	db_bind_i64(st, "$at", p->sent_at);
	return db_finish(st, err) && journal(tx, a, "proposal.add", p->id, 0, "title", p->title, err);
}

/* ---- Deciding ---- */

static bool find_proposal(struct db_conn *tx, struct arena *a, const struct proposal_decision *d, struct measure_proposal *p,
                          struct err *err)
{
	struct measure_proposal *list;
	size_t n;
	if (!proposal_list(tx, a, d->plan_id, 0, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (list[i].id == d->id) {
			*p = list[i];
			return p->state == PROPOSAL_NEW || err_conflict(err, "The proposal has been decided on already");
		}
	return err_not_found(err, "There is no such proposal");
}

static bool take_up(struct db_conn *tx, struct arena *a, const struct measure_proposal *p, int64_t programme_id, int64_t by,
                    int64_t *measure_id, struct err *err)
{
	bool overtaken;
	struct measure m = { .programme_id = programme_id, .ref = "", .title = p->title, .body = p->what, .lead = "", .indicator = "",
	                     .effect = "", .closed_note = "", .nodes = &p->node_id, .n_nodes = p->node_id ? 1 : 0 };
	const char *note = arena_printf(a, "Proposed by %s", p->sheet);
	if (!measure_save(tx, a, &(struct measure_change){ .measure = &m, .note = note, .by = by }, &overtaken, err))
		return false;
	*measure_id = m.id;
	return true;
}

static bool find_ref(struct db_conn *tx, struct arena *a, int64_t programme_id, const char *ref, int64_t *measure_id, struct err *err)
{
	struct measure *list;
	size_t n;
	if (!measure_list(tx, a, programme_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].ref, ref))
			*measure_id = list[i].id;
	return *measure_id || err_not_found(err, "The action programme has no measure \"%s\"", ref);
}

bool proposal_decide(struct db_conn *tx, struct arena *a, const struct proposal_decision *d, struct err *err)
{
	struct measure_proposal p;
	struct measure_programme programme = { 0 };
	int64_t measure_id = 0;
	if (!find_proposal(tx, a, d, &p, err))
		return false;
	if (d->state == PROPOSAL_NEW)
		return err_input(err, "A proposal is taken up, merged or declined");
	if (d->state == PROPOSAL_DECLINED && !*d->reason)
		return err_input(err, "Say why the proposal is declined");
	if (d->state != PROPOSAL_DECLINED && !measure_programme_find(tx, a, d->plan_id, "", &programme, err))
		return false;
	if (d->state == PROPOSAL_TAKEN_UP && !take_up(tx, a, &p, programme.id, d->by, &measure_id, err))
		return false;
	if (d->state == PROPOSAL_MERGED && !find_ref(tx, a, programme.id, d->ref, &measure_id, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE measure_proposal SET state = $state, measure_id = $measure, reason = $reason, decided_by = $by, decided_at = $at "
		"WHERE id = $id"));
	db_bind_text(st, "$state", proposal_states[d->state].code);
	db_bind_id(st, "$measure", measure_id);
	db_bind_text(st, "$reason", d->reason);
	db_bind_i64(st, "$by", d->by);
	db_bind_i64(st, "$at", clock_now());
	db_bind_i64(st, "$id", d->id);
	return db_finish(st, err) && journal(tx, a, "proposal.decide", d->id, d->by, "state", proposal_states[d->state].code, err);
}

bool proposal_forget(struct db_conn *tx, const char *person, int64_t *n, struct err *err)
{
	int64_t changed;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE measure_proposal SET who = '' WHERE lower(who) = lower($person)"));
	db_bind_text(st, "$person", person);
	if (!db_finish_changed(st, &changed, err))
		return false;
	*n += changed;
	return true;
}
