#include "support.h"

#include "base/hash.h"
#include "format/json.h"
#include "module/contribution/contribution_internal.h"
#include "module/event/event_internal.h"
#include "module/organisation/organisation_internal.h"
#include "module/report/report_formats.h"
#include "module/text/text_internal.h"

/* A small plan: power (with a strategy), skills, and the fjord, about which nobody was asked. */
enum { POWER, GRID, SKILLS, FJORD, BOATS, NODES };
enum { NET, NET_AGAIN, NET_AND_MORE, APPRENTICES, COFFEE, BOAT, SECRET, UNSURE, SAID };

static const char *const texts[SAID] = {
	[NET] = "Vi trenger mer nett.",
	[NET_AGAIN] = "Vi trenger mer nett.",
	[NET_AND_MORE] = "Vi trenger mer nett. Skriv til ola@eksempel.example.",
	[APPRENTICES] = "Flere lærlinger <b>nå</b> & alltid.",
	[COFFEE] = "Kaffen er kald.",
	[BOAT] = "Båter trenger strøm.",
	[SECRET] = "Hemmelig avtale om trafoen.",
	[UNSURE] = "Hva med kaia?",
};

struct fixture {
	struct test_db *t;
	struct plan_tree tree;
	struct contribution *said;
};

static bool add_organisations(struct fixture *f, struct db_conn *tx, struct err *err)
{
	static const struct organisation list[] = {
		{ 0, "Alfa AS", "business", "Oslo", "Industri" }, { 0, "Beta AS", "business", "Oslo", "Industri" },
		{ 0, "Gamma forbund", "union", "Ås", "Arbeidsliv" }, { 0, "Delta Kapital", "investor", "Oslo", "Finans" },
	};
	enum organisation_change change;
	for (size_t i = 0; i < ARRAY_LEN(list); i++)
		if (!organisation_put(tx, f->t->arena, &list[i], &change, err))
			return false;
	return true;
}

static bool add_plan(struct fixture *f, struct db_conn *tx, struct err *err)
{
	static const struct plan_node nodes[NODES] = {
		[POWER] = { .ref = "t1", .kind = "theme", .title = "Kraft", .asked = "yes", .parent = -1 },
		[GRID] = { .ref = "s1", .kind = "strategy", .title = "Mer nett", .asked = "", .parent = POWER },
		[SKILLS] = { .ref = "t2", .kind = "theme", .title = "Kompetanse", .asked = "", .parent = -1 },
		[FJORD] = { .ref = "t3", .kind = "theme", .title = "Fjorden", .asked = "not_asked", .parent = -1 },
		[BOATS] = { .ref = "m1", .kind = "measure", .title = "Stille båter", .asked = "", .parent = FJORD },
	};
	struct digest digest = digest_of("plan", 4);
	f->tree = (struct plan_tree){
		.plan = { .slug = "prove", .title = "Prøveplan", .description = "", .language = "nb", .period = "", .example = true },
		.nodes = arena_array(f->t->arena, NODES, sizeof *f->tree.nodes), .n = NODES };
	for (size_t i = 0; i < NODES; i++) {
		f->tree.nodes[i] = nodes[i];
		f->tree.nodes[i].body = f->tree.nodes[i].addressee = "";
	}
	return plan_add(tx, f->t->arena, &f->tree, &(struct plan_source){ "plan.json", digest.byte }, err);
}

static bool add_event(struct fixture *f, struct db_conn *tx, struct err *err)
{
	static const struct { const char *name; int64_t persons; } came[] = { { "Alfa AS", 12 }, { "Gamma forbund", 3 } };
	struct event e = { .code = "w1", .kind = "workshop", .name = "Samling om kraft", .held_on = "2025-09-11",
	                   .place = "Ås", .attendance = 30 };
	struct event *events;
	size_t n;
	if (!event_put(tx, f->tree.plan.id, &e, err) || !event_list(tx, f->t->arena, f->tree.plan.id, &events, &n, err))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(came); i++) {
		int64_t id;
		if (!organisation_named(tx, f->t->arena, came[i].name, &id, err)
		    || !event_attendance_put(tx, events[0].id, id, came[i].persons, err))
			return false;
	}
	return true;
}

