/* What is found, by whom, and that nothing is told of what is not published. */
#include "support.h"

#include "base/hash.h"
#include "module/event/event_internal.h"
#include "module/organisation/organisation_internal.h"
#include "module/search/search_internal.h"

#include <pthread.h>

enum { NET, SECRET, SKILLS, NAMED, SAID };

static const char *const said[SAID] = {
	[NET] = "Vi trenger mer strøm. Nettet er fullt på Østsida, og <b>ingen</b> bygger.",
	[SECRET] = "Hemmelig avtale om trafostasjonen på Østsida.",
	[SKILLS] = "Me treng fleire lærlingar i industrien.",
	[NAMED] = "Kyststien må ryddes. Ring meg på 91 23 45 67.",
};

struct fixture {
	struct test_db *t;
	struct plan_tree tree;
	struct contribution *list;
	size_t n;
	int64_t unpublish; /* the contribution that set_publish() is about */
};

static bool add_plan(struct fixture *f, struct db_conn *tx, struct err *err)
{
	static const char *keywords[] = { "høyspent", "trafo" };
	static const struct plan_node nodes[] = {
		{ .ref = "t1", .kind = "theme", .title = "Kraft til alle", .body = "Strømnettet skal holde tritt.",
		  .addressee = "", .asked = "", .parent = -1, .keywords = keywords, .n_keywords = 2 },
		{ .ref = "t2", .kind = "theme", .title = "Kompetanse", .body = "Flere læreplasser.", .addressee = "", .asked = "",
		  .parent = -1 },
	};
	struct digest digest = digest_of("plan", 4);
	f->tree = (struct plan_tree){
		.plan = { .slug = "prove", .title = "Prøveplan", .description = "Om energi.", .language = "nb", .period = "" },
		.nodes = arena_array(f->t->arena, ARRAY_LEN(nodes), sizeof *f->tree.nodes), .n = ARRAY_LEN(nodes) };
	memcpy(f->tree.nodes, nodes, sizeof nodes);
	return plan_add(tx, f->t->arena, &f->tree, &(struct plan_source){ "plan.json", digest.byte }, err);
}

static bool add_people(struct fixture *f, struct db_conn *tx, struct err *err)
{
	struct organisation list[] = { { 0, "Østsida Kraftlag", "business", "", "" }, { 0, "Kari Privat", "resident", "", "" },
	                               { 0, "Stille Selskap", "business", "", "" } };
	enum organisation_change change;
	for (size_t i = 0; i < ARRAY_LEN(list); i++)
		if (!organisation_put(tx, f->t->arena, &list[i], &change, err))
			return false;
	return event_put(tx, f->tree.plan.id, &(struct event){ .code = "w1", .kind = "workshop", .name = "Samling om energi",
	                 .held_on = "2025-09-11", .place = "Ås", .attendance = 30 }, err);
}

static bool add_texts(struct fixture *f, struct db_conn *tx, const char *file, const char *const *texts, size_t n, struct err *err)
{
	static const char *const by[SAID] = { "Østsida Kraftlag", "Stille Selskap", "", "Kari Privat" };
	struct contribution_row rows[SAID];
	struct contribution_added added;
	struct digest digest = digest_of(file, strlen(file));
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct contribution_row){ .text = texts[i], .ref = "", .event = "", .group = "", .organisation = by[i],
		                                     .topic = "", .language = "", .said_on = "", .publish = i != SECRET,
		                                     .line = (long)i + 1 };
	return contribution_add(tx, f->t->arena, f->tree.plan.id, &(struct plan_source){ file, digest.byte }, rows, n, &added, err);
}

static bool make_all(struct db_conn *tx, void *arg, struct err *err)
{
	struct fixture *f = arg;
	return add_plan(f, tx, err) && add_people(f, tx, err) && add_texts(f, tx, "a.csv", said, SAID, err)
	       && contribution_list(tx, f->t->arena, f->tree.plan.id, &f->list, &f->n, err);
}

