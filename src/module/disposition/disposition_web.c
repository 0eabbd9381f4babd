/* The answer to a contribution: on its page for the planners, on the receipt for who sent it. */
#include "module/disposition/disposition_internal.h"

#include "base/utf8.h"
#include "engine/text/text.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define REASON_LINES 4

/* ---- Showing ---- */

static enum tone tone_of(enum outcome outcome)
{
	return outcome == OUTCOME_FOLLOWED ? TONE_SUCCESS : outcome == OUTCOME_NOT_FOLLOWED ? TONE_WARNING : TONE_INFO;
}

static void write_node(struct request *rq, int64_t node_id)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT title FROM plan_node WHERE id = $id"));
	db_bind_i64(st, "$id", node_id);
	if (db_step(st)) {
		html_t(rq, "<p>It changed:");
		html(&rq->body, " ");
		link_to(rq, href(rq, "/node/%lld", (long long)node_id), db_text(st, 0, rq->arena));
		html(&rq->body, "</p>\n");
	}
	db_finish(st, &rq->err);
}

static void write_disposition(struct request *rq, const struct disposition *d)
{
	html(&rq->body, "<p>");
	tag(rq, tone_of(d->outcome), tr_name(rq, outcomes[d->outcome].name));
	html(&rq->body, "</p>\n");
	if (*d->reason)
		html(&rq->body, "<p class=\"written\">%s</p>\n", d->reason);
	if (d->node_id)
		write_node(rq, d->node_id);
}

/* The newest version that is published; NULL where none is. */
static const struct disposition *published(const struct disposition *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].published_at)
			return &list[i];
	return NULL;
}

/* The remarks of a contribution, and the versions of each one's answer. */
struct answered {
	struct remark remark;
	struct disposition *list;
	size_t n;
};

static bool load(struct request *rq, int64_t contribution_id, struct answered **all, size_t *n)
{
	struct remark *remarks;
	if (!remark_list_of(rq->conn, rq->arena, contribution_id, &remarks, n, &rq->err))
		return false;
	*all = arena_array(rq->arena, *n + 1, sizeof **all);
	for (size_t i = 0; i < *n; i++) {
		(*all)[i].remark = remarks[i];
		if (!disposition_list(rq->conn, rq->arena, remarks[i].id, &(*all)[i].list, &(*all)[i].n, &rq->err))
			return false;
	}
	return true;
}

/* Whether a remark says something else than its whole contribution does. */
static bool apart(const struct remark *r, int64_t contribution_id)
{
	return r->id != contribution_id;
}

/* Its words in this contribution: others' that it was merged with are theirs. */
static void write_words(struct request *rq, const struct remark *r, int64_t contribution_id)
{
	struct contribution c;
	bool joint = false;
	if (!apart(r, contribution_id) || !contribution_get(rq->conn, rq->arena, contribution_id, &c, &rq->err))
		return;
	html(&rq->body, "<blockquote class=\"contribution\">");
	for (size_t i = 0; i < r->n_pieces; i++) {
		const struct remark_piece *p = &r->pieces[i];
		if (p->contribution_id == contribution_id)
			html(&rq->body, "<p>%s</p>", contribution_piece(rq, &c, p->first_byte, p->bytes));
		joint = joint || p->contribution_id != contribution_id;
	}
	html(&rq->body, "</blockquote>\n");
	if (r->reworded)
		html_t(rq, "<p>In the planners' words: %s</p>", text_mask(rq->arena, span_of(r->text)));
	if (joint)
		paragraph(rq, tr(rq, "The answer is common to several contributions."));
}

void disposition_panel_receipt(struct request *rq, int64_t contribution_id)
{
	struct answered *all;
	size_t n;
	if (!load(rq, contribution_id, &all, &n))
		return;
	html(&rq->body, "<section>");
	heading(rq, 3, tr(rq, "What became of it"));
	for (size_t i = 0; i < n; i++) {
		const struct disposition *d = published(all[i].list, all[i].n);
		write_words(rq, &all[i].remark, contribution_id);
		if (d)
			write_disposition(rq, d);
		else
			paragraph(rq, tr(rq, "The planners have not answered it yet. Look in again: the answer will stand here."));
	}
	html(&rq->body, "</section>\n");
}

/* ---- For the planners ---- */

static void write_version(struct request *rq, const struct disposition *d)
{
	html(&rq->body, "<li>");
	tag(rq, TONE_NEUTRAL, tr_name(rq, disposition_states[disposition_state(d)].name));
	html(&rq->body, " %s: %s <small>%s, %s", tr_name(rq, outcomes[d->outcome].name), d->reason, d->drafter,
	     clock_local(rq->arena, d->drafted_at));
	if (d->approved_at)
		html_t(rq, "; approved by %s", d->approver);
	html(&rq->body, "</small></li>\n");
}

