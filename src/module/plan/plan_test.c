#include "module/plan/plan_fixture.h"

/* ---- JSON ---- */

static void json_round_trip_is_lossless(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct plan_tree tree = parsed(a, everything);
	assert_int_equal(tree.n, 5);
	assert_int_equal(tree.nodes[0].n_below, 3);
	assert_int_equal(tree.nodes[2].depth, 2);
	assert_int_equal(tree.nodes[2].parent, 1);
	assert_int_equal(tree.nodes[1].sdgs, 1u << 1 | 1u << 4 | 1u << 17);
	assert_int_equal(tree.links[0].to, 4);
	assert_int_equal(tree.links[1].to, -1);
	assert_string_equal(exported(a, &tree), everything);
	arena_free(a);
}

#define NODE(ref, more) "{\"id\":\"" ref "\",\"kind\":\"goal\",\"title\":\"T\"" more "}"

static void nodes_may_come_in_any_order(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct plan_tree tree = parsed(a, DOCUMENT(
		NODE("a2", ",\"parent\":\"a\"") "," NODE("b", "") "," NODE("a", ",\"parent\":null") ","
		NODE("a3", ",\"parent\":\"a\"") "," NODE("a21", ",\"parent\":\"a2\""),
		"{\"from\":\"a3\",\"to\":\"b\",\"kind\":\"borders_on\"}"));
	static const char *const order[] = { "b", "a", "a2", "a21", "a3" };
	assert_int_equal(tree.n, ARRAY_LEN(order));
	for (size_t i = 0; i < tree.n; i++)
		assert_string_equal(tree.nodes[i].ref, order[i]);
	assert_int_equal(tree.nodes[1].n_below, 3);
	assert_int_equal(tree.links[0].from, 4);
	assert_int_equal(tree.links[0].to, 0);
	arena_free(a);
}

static void format_and_kind_may_be_left_out(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct plan_tree tree = parsed(a, "{\"title\":\"P\",\"nodes\":[{\"id\":\"a\",\"title\":\"T\"}]}");
	assert_int_equal(tree.n, 1);
	assert_string_equal(tree.nodes[0].kind, "theme");
	assert_string_equal(tree.plan.slug, "");
	arena_free(a);
}

