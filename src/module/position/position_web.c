/* The positions of a plan, one of them with what was done for it, and the forms of planners. */
#include "module/position/position_internal.h"

#include "format/docx_write.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/markdown.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/sheet.h"
#include "ui/table.h"
#include "ui/translate.h"

static const char *position_href(struct request *rq, int64_t id)
{
	return href(rq, "/position/%lld", (long long)id);
}

static void write_state(struct request *rq, enum position_state state)
{
	static const enum tone tones[POSITION_STATES] = {
		[POSITION_DRAFT] = TONE_NEUTRAL, [POSITION_ADOPTED] = TONE_INFO, [POSITION_ACHIEVED] = TONE_SUCCESS,
		[POSITION_PARTLY] = TONE_WARNING, [POSITION_DROPPED] = TONE_NEUTRAL,
	};
	tag(rq, tones[state], tr_name(rq, position_states[state].name));
}

/* Whom a position addresses: by name, or by kind. */
static const char *whom(struct request *rq, const struct position *p)
{
	const struct plan_addressee *addressee = plan_addressee(p->node->addressee);
	return *p->body ? p->body : addressee ? tr_name(rq, addressee->name) : "–";
}

/* ---- The list ---- */

struct listing {
	struct plan plan;
	struct position *list; /* what the reader may see and asks for */
	size_t n, n_all;
};

static bool is_wanted(struct request *rq, const struct position *p)
{
	const char *addressee = query_text(rq, "addressee"), *state = query_text(rq, "state");
	return (!*addressee || str_eq(addressee, p->node->addressee)) && (!*state || str_eq(state, position_states[p->state].code));
}

static bool load(struct request *rq, struct listing *l)
{
	struct position *all;
	*l = (struct listing){ 0 };
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &l->plan, &rq->err))
		return false;
	const struct plan_tree *tree = plan_tree_shared(rq->conn, rq->arena, l->plan.id, &rq->err);
	if (!tree || !position_list(rq->conn, rq->arena, tree, &all, &l->n_all, &rq->err))
		return false;
	l->list = arena_array(rq->arena, l->n_all, sizeof *l->list);
	for (size_t i = 0; i < l->n_all; i++)
		if ((rq->internal || all[i].state != POSITION_DRAFT) && is_wanted(rq, &all[i]))
			l->list[l->n++] = all[i];
	plan_page_context(rq, &l->plan);
	return true;
}

static void write_filters(struct request *rq)
{
	VEC(struct choice) addressees = { 0 }, states = { 0 };
	*VEC_PUSH(rq->arena, &addressees) = *VEC_PUSH(rq->arena, &states) = (struct choice){ "", tr(rq, "All") };
	for (size_t i = 0; i < plan_addressees_len; i++)
		*VEC_PUSH(rq->arena, &addressees) = (struct choice){ plan_addressees[i].code, tr_name(rq, plan_addressees[i].name) };
	for (size_t i = rq->internal ? POSITION_DRAFT : POSITION_ADOPTED; i < POSITION_STATES; i++)
		*VEC_PUSH(rq->arena, &states) = (struct choice){ position_states[i].code, tr_name(rq, position_states[i].name) };
	details_begin(rq, *query_text(rq, "addressee") || *query_text(rq, "state"));
	html(&rq->body, "%s", tr(rq, "Filter"));
	details_body(rq);
	form_begin(rq, tr(rq, "Filter"), rq->path);
	field_select(rq, "addressee", tr(rq, "Addressee"), addressees.v, addressees.n, query_text(rq, "addressee"));
	field_select(rq, "state", tr(rq, "State"), states.v, states.n, query_text(rq, "state"));
	form_end(rq, tr(rq, "Show"));
	details_end(rq);
}

static void write_chapter(struct request *rq, const struct position *list, size_t n)
{
	heading(rq, 2, *list->chapter ? list->chapter : tr(rq, "Across chapters"));
	table_begin(rq, tr(rq, "Positions"), { tr(rq, "Position"), COLUMN_TEXT }, { tr(rq, "Addressee"), COLUMN_TEXT }, { tr(rq, "State"), COLUMN_TEXT },
	            { tr(rq, "Times worked for"), COLUMN_NUMBER }, { tr(rq, "What came of it"), COLUMN_TEXT });
	for (size_t i = 0; i < n; i++) {
		row_begin(rq);
		head_link(rq, position_href(rq, list[i].node->id), list[i].node->title);
		cell_text(rq, whom(rq, &list[i]));
		cell_begin(rq);
		write_state(rq, list[i].state);
		cell_end(rq);
		cell_number(rq, (int64_t)list[i].n_done);
		cell_text(rq, *list[i].outcome ? arena_printf(rq->arena, "%s: %s", date_iso(rq->arena, list[i].outcome_on), list[i].outcome) : "–");
		row_end(rq);
	}
	table_end(rq);
}

