/* Writing a plan export; README.md describes the format. What is "" or false is left out. */
#include "module/plan/plan_internal.h"

static void write_given(struct json *j, const char *key, const char *value)
{
	if (*value)
		json_put_string(j, key, value);
}

static void write_plan(struct json *j, const struct plan *plan)
{
	json_put_string(j, "title", plan->title);
	write_given(j, "slug", plan->slug);
	write_given(j, "description", plan->description);
	write_given(j, "language", plan->language);
	write_given(j, "period", plan->period);
	if (plan->example)
		json_put_bool(j, "example", true);
}

static void write_node(struct json *j, const struct plan_tree *tree, const struct plan_node *node)
{
	json_put_object(j, NULL);
	json_put_string(j, "id", node->ref);
	if (node->parent >= 0)
		json_put_string(j, "parent", tree->nodes[node->parent].ref);
	json_put_string(j, "kind", node->kind);
	json_put_string(j, "title", node->title);
	write_given(j, "body", node->body);
	write_given(j, "addressee", node->addressee);
	write_given(j, "asked", node->asked);
	if (node->cross_cutting)
		json_put_bool(j, "cross_cutting", true);
	if (node->retired)
		json_put_bool(j, "retired", true);
	if (node->n_keywords) {
		json_put_array(j, "keywords");
		for (size_t i = 0; i < node->n_keywords; i++)
			json_put_string(j, NULL, node->keywords[i]);
		json_put_end(j);
	}
	if (node->sdgs) {
		json_put_array(j, "sdgs");
		for (int64_t sdg = 1; sdg <= PLAN_SDGS; sdg++)
			if (node->sdgs >> sdg & 1)
				json_put_i64(j, NULL, sdg);
		json_put_end(j);
	}
	json_put_end(j);
}

static void write_link(struct json *j, const struct plan_tree *tree, const struct plan_link *link)
{
	json_put_object(j, NULL);
	json_put_string(j, "from", tree->nodes[link->from].ref);
	json_put_string(j, "kind", link->kind);
	if (link->to >= 0)
		json_put_string(j, "to", tree->nodes[link->to].ref);
	else
		json_put_string(j, "external", link->external);
	write_given(j, "note", link->note);
	json_put_end(j);
}

void plan_write_json(struct out *o, const struct plan_tree *tree)
{
	struct json j = json_to(o, 2);
	json_put_object(&j, NULL);
	json_put_string(&j, "format", PLAN_JSON_FORMAT);
	json_put_i64(&j, "version", PLAN_JSON_VERSION);
	write_plan(&j, &tree->plan);
	json_put_array(&j, "nodes");
	for (size_t i = 0; i < tree->n; i++)
		write_node(&j, tree, &tree->nodes[i]);
	json_put_end(&j);
	json_put_array(&j, "links");
	for (size_t i = 0; i < tree->n_links; i++)
		write_link(&j, tree, &tree->links[i]);
	json_put_end(&j);
	json_put_end(&j);
}
