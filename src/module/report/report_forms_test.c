/* What the forms show, and what they must not. */
#include "module/report/report_fixture.h"

/* ---- What is shown ---- */

static size_t count_of(const char *text, const char *needle)
{
	size_t n = 0;
	for (; (text = strstr(text, needle)) != NULL; text++)
		n++;
	return n;
}

DB_TEST(texts_are_masked_and_escaped)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report r = load(t, false, LANG_NB);
	const char *page = written(t, report_write_html, &r, NULL);
	const char *json = written(t, report_write_json, &r, NULL);
	assert_null(strstr(page, "ola@"));
	assert_null(strstr(json, "ola@"));
	assert_non_null(strstr(page, "Skriv til ▇▇▇."));
	assert_null(strstr(page, "<b>nå"));
	assert_non_null(strstr(page, "Flere lærlinger &lt;b&gt;nå&lt;/b&gt; &amp; alltid."));
}

/* Every form of the public version, as text. Word and Excel are archives: their parts are unpacked. */
static const char *unpacked(struct test_db *t, report_write_fn *write, const struct basis_report *r, const char *name)
{
	size_t n;
	const char *bytes = written(t, write, r, &n);
	char *path = arena_printf(t->arena, "/tmp/planverk-report-%d-%s", (int)getpid(), name);
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	fclose(f);
	f = popen(arena_printf(t->arena, "python3 -c 'import sys, zipfile\n"
	                       "z = zipfile.ZipFile(sys.argv[1])\n"
	                       "for n in z.namelist(): sys.stdout.buffer.write(z.read(n))' %s", path), "r");
	assert_non_null(f);
	char buffer[4096];
	struct out text = out_memory(t->arena);
	for (size_t got; (got = fread(buffer, 1, sizeof buffer, f)) > 0;)
		out_bytes(&text, buffer, got);
	assert_int_equal(pclose(f), 0);
	unlink(path);
	return out_string(&text);
}

DB_TEST(the_public_version_shows_no_unpublished_text)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report r = load(t, true, LANG_NB);
	const char *forms[] = {
		written(t, report_write_html, &r, NULL), written(t, report_write_json, &r, NULL),
		unpacked(t, report_write_docx, &r, "docx"), unpacked(t, report_write_xlsx, &r, "xlsx"),
	};
	assert_int_equal(r.totals.withheld, 2);
	assert_int_equal(r.entries[NET].same, 1); /* counted, though not shown */
	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		assert_null(strstr(forms[i], "Hemmelig"));
		assert_null(strstr(forms[i], "Delta Kapital"));
		assert_non_null(strstr(forms[i], "Kaffen er kald."));
	}
	assert_null(strstr(forms[0], "id=\"contribution-2\""));
	assert_non_null(strstr(forms[0], "+ 1 lik, 1 nesten lik"));
}

DB_TEST(the_working_version_marks_unpublished_texts)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report r = load(t, false, LANG_NB);
	const char *page = written(t, report_write_html, &r, NULL);
	assert_non_null(strstr(page, "Hemmelig avtale"));
	assert_non_null(strstr(page, "Delta Kapital"));
	assert_int_equal(count_of(page, "Kan ikke offentliggjøres</span>"), 2);
}

static const struct basis_cell *cell_of(const struct basis_report *r, const char *code)
{
	const struct basis_cells *cells = &r->cells[BASIS_KIND];
	for (size_t i = 0; i < cells->n; i++)
		if (cells->v[i].code && str_eq(cells->v[i].code, code))
			return &cells->v[i];
	fail_msg("there is no cell %s", code);
	return NULL;
}

DB_TEST(small_counts_are_hidden_from_the_public)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report internal = load(t, false, LANG_NB), public = load(t, true, LANG_NB);
	assert_int_equal(cell_of(&internal, "union")->persons, 3);
	assert_false(cell_of(&internal, "union")->hide_persons);
	assert_true(cell_of(&public, "union")->hide_persons);
	/* 3 of 15: with the other one shown, this one could be found by subtraction. */
	assert_true(cell_of(&public, "business")->hide_persons);
	assert_true(cell_of(&public, "business")->hide_contributions);
}

/* ---- The forms ---- */

