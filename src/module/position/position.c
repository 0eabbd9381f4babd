/* Where positions stand: reading, checking, keeping. */
#include "module/position/position_internal.h"

#include "base/utf8.h"
#include "db/journal.h"
#include "ui/translate.h"

const struct position_name position_states[POSITION_STATES] = {
	[POSITION_DRAFT] = { "draft", N_("Draft") },
	[POSITION_ADOPTED] = { "adopted", N_("Adopted") },
	[POSITION_ACHIEVED] = { "achieved", N_("Achieved") },
	[POSITION_PARTLY] = { "partly", N_("Achieved in part") },
	[POSITION_DROPPED] = { "dropped", N_("Given up") },
};

const struct position_name position_kinds[POSITION_KINDS] = {
	[POSITION_MEETING] = { "meeting", N_("Meeting") },
	[POSITION_STATEMENT] = { "statement", N_("Statement in a consultation") },
	[POSITION_LETTER] = { "letter", N_("Letter") },
	[POSITION_MEDIA] = { "media", N_("Media") },
	[POSITION_OTHER] = { "other", N_("Other work") },
	[POSITION_OUTCOME] = { "outcome", N_("What came of it") },
};

size_t position_name_parse(const struct position_name *list, size_t n, const char *code)
{
	size_t i = 0;
	while (i < n && !str_eq(list[i].code, code))
		i++;
	return i;
}

/* ---- Reading ---- */

static const char *chapter_of(const struct plan_tree *tree, const struct plan_node *node)
{
	for (long at = node->parent; at >= 0; at = tree->nodes[at].parent)
		if (str_eq(tree->nodes[at].kind, "theme"))
			return tree->nodes[at].title;
	return "";
}

/* By node: the index in the list, or n. */
static struct position *find(const struct plan_tree *tree, struct position *list, const size_t *place, int64_t node_id)
{
	long at = plan_tree_index(tree, node_id);
	return at >= 0 && place[at] ? &list[place[at] - 1] : NULL;
}

static bool load_standings(struct db_conn *c, struct arena *a, const struct plan_tree *tree, struct position *list,
                           const size_t *place, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT s.node_id, s.state, s.body, s.decided_by, s.decided_on FROM position_standing s "
		"JOIN plan_node n ON n.id = s.node_id WHERE n.plan_id = $plan"));
	db_bind_i64(st, "$plan", tree->plan.id);
	while (db_step(st)) {
		struct position *p = find(tree, list, place, db_i64(st, 0));
		size_t state = position_name_parse(position_states, POSITION_STATES, db_text(st, 1, a));
		if (!p || state == POSITION_STATES)
			continue;
		p->state = (enum position_state)state;
		p->body = db_text(st, 2, a);
		p->decided_by = db_text(st, 3, a);
		date_parse(db_text(st, 4, a), &p->decided_on);
	}
	return db_finish(st, err);
}

static bool load_entries(struct db_conn *c, struct arena *a, const struct plan_tree *tree, struct position *list,
                         const size_t *place, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT e.node_id, e.kind, e.happened_on, e.said FROM position_entry e JOIN plan_node n ON n.id = e.node_id "
		"WHERE n.plan_id = $plan ORDER BY e.happened_on, e.id"));
	db_bind_i64(st, "$plan", tree->plan.id);
	while (db_step(st)) {
		struct position *p = find(tree, list, place, db_i64(st, 0));
		if (!p)
			continue;
		if (!str_eq(db_text(st, 1, a), position_kinds[POSITION_OUTCOME].code)) {
			p->n_done++;
			continue;
		}
		date_parse(db_text(st, 2, a), &p->outcome_on);
		p->outcome = db_text(st, 3, a);
	}
	return db_finish(st, err);
}

