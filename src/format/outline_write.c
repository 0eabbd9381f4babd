/*
 * An outline as Markdown that reads back to the same tree:
 *
 *   # Title
 *   ## Klima                     a theme; its body below
 *   ### Utfordringer             a label, with a list of challenges
 *   ### Hovedmål: En grønn region    a node that has nodes below it
 *   ### Innspill fra faggruppa   contributions, by topic
 *   ## Tverrgående temaer        themes below this one are cross-cutting
 *
 * An item whose title is more than one sentence, or that has a body, has its title
 * in bold and the rest in paragraphs of the same item.
 */
#include "format/outline_internal.h"

#include <assert.h>

#define INDENT "    "

struct writer {
	struct arena *arena;
	struct out *out;
	const struct outline *outline;
	size_t *end; /* of each node: the index behind its last descendant */
	long *first; /* contribution of each node, -1 for none; those of no node stand at the end */
	long *next;  /* contribution of the same node */
};

static void heading(struct writer *w, int level, const char *prefix, const char *text)
{
	out_text(w->out, "\n");
	for (int i = 0; i < level && i < OUTLINE_LEVELS; i++)
		out_char(w->out, '#');
	out_format(w->out, " %s", prefix);
	/* A number would be dropped, and a # at the end taken for the closing marks of a heading. */
	size_t digits = !*prefix && outline_number_of(text).sure ? strspn(text, "0123456789") : 0;
	out_format(w->out, "%.*s%s%s%s\n", (int)digits, text, digits ? "\\" : "", text + digits,
	           str_ends(text, "#") ? " #" : "");
}

/* ---- Bodies ---- */

/* Whether the code block that a line opens is closed in the same text. */
static bool is_closed(struct span rest, char mark, size_t marks)
{
	while (rest.s)
		if (outline_closes_fence(span_trim(span_cut(&rest, '\n')), mark, marks))
			return true;
	return false;
}

/* Whether a line would be read as more than text, and needs a backslash. */
static bool needs_backslash(struct writer *w, const char *text)
{
	const char *marker;
	return *text && !outline_marker(w->arena, text, true, &marker)
	       && outline_is_structure(w->arena, text + strspn(text, "\\"));
}

static void write_lines(struct writer *w, struct span rest, const char *indent)
{
	char mark = '\0';
	size_t marks = 0; /* of the code block that is open */
	while (rest.s) {
		struct span line = span_cut(&rest, '\n'), text = span_trim(line);
		size_t fence = outline_fence(text);
		bool opens = !marks && fence && is_closed(rest, *text.s, fence);
		const char *behind = arena_strndup(w->arena, text.s, text.n);
		if (text.n)
			out_format(w->out, "%s%.*s", indent, (int)(text.s - line.s), line.s);
		out_format(w->out, "%s%s\n", !marks && !opens && needs_backslash(w, behind) ? "\\" : "", behind);
		if (opens) {
			mark = *text.s;
			marks = fence;
		} else if (marks && outline_closes_fence(text, mark, marks)) {
			marks = 0;
		}
	}
}

static void write_body(struct writer *w, const char *body, const char *indent)
{
	if (!*body)
		return;
	out_char(w->out, '\n');
	write_lines(w, span_of(body), indent);
}

/* Whether the addressee is another than what reading the title would give. */
static bool has_own_addressee(struct writer *w, const struct outline_node *node)
{
	const char *derived = node->kind == OUTLINE_POSITION ? outline_addressee_of(w->arena, node->title) : "";
	return !str_eq(str_or(node->addressee, ""), derived);
}

static void write_properties(struct writer *w, const struct outline_node *node, const char *indent)
{
	if (node->n_keywords) {
		out_format(w->out, "\n%sNøkkelord: ", indent);
		for (size_t i = 0; i < node->n_keywords; i++)
			out_format(w->out, "%s%s", i ? ", " : "", node->keywords[i]);
		out_char(w->out, '\n');
	}
	if (has_own_addressee(w, node))
		out_format(w->out, "\n%sAdressat: %s\n", indent, outline_addressee_bokmal(str_or(node->addressee, "")));
}

/* ---- Contributions ---- */

static size_t slot(const struct outline *o, long node)
{
	return node >= 0 ? (size_t)node : o->n_nodes;
}

/* Links the contributions of each node, in order. */
static void link_contributions(struct writer *w)
{
	const struct outline *o = w->outline;
	w->first = arena_array(w->arena, o->n_nodes + 1, sizeof *w->first);
	w->next = arena_array(w->arena, o->n_contributions, sizeof *w->next);
	for (size_t i = 0; i <= o->n_nodes; i++)
		w->first[i] = -1;
	for (size_t i = o->n_contributions; i-- > 0;) {
		long *first = &w->first[slot(o, o->contributions[i].node)];
		w->next[i] = *first;
		*first = (long)i;
	}
}

static void begin_section(struct writer *w, const char *group, int level)
{
	heading(w, level, *group ? "Innspill fra " : "Innspill", group);
}

static void write_topic(struct writer *w, const char *topic, int level)
{
	/* What does not look like a topic when read back is made one by a heading. */
	bool plain = (outline_looks_like_title(w->arena, topic) || outline_is_label(w->arena, topic))
	             && !strchr("#-+*_>`~=0123456789\\", *topic);
	if (plain)
		out_format(w->out, "\n%s:\n", topic);
	else
		heading(w, level + 1, "", topic);
}

static void write_contribution(struct writer *w, const char *text)
{
	struct span rest = span_of(text), first = span_cut(&rest, '\n');
	out_format(w->out, "- %.*s\n", (int)first.n, first.s);
	write_lines(w, rest, INDENT);
}

