/* Lists as JSON or CSV, by one description of their columns. */
#include "module/api/api_internal.h"

bool api_rows_begin(struct request *rq, struct api_rows *w, const struct api_list *list)
{
	const char *format = query_text(rq, "format");
	*w = (struct api_rows){ .o = &rq->body, .csv = *format ? str_eq(format, "csv") : rq->wants_csv };
	if (*format && !w->csv && !str_eq(format, "json"))
		return false;
	if (!w->csv) {
		w->json = api_begin(rq);
		json_put_object(&w->json, NULL);
		json_put_array(&w->json, "items");
		return true;
	}
	rq->content_type = "text/csv; charset=utf-8";
	rq->download_name = arena_printf(rq->arena, "%s.csv", list->name);
	size_t n = 0;
	for (size_t i = 0; i < list->n; i++) {
		if (list->columns[i].only == API_IN_JSON)
			continue;
		if (n++ > 0)
			out_char(w->o, ',');
		out_text(w->o, list->columns[i].name);
	}
	out_text(w->o, "\r\n");
	return true;
}

void api_row_begin(struct api_rows *w)
{
	w->n_cells = 0;
	if (!w->csv)
		json_put_object(&w->json, NULL);
}

void api_row_end(struct api_rows *w)
{
	if (w->csv)
		out_text(w->o, "\r\n");
	else
		json_put_end(&w->json);
}

static void next_cell(struct api_rows *w)
{
	if (w->n_cells++ > 0)
		out_char(w->o, ',');
}

void api_put_text(struct api_rows *w, const char *name, const char *text)
{
	if (!w->csv) {
		json_put_string(&w->json, name, text);
		return;
	}
	next_cell(w);
	csv_field(w->o, text);
}

void api_put_texts(struct api_rows *w, const char *name, const char *const *texts, size_t n)
{
	if (!w->csv)
		json_put_array(&w->json, name);
	else
		next_cell(w);
	for (size_t i = 0; i < n; i++) {
		if (!w->csv)
			json_put_string(&w->json, NULL, texts[i]);
		else
			out_format(w->o, "%s%s", i > 0 ? " " : "", texts[i]);
	}
	if (!w->csv)
		json_put_end(&w->json);
}

void api_put_i64(struct api_rows *w, const char *name, int64_t number)
{
	if (!w->csv) {
		json_put_i64(&w->json, name, number);
		return;
	}
	next_cell(w);
	out_format(w->o, "%lld", (long long)number);
}

void api_put_bool(struct api_rows *w, const char *name, bool value)
{
	if (!w->csv) {
		json_put_bool(&w->json, name, value);
		return;
	}
	next_cell(w);
	out_text(w->o, value ? "true" : "false");
}

enum http_status api_rows_end(struct api_rows *w, int64_t next)
{
	if (w->csv)
		return HTTP_OK;
	json_put_end(&w->json);
	if (next)
		json_put_i64(&w->json, "next", next);
	json_put_end(&w->json);
	return HTTP_OK;
}

enum http_status api_no_format(struct request *rq)
{
	return api_problem(rq, HTTP_BAD_REQUEST, "format is json or csv.");
}

bool api_page_read(struct request *rq, struct api_page *page)
{
	page->limit = query_i64(rq, "limit", API_LIMIT);
	page->after = query_i64(rq, "after", 0);
	return page->limit >= 1 && page->limit <= API_LIMIT_MOST;
}

enum http_status api_no_limit(struct request *rq)
{
	return api_problem(rq, HTTP_BAD_REQUEST, "limit is a number from 1 to 1000.");
}
