/* Who may do what: every route with every role, through the server. */
#include "http/site.h"

#include "module/role/role_internal.h"

static int setup(void **state)
{
	*state = site_start(false);
	return 0;
}

static int setup_internal(void **state)
{
	*state = site_start(true);
	return 0;
}

/* A route's path with what is in the database in the place of its {names}; plan 0 or 1. */
static const char *path_of(struct site *s, const struct route *r, int plan)
{
	struct out o = out_memory(s->db.arena);
	for (const char *at = r->path; *at;) {
		size_t n = strcspn(at, "{");
		out_bytes(&o, at, n);
		at += n;
		if (!*at)
			break;
		n = strcspn(at, "}") + 1;
		struct span name = { at, n };
		if (span_is(name, "{plan}"))
			out_text(&o, plan ? "andre" : "prove");
		else if (span_is(name, "{contribution}"))
			out_text(&o, arena_printf(s->db.arena, "%lld", (long long)s->contribution[plan]));
		else if (span_is(name, "{user}"))
			out_text(&o, arena_printf(s->db.arena, "%lld", (long long)s->user[SITE_NOBODY]));
		else
			out_text(&o, "17");
		at += n;
	}
	return arena_strdup(s->db.arena, out_string(&o));
}

/* Turned away: 403, or 404 where the path names what this database has not. */
static void assert_refused(const char *path, const char *answer)
{
	int status = client_status(answer);
	bool unknown = strstr(path, "/17/") || str_ends(path, "/17");
	if (status != 403 && !(status == 404 && unknown))
		fail_msg("%s answers with %d", path, status);
}

static int64_t journal_rows(struct site *s)
{
	return site_count(s, SQL("SELECT count(*) FROM journal"));
}

static void whatever_changes_something_is_guarded(void **state)
{
	struct site *s = *state;
	size_t n, guarded = 0;
	const struct route *const *routes = module_routes(s->db.arena, registry, &n);
	for (size_t i = 0; i < n; i++) {
		const struct route *r = routes[i];
		if (!str_eq(r->method, "POST"))
			continue;
		guarded++;
		bool in_plan;
		assert_true(role_known(r->permission, &in_plan));
		int64_t before = journal_rows(s);
		const char *path = path_of(s, r, 0);
		for (int u = 0; u < SITE_USERS; u++) { /* without a token, whoever it is */
			assert_refused(path, site_send(s, s->token[u], NULL, path, "a=1"));
			assert_refused(path, site_send(s, s->token[u], site_form(s, s->token[(u + 1) % SITE_USERS]), path, "a=1"));
		}
		if (!str_eq(r->permission, "public")) {
			assert_int_equal(client_status(site_send(s, NULL, NULL, path, "a=1")), 403);
			assert_int_equal(client_status(site_post(s, "CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC", path, "a=1")), 403);
		}
		if (!str_eq(r->permission, "public") && !str_eq(r->permission, "user")) {
			assert_refused(path, site_post(s, s->token[SITE_NOBODY], path, "a=1"));
			assert_refused(path, site_post(s, s->token[SITE_CONTRIBUTOR], path, "a=1"));
		}
		if (in_plan) /* leads a plan, but not this one */
			assert_refused(path, site_post(s, s->token[SITE_LEAD], path_of(s, r, 1), "a=1"));
		assert_int_equal(journal_rows(s), before);
	}
	assert_true(guarded >= 10);
}

static void every_page_asks_for_its_permission(void **state)
{
	struct site *s = *state;
	size_t n;
	const struct route *const *routes = module_routes(s->db.arena, registry, &n);
	for (size_t i = 0; i < n; i++) {
		const struct route *r = routes[i];
		unsigned callers;
		assert_true(role_callers(r->permission, &callers));
		if (!str_eq(r->method, "GET"))
			continue;
		const char *path = path_of(s, r, 0);
		int anonymous = client_status(site_get(s, NULL, path));
		const char *nobody = site_get(s, s->token[SITE_NOBODY], path);
		if (str_eq(r->permission, "public")) {
			assert_true(anonymous == 200 || anonymous == 400 || anonymous == 404);
		} else if (r->flags & ROUTE_TOKEN) { /* a session is nothing to it */
			assert_int_equal(anonymous, 401);
			assert_int_equal(client_status(nobody), 401);
			assert_int_equal(client_status(site_get(s, s->token[SITE_LEAD], path)), 401);
		} else {
			assert_int_equal(anonymous, 303);
			if (str_eq(r->permission, "user"))
				assert_int_equal(client_status(nobody), 200);
			else
				assert_refused(path, nobody);
		}
		for (int u = 0; u < SITE_USERS; u++) {
			int status = client_status(site_get(s, s->token[u], path));
			if (status >= 500)
				fail_msg("GET %s answers user %d with %d", path, u, status);
		}
	}
}

