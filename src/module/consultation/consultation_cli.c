/* planverk consultation list, add, move. */
#include "module/consultation/consultation_internal.h"

#include "base/file.h"
#include "base/utf8.h"

#define FILE_LIMIT ((size_t)1 << 20)

/* ---- consultation list ---- */

static bool load_list(struct command_context *ctx, struct consultation **list, size_t *n)
{
	struct plan plan;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && consultation_list(c, ctx->arena, plan.id, list, n, ctx->err);
	db_reader_done(c);
	return ok;
}

bool consultation_run_list(struct command_context *ctx)
{
	struct consultation *list;
	size_t n;
	if (!load_list(ctx, &list, &n))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		const struct consultation *c = &list[i];
		const char *state = consultation_states[consultation_state_at(c, clock_now())].code;
		const char *opens = date_iso(ctx->arena, c->opens), *closes = date_iso(ctx->arena, c->closes);
		if (!ctx->json) {
			out_format(ctx->out, "%lld  %-9s  %-10s – %-10s  %s\n", (long long)c->id, state, opens, closes, c->title);
			continue;
		}
		json_put_object(&j, NULL);
		json_put_i64(&j, "id", c->id);
		json_put_string(&j, "kind", consultation_kinds[c->kind].code);
		json_put_string(&j, "title", c->title);
		json_put_string(&j, "opens", opens);
		json_put_string(&j, "closes", closes);
		json_put_string(&j, "state", state);
		json_put_end(&j);
	}
	if (ctx->json)
		json_put_end(&j);
	else if (n == 0)
		out_text(ctx->out, "The plan has no consultation; `planverk consultation add` makes one\n");
	return true;
}

/* ---- consultation add ---- */

static bool read_date(struct command_context *ctx, const char *name, struct date *date)
{
	const char *text = option(ctx, name);
	return !text || date_parse(text, date) || err_input(ctx->err, "--%s %s is not a date; write 2026-02-16", name, text);
}

static bool read_kind(struct command_context *ctx, enum consultation_kind *kind)
{
	const char *code = option(ctx, "kind");
	*kind = CONSULTATION_PLAN;
	if (!code)
		return true;
	for (*kind = 0; *kind < CONSULTATION_KINDS; ++*kind)
		if (str_eq(consultation_kinds[*kind].code, code))
			return true;
	return err_input(ctx->err, "--kind %s is not known; it is programme, plan or input", code);
}

/* A file's text; "" where the option was not given. */
static bool read_text(struct command_context *ctx, const char *name, const char **text)
{
	const char *path = option(ctx, name), *encoding;
	struct span bytes;
	*text = "";
	if (!path)
		return true;
	if (!file_read(ctx->arena, path, FILE_LIMIT, &bytes, ctx->err))
		return false;
	*text = utf8_from_file_bytes(ctx->arena, bytes, &encoding, ctx->err);
	return *text || err_at(ctx->err, path, 0, 0);
}

static bool read_questions(struct command_context *ctx, struct consultation *c)
{
	const char *text;
	long line;
	if (!read_text(ctx, "questions", &text))
		return false;
	const char *problem = consultation_parse_questions(ctx->arena, span_of(text), &c->questions, &c->n_questions, &line);
	if (!problem)
		return true;
	err_at(ctx->err, option(ctx, "questions"), line, 0);
	return err_input(ctx->err, "%s `planverk help consultation add` tells how questions are written", problem);
}

struct adding {
	struct command_context *ctx;
	struct consultation consultation;
	enum consultation_state to;
	const char *refused;
};

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct adding *in = arg;
	return consultation_save(tx, in->ctx->arena, &in->consultation, clock_now(), 0, &in->refused, err);
}

bool consultation_run_add(struct command_context *ctx)
{
	struct adding in = { .ctx = ctx, .consultation = { .title = option(ctx, "title") } };
	struct consultation *c = &in.consultation;
	struct consultation_problem problems[CONSULTATION_PROBLEMS];
	struct plan plan;
	c->title = c->title ? c->title : "";
	struct db_conn *conn = db_reader(ctx->db, ctx->err);
	bool ok = conn && plan_find(conn, ctx->arena, ctx->args[0], &plan, ctx->err);
	db_reader_done(conn);
	if (!ok || !read_kind(ctx, &c->kind) || !read_date(ctx, "opens", &c->opens) || !read_date(ctx, "closes", &c->closes)
	    || !read_text(ctx, "intro", &c->intro) || !read_questions(ctx, c))
		return false;
	c->plan_id = plan.id;
	if (consultation_check(c, problems) > 0)
		return err_input(ctx->err, "--%s: %s", problems[0].field, problems[0].message);
	if (!db_write(ctx->db, add, &in, ctx->err))
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "consultation", c->id);
		json_put_i64(&j, "questions", (int64_t)c->n_questions);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "Consultation %lld is a draft with %zu questions.\n"
		           "Next: planverk consultation move %lld announced\n", (long long)c->id, c->n_questions, (long long)c->id);
	}
	return true;
}

/* ---- consultation move ---- */

static bool move(struct db_conn *tx, void *arg, struct err *err)
{
	struct adding *in = arg;
	return consultation_move(tx, in->ctx->arena, in->consultation.id, in->to, clock_now(), 0, &in->refused, err);
}

bool consultation_run_move(struct command_context *ctx)
{
	struct adding in = { .ctx = ctx };
	if (!str_to_i64(ctx->args[0], &in.consultation.id))
		return err_input(ctx->err, "%s is no consultation's number; `planverk consultation list PLAN` shows them", ctx->args[0]);
	while (in.to < CONSULTATION_STATES && !str_eq(consultation_states[in.to].code, ctx->args[1]))
		in.to++;
	if (in.to == CONSULTATION_STATES)
		return err_input(ctx->err, "%s is no state; it is announced, draft, weighed or concluded", ctx->args[1]);
	if (!db_write(ctx->db, move, &in, ctx->err))
		return false;
	if (in.refused)
		return err_conflict(ctx->err, "%s", in.refused);
	out_format(ctx->out, "Consultation %lld is %s.\n", (long long)in.consultation.id, consultation_states[in.to].code);
	return true;
}
