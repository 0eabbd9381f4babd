/*
 * A reply letter for each respondent, from the authority's own template, in one ZIP file.
 *
 * A respondent is who sent a statement or a letter, else an organisation that spoke, else nobody known behind
 * one contribution. The letter has all remarks of theirs that have a published answer.
 */
#include "module/output/output_internal.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/utf8.h"
#include "format/docx_fill.h"
#include "format/docx_write.h"
#include "format/zip_write.h"
#include "http/language.h"
#include "ui/translate.h"

#define TEMPLATE_MAX ((size_t)20 << 20)
#define NAME_SHOWN 40 /* code points of a sender in a file's name */

/* ---- Placeholders ---- */

enum whole { SENDER, DATE, PLAN, CONSULTATION, COUNT, WHOLE };
static const char *const whole_names[WHOLE] = {
	[SENDER] = "avsender", [DATE] = "dato", [PLAN] = "plan", [CONSULTATION] = "horing", [COUNT] = "antall",
};
enum each { NUMBER, WORDS, OUTCOME, ANSWER, CHANGED, EACH };
static const char *const each_names[EACH] = {
	[NUMBER] = "nummer", [WORDS] = "merknad", [OUTCOME] = "utfall", [ANSWER] = "svar", [CHANGED] = "endring",
};
static const struct docx_names names = { whole_names, WHOLE, "merknader", each_names, EACH };

/* ---- Rows ---- */

struct answered {
	int64_t remark_id;
	enum outcome outcome;
	const char *reason, *changed;
};
struct respondent {
	const char *key, *sender, *consultation;
	VEC(struct answered) list;
};

struct letters {
	struct db_conn *conn;
	struct arena *arena;
	struct plan plan;
	enum lang lang;
	VEC(struct respondent) to;
	struct err *err;
};

/* One after another by who sent it. */
static bool load(struct letters *l)
{
	struct db_stmt *st = db_prepare(l->conn, SQL(
		"SELECT r.id, d.outcome, d.reason, coalesce(n.title, ''), "
		"  CASE WHEN s.id IS NOT NULL THEN 's' || CAST(s.id AS TEXT) WHEN i.id IS NOT NULL THEN 'i' || CAST(i.id AS TEXT) "
		"    WHEN o.id IS NOT NULL THEN 'o' || CAST(o.id AS TEXT) ELSE 'c' || CAST(t.id AS TEXT) END AS who, "
		"  coalesce(CASE WHEN s.id IS NOT NULL THEN s.organisation WHEN i.id IS NOT NULL THEN x.name ELSE o.name END, ''), "
		"  coalesce(k.title, '') "
		"FROM remark r JOIN contribution t ON t.id = r.contribution_id "
		"JOIN disposition d ON d.id = (SELECT max(z.id) FROM disposition z WHERE z.remark_id = r.id AND z.published_at IS NOT NULL) "
		"LEFT JOIN statement_text y ON y.contribution_id = t.id LEFT JOIN statement s ON s.id = y.statement_id "
		"LEFT JOIN intake i ON i.contribution_id = t.id LEFT JOIN intake_sender x ON x.intake_id = i.id "
		"LEFT JOIN consultation k ON k.id = coalesce(s.consultation_id, i.consultation_id) "
		"LEFT JOIN organisation o ON o.id = t.organisation_id LEFT JOIN plan_node n ON n.id = d.node_id "
		"WHERE r.plan_id = $plan AND r.ended_by IS NULL ORDER BY who, r.ordinal, r.id"));
	db_bind_i64(st, "$plan", l->plan.id);
	while (db_step(st)) {
		const char *key = db_text(st, 4, l->arena);
		if (l->to.n == 0 || !str_eq(l->to.v[l->to.n - 1].key, key))
			*VEC_PUSH(l->arena, &l->to) = (struct respondent){ .key = key, .sender = db_text(st, 5, l->arena),
			                                                   .consultation = db_text(st, 6, l->arena) };
		struct answered *a = VEC_PUSH(l->arena, &l->to.v[l->to.n - 1].list);
		*a = (struct answered){ .remark_id = db_i64(st, 0), .reason = db_text(st, 2, l->arena), .changed = db_text(st, 3, l->arena) };
		outcome_parse(db_text(st, 1, l->arena), &a->outcome);
	}
	return db_finish(st, l->err);
}

/* ---- Writing ---- */

