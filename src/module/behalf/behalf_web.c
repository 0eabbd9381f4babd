/* Pages for an organisation's people: its drafts in a consultation, and one of them. */
#include "module/behalf/behalf_internal.h"

#include "module/notice/notice.h"
#include "ui/difference.h"
#include "ui/sheet.h"
#include "ui/table.h"

#define REVISIONS_SHOWN 20
#define SPEAKERS (1u << ROLE_CONTRIBUTOR | 1u << ROLE_COORDINATOR)

const char *behalf_href(struct request *rq, int64_t id)
{
	return href(rq, "/behalf/%lld", (long long)id);
}

bool behalf_plan_of(struct request *rq, const char *value, int64_t *plan_id)
{
	int64_t id = 0;
	str_to_i64(value, &id);
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT c.plan_id FROM behalf b JOIN consultation c ON c.id = b.consultation_id WHERE b.id = $id"));
	db_bind_i64(st, "$id", id);
	*plan_id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, &rq->err);
}

static bool load(struct request *rq, struct behalf_page *p, bool *mine)
{
	int64_t user = rq->session->user_id;
	*p = (struct behalf_page){ 0 };
	*mine = false;
	return behalf_get(rq->conn, rq->arena, route_id(rq, "behalf"), &p->behalf, &rq->err)
	       && role_speaks_for(rq->conn, user, rq->plan_id, p->behalf.organisation_id, SPEAKERS, mine, &rq->err)
	       && role_speaks_for(rq->conn, user, rq->plan_id, p->behalf.organisation_id, 1u << ROLE_COORDINATOR, &p->coordinates, &rq->err)
	       && consultation_get(rq->conn, rq->arena, p->behalf.consultation_id, &p->consultation, &rq->err)
	       && plan_get(rq->conn, rq->arena, rq->plan_id, &p->plan, &rq->err);
}

bool behalf_find(struct request *rq, struct behalf_page *p, enum http_status *status)
{
	bool mine;
	if (!load(rq, p, &mine))
		*status = page_failed(rq);
	else if (!mine)
		*status = page_not_found(rq, tr(rq, "There is no such draft."));
	else
		return true;
	return false;
}

const char *behalf_why_not(struct request *rq, const struct behalf_page *p)
{
	if (p->behalf.state != BEHALF_WRITING)
		return tr(rq, "This draft is no longer written.");
	const char *why = consultation_why_not(&p->consultation, clock_now());
	if (!why || consultation_state_at(&p->consultation, clock_now()) < CONSULTATION_OPEN)
		return why ? tr_name(rq, why) : NULL;
	return tr(rq, "The consultation is closed, and this draft can no longer be released. Planners can take what comes late: "
	              "send it to them as a letter or an e-mail, with the reason.");
}

/* ---- The drafts of a consultation ---- */

static void write_drafts(struct request *rq, const char *organisation, const struct behalf *list, size_t n)
{
	if (n == 0) {
		nothing_here(rq, tr(rq, "No draft yet."));
		return;
	}
	table_begin(rq, organisation, { tr(rq, "Begun"), COLUMN_TEXT }, { tr(rq, "State"), COLUMN_TEXT },
	            { tr(rq, "Revision"), COLUMN_NUMBER });
	for (size_t i = 0; i < n; i++) {
		row_begin(rq);
		head_link(rq, behalf_href(rq, list[i].id), clock_local(rq->arena, list[i].made_at));
		cell_text(rq, tr_name(rq, behalf_states[list[i].state].name));
		cell_number(rq, list[i].revision);
		row_end(rq);
	}
	table_end(rq);
}

/* One of the organisations that who asks takes part for. */
static bool write_organisation(struct request *rq, const struct consultation *c, const struct role_grant *grant)
{
	struct behalf *list;
	size_t n;
	bool writing = false;
	if (!behalf_list(rq->conn, rq->arena, c->id, grant->organisation_id, &list, &n, &rq->err))
		return false;
	for (size_t i = 0; i < n; i++)
		writing = writing || list[i].state == BEHALF_WRITING;
	heading(rq, 2, grant->organisation);
	write_drafts(rq, grant->organisation, list, n);
	if (!writing && !consultation_why_not(c, clock_now()))
		form_post_button(rq, href(rq, "/consultation/%lld/drafts", (long long)c->id), tr(rq, "Begin a draft"), "organisation",
		                 arena_printf(rq->arena, "%lld", (long long)grant->organisation_id));
	return true;
}

