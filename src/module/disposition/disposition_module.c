/* The module's tables. */
#include "module/disposition/disposition_internal.h"

#include "ui/translate.h"

static const struct route routes[] = {
	{ "POST", "/remark/{remark}/disposition", disposition_web_draft, "contribution.review", 0,
	  "Drafts the answer to a remark" },
	{ "POST", "/remark/{remark}/approve", disposition_web_approve, "contribution.review", 0,
	  "Approves an answer that somebody else has drafted" },
};

static const struct panel panels[] = {
	{ "contribution", disposition_panel_contribution },
	{ "receipt", disposition_panel_receipt },
};

static const struct personal personal[] = {
	{ "disposition", "reason drafted_by approved_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module disposition_module = {
	.name = "disposition",
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.news = disposition_news,
};