static void errors_name_file_place_and_node(void **state)
{
	(void)state;
	static const struct { const char *json, *said; } cases[] = {
		{ "[]", "This is no plan" },
		{ "{\"format\":\"annet\"}", "This is no plan" },
		{ "{\"format\":\"planverk-plan\",\"version\":2}", "version: must be 1" },
		{ "{\"format\":\"planverk-plan\",\"version\":1}", "This is no plan" },
		{ "{\"format\":\"planverk-plan\",\"version\":1,\"title\":\"\",\"nodes\":[]}",
		  "title: must not be empty" },
		{ "{\"format\":\"planverk-plan\",\"version\":1,\"title\":\"P\",\"slug\":\"A b\",\"nodes\":[]}",
		  "slug: must be at most 40 small letters" },
		{ "{\"format\":\"planverk-plan\",\"version\":1,\"title\":\"P\",\"language\":\"norsk\",\"nodes\":[]}",
		  "language: must be a code" },
		{ "{\"format\":\"planverk-plan\",\"version\":1,\"title\":\"P\",\"nodes\":{}}",
		  "nodes: must be a list, not an object" },
		{ DOCUMENT("7", ""), "nodes[0]: must be an object, not a number" },
		{ DOCUMENT(NODE("a", ",\"colour\":1"), ""), "nodes[0].colour (node \"a\"): is not a field" },
		{ DOCUMENT("{\"kind\":\"goal\",\"title\":\"T\"}", ""), "nodes[0].id: is missing" },
		{ DOCUMENT("{\"id\":\"a\",\"kind\":\"goal\",\"title\":\" \"}", ""), "nodes[0].title (node \"a\"): must not be" },
		{ DOCUMENT("{\"id\":\"a\",\"kind\":\"goal\",\"title\":\"x\\ny\"}", ""), "it must be one line" },
		{ DOCUMENT("{\"id\":\"a\",\"kind\":\"aim\",\"title\":\"T\"}", ""),
		  "nodes[0].kind (node \"a\"): there is no kind \"aim\"; there is theme, challenge, goal" },
		{ DOCUMENT(NODE("a", ",\"body\":[]"), ""), "nodes[0].body (node \"a\"): must be a text, not a list" },
		{ DOCUMENT(NODE("a", ",\"cross_cutting\":1"), ""), "must be true or false, not a number" },
		{ DOCUMENT(NODE("a", ",\"addressee\":\"state\""), ""), "only a position has one" },
		{ DOCUMENT(NODE("a", ",\"asked\":\"no\""), ""), "nodes[0].asked (node \"a\"): must be yes" },
		{ DOCUMENT(NODE("a", ",\"keywords\":[\"x\",2]"), ""), "nodes[0].keywords[1] (node \"a\"): must be a text" },
		{ DOCUMENT(NODE("a", ",\"sdgs\":[18]"), ""), "nodes[0].sdgs[0] (node \"a\"): must be a whole number" },
		{ DOCUMENT(NODE("a", ",\"sdgs\":[0]"), ""), "nodes[0].sdgs[0]" },
		{ DOCUMENT(NODE("a", ",\"sdgs\":[3.5]"), ""), "nodes[0].sdgs[0]" },
		{ DOCUMENT(NODE("a", ",\"sdgs\":[3,3]"), ""), "nodes[0].sdgs[1] (node \"a\"): the goal 3 stands twice" },
		{ DOCUMENT(NODE("a", "") "," NODE("a", ""), ""), "nodes[1].id (node \"a\"): nodes[0] has the same" },
		{ DOCUMENT(NODE("a", ",\"parent\":\"z\""), ""), "nodes[0].parent (node \"a\"): there is no node \"z\"" },
		{ DOCUMENT(NODE("a", ",\"parent\":\"a\""), ""), "its own ancestor: a → a" },
		{ DOCUMENT(NODE("x", ",\"parent\":\"a\"") "," NODE("a", ",\"parent\":\"b\"") "," NODE("b", ",\"parent\":\"a\""), ""),
		  "would be its own ancestor" },
		{ DOCUMENT(NODE("a", ""), "{\"from\":\"a\",\"kind\":\"likes\",\"external\":\"x\"}"),
		  "links[0].kind: there is no kind of link \"likes\"" },
		{ DOCUMENT(NODE("a", ""), "{\"from\":\"a\",\"kind\":\"rests_on\"}"), "links[0]: a link has either" },
		{ DOCUMENT(NODE("a", ""), "{\"from\":\"a\",\"kind\":\"rests_on\",\"to\":\"b\"}"), "links[0].to: there is no node \"b\"" },
		{ DOCUMENT(NODE("a", ""), "{\"from\":\"a\",\"kind\":\"rests_on\",\"to\":\"a\"}"), "cannot be linked to itself" },
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err err = { 0 };
		struct plan_tree tree;
		if (plan_from_json(a, span_of(cases[i].json), "json", &tree, &err))
			fail_msg("accepted: %s", cases[i].json);
		if (!strstr(err.message, cases[i].said))
			fail_msg("said \"%s\" instead of \"%s\"", err.message, cases[i].said);
		assert_int_equal(err.kind, ERR_INPUT);
		assert_string_equal(err.file, "json");
	}
	arena_free(a);
}

