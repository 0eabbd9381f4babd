#include "module/plan/plan_fixture.h"

/* The body of a page; the status must be as expected. */
static const char *page(struct test_db *t, const char *route, const char *name, const char *value, enum lang lang,
                        enum http_status expected)
{
	struct err err = { 0 };
	struct request *rq = arena_alloc(t->arena, sizeof *rq);
	*rq = (struct request){ .arena = t->arena, .db = t->db, .conn = db_reader(t->db, &err), .lang = lang,
	                        .body = out_memory(t->arena), .path = "/", .query = "",
	                        .content_type = "text/html; charset=utf-8", .params = 1,
	                        .param = { { name, value } } };
	for (size_t i = 0; i < plan_module.n_routes; i++)
		if (str_eq(plan_module.routes[i].path, route))
			rq->route = &plan_module.routes[i];
	assert_non_null(rq->route);
	assert_int_equal(rq->route->handler(rq), expected);
	assert_int_equal(rq->err.kind, ERR_NONE);
	db_reader_done(rq->conn);
	return out_string(&rq->body);
}

static size_t occurrences(const char *text, const char *part)
{
	size_t n = 0;
	for (; (text = strstr(text, part)) != NULL; text += strlen(part))
		n++;
	return n;
}

static void assert_balanced(const char *html)
{
	static const char *const elements[] = { "li", "ul", "details", "summary", "dl", "div", "table", "p" };
	for (size_t i = 0; i < ARRAY_LEN(elements); i++) {
		char begin[16], begin_with[16], end[16];
		snprintf(begin, sizeof begin, "<%s>", elements[i]);
		snprintf(begin_with, sizeof begin_with, "<%s ", elements[i]);
		snprintf(end, sizeof end, "</%s>", elements[i]);
		assert_int_equal(occurrences(html, begin) + occurrences(html, begin_with), occurrences(html, end));
	}
}

static const char example_note[] = "Dette er et eksempel og ikke noen myndighets plan.";

DB_TEST(the_front_page_lists_plans)(struct test_db *t)
{
	const char *empty = page(t, "/", "", "", LANG_NB, HTTP_OK);
	assert_non_null(strstr(empty, "planverk plan import FIL"));
	stored(t, everything);
	const char *html = page(t, "/", "", "", LANG_NB, HTTP_OK);
	assert_non_null(strstr(html, "href=\"/plan/kompetanse-2040\""));
	assert_non_null(strstr(html, "Regional plan for kompetanse &lt;og&gt; verdiskaping"));
	assert_null(strstr(html, "<og>"));
	assert_balanced(html);
}

DB_TEST(a_plan_page_shows_the_tree)(struct test_db *t)
{
	struct plan_tree tree = stored(t, everything);
	const char *html = page(t, "/plan/{plan}", "plan", "kompetanse-2040", LANG_NB, HTTP_OK);
	assert_balanced(html);
	assert_non_null(strstr(html, example_note));
	for (size_t i = 0; i < tree.n; i++)
		assert_non_null(strstr(html, arena_printf(t->arena, "href=\"/node/%lld\"", (long long)tree.nodes[i].id)));
	assert_non_null(strstr(html, "Tverrgående"));
	assert_non_null(strstr(html, "Ikke spurt"));
	assert_non_null(strstr(html, "Bygger på"));
	assert_non_null(strstr(html, "Regional planstrategi 2024–2028"));
	const char *id = arena_printf(t->arena, "%lld", (long long)tree.plan.id);
	assert_non_null(strstr(page(t, "/plan/{plan}", "plan", id, LANG_NB, HTTP_OK), "href=\"/plan/kompetanse-2040\""));
	/* On a page in another language the plan's texts say which language they are in. */
	assert_null(strstr(html, " lang=\"nb\">Kompetanse</a>"));
	assert_non_null(strstr(page(t, "/plan/{plan}", "plan", id, LANG_NN, HTTP_OK), " lang=\"nb\">Kompetanse</a>"));
	page(t, "/plan/{plan}", "plan", "nei", LANG_NB, HTTP_NOT_FOUND);
}

DB_TEST(a_node_page_shows_where_it_stands)(struct test_db *t)
{
	struct plan_tree tree = stored(t, everything);
	const char *id[5];
	for (size_t i = 0; i < tree.n; i++)
		id[i] = arena_printf(t->arena, "%lld", (long long)tree.nodes[i].id);
	const char *theme = page(t, "/node/{node}", "node", id[0], LANG_NB, HTTP_OK);
	assert_non_null(strstr(theme, "Hva regionen <em>kan</em>."));
	assert_non_null(strstr(theme, arena_printf(t->arena, "href=\"/node/%s\"", id[1])));
	assert_null(strstr(theme, arena_printf(t->arena, "href=\"/node/%s\"", id[2]))); /* below a child */
	const char *goal = page(t, "/node/{node}", "node", id[1], LANG_NB, HTTP_OK);
	assert_balanced(goal);
	assert_non_null(strstr(goal, example_note));
	assert_non_null(strstr(goal, "lærling, fagbrev, yrkesfag"));
	assert_non_null(strstr(goal, "FNs bærekraftsmål: Sosiale forhold</dt><dd>1 Utrydde fattigdom; 4 God utdanning"));
	assert_non_null(strstr(goal, "På tvers av dimensjonene</dt><dd>17 Samarbeid for å nå målene"));
	assert_non_null(strstr(goal, arena_printf(t->arena, "href=\"/node/%s\"", id[0]))); /* the way to it */
	const char *strategy = page(t, "/node/{node}", "node", id[2], LANG_NB, HTTP_OK);
	assert_non_null(strstr(strategy, "Bygger på"));
	assert_non_null(strstr(strategy, "Uten kraft ingen bedrifter."));
	assert_non_null(strstr(strategy, "er ikke spurt om dette"));
	const char *power = page(t, "/node/{node}", "node", id[4], LANG_NB, HTTP_OK);
	assert_non_null(strstr(power, "Er grunnlag for"));
	assert_non_null(strstr(power, arena_printf(t->arena, "href=\"/node/%s\"", id[2])));
	assert_non_null(strstr(page(t, "/node/{node}", "node", id[3], LANG_NB, HTTP_OK), "Rettet til"));
	page(t, "/node/{node}", "node", "1", LANG_NB, HTTP_NOT_FOUND);
}

DB_TEST(parts_that_are_kept_are_the_same_for_the_next_reader)(struct test_db *t)
{
	stored(t, everything);
	const char *first = page(t, "/plan/{plan}", "plan", "kompetanse-2040", LANG_NB, HTTP_OK);
	assert_string_equal(page(t, "/plan/{plan}", "plan", "kompetanse-2040", LANG_NB, HTTP_OK), first);
	const char *english = page(t, "/plan/{plan}", "plan", "kompetanse-2040", LANG_EN, HTTP_OK);
	assert_non_null(strstr(first, "Bygger på"));
	assert_null(strstr(english, "Bygger på"));
	assert_non_null(strstr(english, "Rests on"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(the_front_page_lists_plans),
		ON_BOTH(a_plan_page_shows_the_tree),
		ON_BOTH(a_node_page_shows_where_it_stands),
		ON_BOTH(parts_that_are_kept_are_the_same_for_the_next_reader),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
