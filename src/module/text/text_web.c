/* A group's page, and what other pages show of a run. */
#include "module/text/text_internal.h"

#include "base/str.h"
#include "engine/text/text.h"
#include "module/text/text_campaign.h"
#include "module/text/text_demand.h"
#include "ui/parts.h"
#include "ui/translate.h"

/* Reads contributions whose identifiers a statement gives in its first column, and finishes it. */
static void read_list(struct request *rq, struct db_stmt *st, struct contribution **list, size_t *n)
{
	VEC(struct contribution) found = { 0 };
	while (db_step(st))
		if (!contribution_get(rq->conn, rq->arena, db_i64(st, 0), VEC_PUSH(rq->arena, &found), &rq->err))
			break;
	db_finish(st, &rq->err);
	*list = found.v;
	*n = found.n;
}

const char *text_group_title(const struct request *rq, const struct text_group_row *g)
{
	if (g->number == 0)
		return tr(rq, "Not grouped");
	if (!rq->internal && !g->publishable)
		return tr(rq, "Not public");
	return *g->title ? g->title : *g->label ? g->label : tr(rq, "Without words");
}

const char *text_group_size(struct request *rq, const struct text_group_row *g)
{
	return tr_format(rq, "%s, of which %s",
	                 tr_count(rq, "%s contribution", "%s contributions", g->contributions),
	                 tr_count(rq, "%s different argument", "%s different arguments", g->arguments));
}

static void write_groups(struct request *rq, const struct text_group_row *list, size_t n)
{
	html(&rq->body, "<ul class=\"groups\">");
	for (size_t i = 0; i < n; i++) {
		html(&rq->body, "<li>");
		link_to(rq, href(rq, "/group/%lld", (long long)list[i].id), text_group_title(rq, &list[i]));
		html(&rq->body, " <small>%s</small></li>", text_group_size(rq, &list[i]));
	}
	html(&rq->body, "</ul>");
}

static void write_quote(struct request *rq, const struct contribution *c, size_t at, size_t bytes)
{
	const char *by = str_or(contribution_said_by(rq, c), c->event);
	html(&rq->body, "<figure class=\"quote\"><blockquote><p>%s</p></blockquote><figcaption>",
	     contribution_piece(rq, c, at, bytes));
	link_to(rq, href(rq, "/contribution/%lld", (long long)c->id), str_or(by, tr(rq, "The whole contribution")));
	html(&rq->body, "</figcaption></figure>");
}

static void write_quotes(struct request *rq, int64_t group_id)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT q.contribution_id, q.first_byte, q.bytes FROM text_quote q "
		"JOIN text_result x ON x.run_id = q.run_id AND x.contribution_id = q.contribution_id "
		"WHERE x.group_id = $group ORDER BY q.rank, q.contribution_id, q.first_byte"));
	db_bind_i64(st, "$group", group_id);
	for (int shown = 0; shown < TEXT_QUOTES_SHOWN && db_step(st);) {
		struct contribution c;
		if (!contribution_get(rq->conn, rq->arena, db_i64(st, 0), &c, &rq->err))
			break;
		if (!contribution_visible(rq, &c))
			continue;
		write_quote(rq, &c, (size_t)db_i64(st, 1), (size_t)db_i64(st, 2));
		shown++;
	}
	db_finish(st, &rq->err);
}

static void write_members(struct request *rq, int64_t group_id)
{
	struct contribution *list;
	size_t n;
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT r.contribution_id FROM text_result r JOIN contribution t ON t.id = r.contribution_id "
		"WHERE r.group_id = $group ORDER BY t.ordinal"));
	db_bind_i64(st, "$group", group_id);
	read_list(rq, st, &list, &n);
	contribution_write_list(rq, list, n);
}

/* Who made the group: the program, or planners after it. */
static void write_origin(struct request *rq, const struct text_group_row *g)
{
	paragraph(rq, *g->title ? tr(rq, "The program put texts together by the words they use, and planners gave the group its name.")
	                        : tr(rq, "The program put these texts together by the words they use. No person has reviewed it."));
	if (!request_may(rq, "plan.edit", rq->plan_id))
		return;
	html(&rq->body, "<p>");
	link_to(rq, href(rq, "/group/%lld/shape", (long long)g->id), tr(rq, "Give it a name, merge it with another or split it"));
	html(&rq->body, "</p>\n");
}

