/*
 * Campaigns on pages: a plan's list, and for each the letter, how many sent it, and what
 * individuals added, of which the public sees what may be published.
 */
#include "module/text/text_campaign.h"

#include "base/str.h"
#include "base/utf8.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define PAGE_SIZE 50
#define TITLE_MAX 80 /* characters of the letter that stand for it */

/* Additions in the order of the contributions; the public's are those that may be published. */
#define ADDITIONS_FROM "FROM text_addition d JOIN text_campaign k ON k.id = d.campaign_id JOIN contribution t ON t.id = d.contribution_id "
#define MAY_BE_SEEN "(t.publish = 1 OR $internal = 1) "

static int64_t one_number(struct request *rq, struct db_stmt *st)
{
	int64_t n = db_step(st) ? db_i64(st, 0) : 0;
	db_finish(st, &rq->err);
	return n;
}

/* The letter as somebody sent it who lets it be published; false where nobody does. */
static bool find_letter(struct request *rq, int64_t campaign_id, struct contribution *c)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT t.id FROM text_campaign k JOIN text_result x ON x.run_id = k.run_id AND x.family = k.family "
		"JOIN contribution t ON t.id = x.contribution_id JOIN contribution b ON b.id = k.base_id "
		"WHERE k.id = $campaign AND t.text = b.text AND " MAY_BE_SEEN "ORDER BY t.ordinal LIMIT 1"));
	db_bind_i64(st, "$campaign", campaign_id);
	db_bind_i64(st, "$internal", rq->internal);
	int64_t id = one_number(rq, st);
	return id && contribution_get(rq->conn, rq->arena, id, c, &rq->err) && contribution_visible(rq, c);
}

static const char *campaign_title(struct request *rq, const struct text_campaign_row *k)
{
	struct contribution c;
	if (!find_letter(rq, k->id, &c))
		return tr_format(rq, "Campaign %s", tr_number(rq->arena, rq->lang, k->number));
	return utf8_shorten(rq->arena, span_of(contribution_text(rq, &c)), TITLE_MAX);
}

static const char *campaign_size(struct request *rq, const struct text_campaign_row *k)
{
	return tr_format(rq, "%s: %s as it is, %s with changes, %s with own sentences",
	                 tr_count(rq, "%s letter", "%s letters", k->contributions), tr_number(rq->arena, rq->lang, k->exact),
	                 tr_number(rq->arena, rq->lang, k->edited), tr_number(rq->arena, rq->lang, k->with_additions));
}

static void write_campaign_list(struct request *rq, const struct text_campaign_row *list, size_t n)
{
	html(&rq->body, "<ul class=\"groups\">");
	for (size_t i = 0; i < n; i++) {
		html(&rq->body, "<li>");
		link_to(rq, href(rq, "/campaign/%lld", (long long)list[i].id), campaign_title(rq, &list[i]));
		html(&rq->body, " <small>%s</small></li>", campaign_size(rq, &list[i]));
	}
	html(&rq->body, "</ul>");
}

static int64_t newest_run(struct request *rq, int64_t plan_id)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT id FROM text_run WHERE plan_id = $plan ORDER BY made_at DESC, id DESC LIMIT 1"));
	db_bind_i64(st, "$plan", plan_id);
	return one_number(rq, st);
}

void text_panel_campaigns_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT count(*) FROM text_campaign WHERE run_id = $run"));
	db_bind_i64(st, "$run", newest_run(rq, plan_id));
	if (one_number(rq, st) > 0 && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_VOICES, tr(rq, "Campaigns"), href(rq, "/plan/%s/campaigns", plan.slug));
}

void text_campaigns_write_of_group(struct request *rq, int64_t group_id)
{
	VEC(struct text_campaign_row) found = { 0 };
	int64_t plan_id;
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT DISTINCT k.id, k.number FROM text_campaign k "
		"JOIN text_result x ON x.run_id = k.run_id AND x.family = k.family "
		"WHERE x.group_id = $group ORDER BY k.number"));
	db_bind_i64(st, "$group", group_id);
	while (db_step(st))
		if (!text_campaign_get(rq->conn, db_i64(st, 0), VEC_PUSH(rq->arena, &found), &plan_id, &rq->err))
			break;
	if (!db_finish(st, &rq->err) || found.n == 0)
		return;
	heading(rq, 2, tr(rq, "Campaigns in the group"));
	write_campaign_list(rq, found.v, found.n);
}

