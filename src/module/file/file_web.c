/* Pages: the files of a plan, one of them, what was decided on it, and the file itself. */
#include "module/file/file_internal.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

#define REASON_MAX 500 /* code points */

bool file_plan_of(struct request *rq, const char *value, int64_t *plan_id)
{
	struct file file;
	int64_t id = 0;
	str_to_i64(value, &id);
	bool ok = file_get(rq->conn, rq->arena, id, &file, &rq->err);
	*plan_id = ok ? file.plan_id : 0;
	return ok;
}

/* ---- GET /file/{file} ---- */

static bool write_piece(void *arg, const void *bytes, size_t n)
{
	return download_write(arg, bytes, n);
}

enum http_status file_send(struct request *rq, const struct file *file)
{
	if (!file_bytes(rq->conn, file->id, write_piece, rq, &rq->err))
		return page_failed(rq);
	rq->personal = true;
	rq->content_type = file_kinds[file->kind].type;
	rq->download_name = file->name;
	return HTTP_OK;
}

enum http_status file_web_send(struct request *rq)
{
	struct file file;
	if (!file_get(rq->conn, rq->arena, route_id(rq, "file"), &file, &rq->err))
		return page_failed(rq);
	if (!file.id || file.erased || !(file.public || rq->internal))
		return page_not_found(rq, tr(rq, "There is no file here, or it is not public. Planners have to log in to read it."));
	return file_send(rq, &file);
}

/* ---- GET /plan/{plan}/files ---- */

static bool has_files(struct request *rq, int64_t plan_id)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT 1 FROM file WHERE plan_id = $plan LIMIT 1"));
	db_bind_i64(st, "$plan", plan_id);
	bool has = db_step(st);
	return db_finish(st, &rq->err) && has;
}

void file_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (rq->internal && has_files(rq, plan_id) && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_WORK, tr(rq, "Files"), href(rq, "/plan/%s/files", plan.slug));
}

static void write_table(struct request *rq, const struct file *list, size_t n)
{
	table_begin(rq, tr(rq, "Files"), { tr(rq, "File"), COLUMN_TEXT }, { tr(rq, "Kind"), COLUMN_TEXT },
	            { tr(rq, "Size"), COLUMN_NUMBER }, { tr(rq, "Received"), COLUMN_TEXT }, { tr(rq, "State"), COLUMN_TEXT });
	for (size_t i = n; i-- > 0;) {
		row_begin(rq);
		head_link(rq, href(rq, "/file/%lld/about", (long long)list[i].id), list[i].erased ? tr(rq, "A file that was erased") : list[i].name);
		cell_text(rq, file_kinds[list[i].kind].name);
		cell_figure(rq, file_size_text(rq, list[i].size));
		cell_text(rq, clock_local(rq->arena, list[i].added_at));
		cell_text(rq, list[i].erased ? tr(rq, "Erased") : list[i].public ? tr(rq, "Public") : tr(rq, "Not public"));
		row_end(rq);
	}
	table_end(rq);
}

enum http_status file_web_list(struct request *rq)
{
	struct plan plan;
	struct file *list;
	size_t n;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !file_list_plan(rq->conn, rq->arena, plan.id, &list, &n, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "Files"));
	if (n == 0)
		nothing_here(rq, tr(rq, "No files have come in."));
	else
		write_table(rq, list, n);
	return page_end(rq);
}

/* ---- GET /file/{file}/about ---- */

static bool write_contributions(struct request *rq, const struct file *file)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT t.id, t.text FROM contribution_file x JOIN contribution t ON t.id = x.contribution_id "
		"WHERE x.file_id = $file ORDER BY t.ordinal"));
	db_bind_i64(st, "$file", file->id);
	while (db_step(st))
		fact_link(rq, tr(rq, "Contribution"), href(rq, "/contribution/%lld", (long long)db_i64(st, 0)),
		          utf8_shorten(rq->arena, span_of(db_text(st, 1, rq->arena)), 80));
	return db_finish(st, &rq->err);
}

