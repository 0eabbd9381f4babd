/* What the inbox's forms let choose among, and the form that filters. */
#include "module/inbox/inbox_internal.h"

#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

/* ---- Choices ---- */

static const char *number(struct arena *a, int64_t n)
{
	return arena_printf(a, "%lld", (long long)n);
}

struct choices {
	struct choice *v;
	size_t n;
};

/* What a statement of (value, label) has of a plan; kept in memory until something is committed. */
struct asking {
	const struct sql *sql;
	int64_t plan_id;
};

static const void *read_choices(struct db_conn *c, struct arena *a, const void *arg, struct err *err)
{
	const struct asking *asking = arg;
	VEC(struct choice) found = { 0 };
	struct choices *choices = arena_alloc(a, sizeof *choices);
	struct db_stmt *st = db_prepare(c, asking->sql);
	db_bind_i64(st, "$plan", asking->plan_id);
	while (db_step(st)) {
		const char *value = db_text(st, 0, a);
		*VEC_PUSH(a, &found) = (struct choice){ value, str_or(db_text(st, 1, a), value) };
	}
	*choices = (struct choices){ found.v, found.n };
	return db_finish(st, err) ? choices : NULL;
}

/* name tells the statements apart. With the choice of none first, and room for one more. */
static struct choices ask(struct request *rq, const char *name, const struct sql *sql, int64_t plan_id, const char *none)
{
	const struct choices *found = db_shared(rq->conn, rq->arena, arena_printf(rq->arena, "inbox.%s/%lld", name, (long long)plan_id),
	                                        read_choices, &(struct asking){ sql, plan_id }, &rq->err);
	size_t n = found ? found->n : 0;
	struct choices c = { arena_array(rq->arena, n + 2, sizeof *c.v), n + 1 };
	c.v[0] = (struct choice){ "", none };
	if (n > 0)
		memcpy(c.v + 1, found->v, n * sizeof *c.v);
	return c;
}

struct choice *inbox_people(struct request *rq, int64_t plan_id, const char *none, size_t *n)
{
	struct choices c = ask(rq, "people", SQL(
		"SELECT DISTINCT CAST(u.user_id AS TEXT), u.name FROM role_grant g JOIN user_person u ON u.user_id = g.user_id "
		"WHERE g.plan_id = $plan AND g.role IN ('lead', 'editor', 'reviewer') ORDER BY 2, 1"), plan_id, none);
	*n = c.n;
	return c.v;
}

struct choice *inbox_nodes(struct request *rq, int64_t plan_id, const char *none, size_t *n)
{
	const struct plan_tree *tree = plan_tree_shared(rq->conn, rq->arena, plan_id, &rq->err);
	*n = 1 + (tree ? tree->n : 0);
	struct choice *choices = arena_array(rq->arena, *n, sizeof *choices);
	choices[0] = (struct choice){ "", none };
	for (size_t i = 0; i + 1 < *n; i++)
		choices[i + 1] = (struct choice){ number(rq->arena, tree->nodes[i].id), tree->nodes[i].title };
	return choices;
}

struct choice *inbox_reply_choices(struct request *rq, int64_t plan_id, const char *none, size_t *n)
{
	struct inbox_reply *list;
	size_t found = 0;
	inbox_replies(rq->conn, rq->arena, plan_id, &list, &found, &rq->err);
	struct choice *choices = arena_array(rq->arena, found + 1, sizeof *choices);
	choices[0] = (struct choice){ "", none };
	for (size_t i = 0; i < found; i++)
		choices[i + 1] = (struct choice){ number(rq->arena, list[i].id), list[i].title };
	*n = found + 1;
	return choices;
}

struct choice *inbox_outcomes(struct request *rq, const char *none, size_t *n)
{
	struct choice *choices = arena_array(rq->arena, OUTCOMES + 1, sizeof *choices);
	choices[0] = (struct choice){ "", none };
	for (size_t i = 0; i < OUTCOMES; i++)
		choices[i + 1] = (struct choice){ outcomes[i].code, tr_name(rq, outcomes[i].name) };
	*n = OUTCOMES + 1;
	return choices;
}

