/* A plan's groups by their wider themes, and the page on which planners shape a group. */
#include "module/text/text_lineage.h"

#include "base/clock.h"
#include "base/str.h"
#include "base/utf8.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define PAGE_SIZE 100 /* contributions to choose among */

static const char *number(struct request *rq, int64_t n)
{
	return arena_printf(rq->arena, "%lld", (long long)n);
}

/* ---- The hierarchy ---- */

void text_panel_groups_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	int64_t run_id;
	if (text_newest_run(rq->conn, plan_id, &run_id, &rq->err) && run_id
	    && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_VOICES, tr(rq, "Groups"), href(rq, "/plan/%s/groups", plan.slug));
}

/* The words of a theme are those of its texts: the public sees them where it may see one of these. */
static const char *theme_title(struct request *rq, const struct text_theme *theme)
{
	bool seen = rq->internal;
	for (size_t i = 0; i < theme->n; i++)
		seen = seen || theme->groups[i]->publishable;
	return !seen ? tr(rq, "Not public") : *theme->label ? theme->label : tr(rq, "Without words");
}

static void write_line(struct request *rq, const struct text_group_row *g)
{
	link_to(rq, href(rq, "/group/%lld", (long long)g->id), text_group_title(rq, g));
	html(&rq->body, " <small>%s</small>", text_group_size(rq, g));
}

void text_write_themes(struct request *rq, const struct text_themes *themes)
{
	tree_begin(rq);
	for (size_t t = 0; t < themes->n; t++) {
		const struct text_theme *theme = &themes->v[t];
		if (theme->n == 1) {
			leaf_begin(rq);
			write_line(rq, theme->groups[0]);
			leaf_end(rq);
			continue;
		}
		branch_begin(rq, false);
		html(&rq->body, "<strong>%s</strong> <small>%s</small>", theme_title(rq, theme),
		     tr_format(rq, "%s in %s", tr_count(rq, "%s contribution", "%s contributions", theme->contributions),
		               tr_count(rq, "%s group", "%s groups", (int64_t)theme->n)));
		branch_children(rq);
		for (size_t i = 0; i < theme->n; i++) {
			leaf_begin(rq);
			write_line(rq, theme->groups[i]);
			leaf_end(rq);
		}
		branch_end(rq);
	}
	tree_end(rq);
}

/* ---- What planners decided ---- */

static const char *kind_text(struct request *rq, const struct text_decision *d)
{
	size_t n = d->what.n_members;
	switch (d->what.kind) {
	case STEER_RENAME:
		return tr_format(rq, "Called a group “%s”", d->what.title);
	case STEER_MERGE:
		return tr_count(rq, "Merged %s group into another", "Merged %s groups into another", (int64_t)d->what.n_from);
	case STEER_MOVE:
		return *d->what.title
			? tr_format(rq, "Made the group “%s” of %s", d->what.title,
			            tr_count(rq, "%s contribution", "%s contributions", (int64_t)n))
			: tr_count(rq, "Moved %s contribution", "Moved %s contributions", (int64_t)n);
	default:
		return tr_count(rq, "Pinned %s contribution to its group", "Pinned %s contributions to their group", (int64_t)n);
	}
}

static void write_effect(struct request *rq, const struct text_decision *d)
{
	if (!d->applied || d->effect == STEER_APPLIED)
		return;
	html(&rq->body, " ");
	tag(rq, TONE_WARNING, d->effect == STEER_NO_GROUP ? tr(rq, "The group is gone")
	    : d->effect == STEER_NO_CONTRIBUTION ? tr(rq, "The contributions are gone")
	    : tr_count(rq, "%s part of it is gone", "%s parts of it are gone", d->missing));
}

