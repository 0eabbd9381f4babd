/* The numbers, the command that prints them, and the module's tables. */
#include "module/participation/participation_internal.h"

/* ---- Loading ---- */

static bool one(struct db_conn *c, const struct sql *sql, int64_t plan_id, int64_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(c, sql);
	db_bind_i64(st, "$plan", plan_id);
	*n = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

static bool load_events(struct db_conn *c, struct arena *a, int64_t plan_id, struct participation *p, struct err *err)
{
	struct event *list;
	if (!event_list(c, a, plan_id, &list, &p->n_events, err))
		return false;
	p->events = arena_array(a, p->n_events, sizeof *p->events);
	for (size_t i = 0; i < p->n_events; i++) {
		p->events[i].event = list[i];
		p->persons += list[i].attendance > 0 ? list[i].attendance : 0;
		p->counted += list[i].attendance >= 0;
	}
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT event_id, count(*) FROM contribution WHERE plan_id = $plan AND event_id IS NOT NULL GROUP BY event_id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st))
		for (size_t i = 0; i < p->n_events; i++)
			if (p->events[i].event.id == db_i64(st, 0))
				p->events[i].contributions = db_i64(st, 1);
	return db_finish(st, err);
}

static bool load_kinds(struct db_conn *c, struct arena *a, int64_t plan_id, struct participation *p, struct err *err)
{
	VEC(struct participation_kind) kinds = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT o.kind, count(DISTINCT o.id), count(t.id) FROM organisation o LEFT JOIN contribution t "
		"  ON t.organisation_id = o.id AND t.plan_id = $plan "
		"WHERE t.id IS NOT NULL OR EXISTS (SELECT 1 FROM event_attendance x JOIN event e ON e.id = x.event_id "
		"  WHERE x.organisation_id = o.id AND e.plan_id = $plan) "
		"GROUP BY o.kind ORDER BY count(t.id) DESC, o.kind"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		*VEC_PUSH(a, &kinds) = (struct participation_kind){ db_text(st, 0, a), db_i64(st, 1), db_i64(st, 2) };
		p->organisations += db_i64(st, 1);
	}
	p->kinds = kinds.v;
	p->n_kinds = kinds.n;
	return db_finish(st, err);
}

bool participation_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct participation *p, struct err *err)
{
	*p = (struct participation){ 0 };
	return one(c, SQL("SELECT count(*) FROM contribution WHERE plan_id = $plan"), plan_id, &p->contributions, err)
	       && one(c, SQL("SELECT count(DISTINCT x.family) FROM text_result x WHERE x.run_id = (SELECT r.id FROM text_run r "
	                     "WHERE r.plan_id = $plan ORDER BY r.made_at DESC, r.id DESC LIMIT 1)"), plan_id, &p->arguments, err)
	       && one(c, SQL("SELECT count(*) FROM statement s JOIN consultation k ON k.id = s.consultation_id WHERE k.plan_id = $plan"),
	              plan_id, &p->statements, err)
	       && load_events(c, a, plan_id, p, err) && load_kinds(c, a, plan_id, p, err);
}

/* ---- planverk participation ---- */

static void write_json(struct out *o, const struct participation *p)
{
	struct json j = json_to(o, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "contributions", p->contributions);
	json_put_i64(&j, "arguments", p->arguments);
	json_put_i64(&j, "organisations", p->organisations);
	json_put_i64(&j, "statements", p->statements);
	json_put_i64(&j, "persons", p->persons);
	json_put_i64(&j, "events_counted", p->counted);
	json_put_array(&j, "events");
	for (size_t i = 0; i < p->n_events; i++) {
		json_put_object(&j, NULL);
		json_put_string(&j, "code", p->events[i].event.code);
		json_put_string(&j, "name", p->events[i].event.name);
		json_put_string(&j, "date", p->events[i].event.held_on);
		json_put_i64(&j, "contributions", p->events[i].contributions);
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_array(&j, "kinds");
	for (size_t i = 0; i < p->n_kinds; i++) {
		json_put_object(&j, NULL);
		json_put_string(&j, "kind", p->kinds[i].code);
		json_put_i64(&j, "organisations", p->kinds[i].organisations);
		json_put_i64(&j, "contributions", p->kinds[i].contributions);
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_end(&j);
}

static bool run(struct command_context *ctx)
{
	struct plan plan;
	struct participation p;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && participation_load(c, ctx->arena, plan.id, &p, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	if (ctx->json) {
		write_json(ctx->out, &p);
		return true;
	}
	out_format(ctx->out, "%6lld contributions, %lld different arguments\n", (long long)p.contributions, (long long)p.arguments);
	out_format(ctx->out, "%6lld statements in consultations\n", (long long)p.statements);
	out_format(ctx->out, "%6lld organisations\n", (long long)p.organisations);
	out_format(ctx->out, "%6lld persons at %lld of %zu events\n", (long long)p.persons, (long long)p.counted, p.n_events);
	return true;
}

/* ---- Tables ---- */

static const struct command commands[] = {
	{ "participation", "PLAN", "Who took part in a plan, in numbers", "With --json by event and by kind of organisation.",
	  NULL, 0, 1, 1, COMMAND_DB, run },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/participation", participation_web_show, "public", ROUTE_CACHE, "About the participation, in numbers" },
	{ "GET", "/event/{event}", participation_web_event, "public", ROUTE_CACHE, "An event with what was said there" },
};

static const struct route_subject subjects[] = {
	{ "event", participation_plan_of_event },
};

static const struct panel panels[] = {
	{ "plan", participation_panel_plan },
};

const struct module participation_module = {
	.name = "participation",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.subjects = subjects,
	.n_subjects = ARRAY_LEN(subjects),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
};
