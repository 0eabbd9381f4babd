#include "ui/parts.h"

#include "ui/page_state.h"
#include "ui/translate.h"

void heading(struct request *rq, int level, const char *text)
{
	static const char *const sizes[] = { "md", "sm", "xs" };
	html(&rq->body, "<h%d class=\"ds-heading\" data-size=\"%s\">%s</h%d>\n", level, sizes[level - 2], text, level);
}

void paragraph(struct request *rq, const char *text)
{
	html(&rq->body, "<p>%s</p>\n", text);
}

void link_to(struct request *rq, const char *target, const char *text)
{
	html(&rq->body, "<a class=\"ds-link\" href=\"%s\">%s</a>", target, text);
}

void link_button(struct request *rq, const char *target, const char *text)
{
	html(&rq->body, "<a class=\"ds-button\" href=\"%s\">%s</a>\n", target, text);
}

void tag(struct request *rq, enum tone tone, const char *text)
{
	html(&rq->body, "<span class=\"ds-tag\" data-color=\"%s\">%s</span>", tone_color(tone), text);
}

void note(struct request *rq, enum tone tone, const char *text)
{
	html(&rq->body, "<div class=\"ds-alert\" data-color=\"%s\"><p>%s</p></div>\n", tone_color(tone), text);
}

void nothing_here(struct request *rq, const char *text)
{
	html(&rq->body, "<p class=\"nothing\">%s</p>\n", text);
}

/* ---- Cards ---- */

void cards_begin(struct request *rq)
{
	html(&rq->body, "<ul class=\"cards\">\n");
}

void card_begin(struct request *rq, const char *target, const char *title)
{
	html(&rq->body, "<li class=\"ds-card\"><h2 class=\"ds-heading\" data-size=\"xs\">"
	     "<a class=\"ds-link\" href=\"%s\">%s</a></h2>\n", target, title);
}

void card_end(struct request *rq)
{
	html(&rq->body, "</li>\n");
}

void cards_end(struct request *rq)
{
	html(&rq->body, "</ul>\n");
}

/* ---- Facts ---- */

void facts_begin(struct request *rq)
{
	page_state(rq)->term = NULL;
	html(&rq->body, "<dl class=\"facts\">\n");
}

static void close_term(struct request *rq)
{
	if (page_state(rq)->term)
		html(&rq->body, "</div>\n");
}

/* A term may stand once in a list only, so its group stays open for a further value. */
void fact_begin(struct request *rq, const char *term)
{
	struct page *p = page_state(rq);
	if (!p->term || !str_eq(p->term, term)) {
		close_term(rq);
		html(&rq->body, "<div><dt>%s</dt>", term);
	}
	html(&rq->body, "<dd>");
	p->term = term;
}

void fact_end(struct request *rq)
{
	html(&rq->body, "</dd>");
}

void fact(struct request *rq, const char *term, const char *value)
{
	fact_begin(rq, term);
	html(&rq->body, "%s", value);
	fact_end(rq);
}

void fact_link(struct request *rq, const char *term, const char *target, const char *value)
{
	fact_begin(rq, term);
	link_to(rq, target, value);
	fact_end(rq);
}

void facts_end(struct request *rq)
{
	close_term(rq);
	html(&rq->body, "</dl>\n");
}

/* ---- Folding ---- */

void details_begin(struct request *rq, bool open)
{
	html(&rq->body, "<details class=\"ds-details\"%s><summary>", open ? " open" : "");
}

void details_body(struct request *rq)
{
	html(&rq->body, "</summary>\n<div>\n");
}

void details_end(struct request *rq)
{
	html(&rq->body, "</div>\n</details>\n");
}

void tree_begin(struct request *rq)
{
	html(&rq->body, "<ul class=\"tree\">\n");
}

void tree_end(struct request *rq)
{
	html(&rq->body, "</ul>\n");
}

/* The line stands outside the summary: a link within it could not be told from the control
 * that unfolds. The summary takes its name from the line. */
void branch_begin(struct request *rq, bool open)
{
	struct page *p = page_state(rq);
	p->branch = page_unique(rq);
	p->branch_open = open;
	html(&rq->body, "<li><div id=\"b%u\">", p->branch);
}

void branch_children(struct request *rq)
{
	const struct page *p = page_state(rq);
	html(&rq->body, "</div>\n<details%s><summary aria-labelledby=\"b%u\"></summary>\n<ul>\n",
	     p->branch_open ? " open" : "", p->branch);
}

void branch_end(struct request *rq)
{
	html(&rq->body, "</ul></details></li>\n");
}

void leaf_begin(struct request *rq)
{
	html(&rq->body, "<li><div>");
}

void leaf_end(struct request *rq)
{
	html(&rq->body, "</div></li>\n");
}

/* ---- Page numbers ---- */

#define PAGE_MAX INT64_C(1000000)

struct paging paging_read(struct request *rq, int64_t size)
{
	int64_t page = query_i64(rq, "page", 1);
	page = page < 1 ? 1 : page > PAGE_MAX ? PAGE_MAX : page;
	return (struct paging){ .page = page, .size = size, .offset = (page - 1) * size };
}

static void write_page_link(struct request *rq, int64_t page, bool current)
{
	html(&rq->body, "<li><a class=\"ds-button\" data-variant=\"tertiary\" href=\"%s\" aria-label=\"%s\"%s>%lld</a></li>",
	     href_with(rq, "page", page == 1 ? NULL : arena_printf(rq->arena, "%lld", (long long)page)),
	     tr_format(rq, "Page %s", tr_number(rq->arena, rq->lang, page)),
	     current ? " aria-current=true" : "", (long long)page);
}

/* The step to the neighbour; hidden where there is none, so that the others stay in place. */
static void write_step(struct request *rq, int64_t page, int64_t last, const char *label)
{
	if (page < 1 || page > last)
		html(&rq->body, "<li><span class=\"ds-button\" data-variant=\"tertiary\" aria-hidden=\"true\">%s</span></li>", label);
	else
		html(&rq->body, "<li><a class=\"ds-button\" data-variant=\"tertiary\" href=\"%s\">%s</a></li>",
		     href_with(rq, "page", page == 1 ? NULL : arena_printf(rq->arena, "%lld", (long long)page)), label);
}

void paging_write(struct request *rq, const struct paging *p, int64_t total)
{
	int64_t last = (total + p->size - 1) / p->size;
	if (last <= 1)
		return;
	html(&rq->body, "<nav class=\"ds-pagination\" aria-label=\"%s\"><ul>", tr(rq, "Pages"));
	write_step(rq, p->page - 1, last, tr(rq, "Previous"));
	const int64_t shown[] = { 1, p->page - 1, p->page, p->page + 1, last };
	int64_t written = 0;
	for (size_t i = 0; i < ARRAY_LEN(shown); i++) {
		if (shown[i] <= written || shown[i] > last)
			continue;
		if (shown[i] > written + 1)
			html(&rq->body, "<li></li>"); /* shown as an ellipsis */
		write_page_link(rq, shown[i], shown[i] == p->page);
		written = shown[i];
	}
	write_step(rq, p->page + 1, last, tr(rq, "Next"));
	html(&rq->body, "</ul></nav>\n");
}
