/* planverk body list, add, mandate, person, responsibility. */
#include "module/body/body_internal.h"

#include "ui/translate.h"

/* What one command works on: each of them writes in one transaction. */
struct work {
	struct command_context *ctx;
	struct plan plan;
	struct body body;
	struct body_person person;
	struct body_share share;
};

/* The plan of the first argument; with body, the body that this argument names, too. */
static bool find(struct work *w, const char *body)
{
	struct command_context *ctx = w->ctx;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &w->plan, ctx->err)
	          && (!body || body_find(c, ctx->arena, w->plan.id, body, &w->body, ctx->err));
	db_reader_done(c);
	return ok;
}

bool body_parse(struct command_context *ctx, const struct body_name *list, size_t n, const char *what, const char *code, size_t *i)
{
	struct out codes = out_memory(ctx->arena);
	*i = body_name_parse(list, n, code);
	if (*i < n)
		return true;
	for (size_t k = 0; k < n; k++)
		out_format(&codes, "%s%s", k ? ", " : "", list[k].code);
	return err_input(ctx->err, "\"%s\" is no %s; there is: %s", code, what, out_string(&codes));
}

bool body_parse_mandates(struct command_context *ctx, const char *text, unsigned *mandates)
{
	*mandates = 0;
	for (struct span rest = span_of(text); rest.s && *text;) {
		struct span code = span_trim(span_cut(&rest, ','));
		size_t m;
		if (!body_parse(ctx, body_mandates, BODY_MANDATES, "mandate", arena_strndup(ctx->arena, code.s, code.n), &m))
			return false;
		*mandates |= 1u << m;
	}
	return true;
}

static bool parse_elected(struct command_context *ctx, bool *elected)
{
	const char *text = option(ctx, "elected");
	if (text && !str_eq(text, "yes") && !str_eq(text, "no"))
		return err_input(ctx->err, "--elected takes yes or no");
	if (text)
		*elected = str_eq(text, "yes");
	return true;
}

static bool parse_date(struct command_context *ctx, const char *name, struct date *date)
{
	const char *text = option(ctx, name);
	return !text || date_parse(text, date) || err_input(ctx->err, "--%s takes a date, such as 2026-01-15", name);
}

/* What was written, as one object or one line. */
static bool report(struct command_context *ctx, int64_t id, const char *line)
{
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "id", id);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "%s\n", line);
	}
	return true;
}

/* ---- body add, mandate ---- */

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return body_add(tx, w->ctx->arena, &w->body, 0, err);
}

bool body_run_add(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	size_t kind;
	if (!find(&w, NULL) || !body_parse(ctx, body_kinds, BODY_KINDS, "kind of body", str_or(option(ctx, "kind"), ""), &kind))
		return false;
	w.body = (struct body){ .plan_id = w.plan.id, .kind = (enum body_kind)kind, .name = ctx->args[1],
	                        .description = str_or(option(ctx, "description"), ""),
	                        .organisation = str_or(option(ctx, "organisation"), ""), .tasks = str_or(option(ctx, "tasks"), ""),
	                        .elected = kind == BODY_PLANNING_AUTHORITY };
	if (!parse_elected(ctx, &w.body.elected) || !body_parse_mandates(ctx, str_or(option(ctx, "mandates"), ""), &w.body.mandates))
		return false;
	return db_write(ctx->db, add, &w, ctx->err)
	       && report(ctx, w.body.id, arena_printf(ctx->arena, "%s is added.", w.body.name));
}

static bool change(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return body_change(tx, w->ctx->arena, &w->body, 0, err);
}

bool body_run_mandate(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	if (!find(&w, ctx->args[1]) || !parse_elected(ctx, &w.body.elected) || !body_parse_mandates(ctx, ctx->args[2], &w.body.mandates))
		return false;
	return db_write(ctx->db, change, &w, ctx->err)
	       && report(ctx, w.body.id, arena_printf(ctx->arena, "%s has its mandates.", w.body.name));
}

/* ---- body person ---- */

static bool add_person(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return body_person_add(tx, w->ctx->arena, &w->person, 0, err);
}

/* The newest time of a person in a role that has not ended. */
static bool end_person(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct body_person *list;
	size_t n;
	if (!body_person_list(tx, w->ctx->arena, w->plan.id, &list, &n, err))
		return false;
	while (n-- > 0)
		if (list[n].body_id == w->body.id && str_eq(list[n].name, w->person.name) && !list[n].to.year)
			return body_person_end(tx, w->ctx->arena, w->body.id, list[n].id, w->person.to, 0, err);
	return err_not_found(err, "Nobody of that name is in %s now", w->body.name);
}

