/* Routes, percent-encoding and the parameters of a query. */
#include "support.h"

#include "http/query.h"
#include "http/router.h"

static enum http_status handler(struct request *rq)
{
	(void)rq;
	return HTTP_OK;
}

#define ROUTE(path) { "GET", path, handler, "public", 0, "" }

static const struct route table[] = {
	ROUTE("/plan/{plan}/event"), ROUTE("/plan/{plan}"), ROUTE("/plan/new"), ROUTE("/"),
	ROUTE("/plan/{plan}/{what}"), ROUTE("/a/{b}/{c}/{d}"), ROUTE("/plane"),
};

struct fixture {
	struct arena *a;
	struct router *router;
	struct err err;
};

static struct router *make(struct fixture *f, const struct route *routes, size_t n)
{
	const struct route **list = arena_array(f->a, n, sizeof *list);
	for (size_t i = 0; i < n; i++)
		list[i] = &routes[i];
	return router_new(f->a, list, n, &f->err);
}

static int setup(void **state)
{
	static struct fixture f;
	f = (struct fixture){ .a = arena_new() };
	f.router = make(&f, table, ARRAY_LEN(table));
	*state = &f;
	return f.router ? 0 : -1;
}

static int teardown(void **state)
{
	arena_free(((struct fixture *)*state)->a);
	return 0;
}

static struct request request(struct fixture *f, const char *path, const char *query)
{
	return (struct request){ .arena = f->a, .method = "GET", .path = path, .query = query };
}

/* The pattern of the route that a path finds, or "". */
static const char *found(struct fixture *f, const char *path)
{
	struct request rq = request(f, path, "");
	return router_find(f->router, &rq) ? rq.route->path : "";
}

static void finds_the_most_definite_route(void **state)
{
	assert_string_equal(found(*state, "/"), "/");
	assert_string_equal(found(*state, "/plan/17"), "/plan/{plan}");
	assert_string_equal(found(*state, "/plan/new"), "/plan/new");
	assert_string_equal(found(*state, "/plan/newer"), "/plan/{plan}");
	assert_string_equal(found(*state, "/plan/17/event"), "/plan/{plan}/event");
	assert_string_equal(found(*state, "/plan/17/events"), "/plan/{plan}/{what}");
	assert_string_equal(found(*state, "/plan/17/%65vent"), "/plan/{plan}/event");
	assert_string_equal(found(*state, "/plane"), "/plane");
}

static void finds_nothing_where_nothing_is(void **state)
{
	static const char *const paths[] = {
		"", "x", "//", "/pla", "/plan", "/plan/", "/plan//event", "/plan/17/", "/plan/17/event/2", "/PLAN/17",
		"/plan/..", "/plan/%2e%2e", "/plan/.", "/plan/%", "/plan/%4", "/plan/%zz", "/plan/%00", "/plan/%0a",
		"/plan/%c3", "/plan/%c0%af", "/plan/%ed%a0%80", "/1/2/3/4/5/6/7/8/9/10",
	};
	for (size_t i = 0; i < ARRAY_LEN(paths); i++)
		if (*found(*state, paths[i]))
			fail_msg("%s was found as %s", paths[i], found(*state, paths[i]));
}

static void gives_the_names(void **state)
{
	struct fixture *f = *state;
	struct request rq = request(f, "/a/12/b%C3%A5t/x%2Fy", "");
	assert_true(router_find(f->router, &rq));
	assert_string_equal(route_text(&rq, "c"), "båt");
	assert_string_equal(route_text(&rq, "d"), "x/y");
	assert_int_equal(route_id(&rq, "b"), 12);
	assert_int_equal(route_id(&rq, "c"), 0);
	rq = request(f, "/plan/-5", "");
	assert_true(router_find(f->router, &rq));
	assert_int_equal(route_id(&rq, "plan"), 0);
	rq = request(f, "/plan/99999999999999999999", "");
	assert_true(router_find(f->router, &rq));
	assert_int_equal(route_id(&rq, "plan"), 0);
}

static void refuses_tables_that_contradict_themselves(void **state)
{
	struct fixture *f = *state;
	static const struct route same[] = { ROUTE("/a/{x}"), ROUTE("/b"), ROUTE("/a/{y}") };
	static const struct route post[] = { { "PUT", "/a", handler, "public", 0, "" } };
	static const struct route relative[] = { ROUTE("a") };
	static const struct route many[] = { ROUTE("/{a}/{b}/{c}/{d}/{e}") };
	assert_null(make(f, same, ARRAY_LEN(same)));
	assert_int_equal(f->err.kind, ERR_CONFLICT);
	assert_null(make(f, post, 1));
	assert_null(make(f, relative, 1));
	assert_null(make(f, many, 1));
}

static void decodes_parameters(void **state)
{
	struct request rq = request(*state, "/", "q=a+b%20c&empty=&flag&x=1=2&%71q=named&q=second&n=-7&big=1e9");
	assert_string_equal(query_text(&rq, "q"), "a b c");
	assert_string_equal(query_text(&rq, "empty"), "");
	assert_string_equal(query_text(&rq, "flag"), "");
	assert_string_equal(query_text(&rq, "missing"), "");
	assert_string_equal(query_text(&rq, "x"), "1=2");
	assert_string_equal(query_text(&rq, "qq"), "named");
	assert_int_equal(query_i64(&rq, "n", 3), -7);
	assert_int_equal(query_i64(&rq, "big", 3), 3);
	assert_int_equal(query_i64(&rq, "missing", 3), 3);
}

static void makes_valid_text_of_anything(void **state)
{
	struct request rq = request(*state, "/", "a=%&b=%4&c=%zz&d=%c3&e=%c3%a5&f=a%CC%8A&g=x%00y&h=100%25");
	assert_string_equal(query_text(&rq, "a"), "%");
	assert_string_equal(query_text(&rq, "b"), "%4");
	assert_string_equal(query_text(&rq, "c"), "%zz");
	assert_string_equal(query_text(&rq, "d"), "\xEF\xBF\xBD");
	assert_string_equal(query_text(&rq, "e"), "å");
	assert_string_equal(query_text(&rq, "f"), "å"); /* composed */
	assert_int_equal(strlen(query_text(&rq, "g")), 3);
	assert_string_equal(query_text(&rq, "h"), "100%");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(finds_the_most_definite_route),
		TEST(finds_nothing_where_nothing_is),
		TEST(gives_the_names),
		TEST(refuses_tables_that_contradict_themselves),
		TEST(decodes_parameters),
		TEST(makes_valid_text_of_anything),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
