/* Open questions: the list, the form for one, and answering it. */
#include "module/decision/decision_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/sheet.h"
#include "ui/translate.h"

bool question_plan_of(struct request *rq, const char *value, int64_t *plan_id)
{
	int64_t id = 0;
	*plan_id = 0;
	if (!str_to_i64(value, &id))
		return true;
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT plan_id FROM question WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	if (db_step(st))
		*plan_id = db_i64(st, 0);
	return db_finish(st, &rq->err);
}

static bool has_questions(struct request *rq, int64_t plan_id)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT 1 FROM question WHERE plan_id = $plan LIMIT 1"));
	db_bind_i64(st, "$plan", plan_id);
	bool has = db_step(st);
	return db_finish(st, &rq->err) && has;
}

void question_nav(struct request *rq, const struct plan *plan)
{
	if (has_questions(rq, plan->id) || request_may(rq, "plan.edit", plan->id))
		page_nav(rq, NAV_PROCESS, tr(rq, "Open questions"), href(rq, "/plan/%s/questions", plan->slug));
}

/* ---- The list ---- */

static const struct decision *decision_by_id(const struct decision_book *book, int64_t id)
{
	for (size_t i = 0; i < book->n; i++)
		if (book->list[i].id == id)
			return &book->list[i];
	return NULL;
}

static void write_answer_form(struct request *rq, const struct decision_book *book, const struct open_question *q)
{
	size_t n = 1;
	struct choice *decisions = arena_array(rq->arena, book->n + 1, sizeof *decisions);
	const struct choice states[] = { { "answered", tr(rq, "Answered") }, { "withdrawn", tr(rq, "Not asked any more") } };
	decisions[0] = (struct choice){ "", tr(rq, "None: in words only") };
	for (size_t i = 0; i < book->n; i++) {
		const struct decision *d = &book->list[i];
		const struct body *body = decision_body(book, d->body_id);
		if (!d->withdrawn)
			decisions[n++] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)d->id),
				arena_printf(rq->arena, "%s, %s: %s", date_iso(rq->arena, d->on), body ? body->name : "", tr_name(rq, decision_kinds[d->kind].name)) };
	}
	details_begin(rq, false);
	html(&rq->body, "%s", tr(rq, "Answer"));
	details_body(rq);
	form_post_begin(rq, q->title, href(rq, "/question/%lld/answer", (long long)q->id));
	field_select(rq, "state", tr(rq, "State"), states, ARRAY_LEN(states), "");
	field_select(rq, "decision", tr(rq, "Formal decision"), decisions, n, "");
	field_input(rq, .name = "answer", .label = tr(rq, "Answer"), .lines = 3);
	form_end(rq, tr(rq, "Save"));
	details_end(rq);
}

static void write_nodes(struct request *rq, const struct plan_tree *tree, const struct open_question *q)
{
	for (size_t i = 0; i < q->n_nodes; i++) {
		long index = plan_tree_index(tree, q->nodes[i]);
		if (index >= 0)
			fact_link(rq, tr(rq, "Part of the plan"), href(rq, "/node/%lld", (long long)q->nodes[i]), tree->nodes[index].title);
	}
}

static void write_question(struct request *rq, const struct decision_book *book, const struct plan_tree *tree, const struct open_question *q)
{
	static const enum tone tones[] = { [OPEN_QUESTION_OPEN] = TONE_WARNING, [OPEN_QUESTION_ANSWERED] = TONE_SUCCESS,
	                                   [OPEN_QUESTION_WITHDRAWN] = TONE_NEUTRAL };
	const struct body *body = decision_body(book, q->body_id);
	const struct decision *d = decision_by_id(book, q->decision_id);
	bool open = q->state == OPEN_QUESTION_OPEN;
	heading(rq, 2, q->title);
	html(&rq->body, "<p>");
	tag(rq, tones[q->state], tr_name(rq, open_question_states[q->state].name));
	html(&rq->body, " ");
	tag(rq, TONE_NEUTRAL, tr_name(rq, question_topics[q->kind].name));
	html(&rq->body, "</p>\n");
	if (*q->text)
		paragraph(rq, q->text);
	facts_begin(rq);
	if (*q->raised_by && rq->internal)
		fact(rq, tr(rq, "Raised by"), q->raised_by);
	fact(rq, tr(rq, "Answered by"), body ? body->name : tr(rq, "Not yet said"));
	if (q->due.year)
		fact(rq, tr(rq, "Due"), date_iso(rq->arena, q->due));
	write_nodes(rq, tree, q);
	if (!open && d)
		fact_link(rq, tr(rq, "Formal decision"), href(rq, "/plan/%s/decisions", book->plan.slug),
		          arena_printf(rq->arena, "%s, %s", tr_name(rq, decision_kinds[d->kind].name), date_iso(rq->arena, d->on)));
	if (!open && *q->answer)
		fact(rq, tr(rq, "Answer"), q->answer);
	facts_end(rq);
	if (open && request_may(rq, "plan.edit", book->plan.id))
		write_answer_form(rq, book, q);
}

