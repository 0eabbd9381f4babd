/* Commands: plan list, plan show, plan export; and the table of all. */
#include "module/plan/plan_internal.h"

#include "base/file.h"

static const char *const formats[] = { "json", "md", "docx" };
enum { FORMAT_JSON, FORMAT_MARKDOWN, FORMAT_DOCX, FORMATS };

/* Loads the tree of the plan that the first argument names. */
static bool load_plan(struct command_context *ctx, struct plan_tree *tree)
{
	struct plan plan;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && plan_tree_load(c, ctx->arena, plan.id, tree, ctx->err);
	db_reader_done(c);
	return ok;
}

static void write_spaces(struct out *o, size_t n)
{
	while (n-- > 0)
		out_char(o, ' ');
}

/* ---- plan list ---- */

static void write_list_json(struct out *o, const struct plan *list, const int64_t *sizes, size_t n)
{
	struct json j = json_to(o, 2);
	json_put_object(&j, NULL);
	json_put_array(&j, "plans");
	for (size_t i = 0; i < n; i++) {
		json_put_object(&j, NULL);
		json_put_i64(&j, "plan", list[i].id);
		json_put_string(&j, "slug", list[i].slug);
		json_put_string(&j, "title", list[i].title);
		json_put_string(&j, "language", list[i].language);
		json_put_string(&j, "period", list[i].period);
		json_put_bool(&j, "example", list[i].example);
		json_put_i64(&j, "nodes", sizes[i]);
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_end(&j);
}

static void write_list_text(struct out *o, const struct plan *list, const int64_t *sizes, size_t n)
{
	if (n == 0)
		out_text(o, "There is no plan yet; `planverk plan import FILE` reads one.\n");
	size_t width = 0;
	for (size_t i = 0; i < n; i++)
		if (strlen(list[i].slug) > width)
			width = strlen(list[i].slug);
	for (size_t i = 0; i < n; i++) {
		out_text(o, list[i].slug);
		write_spaces(o, width + 2 - strlen(list[i].slug));
		out_format(o, "%s%s%s (%lld nodes)%s\n", list[i].title, *list[i].period ? ", " : "", list[i].period,
		           (long long)sizes[i], list[i].example ? ", an example" : "");
	}
}

static bool run_list(struct command_context *ctx)
{
	struct plan *list;
	int64_t *sizes;
	size_t n;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_list(c, ctx->arena, &list, &n, ctx->err)
	          && plan_sizes(c, ctx->arena, list, n, &sizes, ctx->err);
	db_reader_done(c);
	if (ok)
		(ctx->json ? write_list_json : write_list_text)(ctx->out, list, sizes, n);
	return ok;
}

/* ---- plan show ---- */

static void write_head(struct out *o, const struct plan_tree *tree)
{
	const struct plan *plan = &tree->plan;
	size_t counts[PLAN_NODE_KINDS], shown = 0;
	out_format(o, "%s (%s)%s%s\n", plan->title, plan->slug, *plan->period ? ", " : "", plan->period);
	if (plan->example)
		out_text(o, "This is an example. It is not the plan of any authority.\n");
	plan_tree_count(tree, counts);
	for (size_t i = 0; i < plan_node_kinds_len; i++)
		if (counts[i])
			out_format(o, "%s%s: %zu", shown++ ? ", " : "", plan_node_kinds[i].plural, counts[i]);
	out_format(o, "%sLinks: %zu\n\n", shown ? ", " : "", tree->n_links);
}

static void write_tree_text(struct out *o, const struct plan_tree *tree)
{
	write_head(o, tree);
	for (size_t i = 0; i < tree->n; i++) {
		const struct plan_node *node = &tree->nodes[i];
		write_spaces(o, 2 * (size_t)node->depth);
		out_format(o, "%s: %s [%s]", plan_node_kind_name(node->kind), node->title, node->ref);
		if (node->cross_cutting)
			out_text(o, " (cross-cutting)");
		if (str_eq(node->asked, "not_asked"))
			out_text(o, " (not asked)");
		out_text(o, "\n");
	}
	for (size_t i = 0; i < tree->n_links; i++) {
		const struct plan_link *link = &tree->links[i];
		out_format(o, "%s%s %s %s\n", i ? "" : "\n", tree->nodes[link->from].ref, link->kind,
		           link->to < 0 ? link->external : tree->nodes[link->to].ref);
	}
}

static bool run_show(struct command_context *ctx)
{
	struct plan_tree tree;
	if (!load_plan(ctx, &tree))
		return false;
	(ctx->json ? plan_write_json : write_tree_text)(ctx->out, &tree);
	return true;
}

/* ---- plan export ---- */

/* The format that --format names, else that of the file's name, else JSON. */
static bool choose_format(struct command_context *ctx, const char *path, size_t *format)
{
	const char *name = option(ctx, "format");
	for (*format = 0; *format < FORMATS; ++*format)
		if (name ? str_eq(name, formats[*format])
		         : str_ends(path, arena_printf(ctx->arena, ".%s", formats[*format])))
			return true;
	*format = FORMAT_JSON;
	return !name || err_input(ctx->err, "--format must be json, md or docx, not \"%s\"", name);
}

static bool write_format(struct command_context *ctx, const struct plan_tree *tree, size_t format, struct out *o)
{
	switch (format) {
	case FORMAT_JSON:
		plan_write_json(o, tree);
		return true;
	case FORMAT_MARKDOWN:
		plan_write_markdown(o, ctx->arena, tree);
		return true;
	default:
		return plan_write_docx(o, ctx->arena, tree, ctx->err);
	}
}

/* With --json a document that is no JSON itself becomes a text in an object. */
static bool export_to_output(struct command_context *ctx, const struct plan_tree *tree, size_t format)
{
	if (format == FORMAT_DOCX && (ctx->json || !option(ctx, "output")))
		return err_input(ctx->err, "A Word document goes to a file: give -o FILE.docx");
	if (!ctx->json || format == FORMAT_JSON)
		return write_format(ctx, tree, format, ctx->out);
	struct out document = out_memory(ctx->arena);
	struct json j = json_to(ctx->out, 2);
	if (!write_format(ctx, tree, format, &document))
		return false;
	json_put_object(&j, NULL);
	json_put_string(&j, "format", formats[format]);
	json_put_string(&j, "document", out_string(&document));
	json_put_end(&j);
	return true;
}

static void report_export(struct command_context *ctx, const struct plan_tree *tree, size_t format, const char *path)
{
	if (ctx->json) {
		struct json j = json_to(ctx->out, 2);
		json_put_object(&j, NULL);
		json_put_string(&j, "file", path);
		json_put_string(&j, "format", formats[format]);
		json_put_i64(&j, "nodes", (int64_t)tree->n);
		json_put_i64(&j, "links", (int64_t)tree->n_links);
		json_put_end(&j);
	} else if (!ctx->quiet) {
		out_format(ctx->out, "Wrote %zu nodes to %s\n", tree->n, path);
	}
}

static bool export_to_file(struct command_context *ctx, const struct plan_tree *tree, size_t format, const char *path)
{
	struct file_writer *w = file_create(ctx->arena, path, ctx->err);
	if (!w)
		return false;
	struct out o = out_file(file_stream(w));
	if (!write_format(ctx, tree, format, &o))
		return false;
	if (!out_ok(&o))
		return err_errno(ctx->err, "Cannot write %s", path);
	if (!file_commit(w, ctx->err))
		return false;
	report_export(ctx, tree, format, path);
	return true;
}

static bool run_export(struct command_context *ctx)
{
	struct plan_tree tree;
	const char *path = str_or(option(ctx, "output"), "-");
	size_t format;
	if (!choose_format(ctx, path, &format) || !load_plan(ctx, &tree))
		return false;
	return str_eq(path, "-") ? export_to_output(ctx, &tree, format)
	                         : export_to_file(ctx, &tree, format, path);
}

static const struct option export_options[] = {
	{ "format", "FORMAT", "json (all of the plan), md (Markdown) or docx (Word); else by the file's name", 0 },
	{ "output", "FILE", "the file to write; - or nothing is standard output", 'o' },
};

#define NODE_HELP "NODE is a part's name in `plan export`, or the number in its page's address. "
#define NOTE { "note", "TEXT", "why", 0 }
#define TEXT_OPTIONS { "title", "TEXT", "its title, one line", 0 }, { "kind", "KIND", "theme, goal, strategy …", 0 }, \
	{ "body", "FILE", "its text, Markdown; - is standard input", 0 }, NOTE
static const struct option edit_options[] = { TEXT_OPTIONS };
static const struct option move_options[] = { { "place", "N", "which it is there, from 1 (the last)", 0 } };
static const struct option retire_options[] = { { "back", NULL, "take it back", 0 }, NOTE };
static const struct option split_options[] = {
	TEXT_OPTIONS, { "follow", NULL, "the new part gets the same links, and what this one was drafted from", 0 },
};
static const struct option note_options[] = { NOTE };

const struct command plan_commands[PLAN_COMMANDS] = {
	{ .name = "plan list", .arguments = "", .summary = "List the plans", .run = run_list },
	{
		.name = "plan show",
		.arguments = "PLAN",
		.summary = "Show a plan's tree as text",
		.help = "PLAN is the plan's short name or its identifier. With --json the plan is printed\n"
		        "as `plan export` writes it.",
		.min_args = 1,
		.max_args = 1,
		.run = run_show,
	},
	{
		.name = "plan export",
		.arguments = "PLAN",
		.summary = "Write a plan as JSON, Markdown or Word",
		.help = "JSON holds all of the plan, and `plan import` reads it back to the same plan.\n"
		        "Markdown is for editing by hand: `plan import` reads it too, but goals of the UN and\n"
		        "links are not in it. Word is for reading and for decision papers.",
		.options = export_options,
		.n_options = ARRAY_LEN(export_options),
		.min_args = 1,
		.max_args = 1,
		.run = run_export,
	},
	{
		.name = "plan edit",
		.arguments = "PLAN NODE",
		.summary = "Change the text of a part of a plan",
		.help = NODE_HELP "What is not given stays. The text before is kept as a revision.",
		.options = edit_options,
		.n_options = ARRAY_LEN(edit_options),
		.min_args = 2,
		.max_args = 2,
		.run = plan_run_edit,
	},
	{
		.name = "plan move",
		.arguments = "PLAN NODE BELOW",
		.summary = "Move a part of a plan, with all below it",
		.help = NODE_HELP "BELOW is another part, or top.",
		.options = move_options,
		.n_options = ARRAY_LEN(move_options),
		.min_args = 3,
		.max_args = 3,
		.run = plan_run_move,
	},
	{
		.name = "plan retire",
		.arguments = "PLAN NODE",
		.summary = "Retire a part of a plan, or take it back",
		.help = NODE_HELP "It keeps its place and its links, and is shown as retired.",
		.options = retire_options,
		.n_options = ARRAY_LEN(retire_options),
		.min_args = 2,
		.max_args = 2,
		.run = plan_run_retire,
	},
	{
		.name = "plan split",
		.arguments = "PLAN NODE",
		.summary = "Split a part of a plan: a new one comes after it",
		.help = NODE_HELP "Each leads to the other from then on.",
		.options = split_options,
		.n_options = ARRAY_LEN(split_options),
		.min_args = 2,
		.max_args = 2,
		.run = plan_run_split,
	},
	{
		.name = "plan merge",
		.arguments = "PLAN NODE INTO",
		.summary = "Merge a part of a plan into another, and retire it",
		.help = NODE_HELP "INTO gets its links, answers and contributions, and what stands below it. Both texts\n"
		                  "stay as they are.",
		.options = note_options,
		.n_options = ARRAY_LEN(note_options),
		.min_args = 3,
		.max_args = 3,
		.run = plan_run_merge,
	},
};
