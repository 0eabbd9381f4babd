/* The roles that a planning programme tells of become bodies. What each may decide is left to the planners. */
#include "module/body/body_internal.h"

#include "base/utf8.h"
#include "format/outline.h"

/* By the first that a role's name contains, folded; more telling ones stand first. */
static const struct {
	const char *part;
	enum body_kind kind;
} kinds[] = {
	{ "planmyndighet", BODY_PLANNING_AUTHORITY }, { "planmynde", BODY_PLANNING_AUTHORITY },
	{ "vedtaksorgan", BODY_PLANNING_AUTHORITY }, { "planeier", BODY_PLAN_OWNER }, { "planeigar", BODY_PLAN_OWNER },
	{ "prosjekteier", BODY_PLAN_OWNER }, { "prosjekteigar", BODY_PLAN_OWNER },
	{ "styringsgrupp", BODY_STEERING_GROUP },
	{ "prosjektansvarlig", BODY_PROJECT_RESPONSIBLE }, { "prosjektleder", BODY_PROJECT_RESPONSIBLE },
	{ "prosjektleiar", BODY_PROJECT_RESPONSIBLE }, { "prosjektgrupp", BODY_PROJECT_GROUP },
	{ "referansegrupp", BODY_REFERENCE_GROUP }, { "ekspert", BODY_EXPERT_GROUP }, { "faggrupp", BODY_EXPERT_GROUP },
	{ "arbeidsgrupp", BODY_WORKING_GROUP }, { "partner", BODY_EXTERNAL_PARTNER }, { "partnar", BODY_EXTERNAL_PARTNER },
	{ "fylkesting", BODY_PLANNING_AUTHORITY }, { "bystyre", BODY_PLANNING_AUTHORITY },
	{ "kommunestyre", BODY_PLANNING_AUTHORITY }, { "råd", BODY_COUNCIL },
	{ "planning authority", BODY_PLANNING_AUTHORITY }, { "steering", BODY_STEERING_GROUP },
	{ "project group", BODY_PROJECT_GROUP }, { "reference group", BODY_REFERENCE_GROUP }, { "council", BODY_COUNCIL },
};

static enum body_kind kind_of(struct arena *a, const char *name)
{
	struct span folded = span_of(utf8_fold(a, span_of(name)));
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (span_contains(folded, kinds[i].part))
			return kinds[i].kind;
	return BODY_OTHER;
}

/* What has more is no planning programme, whatever its headings say. */
#define ROLES_MAX 100

static bool is_named_before(const struct outline *outline, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (str_eq(outline->roles[k].name, outline->roles[i].name))
			return true;
	return false;
}

bool body_imported(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct outline *outline, struct err *err)
{
	for (size_t i = 0; i < outline->n_roles && i < ROLES_MAX; i++) {
		const struct outline_role *role = &outline->roles[i];
		enum body_kind kind = kind_of(a, role->name);
		struct body body = {
			.plan_id = plan_id, .kind = kind, .name = utf8_shorten(a, span_of(role->name), BODY_NAME_MAX),
			.description = "", .organisation = "", .tasks = utf8_shorten(a, span_of(role->tasks), BODY_TEXT_MAX),
			.elected = kind == BODY_PLANNING_AUTHORITY,
		};
		if (!is_named_before(outline, i) && !body_add(tx, a, &body, 0, err))
			return false;
	}
	return true;
}
