/* Splitting a part of a plan in two, and merging it into another: a page with a form for each. */
#include "module/plan/plan_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define BODY_LINES 8

struct shaping {
	struct request *rq;
	const struct plan_tree *tree;
	const struct plan_node *node;
	struct plan_change text; /* of a new part */
	int64_t into, new_id;
};

/* Finds {node}; false after an answer of its own in *status. */
static bool find(struct request *rq, struct shaping *s, enum http_status *status)
{
	int64_t id = route_id(rq, "node"), plan_id;
	*s = (struct shaping){ .rq = rq };
	if (!plan_of_node(rq->conn, id, &plan_id, &rq->err)
	    || (plan_id && !(s->tree = plan_tree_shared(rq->conn, rq->arena, plan_id, &rq->err)))) {
		*status = page_failed(rq);
		return false;
	}
	long index = s->tree ? plan_tree_index(s->tree, id) : -1;
	if (index < 0) {
		*status = page_not_found(rq, tr(rq, "There is no such part of a plan."));
		return false;
	}
	s->node = &s->tree->nodes[index];
	return true;
}

static void write_split(struct request *rq, const struct shaping *s)
{
	const char *action = href(rq, "/node/%lld/split", (long long)s->node->id);
	struct choice kinds[PLAN_NODE_KINDS];
	for (size_t i = 0; i < PLAN_NODE_KINDS; i++)
		kinds[i] = (struct choice){ plan_node_kinds[i].code, tr_name(rq, plan_node_kinds[i].name) };
	heading(rq, 2, tr(rq, "Split"));
	paragraph(rq, tr(rq, "A new part comes right after this one. Change this one's text afterwards, if some of it has moved."));
	form_post_begin(rq, tr(rq, "Split"), action);
	field_input(rq, .name = "title", .label = tr(rq, "Title of the new part"), .value = form_text(rq, "title"), .required = true);
	field_select(rq, "kind", tr(rq, "Kind"), kinds, PLAN_NODE_KINDS, str_or(form_text(rq, "kind"), s->node->kind));
	field_input(rq, .name = "body", .label = tr(rq, "Text (Markdown)"), .value = form_text(rq, "body"), .lines = BODY_LINES);
	field_check(rq, "follow", tr(rq, "The new part gets the same links, and what this one was drafted from"), *form_text(rq, "follow"));
	field_input(rq, .name = "split_note", .label = tr(rq, "Why"), .value = form_text(rq, "split_note"));
	form_end(rq, tr(rq, "Split"));
}

static void write_merge(struct request *rq, const struct shaping *s)
{
	struct choice *choices = arena_array(rq->arena, s->tree->n, sizeof *choices);
	size_t n = 0, index = (size_t)(s->node - s->tree->nodes);
	for (size_t i = 0; i < s->tree->n; i++)
		if ((i < index || i > index + s->node->n_below) && !s->tree->nodes[i].retired)
			choices[n++] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)s->tree->nodes[i].id), s->tree->nodes[i].title };
	if (n == 0)
		return;
	heading(rq, 2, tr(rq, "Merge into another part"));
	paragraph(rq, tr(rq, "The other part gets this one's links, answers and contributions, and what stands below it. This one is retired "
	                     "and leads there. Both texts stay as they are."));
	form_post_begin(rq, tr(rq, "Merge into another part"), href(rq, "/node/%lld/merge", (long long)s->node->id));
	field_select(rq, "into", tr(rq, "The other part"), choices, n, form_text(rq, "into"));
	field_input(rq, .name = "merge_note", .label = tr(rq, "Why"), .value = form_text(rq, "merge_note"));
	form_end(rq, tr(rq, "Merge"));
}

