/* Rounds and answers: reading, keeping, deciding. */
#include "module/progress/progress_internal.h"

#include "db/journal.h"

static struct date day(struct db_stmt *st, int column, struct arena *a)
{
	struct date d = { 0 };
	date_parse(db_text(st, column, a), &d);
	return d;
}

/* ---- Rounds ---- */

#define ROUND_COLUMNS "SELECT id, programme_id, year, opened_on, due_on, closed_on FROM progress_round "

static struct progress_round round_row(struct db_stmt *st, struct arena *a)
{
	return (struct progress_round){ .id = db_i64(st, 0), .programme_id = db_i64(st, 1), .year = (int)db_i64(st, 2),
	                                .opened = day(st, 3, a), .due = day(st, 4, a), .closed = day(st, 5, a) };
}

bool progress_rounds(struct db_conn *c, struct arena *a, int64_t programme_id, struct progress_round **list, size_t *n,
                     struct err *err)
{
	VEC(struct progress_round) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(ROUND_COLUMNS "WHERE programme_id = $programme ORDER BY year DESC"));
	db_bind_i64(st, "$programme", programme_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = round_row(st, a);
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool progress_round_get(struct db_conn *c, struct arena *a, int64_t id, struct progress_round *round, struct err *err)
{
	*round = (struct progress_round){ 0 };
	struct db_stmt *st = db_prepare(c, SQL(ROUND_COLUMNS "WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	if (db_step(st))
		*round = round_row(st, a);
	return db_finish(st, err);
}

bool progress_close(struct db_conn *tx, struct arena *a, int64_t round_id, struct date on, int64_t by, struct err *err)
{
	int64_t n;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE progress_round SET closed_on = $on WHERE id = $id AND closed_on = ''"));
	db_bind_text(st, "$on", date_iso(a, on));
	db_bind_i64(st, "$id", round_id);
	if (!db_finish_changed(st, &n, err))
		return false;
	return n ? journal_write(tx, "progress.close", round_id, arena_printf(a, "{\"by\": %lld}", (long long)by), err)
	         : err_conflict(err, "The reporting is closed already");
}

/* ---- Answers ---- */

static enum measure_status parse_status(const char *code)
{
	enum measure_status s = 0;
	while (s + 1 < MEASURE_STATUSES && !str_eq(measure_statuses[s].code, code))
		s++;
	return s;
}

static enum progress_state parse_state(const char *code)
{
	enum progress_state s = 0;
	while (s + 1 < PROGRESS_STATES && !str_eq(progress_states[s].code, code))
		s++;
	return s;
}

/* An answer while its lists grow. */
struct growing {
	struct progress_report r;
	VEC(struct progress_reached) reached;
	VEC(struct progress_money) money;
};

struct load {
	struct arena *a;
	struct db_conn *c;
	int64_t programme_id, measure_id; /* measure_id 0: all of them */
	VEC(struct growing) list;
};

#define OF_THESE "WHERE o.programme_id = $programme AND (CAST($measure AS BIGINT) = 0 OR r.measure_id = $measure) " \
                 "ORDER BY r.measure_id, o.year, r.revision"

static struct db_stmt *begin(struct load *l, const struct sql *sql)
{
	struct db_stmt *st = db_prepare(l->c, sql);
	db_bind_i64(st, "$programme", l->programme_id);
	db_bind_i64(st, "$measure", l->measure_id);
	return st;
}

/* Rows come by measure, year and revision, and those of the lists in the same order: `at` is where the last one was. */
static struct growing *find(struct load *l, size_t *at, int64_t id)
{
	while (*at < l->list.n && l->list.v[*at].r.id != id)
		++*at;
	return *at < l->list.n ? &l->list.v[*at] : NULL;
}

static bool load_reports(struct load *l, struct err *err)
{
	struct db_stmt *st = begin(l, SQL(
		"SELECT r.id, r.round_id, r.measure_id, r.revision, o.year, r.status, r.achieved, r.obstacles, r.sent_at, r.late, r.state, "
		"r.decided_note, r.decided_by, r.decided_at FROM progress_report r JOIN progress_round o ON o.id = r.round_id " OF_THESE));
	while (db_step(st))
		VEC_PUSH(l->a, &l->list)->r = (struct progress_report){
			.id = db_i64(st, 0), .round_id = db_i64(st, 1), .measure_id = db_i64(st, 2), .revision = db_i64(st, 3),
			.year = (int)db_i64(st, 4), .status = parse_status(db_text(st, 5, l->a)), .achieved = db_text(st, 6, l->a),
			.obstacles = db_text(st, 7, l->a), .sent_at = db_i64(st, 8), .late = db_i64(st, 9),
			.state = parse_state(db_text(st, 10, l->a)), .note = db_text(st, 11, l->a), .decided_by = db_i64(st, 12),
			.decided_at = db_i64(st, 13),
		};
	return db_finish(st, err);
}

static bool load_lists(struct load *l, struct err *err)
{
	size_t at = 0;
	struct db_stmt *st = begin(l, SQL(
		"SELECT x.report_id, x.milestone, x.reached_on FROM progress_reached x JOIN progress_report r ON r.id = x.report_id "
		"JOIN progress_round o ON o.id = r.round_id " OF_THESE ", x.ordinal"));
	while (db_step(st)) {
		struct growing *g = find(l, &at, db_i64(st, 0));
		if (g)
			*VEC_PUSH(l->a, &g->reached) = (struct progress_reached){ db_text(st, 1, l->a), day(st, 2, l->a) };
	}
	if (!db_finish(st, err))
		return false;
	at = 0;
	st = begin(l, SQL(
		"SELECT x.report_id, x.source, x.amount FROM progress_money x JOIN progress_report r ON r.id = x.report_id "
		"JOIN progress_round o ON o.id = r.round_id " OF_THESE ", x.ordinal"));
	while (db_step(st)) {
		struct growing *g = find(l, &at, db_i64(st, 0));
		if (g)
			*VEC_PUSH(l->a, &g->money) = (struct progress_money){ db_text(st, 1, l->a), db_i64(st, 2) };
	}
	return db_finish(st, err);
}

static bool load(struct load *l, struct progress_report **list, size_t *n, struct err *err)
{
	if (!load_reports(l, err) || !load_lists(l, err))
		return false;
	*n = l->list.n;
	*list = arena_array(l->a, *n, sizeof **list);
	for (size_t i = 0; i < *n; i++) {
		struct growing *g = &l->list.v[i];
		(*list)[i] = g->r;
		(*list)[i].reached = g->reached.v, (*list)[i].n_reached = g->reached.n;
		(*list)[i].money = g->money.v, (*list)[i].n_money = g->money.n;
	}
	return true;
}

bool progress_reports(struct db_conn *c, struct arena *a, int64_t programme_id, struct progress_report **list, size_t *n,
                      struct err *err)
{
	struct load l = { .a = a, .c = c, .programme_id = programme_id };
	return load(&l, list, n, err);
}

/* ---- Keeping an answer ---- */

static bool put_report(struct db_conn *tx, const struct progress_report *r, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO progress_report (id, round_id, measure_id, revision, status, achieved, obstacles, sent_at, late, state, "
		"decided_note, decided_by, decided_at) "
		"VALUES ($id, $round, $measure, $revision, $status, $achieved, $obstacles, $at, $late, 'sent', '', 0, 0)"));
	db_bind_i64(st, "$id", r->id);
	db_bind_i64(st, "$round", r->round_id);
	db_bind_i64(st, "$measure", r->measure_id);
	db_bind_i64(st, "$revision", r->revision);
	db_bind_text(st, "$status", measure_statuses[r->status].code);
	db_bind_text(st, "$achieved", r->achieved);
	db_bind_text(st, "$obstacles", r->obstacles);
	db_bind_i64(st, "$at", r->sent_at);
	db_bind_i64(st, "$late", r->late);
	return db_finish(st, err);
}

static bool put_lists(struct db_conn *tx, struct arena *a, const struct progress_report *r, struct err *err)
{
	for (size_t i = 0; i < r->n_reached; i++) {
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO progress_reached (report_id, ordinal, milestone, reached_on) VALUES ($id, $ordinal, $milestone, $on)"));
		db_bind_i64(st, "$id", r->id);
		db_bind_i64(st, "$ordinal", (int64_t)i);
		db_bind_text(st, "$milestone", r->reached[i].milestone);
		db_bind_text(st, "$on", date_iso(a, r->reached[i].on));
		if (!db_finish(st, err))
			return false;
	}
	for (size_t i = 0; i < r->n_money; i++) {
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO progress_money (report_id, ordinal, source, amount) VALUES ($id, $ordinal, $source, $amount)"));
		db_bind_i64(st, "$id", r->id);
		db_bind_i64(st, "$ordinal", (int64_t)i);
		db_bind_text(st, "$source", r->money[i].source);
		db_bind_i64(st, "$amount", r->money[i].amount);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

/* The text of an answer is part of it, and not of the journal: it may name persons, and then it has to go. */
static bool journal(struct db_conn *tx, struct arena *a, const char *action, const struct progress_report *r, int64_t by, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_i64(&j, "round", r->round_id);
	json_put_i64(&j, "measure", r->measure_id);
	json_put_i64(&j, "revision", r->revision);
	json_put_string(&j, "status", measure_statuses[r->status].code);
	json_put_string(&j, "state", progress_states[r->state].code);
	json_put_bool(&j, "late", r->late);
	json_put_end(&j);
	return journal_write(tx, action, r->id, out_string(&content), err);
}

/* The newest answer of a measure in a round: id 0 where there is none. */
static bool newest(struct db_conn *c, struct arena *a, const struct progress_round *round, int64_t measure_id, struct progress_report *r,
                   struct err *err)
{
	struct load l = { .a = a, .c = c, .programme_id = round->programme_id, .measure_id = measure_id };
	struct progress_report *list;
	size_t n;
	*r = (struct progress_report){ 0 };
	if (!load(&l, &list, &n, err))
		return false;
	const struct progress_report *found = progress_find(list, n, measure_id, round->year, false);
	if (found)
		*r = *found;
	return true;
}

bool progress_send(struct db_conn *tx, struct arena *a, struct progress_report *r, int64_t base, int64_t by, bool *overtaken,
                   struct err *err)
{
	struct progress_round round;
	struct progress_report before;
	struct measure m;
	struct date today = date_at(clock_now());
	*overtaken = false;
	if (!progress_round_get(tx, a, r->round_id, &round, err) || !measure_get(tx, a, r->measure_id, &m, err))
		return false;
	if (!round.id || m.programme_id != round.programme_id)
		return err_not_found(err, "Nobody has been asked about this measure");
	if (round.closed.year)
		return err_conflict(err, "The reporting for %d was closed on %s; write to the planners", round.year, date_iso(a, round.closed));
	const char *problem = progress_check(&m, r, today);
	if (problem)
		return err_input(err, "%s", problem);
	if (!newest(tx, a, &round, r->measure_id, &before, err))
		return false;
	*overtaken = before.revision != base;
	if (*overtaken)
		return true;
	r->id = db_new_id(tx);
	r->revision = base + 1;
	r->year = round.year;
	r->state = PROGRESS_SENT;
	r->sent_at = clock_now();
	r->late = date_days(today) > date_days(round.due);
	return put_report(tx, r, err) && put_lists(tx, a, r, err) && journal(tx, a, "progress.send", r, by, err);
}

/* ---- Deciding ---- */

/* What was reached is part of the measure from now on, and so is that it was stopped. */
static bool carry_over(struct db_conn *tx, struct arena *a, const struct progress_report *r, int64_t by, struct err *err)
{
	struct measure m;
	bool overtaken, changed = false;
	if (!measure_get(tx, a, r->measure_id, &m, err))
		return false;
	for (size_t i = 0; i < r->n_reached; i++)
		for (size_t k = 0; k < m.n_milestones; k++)
			if (str_eq(m.milestones[k].title, r->reached[i].milestone) && !m.milestones[k].done.year) {
				m.milestones[k].done = r->reached[i].on;
				changed = true;
			}
	if (r->status == MEASURE_STOPPED && m.closed == MEASURE_GOES_ON) {
		m.closed = MEASURE_WAS_STOPPED;
		m.closed_on = date_at(clock_now());
		m.closed_note = r->obstacles;
		changed = true;
	}
	const char *note = arena_printf(a, "Report for %d", r->year);
	return !changed || measure_save(tx, a, &(struct measure_change){ .measure = &m, .note = note, .by = by }, &overtaken, err);
}

bool progress_decide(struct db_conn *tx, struct arena *a, int64_t round_id, int64_t measure_id, enum progress_state state,
                     const char *note, int64_t by, struct err *err)
{
	struct progress_round round;
	struct progress_report r;
	if (!progress_round_get(tx, a, round_id, &round, err) || !newest(tx, a, &round, measure_id, &r, err))
		return false;
	if (!r.id)
		return err_not_found(err, "Nothing has been answered about this measure");
	if (r.state == PROGRESS_APPROVED)
		return err_conflict(err, "The answer has been approved; another one is its next revision");
	if (state == PROGRESS_ASKED_BACK && !*note)
		return err_input(err, "Write what you ask");
	if (state == PROGRESS_APPROVED && r.late && !*note)
		return err_input(err, "The answer came after the day it was due: say why it is taken");
	r.state = state;
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE progress_report SET state = $state, decided_note = $note, decided_by = $by, decided_at = $at WHERE id = $id"));
	db_bind_text(st, "$state", progress_states[state].code);
	db_bind_text(st, "$note", note);
	db_bind_i64(st, "$by", by);
	db_bind_i64(st, "$at", clock_now());
	db_bind_i64(st, "$id", r.id);
	return db_finish(st, err) && (state != PROGRESS_APPROVED || carry_over(tx, a, &r, by, err))
	       && journal(tx, a, "progress.decide", &r, by, err);
}

/* ---- Checking ---- */

bool progress_verify(struct db_conn *c, struct arena *a, void (*problem)(void *arg, const char *text), void *arg, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT r.id FROM progress_report r JOIN progress_round o ON o.id = r.round_id JOIN measure m ON m.id = r.measure_id "
		"WHERE m.programme_id <> o.programme_id OR (r.revision > 1 AND NOT EXISTS (SELECT 1 FROM progress_report b "
		"WHERE b.round_id = r.round_id AND b.measure_id = r.measure_id AND b.revision = r.revision - 1)) ORDER BY r.id"));
	while (db_step(st))
		problem(arg, arena_printf(a, "report %lld is of a measure that was not asked about, or one before it is missing",
		                          (long long)db_i64(st, 0)));
	return db_finish(st, err);
}
