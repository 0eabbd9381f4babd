/* A plan tree from JSON, and texts that a person has placed in it. */
#include "module/text/text_filter_internal.h"

#include "base/file.h"

#define PLAN_MAX ((size_t)64 << 20)
#define EXAMPLES_MAX ((size_t)1 << 30)

static bool read_id(struct arena *a, const json_t *value, struct text_filter_id *id)
{
	*id = (struct text_filter_id){ 0 };
	if (json_is_string(value)) {
		id->text = arena_strdup(a, json_string_value(value));
	} else if (json_is_integer(value)) {
		id->is_whole = true;
		id->whole = json_integer_value(value);
	} else if (json_is_real(value)) {
		id->number = json_real_value(value);
	}
	return json_is_string(value) || json_is_number(value);
}

/* A key that tells the string "5" from the number 5. */
static struct span id_key(struct arena *a, const struct text_filter_id *id)
{
	if (id->text)
		return span_of(arena_printf(a, "s%s", id->text));
	if (id->is_whole)
		return span_of(arena_printf(a, "n%lld", (long long)id->whole));
	return span_of(arena_printf(a, "n%.17g", id->number));
}

static bool read_text_field(struct command_context *ctx, const json_t *o, const char *key, const char **text)
{
	const json_t *value = json_object_get(o, key);
	*text = json_string_value(value);
	return !value || json_is_null(value) || *text || err_input(ctx->err, "its \"%s\" is not a string", key);
}

static bool read_keywords(struct command_context *ctx, const json_t *list, struct text_node *node)
{
	size_t n = json_array_size(list);
	const char **keywords = arena_array(ctx->arena, n, sizeof *keywords);
	if (list && !json_is_null(list) && !json_is_array(list))
		return err_input(ctx->err, "its \"keywords\" are not a list");
	for (size_t i = 0; i < n; i++)
		if (!(keywords[i] = json_string_value(json_array_get(list, i))))
			return err_input(ctx->err, "its keyword %zu is not a string", i + 1);
	node->keywords = keywords;
	node->n_keywords = n;
	return true;
}

static bool read_node(struct command_context *ctx, struct text_filter_plan *p, size_t i, const json_t *o)
{
	struct text_node *node = &p->nodes[i];
	if (!read_id(ctx->arena, json_object_get(o, "id"), &p->ids[i]))
		return err_input(ctx->err, "it has no \"id\" that is a string or a number");
	node->parent = -1;
	if (!read_text_field(ctx, o, "title", &node->title) || !read_text_field(ctx, o, "body", &node->body)
	    || !read_keywords(ctx, json_object_get(o, "keywords"), node))
		return false;
	return node->title || err_input(ctx->err, "it has no \"title\"");
}

/* Parents may stand after their children. */
static bool find_parents(struct command_context *ctx, struct text_filter_plan *p, const json_t *list)
{
	p->index = strmap_new(ctx->arena);
	for (size_t i = 0; i < p->n; i++) {
		bool added;
		*strmap_at(p->index, id_key(ctx->arena, &p->ids[i]), &added) = (int64_t)i;
		if (!added)
			return err_input(ctx->err, "node %zu of the plan has the \"id\" of an earlier one; give each its own", i + 1);
	}
	for (size_t i = 0; i < p->n; i++) {
		const json_t *value = json_object_get(json_array_get(list, i), "parent");
		struct text_filter_id id;
		if (!value || json_is_null(value))
			continue;
		int64_t *parent = read_id(ctx->arena, value, &id) ? strmap_find(p->index, id_key(ctx->arena, &id)) : NULL;
		if (!parent)
			return err_input(ctx->err, "the \"parent\" of node %zu of the plan is no node's \"id\"", i + 1);
		p->nodes[i].parent = (int32_t)*parent;
	}
	return true;
}

bool text_filter_read_plan(struct command_context *ctx, const char *command, struct text_filter_plan *p)
{
	json_t *root;
	const char *file = option(ctx, "plan");
	if (!file)
		return err_input(ctx->err, "name the plan: planverk %s --plan TREE.json", command);
	if (!json_read_file(ctx->arena, file, PLAN_MAX, &root, ctx->err))
		return false;
	const json_t *list = json_object_get(root, "nodes");
	err_at(ctx->err, file, 0, 0);
	if (!json_is_array(list) || json_array_size(list) == 0)
		return err_input(ctx->err, "the plan has no \"nodes\"; give it a list of {\"id\", \"title\"}");
	p->n = json_array_size(list);
	p->nodes = arena_array(ctx->arena, p->n, sizeof *p->nodes);
	p->ids = arena_array(ctx->arena, p->n, sizeof *p->ids);
	for (size_t i = 0; i < p->n; i++) {
		struct err why = { 0 };
		struct command_context inner = *ctx;
		inner.err = &why;
		if (!read_node(&inner, p, i, json_array_get(list, i)))
			return err_input(ctx->err, "node %zu of the plan: %s", i + 1, why.message);
	}
	if (!find_parents(ctx, p, list))
		return false;
	err_clear(ctx->err);
	return true;
}

