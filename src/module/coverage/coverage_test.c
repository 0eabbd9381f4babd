#include "module/coverage/coverage_measure.h"
#include "module/report/report_fixture.h"

#include "base/random.h"

#include <math.h>

static void near(double x, double y)
{
	if (!(fabs(x - y) < 1e-6))
		fail_msg("%.9f is not %.9f", x, y);
}

/* ---- Measuring ---- */

/* A register with these populations, measured by these counts, of which the last two are in no part. */
static struct coverage measured(struct arena *a, const int64_t *populations, const int64_t *counts, size_t n, bool public)
{
	struct coverage c = { .counts = "persons", .parts = arena_array(a, n, sizeof *c.parts), .n = n, .known = true };
	for (size_t i = 0; i < n; i++)
		c.population += populations[i];
	for (size_t i = 0; i < n; i++) {
		c.parts[i].population = populations[i];
		c.parts[i].population_share = (double)populations[i] / (double)c.population;
	}
	coverage_measure(a, &c, COVERAGE_CONTRIBUTIONS, counts, public);
	return c;
}

static void compares_shares(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const int64_t populations[] = { 600, 300, 100 }, counts[] = { 30, 30, 40, 7, 20 };
	struct coverage c = measured(a, populations, counts, 3, false);
	const struct coverage_voices *v = &c.parts[2].voices[COVERAGE_CONTRIBUTIONS];
	assert_int_equal(c.total[COVERAGE_CONTRIBUTIONS], 127);
	assert_int_equal(c.outside[COVERAGE_CONTRIBUTIONS].count, 7);
	assert_int_equal(c.unknown[COVERAGE_CONTRIBUTIONS].count, 20);
	near(v->share.share, 0.4); /* of the 100 in the register */
	near(v->ratio, 4);
	near(v->low, v->share.low * 10);
	near(v->high, v->share.high * 10);
	assert_int_equal(coverage_verdict(v), COVERAGE_MORE);
	assert_int_equal(coverage_verdict(&c.parts[0].voices[COVERAGE_CONTRIBUTIONS]), COVERAGE_LESS);
	assert_int_equal(coverage_verdict(&c.parts[1].voices[COVERAGE_CONTRIBUTIONS]), COVERAGE_UNCLEAR);
	assert_int_equal(c.fit[COVERAGE_CONTRIBUTIONS].method, FIT_CHI_SQUARE);
	near(c.fit[COVERAGE_CONTRIBUTIONS].statistic, 30 * 30 / 60.0 + 0 + 30 * 30 / 10.0);
	arena_free(a);
}

/* Everything that the public can subtract: shown parts from the sum that the shares give away,
 * and everything shown from the sum of all voices. */
static void gives_nothing_away(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct random random = random_seeded(11);
	const int64_t populations[] = { 500, 300, 150, 50 };
	enum { N = 4 };
	for (int round = 0; round < 3000; round++) {
		int64_t counts[N + 2], most = 1 + (int64_t)random_below(&random, 30), left = 0, left_parts = 0;
		for (size_t i = 0; i < N + 2; i++)
			counts[i] = (int64_t)random_below(&random, (uint64_t)most);
		struct coverage c = measured(a, populations, counts, N, true);
		const struct coverage_rest *outside = &c.outside[0], *unknown = &c.unknown[0];
		size_t hidden_parts = 0, hidden;
		bool share_shown = false;
		for (size_t i = 0; i < N; i++) {
			const struct text_share *s = &c.parts[i].voices[0].share;
			assert_false(!s->hidden && s->count > 0 && s->count < TEXT_SMALL);
			hidden_parts += s->hidden ? 1 : 0;
			left_parts += s->hidden ? s->count : 0;
			share_shown |= !s->hidden;
		}
		assert_false(!outside->hidden && outside->count > 0 && outside->count < TEXT_SMALL);
		assert_false(!unknown->hidden && unknown->count > 0 && unknown->count < TEXT_SMALL);
		hidden = hidden_parts + (outside->hidden ? 1 : 0) + (unknown->hidden ? 1 : 0);
		left = left_parts + (outside->hidden ? outside->count : 0) + (unknown->hidden ? unknown->count : 0);
		if (hidden > 0 && !c.hide_total[0])
			assert_true(hidden > 1 && left >= TEXT_SMALL);
		/* A share that is shown, and the interval of an empty part, tell the sum that they are of. */
		int64_t of = c.parts[0].voices[0].share.of;
		if (share_shown && hidden_parts > 0 && of != c.total[0])
			assert_true(hidden_parts > 1 && left_parts >= TEXT_SMALL);
		if (share_shown && hidden > hidden_parts && of != c.total[0])
			assert_true(hidden - hidden_parts > 1 && c.total[0] - of >= TEXT_SMALL);
		arena_reset(a);
	}
	arena_free(a);
}