/* The organisations that who asks takes part for in the plan: one grant for each, in list. */
static bool own_organisations(struct request *rq, struct role_grant **list, size_t *n)
{
	struct role_grant *all;
	size_t n_all;
	if (!role_list(rq->conn, rq->arena, rq->session->user_id, &all, &n_all, &rq->err))
		return false;
	*list = arena_array(rq->arena, n_all, sizeof **list);
	*n = 0;
	for (size_t i = 0; i < n_all; i++) {
		bool known = all[i].plan_id != rq->plan_id || !all[i].organisation_id;
		for (size_t k = 0; k < *n; k++) /* of a contributor who coordinates as well */
			known = known || (*list)[k].organisation_id == all[i].organisation_id;
		if (!known)
			(*list)[(*n)++] = all[i];
	}
	return true;
}

static enum http_status send_file(struct request *rq, int64_t consultation_id, const struct role_grant *grants, size_t n)
{
	static const char *const columns[] = { "organisation", "begun", "state", "revision" };
	struct sheet sheet = sheet_new(rq, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < n; i++) {
		struct behalf *list;
		size_t n_drafts;
		if (!behalf_list(rq->conn, rq->arena, consultation_id, grants[i].organisation_id, &list, &n_drafts, &rq->err))
			return page_failed(rq);
		for (size_t k = 0; k < n_drafts; k++)
			sheet_row(&sheet, grants[i].organisation, clock_iso(rq->arena, list[k].made_at), behalf_states[list[k].state].code,
			          arena_printf(rq->arena, "%lld", (long long)list[k].revision));
	}
	return sheet_send(&sheet, "drafts");
}

/* GET /consultation/{consultation}/drafts */
enum http_status behalf_web_list(struct request *rq)
{
	struct consultation c;
	struct plan plan;
	struct role_grant *grants;
	size_t n;
	if (!consultation_get(rq->conn, rq->arena, route_id(rq, "consultation"), &c, &rq->err)
	    || !plan_get(rq->conn, rq->arena, rq->plan_id, &plan, &rq->err)
	    || !own_organisations(rq, &grants, &n))
		return page_failed(rq);
	if (!c.id || c.stored == CONSULTATION_DRAFT)
		return page_not_found(rq, tr(rq, "There is no such consultation."));
	if (sheet_wanted(rq))
		return send_file(rq, c.id, grants, n);
	plan_page_context(rq, &plan);
	page_crumb(rq, c.title, href(rq, "/consultation/%lld", (long long)c.id));
	page_begin(rq, tr(rq, "Drafts on behalf of your organisation"));
	paragraph(rq, tr(rq, "Several people can write one draft together. Nobody outside the organisation sees it until a coordinator "
	                     "releases it. Then it is the organisation's answer, as if it had been sent with the form for everybody."));
	const char *why = consultation_why_not(&c, clock_now());
	if (why)
		note(rq, TONE_WARNING, tr_name(rq, why));
	for (size_t i = 0; i < n; i++)
		if (!write_organisation(rq, &c, &grants[i]))
			return page_failed(rq);
	sheet_links(rq);
	return page_end(rq);
}

void behalf_panel_consultation(struct request *rq, int64_t consultation_id)
{
	if (!request_may(rq, "behalf.write", rq->plan_id))
		return;
	html(&rq->body, "<p>");
	link_to(rq, href(rq, "/consultation/%lld/drafts", (long long)consultation_id), tr(rq, "Drafts on behalf of your organisation"));
	html(&rq->body, "</p>\n");
}

/* ---- One draft ---- */

static const char *answer_text(struct request *rq, const struct question *q, const struct answer *answer)
{
	if (q->kind == QUESTION_CHOICE && answer->value >= 1 && answer->value <= (int64_t)q->n_choices)
		return q->choices[answer->value - 1];
	if (q->kind == QUESTION_SCALE && answer->value)
		return tr_format(rq, "%s of 5", tr_number(rq->arena, rq->lang, answer->value));
	return answer->text;
}

