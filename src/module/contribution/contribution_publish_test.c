/* Permitting publication and undoing it, through the server. */
#include "http/site.h"

static int setup(void **state)
{
	*state = site_start(false);
	return 0;
}

static void publishing_is_decided_and_undone(void **state)
{
	struct site *s = *state;
	struct arena *a = s->db.arena;
	const char *lead = s->token[SITE_LEAD], *form = site_form(s, lead);
	const char *page = arena_printf(a, "/contribution/%lld", (long long)s->contribution[0]);
	const char *at = arena_printf(a, "%s/publish", page);
	assert_null(strstr(site_get(s, s->token[SITE_READER], page), "name=\"reason\""));
	assert_non_null(strstr(site_get(s, lead, page), "name=\"reason\""));
	assert_int_equal(client_status(site_post(s, lead, at, "publish=yes&reason=+")), 400);
	assert_int_equal(client_status(site_post(s, s->token[SITE_REVIEWER], at, "publish=yes&reason=x")), 403);
	assert_int_equal(client_status(site_get(s, NULL, page)), 404);
	assert_int_equal(client_status(site_send(s, lead, form, at, "publish=yes&reason=Sagt+%C3%A5pent+%3Cb%3E")), 303);
	assert_int_equal(client_status(site_send(s, lead, form, at, "publish=yes&reason=Sagt+%C3%A5pent+%3Cb%3E")), 303); /* twice */
	assert_int_equal(site_count(s, SQL("SELECT count(*) FROM contribution_publication")), 1);
	char *public = site_get(s, NULL, page);
	assert_int_equal(client_status(public), 200);
	assert_null(strstr(public, "Sagt"));
	assert_non_null(strstr(site_get(s, s->token[SITE_READER], page), "Sagt åpent &lt;b&gt;"));
	site_post(s, lead, at, "publish=yes&reason=igjen"); /* it is so already */
	assert_int_equal(site_count(s, SQL("SELECT count(*) FROM contribution_publication")), 1);
	assert_int_equal(client_status(site_post(s, lead, at, "undo=yes")), 303);
	assert_int_equal(client_status(site_get(s, NULL, page)), 404);
	assert_int_equal(client_status(site_post(s, lead, at, "undo=yes")), 303); /* nothing is left to undo */
	assert_int_equal(site_count(s, SQL("SELECT count(*) FROM journal WHERE action = 'contribution.publish'")), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(publishing_is_decided_and_undone, setup, site_stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
