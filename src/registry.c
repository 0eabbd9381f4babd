#include "registry.h"

#include "base/str.h"
#include "module/annual/annual.h"
#include "module/api/api.h"
#include "module/around/around.h"
#include "module/behalf/behalf.h"
#include "module/body/body.h"
#include "module/consultation/consultation.h"
#include "module/contribution/contribution.h"
#include "module/coverage/coverage.h"
#include "module/decision/decision.h"
#include "module/disposition/disposition.h"
#include "module/draft/draft.h"
#include "module/event/event.h"
#include "module/file/file.h"
#include "module/inbox/inbox.h"
#include "module/intake/intake.h"
#include "module/job/job.h"
#include "module/law/law.h"
#include "module/measure/measure.h"
#include "module/notice/notice.h"
#include "module/organisation/organisation.h"
#include "module/output/output.h"
#include "module/participation/participation.h"
#include "module/plan/plan.h"
#include "module/position/position.h"
#include "module/privacy/privacy.h"
#include "module/process/process.h"
#include "module/progress/progress.h"
#include "module/radar/radar.h"
#include "module/recommendation/recommendation.h"
#include "module/report/report.h"
#include "module/role/role.h"
#include "module/search/search.h"
#include "module/system/system.h"
#include "module/text/text.h"
#include "module/user/user.h"
#include "module/version/version.h"

#include <stdlib.h>

const struct module *const registry[] = {
	&system_module,
	&user_module,
	&job_module,
	&organisation_module,
	&plan_module,
	&role_module,
	&notice_module,
	&event_module,
	&contribution_module,
	&file_module,
	&consultation_module,
	&behalf_module,
	&intake_module,
	&process_module,
	&body_module,
	&disposition_module,
	&version_module,
	&decision_module,
	&around_module,
	&measure_module,
	&radar_module,
	&progress_module,
	&text_module,
	&inbox_module,
	&draft_module,
	&position_module,
	&annual_module,
	&recommendation_module,
	&output_module,
	&participation_module,
	&search_module,
	&coverage_module,
	&report_module,
	&api_module,
	&law_module,
	&privacy_module,
	NULL,
};

bool module_forget(struct db_conn *tx, const char *person, int64_t *n, struct err *err)
{
	*n = 0;
	for (const struct module *const *m = registry; *m; m++)
		if ((*m)->forget && !(*m)->forget(tx, person, n, err))
			return false;
	return true;
}

bool module_refuses(struct db_conn *tx, struct arena *a, int64_t plan_id, const char *step, const char **refused, struct err *err)
{
	*refused = NULL;
	for (const struct module *const *m = registry; *m && !*refused; m++)
		if ((*m)->refuse && !(*m)->refuse(tx, a, plan_id, step, refused, err))
			return false;
	return true;
}

bool module_imported(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct outline *outline, struct err *err)
{
	for (const struct module *const *m = registry; *m; m++)
		if ((*m)->imported && !(*m)->imported(tx, a, plan_id, outline, err))
			return false;
	return true;
}

bool module_follow_node(struct db_conn *tx, struct arena *a, int64_t from, int64_t into, enum node_change what, struct err *err)
{
	for (const struct module *const *m = registry; *m; m++)
		if ((*m)->follow_node && !(*m)->follow_node(tx, a, from, into, what, err))
			return false;
	return true;
}

void personal_each(void (*see)(void *arg, const char *module, const struct personal *p), void *arg)
{
	for (const struct module *const *m = registry; *m; m++)
		for (size_t i = 0; i < (*m)->n_personal; i++)
			see(arg, (*m)->name, &(*m)->personal[i]);
}

void panels_write(struct request *rq, const char *page, int64_t subject)
{
	for (const struct module *const *m = registry; *m; m++)
		for (size_t i = 0; i < (*m)->n_panels; i++)
			if (str_eq((*m)->panels[i].page, page))
				(*m)->panels[i].write(rq, subject);
}

/* Equal moments by their keys, so that a feed does not change between two requests. */
static int compare_news(const void *a, const void *b)
{
	const struct news *x = a, *y = b;
	return x->at != y->at ? (x->at < y->at) - (x->at > y->at) : strcmp(x->key, y->key);
}

bool module_news(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct news_list *list, struct err *err)
{
	for (const struct module *const *m = registry; *m; m++)
		if ((*m)->news && !(*m)->news(c, a, plan_id, now, list, err))
			return false;
	if (list->n > 1)
		qsort(list->v, list->n, sizeof *list->v, compare_news);
	return true;
}