static void write_not_asked(struct writer *w)
{
	out_text(w->out, "\nGruppene ble ikke utfordret på dette.\n");
}

static void write_contributions(struct writer *w, long node, int level)
{
	const struct outline *o = w->outline;
	bool not_asked = node >= 0 && o->nodes[node].asked == OUTLINE_NOT_ASKED;
	long first = w->first[slot(o, node)];
	const char *group = NULL, *topic = NULL;
	if (first < 0 && not_asked) {
		begin_section(w, "", level);
		write_not_asked(w);
	}
	for (long i = first; i >= 0; i = w->next[i]) {
		const struct outline_contribution *c = &o->contributions[i];
		/* A topic lasts to the end of its section. */
		bool same_section = group && str_eq(group, c->group) && (*c->topic || !*topic);
		bool same_topic = same_section && str_eq(topic, c->topic);
		if (!same_section)
			begin_section(w, c->group, level);
		if (i == first && not_asked)
			write_not_asked(w);
		if (*c->topic && !same_topic)
			write_topic(w, c->topic, level);
		if (!same_topic)
			out_char(w->out, '\n');
		group = c->group;
		topic = c->topic;
		write_contribution(w, c->text);
	}
}

/* ---- Nodes ---- */

/* Whether a heading of this text would be read as something else than a theme. */
static bool needs_kind(struct writer *w, const char *title)
{
	struct outline_label label;
	enum outline_kind kind;
	const char *group;
	return outline_label_of(w->arena, title, &label)
	       || outline_label_heading(w->arena, title, &kind) || outline_is_contributions(w->arena, title, &group)
	       || outline_is_cross_cutting(w->arena, title) || outline_names_themes(w->arena, title) || outline_is_contents_heading(w->arena, title)
	       || str_ends(title, ":") || str_starts(title, "**");
}

static const char *prefix_of(struct writer *w, const struct outline_node *node)
{
	if (node->kind == OUTLINE_THEME && !needs_kind(w, node->title))
		return "";
	return arena_printf(w->arena, "%s: ", outline_label_bokmal(node->kind, false));
}

/* Whether an item of this text reads back to the same title without bold. */
static bool is_plain_title(struct writer *w, const char *title)
{
	const char *same, *rest;
	outline_split_title(w->arena, title, &same, &rest);
	return str_eq(title, same) && !*rest && !strchr("-+*_#>0123456789`~=", *title);
}

static void write_item(struct writer *w, const struct outline_node *node)
{
	const char *title = outline_one_line(w->arena, span_of(node->title));
	if (is_plain_title(w, title) && !*node->body && !node->n_keywords && !has_own_addressee(w, node)) {
		out_format(w->out, "- %s\n", title);
		return;
	}
	out_format(w->out, "- **%s**\n", title);
	write_body(w, node->body, INDENT);
	write_properties(w, node, INDENT);
}

static void write_children(struct writer *w, long parent, size_t from, size_t to, int level);

static void write_section(struct writer *w, size_t i, int level)
{
	const struct outline_node *node = &w->outline->nodes[i];
	heading(w, level, prefix_of(w, node), outline_one_line(w->arena, span_of(node->title)));
	write_body(w, node->body, "");
	write_properties(w, node, "");
	write_children(w, (long)i, i + 1, w->end[i], level + 1);
}

static bool is_section(const struct writer *w, size_t i)
{
	const struct outline_node *node = &w->outline->nodes[i];
	return node->kind == OUTLINE_THEME || w->end[i] > i + 1 || node->asked == OUTLINE_NOT_ASKED
	       || w->first[i] >= 0;
}

/* Contributions stand before the first theme below, so that they are not taken for its own. */
static void write_children(struct writer *w, long parent, size_t from, size_t to, int level)
{
	enum outline_kind label = OUTLINE_KINDS;
	bool cross_cutting = false, contributions = true;
	for (size_t i = from; i < to; i = w->end[i]) {
		const struct outline_node *node = &w->outline->nodes[i];
		assert(node->kind < OUTLINE_KINDS);
		bool theme = node->kind == OUTLINE_THEME;
		if (theme && contributions) {
			write_contributions(w, parent, level);
			contributions = false;
		}
		if (theme && node->cross_cutting && !cross_cutting)
			heading(w, level, "Tverrgående temaer", "");
		cross_cutting = theme && node->cross_cutting;
		if (is_section(w, i)) {
			label = OUTLINE_KINDS;
			write_section(w, i, level + cross_cutting);
			continue;
		}
		if (label != node->kind) {
			label = node->kind;
			heading(w, level, outline_label_bokmal(label, true), "");
			out_char(w->out, '\n');
		}
		write_item(w, node);
	}
	if (contributions)
		write_contributions(w, parent, level);
}

static size_t *subtree_ends(struct arena *a, const struct outline *o)
{
	size_t *end = arena_array(a, o->n_nodes, sizeof *end);
	for (size_t i = o->n_nodes; i-- > 0;) {
		long parent = o->nodes[i].parent;
		end[i] = end[i] ? end[i] : i + 1;
		if (parent >= 0 && end[parent] < end[i])
			end[parent] = end[i];
	}
	return end;
}

void outline_write_markdown(struct out *o, const struct outline *outline)
{
	struct arena *a = arena_new();
	struct writer w = { .arena = a, .out = o, .outline = outline, .end = subtree_ends(a, outline) };
	link_contributions(&w);
	const char *title = outline_one_line(a, span_of(outline->title));
	if (*title)
		out_format(o, "# %s%s\n", title, str_ends(title, "#") ? " #" : "");
	write_children(&w, -1, 0, outline->n_nodes, 2);
	arena_free(a);
}
