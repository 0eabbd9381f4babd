/* planverk question list, add, answer. */
#include "module/decision/decision_internal.h"

struct asking {
	struct command_context *ctx;
	struct open_question question;
	struct open_question_answer answer;
};

/* ---- question add ---- */

/* Nodes by number or by their names in exports, with commas between. */
static bool read_nodes(struct command_context *ctx, struct db_conn *c, int64_t plan_id, struct open_question *q)
{
	VEC(int64_t) nodes = { 0 };
	struct plan_tree tree;
	const char *text = str_or(option(ctx, "nodes"), "");
	if (!plan_tree_load(c, ctx->arena, plan_id, &tree, ctx->err))
		return false;
	for (struct span rest = span_of(text); rest.s && *text;) {
		struct span ref = span_trim(span_cut(&rest, ','));
		size_t i = 0;
		int64_t id = 0;
		bool number = str_to_i64(arena_strndup(ctx->arena, ref.s, ref.n), &id);
		while (i < tree.n && !span_is(ref, tree.nodes[i].ref) && !(number && tree.nodes[i].id == id))
			i++;
		if (i == tree.n)
			return err_input(ctx->err, "The plan has no node \"%.*s\"; `planverk plan show` names them", (int)ref.n, ref.s);
		*VEC_PUSH(ctx->arena, &nodes) = tree.nodes[i].id;
	}
	q->nodes = nodes.v;
	q->n_nodes = nodes.n;
	return true;
}

static bool read_question(struct command_context *ctx, struct db_conn *c, const struct decision_book *book, struct open_question *q)
{
	struct body body = { 0 };
	enum question_topic kind = question_topic_parse(str_or(option(ctx, "kind"), ""));
	if (kind == QUESTION_TOPICS)
		return err_input(ctx->err, "--kind takes goal_conflict, delimitation, political, priority or resources");
	if (option(ctx, "to") && !body_find(c, ctx->arena, book->plan.id, option(ctx, "to"), &body, ctx->err))
		return false;
	*q = (struct open_question){ .plan_id = book->plan.id, .kind = kind, .title = ctx->args[1], .text = str_or(option(ctx, "text"), ""),
	                             .raised_by = str_or(option(ctx, "raised-by"), ""), .body_id = body.id };
	return decision_date_option(ctx, "due", &q->due) && read_nodes(ctx, c, book->plan.id, q);
}

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct asking *a = arg;
	return open_question_add(tx, a->ctx->arena, &a->question, 0, err);
}

bool question_run_add(struct command_context *ctx)
{
	struct asking a = { .ctx = ctx };
	struct decision_book book;
	struct db_conn *c = decision_open_book(ctx, &book);
	bool ok = c && read_question(ctx, c, &book, &a.question);
	db_reader_done(c);
	if (!ok || !db_write(ctx->db, add, &a, ctx->err))
		return false;
	if (ctx->json)
		out_format(ctx->out, "{\"question\": %lld}\n", (long long)a.question.id);
	else
		out_format(ctx->out, "The question has the number %lld.\n", (long long)a.question.id);
	return true;
}

/* ---- question answer ---- */

static bool answer(struct db_conn *tx, void *arg, struct err *err)
{
	const struct asking *a = arg;
	return open_question_close(tx, a->ctx->arena, &a->answer, err);
}

bool question_run_answer(struct command_context *ctx)
{
	struct asking a = { .ctx = ctx };
	struct decision_book book;
	struct db_conn *c = decision_open_book(ctx, &book);
	db_reader_done(c);
	if (!c)
		return false;
	a.answer = (struct open_question_answer){ .plan_id = book.plan.id, .text = str_or(option(ctx, "text"), ""),
		.state = option(ctx, "withdraw") ? OPEN_QUESTION_WITHDRAWN : OPEN_QUESTION_ANSWERED, .on = date_at(clock_now()) };
	if (!str_to_i64(ctx->args[1], &a.answer.question_id))
		return err_input(ctx->err, "\"%s\" is no number of a question; `planverk question list` has them", ctx->args[1]);
	if (!option_i64(ctx, "decision", 0, 1, INT64_MAX, &a.answer.decision_id) || !db_write(ctx->db, answer, &a, ctx->err))
		return false;
	out_text(ctx->out, ctx->json ? "{}\n" : "The question is closed.\n");
	return true;
}

/* ---- question list ---- */

static void put_question(struct json *j, struct arena *a, const struct decision_book *book, const struct open_question *q)
{
	const struct body *body = decision_body(book, q->body_id);
	json_put_object(j, NULL);
	json_put_i64(j, "id", q->id);
	json_put_string(j, "kind", question_topics[q->kind].code);
	json_put_string(j, "title", q->title);
	json_put_string(j, "text", q->text);
	json_put_string(j, "raised_by", q->raised_by);
	json_put_string(j, "to", body ? body->name : "");
	json_put_string(j, "due", date_iso(a, q->due));
	json_put_string(j, "state", open_question_states[q->state].code);
	json_put_i64(j, "decision", q->decision_id);
	json_put_string(j, "answer", q->answer);
	json_put_array(j, "nodes");
	for (size_t i = 0; i < q->n_nodes; i++)
		json_put_i64(j, NULL, q->nodes[i]);
	json_put_end(j);
	json_put_end(j);
}

bool question_run_list(struct command_context *ctx)
{
	struct decision_book book;
	struct open_question *list;
	size_t n;
	struct db_conn *c = decision_open_book(ctx, &book);
	bool ok = c && open_question_list(c, ctx->arena, book.plan.id, &list, &n, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_array(&j, "questions");
	}
	for (size_t i = 0; i < n; i++)
		if (ctx->json)
			put_question(&j, ctx->arena, &book, &list[i]);
		else
			out_format(ctx->out, "%lld  %s  %s: %s%s%s\n", (long long)list[i].id, open_question_states[list[i].state].code,
			           question_topics[list[i].kind].code, list[i].title, list[i].due.year ? ", due " : "",
			           date_iso(ctx->arena, list[i].due));
	if (ctx->json) {
		json_put_end(&j);
		json_put_end(&j);
	} else if (n == 0) {
		out_text(ctx->out, "There are no questions; `planverk question add` adds one.\n");
	}
	return true;
}
