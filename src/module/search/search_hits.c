/* What pages show of an answer: its hits with marks, and what became of the words. */
#include "module/search/search_internal.h"

#include "ui/parts.h"
#include "ui/translate.h"

#define SNIPPET 240 /* characters */

/* ---- Words ---- */

/* «kollektiv», «kollekt» */
static const char *quoted_list(struct request *rq, const struct search_word *w)
{
	const char *list = "";
	for (size_t i = 0; i < SEARCH_INSTEAD && w->instead[i]; i++)
		list = arena_printf(rq->arena, "%s%s«%s»", list, i ? ", " : "", w->instead[i]);
	return list;
}

static const char *fate_of(struct request *rq, const struct search_word *w)
{
	switch (w->found) {
	case SEARCH_CORRECTED:
		return tr_format(rq, "Nothing has «%s»; searched for %s instead.", w->text, quoted_list(rq, w));
	case SEARCH_BEGINNING:
		return tr_format(rq, "Searched for words that begin with «%s».", w->text);
	case SEARCH_MISSING:
		return tr_format(rq, "Nothing has «%s».", w->text);
	case SEARCH_FOUND:
		break;
	}
	return NULL;
}

void search_write_words(struct request *rq, const struct search_answer *found)
{
	for (size_t i = 0; i < found->n_words; i++) {
		const char *fate = fate_of(rq, &found->words[i]);
		if (fate)
			paragraph(rq, fate);
	}
	if (found->some)
		paragraph(rq, tr(rq, "Nothing has all of that. These have some of it."));
	if (found->only_stop_words)
		paragraph(rq, tr(rq, "Those words stand in nearly every text. Add one that says what it is about."));
	if (found->cut)
		paragraph(rq, tr_format(rq, "Only the first %d words were searched for.", SEARCH_WORDS_MAX));
}

/* ---- Hits ---- */

/* A piece of a text with its marks. */
static void write_marked(struct request *rq, struct span text, const struct search_mark *marks, size_t n,
                         size_t from, size_t end)
{
	for (size_t i = 0; i < n; i++) {
		html(&rq->body, "%.*s<mark>%.*s</mark>", (int)(marks[i].at - from), text.s + from,
		     (int)marks[i].bytes, text.s + marks[i].at);
		from = marks[i].at + marks[i].bytes;
	}
	html(&rq->body, "%.*s", (int)(end - from), text.s + from);
}

static void write_snippet(struct request *rq, const struct search_answer *found, const char *text)
{
	struct search_snippet s = search_snippet(rq->arena, found, span_of(text), SNIPPET);
	if (s.before)
		html(&rq->body, "… ");
	write_marked(rq, span_of(text), s.marks, s.n_marks, s.at, s.at + s.bytes);
	if (s.after)
		html(&rq->body, " …");
}

static void write_lang(struct request *rq, const char *language)
{
	bool known = str_eq(language, "nb") || str_eq(language, "nn") || str_eq(language, "en") || str_eq(language, "da")
	             || str_eq(language, "sv");
	if (known && !str_eq(language, lang_code(rq->lang)))
		html(&rq->body, " lang=\"%s\"", language);
}

/* A contribution has no title: its text is the link. */
static void write_link(struct request *rq, const struct search_answer *found, const struct search_row *row)
{
	html(&rq->body, "<a class=\"ds-link\" href=\"%s\"", row->path);
	write_lang(rq, row->language);
	html(&rq->body, ">");
	if (*row->title) {
		size_t n;
		struct search_mark *marks = search_marks(rq->arena, found, span_of(row->title), &n);
		write_marked(rq, span_of(row->title), marks, n, 0, strlen(row->title));
	} else {
		write_snippet(rq, found, row->text);
	}
	html(&rq->body, "</a>");
}

static void write_hit(struct request *rq, const struct search_answer *found, const struct search_hit *hit,
                      const struct search_row *row, bool in_plan)
{
	html(&rq->body, "<li><p>");
	tag(rq, TONE_NEUTRAL, tr_name(rq, row->kind));
	html(&rq->body, " ");
	write_link(rq, found, row);
	if (row->unpublished) {
		html(&rq->body, " ");
		tag(rq, TONE_WARNING, tr(rq, "Not public"));
	}
	html(&rq->body, "</p>");
	if (*row->title && *row->text) {
		html(&rq->body, "<p");
		write_lang(rq, row->language);
		html(&rq->body, ">");
		write_snippet(rq, found, row->text);
		html(&rq->body, "</p>");
	}
	bool names_plan = !in_plan && hit->kind != SEARCH_PLAN;
	if (*row->detail || names_plan)
		html(&rq->body, "<p><small>%s%s%s</small></p>", row->detail, *row->detail && names_plan ? " – " : "",
		     names_plan ? row->plan.title : "");
	html(&rq->body, "</li>\n");
}

void search_write_hits(struct request *rq, const struct search_view *view, const struct search_answer *found,
                       size_t from, size_t n, bool in_plan)
{
	html(&rq->body, "<ol class=\"hits\" start=\"%zu\">\n", from + 1);
	for (size_t i = from; i < found->n && i < from + n; i++) {
		struct search_row row;
		if (!search_row_find(rq, view, &found->hits[i], &row))
			break;
		if (row.plan_id)
			write_hit(rq, found, &found->hits[i], &row, in_plan);
	}
	html(&rq->body, "</ol>\n");
}
