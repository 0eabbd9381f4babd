/*
 * Writing a node. Each save says which revision it was written from; where another has saved
 * since, the page shows both texts and what they came from, and asks for one that has both.
 */
#include "module/plan/plan_internal.h"

#include "base/clock.h"
#include "module/user/user.h"
#include "ui/difference.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define BODY_LINES 16

struct writing {
	const struct plan_tree *tree;
	const struct plan_node *node;
	struct plan_change text; /* what the fields hold */
};

static const char *edit_href(struct request *rq, int64_t id)
{
	return href(rq, "/node/%lld/edit", (long long)id);
}

/* Finds {node}; false after an answer of its own in *status. */
static bool find(struct request *rq, struct writing *w, enum http_status *status)
{
	int64_t id = route_id(rq, "node"), plan_id = 0;
	*w = (struct writing){ 0 };
	*status = HTTP_OK;
	if (!plan_of_node(rq->conn, id, &plan_id, &rq->err)
	    || (plan_id && !(w->tree = plan_tree_shared(rq->conn, rq->arena, plan_id, &rq->err)))) {
		*status = page_failed(rq);
		return false;
	}
	long index = w->tree ? plan_tree_index(w->tree, id) : -1;
	if (index < 0) {
		*status = page_not_found(rq, tr(rq, "There is no such part of a plan."));
		return false;
	}
	w->node = &w->tree->nodes[index];
	w->text = (struct plan_change){ .node_id = id, .base = w->node->revision, .kind = w->node->kind,
	                                .title = w->node->title, .body = w->node->body, .note = "" };
	return true;
}

/* ---- What differs ---- */

static const char *whole(struct request *rq, const char *title, const char *body)
{
	return arena_printf(rq->arena, "%s\n\n%s", title, body);
}

/* Theirs and yours against the text that both were written from. */
static bool write_merge(struct request *rq, const struct writing *w, int64_t base)
{
	struct plan_revision *list;
	size_t n;
	if (!plan_node_revisions(rq->conn, rq->arena, w->node->id, &list, &n, &rq->err))
		return false;
	const struct plan_revision *from = &list[n - 1];
	for (size_t i = 0; i < n; i++)
		if (list[i].number == base)
			from = &list[i];
	const char *common = whole(rq, from->title, from->body);
	note(rq, TONE_WARNING, tr(rq, "Somebody else has saved this since you opened it. Nothing is lost: both texts stand below. Put what you want to keep into the fields, and save."));
	heading(rq, 2, tr(rq, "What the other one changed"));
	difference_words(rq, common, whole(rq, w->node->title, w->node->body));
	heading(rq, 2, tr(rq, "What you changed"));
	difference_words(rq, common, whole(rq, w->text.title, w->text.body));
	details_begin(rq, false);
	html_t(rq, "The text that both began with");
	details_body(rq);
	plan_web_markdown(rq, &w->tree->plan, common);
	details_end(rq);
	heading(rq, 2, tr(rq, "Your text, to finish"));
	return true;
}

/* ---- The page ---- */

static void write_form(struct request *rq, const struct writing *w)
{
	struct choice *kinds = arena_array(rq->arena, plan_node_kinds_len, sizeof *kinds);
	for (size_t i = 0; i < plan_node_kinds_len; i++)
		kinds[i] = (struct choice){ plan_node_kinds[i].code, tr_name(rq, plan_node_kinds[i].name) };
	/* js/keep.js shows it where this browser has a text that was never saved. */
	html(&rq->body, "<div class=\"kept-text ds-alert\" data-color=\"info\" hidden><p>%s</p>"
	     "<button type=\"button\" class=\"ds-button bring-back\" data-size=\"sm\">%s</button> "
	     "<button type=\"button\" class=\"ds-button throw-away\" data-variant=\"secondary\" data-size=\"sm\">%s</button></div>\n"
	     "<div id=\"writing\">\n", tr(rq, "This browser has a text of yours that was not saved."), tr(rq, "Bring it back"), tr(rq, "Throw it away"));
	form_post_begin(rq, tr(rq, "Change this part of the plan"), edit_href(rq, w->node->id));
	field_hidden(rq, "base", arena_printf(rq->arena, "%lld", (long long)w->node->revision));
	field_select(rq, "kind", tr(rq, "Kind"), kinds, plan_node_kinds_len, w->text.kind);
	field_input(rq, .name = "title", .label = tr(rq, "Title"), .value = w->text.title, .required = true);
	field_input(rq, .name = "body", .label = tr(rq, "Text (Markdown)"), .value = w->text.body, .lines = BODY_LINES);
	field_input(rq, .name = "note", .label = tr(rq, "Why it is changed"), .value = w->text.note);
	html(&rq->body, "<button class=\"ds-button\" data-variant=\"secondary\" name=\"preview\" value=\"yes\" type=\"submit\">%s</button>\n",
	     tr(rq, "Preview"));
	form_end(rq, tr(rq, "Save"));
	html(&rq->body, "</div>\n");
}