static bool write_history(struct request *rq, const struct file *file)
{
	struct file_past *list;
	size_t n;
	if (!file_history(rq->conn, rq->arena, file->id, &list, &n, &rq->err))
		return false;
	if (n == 0)
		nothing_here(rq, tr(rq, "Nothing has been decided on this file."));
	else
		html(&rq->body, "<ul>\n");
	for (size_t i = 0; i < n; i++)
		html(&rq->body, "<li>%s: %s <small>%s, %s</small></li>\n", tr_name(rq, file_decisions[list[i].decision].done),
		     list[i].reason, list[i].by, clock_local(rq->arena, list[i].at));
	if (n > 0)
		html(&rq->body, "</ul>\n");
	return true;
}

static void write_decision(struct request *rq, const struct file *file)
{
	static const struct {
		enum file_decision decision;
		const char *name;
	} choices[] = {
		{ FILE_PUBLISH, N_("Everybody may read the file") },
		{ FILE_WITHDRAW, N_("The file is not public any more") },
		{ FILE_ERASE, N_("The file is erased, and cannot be had back") },
	};
	struct choice offered[2];
	size_t n = 0;
	for (size_t i = 0; i < ARRAY_LEN(choices); i++)
		if (choices[i].decision != (file->public ? FILE_PUBLISH : FILE_WITHDRAW))
			offered[n++] = (struct choice){ file_decisions[choices[i].decision].code, tr_name(rq, choices[i].name) };
	form_post_begin(rq, tr(rq, "Decide on the file"), href(rq, "/file/%lld/about", (long long)file->id));
	field_radios(rq, "decision", tr(rq, "Decision"), offered, n, form_text(rq, "decision"), true);
	field_input(rq, .name = "reason", .label = tr(rq, "Reason"), .value = form_text(rq, "reason"), .required = true,
	            .hint = tr(rq, "Why it is set so, for those who read this later."));
	form_end(rq, tr(rq, "Decide"));
}

enum http_status file_web_about(struct request *rq)
{
	struct file file;
	struct plan plan;
	if (!file_get(rq->conn, rq->arena, route_id(rq, "file"), &file, &rq->err)
	    || !plan_get(rq->conn, rq->arena, file.plan_id, &plan, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_crumb(rq, tr(rq, "Files"), href(rq, "/plan/%s/files", plan.slug));
	page_begin(rq, file.erased ? tr(rq, "A file that was erased") : file.name);
	facts_begin(rq);
	fact(rq, tr(rq, "Kind"), file_kinds[file.kind].name);
	fact(rq, tr(rq, "Size"), file_size_text(rq, file.size));
	fact(rq, tr(rq, "Received"), clock_local(rq->arena, file.added_at));
	fact(rq, tr(rq, "State"), file.erased ? tr(rq, "Erased") : file.public ? tr(rq, "Public") : tr(rq, "Not public"));
	bool ok = write_contributions(rq, &file);
	facts_end(rq);
	if (!file.erased)
		link_button(rq, href(rq, "/file/%lld", (long long)file.id), tr(rq, "Download"));
	panels_write(rq, "file", file.id);
	heading(rq, 2, tr(rq, "Decisions"));
	if (!ok || !write_history(rq, &file))
		return page_failed(rq);
	if (!file.erased && request_may(rq, "contribution.publish", plan.id))
		write_decision(rq, &file);
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* ---- POST /file/{file}/about ---- */

struct deciding {
	struct arena *arena;
	int64_t id, by;
	enum file_decision decision;
	const char *reason;
};

static bool decide(struct db_conn *tx, void *arg, struct err *err)
{
	const struct deciding *d = arg;
	return file_decide(tx, d->arena, d->id, d->decision, d->reason, d->by, err);
}

enum http_status file_web_decide(struct request *rq)
{
	struct span reason = span_trim(span_of(form_text(rq, "reason")));
	struct deciding d = { .arena = rq->arena, .id = route_id(rq, "file"), .by = rq->session->user_id,
	                      .reason = arena_strndup(rq->arena, reason.s, reason.n) };
	while (d.decision < FILE_DECISIONS && !str_eq(form_text(rq, "decision"), file_decisions[d.decision].code))
		d.decision++;
	if (d.decision == FILE_DECISIONS)
		form_problem(rq, "decision", tr(rq, "Choose one of the answers."));
	if (reason.n == 0 || utf8_length(reason) > REASON_MAX)
		form_problem(rq, "reason", tr(rq, "Give a reason of at most 500 characters."));
	if (form_problems(rq))
		return file_web_about(rq);
	if (!user_write(rq, decide, &d, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/file/%lld/about", (long long)d.id));
}