static void blurs_a_test_of_hidden_counts(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const int64_t populations[] = { 500, 300, 200 }, counts[] = { 40, 3, 12, 0, 0 };
	struct coverage c = measured(a, populations, counts, 3, true);
	assert_true(isnan(c.fit[0].statistic));
	near(c.fit[0].p * 100, round(c.fit[0].p * 100));
	assert_int_equal(coverage_verdict(&c.parts[1].voices[0]), COVERAGE_HIDDEN);
	assert_true(measured(a, populations, counts, 3, false).fit[0].statistic > 0);
	arena_free(a);
}

/* ---- In the database ---- */

struct register_case {
	struct fixture *f;
	enum coverage_by by;
	const struct coverage_row *rows;
	size_t n;
};

static bool store_register(struct db_conn *tx, void *arg, struct err *err)
{
	struct register_case *c = arg;
	struct digest digest = digest_of("register", 8);
	return coverage_store(tx, c->f->t->arena, c->f->tree.plan.id, c->by, "persons",
	                      &(struct coverage_source){ "folketall.csv", digest.byte }, c->rows, c->n, err);
}

static void keep(struct fixture *f, enum coverage_by by, const struct coverage_row *rows, size_t n)
{
	struct err err = { 0 };
	assert_ok(db_write(f->t->db, store_register, &(struct register_case){ f, by, rows, n }, &err), err);
}

static struct coverage *loaded(struct fixture *f, bool public, size_t *n)
{
	struct coverage *list;
	struct err err = { 0 };
	struct db_conn *c = db_reader(f->t->db, &err);
	assert_ok(coverage_load(c, f->t->arena, f->tree.plan.id, public, &list, n, &err), err);
	db_reader_done(c);
	return list;
}

DB_TEST(counts_voices_by_category)(struct test_db *t)
{
	struct fixture f = compiled_plan(t);
	static const struct coverage_row areas[] = { { "Oslo", "oslo", 700 }, { "ÅS", "ås", 300 } };
	size_t n;
	keep(&f, COVERAGE_AREA, areas, 2);
	struct coverage *c = loaded(&f, false, &n);
	assert_int_equal(n, 1);
	assert_string_equal(c->source, "folketall.csv");
	assert_int_equal(c->population, 1000);
	/* Alfa AS and Beta AS, both of Oslo, said three; two of these are one argument. */
	assert_int_equal(c->parts[0].voices[COVERAGE_CONTRIBUTIONS].share.count, 3);
	assert_int_equal(c->parts[0].voices[COVERAGE_ARGUMENTS].share.count, 1);
	assert_int_equal(c->parts[0].voices[COVERAGE_ORGANISATIONS].share.count, 2);
	assert_int_equal(c->parts[0].voices[COVERAGE_PERSONS].share.count, 12);
	/* Gamma forbund said nothing, but came. */
	assert_int_equal(c->parts[1].voices[COVERAGE_CONTRIBUTIONS].share.count, 0);
	assert_int_equal(c->parts[1].voices[COVERAGE_ORGANISATIONS].share.count, 1);
	assert_int_equal(c->parts[1].voices[COVERAGE_PERSONS].share.count, 3);
	assert_int_equal(c->unknown[COVERAGE_CONTRIBUTIONS].count, SAID - 3);
	c = loaded(&f, true, &n);
	assert_true(c->parts[0].voices[COVERAGE_CONTRIBUTIONS].share.hidden);
}

