/* Groups by their addresses and their wider themes. */
#include "module/text/text_lineage.h"

#include "base/str.h"

#include <stdlib.h>

/* ---- What became of a group ---- */

#define STEPS_MAX 100 /* decisions and runs may lead in circles */

/* The group of an identity in a run; 0 where it has none. */
static bool group_in_run(struct db_conn *c, int64_t run_id, int64_t identity, int64_t *id, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT id FROM text_group WHERE run_id = $run AND coalesce(identity_id, 0) = $identity"));
	db_bind_i64(st, "$run", run_id);
	db_bind_i64(st, "$identity", identity);
	*id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

/* Where most of a group went: by a planner's decision that holds, else as the engine found it; 0 for nowhere. */
static bool went_to(struct db_conn *c, int64_t *identity, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT s.identity_id FROM text_steering_group p JOIN text_steering s ON s.id = p.steering_id "
		"WHERE p.identity_id = $identity AND s.undone_at IS NULL ORDER BY s.made_at DESC, s.id DESC LIMIT 1"));
	db_bind_i64(st, "$identity", *identity);
	int64_t next = db_step(st) ? db_i64(st, 0) : 0;
	if (!db_finish(st, err))
		return false;
	if (!next) {
		st = db_prepare(c, SQL(
			"SELECT coalesce(l.into_id, 0) FROM text_lineage l JOIN text_run r ON r.id = l.run_id "
			"WHERE l.identity_id = $identity ORDER BY r.made_at DESC, r.id DESC LIMIT 1"));
		db_bind_i64(st, "$identity", *identity);
		next = db_step(st) ? db_i64(st, 0) : 0;
		if (!db_finish(st, err))
			return false;
	}
	*identity = next;
	return true;
}

bool text_group_current(struct db_conn *c, struct arena *a, int64_t id, struct text_group_row *group, int64_t *plan_id,
                        struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT r.plan_id, coalesce(d.identity_id, 0) FROM text_group_address d JOIN text_run r ON r.id = d.run_id WHERE d.id = $id"));
	db_bind_i64(st, "$id", id);
	*group = (struct text_group_row){ 0 };
	*plan_id = 0;
	int64_t identity = 0, run_id, found = 0, was_in;
	if (db_step(st)) {
		*plan_id = db_i64(st, 0);
		identity = db_i64(st, 1);
	}
	if (!db_finish(st, err) || !*plan_id)
		return !err->kind;
	if (!text_newest_run(c, *plan_id, &run_id, err) || !group_in_run(c, run_id, identity, &found, err))
		return false;
	for (int step = 0; step < STEPS_MAX && !found && identity; step++)
		if (!went_to(c, &identity, err) || (identity && !group_in_run(c, run_id, identity, &found, err)))
			return false;
	if (!text_group_get(c, a, found ? found : id, group, &was_in, err))
		return false;
	if (!found)
		group->id = 0;
	return true;
}

/* ---- Wider themes ---- */

static struct text_theme *theme_of(struct text_themes *themes, struct arena *a, int64_t number)
{
	for (size_t i = 0; i < themes->n; i++)
		if (themes->v[i].number == number)
			return &themes->v[i];
	themes->v = arena_grow(a, themes->v, themes->n * sizeof *themes->v, (themes->n + 1) * sizeof *themes->v);
	themes->v[themes->n] = (struct text_theme){ .number = number, .label = "" };
	return &themes->v[themes->n++];
}

/* What stands alone last. */
static int compare_themes(const void *a, const void *b)
{
	const struct text_theme *x = a, *y = b;
	if (!x->number != !y->number)
		return !x->number - !y->number;
	int by_size = (x->contributions < y->contributions) - (x->contributions > y->contributions);
	return by_size ? by_size : (x->number > y->number) - (x->number < y->number);
}

bool text_themes_load(struct db_conn *c, struct arena *pin, int64_t plan_id, struct text_themes *themes, struct err *err)
{
	const struct text_group_row *list;
	size_t n;
	struct text_run run = { 0 };
	*themes = (struct text_themes){ 0 };
	if (!text_newest_run(c, plan_id, &run.id, err) || !text_groups_of_plan(c, pin, plan_id, &list, &n, err)
	    || !text_overview_load(c, pin, &run, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct text_theme *theme = theme_of(themes, pin, list[i].overview);
		theme->groups = arena_grow(pin, theme->groups, theme->n * sizeof *theme->groups, (theme->n + 1) * sizeof *theme->groups);
		theme->groups[theme->n++] = &list[i];
		theme->contributions += list[i].contributions;
		if (theme->number > 0 && (size_t)theme->number <= run.n_overview)
			theme->label = run.overview[theme->number - 1];
	}
	if (themes->n > 0)
		qsort(themes->v, themes->n, sizeof *themes->v, compare_themes);
	return true;
}