static bool write_letter(struct letters *l, const struct docx_template *t, const struct respondent *to, struct out *o)
{
	struct arena *a = arena_new();
	const char *values[WHOLE] = { [SENDER] = to->sender, [DATE] = date_iso(a, date_at(clock_now())), [PLAN] = l->plan.title,
	                              [CONSULTATION] = to->consultation, [COUNT] = tr_number(a, l->lang, (int64_t)to->list.n) };
	const char ***each = arena_array(a, to->list.n, sizeof *each);
	bool ok = true;
	for (size_t i = 0; ok && i < to->list.n; i++) {
		const struct answered *r = &to->list.v[i];
		struct remark remark;
		ok = remark_get(l->conn, a, r->remark_id, &remark, l->err);
		each[i] = arena_array(a, EACH, sizeof *each[i]);
		each[i][NUMBER] = tr_number(a, l->lang, (int64_t)i + 1);
		each[i][WORDS] = ok ? remark.text : "";
		each[i][OUTCOME] = tr_name_lang(l->lang, outcomes[r->outcome].name);
		each[i][ANSWER] = r->reason;
		each[i][CHANGED] = r->changed;
	}
	ok = ok && docx_fill(t, a, o, values, (const char *const *const *)each, to->list.n, l->err);
	arena_free(a);
	return ok;
}

/* Letters and digits of a name, so that no file lies where it should not. */
static const char *file_name(struct arena *a, size_t i, const char *sender)
{
	struct out o = out_memory(a);
	const char *shown = utf8_shorten(a, span_of(sender), NAME_SHOWN);
	out_format(&o, "%03zu", i + 1);
	bool gap = true;
	for (const char *p = shown; *p; p++) {
		bool sound = (unsigned char)*p >= 0x80 || (*p >= '0' && *p <= '9') || ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z');
		if (sound && gap)
			out_char(&o, '-');
		if (sound)
			out_char(&o, *p);
		gap = !sound;
	}
	out_text(&o, ".docx");
	return out_string(&o);
}

/* An example to begin with, with every placeholder in it. */
static bool write_template(struct command_context *ctx, const char *path)
{
	struct file_writer *file = file_create(ctx->arena, path, ctx->err);
	if (!file)
		return false;
	struct out o = out_file(file_stream(file));
	struct docx *d = docx_begin(ctx->arena, &o, &(struct docx_info){ .title = "Svar på merknader", .show_title = false });
	docx_paragraph(d, "{{avsender}}");
	docx_paragraph(d, "{{dato}}");
	docx_heading(d, 1, "Svar på det du skrev om {{plan}}");
	docx_paragraph(d, "Takk for innspillet ditt. {{horing}}");
	docx_paragraph(d, "Vi har delt det i {{antall}} merknader og svart på hver av dem.");
	docx_paragraph(d, "{{#merknader}}");
	docx_heading(d, 2, "Merknad {{nummer}}");
	docx_quote(d, "{{merknad}}");
	docx_paragraph(d, "{{utfall}}. {{svar}}");
	docx_paragraph(d, "{{endring}}");
	docx_paragraph(d, "{{/merknader}}");
	docx_paragraph(d, "Vennlig hilsen oss som skriver planen");
	return docx_end(d, ctx->err) && file_commit(file, ctx->err);
}

static bool write_all(struct letters *l, const struct docx_template *t, struct out *o)
{
	struct zip_writer *z = zip_begin(l->arena, o);
	bool ok = true;
	for (size_t i = 0; ok && i < l->to.n; i++)
		ok = write_letter(l, t, &l->to.v[i], zip_part(z, file_name(l->arena, i, l->to.v[i].sender)));
	return zip_end(z, l->err) && ok;
}

bool output_run_letters(struct command_context *ctx)
{
	struct letters l = { .arena = ctx->arena, .err = ctx->err };
	struct span bytes;
	const char *path = option(ctx, "template"), *to = option(ctx, "output");
	if (option(ctx, "write-template"))
		return write_template(ctx, option(ctx, "write-template"));
	if (ctx->n_args == 0 || !path || !to)
		return err_input(ctx->err, "PLAN, --template FILE.docx and -o FILE.zip are needed; --write-template FILE makes an example");
	if (!file_read(ctx->arena, path, TEMPLATE_MAX, &bytes, ctx->err))
		return false;
	const struct docx_template *t = docx_template_read(ctx->arena, bytes, path, &names, ctx->err);
	if (!t)
		return false;
	l.conn = db_reader(ctx->db, ctx->err);
	bool ok = l.conn && plan_find(l.conn, ctx->arena, ctx->args[0], &l.plan, ctx->err);
	if (ok)
		lang_parse(l.plan.language, &l.lang);
	ok = ok && load(&l);
	if (ok && l.to.n == 0)
		ok = err_conflict(ctx->err, "No answer has been published in the plan, so there is nobody to write to");
	struct file_writer *file = ok ? file_create(ctx->arena, to, ctx->err) : NULL;
	struct out o = file ? out_file(file_stream(file)) : (struct out){ 0 };
	ok = file && write_all(&l, t, &o);
	db_reader_done(l.conn);
	if (!ok || !file_commit(file, ctx->err))
		return false;
	out_format(ctx->out, "%zu letters\n", l.to.n);
	return true;
}
