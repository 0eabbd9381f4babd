/* The page of what the law asks of a plan: for who may read what is not published. */
#include "module/law/law_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

void law_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (rq->internal && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_PROCESS, tr(rq, "The law"), href(rq, "/plan/%s/law", plan.slug));
}

static const char *here(struct request *rq, const struct plan *plan, const char *below)
{
	return arena_printf(rq->arena, "%s%s", href(rq, "/plan/%s/law", plan->slug), below);
}

static const char *user_name(struct request *rq, int64_t id)
{
	struct user user;
	return id && user_get(rq->conn, rq->arena, id, &user, &rq->err) && user.id ? user.name : tr(rq, "the operator");
}

/* ---- The checks ---- */

/* A sign beside the word and the colour, so that nobody needs colour to tell them apart. */
static void write_state(struct request *rq, enum law_state state)
{
	static const char *const signs[LAW_STATES] = { [LAW_MET] = "✓", [LAW_NOT_MET] = "✗", [LAW_NOT_YET] = "…", [LAW_SET_ASIDE] = "–" };
	static const enum tone tones[LAW_STATES] = {
		[LAW_MET] = TONE_SUCCESS, [LAW_NOT_MET] = TONE_DANGER, [LAW_NOT_YET] = TONE_NEUTRAL, [LAW_SET_ASIDE] = TONE_WARNING,
	};
	tag(rq, tones[state], arena_printf(rq->arena, "%s %s", signs[state], tr_name(rq, law_state_names[state])));
}

static void write_why(struct request *rq, const struct law_rule *rule, const struct law_result *r)
{
	cell_begin(rq);
	if (r->finding.why)
		html(&rq->body, "<p>%s %s</p>", tr_name(rq, r->finding.why), r->finding.detail ? tr_name(rq, r->finding.detail) : "");
	if (rule->verify)
		html(&rq->body, "<p>%s</p>", tr(rq, "Guidance: it rests on commentary or practice."));
	if (r->aside_id)
		html_t(rq, "<p>Set aside by %1$s, %2$s: %3$s</p>", user_name(rq, r->aside_by), clock_local(rq->arena, r->aside_at),
		       r->aside_reason);
	cell_end(rq);
}

static void write_checks(struct request *rq, const struct law_result results[LAW_RULES])
{
	static const char *const severities[] = {
		[LAW_STOP] = N_("Stops the next step"), [LAW_WARN] = N_("Warns"), [LAW_NOTE] = N_("For the record"),
	};
	table_begin(rq, tr(rq, "What plan- og bygningsloven asks"), { tr(rq, "What is asked"), COLUMN_TEXT }, { tr(rq, "State"), COLUMN_TEXT },
	            { tr(rq, "Why"), COLUMN_TEXT }, { "§", COLUMN_TEXT }, { tr(rq, "If it is not met"), COLUMN_TEXT });
	for (size_t i = 0; i < LAW_RULES; i++) {
		row_begin(rq);
		head_text(rq, arena_printf(rq->arena, "%s. %s", law_rules[i].id, tr_name(rq, law_rules[i].text)));
		cell_begin(rq);
		write_state(rq, law_result_state(&results[i]));
		cell_end(rq);
		write_why(rq, &law_rules[i], &results[i]);
		cell_begin(rq);
		html(&rq->body, "<span class=\"unbroken\">%s</span>", law_rules[i].section);
		cell_end(rq);
		cell_text(rq, tr_name(rq, severities[law_rules[i].severity]));
		row_end(rq);
	}
	table_end(rq);
}

/* ---- Setting aside ---- */

static void write_aside(struct request *rq, const struct plan *plan, const struct law_result results[LAW_RULES])
{
	struct choice rules[LAW_RULES];
	for (size_t i = 0; i < LAW_RULES; i++)
		rules[i] = (struct choice){ law_rules[i].id, arena_printf(rq->arena, "%s. %s", law_rules[i].id, tr_name(rq, law_rules[i].text)) };
	heading(rq, 2, tr(rq, "Set a check aside"));
	for (size_t i = 0; i < LAW_RULES; i++)
		if (results[i].aside_id)
			form_post_button(rq, here(rq, plan, "/aside"), tr_format(rq, "Let %s count again", law_rules[i].id), "end", law_rules[i].id);
	form_post_begin(rq, tr(rq, "Set a check aside"), here(rq, plan, "/aside"));
	field_select(rq, "rule", tr(rq, "Check"), rules, LAW_RULES, form_text(rq, "rule"));
	field_input(rq, .name = "reason", .label = tr(rq, "Reason"), .value = form_text(rq, "reason"), .required = true, .lines = 2,
	            .hint = tr(rq, "It stands here with your name, for those who read it later."));
	form_end(rq, tr(rq, "Set this check aside"));
}

/* ---- Records ---- */

