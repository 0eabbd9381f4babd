/* What planners decide about groups: recorded, journalled, applied at once, undone. */
#include "module/text/text_lineage.h"

#include "base/clock.h"
#include "base/str.h"
#include "base/utf8.h"
#include "db/journal.h"

/* ---- Loading ---- */

#define OF_PLAN "s.plan_id = $plan AND ($all = 1 OR s.undone_at IS NULL) "
#define IN_ORDER "ORDER BY s.made_at, s.id"

/* Decisions, and which run they are loaded for. */
struct decisions {
	struct arena *a;
	int64_t plan_id, run_id;
	bool all;
	VEC(struct text_decision) list;
};

/* Rows of (decision, number), in the order of the decisions, are given out to them. */
static bool give_out(struct decisions *d, struct db_stmt *st, void (*give)(struct steer_decision *, const int64_t *, size_t),
                     struct err *err)
{
	VEC(int64_t) part = { 0 };
	size_t at = 0;
	db_bind_i64(st, "$plan", d->plan_id);
	db_bind_i64(st, "$all", d->all);
	while (db_step(st)) {
		if (at == d->list.n || d->list.v[at].id != db_i64(st, 0))
			memset(&part, 0, sizeof part);
		while (at < d->list.n && d->list.v[at].id != db_i64(st, 0))
			at++;
		if (at == d->list.n)
			break;
		*VEC_PUSH(d->a, &part) = db_i64(st, 1);
		give(&d->list.v[at].what, part.v, part.n);
	}
	return db_finish(st, err);
}

static void give_from(struct steer_decision *d, const int64_t *v, size_t n)
{
	d->from = v;
	d->n_from = n;
}

static void give_members(struct steer_decision *d, const int64_t *v, size_t n)
{
	d->members = v;
	d->n_members = n;
}

static void give_followers(struct steer_decision *d, const int64_t *v, size_t n)
{
	d->followers = v;
	d->n_followers = n;
}

static bool load_lists(struct db_conn *c, struct decisions *d, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT s.id, p.identity_id FROM text_steering s JOIN text_steering_group p ON p.steering_id = s.id "
		"WHERE " OF_PLAN IN_ORDER ", p.identity_id"));
	if (!give_out(d, st, give_from, err))
		return false;
	st = db_prepare(c, SQL(
		"SELECT s.id, p.contribution_id FROM text_steering s JOIN text_steering_contribution p ON p.steering_id = s.id "
		"WHERE " OF_PLAN IN_ORDER ", p.contribution_id"));
	if (!give_out(d, st, give_members, err))
		return false;
	st = db_prepare(c, SQL(
		"SELECT s.id, f.contribution_id FROM text_steering s JOIN text_follower f ON f.steering_id = s.id AND f.run_id = $run "
		"WHERE " OF_PLAN IN_ORDER ", f.contribution_id"));
	db_bind_i64(st, "$run", d->run_id);
	return give_out(d, st, give_followers, err);
}

static struct text_decision read_decision(struct db_stmt *st, struct arena *a, int64_t plan_id, int64_t run_id)
{
	struct text_decision d = {
		.id = db_i64(st, 0), .plan_id = plan_id, .run_id = db_i64(st, 1), .reason = db_text(st, 5, a),
		.user_id = db_i64(st, 7), .by = db_text(st, 8, a), .made_at = db_i64(st, 9), .undone_at = db_i64(st, 10),
		.applied = !db_is_null(st, 11), .missing = db_i64(st, 12),
		.what = { .group = db_i64(st, 3), .title = db_text(st, 4, a), .known = db_i64(st, 6), .earlier = db_i64(st, 1) != run_id },
	};
	steer_kind_parse(db_text(st, 2, a), &d.what.kind);
	steer_effect_parse(db_text(st, 11, a), &d.effect);
	return d;
}

bool text_decisions_load(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t run_id, bool all,
                         struct text_decision **list, size_t *n, struct err *err)
{
	struct decisions d = { .a = a, .plan_id = plan_id, .run_id = run_id, .all = all };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT s.id, s.run_id, s.kind, s.identity_id, s.title, s.reason, s.known, coalesce(s.user_id, 0), "
		"coalesce(p.name, s.made_by), s.made_at, coalesce(s.undone_at, 0), e.effect, coalesce(e.missing, 0) "
		"FROM text_steering s LEFT JOIN user_person p ON p.user_id = s.user_id "
		"LEFT JOIN text_steered e ON e.steering_id = s.id AND e.run_id = $run WHERE " OF_PLAN IN_ORDER));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$run", run_id);
	db_bind_i64(st, "$all", all);
	while (db_step(st))
		*VEC_PUSH(a, &d.list) = read_decision(st, a, plan_id, run_id);
	if (!db_finish(st, err) || !load_lists(c, &d, err))
		return false;
	*list = d.list.v;
	*n = d.list.n;
	return true;
}

/* ---- Checking ---- */

