/* The module's tables. */
#include "module/body/body_internal.h"

#include "ui/translate.h"

static const struct option add_options[] = {
	{ "kind", "KIND", "planning_authority, plan_owner, steering_group, project_responsible, project_group, external_partner, "
	  "expert_group, reference_group, working_group, council or other", 0 },
	{ "description", "TEXT", "what it is", 0 },
	{ "organisation", "NAME", "whose body it is", 0 },
	{ "tasks", "TEXT", "what it does, as the planning programme says, in Markdown", 0 },
	{ "mandates", "LIST", "what it may decide, with commas between, as of `body mandate`", 0 },
	{ "elected", "YES|NO", "whether it is an assembly of elected members (yes for a planning_authority)", 0 },
};
static const struct option mandate_options[] = {
	{ "elected", "YES|NO", "whether it is an assembly of elected members", 0 },
};
static const struct option person_options[] = {
	{ "role", "ROLE", "chair, member, deputy, secretary or coordinator (member)", 0 },
	{ "from", "DATE", "the first day in the role", 0 },
	{ "to", "DATE", "the last one", 0 },
	{ "end", NULL, "ends the time of one who is in the body, with --to", 0 },
};

static const struct command commands[] = {
	{ "body list", "PLAN", "List a plan's bodies with what they may decide", "With --json persons and responsibilities, too.",
	  NULL, 0, 1, 1, COMMAND_DB, body_run_list },
	{ "body add", "PLAN NAME", "Add a body, such as an assembly or a steering group", NULL,
	  add_options, ARRAY_LEN(add_options), 2, 2, COMMAND_DB, body_run_add },
	{ "body import", "PLAN FILE", "Read bodies with their mandates (CSV, XLSX, JSONL)",
	  "Columns: name, kind, organisation, elected, mandates (with commas between), description, tasks.\n"
	  "All are added, or, where one row is wrong, none.", NULL, 0, 2, 2, COMMAND_DB, body_run_import },
	{ "body mandate", "PLAN BODY LIST", "Say what a body may decide, in the place of what it might",
	  "LIST: fix_programme, send_out, propose, adopt, goal_conflicts, prioritise, resources, revise, with\n"
	  "commas between; \"\" for nothing. The bodies that may adopt are the plan's planning authorities:\n"
	  "the plan is adopted when all of them have adopted the same version.",
	  mandate_options, ARRAY_LEN(mandate_options), 3, 3, COMMAND_DB, body_run_mandate },
	{ "body person", "PLAN BODY NAME", "Put a person into a role in a body, or end it", NULL,
	  person_options, ARRAY_LEN(person_options), 3, 3, COMMAND_DB, body_run_person },
	{ "body responsibility", "PLAN TASK BODY PART", "Say what part a body has in a task",
	  "PART: decides, prepares, is_heard, is_told, or none.", NULL, 0, 4, 4, COMMAND_DB, body_run_responsibility },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/bodies", body_web_list, "public", ROUTE_CACHE, "Who takes part in making the plan, and who decides what" },
	{ "GET", "/plan/{plan}/bodies/new", body_web_new, "plan.edit", 0, "The form for a body" },
	{ "POST", "/plan/{plan}/bodies/new", body_web_add, "plan.edit", 0, "Adds a body" },
	{ "GET", "/body/{body}/edit", body_web_edit, "plan.edit", 0, "The forms for a body, its persons and its tasks" },
	{ "POST", "/body/{body}/edit", body_web_change, "plan.edit", 0, "Changes a body and what it may decide" },
	{ "POST", "/body/{body}/person", body_web_person, "plan.edit", 0, "Puts a person into a role in a body, or ends it" },
	{ "POST", "/body/{body}/responsibility", body_web_share, "plan.edit", 0, "Sets what part a body has in a task" },
};

static const struct route_subject subjects[] = {
	{ "body", body_plan_of },
};

static const struct panel panels[] = {
	{ "plan-nav", body_panel_nav },
};

static const struct personal personal[] = {
	{ "body_person", "name", "account", N_("Removed, with the role.") },
};

const struct module body_module = {
	.name = "body",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.subjects = subjects,
	.n_subjects = ARRAY_LEN(subjects),
	.forget = body_forget,
	.imported = body_imported,
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
};
