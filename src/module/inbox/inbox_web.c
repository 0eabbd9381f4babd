/* The inbox's page: the list, its filter, and what may be done to what is ticked. */
#include "module/inbox/inbox_internal.h"

#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define PAGE_SIZE 50

void inbox_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (rq->internal && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_WORK, tr(rq, "Inbox"), href(rq, "/plan/%s/inbox", plan.slug));
}

/* ---- The address ---- */

struct inbox_filter inbox_filter_read(struct request *rq)
{
	return (struct inbox_filter){
		.state = query_text(rq, "state"), .language = query_text(rq, "language"), .tag = query_text(rq, "tag"),
		.due = query_text(rq, "due"), .event = query_i64(rq, "event", 0), .group = query_i64(rq, "group", 0),
		.campaign = query_i64(rq, "campaign", 0), .node = query_i64(rq, "node", 0), .assignee = query_i64(rq, "assignee", 0) };
}

static void add_text(struct out *o, const char *name, const char *value)
{
	if (!*value)
		return;
	out_text(o, strchr(out_string(o), '?') ? "&" : "?");
	url(o, "%s=%s", name, value);
}

static void add_number(struct request *rq, struct out *o, const char *name, int64_t value)
{
	add_text(o, name, value ? arena_printf(rq->arena, "%lld", (long long)value) : "");
}

const char *inbox_address(struct request *rq, const struct plan *plan, const struct inbox_filter *f)
{
	struct out o = out_memory(rq->arena);
	url(&o, "/plan/%s/inbox", plan->slug);
	add_text(&o, "state", f->state);
	add_text(&o, "language", f->language);
	add_text(&o, "tag", f->tag);
	add_text(&o, "due", f->due);
	add_number(rq, &o, "event", f->event);
	add_number(rq, &o, "group", f->group);
	add_number(rq, &o, "campaign", f->campaign);
	add_number(rq, &o, "node", f->node);
	add_number(rq, &o, "assignee", f->assignee);
	return out_string(&o);
}

static bool asks(const struct inbox_filter *f)
{
	return *f->language || *f->tag || *f->due || f->event || f->group || f->campaign || f->node || f->assignee;
}

/* ---- Above the list ---- */

static const void *count_states(struct db_conn *c, struct arena *a, const void *plan_id, struct err *err)
{
	int64_t *counts = arena_array(a, DISPOSITION_STATES, sizeof *counts);
	return disposition_count(c, *(const int64_t *)plan_id, counts, err) ? counts : NULL;
}

static const int64_t *counts_of(struct request *rq, int64_t plan_id)
{
	return db_shared(rq->conn, rq->arena, arena_printf(rq->arena, "inbox.counts/%lld", (long long)plan_id), count_states, &plan_id,
	                 &rq->err);
}

static void write_states(struct request *rq, const int64_t counts[DISPOSITION_STATES], const char *state)
{
	html(&rq->body, "<nav class=\"states\" aria-label=\"%s\"><ul>\n", tr(rq, "How far the answers have come"));
	for (size_t i = 0; i < DISPOSITION_STATES; i++)
		html(&rq->body, "<li><a class=\"ds-link\" href=\"%s\"%s>%s (%s)</a></li>\n",
		     href_with(rq, "state", disposition_states[i].code),
		     str_eq(disposition_states[i].code, state) ? " aria-current=true" : "",
		     tr_name(rq, disposition_states[i].name), tr_number(rq->arena, rq->lang, counts[i]));
	html(&rq->body, "</ul></nav>\n");
}

static const char *batch_text(struct request *rq, const struct inbox_batch *b)
{
	switch (b->kind) {
	case INBOX_ASSIGN:
		return tr_count(rq, "%s remark was given to somebody else.", "%s remarks were given to somebody else.", b->n);
	case INBOX_DUE:
		return tr_count(rq, "%s remark got another deadline.", "%s remarks got another deadline.", b->n);
	case INBOX_TAG:
		return tr_format(rq, "%s: %s", b->value, tr_count(rq, "%s remark was tagged.", "%s remarks were tagged.", b->n));
	case INBOX_UNTAG:
		return tr_format(rq, "%s: %s", b->value, tr_count(rq, "The tag was taken off %s remark.", "The tag was taken off %s remarks.", b->n));
	case INBOX_PLACE:
		return tr_count(rq, "%s contribution was placed in the plan.", "%s contributions were placed in the plan.", b->n);
	default:
		return tr_count(rq, "%s answer was drafted.", "%s answers were drafted.", b->n);
	}
}

static bool write_last_batch(struct request *rq, const struct plan *plan)
{
	struct inbox_batch b;
	int64_t left = query_i64(rq, "left", 0);
	if (!inbox_last_batch(rq->conn, rq->arena, plan->id, rq->session->user_id, &b, &rq->err))
		return false;
	if (left > 0)
		note(rq, TONE_WARNING, tr_count(rq, "It could not be done to %s remark.", "It could not be done to %s remarks.", left));
	if (!b.id)
		return true;
	html(&rq->body, "<div class=\"last-batch\" role=\"status\"><p>%s</p>", batch_text(rq, &b));
	form_post_button(rq, href(rq, "/plan/%s/inbox/undo", plan->slug), tr(rq, "Undo"), "batch",
	                 arena_printf(rq->arena, "%lld", (long long)b.id));
	html(&rq->body, "</div>\n");
	return true;
}

/* ---- The list ---- */