static void a_tree_is_not_endlessly_deep(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct plan_tree tree;
	struct out o = out_memory(a);
	out_text(&o, "{\"format\":\"planverk-plan\",\"version\":1,\"title\":\"P\",\"nodes\":["
	             "{\"id\":\"0\",\"kind\":\"goal\",\"title\":\"T\"}");
	for (int i = 1; i <= PLAN_DEPTH_MAX; i++)
		out_format(&o, ",{\"id\":\"%d\",\"parent\":\"%d\",\"kind\":\"goal\",\"title\":\"T\"}", i, i - 1);
	const char *deepest = arena_printf(a, "%s]}", out_string(&o));
	assert_ok(plan_from_json(a, span_of(deepest), "p", &tree, &err), err);
	assert_int_equal(tree.nodes[PLAN_DEPTH_MAX].depth, PLAN_DEPTH_MAX);
	out_text(&o, ",{\"id\":\"x\",\"parent\":\"32\",\"kind\":\"goal\",\"title\":\"T\"}");
	const char *deeper = arena_printf(a, "%s]}", out_string(&o));
	assert_false(plan_from_json(a, span_of(deeper), "p", &tree, &err));
	assert_non_null(strstr(err.message, "(node \"x\"): has more than 32 nodes above it"));
	arena_free(a);
}

/* ---- The database ---- */

DB_TEST(a_stored_tree_loads_as_it_was)(struct test_db *t)
{
	struct err err = { 0 };
	struct plan_tree added = stored(t, everything), tree;
	struct plan plan;
	int64_t owner;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(plan_find(c, t->arena, "kompetanse-2040", &plan, &err), err);
	assert_int_equal(plan.id, added.plan.id);
	assert_ok(plan_find(c, t->arena, arena_printf(t->arena, "%lld", (long long)plan.id), &plan, &err), err);
	assert_string_equal(plan.slug, "kompetanse-2040");
	assert_ok(plan_tree_load(c, t->arena, plan.id, &tree, &err), err);
	assert_string_equal(exported(t->arena, &tree), everything);
	for (size_t i = 0; i < tree.n; i++) {
		assert_int_equal(tree.nodes[i].id, added.nodes[i].id);
		assert_int_equal(plan_tree_index(&tree, tree.nodes[i].id), i);
		assert_ok(plan_of_node(c, tree.nodes[i].id, &owner, &err), err);
		assert_int_equal(owner, plan.id);
	}
	assert_int_equal(plan_tree_index(&tree, 1), -1);
	assert_ok(plan_of_node(c, 1, &owner, &err), err);
	assert_int_equal(owner, 0);
	db_reader_done(c);
}

DB_TEST(an_import_stands_in_the_journal)(struct test_db *t)
{
	struct err err = { 0 };
	struct plan_tree tree = stored(t, everything);
	struct db_conn *c = db_reader(t->db, &err);
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT j.subject, t.content FROM journal j JOIN journal_content t ON t.journal_id = j.id "
		"WHERE j.action = 'plan.import'"));
	assert_true(db_step(st));
	assert_int_equal(db_i64(st, 0), tree.plan.id);
	const char *content = db_text(st, 1, t->arena);
	assert_non_null(strstr(content, "\"title\": \"Regional plan for kompetanse <og> verdiskaping\""));
	assert_non_null(strstr(content, "\"nodes\": 5, \"links\": 2, \"source\": \"json\""));
	assert_false(db_step(st));
	assert_ok(db_finish(st, &err), err);
	db_reader_done(c);
}

