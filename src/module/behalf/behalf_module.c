/* The module's tables. */
#include "module/behalf/behalf_internal.h"

static const struct route routes[] = {
	{ "GET", "/consultation/{consultation}/drafts", behalf_web_list, "behalf.write", 0,
	  "An organisation's drafts of answers, for its own people" },
	{ "POST", "/consultation/{consultation}/drafts", behalf_web_begin, "behalf.write", 0,
	  "Begins a draft on behalf of an organisation" },
	{ "GET", "/behalf/{behalf}", behalf_web_show, "behalf.write", 0, "A draft on behalf of an organisation" },
	{ "POST", "/behalf/{behalf}", behalf_web_save, "behalf.write", 0, "Saves a draft on behalf of an organisation" },
	{ "POST", "/behalf/{behalf}/release", behalf_web_release, "behalf.release", FILE_ROUTE,
	  "Sends a draft as the organisation's statement, and leads to its receipt" },
	{ "POST", "/behalf/{behalf}/withdraw", behalf_web_withdraw, "behalf.release", 0, "Withdraws a draft" },
};

static const struct route_subject subjects[] = {
	{ "behalf", behalf_plan_of },
};

static const struct panel panels[] = {
	{ "consultation", behalf_panel_consultation },
};

#define AUTHOR_STAYS N_("The account is left without name and address, so that what was decided still has an author.")

static const struct personal personal[] = {
	{ "behalf", "ended_by", "account", AUTHOR_STAYS },
	{ "behalf", "receipt", "statement", N_("The name and the area are removed; the receipt's link goes on working.") },
	{ "behalf_revision", "saved_by", "account", AUTHOR_STAYS },
};

const struct module behalf_module = {
	.name = "behalf",
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.subjects = subjects,
	.n_subjects = ARRAY_LEN(subjects),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
};
