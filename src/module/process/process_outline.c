/* The phases that a planning programme tells of become the plan's. */
#include "module/process/process_internal.h"

#include "format/outline.h"

#include <stdlib.h>

static int compare_begins(const void *a, const void *b)
{
	const struct process_phase *x = a, *y = b;
	int64_t p = date_days(x->begins), q = date_days(y->begins);
	return (p > q) - (p < q);
}

/* A phase without both days stays in the document alone: a process has no open ends. */
bool process_imported(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct outline *outline, struct err *err)
{
	struct process process = { .phases = arena_array(a, outline->n_phases, sizeof *process.phases) };
	for (size_t i = 0; i < outline->n_phases && process.n_phases < PROCESS_PHASES; i++) {
		const struct outline_phase *from = &outline->phases[i];
		if (from->begins.year && from->ends.year)
			process.phases[process.n_phases++] = (struct process_phase){
				.title = from->title, .activities = from->activities, .begins = from->begins, .ends = from->ends,
			};
	}
	if (process.n_phases == 0)
		return true;
	qsort(process.phases, process.n_phases, sizeof *process.phases, compare_begins);
	return process_save(tx, a, plan_id, &process, 0, err);
}
