/* Recommendations: what is demanded of one, and its revisions. */
#include "module/recommendation/recommendation_internal.h"

#include "base/utf8.h"
#include "db/journal.h"
#include "ui/translate.h"

const struct recommendation_name recommendation_kinds[RECOMMENDATION_KINDS] = {
	[RECOMMENDATION] = { "recommendation", N_("Recommendation") },
	[RECOMMENDATION_PRINCIPLE] = { "principle", N_("Principle") },
};

const struct recommendation_name recommendation_states[RECOMMENDATION_STATES] = {
	[RECOMMENDATION_OPEN] = { "open", N_("Open") },
	[RECOMMENDATION_TAKEN_UP] = { "taken_up", N_("Taken up") },
	[RECOMMENDATION_SET_ASIDE] = { "set_aside", N_("Set aside") },
};

bool recommendation_kind_parse(const char *code, enum recommendation_kind *kind)
{
	*kind = 0;
	while (*kind < RECOMMENDATION_KINDS && !str_eq(recommendation_kinds[*kind].code, code))
		(*kind)++;
	return *kind < RECOMMENDATION_KINDS;
}

bool recommendation_state_parse(const char *code, enum recommendation_state *state)
{
	*state = 0;
	while (*state < RECOMMENDATION_STATES && !str_eq(recommendation_states[*state].code, code))
		(*state)++;
	return *state < RECOMMENDATION_STATES;
}

const char *recommendation_check(const struct recommendation *r, const char **field)
{
	size_t text = utf8_length(span_trim(span_of(r->text))), reason = utf8_length(span_trim(span_of(r->reason)));
	*field = "text";
	if (text == 0)
		return N_("Write what is recommended.");
	if (text > RECOMMENDATION_TEXT)
		return N_("At most 4,000 characters.");
	*field = "reason";
	if (reason > RECOMMENDATION_REASON)
		return N_("At most 1,000 characters.");
	if (r->state == RECOMMENDATION_SET_ASIDE && reason == 0)
		return N_("Say why it is set aside.");
	*field = "node";
	if (r->state == RECOMMENDATION_TAKEN_UP && !r->node_id && !r->phase_id)
		return N_("Say which part of the plan, or which phase, has taken it up.");
	return NULL;
}

/* ---- Reading ---- */

#define COLUMNS "SELECT c.id, c.plan_id, r.number, r.kind, r.state, r.text, r.reason, coalesce(r.node_id, 0), " \
	"coalesce(r.phase_id, 0), coalesce(r.changed_by, 0), r.changed_at, coalesce(p.name, '') FROM recommendation c " \
	"JOIN recommendation_revision r ON r.recommendation_id = c.id LEFT JOIN user_person p ON p.user_id = r.changed_by "
#define IS_NEWEST "r.number = c.revision "

static bool read_all(struct db_stmt *st, struct arena *a, struct recommendation **list, size_t *n, struct err *err)
{
	VEC(struct recommendation) found = { 0 };
	while (db_step(st)) {
		struct recommendation *r = VEC_PUSH(a, &found);
		*r = (struct recommendation){ .id = db_i64(st, 0), .plan_id = db_i64(st, 1), .revision = db_i64(st, 2),
		                              .text = db_text(st, 5, a), .reason = db_text(st, 6, a), .node_id = db_i64(st, 7),
		                              .phase_id = db_i64(st, 8), .by = db_i64(st, 9), .at = db_i64(st, 10), .who = db_text(st, 11, a) };
		recommendation_kind_parse(db_text(st, 3, a), &r->kind);
		recommendation_state_parse(db_text(st, 4, a), &r->state);
	}
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool recommendation_get(struct db_conn *c, struct arena *a, int64_t id, struct recommendation *found, struct err *err)
{
	struct recommendation *list;
	size_t n;
	struct db_stmt *st = db_prepare(c, SQL(COLUMNS "WHERE c.id = $id AND " IS_NEWEST));
	db_bind_i64(st, "$id", id);
	bool ok = read_all(st, a, &list, &n, err);
	*found = ok && n > 0 ? list[0] : (struct recommendation){ 0 };
	return ok;
}

bool recommendation_list(struct db_conn *c, struct arena *a, int64_t plan_id, enum recommendation_state state,
                         struct recommendation **list, size_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		COLUMNS "WHERE c.plan_id = $plan AND " IS_NEWEST "AND ($state = '' OR r.state = $state) ORDER BY c.id"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$state", state < RECOMMENDATION_STATES ? recommendation_states[state].code : "");
	return read_all(st, a, list, n, err);
}

bool recommendation_revisions(struct db_conn *c, struct arena *a, int64_t id, struct recommendation **list, size_t *n,
                              struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(COLUMNS "WHERE c.id = $id ORDER BY r.number DESC"));
	db_bind_i64(st, "$id", id);
	return read_all(st, a, list, n, err);
}

