/*
 * Markdown from users as HTML. cmark parses; what is written comes from a fixed
 * list of elements: paragraphs, emphasis, lists, quotes, code, links. Raw HTML
 * is shown as text, an image as its description, and a link leads to http,
 * https or mailto only. Headings become bold paragraphs, so that a user's text
 * cannot disturb the outline of the page.
 */
#ifndef PLANVERK_UI_MARKDOWN_H
#define PLANVERK_UI_MARKDOWN_H

#include "base/out.h"

void markdown_html(struct out *o, const char *text);

#endif