/* GET /group/{group} */
enum http_status text_web_group(struct request *rq)
{
	struct text_group_row g;
	struct plan plan;
	int64_t plan_id = 0, address = route_id(rq, "group");
	if (!text_group_current(rq->conn, rq->arena, address, &g, &plan_id, &rq->err))
		return page_failed(rq);
	if (!g.id && plan_id && g.contributions)
		return page_not_found(rq, tr(rq, "The group is no more: when the plan was compiled again, its contributions went to several others."));
	if (!g.id)
		return page_not_found(rq, tr(rq, "There is no such group."));
	if (g.id != address)
		return redirect_to(rq, href(rq, "/group/%lld", (long long)g.id));
	if (!plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_crumb(rq, tr(rq, "Groups"), href(rq, "/plan/%s/groups", plan.slug));
	page_begin(rq, text_group_title(rq, &g));
	paragraph(rq, text_group_size(rq, &g));
	write_origin(rq, &g);
	if (g.node_id) {
		html(&rq->body, "<p>");
		link_to(rq, href(rq, "/node/%lld", (long long)g.node_id), tr(rq, "The part of the plan that most of them belong under"));
		html(&rq->body, "</p>");
	}
	panels_write(rq, "group", g.id);
	write_quotes(rq, g.id);
	text_campaigns_write_of_group(rq, g.id);
	text_demands_write_table(rq, g.id);
	heading(rq, 2, tr(rq, "All contributions in the group"));
	write_members(rq, g.id);
	return page_end(rq);
}

void text_panel_plan(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	struct text_themes themes;
	if (!plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err)
	    || !text_themes_load(rq->conn, rq->arena, plan_id, &themes, &rq->err))
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "What was said"));
	html(&rq->body, "<p>");
	link_to(rq, href(rq, "/plan/%s/contributions", plan.slug), tr(rq, "All contributions, with filter and search"));
	html(&rq->body, "</p>");
	if (themes.n > 0)
		text_write_themes(rq, &themes);
	else
		nothing_here(rq, tr(rq, "The contributions have not been compiled yet."));
	html(&rq->body, "</section>");
}

/* The contributions whose best suggestion in the newest run is this node. */
static void write_suggested(struct request *rq, int64_t node_id)
{
	struct contribution *list;
	size_t n;
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT s.contribution_id FROM text_suggestion s "
		"JOIN text_result x ON x.run_id = s.run_id AND x.contribution_id = s.contribution_id "
		"JOIN contribution t ON t.id = s.contribution_id "
		"JOIN text_run r ON r.id = s.run_id "
		"WHERE s.node_id = $node AND s.rank = 1 AND x.abstained = 0 "
		"  AND r.id = (SELECT q.id FROM text_run q WHERE q.plan_id = r.plan_id ORDER BY q.made_at DESC, q.id DESC LIMIT 1) "
		"ORDER BY s.score DESC, t.ordinal"));
	db_bind_i64(st, "$node", node_id);
	read_list(rq, st, &list, &n);
	if (n == 0)
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "Contributions that may belong here"));
	paragraph(rq, tr(rq, "The program's suggestions, strongest first. No person has placed them."));
	contribution_write_list(rq, list, n);
	html(&rq->body, "</section>");
}

void text_panel_node(struct request *rq, int64_t node_id)
{
	struct text_group_row *list;
	size_t n;
	if (!text_groups_of_node(rq->conn, rq->arena, node_id, &list, &n, &rq->err))
		return;
	if (n > 0) {
		html(&rq->body, "<section>");
		heading(rq, 2, tr(rq, "Groups of contributions"));
		write_groups(rq, list, n);
		html(&rq->body, "</section>");
	}
	write_suggested(rq, node_id);
}

static void write_suggestions(struct request *rq, int64_t run_id, int64_t contribution_id, bool abstained)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT n.id, n.title, s.score FROM text_suggestion s JOIN plan_node n ON n.id = s.node_id "
		"WHERE s.run_id = $run AND s.contribution_id = $contribution ORDER BY s.rank"));
	db_bind_i64(st, "$run", run_id);
	db_bind_i64(st, "$contribution", contribution_id);
	heading(rq, 2, tr(rq, "Suggested places in the plan"));
	if (abstained)
		paragraph(rq, tr(rq, "The program is not sure: these are too weak to rely on."));
	size_t n = 0;
	for (; db_step(st); n++) {
		if (n == 0)
			html(&rq->body, "<ol>");
		html(&rq->body, "<li>");
		link_to(rq, href(rq, "/node/%lld", (long long)db_i64(st, 0)), db_text(st, 1, rq->arena));
		html(&rq->body, " <small>%.2f</small></li>", db_f64(st, 2));
	}
	db_finish(st, &rq->err);
	if (n > 0)
		html(&rq->body, "</ol>");
	else
		nothing_here(rq, tr(rq, "None."));
}

static const char *duplicate_text(const struct request *rq, const char *kind)
{
	if (str_eq(kind, "exact"))
		return tr(rq, "The same as");
	return str_eq(kind, "near") ? tr(rq, "Nearly the same as") : tr(rq, "Shares its text with");
}

void text_panel_contribution(struct request *rq, int64_t contribution_id)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT x.run_id, x.language, x.duplicate, x.first_id, x.abstained, x.group_id "
		"FROM text_result x JOIN text_run r ON r.id = x.run_id "
		"WHERE x.contribution_id = $contribution ORDER BY r.made_at DESC, r.id DESC LIMIT 1"));
	db_bind_i64(st, "$contribution", contribution_id);
	struct text_group_row g;
	int64_t plan_id;
	if (db_step(st) && text_group_get(rq->conn, rq->arena, db_i64(st, 5), &g, &plan_id, &rq->err)) {
		facts_begin(rq);
		fact(rq, tr(rq, "Language"), db_text(st, 1, rq->arena));
		fact_link(rq, tr(rq, "Theme of the text"), href(rq, "/group/%lld", (long long)g.id), text_group_title(rq, &g));
		if (db_i64(st, 3) != contribution_id)
			fact_link(rq, duplicate_text(rq, db_text(st, 2, rq->arena)),
			          href(rq, "/contribution/%lld", (long long)db_i64(st, 3)), tr(rq, "Another contribution"));
		facts_end(rq);
		write_suggestions(rq, db_i64(st, 0), contribution_id, db_i64(st, 4));
	}
	db_finish(st, &rq->err);
}
