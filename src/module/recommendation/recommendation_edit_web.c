/* One recommendation: what it says, what it rests on, what became of it, and all that it has said. */
#include "module/recommendation/recommendation_internal.h"

#include "module/user/user.h"
#include "ui/difference.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define REASON_LINES 2

struct editing {
	const struct plan_tree *tree;
	struct process process;
	struct recommendation now, text; /* as it is, and what the fields hold */
	bool overtaken;
};

static const char *own_href(struct request *rq, const struct recommendation *r)
{
	return href(rq, "/recommendation/%lld", (long long)r->id);
}

static bool load(struct request *rq, struct editing *e)
{
	*e = (struct editing){ 0 };
	if (!recommendation_get(rq->conn, rq->arena, route_id(rq, "recommendation"), &e->now, &rq->err))
		return false;
	e->text = e->now;
	e->tree = plan_tree_shared(rq->conn, rq->arena, e->now.plan_id, &rq->err);
	return e->tree && process_load(rq->conn, rq->arena, e->now.plan_id, &e->process, &rq->err);
}

/* ---- The page ---- */

static void write_places(struct request *rq, const struct editing *e)
{
	struct choice *nodes = arena_array(rq->arena, e->tree->n + 1, sizeof *nodes);
	struct choice *phases = arena_array(rq->arena, e->process.n_phases + 1, sizeof *phases);
	nodes[0] = phases[0] = (struct choice){ "", tr(rq, "None") };
	for (size_t i = 0; i < e->tree->n; i++)
		nodes[i + 1] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)e->tree->nodes[i].id), e->tree->nodes[i].title };
	for (size_t i = 0; i < e->process.n_phases; i++)
		phases[i + 1] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)e->process.phases[i].id), e->process.phases[i].title };
	field_select(rq, "node", tr(rq, "Part of the plan"), nodes, e->tree->n + 1, arena_printf(rq->arena, "%lld", (long long)e->text.node_id));
	if (e->process.n_phases > 0)
		field_select(rq, "phase", tr(rq, "Phase"), phases, e->process.n_phases + 1,
		             arena_printf(rq->arena, "%lld", (long long)e->text.phase_id));
}

static void write_form(struct request *rq, const struct editing *e)
{
	struct choice states[RECOMMENDATION_STATES];
	for (size_t i = 0; i < RECOMMENDATION_STATES; i++)
		states[i] = (struct choice){ recommendation_states[i].code, tr_name(rq, recommendation_states[i].name) };
	form_post_begin(rq, tr(rq, "Change the recommendation"), own_href(rq, &e->now));
	field_hidden(rq, "base", arena_printf(rq->arena, "%lld", (long long)e->now.revision));
	recommendation_write_fields(rq, e->text.kind, e->text.text);
	write_places(rq, e);
	field_select(rq, "state", tr(rq, "State"), states, RECOMMENDATION_STATES, recommendation_states[e->text.state].code);
	field_input(rq, .name = "reason", .label = tr(rq, "Reason"), .value = e->text.reason, .lines = REASON_LINES,
	            .hint = tr(rq, "Must be there when it is set aside."));
	form_end(rq, tr(rq, "Save"));
}

static void write_facts(struct request *rq, const struct editing *e)
{
	const struct recommendation *r = &e->now;
	long node = r->node_id ? plan_tree_index(e->tree, r->node_id) : -1;
	facts_begin(rq);
	fact(rq, tr(rq, "Kind"), tr_name(rq, recommendation_kinds[r->kind].name));
	fact(rq, tr(rq, "State"), tr_name(rq, recommendation_states[r->state].name));
	if (*r->reason)
		fact(rq, tr(rq, "Reason"), r->reason);
	if (node >= 0)
		fact_link(rq, tr(rq, "Part of the plan"), href(rq, "/node/%lld", (long long)r->node_id), e->tree->nodes[node].title);
	for (size_t i = 0; i < e->process.n_phases; i++)
		if (e->process.phases[i].id == r->phase_id)
			fact_link(rq, tr(rq, "Phase"), href(rq, "/plan/%s/process", e->tree->plan.slug), e->process.phases[i].title);
	fact(rq, tr(rq, "Changed"), recommendation_changed(rq, r));
	facts_end(rq);
}

static const char *source_kind_name(struct request *rq, enum recommendation_source_kind kind)
{
	return kind == SOURCE_GROUP ? tr(rq, "Group") : kind == SOURCE_REMARK ? tr(rq, "Remark") : tr(rq, "Event");
}

