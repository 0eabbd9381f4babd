/* Consultations: questions as they are written, what the law asks for, the clock, and receipts. */
#include "support.h"

#include "module/consultation/consultation_internal.h"

#define TOKEN "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* ---- Questions ---- */

static const char questions_text[] =
	"What should come first? *\n"
	"Do you agree? (1-5)\n"
	"Which one? *\n"
	"- skills\n"
	"- transport\n";

static void questions_come_back_as_they_were_written(void **state)
{
	struct arena *a = arena_new();
	struct question *q;
	size_t n;
	long line;
	(void)state;
	assert_null(consultation_parse_questions(a, span_of(questions_text), &q, &n, &line));
	assert_int_equal(n, 3);
	assert_true(q[0].kind == QUESTION_TEXT && q[0].required);
	assert_true(q[1].kind == QUESTION_SCALE && !q[1].required);
	assert_true(q[2].kind == QUESTION_CHOICE && q[2].required);
	assert_string_equal(q[2].choices[1], "transport");
	assert_string_equal(consultation_write_questions(a, q, n), questions_text);
	arena_free(a);
}

static void questions_that_make_no_sense_are_named_by_line(void **state)
{
	static const struct { const char *text; long line; } wrong[] = {
		{ "- alone\n", 1 },
		{ "A?\n\n-\n", 3 },
		{ "A? (1-5)\n- one\n", 2 },
		{ "A?\n- one\nB?\n", 1 },
		{ "A?\n- one\n", 1 },
		{ "*\n", 1 },
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct question *q;
		size_t n;
		long line;
		assert_non_null(consultation_parse_questions(a, span_of(wrong[i].text), &q, &n, &line));
		assert_int_equal(line, wrong[i].line);
	}
	arena_free(a);
}

/* ---- The law and the clock ---- */

static struct consultation sample(struct arena *a, int64_t plan_id)
{
	struct consultation c = { .kind = CONSULTATION_PLAN, .plan_id = plan_id, .title = "Høring", .intro = "",
	                          .opens = { 2026, 2, 2 }, .closes = { 2026, 3, 16 } };
	long line;
	consultation_parse_questions(a, span_of(questions_text), &c.questions, &c.n_questions, &line);
	return c;
}

static void a_consultation_by_law_lasts_six_weeks(void **state)
{
	struct arena *a = arena_new();
	struct consultation_problem list[CONSULTATION_PROBLEMS];
	struct consultation c = sample(a, 1);
	(void)state;
	assert_int_equal(consultation_check(&c, list), 0); /* 42 days */
	c.closes.day = 15;
	assert_int_equal(consultation_check(&c, list), 1);
	assert_non_null(strstr(list[0].message, "8-3"));
	c.kind = CONSULTATION_INPUT;
	assert_int_equal(consultation_check(&c, list), 0);
	c.closes = (struct date){ 2026, 2, 1 };
	assert_int_equal(consultation_check(&c, list), 1);
	arena_free(a);
}

static void the_last_day_counts_whole(void **state)
{
	struct arena *a = arena_new();
	struct consultation c = sample(a, 1);
	(void)state;
	c.stored = CONSULTATION_ANNOUNCED;
	assert_int_equal(consultation_state_at(&c, date_begins(c.opens) - 1), CONSULTATION_ANNOUNCED);
	assert_int_equal(consultation_state_at(&c, date_begins(c.opens)), CONSULTATION_OPEN);
	assert_int_equal(consultation_state_at(&c, date_ends(c.closes)), CONSULTATION_OPEN);
	assert_int_equal(consultation_state_at(&c, date_ends(c.closes) + 1), CONSULTATION_CLOSED);
	c.closes = (struct date){ 0 };
	assert_int_equal(consultation_state_at(&c, date_begins((struct date){ 2040, 1, 1 })), CONSULTATION_OPEN);
	arena_free(a);
}

/* ---- In the database ---- */

struct run {
	struct arena *a;
	struct consultation *c;
	enum consultation_state to;
	int64_t now;
	const char *refused;
	struct statement *statement;
	const char *token; /* of its receipt */
	const int64_t *contributions;
	size_t n;
};

static bool insert_plan(struct db_conn *tx, void *arg, struct err *err)
{
	struct plan_tree *tree = arg;
	struct digest digest = digest_of("plan", 4);
	struct arena *a = arena_new();
	bool ok = plan_add(tx, a, tree, &(struct plan_source){ "plan.json", digest.byte }, err);
	arena_free(a);
	return ok;
}

