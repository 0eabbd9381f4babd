#include "format/json.h"
#include "format_test.h"

static void documents_are_read(void **state)
{
	struct arena *a = *state;
	json_t *root;
	struct err err = { 0 };
	assert_ok(json_read_bytes(a, SPAN("\xEF\xBB\xBF{\"a\": \"x\\\"[\\\\\", \"b\": [1]}"), "x.json", &root, &err), err);
	assert_string_equal(json_string_value(json_object_get(root, "a")), "x\"[\\");
}

static void errors_have_a_place(void **state)
{
	struct arena *a = *state;
	json_t *root;
	struct err err = { 0 };
	assert_refused(json_read_bytes(a, SPAN("{\n  \"a\": 1,\n  \"b\": ]\n}"), "x.json", &root, &err), err, 3, "not valid JSON");
	assert_true(err.column >= 8);
	assert_string_equal(err.file, "x.json");
	err = (struct err){ 0 };
	assert_refused(json_read_bytes(a, SPAN("{\"a\":1,\"a\":2}"), "x.json", &root, &err), err, 1, "duplicate");
	err = (struct err){ 0 };
	assert_refused(json_read_bytes(a, SPAN(" \n"), "x.json", &root, &err), err, 0, "empty");
}

/* Brackets within strings do not count; escaped quotes do not end a string. */
static void depth_is_limited(void **state)
{
	struct arena *a = *state;
	json_t *root;
	struct err err = { 0 };
	char deep[512] = "[\"\\\"[[[[\\\\\",\n";
	size_t n = strlen(deep);
	memset(deep + n, '[', JSON_DEPTH_MAX - 1);
	memset(deep + n + JSON_DEPTH_MAX - 1, ']', JSON_DEPTH_MAX);
	struct span whole = span_of(deep);
	assert_ok(json_read_bytes(a, whole, "x.json", &root, &err), err);
	memset(deep + n, '[', JSON_DEPTH_MAX);
	memset(deep + n + JSON_DEPTH_MAX, ']', JSON_DEPTH_MAX + 1);
	assert_refused(json_read_bytes(a, span_of(deep), "x.json", &root, &err), err, 2, "more than 64 deep");
	assert_int_equal(err.column, JSON_DEPTH_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(documents_are_read),
		ARENA_TEST(errors_have_a_place),
		ARENA_TEST(depth_is_limited),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
