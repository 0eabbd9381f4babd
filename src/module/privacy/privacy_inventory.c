/* The inventory: every table with personal data, why, on what ground, how long, and how it is erased. */
#include "module/privacy/privacy_internal.h"

#include "ui/form.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

/* ---- planverk privacy inventory ---- */

static void line_json(void *arg, const char *module, const struct personal *p)
{
	struct json *j = arg;
	const struct privacy_purpose *purpose = privacy_purpose(p->purpose);
	json_put_object(j, NULL);
	json_put_string(j, "module", module);
	json_put_string(j, "table", p->table);
	json_put_string(j, "columns", p->columns);
	json_put_string(j, "purpose", purpose->code);
	json_put_string(j, "ground", purpose->ground);
	if (purpose->counted)
		json_put_i64(j, "months", purpose->months);
	else
		json_put_null(j, "months");
	json_put_string(j, "counted_from", purpose->counted);
	json_put_string(j, "erasure", p->erasure);
	json_put_end(j);
}

static void line_text(void *arg, const char *module, const struct personal *p)
{
	struct command_context *ctx = arg;
	const struct privacy_purpose *purpose = privacy_purpose(p->purpose);
	out_format(ctx->out, "%s (%s): %s\n  %s. %s\n", p->table, module, p->columns, purpose->name, purpose->ground);
	if (purpose->counted)
		out_format(ctx->out, "  Kept for %lld months from %s.\n", (long long)purpose->months, purpose->counted);
	else
		out_text(ctx->out, "  Kept for the archive.\n");
	out_format(ctx->out, "  On erasure: %s\n", p->erasure);
}

bool privacy_run_inventory(struct command_context *ctx)
{
	if (!ctx->json) {
		personal_each(line_text, ctx);
		return true;
	}
	struct json j = json_to(ctx->out, 0);
	json_put_object(&j, NULL);
	json_put_array(&j, "inventory");
	personal_each(line_json, &j);
	json_put_end(&j);
	json_put_array(&j, "exceptions");
	for (size_t i = 0; i < privacy_exceptions_len; i++) {
		json_put_object(&j, NULL);
		json_put_string(&j, "table", privacy_exceptions[i].table);
		json_put_string(&j, "column", privacy_exceptions[i].column);
		json_put_string(&j, "reason", privacy_exceptions[i].reason);
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_end(&j);
	return true;
}

/* ---- GET /admin/privacy ---- */

static void line_row(void *arg, const char *module, const struct personal *p)
{
	struct request *rq = arg;
	(void)module;
	row_begin(rq);
	head_text(rq, p->table);
	cell_text(rq, p->columns);
	cell_text(rq, tr_name(rq, privacy_purpose(p->purpose)->name));
	cell_text(rq, tr_name(rq, p->erasure));
	row_end(rq);
}

static void write_purposes(struct request *rq)
{
	heading(rq, 2, tr(rq, "Purposes"));
	table_begin(rq, tr(rq, "Purposes"), { tr(rq, "Purpose"), COLUMN_TEXT }, { tr(rq, "Why"), COLUMN_TEXT },
	            { tr(rq, "Legal ground"), COLUMN_TEXT }, { tr(rq, "How long"), COLUMN_TEXT });
	for (size_t i = 0; i < privacy_purposes_len; i++) {
		const struct privacy_purpose *p = &privacy_purposes[i];
		row_begin(rq);
		head_text(rq, tr_name(rq, p->name));
		cell_text(rq, tr_name(rq, p->why));
		cell_text(rq, tr_name(rq, p->ground));
		cell_text(rq, privacy_period(rq, p, p->months));
		row_end(rq);
	}
	table_end(rq);
}

const char *privacy_period(struct request *rq, const struct privacy_purpose *p, int64_t months)
{
	if (!p->counted)
		return tr(rq, "Kept for the archive");
	return tr_format(rq, "%s, counted from %s", tr_count(rq, "%s month", "%s months", months), tr_name(rq, p->counted));
}

void privacy_page_admin(struct request *rq)
{
	page_nav(rq, NAV_ADMIN, tr(rq, "Users"), "/admin/users");
	page_nav(rq, NAV_ADMIN, tr(rq, "Security"), "/admin/security");
	page_nav(rq, NAV_ADMIN, tr(rq, "Personal data"), "/admin/privacy");
}

enum http_status privacy_web_inventory(struct request *rq)
{
	privacy_page_admin(rq);
	page_begin(rq, tr(rq, "Personal data"));
	paragraph(rq, tr(rq, "What this service knows of persons. The list is made by the program from the tables of its "
	                     "database, and the privacy statement is made from it."));
	html(&rq->body, "<p>");
	link_to(rq, "/admin/privacy/person", tr(rq, "Find one person's data"));
	html(&rq->body, "</p>\n");
	privacy_write_controller_form(rq);
	write_purposes(rq);
	heading(rq, 2, tr(rq, "Inventory"));
	table_begin(rq, tr(rq, "Inventory"), { tr(rq, "Table"), COLUMN_TEXT }, { tr(rq, "Columns"), COLUMN_TEXT },
	            { tr(rq, "Purpose"), COLUMN_TEXT }, { tr(rq, "When a person is erased"), COLUMN_TEXT });
	personal_each(line_row, rq);
	table_end(rq);
	return page_end(rq);
}
