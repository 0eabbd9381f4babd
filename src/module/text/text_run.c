/* Keeping a run and reading it back. */
#include "module/text/text_internal.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/str.h"
#include "module/text/text_campaign.h"
#include "module/text/text_demand.h"
#include "module/text/text_lineage.h"

/* ---- Storing ---- */

static bool store_header(struct db_conn *tx, struct text_run *run, int64_t plan_id, const struct digest *input,
                         struct err *err)
{
	run->id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO text_run (id, plan_id, made_at, program_version, parameters, input_digest, summary) "
		"VALUES ($id, $plan, $at, $version, $parameters, $input, $summary)"));
	db_bind_i64(st, "$id", run->id);
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$at", run->made_at);
	db_bind_text(st, "$version", run->program_version);
	db_bind_text(st, "$parameters", run->parameters);
	db_bind_blob(st, "$input", input->byte, DIGEST_SIZE);
	db_bind_text(st, "$summary", run->summary);
	return db_finish(st, err);
}

bool text_group_store(struct db_conn *tx, int64_t run_id, struct text_group_row *g, struct err *err)
{
	if (!text_group_address(tx, run_id, g->identity, &g->id, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO text_group (id, run_id, number, overview, label, contributions, arguments, node_id, identity_id) "
		"VALUES ($id, $run, $number, $overview, $label, $contributions, $arguments, $node, $identity)"));
	db_bind_i64(st, "$id", g->id);
	db_bind_i64(st, "$run", run_id);
	db_bind_i64(st, "$number", g->number);
	db_bind_i64(st, "$overview", g->overview);
	db_bind_text(st, "$label", g->label);
	db_bind_i64(st, "$contributions", g->contributions);
	db_bind_i64(st, "$arguments", g->arguments);
	db_bind_id(st, "$node", g->node_id);
	db_bind_id(st, "$identity", g->identity);
	return db_finish(st, err);
}

static bool store_suggestions(struct db_conn *tx, int64_t run_id, const struct text_result *r, struct err *err)
{
	for (int i = 0; i < r->n_suggestions; i++) {
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO text_suggestion (run_id, contribution_id, rank, node_id, score) "
			"VALUES ($run, $contribution, $rank, $node, $score)"));
		db_bind_i64(st, "$run", run_id);
		db_bind_i64(st, "$contribution", r->contribution_id);
		db_bind_i64(st, "$rank", i + 1);
		db_bind_i64(st, "$node", r->suggestion[i].node_id);
		db_bind_f64(st, "$score", r->suggestion[i].score);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

static bool store_result(struct db_conn *tx, const struct text_run *run, const struct text_result *r, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO text_result (run_id, contribution_id, language, confidence, duplicate, first_id, family, "
		"  group_id, abstained, found) "
		"VALUES ($run, $contribution, $language, $confidence, $duplicate, $first, $family, $group, $abstained, $found)"));
	db_bind_i64(st, "$run", run->id);
	db_bind_i64(st, "$contribution", r->contribution_id);
	db_bind_text(st, "$language", r->language);
	db_bind_f64(st, "$confidence", r->confidence);
	db_bind_text(st, "$duplicate", r->duplicate);
	db_bind_i64(st, "$first", r->first_id);
	db_bind_i64(st, "$family", r->family);
	db_bind_i64(st, "$group", run->groups[r->group].id);
	db_bind_i64(st, "$abstained", r->abstained);
	db_bind_i64(st, "$found", run->n_found ? r->found : run->groups[r->group].number);
	return db_finish(st, err) && store_suggestions(tx, run->id, r, err);
}

bool text_quote_store(struct db_conn *tx, int64_t run_id, const struct text_quote_row *q, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO text_quote (run_id, rank, contribution_id, first_byte, bytes) "
		"VALUES ($run, $rank, $contribution, $first, $bytes)"));
	db_bind_i64(st, "$run", run_id);
	db_bind_i64(st, "$rank", q->rank);
	db_bind_i64(st, "$contribution", q->contribution_id);
	db_bind_i64(st, "$first", (int64_t)q->first_byte);
	db_bind_i64(st, "$bytes", (int64_t)q->bytes);
	return db_finish(st, err);
}

/* The function may run again with the same run: what identities are to be is left as it is. */
static bool store_groups(struct db_conn *tx, struct text_run *run, const int64_t *identities, struct err *err)
{
	for (size_t i = 0; i < run->n_groups; i++) {
		struct text_group_row g = run->groups[i];
		if (g.number > 0 && g.identity <= 0)
			g.identity = identities[g.identity ? -g.identity : g.number];
		if (!text_group_store(tx, run->id, &g, err))
			return false;
		run->groups[i].id = g.id;
	}
	return true;
}

