/* Reports: beginning, writing, publishing, reading. */
#include "module/annual/annual_internal.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "db/journal.h"

#define TEXT_MAX 20000 /* code points */

size_t annual_count(const struct annual *r, enum measure_status status)
{
	size_t n = 0;
	for (size_t i = 0; i < r->n_measures; i++)
		n += r->measures[i].status == status;
	return n;
}

/* ---- Reading ---- */

bool annual_years(struct db_conn *c, struct arena *a, int64_t plan_id, bool drafts, int **years, size_t *n, struct err *err)
{
	VEC(int) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT year FROM annual_report WHERE plan_id = $plan AND (published_at > 0 OR CAST($drafts AS BIGINT) = 1) ORDER BY year DESC"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$drafts", drafts);
	while (db_step(st))
		*VEC_PUSH(a, &found) = (int)db_i64(st, 0);
	*years = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool annual_get(struct db_conn *c, struct arena *a, int64_t plan_id, int year, struct annual *r, struct err *err)
{
	const char *content = "";
	*r = (struct annual){ .plan_id = plan_id, .year = year };
	struct db_stmt *st = db_prepare(c, SQL("SELECT id, published_at, content FROM annual_report WHERE plan_id = $plan AND year = $year"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$year", year);
	if (db_step(st)) {
		r->id = db_i64(st, 0);
		r->as_of = db_i64(st, 1);
		content = db_text(st, 2, a);
	}
	if (!db_finish(st, err) || !r->id)
		return !err->kind;
	if (!r->as_of)
		return annual_compute(c, a, r, err);
	r->published = true;
	return annual_from_json(a, content, r, err);
}

/* ---- Writing ---- */

static bool journal(struct db_conn *tx, const char *action, int64_t id, struct arena *a, int64_t by, const char *key, const char *value,
                    struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_string(&j, key, value);
	json_put_end(&j);
	return journal_write(tx, action, id, out_string(&content), err);
}

bool annual_begin(struct db_conn *tx, struct arena *a, int64_t plan_id, int year, int64_t by, int64_t *id, struct err *err)
{
	struct annual there;
	if (year < 1900 || year > date_at(clock_now()).year)
		return err_input(err, "There is nothing to report of %d", year);
	if (!annual_get(tx, a, plan_id, year, &there, err))
		return false;
	if (there.id)
		return err_conflict(err, "There is an annual report for %d already", year);
	*id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO annual_report (id, plan_id, year, made_at, published_by, published_at, content, digest) "
		"VALUES ($id, $plan, $year, $at, 0, 0, '', $none)"));
	db_bind_i64(st, "$id", *id);
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$year", year);
	db_bind_i64(st, "$at", clock_now());
	db_bind_blob(st, "$none", "", 0);
	return db_finish(st, err) && journal(tx, "annual.begin", *id, a, by, "year", arena_printf(a, "%d", year), err);
}

/* A draft by its number; ERR_CONFLICT where it is published. */
static bool open_draft(struct db_conn *tx, struct arena *a, int64_t report_id, struct annual *r, struct err *err)
{
	int64_t published = 0;
	*r = (struct annual){ 0 };
	struct db_stmt *st = db_prepare(tx, SQL("SELECT id, plan_id, year, published_at FROM annual_report WHERE id = $id"));
	db_bind_i64(st, "$id", report_id);
	if (db_step(st)) {
		r->id = db_i64(st, 0);
		r->plan_id = db_i64(st, 1);
		r->year = (int)db_i64(st, 2);
		published = db_i64(st, 3);
	}
	if (!db_finish(st, err))
		return false;
	if (!r->id)
		return err_not_found(err, "There is no such annual report");
	if (published)
		return err_conflict(err, "The annual report for %d was published on %s and stands as it is", r->year,
		                    date_iso(a, date_at(published)));
	return true;
}

static bool is_goal(struct db_conn *tx, int64_t plan_id, int64_t node_id, bool *is, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("SELECT 1 FROM plan_node WHERE id = $id AND plan_id = $plan AND kind = 'goal'"));
	db_bind_i64(st, "$id", node_id);
	db_bind_i64(st, "$plan", plan_id);
	*is = db_step(st);
	return db_finish(st, err);
}

bool annual_write_text(struct db_conn *tx, struct arena *a, int64_t report_id, int64_t node_id, const char *text, int64_t by,
                       struct err *err)
{
	struct annual r;
	bool goal = true;
	if (!open_draft(tx, a, report_id, &r, err) || (node_id && !is_goal(tx, r.plan_id, node_id, &goal, err)))
		return false;
	if (!goal)
		return err_input(err, "A comment is on a goal of the plan");
	if (utf8_length(span_of(text)) > TEXT_MAX)
		return err_input(err, "A text has at most %d characters", TEXT_MAX);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO annual_text (report_id, node_id, number, text, written_by, written_at) "
		"SELECT CAST($report AS BIGINT), CAST($node AS BIGINT), 1 + coalesce(max(number), 0), CAST($text AS TEXT), CAST($by AS BIGINT), "
		"CAST($at AS BIGINT) FROM annual_text WHERE report_id = $report AND node_id = $node"));
	db_bind_i64(st, "$report", report_id);
	db_bind_i64(st, "$node", node_id);
	db_bind_text(st, "$text", text);
	db_bind_i64(st, "$by", by);
	db_bind_i64(st, "$at", clock_now());
	return db_finish(st, err) && journal(tx, "annual.text", report_id, a, by, "text", text, err);
}

bool annual_publish(struct db_conn *tx, struct arena *a, int64_t report_id, int64_t by, struct err *err)
{
	struct annual r;
	if (!open_draft(tx, a, report_id, &r, err) || !annual_compute(tx, a, &r, err))
		return false;
	const char *content = annual_json(a, &r);
	struct digest digest = digest_of(content, strlen(content));
	char hex[DIGEST_HEX_SIZE];
	digest_hex(&digest, hex);
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE annual_report SET published_by = $by, published_at = $at, content = $content, digest = $digest WHERE id = $id"));
	db_bind_i64(st, "$by", by);
	db_bind_i64(st, "$at", clock_now());
	db_bind_text(st, "$content", content);
	db_bind_blob(st, "$digest", digest.byte, DIGEST_SIZE);
	db_bind_i64(st, "$id", report_id);
	return db_finish(st, err) && journal(tx, "annual.publish", report_id, a, by, "digest", hex, err);
}

/* ---- Checking ---- */

bool annual_verify(struct db_conn *c, struct arena *a, void (*problem)(void *arg, const char *text), void *arg, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT year, content, digest FROM annual_report WHERE published_at > 0 ORDER BY id"));
	while (db_step(st)) {
		size_t n;
		const char *content = db_text(st, 1, a);
		struct digest now = digest_of(content, strlen(content));
		const void *kept = db_blob(st, 2, a, &n);
		if (n != DIGEST_SIZE || memcmp(kept, now.byte, DIGEST_SIZE) != 0)
			problem(arg, arena_printf(a, "the annual report for %lld is not what was published", (long long)db_i64(st, 0)));
	}
	return db_finish(st, err);
}
