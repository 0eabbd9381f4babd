#include "registry.h"

#include "base/str.h"
#include "module/contribution/contribution.h"
#include "module/event/event.h"
#include "module/organisation/organisation.h"
#include "module/plan/plan.h"
#include "module/report/report.h"
#include "module/system/system.h"
#include "module/text/text.h"

const struct module *const registry[] = {
	&system_module,
	&organisation_module,
	&plan_module,
	&event_module,
	&contribution_module,
	&text_module,
	&report_module,
	NULL,
};

void panels_write(struct request *rq, const char *page, int64_t subject)
{
	for (const struct module *const *m = registry; *m; m++)
		for (size_t i = 0; i < (*m)->n_panels; i++)
			if (str_eq((*m)->panels[i].page, page))
				(*m)->panels[i].write(rq, subject);
}
