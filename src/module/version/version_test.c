/* Versions: what a hash tells apart, and what a difference names. */
#include "support.h"

#include "base/hash.h"
#include "module/version/version.h"

#define NODE(id, kind, title, parent) \
	"{\"id\":\"" id "\",\"kind\":\"" kind "\",\"title\":\"" title "\",\"parent\":" parent "}"
#define PLAN(nodes, links) "{\"format\":\"planverk-plan\",\"version\":1,\"title\":\"P\",\"slug\":\"p\"," \
                           "\"nodes\":[" nodes "],\"links\":[" links "]}"
static const char small[] = PLAN(
	NODE("a", "theme", "Kraft", "null") "," NODE("b", "goal", "Nok kraft", "\"a\"") "," NODE("c", "goal", "Billig kraft", "\"a\"") ","
	NODE("d", "theme", "Kompetanse", "null"),
	"{\"from\":\"b\",\"kind\":\"rests_on\",\"to\":\"d\",\"note\":\"uten folk ingen kraft\"}");

static struct plan_tree read_plan(struct arena *a, const char *json)
{
	struct err err = { 0 };
	struct plan_tree tree;
	assert_ok(plan_from_json(a, span_of(json), "json", &tree, &err), err);
	return tree;
}

/* Identifiers as the database would give them. */
static struct plan_tree numbered(struct arena *a)
{
	struct plan_tree tree = read_plan(a, small);
	for (size_t i = 0; i < tree.n; i++)
		tree.nodes[i].id = (int64_t)i + 1;
	return tree;
}

static struct version_tree hashed(struct arena *a, const struct plan_tree *plan)
{
	struct version_tree tree;
	version_hash(a, plan, &tree, NULL);
	return tree;
}

static void a_hash_tells_what_changed_and_where(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct plan_tree plan = numbered(a);
	struct version_tree before = hashed(a, &plan), again = hashed(a, &plan);
	assert_int_equal(before.n, 4);
	assert_true(digest_eq(&before.version.digest, &again.version.digest));
	plan.nodes[2].title = "Billigere kraft";
	struct version_tree after = hashed(a, &plan);
	assert_false(digest_eq(&before.version.digest, &after.version.digest));
	assert_false(digest_eq(&before.nodes[0].tree, &after.nodes[0].tree)); /* it has the changed one below it */
	assert_true(digest_eq(&before.nodes[0].text, &after.nodes[0].text));
	assert_true(digest_eq(&before.nodes[1].tree, &after.nodes[1].tree));
	assert_true(digest_eq(&before.nodes[3].tree, &after.nodes[3].tree));
	arena_free(a);
}

static void every_field_is_part_of_the_hash(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct plan_tree plan = numbered(a);
	const struct digest kept = hashed(a, &plan).version.digest;
	static const char *keyword[] = { "strøm" };
	for (int field = 0; field < 9; field++) {
		struct plan_tree other = numbered(a);
		struct plan_node *node = &other.nodes[1];
		switch (field) {
		case 0: node->body = "tekst"; break;
		case 1: node->kind = "subgoal"; break;
		case 2: node->addressee = "state"; break;
		case 3: node->retired = true; break;
		case 4: node->sdgs = 2; break;
		case 5: node->keywords = keyword, node->n_keywords = 1; break;
		case 6: other.links[0].note = "noe annet"; break;
		case 7: other.links[0].to = 2; break;
		case 8: node->cross_cutting = true; break;
		}
		struct digest now = hashed(a, &other).version.digest;
		if (digest_eq(&kept, &now))
			fail_msg("field %d is not part of the hash", field);
	}
	arena_free(a);
}

/* The same parts in another shape are another plan. */
static void order_and_depth_are_part_of_the_hash(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct plan_tree plan = numbered(a), other = numbered(a);
	other.nodes[1] = plan.nodes[2];
	other.nodes[2] = plan.nodes[1];
	other.n_links = plan.n_links = 0;
	struct digest one = hashed(a, &plan).version.digest, two = hashed(a, &other).version.digest;
	assert_false(digest_eq(&one, &two));
	other = plan;
	other.nodes = arena_array(a, plan.n, sizeof *other.nodes);
	for (size_t i = 0; i < plan.n; i++)
		other.nodes[i] = plan.nodes[i];
	other.nodes[1].n_below = 1; /* the second goal below the first */
	other.nodes[2].parent = 1;
	two = hashed(a, &other).version.digest;
	assert_false(digest_eq(&one, &two));
	arena_free(a);
}

