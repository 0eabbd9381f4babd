/* planverk coverage PLAN: the registers with the voices beside them, as text or JSON. */
#include "module/coverage/coverage_internal.h"

#include "ui/translate.h"

#include <math.h>

/* null where it is hidden */
static void put_count(struct json *j, const char *key, int64_t n, bool hidden)
{
	if (hidden)
		json_put_null(j, key);
	else
		json_put_i64(j, key, n);
}

static void put_voices(struct json *j, const char *key, const struct coverage_voices *v)
{
	bool hidden = v->share.hidden;
	json_put_object(j, key);
	put_count(j, "count", v->share.count, hidden);
	if (!hidden) {
		json_put_f64(j, "share", v->share.share);
		json_put_f64(j, "share_low", v->share.low);
		json_put_f64(j, "share_high", v->share.high);
		json_put_f64(j, "ratio", v->ratio);
		json_put_f64(j, "ratio_low", v->low);
		json_put_f64(j, "ratio_high", v->high);
		json_put_f64(j, "p", v->p);
	}
	json_put_end(j);
}

static void put_unit(struct json *j, const struct coverage *c, enum coverage_unit u)
{
	static const char *const methods[] = { "none", "chi_square", "simulated", "pooled" };
	json_put_object(j, coverage_units[u].code);
	put_count(j, "total", c->total[u], c->hide_total[u]);
	put_count(j, "category_unknown", c->unknown[u].count, c->unknown[u].hidden);
	put_count(j, "outside_register", c->outside[u].count, c->outside[u].hidden);
	json_put_object(j, "test");
	json_put_string(j, "method", methods[c->fit[u].method]);
	json_put_f64(j, "statistic", c->fit[u].statistic);
	json_put_i64(j, "degrees", c->fit[u].degrees);
	json_put_f64(j, "p", c->fit[u].p);
	json_put_end(j);
	json_put_end(j);
}

void coverage_write_json(struct json *j, struct arena *a, enum lang lang, const struct coverage *c)
{
	json_put_object(j, NULL);
	json_put_string(j, "by", coverage_dimensions[c->by].code);
	json_put_string(j, "counts", c->counts);
	json_put_string(j, "source", c->source);
	json_put_i64(j, "population", c->population);
	json_put_object(j, "voices");
	for (unsigned u = 0; u < COVERAGE_UNITS; u++)
		put_unit(j, c, (enum coverage_unit)u);
	json_put_end(j);
	json_put_array(j, "categories");
	for (size_t i = 0; i < c->n; i++) {
		const struct coverage_part *p = &c->parts[i];
		json_put_object(j, NULL);
		json_put_string(j, "category", p->category);
		json_put_i64(j, "population", p->population);
		json_put_f64(j, "population_share", p->population_share);
		for (unsigned u = 0; u < COVERAGE_UNITS; u++)
			put_voices(j, coverage_units[u].code, &p->voices[u]);
		json_put_end(j);
	}
	json_put_end(j);
	json_put_array(j, "cannot_be_concluded");
	const char *caveats[COVERAGE_CAVEATS];
	size_t n = coverage_caveats(a, lang, c, coverage_main_unit(c), caveats);
	for (size_t i = 0; i < n; i++)
		json_put_string(j, NULL, caveats[i]);
	json_put_end(j);
	json_put_end(j);
}

/* ---- As text ---- */

static const char *p_text(struct arena *a, double p)
{
	return p < 0.001 ? "<0.001" : arena_printf(a, "%6.3f", p);
}

static void write_part(struct command_context *ctx, const struct coverage *c, const struct coverage_part *p,
                       enum coverage_unit unit)
{
	const struct coverage_voices *v = &p->voices[unit];
	out_format(ctx->out, "  %10lld %5.1f %%  ", (long long)p->population, p->population_share * 100);
	if (v->share.hidden)
		out_format(ctx->out, "%8s %9s  %23s  %6s", "hidden", "", "", "");
	else
		out_format(ctx->out, "%8lld %7.1f %%  %6.2f (%5.2f to %6.2f)  %s", (long long)v->share.count, v->share.share * 100,
		           v->ratio, v->low, v->high, p_text(ctx->arena, v->p));
	bool differs = coverage_verdict(v) == COVERAGE_MORE || coverage_verdict(v) == COVERAGE_LESS;
	out_format(ctx->out, "  %s%s%s\n", coverage_category_name(LANG_EN, c, p), differs ? ": " : "",
	           differs ? coverage_verdict_name(coverage_verdict(v)) : "");
}

static void write_text(struct command_context *ctx, const struct coverage *c, enum coverage_unit unit)
{
	const char *caveats[COVERAGE_CAVEATS];
	size_t n = coverage_caveats(ctx->arena, LANG_EN, c, unit, caveats);
	out_format(ctx->out, "%s: %s against %lld %s (%s)\n", coverage_dimensions[c->by].name, coverage_units[unit].name,
	           (long long)c->population, c->counts, c->source);
	if (c->known) {
		out_format(ctx->out, "  %10.10s %7s  %8s %9s  %23s  %6s\n", c->counts, "share", "voices", "share", "ratio (95 %)", "p");
		for (size_t i = 0; i < c->n; i++)
			write_part(ctx, c, &c->parts[i], unit);
		if (c->fit[unit].method != FIT_NONE)
			out_format(ctx->out, "  All together: p %s%s\n", p_text(ctx->arena, c->fit[unit].p),
			           c->fit[unit].method == FIT_SIMULATED ? " (simulated)" : "");
	}
	for (size_t i = 0; i < n; i++)
		out_format(ctx->out, "  - %s\n", caveats[i]);
	out_char(ctx->out, '\n');
}

/* ---- The command ---- */

static bool read_options(struct command_context *ctx, const char **by, enum coverage_unit *unit)
{
	enum coverage_by dimension;
	const char *count = option(ctx, "count");
	*by = option(ctx, "by");
	if (*by && !coverage_read_by(ctx, &dimension))
		return false;
	return !count || coverage_unit_parse(count, unit)
	       || err_input(ctx->err, "--count must be contributions, arguments, organisations or persons, not \"%s\"", count);
}

bool coverage_run_show(struct command_context *ctx)
{
	const char *by;
	enum coverage_unit unit = COVERAGE_CONTRIBUTIONS;
	struct coverage *list;
	struct plan plan;
	size_t n = 0, shown = 0;
	if (!read_options(ctx, &by, &unit))
		return false;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && coverage_load(c, ctx->arena, plan.id, option(ctx, "published-only") != NULL, &list, &n, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	struct json j = json_to(ctx->out, 1);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		if (by && !str_eq(by, coverage_dimensions[list[i].by].code))
			continue;
		shown++;
		if (ctx->json)
			coverage_write_json(&j, ctx->arena, LANG_EN, &list[i]);
		else
			write_text(ctx, &list[i], option(ctx, "count") ? unit : coverage_main_unit(&list[i]));
	}
	if (ctx->json)
		json_put_end(&j);
	if (shown > 0 || ctx->json)
		return true;
	return err_not_found(ctx->err, "\"%s\" has no register%s%s to compare with; `planverk coverage import %s FILE --by %s` "
	                     "reads one", plan.title, by ? " by " : "", by ? by : "", plan.slug, by ? by : "area");
}