static bool write_decisions(struct request *rq, const struct plan *plan)
{
	struct text_decision *list;
	size_t n;
	int64_t run_id;
	bool may = request_may(rq, "plan.edit", plan->id);
	if (!text_newest_run(rq->conn, plan->id, &run_id, &rq->err)
	    || !text_decisions_load(rq->conn, rq->arena, plan->id, run_id, true, &list, &n, &rq->err))
		return false;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "What planners decided about the groups"));
	if (n == 0)
		nothing_here(rq, tr(rq, "Nothing yet. On a group's page it can be given a name, merged with others or split."));
	else
		html(&rq->body, "<ol class=\"versions\">\n");
	for (size_t i = n; i-- > 0;) {
		const struct text_decision *d = &list[i];
		html(&rq->body, "<li>%s%s%s <small>%s, %s</small>", kind_text(rq, d), *d->reason ? ": " : "", d->reason, d->by,
		     clock_local(rq->arena, d->made_at));
		write_effect(rq, d);
		if (d->undone_at) {
			html(&rq->body, " ");
			tag(rq, TONE_NEUTRAL, tr(rq, "Undone"));
		} else if (may) {
			form_post_button(rq, href(rq, "/plan/%s/groups/undo", plan->slug), tr(rq, "Undo"), "decision", number(rq, d->id));
		}
		html(&rq->body, "</li>\n");
	}
	if (n > 0)
		html(&rq->body, "</ol>");
	html(&rq->body, "</section>\n");
	return true;
}

/* GET /plan/{plan}/groups */
enum http_status text_web_groups(struct request *rq)
{
	struct plan plan;
	struct text_themes themes;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !text_themes_load(rq->conn, rq->arena, plan.id, &themes, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "Groups of contributions"));
	paragraph(rq, tr(rq, "The program puts texts together by the words they use, and groups that are near each other into "
	                     "wider themes. What planners decided about a group holds when the plan is compiled again."));
	if (themes.n > 0)
		text_write_themes(rq, &themes);
	else
		nothing_here(rq, tr(rq, "The contributions have not been compiled yet."));
	if (rq->internal && !write_decisions(rq, &plan))
		return page_failed(rq);
	return page_end(rq);
}

/* ---- Shaping a group ---- */

static void write_rename(struct request *rq, const struct text_group_row *g)
{
	heading(rq, 2, tr(rq, "Name"));
	form_post_begin(rq, tr(rq, "Name"), href(rq, "/group/%lld/rename", (long long)g->id));
	field_input(rq, .name = "title", .label = tr(rq, "What the group is called"), .required = true,
	            .value = rq->form ? form_text(rq, "title") : *g->title ? g->title : g->label,
	            .hint = tr_format(rq, "Words of its texts: %s", str_or(g->label, tr(rq, "Without words"))));
	form_end(rq, tr(rq, "Give it this name"));
}

/* The plan's other groups to choose among. */
static struct choice *other_groups(struct request *rq, const struct text_group_row *g, const char *none, size_t *n)
{
	const struct text_group_row *list;
	size_t all = 0;
	*n = 0;
	if (!text_groups_of_plan(rq->conn, rq->arena, rq->plan_id, &list, &all, &rq->err))
		return NULL;
	struct choice *choices = arena_array(rq->arena, all + 1, sizeof *choices);
	choices[(*n)++] = (struct choice){ "", none };
	for (size_t i = 0; i < all; i++)
		if (list[i].number > 0 && list[i].id != g->id)
			choices[(*n)++] = (struct choice){ number(rq, list[i].id), text_group_title(rq, &list[i]) };
	return choices;
}

static void write_merge(struct request *rq, const struct text_group_row *g)
{
	size_t n;
	struct choice *choices = other_groups(rq, g, tr(rq, "Choose"), &n);
	if (n < 2)
		return;
	heading(rq, 2, tr(rq, "Merge"));
	form_post_begin(rq, tr(rq, "Merge"), href(rq, "/group/%lld/merge", (long long)g->id));
	field_select(rq, "into", tr(rq, "Which group this one belongs to"), choices, n, form_text(rq, "into"));
	field_input(rq, .name = "reason", .label = tr(rq, "Reason"), .hint = tr(rq, "May be left out."));
	form_end(rq, tr(rq, "Merge into it"));
}

/* Fields' names are those of contributions, so that what is ticked on a long page needs no counting. */
static const char *box_of(struct request *rq, int64_t contribution_id)
{
	return arena_printf(rq->arena, "c%lld", (long long)contribution_id);
}

static void write_boxes(struct request *rq, const struct text_group_row *g, const struct paging *p)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT t.id, t.text FROM text_result r JOIN contribution t ON t.id = r.contribution_id "
		"WHERE r.group_id = $group ORDER BY t.ordinal LIMIT $limit OFFSET $offset"));
	db_bind_i64(st, "$group", g->id);
	db_bind_i64(st, "$limit", p->size);
	db_bind_i64(st, "$offset", p->offset);
	html(&rq->body, "<fieldset class=\"ds-fieldset\"><legend class=\"ds-label\">%s</legend>\n", tr(rq, "Contributions"));
	while (db_step(st)) {
		const char *box = box_of(rq, db_i64(st, 0));
		field_check(rq, box, db_text(st, 1, rq->arena), str_eq(form_text(rq, box), "yes"));
	}
	html(&rq->body, "</fieldset>\n");
	db_finish(st, &rq->err);
}

