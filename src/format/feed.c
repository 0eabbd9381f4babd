/* Reading Atom and RSS with expat. The two differ in names only, as far as they matter here. */
#include "format/feed.h"

#include "base/out.h"

#include <expat.h>
#include <stdio.h>

#define FEED_TITLE_DEPTH 3 /* <rss><channel><title>; deeper ones are of pictures and the like */

struct reading {
	struct arena *a;
	XML_Parser parser;
	struct feed *feed;
	VEC(struct feed_entry) entries;
	int depth;         /* of the element that is open; the root's is 1 */
	int entry_depth;   /* of the entry that is open, or 0 */
	const char **into; /* where text goes, or NULL */
	int into_depth;    /* of the element it stands in; others within that are marks in its text */
	struct out text;
	const char *published, *refused;
};

static bool is(const char *name, const char *one, const char *other)
{
	return str_eq(name, one) || str_eq(name, other);
}

/* Names without their prefix: nothing here is told apart by one. */
static const char *local(const char *name)
{
	const char *colon = strrchr(name, ':');
	return colon ? colon + 1 : name;
}

static const char *attribute(const XML_Char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (str_eq(attributes[0], name))
			return attributes[1];
	return NULL;
}

static void refuse(struct reading *r, const char *why)
{
	r->refused = why;
	XML_StopParser(r->parser, XML_FALSE);
}

static void begin_entry(struct reading *r)
{
	if (r->entries.n == FEED_ENTRIES_MAX)
		return refuse(r, "it has more entries than a feed may have");
	*VEC_PUSH(r->a, &r->entries) = (struct feed_entry){ .id = "", .title = "", .link = "" };
	r->entry_depth = r->depth;
	r->published = "";
}

/* Where the text of an element goes that stands right in an entry. Of several of a name the first counts: others come from extensions. */
static const char **place_in(struct reading *r, struct feed_entry *e, const char *tag)
{
	if (str_eq(tag, "title"))
		return *e->title ? NULL : &e->title;
	if (is(tag, "id", "guid"))
		return *e->id ? NULL : &e->id;
	if (str_eq(tag, "link"))
		return *e->link ? NULL : &e->link;
	if (is(tag, "published", "pubDate") || (is(tag, "updated", "date") && !*r->published))
		return &r->published;
	return NULL;
}

static void XMLCALL on_begin(void *arg, const XML_Char *name, const XML_Char **attributes)
{
	struct reading *r = arg;
	const char *tag = local(name);
	r->depth++;
	if (r->into)
		return;
	if (!r->entry_depth && is(tag, "entry", "item"))
		return begin_entry(r);
	const char *href = str_eq(tag, "link") ? attribute(attributes, "href") : NULL;
	if (r->entry_depth && r->depth == r->entry_depth + 1) {
		struct feed_entry *e = &r->entries.v[r->entries.n - 1];
		const char *rel = attribute(attributes, "rel");
		if (!href)
			r->into = place_in(r, e, tag);
		else if (!*e->link && (!rel || str_eq(rel, "alternate")))
			e->link = arena_strndup(r->a, href, strnlen(href, FEED_TEXT_MAX));
	} else if (!r->entry_depth && r->depth <= FEED_TITLE_DEPTH && str_eq(tag, "title") && !*r->feed->title) {
		r->into = &r->feed->title;
	}
	r->into_depth = r->depth;
	r->text = out_memory(r->a);
}

static void XMLCALL on_text(void *arg, const XML_Char *text, int n)
{
	struct reading *r = arg;
	if (r->into && r->text.n < FEED_TEXT_MAX)
		out_bytes(&r->text, text, (size_t)n < FEED_TEXT_MAX - r->text.n ? (size_t)n : FEED_TEXT_MAX - r->text.n);
}

/* "Tue, 10 Jun 2027 04:00:00 GMT" and "2027-06-10T04:00:00Z". */
static struct date parse_day(struct arena *a, const char *text)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct date d = { 0 };
	char month[4] = "";
	int day, year;
	if (date_parse(arena_strndup(a, text, strnlen(text, 10)), &d))
		return d;
	const char *comma = strchr(text, ',');
	if (sscanf(comma ? comma + 1 : text, " %2d %3s %4d", &day, month, &year) != 3)
		return d;
	for (int m = 0; m < 12; m++)
		if (str_eq(months[m], month) && date_valid((struct date){ year, m + 1, day }))
			d = (struct date){ year, m + 1, day };
	return d;
}

static void end_entry(struct reading *r)
{
	struct feed_entry *e = &r->entries.v[r->entries.n - 1];
	e->published = parse_day(r->a, r->published);
	if (!*e->id)
		e->id = *e->link ? e->link : e->title;
	r->entry_depth = 0;
}

static void XMLCALL on_end(void *arg, const XML_Char *name)
{
	struct reading *r = arg;
	(void)name;
	if (r->into && r->depth == r->into_depth) {
		struct span text = span_trim(span_of(out_string(&r->text)));
		*r->into = arena_strndup(r->a, text.s, text.n);
		r->into = NULL;
	}
	if (r->depth == r->entry_depth)
		end_entry(r);
	r->depth--;
}

static void XMLCALL on_doctype(void *arg, const XML_Char *name, const XML_Char *sysid, const XML_Char *pubid, int internal)
{
	(void)name, (void)sysid, (void)pubid, (void)internal;
	refuse(arg, "it has a document type declaration, which a feed does not need");
}

bool feed_is(struct span bytes)
{
	struct span text = span_trim(bytes);
	if (text.n > 3 && memcmp(text.s, "\xEF\xBB\xBF", 3) == 0)
		text = (struct span){ text.s + 3, text.n - 3 };
	return text.n > 0 && text.s[0] == '<';
}

bool feed_read(struct arena *a, struct span bytes, const char *name, struct feed *feed, struct err *err)
{
	struct reading r = { .a = a, .feed = feed, .published = "", .text = out_memory(a) };
	*feed = (struct feed){ .title = "" };
	r.parser = XML_ParserCreate(NULL);
	if (!r.parser)
		out_of_memory();
	XML_SetUserData(r.parser, &r);
	XML_SetElementHandler(r.parser, on_begin, on_end);
	XML_SetCharacterDataHandler(r.parser, on_text);
	XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
	bool ok = bytes.n <= INT32_MAX && XML_Parse(r.parser, bytes.s, (int)bytes.n, XML_TRUE) == XML_STATUS_OK;
	if (!ok) {
		err_input(err, "This is no feed that can be read: %s",
		          r.refused ? r.refused : bytes.n > INT32_MAX ? "it is too large" : XML_ErrorString(XML_GetErrorCode(r.parser)));
		err_at(err, name, (long)XML_GetCurrentLineNumber(r.parser), (long)XML_GetCurrentColumnNumber(r.parser) + 1);
	}
	XML_ParserFree(r.parser);
	feed->entries = r.entries.v;
	feed->n = ok ? r.entries.n : 0;
	return ok;
}