static void write_source(struct request *rq, const struct editing *e, const struct recommendation_source *s, bool may)
{
	html(&rq->body, "<li>%s: ", source_kind_name(rq, s->kind));
	if (s->path)
		link_to(rq, s->path, s->title);
	else
		html(&rq->body, "%s", s->title);
	if (may)
		form_post_button(rq, href(rq, "/recommendation/%lld/source", (long long)e->now.id), tr(rq, "Take away"), "gone",
		                 arena_printf(rq->arena, "%s/%lld", recommendation_source_codes[s->kind], (long long)s->id));
	html(&rq->body, "</li>\n");
}

static bool write_add_event(struct request *rq, const struct editing *e)
{
	struct event *events;
	size_t n;
	if (!event_list(rq->conn, rq->arena, e->now.plan_id, &events, &n, &rq->err))
		return false;
	if (n == 0)
		return true;
	struct choice *choices = arena_array(rq->arena, n, sizeof *choices);
	for (size_t i = 0; i < n; i++)
		choices[i] = (struct choice){ arena_printf(rq->arena, "event/%lld", (long long)events[i].id), events[i].name };
	form_post_begin(rq, tr(rq, "Add an event"), href(rq, "/recommendation/%lld/source", (long long)e->now.id));
	field_select(rq, "source", tr(rq, "Event"), choices, n, "");
	form_end(rq, tr(rq, "Add an event"));
	return true;
}

static bool write_sources(struct request *rq, const struct editing *e, bool may)
{
	struct recommendation_source *list;
	size_t n;
	if (!recommendation_sources(rq->conn, rq->arena, e->now.id, &list, &n, &rq->err))
		return false;
	heading(rq, 2, tr(rq, "What it rests on"));
	if (n == 0)
		nothing_here(rq, tr(rq, "Nothing yet. Groups and remarks are added on their own pages."));
	else
		html(&rq->body, "<ul>\n");
	for (size_t i = 0; i < n; i++)
		write_source(rq, e, &list[i], may);
	if (n > 0)
		html(&rq->body, "</ul>\n");
	return !may || write_add_event(rq, e);
}

/* All that may differ from one revision to the next, a line each. */
static const char *whole(struct request *rq, const struct editing *e, const struct recommendation *r)
{
	long node = r->node_id ? plan_tree_index(e->tree, r->node_id) : -1;
	return arena_printf(rq->arena, "%s: %s\n%s\n%s %s", tr_name(rq, recommendation_kinds[r->kind].name), r->text,
	                    tr_name(rq, recommendation_states[r->state].name), r->reason, node >= 0 ? e->tree->nodes[node].title : "");
}

static bool write_history(struct request *rq, const struct editing *e)
{
	struct recommendation *list;
	size_t n;
	if (!recommendation_revisions(rq->conn, rq->arena, e->now.id, &list, &n, &rq->err))
		return false;
	heading(rq, 2, tr(rq, "History"));
	html(&rq->body, "<ul>\n");
	for (size_t i = 0; i < n; i++) {
		html(&rq->body, "<li>%lld: %s", (long long)list[i].revision, recommendation_changed(rq, &list[i]));
		if (i + 1 < n)
			difference_words(rq, whole(rq, e, &list[i + 1]), whole(rq, e, &list[i]));
		html(&rq->body, "</li>\n");
	}
	html(&rq->body, "</ul>\n");
	return true;
}

