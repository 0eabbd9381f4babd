/* Parts of pages that are the same for many readers, written once. */
#include "ui/page.h"
#include "ui/page_state.h"
#include "ui/translate.h"

struct part {
	const char *html;
	size_t n;
	unsigned first, last; /* what page_unique() had given before and after it */
};

struct writing {
	struct request *rq;
	void (*write)(struct request *rq, const void *arg);
	const void *arg;
};

static const void *write_part(struct db_conn *c, struct arena *a, const void *arg, struct err *err)
{
	const struct writing *w = arg;
	struct request *rq = w->rq;
	struct part *part = arena_alloc(a, sizeof *part);
	struct out body = rq->body;
	(void)c;
	(void)err;
	rq->body = out_memory(a);
	part->first = page_state(rq)->unique;
	w->write(rq, w->arg);
	part->last = page_state(rq)->unique;
	part->html = out_string(&rq->body);
	part->n = rq->body.n;
	rq->body = body;
	return rq->err.kind ? NULL : part;
}

void page_shared_part(struct request *rq, const char *key, void (*write)(struct request *rq, const void *arg),
                      const void *arg)
{
	struct page *page = page_state(rq);
	/* Where the numbers on this page begin is part of the key: they stand in the markup. */
	const char *whole = arena_printf(rq->arena, "page/%s/%s/%d/%u", key, lang_code(rq->lang), rq->internal, page->unique);
	struct writing w = { rq, write, arg };
	const struct part *part = db_shared(rq->conn, rq->arena, whole, write_part, &w, &rq->err);
	if (!part)
		return;
	out_bytes(&rq->body, part->html, part->n);
	page->unique = part->last;
}
