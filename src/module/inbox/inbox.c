/* The list, by filter and from a key. */
#include "module/inbox/inbox_internal.h"

#include "base/utf8.h"

#define SHOWN 200 /* code points of a text */

/*
 * One statement for each thing that can lead: with its equality unconditional the database walks the
 * index that has it, in the order wanted, from the key on. The others are looked at row by row.
 */
#define FROM_REMARKS \
	"FROM remark r JOIN contribution t ON t.id = r.contribution_id "
#define ROW_COLUMNS \
	"SELECT r.ordinal, r.id, r.contribution_id, coalesce(r.node_id, 0), coalesce(r.group_id, 0), r.text, t.text, q.first_byte, " \
	"  q.bytes, r.state, coalesce(u.name, ''), r.due_on, coalesce(e.name, ''), " \
	"  coalesce(CASE WHEN i.title <> '' THEN i.title ELSE g.label END, ''), coalesce(n.title, '') "
#define ROW_JOINS \
	"JOIN remark_piece q ON q.remark_id = r.id AND q.ordinal = 1 " \
	"LEFT JOIN user_person u ON u.user_id = r.assignee_id LEFT JOIN event e ON e.id = r.event_id " \
	"LEFT JOIN text_group g ON g.id = r.group_id LEFT JOIN text_identity i ON i.id = g.identity_id " \
	"LEFT JOIN plan_node n ON n.id = r.node_id "
#define MATCHES(leading) \
	"WHERE r.plan_id = $plan AND r.ended_by IS NULL AND " leading " " \
	"AND ($state = '' OR r.state = $state) AND ($language = '' OR r.language = $language) " \
	"AND ($event = 0 OR r.event_id = $event) AND ($group = 0 OR r.group_id = $group) " \
	"AND ($campaign = 0 OR r.campaign_id = $campaign) AND ($due = '' OR (r.due_on <> '' AND r.due_on <= $due)) " \
	"AND ($assignee = 0 OR r.assignee_id = $assignee OR ($assignee = -1 AND r.assignee_id IS NULL)) " \
	"AND ($tag = '' OR EXISTS (SELECT 1 FROM remark_tag x WHERE x.remark_id = r.id AND x.tag = $tag)) " \
	"AND (r.ordinal, r.id) > ($ordinal, $id) ORDER BY r.ordinal, r.id LIMIT $limit"

#define BY_PLAN "1 = 1"
#define BY_STATE "r.state = $state"
#define BY_EVENT "r.event_id = $event"
#define BY_GROUP "r.group_id = $group"
#define BY_CAMPAIGN "r.campaign_id = $campaign"
#define BY_ASSIGNEE "r.assignee_id = $assignee"
#define BY_TAG "r.id IN (SELECT y.remark_id FROM remark_tag y WHERE y.tag = $tag)"
#define BY_LANGUAGE "r.language = $language"
#define BY_NODE "r.node_id = $node"
/* A part with others below it has much: the list is walked in its order, and each remark looked at. */
#define BY_BRANCH \
	"r.node_id IN (WITH RECURSIVE below (id) AS (SELECT CAST($node AS BIGINT) UNION ALL " \
	"  SELECT m.id FROM plan_node m JOIN below b ON m.parent_id = b.id) SELECT id FROM below)"

static bool has_below(struct db_conn *c, int64_t node_id, bool *has, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT 1 FROM plan_node WHERE parent_id = $node LIMIT 1"));
	db_bind_i64(st, "$node", node_id);
	*has = db_step(st);
	return db_finish(st, err);
}

static const struct sql *row_statement(const struct inbox_filter *f, bool branch)
{
	return branch ? SQL(ROW_COLUMNS FROM_REMARKS ROW_JOINS MATCHES(BY_BRANCH))
	     : f->node ? SQL(ROW_COLUMNS FROM_REMARKS ROW_JOINS MATCHES(BY_NODE))
	     : f->campaign ? SQL(ROW_COLUMNS FROM_REMARKS ROW_JOINS MATCHES(BY_CAMPAIGN))
	     : *f->tag ? SQL(ROW_COLUMNS FROM_REMARKS ROW_JOINS MATCHES(BY_TAG))
	     : f->group ? SQL(ROW_COLUMNS FROM_REMARKS ROW_JOINS MATCHES(BY_GROUP))
	     : f->assignee > 0 ? SQL(ROW_COLUMNS FROM_REMARKS ROW_JOINS MATCHES(BY_ASSIGNEE))
	     : f->event ? SQL(ROW_COLUMNS FROM_REMARKS ROW_JOINS MATCHES(BY_EVENT))
	     : *f->language ? SQL(ROW_COLUMNS FROM_REMARKS ROW_JOINS MATCHES(BY_LANGUAGE))
	     : *f->state ? SQL(ROW_COLUMNS FROM_REMARKS ROW_JOINS MATCHES(BY_STATE))
	     : SQL(ROW_COLUMNS FROM_REMARKS ROW_JOINS MATCHES(BY_PLAN));
}

