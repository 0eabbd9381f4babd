/* What there is to tell of answers: those that were published at once are one piece of news. */
#include "module/disposition/disposition_internal.h"

#include "base/clock.h"
#include "ui/translate.h"

/* Answers to what is not public are for those alone who sent it. */
bool disposition_news(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct news_list *list, struct err *err)
{
	struct plan plan;
	if (!plan_get(c, a, plan_id, &plan, err))
		return false;
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT DISTINCT d.published_at FROM disposition d JOIN remark r ON r.id = d.remark_id "
		"JOIN contribution t ON t.id = r.contribution_id "
		"WHERE r.plan_id = $plan AND t.publish = 1 AND d.published_at <= $now"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$now", now);
	while (db_step(st)) {
		int64_t at = db_i64(st, 0);
		*VEC_PUSH(a, list) = (struct news){ .key = arena_printf(a, "answers/%lld", (long long)at),
		                                    .what = N_("Answers to contributions have been published"), .title = "",
		                                    .path = arena_printf(a, "/plan/%s/contributions", plan.slug), .at = at };
	}
	return db_finish(st, err);
}
