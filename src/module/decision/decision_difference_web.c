/* Where planning authorities have adopted different versions: what differs between them. */
#include "module/decision/decision_internal.h"

#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

static bool write_pair(struct request *rq, const struct decision_book *book, size_t first, size_t second)
{
	const struct version *a = decision_version(book, &book->standing.versions[first].digest);
	const struct version *b = decision_version(book, &book->standing.versions[second].digest);
	struct version_tree from, to;
	struct version_difference *list;
	size_t n;
	if (!a || !b)
		return true;
	if (!version_load(rq->conn, rq->arena, a, &from, &rq->err) || !version_load(rq->conn, rq->arena, b, &to, &rq->err)
	    || !version_diff(rq->conn, rq->arena, &from, &to, &list, &n, &rq->err))
		return false;
	heading(rq, 2, tr(rq, "What differs between what was adopted"));
	html_t(rq, "<p>First version: %1$s, adopted by %2$s. Second version: %3$s, adopted by %4$s.</p>", a->name,
	       decision_adopters(rq->arena, book, &a->digest), b->name, decision_adopters(rq->arena, book, &b->digest));
	html(&rq->body, "<p>%s</p>\n", tr_count(rq, "%s part of the plan differs.", "%s parts of the plan differ.", (int64_t)n));
	version_write_differences(rq, list, n, 3);
	return true;
}

bool decision_write_divergence(struct request *rq, const struct decision_book *book)
{
	const struct decision_standing *s = &book->standing;
	size_t first = 0;
	while (first < s->n_versions && s->versions[first].state != DECISION_DIVERGING)
		first++;
	if (first == s->n_versions)
		return true;
	note(rq, TONE_WARNING, tr(rq, "The planning authorities have adopted different texts. The plan is adopted when all of them have adopted "
	                              "the same version."));
	for (size_t v = first + 1; v < s->n_versions; v++)
		if (s->versions[v].state == DECISION_DIVERGING && !write_pair(rq, book, first, v))
			return false;
	return true;
}
