#include "registry.h"

#include "base/str.h"
#include "module/api/api.h"
#include "module/consultation/consultation.h"
#include "module/contribution/contribution.h"
#include "module/coverage/coverage.h"
#include "module/disposition/disposition.h"
#include "module/event/event.h"
#include "module/job/job.h"
#include "module/organisation/organisation.h"
#include "module/plan/plan.h"
#include "module/process/process.h"
#include "module/report/report.h"
#include "module/role/role.h"
#include "module/search/search.h"
#include "module/system/system.h"
#include "module/text/text.h"
#include "module/user/user.h"
#include "module/version/version.h"

const struct module *const registry[] = {
	&system_module,
	&user_module,
	&job_module,
	&organisation_module,
	&plan_module,
	&role_module,
	&event_module,
	&contribution_module,
	&consultation_module,
	&process_module,
	&disposition_module,
	&version_module,
	&text_module,
	&search_module,
	&coverage_module,
	&report_module,
	&api_module,
	NULL,
};

void panels_write(struct request *rq, const char *page, int64_t subject)
{
	for (const struct module *const *m = registry; *m; m++)
		for (size_t i = 0; i < (*m)->n_panels; i++)
			if (str_eq((*m)->panels[i].page, page))
				(*m)->panels[i].write(rq, subject);
}
