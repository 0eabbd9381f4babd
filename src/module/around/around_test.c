/* The registers around a plan: what makes no sense, rows of a file, and what is kept. */
#include "support.h"

#include "base/hash.h"
#include "module/around/around_internal.h"

static struct around_entry entry(enum around_kind kind)
{
	return (struct around_entry){ .kind = kind, .title = "Regionen trenger fagarbeidere", .party = "Regional plan 2015", .reference = "", .note = "" };
}

static void what_makes_no_sense_is_named(void **state)
{
	(void)state;
	for (enum around_kind kind = 0; kind < AROUND_KINDS; kind++) {
		struct around_entry e = entry(kind);
		e.state = kind == AROUND_BEFORE ? AROUND_KEPT : AROUND_NO_STATE;
		assert_null(around_check(&e));
		e.title = " \t";
		assert_non_null(around_check(&e));
		e.title = "to\nlinjer";
		assert_non_null(around_check(&e));
		e.title = "t";
		e.party = "";
		assert_non_null(around_check(&e));
	}
	struct around_entry e = entry(AROUND_BEFORE);
	assert_string_equal(around_check(&e), "Say whether the goal is kept, sharpened or dropped.");
	e = entry(AROUND_PROJECT);
	e.from = e.to = (struct date){ 2027, 1, 1 };
	assert_null(around_check(&e));
	e.from.day = 2;
	assert_string_equal(around_check(&e), "It ends before it begins.");
	e.to = (struct date){ 0 };
	assert_null(around_check(&e));
	e.amount = -1;
	assert_non_null(around_check(&e));
	e.amount = INT64_C(1000000000000);
	assert_null(around_check(&e));
	e.amount++;
	assert_non_null(around_check(&e));
}

static void titles_are_measured_in_characters(void **state)
{
	(void)state;
	char title[2 * 301 + 1] = "";
	for (size_t i = 0; i < 301; i++)
		memcpy(title + 2 * i, "\xC3\xB8", 2);
	struct around_entry e = entry(AROUND_USE);
	e.title = title;
	assert_non_null(around_check(&e));
	title[600] = '\0';
	assert_null(around_check(&e));
}

/* ---- Rows of a file ---- */

static struct plan_node nodes[] = { { .id = 11, .ref = "h1" }, { .id = 12, .ref = "s1" } };
static size_t by_id[] = { 0, 1 };
static const struct plan_tree two_nodes = { .nodes = nodes, .n = ARRAY_LEN(nodes), .by_id = by_id };

static void a_row_comes_back(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct around_entry e = entry(AROUND_PROJECT), back;
	e.node_id = 12;
	e.from = (struct date){ 2027, 2, 1 };
	e.amount = 1500000;
	e.note = "Tjue lærlinger";
	const char *cells[AROUND_COLUMNS];
	around_cells(a, &two_nodes, &e, cells);
	assert_string_equal(cells[AROUND_C_NODE], "s1");
	assert_string_equal(cells[AROUND_C_TO], "");
	assert_ok(around_read(a, &two_nodes, cells, &back, &err), err);
	assert_int_equal(back.kind, e.kind);
	assert_string_equal(back.title, e.title);
	assert_string_equal(back.party, e.party);
	assert_string_equal(back.note, e.note);
	assert_int_equal(back.node_id, 12);
	assert_int_equal(date_days(back.from), date_days(e.from));
	assert_int_equal(back.to.year, 0);
	assert_int_equal(back.amount, e.amount);
	arena_free(a);
}

static void a_row_that_is_wrong_is_refused(void **state)
{
	(void)state;
	static const struct {
		size_t column;
		const char *text, *says;
	} cases[] = {
		{ AROUND_C_KIND, "friends", "not a kind" }, { AROUND_C_STATE, "gone", "none of kept" },  { AROUND_C_AMOUNT, "mye", "kroner" },
		{ AROUND_C_AMOUNT, "-1", "0 or more" },     { AROUND_C_FROM, "snart", "no date" },       { AROUND_C_TO, "2026-01-01", "before it begins" },
		{ AROUND_C_NODE, "s9", "has no part" },     { AROUND_C_PARTY, "", "who it is with" },
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *cells[AROUND_COLUMNS];
		struct around_entry e = entry(AROUND_PROJECT);
		struct err err = { 0 };
		e.from = (struct date){ 2027, 2, 1 };
		around_cells(a, &two_nodes, &e, cells);
		cells[cases[i].column] = cases[i].text;
		assert_false(around_read(a, &two_nodes, cells, &e, &err));
		if (!strstr(err.message, cases[i].says))
			fail_msg("\"%s\" does not say \"%s\"", err.message, cases[i].says);
	}
	arena_free(a);
}