static bool add_texts(struct fixture *f, struct db_conn *tx, const char *const *list, size_t n, struct err *err)
{
	struct contribution_row *rows = arena_array(f->t->arena, n, sizeof *rows);
	struct contribution_added added;
	struct digest digest = digest_of(list[0], strlen(list[0]));
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct contribution_row){
			.text = list[i], .ref = "", .event = i == 0 ? "w1" : "", .group = "", .topic = "", .language = "nb",
			.organisation = i == NET_AND_MORE ? "Beta AS" : i < NET_AND_MORE ? "Alfa AS" : "",
			.said_on = i == 0 ? "2025-09-11" : "", .line = (long)i + 1,
			.node_id = n == SAID && i == APPRENTICES ? f->tree.nodes[SKILLS].id : 0,
			.publish = i != NET_AGAIN && i != SECRET };
	return contribution_add(tx, f->t->arena, f->tree.plan.id, &(struct plan_source){ list[0], digest.byte }, rows, n,
	                        &added, err);
}

static bool make_plan(struct db_conn *tx, void *arg, struct err *err)
{
	struct fixture *f = arg;
	size_t n;
	return add_organisations(f, tx, err) && add_plan(f, tx, err) && add_event(f, tx, err)
	       && add_texts(f, tx, texts, SAID, err)
	       && contribution_list(tx, f->t->arena, f->tree.plan.id, &f->said, &n, err);
}

/* What the engine could have said; by hand, so that the tests do not depend on it. */
static bool make_run(struct db_conn *tx, void *arg, struct err *err)
{
	static const struct {
		const char *duplicate;
		int first, group, node; /* node -1: abstained */
	} said[SAID] = {
		[NET] = { "first", NET, 0, GRID }, [NET_AGAIN] = { "exact", NET, 0, GRID },
		[NET_AND_MORE] = { "contained", NET, 0, GRID }, [APPRENTICES] = { "first", APPRENTICES, 1, GRID },
		[COFFEE] = { "first", COFFEE, 2, -1 }, [BOAT] = { "first", BOAT, 0, BOATS },
		[SECRET] = { "first", SECRET, 2, POWER }, [UNSURE] = { "first", UNSURE, 0, -1 },
	};
	struct fixture *f = arg;
	struct text_group_row groups[] = {
		{ .number = 1, .overview = 1, .label = "nett, strøm", .contributions = 5, .arguments = 3,
		  .node_id = f->tree.nodes[POWER].id },
		{ .number = 2, .overview = 2, .label = "lærlinger", .contributions = 1, .arguments = 1,
		  .node_id = f->tree.nodes[SKILLS].id },
		{ .number = 0, .label = "", .contributions = 2, .arguments = 2 },
	};
	struct text_result results[SAID] = { 0 };
	struct text_quote_row quote = { 0, f->said[NET].id, 0, strlen(texts[NET]) };
	struct digest input = digest_of("input", 5);
	for (size_t i = 0; i < SAID; i++) {
		results[i] = (struct text_result){
			.contribution_id = f->said[i].id, .language = "nb", .confidence = 1, .duplicate = said[i].duplicate,
			.first_id = f->said[said[i].first].id, .family = said[i].first + 1, .group = (size_t)said[i].group,
			.abstained = said[i].node < 0, .n_suggestions = said[i].node < 0 ? 0 : 1 };
		if (said[i].node >= 0) {
			results[i].suggestion[0].node_id = f->tree.nodes[said[i].node].id;
			results[i].suggestion[0].score = 0.5;
		}
	}
	struct text_run run = {
		.made_at = INT64_C(1763895600000000), .program_version = "0.1.0", .summary = "{}",
		.parameters = "{\"seed\":7,\"groups\":0,\"quotes_per_group\":3,\"suggestions\":3}",
		.groups = groups, .n_groups = ARRAY_LEN(groups), .results = results, .n_results = SAID,
		.quotes = &quote, .n_quotes = 1 };
	return text_run_store(tx, &run, f->tree.plan.id, &input, err);
}

