/* Open questions: conflicts between goals, delimitations and all else that somebody must decide first. */
#include "module/decision/decision_internal.h"

#include "base/utf8.h"
#include "db/journal.h"
#include "ui/translate.h"

#define TITLE_MAX 200 /* code points */

const struct question_topic_rule question_topics[QUESTION_TOPICS] = {
	[QUESTION_GOAL_CONFLICT] = { "goal_conflict", N_("Conflict between goals"), MANDATE_GOAL_CONFLICTS },
	[QUESTION_DELIMITATION] = { "delimitation", N_("Delimitation"), BODY_MANDATES },
	[QUESTION_POLITICAL] = { "political", N_("Political question"), BODY_MANDATES },
	[QUESTION_PRIORITY] = { "priority", N_("Priority"), MANDATE_PRIORITISE },
	[QUESTION_RESOURCES] = { "resources", N_("Resources"), MANDATE_RESOURCES },
};

const struct body_name open_question_states[OPEN_QUESTION_STATES] = {
	[OPEN_QUESTION_OPEN] = { "open", N_("Open") },
	[OPEN_QUESTION_ANSWERED] = { "answered", N_("Answered") },
	[OPEN_QUESTION_WITHDRAWN] = { "withdrawn", N_("Withdrawn") },
};

enum question_topic question_topic_parse(const char *code)
{
	enum question_topic k = 0;
	while (k < QUESTION_TOPICS && !str_eq(question_topics[k].code, code))
		k++;
	return k;
}

/* ---- Reading ---- */

static bool load_nodes(struct db_conn *c, struct arena *a, struct open_question *q, struct err *err)
{
	VEC(int64_t) nodes = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT node_id FROM question_node WHERE question_id = $id ORDER BY node_id"));
	db_bind_i64(st, "$id", q->id);
	while (db_step(st))
		*VEC_PUSH(a, &nodes) = db_i64(st, 0);
	q->nodes = nodes.v;
	q->n_nodes = nodes.n;
	return db_finish(st, err);
}

/* A question whose answer was a decision that is withdrawn is open again. */
bool open_question_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct open_question **list, size_t *n, struct err *err)
{
	VEC(struct open_question) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT q.id, q.kind, q.title, q.text, q.raised_by, coalesce(q.body_id, 0), q.due_on, "
		"  CASE WHEN w.decision_id IS NULL THEN q.state ELSE 'open' END AS state_now, coalesce(q.decision_id, 0), q.answer, q.closed_on "
		"FROM question q LEFT JOIN decision_withdrawal w ON w.decision_id = q.decision_id WHERE q.plan_id = $plan "
		"ORDER BY CASE WHEN q.state = 'open' OR w.decision_id IS NOT NULL THEN 0 ELSE 1 END, "
		"  CASE WHEN q.due_on = '' THEN 1 ELSE 0 END, q.due_on, q.id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		struct open_question *q = VEC_PUSH(a, &found);
		enum question_topic kind = question_topic_parse(db_text(st, 1, a));
		size_t state = body_name_parse(open_question_states, OPEN_QUESTION_STATES, db_text(st, 7, a));
		*q = (struct open_question){
			.id = db_i64(st, 0), .plan_id = plan_id, .kind = kind < QUESTION_TOPICS ? kind : QUESTION_POLITICAL,
			.title = db_text(st, 2, a), .text = db_text(st, 3, a), .raised_by = db_text(st, 4, a), .body_id = db_i64(st, 5),
			.state = state < OPEN_QUESTION_STATES ? (enum open_question_state)state : OPEN_QUESTION_OPEN,
			.decision_id = db_i64(st, 8), .answer = db_text(st, 9, a) };
		date_parse(db_text(st, 6, a), &q->due);
		date_parse(db_text(st, 10, a), &q->closed);
	}
	*list = found.v;
	*n = found.n;
	bool ok = db_finish(st, err);
	for (size_t i = 0; ok && i < found.n; i++)
		ok = load_nodes(c, a, &found.v[i], err);
	return ok;
}

/* ---- Adding ---- */

static bool check(struct db_conn *tx, struct arena *a, const struct open_question *q, struct err *err)
{
	if (!*q->title || utf8_length(span_of(q->title)) > TITLE_MAX)
		return err_input(err, "%s", N_("Give the question a title of at most 200 characters."));
	if (utf8_length(span_of(q->text)) > DECISION_TEXT_MAX || utf8_length(span_of(q->raised_by)) > TITLE_MAX)
		return err_input(err, "%s", N_("A question has at most 20,000 characters, and who raised it at most 200."));
	for (size_t i = 0; i < q->n_nodes; i++) {
		int64_t plan_id = 0;
		if (!plan_of_node(tx, q->nodes[i], &plan_id, err))
			return false;
		if (plan_id != q->plan_id)
			return err_input(err, "The plan has no node %lld", (long long)q->nodes[i]);
	}
	struct body body;
	if (!q->body_id)
		return true;
	if (!body_find(tx, a, q->plan_id, arena_printf(a, "%lld", (long long)q->body_id), &body, err))
		return false;
	enum body_mandate mandate = question_topics[q->kind].mandate;
	return mandate == BODY_MANDATES || body_may(&body, mandate)
	       || err_conflict(err, "%s has no mandate to answer this (%s); `planverk body mandate` gives one", body.name,
	                       body_mandates[mandate].code);
}