bool position_list(struct db_conn *c, struct arena *a, const struct plan_tree *tree, struct position **list, size_t *n,
                   struct err *err)
{
	size_t *place = arena_array(a, tree->n, sizeof *place); /* of each node in the list, from 1; 0 for none */
	*list = arena_array(a, tree->n, sizeof **list);
	*n = 0;
	for (size_t i = 0; i < tree->n; i++) {
		const struct plan_node *node = &tree->nodes[i];
		if (!str_eq(node->kind, "position") || node->retired)
			continue;
		(*list)[(*n)++] = (struct position){ .node = node, .chapter = chapter_of(tree, node), .body = "", .decided_by = "", .outcome = "" };
		place[i] = *n;
	}
	return load_standings(c, a, tree, *list, place, err) && load_entries(c, a, tree, *list, place, err);
}

bool position_entries(struct db_conn *c, struct arena *a, int64_t node_id, struct position_entry **list, size_t *n,
                      struct err *err)
{
	VEC(struct position_entry) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, kind, happened_on, counterpart, said, organisation, link FROM position_entry WHERE node_id = $node "
		"ORDER BY happened_on DESC, id DESC"));
	db_bind_i64(st, "$node", node_id);
	while (db_step(st)) {
		size_t kind = position_name_parse(position_kinds, POSITION_KINDS, db_text(st, 1, a));
		struct position_entry e = {
			.id = db_i64(st, 0), .node_id = node_id, .kind = kind < POSITION_KINDS ? (enum position_kind)kind : POSITION_OTHER,
			.counterpart = db_text(st, 3, a), .said = db_text(st, 4, a), .organisation = db_text(st, 5, a), .link = db_text(st, 6, a),
		};
		date_parse(db_text(st, 2, a), &e.on);
		*VEC_PUSH(a, &found) = e;
	}
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

/* ---- Checking ---- */

static bool is_line(const char *text)
{
	return utf8_length(span_of(text)) <= POSITION_LINE_MAX && !strchr(text, '\n');
}

const char *position_entry_check(const struct position_entry *e, struct date today)
{
	if (!*e->said)
		return N_("Say what was done, or what came of it.");
	if (utf8_length(span_of(e->said)) > POSITION_TEXT_MAX)
		return N_("The text has at most 10,000 characters.");
	if (!e->on.year)
		return N_("Write the day as 2026-02-16.");
	if (date_days(e->on) > date_days(today))
		return N_("The day has not come yet.");
	if (!is_line(e->counterpart) || !is_line(e->organisation) || !is_line(e->link))
		return N_("Names and addresses are one line of at most 300 characters.");
	if (*e->link && !str_starts(e->link, "https://") && !str_starts(e->link, "http://"))
		return N_("An address begins with https:// or http://.");
	return NULL;
}

const char *position_change_check(enum position_state now, const struct position_change *change)
{
	bool decided = change->state != POSITION_DRAFT;
	if (decided && (!*change->decided_by || !change->decided_on.year))
		return N_("Say who adopted the position, and the day as 2026-02-16.");
	if (now == POSITION_DRAFT && decided && change->state != POSITION_ADOPTED)
		return N_("Only a position that was adopted can be achieved or dropped.");
	if (!is_line(change->body) || !is_line(change->decided_by))
		return N_("Names and addresses are one line of at most 300 characters.");
	return NULL;
}

/* ---- Keeping ---- */

static bool is_position(struct db_conn *tx, int64_t node_id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("SELECT 1 FROM plan_node WHERE id = $id AND kind = 'position'"));
	db_bind_i64(st, "$id", node_id);
	bool found = db_step(st);
	return db_finish(st, err) && (found || err_not_found(err, "There is no such position"));
}

