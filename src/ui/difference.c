#include "ui/difference.h"

#include "base/diff.h"

void difference_words(struct request *rq, const char *from, const char *to)
{
	static const char *const open[] = { [DIFF_SAME] = "", [DIFF_GONE] = "<del>[−", [DIFF_NEW] = "<ins>[+" };
	static const char *const close[] = { [DIFF_SAME] = "", [DIFF_GONE] = "−]</del> ", [DIFF_NEW] = "+]</ins> " };
	struct diff_piece *pieces;
	size_t n;
	diff_words(rq->arena, from, to, &pieces, &n);
	html(&rq->body, "<p class=\"plan-difference\">");
	for (size_t i = 0; i < n; i++) {
		html_markup(&rq->body, (struct markup){ open[pieces[i].kind] });
		html(&rq->body, "%.*s", (int)pieces[i].text.n, pieces[i].text.s);
		html_markup(&rq->body, (struct markup){ close[pieces[i].kind] });
	}
	html(&rq->body, "</p>\n");
}