DB_TEST(the_same_file_or_name_is_refused)(struct test_db *t)
{
	struct err err = { 0 };
	struct plan_tree tree = stored(t, everything), again = parsed(t->arena, everything);
	assert_false(db_write(t->db, add, &(struct addition){ t, &again, everything }, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_non_null(strstr(err.message, tree.plan.slug));
	err_clear(&err);
	assert_false(db_write(t->db, add, &(struct addition){ t, &again, "another file" }, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_non_null(strstr(err.message, "choose another short name"));

	struct plan *list;
	size_t n;
	struct err none = { 0 };
	struct db_conn *c = db_reader(t->db, &none);
	assert_ok(plan_list(c, t->arena, &list, &n, &none), none);
	db_reader_done(c);
	assert_int_equal(n, 1);
}

DB_TEST(slugs_come_from_titles)(struct test_db *t)
{
	static const struct { const char *title, *slug; } cases[] = {
		{ "Næring på Årnes: Østlandet 2040!", "naering-pa-arnes-ostlandet-2040" },
		{ "Næring på Årnes, østlandet 2040", "naering-pa-arnes-ostlandet-2040-2" },
		{ "Regional plan for kompetanse, omstilling og verdiskaping", "regional-plan-for-kompetanse-omstilling" },
		{ "Đáŋgu", "dangu" },
		{ "…", "plan" },
		{ "—", "plan-2" },
		{ "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyzabcdefghijklmn" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err err = { 0 };
		struct plan_tree tree = { .plan = { .slug = "", .title = cases[i].title, .description = "",
		                                    .language = "", .period = "" } };
		struct addition x = { t, &tree, cases[i].title };
		assert_ok(db_write(t->db, add, &x, &err), err);
		assert_string_equal(tree.plan.slug, cases[i].slug);
		assert_true(plan_slug_valid(tree.plan.slug));
	}
}

DB_TEST(a_plan_needs_a_title_and_a_proper_slug)(struct test_db *t)
{
	struct err err = { 0 };
	struct plan_tree tree = { .plan = { .slug = "", .title = " ", .description = "", .language = "", .period = "" } };
	assert_false(db_write(t->db, add, &(struct addition){ t, &tree, "x" }, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	err_clear(&err);
	tree.plan.title = "Plan";
	tree.plan.slug = "a/b";
	assert_false(db_write(t->db, add, &(struct addition){ t, &tree, "x" }, &err));
	assert_int_equal(err.kind, ERR_INPUT);
}

DB_TEST(a_missing_plan_names_those_there_are)(struct test_db *t)
{
	struct err err = { 0 };
	struct plan plan;
	struct db_conn *c = db_reader(t->db, &err);
	assert_false(plan_find(c, t->arena, "nei", &plan, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	assert_non_null(strstr(err.message, "plan import"));
	db_reader_done(c);
	err_clear(&err);
	stored(t, everything);
	c = db_reader(t->db, &err);
	assert_false(plan_find(c, t->arena, "nei", &plan, &err));
	assert_non_null(strstr(err.message, "kompetanse-2040"));
	db_reader_done(c);
}

static void remember(void *arg, const char *text)
{
	snprintf(arg, 300, "%s", text);
}

static void verify(struct test_db *t, char problem[300])
{
	struct err err = { 0 };
	*problem = '\0';
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(plan_verify(c, t->arena, remember, problem, &err), err);
	db_reader_done(c);
}

static bool make_circle(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	return db_exec(tx, SQL("UPDATE plan_node SET parent_id = id WHERE ref = 'g1'"), err);
}

static bool make_kind(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	return db_exec(tx, SQL("UPDATE plan_node SET kind = 'wish' WHERE ref = 't2'"), err);
}

DB_TEST(verify_finds_circles_and_unknown_kinds)(struct test_db *t)
{
	struct err err = { 0 };
	char problem[300];
	stored(t, everything);
	verify(t, problem);
	assert_string_equal(problem, "");
	assert_ok(db_write(t->db, make_kind, NULL, &err), err);
	verify(t, problem);
	assert_non_null(strstr(problem, "node \"t2\": there is no kind \"wish\""));
	assert_ok(db_write(t->db, make_circle, NULL, &err), err);
	verify(t, problem);
	assert_non_null(strstr(problem, "a circle"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_round_trip_is_lossless),
		cmocka_unit_test(nodes_may_come_in_any_order),
		cmocka_unit_test(format_and_kind_may_be_left_out),
		cmocka_unit_test(errors_name_file_place_and_node),
		cmocka_unit_test(a_tree_is_not_endlessly_deep),
		ON_BOTH(a_stored_tree_loads_as_it_was),
		ON_BOTH(an_import_stands_in_the_journal),
		ON_BOTH(the_same_file_or_name_is_refused),
		ON_BOTH(slugs_come_from_titles),
		ON_BOTH(a_plan_needs_a_title_and_a_proper_slug),
		ON_BOTH(a_missing_plan_names_those_there_are),
		ON_BOTH(verify_finds_circles_and_unknown_kinds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
