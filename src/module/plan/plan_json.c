/*
 * Reading a plan export; README.md describes the format. Nodes name their
 * parents, so they may come in any order; the tree is put in reading order at
 * the end.
 */
#include "module/plan/plan_fields.h"
#include "module/plan/plan_internal.h"

#include "base/utf8.h"

#define REF_MAX_LENGTH 100
#define CIRCLE_SHOWN 6

/* The document's own fields are the plan's. Format and version may be left out by those who
 * write a tree by hand or by another program. */
static const struct plan_field document_fields[] = {
	{ "format", FIELD_OTHER, 0, false },
	{ "version", FIELD_OTHER, 0, false },
	{ "nodes", FIELD_OTHER, 0, true },
	{ "links", FIELD_OTHER, 0, false },
	{ "title", FIELD_LINE, offsetof(struct plan, title), true },
	{ "slug", FIELD_LINE, offsetof(struct plan, slug), false },
	{ "description", FIELD_TEXT, offsetof(struct plan, description), false },
	{ "language", FIELD_LINE, offsetof(struct plan, language), false },
	{ "period", FIELD_LINE, offsetof(struct plan, period), false },
	{ "example", FIELD_FLAG, offsetof(struct plan, example), false },
};

static const struct plan_field node_fields[] = {
	{ "id", FIELD_LINE, offsetof(struct plan_node, ref), true },
	{ "kind", FIELD_LINE, offsetof(struct plan_node, kind), false },
	{ "title", FIELD_LINE, offsetof(struct plan_node, title), true },
	{ "body", FIELD_TEXT, offsetof(struct plan_node, body), false },
	{ "addressee", FIELD_LINE, offsetof(struct plan_node, addressee), false },
	{ "asked", FIELD_LINE, offsetof(struct plan_node, asked), false },
	{ "cross_cutting", FIELD_FLAG, offsetof(struct plan_node, cross_cutting), false },
	{ "retired", FIELD_FLAG, offsetof(struct plan_node, retired), false },
	{ "parent", FIELD_OTHER, 0, false },
	{ "keywords", FIELD_OTHER, 0, false },
	{ "sdgs", FIELD_OTHER, 0, false },
};

static const struct plan_field link_fields[] = {
	{ "kind", FIELD_LINE, offsetof(struct plan_link, kind), true },
	{ "external", FIELD_LINE, offsetof(struct plan_link, external), false },
	{ "note", FIELD_TEXT, offsetof(struct plan_link, note), false },
	{ "from", FIELD_OTHER, 0, true },
	{ "to", FIELD_OTHER, 0, false },
};

/* ---- The plan ---- */

static bool language_valid(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz");
	return !s[n] && (n == 0 || n == 2 || n == 3);
}

static bool read_plan(struct plan_reader *r, const json_t *root, struct plan *plan)
{
	if (!READ_FIELDS(r, root, document_fields, plan))
		return false;
	if (*plan->slug && !plan_slug_valid(plan->slug))
		return plan_json_fail(r, "slug", PLAN_SLUG_RULE ", not \"%s\"", PLAN_SLUG_MAX,
		                      plan_json_shown(r, plan->slug));
	if (!language_valid(plan->language))
		return plan_json_fail(r, "language", "must be a code such as nb, nn or en, not \"%s\"",
		                      plan_json_shown(r, plan->language));
	return true;
}

/* ---- Nodes ---- */

static bool read_keywords(const struct plan_reader *r, const json_t *list, struct plan_node *node)
{
	if (!list)
		return true;
	if (!json_is_array(list))
		return plan_json_fail(r, "keywords", "must be a list of texts, not %s", plan_json_type(list));
	node->n_keywords = json_array_size(list);
	node->keywords = arena_array(r->a, node->n_keywords, sizeof *node->keywords);
	for (size_t i = 0; i < node->n_keywords; i++) {
		const char *field = arena_printf(r->a, "keywords[%zu]", i);
		if (!plan_json_text(r, field, json_array_get(list, i), true, &node->keywords[i]))
			return false;
		if (span_trim(span_of(node->keywords[i])).n == 0)
			return plan_json_fail(r, field, "must not be empty");
	}
	return true;
}

static bool read_sdgs(const struct plan_reader *r, const json_t *list, struct plan_node *node)
{
	size_t i;
	json_t *value;
	if (!list)
		return true;
	if (!json_is_array(list))
		return plan_json_fail(r, "sdgs", "must be a list of numbers from 1 to %d, not %s",
		                      PLAN_SDGS, plan_json_type(list));
	json_array_foreach(list, i, value) {
		const char *field = arena_printf(r->a, "sdgs[%zu]", i);
		json_int_t goal = json_integer_value(value); /* 0 where it is none */
		if (goal < 1 || goal > PLAN_SDGS)
			return plan_json_fail(r, field, "must be a whole number from 1 to %d", PLAN_SDGS);
		if (node->sdgs & 1u << goal)
			return plan_json_fail(r, field, "the goal %d stands twice", (int)goal);
		node->sdgs |= 1u << goal;
	}
	return true;
}

