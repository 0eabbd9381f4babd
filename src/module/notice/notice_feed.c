/* The news of a plan as an Atom feed (RFC 4287). */
#include "module/notice/notice_internal.h"

#include "base/hash.h"
#include "http/language.h"
#include "ui/page.h"
#include "ui/translate.h"

#define ENTRIES 50 /* the newest */

/* An identifier that stays when the site moves: a UUID of the kind that an application makes its own
 * way (RFC 9562, version 8). */
static const char *uuid(struct arena *a, const struct plan *plan, const char *key)
{
	struct digester d;
	digest_begin(&d);
	digest_text(&d, "planverk.feed");
	digest_i64(&d, plan->id);
	digest_i64(&d, plan->created_at);
	digest_text(&d, key);
	struct digest digest = digest_end(&d);
	digest.byte[6] = (uint8_t)(0x80 | (digest.byte[6] & 0x0F));
	digest.byte[8] = (uint8_t)(0x80 | (digest.byte[8] & 0x3F));
	char hex[DIGEST_HEX_SIZE];
	digest_hex(&digest, hex);
	return arena_printf(a, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

/* XML has no place for control characters, however they are written. */
static const char *printable(struct arena *a, const char *text)
{
	char *clean = arena_strdup(a, text);
	for (char *c = clean; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7F)
			*c = ' ';
	return clean;
}

static void write_entry(struct out *o, struct arena *a, const struct plan *plan, const struct news *n, enum lang lang,
                        const char *origin)
{
	const char *at = clock_iso(a, n->at);
	html(o, "<entry>\n<id>%s</id>\n<title>%s</title>\n<updated>%s</updated>\n<published>%s</published>\n"
	        "<link rel=\"alternate\" type=\"text/html\" href=\"%s%s\"/>\n</entry>\n",
	     uuid(a, plan, n->key), printable(a, notice_news_title(a, lang, n)), at, at, origin, n->path);
}

enum http_status notice_web_feed(struct request *rq)
{
	struct plan plan;
	struct news_list list = { 0 };
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !module_news(rq->conn, rq->arena, plan.id, clock_now(), &list, &rq->err))
		return page_failed(rq);
	rq->content_type = "application/atom+xml; charset=utf-8";
	const char *title = printable(rq->arena, plan.title), *own = href(rq, "/plan/%s", plan.slug);
	html(&rq->body, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n"
	                "<id>%s</id>\n<title>%s</title>\n<updated>%s</updated>\n<author><name>%s</name></author>\n",
	     lang_code(rq->lang), uuid(rq->arena, &plan, ""), title,
	     clock_iso(rq->arena, list.n ? list.v[0].at : plan.created_at), title);
	html(&rq->body, "<link rel=\"self\" type=\"application/atom+xml\" href=\"%s%s/feed.atom\"/>\n"
	                "<link rel=\"alternate\" type=\"text/html\" href=\"%s%s\"/>\n",
	     rq->origin, own, rq->origin, own);
	for (size_t i = 0; i < list.n && i < ENTRIES; i++)
		write_entry(&rq->body, rq->arena, &plan, &list.v[i], rq->lang, rq->origin);
	html(&rq->body, "</feed>\n");
	return HTTP_OK;
}
