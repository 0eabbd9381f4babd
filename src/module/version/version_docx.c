/*
 * A version as a document for an assembly: the whole text, with what changed since an earlier version as
 * revision marks that a word processor can accept or reject, and below each change why it was made.
 *
 * Texts stand as they were written, in Markdown, because that is what was changed.
 */
#include "module/version/version_internal.h"

#include "base/diff.h"
#include "format/docx_write.h"
#include "ui/translate.h"

#define HEADINGS 4 /* levels of them in format/docx_write.h */

struct writer {
	struct db_conn *c;
	struct arena *a;
	struct docx *docx;
	enum lang lang;
	bool notes;
	const struct version_tree *tree;
	const struct version_difference **changed; /* beside the tree's nodes; NULL where nothing did */
	struct removed *removed;                   /* by what they stood behind */
	size_t n_removed;
};

/* What only the earlier version has. */
struct removed {
	long behind; /* the node of the tree that it stood behind; -1 at the top */
	int level;
	const struct version_difference *d;
};

static void write_words(struct writer *w, const char *from, const char *to, unsigned flags)
{
	static const unsigned marks[] = { [DIFF_SAME] = 0, [DIFF_GONE] = DOCX_DELETED, [DIFF_NEW] = DOCX_INSERTED };
	struct diff_piece *pieces;
	size_t n;
	diff_words(w->a, from, to, &pieces, &n);
	for (size_t i = 0; i < n; i++)
		docx_run(w->docx, arena_strndup(w->a, pieces[i].text.s, pieces[i].text.n), flags | marks[pieces[i].kind]);
}

static void write_line(struct writer *w, const char *label, const char *text)
{
	if (!*text)
		return;
	docx_begin_block(w->docx, DOCX_CAPTION, 0);
	docx_run(w->docx, arena_printf(w->a, "%s: ", label), DOCX_BOLD);
	docx_run(w->docx, text, 0);
	docx_end_block(w->docx);
}

static void write_node(struct writer *w, int level, const struct version_text *before, const struct version_text *after,
                       enum docx_run_flags mark)
{
	const char *kind = plan_node_kind_name(*after->kind ? after->kind : before->kind);
	docx_begin_marked_block(w->docx, DOCX_HEADING, level, mark);
	docx_run(w->docx, arena_printf(w->a, "%s: ", tr_name_lang(w->lang, kind)), mark);
	write_words(w, before->title, after->title, 0);
	docx_end_block(w->docx);
	if (!*before->body && !*after->body)
		return;
	docx_begin_marked_block(w->docx, DOCX_PARAGRAPH, 0, mark);
	write_words(w, before->body, after->body, 0);
	docx_end_block(w->docx);
}

static void write_change(struct writer *w, int level, const struct version_difference *d)
{
	write_node(w, level, &d->before, &d->after,
	           d->changes & VERSION_ADDED ? DOCX_INSERTED : d->changes & VERSION_REMOVED ? DOCX_DELETED : 0);
	if (d->changes & (VERSION_MOVED | VERSION_OTHER))
		write_line(w, tr_lang(w->lang, "Changed"),
		           tr_name_lang(w->lang, d->changes & VERSION_MOVED ? "Moved" : "Other changes: links, keywords, goals, kind"));
	write_line(w, tr_lang(w->lang, "From the answers"), d->answers);
	if (w->notes)
		write_line(w, tr_lang(w->lang, "Why"), d->notes);
}

static void write_removed(struct writer *w, long behind)
{
	for (size_t i = 0; i < w->n_removed; i++)
		if (w->removed[i].behind == behind)
			write_change(w, w->removed[i].level, w->removed[i].d);
}

static int level_of(const struct version_tree *tree, size_t i)
{
	int level = 1;
	for (long above = tree->nodes[i].parent; above >= 0; above = tree->nodes[above].parent)
		level++;
	return level < HEADINGS ? level : HEADINGS;
}

static bool write_tree(struct writer *w, struct err *err)
{
	write_removed(w, -1);
	for (size_t i = 0; i < w->tree->n; i++) {
		struct version_text text;
		if (w->changed[i]) {
			write_change(w, level_of(w->tree, i), w->changed[i]);
		} else {
			if (!version_text(w->c, w->a, &w->tree->nodes[i].text, &text, err))
				return false;
			write_node(w, level_of(w->tree, i), &text, &text, 0);
		}
		write_removed(w, (long)i);
	}
	return true;
}

/* Which node of the tree each difference is of; what is gone stands behind the last node before it that is still there. */
static void place(struct writer *w, const struct version_tree *since, const struct version_difference *list, size_t n)
{
	size_t next = 0;
	long behind = -1;
	for (size_t i = 0; i < w->tree->n && next < n; i++)
		if (list[next].node_id == w->tree->nodes[i].node_id)
			w->changed[i] = &list[next++];
	w->removed = arena_array(w->a, n - next, sizeof *w->removed);
	for (size_t i = 0; i < since->n; i++) {
		if (next < n && list[next].node_id == since->nodes[i].node_id) {
			w->removed[w->n_removed++] = (struct removed){ behind, level_of(since, i), &list[next++] };
			continue;
		}
		for (size_t k = 0; k < w->tree->n; k++)
			if (w->tree->nodes[k].node_id == since->nodes[i].node_id)
				behind = (long)k;
	}
}

bool version_write_docx(struct db_conn *c, struct arena *a, struct out *o, const struct plan *plan,
                        const struct version_tree *since, const struct version_tree *version, bool notes, struct err *err)
{
	static const char *const tags[] = { [LANG_NB] = "nb-NO", [LANG_NN] = "nn-NO", [LANG_EN] = "en-GB" };
	struct version_difference *list = NULL;
	size_t n = 0;
	char hex[DIGEST_HEX_SIZE];
	struct writer w = { .c = c, .a = a, .lang = LANG_NB, .notes = notes, .tree = version,
	                    .changed = arena_array(a, version->n, sizeof *w.changed) };
	lang_parse(plan->language, &w.lang);
	if (since && !version_diff(c, a, since, version, &list, &n, err))
		return false;
	if (since)
		place(&w, since, list, n);
	struct docx_info info = {
		.title = plan->title, .show_title = true, .language = tags[w.lang], .author = "Planverk", .subject = version->version.name,
		.created = version->version.made_at, .page_numbers = true,
		.header = plan->example ? tr_lang(w.lang, "This is an example. It is not the plan of any authority.") : NULL,
	};
	w.docx = docx_begin(a, o, &info);
	digest_hex(&version->version.digest, hex);
	write_line(&w, tr_lang(w.lang, "Version"), version->version.name);
	write_line(&w, tr_lang(w.lang, "Hash"), hex);
	if (since) {
		write_line(&w, tr_lang(w.lang, "Marks show what changed since"), since->version.name);
		if (n == 0)
			docx_paragraph(w.docx, tr_lang(w.lang, "The two versions are the same."));
	}
	return write_tree(&w, err) && docx_end(w.docx, err);
}
