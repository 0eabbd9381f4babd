/* The page where a planner chooses what the table holds, and the table as a download. */
#include "module/output/output_internal.h"

#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

void output_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (rq->internal && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_WORK, tr(rq, "Tables"), href(rq, "/plan/%s/output", plan.slug));
}

static void write_choices(struct request *rq)
{
	struct choice states[DISPOSITION_STATES + 1] = { { "", tr(rq, "All") } };
	for (size_t i = 0; i < DISPOSITION_STATES; i++)
		states[i + 1] = (struct choice){ disposition_states[i].code, tr_name(rq, disposition_states[i].name) };
	const struct choice formats[] = {
		{ "docx", tr(rq, "Document for the assembly (DOCX)") }, { "xlsx", tr(rq, "Spreadsheet (XLSX)") },
		{ "csv", tr(rq, "Table (CSV)") }, { "json", tr(rq, "For programs (JSON)") } };
	const struct choice selections[] = {
		{ "", tr(rq, "Everything") }, { "anonymous", tr(rq, "Everything, without names") },
		{ "public", tr(rq, "What may be published, with published answers") } };
	field_select(rq, "format", tr(rq, "Form"), formats, ARRAY_LEN(formats), "");
	field_select(rq, "state", tr(rq, "How far the answers have come"), states, ARRAY_LEN(states), "");
	field_select(rq, "selection", tr(rq, "Selection"), selections, ARRAY_LEN(selections), "");
}

static bool write_consultations(struct request *rq, int64_t plan_id)
{
	struct consultation *list;
	size_t n;
	if (!consultation_list(rq->conn, rq->arena, plan_id, &list, &n, &rq->err))
		return false;
	struct choice *choices = arena_array(rq->arena, n + 1, sizeof *choices);
	choices[0] = (struct choice){ "", tr(rq, "All") };
	for (size_t i = 0; i < n; i++)
		choices[i + 1] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)list[i].id), list[i].title };
	if (n > 0)
		field_select(rq, "consultation", tr(rq, "Consultation"), choices, n + 1, "");
	return true;
}

/* GET /plan/{plan}/output */
enum http_status output_web_form(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "Tables of remarks and answers"));
	paragraph(rq, tr(rq, "Each remark stands in the table once. A spreadsheet has a sheet that says what was chosen. Outcome and reason that "
	                     "are filled in there are read back with `planverk disposition import`."));
	form_begin(rq, tr(rq, "Tables of remarks and answers"), href(rq, "/plan/%s/output/table", plan.slug));
	write_choices(rq);
	if (!write_consultations(rq, plan.id))
		return page_failed(rq);
	html(&rq->body, "<fieldset class=\"ds-fieldset\"><legend class=\"ds-label\">%s</legend>\n", tr(rq, "Columns (none chosen: those that the form has by itself)"));
	for (enum output_column k = 0; k < OUTPUT_COLUMNS; k++)
		field_check(rq, output_columns[k].code, tr_name(rq, output_columns[k].name), false);
	html(&rq->body, "</fieldset>\n");
	form_end(rq, tr(rq, "Download"));
	return page_end(rq);
}

static bool send(void *arg, const char *bytes, size_t n)
{
	return download_write(arg, bytes, n);
}

static bool find_state(const char *code)
{
	for (size_t i = 0; i < DISPOSITION_STATES; i++)
		if (!*code || str_eq(disposition_states[i].code, code))
			return true;
	return false;
}

/* GET /plan/{plan}/output/table */
enum http_status output_web_table(struct request *rq)
{
	struct output_choice choice = { .state = query_text(rq, "state"), .consultation = query_i64(rq, "consultation", 0), .lang = rq->lang,
	                                .public_only = str_eq(query_text(rq, "selection"), "public"),
	                                .anonymous = str_eq(query_text(rq, "selection"), "anonymous") };
	int64_t rows;
	while (choice.format < OUTPUT_FORMATS && !str_eq(output_formats[choice.format].code, query_text(rq, "format")))
		choice.format++;
	if (choice.format == OUTPUT_FORMATS || !find_state(choice.state))
		return page_bad_request(rq, tr(rq, "Choose a form."));
	for (enum output_column k = 0; k < OUTPUT_COLUMNS; k++)
		if (str_eq(query_text(rq, output_columns[k].code), "yes"))
			choice.columns[choice.n_columns++] = k;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &choice.plan, &rq->err))
		return page_failed(rq);
	rq->download_name = arena_printf(rq->arena, "%s.%s", choice.plan.slug, output_formats[choice.format].code);
	rq->content_type = output_formats[choice.format].type;
	struct out o = out_sink(send, rq);
	return output_table(rq->conn, rq->arena, &choice, &o, &rows, &rq->err) && out_ok(&o) ? HTTP_OK : page_failed(rq);
}