bool recommendation_of_node(struct db_conn *c, struct arena *a, int64_t node_id, struct recommendation **list, size_t *n,
                            struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(COLUMNS "WHERE r.node_id = $node AND " IS_NEWEST "ORDER BY c.id"));
	db_bind_i64(st, "$node", node_id);
	return read_all(st, a, list, n, err);
}

bool recommendation_resting_on(struct db_conn *c, struct arena *a, int64_t group_id, int64_t contribution_id,
                               struct recommendation **list, size_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		COLUMNS "WHERE " IS_NEWEST "AND c.id IN (SELECT s.recommendation_id FROM recommendation_source s "
		"JOIN text_group g ON g.identity_id = s.identity_id WHERE g.id = $group "
		"UNION SELECT s.recommendation_id FROM recommendation_source s "
		"JOIN remark_piece k ON k.remark_id = s.remark_id WHERE k.contribution_id = $contribution) ORDER BY c.id"));
	db_bind_i64(st, "$group", group_id);
	db_bind_i64(st, "$contribution", contribution_id);
	return read_all(st, a, list, n, err);
}

/* ---- Saving ---- */

static bool journal(struct db_conn *tx, const struct recommendation *r, int64_t by, struct err *err)
{
	struct arena *a = arena_new();
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_i64(&j, "plan", r->plan_id);
	json_put_i64(&j, "revision", r->revision);
	json_put_string(&j, "state", recommendation_states[r->state].code);
	json_put_end(&j);
	bool ok = journal_write(tx, "recommendation.save", r->id, out_string(&content), err);
	arena_free(a);
	return ok;
}

static bool insert(struct db_conn *tx, const struct recommendation *r, int64_t now, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO recommendation (id, plan_id, revision, made_at) VALUES ($id, $plan, 1, $now)"));
	db_bind_i64(st, "$id", r->id);
	db_bind_i64(st, "$plan", r->plan_id);
	db_bind_i64(st, "$now", now);
	return db_finish(st, err);
}

static bool advance(struct db_conn *tx, const struct recommendation *r, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE recommendation SET revision = $number WHERE id = $id"));
	db_bind_i64(st, "$number", r->revision);
	db_bind_i64(st, "$id", r->id);
	return db_finish(st, err);
}

static bool add_revision(struct db_conn *tx, const struct recommendation *r, int64_t by, int64_t now, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO recommendation_revision (recommendation_id, number, kind, text, state, reason, node_id, phase_id, "
		"  changed_by, changed_at) VALUES ($id, $number, $kind, $text, $state, $reason, $node, $phase, $by, $now)"));
	db_bind_i64(st, "$id", r->id);
	db_bind_i64(st, "$number", r->revision);
	db_bind_text(st, "$kind", recommendation_kinds[r->kind].code);
	db_bind_text(st, "$text", r->text);
	db_bind_text(st, "$state", recommendation_states[r->state].code);
	db_bind_text(st, "$reason", r->reason);
	db_bind_id(st, "$node", r->node_id);
	db_bind_id(st, "$phase", r->phase_id);
	db_bind_id(st, "$by", by);
	db_bind_i64(st, "$now", now);
	return db_finish(st, err);
}

static bool same(const struct recommendation *a, const struct recommendation *b)
{
	return a->kind == b->kind && a->state == b->state && a->node_id == b->node_id && a->phase_id == b->phase_id
	       && str_eq(a->text, b->text) && str_eq(a->reason, b->reason);
}

/* *over: there is nothing (more) to save. */
static bool prepare(struct db_conn *tx, struct recommendation *r, bool *overtaken, bool *over, struct err *err)
{
	struct arena *a = arena_new();
	struct recommendation before;
	bool ok = recommendation_get(tx, a, r->id, &before, err)
	          && (before.id || err_not_found(err, "There is no recommendation %lld", (long long)r->id));
	if (ok) {
		r->plan_id = before.plan_id;
		*overtaken = before.revision != r->revision;
		*over = *overtaken || same(&before, r);
	}
	arena_free(a);
	return ok;
}

bool recommendation_save(struct db_conn *tx, struct recommendation *r, int64_t by, int64_t now, bool *overtaken, struct err *err)
{
	bool is_new = !r->id, over = false;
	*overtaken = false;
	if (!is_new && !prepare(tx, r, overtaken, &over, err))
		return false;
	if (over)
		return true;
	struct recommendation next = *r;
	next.id = is_new ? db_new_id(tx) : r->id;
	next.revision = is_new ? 1 : r->revision + 1;
	if (!(is_new ? insert(tx, &next, now, err) : advance(tx, &next, err)) || !add_revision(tx, &next, by, now, err)
	    || !journal(tx, &next, by, err))
		return false;
	r->id = next.id;
	return true;
}
