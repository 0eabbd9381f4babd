/* The shell of a page, its parts, and charts. */
#include "support.h"

#include "ui/chart.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

static int setup(void **state)
{
	struct arena *a = arena_new();
	struct request *rq = arena_alloc(a, sizeof *rq);
	*rq = (struct request){ .arena = a, .lang = LANG_NB, .body = out_memory(a), .path = "/plan/a/event", .query = "" };
	*state = rq;
	return 0;
}

static int teardown(void **state)
{
	arena_free(((struct request *)*state)->arena);
	return 0;
}

static bool has(struct request *rq, const char *text)
{
	return strstr(out_string(&rq->body), text) != NULL;
}

static void shows_where_the_page_is(void **state)
{
	struct request *rq = *state;
	page_plan(rq, "Plan <A>", href(rq, "/plan/%s", "a"));
	page_nav(rq, NAV_PLAN, "Tre", "/plan/a");
	page_nav(rq, NAV_PLAN, "Samlinger", "/plan/a/event");
	page_nav(rq, NAV_PLAN, "Annet", "/plan/a/eventual");
	page_nav(rq, NAV_PROCESS, "Alene", "/plan/a/process");
	page_crumb(rq, "Samlinger", "/plan/a/event");
	page_note(rq, TONE_INFO, "Dette er et eksempel");
	page_begin(rq, "Møte & mer");
	assert_int_equal(page_end(rq), HTTP_OK);
	assert_true(has(rq, "<html lang=\"nb\""));
	assert_true(has(rq, "<title>Møte &amp; mer – Plan &lt;A&gt; – Planverk</title>"));
	assert_true(has(rq, "<h1 class=\"ds-heading\" data-size=\"lg\">Møte &amp; mer</h1>"));
	assert_true(has(rq, "<a href=\"/plan/a/event\" aria-current=page>Samlinger</a>"));
	assert_true(has(rq, "<a href=\"/plan/a\">Tre</a>"));
	assert_true(has(rq, "<a href=\"/plan/a/eventual\">Annet</a>"));
	assert_true(has(rq, "<li><details class=current><summary>Planen</summary><ul><li><a href=\"/plan/a\">"));
	assert_true(has(rq, "</details></li><li><a href=\"/plan/a/process\">Alene</a></li></ul></nav>")); /* no menu of one */
	assert_true(has(rq, "hreflang=\"nb\" aria-current=true"));
	assert_true(has(rq, "Dette er et eksempel"));
	assert_false(has(rq, "Intern visning"));
}

static void says_that_it_is_internal(void **state)
{
	struct request *rq = *state;
	rq->internal = true;
	page_begin(rq, "x");
	assert_true(has(rq, "Intern visning"));
}

static void encodes_addresses(void **state)
{
	struct request *rq = *state;
	assert_string_equal(href(rq, "/plan/%s?q=%s", "a/b", "å &"), "/plan/a%2Fb?q=%C3%A5%20%26");
	assert_string_equal(href_with(rq, "page", "2"), "/plan/a/event?page=2");
	assert_string_equal(href_with(rq, "page", NULL), "/plan/a/event");
	rq->query = "q=a%20b&page=3&&x";
	assert_string_equal(href_with(rq, "page", "4"), "/plan/a/event?q=a%20b&x&page=4");
	assert_string_equal(href_with(rq, "q", ""), "/plan/a/event?page=3&x");
	assert_string_equal(href_with(rq, "lang", "é&"), "/plan/a/event?q=a%20b&page=3&x&lang=%C3%A9%26");
}

static void replaces_a_page_that_failed(void **state)
{
	struct request *rq = *state;
	html(&rq->body, "half");
	err_not_found(&rq->err, "detail");
	assert_int_equal(page_failed(rq), HTTP_NOT_FOUND);
	assert_false(has(rq, "half"));
	assert_false(has(rq, "detail"));
	assert_true(has(rq, "</html>"));
	err_clear(&rq->err);
	err_system(&rq->err, "disk");
	assert_int_equal(page_failed(rq), HTTP_ERROR);
	page_error(rq, HTTP_ERROR, "0a1b2c3d");
	assert_true(has(rq, "0a1b2c3d"));
}

static void makes_tables_that_can_be_heard(void **state)
{
	struct request *rq = *state;
	table_begin(rq, "Samlinger", { "Navn", COLUMN_TEXT }, { "Innspill", COLUMN_NUMBER });
	row_begin(rq);
	head_link(rq, "/a?b&c", "<A>");
	cell_number(rq, 12345);
	row_end(rq);
	table_end(rq);
	assert_true(has(rq, "<caption id=\"t1\">Samlinger</caption>"));
	assert_true(has(rq, "<th scope=\"col\">Navn</th><th scope=\"col\" class=number>Innspill</th>"));
	assert_true(has(rq, "<th scope=\"row\"><a class=\"ds-link\" href=\"/a?b&amp;c\">&lt;A&gt;</a></th>"));
	assert_true(has(rq, "<td class=\"number\">12\u00a0345</td>"));
}

static void names_each_term_once(void **state)
{
	struct request *rq = *state;
	facts_begin(rq);
	fact(rq, "Rests on", "a");
	fact_link(rq, "Rests on", "/b", "<b>");
	fact(rq, "Year", "2040");
	facts_end(rq);
	assert_string_equal(out_string(&rq->body), "<dl class=\"facts\">\n<div><dt>Rests on</dt><dd>a</dd>"
	                    "<dd><a class=\"ds-link\" href=\"/b\">&lt;b&gt;</a></dd></div>\n"
	                    "<div><dt>Year</dt><dd>2040</dd></div>\n</dl>\n");
}