/* The codes of a table whose rows begin with their code. */
static const char *codes(struct arena *a, const void *table, size_t n, size_t row_size)
{
	struct out o = out_memory(a);
	for (size_t i = 0; i < n; i++)
		out_format(&o, "%s%s", i ? ", " : "", *(const char *const *)((const char *)table + i * row_size));
	return out_string(&o);
}
#define CODES(a, table) codes((a), (table), table##_len, sizeof *(table))

static bool check_codes(const struct plan_reader *r, const struct plan_node *node)
{
	if (!plan_node_kind(node->kind))
		return plan_json_fail(r, "kind", "there is no kind \"%s\"; there is %s",
		                      plan_json_shown(r, node->kind), CODES(r->a, plan_node_kinds));
	if (*node->addressee && !plan_addressee(node->addressee))
		return plan_json_fail(r, "addressee", "must be one of %s, not \"%s\"",
		                      CODES(r->a, plan_addressees), plan_json_shown(r, node->addressee));
	if (*node->addressee && !str_eq(node->kind, "position"))
		return plan_json_fail(r, "addressee", "only a position has one, and this is a %s", node->kind);
	if (*node->asked && !str_eq(node->asked, "yes") && !str_eq(node->asked, "not_asked"))
		return plan_json_fail(r, "asked", "must be yes, not_asked or left out, not \"%s\"",
		                      plan_json_shown(r, node->asked));
	return true;
}

static bool read_node(struct plan_reader *r, const json_t *object, struct plan_node *node)
{
	bool added;
	/* The name first, where there is one, so that every message can give it. */
	const char *ref = json_string_value(json_object_get(object, "id"));
	r->ref = ref ? plan_json_shown(r, ref) : NULL;
	*node = (struct plan_node){ .parent = -1 };
	if (!READ_FIELDS(r, object, node_fields, node))
		return false;
	if (!*node->kind)
		node->kind = "theme"; /* what a bare list of titles is */
	if (!check_codes(r, node)
	    || !read_keywords(r, json_object_get(object, "keywords"), node)
	    || !read_sdgs(r, json_object_get(object, "sdgs"), node))
		return false;
	if (utf8_length(span_of(node->ref)) > REF_MAX_LENGTH)
		return plan_json_fail(r, "id", "is longer than %d characters", REF_MAX_LENGTH);
	int64_t *index = strmap_at(r->refs, span_of(node->ref), &added);
	if (!added)
		return plan_json_fail(r, "id", "nodes[%lld] has the same", (long long)*index);
	*index = r->index;
	return true;
}

/* The index of the node that a field names. */
static bool find_node(const struct plan_reader *r, const char *field, const json_t *value, long *index)
{
	const char *ref;
	if (!plan_json_text(r, field, value, true, &ref))
		return false;
	const int64_t *found = strmap_find(r->refs, span_of(ref));
	if (!found)
		return plan_json_fail(r, field, "there is no node \"%s\"", plan_json_shown(r, ref));
	*index = (long)*found;
	return true;
}

static bool read_parents(struct plan_reader *r, const json_t *list, struct plan_tree *tree)
{
	for (r->index = 0; (size_t)r->index < tree->n; r->index++) {
		const json_t *parent = json_object_get(json_array_get(list, (size_t)r->index), "parent");
		r->ref = plan_json_shown(r, tree->nodes[r->index].ref);
		if (parent && !json_is_null(parent)
		    && !find_node(r, "parent", parent, &tree->nodes[r->index].parent))
			return false;
	}
	return true;
}

/* Says which nodes are their own ancestors; `from` hangs on the circle or is in it. */
static bool fail_circle(struct plan_reader *r, const struct plan_tree *tree, long from)
{
	struct out o = out_memory(r->a);
	for (size_t i = 0; i < tree->n; i++) /* steps enough to be in the circle */
		from = tree->nodes[from].parent;
	r->index = from;
	r->ref = plan_json_shown(r, tree->nodes[from].ref);
	long at = from;
	for (int steps = 0; steps == 0 || at != from; steps++) {
		if (steps == CIRCLE_SHOWN) {
			out_text(&o, "… → ");
			break;
		}
		out_format(&o, "%s → ", plan_json_shown(r, tree->nodes[at].ref));
		at = tree->nodes[at].parent;
	}
	return plan_json_fail(r, "parent", "the node would be its own ancestor: %s%s", out_string(&o), r->ref);
}

