/* The process of a plan: reading, checking and keeping it. */
#include "module/process/process_internal.h"

#include "base/out.h"
#include "db/journal.h"
#include "ui/translate.h"

const char *const process_time_names[] = {
	[PROCESS_PAST] = N_("Done"), [PROCESS_NOW] = N_("Now"), [PROCESS_AHEAD] = N_("Ahead"),
};

/* ---- Reading ---- */

static bool load_phases(struct db_conn *c, struct arena *a, int64_t plan_id, struct process *p, struct err *err)
{
	VEC(struct process_phase) list = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, title, activities, begins_on, ends_on FROM process_phase WHERE plan_id = $plan ORDER BY ordinal"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		struct process_phase *phase = VEC_PUSH(a, &list);
		*phase = (struct process_phase){ .id = db_i64(st, 0), .title = db_text(st, 1, a), .activities = db_text(st, 2, a) };
		date_parse(db_text(st, 3, a), &phase->begins);
		date_parse(db_text(st, 4, a), &phase->ends);
	}
	p->phases = list.v;
	p->n_phases = list.n;
	return db_finish(st, err);
}

static bool load_milestones(struct db_conn *c, struct arena *a, int64_t plan_id, struct process *p, struct err *err)
{
	VEC(struct process_milestone) list = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, title, due_on, done_on FROM process_milestone WHERE plan_id = $plan ORDER BY due_on, id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		struct process_milestone *m = VEC_PUSH(a, &list);
		*m = (struct process_milestone){ .id = db_i64(st, 0), .title = db_text(st, 1, a) };
		date_parse(db_text(st, 2, a), &m->due);
		date_parse(db_text(st, 3, a), &m->done);
	}
	p->milestones = list.v;
	p->n_milestones = list.n;
	return db_finish(st, err);
}

bool process_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct process *p, struct err *err)
{
	*p = (struct process){ 0 };
	return load_phases(c, a, plan_id, p, err) && load_milestones(c, a, plan_id, p, err);
}

enum process_time process_phase_time(const struct process_phase *phase, struct date today)
{
	int64_t day = date_days(today);
	return day < date_days(phase->begins) ? PROCESS_AHEAD : day > date_days(phase->ends) ? PROCESS_PAST : PROCESS_NOW;
}

const struct process_milestone *process_next(const struct process *p)
{
	for (size_t i = 0; i < p->n_milestones; i++)
		if (!p->milestones[i].done.year)
			return &p->milestones[i];
	return NULL;
}

/* ---- Checking ---- */

static const char *check_phase(const struct process *p, size_t i)
{
	const struct process_phase *phase = &p->phases[i];
	if (!*phase->title)
		return N_("Give the phase a name.");
	if (!phase->begins.year || !phase->ends.year)
		return N_("Write the first and the last day as 2026-02-16.");
	if (date_days(phase->ends) < date_days(phase->begins))
		return N_("The phase ends before it begins.");
	if (i > 0 && date_days(phase->begins) < date_days(p->phases[i - 1].begins))
		return N_("The phase begins before the one above it: write them in their order.");
	return NULL;
}

static const char *check_milestone(const struct process *p, size_t i)
{
	const struct process_milestone *m = &p->milestones[i];
	return !*m->title ? N_("Give the milestone a name.") : !m->due.year ? N_("Write the milestone's day as 2026-02-16.") : NULL;
}

struct process_problem process_check(const struct process *p)
{
	if (p->n_phases > PROCESS_PHASES)
		return (struct process_problem){ N_("A plan has twelve phases at most."), false, PROCESS_PHASES + 1 };
	if (p->n_milestones > PROCESS_MILESTONES)
		return (struct process_problem){ N_("A plan has sixty milestones at most."), true, PROCESS_MILESTONES + 1 };
	for (size_t i = 0; i < p->n_phases; i++)
		if (check_phase(p, i))
			return (struct process_problem){ check_phase(p, i), false, i + 1 };
	for (size_t i = 0; i < p->n_milestones; i++)
		if (check_milestone(p, i))
			return (struct process_problem){ check_milestone(p, i), true, i + 1 };
	return (struct process_problem){ 0 };
}

/* ---- Keeping ---- */

static bool clear(struct db_conn *tx, int64_t plan_id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM process_phase WHERE plan_id = $plan"));
	db_bind_i64(st, "$plan", plan_id);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("DELETE FROM process_milestone WHERE plan_id = $plan"));
	db_bind_i64(st, "$plan", plan_id);
	return db_finish(st, err);
}

static bool insert_phase(struct db_conn *tx, struct arena *a, int64_t plan_id, size_t ordinal,
                         const struct process_phase *phase, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO process_phase (id, plan_id, ordinal, title, activities, begins_on, ends_on) "
		"VALUES ($id, $plan, $ordinal, $title, $activities, $begins, $ends)"));
	db_bind_i64(st, "$id", phase->id ? phase->id : db_new_id(tx));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$ordinal", (int64_t)ordinal);
	db_bind_text(st, "$title", phase->title);
	db_bind_text(st, "$activities", phase->activities);
	db_bind_text(st, "$begins", date_iso(a, phase->begins));
	db_bind_text(st, "$ends", date_iso(a, phase->ends));
	return db_finish(st, err);
}

static bool insert_milestone(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct process_milestone *m,
                             struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO process_milestone (id, plan_id, title, due_on, done_on) VALUES ($id, $plan, $title, $due, $done)"));
	db_bind_i64(st, "$id", m->id ? m->id : db_new_id(tx));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$title", m->title);
	db_bind_text(st, "$due", date_iso(a, m->due));
	db_bind_text(st, "$done", date_iso(a, m->done));
	return db_finish(st, err);
}

static bool journal(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct process *p, int64_t by, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_array(&j, "phases");
	for (size_t i = 0; i < p->n_phases; i++) {
		json_put_object(&j, NULL);
		json_put_string(&j, "title", p->phases[i].title);
		json_put_string(&j, "activities", p->phases[i].activities);
		json_put_string(&j, "begins", date_iso(a, p->phases[i].begins));
		json_put_string(&j, "ends", date_iso(a, p->phases[i].ends));
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_array(&j, "milestones");
	for (size_t i = 0; i < p->n_milestones; i++) {
		json_put_object(&j, NULL);
		json_put_string(&j, "title", p->milestones[i].title);
		json_put_string(&j, "due", date_iso(a, p->milestones[i].due));
		json_put_string(&j, "done", date_iso(a, p->milestones[i].done));
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_end(&j);
	return journal_write(tx, "process.save", plan_id, out_string(&content), err);
}

bool process_save(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct process *p, int64_t by,
                  struct err *err)
{
	if (!clear(tx, plan_id, err))
		return false;
	for (size_t i = 0; i < p->n_phases; i++)
		if (!insert_phase(tx, a, plan_id, i + 1, &p->phases[i], err))
			return false;
	for (size_t i = 0; i < p->n_milestones; i++)
		if (!insert_milestone(tx, a, plan_id, &p->milestones[i], err))
			return false;
	return journal(tx, a, plan_id, p, by, err);
}