static enum http_status send_sheet(struct request *rq, const struct listing *l)
{
	struct sheet s = sheet_new(rq, position_columns, POSITION_COLUMNS);
	for (size_t i = 0; i < l->n; i++) {
		const char **cells = arena_array(rq->arena, POSITION_COLUMNS, sizeof *cells);
		position_cells(rq->arena, &l->list[i], cells);
		sheet_row_(&s, cells);
	}
	return sheet_send(&s, "positions");
}

enum http_status position_web_list(struct request *rq)
{
	struct listing l;
	if (!load(rq, &l))
		return page_failed(rq);
	if (sheet_wanted(rq))
		return send_sheet(rq, &l);
	page_begin(rq, tr(rq, "Positions"));
	html(&rq->body, "<p>%s</p>\n", tr(rq, "What the region demands of others, what was done for it, and what came of that."));
	write_filters(rq);
	if (l.n == 0)
		note(rq, TONE_INFO, tr(rq, "There is no position here yet."));
	for (size_t i = 0, k; i < l.n; i = k) {
		for (k = i + 1; k < l.n && str_eq(l.list[k].chapter, l.list[i].chapter); k++)
			;
		write_chapter(rq, &l.list[i], k - i);
	}
	if (l.n) {
		html(&rq->body, "<p>");
		link_to(rq, href(rq, "/plan/%s/positions.docx", l.plan.slug), tr(rq, "As a policy note (DOCX)"));
		html(&rq->body, "</p>\n");
		sheet_links(rq);
	}
	return page_end(rq);
}

enum http_status position_web_note(struct request *rq)
{
	struct listing l;
	enum lang lang = rq->lang;
	if (!load(rq, &l))
		return page_failed(rq);
	lang_parse(l.plan.language, &lang);
	rq->download_name = arena_printf(rq->arena, "%s-positions.docx", l.plan.slug);
	rq->content_type = DOCX_TYPE;
	return position_write_note(&rq->body, rq->arena, &l.plan, l.list, l.n, lang, &rq->err) ? HTTP_OK : page_failed(rq);
}

/* ---- One of them ---- */

static void write_entries(struct request *rq, const struct position_entry *list, size_t n)
{
	heading(rq, 2, tr(rq, "What was done, and what came of it"));
	if (n == 0) {
		html(&rq->body, "<p>%s</p>\n", tr(rq, "Nothing is noted yet."));
		return;
	}
	html(&rq->body, "<ul>\n");
	for (size_t i = 0; i < n; i++) {
		const struct position_entry *e = &list[i];
		html(&rq->body, "<li><strong>%s: %s</strong>", date_iso(rq->arena, e->on), tr_name(rq, position_kinds[e->kind].name));
		if (*e->counterpart)
			html_t(rq, " · With whom: %s", e->counterpart);
		if (*e->organisation)
			html_t(rq, " · By which organisation: %s", e->organisation);
		html(&rq->body, "<br>%s ", e->said);
		if (*e->link)
			link_to(rq, e->link, tr(rq, "Source"));
		html(&rq->body, "</li>\n");
	}
	html(&rq->body, "</ul>\n");
}

static void write_state_form(struct request *rq, const struct position *p)
{
	struct choice states[POSITION_STATES];
	for (size_t i = 0; i < POSITION_STATES; i++)
		states[i] = (struct choice){ position_states[i].code, tr_name(rq, position_states[i].name) };
	bool sent = *form_text(rq, "state");
	heading(rq, 2, tr(rq, "Change where it stands"));
	form_post_begin(rq, tr(rq, "Change where it stands"), position_href(rq, p->node->id));
	field_select(rq, "state", tr(rq, "State"), states, POSITION_STATES, sent ? form_text(rq, "state") : position_states[p->state].code);
	field_input(rq, .name = "body", .label = tr(rq, "Addressee by name"), .value = sent ? form_text(rq, "body") : p->body);
	field_input(rq, .name = "decided_by", .label = tr(rq, "Adopted by"), .value = sent ? form_text(rq, "decided_by") : p->decided_by);
	field_input(rq, .name = "decided_on", .label = tr(rq, "Adopted on"), .type = "date",
	            .value = sent ? form_text(rq, "decided_on") : date_iso(rq->arena, p->decided_on));
	form_end(rq, tr(rq, "Save"));
}