static struct fixture made(struct test_db *t)
{
	struct fixture f = { .t = t };
	struct err err = { 0 };
	assert_ok(db_write(t->db, make_all, &f, &err), err);
	assert_int_equal(f.n, SAID);
	return f;
}

static bool set_publish(struct db_conn *tx, void *arg, struct err *err)
{
	const struct fixture *f = arg;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE contribution SET publish = 1 - publish WHERE id = $id"));
	db_bind_i64(st, "$id", f->unpublish);
	return db_finish(st, err);
}

static bool add_more(struct db_conn *tx, void *arg, struct err *err)
{
	static const char *const more[] = { "Blyglans og sølv." };
	return add_texts(arg, tx, "b.csv", more, 1, err);
}

static void toggle_publish(struct fixture *f, size_t i)
{
	struct err err = { 0 };
	f->unpublish = f->list[i].id;
	assert_ok(db_write(f->t->db, set_publish, f, &err), err);
}

/* Answers a request as the public or a planner sees it. */
static enum http_status answer(struct db *db, struct arena *a, const char *route, const char *query, bool internal,
                               struct request *rq)
{
	*rq = (struct request){ .arena = a, .db = db, .lang = LANG_NB, .body = out_memory(a), .path = "/search", .query = query,
	                        .internal = internal, .content_type = "text/html; charset=utf-8", .params = 1,
	                        .param = { { "plan", "prove" } } };
	rq->conn = db_reader(db, &rq->err);
	for (size_t i = 0; i < search_module.n_routes; i++)
		if (str_eq(search_module.routes[i].path, route))
			rq->route = &search_module.routes[i];
	enum http_status status = rq->conn && rq->route ? rq->route->handler(rq) : HTTP_ERROR;
	db_reader_done(rq->conn);
	return status;
}

static const char *page(struct test_db *t, const char *route, const char *query, bool internal, enum http_status expected)
{
	struct request *rq = arena_alloc(t->arena, sizeof *rq);
	enum http_status status = answer(t->db, t->arena, route, query, internal, rq);
	if (status != expected)
		fail_msg("%s: status %d, %s", query, status, rq->err.message);
	return out_string(&rq->body);
}

static const char *found(struct test_db *t, const char *query)
{
	return page(t, "/search", query, false, HTTP_OK);
}

#define assert_says(html, text) do { \
	const char *html_ = (html); \
	if (!strstr(html_, (text))) \
		fail_msg("\"%s\" is not in: %s", (text), strstr(html_, "<main")); \
} while (0)
#define assert_silent(html, text) assert_null(strstr((html), (text)))

DB_TEST(finds_every_kind)(struct test_db *t)
{
	struct fixture f = made(t);
	assert_says(found(t, "q=str%C3%B8m"), "<mark>strøm</mark>");
	assert_says(found(t, "q=kraft"), "<mark>Kraft</mark> til alle");
	assert_says(found(t, "q=trafo"), "<mark>trafo</mark>");
	assert_says(found(t, "q=energi&kind=event"), "Samling om <mark>energi</mark>");
	assert_says(found(t, "q=energi&kind=event"), "/plan/prove/contributions?event=Samling%20om%20energi");
	assert_says(found(t, "q=pr%C3%B8veplan"), "href=\"/plan/prove\"");
	assert_says(found(t, "q=kraftlag"), "Østsida <mark>Kraftlag</mark>");
	const char *html = found(t, "q=l%C3%A6rling&plan=prove");
	assert_says(html, "<mark>lærlingar</mark>");
	assert_says(html, arena_printf(t->arena, "/contribution/%lld", (long long)f.list[SKILLS].id));
	/* The text is nynorsk, the page bokmål. */
	assert_says(html, "lang=\"nn\"");
}

