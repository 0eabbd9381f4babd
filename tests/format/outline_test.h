/* What tests of the outline reader share: trees as text, one node on each line. */
#ifndef PLANVERK_TESTS_FORMAT_OUTLINE_H
#define PLANVERK_TESTS_FORMAT_OUTLINE_H

#include "base/out.h"
#include "format/outline.h"
#include "format_test.h"

static inline struct outline outline_parsed(struct arena *a, const char *text, enum outline_form form)
{
	struct outline o;
	struct err err = { 0 };
	assert_ok(outline_read_bytes(a, span_of(text), "plan.txt", form, &o, &err), err);
	return o;
}

static inline size_t outline_count(const struct outline *o, enum outline_kind kind)
{
	size_t n = 0;
	for (size_t i = 0; i < o->n_nodes; i++)
		n += o->nodes[i].kind == kind;
	return n;
}

/* "goal: Title | body" indented by depth, with marks; contributions below, by node. */
static inline const char *outline_drawn(struct arena *a, const struct outline *o)
{
	struct out out = out_memory(a);
	out_format(&out, "%s\n", o->title);
	for (size_t i = 0; i < o->n_nodes; i++) {
		const struct outline_node *n = &o->nodes[i];
		for (long p = n->parent; p >= 0; p = o->nodes[p].parent)
			out_text(&out, "  ");
		out_format(&out, "%s: %s", outline_kind_code(n->kind), n->title);
		if (*n->body)
			out_format(&out, " | %s", n->body);
		for (size_t k = 0; k < n->n_keywords; k++)
			out_format(&out, " #%s", n->keywords[k]);
		if (*n->addressee)
			out_format(&out, " @%s", n->addressee);
		out_format(&out, "%s%s\n", n->cross_cutting ? " (cross-cutting)" : "",
		           n->asked == OUTLINE_NOT_ASKED ? " (not asked)" : "");
	}
	for (long node = -1; node < (long)o->n_nodes; node++)
		for (size_t i = 0; i < o->n_contributions; i++)
			if (o->contributions[i].node == node)
				out_format(&out, "%s [%s; %s] %s\n", node < 0 ? "-" : o->nodes[node].title, o->contributions[i].group,
				           o->contributions[i].topic, o->contributions[i].text);
	return out_string(&out);
}

/* Written as Markdown and read again, the tree is the same. */
static inline void assert_round_trip(struct arena *a, const struct outline *o)
{
	struct out markdown = out_memory(a);
	outline_write_markdown(&markdown, o);
	struct outline again = outline_parsed(a, out_string(&markdown), OUTLINE_MARKDOWN);
	assert_string_equal(outline_drawn(a, &again), outline_drawn(a, o));
}

/* Each line has one entry in the log, in order. */
static inline void assert_log_is_complete(const struct outline *o)
{
	for (size_t i = 0; i < o->n_log; i++) {
		assert_int_equal(o->log[i].line, i + 1);
		assert_non_null(o->log[i].what);
		assert_int_equal(o->log[i].left_alone, str_eq(o->log[i].what, OUTLINE_SAID_NOTHING));
	}
}

#endif