static const struct sql *id_statement(const struct inbox_filter *f, bool branch)
{
	return branch ? SQL("SELECT r.id FROM remark r " MATCHES(BY_BRANCH))
	     : f->node ? SQL("SELECT r.id FROM remark r " MATCHES(BY_NODE))
	     : f->campaign ? SQL("SELECT r.id FROM remark r " MATCHES(BY_CAMPAIGN))
	     : *f->tag ? SQL("SELECT r.id FROM remark r " MATCHES(BY_TAG))
	     : f->group ? SQL("SELECT r.id FROM remark r " MATCHES(BY_GROUP))
	     : f->assignee > 0 ? SQL("SELECT r.id FROM remark r " MATCHES(BY_ASSIGNEE))
	     : f->event ? SQL("SELECT r.id FROM remark r " MATCHES(BY_EVENT))
	     : *f->language ? SQL("SELECT r.id FROM remark r " MATCHES(BY_LANGUAGE))
	     : *f->state ? SQL("SELECT r.id FROM remark r " MATCHES(BY_STATE))
	     : SQL("SELECT r.id FROM remark r " MATCHES(BY_PLAN));
}

static void bind(struct db_stmt *st, int64_t plan_id, const struct inbox_filter *f, struct inbox_key after, int64_t limit)
{
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$state", f->state);
	db_bind_text(st, "$language", f->language);
	db_bind_text(st, "$tag", f->tag);
	db_bind_text(st, "$due", f->due);
	db_bind_i64(st, "$event", f->event);
	db_bind_i64(st, "$group", f->group);
	db_bind_i64(st, "$campaign", f->campaign);
	db_bind_i64(st, "$assignee", f->assignee);
	if (f->node)
		db_bind_i64(st, "$node", f->node);
	db_bind_i64(st, "$ordinal", after.ordinal);
	db_bind_i64(st, "$id", after.id);
	db_bind_i64(st, "$limit", limit);
}

/* The beginning of a planner's words, or of those of its first piece. */
static const char *shown(struct arena *a, struct db_stmt *st)
{
	struct span text = span_of(db_text(st, 5, a));
	if (text.n == 0) {
		struct span original = span_of(db_text(st, 6, a));
		size_t first = (size_t)db_i64(st, 7), bytes = (size_t)db_i64(st, 8);
		first = first < original.n ? first : original.n;
		text = (struct span){ original.s + first, bytes && bytes < original.n - first ? bytes : original.n - first };
	}
	return utf8_shorten(a, text, SHOWN);
}

bool inbox_list(struct db_conn *c, struct arena *a, int64_t plan_id, const struct inbox_filter *filter,
                struct inbox_key after, int64_t limit, struct inbox_row **list, size_t *n, struct err *err)
{
	VEC(struct inbox_row) found = { 0 };
	bool branch = false;
	if (filter->node && !has_below(c, filter->node, &branch, err))
		return false;
	struct db_stmt *st = db_prepare(c, row_statement(filter, branch));
	bind(st, plan_id, filter, after, limit);
	while (db_step(st))
		*VEC_PUSH(a, &found) = (struct inbox_row){
			.key = { db_i64(st, 0), db_i64(st, 1) }, .contribution_id = db_i64(st, 2), .node_id = db_i64(st, 3),
			.group_id = db_i64(st, 4), .text = shown(a, st), .state = db_text(st, 9, a), .assignee = db_text(st, 10, a),
			.due_on = db_text(st, 11, a), .event = db_text(st, 12, a), .group = db_text(st, 13, a), .node = db_text(st, 14, a) };
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool inbox_ids(struct db_conn *c, struct arena *a, int64_t plan_id, const struct inbox_filter *filter,
               int64_t limit, int64_t **ids, size_t *n, struct err *err)
{
	VEC(int64_t) found = { 0 };
	bool branch = false;
	if (filter->node && !has_below(c, filter->node, &branch, err))
		return false;
	struct db_stmt *st = db_prepare(c, id_statement(filter, branch));
	bind(st, plan_id, filter, (struct inbox_key){ 0, 0 }, limit);
	while (db_step(st))
		*VEC_PUSH(a, &found) = db_i64(st, 0);
	*ids = found.v;
	*n = found.n;
	return db_finish(st, err);
}