/* GET /plan/{plan}/campaigns */
enum http_status text_web_campaigns(struct request *rq)
{
	struct plan plan;
	struct text_campaign_row *list;
	size_t n;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !text_campaigns_load(rq->conn, rq->arena, newest_run(rq, plan.id), &list, &n, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "Campaigns"));
	paragraph(rq, tr(rq, "Letters that many sent. A letter is one argument, however many send it; what they add in their "
	                     "own words is theirs. The program compared the texts; no person has reviewed it."));
	if (n > 0)
		write_campaign_list(rq, list, n);
	else
		nothing_here(rq, tr(rq, "There are no campaigns: no text came three times or more."));
	return page_end(rq);
}

/* ---- A campaign ---- */

static void write_letter(struct request *rq, const struct text_campaign_row *k)
{
	struct contribution c;
	heading(rq, 2, tr(rq, "The letter"));
	if (!find_letter(rq, k->id, &c)) {
		nothing_here(rq, tr(rq, "Nobody who sent it lets it be published."));
		return;
	}
	html(&rq->body, "<blockquote class=\"letter\"><p>%s</p></blockquote><p>", contribution_text(rq, &c));
	link_to(rq, href(rq, "/contribution/%lld", (long long)c.id), tr(rq, "The contribution that it is taken from"));
	html(&rq->body, "</p>");
}

static int64_t count_additions(struct request *rq, int64_t campaign_id, bool all)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT count(*) " ADDITIONS_FROM "WHERE k.id = $campaign AND " MAY_BE_SEEN));
	db_bind_i64(st, "$campaign", campaign_id);
	db_bind_i64(st, "$internal", all || rq->internal);
	return one_number(rq, st);
}

static void write_addition(struct request *rq, const struct contribution *c, size_t at, size_t bytes)
{
	const char *by = str_or(contribution_said_by(rq, c), c->event);
	if (!contribution_visible(rq, c) || at + bytes > strlen(c->text))
		return;
	html(&rq->body, "<figure class=\"quote\"><blockquote><p>%s</p></blockquote><figcaption>",
	     contribution_piece(rq, c, at, bytes));
	link_to(rq, href(rq, "/contribution/%lld", (long long)c->id), str_or(by, tr(rq, "The whole contribution")));
	html(&rq->body, "</figcaption></figure>");
}

static void write_additions(struct request *rq, const struct text_campaign_row *k)
{
	int64_t n = count_additions(rq, k->id, false), all = count_additions(rq, k->id, true);
	struct paging p = paging_read(rq, PAGE_SIZE);
	heading(rq, 2, tr(rq, "What individuals added"));
	if (all == 0)
		nothing_here(rq, tr(rq, "Nobody added sentences of their own."));
	if (all > n)
		paragraph(rq, tr_count(rq, "%s addition may not be published and is not shown.",
		                       "%s additions may not be published and are not shown.", all - n));
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT d.contribution_id, d.first_byte, d.bytes " ADDITIONS_FROM "WHERE k.id = $campaign AND " MAY_BE_SEEN
		"ORDER BY t.ordinal, d.first_byte LIMIT $limit OFFSET $offset"));
	db_bind_i64(st, "$campaign", k->id);
	db_bind_i64(st, "$internal", rq->internal);
	db_bind_i64(st, "$limit", p.size);
	db_bind_i64(st, "$offset", p.offset);
	while (db_step(st)) {
		struct contribution c;
		if (!contribution_get(rq->conn, rq->arena, db_i64(st, 0), &c, &rq->err))
			break;
		write_addition(rq, &c, (size_t)db_i64(st, 1), (size_t)db_i64(st, 2));
	}
	db_finish(st, &rq->err);
	paging_write(rq, &p, n);
}

/* GET /campaign/{campaign} */
enum http_status text_web_campaign(struct request *rq)
{
	struct text_campaign_row k;
	struct plan plan;
	int64_t plan_id;
	if (!text_campaign_get(rq->conn, route_id(rq, "campaign"), &k, &plan_id, &rq->err))
		return page_failed(rq);
	if (!k.id)
		return page_not_found(rq, tr(rq, "There is no such campaign."));
	if (!plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_crumb(rq, tr(rq, "Campaigns"), href(rq, "/plan/%s/campaigns", plan.slug));
	page_begin(rq, campaign_title(rq, &k));
	paragraph(rq, campaign_size(rq, &k));
	write_letter(rq, &k);
	write_additions(rq, &k);
	return page_end(rq);
}