static void write_move(struct request *rq, const struct text_group_row *g)
{
	size_t n;
	struct paging p = paging_read(rq, PAGE_SIZE);
	struct choice *choices = other_groups(rq, g, tr(rq, "A new group"), &n);
	if (!choices)
		return;
	heading(rq, 2, tr(rq, "Split"));
	paragraph(rq, tr(rq, "Tick contributions that belong together in another group. Contributions that come later and are nearer "
	                     "to them than to those left behind follow them."));
	form_post_begin(rq, tr(rq, "Split"), href_with(rq, "page", number(rq, p.page)));
	write_boxes(rq, g, &p);
	field_select(rq, "into", tr(rq, "Where they go"), choices, n, form_text(rq, "into"));
	field_input(rq, .name = "title", .label = tr(rq, "Name of the new group"), .value = form_text(rq, "title"));
	field_input(rq, .name = "reason", .label = tr(rq, "Reason"), .value = form_text(rq, "reason"),
	            .hint = tr(rq, "May be left out."));
	field_check(rq, "pin", tr(rq, "Pin them there: nothing follows them, and no compilation moves them"),
	            str_eq(form_text(rq, "pin"), "yes"));
	form_end(rq, tr(rq, "Move what is ticked"));
	paging_write(rq, &p, g->contributions);
}