/* ---- Differences ---- */

struct work {
	struct test_db *t;
	struct plan_tree plan;
	struct version made;
};

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct digest digest = digest_of(small, strlen(small));
	return plan_add(tx, w->t->arena, &w->plan, &(struct plan_source){ "json", digest.byte }, err);
}

static bool make(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return version_make(tx, w->t->arena, &w->made, err);
}

static struct version keep(struct work *w, const char *name)
{
	struct err err = { 0 };
	w->made = (struct version){ .plan_id = w->plan.plan.id, .name = name, .note = "" };
	assert_ok(db_write(w->t->db, make, w, &err), err);
	return w->made;
}

/* A new title, one that changes its place among its siblings, and one that goes below another. */
static bool change(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	const struct plan_node *nodes = w->plan.nodes;
	bool overtaken;
	const struct plan_change text = { .node_id = nodes[1].id, .base = 1, .kind = "goal", .title = "Nok ren kraft",
	                                  .body = "", .note = "fordi" };
	return plan_node_save(tx, w->t->arena, &text, &overtaken, err) && !overtaken
	       && plan_node_move(tx, w->t->arena, nodes[2].id, nodes[3].id, 0, 0, err);
}

static bool swap(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return plan_node_move(tx, w->t->arena, w->plan.nodes[3].id, 0, 0, 0, err);
}

static size_t differences(struct work *w, const struct version *from, const struct version *to, struct version_difference **list)
{
	struct err err = { 0 };
	struct version_tree a, b;
	size_t n;
	struct db_conn *c = db_reader(w->t->db, &err);
	assert_ok(version_load(c, w->t->arena, from, &a, &err) && version_load(c, w->t->arena, to, &b, &err)
	          && version_diff(c, w->t->arena, &a, &b, list, &n, &err), err);
	db_reader_done(c);
	return n;
}

DB_TEST(a_difference_names_what_changed_and_nothing_else)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = { .t = t, .plan = read_plan(t->arena, small) };
	struct version_difference *list;
	assert_ok(db_write(t->db, add, &w, &err), err);
	struct version first = keep(&w, "first"), same = keep(&w, "same");
	assert_true(digest_eq(&first.digest, &same.digest));
	assert_int_equal(differences(&w, &first, &same, &list), 0);
	assert_ok(db_write(t->db, change, &w, &err), err);
	struct version second = keep(&w, "second");
	assert_int_equal(differences(&w, &first, &second, &list), 2);
	assert_int_equal(list[0].changes, VERSION_TITLE);
	assert_string_equal(list[0].before.title, "Nok kraft");
	assert_string_equal(list[0].after.title, "Nok ren kraft");
	assert_string_equal(list[0].notes, "fordi");
	assert_string_equal(list[0].answers, "");
	assert_int_equal(list[1].changes, VERSION_MOVED);
	assert_int_equal(list[1].node_id, w.plan.nodes[2].id);
	assert_ok(db_write(t->db, swap, &w, &err), err);
	struct version third = keep(&w, "third");
	assert_int_equal(differences(&w, &second, &third, &list), 1);
	assert_int_equal(list[0].changes, VERSION_MOVED);
	assert_int_equal(differences(&w, &third, &second, &list), 1);
}

DB_TEST(a_name_is_taken_once)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = { .t = t, .plan = read_plan(t->arena, small) };
	struct version found;
	assert_ok(db_write(t->db, add, &w, &err), err);
	struct version first = keep(&w, "first");
	w.made.id = 0;
	assert_false(db_write(t->db, make, &w, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	err = (struct err){ 0 };
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(version_get(c, t->arena, w.plan.plan.id, "first", &found, &err), err);
	assert_int_equal(found.id, first.id);
	assert_ok(version_by_id(c, t->arena, first.id, &found, &err), err);
	assert_string_equal(found.name, "first");
	assert_ok(version_by_id(c, t->arena, 1, &found, &err), err);
	assert_int_equal(found.id, 0);
	assert_false(version_get(c, t->arena, w.plan.plan.id, "second", &found, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	db_reader_done(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hash_tells_what_changed_and_where),
		cmocka_unit_test(every_field_is_part_of_the_hash),
		cmocka_unit_test(order_and_depth_are_part_of_the_hash),
		ON_BOTH(a_difference_names_what_changed_and_nothing_else),
		ON_BOTH(a_name_is_taken_once),
	};
	return cmocka_run_group_tests_name("version", tests, NULL, NULL);
}