static bool check_texts(const struct text_decision *d, struct err *err)
{
	bool needs_title = d->what.kind == STEER_RENAME || (d->what.kind == STEER_MOVE && !d->what.group);
	if (needs_title && !*d->what.title)
		return err_input(err, "A group needs a title of at least one character");
	if (utf8_length(span_of(d->what.title)) > TEXT_TITLE_MAX)
		return err_input(err, "A group's title has at most %d characters", TEXT_TITLE_MAX);
	return utf8_length(span_of(d->reason)) <= TEXT_REASON_MAX
	       || err_input(err, "A reason has at most %d characters", TEXT_REASON_MAX);
}

static bool check_group(struct db_conn *tx, int64_t run_id, int64_t identity, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("SELECT 1 FROM text_group WHERE run_id = $run AND identity_id = $identity"));
	db_bind_i64(st, "$run", run_id);
	db_bind_i64(st, "$identity", identity);
	bool there = db_step(st);
	return db_finish(st, err)
	       && (there || err_not_found(err, "The group is not in the plan's newest compilation any more; look at its groups again"));
}

static bool check_member(struct db_conn *tx, int64_t run_id, int64_t contribution_id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("SELECT 1 FROM text_result WHERE run_id = $run AND contribution_id = $contribution"));
	db_bind_i64(st, "$run", run_id);
	db_bind_i64(st, "$contribution", contribution_id);
	bool there = db_step(st);
	return db_finish(st, err)
	       && (there || err_not_found(err, "The contribution %lld is not in the plan's newest compilation; compile the plan first",
	                                  (long long)contribution_id));
}

static bool check(struct db_conn *tx, const struct text_decision *d, struct err *err)
{
	const struct steer_decision *w = &d->what;
	if (!check_texts(d, err) || (w->group && !check_group(tx, d->run_id, w->group, err)))
		return false;
	if (w->kind == STEER_MERGE && w->n_from == 0)
		return err_input(err, "Name at least one group to merge into the other");
	if ((w->kind == STEER_MOVE || w->kind == STEER_PIN) && w->n_members == 0)
		return err_input(err, "Choose at least one contribution");
	for (size_t i = 0; i < w->n_from; i++) {
		if (w->from[i] == w->group)
			return err_input(err, "A group cannot be merged into itself");
		if (!check_group(tx, d->run_id, w->from[i], err))
			return false;
	}
	for (size_t i = 0; i < w->n_members; i++)
		if (!check_member(tx, d->run_id, w->members[i], err))
			return false;
	return true;
}

/* ---- Recording ---- */

static void put_ids(struct json *j, const char *key, const int64_t *v, size_t n)
{
	if (n == 0)
		return;
	json_put_array(j, key);
	for (size_t i = 0; i < n; i++)
		json_put_i64(j, NULL, v[i]);
	json_put_end(j);
}

static bool journal(struct db_conn *tx, struct arena *a, const char *action, const struct text_decision *d,
                    const struct text_decider *who, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	if (who->user_id)
		json_put_i64(&j, "by", who->user_id);
	else
		json_put_string(&j, "by", who->by);
	json_put_i64(&j, "plan", d->plan_id);
	json_put_string(&j, "kind", steer_kind_code(d->what.kind));
	json_put_i64(&j, "group", d->what.group);
	json_put_string(&j, "title", d->what.title);
	put_ids(&j, "from", d->what.from, d->what.n_from);
	put_ids(&j, "contributions", d->what.members, d->what.n_members);
	json_put_string(&j, "reason", d->reason);
	json_put_end(&j);
	return journal_write(tx, action, d->id, out_string(&content), err);
}

static bool insert_part(struct db_conn *tx, const struct sql *sql, int64_t id, int64_t part, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, sql);
	db_bind_i64(st, "$id", id);
	db_bind_i64(st, "$part", part);
	return db_finish(st, err);
}

static bool insert(struct db_conn *tx, const struct text_decision *d, const struct text_decider *who, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO text_steering (id, plan_id, run_id, kind, identity_id, title, reason, known, user_id, made_by, made_at) "
		"SELECT CAST($id AS BIGINT), r.plan_id, r.id, CAST($kind AS TEXT), CAST($identity AS BIGINT), CAST($title AS TEXT), "
		"  CAST($reason AS TEXT), (SELECT max(t.ordinal) FROM text_result x JOIN contribution t ON t.id = x.contribution_id "
		"  WHERE x.run_id = r.id), CAST($user AS BIGINT), CAST($by AS TEXT), CAST($now AS BIGINT) FROM text_run r WHERE r.id = $run"));
	db_bind_i64(st, "$id", d->id);
	db_bind_i64(st, "$run", d->run_id);
	db_bind_text(st, "$kind", steer_kind_code(d->what.kind));
	db_bind_i64(st, "$identity", d->what.group);
	db_bind_text(st, "$title", d->what.title);
	db_bind_text(st, "$reason", d->reason);
	db_bind_id(st, "$user", who->user_id);
	db_bind_text(st, "$by", who->user_id ? "" : who->by);
	db_bind_i64(st, "$now", d->made_at);
	if (!db_finish(st, err))
		return false;
	for (size_t i = 0; i < d->what.n_from; i++)
		if (!insert_part(tx, SQL("INSERT INTO text_steering_group (steering_id, identity_id) VALUES ($id, $part)"), d->id,
		                 d->what.from[i], err))
			return false;
	for (size_t i = 0; i < d->what.n_members; i++)
		if (!insert_part(tx, SQL("INSERT INTO text_steering_contribution (steering_id, contribution_id) VALUES ($id, $part)"),
		                 d->id, d->what.members[i], err))
			return false;
	return true;
}

