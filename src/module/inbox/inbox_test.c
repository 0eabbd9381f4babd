/* The inbox: filters and keys, batches and their undoing, kept answers. On both databases. */
#include "support.h"

#include "base/hash.h"
#include "module/inbox/inbox_internal.h"

enum { WRITER = 1, OTHER, REMARKS = 120 };

struct world {
	struct test_db *t;
	int64_t plan_id, node_id, below_id;
	int64_t ids[REMARKS]; /* in the order they came */
};

static bool add_user(struct db_conn *tx, int64_t id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO user_account (id, password, administrator, language, created_at) VALUES ($id, '', 0, '', 0)"));
	db_bind_i64(st, "$id", id);
	return db_finish(st, err);
}

static bool add_plan(struct db_conn *tx, struct world *w, struct err *err)
{
	struct digest digest = digest_of("plan", 4);
	struct plan_node nodes[] = {
		{ .ref = "t1", .kind = "theme", .title = "Kraft", .body = "", .addressee = "", .asked = "", .parent = -1 },
		{ .ref = "m1", .kind = "goal", .title = "Nett", .body = "", .addressee = "", .asked = "", .parent = 0, .depth = 1 } };
	nodes[0].n_below = 1;
	struct plan_tree tree = { .plan = { .slug = "one", .title = "one", .description = "", .language = "nb", .period = "" },
	                          .nodes = nodes, .n = 2 };
	bool ok = plan_add(tx, w->t->arena, &tree, &(struct plan_source){ "plan", digest.byte }, err);
	w->plan_id = tree.plan.id;
	w->node_id = tree.nodes[0].id;
	w->below_id = tree.nodes[1].id;
	return ok;
}

