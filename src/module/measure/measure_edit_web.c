/* Writing a measure, beginning a programme, adopting it: for who may edit the plan. */
#include "module/measure/measure_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define TEXT_LINES 6
#define LIST_LINES 4

struct writing {
	struct plan plan;
	struct measure_programme programme;
	const struct plan_tree *tree;
	struct measure measure;  /* as the form has it */
	struct measure kept;     /* id 0 for a new one */
	const char *milestones, *resources, *partners; /* as they are written in the form */
};

/* ---- The form ---- */

static void write_nodes(struct request *rq, const struct writing *w)
{
	html(&rq->body, "<fieldset class=\"ds-fieldset\"><legend class=\"ds-label\">%s</legend>\n", tr(rq, "Carries out"));
	for (size_t i = 0; i < w->tree->n; i++) {
		const struct plan_node *node = &w->tree->nodes[i];
		bool chosen = false, can = str_eq(node->kind, "goal") || str_eq(node->kind, "subgoal") || str_eq(node->kind, "strategy")
		                           || str_eq(node->kind, "measure");
		for (size_t k = 0; k < w->measure.n_nodes; k++)
			chosen |= w->measure.nodes[k] == node->id;
		if (chosen || (can && !node->retired))
			field_check(rq, arena_printf(rq->arena, "node-%lld", (long long)node->id),
			            arena_printf(rq->arena, "%s: %s", tr_name(rq, plan_node_kind_name(node->kind)), node->title), chosen);
	}
	html(&rq->body, "</fieldset>\n");
}

static void write_fields(struct request *rq, const struct writing *w)
{
	const struct measure *m = &w->measure;
	field_hidden(rq, "revision", arena_printf(rq->arena, "%lld", (long long)w->kept.revision));
	field_input(rq, .name = "title", .label = tr(rq, "Title"), .value = m->title, .required = true);
	field_input(rq, .name = "text", .label = tr(rq, "Text"), .value = m->body, .lines = TEXT_LINES, .hint = tr(rq, "Markdown may be used."));
	field_input(rq, .name = "lead", .label = tr(rq, "Responsible"), .value = m->lead,
	            .hint = tr(rq, "One organisation. The law asks for it before the programme is adopted."));
	field_input(rq, .name = "partners", .label = tr(rq, "Partners"), .value = w->partners, .lines = LIST_LINES, .hint = tr(rq, "A line each."));
	field_input(rq, .name = "begins", .label = tr(rq, "From"), .type = "date", .value = date_iso(rq->arena, m->begins));
	field_input(rq, .name = "ends", .label = tr(rq, "To"), .type = "date", .value = date_iso(rq->arena, m->ends));
	field_input(rq, .name = "resources", .label = tr(rq, "Resources"), .value = w->resources, .lines = LIST_LINES,
	            .hint = tr(rq, "A line each: source | year | kroner | yes or no for secured."));
	field_input(rq, .name = "milestones", .label = tr(rq, "Milestones"), .value = w->milestones, .lines = LIST_LINES,
	            .hint = tr(rq, "A line each: title | due | reached, or nothing | weight. Progress is computed from them."));
	field_input(rq, .name = "indicator", .label = tr(rq, "Indicator"), .value = m->indicator);
	field_input(rq, .name = "effect", .label = tr(rq, "Expected effect"), .value = m->effect);
	write_nodes(rq, w);
	field_input(rq, .name = "note", .label = tr(rq, "Why it is changed"), .value = form_text(rq, "note"));
}

static void write_close(struct request *rq, const struct writing *w)
{
	const struct choice choices[] = { { "", tr(rq, "Goes on") }, { "done", tr(rq, "Done") }, { "stopped", tr(rq, "Stopped") } };
	static const char *const codes[] = { "", "done", "stopped" };
	heading(rq, 2, tr(rq, "Close the measure"));
	form_post_begin(rq, tr(rq, "Close the measure"), arena_printf(rq->arena, "%s/edit", measure_href(rq, w->kept.id)));
	field_hidden(rq, "close", "yes");
	field_select(rq, "closed", tr(rq, "State"), choices, ARRAY_LEN(choices), codes[w->kept.closed]);
	field_input(rq, .name = "note", .label = tr(rq, "Why"), .value = w->kept.closed_note);
	form_end(rq, tr(rq, "Save"));
}

static enum http_status write_form(struct request *rq, const struct writing *w)
{
	bool is_new = !w->kept.id;
	const char *action = is_new ? href(rq, "/plan/%s/programme/new?programme=%lld", w->plan.slug, (long long)w->programme.id)
	                            : arena_printf(rq->arena, "%s/edit", measure_href(rq, w->kept.id));
	plan_page_context(rq, &w->plan);
	page_crumb(rq, w->programme.title, href(rq, "/plan/%s/programme?programme=%lld", w->plan.slug, (long long)w->programme.id));
	page_begin(rq, is_new ? tr(rq, "New measure") : tr_format(rq, "Change %s", w->kept.ref));
	form_post_begin(rq, tr(rq, "The measure"), action);
	write_fields(rq, w);
	form_end(rq, tr(rq, "Save"));
	if (!is_new)
		write_close(rq, w);
	return page_end(rq);
}

