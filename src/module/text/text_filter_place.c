/* `planverk text place`: a collection is read once, then every line that comes in is answered at once. */
#include "module/text/text_filter_internal.h"

#include "engine/text/resident.h"

#include <stdlib.h>

#define GROUPS_MAX 1000

const struct option text_filter_place_options[] = {
	{ "plan", "TREE.json", "the plan whose nodes are suggested", 0 },
	{ "learn", "LABELLED.jsonl", "texts that a person has placed: lines {\"text\", \"node\"}", 0 },
	{ "groups", "N", "how many groups, 1 to 1000; without it as many as are found again in halves of the texts", 'k' },
	{ "add", NULL, "lines that were answered belong to the collection, too, and a \"node\" in one is learnt from", 0 },
};

struct placing {
	struct command_context *ctx;
	struct text_filter_run run;
	struct text_filter_plan plan;
	struct text_resident *resident;
};

/* A line that came in. */
struct line {
	const char *id; /* JSON */
	const char *text;
	int64_t node;   /* -1 for none */
};

static bool read_line(struct placing *p, struct arena *a, struct span bytes, struct line *line)
{
	struct err *err = p->ctx->err;
	json_error_t why;
	json_t *o = json_loadb(bytes.s, bytes.n, JSON_REJECT_DUPLICATES, &why);
	const json_t *id = json_object_get(o, "id"), *node = json_object_get(o, "node");
	const char *text = json_string_value(json_object_get(o, "text"));
	*line = (struct line){ .node = -1 };
	if (!o)
		err_input(err, "not a JSON object (%s, column %d); write one {\"id\": …, \"text\": \"…\"} on each line", why.text, why.column);
	else if (!json_is_string(id) && !json_is_number(id))
		err_input(err, "no \"id\" that is a string or a number; give each line one");
	else if (!text)
		err_input(err, "no \"text\" that is a string; give each line one, \"\" where there is none");
	else if (node && !text_filter_find_node(a, &p->plan, node, &line->node))
		err_input(err, "its \"node\" is no node's \"id\" in the plan; name one that is");
	else {
		char *encoded = json_dumps(id, JSON_ENCODE_ANY);
		line->id = arena_strdup(a, encoded);
		free(encoded);
		line->text = arena_strdup(a, text);
	}
	json_decref(o);
	return line->text != NULL;
}

static void answer(struct placing *p, const struct line *line, const struct text_placed *placed)
{
	struct json j = json_to(p->ctx->out, 0);
	const char *const *ids = p->run.in.ids.v;
	json_put_object(&j, NULL);
	text_filter_put_id(&j, "id", line->id);
	json_put_string(&j, "language", text_language_code(placed->language.language));
	json_put_f64(&j, "confidence", text_filter_rounded(placed->language.confidence));
	json_put_string(&j, "kind", text_kind_code(placed->kind));
	if (placed->kind != TEXT_FIRST)
		text_filter_put_id(&j, "repeats", ids[placed->first]);
	json_put_i64(&j, "group", placed->group);
	if (p->plan.n > 0)
		text_filter_write_suggestions(&j, &p->plan, &placed->suggestions);
	json_put_array(&j, "nearest");
	for (unsigned i = 0; i < placed->n_nearest; i++) {
		json_put_object(&j, NULL);
		text_filter_put_id(&j, "id", ids[placed->nearest[i].text]);
		json_put_f64(&j, "likeness", text_filter_rounded(placed->nearest[i].likeness));
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_end(&j);
	fflush(stdout);
}

static void keep(struct placing *p, const struct line *line)
{
	struct span text = span_of(line->text);
	text_resident_add(p->resident, text);
	*VEC_PUSH(p->ctx->arena, &p->run.in.ids) = arena_strdup(p->ctx->arena, line->id);
	if (line->node >= 0)
		text_resident_learn(p->resident, text, (uint32_t)line->node);
}

/* Answers standard input line by line: a program at the other end of the pipe may wait for each. */
static bool answer_lines(struct placing *p)
{
	struct arena *a = arena_new();
	char *buffer = NULL;
	size_t room = 0;
	bool ok = true;
	ssize_t n;
	for (long number = 1; ok && (n = getline(&buffer, &room, stdin)) >= 0; number++) {
		struct span bytes = span_trim((struct span){ buffer, (size_t)n });
		struct line line;
		if (!bytes.n)
			continue;
		ok = read_line(p, a, bytes, &line) || err_at(p->ctx->err, "standard input", number, 0);
		if (ok) {
			struct text_placed placed = text_resident_place(p->resident, span_of(line.text));
			answer(p, &line, &placed);
			if (option(p->ctx, "add"))
				keep(p, &line);
		}
		arena_reset(a);
	}
	free(buffer);
	arena_free(a);
	return ok && (!ferror(stdin) || err_system(p->ctx->err, "Cannot read standard input"));
}

bool text_filter_place(struct command_context *ctx)
{
	struct placing p = { .ctx = ctx };
	int64_t k;
	if (str_eq(ctx->args[0], "-"))
		return err_input(ctx->err, "the collection is to be a file: standard input has the texts to place in it");
	if (!option_i64(ctx, "groups", 0, 1, GROUPS_MAX, &k))
		return false;
	if (option(ctx, "learn") && !option(ctx, "plan"))
		return err_input(ctx->err, "--learn needs the plan that it places texts in: give --plan TREE.json, too");
	if (option(ctx, "plan") && !text_filter_read_plan(ctx, "text place", &p.plan))
		return false;
	if (!text_filter_read(ctx, &p.run, TEXT_LINES_JSON, 1) || !text_filter_read_examples(ctx, &p.plan, &p.run.in))
		return false;
	struct text_corpus *corpus = text_prepare(ctx->arena, p.run.in.texts.v, p.run.in.texts.n, &p.run.options);
	struct text_duplicates d = text_duplicates(ctx->arena, corpus);
	struct text_space *space = text_space(ctx->arena, corpus, &d);
	struct text_groups groups = text_group(ctx->arena, space, (unsigned)k);
	p.resident = text_resident_new(space, &groups, p.plan.nodes, p.plan.n);
	text_filter_end_progress(&p.run);
	bool ok = answer_lines(&p);
	text_resident_free(p.resident);
	return ok;
}
