/* Decisions: what is refused, and that they are kept as they were. */
#include "support.h"

#include "module/decision/decision_internal.h"

#define DAY(y, m, d) ((struct date){ y, m, d })

enum { COUNTY = 1, CITY = 2 };

static struct digest hash(unsigned char which)
{
	struct digest d = { { which } };
	return d;
}

/* ---- What is refused: with arrays ---- */

static const char *problem_of(struct decision_book *book, const struct decision *d)
{
	struct decision_problem problem = decision_check(book, d, DAY(2026, 3, 1));
	return problem.message ? problem.field : "";
}

static void what_cannot_be_is_refused(void **unused)
{
	(void)unused;
	struct arena *a = arena_new();
	struct body bodies[] = {
		{ .id = COUNTY, .name = "county", .elected = true, .mandates = 1u << MANDATE_ADOPT | 1u << MANDATE_REVISE },
		{ .id = CITY, .name = "city", .mandates = 1u << MANDATE_ADOPT },
		{ .id = 3, .name = "group" } };
	struct version versions[] = { { .id = 1, .name = "a", .made_at = date_begins(DAY(2026, 2, 1)), .digest = hash(1) },
	                              { .id = 2, .name = "b", .made_at = date_begins(DAY(2026, 2, 20)), .digest = hash(2) } };
	int64_t authorities[] = { COUNTY, CITY };
	struct decision before = { .id = 1, .body_id = COUNTY, .kind = DECISION_ADOPT, .has_version = true, .digest = hash(2), .on = DAY(2026, 2, 21) };
	struct decision_book book = { .bodies = bodies, .n_bodies = 3, .versions = versions, .n_versions = 2, .authorities = authorities,
	                              .n_authorities = 2, .list = &before, .n = 1 };
	book.standing = decision_standing_of(a, book.list, book.n, authorities, 2);
	const struct decision good = { .body_id = COUNTY, .kind = DECISION_ADOPT, .has_version = true, .digest = hash(1), .on = DAY(2026, 2, 22),
	                               .reference = "", .votes_for = -1, .votes_against = -1, .reason = "", .changes = "", .revise = "" };
	struct decision d = good;
	assert_string_equal(problem_of(&book, &d), "");
	d.body_id = 3;
	assert_string_equal(problem_of(&book, &d), "body"); /* no mandate */
	d.body_id = CITY;
	assert_string_equal(decision_check(&book, &d, DAY(2026, 3, 1)).section, "§ 3-4"); /* not elected */
	d.body_id = 9;
	assert_string_equal(problem_of(&book, &d), "body");
	d = good;
	d.on = DAY(2026, 3, 2);
	assert_string_equal(problem_of(&book, &d), "on"); /* tomorrow */
	d.on = DAY(2026, 1, 31);
	assert_string_equal(problem_of(&book, &d), "on"); /* before the version was made */
	d = good;
	d.digest = hash(7);
	assert_string_equal(problem_of(&book, &d), "version"); /* no such version */
	d.has_version = false;
	assert_string_equal(problem_of(&book, &d), "version");
	d = good;
	d.digest = hash(2);
	assert_string_equal(problem_of(&book, &d), "version"); /* adopted already */
	d = good;
	d.has_changed = true;
	d.changed = hash(1);
	assert_string_equal(problem_of(&book, &d), "changed"); /* nothing changed */
	versions[1].digest = hash(3);
	d.changed = hash(3);
	assert_string_equal(problem_of(&book, &d), "changes"); /* what? */
	d.changes = "one word";
	assert_string_equal(problem_of(&book, &d), "");
	d = good;
	d.votes_for = 3;
	assert_string_equal(problem_of(&book, &d), "votes_for");
	d.votes_against = 1;
	d.unanimous = true;
	assert_string_equal(problem_of(&book, &d), "votes_against");
	d = good;
	d.kind = DECISION_REVISE;
	assert_string_equal(problem_of(&book, &d), "revise");
	d.revise = "no";
	assert_string_equal(problem_of(&book, &d), "reason");
	d.reason = "nothing new";
	assert_string_equal(problem_of(&book, &d), "");
	arena_free(a);
}

