#include "registry.h"

#include "module/contribution/contribution.h"
#include "module/event/event.h"
#include "module/organisation/organisation.h"
#include "module/plan/plan.h"
#include "module/report/report.h"
#include "module/system/system.h"
#include "module/text/text_run.h"

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
