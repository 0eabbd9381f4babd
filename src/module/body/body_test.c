/* Bodies: what is kept comes back, what is refused, and that persons can be forgotten. */
#include "support.h"

#include "base/hash.h"
#include "module/body/body.h"

#define DAY(y, m, d) ((struct date){ y, m, d })

struct keeping {
	struct test_db *t;
	int64_t plan_id, n_forgotten;
	struct body body;
	struct body_person person;
	struct body_share share;
};

static bool add_plan(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	struct digest digest = digest_of("plan", 4);
	struct plan_tree tree = { .plan = { .slug = "one", .title = "one", .description = "", .language = "nb", .period = "" } };
	bool ok = plan_add(tx, k->t->arena, &tree, &(struct plan_source){ "one", digest.byte }, err);
	k->plan_id = tree.plan.id;
	return ok;
}

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	return body_add(tx, k->t->arena, &k->body, 0, err);
}

static bool change(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	return body_change(tx, k->t->arena, &k->body, 0, err);
}

static bool add_person(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	return body_person_add(tx, k->t->arena, &k->person, 0, err);
}

static bool end_person(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	return body_person_end(tx, k->t->arena, k->body.id, k->person.id, DAY(2026, 3, 1), 0, err);
}

static bool share(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	return body_share_set(tx, k->t->arena, k->plan_id, &k->share, 0, err);
}

static bool forget(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	return module_forget(tx, "Kari Testesen", &k->n_forgotten, err);
}

static struct body assembly(const struct keeping *k, const char *name)
{
	return (struct body){ .plan_id = k->plan_id, .kind = BODY_PLANNING_AUTHORITY, .name = name, .description = "", .organisation = "",
	                      .tasks = "- vedtar", .elected = true, .mandates = 1u << MANDATE_ADOPT | 1u << MANDATE_REVISE };
}

static void codes_are_known_and_different(void **state)
{
	(void)state;
	for (size_t i = 0; i < BODY_KINDS; i++)
		assert_int_equal(body_name_parse(body_kinds, BODY_KINDS, body_kinds[i].code), i);
	for (size_t i = 0; i < BODY_MANDATES; i++)
		assert_int_equal(body_name_parse(body_mandates, BODY_MANDATES, body_mandates[i].code), i);
	assert_int_equal(body_name_parse(body_roles, BODY_ROLES, "king"), BODY_ROLES);
}