static void write_entry_form(struct request *rq, const struct position *p)
{
	struct choice kinds[POSITION_KINDS];
	for (size_t i = 0; i < POSITION_KINDS; i++)
		kinds[i] = (struct choice){ position_kinds[i].code, tr_name(rq, position_kinds[i].name) };
	heading(rq, 2, tr(rq, "Note what was done"));
	form_post_begin(rq, tr(rq, "Note what was done"), position_href(rq, p->node->id));
	field_select(rq, "kind", tr(rq, "What"), kinds, POSITION_KINDS, form_text(rq, "kind"));
	field_input(rq, .name = "on", .label = tr(rq, "Day"), .type = "date", .value = form_text(rq, "on"), .required = true);
	field_input(rq, .name = "counterpart", .label = tr(rq, "With whom"), .value = form_text(rq, "counterpart"),
	            .hint = tr(rq, "An office or a body, not a person."));
	field_input(rq, .name = "organisation", .label = tr(rq, "By which organisation"), .value = form_text(rq, "organisation"));
	field_input(rq, .name = "said", .label = tr(rq, "Text"), .value = form_text(rq, "said"), .lines = 4, .required = true);
	field_input(rq, .name = "link", .label = tr(rq, "Address of the source"), .value = form_text(rq, "link"));
	form_end(rq, tr(rq, "Note it"));
}

struct showing {
	struct plan plan;
	struct position position;
	struct position_entry *entries;
	size_t n_entries;
};

