/* What is demanded, and who was heard against a register, in the report. */
#include "module/coverage/coverage_internal.h"
#include "module/report/report_fixture.h"

DB_TEST(demands_are_counted_and_those_not_public_not_shown)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report internal = load(t, false, LANG_NB), public = load(t, true, LANG_NB);
	assert_int_equal(internal.n_demands, 2);
	assert_int_equal(internal.demands[0].entry, NET);
	assert_string_equal(internal.demands[0].sentence, texts[NET]);
	assert_int_equal(internal.demands[1].addressees, 1U << DEMAND_STATE);
	assert_true(internal.demands[1].negated);
	assert_int_equal(public.n_demands, 2); /* counted */
	assert_string_equal(public.demands[1].sentence, "");

	const char *json = written(t, report_write_json, &public, NULL), *page = written(t, report_write_html, &public, NULL);
	assert_non_null(strstr(json, "\"firmness\": \"need\""));
	assert_null(strstr(json, "\"firmness\": \"must\""));
	assert_non_null(strstr(written(t, report_write_json, &internal, NULL), "\"addressees\": [\n    \"state\"\n   ]"));
	assert_non_null(strstr(page, "Hva som kreves, av hvem, hvor tydelig"));
	assert_non_null(strstr(page, "Staten"));
	assert_null(strstr(page, "Hemmelig"));
}

static bool store_register(struct db_conn *tx, void *arg, struct err *err)
{
	static const struct coverage_row kinds[] = { { "business", "business", 40 }, { "union", "union", 2 } };
	struct fixture *f = arg;
	struct digest digest = digest_of("register", 8);
	return coverage_store(tx, f->t->arena, f->tree.plan.id, COVERAGE_KIND, "organisations",
	                      &(struct coverage_source){ "register.csv", digest.byte }, kinds, 2, err);
}

DB_TEST(registers_stand_in_the_chapter_on_people)(struct test_db *t)
{
	static report_write_fn *const forms[] = { report_write_docx, report_write_xlsx };
	struct fixture f = compiled_plan(t);
	struct err err = { 0 };
	struct basis_report r = load(t, false, LANG_NB);
	const char *title = "Hvem som er hørt, og hvem som bor og arbeider her";
	assert_int_equal(r.n_coverage, 0);
	assert_null(strstr(written(t, report_write_html, &r, NULL), title));
	assert_ok(db_write(t->db, store_register, &f, &err), err);

	r = load(t, false, LANG_NB);
	struct basis_report public = load(t, true, LANG_NB);
	assert_int_equal(r.n_coverage, 1);
	assert_non_null(strstr(written(t, report_write_html, &r, NULL), title));
	assert_non_null(strstr(written(t, report_write_json, &r, NULL), "\"population\": 40"));
	/* Two businesses and a union: too few for the public. */
	assert_true(public.coverage[0].parts[0].voices[COVERAGE_ORGANISATIONS].share.hidden);
	assert_non_null(strstr(written(t, report_write_json, &public, NULL), "\"count\": null"));
	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		size_t n;
		written(t, forms[i], &r, &n);
		assert_true(n > 1000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(demands_are_counted_and_those_not_public_not_shown),
		ON_BOTH(registers_stand_in_the_chapter_on_people),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