/* ---- Opening ---- */

static bool open_programme(struct request *rq, struct writing *w, int64_t id)
{
	if (!measure_programme_get(rq->conn, rq->arena, id, &w->programme, &rq->err))
		return false;
	if (!w->programme.id)
		return err_not_found(&rq->err, "There is no such action programme");
	w->tree = plan_tree_shared(rq->conn, rq->arena, w->programme.plan_id, &rq->err);
	return w->tree && plan_get(rq->conn, rq->arena, w->programme.plan_id, &w->plan, &rq->err);
}

/* A new measure in the programme of the query. */
static bool open_new(struct request *rq, struct writing *w)
{
	struct plan plan;
	*w = (struct writing){ .measure = { .ref = "", .title = "", .body = "", .lead = "", .indicator = "", .effect = "", .closed_note = "" } };
	return plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	       && open_programme(rq, w, query_i64(rq, "programme", 0))
	       && (w->plan.id == plan.id || err_not_found(&rq->err, "There is no such action programme"));
}

/* The measure of the path. */
static bool open_kept(struct request *rq, struct writing *w)
{
	*w = (struct writing){ 0 };
	if (!measure_get(rq->conn, rq->arena, route_id(rq, "measure"), &w->kept, &rq->err))
		return false;
	if (!w->kept.id)
		return err_not_found(&rq->err, "There is no such measure");
	w->measure = w->kept;
	return open_programme(rq, w, w->kept.programme_id);
}

static void fill_lists(struct request *rq, struct writing *w)
{
	struct out partners = out_memory(rq->arena);
	for (size_t i = 0; i < w->measure.n_partners; i++)
		out_format(&partners, "%s%s", i ? "\n" : "", w->measure.partners[i]);
	w->partners = out_string(&partners);
	w->resources = measure_write_resources(rq->arena, &w->measure, "\n");
	w->milestones = measure_write_milestones(rq->arena, &w->measure, "\n");
}

static enum http_status show_form(struct request *rq, struct writing *w)
{
	fill_lists(rq, w);
	return write_form(rq, w);
}

enum http_status measure_web_new(struct request *rq)
{
	struct writing w;
	return open_new(rq, &w) ? show_form(rq, &w) : page_failed(rq);
}

enum http_status measure_web_edit(struct request *rq)
{
	struct writing w;
	return open_kept(rq, &w) ? show_form(rq, &w) : page_failed(rq);
}

/* ---- Saving ---- */

static void read_day(struct request *rq, const char *name, struct date *d)
{
	*d = (struct date){ 0 };
	if (*form_text(rq, name) && !date_parse(form_text(rq, name), d))
		form_problem(rq, name, tr(rq, "This is not a date: write 2026-03-31, for example."));
}

static void read_nodes(struct request *rq, struct writing *w)
{
	VEC(int64_t) nodes = { 0 };
	for (size_t i = 0; i < w->tree->n; i++)
		if (*form_text(rq, arena_printf(rq->arena, "node-%lld", (long long)w->tree->nodes[i].id)))
			*VEC_PUSH(rq->arena, &nodes) = w->tree->nodes[i].id;
	w->measure.nodes = nodes.v;
	w->measure.n_nodes = nodes.n;
}

/* The message of a list that cannot be read, beside its field. */
static void read_list(struct request *rq, struct writing *w, const char *name, const char *text,
                      bool (*read)(struct arena *a, const char *text, struct measure *m, struct err *err))
{
	struct err err = { 0 };
	if (!read(rq->arena, text, &w->measure, &err))
		form_problem(rq, name, err.message);
}

static void read_fields(struct request *rq, struct writing *w)
{
	struct measure *m = &w->measure;
	struct span title = span_trim(span_of(form_text(rq, "title"))), lead = span_trim(span_of(form_text(rq, "lead")));
	m->revision = form_i64(rq, "revision", 0);
	m->title = arena_strndup(rq->arena, title.s, title.n);
	m->lead = arena_strndup(rq->arena, lead.s, lead.n);
	m->body = form_text(rq, "text");
	m->indicator = form_text(rq, "indicator");
	m->effect = form_text(rq, "effect");
	w->partners = form_text(rq, "partners");
	w->resources = form_text(rq, "resources");
	w->milestones = form_text(rq, "milestones");
	read_day(rq, "begins", &m->begins);
	read_day(rq, "ends", &m->ends);
	measure_read_partners(rq->arena, w->partners, m);
	read_list(rq, w, "resources", w->resources, measure_read_resources);
	read_list(rq, w, "milestones", w->milestones, measure_read_milestones);
	read_nodes(rq, w);
	const char *problem = form_problems(rq) ? NULL : measure_check(m);
	if (problem)
		form_problem(rq, "title", tr_name(rq, problem));
	if (w->programme.adopted.year && lead.n == 0)
		form_problem(rq, "lead", tr(rq, "The programme is adopted: name who is responsible (plan- og bygningsloven § 8-1)."));
}