bool body_run_person(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	const char *role_code = option(ctx, "role");
	size_t role = BODY_MEMBER;
	if (!find(&w, ctx->args[1]) || (role_code && !body_parse(ctx, body_roles, BODY_ROLES, "role", role_code, &role)))
		return false;
	w.person = (struct body_person){ .body_id = w.body.id, .name = ctx->args[2], .role = (enum body_role)role };
	if (!parse_date(ctx, "from", &w.person.from) || !parse_date(ctx, "to", &w.person.to))
		return false;
	bool ends = option(ctx, "end");
	if (ends && !w.person.to.year)
		return err_input(ctx->err, "--end needs the last day in the role: --to 2026-01-15");
	return db_write(ctx->db, ends ? end_person : add_person, &w, ctx->err)
	       && report(ctx, w.body.id, ends ? "The time in the role has ended." : "The person is added.");
}

/* ---- body responsibility ---- */

static bool set_share(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return body_share_set(tx, w->ctx->arena, w->plan.id, &w->share, 0, err);
}

bool body_run_responsibility(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	size_t part = BODY_PARTS;
	if (!find(&w, ctx->args[2])
	    || (!str_eq(ctx->args[3], "none") && !body_parse(ctx, body_parts, BODY_PARTS, "part in a task (or none)", ctx->args[3], &part)))
		return false;
	w.share = (struct body_share){ ctx->args[1], w.body.id, (enum body_part)part };
	return db_write(ctx->db, set_share, &w, ctx->err) && report(ctx, w.body.id, "The table of responsibilities is changed.");
}

/* ---- body list ---- */

struct listing {
	struct body *bodies;
	struct body_person *persons;
	struct body_share *shares;
	size_t n_bodies, n_persons, n_shares;
};

static void put_persons(struct json *j, struct arena *a, const struct listing *l, int64_t body_id)
{
	json_put_array(j, "persons");
	for (size_t i = 0; i < l->n_persons; i++) {
		const struct body_person *p = &l->persons[i];
		if (p->body_id != body_id)
			continue;
		json_put_object(j, NULL);
		json_put_i64(j, "id", p->id);
		json_put_string(j, "name", p->name);
		json_put_string(j, "role", body_roles[p->role].code);
		json_put_string(j, "from", date_iso(a, p->from));
		json_put_string(j, "to", date_iso(a, p->to));
		json_put_end(j);
	}
	json_put_end(j);
}

static void put_shares(struct json *j, const struct listing *l, int64_t body_id)
{
	json_put_array(j, "responsibilities");
	for (size_t i = 0; i < l->n_shares; i++) {
		if (l->shares[i].body_id != body_id)
			continue;
		json_put_object(j, NULL);
		json_put_string(j, "task", l->shares[i].task);
		json_put_string(j, "part", body_parts[l->shares[i].part].code);
		json_put_end(j);
	}
	json_put_end(j);
}

static void put_body(struct json *j, struct arena *a, const struct listing *l, const struct body *b)
{
	json_put_object(j, NULL);
	json_put_i64(j, "id", b->id);
	json_put_string(j, "name", b->name);
	json_put_string(j, "kind", body_kinds[b->kind].code);
	json_put_string(j, "description", b->description);
	json_put_string(j, "organisation", b->organisation);
	json_put_string(j, "tasks", b->tasks);
	json_put_bool(j, "elected", b->elected);
	json_put_array(j, "mandates");
	for (enum body_mandate m = 0; m < BODY_MANDATES; m++)
		if (body_may(b, m))
			json_put_string(j, NULL, body_mandates[m].code);
	json_put_end(j);
	put_persons(j, a, l, b->id);
	put_shares(j, l, b->id);
	json_put_end(j);
}

static void write_line(struct out *o, const struct body *b)
{
	out_format(o, "%lld  %s (%s%s)", (long long)b->id, b->name, body_kinds[b->kind].code, b->elected ? ", elected" : "");
	for (enum body_mandate m = 0; m < BODY_MANDATES; m++)
		if (body_may(b, m))
			out_format(o, " %s", body_mandates[m].code);
	out_char(o, '\n');
}

bool body_run_list(struct command_context *ctx)
{
	struct plan plan;
	struct listing l;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && body_list(c, ctx->arena, plan.id, &l.bodies, &l.n_bodies, ctx->err)
	          && body_person_list(c, ctx->arena, plan.id, &l.persons, &l.n_persons, ctx->err)
	          && body_share_list(c, ctx->arena, plan.id, &l.shares, &l.n_shares, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_array(&j, "bodies");
	}
	for (size_t i = 0; i < l.n_bodies; i++)
		if (ctx->json)
			put_body(&j, ctx->arena, &l, &l.bodies[i]);
		else
			write_line(ctx->out, &l.bodies[i]);
	if (ctx->json) {
		json_put_end(&j);
		json_put_end(&j);
	} else if (l.n_bodies == 0) {
		out_text(ctx->out, "The plan has no bodies yet; `planverk body add` adds one.\n");
	}
	return true;
}
