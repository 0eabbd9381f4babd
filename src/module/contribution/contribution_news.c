/*
 * What there is to tell of contributions: that some were published on a day. A piece of news for each
 * of them, in a consultation that hundreds answer, would be one too many.
 */
#include "module/contribution/contribution_internal.h"

#include "base/clock.h"
#include "ui/translate.h"

/* A contribution is published when it comes, or when somebody decides so. A day's news has the time of
 * its last contribution, and the same key all day. */
bool contribution_news(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct news_list *list, struct err *err)
{
	const char *last = "";
	struct plan plan;
	if (!plan_get(c, a, plan_id, &plan, err))
		return false;
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT i.imported_at AS at FROM contribution_import i WHERE i.plan_id = $plan AND i.imported_at <= $now "
		"  AND EXISTS (SELECT 1 FROM contribution t WHERE t.import_id = i.id AND t.publish = 1 "
		"    AND NOT EXISTS (SELECT 1 FROM contribution_publication p WHERE p.contribution_id = t.id)) "
		"UNION ALL "
		"SELECT p.set_at FROM contribution_publication p JOIN contribution t ON t.id = p.contribution_id "
		"WHERE t.plan_id = $plan AND t.publish = 1 AND p.publish = 1 AND p.set_at <= $now ORDER BY at"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$now", now);
	while (db_step(st)) {
		int64_t at = db_i64(st, 0);
		const char *day = date_iso(a, date_at(at));
		if (str_eq(day, last)) {
			list->v[list->n - 1].at = at;
			continue;
		}
		last = day;
		*VEC_PUSH(a, list) = (struct news){ .key = arena_printf(a, "contributions/%s", day), .what = N_("Contributions published"),
		                                    .title = day, .path = arena_printf(a, "/plan/%s/contributions", plan.slug), .at = at };
	}
	return db_finish(st, err);
}
