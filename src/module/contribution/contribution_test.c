#include "support.h"

#include "base/hash.h"
#include "module/contribution/contribution_internal.h"

static int64_t plan;

static bool make_plan(struct db_conn *tx, void *arg, struct err *err)
{
	struct test_db *t = arg;
	struct digest digest = digest_of("plan", 4);
	struct plan_node *node = arena_alloc(t->arena, sizeof *node);
	*node = (struct plan_node){ .ref = "t1", .kind = "theme", .title = "Kraft", .body = "", .addressee = "",
	                            .asked = "", .parent = -1 };
	struct plan_tree tree = {
		.plan = { .slug = "prove", .title = "Prøveplan", .description = "", .language = "nb", .period = "" },
		.nodes = node, .n = 1 };
	bool ok = plan_add(tx, t->arena, &tree, &(struct plan_source){ "plan.json", digest.byte }, err);
	plan = tree.plan.id;
	return ok;
}

struct batch {
	struct test_db *t;
	const char *file, *digest_of;
	struct contribution_row *rows;
	size_t n;
	struct contribution_added result;
};

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct batch *b = arg;
	struct digest digest = digest_of(b->digest_of, strlen(b->digest_of));
	struct plan_source source = contribution_source(b->file, &digest);
	return contribution_add(tx, b->t->arena, plan, &source, b->rows, b->n, &b->result, err);
}

static struct contribution_row row(const char *text, const char *ref)
{
	return (struct contribution_row){ .text = text, .ref = ref, .event = "", .group = "", .organisation = "",
	                                  .topic = "", .language = "", .said_on = "", .line = 2 };
}

static size_t count(struct test_db *t, struct contribution **list)
{
	struct err err = { 0 };
	size_t n = 0;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(contribution_list(c, t->arena, plan, list, &n, &err), err);
	db_reader_done(c);
	return n;
}

DB_TEST(the_same_file_adds_nothing)(struct test_db *t)
{
	struct err err = { 0 };
	struct contribution_row rows[] = { row("Mer kraft", ""), row("Mer kraft", ""), row("Mindre kø", "") };
	struct batch b = { .t = t, .file = "a.csv", .digest_of = "a", .rows = rows, .n = 3 };
	struct contribution *list;
	assert_ok(db_write(t->db, make_plan, t, &err), err);
	assert_ok(db_write(t->db, add, &b, &err), err);
	assert_int_equal(b.result.added, 3); /* two people may say the same */
	assert_ok(db_write(t->db, add, &b, &err), err);
	assert_true(b.result.same_file);
	assert_int_equal(b.result.added, 0);
	assert_int_equal(count(t, &list), 3);
	assert_string_equal(list[2].text, "Mindre kø");
}

DB_TEST(a_file_that_has_grown_adds_its_new_rows)(struct test_db *t)
{
	struct err err = { 0 };
	struct contribution_row rows[] = { row("Mer kraft", ""), row("Mindre kø", ""), row("Flere lærlinger", "") };
	struct batch b = { .t = t, .file = "a.csv", .digest_of = "a", .rows = rows, .n = 2 };
	struct contribution *list;
	assert_ok(db_write(t->db, make_plan, t, &err), err);
	assert_ok(db_write(t->db, add, &b, &err), err);
	b.n = 3;
	b.digest_of = "a, later";
	assert_ok(db_write(t->db, add, &b, &err), err);
	assert_int_equal(b.result.added, 1);
	assert_int_equal(b.result.known, 2);
	assert_int_equal(count(t, &list), 3);
}

DB_TEST(an_original_is_not_changed)(struct test_db *t)
{
	struct err err = { 0 };
	struct contribution_row rows[] = { row("Mer kraft", "7") };
	struct batch b = { .t = t, .file = "a.csv", .digest_of = "a", .rows = rows, .n = 1 };
	struct contribution *list;
	assert_ok(db_write(t->db, make_plan, t, &err), err);
	assert_ok(db_write(t->db, add, &b, &err), err);
	rows[0].text = "Mindre kraft";
	b.digest_of = "b";
	assert_false(db_write(t->db, add, &b, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_int_equal(err.line, 2);
	assert_int_equal(count(t, &list), 1);
	assert_string_equal(list[0].text, "Mer kraft");
}

DB_TEST(one_bad_row_and_nothing_is_kept)(struct test_db *t)
{
	struct err err = { 0 };
	struct contribution_row rows[] = { row("Mer kraft", "1"), row("Mindre kø", "2") };
	rows[0].organisation = "Nytt Selskap AS";
	rows[1].event = "samling som ikke finnes";
	struct batch b = { .t = t, .file = "a.csv", .digest_of = "a", .rows = rows, .n = 2 };
	struct contribution *list;
	assert_ok(db_write(t->db, make_plan, t, &err), err);
	assert_false(db_write(t->db, add, &b, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_int_equal(count(t, &list), 0);
	struct organisation *organisations;
	size_t n = 1;
	struct err none = { 0 };
	struct db_conn *c = db_reader(t->db, &none);
	assert_ok(organisation_list(c, t->arena, &organisations, &n, &none), none);
	db_reader_done(c);
	assert_int_equal(n, 0);
}

DB_TEST(an_identifier_stands_on_one_row)(struct test_db *t)
{
	struct err err = { 0 };
	struct contribution_row rows[] = { row("Mer kraft", "1"), row("Mer kraft", "1") };
	struct batch b = { .t = t, .file = "a.csv", .digest_of = "a", .rows = rows, .n = 2 };
	assert_ok(db_write(t->db, make_plan, t, &err), err);
	assert_false(db_write(t->db, add, &b, &err));
	assert_int_equal(err.kind, ERR_INPUT);
}

static void remember(void *arg, const char *text)
{
	snprintf(arg, 200, "%s", text);
}

static bool tamper(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	return db_exec(tx, SQL("UPDATE contribution SET text = 'Noe annet'"), err);
}

DB_TEST(verify_finds_a_changed_text)(struct test_db *t)
{
	struct err err = { 0 };
	char problem[200] = "";
	struct contribution_row rows[] = { row("Mer kraft", "") };
	struct batch b = { .t = t, .file = "a.csv", .digest_of = "a", .rows = rows, .n = 1 };
	assert_ok(db_write(t->db, make_plan, t, &err), err);
	assert_ok(db_write(t->db, add, &b, &err), err);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(contribution_verify(c, t->arena, remember, problem, &err), err);
	db_reader_done(c);
	assert_string_equal(problem, "");
	assert_ok(db_write(t->db, tamper, NULL, &err), err);
	c = db_reader(t->db, &err);
	assert_ok(contribution_verify(c, t->arena, remember, problem, &err), err);
	db_reader_done(c);
	assert_non_null(strstr(problem, "a.csv"));
}

static void permissions_are_understood(void **state)
{
	(void)state;
	bool publish = false;
	assert_true(contribution_parse_permission("Ja", &publish) && publish);
	assert_true(contribution_parse_permission("0", &publish) && !publish);
	assert_false(contribution_parse_permission("kanskje", &publish));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(permissions_are_understood),
		ON_BOTH(the_same_file_adds_nothing),
		ON_BOTH(a_file_that_has_grown_adds_its_new_rows),
		ON_BOTH(an_original_is_not_changed),
		ON_BOTH(one_bad_row_and_nothing_is_kept),
		ON_BOTH(an_identifier_stands_on_one_row),
		ON_BOTH(verify_finds_a_changed_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
