/* Items of the radar: what follows from them, keeping, deciding. */
#include "module/radar/radar_internal.h"

#include "db/journal.h"
#include "module/organisation/organisation.h"
#include "ui/translate.h"

const struct radar_name radar_decisions[RADAR_DECISIONS] = {
	[RADAR_UNDECIDED] = { "", N_("Not decided") }, [RADAR_ANSWER] = { "answer", N_("To be answered") },
	[RADAR_NO_ANSWER] = { "no_answer", N_("Not to be answered") },
};
const struct radar_name radar_states[RADAR_STATES] = {
	[RADAR_OPEN] = { "open", N_("Open") }, [RADAR_SOON] = { "soon", N_("Due soon") }, [RADAR_OVERDUE] = { "overdue", N_("Overdue") },
	[RADAR_ANSWERED] = { "answered", N_("Answered") }, [RADAR_LEFT_OUT] = { "left_out", N_("Not to be answered") },
};

enum radar_state radar_state(const struct radar_item *item, struct date today)
{
	if (item->answered.year)
		return RADAR_ANSWERED;
	if (item->decision == RADAR_NO_ANSWER)
		return RADAR_LEFT_OUT;
	if (!item->deadline.year)
		return RADAR_OPEN;
	int64_t left = date_days(item->deadline) - date_days(today);
	return left < 0 ? RADAR_OVERDUE : left <= RADAR_SOON_DAYS ? RADAR_SOON : RADAR_OPEN;
}

/* ---- Reading ---- */

static struct date day(struct db_stmt *st, int column, struct arena *a)
{
	struct date d = { 0 };
	date_parse(db_text(st, column, a), &d);
	return d;
}

static bool load_takers(struct db_conn *c, struct arena *a, int64_t plan_id, struct radar_item *list, size_t n, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT t.item_id, o.name FROM radar_taker t JOIN organisation o ON o.id = t.organisation_id "
		"JOIN radar_item i ON i.id = t.item_id WHERE i.plan_id = $plan ORDER BY t.item_id, o.name"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		int64_t id = db_i64(st, 0);
		const char *name = db_text(st, 1, a);
		for (size_t i = 0; i < n; i++) {
			if (list[i].id != id)
				continue;
			const char **more = arena_array(a, list[i].n_takers + 1, sizeof *more);
			for (size_t k = 0; k < list[i].n_takers; k++)
				more[k] = list[i].takers[k];
			more[list[i].n_takers++] = name;
			list[i].takers = more;
		}
	}
	return db_finish(st, err);
}

bool radar_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct radar_item **list, size_t *n, struct err *err)
{
	VEC(struct radar_item) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, source_key, title, body, link, reason, published_on, deadline_on, answered_on, decision FROM radar_item "
		"WHERE plan_id = $plan ORDER BY CASE deadline_on WHEN '' THEN 1 ELSE 0 END, deadline_on, id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		struct radar_item item = { .id = db_i64(st, 0), .key = db_text(st, 1, a), .title = db_text(st, 2, a), .body = db_text(st, 3, a),
		                           .link = db_text(st, 4, a), .reason = db_text(st, 5, a), .published = day(st, 6, a),
		                           .deadline = day(st, 7, a), .answered = day(st, 8, a) };
		const char *decision = db_text(st, 9, a);
		while (item.decision + 1 < RADAR_DECISIONS && !str_eq(radar_decisions[item.decision].code, decision))
			item.decision++;
		*VEC_PUSH(a, &found) = item;
	}
	*list = found.v;
	*n = found.n;
	return db_finish(st, err) && load_takers(c, a, plan_id, found.v, found.n, err);
}

/* ---- Writing ---- */

static bool journal(struct db_conn *tx, struct arena *a, const char *action, int64_t subject, int64_t by, const char *key, const char *value,
                    struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_string(&j, key, value);
	json_put_end(&j);
	return journal_write(tx, action, subject, out_string(&content), err);
}