static enum http_status write_shape(struct request *rq, const struct text_group_row *g, const struct plan *plan)
{
	plan_page_context(rq, plan);
	page_crumb(rq, tr(rq, "Groups"), href(rq, "/plan/%s/groups", plan->slug));
	page_crumb(rq, text_group_title(rq, g), href(rq, "/group/%lld", (long long)g->id));
	page_begin(rq, tr(rq, "Shape the group"));
	paragraph(rq, tr(rq, "What is decided here holds at once and when the plan is compiled again, and can be undone."));
	if (g->number > 0) {
		write_rename(rq, g);
		write_merge(rq, g);
	}
	write_move(rq, g);
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* The group of the address as it is now, and its plan; false after a page that says what is wrong. */
static bool find(struct request *rq, struct text_group_row *g, struct plan *plan, enum http_status *status)
{
	int64_t plan_id;
	if (!text_group_current(rq->conn, rq->arena, route_id(rq, "group"), g, &plan_id, &rq->err))
		*status = page_failed(rq);
	else if (!g->id)
		*status = page_not_found(rq, tr(rq, "There is no such group."));
	else if (!plan_get(rq->conn, rq->arena, plan_id, plan, &rq->err))
		*status = page_failed(rq);
	else
		return true;
	return false;
}

/* GET /group/{group}/shape */
enum http_status text_web_shape(struct request *rq)
{
	struct text_group_row g;
	struct plan plan;
	enum http_status status;
	return find(rq, &g, &plan, &status) ? write_shape(rq, &g, &plan) : status;
}

/* ---- Deciding ---- */

struct deciding {
	struct request *rq;
	struct text_decision d;
	int64_t plan_id;
};

static bool decide(struct db_conn *tx, void *arg, struct err *err)
{
	struct deciding *g = arg;
	struct text_decision d = g->d;
	struct text_decider who = { .user_id = g->rq->session->user_id, .by = "" };
	return text_decide(tx, g->rq->arena, g->plan_id, &d, &who, err);
}

static enum http_status finish(struct request *rq, const struct plan *plan, struct deciding *g)
{
	struct span reason = span_trim(span_of(form_text(rq, "reason")));
	g->rq = rq;
	g->plan_id = plan->id;
	g->d.reason = arena_strndup(rq->arena, reason.s, reason.n);
	if (utf8_length(reason) > TEXT_REASON_MAX)
		return page_bad_request(rq, tr(rq, "Give a reason of at most 500 characters."));
	if (!user_write(rq, decide, g, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/plan/%s/groups", plan->slug));
}

/* A title that was written, or a problem with it beside the field. */
static const char *read_title(struct request *rq)
{
	struct span title = span_trim(span_of(form_text(rq, "title")));
	if (title.n == 0 || utf8_length(title) > TEXT_TITLE_MAX)
		form_problem(rq, "title", tr_format(rq, "Give a name of at most %s characters.", number(rq, TEXT_TITLE_MAX)));
	return arena_strndup(rq->arena, title.s, title.n);
}

/* POST /group/{group}/rename */
enum http_status text_web_rename(struct request *rq)
{
	struct text_group_row g;
	struct plan plan;
	enum http_status status;
	if (!find(rq, &g, &plan, &status))
		return status;
	struct deciding decision = { .d.what = { .kind = STEER_RENAME, .group = g.identity, .title = read_title(rq) } };
	return form_problems(rq) ? write_shape(rq, &g, &plan) : finish(rq, &plan, &decision);
}

/* The group that was chosen, as it is now and in this plan; identity 0 where it is not there. */
static bool read_into(struct request *rq, int64_t plan_id, int64_t *identity)
{
	struct text_group_row into;
	int64_t of_plan;
	if (!text_group_current(rq->conn, rq->arena, form_i64(rq, "into", 0), &into, &of_plan, &rq->err))
		return false;
	*identity = into.id && of_plan == plan_id ? into.identity : 0;
	return true;
}

/* POST /group/{group}/merge */
enum http_status text_web_merge(struct request *rq)
{
	struct text_group_row g;
	struct plan plan;
	enum http_status status;
	struct deciding decision = { .d.what = { .kind = STEER_MERGE, .title = "" } };
	if (!find(rq, &g, &plan, &status))
		return status;
	if (!read_into(rq, plan.id, &decision.d.what.group))
		return page_failed(rq);
	if (!decision.d.what.group || decision.d.what.group == g.identity) {
		form_problem(rq, "into", tr(rq, "Choose another group."));
		return write_shape(rq, &g, &plan);
	}
	decision.d.what.from = &g.identity;
	decision.d.what.n_from = 1;
	return finish(rq, &plan, &decision);
}

/* Those of the group that were ticked. */
static bool read_boxes(struct request *rq, const struct text_group_row *g, struct steer_decision *what)
{
	VEC(int64_t) ticked = { 0 };
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT contribution_id FROM text_result WHERE group_id = $group ORDER BY contribution_id"));
	db_bind_i64(st, "$group", g->id);
	while (db_step(st))
		if (str_eq(form_text(rq, box_of(rq, db_i64(st, 0))), "yes"))
			*VEC_PUSH(rq->arena, &ticked) = db_i64(st, 0);
	what->members = ticked.v;
	what->n_members = ticked.n;
	return db_finish(st, &rq->err);
}

/* POST /group/{group}/shape */
enum http_status text_web_move(struct request *rq)
{
	struct text_group_row g;
	struct plan plan;
	enum http_status status;
	struct deciding decision = { .d.what = { .kind = STEER_MOVE, .title = "" } };
	struct steer_decision *what = &decision.d.what;
	if (!find(rq, &g, &plan, &status))
		return status;
	if (!read_boxes(rq, &g, what) || !read_into(rq, plan.id, &what->group))
		return page_failed(rq);
	if (what->n_members == 0)
		return page_bad_request(rq, tr(rq, "Tick at least one contribution."));
	if (!what->group && *form_text(rq, "into"))
		form_problem(rq, "into", tr(rq, "Choose another group."));
	if (str_eq(form_text(rq, "pin"), "yes")) {
		what->kind = STEER_PIN;
		if (!what->group)
			form_problem(rq, "into", tr(rq, "Contributions are pinned to a group that is there."));
	} else if (!what->group) {
		what->title = read_title(rq);
	}
	return form_problems(rq) ? write_shape(rq, &g, &plan) : finish(rq, &plan, &decision);
}

/* ---- Undoing ---- */

static bool undo(struct db_conn *tx, void *arg, struct err *err)
{
	struct deciding *g = arg;
	struct text_decider who = { .user_id = g->rq->session->user_id, .by = "" };
	return text_undo(tx, g->rq->arena, g->plan_id, g->d.id, &who, &(struct text_decision){ 0 }, err);
}

/* POST /plan/{plan}/groups/undo */
enum http_status text_web_group_undo(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	struct deciding g = { .rq = rq, .plan_id = plan.id, .d.id = form_i64(rq, "decision", -1) };
	if (!user_write(rq, undo, &g, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/plan/%s/groups", plan.slug));
}