DB_TEST(tells_nothing_of_what_is_not_published)(struct test_db *t)
{
	made(t);
	/* Not the text, no count, no correction, no beginning. */
	static const char *const queries[] = { "q=hemmelig", "q=hemelig+og", "q=hemm", "q=hemm*", "q=trafostasjonen",
	                                       "q=%22hemmelig+avtale%22", "q=stille", "q=privat", "q=91234567", "q=avtale&plan=prove" };
	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		const char *main_part = strstr(found(t, queries[i]), "role=\"status\"");
		assert_non_null(main_part);
		assert_silent(main_part, "avtale om");
		assert_silent(main_part, "<mark>Stille");
		assert_silent(main_part, "Privat");
		assert_silent(main_part, "i stedet");
		assert_silent(main_part, "/contribution/");
	}
	assert_says(page(t, "/search", "q=hemmelig", true, HTTP_OK), "<mark>Hemmelig</mark> avtale");
	assert_says(page(t, "/search", "q=hemelig+og&plan=prove", true, HTTP_OK), "<mark>Hemmelig</mark> avtale");
	assert_says(page(t, "/search", "q=privat", true, HTTP_OK), "Kari <mark>Privat</mark>");
	/* A telephone number is masked for everybody. */
	assert_says(page(t, "/search", "q=91", true, HTTP_OK), "0 treff");
	assert_says(found(t, "q=kyststien"), "▇▇▇");
	assert_says(found(t, "q=kyststien"), "Innbygger");
}

DB_TEST(follows_the_database)(struct test_db *t)
{
	struct fixture f = made(t);
	struct err err = { 0 };
	assert_says(found(t, "q=nettet+%C3%B8stsida"), "<mark>Nettet</mark>");
	toggle_publish(&f, NET);
	assert_says(found(t, "q=nettet+%C3%B8stsida&kind=contribution"), "0 treff");
	assert_silent(found(t, "q=kraftlag"), "<mark>Kraftlag");
	toggle_publish(&f, NET);
	assert_says(found(t, "q=nettet+%C3%B8stsida"), "<mark>Nettet</mark>");
	toggle_publish(&f, SECRET);
	assert_says(found(t, "q=hemmelig"), "<mark>Hemmelig</mark>");
	/* What comes later is found, too. */
	assert_says(found(t, "q=blyglans"), "0 treff");
	assert_ok(db_write(t->db, add_more, &f, &err), err);
	assert_says(found(t, "q=blyglans"), "<mark>Blyglans</mark>");
	assert_says(found(t, "q=nettet"), "<mark>Nettet</mark>");
}

/* An index that is older than the database: hits are looked up before they are shown. */
DB_TEST(looks_hits_up)(struct test_db *t)
{
	struct fixture f = made(t);
	struct err err = { 0 };
	struct request rq = { .arena = t->arena, .db = t->db, .path = "/search", .query = "" };
	struct search_view view = { 0 };
	struct search_row row;
	toggle_publish(&f, NET);
	rq.conn = db_reader(t->db, &err);
	const int64_t ids[SEARCH_KINDS_USED] = { 17, 17, f.list[NET].id, 17, f.list[NET].id, 17 };
	for (unsigned kind = 0; kind < SEARCH_KINDS_USED; kind++) {
		assert_true(search_row_find(&rq, &view, &(struct search_hit){ ids[kind], kind, 1 }, &row));
		assert_int_equal(row.plan_id, 0);
	}
	assert_true(search_row_find(&rq, &view, &(struct search_hit){ f.list[SKILLS].id, SEARCH_CONTRIBUTION, 1 }, &row));
	assert_int_equal(row.plan_id, f.tree.plan.id);
	/* Of another plan than the view's. */
	view.plan_id = 17;
	assert_true(search_row_find(&rq, &view, &(struct search_hit){ f.list[SKILLS].id, SEARCH_CONTRIBUTION, 1 }, &row));
	assert_int_equal(row.plan_id, 0);
	db_reader_done(rq.conn);
}

