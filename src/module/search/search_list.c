/*
 * The contributions to a plan, filtered and searched. The filters narrow by event, group of
 * people, language, and group of the newest run; what the words match comes best first.
 */
#include "module/search/search_internal.h"

#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define PAGE_SIZE 50

struct listing {
	struct request *rq;
	struct plan plan;
	struct contribution *all;
	size_t n;
	struct text_run run;
	const char *q, *event, *by, *language;
	int64_t group;
	struct strmap *places; /* identifiers, as bytes, to places in `all` */
};

static bool load(struct listing *l)
{
	struct request *rq = l->rq;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &l->plan, &rq->err))
		return false;
	l->q = query_text(rq, "q");
	l->event = query_text(rq, "event");
	l->by = query_text(rq, "by");
	l->language = query_text(rq, "language");
	l->group = query_i64(rq, "group", 0);
	return contribution_list(rq->conn, rq->arena, l->plan.id, &l->all, &l->n, &rq->err)
	       && text_run_load(rq->conn, rq->arena, l->plan.id, &l->run, &rq->err);
}

/* The result of the i-th contribution. Results stand in the order of the list; what came after
 * the run has none. */
static const struct text_result *result_of(const struct listing *l, size_t i)
{
	return i < l->run.n_results && l->run.results[i].contribution_id == l->all[i].id ? &l->run.results[i] : NULL;
}

static bool matches(const struct listing *l, size_t i)
{
	const struct contribution *c = &l->all[i];
	const struct text_result *r = result_of(l, i);
	return (!*l->event || str_eq(l->event, c->event)) && (!*l->by || str_eq(l->by, contribution_said_by(l->rq, c)))
	       && (!*l->language || (r && str_eq(l->language, r->language)))
	       && (!l->group || (r && l->run.groups[r->group].id == l->group));
}

/* A select with each different value of a field, in the order of first appearance. */
static void write_choice(struct listing *l, const char *name, const char *label, const char *chosen,
                         const char *(*value)(const struct listing *, size_t))
{
	struct request *rq = l->rq;
	struct strmap *seen = strmap_new(rq->arena);
	VEC(struct choice) choices = { 0 };
	*VEC_PUSH(rq->arena, &choices) = (struct choice){ "", tr(rq, "All") };
	for (size_t i = 0; i < l->n; i++) {
		const char *text = value(l, i);
		bool added = false;
		if (*text && contribution_visible(rq, &l->all[i]))
			strmap_at(seen, span_of(text), &added);
		if (added)
			*VEC_PUSH(rq->arena, &choices) = (struct choice){ text, text };
	}
	field_select(rq, name, label, choices.v, choices.n, chosen);
}

static void write_group_choice(struct listing *l)
{
	struct request *rq = l->rq;
	struct choice *choices = arena_array(rq->arena, l->run.n_groups + 1, sizeof *choices);
	choices[0] = (struct choice){ "", tr(rq, "All") };
	for (size_t i = 0; i < l->run.n_groups; i++) {
		const struct text_group_row *g = &l->run.groups[i];
		choices[i + 1] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)g->id),
		                                  text_group_title(rq, g) };
	}
	field_select(rq, "group", tr(rq, "Theme of the text"), choices, l->run.n_groups + 1, query_text(rq, "group"));
}

static const char *event_of(const struct listing *l, size_t i)
{
	return l->all[i].event;
}

static const char *by_of(const struct listing *l, size_t i)
{
	return contribution_said_by(l->rq, &l->all[i]);
}

static const char *language_of(const struct listing *l, size_t i)
{
	const struct text_result *r = result_of(l, i);
	return r ? r->language : "";
}

static void write_form(struct listing *l)
{
	struct request *rq = l->rq;
	form_begin(rq, tr(rq, "Search contributions"), href(rq, "/plan/%s/contributions", l->plan.slug));
	field_search(rq, "q", tr(rq, "Words"), l->q);
	write_choice(l, "event", tr(rq, "Event"), l->event, event_of);
	write_choice(l, "by", tr(rq, "Group or organisation"), l->by, by_of);
	write_choice(l, "language", tr(rq, "Language"), l->language, language_of);
	write_group_choice(l);
	form_end(rq, tr(rq, "Show"));
}

