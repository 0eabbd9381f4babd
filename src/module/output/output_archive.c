/* Everything on a plan in one ZIP file: for the archive, or for everybody. */
#include "module/output/output_internal.h"

#include "base/clock.h"
#include "base/file.h"
#include "db/journal.h"
#include "format/zip_write.h"
#include "http/language.h"
#include "module/file/file.h"
#include "ui/parts.h"
#include "ui/translate.h"

struct archiving {
	struct db_conn *conn;
	struct arena *arena;
	struct output_choice choice; /* of the tables */
	struct zip_writer *zip;
	struct err *err;
};

/* ---- Parts ---- */

static void write_readme(struct archiving *w)
{
	struct out *o = zip_part(w->zip, "README.txt");
	const struct plan *plan = &w->choice.plan;
	out_format(o, "%s\n\nWritten by Planverk %s at %s.\n%s%s\n", plan->title, PLANVERK_VERSION, clock_iso(w->arena, clock_now()),
	           w->choice.public_only ? "Only what everybody may read: texts that may be published, with personal data masked, and published answers.\n"
	                                 : "Everything: it holds personal data and what is not for publication.\n",
	           plan->example ? "The plan is an example, and all in it made up.\n" : "");
	out_text(o, "plan.json           the plan's tree, as `planverk plan import` reads it\n"
	            "contributions.csv   what people said, a row each, in the order it came\n"
	            "dispositions.*      the table of remarks and answers: csv, xlsx, json, docx\n");
	if (!w->choice.public_only)
		out_text(o, "remarks.csv         how remarks were split, merged and reworded: from which, to which, by whom and when\n"
		            "files/              letters and files that came with contributions, as they came\n"
		            "files.csv           which file belongs to which contribution\n"
		            "journal.txt         how many changes are in the journal, and its digest\n");
	else
		out_text(o, "files/              files that planners have made public\n");
}

static bool write_plan(struct archiving *w)
{
	struct plan_tree tree;
	if (!plan_tree_load(w->conn, w->arena, w->choice.plan.id, &tree, w->err))
		return false;
	plan_write_json(zip_part(w->zip, "plan.json"), &tree);
	return true;
}

static bool write_contributions(struct archiving *w)
{
	struct arena *scratch = arena_new();
	struct out *o = zip_part(w->zip, "contributions.csv");
	const struct masking *masking = masking_shared(w->conn, w->arena, w->err);
	struct db_stmt *st = db_prepare(w->conn, SQL(
		"SELECT t.id, t.text, t.ref, coalesce(e.name, ''), t.group_name, "
		"  CASE WHEN $public = 1 AND o.kind = 'resident' THEN '' ELSE coalesce(o.name, '') END, t.topic, t.language, t.said_on, t.publish "
		"FROM contribution t LEFT JOIN event e ON e.id = t.event_id LEFT JOIN organisation o ON o.id = t.organisation_id "
		"WHERE t.plan_id = $plan AND ($public = 0 OR t.publish = 1) ORDER BY t.ordinal"));
	db_bind_i64(st, "$plan", w->choice.plan.id);
	db_bind_i64(st, "$public", w->choice.public_only);
	out_text(o, "contribution,text,id,event,group,organisation,topic,language,date,publish\r\n");
	while (db_step(st)) {
		const char *text = db_text(st, 1, scratch);
		out_format(o, "%lld,", (long long)db_i64(st, 0));
		csv_field(o, w->choice.public_only ? masking_text(scratch, masking, db_i64(st, 0), text) : text);
		for (int i = 2; i <= 8; i++) {
			out_char(o, ',');
			csv_field(o, db_text(st, i, scratch));
		}
		out_format(o, ",%s\r\n", db_i64(st, 9) ? "yes" : "no");
		arena_reset(scratch);
	}
	arena_free(scratch);
	return masking && db_finish(st, w->err);
}

static bool write_tables(struct archiving *w)
{
	for (enum output_format f = 0; f < OUTPUT_FORMATS; f++) {
		struct output_choice choice = w->choice;
		int64_t rows;
		choice.format = f;
		if (!output_table(w->conn, w->arena, &choice,
		                  zip_part(w->zip, arena_printf(w->arena, "dispositions.%s", output_formats[f].code)), &rows, w->err))
			return false;
	}
	return true;
}

/* A line for each remark that a change ended, and each that it made. */
static bool write_lineage(struct archiving *w)
{
	struct arena *scratch = arena_new();
	struct out *o = zip_part(w->zip, "remarks.csv");
	struct db_stmt *st = db_prepare(w->conn, SQL(
		"SELECT h.id, h.kind, coalesce(u.name, ''), h.reason, h.made_at, coalesce(h.undone_at, 0), x.side, x.remark_id "
		"FROM remark_change h JOIN (SELECT change_id, 'from' AS side, remark_id FROM remark_change_from "
		"  UNION ALL SELECT made_by, 'to', id FROM remark WHERE made_by IS NOT NULL) x ON x.change_id = h.id "
		"LEFT JOIN user_person u ON u.user_id = h.user_id WHERE h.plan_id = $plan ORDER BY h.id, x.side, x.remark_id"));
	db_bind_i64(st, "$plan", w->choice.plan.id);
	out_text(o, "change,kind,by,reason,made,undone,side,remark\r\n");
	while (db_step(st)) {
		const char *const cells[] = { db_text(st, 1, scratch), db_text(st, 2, scratch), db_text(st, 3, scratch),
		                              clock_iso(scratch, db_i64(st, 4)), db_i64(st, 5) ? clock_iso(scratch, db_i64(st, 5)) : "",
		                              db_text(st, 6, scratch) };
		out_format(o, "%lld", (long long)db_i64(st, 0));
		for (size_t i = 0; i < ARRAY_LEN(cells); i++) {
			out_char(o, ',');
			csv_field(o, cells[i]);
		}
		out_format(o, ",%lld\r\n", (long long)db_i64(st, 7));
		arena_reset(scratch);
	}
	arena_free(scratch);
	return db_finish(st, w->err);
}