static bool write_revisions(struct request *rq, const struct writing *w)
{
	struct plan_revision *list;
	size_t n;
	if (!plan_node_revisions(rq->conn, rq->arena, w->node->id, &list, &n, &rq->err))
		return false;
	heading(rq, 2, tr(rq, "History"));
	html(&rq->body, "<ul>\n");
	for (size_t i = 0; i < n; i++) {
		struct user by = { .name = "" };
		if (list[i].by && !user_get(rq->conn, rq->arena, list[i].by, &by, &rq->err))
			return false;
		html(&rq->body, "<li>%lld: %s, %s %s", (long long)list[i].number, clock_local(rq->arena, list[i].at),
		     str_or(by.name, ""), list[i].note);
		if (i + 1 < n)
			difference_words(rq, whole(rq, list[i + 1].title, list[i + 1].body), whole(rq, list[i].title, list[i].body));
		if (i > 0)
			form_post_button(rq, edit_href(rq, w->node->id), tr_format(rq, "Go back to %s", tr_number(rq->arena, rq->lang, list[i].number)),
			                 "undo", arena_printf(rq->arena, "%lld/%lld", (long long)list[i].number,
			                                      (long long)w->node->revision));
		html(&rq->body, "</li>\n");
	}
	html(&rq->body, "</ul>\n");
	return true;
}

/* base is 0 where nobody has come between. */
static enum http_status write_page(struct request *rq, const struct writing *w, int64_t base)
{
	plan_page_context(rq, &w->tree->plan);
	page_crumb(rq, w->node->title, plan_web_href(rq, w->node));
	page_script(rq, "js/keep.js");
	page_begin(rq, tr(rq, "Change this part of the plan"));
	if (base && !write_merge(rq, w, base))
		return page_failed(rq);
	if (str_eq(form_text(rq, "preview"), "yes")) {
		heading(rq, 2, w->text.title);
		plan_web_markdown(rq, &w->tree->plan, w->text.body);
	}
	write_form(rq, w);
	if (!base && !write_revisions(rq, w))
		return page_failed(rq);
	page_end(rq);
	return base || form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* GET /node/{node}/edit */
enum http_status plan_web_node_edit(struct request *rq)
{
	struct writing w;
	enum http_status status;
	return find(rq, &w, &status) ? write_page(rq, &w, 0) : status;
}

/* ---- Saving ---- */

struct saving {
	struct arena *arena;
	const struct plan_change *change;
	bool conflict;
};

static bool save(struct db_conn *tx, void *arg, struct err *err)
{
	struct saving *s = arg;
	return plan_node_save(tx, s->arena, s->change, &s->conflict, err);
}

/* Another saved between this request's reading and its writing, so that its snapshot has no text of
 * theirs to show: the form comes again as it was sent, and sending it shows the merge. */
static enum http_status write_overtaken(struct request *rq, const struct writing *w)
{
	form_problem(rq, "body", tr(rq, "Somebody else saved this at the same moment. Save again to see both texts."));
	return write_page(rq, w, 0);
}

/* "3/5": revision 3 again, on top of 5. */
static bool read_undo(struct request *rq, struct writing *w)
{
	struct span rest = span_of(form_text(rq, "undo"));
	struct span number = span_cut(&rest, '/');
	struct plan_revision *list;
	int64_t wanted = 0;
	size_t n;
	if (!rest.s || !str_to_i64(arena_strndup(rq->arena, number.s, number.n), &wanted)
	    || !str_to_i64(arena_strndup(rq->arena, rest.s, rest.n), &w->text.base))
		return err_input(&rq->err, "There is no such revision");
	if (!plan_node_revisions(rq->conn, rq->arena, w->node->id, &list, &n, &rq->err))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (list[i].number != wanted)
			continue;
		w->text.kind = list[i].kind;
		w->text.title = list[i].title;
		w->text.body = list[i].body;
		w->text.note = tr_format(rq, "Back to %s", tr_number(rq->arena, rq->lang, wanted));
		return true;
	}
	return err_input(&rq->err, "There is no such revision");
}

static void read_form(struct request *rq, struct writing *w)
{
	w->text.base = form_i64(rq, "base", 0);
	w->text.kind = form_text(rq, "kind");
	w->text.title = form_text(rq, "title");
	w->text.body = form_text(rq, "body");
	w->text.note = form_text(rq, "note");
	struct span title = span_trim(span_of(w->text.title));
	if (title.n == 0 || title.n > PLAN_TITLE_BYTES || memchr(title.s, '\n', title.n))
		form_problem(rq, "title", tr(rq, "Write a title of one line, not too long."));
	if (!plan_node_kind(w->text.kind))
		form_problem(rq, "kind", tr(rq, "Choose a kind."));
}

/* POST /node/{node}/edit */
enum http_status plan_web_node_save(struct request *rq)
{
	struct writing w;
	enum http_status status;
	if (!find(rq, &w, &status))
		return status;
	w.text.by = rq->session->user_id;
	if (!*form_text(rq, "undo"))
		read_form(rq, &w);
	else if (!read_undo(rq, &w))
		return page_failed(rq);
	int64_t base = w.text.base;
	if (form_problems(rq) || str_eq(form_text(rq, "preview"), "yes"))
		return write_page(rq, &w, base == w.node->revision ? 0 : base);
	if (base != w.node->revision)
		return write_page(rq, &w, base);
	struct saving s = { .arena = rq->arena, .change = &w.text };
	if (!user_write(rq, save, &s, NULL))
		return page_failed(rq);
	if (s.conflict)
		return write_overtaken(rq, &w);
	return redirect_to(rq, plan_web_href(rq, w.node));
}