static enum http_status write_page(struct request *rq, const struct editing *e)
{
	bool may = request_may(rq, "plan.edit", e->now.plan_id);
	plan_page_context(rq, &e->tree->plan);
	page_crumb(rq, tr(rq, "Recommendations"), href(rq, "/plan/%s/recommendations", e->tree->plan.slug));
	page_begin(rq, tr_name(rq, recommendation_kinds[e->now.kind].name));
	html(&rq->body, "<p class=\"written\">%s</p>\n", e->now.text);
	write_facts(rq, e);
	if (e->overtaken) {
		note(rq, TONE_WARNING, tr(rq, "Somebody else has saved this since you opened it. Nothing is lost: theirs stands above, yours in the fields. Put what you want to keep into the fields, and save."));
		difference_words(rq, whole(rq, e, &e->now), whole(rq, e, &e->text));
	}
	if (may) {
		heading(rq, 2, tr(rq, "Change the recommendation"));
		write_form(rq, e);
	}
	if (!write_sources(rq, e, may) || !write_history(rq, e))
		return page_failed(rq);
	page_end(rq);
	return e->overtaken || form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* GET /recommendation/{recommendation} */
enum http_status recommendation_web_show(struct request *rq)
{
	struct editing e;
	return load(rq, &e) ? write_page(rq, &e) : page_failed(rq);
}

/* ---- Saving ---- */

struct saving {
	struct recommendation recommendation;
	int64_t by;
	bool overtaken;
};

static bool save(struct db_conn *tx, void *arg, struct err *err)
{
	struct saving *s = arg;
	return recommendation_save(tx, &s->recommendation, s->by, clock_now(), &s->overtaken, err);
}

static void read_form(struct request *rq, struct editing *e)
{
	struct recommendation *r = &e->text;
	const char *field, *problem;
	r->revision = form_i64(rq, "base", 0);
	r->text = form_text(rq, "text");
	r->reason = form_text(rq, "reason");
	r->node_id = form_i64(rq, "node", 0);
	r->phase_id = form_i64(rq, "phase", 0);
	bool named = recommendation_kind_parse(form_text(rq, "kind"), &r->kind);
	if (!named)
		r->kind = e->now.kind;
	if (!recommendation_state_parse(form_text(rq, "state"), &r->state)) {
		r->state = e->now.state;
		named = false;
	}
	bool phase = !r->phase_id;
	for (size_t i = 0; i < e->process.n_phases; i++)
		phase = phase || e->process.phases[i].id == r->phase_id;
	if (!named || !phase || (r->node_id && plan_tree_index(e->tree, r->node_id) < 0)) {
		form_problem(rq, "node", tr(rq, "Choose among what this plan has."));
		r->node_id = e->now.node_id;
		r->phase_id = e->now.phase_id;
	}
	problem = recommendation_check(r, &field);
	if (problem)
		form_problem(rq, field, tr_name(rq, problem));
}

/* POST /recommendation/{recommendation} */
enum http_status recommendation_web_save(struct request *rq)
{
	struct editing e;
	if (!load(rq, &e))
		return page_failed(rq);
	read_form(rq, &e);
	e.overtaken = e.text.revision != e.now.revision;
	if (form_problems(rq) || e.overtaken)
		return write_page(rq, &e);
	struct saving s = { .recommendation = e.text, .by = rq->session->user_id };
	if (!user_write(rq, save, &s, NULL))
		return page_failed(rq);
	if (s.overtaken) { /* between this request's reading and its writing */
		form_problem(rq, "text", tr(rq, "Somebody else saved this at the same moment. Save again to see both texts."));
		return write_page(rq, &e);
	}
	return redirect_to(rq, own_href(rq, &e.now));
}

/* ---- What it rests on ---- */

struct resting {
	int64_t id, by;
	struct recommendation_source source;
	bool rests;
};

static bool rest(struct db_conn *tx, void *arg, struct err *err)
{
	const struct resting *r = arg;
	return recommendation_rest(tx, r->id, &r->source, r->rests, r->by, err);
}

/* "group/17" as the page wrote it: what is taken away is looked for in this recommendation only. */
static bool read_gone(struct request *rq, const char *name, struct recommendation_source *source)
{
	struct recommendation_source *list;
	size_t n;
	if (!recommendation_sources(rq->conn, rq->arena, route_id(rq, "recommendation"), &list, &n, &rq->err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (str_eq(name, arena_printf(rq->arena, "%s/%lld", recommendation_source_codes[list[i].kind], (long long)list[i].id)))
			*source = list[i];
	return true;
}

/* POST /recommendation/{recommendation}/source */
enum http_status recommendation_web_source(struct request *rq)
{
	const char *gone = form_text(rq, "gone");
	struct resting r = { .id = route_id(rq, "recommendation"), .by = rq->session->user_id, .rests = !*gone };
	if (!(*gone ? read_gone(rq, gone, &r.source)
	            : recommendation_source_parse(rq->conn, rq->arena, rq->plan_id, form_text(rq, "source"), &r.source, &rq->err)))
		return page_failed(rq);
	if (!r.source.id)
		return page_bad_request(rq, tr(rq, "What it is to rest on is not in this plan."));
	return user_write(rq, rest, &r, NULL) ? redirect_to(rq, href(rq, "/recommendation/%lld", (long long)r.id)) : page_failed(rq);
}