static void write_records(struct request *rq, const struct plan *plan, const struct law_record *list, size_t n, bool may)
{
	if (n == 0)
		return nothing_here(rq, tr(rq, "Nothing has been recorded yet."));
	table_begin(rq, tr(rq, "Recorded for the checks"), { tr(rq, "What"), COLUMN_TEXT }, { tr(rq, "Day"), COLUMN_TEXT },
	            { tr(rq, "Note"), COLUMN_TEXT }, { tr(rq, "By"), COLUMN_TEXT }, { tr(rq, "Withdraw"), COLUMN_TEXT });
	for (size_t i = 0; i < n; i++) {
		row_begin(rq);
		head_text(rq, tr_name(rq, law_record_kinds[list[i].kind].name));
		cell_text(rq, date_iso(rq->arena, list[i].on));
		cell_text(rq, list[i].note);
		cell_text(rq, user_name(rq, list[i].by));
		cell_begin(rq);
		if (may) {
			form_post_begin(rq, tr(rq, "Withdraw"), here(rq, plan, "/record"));
			field_hidden(rq, "withdraw", arena_printf(rq->arena, "%lld", (long long)list[i].id));
			field_input(rq, .name = "reason", .label = tr(rq, "Reason"), .required = true);
			form_end(rq, tr(rq, "Withdraw"));
		}
		cell_end(rq);
		row_end(rq);
	}
	table_end(rq);
}

static void write_record_form(struct request *rq, const struct plan *plan)
{
	struct choice kinds[LAW_RECORD_KINDS];
	for (size_t i = 0; i < LAW_RECORD_KINDS; i++)
		kinds[i] = (struct choice){ law_record_kinds[i].code,
		                            arena_printf(rq->arena, "R%u: %s", law_record_kinds[i].rule, tr_name(rq, law_record_kinds[i].name)) };
	form_post_begin(rq, tr(rq, "Record something"), here(rq, plan, "/record"));
	field_select(rq, "kind", tr(rq, "What"), kinds, LAW_RECORD_KINDS, form_text(rq, "kind"));
	field_input(rq, .name = "on", .label = tr(rq, "Day"), .type = "date", .value = form_text(rq, "on"));
	field_input(rq, .name = "note", .label = tr(rq, "Note"), .value = form_text(rq, "note"),
	            .hint = tr(rq, "Where it stands, such as a case number or a page, or who it is about."));
	form_end(rq, tr(rq, "Record"));
}

/* ---- GET /plan/{plan}/law ---- */

static enum http_status write_page(struct request *rq, const struct plan *plan)
{
	struct law_result results[LAW_RULES];
	struct law_record *records;
	size_t n;
	bool may = request_may(rq, "plan.edit", plan->id);
	if (!law_check(rq->conn, rq->arena, plan->id, date_at(clock_now()), results, &rq->err)
	    || !law_records(rq->conn, rq->arena, plan->id, &records, &n, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, plan);
	page_begin(rq, tr(rq, "The law"));
	paragraph(rq, tr(rq, "These checks follow what Planverk knows of the plan. They help to remember, and are no legal advice."));
	write_checks(rq, results);
	if (may)
		write_aside(rq, plan, results);
	heading(rq, 2, tr(rq, "Recorded for the checks"));
	write_records(rq, plan, records, n, may);
	if (may)
		write_record_form(rq, plan);
	return page_end(rq);
}

enum http_status law_web_show(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	return write_page(rq, &plan);
}

/* ---- POST /plan/{plan}/law/record, …/aside ---- */

struct change {
	struct arena *arena;
	int64_t plan_id, by, withdraw;
	struct law_record record;
	const char *rule, *reason;
};

static bool change(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *c = arg;
	if (c->withdraw)
		return law_record_withdraw(tx, c->arena, c->plan_id, c->withdraw, c->reason, c->by, err);
	if (c->rule)
		return law_set_aside(tx, c->arena, c->plan_id, c->rule, c->reason, c->by, err);
	return law_record_add(tx, c->arena, c->plan_id, &c->record, err);
}

static enum http_status save(struct request *rq, const struct plan *plan, struct change *c)
{
	c->arena = rq->arena;
	c->plan_id = plan->id;
	c->by = rq->session->user_id;
	return user_write(rq, change, c, NULL) ? redirect_to(rq, here(rq, plan, "")) : page_failed(rq);
}

enum http_status law_web_record(struct request *rq)
{
	struct plan plan;
	struct change c = { .withdraw = form_i64(rq, "withdraw", 0), .reason = form_text(rq, "reason"),
	                    .record = { .note = form_text(rq, "note"), .by = rq->session->user_id } };
	const char *on = form_text(rq, "on");
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	if (c.withdraw)
		return save(rq, &plan, &c);
	if (!law_record_parse(form_text(rq, "kind"), &c.record.kind))
		return page_bad_request(rq, tr(rq, "Choose a kind."));
	bool bad = *on && !date_parse(on, &c.record.on);
	if (bad || (law_record_kinds[c.record.kind].dated && !c.record.on.year))
		form_problem(rq, "on", tr(rq, "Say on which day it happened: 2026-02-16, for example."));
	else if (date_days(c.record.on) > date_days(date_at(clock_now())))
		form_problem(rq, "on", tr(rq, "Record what has happened: this day has not come yet."));
	if (!law_record_kinds[c.record.kind].dated && !*c.record.note)
		form_problem(rq, "note", tr(rq, "Say where it stands."));
	if (!form_problems(rq))
		return save(rq, &plan, &c);
	return write_page(rq, &plan) == HTTP_OK ? HTTP_BAD_REQUEST : HTTP_ERROR;
}

enum http_status law_web_aside(struct request *rq)
{
	struct plan plan;
	const char *end = form_text(rq, "end");
	struct change c = { .rule = *end ? end : form_text(rq, "rule"), .reason = *end ? NULL : form_text(rq, "reason") };
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	if (*end || *c.reason)
		return save(rq, &plan, &c);
	form_problem(rq, "reason", tr(rq, "A check is set aside with a reason."));
	return write_page(rq, &plan) == HTTP_OK ? HTTP_BAD_REQUEST : HTTP_ERROR;
}