static const char *field_value(struct request *rq, const struct answer *answer)
{
	return answer->value ? arena_printf(rq->arena, "%lld", (long long)answer->value) : answer->text;
}

static void write_clash(struct request *rq, const struct behalf_page *p)
{
	note(rq, TONE_WARNING, tr(rq, "Somebody else has answered the same question since you opened this. Nothing is lost: both texts "
	                              "stand below. Put what you want to keep into the fields, and save."));
	for (size_t i = 0; i < p->consultation.n_questions; i++) {
		const struct question *q = &p->consultation.questions[i];
		if (!p->clash->at[i])
			continue;
		const char *common = answer_text(rq, q, &p->clash->from->answers[i]);
		heading(rq, 2, q->text);
		heading(rq, 3, tr(rq, "What the other one changed"));
		difference_words(rq, common, answer_text(rq, q, &p->clash->theirs->answers[i]));
		heading(rq, 3, tr(rq, "What you changed"));
		difference_words(rq, common, answer_text(rq, q, &p->clash->mine[i]));
	}
	heading(rq, 2, tr(rq, "The answers, to finish"));
}

static void write_form(struct request *rq, const struct behalf_page *p, const struct answer *answers, int64_t base)
{
	form_post_begin(rq, tr(rq, "The draft"), behalf_href(rq, p->behalf.id));
	field_hidden(rq, "base", arena_printf(rq->arena, "%lld", (long long)base));
	for (size_t i = 0; i < p->consultation.n_questions; i++)
		consultation_write_question(rq, &p->consultation.questions[i], consultation_field(rq, i), field_value(rq, &answers[i]), false);
	form_end(rq, tr(rq, "Save"));
}

static void write_answers(struct request *rq, const struct behalf_page *p, const struct answer *answers)
{
	for (size_t i = 0; i < p->consultation.n_questions; i++) {
		const struct question *q = &p->consultation.questions[i];
		const char *text = answer_text(rq, q, &answers[i]);
		heading(rq, 2, q->text);
		if (*text)
			html(&rq->body, "<p class=\"written\">%s</p>\n", text);
		else
			nothing_here(rq, tr(rq, "Not answered."));
	}
}

static void write_release(struct request *rq, const struct behalf_page *p, int64_t base)
{
	bool mailed = false;
	notice_is_set_up(rq->conn, &mailed, &rq->err);
	heading(rq, 2, tr(rq, "Release"));
	paragraph(rq, tr(rq, "What was saved last is sent in the organisation's name, and cannot be changed afterwards."));
	form_post_files_begin(rq, tr(rq, "Release"), href(rq, "/behalf/%lld/release", (long long)p->behalf.id));
	field_hidden(rq, "base", arena_printf(rq->arena, "%lld", (long long)base));
	field_check(rq, "publish", tr(rq, "What we write may be published"), *form_text(rq, "publish"));
	field_input(rq, .name = "email", .label = tr(rq, "E-mail (optional)"), .type = "email", .value = form_text(rq, "email"),
	            .hint = mailed ? tr(rq, "You get the link of your receipt, and hear when you have been answered. It is not published.")
	                           : tr(rq, "Only if the planners may get in touch with you. It is not published."),
	            .autocomplete = "email");
	file_field(rq, "files", tr(rq, "Files (optional)"), FILE_FROM_ALL);
	if (form_problems(rq) && form_file(rq, "files", 0))
		note(rq, TONE_INFO, tr(rq, "Choose your files once more: a browser does not keep them."));
	form_end(rq, tr(rq, "Release and send"));
	form_post_button(rq, href(rq, "/behalf/%lld/withdraw", (long long)p->behalf.id), tr(rq, "Withdraw the draft"), NULL, NULL);
}

static const char *user_name(struct request *rq, int64_t id)
{
	struct user user = { .name = "" };
	return id && user_get(rq->conn, rq->arena, id, &user, &rq->err) && user.name ? user.name : "";
}