DB_TEST(replaces_a_register)(struct test_db *t)
{
	struct fixture f = compiled_plan(t);
	static const struct coverage_row first[] = { { "Oslo", "oslo", 700 }, { "Ås", "ås", 300 } },
	                                 second[] = { { "Oslo", "oslo", 10 } }, kinds[] = { { "business", "business", 4 } };
	size_t n;
	keep(&f, COVERAGE_AREA, first, 2);
	keep(&f, COVERAGE_KIND, kinds, 1);
	keep(&f, COVERAGE_AREA, second, 1);
	struct coverage *c = loaded(&f, false, &n);
	assert_int_equal(n, 2);
	assert_int_equal(c[0].n, 1);
	assert_int_equal(c[0].population, 10);
	assert_int_equal(c[1].by, COVERAGE_KIND);
	assert_int_equal(c[1].parts[0].voices[COVERAGE_CONTRIBUTIONS].share.count, 3);
	struct err err = { 0 };
	int64_t rows = 0;
	struct db_conn *conn = db_reader(t->db, &err);
	assert_ok(db_get_i64(conn, SQL("SELECT count(*) FROM journal WHERE action = 'coverage.import'"), &rows, &err), err);
	db_reader_done(conn);
	assert_int_equal(rows, 3);
}

DB_TEST(says_what_cannot_be_concluded)(struct test_db *t)
{
	struct fixture f = compiled_plan(t);
	static const struct coverage_row ages[] = { { "0–17", "0–17", 5 }, { "18–", "18–", 9 } };
	const char *caveats[COVERAGE_CAVEATS];
	size_t n;
	keep(&f, COVERAGE_AGE, ages, 2);
	struct coverage *c = loaded(&f, false, &n);
	assert_false(c->known);
	assert_int_equal(coverage_caveats(t->arena, LANG_NB, c, COVERAGE_CONTRIBUTIONS, caveats), 1);
	static const struct coverage_row areas[] = { { "Ås", "ås", 300 }, { "Nes", "nes", 100 } };
	keep(&f, COVERAGE_AREA, areas, 2);
	c = loaded(&f, false, &n); /* the voices are from Oslo, which the register lacks, or from nowhere */
	assert_int_equal(c->outside[COVERAGE_CONTRIBUTIONS].count, 3);
	assert_int_equal(c->fit[COVERAGE_CONTRIBUTIONS].method, FIT_NONE);
	assert_true(coverage_caveats(t->arena, LANG_NB, c, COVERAGE_CONTRIBUTIONS, caveats) >= 5);
}

static const char *page(struct test_db *t, const char *query, bool internal, enum http_status expected)
{
	struct err err = { 0 };
	struct request *rq = arena_alloc(t->arena, sizeof *rq);
	*rq = (struct request){ .arena = t->arena, .db = t->db, .conn = db_reader(t->db, &err), .lang = LANG_NB,
	                        .body = out_memory(t->arena), .path = "/plan/prove/coverage", .query = query,
	                        .content_type = "text/html; charset=utf-8", .params = 1, .internal = internal,
	                        .param = { { "plan", "prove" } }, .route = &coverage_module.routes[0] };
	assert_int_equal(rq->route->handler(rq), expected);
	assert_int_equal(rq->err.kind, ERR_NONE);
	db_reader_done(rq->conn);
	return out_string(&rq->body);
}

DB_TEST(shows_a_page)(struct test_db *t)
{
	struct fixture f = compiled_plan(t);
	static const struct coverage_row areas[] = { { "Oslo & omegn", "oslo & omegn", 700 }, { "Oslo", "oslo", 300 } };
	assert_non_null(strstr(page(t, "", true, HTTP_OK), "Ingen registre"));
	keep(&f, COVERAGE_AREA, areas, 2);
	const char *planners = page(t, "", true, HTTP_OK), *public = page(t, "", false, HTTP_OK);
	assert_non_null(strstr(planners, "Oslo &amp; omegn"));
	assert_non_null(strstr(planners, "<svg"));
	assert_non_null(strstr(planners, "Ytringer er ikke mennesker"));
	assert_null(strstr(planners, "skjult"));
	assert_non_null(strstr(public, "skjult"));
	page(t, "count=persons", true, HTTP_OK);
	page(t, "count=heads", true, HTTP_BAD_REQUEST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares_shares),
		cmocka_unit_test(gives_nothing_away),
		cmocka_unit_test(blurs_a_test_of_hidden_counts),
		ON_BOTH(counts_voices_by_category),
		ON_BOTH(replaces_a_register),
		ON_BOTH(says_what_cannot_be_concluded),
		ON_BOTH(shows_a_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