static bool take_bytes(void *arg, const void *bytes, size_t n)
{
	struct out *o = arg;
	out_bytes(o, bytes, n);
	return out_ok(o);
}

static bool write_files(struct archiving *w)
{
	struct file *list;
	size_t n;
	if (!file_list_plan(w->conn, w->arena, w->choice.plan.id, &list, &n, w->err))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (list[i].erased || (w->choice.public_only && !list[i].public))
			continue;
		struct out *o = zip_part(w->zip, arena_printf(w->arena, "files/%lld-%s", (long long)list[i].id, list[i].name));
		if (!file_bytes(w->conn, list[i].id, take_bytes, o, w->err))
			return false;
	}
	return true;
}

static bool write_file_table(struct archiving *w)
{
	struct out *o = zip_part(w->zip, "files.csv");
	struct db_stmt *st = db_prepare(w->conn, SQL(
		"SELECT x.contribution_id, f.id, f.name FROM contribution_file x JOIN file f ON f.id = x.file_id "
		"WHERE f.plan_id = $plan ORDER BY x.contribution_id, f.id"));
	db_bind_i64(st, "$plan", w->choice.plan.id);
	out_text(o, "contribution,file,name\r\n");
	while (db_step(st)) {
		out_format(o, "%lld,%lld,", (long long)db_i64(st, 0), (long long)db_i64(st, 1));
		csv_field(o, db_text(st, 2, w->arena));
		out_text(o, "\r\n");
	}
	return db_finish(st, w->err);
}

static bool write_journal(struct archiving *w)
{
	struct journal_state state;
	if (!journal_verify(w->conn, &state, w->err))
		return false;
	out_format(zip_part(w->zip, "journal.txt"), "rows %lld\nsealed %lld\nerased %lld\nhead %s\nverifies %s\n", (long long)state.rows,
	           (long long)state.sealed, (long long)state.erased, state.head, state.bad_row ? "no" : "yes");
	return true;
}

/* choice has plan, public_only and lang. */
static bool write_archive(struct db_conn *c, struct arena *a, const struct output_choice *choice, struct out *to, struct err *err)
{
	struct archiving w = { .conn = c, .arena = a, .choice = *choice, .zip = zip_begin(a, to), .err = err };
	w.choice.state = "";
	write_readme(&w);
	bool ok = write_plan(&w) && write_contributions(&w) && write_tables(&w) && write_files(&w)
	          && (choice->public_only || (write_lineage(&w) && write_file_table(&w) && write_journal(&w)));
	return zip_end(w.zip, err) && ok;
}

/* ---- The command ---- */

bool output_run_archive(struct command_context *ctx)
{
	struct output_choice choice = { .public_only = option(ctx, "public") != NULL };
	const char *path = option(ctx, "output");
	if (!path)
		return err_input(ctx->err, "-o FILE names the ZIP file to write");
	struct file_writer *file = file_create(ctx->arena, path, ctx->err);
	struct db_conn *c = file ? db_reader(ctx->db, ctx->err) : NULL;
	struct out o = file ? out_file(file_stream(file)) : (struct out){ 0 };
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &choice.plan, ctx->err);
	if (ok)
		lang_parse(choice.plan.language, &choice.lang);
	ok = ok && write_archive(c, ctx->arena, &choice, &o, ctx->err);
	db_reader_done(c);
	return ok && file_commit(file, ctx->err);
}

/* ---- For everybody ---- */

static bool send(void *arg, const char *bytes, size_t n)
{
	return download_write(arg, bytes, n);
}

/* GET /plan/{plan}/open-data.zip */
enum http_status output_web_open_data(struct request *rq)
{
	struct output_choice choice = { .public_only = true };
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &choice.plan, &rq->err))
		return page_failed(rq);
	lang_parse(choice.plan.language, &choice.lang);
	rq->download_name = arena_printf(rq->arena, "%s-open-data.zip", choice.plan.slug);
	rq->content_type = "application/zip";
	struct out o = out_sink(send, rq);
	return write_archive(rq->conn, rq->arena, &choice, &o, &rq->err) ? HTTP_OK : page_failed(rq);
}

void output_panel_open_data(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (!plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		return;
	html(&rq->body, "<p>");
	link_to(rq, href(rq, "/plan/%s/open-data.zip", plan.slug), tr(rq, "Open data: the plan, what may be published, and the answers (ZIP)"));
	html(&rq->body, "</p>\n");
}