/* The plan and a run over no contributions at all. */
static bool make_empty(struct db_conn *tx, void *arg, struct err *err)
{
	struct fixture *f = arg;
	struct text_run run = { .program_version = "0.1.0", .summary = "{}", .parameters = "{\"seed\":7,\"groups\":0}" };
	struct digest input = digest_of("", 0);
	return add_plan(f, tx, err) && text_run_store(tx, &run, f->tree.plan.id, &input, err);
}

static struct fixture compiled_plan(struct test_db *t)
{
	struct fixture f = { .t = t };
	struct err err = { 0 };
	assert_ok(db_write(t->db, make_plan, &f, &err), err);
	assert_ok(db_write(t->db, make_run, &f, &err), err);
	return f;
}

static struct basis_report load(struct test_db *t, bool published_only, enum lang lang)
{
	struct basis_report r;
	struct err err = { 0 };
	struct basis_options options = { .lang = lang, .published_only = published_only };
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(basis_load(c, t->arena, "prove", &options, &r, &err), err);
	db_reader_done(c);
	return r;
}

static const char *written(struct test_db *t, report_write_fn *write, const struct basis_report *r, size_t *n)
{
	struct err err = { 0 };
	struct out o = out_memory(t->arena);
	assert_ok(write(&o, t->arena, r, &err), err);
	if (n)
		*n = o.total;
	return out_string(&o);
}

static bool list_is(const struct basis_list *list, size_t n, const size_t *expected)
{
	return list->n == n && memcmp(list->v, expected, n * sizeof *expected) == 0;
}

#define assert_list(list, ...) \
	assert_true(list_is(&(list), ARRAY_LEN(((const size_t[]){ __VA_ARGS__ })), (const size_t[]){ __VA_ARGS__ }))

/* ---- The model ---- */

DB_TEST(a_plan_that_was_not_compiled_says_what_to_do)(struct test_db *t)
{
	struct fixture f = { .t = t };
	struct err err = { 0 }, none = { 0 };
	struct basis_report r;
	assert_ok(db_write(t->db, make_plan, &f, &none), none);
	struct db_conn *c = db_reader(t->db, &none);
	assert_false(basis_load(c, t->arena, "prove", &(struct basis_options){ 0 }, &r, &err));
	db_reader_done(c);
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_non_null(strstr(err.message, "planverk compile prove"));
}

DB_TEST(a_section_beats_a_suggestion)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report r = load(t, false, LANG_NB);
	assert_int_equal(r.entries[APPRENTICES].how, BASIS_STOOD_UNDER);
	assert_int_equal(r.entries[APPRENTICES].place, SKILLS);
	assert_int_equal(r.entries[NET].how, BASIS_SUGGESTED);
	assert_int_equal(r.entries[NET].place, GRID);
	assert_int_equal(r.entries[COFFEE].how, BASIS_NO_PLACE);
	assert_int_equal(r.totals.stood_under, 1);
	assert_int_equal(r.totals.suggested, 5);
	assert_int_equal(r.totals.no_place, 2);
	assert_int_equal(r.nodes[POWER].total, 4);
	assert_int_equal(r.nodes[GRID].mentioned, 1);
}

