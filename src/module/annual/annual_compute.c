/* Computing a report from what the other modules have. */
#include "module/annual/annual_internal.h"

#include "base/clock.h"
#include "http/language.h"
#include "module/decision/decision.h"
#include "module/progress/progress.h"
#include "ui/translate.h"

struct basis {
	struct db_conn *c;
	struct arena *a;
	struct annual *r;
	struct plan_tree tree;
	struct measure_programme programme;
	struct measure *measures;
	struct progress_report *reports;
	size_t n_measures, n_reports;
	int64_t *begun; /* of each measure: when it was first kept */
	int64_t *rests; /* of each node: contributions that it rests on */
};

static int year_of(int64_t at)
{
	return date_at(at).year;
}

/* ---- What the basis is ---- */

/* The programme that was in force at the end of the year, or the newest adopted one. */
static bool load_programme(struct basis *b, struct err *err)
{
	struct measure_programme *list;
	size_t n;
	if (!measure_programmes(b->c, b->a, b->r->plan_id, &list, &n, err))
		return false;
	for (size_t i = n; i-- > 0;) {
		if (list[i].adopted.year && (!b->programme.id || list[i].adopted.year <= b->r->year))
			b->programme = list[i];
	}
	b->r->programme = b->programme.id ? b->programme.title : "";
	if (!b->programme.id)
		return true;
	return measure_list(b->c, b->a, b->programme.id, &b->measures, &b->n_measures, err)
	       && progress_reports(b->c, b->a, b->programme.id, &b->reports, &b->n_reports, err);
}

static size_t index_of(const struct basis *b, int64_t measure_id)
{
	size_t i = 0;
	while (i < b->n_measures && b->measures[i].id != measure_id)
		i++;
	return i;
}

static bool load_begun(struct basis *b, struct err *err)
{
	b->begun = arena_array(b->a, b->n_measures + 1, sizeof *b->begun);
	struct db_stmt *st = db_prepare(b->c, SQL(
		"SELECT v.measure_id, v.changed_at FROM measure_revision v JOIN measure m ON m.id = v.measure_id "
		"WHERE v.number = 1 AND m.programme_id = $programme"));
	db_bind_i64(st, "$programme", b->programme.id);
	while (db_step(st))
		b->begun[index_of(b, db_i64(st, 0))] = db_i64(st, 1);
	return db_finish(st, err);
}

/* A remark that a node was drafted from and whose answer names it counts once. */
static bool load_rests(struct basis *b, struct err *err)
{
	b->rests = arena_array(b->a, b->tree.n + 1, sizeof *b->rests);
	struct db_stmt *st = db_prepare(b->c, SQL(
		"SELECT node_id, count(*) FROM (SELECT d.node_id, d.remark_id FROM disposition d WHERE d.published_at > 0 "
		"AND d.node_id IS NOT NULL UNION SELECT s.node_id, s.remark_id FROM draft_source s) x "
		"WHERE node_id IN (SELECT id FROM plan_node WHERE plan_id = $plan) GROUP BY node_id"));
	db_bind_i64(st, "$plan", b->r->plan_id);
	while (db_step(st)) {
		long at = plan_tree_index(&b->tree, db_i64(st, 0));
		if (at >= 0)
			b->rests[at] = db_i64(st, 1);
	}
	return db_finish(st, err);
}

static bool load_decisions(struct basis *b, struct err *err)
{
	struct decision_book book;
	VEC(const char *) found = { 0 };
	enum lang lang = LANG_NB;
	lang_parse(b->tree.plan.language, &lang);
	if (!decision_load(b->c, b->a, b->r->plan_id, &book, err))
		return false;
	for (size_t i = 0; i < book.n; i++) {
		const struct decision *d = &book.list[i];
		const struct body *body = decision_body(&book, d->body_id);
		if (!d->withdrawn && d->on.year == b->r->year)
			*VEC_PUSH(b->a, &found) = arena_printf(b->a, "%s %s: %s", date_iso(b->a, d->on), body ? body->name : "",
			                                       tr_name_lang(lang, decision_kinds[d->kind].name));
	}
	b->r->decisions = found.v;
	b->r->n_decisions = found.n;
	return true;
}

/* ---- A measure ---- */

static void note_changes(const struct basis *b, size_t i, const struct progress_report *now, struct annual_measure *out)
{
	const struct measure *m = &b->measures[i];
	const struct progress_report *before = progress_find(b->reports, b->n_reports, m->id, b->r->year - 1, true);
	VEC(struct annual_change) list = { 0 };
	if (b->begun[i] && year_of(b->begun[i]) == b->r->year)
		*VEC_PUSH(b->a, &list) = (struct annual_change){ .kind = ANNUAL_NEW, .text = "" };
	for (size_t k = 0; k < m->n_milestones; k++)
		if (m->milestones[k].done.year == b->r->year)
			*VEC_PUSH(b->a, &list) = (struct annual_change){
				.kind = ANNUAL_REACHED, .text = arena_printf(b->a, "%s, %s", m->milestones[k].title, date_iso(b->a, m->milestones[k].done)) };
	if (now && before && now->status != before->status)
		*VEC_PUSH(b->a, &list) = (struct annual_change){ .kind = ANNUAL_STATUS, .text = "", .from = before->status, .to = now->status };
	if (m->closed != MEASURE_GOES_ON && m->closed_on.year == b->r->year)
		*VEC_PUSH(b->a, &list) = (struct annual_change){ .kind = ANNUAL_CLOSED, .text = m->closed_note,
		                                                 .to = m->closed == MEASURE_WAS_DONE ? MEASURE_DONE : MEASURE_STOPPED };
	out->changes = list.v;
	out->n_changes = list.n;
}