bool position_entry_add(struct db_conn *tx, struct arena *a, struct position_entry *e, int64_t by, struct err *err)
{
	const char *problem = position_entry_check(e, date_at(clock_now()));
	if (problem)
		return err_input(err, "%s", problem);
	if (!is_position(tx, e->node_id, err))
		return false;
	e->id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO position_entry (id, node_id, kind, happened_on, counterpart, said, organisation, link, made_by, made_at) "
		"VALUES ($id, $node, $kind, $on, $counterpart, $said, $organisation, $link, $by, $at)"));
	db_bind_i64(st, "$id", e->id);
	db_bind_i64(st, "$node", e->node_id);
	db_bind_text(st, "$kind", position_kinds[e->kind].code);
	db_bind_text(st, "$on", date_iso(a, e->on));
	db_bind_text(st, "$counterpart", e->counterpart);
	db_bind_text(st, "$said", e->said);
	db_bind_text(st, "$organisation", e->organisation);
	db_bind_text(st, "$link", e->link);
	db_bind_i64(st, "$by", by);
	db_bind_i64(st, "$at", clock_now());
	if (!db_finish(st, err))
		return false;
	struct out o = out_memory(a);
	struct json j = json_to(&o, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "node", e->node_id);
	json_put_string(&j, "kind", position_kinds[e->kind].code);
	json_put_string(&j, "on", date_iso(a, e->on));
	json_put_i64(&j, "by", by);
	json_put_end(&j);
	return journal_write(tx, "position.log", e->id, out_string(&o), err);
}

static bool read_state(struct db_conn *tx, struct arena *a, int64_t node_id, enum position_state *state, bool *there, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("SELECT state FROM position_standing WHERE node_id = $node"));
	db_bind_i64(st, "$node", node_id);
	*state = POSITION_DRAFT;
	*there = db_step(st);
	size_t found = *there ? position_name_parse(position_states, POSITION_STATES, db_text(st, 0, a)) : POSITION_STATES;
	if (found < POSITION_STATES)
		*state = (enum position_state)found;
	return db_finish(st, err);
}

static bool journal_change(struct db_conn *tx, struct arena *a, const struct position_change *change, enum position_state before,
                           int64_t by, struct err *err)
{
	struct out o = out_memory(a);
	struct json j = json_to(&o, 0);
	json_put_object(&j, NULL);
	json_put_string(&j, "before", position_states[before].code);
	json_put_string(&j, "state", position_states[change->state].code);
	json_put_string(&j, "body", change->body);
	json_put_string(&j, "decided_by", change->decided_by);
	json_put_string(&j, "decided_on", date_iso(a, change->decided_on));
	json_put_i64(&j, "by", by);
	json_put_end(&j);
	return journal_write(tx, "position.set", change->node_id, out_string(&o), err);
}

bool position_set(struct db_conn *tx, struct arena *a, const struct position_change *change, int64_t by, struct err *err)
{
	enum position_state before;
	bool there;
	if (!is_position(tx, change->node_id, err) || !read_state(tx, a, change->node_id, &before, &there, err))
		return false;
	const char *problem = position_change_check(before, change);
	if (problem)
		return err_input(err, "%s", problem);
	struct db_stmt *st = there ? db_prepare(tx, SQL(
		"UPDATE position_standing SET state = $state, body = $body, decided_by = $decided_by, decided_on = $decided_on, "
		"changed_by = $by, changed_at = $at WHERE node_id = $node"))
	                           : db_prepare(tx, SQL(
		"INSERT INTO position_standing (node_id, state, body, decided_by, decided_on, changed_by, changed_at) "
		"VALUES ($node, $state, $body, $decided_by, $decided_on, $by, $at)"));
	db_bind_i64(st, "$node", change->node_id);
	db_bind_text(st, "$state", position_states[change->state].code);
	db_bind_text(st, "$body", change->body);
	db_bind_text(st, "$decided_by", change->decided_by);
	db_bind_text(st, "$decided_on", date_iso(a, change->decided_on));
	db_bind_i64(st, "$by", by);
	db_bind_i64(st, "$at", clock_now());
	return db_finish(st, err) && journal_change(tx, a, change, before, by, err);
}