DB_TEST(what_is_kept_comes_back)(struct test_db *t)
{
	struct err err = { 0 };
	struct keeping k = { .t = t };
	struct body *list;
	size_t n;
	assert_ok(db_write(t->db, add_plan, &k, &err), err);
	k.body = (struct body){ .plan_id = k.plan_id, .kind = BODY_WORKING_GROUP, .name = "Arbeidsgruppa", .description = "Skriver",
	                        .organisation = "Fylket", .tasks = "" };
	assert_ok(db_write(t->db, add, &k, &err), err);
	k.body = assembly(&k, "Fylkestinget");
	assert_ok(db_write(t->db, add, &k, &err), err);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(body_list(c, t->arena, k.plan_id, &list, &n, &err), err);
	db_reader_done(c);
	assert_int_equal(n, 2);
	assert_string_equal(list[0].name, "Fylkestinget"); /* authorities come first */
	assert_true(list[0].elected);
	assert_true(body_may(&list[0], MANDATE_ADOPT) && body_may(&list[0], MANDATE_REVISE));
	assert_false(body_may(&list[0], MANDATE_PROPOSE));
	assert_string_equal(list[1].organisation, "Fylket");
	assert_int_equal(list[1].mandates, 0);

	k.body.mandates = 1u << MANDATE_PROPOSE;
	assert_ok(db_write(t->db, change, &k, &err), err);
	struct body found;
	c = db_reader(t->db, &err);
	assert_ok(body_find(c, t->arena, k.plan_id, "Fylkestinget", &found, &err), err);
	assert_int_equal(found.mandates, 1u << MANDATE_PROPOSE);
	assert_false(body_find(c, t->arena, k.plan_id, "Kongen", &found, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	assert_non_null(strstr(err.message, "Arbeidsgruppa"));
	db_reader_done(c);
}

DB_TEST(two_bodies_have_not_one_name)(struct test_db *t)
{
	struct err err = { 0 };
	struct keeping k = { .t = t };
	assert_ok(db_write(t->db, add_plan, &k, &err), err);
	k.body = assembly(&k, "Bystyret");
	assert_ok(db_write(t->db, add, &k, &err), err);
	assert_false(db_write(t->db, add, &k, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	err_clear(&err);
	k.body.name = "";
	assert_false(db_write(t->db, add, &k, &err));
	assert_int_equal(err.kind, ERR_INPUT);
}

DB_TEST(persons_have_a_time_in_a_role_and_can_be_forgotten)(struct test_db *t)
{
	struct err err = { 0 };
	struct keeping k = { .t = t };
	struct body_person *list;
	size_t n;
	assert_ok(db_write(t->db, add_plan, &k, &err), err);
	k.body = assembly(&k, "Bystyret");
	assert_ok(db_write(t->db, add, &k, &err), err);
	k.person = (struct body_person){ .body_id = k.body.id, .name = "Kari Testesen", .role = BODY_CHAIR, .from = DAY(2026, 2, 1),
	                                 .to = DAY(2026, 1, 1) };
	assert_false(db_write(t->db, add_person, &k, &err)); /* ends before it begins */
	err_clear(&err);
	k.person.to = DAY(0, 0, 0);
	assert_ok(db_write(t->db, add_person, &k, &err), err);
	assert_ok(db_write(t->db, end_person, &k, &err), err);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(body_person_list(c, t->arena, k.plan_id, &list, &n, &err), err);
	assert_int_equal(n, 1);
	assert_int_equal(list[0].role, BODY_CHAIR);
	assert_int_equal(date_days(list[0].to), date_days(DAY(2026, 3, 1)));
	/* The journal cannot forget, so it never knew. */
	struct db_stmt *st = db_prepare(c, SQL("SELECT count(*) FROM journal_content WHERE content LIKE '%Kari Testesen%'"));
	assert_true(db_step(st));
	assert_int_equal(db_i64(st, 0), 0);
	assert_ok(db_finish(st, &err), err);
	db_reader_done(c);
	assert_ok(db_write(t->db, forget, &k, &err), err);
	assert_int_equal(k.n_forgotten, 1);
	c = db_reader(t->db, &err);
	assert_ok(body_person_list(c, t->arena, k.plan_id, &list, &n, &err), err);
	db_reader_done(c);
	assert_int_equal(n, 0);
}

DB_TEST(a_body_has_one_part_in_a_task)(struct test_db *t)
{
	struct err err = { 0 };
	struct keeping k = { .t = t };
	struct body_share *list;
	size_t n;
	assert_ok(db_write(t->db, add_plan, &k, &err), err);
	k.body = assembly(&k, "Bystyret");
	assert_ok(db_write(t->db, add, &k, &err), err);
	k.share = (struct body_share){ "Vedta planen", k.body.id, BODY_PREPARES };
	assert_ok(db_write(t->db, share, &k, &err), err);
	k.share.part = BODY_DECIDES;
	assert_ok(db_write(t->db, share, &k, &err), err);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(body_share_list(c, t->arena, k.plan_id, &list, &n, &err), err);
	db_reader_done(c);
	assert_int_equal(n, 1);
	assert_int_equal(list[0].part, BODY_DECIDES);
	k.share.part = BODY_PARTS;
	assert_ok(db_write(t->db, share, &k, &err), err);
	c = db_reader(t->db, &err);
	assert_ok(body_share_list(c, t->arena, k.plan_id, &list, &n, &err), err);
	db_reader_done(c);
	assert_int_equal(n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_are_known_and_different),
		ON_BOTH(what_is_kept_comes_back),
		ON_BOTH(two_bodies_have_not_one_name),
		ON_BOTH(persons_have_a_time_in_a_role_and_can_be_forgotten),
		ON_BOTH(a_body_has_one_part_in_a_task),
	};
	return cmocka_run_group_tests_name("body", tests, NULL, NULL);
}