bool text_run_store(struct db_conn *tx, struct text_run *run, int64_t plan_id, const struct digest *input,
                    struct err *err)
{
	struct arena *scratch = arena_new();
	int64_t *identities;
	bool ok = store_header(tx, run, plan_id, input, err) && text_found_store(tx, scratch, run, plan_id, &identities, err)
	          && store_groups(tx, run, identities, err);
	for (size_t i = 0; ok && i < run->n_results; i++)
		ok = store_result(tx, run, &run->results[i], err);
	for (size_t i = 0; ok && i < run->n_quotes; i++)
		ok = text_quote_store(tx, run->id, &run->quotes[i], err);
	ok = ok && text_lineage_store(tx, run, identities, err) && text_campaigns_store(tx, run, err)
	     && text_demands_store(tx, run, err) && text_facts_store(tx, scratch, run->id, err);
	arena_free(scratch);
	return ok;
}

/* ---- Loading ---- */

bool text_newest_run(struct db_conn *c, int64_t plan_id, int64_t *run_id, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id FROM text_run WHERE plan_id = $plan ORDER BY made_at DESC, id DESC LIMIT 1"));
	db_bind_i64(st, "$plan", plan_id);
	*run_id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

/* Identifiers of the run's groups and their places in run->groups, to be searched. */
static size_t group_at(const struct text_run *run, int64_t id)
{
	for (size_t i = 0; i < run->n_groups; i++)
		if (run->groups[i].id == id)
			return i;
	return 0;
}

static bool load_header(struct db_conn *c, struct arena *a, int64_t plan_id, struct text_run *run, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, made_at, program_version, parameters, input_digest, summary FROM text_run "
		"WHERE plan_id = $plan ORDER BY made_at DESC, id DESC LIMIT 1"));
	db_bind_i64(st, "$plan", plan_id);
	if (db_step(st)) {
		struct digest input = { { 0 } };
		char hex[DIGEST_HEX_SIZE];
		size_t n;
		const void *bytes = db_blob(st, 4, a, &n);
		memcpy(input.byte, bytes, n < DIGEST_SIZE ? n : DIGEST_SIZE);
		digest_hex(&input, hex);
		run->id = db_i64(st, 0);
		run->made_at = db_i64(st, 1);
		run->program_version = db_text(st, 2, a);
		run->parameters = db_text(st, 3, a);
		run->input_digest = arena_strdup(a, hex);
		run->summary = db_text(st, 5, a);
	}
	return db_finish(st, err);
}

#define GROUP_COLUMNS \
	"SELECT g.id, g.number, g.overview, g.label, g.contributions, g.arguments, coalesce(g.node_id, 0), " \
	"CASE WHEN EXISTS (SELECT 1 FROM text_result x JOIN contribution t ON t.id = x.contribution_id " \
	"                  WHERE x.group_id = g.id AND t.publish = 1) THEN 1 ELSE 0 END, r.plan_id, " \
	"coalesce(i.title, ''), coalesce(g.identity_id, 0) " \
	"FROM text_group g JOIN text_run r ON r.id = g.run_id LEFT JOIN text_identity i ON i.id = g.identity_id "
/* The newest run of the plan that r belongs to. */
#define IS_NEWEST \
	"r.id = (SELECT q.id FROM text_run q WHERE q.plan_id = r.plan_id ORDER BY q.made_at DESC, q.id DESC LIMIT 1) "

static struct text_group_row read_group(struct db_stmt *st, struct arena *a)
{
	return (struct text_group_row){ .id = db_i64(st, 0), .number = db_i64(st, 1), .overview = db_i64(st, 2),
	                                .label = db_text(st, 3, a), .contributions = db_i64(st, 4), .arguments = db_i64(st, 5),
	                                .node_id = db_i64(st, 6), .publishable = db_i64(st, 7), .title = db_text(st, 9, a),
	                                .identity = db_i64(st, 10) };
}

static bool read_groups(struct db_stmt *st, struct arena *a, struct text_group_row **list, size_t *n, struct err *err)
{
	VEC(struct text_group_row) groups = { 0 };
	while (db_step(st))
		*VEC_PUSH(a, &groups) = read_group(st, a);
	*list = groups.v;
	*n = groups.n;
	return db_finish(st, err);
}

static bool load_groups(struct db_conn *c, struct arena *a, struct text_run *run, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(GROUP_COLUMNS "WHERE r.id = $run ORDER BY g.number"));
	db_bind_i64(st, "$run", run->id);
	return read_groups(st, a, &run->groups, &run->n_groups, err);
}

struct group_list {
	struct text_group_row *list;
	size_t n;
};

static const void *make_group_list(struct db_conn *c, struct arena *a, const void *arg, struct err *err)
{
	struct group_list *groups = arena_alloc(a, sizeof *groups);
	struct db_stmt *st = db_prepare(c, SQL(GROUP_COLUMNS "WHERE r.plan_id = $plan AND " IS_NEWEST "ORDER BY g.number"));
	db_bind_i64(st, "$plan", *(const int64_t *)arg);
	return read_groups(st, a, &groups->list, &groups->n, err) ? groups : NULL;
}

