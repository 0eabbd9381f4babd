/* Bodies and what they may decide: reading, checking, keeping. */
#include "module/body/body_internal.h"

#include "base/utf8.h"
#include "db/journal.h"
#include "ui/translate.h"

const struct body_name body_kinds[BODY_KINDS] = {
	[BODY_PLANNING_AUTHORITY] = { "planning_authority", N_("Planning authority") },
	[BODY_PLAN_OWNER] = { "plan_owner", N_("Plan owner") },
	[BODY_STEERING_GROUP] = { "steering_group", N_("Steering group") },
	[BODY_PROJECT_RESPONSIBLE] = { "project_responsible", N_("Project responsible") },
	[BODY_PROJECT_GROUP] = { "project_group", N_("Project group") },
	[BODY_EXTERNAL_PARTNER] = { "external_partner", N_("External partner") },
	[BODY_EXPERT_GROUP] = { "expert_group", N_("Expert group") },
	[BODY_REFERENCE_GROUP] = { "reference_group", N_("Reference group") },
	[BODY_WORKING_GROUP] = { "working_group", N_("Working group") },
	[BODY_COUNCIL] = { "council", N_("Council") },
	[BODY_OTHER] = { "other", N_("Other body") },
};

const struct body_name body_mandates[BODY_MANDATES] = {
	[MANDATE_FIX_PROGRAMME] = { "fix_programme", N_("Fix the planning programme") },
	[MANDATE_SEND_OUT] = { "send_out", N_("Send out for consultation") },
	[MANDATE_PROPOSE] = { "propose", N_("Propose the plan for adoption") },
	[MANDATE_ADOPT] = { "adopt", N_("Adopt the plan") },
	[MANDATE_GOAL_CONFLICTS] = { "goal_conflicts", N_("Settle conflicts between goals") },
	[MANDATE_PRIORITISE] = { "prioritise", N_("Set priorities") },
	[MANDATE_RESOURCES] = { "resources", N_("Grant resources") },
	[MANDATE_REVISE] = { "revise", N_("Assess the need to revise") },
};

const struct body_name body_roles[BODY_ROLES] = {
	[BODY_CHAIR] = { "chair", N_("Chair") },
	[BODY_MEMBER] = { "member", N_("Member") },
	[BODY_DEPUTY] = { "deputy", N_("Deputy member") },
	[BODY_SECRETARY] = { "secretary", N_("Secretary") },
	[BODY_COORDINATOR] = { "coordinator", N_("Coordinator") },
};

const struct body_name body_parts[BODY_PARTS] = {
	[BODY_DECIDES] = { "decides", N_("Decides") },
	[BODY_PREPARES] = { "prepares", N_("Prepares") },
	[BODY_IS_HEARD] = { "is_heard", N_("Is heard") },
	[BODY_IS_TOLD] = { "is_told", N_("Is told") },
};

size_t body_name_parse(const struct body_name *list, size_t n, const char *code)
{
	size_t i = 0;
	while (i < n && !str_eq(list[i].code, code))
		i++;
	return i;
}

const char *body_check(const struct body *b)
{
	if (!*b->name)
		return N_("Give the body a name.");
	if (utf8_length(span_of(b->name)) > BODY_NAME_MAX || utf8_length(span_of(b->organisation)) > BODY_NAME_MAX)
		return N_("A name has at most 200 characters.");
	if (utf8_length(span_of(b->description)) > BODY_TEXT_MAX || utf8_length(span_of(b->tasks)) > BODY_TEXT_MAX)
		return N_("A text about a body has at most 20,000 characters.");
	return NULL;
}

/* ---- Reading ---- */

static bool load_mandates(struct db_conn *c, struct arena *a, int64_t plan_id, struct body *list, size_t n, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT m.body_id, m.mandate FROM body_mandate m JOIN body b ON b.id = m.body_id WHERE b.plan_id = $plan"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		size_t m = body_name_parse(body_mandates, BODY_MANDATES, db_text(st, 1, a));
		for (size_t i = 0; i < n; i++)
			if (list[i].id == db_i64(st, 0) && m < BODY_MANDATES)
				list[i].mandates |= 1u << m;
	}
	return db_finish(st, err);
}

bool body_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct body **list, size_t *n, struct err *err)
{
	VEC(struct body) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, kind, name, description, organisation, tasks, elected FROM body WHERE plan_id = $plan "
		"ORDER BY CASE kind WHEN 'planning_authority' THEN 0 ELSE 1 END, id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		size_t kind = body_name_parse(body_kinds, BODY_KINDS, db_text(st, 1, a));
		*VEC_PUSH(a, &found) = (struct body){
			.id = db_i64(st, 0), .plan_id = plan_id, .kind = kind < BODY_KINDS ? (enum body_kind)kind : BODY_OTHER,
			.name = db_text(st, 2, a), .description = db_text(st, 3, a), .organisation = db_text(st, 4, a),
			.tasks = db_text(st, 5, a), .elected = db_i64(st, 6) };
	}
	*list = found.v;
	*n = found.n;
	return db_finish(st, err) && load_mandates(c, a, plan_id, found.v, found.n, err);
}