/* ---- What is kept ---- */

struct work {
	struct test_db *t;
	const char *slug;
	struct plan_tree tree;
	struct around_entry entry;
	const char *reason;
};

static bool add_plan(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct digest digest = digest_of(w->slug, strlen(w->slug));
	struct outline o;
	return outline_read_bytes(w->t->arena, span_of("Utfordringer\n\n- For få fagarbeidere.\n"), "plan.txt", OUTLINE_TEXT, &o, err)
	       && plan_from_outline(w->t->arena, &o, &w->tree, err) && (w->tree.plan.title = w->slug, w->tree.plan.slug = w->slug, true)
	       && plan_add(tx, w->t->arena, &w->tree, &(struct plan_source){ w->slug, digest.byte }, err);
}

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return around_add(tx, w->t->arena, w->tree.plan.id, &w->entry, err);
}

static bool withdraw(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return around_withdraw(tx, w->t->arena, w->tree.plan.id, w->entry.id, w->reason, 0, err);
}

static struct work begin(struct test_db *t, const char *slug)
{
	struct err err = { 0 };
	struct work w = { .t = t, .slug = slug };
	assert_ok(db_write(t->db, add_plan, &w, &err), err);
	assert_true(w.tree.n > 0);
	return w;
}

static struct around_entry *load(struct work *w, size_t *n)
{
	struct err err = { 0 };
	struct around_entry *list;
	struct db_conn *c = db_reader(w->t->db, &err);
	assert_ok(around_list(c, w->t->arena, w->tree.plan.id, &list, n, &err), err);
	db_reader_done(c);
	return list;
}

DB_TEST(entries_come_back_until_they_are_withdrawn)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = begin(t, "one");
	size_t n;
	w.entry = entry(AROUND_BEFORE);
	w.entry.state = AROUND_SHARPENED;
	w.entry.node_id = w.tree.nodes[0].id;
	assert_ok(db_write(t->db, add, &w, &err), err);
	int64_t before = w.entry.id;
	w.entry = entry(AROUND_PROJECT);
	w.entry.to = (struct date){ 2028, 6, 30 };
	w.entry.amount = 1500000;
	assert_ok(db_write(t->db, add, &w, &err), err);
	struct around_entry *list = load(&w, &n);
	assert_int_equal(n, 2);
	assert_int_equal(list[0].id, before);
	assert_int_equal(list[0].state, AROUND_SHARPENED);
	assert_int_equal(list[0].node_id, w.tree.nodes[0].id);
	assert_int_equal(list[1].kind, AROUND_PROJECT);
	assert_int_equal(list[1].node_id, 0);
	assert_int_equal(list[1].amount, 1500000);
	assert_string_equal(date_iso(t->arena, list[1].to), "2028-06-30");
	w.reason = "Feil prosjekt";
	assert_ok(db_write(t->db, withdraw, &w, &err), err);
	assert_int_equal(load(&w, &n)[0].id, before);
	assert_int_equal(n, 1);
	assert_false(db_write(t->db, withdraw, &w, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
}

DB_TEST(what_is_of_another_plan_is_refused)(struct test_db *t)
{
	struct err err = { 0 };
	struct work one = begin(t, "one"), two = begin(t, "two");
	one.entry = entry(AROUND_USE);
	one.entry.node_id = two.tree.nodes[0].id;
	assert_false(db_write(t->db, add, &one, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	one.entry.node_id = 0;
	err = (struct err){ 0 };
	assert_ok(db_write(t->db, add, &one, &err), err);
	two.entry = one.entry;
	two.reason = "Ikke vår";
	assert_false(db_write(t->db, withdraw, &two, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	one.reason = "";
	err = (struct err){ 0 };
	assert_false(db_write(t->db, withdraw, &one, &err));
	assert_int_equal(err.kind, ERR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_makes_no_sense_is_named),
		cmocka_unit_test(titles_are_measured_in_characters),
		cmocka_unit_test(a_row_comes_back),
		cmocka_unit_test(a_row_that_is_wrong_is_refused),
		ON_BOTH(entries_come_back_until_they_are_withdrawn),
		ON_BOTH(what_is_of_another_plan_is_refused),
	};
	return cmocka_run_group_tests_name("around", tests, NULL, NULL);
}