static bool write_draft_form(struct request *rq, int64_t remark_id, const struct disposition *newest)
{
	const struct plan_tree *tree = plan_tree_shared(rq->conn, rq->arena, rq->plan_id, &rq->err);
	if (!tree)
		return false;
	struct choice names[OUTCOMES + 1], *nodes = arena_array(rq->arena, tree->n + 1, sizeof *nodes);
	names[0] = (struct choice){ "", tr(rq, "Choose") };
	for (size_t i = 0; i < OUTCOMES; i++)
		names[i + 1] = (struct choice){ outcomes[i].code, tr_name(rq, outcomes[i].name) };
	nodes[0] = (struct choice){ "", tr(rq, "Nothing") };
	for (size_t i = 0; i < tree->n; i++)
		nodes[i + 1] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)tree->nodes[i].id), tree->nodes[i].title };
	const char *node = newest && newest->node_id ? arena_printf(rq->arena, "%lld", (long long)newest->node_id) : "";
	form_post_begin(rq, tr(rq, "Answer the contribution"), href(rq, "/remark/%lld/disposition", (long long)remark_id));
	field_select(rq, "outcome", tr(rq, "Outcome"), names, ARRAY_LEN(names),
	             rq->form ? form_text(rq, "outcome") : newest ? outcomes[newest->outcome].code : "");
	field_input(rq, .name = "reason", .label = tr(rq, "Reason"), .lines = REASON_LINES,
	            .value = rq->form ? form_text(rq, "reason") : newest ? newest->reason : "",
	            .hint = tr(rq, "Who sent it will read this. Only what is noted needs none."));
	field_select(rq, "node", tr(rq, "What it changed in the plan"), nodes, tree->n + 1, rq->form ? form_text(rq, "node") : node);
	form_end(rq, tr(rq, "Keep as a draft"));
	return true;
}

static void write_workplace(struct request *rq, int64_t remark_id, const struct disposition *list, size_t n)
{
	if (n > 0) {
		html(&rq->body, "<ol reversed class=\"versions\">\n");
		for (size_t i = 0; i < n; i++)
			write_version(rq, &list[i]);
		html(&rq->body, "</ol>\n");
	}
	if (!request_may(rq, "contribution.review", rq->plan_id))
		return;
	if (n > 0 && disposition_state(&list[0]) == DISPOSITION_DRAFT && list[0].drafted_by != rq->session->user_id)
		form_post_button(rq, href(rq, "/remark/%lld/approve", (long long)remark_id), tr(rq, "Approve the answer"),
		                 NULL, NULL);
	write_draft_form(rq, remark_id, n > 0 ? &list[0] : NULL);
}

void disposition_panel_contribution(struct request *rq, int64_t contribution_id)
{
	struct answered *all;
	size_t n, answers = 0;
	if (!load(rq, contribution_id, &all, &n))
		return;
	for (size_t i = 0; i < n; i++)
		answers += published(all[i].list, all[i].n) != NULL;
	if (answers == 0 && !rq->internal)
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "What became of it"));
	for (size_t i = 0; i < n; i++) {
		const struct disposition *d = published(all[i].list, all[i].n);
		write_words(rq, &all[i].remark, contribution_id);
		if (d)
			write_disposition(rq, d);
		else
			paragraph(rq, tr(rq, "No answer has been published yet."));
		if (rq->internal)
			write_workplace(rq, all[i].remark.id, all[i].list, all[i].n);
	}
	html(&rq->body, "</section>\n");
}

/* ---- Writing ---- */

struct change {
	struct arena *arena;
	struct disposition *disposition;
	int64_t remark_id, by;
	const char *refused;
};

static bool draft(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *c = arg;
	return disposition_draft(tx, c->arena, c->disposition, clock_now(), &c->refused, err);
}

static bool approve(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *c = arg;
	return disposition_approve(tx, c->arena, c->remark_id, c->by, clock_now(), &c->refused, err);
}

static enum http_status finish(struct request *rq, db_write_fn *fn, struct change *c)
{
	if (!user_write(rq, fn, c, NULL))
		return page_failed(rq);
	if (c->refused)
		return page_bad_request(rq, tr_name(rq, c->refused));
	struct remark r;
	if (!remark_get(rq->conn, rq->arena, c->remark_id, &r, &rq->err))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/contribution/%lld", (long long)r.contribution_id));
}

enum http_status disposition_web_draft(struct request *rq)
{
	struct span reason = span_trim(span_of(form_text(rq, "reason")));
	struct disposition d = { .remark_id = route_id(rq, "remark"), .node_id = form_i64(rq, "node", 0),
	                         .reason = arena_strndup(rq->arena, reason.s, reason.n), .drafted_by = rq->session->user_id };
	struct change c = { rq->arena, &d, d.remark_id, d.drafted_by, NULL };
	if (!outcome_parse(form_text(rq, "outcome"), &d.outcome))
		return page_bad_request(rq, tr(rq, "Choose an outcome: followed, partly followed, noted, not followed or outside the plan."));
	if (utf8_length(reason) > REASON_MAX)
		return page_bad_request(rq, tr_format(rq, "At most %s characters.", tr_number(rq->arena, rq->lang, REASON_MAX)));
	return finish(rq, draft, &c);
}

enum http_status disposition_web_approve(struct request *rq)
{
	struct change c = { .arena = rq->arena, .remark_id = route_id(rq, "remark"), .by = rq->session->user_id };
	return finish(rq, approve, &c);
}