static bool read_nodes(struct plan_reader *r, const json_t *list, struct plan_tree *tree)
{
	r->list = "nodes";
	if (!json_is_array(list))
		return plan_json_fail(r, "", "must be a list, not %s", plan_json_type(list));
	tree->n = json_array_size(list);
	tree->nodes = arena_array(r->a, tree->n, sizeof *tree->nodes);
	for (r->index = 0; (size_t)r->index < tree->n; r->index++)
		if (!read_node(r, json_array_get(list, (size_t)r->index), &tree->nodes[r->index]))
			return false;
	return read_parents(r, list, tree);
}

/* ---- Links ---- */

static bool read_link(struct plan_reader *r, const json_t *object, struct plan_link *link)
{
	long from = 0;
	link->to = -1;
	if (!READ_FIELDS(r, object, link_fields, link))
		return false;
	const json_t *to = json_object_get(object, "to");
	if (!plan_link_kind(link->kind))
		return plan_json_fail(r, "kind", "there is no kind of link \"%s\"; there is %s",
		                      plan_json_shown(r, link->kind), CODES(r->a, plan_link_kinds));
	if (!find_node(r, "from", json_object_get(object, "from"), &from)
	    || (to && !find_node(r, "to", to, &link->to)))
		return false;
	link->from = (size_t)from;
	if ((link->to >= 0) == (*link->external != '\0'))
		return plan_json_fail(r, "", "a link has either \"to\" (a node) or \"external\" (something outside the plan)");
	if (link->to == from)
		return plan_json_fail(r, "to", "a node cannot be linked to itself");
	return true;
}

static bool read_links(struct plan_reader *r, const json_t *list, struct plan_tree *tree)
{
	r->list = "links";
	r->index = -1;
	r->ref = NULL;
	if (!list)
		return true;
	if (!json_is_array(list))
		return plan_json_fail(r, "", "must be a list, not %s", plan_json_type(list));
	tree->n_links = json_array_size(list);
	tree->links = arena_array(r->a, tree->n_links, sizeof *tree->links);
	for (r->index = 0; (size_t)r->index < tree->n_links; r->index++)
		if (!read_link(r, json_array_get(list, (size_t)r->index), &tree->links[r->index]))
			return false;
	return true;
}

/* ---- The document ---- */

static bool arrange(struct plan_reader *r, struct plan_tree *tree)
{
	long cyclic;
	plan_tree_arrange(r->a, tree, &cyclic);
	r->list = "nodes";
	if (cyclic >= 0)
		return fail_circle(r, tree, cyclic);
	r->index = -1;
	for (size_t i = 0; i < tree->n; i++) {
		if (tree->nodes[i].depth <= PLAN_DEPTH_MAX)
			continue;
		r->ref = plan_json_shown(r, tree->nodes[i].ref);
		return plan_json_fail(r, "", "has more than %d nodes above it", PLAN_DEPTH_MAX);
	}
	return true;
}

/* The version before all else: what a newer one has is not for us to judge. */
static bool check_format(const struct plan_reader *r, const json_t *root)
{
	const char *format = json_string_value(json_object_get(root, "format"));
	const json_t *version = json_object_get(root, "version"), *nodes = json_object_get(root, "nodes");
	bool ours = format ? str_eq(format, PLAN_JSON_FORMAT) : nodes != NULL;
	if (ours && version && json_integer_value(version) != PLAN_JSON_VERSION)
		return plan_json_fail(r, "version", "must be %d; a newer export needs a newer program", PLAN_JSON_VERSION);
	return (ours && nodes)
	       || err_input(r->err, "This is no plan: a plan export has \"title\" and \"nodes\" at the top");
}

static bool read_document(struct plan_reader *r, const json_t *root, struct plan_tree *tree)
{
	return check_format(r, root)
	       && read_plan(r, root, &tree->plan)
	       && read_nodes(r, json_object_get(root, "nodes"), tree)
	       && read_links(r, json_object_get(root, "links"), tree)
	       && arrange(r, tree);
}

bool plan_from_json(struct arena *a, struct span bytes, const char *name, struct plan_tree *tree, struct err *err)
{
	struct plan_reader r = { .a = a, .refs = strmap_new(a), .err = err, .list = "", .index = -1 };
	*tree = (struct plan_tree){ 0 };
	json_t *root;
	return json_read_bytes(a, bytes, name, &root, err)
	       && (read_document(&r, root, tree) || err_at(err, name, 0, 0));
}