static const char *all_text(struct request *rq, const struct behalf_page *p, const struct behalf_revision *r)
{
	struct out o = out_memory(rq->arena);
	for (size_t i = 0; i < p->consultation.n_questions; i++) {
		const char *text = answer_text(rq, &p->consultation.questions[i], &r->answers[i]);
		if (*text)
			out_format(&o, "%s\n", text);
	}
	return out_string(&o);
}

/* Newest first; each with what it changed. */
static bool write_history(struct request *rq, const struct behalf_page *p)
{
	struct behalf_revision newer, older;
	heading(rq, 2, tr(rq, "History"));
	html(&rq->body, "<ul>\n");
	if (!behalf_revision_get(rq->conn, rq->arena, &p->consultation, p->behalf.id, p->behalf.revision, &newer, &rq->err))
		return false;
	int64_t last = p->behalf.revision - REVISIONS_SHOWN;
	for (int64_t number = p->behalf.revision - 1; newer.number > (last > 0 ? last : 0); number--, newer = older) {
		if (!behalf_revision_get(rq->conn, rq->arena, &p->consultation, p->behalf.id, number, &older, &rq->err))
			return false;
		html(&rq->body, "<li>%lld: %s, %s", (long long)newer.number, clock_local(rq->arena, newer.at), user_name(rq, newer.by));
		if (older.number)
			difference_words(rq, all_text(rq, p, &older), all_text(rq, p, &newer));
		html(&rq->body, "</li>\n");
	}
	html(&rq->body, "</ul>\n");
	if (last > 0)
		paragraph(rq, tr_count(rq, "%s older revision is kept.", "%s older revisions are kept.", last));
	return true;
}

static void write_facts(struct request *rq, const struct behalf_page *p)
{
	const struct behalf *b = &p->behalf;
	facts_begin(rq);
	fact_link(rq, tr(rq, "Consultation"), href(rq, "/consultation/%lld", (long long)p->consultation.id), p->consultation.title);
	fact(rq, tr(rq, "Organisation"), b->organisation);
	fact(rq, tr(rq, "State"), tr_name(rq, behalf_states[b->state].name));
	if (b->ended_at)
		fact(rq, tr_name(rq, behalf_states[b->state].name),
		     tr_format(rq, "%s, by %s", clock_local(rq->arena, b->ended_at), user_name(rq, b->ended_by)));
	if (*b->receipt && p->coordinates)
		fact_link(rq, tr(rq, "Receipt"), href(rq, "/receipt/%s", b->receipt), tr(rq, "What became of it"));
	facts_end(rq);
}

enum http_status behalf_write_page(struct request *rq, const struct behalf_page *p, const struct answer *answers, int64_t base)
{
	const char *why = behalf_why_not(rq, p);
	plan_page_context(rq, &p->plan);
	page_crumb(rq, p->consultation.title, href(rq, "/consultation/%lld", (long long)p->consultation.id));
	page_crumb(rq, tr(rq, "Drafts on behalf of your organisation"),
	           href(rq, "/consultation/%lld/drafts", (long long)p->consultation.id));
	page_begin(rq, tr(rq, "Draft of an answer"));
	write_facts(rq, p);
	if (p->behalf.state == BEHALF_WRITING && why)
		note(rq, TONE_WARNING, why);
	if (p->clash)
		write_clash(rq, p);
	if (why)
		write_answers(rq, p, answers);
	else
		write_form(rq, p, answers, base);
	if (!why && p->coordinates && !p->clash)
		write_release(rq, p, base);
	if (!p->clash && !write_history(rq, p))
		return page_failed(rq);
	page_end(rq);
	return p->clash || form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* GET /behalf/{behalf} */
enum http_status behalf_web_show(struct request *rq)
{
	struct behalf_page p;
	struct behalf_revision newest;
	enum http_status status;
	if (!behalf_find(rq, &p, &status))
		return status;
	if (!behalf_revision_get(rq->conn, rq->arena, &p.consultation, p.behalf.id, p.behalf.revision, &newest, &rq->err))
		return page_failed(rq);
	return behalf_write_page(rq, &p, newest.answers, p.behalf.revision);
}