DB_TEST(each_contribution_is_listed_once)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report r = load(t, false, LANG_NB);
	assert_int_equal(r.n_sections, 3);
	assert_list(r.groups[0].heads, NET, BOAT, UNSURE);
	assert_int_equal(r.entries[NET].next, NET_AGAIN);
	assert_int_equal(r.entries[NET_AGAIN].next, NET_AND_MORE);
	assert_int_equal(r.entries[NET].same, 1);
	assert_int_equal(r.entries[NET].similar, 1);
	assert_list(r.groups[1].heads, APPRENTICES);
	assert_list(r.sections[0].groups, 0);
	assert_list(r.sections[0].alone, SECRET);
	assert_list(r.alone_nowhere, COFFEE);
	assert_list(r.homeless, UNSURE);
	/* The boat is shown with group 1; its own theme says so. */
	assert_int_equal(r.sections[2].n_guests, 1);
	assert_int_equal(r.sections[2].guests[0].group, 0);
	assert_int_equal(r.groups[0].elsewhere, 1);
}

DB_TEST(letters_are_one_argument_and_keep_their_own_words)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report r = load(t, false, LANG_NB);
	assert_int_equal(r.n_campaigns, 1);
	assert_int_equal(r.campaigns[0].letters, 3);
	assert_int_equal(r.campaigns[0].contained, 1);
	assert_string_equal(r.campaigns[0].list[0].own_words, "");
	assert_string_equal(r.campaigns[0].list[2].own_words, "Skriv til [e-post].");
	assert_int_equal(r.totals.arguments, 6);
}

DB_TEST(not_asked_is_not_silence)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report r = load(t, false, LANG_NB);
	assert_true(r.nodes[FJORD].not_asked);
	assert_true(r.nodes[BOATS].not_asked);
	assert_int_equal(r.totals.silent, 0);
	assert_int_equal(r.nodes[FJORD].total, 1);
	const char *page = written(t, report_write_html, &r, NULL);
	assert_non_null(strstr(page, "Deltakerne ble ikke spurt om dette, og likevel hører 1 innspill til her."));
	assert_null(strstr(page, "Ingen tok opp dette."));
}

DB_TEST(missing_organisations_are_found)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report r = load(t, false, LANG_NB);
	assert_int_equal(r.totals.registered, 4);
	assert_int_equal(r.totals.took_part, 3);
	assert_int_equal(r.missing.n, 1);
	assert_string_equal(r.organisations[r.missing.v[0]].name, "Delta Kapital");
	assert_int_equal(r.events[0].contributions, 1);
}

static bool add_late(struct db_conn *tx, void *arg, struct err *err)
{
	static const char *const late[] = { "Kom for sent." };
	return add_texts(arg, tx, late, ARRAY_LEN(late), err);
}

DB_TEST(later_contributions_are_counted_and_left_out)(struct test_db *t)
{
	struct fixture f = compiled_plan(t);
	struct err err = { 0 };
	assert_ok(db_write(t->db, add_late, &f, &err), err);
	struct basis_report r = load(t, false, LANG_EN);
	assert_int_equal(r.totals.later, 1);
	assert_int_equal(r.totals.contributions, SAID);
	const char *page = written(t, report_write_html, &r, NULL);
	assert_null(strstr(page, "Kom for sent."));
	assert_non_null(strstr(page, "1 contribution came after the compilation"));
}

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
	assert_non_null(strstr(page, "Skriv til [e-post]."));
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
	assert_int_equal(count_of(page, "Kan ikke offentliggjøres</p>"), 2);
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
	assert_int_equal(r.totals.silent, 3);
	assert_int_equal(r.totals.not_asked, 2);
	const char *page = written(t, report_write_html, &r, NULL);
	assert_non_null(strstr(page, "Ingen tok opp 3 punkter i planen."));
	assert_non_null(strstr(page, "Deltakerne ble ikke spurt om dette. At det ikke er noen innspill"));
	assert_null(strstr(page, "nan"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_plan_that_was_not_compiled_says_what_to_do),
		ON_BOTH(a_section_beats_a_suggestion),
		ON_BOTH(each_contribution_is_listed_once),
		ON_BOTH(letters_are_one_argument_and_keep_their_own_words),
		ON_BOTH(not_asked_is_not_silence),
		ON_BOTH(missing_organisations_are_found),
		ON_BOTH(later_contributions_are_counted_and_left_out),
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