void search_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_VOICES, tr(rq, "Contributions"), href(rq, "/plan/%s/contributions", plan.slug));
}

/* ---- Without words ---- */

/* Those that match: the visible ones, and how many others. */
static struct contribution *find(struct listing *l, size_t *n, size_t *hidden)
{
	struct contribution *found = arena_array(l->rq->arena, l->n, sizeof *found);
	*n = *hidden = 0;
	for (size_t i = 0; i < l->n; i++) {
		if (!matches(l, i))
			continue;
		if (contribution_visible(l->rq, &l->all[i]))
			found[(*n)++] = l->all[i];
		else
			(*hidden)++;
	}
	return found;
}

static void write_count(struct request *rq, size_t n)
{
	html(&rq->body, "<p role=\"status\">%s</p>", tr_count(rq, "%s contribution found", "%s contributions found", (int64_t)n));
}

static void write_filtered(struct listing *l, const struct paging *p)
{
	struct request *rq = l->rq;
	size_t n, hidden;
	struct contribution *found = find(l, &n, &hidden);
	size_t from = (size_t)p->offset < n ? (size_t)p->offset : n;
	write_count(rq, n);
	if (hidden)
		paragraph(rq, tr_count(rq, "%s more matches but may not be published.",
		                       "%s more match but may not be published.", (int64_t)hidden));
	contribution_write_list(rq, found + from, n - from < PAGE_SIZE ? n - from : PAGE_SIZE);
	paging_write(rq, p, (int64_t)n);
}

/* ---- With words ---- */

static struct span place_key(const int64_t *id)
{
	return (struct span){ (const char *)id, sizeof *id };
}

static bool is_listed(void *arg, unsigned kind, int64_t id)
{
	const struct listing *l = arg;
	(void)kind;
	const int64_t *place = strmap_find(l->places, place_key(&id));
	return place && matches(l, (size_t)*place);
}

static bool search_listed(struct listing *l, const struct search_view *view, const struct paging *p,
                          struct search_answer *found)
{
	struct search_options options = { .kinds = 1U << SEARCH_CONTRIBUTION, .scope = l->plan.id,
	                                  .limit = (size_t)(p->offset + PAGE_SIZE), .allow = is_listed, .allow_arg = l };
	l->places = strmap_new(l->rq->arena);
	for (size_t i = 0; i < l->n; i++)
		*strmap_at(l->places, place_key(&l->all[i].id), NULL) = (int64_t)i;
	struct search_store *store;
	const struct search_index *index = search_store_open(l->rq, view, &store);
	if (!index)
		return false;
	*found = search(l->rq->arena, index, l->q, &options);
	search_store_close(store);
	return true;
}

/* How many that may not be published match is not told: it would tell which words are in them. */
static bool write_searched(struct listing *l, const struct paging *p)
{
	struct search_view view = { l->rq->internal, l->rq->internal ? l->plan.id : 0 };
	struct search_answer found;
	if (!search_listed(l, &view, p, &found))
		return false;
	write_count(l->rq, found.total);
	search_write_words(l->rq, &found);
	if (found.total)
		search_write_hits(l->rq, &view, &found, (size_t)p->offset, PAGE_SIZE, true);
	paging_write(l->rq, p, (int64_t)found.total);
	return l->rq->err.kind == ERR_NONE;
}

/* GET /plan/{plan}/contributions */
enum http_status search_web_contributions(struct request *rq)
{
	struct listing l = { .rq = rq };
	struct paging p = paging_read(rq, PAGE_SIZE);
	if (!load(&l))
		return page_failed(rq);
	plan_page_context(rq, &l.plan);
	page_begin(rq, tr(rq, "Contributions"));
	write_form(&l);
	if (!*l.q)
		write_filtered(&l, &p);
	else if (!write_searched(&l, &p))
		return page_failed(rq);
	return page_end(rq);
}
