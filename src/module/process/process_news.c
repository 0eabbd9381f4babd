/* What there is to tell of a process: a phase has begun. */
#include "module/process/process_internal.h"

#include "ui/translate.h"

bool process_news(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct news_list *list, struct err *err)
{
	struct process p;
	struct plan plan;
	if (!process_load(c, a, plan_id, &p, err) || !plan_get(c, a, plan_id, &plan, err))
		return false;
	for (size_t i = 0; i < p.n_phases; i++) {
		int64_t at = date_begins(p.phases[i].begins);
		if (at <= now)
			*VEC_PUSH(a, list) = (struct news){ .key = arena_printf(a, "phase/%lld/begun", (long long)p.phases[i].id),
			                                    .what = N_("A phase has begun"), .title = p.phases[i].title,
			                                    .path = arena_printf(a, "/plan/%s/process", plan.slug), .at = at };
	}
	return true;
}