/* ---- The filter ---- */

static void select_from(struct request *rq, const struct sql *sql, int64_t plan_id, const char *name, const char *label,
                        const char *selected)
{
	struct choices c = ask(rq, name, sql, plan_id, tr(rq, "All"));
	if (c.n > 1)
		field_select(rq, name, label, c.v, c.n, selected);
}

static void select_state(struct request *rq, const char *selected)
{
	struct choice choices[DISPOSITION_STATES + 1] = { { "", tr(rq, "All") } };
	for (size_t i = 0; i < DISPOSITION_STATES; i++)
		choices[i + 1] = (struct choice){ disposition_states[i].code, tr_name(rq, disposition_states[i].name) };
	field_select(rq, "state", tr(rq, "How far the answers have come"), choices, ARRAY_LEN(choices), selected);
}

static void select_assignee(struct request *rq, int64_t plan_id, int64_t selected)
{
	size_t n;
	struct choice *people = inbox_people(rq, plan_id, tr(rq, "All"), &n);
	people[n] = (struct choice){ number(rq->arena, INBOX_NOBODY), tr(rq, "Nobody") };
	field_select(rq, "assignee", tr(rq, "Who works on it"), people, n + 1, selected ? number(rq->arena, selected) : "");
}

void inbox_write_filter(struct request *rq, const struct plan *plan, const struct inbox_filter *f)
{
	size_t n;
	form_begin(rq, tr(rq, "Filter the inbox"), href(rq, "/plan/%s/inbox", plan->slug));
	select_state(rq, f->state);
	select_assignee(rq, plan->id, f->assignee);
	select_from(rq, SQL("SELECT CAST(id AS TEXT), name FROM event WHERE plan_id = $plan ORDER BY held_on, name, id"), plan->id,
	            "event", tr(rq, "Event"), f->event ? number(rq->arena, f->event) : "");
	select_from(rq, SQL(
		"SELECT CAST(g.id AS TEXT), CASE WHEN i.title <> '' THEN i.title ELSE g.label END FROM text_group g "
		"JOIN text_identity i ON i.id = g.identity_id WHERE g.run_id = (SELECT r.id FROM text_run r WHERE r.plan_id = $plan "
		"  ORDER BY r.made_at DESC, r.id DESC LIMIT 1) ORDER BY g.number"), plan->id,
		"group", tr(rq, "Group"), f->group ? number(rq->arena, f->group) : "");
	select_from(rq, SQL(
		"SELECT CAST(k.id AS TEXT), substr(t.text, 1, 60) FROM text_campaign k JOIN contribution t ON t.id = k.base_id "
		"WHERE k.run_id = (SELECT r.id FROM text_run r WHERE r.plan_id = $plan ORDER BY r.made_at DESC, r.id DESC LIMIT 1) "
		"ORDER BY k.number"), plan->id, "campaign", tr(rq, "Campaign"), f->campaign ? number(rq->arena, f->campaign) : "");
	struct choice *nodes = inbox_nodes(rq, plan->id, tr(rq, "All"), &n);
	field_select(rq, "node", tr(rq, "Part of the plan"), nodes, n,
	             f->node ? number(rq->arena, f->node) : "");
	select_from(rq, SQL("SELECT DISTINCT language, '' FROM remark WHERE plan_id = $plan AND ended_by IS NULL AND language <> '' ORDER BY 1"),
	            plan->id, "language", tr(rq, "Language"), f->language);
	select_from(rq, SQL("SELECT DISTINCT x.tag, x.tag FROM remark_tag x JOIN remark r ON r.id = x.remark_id WHERE r.plan_id = $plan "
	                    "AND r.ended_by IS NULL ORDER BY 1"), plan->id, "tag", tr(rq, "Tag"), f->tag);
	field_input(rq, .name = "due", .label = tr(rq, "Due by"), .type = "date", .value = f->due);
	form_end(rq, tr(rq, "Filter"));
}
