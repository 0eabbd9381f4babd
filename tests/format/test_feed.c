/* Feeds: what is read of them, and what is refused. */
#include "base/out.h"
#include "format/feed.h"
#include "format_test.h"

static struct feed read_feed(struct arena *a, const char *text)
{
	struct feed feed;
	struct err err = { 0 };
	assert_ok(feed_read(a, span_of(text), "feed.xml", &feed, &err), err);
	return feed;
}

static void atom_and_rss(void **state)
{
	struct feed f = read_feed(*state,
		"<feed xmlns='http://www.w3.org/2005/Atom'><title>Etaten</title><entry><id>urn:1</id><title>Nett &amp; k\xC3\xB8</title>"
		"<link rel='self' href='https://a.example/self'/><link href='https://a.example/1'/><link href='https://a.example/2'/>"
		"<updated>2027-03-04T09:00:00Z</updated><published>2027-03-01T09:00:00Z</published></entry></feed>");
	assert_string_equal(f.title, "Etaten");
	assert_int_equal(f.n, 1);
	assert_string_equal(f.entries[0].id, "urn:1");
	assert_string_equal(f.entries[0].title, "Nett & k\xC3\xB8");
	assert_string_equal(f.entries[0].link, "https://a.example/1");
	assert_string_equal(date_iso(*state, f.entries[0].published), "2027-03-01");
	f = read_feed(*state, "<rss><channel><title> Departementet </title><item><title>Lov</title><link>https://b.example/1</link>"
	                      "<pubDate>Tue, 02 Mar 2027 04:00:00 GMT</pubDate></item><item><title>Uten dag</title>"
	                      "<pubDate>straks</pubDate></item></channel></rss>");
	assert_string_equal(f.title, "Departementet");
	assert_int_equal(f.n, 2);
	assert_string_equal(f.entries[0].id, "https://b.example/1");
	assert_string_equal(date_iso(*state, f.entries[0].published), "2027-03-02");
	assert_string_equal(f.entries[1].id, "Uten dag");
	assert_int_equal(f.entries[1].published.year, 0);
}

/* Extensions, pictures and the feed that an entry was copied from have titles and numbers too. */
static void only_what_is_the_entrys_own(void **state)
{
	struct feed f = read_feed(*state,
		"<feed><title>Etaten</title><entry><title>Forslag</title><id>urn:1</id><updated>2027-03-04</updated>"
		"<source><title>Et annet sted</title><id>urn:9</id><updated>2020-01-01</updated><link href='https://c.example/'/></source>"
		"</entry></feed>");
	assert_string_equal(f.entries[0].title, "Forslag");
	assert_string_equal(f.entries[0].id, "urn:1");
	assert_string_equal(f.entries[0].link, "");
	assert_string_equal(date_iso(*state, f.entries[0].published), "2027-03-04");
	f = read_feed(*state, "<rss><channel><title>Etaten</title><image><title>Logo</title></image><item><title>Forslag</title>"
	                      "<media:title>Bilde</media:title><media:content><media:title>Et til</media:title></media:content></item>"
	                      "</channel></rss>");
	assert_string_equal(f.title, "Etaten");
	assert_int_equal(f.n, 1);
	assert_string_equal(f.entries[0].title, "Forslag");
}

static void marks_within_a_title_are_left_out(void **state)
{
	struct feed f = read_feed(*state, "<feed><title/><entry><title type='xhtml'><div>Ny <em>lov</em> om <link>kart</link></div></title>"
	                                  "<id>1</id></entry><entry><title>To</title></entry></feed>");
	assert_int_equal(f.n, 2);
	assert_string_equal(f.entries[0].title, "Ny lov om kart");
	assert_string_equal(f.entries[0].id, "1");
	assert_string_equal(f.entries[1].title, "To");
}

static void what_is_hostile_is_refused(void **state)
{
	struct feed feed;
	struct err err = { 0 };
	assert_refused(feed_read(*state, span_of("<?xml version='1.0'?>\n<!DOCTYPE r [<!ENTITY a 'aaaa'>]>\n<rss>&a;</rss>"), "f.xml", &feed, &err),
	               err, 2, "document type");
	assert_int_equal(feed.n, 0);
	err = (struct err){ 0 };
	assert_refused(feed_read(*state, span_of("<rss>\n<item>\n"), "f.xml", &feed, &err), err, 3, "no feed");
	struct out many = out_memory(*state);
	out_text(&many, "<rss>\n");
	for (int i = 0; i <= FEED_ENTRIES_MAX; i++)
		out_text(&many, "<item/>");
	out_text(&many, "</rss>");
	err = (struct err){ 0 };
	assert_refused(feed_read(*state, span_of(out_string(&many)), "f.xml", &feed, &err), err, 2, "more entries");
	assert_int_equal(feed.n, 0);
}

static void long_texts_are_cut(void **state)
{
	struct out text = out_memory(*state);
	out_text(&text, "<rss><item><title>");
	for (int i = 0; i < FEED_TEXT_MAX; i++)
		out_text(&text, "ab");
	out_text(&text, "</title></item></rss>");
	struct feed f = read_feed(*state, out_string(&text));
	assert_int_equal(strlen(f.entries[0].title), FEED_TEXT_MAX);
}

static void a_feed_is_told_from_a_table(void **state)
{
	(void)state;
	assert_true(feed_is(span_of("\xEF\xBB\xBF<?xml version='1.0'?>")));
	assert_true(feed_is(span_of("\n <rss>")));
	assert_false(feed_is(span_of("title,body\n<b>,x\n")));
	assert_false(feed_is(span_of("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(atom_and_rss),
		ARENA_TEST(only_what_is_the_entrys_own),
		ARENA_TEST(marks_within_a_title_are_left_out),
		ARENA_TEST(what_is_hostile_is_refused),
		ARENA_TEST(long_texts_are_cut),
		ARENA_TEST(a_feed_is_told_from_a_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