/* The position of the path; position.node NULL where the reader has none there. */
static bool load_one(struct request *rq, struct showing *s)
{
	int64_t id = route_id(rq, "position"), plan_id;
	struct position *list;
	size_t n;
	*s = (struct showing){ 0 };
	if (!plan_of_node(rq->conn, id, &plan_id, &rq->err))
		return false;
	if (!plan_id)
		return true;
	const struct plan_tree *tree = plan_tree_shared(rq->conn, rq->arena, plan_id, &rq->err);
	if (!tree || !plan_get(rq->conn, rq->arena, plan_id, &s->plan, &rq->err)
	    || !position_list(rq->conn, rq->arena, tree, &list, &n, &rq->err)
	    || !position_entries(rq->conn, rq->arena, id, &s->entries, &s->n_entries, &rq->err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (list[i].node->id == id && (rq->internal || list[i].state != POSITION_DRAFT))
			s->position = list[i];
	return true;
}

static enum http_status show(struct request *rq, const struct showing *s)
{
	const struct position *p = &s->position;
	plan_page_context(rq, &s->plan);
	page_crumb(rq, tr(rq, "Positions"), href(rq, "/plan/%s/positions", s->plan.slug));
	page_begin(rq, p->node->title);
	facts_begin(rq);
	fact_begin(rq, tr(rq, "State"));
	write_state(rq, p->state);
	fact_end(rq);
	fact(rq, tr(rq, "Addressee"), whom(rq, p));
	if (p->decided_on.year)
		fact(rq, tr(rq, "Adopted"), arena_printf(rq->arena, "%s, %s", date_iso(rq->arena, p->decided_on), p->decided_by));
	fact_link(rq, tr(rq, "In the plan"), href(rq, "/node/%lld", (long long)p->node->id), tr(rq, "What it rests on, and the voices behind it"));
	facts_end(rq);
	markdown_html(&rq->body, p->node->body);
	write_entries(rq, s->entries, s->n_entries);
	if (request_may(rq, "plan.edit", s->plan.id)) {
		write_entry_form(rq, p);
		write_state_form(rq, p);
	}
	panels_write(rq, "position", p->node->id);
	return page_end(rq);
}

enum http_status position_web_show(struct request *rq)
{
	struct showing s;
	if (!load_one(rq, &s))
		return page_failed(rq);
	return s.position.node ? show(rq, &s) : page_not_found(rq, tr(rq, "There is no such position."));
}

/* ---- POST /position/{position} ---- */

struct changing {
	struct arena *arena;
	struct position_change change;
	struct position_entry entry;
	int64_t by;
};

static bool set(struct db_conn *tx, void *arg, struct err *err)
{
	struct changing *c = arg;
	return position_set(tx, c->arena, &c->change, c->by, err);
}

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct changing *c = arg;
	return position_entry_add(tx, c->arena, &c->entry, c->by, err);
}

static const char *read_change(struct request *rq, const struct showing *s, struct position_change *change)
{
	size_t state = position_name_parse(position_states, POSITION_STATES, form_text(rq, "state"));
	if (state == POSITION_STATES)
		return N_("There is no such state.");
	*change = (struct position_change){ .node_id = s->position.node->id, .state = (enum position_state)state, .body = form_text(rq, "body"),
	                                    .decided_by = form_text(rq, "decided_by") };
	date_parse(form_text(rq, "decided_on"), &change->decided_on);
	return position_change_check(s->position.state, change);
}

static const char *read_entry(struct request *rq, const struct showing *s, struct position_entry *e)
{
	size_t kind = position_name_parse(position_kinds, POSITION_KINDS, form_text(rq, "kind"));
	if (kind == POSITION_KINDS)
		return N_("There is no such kind of work.");
	*e = (struct position_entry){ .node_id = s->position.node->id, .kind = (enum position_kind)kind, .counterpart = form_text(rq, "counterpart"),
	                              .said = form_text(rq, "said"), .organisation = form_text(rq, "organisation"), .link = form_text(rq, "link") };
	date_parse(form_text(rq, "on"), &e->on);
	return position_entry_check(e, date_at(clock_now()));
}

enum http_status position_web_change(struct request *rq)
{
	struct showing s;
	if (!load_one(rq, &s))
		return page_failed(rq);
	if (!s.position.node)
		return page_not_found(rq, tr(rq, "There is no such position."));
	struct changing c = { .arena = rq->arena, .by = rq->session->user_id };
	bool state = *form_text(rq, "state");
	const char *problem = state ? read_change(rq, &s, &c.change) : read_entry(rq, &s, &c.entry);
	if (problem) {
		form_problem(rq, state ? "state" : "said", tr_name(rq, problem));
		return show(rq, &s);
	}
	return user_write(rq, state ? set : add, &c, NULL) ? redirect_to(rq, position_href(rq, s.position.node->id)) : page_failed(rq);
}

/* ---- On other pages ---- */

bool position_plan_of(struct request *rq, const char *value, int64_t *plan_id)
{
	int64_t id;
	*plan_id = 0;
	return !str_to_i64(value, &id) || plan_of_node(rq->conn, id, plan_id, &rq->err);
}

void position_panel_nav(struct request *rq, int64_t plan_id)
{
	const struct plan_tree *tree = plan_tree_shared(rq->conn, rq->arena, plan_id, &rq->err);
	bool any = false;
	for (size_t i = 0; tree && i < tree->n && !any; i++)
		any = str_eq(tree->nodes[i].kind, "position") && !tree->nodes[i].retired;
	if (any)
		page_nav(rq, NAV_ACTION, tr(rq, "Positions"), href(rq, "/plan/%s/positions", tree->plan.slug));
}

/* On a position's own page in the plan: where it stands. */
void position_panel_node(struct request *rq, int64_t node_id)
{
	int64_t n = 0, shown = 0;
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT (SELECT count(*) FROM position_entry e WHERE e.node_id = n.id), "
		"(SELECT count(*) FROM position_standing s WHERE s.node_id = n.id AND s.state <> 'draft') "
		"FROM plan_node n WHERE n.id = $node AND n.kind = 'position'"));
	db_bind_i64(st, "$node", node_id);
	bool is_position = db_step(st);
	if (is_position) {
		n = db_i64(st, 0);
		shown = db_i64(st, 1) || rq->internal;
	}
	if (!db_finish(st, &rq->err) || !is_position || !shown)
		return;
	heading(rq, 2, tr(rq, "Work for this position"));
	html(&rq->body, "<p>");
	link_to(rq, position_href(rq, node_id), tr_count(rq, "%s note of what was done and what came of it", "%s notes of what was done and what came of it", n));
	html(&rq->body, "</p>\n");
}
