/* The tree with buttons: each moves one node a step, retires it, or adds one. No script is needed. */
#include "module/plan/plan_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

enum step { STEP_UP, STEP_DOWN, STEP_IN, STEP_OUT, STEP_RETIRE, STEPS };
static const struct {
	const char *code, *name, *sign;
} steps[STEPS] = {
	[STEP_UP] = { "up", N_("Move up"), "↑" }, [STEP_DOWN] = { "down", N_("Move down"), "↓" },
	[STEP_IN] = { "in", N_("Move in"), "→" }, [STEP_OUT] = { "out", N_("Move out"), "←" },
	[STEP_RETIRE] = { "retire", N_("Retire or take back"), "×" },
};

static const char *edit_href(struct request *rq, const struct plan *plan)
{
	return href(rq, "/plan/%s/edit", plan->slug);
}

/* The sign is seen; who listens is told what it does and to what. */
static void write_button(struct request *rq, enum step step, const struct plan_node *node)
{
	html(&rq->body, "<button class=\"ds-button\" data-variant=\"tertiary\" data-size=\"sm\" type=\"submit\" name=\"step\" "
	     "value=\"%s/%lld\" aria-label=\"%s: %s\">%s</button>", steps[step].code, (long long)node->id,
	     tr_name(rq, steps[step].name), node->title, steps[step].sign);
}

static void write_tree(struct request *rq, const struct plan_tree *tree)
{
	form_post_begin(rq, tr(rq, "The tree"), edit_href(rq, &tree->plan));
	html(&rq->body, "<ul class=\"plan-edit\">\n");
	for (size_t i = 0; i < tree->n; i++) {
		const struct plan_node *node = &tree->nodes[i];
		html(&rq->body, "<li>");
		plan_web_node(rq, &tree->plan, node);
		html(&rq->body, " <span class=\"steps\">");
		for (enum step step = 0; step < STEPS; step++)
			write_button(rq, step, node);
		html(&rq->body, "</span>\n");
		if (node->n_below) {
			html(&rq->body, "<ul>\n");
			continue;
		}
		html(&rq->body, "</li>\n");
		for (long above = node->parent; above >= 0 && (size_t)above + tree->nodes[above].n_below == i;
		     above = tree->nodes[above].parent)
			html(&rq->body, "</ul>\n</li>\n");
	}
	html(&rq->body, "</ul>\n</form>\n");
}

static void write_add(struct request *rq, const struct plan_tree *tree)
{
	struct choice *kinds = arena_array(rq->arena, plan_node_kinds_len, sizeof *kinds);
	struct choice *parents = arena_array(rq->arena, tree->n + 1, sizeof *parents);
	for (size_t i = 0; i < plan_node_kinds_len; i++)
		kinds[i] = (struct choice){ plan_node_kinds[i].code, tr_name(rq, plan_node_kinds[i].name) };
	parents[0] = (struct choice){ "0", tr(rq, "At the top") };
	for (size_t i = 0; i < tree->n; i++)
		parents[i + 1] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)tree->nodes[i].id), tree->nodes[i].title };
	heading(rq, 2, tr(rq, "Add a part"));
	form_post_begin(rq, tr(rq, "Add a part"), edit_href(rq, &tree->plan));
	field_input(rq, .name = "title", .label = tr(rq, "Title"), .value = form_text(rq, "title"), .required = true);
	field_select(rq, "kind", tr(rq, "Kind"), kinds, plan_node_kinds_len, form_text(rq, "kind"));
	field_select(rq, "parent", tr(rq, "Below"), parents, tree->n + 1, form_text(rq, "parent"));
	form_end(rq, tr(rq, "Add"));
}

static const struct plan_tree *find(struct request *rq)
{
	struct plan plan;
	return plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	       ? plan_tree_shared(rq->conn, rq->arena, plan.id, &rq->err) : NULL;
}