static enum http_status send_file(struct request *rq, const struct decision_book *book, const struct open_question *list, size_t n)
{
	static const char *const columns[] = { "kind", "title", "text", "to", "due", "state", "answer" };
	struct sheet sheet = sheet_new(rq, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < n; i++) {
		const struct body *body = decision_body(book, list[i].body_id);
		sheet_row(&sheet, question_topics[list[i].kind].code, list[i].title, list[i].text, body ? body->name : "",
		          date_iso(rq->arena, list[i].due), open_question_states[list[i].state].code, list[i].answer);
	}
	return sheet_send(&sheet, "questions");
}

/* GET /plan/{plan}/questions */
enum http_status question_web_list(struct request *rq)
{
	struct decision_book book;
	struct open_question *list;
	size_t n;
	const struct plan_tree *tree;
	if (!decision_load_for_page(rq, &book) || !open_question_list(rq->conn, rq->arena, book.plan.id, &list, &n, &rq->err)
	    || !(tree = plan_tree_shared(rq->conn, rq->arena, book.plan.id, &rq->err)))
		return page_failed(rq);
	if (sheet_wanted(rq))
		return send_file(rq, &book, list, n);
	plan_page_context(rq, &book.plan);
	page_begin(rq, tr(rq, "Open questions"));
	paragraph(rq, tr(rq, "What somebody must decide before the plan can go on: conflicts between goals, delimitations, political questions."));
	if (request_may(rq, "plan.edit", book.plan.id))
		link_button(rq, href(rq, "/plan/%s/questions/new", book.plan.slug), tr(rq, "Add a question"));
	if (n == 0)
		nothing_here(rq, tr(rq, "There are no questions."));
	for (size_t i = 0; i < n; i++)
		write_question(rq, &book, tree, &list[i]);
	if (n > 0)
		sheet_links(rq);
	return page_end(rq);
}

/* ---- The form ---- */

static void write_fields(struct request *rq, const struct decision_book *book, const struct plan_tree *tree)
{
	struct choice topics[QUESTION_TOPICS];
	struct choice *bodies = arena_array(rq->arena, book->n_bodies + 1, sizeof *bodies);
	struct choice *nodes = arena_array(rq->arena, tree->n + 1, sizeof *nodes);
	for (size_t i = 0; i < QUESTION_TOPICS; i++)
		topics[i] = (struct choice){ question_topics[i].code, tr_name(rq, question_topics[i].name) };
	bodies[0] = nodes[0] = (struct choice){ "", tr(rq, "None") };
	for (size_t i = 0; i < book->n_bodies; i++)
		bodies[i + 1] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)book->bodies[i].id), book->bodies[i].name };
	for (size_t i = 0; i < tree->n; i++)
		nodes[i + 1] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)tree->nodes[i].id), tree->nodes[i].title };
	field_input(rq, .name = "title", .label = tr(rq, "Question"), .value = form_text(rq, "title"), .required = true);
	field_select(rq, "kind", tr(rq, "Kind"), topics, QUESTION_TOPICS, form_text(rq, "kind"));
	field_input(rq, .name = "text", .label = tr(rq, "More about it"), .value = form_text(rq, "text"), .lines = 4);
	field_input(rq, .name = "raised_by", .label = tr(rq, "Raised by"), .value = form_text(rq, "raised_by"),
	            .hint = tr(rq, "A body or somebody else. Shown to those who plan."));
	field_select(rq, "body", tr(rq, "Body that is to answer"), bodies, book->n_bodies + 1, form_text(rq, "body"));
	field_input(rq, .name = "due", .label = tr(rq, "Due"), .type = "date", .value = form_text(rq, "due"));
	field_select(rq, "node", tr(rq, "Part of the plan"), nodes, tree->n + 1, form_text(rq, "node"));
	field_select(rq, "node2", tr(rq, "Another part of the plan, of a conflict"), nodes, tree->n + 1, form_text(rq, "node2"));
}

