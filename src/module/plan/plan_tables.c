/* The vocabulary of a plan: kinds of nodes and links, addressees, the goals of the UN. */
#include "module/plan/plan.h"

#include "base/str.h"
#include "ui/translate.h"

const struct plan_node_kind plan_node_kinds[PLAN_NODE_KINDS] = {
	{ "theme", N_("Theme"), N_("Themes") },
	{ "challenge", N_("Challenge"), N_("Challenges") },
	{ "goal", N_("Goal"), N_("Goals") },
	{ "subgoal", N_("Subgoal"), N_("Subgoals") },
	{ "strategy", N_("Strategy"), N_("Strategies") },
	{ "measure", N_("Measure"), N_("Measures") },
	{ "position", N_("Position"), N_("Positions") },
	{ "study", N_("Study"), N_("Studies") },
	{ "indicator", N_("Indicator"), N_("Indicators") },
};
const size_t plan_node_kinds_len = ARRAY_LEN(plan_node_kinds);

const struct plan_link_kind plan_link_kinds[] = {
	{ "rests_on", N_("Rests on"), N_("Is the basis of") },
	{ "carries_out", N_("Carries out"), N_("Is carried out by") },
	{ "follows_up", N_("Follows up"), N_("Is followed up by") },
	{ "conflicts_with", N_("Conflicts with"), N_("Conflicts with") },
	{ "borders_on", N_("Borders on"), N_("Borders on") },
};
const size_t plan_link_kinds_len = ARRAY_LEN(plan_link_kinds);

const struct plan_addressee plan_addressees[] = {
	{ "state", N_("The state") },
	{ "county", N_("The county") },
	{ "municipality", N_("The municipalities") },
	{ "eu", N_("The European Union") },
	{ "other", N_("Others") },
};
const size_t plan_addressees_len = ARRAY_LEN(plan_addressees);

const char *const plan_dimension_names[PLAN_DIMENSIONS] = {
	[PLAN_ENVIRONMENT] = N_("Climate and environment"),
	[PLAN_SOCIAL] = N_("Social conditions"),
	[PLAN_ECONOMY] = N_("Economy"),
	[PLAN_ACROSS] = N_("Across the dimensions"),
};

const struct plan_sdg plan_sdgs[PLAN_SDGS + 1] = {
	[1] = { N_("No Poverty"), PLAN_SOCIAL },
	[2] = { N_("Zero Hunger"), PLAN_SOCIAL },
	[3] = { N_("Good Health and Well-being"), PLAN_SOCIAL },
	[4] = { N_("Quality Education"), PLAN_SOCIAL },
	[5] = { N_("Gender Equality"), PLAN_SOCIAL },
	[6] = { N_("Clean Water and Sanitation"), PLAN_ENVIRONMENT },
	[7] = { N_("Affordable and Clean Energy"), PLAN_SOCIAL },
	[8] = { N_("Decent Work and Economic Growth"), PLAN_ECONOMY },
	[9] = { N_("Industry, Innovation and Infrastructure"), PLAN_ECONOMY },
	[10] = { N_("Reduced Inequalities"), PLAN_ECONOMY },
	[11] = { N_("Sustainable Cities and Communities"), PLAN_SOCIAL },
	[12] = { N_("Responsible Consumption and Production"), PLAN_ECONOMY },
	[13] = { N_("Climate Action"), PLAN_ENVIRONMENT },
	[14] = { N_("Life Below Water"), PLAN_ENVIRONMENT },
	[15] = { N_("Life on Land"), PLAN_ENVIRONMENT },
	[16] = { N_("Peace, Justice and Strong Institutions"), PLAN_SOCIAL },
	[17] = { N_("Partnerships for the Goals"), PLAN_ACROSS },
};

const struct plan_node_kind *plan_node_kind(const char *code)
{
	for (size_t i = 0; i < plan_node_kinds_len; i++)
		if (str_eq(plan_node_kinds[i].code, code))
			return &plan_node_kinds[i];
	return NULL;
}

const char *plan_node_kind_name(const char *code)
{
	const struct plan_node_kind *kind = plan_node_kind(code);
	return kind ? kind->name : code;
}

const struct plan_link_kind *plan_link_kind(const char *code)
{
	for (size_t i = 0; i < plan_link_kinds_len; i++)
		if (str_eq(plan_link_kinds[i].code, code))
			return &plan_link_kinds[i];
	return NULL;
}

const struct plan_addressee *plan_addressee(const char *code)
{
	for (size_t i = 0; i < plan_addressees_len; i++)
		if (str_eq(plan_addressees[i].code, code))
			return &plan_addressees[i];
	return NULL;
}
