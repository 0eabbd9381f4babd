#include "ui/table.h"

#include "ui/page.h"
#include "ui/translate.h"

/* The frame around the table takes the keyboard's focus, so that its arrows scroll it. */
void table_begin_(struct request *rq, const char *caption, const struct table_column *columns, size_t n)
{
	unsigned id = page_unique(rq);
	html(&rq->body, "<div class=\"table-frame\" role=\"group\" tabindex=\"0\" aria-labelledby=\"t%u\">\n"
	     "<table class=\"ds-table\">\n<caption id=\"t%u\">%s</caption>\n<thead><tr>", id, id, caption);
	for (size_t i = 0; i < n; i++)
		html(&rq->body, "<th scope=\"col\"%s>%s</th>", columns[i].kind == COLUMN_NUMBER ? " class=number" : "",
		     columns[i].label);
	html(&rq->body, "</tr></thead>\n<tbody>\n");
}

void table_end(struct request *rq)
{
	html(&rq->body, "</tbody>\n</table>\n</div>\n");
}

void row_begin(struct request *rq)
{
	html(&rq->body, "<tr>");
}

void row_end(struct request *rq)
{
	html(&rq->body, "</tr>\n");
}

void head_text(struct request *rq, const char *text)
{
	html(&rq->body, "<th scope=\"row\">%s</th>", text);
}

void head_link(struct request *rq, const char *target, const char *text)
{
	html(&rq->body, "<th scope=\"row\"><a class=\"ds-link\" href=\"%s\">%s</a></th>", target, text);
}

void cell_text(struct request *rq, const char *text)
{
	html(&rq->body, "<td>%s</td>", text);
}

void cell_link(struct request *rq, const char *target, const char *text)
{
	html(&rq->body, "<td><a class=\"ds-link\" href=\"%s\">%s</a></td>", target, text);
}

void cell_number(struct request *rq, int64_t n)
{
	html(&rq->body, "<td class=\"number\">%s</td>", tr_number(rq->arena, rq->lang, n));
}

void cell_number_link(struct request *rq, const char *target, int64_t n)
{
	html(&rq->body, "<td class=\"number\"><a class=\"ds-link\" href=\"%s\">%s</a></td>", target,
	     tr_number(rq->arena, rq->lang, n));
}

void cell_figure(struct request *rq, const char *text)
{
	html(&rq->body, "<td class=\"number\">%s</td>", text);
}

void cell_decimal(struct request *rq, double value, int decimals)
{
	html(&rq->body, "<td class=\"number\">%s</td>", tr_decimal(rq->arena, rq->lang, value, decimals));
}

void cell_begin(struct request *rq)
{
	html(&rq->body, "<td>");
}

void cell_end(struct request *rq)
{
	html(&rq->body, "</td>");
}