static enum http_status write_form(struct request *rq, const struct decision_book *book)
{
	const char *title = tr(rq, "Add a question");
	const struct plan_tree *tree = plan_tree_shared(rq->conn, rq->arena, book->plan.id, &rq->err);
	if (!tree)
		return page_failed(rq);
	plan_page_context(rq, &book->plan);
	page_crumb(rq, tr(rq, "Open questions"), href(rq, "/plan/%s/questions", book->plan.slug));
	page_begin(rq, title);
	form_post_begin(rq, title, href(rq, "/plan/%s/questions/new", book->plan.slug));
	write_fields(rq, book, tree);
	form_end(rq, tr(rq, "Save"));
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* GET /plan/{plan}/questions/new */
enum http_status question_web_form(struct request *rq)
{
	struct decision_book book;
	return decision_load_for_page(rq, &book) ? write_form(rq, &book) : page_failed(rq);
}

struct writing {
	struct arena *arena;
	int64_t by;
	struct open_question question;
	struct open_question_answer answer;
};

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct writing *w = arg;
	return open_question_add(tx, w->arena, &w->question, w->by, err);
}

/* POST /plan/{plan}/questions/new */
enum http_status question_web_add(struct request *rq)
{
	struct decision_book book;
	int64_t nodes[2];
	if (!decision_load_for_page(rq, &book))
		return page_failed(rq);
	enum question_topic kind = question_topic_parse(form_text(rq, "kind"));
	struct writing w = { .arena = rq->arena, .by = rq->session->user_id, .question = {
		.plan_id = book.plan.id, .kind = kind < QUESTION_TOPICS ? kind : QUESTION_POLITICAL, .title = decision_form_text(rq, "title"),
		.text = decision_form_text(rq, "text"), .raised_by = decision_form_text(rq, "raised_by"), .body_id = form_i64(rq, "body", 0),
		.nodes = nodes } };
	date_parse(form_text(rq, "due"), &w.question.due);
	if (form_i64(rq, "node", 0))
		nodes[w.question.n_nodes++] = form_i64(rq, "node", 0);
	if (form_i64(rq, "node2", 0))
		nodes[w.question.n_nodes++] = form_i64(rq, "node2", 0);
	const struct body *body = decision_body(&book, w.question.body_id);
	enum body_mandate mandate = question_topics[w.question.kind].mandate;
	if (!*w.question.title)
		form_problem(rq, "title", tr(rq, "Write the question."));
	if (body && mandate < BODY_MANDATES && !body_may(body, mandate))
		form_problem(rq, "body", tr(rq, "The body has no mandate to answer such a question."));
	if (form_problems(rq))
		return write_form(rq, &book);
	if (!user_write(rq, add, &w, NULL))
		return page_refused(rq);
	return redirect_to(rq, href(rq, "/plan/%s/questions", book.plan.slug));
}

static bool answer(struct db_conn *tx, void *arg, struct err *err)
{
	const struct writing *w = arg;
	return open_question_close(tx, w->arena, &w->answer, err);
}

/* POST /question/{question}/answer */
enum http_status question_web_answer(struct request *rq)
{
	struct plan plan;
	struct writing w = { .arena = rq->arena, .answer = {
		.plan_id = rq->plan_id, .question_id = route_id(rq, "question"), .decision_id = form_i64(rq, "decision", 0),
		.by = rq->session->user_id, .text = decision_form_text(rq, "answer"), .on = date_at(clock_now()),
		.state = str_eq(form_text(rq, "state"), "withdrawn") ? OPEN_QUESTION_WITHDRAWN : OPEN_QUESTION_ANSWERED } };
	if (!plan_get(rq->conn, rq->arena, rq->plan_id, &plan, &rq->err) || !user_write(rq, answer, &w, NULL))
		return page_refused(rq);
	return redirect_to(rq, href(rq, "/plan/%s/questions", plan.slug));
}