static int64_t add_plan(struct test_db *t)
{
	struct err err = { 0 };
	struct plan_tree tree = {
		.plan = { .slug = "prove", .title = "Prøveplan", .description = "", .language = "nb", .period = "" } };
	assert_ok(db_write(t->db, insert_plan, &tree, &err), err);
	return tree.plan.id;
}

static bool save(struct db_conn *tx, void *arg, struct err *err)
{
	struct run *r = arg;
	return consultation_save(tx, r->a, r->c, r->now, 0, &r->refused, err);
}

static bool move(struct db_conn *tx, void *arg, struct err *err)
{
	struct run *r = arg;
	return consultation_move(tx, r->a, r->c->id, r->to, r->now, 0, &r->refused, err);
}

static bool receive(struct db_conn *tx, void *arg, struct err *err)
{
	struct run *r = arg;
	return statement_receive(tx, r->a, r->c, r->statement, r->token, r->now, err);
}

static const char *move_at(struct test_db *t, struct run *r, enum consultation_state to, struct date day)
{
	struct err err = { 0 };
	r->to = to;
	r->now = date_begins(day);
	assert_ok(db_write(t->db, move, r, &err), err);
	return r->refused;
}

DB_TEST(it_moves_on_step_by_step)(struct test_db *t)
{
	struct err err = { 0 };
	struct consultation c = sample(t->arena, add_plan(t));
	/* one that the law asks nothing of: that is tested with the module law */
	c.kind = CONSULTATION_INPUT;
	struct run r = { .a = t->arena, .c = &c, .now = date_begins((struct date){ 2026, 1, 15 }) };
	const struct date before = { 2026, 1, 20 }, during = { 2026, 2, 20 }, after = { 2026, 4, 1 };
	assert_ok(db_write(t->db, save, &r, &err), err);
	assert_non_null(move_at(t, &r, CONSULTATION_WEIGHED, before));
	assert_non_null(move_at(t, &r, CONSULTATION_ANNOUNCED, during)); /* its first day has passed */
	assert_null(move_at(t, &r, CONSULTATION_ANNOUNCED, before));
	assert_null(move_at(t, &r, CONSULTATION_DRAFT, before));
	assert_null(move_at(t, &r, CONSULTATION_ANNOUNCED, before));
	assert_non_null(move_at(t, &r, CONSULTATION_DRAFT, during));
	assert_non_null(move_at(t, &r, CONSULTATION_WEIGHED, during));
	assert_null(move_at(t, &r, CONSULTATION_WEIGHED, after));
	assert_null(move_at(t, &r, CONSULTATION_CONCLUDED, after));
	assert_non_null(move_at(t, &r, CONSULTATION_CONCLUDED, after));
}

DB_TEST(what_is_announced_stands_fast)(struct test_db *t)
{
	struct err err = { 0 };
	struct consultation c = sample(t->arena, add_plan(t)), found;
	/* one that the law asks nothing of: that is tested with the module law */
	c.kind = CONSULTATION_INPUT;
	struct run r = { .a = t->arena, .c = &c, .now = date_begins((struct date){ 2026, 1, 15 }) };
	assert_ok(db_write(t->db, save, &r, &err), err);
	assert_null(move_at(t, &r, CONSULTATION_ANNOUNCED, (struct date){ 2026, 1, 20 }));
	c.closes.day = 15;
	assert_ok(db_write(t->db, save, &r, &err), err);
	assert_non_null(r.refused);
	c.closes.day = 31;
	assert_ok(db_write(t->db, save, &r, &err), err);
	assert_null(r.refused);
	c.n_questions = 1;
	assert_ok(db_write(t->db, save, &r, &err), err);
	assert_non_null(r.refused);
	struct db_conn *conn = db_reader(t->db, &err);
	assert_ok(consultation_get(conn, t->arena, c.id, &found, &err), err);
	assert_int_equal(found.n_questions, 3);
	assert_int_equal(found.closes.day, 31);
	assert_string_equal(consultation_write_questions(t->arena, found.questions, found.n_questions), questions_text);
	db_reader_done(conn);
}

