/* Remarks: what a text might be split into, and that every change keeps its lineage and can be undone. */
#include "support.h"

#include "base/hash.h"
#include "module/contribution/contribution.h"
#include "module/contribution/remark.h"

enum { PLANNER = 7 };

static const char first_text[] = "Mer buss til Nesodden.\n\n- Billigere billetter\n- Flere avganger";
static const char second_text[] = "Bussen er for dyr.";

struct world {
	struct test_db *t;
	int64_t plan_id, first_id, second_id;
};

static bool make_world(struct db_conn *tx, void *arg, struct err *err)
{
	struct world *w = arg;
	struct digest digest = digest_of("plan", 4);
	struct plan_node node = { .ref = "t1", .kind = "theme", .title = "Buss", .body = "", .addressee = "", .asked = "",
	                          .parent = -1 };
	struct plan_tree tree = { .plan = { .slug = "one", .title = "one", .description = "", .language = "nb", .period = "" },
	                          .nodes = &node, .n = 1 };
	struct contribution_row rows[2] = {
		{ .text = first_text, .ref = "1", .event = "", .group = "", .organisation = "", .topic = "", .language = "", .said_on = "" },
		{ .text = second_text, .ref = "2", .event = "", .group = "", .organisation = "", .topic = "", .language = "", .said_on = "" },
	};
	struct contribution_added added;
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO user_account (id, password, administrator, language, created_at) VALUES ($id, '', 0, '', 0)"));
	db_bind_i64(st, "$id", PLANNER);
	return db_finish(st, err) && plan_add(tx, w->t->arena, &tree, &(struct plan_source){ "one", digest.byte }, err)
	       && contribution_add(tx, w->t->arena, tree.plan.id, &(struct plan_source){ "one", digest.byte }, rows, 2, &added, err)
	       && contribution_find(tx, "1", &w->first_id, &w->plan_id, err)
	       && contribution_find(tx, "2", &w->second_id, &w->plan_id, err);
}

static struct world world_of(struct test_db *t)
{
	struct err err = { 0 };
	struct world w = { .t = t };
	assert_ok(db_write(t->db, make_world, &w, &err), err);
	return w;
}

/* ---- What one does; each gives what was refused ---- */

struct deed {
	struct arena *arena;
	enum { SPLIT, MERGE, REWORD, UNDO, ANSWER } what;
	int64_t ids[2];
	size_t n_ids;
	struct remark_piece pieces[3];
	size_t n;
	const char *text;
	struct remark_change change;
	const char *refused;
};

static bool run(struct db_conn *tx, void *arg, struct err *err)
{
	struct deed *d = arg;
	d->change = (struct remark_change){ .by = PLANNER, .reason = "" };
	switch (d->what) {
	case SPLIT:
		return remark_split(tx, d->arena, d->ids[0], d->pieces, d->n, &d->change, &d->refused, err);
	case MERGE:
		return remark_merge(tx, d->arena, d->ids, d->n_ids, d->text, &d->change, &d->refused, err);
	case REWORD:
		return remark_reword(tx, d->arena, d->ids[0], d->text, &d->change, &d->refused, err);
	case UNDO:
		return remark_undo(tx, d->arena, d->ids[0], PLANNER, &d->refused, err);
	case ANSWER:
		return remark_set_state(tx, d->ids[0], d->text, err);
	}
	return false;
}

static const char *perform(struct world *w, struct deed *d)
{
	struct err err = { 0 };
	d->arena = w->t->arena;
	assert_ok(db_write(w->t->db, run, d, &err), err);
	return d->refused;
}

static size_t remarks_of(struct world *w, int64_t contribution_id, struct remark **list)
{
	struct err err = { 0 };
	size_t n;
	struct db_conn *c = db_reader(w->t->db, &err);
	assert_ok(remark_list_of(c, w->t->arena, contribution_id, list, &n, &err), err);
	db_reader_done(c);
	return n;
}

static size_t history_of(struct world *w, int64_t contribution_id, struct remark_change **list)
{
	struct err err = { 0 };
	size_t n;
	struct db_conn *c = db_reader(w->t->db, &err);
	assert_ok(remark_history(c, w->t->arena, contribution_id, list, &n, &err), err);
	db_reader_done(c);
	return n;
}

/* Splits the first contribution as its paragraphs and list suggest. */
static struct deed split_first(struct world *w)
{
	struct remark_piece *pieces;
	struct deed d = { .what = SPLIT, .ids = { w->first_id } };
	d.n = remark_suggest(w->t->arena, span_of(first_text), &pieces);
	assert_int_equal(d.n, 3);
	for (size_t i = 0; i < d.n; i++) {
		d.pieces[i] = pieces[i];
		d.pieces[i].contribution_id = w->first_id;
	}
	assert_null(perform(w, &d));
	return d;
}

/* ---- Tests ---- */

static void paragraphs_and_items_are_suggested(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct remark_piece *pieces;
	const char *text = "  En linje\nsom går videre\n\n1. Først\n b) Så  \n\n\n• Sist\nmed mer";
	static const char *const expected[] = { "En linje\nsom går videre", "Først", "Så", "Sist\nmed mer" };
	size_t n = remark_suggest(a, span_of(text), &pieces);
	assert_int_equal(n, 4);
	for (size_t i = 0; i < n; i++)
		assert_true(span_is((struct span){ text + pieces[i].first_byte, pieces[i].bytes }, expected[i]));
	assert_int_equal(remark_suggest(a, SPAN(""), &pieces), 0);
	assert_int_equal(remark_suggest(a, SPAN("- \n- \n"), &pieces), 0);
	arena_free(a);
}