static bool make_world(struct db_conn *tx, void *arg, struct err *err)
{
	struct world *w = arg;
	struct contribution_row rows[REMARKS];
	struct contribution_added added;
	struct digest digest = digest_of("file", 4);
	for (size_t i = 0; i < REMARKS; i++)
		rows[i] = (struct contribution_row){
			.text = arena_printf(w->t->arena, "Merknad nummer %zu om buss", i), .ref = arena_printf(w->t->arena, "%zu", i),
			.event = "", .group = "", .organisation = "", .topic = "", .language = i % 3 ? "nb" : "nn", .said_on = "", .publish = true };
	if (!add_user(tx, WRITER, err) || !add_user(tx, OTHER, err) || !add_plan(tx, w, err)
	    || !contribution_add(tx, w->t->arena, w->plan_id, &(struct plan_source){ "file", digest.byte }, rows, REMARKS, &added, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL("SELECT id FROM remark ORDER BY ordinal"));
	for (size_t i = 0; i < REMARKS && db_step(st); i++)
		w->ids[i] = db_i64(st, 0);
	return db_finish(st, err);
}

static struct world world_of(struct test_db *t)
{
	struct err err = { 0 };
	struct world w = { .t = t };
	assert_ok(db_write(t->db, make_world, &w, &err), err);
	return w;
}

/* ---- What one does ---- */

struct deed {
	struct world *w;
	struct inbox_action action;
	const int64_t *ids;
	size_t n;
	struct inbox_done done;
	int64_t batch, left;
	const char *refused;
	struct inbox_reply reply;
	int64_t replaces;
};

static bool run(struct db_conn *tx, void *arg, struct err *err)
{
	struct deed *x = arg;
	return inbox_do(tx, x->w->t->arena, &x->action, x->ids, x->n, &x->done, err);
}

static struct inbox_done act(struct world *w, struct inbox_action action, size_t first, size_t n)
{
	struct err err = { 0 };
	action.plan_id = w->plan_id;
	action.due = action.due ? action.due : "";
	action.tag = action.tag ? action.tag : "";
	action.reason = action.reason ? action.reason : "";
	action.by = action.by ? action.by : WRITER;
	struct deed x = { .w = w, .action = action, .ids = w->ids + first, .n = n };
	assert_ok(db_write(w->t->db, run, &x, &err), err);
	return x.done;
}

static bool run_undo(struct db_conn *tx, void *arg, struct err *err)
{
	struct deed *x = arg;
	return inbox_undo(tx, x->w->t->arena, x->w->plan_id, x->batch, WRITER, &x->left, &x->refused, err);
}

static int64_t undo(struct world *w, int64_t batch, const char **refused)
{
	struct err err = { 0 };
	struct deed x = { .w = w, .batch = batch };
	assert_ok(db_write(w->t->db, run_undo, &x, &err), err);
	*refused = x.refused;
	return x.left;
}

static const struct inbox_filter everything = { .state = "", .language = "", .tag = "", .due = "" };

static size_t count(struct world *w, struct inbox_filter f)
{
	struct err err = { 0 };
	int64_t *ids;
	size_t n;
	struct db_conn *c = db_reader(w->t->db, &err);
	assert_ok(inbox_ids(c, w->t->arena, w->plan_id, &f, 1000, &ids, &n, &err), err);
	db_reader_done(c);
	return n;
}

static size_t list(struct world *w, struct inbox_filter f, struct inbox_key after, int64_t limit, struct inbox_row **rows)
{
	struct err err = { 0 };
	size_t n;
	struct db_conn *c = db_reader(w->t->db, &err);
	assert_ok(inbox_list(c, w->t->arena, w->plan_id, &f, after, limit, rows, &n, &err), err);
	db_reader_done(c);
	return n;
}

/* ---- Tests ---- */

DB_TEST(pages_go_on_from_a_key)(struct test_db *t)
{
	struct world w = world_of(t);
	struct inbox_key after = { 0, 0 };
	struct inbox_row *rows;
	size_t seen = 0, n;
	while ((n = list(&w, everything, after, 50, &rows)) > 0) {
		for (size_t i = 0; i < n; i++)
			assert_int_equal(rows[i].key.id, w.ids[seen + i]);
		seen += n;
		after = rows[n - 1].key;
	}
	assert_int_equal(seen, REMARKS);
	list(&w, everything, (struct inbox_key){ 0, 0 }, 1, &rows);
	assert_string_equal(rows[0].text, "Merknad nummer 0 om buss");
	assert_string_equal(rows[0].state, "unanswered");
}

DB_TEST(filters_find_what_they_ask_for)(struct test_db *t)
{
	struct world w = world_of(t);
	struct inbox_filter f = everything;
	assert_int_equal(count(&w, f), REMARKS);
	f.language = "nn";
	assert_int_equal(count(&w, f), REMARKS / 3);
	act(&w, (struct inbox_action){ .kind = INBOX_ASSIGN, .assignee = OTHER }, 0, 30);
	f.assignee = OTHER;
	assert_int_equal(count(&w, f), 10);
	f.assignee = INBOX_NOBODY;
	assert_int_equal(count(&w, f), REMARKS / 3 - 10);
	f = everything;
	act(&w, (struct inbox_action){ .kind = INBOX_TAG, .tag = "buss" }, 20, 20);
	f.tag = "buss";
	assert_int_equal(count(&w, f), 20);
	f.assignee = OTHER;
	assert_int_equal(count(&w, f), 10);
	f = everything;
	act(&w, (struct inbox_action){ .kind = INBOX_DUE, .due = "2026-12-01" }, 5, 3);
	f.due = "2026-11-30";
	assert_int_equal(count(&w, f), 0);
	f.due = "2026-12-01";
	assert_int_equal(count(&w, f), 3);
	f = everything;
	act(&w, (struct inbox_action){ .kind = INBOX_PLACE, .node = w.below_id }, 0, 4);
	f.node = w.node_id; /* with all below it */
	assert_int_equal(count(&w, f), 4);
	f.node = w.below_id;
	f.state = "draft";
	assert_int_equal(count(&w, f), 0);
	act(&w, (struct inbox_action){ .kind = INBOX_ANSWER, .outcome = OUTCOME_NOTED }, 3, 2);
	assert_int_equal(count(&w, f), 1);
	f.node = 0;
	assert_int_equal(count(&w, f), 2);
}

DB_TEST(a_batch_is_undone)(struct test_db *t)
{
	struct world w = world_of(t);
	struct inbox_filter f = everything;
	const char *refused;
	f.assignee = OTHER;
	struct inbox_done first = act(&w, (struct inbox_action){ .kind = INBOX_ASSIGN, .assignee = OTHER }, 0, 10);
	assert_int_equal(first.done, 10);
	/* What is so already is not part of a batch. */
	assert_int_equal(act(&w, (struct inbox_action){ .kind = INBOX_ASSIGN, .assignee = OTHER }, 0, 10).batch_id, 0);
	struct inbox_done second = act(&w, (struct inbox_action){ .kind = INBOX_ASSIGN, .assignee = WRITER }, 5, 10);
	assert_int_equal(count(&w, f), 5);
	undo(&w, first.batch_id, &refused);
	assert_non_null(refused); /* the last one first */
	assert_int_equal(undo(&w, second.batch_id, &refused), 0);
	assert_null(refused);
	assert_int_equal(count(&w, f), 10);
	assert_int_equal(undo(&w, first.batch_id, &refused), 0);
	assert_int_equal(count(&w, f), 0);
	undo(&w, first.batch_id, &refused);
	assert_non_null(refused); /* only once */
}

DB_TEST(answers_are_drafted_approved_and_taken_back)(struct test_db *t)
{
	struct world w = world_of(t);
	const char *refused;
	struct inbox_filter f = everything;
	f.state = "draft";
	struct inbox_done none = act(&w, (struct inbox_action){ .kind = INBOX_ANSWER, .outcome = OUTCOME_NOT_FOLLOWED }, 0, 5);
	assert_int_equal(none.done, 0); /* no reason */
	assert_int_equal(none.left, 5);
	assert_non_null(none.refused);
	struct inbox_done drafts = act(&w, (struct inbox_action){ .kind = INBOX_ANSWER, .outcome = OUTCOME_PARTLY, .reason = "Delvis" }, 0, 5);
	assert_int_equal(drafts.done, 5);
	assert_int_equal(count(&w, f), 5);
	/* Not by who wrote them. */
	assert_int_equal(act(&w, (struct inbox_action){ .kind = INBOX_APPROVE }, 0, 5).left, 5);
	assert_int_equal(act(&w, (struct inbox_action){ .kind = INBOX_APPROVE, .by = OTHER }, 0, 2).done, 2);
	/* What has been approved is not taken back. */
	assert_int_equal(undo(&w, drafts.batch_id, &refused), 2);
	assert_int_equal(count(&w, f), 0);
	f.state = "approved";
	assert_int_equal(count(&w, f), 2);
	f.state = "unanswered";
	assert_int_equal(count(&w, f), REMARKS - 2);
}

DB_TEST(remarks_of_other_plans_are_left)(struct test_db *t)
{
	struct world w = world_of(t);
	int64_t stranger = 17, own = w.ids[0];
	w.ids[0] = stranger;
	struct inbox_done done = act(&w, (struct inbox_action){ .kind = INBOX_TAG, .tag = "x" }, 0, 1);
	w.ids[0] = own;
	assert_int_equal(done.done, 0);
	assert_int_equal(done.left, 1);
}

static bool run_save(struct db_conn *tx, void *arg, struct err *err)
{
	struct deed *x = arg;
	return inbox_reply_save(tx, x->w->t->arena, &x->reply, x->replaces, WRITER, err);
}

static int64_t save(struct world *w, const char *text, int64_t replaces)
{
	struct err err = { 0 };
	struct deed x = { .w = w, .replaces = replaces,
	                  .reply = { .plan_id = w->plan_id, .title = "Buss", .text = text, .outcome = OUTCOME_OUTSIDE } };
	assert_ok(db_write(w->t->db, run_save, &x, &err), err);
	return x.reply.id;
}

DB_TEST(a_kept_answer_knows_where_it_was_used)(struct test_db *t)
{
	struct world w = world_of(t);
	struct err err = { 0 };
	struct inbox_reply *found;
	size_t n;
	int64_t old = save(&w, "Bussen hører til en annen plan", 0);
	act(&w, (struct inbox_action){ .kind = INBOX_ANSWER, .outcome = OUTCOME_OUTSIDE, .reason = "Bussen hører til en annen plan", .reply = old }, 0, 3);
	int64_t new = save(&w, "Bussen hører til areal- og transportplanen", old);
	act(&w, (struct inbox_action){ .kind = INBOX_ANSWER, .outcome = OUTCOME_OUTSIDE, .reason = "…", .reply = new }, 3, 2);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(inbox_replies(c, t->arena, w.plan_id, &found, &n, &err), err);
	db_reader_done(c);
	assert_int_equal(n, 1);
	assert_int_equal(found[0].id, new);
	assert_int_equal(found[0].used, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(pages_go_on_from_a_key),
		ON_BOTH(filters_find_what_they_ask_for),
		ON_BOTH(a_batch_is_undone),
		ON_BOTH(answers_are_drafted_approved_and_taken_back),
		ON_BOTH(remarks_of_other_plans_are_left),
		ON_BOTH(a_kept_answer_knows_where_it_was_used),
	};
	return cmocka_run_group_tests_name("inbox", tests, NULL, NULL);
}