DB_TEST(an_answer_is_behind_its_receipt_and_its_text_a_contribution)(struct test_db *t)
{
	struct err err = { 0 };
	struct consultation c = sample(t->arena, add_plan(t)), found;
	struct answer answers[] = { { .question = 2, .text = "", .value = 2 }, { .question = 0, .text = "Mer buss" } };
	struct statement s = { .organisation = "Velforeningen", .area = "Ås", .email = "", .publish = true,
	                       .answers = answers, .n_answers = ARRAY_LEN(answers) }, kept;
	struct run r = { .a = t->arena, .c = &c, .now = date_begins((struct date){ 2026, 2, 20 }), .statement = &s,
	                 .token = TOKEN };
	assert_ok(db_write(t->db, save, &r, &err), err);
	assert_ok(db_write(t->db, receive, &r, &err), err);

	struct db_conn *conn = db_reader(t->db, &err);
	assert_ok(statement_by_token(conn, t->arena, TOKEN, &found, &kept, &err), err);
	assert_int_equal(kept.id, s.id);
	assert_int_equal(found.id, c.id);
	assert_int_equal(kept.n_answers, 2);
	assert_string_equal(kept.answers[0].text, "Mer buss");
	assert_int_equal(kept.answers[1].value, 2);
	struct contribution contribution;
	assert_ok(contribution_get(conn, t->arena, kept.answers[0].contribution_id, &contribution, &err), err);
	assert_string_equal(contribution.text, "Mer buss");
	assert_string_equal(contribution.topic, "What should come first?");
	assert_true(contribution.publish);
	assert_ok(statement_by_token(conn, t->arena, "another", &found, &kept, &err), err);
	assert_int_equal(kept.id, 0);
	db_reader_done(conn);
}

/* ---- Mail ---- */

static bool tell_answered(struct db_conn *tx, void *arg, struct err *err)
{
	struct run *r = arg;
	return consultation_tell_answered(tx, r->a, r->contributions, r->n, err);
}

static bool forget(struct db_conn *tx, void *arg, struct err *err)
{
	int64_t n = 0;
	(void)arg;
	return consultation_forget(tx, "kari@example.no", &n, err);
}

static int64_t count(struct test_db *t, const struct sql *sql)
{
	struct err err = { 0 };
	int64_t n;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(db_get_i64(c, sql, &n, &err), err);
	db_reader_done(c);
	return n;
}
#define MAILS(t, kind) count((t), SQL("SELECT count(*) FROM notice WHERE kind = '" kind "'"))

DB_TEST(who_left_an_address_is_mailed)(struct test_db *t)
{
	struct err err = { 0 };
	struct consultation c = sample(t->arena, add_plan(t));
	struct answer answers[] = { { .question = 0, .text = "Mer buss" }, { .question = 0, .text = "Mer tog" } };
	struct statement s = { .organisation = "", .area = "", .email = "", .answers = answers, .n_answers = 2 };
	struct run r = { .a = t->arena, .c = &c, .now = date_begins((struct date){ 2026, 2, 20 }), .statement = &s, .token = "none" };
	assert_ok(db_write(t->db, save, &r, &err), err);
	assert_ok(db_write(t->db, receive, &r, &err), err);
	assert_int_equal(MAILS(t, "receipt"), 0);
	s.email = "kari@example.no";
	for (int i = 0; i < 25; i++) {
		r.token = arena_printf(t->arena, "token %d", i);
		assert_ok(db_write(t->db, receive, &r, &err), err);
	}
	assert_int_equal(MAILS(t, "receipt"), 20); /* somebody else may have written the address */

	const int64_t both[] = { answers[0].contribution_id, answers[1].contribution_id };
	r.contributions = both;
	r.n = 2;
	assert_ok(db_write(t->db, tell_answered, &r, &err), err);
	assert_int_equal(MAILS(t, "answer"), 1);
	assert_int_equal(count(t, SQL("SELECT count(*) FROM notice WHERE text LIKE '%{site}/receipt/token 24%'")), 1);
	assert_ok(db_write(t->db, forget, NULL, &err), err);
	assert_ok(db_write(t->db, tell_answered, &r, &err), err);
	assert_int_equal(MAILS(t, "answer"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(questions_come_back_as_they_were_written),
		cmocka_unit_test(questions_that_make_no_sense_are_named_by_line),
		cmocka_unit_test(a_consultation_by_law_lasts_six_weeks),
		cmocka_unit_test(the_last_day_counts_whole),
		ON_BOTH(it_moves_on_step_by_step),
		ON_BOTH(what_is_announced_stands_fast),
		ON_BOTH(an_answer_is_behind_its_receipt_and_its_text_a_contribution),
		ON_BOTH(who_left_an_address_is_mailed),
	};
	return cmocka_run_group_tests_name("consultation", tests, NULL, NULL);
}