bool text_groups_of_plan(struct db_conn *c, struct arena *pin, int64_t plan_id,
                         const struct text_group_row **list, size_t *n, struct err *err)
{
	const char *key = arena_printf(pin, "text.groups/%lld", (long long)plan_id);
	const struct group_list *groups = db_shared(c, pin, key, make_group_list, &plan_id, err);
	if (!groups)
		return false;
	*list = groups->list;
	*n = groups->n;
	return true;
}

bool text_groups_of_node(struct db_conn *c, struct arena *a, int64_t node_id,
                         struct text_group_row **list, size_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(GROUP_COLUMNS "WHERE g.node_id = $node AND " IS_NEWEST "ORDER BY g.number"));
	db_bind_i64(st, "$node", node_id);
	return read_groups(st, a, list, n, err);
}

bool text_group_get(struct db_conn *c, struct arena *a, int64_t id, struct text_group_row *group,
                    int64_t *plan_id, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(GROUP_COLUMNS "WHERE g.id = $group"));
	db_bind_i64(st, "$group", id);
	*group = (struct text_group_row){ 0 };
	if (db_step(st)) {
		*group = read_group(st, a);
		*plan_id = db_i64(st, 8);
	}
	return db_finish(st, err);
}

static bool load_results(struct db_conn *c, struct arena *a, struct text_run *run, struct err *err)
{
	VEC(struct text_result) results = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT r.contribution_id, r.language, r.confidence, r.duplicate, r.first_id, r.family, r.group_id, r.abstained "
		"FROM text_result r JOIN contribution t ON t.id = r.contribution_id "
		"WHERE r.run_id = $run ORDER BY t.ordinal"));
	db_bind_i64(st, "$run", run->id);
	while (db_step(st)) {
		struct text_result *r = VEC_PUSH(a, &results);
		*r = (struct text_result){
			.contribution_id = db_i64(st, 0), .language = db_text(st, 1, a), .confidence = db_f64(st, 2),
			.duplicate = db_text(st, 3, a), .first_id = db_i64(st, 4), .family = db_i64(st, 5),
			.group = group_at(run, db_i64(st, 6)), .abstained = db_i64(st, 7) };
	}
	run->results = results.v;
	run->n_results = results.n;
	return db_finish(st, err);
}

/* Both lists stand in the order of their contributions, so one walk joins them. */
static bool load_suggestions(struct db_conn *c, struct text_run *run, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT s.contribution_id, s.node_id, s.score "
		"FROM text_suggestion s JOIN contribution t ON t.id = s.contribution_id "
		"WHERE s.run_id = $run ORDER BY t.ordinal, s.rank"));
	db_bind_i64(st, "$run", run->id);
	size_t at = 0;
	while (db_step(st)) {
		int64_t id = db_i64(st, 0);
		while (at < run->n_results && run->results[at].contribution_id != id)
			at++;
		if (at == run->n_results)
			break;
		struct text_result *r = &run->results[at];
		if (r->n_suggestions < TEXT_SUGGESTIONS) {
			r->suggestion[r->n_suggestions].node_id = db_i64(st, 1);
			r->suggestion[r->n_suggestions++].score = db_f64(st, 2);
		}
	}
	return db_finish(st, err);
}

static bool load_quotes(struct db_conn *c, struct arena *a, struct text_run *run, struct err *err)
{
	VEC(struct text_quote_row) quotes = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT x.group_id, q.contribution_id, q.first_byte, q.bytes, q.rank FROM text_quote q "
		"JOIN text_result x ON x.run_id = q.run_id AND x.contribution_id = q.contribution_id "
		"JOIN text_group g ON g.id = x.group_id "
		"WHERE q.run_id = $run ORDER BY g.number, q.rank, q.contribution_id, q.first_byte"));
	db_bind_i64(st, "$run", run->id);
	while (db_step(st))
		*VEC_PUSH(a, &quotes) = (struct text_quote_row){
			group_at(run, db_i64(st, 0)), db_i64(st, 1), (size_t)db_i64(st, 2), (size_t)db_i64(st, 3), db_i64(st, 4) };
	run->quotes = quotes.v;
	run->n_quotes = quotes.n;
	return db_finish(st, err);
}

bool text_run_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct text_run *run, struct err *err)
{
	*run = (struct text_run){ 0 };
	return load_header(c, a, plan_id, run, err)
	       && (run->id == 0 || (load_groups(c, a, run, err) && load_results(c, a, run, err)
	                            && load_suggestions(c, run, err) && load_quotes(c, a, run, err)
	                            && text_overview_load(c, a, run, err)));
}
