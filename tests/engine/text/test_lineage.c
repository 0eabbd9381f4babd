#include "engine/text/lineage.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

/* Groups as strings: a letter for each member's group, '.' for alone, ' ' where it is not there. */
static struct lineage_side side(struct arena *a, const char *groups)
{
	int64_t *id = arena_array(a, 64, sizeof *id);
	int32_t *group = arena_array(a, 64, sizeof *group);
	struct lineage_side s = { .id = id, .group = group };
	for (size_t i = 0; groups[i]; i++) {
		if (groups[i] == ' ')
			continue;
		id[s.n] = (int64_t)(1000 - i); /* not in order */
		group[s.n] = groups[i] == '.' ? -1 : groups[i] - 'a';
		s.n_groups = group[s.n] >= (int32_t)s.n_groups ? (size_t)group[s.n] + 1 : s.n_groups;
		s.n++;
	}
	return s;
}

static struct lineage match(struct arena *a, const char *before, const char *now)
{
	struct lineage_side x = side(a, before), y = side(a, now);
	return lineage_match(a, &x, &y);
}

static void a_group_keeps_its_identity(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	/* The numbers change places, members come and go, one changes its group. */
	struct lineage l = match(a, "aaaaaabbbb..    ", "bbbbb aaaab.bbaa");
	assert_int_equal(l.new[0].continues, 1);
	assert_int_equal(l.new[1].continues, 0);
	assert_int_equal(l.old[0].fate, LINEAGE_CONTINUED);
	assert_int_equal(l.old[0].into, 1);
	assert_int_equal(l.old[0].left, 5);
	assert_int_equal(l.old[0].shared, 5);
	assert_int_equal(l.new[1].earlier, 6);
	arena_free(a);
}

static void what_is_merged_split_or_gone(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct lineage l = match(a, "aaaaaabbbb", "aaaaaaaaaa");
	assert_int_equal(l.new[0].continues, 0);
	assert_int_equal(l.old[1].fate, LINEAGE_MERGED);
	assert_int_equal(l.old[1].into, 0);
	assert_int_equal(l.old[1].shared, 4);
	/* Of three pieces, one of which is most of it: that continues, the others come from it. */
	l = match(a, "aaaaaaaaaa", "aaaaaabbcc");
	assert_int_equal(l.new[0].continues, 0);
	assert_int_equal(l.new[1].continues, -1);
	assert_int_equal(l.new[1].from, 0);
	assert_int_equal(l.new[2].from, 0);
	/* In pieces, none of which is enough of it. */
	l = match(a, "aaaaaaaa", "aabbccdd");
	assert_int_equal(l.old[0].fate, LINEAGE_SPLIT);
	assert_int_equal(l.old[0].into, 0);
	assert_int_equal(l.new[3].from, 0);
	l = match(a, "aaaabbbb", "....    ");
	assert_int_equal(l.old[0].fate, LINEAGE_GONE);
	assert_int_equal(l.old[0].left, 4);
	assert_int_equal(l.old[1].fate, LINEAGE_GONE);
	assert_int_equal(l.old[1].left, 0);
	assert_int_equal(l.old[1].into, -1);
	arena_free(a);
}

static void what_has_come_says_nothing(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	/* Twice as many as before, but of the earlier ones nothing has moved. */
	struct lineage l = match(a, "aabb    ", "aabbaabb");
	assert_int_equal(l.new[0].continues, 0);
	assert_int_equal(l.new[1].continues, 1);
	l = match(a, "aabb    ", "aabbcccc");
	assert_int_equal(l.new[2].continues, -1);
	assert_int_equal(l.new[2].from, -1);
	assert_int_equal(l.new[2].earlier, 0);
	l = match(a, "", "aa");
	assert_int_equal(l.new[0].continues, -1);
	l = match(a, "aa", "");
	assert_int_equal(l.old[0].fate, LINEAGE_GONE);
	arena_free(a);
}

static void just_below_and_at_the_threshold(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	/* 3 of 10 in either; 2 of 9. */
	struct lineage l = match(a, "aaaaaa....", "aaa...aaaa");
	assert_int_equal(l.new[0].continues, 0);
	l = match(a, "aaaaa....", "aa...aaaa");
	assert_int_equal(l.new[0].continues, -1);
	assert_int_equal(l.old[0].fate, LINEAGE_GONE);
	/* Two would continue the same: the one that is more alike does, and of equals the one with the lower number. */
	l = match(a, "aaaaaaaaaa", "aaaaabbbbb");
	assert_int_equal(l.new[0].continues, 0);
	assert_int_equal(l.new[1].continues, -1);
	assert_int_equal(l.new[1].from, 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_group_keeps_its_identity),
		cmocka_unit_test(what_is_merged_split_or_gone),
		cmocka_unit_test(what_has_come_says_nothing),
		cmocka_unit_test(just_below_and_at_the_threshold),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