static void write_row(struct request *rq, const struct inbox_row *r)
{
	html(&rq->body, "<li><label class=\"box\"><input class=\"ds-input\" type=\"checkbox\" name=\"%s\" value=\"yes\" aria-label=\"%s\">"
	     "</label><div><a class=\"ds-link\" href=\"%s\">%s</a><p class=\"facts-line\">",
	     arena_printf(rq->arena, INBOX_BOX, (long long)r->key.id), tr(rq, "Choose the remark"),
	     href(rq, "/contribution/%lld", (long long)r->contribution_id), r->text);
	for (size_t i = 0; i < DISPOSITION_STATES; i++)
		if (str_eq(disposition_states[i].code, r->state))
			tag(rq, i == DISPOSITION_PUBLISHED ? TONE_SUCCESS : TONE_NEUTRAL, tr_name(rq, disposition_states[i].name));
	if (*r->assignee)
		html(&rq->body, " <span>%s</span>", r->assignee);
	if (*r->due_on)
		html(&rq->body, " <span>%s</span>", tr_format(rq, "due %s", r->due_on));
	if (*r->event)
		html(&rq->body, " <span>%s</span>", r->event);
	if (*r->group)
		html(&rq->body, " <span>%s</span>", r->group);
	if (*r->node)
		html(&rq->body, " <span>→ %s</span>", r->node);
	html(&rq->body, "</p></div></li>\n");
}

static void write_next(struct request *rq, const struct inbox_row *last, bool more, bool later)
{
	html(&rq->body, "<nav class=\"paging\" aria-label=\"%s\"><ul>", tr(rq, "Pages"));
	if (later)
		html(&rq->body, "<li><a class=\"ds-link\" href=\"%s\">%s</a></li>", href_with(rq, "after", NULL), tr(rq, "From the beginning"));
	if (more)
		html(&rq->body, "<li><a class=\"ds-link\" rel=\"next\" href=\"%s\">%s</a></li>",
		     href_with(rq, "after", arena_printf(rq->arena, "%lld.%lld", (long long)last->key.ordinal, (long long)last->key.id)),
		     tr(rq, "Next page"));
	html(&rq->body, "</ul></nav>\n");
}

/* "ORDINAL.ID", as write_next() writes it; the beginning where it is neither. */
static struct inbox_key read_after(struct request *rq)
{
	struct inbox_key key = { 0, 0 };
	struct span rest = span_of(query_text(rq, "after"));
	struct span ordinal = span_cut(&rest, '.');
	if (!rest.s || !str_to_i64(arena_strndup(rq->arena, ordinal.s, ordinal.n), &key.ordinal)
	    || !str_to_i64(arena_strndup(rq->arena, rest.s, rest.n), &key.id))
		return (struct inbox_key){ 0, 0 };
	return key;
}

static bool write_list(struct request *rq, const struct plan *plan, const struct inbox_filter *f)
{
	struct inbox_row *rows;
	size_t n;
	struct inbox_key after = read_after(rq);
	if (!inbox_list(rq->conn, rq->arena, plan->id, f, after, PAGE_SIZE + 1, &rows, &n, &rq->err))
		return false;
	if (n == 0) {
		nothing_here(rq, tr(rq, "There is nothing here."));
		return true;
	}
	bool may = request_may(rq, "contribution.review", plan->id);
	if (may)
		form_post_begin(rq, tr(rq, "What to do with the remarks that are ticked"), inbox_address(rq, plan, f));
	html(&rq->body, "<ol class=\"inbox\">\n");
	for (size_t i = 0; i < n && i < PAGE_SIZE; i++)
		write_row(rq, &rows[i]);
	html(&rq->body, "</ol>\n");
	if (may) {
		inbox_write_actions(rq, plan);
		form_close(rq);
	}
	if (n > PAGE_SIZE || after.id)
		write_next(rq, &rows[n > PAGE_SIZE ? PAGE_SIZE - 1 : n - 1], n > PAGE_SIZE, after.id != 0);
	return true;
}

enum http_status inbox_web_show(struct request *rq)
{
	struct plan plan;
	struct inbox_filter f = inbox_filter_read(rq);
	const int64_t *counts;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err) || !(counts = counts_of(rq, plan.id)))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_script(rq, "js/inbox.js");
	page_begin(rq, tr(rq, "Inbox"));
	write_states(rq, counts, f.state);
	if (!write_last_batch(rq, &plan))
		return page_failed(rq);
	if (counts[DISPOSITION_APPROVED] > 0 && request_may(rq, "contribution.publish", plan.id))
		form_post_button(rq, href(rq, "/plan/%s/inbox/publish", plan.slug),
		                 tr_count(rq, "Publish %s approved answer", "Publish %s approved answers", counts[DISPOSITION_APPROVED]),
		                 NULL, NULL);
	details_begin(rq, asks(&f));
	html(&rq->body, "%s", tr(rq, "Filter"));
	details_body(rq);
	inbox_write_filter(rq, &plan, &f);
	details_end(rq);
	html(&rq->body, "<p class=\"keys\" data-script hidden>%s</p>\n",
	     tr(rq, "Keys: j and k move, x ticks, Enter opens, a gives to somebody, t tags, r answers, s takes the suggested place, ? hides this."));
	if (!write_list(rq, &plan, &f))
		return page_failed(rq);
	html(&rq->body, "<p>");
	link_to(rq, href(rq, "/plan/%s/replies", plan.slug), tr(rq, "Answers to be used again"));
	html(&rq->body, "</p>\n");
	return page_end(rq);
}
