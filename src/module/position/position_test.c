/* Positions: what makes no sense, and what is kept. */
#include "support.h"

#include "base/hash.h"
#include "module/position/position_internal.h"

#define TODAY ((struct date){ 2026, 5, 1 })

static void what_makes_no_sense_is_named(void **state)
{
	(void)state;
	struct position_entry e = { .on = { 2026, 4, 30 }, .counterpart = "", .said = "Møte", .organisation = "", .link = "" };
	assert_null(position_entry_check(&e, TODAY));
	e.on = TODAY;
	assert_null(position_entry_check(&e, TODAY));
	e.on = (struct date){ 2026, 5, 2 };
	assert_string_equal(position_entry_check(&e, TODAY), "The day has not come yet.");
	e.on = (struct date){ 0 };
	assert_string_equal(position_entry_check(&e, TODAY), "Write the day as 2026-02-16.");
	e.on = TODAY;
	e.link = "javascript:alert(1)";
	assert_string_equal(position_entry_check(&e, TODAY), "An address begins with https:// or http://.");
	e.link = "https://example.no/";
	assert_null(position_entry_check(&e, TODAY));
	e.counterpart = "to\nlinjer";
	assert_non_null(position_entry_check(&e, TODAY));
	e.counterpart = "";
	e.said = "";
	assert_string_equal(position_entry_check(&e, TODAY), "Say what was done, or what came of it.");
}

static void states_follow_one_another(void **state)
{
	(void)state;
	struct position_change c = { .state = POSITION_ADOPTED, .body = "", .decided_by = "Rådet" };
	assert_non_null(position_change_check(POSITION_DRAFT, &c));
	c.decided_on = TODAY;
	assert_null(position_change_check(POSITION_DRAFT, &c));
	for (enum position_state s = POSITION_ACHIEVED; s < POSITION_STATES; s++) {
		c.state = s;
		assert_non_null(position_change_check(POSITION_DRAFT, &c));
		assert_null(position_change_check(POSITION_ADOPTED, &c));
	}
	c = (struct position_change){ .state = POSITION_DRAFT, .body = "", .decided_by = "" };
	assert_null(position_change_check(POSITION_ADOPTED, &c));
}

static void names_are_read_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < POSITION_STATES; i++)
		assert_int_equal(position_name_parse(position_states, POSITION_STATES, position_states[i].code), i);
	assert_int_equal(position_name_parse(position_kinds, POSITION_KINDS, "phone"), POSITION_KINDS);
}

/* ---- What is kept ---- */

struct work {
	struct test_db *t;
	struct plan_tree tree;
	struct position_change change;
	struct position_entry entry;
};

static bool add_plan(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	static const char *const text = "1. Veg\n\nStandpunkt\n\n- Staten må byggje tunnelen.\n- Fylket bør ta over ferjene.\n";
	struct outline o;
	struct digest digest = digest_of(text, strlen(text));
	struct plan_source source = { "notat.txt", digest.byte };
	if (!outline_read_bytes(w->t->arena, span_of(text), "notat.txt", OUTLINE_TEXT, &o, err)
	    || !plan_from_outline(w->t->arena, &o, &w->tree, err))
		return false;
	w->tree.plan.title = "Notat";
	return plan_add(tx, w->t->arena, &w->tree, &source, err);
}

static bool set(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return position_set(tx, w->t->arena, &w->change, 0, err);
}

static bool note(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return position_entry_add(tx, w->t->arena, &w->entry, 0, err);
}

static struct work begin(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = { .t = t };
	assert_ok(db_write(t->db, add_plan, &w, &err), err);
	return w;
}

static struct position *load(struct work *w, size_t *n)
{
	struct err err = { 0 };
	struct position *list;
	struct db_conn *c = db_reader(w->t->db, &err);
	assert_ok(plan_tree_load(c, w->t->arena, w->tree.plan.id, &w->tree, &err), err);
	assert_ok(position_list(c, w->t->arena, &w->tree, &list, n, &err), err);
	db_reader_done(c);
	return list;
}

DB_TEST(a_position_and_its_work_come_back)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = begin(t);
	size_t n;
	struct position *list = load(&w, &n);
	assert_int_equal(n, 2);
	assert_int_equal(list[0].state, POSITION_DRAFT);
	assert_string_equal(list[0].chapter, "Veg");
	assert_string_equal(list[0].node->addressee, "state");
	int64_t node = list[0].node->id;
	w.change = (struct position_change){ node, POSITION_ADOPTED, "Departementet", "Rådet", { 2026, 1, 15 } };
	assert_ok(db_write(t->db, set, &w, &err), err);
	w.change.state = POSITION_PARTLY;
	assert_ok(db_write(t->db, set, &w, &err), err);
	static const struct {
		enum position_kind kind;
		int day;
		const char *said;
	} entries[] = { { POSITION_OUTCOME, 20, "Nyast" }, { POSITION_MEETING, 10, "Møte" }, { POSITION_OUTCOME, 12, "Eldre" } };
	for (size_t i = 0; i < ARRAY_LEN(entries); i++) {
		w.entry = (struct position_entry){ 0, node, entries[i].kind, { 2026, 2, entries[i].day }, "", entries[i].said, "", "" };
		assert_ok(db_write(t->db, note, &w, &err), err);
	}
	list = load(&w, &n);
	assert_int_equal(list[0].state, POSITION_PARTLY);
	assert_string_equal(list[0].body, "Departementet");
	assert_int_equal(list[0].n_done, 1);
	assert_string_equal(list[0].outcome, "Nyast");
	assert_int_equal(list[1].state, POSITION_DRAFT);
	struct position_entry *kept;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(position_entries(c, t->arena, node, &kept, &n, &err), err);
	db_reader_done(c);
	assert_int_equal(n, 3);
	assert_string_equal(kept[2].said, "Møte");
}

DB_TEST(what_is_no_position_has_no_work)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = begin(t);
	w.entry = (struct position_entry){ 0, w.tree.nodes[0].id, POSITION_MEETING, { 2026, 2, 1 }, "", "Møte", "", "" };
	assert_false(db_write(t->db, note, &w, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	size_t n;
	err = (struct err){ 0 };
	w.change = (struct position_change){ load(&w, &n)[0].node->id, POSITION_DROPPED, "", "Rådet", { 2026, 1, 15 } };
	assert_false(db_write(t->db, set, &w, &err));
	assert_int_equal(err.kind, ERR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_makes_no_sense_is_named),
		cmocka_unit_test(states_follow_one_another),
		cmocka_unit_test(names_are_read_back),
		ON_BOTH(a_position_and_its_work_come_back),
		ON_BOTH(what_is_no_position_has_no_work),
	};
	return cmocka_run_group_tests_name("position", tests, NULL, NULL);
}