DB_TEST(the_same_database_gives_the_same_bytes)(struct test_db *t)
{
	static report_write_fn *const forms[] = { report_write_html, report_write_docx, report_write_xlsx, report_write_json };
	compiled_plan(t);
	struct basis_report first = load(t, false, LANG_NB), second = load(t, false, LANG_NB);
	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		size_t n, m;
		const char *a = written(t, forms[i], &first, &n), *b = written(t, forms[i], &second, &m);
		assert_int_equal(n, m);
		assert_memory_equal(a, b, n);
	}
}

DB_TEST(no_identifier_of_the_database_is_shown)(struct test_db *t)
{
	struct fixture f = compiled_plan(t);
	struct basis_report r = load(t, false, LANG_NB);
	const char *page = written(t, report_write_html, &r, NULL), *json = written(t, report_write_json, &r, NULL);
	const int64_t ids[] = { f.tree.plan.id, f.tree.nodes[POWER].id, f.said[NET].id };
	for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
		const char *id = arena_printf(t->arena, "%lld", (long long)ids[i]);
		assert_null(strstr(page, id));
		assert_null(strstr(json, id));
	}
}

DB_TEST(json_holds_what_the_report_holds)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report r = load(t, false, LANG_NN);
	struct err err = { 0 };
	json_t *root;
	assert_ok(json_read_bytes(t->arena, span_of(written(t, report_write_json, &r, NULL)), "report", &root, &err), err);
	assert_string_equal(json_string_value(json_object_get(root, "format")), "planverk-basis-report");
	const json_t *list = json_object_get(root, "contributions");
	assert_int_equal(json_array_size(list), SAID);
	const json_t *boat = json_array_get(list, BOAT);
	assert_int_equal(json_integer_value(json_object_get(boat, "number")), BOAT + 1);
	assert_string_equal(json_string_value(json_object_get(boat, "place")), "m1");
	assert_string_equal(json_string_value(json_object_get(boat, "how")), "suggested");
	assert_true(json_is_null(json_object_get(json_array_get(list, COFFEE), "place")));
	assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(root, "nodes"), FJORD), "asked")),
	                    "not_asked");
}

DB_TEST(each_language_has_its_words)(struct test_db *t)
{
	static const struct { enum lang lang; const char *kind, *date; } expected[] = {
		{ LANG_NB, ">Grunnlagsrapport<", "Sammenstilt 23. november 2025" },
		{ LANG_NN, "Kva som vart sagt, tema for tema", "Samanstilt 23. november 2025" },
		{ LANG_EN, ">Basis report<", "Compiled 23 November 2025" },
	};
	compiled_plan(t);
	for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
		struct basis_report r = load(t, false, expected[i].lang);
		const char *page = written(t, report_write_html, &r, NULL);
		assert_non_null(strstr(page, expected[i].kind));
		assert_non_null(strstr(page, expected[i].date));
	}
}

DB_TEST(a_plan_without_contributions_has_a_report)(struct test_db *t)
{
	struct fixture f = { .t = t };
	struct err err = { 0 };
	assert_ok(db_write(t->db, make_empty, &f, &err), err);
	struct basis_report r = load(t, true, LANG_NB);
	assert_int_equal(r.n, 0);
	assert_int_equal(r.totals.empty, 4);
	assert_int_equal(r.totals.unclear, 0);
	assert_int_equal(r.totals.not_asked, 2);
	const char *page = written(t, report_write_html, &r, NULL);
	assert_non_null(strstr(page, "Ingen innspill har plass på 4 punkter i planen."));
	assert_non_null(strstr(page, "Deltakerne ble ikke spurt om dette. At det ikke er noen innspill"));
	assert_null(strstr(page, "nan"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(texts_are_masked_and_escaped),
		ON_BOTH(the_public_version_shows_no_unpublished_text),
		ON_BOTH(the_working_version_marks_unpublished_texts),
		ON_BOTH(small_counts_are_hidden_from_the_public),
		ON_BOTH(the_same_database_gives_the_same_bytes),
		ON_BOTH(no_identifier_of_the_database_is_shown),
		ON_BOTH(json_holds_what_the_report_holds),
		ON_BOTH(each_language_has_its_words),
		ON_BOTH(a_plan_without_contributions_has_a_report),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
