/* Files on a contribution's page, and a planner who puts more beside it. */
#include "module/file/file_internal.h"

#include "base/out.h"
#include "db/journal.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

/* ---- On the contribution's page ---- */

void file_panel_contribution(struct request *rq, int64_t contribution_id)
{
	struct file *list;
	size_t n, shown = 0;
	bool may = request_may(rq, "contribution.review", rq->plan_id);
	if (!file_list(rq->conn, rq->arena, contribution_id, &list, &n, &rq->err))
		return;
	for (size_t i = 0; i < n; i++)
		if (rq->internal || list[i].public)
			list[shown++] = list[i];
	if (shown == 0 && !may)
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "Files"));
	file_write_list(rq, list, shown, "/file");
	if (may)
		link_button(rq, href(rq, "/contribution/%lld/files", (long long)contribution_id), tr(rq, "Attach files"));
	html(&rq->body, "</section>\n");
}

/* ---- GET and POST /contribution/{contribution}/files ---- */

static enum http_status write_form(struct request *rq)
{
	struct plan plan;
	int64_t id = route_id(rq, "contribution");
	if (!plan_get(rq->conn, rq->arena, rq->plan_id, &plan, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_crumb(rq, tr(rq, "Contribution"), href(rq, "/contribution/%lld", (long long)id));
	page_begin(rq, tr(rq, "Attach files"));
	paragraph(rq, tr(rq, "Only those who may read what is not published can read the files, until one is made public."));
	form_post_files_begin(rq, tr(rq, "Attach files"), href(rq, "/contribution/%lld/files", (long long)id));
	file_field(rq, "files", tr(rq, "Files"), FILE_FROM_PLANNERS);
	form_end(rq, tr(rq, "Attach"));
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

enum http_status file_web_attach_form(struct request *rq)
{
	return write_form(rq);
}

struct attaching {
	struct arena *arena;
	int64_t plan_id, contribution_id, by;
	struct file_source sources[FILES_MOST];
	size_t n;
};

static bool attach(struct db_conn *tx, void *arg, struct err *err)
{
	const struct attaching *t = arg;
	struct out content = out_memory(t->arena);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", t->by);
	json_put_array(&j, "files");
	for (size_t i = 0; i < t->n; i++) {
		int64_t id;
		if (!file_keep(tx, t->arena, t->plan_id, &t->sources[i], &id, err) || !file_attach(tx, id, t->contribution_id, err))
			return false;
		json_put_i64(&j, NULL, id);
	}
	json_put_end(&j);
	json_put_end(&j);
	return journal_write(tx, "file.attach", t->contribution_id, out_string(&content), err);
}

enum http_status file_web_attach(struct request *rq)
{
	struct attaching t = { .arena = rq->arena, .plan_id = rq->plan_id, .contribution_id = route_id(rq, "contribution"),
	                       .by = rq->session->user_id };
	if (!file_from_form(rq, "files", FILE_FROM_PLANNERS, t.sources, &t.n))
		return page_failed(rq);
	if (t.n == 0 && !form_problems(rq))
		form_problem(rq, "files", tr(rq, "Choose a file."));
	if (form_problems(rq))
		return write_form(rq);
	if (!user_write(rq, attach, &t, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/contribution/%lld", (long long)t.contribution_id));
}
