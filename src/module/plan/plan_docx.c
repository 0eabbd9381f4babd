/*
 * A plan as a Word document, in the plan's language. Themes are headings; below a
 * theme the goals, strategies and so on stand under a heading for each kind, as
 * lists whose indentation is the tree's. A node's text and its marks follow its
 * title: as paragraphs under a heading, as lines within a list item.
 */
#include "module/plan/plan_internal.h"

#include "format/docx_write.h"
#include "ui/translate.h"

#include <cmark.h>

#define LEVELS 4 /* of headings and of lists in format/docx_write.h */

struct writer {
	struct docx *docx;
	struct arena *a;
	const struct plan_tree *tree;
	enum lang lang;
	int *list_level; /* of each node; 0: a heading */
};

static int at_most(int level, int most)
{
	return level < most ? level : most;
}

/* ---- Markdown ---- */

/* A body on its way through cmark's events. */
struct body {
	struct docx *docx;
	bool in_item; /* lines of an open block instead of blocks of their own */
	int lists;    /* open around this point */
	int emphasis, strong;
};

static void begin_text_block(struct body *b, cmark_node *node)
{
	bool first_of_item = b->lists > 0 && !cmark_node_previous(node);
	if (b->in_item)
		docx_run(b->docx, first_of_item ? "\n– " : "\n", 0);
	else if (first_of_item)
		docx_begin_block(b->docx, DOCX_BULLET, at_most(b->lists, LEVELS));
	else
		docx_begin_block(b->docx, DOCX_PARAGRAPH, 0);
}

static void end_text_block(struct body *b)
{
	if (!b->in_item)
		docx_end_block(b->docx);
}

static void write_text(struct body *b, const char *text)
{
	docx_run(b->docx, text, (b->strong ? DOCX_BOLD : 0u) | (b->emphasis ? DOCX_ITALIC : 0u));
}

static void enter_node(struct body *b, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_LIST: b->lists++; break;
	case CMARK_NODE_EMPH: b->emphasis++; break;
	case CMARK_NODE_STRONG: b->strong++; break;
	case CMARK_NODE_HEADING: /* bold, since the plan's own headings are the tree */
		b->strong++;
		begin_text_block(b, node);
		break;
	case CMARK_NODE_PARAGRAPH: begin_text_block(b, node); break;
	case CMARK_NODE_CODE_BLOCK:
		begin_text_block(b, node);
		write_text(b, cmark_node_get_literal(node));
		end_text_block(b);
		break;
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE: write_text(b, cmark_node_get_literal(node)); break;
	case CMARK_NODE_SOFTBREAK: write_text(b, " "); break;
	case CMARK_NODE_LINEBREAK: write_text(b, "\n"); break;
	default: break; /* HTML is never accepted, and the rest has no text */
	}
}

static void leave_node(struct body *b, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_LIST: b->lists--; break;
	case CMARK_NODE_EMPH: b->emphasis--; break;
	case CMARK_NODE_STRONG: b->strong--; break;
	case CMARK_NODE_HEADING:
		b->strong--;
		end_text_block(b);
		break;
	case CMARK_NODE_PARAGRAPH: end_text_block(b); break;
	case CMARK_NODE_LINK: /* paper has no links to follow */
		write_text(b, " (");
		write_text(b, cmark_node_get_url(node));
		write_text(b, ")");
		break;
	default: break;
	}
}

static void write_body(struct docx *docx, const char *markdown, bool in_item)
{
	struct body body = { .docx = docx, .in_item = in_item };
	cmark_event_type event;
	cmark_node *document = cmark_parse_document(markdown, strlen(markdown), CMARK_OPT_DEFAULT);
	cmark_iter *iter = cmark_iter_new(document);
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		if (event == CMARK_EVENT_ENTER)
			enter_node(&body, cmark_iter_get_node(iter));
		else
			leave_node(&body, cmark_iter_get_node(iter));
	}
	cmark_iter_free(iter);
	cmark_node_free(document);
}

/* ---- Nodes ---- */

/* "Keywords: a, b" below a node's title. A label without a value stands alone. */
static void write_mark(const struct writer *w, bool in_item, const char *label, const char *value)
{
	if (in_item)
		docx_run(w->docx, "\n", 0);
	else
		docx_begin_block(w->docx, DOCX_PARAGRAPH, 0);
	docx_run(w->docx, value ? arena_printf(w->a, "%s: ", label) : label, DOCX_ITALIC);
	if (value)
		docx_run(w->docx, value, 0);
	if (!in_item)
		docx_end_block(w->docx);
}

static const char *keyword_list(const struct writer *w, const struct plan_node *node)
{
	struct out o = out_memory(w->a);
	for (size_t i = 0; i < node->n_keywords; i++)
		out_format(&o, "%s%s", i ? ", " : "", node->keywords[i]);
	return out_string(&o);
}

