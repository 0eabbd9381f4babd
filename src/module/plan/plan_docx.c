/*
 * A plan as a Word document, in the plan's language. Themes, and all that has
 * something below it, are headings ("Goal: A green region"), as far down as there
 * are levels of them; the rest are list items under a label for their kind. A node's
 * text and its marks follow its title: as paragraphs under a heading, as lines within
 * a list item.
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

/* The kinds of a list, above its first item. */
static void write_label(const struct writer *w, const struct plan_node *node)
{
	const struct plan_node_kind *kind = plan_node_kind(node->kind);
	if (!kind)
		return;
	if (node->depth < LEVELS) {
		docx_heading(w->docx, (int)node->depth + 1, tr_name_lang(w->lang, kind->plural));
		return;
	}
	docx_begin_block(w->docx, DOCX_PARAGRAPH, 0);
	docx_run(w->docx, tr_name_lang(w->lang, kind->plural), DOCX_BOLD);
	docx_end_block(w->docx);
}

static const char *with_kind(const struct writer *w, const struct plan_node *node)
{
	return arena_printf(w->a, "%s: ", tr_name_lang(w->lang, plan_node_kind_name(node->kind)));
}

static void write_item(const struct writer *w, size_t i)
{
	const struct plan_node *node = &w->tree->nodes[i];
	docx_begin_block(w->docx, DOCX_BULLET, at_most(w->list_level[i], LEVELS));
	if (w->list_level[i] > 1) /* deeper down no label says what it is */
		docx_run(w->docx, with_kind(w, node), 0);
	docx_run(w->docx, node->title, DOCX_BOLD);
	write_body(w->docx, node->body, true);
	write_marks(w, i);
	docx_end_block(w->docx);
}

static void write_section(const struct writer *w, size_t i)
{
	const struct plan_node *node = &w->tree->nodes[i];
	docx_begin_block(w->docx, DOCX_HEADING, (int)node->depth + 1);
	if (!str_eq(node->kind, "theme"))
		docx_run(w->docx, with_kind(w, node), 0);
	docx_run(w->docx, node->title, 0);
	docx_end_block(w->docx);
	write_body(w->docx, node->body, false);
	write_marks(w, i);
}

static void write_nodes(const struct writer *w)
{
	const struct plan_tree *tree = w->tree;
	const char *label = ""; /* the kind that the list at hand is labelled with */
	for (size_t i = 0; i < tree->n; i++) {
		const struct plan_node *node = &tree->nodes[i];
		int above = node->parent < 0 ? 0 : w->list_level[node->parent];
		if (!above && node->depth < LEVELS && (node->n_below > 0 || str_eq(node->kind, "theme"))) {
			write_section(w, i);
			label = "";
			continue;
		}
		w->list_level[i] = above + 1;
		if (!above && !str_eq(label, node->kind)) {
			write_label(w, node);
			label = node->kind;
		}
		write_item(w, i);
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
		.header = tree->plan.example ? tr_lang(lang, "This is an example. It is not the plan of any authority.")
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