/* ---- In the database ---- */

struct keeping {
	struct test_db *t;
	int64_t plan_id;
	struct body body;
	struct version version;
	struct decision decision;
	struct open_question question;
	struct open_question_answer answer;
	struct recipient recipient;
	const char *reason;
};

/* What the law asks before an adoption is tested with the module law. */
static bool set_law_aside(struct db_conn *tx, int64_t plan_id, struct err *err)
{
	static const char *const rules[] = { "R3", "R5", "R6", "R7", "R8", "R11" };
	for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO law_aside (id, plan_id, rule, reason, made_by, made_at) VALUES ($id, $plan, $rule, 'a test', 0, 0)"));
		db_bind_i64(st, "$id", db_new_id(tx));
		db_bind_i64(st, "$plan", plan_id);
		db_bind_text(st, "$rule", rules[i]);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

static bool set_up(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	struct digest digest = digest_of("plan", 4);
	struct plan_tree tree = { .plan = { .slug = "one", .title = "one", .description = "", .language = "nb", .period = "" } };
	if (!plan_add(tx, k->t->arena, &tree, &(struct plan_source){ "one", digest.byte }, err)
	    || !set_law_aside(tx, tree.plan.id, err))
		return false;
	k->plan_id = tree.plan.id;
	k->body = (struct body){ .plan_id = k->plan_id, .kind = BODY_PLANNING_AUTHORITY, .name = "Fylkestinget", .description = "",
	                         .organisation = "", .tasks = "", .elected = true, .mandates = 1u << MANDATE_ADOPT };
	k->version = (struct version){ .plan_id = k->plan_id, .name = "first", .note = "" };
	return body_add(tx, k->t->arena, &k->body, 0, err) && version_make(tx, k->t->arena, &k->version, err);
}

static bool record(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	return decision_record(tx, k->t->arena, &k->decision, err);
}

static bool withdraw(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	return decision_withdraw(tx, k->t->arena, k->plan_id, k->decision.id, k->reason, 0, err);
}

static bool ask(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	return open_question_add(tx, k->t->arena, &k->question, 0, err);
}

static bool answer(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	return open_question_close(tx, k->t->arena, &k->answer, err);
}

static bool tell(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	return recipient_add(tx, k->t->arena, k->plan_id, &k->recipient, 0, err);
}

static struct decision_book load(const struct keeping *k)
{
	struct decision_book book;
	struct err err = { 0 };
	struct db_conn *c = db_reader(k->t->db, &err);
	assert_ok(decision_load(c, k->t->arena, k->plan_id, &book, &err), err);
	db_reader_done(c);
	return book;
}

static void begin(struct keeping *k)
{
	struct err err = { 0 };
	assert_ok(db_write(k->t->db, set_up, k, &err), err);
	k->decision = (struct decision){ .plan_id = k->plan_id, .body_id = k->body.id, .kind = DECISION_ADOPT, .has_version = true,
	                                 .digest = k->version.digest, .on = date_at(clock_now()), .reference = "12/2026", .votes_for = 30,
	                                 .votes_against = 4, .reason = "", .changes = "", .revise = "" };
}

DB_TEST(a_decision_is_kept_and_withdrawn_once)(struct test_db *t)
{
	struct err err = { 0 };
	struct keeping k = { .t = t, .reason = "" };
	begin(&k);
	assert_ok(db_write(t->db, record, &k, &err), err);
	struct decision_book book = load(&k);
	assert_int_equal(book.n, 1);
	assert_int_equal(book.list[0].votes_for, 30);
	assert_string_equal(book.list[0].reference, "12/2026");
	assert_true(digest_eq(&book.list[0].digest, &k.version.digest));
	assert_false(book.list[0].has_changed);
	assert_int_equal(book.standing.state, DECISION_ADOPTED_BY_ALL);
	assert_false(db_write(t->db, record, &k, &err)); /* again */
	assert_int_equal(err.kind, ERR_CONFLICT);
	err_clear(&err);
	assert_false(db_write(t->db, withdraw, &k, &err)); /* the second record() has left no id behind; no reason either */
	assert_int_equal(err.kind, ERR_INPUT);
	err_clear(&err);
	k.decision.id = book.list[0].id;
	k.reason = "the wrong day";
	assert_ok(db_write(t->db, withdraw, &k, &err), err);
	book = load(&k);
	assert_int_equal(book.n, 1);
	assert_true(book.list[0].withdrawn);
	assert_string_equal(book.list[0].withdrawal, "the wrong day");
	assert_int_equal(book.standing.state, DECISION_DRAFT);
	assert_false(db_write(t->db, withdraw, &k, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
}

DB_TEST(a_question_is_answered_by_a_decision_that_stands)(struct test_db *t)
{
	struct err err = { 0 };
	struct keeping k = { .t = t, .reason = "wrong" };
	struct open_question *list;
	size_t n;
	begin(&k);
	k.question = (struct open_question){ .plan_id = k.plan_id, .kind = QUESTION_GOAL_CONFLICT, .title = "Which first?", .text = "",
	                                     .raised_by = "Kari", .body_id = k.body.id };
	assert_false(db_write(t->db, ask, &k, &err)); /* no mandate to settle conflicts */
	assert_int_equal(err.kind, ERR_CONFLICT);
	err_clear(&err);
	k.question.kind = QUESTION_POLITICAL;
	assert_ok(db_write(t->db, ask, &k, &err), err);
	k.answer = (struct open_question_answer){ .plan_id = k.plan_id, .question_id = k.question.id, .decision_id = 12345,
	                                          .state = OPEN_QUESTION_ANSWERED, .text = "", .on = DAY(2026, 1, 1) };
	assert_false(db_write(t->db, answer, &k, &err)); /* no such decision */
	err_clear(&err);
	assert_ok(db_write(t->db, record, &k, &err), err);
	k.answer.decision_id = k.decision.id;
	assert_ok(db_write(t->db, answer, &k, &err), err);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(open_question_list(c, t->arena, k.plan_id, &list, &n, &err), err);
	db_reader_done(c);
	assert_int_equal(list[0].state, OPEN_QUESTION_ANSWERED);
	assert_int_equal(list[0].decision_id, k.decision.id);
	assert_false(db_write(t->db, answer, &k, &err)); /* once */
	err_clear(&err);
	assert_ok(db_write(t->db, withdraw, &k, &err), err);
	c = db_reader(t->db, &err);
	assert_ok(open_question_list(c, t->arena, k.plan_id, &list, &n, &err), err);
	db_reader_done(c);
	assert_int_equal(list[0].state, OPEN_QUESTION_OPEN);
}

DB_TEST(nobody_is_told_before_all_have_adopted)(struct test_db *t)
{
	struct err err = { 0 };
	struct keeping k = { .t = t };
	begin(&k);
	k.recipient = (struct recipient){ .name = "Departementet", .kind = RECIPIENT_MINISTRY, .email = "post@example.org" };
	assert_false(db_write(t->db, tell, &k, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	err_clear(&err);
	assert_ok(db_write(t->db, record, &k, &err), err);
	assert_ok(db_write(t->db, tell, &k, &err), err);
	assert_int_equal(date_days(k.recipient.sent), date_days(date_at(clock_now())));
	assert_false(db_write(t->db, tell, &k, &err)); /* twice */
	assert_int_equal(err.kind, ERR_CONFLICT);
	err_clear(&err);
	struct db_conn *c = db_reader(t->db, &err);
	struct db_stmt *st = db_prepare(c, SQL("SELECT count(*) FROM notice WHERE kind = 'adopted'"));
	assert_true(db_step(st));
	assert_int_equal(db_i64(st, 0), 1);
	assert_ok(db_finish(st, &err), err);
	db_reader_done(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_be_is_refused),
		ON_BOTH(a_decision_is_kept_and_withdrawn_once),
		ON_BOTH(a_question_is_answered_by_a_decision_that_stands),
		ON_BOTH(nobody_is_told_before_all_have_adopted),
	};
	return cmocka_run_group_tests_name("decision", tests, NULL, NULL);
}