static bool make_identity(struct db_conn *tx, struct text_decision *d, struct err *err)
{
	d->what.group = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO text_identity (id, plan_id, run_id, title) VALUES ($id, $plan, $run, '')"));
	db_bind_i64(st, "$id", d->what.group);
	db_bind_i64(st, "$plan", d->plan_id);
	db_bind_i64(st, "$run", d->run_id);
	return db_finish(st, err);
}

/* The newest title of each group that holds. */
static bool set_titles(struct db_conn *tx, int64_t plan_id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE text_identity SET title = coalesce((SELECT s.title FROM text_steering s "
		"  WHERE s.identity_id = text_identity.id AND s.title <> '' AND s.undone_at IS NULL "
		"  ORDER BY s.made_at DESC, s.id DESC LIMIT 1), '') WHERE plan_id = $plan"));
	db_bind_i64(st, "$plan", plan_id);
	return db_finish(st, err);
}

bool text_decide(struct db_conn *tx, struct arena *a, int64_t plan_id, struct text_decision *d,
                 const struct text_decider *who, struct err *err)
{
	d->plan_id = plan_id;
	if (!text_newest_run(tx, plan_id, &d->run_id, err))
		return false;
	if (!d->run_id)
		return err_conflict(err, "The plan has not been compiled: it has no groups");
	if (!check(tx, d, err) || (!d->what.group && !make_identity(tx, d, err)))
		return false;
	d->id = db_new_id(tx);
	d->made_at = clock_now();
	return insert(tx, d, who, err) && set_titles(tx, plan_id, err)
	       && journal(tx, a, arena_printf(a, "group.%s", steer_kind_code(d->what.kind)), d, who, err)
	       && text_regroup(tx, a, plan_id, err);
}

/* ---- Undoing ---- */

/* The decision by its number, or the newest one that holds. */
static bool find(struct db_conn *tx, int64_t plan_id, int64_t id, struct text_decision *d, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT id, plan_id, undone_at FROM text_steering WHERE ($plan = 0 OR plan_id = $plan) "
		"AND (id = $id OR ($id = 0 AND undone_at IS NULL)) ORDER BY made_at DESC, id DESC LIMIT 1"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$id", id);
	*d = (struct text_decision){ 0 };
	if (db_step(st))
		*d = (struct text_decision){ .id = db_i64(st, 0), .plan_id = db_i64(st, 1), .undone_at = db_i64(st, 2) };
	if (!db_finish(st, err))
		return false;
	if (d->undone_at)
		return err_conflict(err, "The decision %lld has been undone already", (long long)id);
	if (!d->id && !id)
		return err_conflict(err, "There is no decision about groups to undo");
	return d->id || err_not_found(err, "There is no decision %lld about groups", (long long)id);
}

static bool end(struct db_conn *tx, int64_t id, const struct text_decider *who, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE text_steering SET undone_user_id = $user, undone_by = $by, undone_at = $now WHERE id = $id"));
	db_bind_id(st, "$user", who->user_id);
	db_bind_text(st, "$by", who->user_id ? "" : who->by);
	db_bind_i64(st, "$now", clock_now());
	db_bind_i64(st, "$id", id);
	return db_finish(st, err);
}

bool text_undo(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t id, const struct text_decider *who,
               struct text_decision *d, struct err *err)
{
	struct text_decision *list;
	size_t n;
	if (!find(tx, plan_id, id, d, err) || !text_decisions_load(tx, a, d->plan_id, 0, false, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (list[i].id == d->id)
			*d = list[i];
	return end(tx, d->id, who, err) && set_titles(tx, d->plan_id, err) && journal(tx, a, "group.undo", d, who, err)
	       && text_regroup(tx, a, d->plan_id, err);
}

/* ---- Forgetting who decided ---- */

/* As struct module asks for it: commands name who runs them. */
bool text_forget(struct db_conn *tx, const char *person, int64_t *n, struct err *err)
{
	int64_t made, undone;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE text_steering SET made_by = 'erased' WHERE made_by = $person"));
	db_bind_text(st, "$person", person);
	if (!db_finish_changed(st, &made, err))
		return false;
	st = db_prepare(tx, SQL("UPDATE text_steering SET undone_by = 'erased' WHERE undone_by = $person"));
	db_bind_text(st, "$person", person);
	if (!db_finish_changed(st, &undone, err))
		return false;
	*n += made + undone;
	return true;
}
