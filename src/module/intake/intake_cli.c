/* planverk intake add, list. */
#include "module/intake/intake_internal.h"

#include "base/file.h"
#include "base/out.h"
#include "base/utf8.h"

#define FILES_ADD_MOST 20 /* on one command line */

struct adding {
	struct command_context *ctx;
	struct intake intake;
	struct consultation consultation;
};

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct adding *d = arg;
	return intake_add(tx, d->ctx->arena, &d->intake, d->consultation.id ? &d->consultation : NULL, err);
}

static bool find_plan_and_consultation(struct adding *d)
{
	struct command_context *ctx = d->ctx;
	const char *number = option(ctx, "consultation");
	struct plan plan;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err);
	if (ok && number && !str_to_i64(number, &d->intake.consultation_id))
		ok = err_input(ctx->err, "--consultation \"%s\" is no number; `planverk consultation list PLAN` shows them", number);
	if (ok && number)
		ok = consultation_get(c, ctx->arena, d->intake.consultation_id, &d->consultation, ctx->err)
		     && ((d->consultation.id && d->consultation.plan_id == plan.id)
		         || err_not_found(ctx->err, "The plan has no consultation %s; `planverk consultation list %s` shows them", number, plan.slug));
	db_reader_done(c);
	d->intake.plan_id = ok ? plan.id : 0;
	return ok;
}

static bool read_date(struct command_context *ctx, const char *name, struct date *date)
{
	const char *text = option(ctx, name);
	return !text || date_parse(text, date)
	       || err_input(ctx->err, "--%s \"%s\" is no date; write it as 2026-02-16 or 16.02.2026", name, text);
}

/* The original, what came with it, and, of an e-mail, what was attached. */
static bool read_files(struct adding *d, struct intake_letter *letter, const char **unread)
{
	struct command_context *ctx = d->ctx;
	VEC(struct file_source) files = { 0 };
	for (int i = 1; i < ctx->n_args; i++) {
		const char *refused;
		struct file_source *source = VEC_PUSH(ctx->arena, &files);
		if (!file_inspect(ctx->arena, ctx->args[i], path_base(ctx->args[i]), FILE_FROM_PLANNERS, source, &refused, ctx->err))
			return false;
		if (refused)
			return err_at(ctx->err, ctx->args[i], 0, 0), err_input(ctx->err, "%s", refused);
	}
	if (!intake_read(ctx->arena, &files.v[0], letter, unread, ctx->err))
		return false;
	for (size_t i = 0; i < letter->n_attachments; i++)
		*VEC_PUSH(ctx->arena, &files) = letter->attachments[i];
	d->intake.medium = files.v[0].kind == FILE_EML ? INTAKE_EMAIL : INTAKE_LETTER;
	d->intake.files = files.v;
	d->intake.n_files = files.n;
	return true;
}

static bool read_text(struct adding *d, const struct intake_letter *letter, const char *unread)
{
	struct command_context *ctx = d->ctx;
	const char *path = option(ctx, "text"), *encoding;
	struct span bytes;
	d->intake.text = letter->text;
	if (!path)
		return !unread || (err_at(ctx->err, ctx->args[1], 0, 0), err_input(ctx->err, "%s (--text FILE)", unread));
	if (!file_read(ctx->arena, path, INTAKE_TEXT_MAX, &bytes, ctx->err))
		return false;
	const char *text = utf8_from_file_bytes(ctx->arena, bytes, &encoding, ctx->err);
	if (!text)
		return err_at(ctx->err, path, 0, 0);
	d->intake.text = intake_clean_text(ctx->arena, span_of(text));
	return true;
}

static bool read_options(struct adding *d, const struct intake_letter *letter)
{
	struct command_context *ctx = d->ctx;
	const char *publish = option(ctx, "publish");
	struct intake *i = &d->intake;
	i->sender = str_or(option(ctx, "sender"), letter->sender);
	i->organisation = str_or(option(ctx, "organisation"), "");
	i->ref = str_or(option(ctx, "ref"), "");
	i->topic = letter->subject;
	i->late_reason = str_or(option(ctx, "late"), "");
	i->dated = letter->sent;
	if (publish && !str_eq(publish, "yes") && !str_eq(publish, "no"))
		return err_input(ctx->err, "--publish takes yes or no");
	i->publish = publish && str_eq(publish, "yes");
	return read_date(ctx, "dated", &i->dated) && read_date(ctx, "received", &i->received);
}

static void report(struct command_context *ctx, const struct intake *i, size_t left)
{
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "intake", i->id);
		json_put_i64(&j, "contribution", i->contribution_id);
		json_put_i64(&j, "files", (int64_t)i->n_files);
		json_put_i64(&j, "left", (int64_t)left);
		json_put_bool(&j, "late", *i->late_reason);
		json_put_end(&j);
		return;
	}
	out_format(ctx->out, "Registered as contribution %lld, with %zu files.\n", (long long)i->contribution_id, i->n_files);
	if (left > 0)
		out_format(ctx->out, "%zu attachments of other kinds stay in the e-mail only.\n", left);
}

bool intake_run_add(struct command_context *ctx)
{
	struct adding d = { .ctx = ctx };
	struct intake_letter letter;
	const char *unread;
	if (ctx->n_args - 1 > FILES_ADD_MOST)
		return err_input(ctx->err, "At most %d files at a time", FILES_ADD_MOST);
	if (!find_plan_and_consultation(&d) || !read_files(&d, &letter, &unread) || !read_text(&d, &letter, unread)
	    || !read_options(&d, &letter))
		return false;
	struct intake_problem problem = intake_check(&d.intake, d.consultation.id ? &d.consultation : NULL, date_at(clock_now()));
	if (problem.message)
		return err_at(ctx->err, ctx->args[1], 0, 0), err_input(ctx->err, "--%s: %s", problem.field, problem.message);
	if (!db_write(ctx->db, add, &d, ctx->err))
		return false;
	report(ctx, &d.intake, letter.left);
	return true;
}

bool intake_run_list(struct command_context *ctx)
{
	struct plan plan;
	struct intake *list;
	size_t n;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && intake_list(c, ctx->arena, plan.id, &list, &n, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		const struct intake *k = &list[i];
		const char *received = date_iso(ctx->arena, k->received);
		if (!ctx->json) {
			out_format(ctx->out, "%lld  %-6s  %s  %s%s\n", (long long)k->contribution_id, intake_media[k->medium].code, received,
			           k->sender, *k->late_reason ? "  (late)" : "");
			continue;
		}
		json_put_object(&j, NULL);
		json_put_i64(&j, "contribution", k->contribution_id);
		json_put_i64(&j, "consultation", k->consultation_id);
		json_put_string(&j, "medium", intake_media[k->medium].code);
		json_put_string(&j, "sender", k->sender);
		json_put_string(&j, "dated", date_iso(ctx->arena, k->dated));
		json_put_string(&j, "received", received);
		json_put_string(&j, "late", k->late_reason);
		json_put_end(&j);
	}
	if (ctx->json)
		json_put_end(&j);
	return true;
}