bool body_find(struct db_conn *c, struct arena *a, int64_t plan_id, const char *name_or_id, struct body *body, struct err *err)
{
	struct body *list;
	size_t n;
	int64_t id = 0;
	struct out names = out_memory(a);
	if (!body_list(c, a, plan_id, &list, &n, err))
		return false;
	bool number = str_to_i64(name_or_id, &id);
	for (size_t i = 0; i < n; i++) {
		out_format(&names, "%s%s", i ? ", " : "", list[i].name);
		if (!str_eq(list[i].name, name_or_id) && !(number && list[i].id == id))
			continue;
		*body = list[i];
		return true;
	}
	return n ? err_not_found(err, "The plan has no body \"%s\"; there is: %s", name_or_id, out_string(&names))
	         : err_not_found(err, "The plan has no bodies yet; `planverk body add` adds one");
}

/* ---- Keeping ---- */

static bool journal(struct db_conn *tx, struct arena *a, const char *action, const struct body *b, int64_t by, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_i64(&j, "plan", b->plan_id);
	json_put_string(&j, "kind", body_kinds[b->kind].code);
	json_put_string(&j, "name", b->name);
	json_put_string(&j, "description", b->description);
	json_put_string(&j, "organisation", b->organisation);
	json_put_string(&j, "tasks", b->tasks);
	json_put_bool(&j, "elected", b->elected);
	json_put_array(&j, "mandates");
	for (enum body_mandate m = 0; m < BODY_MANDATES; m++)
		if (body_may(b, m))
			json_put_string(&j, NULL, body_mandates[m].code);
	json_put_end(&j);
	json_put_end(&j);
	return journal_write(tx, action, b->id, out_string(&content), err);
}

static bool keep_mandates(struct db_conn *tx, const struct body *b, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM body_mandate WHERE body_id = $body"));
	db_bind_i64(st, "$body", b->id);
	bool ok = db_finish(st, err);
	for (enum body_mandate m = 0; ok && m < BODY_MANDATES; m++) {
		if (!body_may(b, m))
			continue;
		st = db_prepare(tx, SQL("INSERT INTO body_mandate (body_id, mandate) VALUES ($body, $mandate)"));
		db_bind_i64(st, "$body", b->id);
		db_bind_text(st, "$mandate", body_mandates[m].code);
		ok = db_finish(st, err);
	}
	return ok;
}

/* What both adding and changing demand: the texts, and a name that no other body of the plan has. */
static bool check(struct db_conn *tx, struct arena *a, const struct body *b, struct err *err)
{
	struct body *list;
	size_t n;
	const char *problem = body_check(b);
	if (problem)
		return err_input(err, "%s", problem);
	if (!body_list(tx, a, b->plan_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (list[i].id != b->id && str_eq(list[i].name, b->name))
			return err_conflict(err, "The plan has a body \"%s\" already", b->name);
	return true;
}

static void bind(struct db_stmt *st, const struct body *b)
{
	db_bind_i64(st, "$id", b->id);
	db_bind_text(st, "$kind", body_kinds[b->kind].code);
	db_bind_text(st, "$name", b->name);
	db_bind_text(st, "$description", b->description);
	db_bind_text(st, "$organisation", b->organisation);
	db_bind_text(st, "$tasks", b->tasks);
	db_bind_i64(st, "$elected", b->elected);
}

bool body_add(struct db_conn *tx, struct arena *a, struct body *b, int64_t by, struct err *err)
{
	b->id = 0;
	if (!check(tx, a, b, err))
		return false;
	b->id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO body (id, plan_id, kind, name, description, organisation, tasks, elected) "
		"VALUES ($id, $plan, $kind, $name, $description, $organisation, $tasks, $elected)"));
	bind(st, b);
	db_bind_i64(st, "$plan", b->plan_id);
	return db_finish(st, err) && keep_mandates(tx, b, err) && journal(tx, a, "body.add", b, by, err);
}

bool body_change(struct db_conn *tx, struct arena *a, const struct body *b, int64_t by, struct err *err)
{
	if (!check(tx, a, b, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE body SET kind = $kind, name = $name, description = $description, organisation = $organisation, "
		"tasks = $tasks, elected = $elected WHERE id = $id"));
	bind(st, b);
	return db_finish(st, err) && keep_mandates(tx, b, err) && journal(tx, a, "body.change", b, by, err);
}
