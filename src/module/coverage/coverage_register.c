/* A register in the database: replaced as a whole, and read back. */
#include "module/coverage/coverage_internal.h"

#include "base/clock.h"
#include "base/hash.h"
#include "db/journal.h"

static bool clear(struct db_conn *tx, const struct sql *sql, int64_t plan_id, const char *by, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, sql);
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$by", by);
	return db_finish(st, err);
}

static bool insert_head(struct db_conn *tx, int64_t plan_id, const char *by, const char *counts,
                        const struct coverage_source *source, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO coverage_register (plan_id, dimension, counts, source_name, source_digest, imported_at) "
		"VALUES ($plan, $by, $counts, $source, $digest, $at)"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$by", by);
	db_bind_text(st, "$counts", counts);
	db_bind_text(st, "$source", source->name);
	db_bind_blob(st, "$digest", source->digest, DIGEST_SIZE);
	db_bind_i64(st, "$at", clock_now());
	return db_finish(st, err);
}

static bool insert_row(struct db_conn *tx, int64_t plan_id, const char *by, int64_t ordinal,
                       const struct coverage_row *row, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO coverage_category (plan_id, dimension, ordinal, category, category_key, population) "
		"VALUES ($plan, $by, $ordinal, $category, $key, $population)"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$by", by);
	db_bind_i64(st, "$ordinal", ordinal);
	db_bind_text(st, "$category", row->category);
	db_bind_text(st, "$key", row->key);
	db_bind_i64(st, "$population", row->population);
	return db_finish(st, err);
}

/* All of it, so that an earlier register can be found again. */
static const char *journal_content(struct arena *a, const char *by, const char *counts,
                                   const struct coverage_source *source, const struct coverage_row *rows, size_t n)
{
	struct out o = out_memory(a);
	struct json j = json_to(&o, 0);
	json_put_object(&j, NULL);
	json_put_string(&j, "by", by);
	json_put_string(&j, "counts", counts);
	json_put_string(&j, "source", source->name);
	json_put_object(&j, "categories");
	for (size_t i = 0; i < n; i++)
		json_put_i64(&j, rows[i].category, rows[i].population);
	json_put_end(&j);
	json_put_end(&j);
	return out_string(&o);
}

bool coverage_store(struct db_conn *tx, struct arena *a, int64_t plan_id, enum coverage_by dimension, const char *counts,
                    const struct coverage_source *source, const struct coverage_row *rows, size_t n, struct err *err)
{
	const char *by = coverage_dimensions[dimension].code;
	if (!clear(tx, SQL("DELETE FROM coverage_category WHERE plan_id = $plan AND dimension = $by"), plan_id, by, err)
	    || !clear(tx, SQL("DELETE FROM coverage_register WHERE plan_id = $plan AND dimension = $by"), plan_id, by, err)
	    || !insert_head(tx, plan_id, by, counts, source, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!insert_row(tx, plan_id, by, (int64_t)i + 1, &rows[i], err))
			return false;
	return journal_write(tx, "coverage.import", plan_id, journal_content(a, by, counts, source, rows, n), err);
}