static enum http_status write_page(struct request *rq, const struct shaping *s)
{
	plan_page_context(rq, &s->tree->plan);
	page_crumb(rq, s->node->title, plan_web_href(rq, s->node));
	page_begin(rq, tr(rq, "Split or merge"));
	if (s->node->retired) {
		note(rq, TONE_INFO, tr(rq, "This part is retired. Take it back before it is split or merged."));
		return page_end(rq);
	}
	write_split(rq, s);
	write_merge(rq, s);
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* GET /node/{node}/shape */
enum http_status plan_web_shape(struct request *rq)
{
	struct shaping s;
	enum http_status status;
	return find(rq, &s, &status) ? write_page(rq, &s) : status;
}

static bool split(struct db_conn *tx, void *arg, struct err *err)
{
	struct shaping *s = arg;
	return plan_node_split(tx, s->rq->arena, s->node->id, &s->text, *form_text(s->rq, "follow"), &s->new_id, err);
}

/* POST /node/{node}/split */
enum http_status plan_web_split(struct request *rq)
{
	struct shaping s;
	enum http_status status;
	bool again = false;
	if (!find(rq, &s, &status))
		return status;
	struct span title = span_trim(span_of(form_text(rq, "title")));
	s.text = (struct plan_change){ .kind = form_text(rq, "kind"), .title = arena_strndup(rq->arena, title.s, title.n),
	                               .body = form_text(rq, "body"), .note = form_text(rq, "split_note"), .by = rq->session->user_id };
	if (title.n == 0 || title.n > PLAN_TITLE_BYTES || memchr(title.s, '\n', title.n))
		form_problem(rq, "title", tr(rq, "Write a title of one line, not too long."));
	if (!plan_node_kind(s.text.kind))
		form_problem(rq, "kind", tr(rq, "Choose a kind."));
	if (form_problems(rq))
		return write_page(rq, &s);
	if (!user_write(rq, split, &s, &again))
		return page_failed(rq);
	return redirect_to(rq, again ? plan_web_href(rq, s.node) : href(rq, "/node/%lld", (long long)s.new_id));
}

static bool merge(struct db_conn *tx, void *arg, struct err *err)
{
	struct shaping *s = arg;
	return plan_node_merge(tx, s->rq->arena, s->node->id, s->into, form_text(s->rq, "merge_note"), s->rq->session->user_id, err);
}

/* POST /node/{node}/merge */
enum http_status plan_web_merge(struct request *rq)
{
	struct shaping s;
	enum http_status status;
	if (!find(rq, &s, &status))
		return status;
	s.into = form_i64(rq, "into", 0);
	return user_write(rq, merge, &s, NULL) ? redirect_to(rq, href(rq, "/node/%lld", (long long)s.into)) : page_failed(rq);
}

/* ---- On a part's own page ---- */

static const char *sentence(struct request *rq, const struct plan_lineage *l, int64_t node_id)
{
	if (l->kind == PLAN_SPLIT)
		return l->from == node_id ? tr(rq, "Split off from this:") : tr(rq, "This was split off from:");
	return l->from == node_id ? tr(rq, "This was merged into:") : tr(rq, "Merged into this:");
}

void plan_web_lineage(struct request *rq, const struct plan_tree *tree, const struct plan_node *node)
{
	struct plan_lineage *list;
	size_t n;
	if (!plan_node_lineage(rq->conn, rq->arena, node->id, &list, &n, &rq->err) || n == 0)
		return;
	heading(rq, 2, tr(rq, "Where it came from and what became of it"));
	html(&rq->body, "<ul>\n");
	for (size_t i = 0; i < n; i++) {
		long other = plan_tree_index(tree, list[i].from == node->id ? list[i].into : list[i].from);
		if (other < 0)
			continue;
		html(&rq->body, "<li>%s ", sentence(rq, &list[i], node->id));
		plan_web_node(rq, &tree->plan, &tree->nodes[other]);
		if (rq->internal && *list[i].note)
			html(&rq->body, " %s", list[i].note);
		html(&rq->body, "</li>\n");
	}
	html(&rq->body, "</ul>\n");
}