struct saving {
	struct arena *arena;
	struct measure_change change;
	bool overtaken;
};

static bool save(struct db_conn *tx, void *arg, struct err *err)
{
	struct saving *s = arg;
	return measure_save(tx, s->arena, &s->change, &s->overtaken, err);
}

struct closing {
	struct arena *arena;
	int64_t id, by;
	enum measure_closing closed;
	const char *note;
};

static bool close_it(struct db_conn *tx, void *arg, struct err *err)
{
	const struct closing *c = arg;
	struct date on = { 0 };
	if (c->closed != MEASURE_GOES_ON)
		on = date_at(clock_now());
	return measure_close(tx, c->arena, c->id, c->closed, on, c->note, c->by, err);
}

static enum http_status web_close(struct request *rq, struct writing *w)
{
	const char *code = form_text(rq, "closed");
	struct closing c = { .arena = rq->arena, .id = w->kept.id, .by = rq->session->user_id, .note = form_text(rq, "note") };
	if (*code)
		c.closed = str_eq(code, "done") ? MEASURE_WAS_DONE : MEASURE_WAS_STOPPED;
	if (!user_write(rq, close_it, &c, NULL))
		return page_failed(rq);
	return redirect_to(rq, measure_href(rq, w->kept.id));
}

/* Somebody saved in between: what they wrote stands above the form, which keeps what this one wrote. */
static enum http_status web_overtaken(struct request *rq, struct writing *w)
{
	struct measure theirs;
	if (!measure_get(rq->conn, rq->arena, w->kept.id, &theirs, &rq->err))
		return page_failed(rq);
	page_note(rq, TONE_WARNING, tr(rq, "Somebody has saved the measure since you opened it. Nothing was overwritten: compare, and save again."));
	w->kept = theirs;
	enum http_status status = write_form(rq, w);
	return status == HTTP_OK ? HTTP_BAD_REQUEST : status;
}

static enum http_status save_form(struct request *rq, struct writing *w)
{
	read_fields(rq, w);
	w->measure.id = w->kept.id;
	w->measure.programme_id = w->programme.id;
	if (form_problems(rq)) {
		enum http_status status = write_form(rq, w);
		return status == HTTP_OK ? HTTP_BAD_REQUEST : status;
	}
	struct saving s = { .arena = rq->arena, .change = { &w->measure, form_text(rq, "note"), rq->session->user_id } };
	if (!user_write(rq, save, &s, NULL))
		return page_failed(rq);
	if (s.overtaken)
		return web_overtaken(rq, w);
	return redirect_to(rq, w->kept.id ? measure_href(rq, w->kept.id)
	                                  : href(rq, "/plan/%s/programme?programme=%lld", w->plan.slug, (long long)w->programme.id));
}

enum http_status measure_web_add(struct request *rq)
{
	struct writing w;
	return open_new(rq, &w) ? save_form(rq, &w) : page_failed(rq);
}

enum http_status measure_web_save(struct request *rq)
{
	struct writing w;
	if (!open_kept(rq, &w))
		return page_failed(rq);
	return *form_text(rq, "close") ? web_close(rq, &w) : save_form(rq, &w);
}

/* ---- POST /plan/{plan}/programme ---- */

struct beginning {
	struct arena *arena;
	struct measure_programme programme;
	int64_t adopt, by;
};

static bool begin_or_adopt(struct db_conn *tx, void *arg, struct err *err)
{
	struct beginning *b = arg;
	struct measure_programme there;
	if (!b->adopt)
		return measure_programme_add(tx, b->arena, &b->programme, b->by, err);
	if (!measure_programme_get(tx, b->arena, b->adopt, &there, err))
		return false;
	if (there.plan_id != b->programme.plan_id)
		return err_not_found(err, "The plan has no such action programme");
	return measure_programme_adopt(tx, b->arena, b->adopt, date_at(clock_now()), b->by, err);
}

enum http_status measure_web_programme(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	struct beginning b = { .arena = rq->arena, .adopt = form_i64(rq, "adopt", 0), .by = rq->session->user_id,
	                       .programme = { .plan_id = plan.id, .title = form_text(rq, "title"),
	                                      .first_year = (int)form_i64(rq, "from", 0), .last_year = (int)form_i64(rq, "to", 0) } };
	return user_write(rq, begin_or_adopt, &b, NULL) ? redirect_to(rq, href(rq, "/plan/%s/programme", plan.slug)) : page_failed(rq);
}
