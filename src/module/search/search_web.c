/*
 * GET /search: everything that the reader may see, in all plans or in one. What is not published
 * is searched within a plan only, by those who may read it there.
 */
#include "module/search/search_internal.h"

#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define PAGE_SIZE 20

struct query {
	struct request *rq;
	const char *q, *plan_slug, *kind_code;
	struct plan plan; /* id 0: all of them */
	int kind;         /* -1: all of them */
	struct search_view view;
};

static bool read_query(struct query *s)
{
	struct request *rq = s->rq;
	s->q = query_text(rq, "q");
	s->plan_slug = query_text(rq, "plan");
	s->kind_code = query_text(rq, "kind");
	s->kind = search_kind_of(s->kind_code);
	if (*s->kind_code && s->kind < 0)
		return err_input(&rq->err, "%s is no kind of what can be found", s->kind_code);
	if (*s->plan_slug && !plan_find(rq->conn, rq->arena, s->plan_slug, &s->plan, &rq->err))
		return false;
	/* What the path names nothing of was not asked for before the handler was called. */
	if (s->plan.id)
		rq->internal = rq->internal || request_may(rq, "plan.read-internal", s->plan.id);
	s->view.internal = rq->internal;
	s->view.plan_id = rq->internal ? s->plan.id : 0;
	return rq->err.kind == ERR_NONE;
}

/* ---- What can be asked ---- */

static bool write_form(struct query *s)
{
	struct request *rq = s->rq;
	struct plan *plans;
	size_t n;
	if (!plan_list(rq->conn, rq->arena, &plans, &n, &rq->err))
		return false;
	struct choice *choices = arena_array(rq->arena, n + 1, sizeof *choices);
	choices[0] = (struct choice){ "", tr(rq, "All plans") };
	for (size_t i = 0; i < n; i++)
		choices[i + 1] = (struct choice){ plans[i].slug, plans[i].title };
	form_begin(rq, tr(rq, "Search"), "/search");
	field_search(rq, "q", tr(rq, "Words"), s->q);
	field_select(rq, "plan", tr(rq, "Plan"), choices, n + 1, s->plan.id ? s->plan.slug : "");
	form_end(rq, tr(rq, "Search"));
	return true;
}

static void write_help(struct request *rq)
{
	const char *const advice[] = {
		tr(rq, "A word is found in all its inflections, in bokmål and nynorsk, and as a part of compounds: "
		       "«kollektiv» finds «kollektivtilbodet»."),
		tr(rq, "A misspelled word is corrected where nothing has it as it stands."),
		tr(rq, "«\"in quotes\"» finds the words in that order."),
		tr(rq, "«-word» leaves out what has the word."),
		tr(rq, "«begin*» finds words that begin so."),
	};
	heading(rq, 2, tr(rq, "How to search"));
	html(&rq->body, "<ul>\n");
	for (size_t i = 0; i < ARRAY_LEN(advice); i++)
		html(&rq->body, "<li>%s</li>\n", advice[i]);
	html(&rq->body, "</ul>\n");
}

/* ---- What was found ---- */

static void write_kind_link(const struct query *s, int kind, const char *name, size_t n)
{
	struct request *rq = s->rq;
	struct out target = out_memory(rq->arena);
	url(&target, "/search?q=%s", s->q);
	if (s->plan.id)
		url(&target, "&plan=%s", s->plan.slug);
	if (kind >= 0)
		url(&target, "&kind=%s", search_kind_names[kind].code);
	html(&rq->body, "<li><a class=\"ds-link\" href=\"%s\"%s>%s (%s)</a></li>", out_string(&target),
	     kind == s->kind ? " aria-current=true" : "", name, tr_number(rq->arena, rq->lang, (int64_t)n));
}

static void write_kinds(const struct query *s, const struct search_answer *found)
{
	struct request *rq = s->rq;
	size_t all = 0;
	for (int i = 0; i < SEARCH_KINDS_USED; i++)
		all += found->of_kind[i];
	html(&rq->body, "<nav aria-label=\"%s\"><ul class=\"kinds\">", tr(rq, "What was found"));
	write_kind_link(s, -1, tr(rq, "All"), all);
	for (int i = 0; i < SEARCH_KINDS_USED; i++)
		if (found->of_kind[i] || i == s->kind)
			write_kind_link(s, i, tr_name(rq, search_kind_names[i].plural), found->of_kind[i]);
	html(&rq->body, "</ul></nav>\n");
}

static void write_answer(const struct query *s, const struct search_answer *found, const struct paging *p)
{
	struct request *rq = s->rq;
	html(&rq->body, "<p role=\"status\">%s</p>\n", tr_count(rq, "%s hit", "%s hits", (int64_t)found->total));
	search_write_words(rq, found);
	if (rq->session && !rq->internal)
		paragraph(rq, tr(rq, "This is what is published. Choose a plan to search what is not published there, too."));
	if (found->total || s->kind >= 0)
		write_kinds(s, found);
	if (found->total)
		search_write_hits(rq, &s->view, found, (size_t)p->offset, PAGE_SIZE, s->plan.id != 0);
	paging_write(rq, p, (int64_t)found->total);
	if (!found->total)
		write_help(rq);
}

static bool answer(struct query *s, const struct paging *p, struct search_answer *found)
{
	struct search_options options = {
		.kinds = s->kind >= 0 ? 1U << s->kind : 0, .scope = s->plan.id, .limit = (size_t)(p->offset + PAGE_SIZE) };
	struct search_store *store;
	const struct search_index *index = search_store_open(s->rq, &s->view, &store);
	if (!index)
		return false;
	*found = search(s->rq->arena, index, s->q, &options);
	search_store_close(store);
	return true;
}

/* GET /search */
enum http_status search_web_page(struct request *rq)
{
	struct query s = { .rq = rq };
	struct search_answer found;
	struct paging p = paging_read(rq, PAGE_SIZE);
	if (!read_query(&s) || (*s.q && !answer(&s, &p, &found)))
		return page_failed(rq);
	if (s.plan.id)
		plan_page_context(rq, &s.plan);
	page_begin(rq, tr(rq, "Search"));
	if (!write_form(&s))
		return page_failed(rq);
	if (*s.q)
		write_answer(&s, &found, &p);
	else
		write_help(rq);
	return rq->err.kind ? page_failed(rq) : page_end(rq);
}
