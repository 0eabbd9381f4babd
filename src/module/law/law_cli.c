/* planverk law check, record, withdraw, aside. */
#include "module/law/law_internal.h"

#include "module/plan/plan.h"

static bool find_plan(struct command_context *ctx, struct plan *plan)
{
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], plan, ctx->err);
	db_reader_done(c);
	return ok;
}

/* ---- law check ---- */

static void put_result(struct json *j, const struct law_rule *rule, const struct law_result *r)
{
	static const char *const severities[] = { [LAW_STOP] = "stop", [LAW_WARN] = "warn", [LAW_NOTE] = "note" };
	json_put_object(j, NULL);
	json_put_string(j, "id", rule->id);
	json_put_string(j, "rule", rule->text);
	json_put_string(j, "section", rule->section);
	json_put_string(j, "severity", severities[rule->severity]);
	json_put_bool(j, "verify", rule->verify);
	json_put_string(j, "state", law_state_codes[law_result_state(r)]);
	json_put_string(j, "why", r->finding.why ? r->finding.why : "");
	json_put_string(j, "detail", r->finding.detail ? r->finding.detail : "");
	if (r->aside_id)
		json_put_string(j, "set_aside", r->aside_reason);
	json_put_end(j);
}

static void write_result(struct out *o, const struct law_rule *rule, const struct law_result *r)
{
	out_format(o, "%-4s %-9s %s (§ %s)\n", rule->id, law_state_codes[law_result_state(r)], rule->text, rule->section);
	if (r->finding.why)
		out_format(o, "               %s %s\n", r->finding.why, r->finding.detail ? r->finding.detail : "");
	if (r->aside_id)
		out_format(o, "               set aside: %s\n", r->aside_reason);
}

bool law_run_check(struct command_context *ctx)
{
	struct plan plan;
	struct law_result results[LAW_RULES];
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && law_check(c, ctx->arena, plan.id, date_at(clock_now()), results, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < LAW_RULES; i++)
		if (ctx->json)
			put_result(&j, &law_rules[i], &results[i]);
		else
			write_result(ctx->out, &law_rules[i], &results[i]);
	if (ctx->json)
		json_put_end(&j);
	return true;
}

/* ---- Changes ---- */

struct change {
	struct arena *arena;
	struct plan plan;
	struct law_record record;
	char **rules; /* to set aside; NULL for none */
	int n_rules;
	const char *reason;
	int64_t withdraw;
};

static bool change(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *c = arg;
	if (c->withdraw)
		return law_record_withdraw(tx, c->arena, c->plan.id, c->withdraw, c->reason, 0, err);
	for (int i = 0; i < c->n_rules; i++)
		if (!law_set_aside(tx, c->arena, c->plan.id, c->rules[i], c->reason, 0, err))
			return false;
	return c->rules || law_record_add(tx, c->arena, c->plan.id, &c->record, err);
}

static void list_kinds(struct command_context *ctx)
{
	for (size_t i = 0; i < LAW_RECORD_KINDS; i++)
		out_format(ctx->out, "%-20s R%-3u %s%s\n", law_record_kinds[i].code, law_record_kinds[i].rule, law_record_kinds[i].name,
		           law_record_kinds[i].dated ? " (with its day)" : "");
}

static bool list_records(struct command_context *ctx, const struct plan *plan)
{
	struct law_record *list;
	size_t n;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && law_records(c, ctx->arena, plan->id, &list, &n, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		const char *code = law_record_kinds[list[i].kind].code, *on = date_iso(ctx->arena, list[i].on);
		if (!ctx->json) {
			out_format(ctx->out, "%lld  %-10s  %-20s %s\n", (long long)list[i].id, on, code, list[i].note);
			continue;
		}
		json_put_object(&j, NULL);
		json_put_i64(&j, "id", list[i].id);
		json_put_string(&j, "kind", code);
		json_put_string(&j, "on", on);
		json_put_string(&j, "note", list[i].note);
		json_put_end(&j);
	}
	if (ctx->json)
		json_put_end(&j);
	else if (n == 0)
		list_kinds(ctx);
	return true;
}

bool law_run_record(struct command_context *ctx)
{
	const char *on = option(ctx, "on");
	struct change c = { .arena = ctx->arena, .record = { .note = str_or(option(ctx, "note"), "") } };
	if (!find_plan(ctx, &c.plan))
		return false;
	if (ctx->n_args == 1)
		return list_records(ctx, &c.plan);
	if (!law_record_parse(ctx->args[1], &c.record.kind))
		return err_input(ctx->err, "There is no kind of record \"%s\"; `planverk help law record` names them", ctx->args[1]);
	if (on && !date_parse(on, &c.record.on))
		return err_input(ctx->err, "--on %s is not a date; write 2026-02-16", on);
	if (!db_write(ctx->db, change, &c, ctx->err))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_i64(&j, "record", c.record.id);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "Recorded: %s\n", law_record_kinds[c.record.kind].name);
	}
	return true;
}

bool law_run_withdraw(struct command_context *ctx)
{
	struct change c = { .arena = ctx->arena, .reason = str_or(option(ctx, "reason"), "") };
	if (!str_to_i64(ctx->args[1], &c.withdraw) || c.withdraw <= 0)
		return err_input(ctx->err, "%s is not the number of a record; `planverk law record PLAN` lists them", ctx->args[1]);
	return find_plan(ctx, &c.plan) && db_write(ctx->db, change, &c, ctx->err);
}

bool law_run_aside(struct command_context *ctx)
{
	struct change c = { .arena = ctx->arena, .rules = ctx->args + 1, .n_rules = ctx->n_args - 1,
	                    .reason = option(ctx, "end") ? NULL : str_or(option(ctx, "reason"), "") };
	return find_plan(ctx, &c.plan) && db_write(ctx->db, change, &c, ctx->err);
}
