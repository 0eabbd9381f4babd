#include "module/report/report_fixture.h"
#include "module/text/text_demand.h"

/* As the fixture has it, the second and the seventh may not be published. */
static const char *const said[] = {
	"Toget er fint. Kommunen må bygge mer & <bedre>.",
	"Staten må ikke selge tomta.",
	"Nå bør Gamma forbund svare.",
	"Si til ola@eksempel.example at fylket må svare.",
	"Vi mangler strøm.",
	"Hva med kaia?",
	"Hemmelig: Staten må betale.",
	"Toget er fint. Kommunen må bygge mer & <bedre>.",
};

/* A plan whose contributions were compiled by the engine. */
static bool make_compiled(struct db_conn *tx, void *arg, struct err *err)
{
	struct fixture *f = arg;
	struct compile_input in = { .options = { .threads = 2, .seed = 1 } };
	struct compile_summary summary;
	struct text_run run = { .made_at = 1, .program_version = "0.1.0", .summary = "{}" };
	struct arena *a = f->t->arena;
	if (!add_organisations(f, tx, err) || !add_plan(f, tx, err) || !add_event(f, tx, err)
	    || !add_texts(f, tx, said, ARRAY_LEN(said), err)
	    || !contribution_list(tx, a, f->tree.plan.id, &in.list, &in.n, err)
	    || !organisation_list(tx, a, &in.organisations, &in.n_organisations, err)
	    || !plan_tree_load(tx, a, f->tree.plan.id, &in.tree, err))
		return false;
	compile(a, &in, &run, &summary);
	struct digest digest = compile_input_digest(&in);
	f->said = in.list;
	return text_run_store(tx, &run, f->tree.plan.id, &digest, err);
}

static struct fixture compiled(struct test_db *t)
{
	struct fixture f = { .t = t };
	struct err err = { 0 };
	assert_ok(db_write(t->db, make_compiled, &f, &err), err);
	return f;
}

static bool cue_is(const struct fixture *f, const struct text_demand *d, size_t cue, const char *word)
{
	for (size_t i = 0; i < ARRAY_LEN(said); i++)
		if (f->said[i].id == d->contribution_id)
			return span_is((struct span){ f->said[i].text + d->found.cues[cue].at, d->found.cues[cue].bytes }, word);
	return false;
}

DB_TEST(keeps_demands_with_a_run)(struct test_db *t)
{
	struct fixture f = compiled(t);
	struct err err = { 0 };
	struct text_run run;
	struct text_demand *d;
	size_t n;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(text_run_load(c, t->arena, f.tree.plan.id, &run, &err), err);
	assert_ok(text_demands_load(c, t->arena, run.id, 0, &d, &n, &err), err);
	db_reader_done(c);
	assert_int_equal(n, 7);
	assert_int_equal(d[0].found.firmness, DEMAND_MUST);
	assert_int_equal(d[0].found.addressees, 1U << DEMAND_MUNICIPALITY);
	assert_int_equal(d[0].found.at, strlen("Toget er fint. "));
	assert_true(cue_is(&f, &d[0], 0, "Kommunen"));
	assert_true(d[1].found.negated);
	/* Gamma forbund is a union of the register. */
	assert_int_equal(d[2].found.addressees, 1U << DEMAND_PARTNERS);
	assert_true(cue_is(&f, &d[2], 1, "Gamma forbund"));
	assert_int_not_equal(d[2].organisations[1], 0);
	assert_int_equal(d[4].found.firmness, DEMAND_NEED);
	assert_int_equal(d[4].found.addressees, 0);
	assert_int_not_equal(d[0].group_id, 0);
}

static const char *page(struct test_db *t, const char *path, const char *name, const char *value, const char *query,
                        bool internal, enum http_status expected)
{
	struct err err = { 0 };
	struct request *rq = arena_alloc(t->arena, sizeof *rq);
	*rq = (struct request){ .arena = t->arena, .db = t->db, .conn = db_reader(t->db, &err), .lang = LANG_NB,
	                        .body = out_memory(t->arena), .path = "/", .query = query, .internal = internal,
	                        .content_type = "text/html; charset=utf-8", .params = 1, .param = { { name, value } } };
	for (size_t i = 0; i < text_module.n_routes; i++)
		if (str_eq(text_module.routes[i].path, path))
			rq->route = &text_module.routes[i];
	assert_non_null(rq->route);
	assert_int_equal(rq->route->handler(rq), expected);
	assert_true(expected != HTTP_OK || rq->err.kind == ERR_NONE);
	db_reader_done(rq->conn);
	return out_string(&rq->body);
}

DB_TEST(shows_sentences_with_their_cues)(struct test_db *t)
{
	compiled(t);
	const char *planners = page(t, "/plan/{plan}/demands", "plan", "prove", "", true, HTTP_OK),
	           *public = page(t, "/plan/{plan}/demands", "plan", "prove", "", false, HTTP_OK);
	assert_non_null(strstr(planners, "<mark>Kommunen</mark> <mark>må</mark> bygge mer &amp; &lt;bedre&gt;."));
	assert_non_null(strstr(planners, "og 1 til med den samme setningen"));
	assert_non_null(strstr(planners, "selge tomta"));
	assert_null(strstr(public, "selge tomta"));
	assert_null(strstr(public, "betale"));
	assert_non_null(strstr(public, "2 til passer, men kan ikke publiseres"));
	/* Personal data is masked, with the words around it marked all the same. */
	assert_non_null(strstr(public, "Si til ▇▇▇ at <mark>fylket</mark> <mark>må</mark> svare."));
	assert_null(strstr(public, "ola@"));
	assert_non_null(strstr(public, "href=\"/plan/prove/demands?addressee=municipality&amp;firmness=must\""));
}

DB_TEST(filters_sentences)(struct test_db *t)
{
	struct fixture f = compiled(t);
	const char *county = page(t, "/plan/{plan}/demands", "plan", "prove", "addressee=county", true, HTTP_OK);
	assert_non_null(strstr(county, "▇▇▇"));
	assert_null(strstr(county, "bygge mer"));
	const char *nobody = page(t, "/plan/{plan}/demands", "plan", "prove", "addressee=none&firmness=need", true, HTTP_OK);
	assert_non_null(strstr(nobody, "<mark>mangler</mark>"));
	assert_null(strstr(nobody, "bygge mer"));
	page(t, "/plan/{plan}/demands", "plan", "prove", "addressee=moon", true, HTTP_BAD_REQUEST);
	page(t, "/plan/{plan}/demands", "plan", "prove", "firmness=none", true, HTTP_BAD_REQUEST);
	page(t, "/plan/{plan}/demands", "plan", "nowhere", "", true, HTTP_NOT_FOUND);
	page(t, "/group/{group}/demands", "group", "1", "", true, HTTP_NOT_FOUND);

	struct err err = { 0 };
	struct text_run run;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(text_run_load(c, t->arena, f.tree.plan.id, &run, &err), err);
	db_reader_done(c);
	size_t marked = 0;
	for (size_t i = 0; i < run.n_groups; i++) {
		const char *id = arena_printf(t->arena, "%lld", (long long)run.groups[i].id);
		marked += strstr(page(t, "/group/{group}/demands", "group", id, "", true, HTTP_OK), "<mark>") != NULL;
		page(t, "/group/{group}", "group", id, "", false, HTTP_OK);
	}
	assert_true(marked > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(keeps_demands_with_a_run),
		ON_BOTH(shows_sentences_with_their_cues),
		ON_BOTH(filters_sentences),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