static void keeps_links_out_of_what_unfolds(void **state)
{
	struct request *rq = *state;
	tree_begin(rq);
	branch_begin(rq, true);
	link_to(rq, "/a", "A");
	branch_children(rq);
	leaf_begin(rq);
	link_to(rq, "/b", "B");
	leaf_end(rq);
	branch_end(rq);
	tree_end(rq);
	assert_string_equal(out_string(&rq->body), "<ul class=\"tree\">\n<li><div id=\"b1\"><a class=\"ds-link\" href=\"/a\">A</a></div>\n"
	                    "<details open><summary aria-labelledby=\"b1\"></summary>\n<ul>\n"
	                    "<li><div><a class=\"ds-link\" href=\"/b\">B</a></div></li>\n</ul></details></li>\n</ul>\n");
}

static void labels_every_field(void **state)
{
	struct request *rq = *state;
	const struct choice choices[] = { { "", "Alle" }, { "b", "Bedrift" } };
	form_begin(rq, "Søk", rq->path);
	field_search(rq, "q", "Ord", "\"><script>");
	field_select(rq, "kind", "Type", choices, ARRAY_LEN(choices), "b");
	field_hidden(rq, "none", "");
	form_end(rq, "Søk");
	assert_true(has(rq, "<label class=\"ds-label\" for=\"f1\">Ord</label><input class=\"ds-input\" id=\"f1\""));
	assert_true(has(rq, "value=\"&quot;&gt;&lt;script&gt;\""));
	assert_true(has(rq, "<option value=\"b\" selected>Bedrift</option>"));
	assert_false(has(rq, "hidden"));
}

static size_t occurrences(struct request *rq, const char *text)
{
	size_t n = 0;
	for (const char *at = out_string(&rq->body); (at = strstr(at, text)) != NULL; at++)
		n++;
	return n;
}

static void pages_through_long_lists(void **state)
{
	struct request *rq = *state;
	rq->query = "q=x&page=5";
	struct paging p = paging_read(rq, 20);
	assert_int_equal(p.offset, 80);
	paging_write(rq, &p, 20);
	assert_int_equal(rq->body.n, 0);
	paging_write(rq, &p, 200); /* 1 … 4 5 6 … 10 */
	assert_int_equal(occurrences(rq, "<li></li>"), 2);
	assert_int_equal(occurrences(rq, "aria-label=\"Side "), 5);
	assert_true(has(rq, "href=\"/plan/a/event?q=x\" aria-label=\"Side 1\""));
	assert_true(has(rq, "aria-label=\"Side 5\" aria-current=true"));
	static const char *const odd[] = { "page=0", "page=-3", "page=x", "page=99999999999999999999" };
	for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
		rq->query = odd[i];
		assert_int_equal(paging_read(rq, 20).page, 1);
	}
	rq->query = "page=9223372036854775807";
	rq->body = out_memory(rq->arena);
	p = paging_read(rq, 20);
	paging_write(rq, &p, 60); /* far behind the end: the pages there are */
	assert_true(p.offset > 0);
	assert_true(has(rq, "aria-label=\"Side 3\""));
}

static void draws_simple_bars(void **state)
{
	struct request *rq = *state;
	const struct chart_bar bars[] = { { "Oslo & omegn", { 40 } }, { "Ås", { 10 } }, { "Ingen", { 0 } } };
	const struct chart c = { .id = "c", .title = "Innspill", .description = "Fordelt på sted.",
	                         .bars = bars, .n_bars = ARRAY_LEN(bars), .lang = LANG_NB };
	chart_bars(&rq->body, rq->arena, &c);
	assert_true(has(rq, "role=\"img\" aria-labelledby=\"c-t c-d\""));
	assert_true(has(rq, "Fordelt på sted. Oslo &amp; omegn: 40. Ås: 10. Ingen: 0."));
	assert_int_equal(occurrences(rq, "<rect"), 2);
	assert_true(has(rq, "width=\"80.00%\""));
	assert_true(has(rq, "width=\"20.00%\""));
	assert_false(has(rq, "style="));
}

static void draws_stacked_bars(void **state)
{
	struct request *rq = *state;
	static const char *const parts[] = { "Fulgt", "Delvis" };
	const struct chart_bar bars[] = { { "A", { 3, 1 } }, { "B", { 0.5, 0 } } };
	const struct chart c = { .id = "s", .title = "t", .description = "d.", .parts = parts, .n_parts = 2,
	                         .bars = bars, .n_bars = ARRAY_LEN(bars), .decimals = 1, .lang = LANG_NB };
	chart_bars(&rq->body, rq->arena, &c);
	assert_true(has(rq, "A: 4,0 (Fulgt 3,0, Delvis 1,0)."));
	assert_int_equal(occurrences(rq, "<rect"), 2 + 3); /* the legend's and the bars' */
	assert_true(has(rq, "<title>Delvis: 1,0</title>"));
}

static void draws_nothing_without_dividing_by_it(void **state)
{
	struct request *rq = *state;
	const struct chart_bar bars[] = { { "A", { 0 } } };
	const struct chart c = { .id = "e", .title = "t", .description = "d", .bars = bars, .n_bars = 1 };
	chart_bars(&rq->body, rq->arena, &c);
	assert_false(has(rq, "nan"));
	assert_false(has(rq, "inf%"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(shows_where_the_page_is),
		TEST(says_that_it_is_internal),
		TEST(encodes_addresses),
		TEST(replaces_a_page_that_failed),
		TEST(makes_tables_that_can_be_heard),
		TEST(names_each_term_once),
		TEST(keeps_links_out_of_what_unfolds),
		TEST(labels_every_field),
		TEST(pages_through_long_lists),
		TEST(draws_simple_bars),
		TEST(draws_stacked_bars),
		TEST(draws_nothing_without_dividing_by_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
