/* The files that come with a statement. */
#include "module/consultation/consultation_internal.h"

#include "base/clock.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

static bool keep(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct statement *s,
                 const struct file_source *source, int64_t *id, struct err *err)
{
	if (!file_keep(tx, a, plan_id, source, id, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL("INSERT INTO statement_file (file_id, statement_id) VALUES ($file, $statement)"));
	db_bind_i64(st, "$file", *id);
	db_bind_i64(st, "$statement", s->id);
	if (!db_finish(st, err))
		return false;
	for (size_t i = 0; i < s->n_answers; i++)
		if (s->answers[i].contribution_id && !file_attach(tx, *id, s->answers[i].contribution_id, err))
			return false;
	return true;
}

bool statement_keep_files(struct db_conn *tx, struct arena *a, int64_t plan_id, struct statement *s, struct err *err)
{
	s->files = arena_array(a, s->n_sources, sizeof *s->files);
	for (s->n_files = 0; s->n_files < s->n_sources; s->n_files++)
		if (!keep(tx, a, plan_id, s, &s->sources[s->n_files], &s->files[s->n_files].id, err))
			return false;
	return true;
}

bool statement_load_files(struct db_conn *c, struct arena *a, struct statement *s, struct err *err)
{
	VEC(struct file) list = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT file_id FROM statement_file WHERE statement_id = $statement ORDER BY file_id"));
	db_bind_i64(st, "$statement", s->id);
	while (db_step(st))
		VEC_PUSH(a, &list)->id = db_i64(st, 0);
	s->files = list.v;
	s->n_files = list.n;
	bool ok = db_finish(st, err);
	for (size_t i = 0; ok && i < list.n; i++)
		ok = file_get(c, a, list.v[i].id, &list.v[i], err);
	return ok;
}

void statement_write_files(struct request *rq, const struct statement *s, const char *token)
{
	VEC(int64_t) made = { 0 };
	if (s->n_files == 0)
		return;
	heading(rq, 2, tr(rq, "Files"));
	file_write_list(rq, s->files, s->n_files, href(rq, "/receipt/%s/file", token));
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT DISTINCT x.contribution_id FROM statement_file f JOIN contribution_file x ON x.file_id = f.file_id "
		"WHERE f.statement_id = $statement AND NOT EXISTS "
		"  (SELECT 1 FROM statement_text t WHERE t.contribution_id = x.contribution_id) ORDER BY x.contribution_id"));
	db_bind_i64(st, "$statement", s->id);
	while (db_step(st))
		*VEC_PUSH(rq->arena, &made) = db_i64(st, 0);
	db_finish(st, &rq->err);
	for (size_t i = 0; i < made.n; i++)
		panels_write(rq, "receipt", made.v[i]);
}

enum http_status statement_web_file(struct request *rq)
{
	struct consultation c;
	struct statement s;
	if (!statement_by_token(rq->conn, rq->arena, route_text(rq, "token"), &c, &s, &rq->err))
		return page_failed(rq);
	for (size_t i = 0; i < s.n_files; i++)
		if (s.files[i].id == route_id(rq, "file") && !s.files[i].erased)
			return file_send(rq, &s.files[i]);
	return page_not_found(rq, tr(rq, "There is no such file behind this receipt."));
}

void statement_panel_file(struct request *rq, int64_t file_id)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT c.id, c.title, s.organisation, s.sent_at FROM statement_file x JOIN statement s ON s.id = x.statement_id "
		"JOIN consultation c ON c.id = s.consultation_id WHERE x.file_id = $file"));
	db_bind_i64(st, "$file", file_id);
	if (db_step(st)) {
		const char *organisation = db_text(st, 2, rq->arena);
		heading(rq, 2, tr(rq, "Came with an answer"));
		facts_begin(rq);
		fact_link(rq, tr(rq, "Consultation"), href(rq, "/consultation/%lld", (long long)db_i64(st, 0)), db_text(st, 1, rq->arena));
		if (*organisation)
			fact(rq, tr(rq, "Organisation"), organisation);
		fact(rq, tr(rq, "Received"), clock_local(rq->arena, db_i64(st, 3)));
		facts_end(rq);
	}
	db_finish(st, &rq->err);
}
