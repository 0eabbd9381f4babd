/*
 * The whole site over a database of its own: two plans, a contribution in each, and users with
 * every role in the first plan. For tests of what the pages let whom do.
 */
#ifndef PLANVERK_TESTS_HTTP_SITE_H
#define PLANVERK_TESTS_HTTP_SITE_H

#include "http/client.h"

#include "base/hash.h"
#include "http/form_token.h"
#include "http/server.h"
#include "module/contribution/contribution.h"
#include "module/role/role.h"
#include "module/user/user_internal.h"
#include "ui/page.h"

enum site_user {
	SITE_LEAD, SITE_EDITOR, SITE_REVIEWER, SITE_CONTRIBUTOR, SITE_READER, SITE_COORDINATOR, /* as enum role, in the first plan */
	SITE_NOBODY, /* a user without a role */
	SITE_ADMIN,
	SITE_OTHER,  /* leads the second plan */
	SITE_USERS,
};

struct site {
	struct test_db db;
	struct server *server;
	unsigned port;
	int64_t plan[2], contribution[2], user[SITE_USERS];
	char token[SITE_USERS][SECRET_TEXT_SIZE]; /* of a session of each */
};

#define SITE_PASSWORD "riktig hest batteri stift"

static inline bool site_fill_plan(struct db_conn *tx, struct site *s, int i, struct err *err)
{
	struct arena *a = s->db.arena;
	struct digest digest = digest_of(&i, sizeof i);
	struct plan_source source = { i ? "b.json" : "a.json", digest.byte };
	struct plan_node *node = arena_alloc(a, sizeof *node);
	*node = (struct plan_node){ .ref = "t1", .kind = "theme", .title = "Kraft", .body = "", .addressee = "",
	                            .asked = "", .parent = -1 };
	struct plan_tree tree = {
		.plan = { .slug = i ? "andre" : "prove", .title = i ? "Den andre" : "Prøveplan", .description = "",
		          .language = "nb", .period = "" },
		.nodes = node, .n = 1 };
	struct contribution_row row = { .text = "Mer kraft til verftene.", .ref = "", .event = "", .group = "", .organisation = "Verftet",
	                                .topic = "", .language = "", .said_on = "", .line = 2 };
	struct contribution_added added;
	struct contribution *list;
	size_t n;
	if (!plan_add(tx, a, &tree, &source, err))
		return false;
	s->plan[i] = tree.plan.id;
	if (!contribution_add(tx, a, tree.plan.id, &source, &row, 1, &added, err)
	    || !contribution_list(tx, a, tree.plan.id, &list, &n, err))
		return false;
	s->contribution[i] = list[0].id;
	return true;
}

static inline bool site_fill(struct db_conn *tx, void *arg, struct err *err)
{
	struct site *s = arg;
	struct organisation *organisations;
	size_t n;
	if (!site_fill_plan(tx, s, 0, err) || !site_fill_plan(tx, s, 1, err)
	    || !organisation_list(tx, s->db.arena, &organisations, &n, err))
		return false;
	for (int i = 0; i < SITE_USERS; i++) {
		struct user user = {
			.name = arena_printf(s->db.arena, "Bruker %d", i), .email = arena_printf(s->db.arena, "u%d@example.no", i),
			.language = "", .administrator = i == SITE_ADMIN,
		};
		struct role_grant grant = { .plan_id = s->plan[i == SITE_OTHER], .role = i == SITE_OTHER ? ROLE_LEAD : (enum role)i };
		if (role_needs_organisation(grant.role))
			grant.organisation_id = organisations[0].id;
		if (!user_add(tx, &user, 0, &s->user[i], err) || !user_session_start(tx, s->user[i], s->token[i], err))
			return false;
		grant.user_id = s->user[i];
		if ((i < (int)ROLES || i == SITE_OTHER) && !role_give(tx, &grant, 0, err))
			return false;
	}
	return true;
}

static inline struct site *site_start(bool internal)
{
	void *db = NULL;
	struct err err = { 0 };
	assert_int_equal(test_setup_sqlite(&db), 0);
	struct site *s = calloc(1, sizeof *s);
	s->db = *(struct test_db *)db;
	free(db);
	for (int i = 0; i < SITE_USERS; i++)
		secret_new(s->token[i]);
	assert_ok(db_write(s->db.db, site_fill, s, &err), err);
	struct access *access = module_access(s->db.arena, registry);
	access->all_read = internal;
	struct server_options options = { .address = "127.0.0.1", .workers = 4, .db = s->db.db, .access = access, .error_page = page_error };
	options.routes = module_routes(s->db.arena, registry, &options.n_routes);
	s->server = server_start(&options, &err);
	assert_ok(s->server, err);
	s->port = (unsigned)strtoul(strrchr(server_url(s->server), ':') + 1, NULL, 10);
	return s;
}

static inline int site_stop(void **state)
{
	struct site *s = *state;
	server_stop(s->server);
	void *db = calloc(1, sizeof s->db);
	*(struct test_db *)db = s->db;
	free(s);
	return test_teardown(&db);
}

/* The header with a session's token; "" for NULL. */
static inline const char *site_cookie(struct site *s, const char *token)
{
	return token ? arena_printf(s->db.arena, "Cookie: session=%s\r\n", token) : "";
}

static inline char *site_get(struct site *s, const char *token, const char *target)
{
	return client_get(s->db.arena, s->port, target,
	                  arena_printf(s->db.arena, "%sAccept-Language: en\r\n", site_cookie(s, token)));
}

/* Sends fields ("a=1&b=2") with the token of a form (NULL: with none). */
static inline char *site_send(struct site *s, const char *token, const char *form, const char *target, const char *fields)
{
	struct arena *a = s->db.arena;
	return client_post(a, s->port, target, arena_printf(a,
		"%sAccept-Language: en\r\nOrigin: http://localhost:%u\r\nContent-Type: application/x-www-form-urlencoded\r\n",
		site_cookie(s, token), s->port), span_of(form ? arena_printf(a, "form=%s&%s", form, fields) : fields));
}

/* A new form for a session, as a page would have it. */
static inline const char *site_form(struct site *s, const char *token)
{
	struct request rq = { .arena = s->db.arena, .form_secret = token };
	return form_token_new(&rq);
}

static inline char *site_post(struct site *s, const char *token, const char *target, const char *fields)
{
	return site_send(s, token, site_form(s, token), target, fields);
}

static inline int64_t site_count(struct site *s, const struct sql *sql)
{
	struct err err = { 0 };
	int64_t n = 0;
	struct db_conn *c = db_reader(s->db.db, &err);
	assert_ok(db_get_i64(c, sql, &n, &err), err);
	db_reader_done(c);
	return n;
}

#endif