DB_TEST(a_contribution_arrives_as_one_remark)(struct test_db *t)
{
	struct world w = world_of(t);
	struct remark *list;
	assert_int_equal(remarks_of(&w, w.first_id, &list), 1);
	assert_int_equal(list[0].id, w.first_id);
	assert_string_equal(list[0].text, first_text);
	assert_string_equal(list[0].state, "unanswered");
	assert_int_equal(list[0].pieces[0].bytes, strlen(first_text));
}

DB_TEST(splitting_keeps_order_and_lineage)(struct test_db *t)
{
	struct world w = world_of(t);
	struct deed d = split_first(&w);
	struct remark *list;
	struct remark_change *changes;
	assert_int_equal(remarks_of(&w, w.first_id, &list), 3);
	assert_string_equal(list[0].text, "Mer buss til Nesodden.");
	assert_string_equal(list[2].text, "Flere avganger");
	assert_int_equal(history_of(&w, w.first_id, &changes), 1);
	assert_int_equal(changes[0].n_from, 1);
	assert_int_equal(changes[0].n_to, 3);
	assert_int_equal(changes[0].to[1].id, list[1].id);
	assert_non_null(perform(&w, &d)); /* it has ended */
}

DB_TEST(merging_rewording_and_undoing)(struct test_db *t)
{
	struct world w = world_of(t);
	split_first(&w);
	struct remark *list;
	struct remark_change *changes;
	remarks_of(&w, w.first_id, &list);
	struct deed merge = { .what = MERGE, .ids = { list[1].id, w.second_id }, .n_ids = 2, .text = "" };
	assert_null(perform(&w, &merge));
	assert_int_equal(remarks_of(&w, w.second_id, &list), 1);
	assert_string_equal(list[0].text, "Billigere billetter\n\nBussen er for dyr.");
	assert_int_equal(list[0].n_pieces, 2);
	assert_int_equal(remarks_of(&w, w.first_id, &list), 3);
	assert_int_equal(list[1].n_pieces, 2);

	struct deed reword = { .what = REWORD, .ids = { list[1].id }, .text = "Billettene er for dyre." };
	assert_null(perform(&w, &reword));
	assert_int_equal(remarks_of(&w, w.second_id, &list), 1);
	assert_true(list[0].reworded);
	assert_string_equal(list[0].text, "Billettene er for dyre.");
	assert_int_equal(history_of(&w, w.second_id, &changes), 2);

	assert_non_null(perform(&w, &(struct deed){ .what = UNDO, .ids = { merge.change.id } })); /* reworded since */
	assert_null(perform(&w, &(struct deed){ .what = UNDO, .ids = { reword.change.id } }));
	assert_non_null(perform(&w, &(struct deed){ .what = UNDO, .ids = { reword.change.id } }));
	assert_null(perform(&w, &(struct deed){ .what = UNDO, .ids = { merge.change.id } }));
	assert_int_equal(remarks_of(&w, w.second_id, &list), 1);
	assert_int_equal(list[0].id, w.second_id);
	assert_int_equal(remarks_of(&w, w.first_id, &list), 3);
}

DB_TEST(what_cannot_be_is_refused)(struct test_db *t)
{
	struct world w = world_of(t);
	struct remark *list;
	size_t whole = strlen(first_text);
	struct deed d = { .what = SPLIT, .ids = { w.first_id }, .n = 2,
	                  .pieces = { { w.first_id, 0, 10 }, { w.first_id, 9, 5 } } };
	assert_non_null(perform(&w, &d)); /* overlap */
	d.pieces[1] = (struct remark_piece){ w.first_id, whole - 2, 3 };
	assert_non_null(perform(&w, &d)); /* beyond the end */
	d.pieces[1] = (struct remark_piece){ w.second_id, 0, 3 };
	assert_non_null(perform(&w, &d)); /* another contribution */
	d.n = 1;
	assert_non_null(perform(&w, &d));
	assert_non_null(perform(&w, &(struct deed){ .what = MERGE, .ids = { w.first_id, w.first_id }, .n_ids = 2, .text = "" }));
	assert_non_null(perform(&w, &(struct deed){ .what = REWORD, .ids = { w.first_id }, .text = "" }));
	assert_non_null(perform(&w, &(struct deed){ .what = REWORD, .ids = { 1 }, .text = "x" }));
	perform(&w, &(struct deed){ .what = ANSWER, .ids = { w.first_id }, .text = "published" });
	perform(&w, &(struct deed){ .what = ANSWER, .ids = { w.first_id }, .text = "draft" });
	assert_non_null(perform(&w, &(struct deed){ .what = REWORD, .ids = { w.first_id }, .text = "x" })); /* answered */
	assert_int_equal(remarks_of(&w, w.first_id, &list), 1);
	assert_int_equal(list[0].id, w.first_id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs_and_items_are_suggested),
		ON_BOTH(a_contribution_arrives_as_one_remark),
		ON_BOTH(splitting_keeps_order_and_lineage),
		ON_BOTH(merging_rewording_and_undoing),
		ON_BOTH(what_cannot_be_is_refused),
	};
	return cmocka_run_group_tests_name("remark", tests, NULL, NULL);
}