/* Without who raised it, who may be a person. */
static bool journal(struct db_conn *tx, struct arena *a, const struct open_question *q, int64_t by, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_i64(&j, "plan", q->plan_id);
	json_put_string(&j, "kind", question_topics[q->kind].code);
	json_put_string(&j, "title", q->title);
	json_put_string(&j, "text", q->text);
	json_put_i64(&j, "body", q->body_id);
	json_put_string(&j, "due", date_iso(a, q->due));
	json_put_array(&j, "nodes");
	for (size_t i = 0; i < q->n_nodes; i++)
		json_put_i64(&j, NULL, q->nodes[i]);
	json_put_end(&j);
	json_put_end(&j);
	return journal_write(tx, "question.add", q->id, out_string(&content), err);
}

static bool insert_nodes(struct db_conn *tx, const struct open_question *q, struct err *err)
{
	for (size_t i = 0; i < q->n_nodes; i++) {
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO question_node (question_id, node_id) VALUES ($id, $node) ON CONFLICT (question_id, node_id) DO NOTHING"));
		db_bind_i64(st, "$id", q->id);
		db_bind_i64(st, "$node", q->nodes[i]);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

bool open_question_add(struct db_conn *tx, struct arena *a, struct open_question *q, int64_t by, struct err *err)
{
	if (!check(tx, a, q, err))
		return false;
	q->id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO question (id, plan_id, kind, title, text, raised_by, body_id, due_on, state, decision_id, answer, closed_on) "
		"VALUES ($id, $plan, $kind, $title, $text, $raised, $body, $due, 'open', NULL, '', '')"));
	db_bind_i64(st, "$id", q->id);
	db_bind_i64(st, "$plan", q->plan_id);
	db_bind_text(st, "$kind", question_topics[q->kind].code);
	db_bind_text(st, "$title", q->title);
	db_bind_text(st, "$text", q->text);
	db_bind_text(st, "$raised", q->raised_by);
	db_bind_id(st, "$body", q->body_id);
	db_bind_text(st, "$due", date_iso(a, q->due));
	return db_finish(st, err) && insert_nodes(tx, q, err) && journal(tx, a, q, by, err);
}

/* ---- Answering ---- */

static bool find_open(struct db_conn *tx, struct arena *a, const struct open_question_answer *answer, struct open_question *q,
                      struct err *err)
{
	struct open_question *list;
	size_t n, i = 0;
	if (!open_question_list(tx, a, answer->plan_id, &list, &n, err))
		return false;
	while (i < n && list[i].id != answer->question_id)
		i++;
	if (i == n)
		return err_not_found(err, "The plan has no question %lld; `planverk question list` lists them", (long long)answer->question_id);
	*q = list[i];
	return q->state == OPEN_QUESTION_OPEN || err_conflict(err, "%s", N_("The question has been answered or withdrawn already."));
}

/* A decision answers a question of its plan, if its body has the mandate that the question asks for. */
static bool check_decision(struct db_conn *tx, struct arena *a, const struct open_question_answer *answer, const struct open_question *q,
                           struct err *err)
{
	struct decision_book book;
	if (!decision_load(tx, a, answer->plan_id, &book, err))
		return false;
	enum body_mandate mandate = question_topics[q->kind].mandate;
	for (size_t i = 0; i < book.n; i++) {
		const struct body *body = decision_body(&book, book.list[i].body_id);
		if (book.list[i].id != answer->decision_id || book.list[i].withdrawn)
			continue;
		return mandate == BODY_MANDATES || (body && body_may(body, mandate))
		       || err_conflict(err, "%s", N_("The body that decided has no mandate to answer such a question."));
	}
	return err_not_found(err, "The plan has no decision %lld that stands", (long long)answer->decision_id);
}

static bool journal_answer(struct db_conn *tx, struct arena *a, const struct open_question_answer *answer, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", answer->by);
	json_put_string(&j, "state", open_question_states[answer->state].code);
	json_put_i64(&j, "decision", answer->decision_id);
	json_put_string(&j, "answer", answer->text);
	json_put_end(&j);
	return journal_write(tx, "question.answer", answer->question_id, out_string(&content), err);
}

bool open_question_close(struct db_conn *tx, struct arena *a, const struct open_question_answer *answer, struct err *err)
{
	struct open_question q = { 0 };
	if (!answer->decision_id && !*answer->text)
		return err_input(err, "%s", N_("Answer by a decision, in words, or both."));
	if (utf8_length(span_of(answer->text)) > DECISION_TEXT_MAX)
		return err_input(err, "%s", N_("An answer has at most 20,000 characters."));
	if (!find_open(tx, a, answer, &q, err) || (answer->decision_id && !check_decision(tx, a, answer, &q, err)))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE question SET state = $state, decision_id = $decision, answer = $answer, closed_on = $on WHERE id = $id"));
	db_bind_text(st, "$state", open_question_states[answer->state].code);
	db_bind_id(st, "$decision", answer->decision_id);
	db_bind_text(st, "$answer", answer->text);
	db_bind_text(st, "$on", date_iso(a, answer->on));
	db_bind_i64(st, "$id", answer->question_id);
	return db_finish(st, err) && journal_answer(tx, a, answer, err);
}

bool decision_forget(struct db_conn *tx, const char *person, int64_t *n, struct err *err)
{
	int64_t changed;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE question SET raised_by = '' WHERE raised_by = $person"));
	db_bind_text(st, "$person", person);
	if (!db_finish_changed(st, &changed, err))
		return false;
	*n += changed;
	return true;
}