DB_TEST(lists_contributions)(struct test_db *t)
{
	made(t);
	const char *list = "/plan/{plan}/contributions";
	assert_says(page(t, list, "", false, HTTP_OK), "3 innspill funnet");
	assert_says(page(t, list, "", false, HTTP_OK), "1 til passer, men kan ikke publiseres.");
	const char *html = page(t, list, "q=l%C3%A6rlinger", false, HTTP_OK);
	assert_says(html, "1 innspill funnet");
	assert_says(html, "<mark>lærlingar</mark>");
	/* Words are no way to learn what is in texts that are not shown. */
	html = page(t, list, "q=hemmelig", false, HTTP_OK);
	assert_says(html, "0 innspill funnet");
	assert_silent(html, "kan ikke publiseres");
	assert_says(page(t, list, "q=hemmelig", true, HTTP_OK), "1 innspill funnet");
	assert_says(page(t, list, "q=nettet&by=%C3%98stsida+Kraftlag", false, HTTP_OK), "1 innspill funnet");
	assert_says(page(t, list, "q=nettet&by=Andre", false, HTTP_OK), "0 innspill funnet");
}

DB_TEST(bears_what_is_asked)(struct test_db *t)
{
	made(t);
	assert_says(found(t, ""), "Slik søker du");
	assert_says(found(t, "q=og+ikkje"), "De ordene står i nesten alle tekster");
	assert_says(found(t, "q=xyzzyx"), "Ingenting har «xyzzyx».");
	assert_says(found(t, "q=str%C3%B8mm+og"), "søkte etter «strøm» i stedet");
	assert_says(found(t, "q=%3Cscript%3Ealert(1)%3C/script%3E"), "value=\"&lt;script&gt;alert(1)&lt;/script&gt;\"");
	assert_silent(found(t, "q=%3Cscript%3Ealert(1)%3C/script%3E"), "<script");
	assert_says(found(t, "q=ingen+bygger"), "&lt;b&gt;");
	found(t, "q=';+DROP+TABLE+plan;--");
	found(t, "q=%ff%fe&page=99999999999");
	found(t, arena_printf(t->arena, "q=%010000d", 7));
	page(t, "/search", "q=x&plan=none", false, HTTP_NOT_FOUND);
	page(t, "/search", "q=x&kind=none", false, HTTP_BAD_REQUEST);
}

/* What each of several threads sees while texts are published and taken back. */
struct reader {
	struct db *db;
	unsigned failed, told;
};

static void *read_often(void *arg)
{
	struct reader *r = arg;
	for (int i = 0; i < 25; i++) {
		struct arena *a = arena_new();
		struct request rq;
		r->failed += answer(r->db, a, "/search", i % 2 ? "q=hemmelig+nettet" : "q=%C3%B8stsida", false, &rq) != HTTP_OK;
		r->told += strstr(out_string(&rq.body), "avtale om") != NULL;
		arena_free(a);
	}
	return NULL;
}

DB_TEST(many_search_while_it_changes)(struct test_db *t)
{
	struct fixture f = made(t);
	struct reader readers[4];
	pthread_t threads[ARRAY_LEN(readers)];
	for (size_t i = 0; i < ARRAY_LEN(readers); i++) {
		readers[i] = (struct reader){ t->db, 0, 0 };
		assert_int_equal(pthread_create(&threads[i], NULL, read_often, &readers[i]), 0);
	}
	for (int i = 0; i < 20; i++)
		toggle_publish(&f, NET);
	for (size_t i = 0; i < ARRAY_LEN(readers); i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(readers[i].failed, 0);
		assert_int_equal(readers[i].told, 0);
	}
	assert_says(found(t, "q=nettet+%C3%B8stsida"), "<mark>Nettet</mark>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(finds_every_kind), ON_BOTH(tells_nothing_of_what_is_not_published), ON_BOTH(follows_the_database),
		ON_BOTH(looks_hits_up), ON_BOTH(lists_contributions), ON_BOTH(bears_what_is_asked),
		ON_BOTH(many_search_while_it_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