static const char *sdg_list(const struct writer *w, const struct plan_node *node)
{
	struct out o = out_memory(w->a);
	for (unsigned sdg = 1; sdg <= PLAN_SDGS; sdg++)
		if (node->sdgs >> sdg & 1)
			out_format(&o, "%s%u %s", o.total ? "; " : "", sdg, tr_name_lang(w->lang, plan_sdgs[sdg].name));
	return out_string(&o);
}

static void write_links(const struct writer *w, size_t node, bool in_item)
{
	for (size_t i = 0; i < w->tree->n_links; i++) {
		const struct plan_link *link = &w->tree->links[i];
		const struct plan_link_kind *kind = plan_link_kind(link->kind);
		if (link->from != node || !kind)
			continue;
		const char *target = link->to >= 0 ? w->tree->nodes[link->to].title : link->external;
		write_mark(w, in_item, tr_name_lang(w->lang, kind->forward),
		           *link->note ? arena_printf(w->a, "%s (%s)", target, link->note) : target);
	}
}

static void write_marks(const struct writer *w, size_t i)
{
	const struct plan_node *node = &w->tree->nodes[i];
	const struct plan_addressee *addressee = plan_addressee(node->addressee);
	bool in_item = w->list_level[i] > 0;
	if (addressee)
		write_mark(w, in_item, tr_lang(w->lang, "Addressed to"), tr_name_lang(w->lang, addressee->name));
	if (node->cross_cutting)
		write_mark(w, in_item, tr_lang(w->lang, "Cross-cutting"), NULL);
	if (str_eq(node->asked, "not_asked"))
		write_mark(w, in_item, tr_lang(w->lang, "Those concerned have not been asked"), NULL);
	if (node->sdgs)
		write_mark(w, in_item, tr_lang(w->lang, "UN goals"), sdg_list(w, node));
	if (node->n_keywords)
		write_mark(w, in_item, tr_lang(w->lang, "Keywords"), keyword_list(w, node));
	write_links(w, i, in_item);
}

/* A heading for the kind where a list of nodes of that kind begins. */
static void write_kind_heading(const struct writer *w, size_t i, long previous_sibling)
{
	const struct plan_node *node = &w->tree->nodes[i];
	const struct plan_node_kind *kind = plan_node_kind(node->kind);
	bool begins = previous_sibling < 0 || !str_eq(w->tree->nodes[previous_sibling].kind, node->kind);
	if (begins && kind)
		docx_heading(w->docx, at_most((int)node->depth + 1, LEVELS), tr_name_lang(w->lang, kind->plural));
}

static void write_item(const struct writer *w, size_t i)
{
	const struct plan_node *node = &w->tree->nodes[i];
	docx_begin_block(w->docx, DOCX_BULLET, at_most(w->list_level[i], LEVELS));
	if (w->list_level[i] > 1) /* deeper down no heading says what it is */
		docx_run(w->docx, arena_printf(w->a, "%s: ", tr_name_lang(w->lang, plan_node_kind_name(node->kind))), 0);
	docx_run(w->docx, node->title, DOCX_BOLD);
	write_body(w->docx, node->body, true);
	write_marks(w, i);
	docx_end_block(w->docx);
}

static void write_nodes(struct writer *w)
{
	const struct plan_tree *tree = w->tree;
	/* At each depth the sibling before, -1 for none. No tree is deeper than it has nodes. */
	long *last_child = arena_array(w->a, tree->n + 1, sizeof *last_child);
	last_child[0] = -1;
	for (size_t i = 0; i < tree->n; i++) {
		const struct plan_node *node = &tree->nodes[i];
		int above = node->parent < 0 ? 0 : w->list_level[node->parent];
		if (above > 0 || !str_eq(node->kind, "theme")) {
			w->list_level[i] = above + 1;
			if (above == 0)
				write_kind_heading(w, i, last_child[node->depth]);
			write_item(w, i);
		} else {
			docx_heading(w->docx, at_most((int)node->depth + 1, LEVELS), node->title);
			write_body(w->docx, node->body, false);
			write_marks(w, i);
		}
		last_child[node->depth] = (long)i;
		last_child[node->depth + 1] = -1;
	}
}

bool plan_write_docx(struct out *o, struct arena *a, const struct plan_tree *tree, struct err *err)
{
	static const char *const tags[] = { [LANG_NB] = "nb-NO", [LANG_NN] = "nn-NO", [LANG_EN] = "en-GB" };
	enum lang lang = LANG_NB;
	lang_parse(tree->plan.language, &lang);
	struct docx_info info = {
		.title = tree->plan.title,
		.show_title = true,
		.language = tags[lang],
		.subject = tree->plan.period,
		.header = tree->plan.example ? tr_lang(lang, "This is an example. The plan and everything in it are made up.")
		                             : NULL,
		.page_numbers = true,
	};
	struct writer w = {
		.docx = docx_begin(a, o, &info),
		.a = a,
		.tree = tree,
		.lang = lang,
		.list_level = arena_array(a, tree->n, sizeof *w.list_level),
	};
	if (*tree->plan.period)
		docx_paragraph(w.docx, tree->plan.period);
	write_body(w.docx, tree->plan.description, false);
	write_nodes(&w);
	return docx_end(w.docx, err);
}