bool radar_add(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct radar_item *list, size_t n, int64_t by, size_t *added,
               struct err *err)
{
	*added = 0;
	for (size_t i = 0; i < n; i++) {
		int64_t changed;
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO radar_item (id, plan_id, source_key, title, body, link, published_on, deadline_on, decision, reason, decided_by, "
			"decided_at, answered_on, made_at) VALUES ($id, $plan, $key, $title, $body, $link, $published, $deadline, '', '', 0, 0, '', $at) "
			"ON CONFLICT (plan_id, source_key) DO NOTHING"));
		db_bind_i64(st, "$id", db_new_id(tx));
		db_bind_i64(st, "$plan", plan_id);
		db_bind_text(st, "$key", list[i].key);
		db_bind_text(st, "$title", list[i].title);
		db_bind_text(st, "$body", list[i].body);
		db_bind_text(st, "$link", list[i].link);
		db_bind_text(st, "$published", date_iso(a, list[i].published));
		db_bind_text(st, "$deadline", date_iso(a, list[i].deadline));
		db_bind_i64(st, "$at", clock_now());
		if (!db_finish_changed(st, &changed, err))
			return false;
		*added += (size_t)changed;
	}
	return !*added || journal(tx, a, "radar.add", plan_id, by, "items", arena_printf(a, "%zu", *added), err);
}

static bool is_of_plan(struct db_conn *tx, const struct radar_step *s, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("SELECT 1 FROM radar_item WHERE id = $id AND plan_id = $plan"));
	db_bind_i64(st, "$id", s->id);
	db_bind_i64(st, "$plan", s->plan_id);
	bool found = db_step(st);
	return db_finish(st, err) && (found || err_not_found(err, "There is no such consultation on the radar"));
}

static bool set_taker(struct db_conn *tx, struct arena *a, const struct radar_step *s, struct err *err)
{
	int64_t organisation;
	if (!*s->taker)
		return err_input(err, "Name the organisation");
	if (!organisation_named(tx, a, s->taker, &organisation, err))
		return false;
	struct db_stmt *st = s->leave
		? db_prepare(tx, SQL("DELETE FROM radar_taker WHERE item_id = $item AND organisation_id = $organisation"))
		: db_prepare(tx, SQL("INSERT INTO radar_taker (item_id, organisation_id) VALUES ($item, $organisation) ON CONFLICT DO NOTHING"));
	db_bind_i64(st, "$item", s->id);
	db_bind_i64(st, "$organisation", organisation);
	return db_finish(st, err) && journal(tx, a, s->leave ? "radar.leave" : "radar.take", s->id, s->by, "organisation", s->taker, err);
}

static bool set_decision(struct db_conn *tx, struct arena *a, const struct radar_step *s, struct err *err)
{
	if (s->decision == RADAR_NO_ANSWER && !*s->reason)
		return err_input(err, "Say why it is not answered");
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE radar_item SET decision = $decision, reason = $reason, decided_by = $by, decided_at = $at WHERE id = $id"));
	db_bind_text(st, "$decision", radar_decisions[s->decision].code);
	db_bind_text(st, "$reason", s->reason);
	db_bind_i64(st, "$by", s->by);
	db_bind_i64(st, "$at", clock_now());
	db_bind_i64(st, "$id", s->id);
	return db_finish(st, err) && journal(tx, a, "radar.decide", s->id, s->by, "decision", radar_decisions[s->decision].code, err);
}

static bool set_days(struct db_conn *tx, struct arena *a, const struct radar_step *s, struct err *err)
{
	if (s->answered.year && date_days(s->answered) > date_days(date_at(clock_now())))
		return err_input(err, "%s has not come yet", date_iso(a, s->answered));
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE radar_item SET answered_on = CASE $answered WHEN '' THEN answered_on ELSE $answered END, "
		"deadline_on = CASE $deadline WHEN '' THEN deadline_on ELSE $deadline END WHERE id = $id"));
	db_bind_text(st, "$answered", date_iso(a, s->answered));
	db_bind_text(st, "$deadline", date_iso(a, s->deadline));
	db_bind_i64(st, "$id", s->id);
	return db_finish(st, err)
	       && journal(tx, a, s->answered.year ? "radar.answered" : "radar.deadline", s->id, s->by, "day",
	                  date_iso(a, s->answered.year ? s->answered : s->deadline), err);
}

bool radar_do(struct db_conn *tx, struct arena *a, const struct radar_step *s, struct err *err)
{
	return is_of_plan(tx, s, err) && (!s->taker || set_taker(tx, a, s, err)) && (!s->decision || set_decision(tx, a, s, err))
	       && (!(s->answered.year || s->deadline.year) || set_days(tx, a, s, err));
}
