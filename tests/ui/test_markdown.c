/* Markdown from users, with what an attacker would write. */
#include "support.h"

#include "ui/markdown.h"

static void expect(const char *text, const char *html_expected)
{
	struct arena *a = arena_new();
	struct out o = out_memory(a);
	markdown_html(&o, text);
	assert_string_equal(out_string(&o), html_expected);
	arena_free(a);
}

static void writes_what_people_write(void **state)
{
	(void)state;
	expect("", "");
	expect("En *to* **tre**", "<p>En <em>to</em> <strong>tre</strong></p>\n");
	expect("en\nto  \ntre", "<p>en\nto<br>\ntre</p>\n");
	expect("- a\n- b", "<ul class=\"ds-list\">\n<li>a</li>\n<li>b</li>\n</ul>\n");
	expect("3. a\n\n4. b", "<ol class=\"ds-list\" start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n");
	expect("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n");
	expect("`a<b`\n\n    x & y", "<p><code>a&lt;b</code></p>\n<pre><code>x &amp; y\n</code></pre>\n");
	expect("# A\n\n---", "<p><strong>A</strong></p>\n<hr>\n");
	expect("[a](https://b.no/?c&d)", "<p><a class=\"ds-link\" rel=\"nofollow noopener\" href=\"https://b.no/?c&amp;d\">a</a></p>\n");
	expect("<a@b.no>", "<p><a class=\"ds-link\" rel=\"nofollow noopener\" href=\"mailto:a@b.no\">a@b.no</a></p>\n");
	expect("æøå ÆØÅ – «»", "<p>æøå ÆØÅ – «»</p>\n");
}

static void shows_markup_as_text(void **state)
{
	(void)state;
	expect("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
	expect("a <img src=x onerror=alert(1)> b", "<p>a &lt;img src=x onerror=alert(1)&gt; b</p>\n");
	expect("&lt;b&gt; &#60;i&#62;", "<p>&lt;b&gt; &lt;i&gt;</p>\n");
	expect("\"'", "<p>&quot;&#39;</p>\n");
}

static void links_to_harmless_places_only(void **state)
{
	(void)state;
	static const char *const targets[] = {
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "data:text/html,x", "vbscript:x",
		"//evil.example", "/plan/1", "ftp://x", "file:///etc/passwd", "\\javascript:x", "https:evil",
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		expect(arena_printf(a, "[x](%s)", targets[i]), "<p>x</p>\n");
		expect(arena_printf(a, "![x](%s)", targets[i]), "<p>x</p>\n");
	}
	expect("[x](https://a.no/\"onclick=alert(1))",
	       "<p><a class=\"ds-link\" rel=\"nofollow noopener\" href=\"https://a.no/&quot;onclick=alert(1)\">x</a></p>\n");
	arena_free(a);
}

static void survives_bad_bytes_and_depth(void **state)
{
	(void)state;
	expect("a\xff" "b", "<p>a\xEF\xBF\xBD" "b</p>\n");
	struct arena *a = arena_new();
	struct out deep = out_memory(a), o = out_memory(a);
	for (int i = 0; i < 20000; i++)
		out_text(&deep, i % 2 ? "> " : "[");
	markdown_html(&o, out_string(&deep));
	assert_true(o.n > 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_what_people_write),
		cmocka_unit_test(shows_markup_as_text),
		cmocka_unit_test(links_to_harmless_places_only),
		cmocka_unit_test(survives_bad_bytes_and_depth),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
