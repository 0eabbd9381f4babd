#include "module/event/event_internal.h"

#include "base/str.h"
#include "ui/translate.h"

const struct event_kind event_kinds[] = {
	{ "workshop", N_("Workshop") },
	{ "group_meeting", N_("Group meeting") },
	{ "working_group", N_("Working group") },
	{ "gathering", N_("Gathering") },
	{ "digital_meeting", N_("Digital meeting") },
};
const size_t event_kinds_len = ARRAY_LEN(event_kinds);

const char *event_kind_name(const char *code)
{
	for (size_t i = 0; i < event_kinds_len; i++)
		if (str_eq(event_kinds[i].code, code))
			return event_kinds[i].name;
	return N_("Event");
}

bool event_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct event **list, size_t *n, struct err *err)
{
	VEC(struct event) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, code, kind, name, held_on, place, attendance FROM event "
		"WHERE plan_id = $plan ORDER BY held_on, name, code"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = (struct event){
			.id = db_i64(st, 0), .code = db_text(st, 1, a), .kind = db_text(st, 2, a),
			.name = db_text(st, 3, a), .held_on = db_text(st, 4, a), .place = db_text(st, 5, a),
			.attendance = db_is_null(st, 6) ? -1 : db_i64(st, 6) };
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool event_presences(struct db_conn *c, struct arena *a, int64_t plan_id,
                     struct event_presence **list, size_t *n, struct err *err)
{
	VEC(struct event_presence) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT p.organisation_id, sum(p.persons) FROM event_attendance p "
		"JOIN event e ON e.id = p.event_id WHERE e.plan_id = $plan "
		"GROUP BY p.organisation_id ORDER BY p.organisation_id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = (struct event_presence){ db_i64(st, 0), db_i64(st, 1) };
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool event_put(struct db_conn *tx, int64_t plan_id, const struct event *e, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO event (id, plan_id, code, kind, name, held_on, place, attendance) "
		"VALUES ($id, $plan, $code, $kind, $name, $held, $place, $attendance) "
		"ON CONFLICT (plan_id, code) DO UPDATE SET "
		"kind = $kind, name = $name, held_on = $held, place = $place, attendance = $attendance"));
	db_bind_i64(st, "$id", db_new_id(tx));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$code", e->code);
	db_bind_text(st, "$kind", e->kind);
	db_bind_text(st, "$name", e->name);
	db_bind_text(st, "$held", e->held_on);
	db_bind_text(st, "$place", e->place);
	if (e->attendance >= 0)
		db_bind_i64(st, "$attendance", e->attendance);
	else
		db_bind_null_i64(st, "$attendance");
	return db_finish(st, err);
}

bool event_attendance_put(struct db_conn *tx, int64_t event_id, int64_t organisation_id, int64_t persons, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO event_attendance (event_id, organisation_id, persons) VALUES ($event, $organisation, $persons) "
		"ON CONFLICT (event_id, organisation_id) DO UPDATE SET persons = $persons"));
	db_bind_i64(st, "$event", event_id);
	db_bind_i64(st, "$organisation", organisation_id);
	db_bind_i64(st, "$persons", persons);
	return db_finish(st, err);
}
