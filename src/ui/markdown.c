#include "ui/markdown.h"

#include "base/str.h"

#include <cmark.h>
#include <stdlib.h>
#include <strings.h>

/* Only what a click can do no harm with; a relative address would lead into our own pages. */
static bool is_safe_link(const char *target)
{
	static const char *const schemes[] = { "http://", "https://", "mailto:" };
	for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
		if (strncasecmp(target, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}

/* In a tight list, as in "- a\n- b", a paragraph is written without its element. */
static bool is_in_tight_list(cmark_node *paragraph)
{
	cmark_node *item = cmark_node_parent(paragraph);
	cmark_node *list = item ? cmark_node_parent(item) : NULL;
	return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void write_list(struct out *o, cmark_node *list, bool entering)
{
	bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
	int start = cmark_node_get_list_start(list);
	if (!entering)
		out_text(o, ordered ? "</ol>\n" : "</ul>\n");
	else if (ordered && start != 1)
		html(o, "<ol class=\"ds-list\" start=\"%d\">\n", start);
	else
		out_text(o, ordered ? "<ol class=\"ds-list\">\n" : "<ul class=\"ds-list\">\n");
}

static void write_link(struct out *o, cmark_node *link, bool entering)
{
	const char *target = cmark_node_get_url(link);
	if (!target || !is_safe_link(target))
		return; /* its text stays */
	if (entering)
		html(o, "<a class=\"ds-link\" rel=\"nofollow noopener\" href=\"%s\">", target);
	else
		out_text(o, "</a>");
}

static void write_element(struct out *o, bool entering, const char *open, const char *close)
{
	out_text(o, entering ? open : close);
}

static void write_node(struct out *o, cmark_node *node, bool entering)
{
	const char *literal = cmark_node_get_literal(node);
	struct span raw = span_trim(span_of(literal));
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
		if (!is_in_tight_list(node))
			write_element(o, entering, "<p>", "</p>\n");
		break;
	case CMARK_NODE_HEADING:
		write_element(o, entering, "<p><strong>", "</strong></p>\n");
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		write_element(o, entering, "<blockquote>\n", "</blockquote>\n");
		break;
	case CMARK_NODE_LIST:
		write_list(o, node, entering);
		break;
	case CMARK_NODE_ITEM:
		write_element(o, entering, "<li>", "</li>\n");
		break;
	case CMARK_NODE_EMPH:
		write_element(o, entering, "<em>", "</em>");
		break;
	case CMARK_NODE_STRONG:
		write_element(o, entering, "<strong>", "</strong>");
		break;
	case CMARK_NODE_LINK:
		write_link(o, node, entering);
		break;
	case CMARK_NODE_CODE_BLOCK:
		html(o, "<pre><code>%s</code></pre>\n", literal);
		break;
	case CMARK_NODE_HTML_BLOCK:
		html(o, "<p>%.*s</p>\n", (int)raw.n, raw.s);
		break;
	case CMARK_NODE_CODE:
		html(o, "<code>%s</code>", literal);
		break;
	case CMARK_NODE_TEXT:
	case CMARK_NODE_HTML_INLINE:
		html(o, "%s", literal);
		break;
	case CMARK_NODE_SOFTBREAK:
		out_char(o, '\n');
		break;
	case CMARK_NODE_LINEBREAK:
		out_text(o, "<br>\n");
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		out_text(o, "<hr>\n");
		break;
	default: /* the document; an image, whose description is the text within it */
		break;
	}
}

void markdown_html(struct out *o, const char *text)
{
	cmark_node *document = cmark_parse_document(text, strlen(text), CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
	cmark_iter *nodes = document ? cmark_iter_new(document) : NULL;
	if (!nodes)
		out_of_memory();
	for (cmark_event_type event; (event = cmark_iter_next(nodes)) != CMARK_EVENT_DONE;)
		write_node(o, cmark_iter_get_node(nodes), event == CMARK_EVENT_ENTER);
	cmark_iter_free(nodes);
	cmark_node_free(document);
}
