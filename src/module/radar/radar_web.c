/* The page of the radar: for who may read what is not published. */
#include "module/radar/radar_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/sheet.h"
#include "ui/translate.h"

static const char *here(struct request *rq, const struct plan *plan)
{
	return href(rq, "/plan/%s/radar", plan->slug);
}

void radar_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (rq->internal && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_ACTION, tr(rq, "Radar"), here(rq, &plan));
}

static void write_step(struct request *rq, const struct plan *plan, const struct radar_item *item)
{
	details_begin(rq, false);
	html(&rq->body, "%s", tr(rq, "Take it, decide, note"));
	details_body(rq);
	form_post_begin(rq, tr_format(rq, "Steps: %s", item->title), here(rq, plan));
	field_hidden(rq, "item", arena_printf(rq->arena, "%lld", (long long)item->id));
	field_input(rq, .name = "taker", .label = tr(rq, "Organisation that works on it"));
	field_input(rq, .name = "deadline", .label = tr(rq, "Deadline"), .type = "date", .value = date_iso(rq->arena, item->deadline));
	field_input(rq, .name = "reason", .label = tr(rq, "Why it is not answered"), .value = item->reason);
	form_button(rq, "do", "take", tr(rq, "Works on it"));
	form_button(rq, "do", "leave", tr(rq, "No longer works on it"));
	form_button(rq, "do", "deadline", tr(rq, "Set the deadline"));
	form_button(rq, "do", "answer", tr(rq, "To be answered"));
	form_button(rq, "do", "no_answer", tr(rq, "Not to be answered"));
	form_button(rq, "do", "answered", tr(rq, "Answered today"));
	form_close(rq);
	details_end(rq);
}

/* Another consultation that is about the same, and who works on that. */
static void write_other(struct request *rq, const struct radar_item *other)
{
	fact_begin(rq, tr(rq, "The same work"));
	html(&rq->body, "%s (%s)", other->title, other->body);
	for (size_t i = 0; i < other->n_takers; i++)
		html(&rq->body, "%s%s", i ? ", " : ": ", other->takers[i]);
	fact_end(rq);
}

static void write_item(struct request *rq, const struct plan *plan, const struct radar_item *list, size_t i, const size_t *doubles, struct date today,
                       bool may)
{
	static const enum tone tones[RADAR_STATES] = { TONE_INFO, TONE_WARNING, TONE_DANGER, TONE_SUCCESS, TONE_NEUTRAL };
	const struct radar_item *item = &list[i];
	enum radar_state state = radar_state(item, today);
	html(&rq->body, "<section>");
	heading(rq, 2, item->title);
	html(&rq->body, "<p>");
	tag(rq, tones[state], tr_name(rq, radar_states[state].name));
	if (doubles[i] != RADAR_ALONE) {
		html(&rq->body, " ");
		tag(rq, TONE_WARNING, tr(rq, "Several work on the same"));
	}
	html(&rq->body, "</p>\n");
	facts_begin(rq);
	fact(rq, tr(rq, "Whose"), item->body);
	fact(rq, tr(rq, "Deadline"), item->deadline.year ? date_iso(rq->arena, item->deadline) : tr(rq, "Not known"));
	fact(rq, tr(rq, "Decided"), tr_name(rq, radar_decisions[item->decision].name));
	if (*item->reason)
		fact(rq, tr(rq, "Reason"), item->reason);
	for (size_t k = 0; k < item->n_takers; k++)
		fact(rq, tr(rq, "Work on it"), item->takers[k]);
	if (doubles[i] != RADAR_ALONE && doubles[i] != i)
		write_other(rq, &list[doubles[i]]);
	if (strncmp(item->link, "https://", 8) == 0 || strncmp(item->link, "http://", 7) == 0)
		fact_link(rq, tr(rq, "Address"), item->link, item->link);
	facts_end(rq);
	if (may)
		write_step(rq, plan, item);
	html(&rq->body, "</section>\n");
}

enum http_status radar_web_list(struct request *rq)
{
	struct plan plan;
	struct radar_item *list;
	struct date today = date_at(clock_now());
	size_t n;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !radar_list(rq->conn, rq->arena, plan.id, &list, &n, &rq->err))
		return page_failed(rq);
	const size_t *doubles = radar_doubles(rq->arena, list, n);
	if (sheet_wanted(rq)) {
		struct sheet s = sheet_new(rq, radar_columns, RADAR_COLUMNS);
		for (size_t i = 0; i < n; i++) {
			const char *cells[RADAR_COLUMNS];
			radar_cells(rq->arena, list, i, doubles, today, cells);
			sheet_row_(&s, cells);
		}
		return sheet_send(&s, arena_printf(rq->arena, "%s-radar", plan.slug));
	}
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "Radar"));
	paragraph(rq, tr(rq, "Other bodies' consultations, by deadline. `planverk radar import` reads them from a table or a news feed."));
	if (n == 0)
		nothing_here(rq, tr(rq, "Nothing is on the radar."));
	else
		sheet_links(rq);
	bool may = request_may(rq, "plan.edit", plan.id);
	for (size_t i = 0; i < n; i++)
		write_item(rq, &plan, list, i, doubles, today, may);
	return page_end(rq);
}

/* ---- POST /plan/{plan}/radar ---- */

struct change {
	struct arena *arena;
	struct radar_step step;
};

static bool change(struct db_conn *tx, void *arg, struct err *err)
{
	const struct change *c = arg;
	return radar_do(tx, c->arena, &c->step, err);
}

enum http_status radar_web_change(struct request *rq)
{
	struct plan plan;
	const char *what = form_text(rq, "do");
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	struct change c = { .arena = rq->arena, .step = { .plan_id = plan.id, .id = form_i64(rq, "item", 0), .by = rq->session->user_id,
	                                                  .reason = form_text(rq, "reason") } };
	if (str_eq(what, "take") || str_eq(what, "leave")) {
		c.step.taker = form_text(rq, "taker");
		c.step.leave = str_eq(what, "leave");
	} else if (str_eq(what, "deadline")) {
		if (!date_parse(form_text(rq, "deadline"), &c.step.deadline))
			return page_bad_request(rq, tr(rq, "This is not a date: write 2026-03-31, for example."));
	} else if (str_eq(what, "answer") || str_eq(what, "no_answer")) {
		c.step.decision = str_eq(what, "answer") ? RADAR_ANSWER : RADAR_NO_ANSWER;
	} else if (str_eq(what, "answered")) {
		c.step.answered = date_at(clock_now());
	} else {
		return page_bad_request(rq, tr(rq, "Choose what to do."));
	}
	return user_write(rq, change, &c, NULL) ? redirect_to(rq, here(rq, &plan)) : page_failed(rq);
}