/* Percent at the end of the year: milestones reached later do not count. */
static int progress_then(const struct basis *b, const struct measure *m)
{
	struct measure then = *m;
	then.milestones = arena_array(b->a, m->n_milestones, sizeof *then.milestones);
	for (size_t i = 0; i < m->n_milestones; i++) {
		then.milestones[i] = m->milestones[i];
		if (then.milestones[i].done.year > b->r->year)
			then.milestones[i].done = (struct date){ 0 };
	}
	return measure_progress(&then);
}

static void fill_measure(const struct basis *b, size_t i, struct annual_measure *out)
{
	const struct measure *m = &b->measures[i];
	const struct progress_report *now = progress_find(b->reports, b->n_reports, m->id, b->r->year, true);
	*out = (struct annual_measure){ .id = m->id, .ref = m->ref, .title = m->title, .lead = m->lead, .reported = now != NULL,
	                                .progress = progress_then(b, m), .spent = -1, .achieved = "", .obstacles = "" };
	out->status = now ? now->status : measure_status(m, (struct date){ b->r->year, 12, 31 });
	for (size_t k = 0; k < m->n_resources; k++)
		if (m->resources[k].year == b->r->year)
			out->planned += m->resources[k].amount;
	if (now) {
		out->spent = progress_spent(now);
		out->achieved = now->achieved;
		out->obstacles = now->obstacles;
	}
	note_changes(b, i, now, out);
}

/* ---- Goals ---- */

static bool serves(const struct basis *b, const struct measure *m, size_t goal)
{
	for (size_t i = 0; i < m->n_nodes; i++) {
		long at = plan_tree_index(&b->tree, m->nodes[i]);
		if (at >= (long)goal && at <= (long)(goal + b->tree.nodes[goal].n_below))
			return true;
	}
	return false;
}

static void fill_goal(const struct basis *b, size_t node, bool *placed, struct annual_goal *g)
{
	const struct plan_node *goal = &b->tree.nodes[node];
	VEC(const char *) indicators = { 0 };
	VEC(size_t) measures = { 0 };
	*g = (struct annual_goal){ .node_id = goal->id, .title = goal->title, .body = goal->body, .comment = "" };
	for (size_t i = node; i <= node + goal->n_below; i++) {
		g->contributions += b->rests[i];
		if (str_eq(b->tree.nodes[i].kind, "indicator") && !b->tree.nodes[i].retired)
			*VEC_PUSH(b->a, &indicators) = b->tree.nodes[i].title;
	}
	for (size_t i = 0; i < b->n_measures; i++) {
		if (!serves(b, &b->measures[i], node))
			continue;
		*VEC_PUSH(b->a, &measures) = i;
		placed[i] = true;
	}
	g->indicators = indicators.v, g->n_indicators = indicators.n;
	g->measures = measures.v, g->n_measures = measures.n;
}

static void fill_goals(const struct basis *b)
{
	VEC(struct annual_goal) goals = { 0 };
	VEC(size_t) rest = { 0 };
	bool *placed = arena_array(b->a, b->n_measures, sizeof *placed);
	for (size_t i = 0; i < b->tree.n; i++)
		if (str_eq(b->tree.nodes[i].kind, "goal") && !b->tree.nodes[i].retired)
			fill_goal(b, i, placed, VEC_PUSH(b->a, &goals));
	for (size_t i = 0; i < b->n_measures; i++)
		if (!placed[i])
			*VEC_PUSH(b->a, &rest) = i;
	if (rest.n)
		*VEC_PUSH(b->a, &goals) = (struct annual_goal){ .title = "", .body = "", .comment = "", .measures = rest.v, .n_measures = rest.n };
	b->r->goals = goals.v;
	b->r->n_goals = goals.n;
}

/* The newest foreword and comments. */
static bool load_texts(const struct basis *b, struct err *err)
{
	struct db_stmt *st = db_prepare(b->c, SQL("SELECT node_id, text FROM annual_text WHERE report_id = $report ORDER BY node_id, number"));
	db_bind_i64(st, "$report", b->r->id);
	while (db_step(st)) {
		int64_t node = db_i64(st, 0);
		const char *text = db_text(st, 1, b->a);
		if (!node)
			b->r->foreword = text;
		for (size_t i = 0; i < b->r->n_goals && node; i++)
			if (b->r->goals[i].node_id == node)
				b->r->goals[i].comment = text;
	}
	return db_finish(st, err);
}

bool annual_compute(struct db_conn *c, struct arena *a, struct annual *r, struct err *err)
{
	struct basis b = { .c = c, .a = a, .r = r };
	r->foreword = "";
	r->as_of = clock_now();
	if (!plan_tree_load(c, a, r->plan_id, &b.tree, err) || !load_programme(&b, err) || !load_begun(&b, err) || !load_rests(&b, err)
	    || !load_decisions(&b, err))
		return false;
	r->plan = b.tree.plan.title;
	r->example = b.tree.plan.example;
	r->n_measures = b.n_measures;
	r->measures = arena_array(a, b.n_measures, sizeof *r->measures);
	for (size_t i = 0; i < b.n_measures; i++)
		fill_measure(&b, i, &r->measures[i]);
	fill_goals(&b);
	return load_texts(&b, err);
}