static enum http_status write_page(struct request *rq, const struct plan_tree *tree)
{
	plan_page_context(rq, &tree->plan);
	page_begin(rq, tr(rq, "Change the tree"));
	paragraph(rq, tr(rq, "The arrows move a part with all below it: up, down, into the part above it, and out again."));
	if (tree->n)
		write_tree(rq, tree);
	write_add(rq, tree);
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* GET /plan/{plan}/edit */
enum http_status plan_web_edit(struct request *rq)
{
	const struct plan_tree *tree = find(rq);
	return tree ? write_page(rq, tree) : page_failed(rq);
}

/* ---- Doing it ---- */

struct doing {
	struct request *rq;
	int64_t plan_id, node_id, parent_id;
	enum step step; /* STEPS: add */
};

/* A node's place among the children of its parent, and the sibling before it (-1: none). */
static size_t place_of(const struct plan_tree *tree, size_t index, long *before)
{
	size_t place = 0;
	*before = -1;
	for (size_t i = 0; i < index; i++) {
		if (tree->nodes[i].parent == tree->nodes[index].parent) {
			place++;
			*before = (long)i;
		}
	}
	return place;
}

static int64_t id_at(const struct plan_tree *tree, long index)
{
	return index < 0 ? 0 : tree->nodes[index].id;
}

/* A step that leads nowhere, such as up from the first place, does nothing. */
static bool move(struct db_conn *tx, const struct doing *d, const struct plan_tree *tree, size_t index, struct err *err)
{
	long parent = tree->nodes[index].parent, before, ignored;
	size_t place = place_of(tree, index, &before);
	switch (d->step) {
	case STEP_UP:
		place = place ? place - 1 : 0;
		break;
	case STEP_DOWN:
		place++;
		break;
	case STEP_IN:
		if (before < 0)
			return true;
		parent = before;
		place = SIZE_MAX;
		break;
	default:
		if (parent < 0)
			return true;
		place = place_of(tree, (size_t)parent, &ignored) + 1;
		parent = tree->nodes[parent].parent;
	}
	return plan_node_move(tx, d->rq->arena, d->node_id, id_at(tree, parent), place, d->rq->session->user_id, err);
}

static bool change(struct db_conn *tx, void *arg, struct err *err)
{
	const struct doing *d = arg;
	struct arena *a = d->rq->arena;
	struct plan_tree tree;
	if (d->step == STEPS) {
		int64_t id;
		struct plan_change text = { .kind = form_text(d->rq, "kind"), .title = form_text(d->rq, "title"), .body = "",
		                            .note = "", .by = d->rq->session->user_id };
		return plan_node_new(tx, a, d->plan_id, d->parent_id, &text, &id, err);
	}
	if (!plan_tree_load(tx, a, d->plan_id, &tree, err))
		return false;
	long index = plan_tree_index(&tree, d->node_id);
	if (index < 0)
		return err_not_found(err, "There is no such part in this plan");
	return d->step == STEP_RETIRE ? plan_node_retire(tx, a, d->node_id, !tree.nodes[index].retired, "",
	                                                 d->rq->session->user_id, err)
	                              : move(tx, d, &tree, (size_t)index, err);
}

/* "up/17" */
static bool read_step(struct request *rq, struct doing *d)
{
	struct span rest = span_of(form_text(rq, "step"));
	struct span code = span_cut(&rest, '/');
	for (d->step = 0; d->step < STEPS && !span_is(code, steps[d->step].code);)
		d->step++;
	return d->step < STEPS && rest.s && str_to_i64(arena_strndup(rq->arena, rest.s, rest.n), &d->node_id);
}

/* POST /plan/{plan}/edit */
enum http_status plan_web_change(struct request *rq)
{
	const struct plan_tree *tree = find(rq);
	if (!tree)
		return page_failed(rq);
	struct doing d = { .rq = rq, .plan_id = tree->plan.id, .parent_id = form_i64(rq, "parent", 0), .step = STEPS };
	struct span title = span_trim(span_of(form_text(rq, "title")));
	if (*form_text(rq, "step") && !read_step(rq, &d))
		return page_bad_request(rq, tr(rq, "There is no such step."));
	if (d.step == STEPS && (title.n == 0 || title.n > PLAN_TITLE_BYTES))
		form_problem(rq, "title", tr(rq, "Write a title of one line, not too long."));
	if (form_problems(rq))
		return write_page(rq, tree);
	if (!user_write(rq, change, &d, NULL))
		return page_failed(rq);
	return redirect_to(rq, edit_href(rq, &tree->plan));
}