/* ---- Examples ---- */

bool text_filter_find_node(struct arena *a, const struct text_filter_plan *p, const json_t *value, int64_t *node)
{
	struct text_filter_id id;
	const int64_t *found = p->index && read_id(a, value, &id) ? strmap_find(p->index, id_key(a, &id)) : NULL;
	if (found)
		*node = *found;
	return found;
}

/* Which node each text of the input is an example of, or -1. */
struct placed {
	VEC(int64_t) node;
};

static bool read_example(struct command_context *ctx, struct text_filter_plan *p, struct text_filter_lines *in,
                         struct span line, struct placed *placed)
{
	json_error_t why;
	int64_t node = -1;
	json_t *o = json_loadb(line.s, line.n, JSON_REJECT_DUPLICATES, &why);
	const char *text = json_string_value(json_object_get(o, "text"));
	bool found = text_filter_find_node(ctx->arena, p, json_object_get(o, "node"), &node);
	if (!o)
		err_input(ctx->err, "not a JSON object (%s, column %d); write one {\"text\": …, \"node\": …} on each line", why.text, why.column);
	else if (!text)
		err_input(ctx->err, "no \"text\" that is a string; write one {\"text\": …, \"node\": …} on each line");
	else if (!found)
		err_input(ctx->err, "its \"node\" is no node's \"id\" in the plan; name one that is");
	if (text && found) {
		*VEC_PUSH(ctx->arena, &in->ids) = "null";
		*VEC_PUSH(ctx->arena, &in->texts) = arena_strdup(ctx->arena, text);
		*VEC_PUSH(ctx->arena, &placed->node) = node;
	}
	json_decref(o);
	return text && found;
}

/* Gives each node the list of its examples, which are the texts from `first` on. */
static void list_examples(struct arena *a, struct text_filter_plan *p, const struct placed *placed, size_t first)
{
	for (size_t i = 0; i < placed->node.n; i++)
		p->nodes[placed->node.v[i]].n_examples++;
	uint32_t **end = arena_array(a, p->n, sizeof *end);
	for (size_t c = 0; c < p->n; c++)
		p->nodes[c].examples = end[c] = arena_array(a, p->nodes[c].n_examples, sizeof **end);
	for (size_t i = 0; i < placed->node.n; i++)
		*end[placed->node.v[i]]++ = (uint32_t)(first + i);
}

bool text_filter_read_examples(struct command_context *ctx, struct text_filter_plan *p, struct text_filter_lines *in)
{
	const char *path = option(ctx, "learn");
	struct span rest;
	struct placed placed = { { 0 } };
	size_t first = in->texts.n;
	if (!path)
		return true;
	if (!file_read(ctx->arena, path, EXAMPLES_MAX, &rest, ctx->err))
		return false;
	for (long number = 1; rest.s; number++) {
		struct span line = span_trim(span_cut(&rest, '\n'));
		if (line.n && !read_example(ctx, p, in, line, &placed))
			return err_at(ctx->err, path, number, 0);
	}
	list_examples(ctx->arena, p, &placed, first);
	return true;
}

/* ---- Writing ---- */

static void put_id(struct json *j, const char *key, const struct text_filter_id *id)
{
	if (id->text)
		json_put_string(j, key, id->text);
	else if (id->is_whole)
		json_put_i64(j, key, id->whole);
	else
		json_put_f64(j, key, id->number);
}

void text_filter_write_suggestions(struct json *j, const struct text_filter_plan *p, const struct text_suggestions *s)
{
	json_put_array(j, "suggestions");
	for (unsigned i = 0; i < s->n; i++) {
		json_put_object(j, NULL);
		put_id(j, "node", &p->ids[s->best[i].node]);
		json_put_f64(j, "score", text_filter_rounded(s->best[i].score));
		json_put_end(j);
	}
	json_put_end(j);
	json_put_bool(j, "abstain", s->abstain);
}