static void roles_read_what_is_not_published(void **state)
{
	struct site *s = *state;
	static const bool reads[SITE_USERS] = {
		[SITE_LEAD] = true, [SITE_EDITOR] = true, [SITE_REVIEWER] = true, [SITE_READER] = true,
	};
	const char *first = arena_printf(s->db.arena, "/contribution/%lld", (long long)s->contribution[0]);
	const char *second = arena_printf(s->db.arena, "/contribution/%lld", (long long)s->contribution[1]);
	for (int round = 0; round < 2; round++) {
		assert_int_equal(client_status(site_get(s, NULL, first)), 404);
		for (int u = 0; u < SITE_USERS; u++) {
			assert_int_equal(client_status(site_get(s, s->token[u], first)), reads[u] ? 200 : 404);
			assert_int_equal(client_status(site_get(s, s->token[u], second)), u == SITE_OTHER ? 200 : 404);
		}
	}
}

static void a_role_that_is_taken_away_is_gone(void **state)
{
	struct site *s = *state;
	struct arena *a = s->db.arena;
	const char *admin = s->token[SITE_ADMIN];
	const char *at = arena_printf(a, "/admin/users/%lld/role", (long long)s->user[SITE_NOBODY]);
	const char *first = arena_printf(a, "/contribution/%lld", (long long)s->contribution[0]);
	assert_int_equal(client_status(site_post(s, admin, at, arena_printf(a, "plan=%lld&role=reader&organisation=", (long long)s->plan[0]))), 303);
	assert_int_equal(client_status(site_get(s, s->token[SITE_NOBODY], first)), 200);
	assert_non_null(strstr(site_get(s, s->token[SITE_NOBODY], "/me"), "Reader"));
	assert_int_equal(client_status(site_post(s, admin, at, arena_printf(a, "take=%lld.reader", (long long)s->plan[0]))), 303);
	assert_int_equal(client_status(site_get(s, s->token[SITE_NOBODY], first)), 404);
	static const char *const bad[] = { "", "plan=17&role=reader", "role=reader", "plan=x&role=lead", "take=17", "take=x.lead", "take=.", "take=17.lead" };
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(client_status(site_post(s, admin, at, bad[i])), 400);
	assert_int_equal(client_status(site_post(s, admin, at, arena_printf(a, "plan=%lld&role=boss", (long long)s->plan[0]))), 400);
	assert_int_equal(client_status(site_post(s, admin, at, arena_printf(a, "plan=%lld&role=contributor", (long long)s->plan[0]))), 400);
}

static void an_internal_server_shows_all_and_changes_nothing(void **state)
{
	struct site *s = *state;
	const char *first = arena_printf(s->db.arena, "/contribution/%lld", (long long)s->contribution[0]);
	assert_int_equal(client_status(site_get(s, NULL, first)), 200);
	assert_int_equal(client_status(site_get(s, s->token[SITE_NOBODY], first)), 200);
	assert_int_equal(client_status(site_get(s, s->token[SITE_ADMIN], "/admin/users")), 403);
	assert_int_equal(client_status(site_get(s, NULL, "/me")), 403);
	assert_null(strstr(site_get(s, NULL, "/"), "/login"));
	int64_t before = journal_rows(s);
	assert_int_equal(client_status(site_post(s, s->token[SITE_LEAD], "/me", "name=X&language=nb")), 403);
	assert_int_equal(client_status(site_post(s, s->token[SITE_LEAD], "/login", "email=a&password=b")), 403);
	assert_int_equal(journal_rows(s), before);
}

static void roles_include_one_another(void **state)
{
	(void)state;
	static const char *const permissions[] = { "plan.read-internal", "plan.edit", "contribution.review", "contribution.publish" };
	for (size_t i = 0; i < ARRAY_LEN(permissions); i++) {
		unsigned callers;
		assert_true(role_callers(permissions[i], &callers));
		assert_true(callers & 1u << ROLE_LEAD);
		assert_false(callers & 1u << ROLE_CONTRIBUTOR);
		assert_false(callers & (ROLE_EVERYBODY | ROLE_USER | ROLE_ADMINISTRATOR));
	}
	unsigned callers;
	assert_false(role_callers("plan.destroy", &callers));
}

#define SITE(name) cmocka_unit_test_setup_teardown(name, setup, site_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SITE(whatever_changes_something_is_guarded),
		SITE(every_page_asks_for_its_permission),
		SITE(roles_read_what_is_not_published),
		SITE(a_role_that_is_taken_away_is_gone),
		cmocka_unit_test_setup_teardown(an_internal_server_shows_all_and_changes_nothing, setup_internal, site_stop),
		cmocka_unit_test(roles_include_one_another),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
