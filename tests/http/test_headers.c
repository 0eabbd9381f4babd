/* What is decided from headers, the choice of a language, and addresses of embedded files. */
#include "support.h"

#include "http/asset_url.h"
#include "http/headers.h"
#include "http/language.h"

static void chooses_a_language(void **state)
{
	(void)state;
	static const struct {
		const char *query, *cookie, *accept;
		enum lang lang;
	} cases[] = {
		{ "", NULL, NULL, LANG_NB },
		{ "", NULL, "", LANG_NB },
		{ "", NULL, "en", LANG_EN },
		{ "", NULL, "en-GB,en;q=0.9,nb;q=0.8", LANG_EN },
		{ "", NULL, "nn-NO, nb;q=0.9", LANG_NN },
		{ "", NULL, "no;q=0.4,en;q=0.5", LANG_EN },
		{ "", NULL, "NO,en;q=0.5", LANG_NB },
		{ "", NULL, "en;q=0, nn;q=0.001", LANG_NN },
		{ "", NULL, "de, fr;q=0.9, *;q=0.1", LANG_NB },
		{ "", NULL, "en;q=x, nn;level=1, ;q=1,,e", LANG_NB },
		{ "", NULL, "en;q=0.5, nn;q=0.5", LANG_EN },
		{ "", "nn", "en", LANG_NN },
		{ "", "xx", "en", LANG_EN },
		{ "lang=en", "nn", "nb", LANG_EN },
		{ "a=1&lang=nn&b", "en", NULL, LANG_NN },
		{ "lang=xx", "en", NULL, LANG_EN },
		{ "lang=english", NULL, NULL, LANG_NB },
		{ "slang=en", NULL, NULL, LANG_NB },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (language_choose(cases[i].query, cases[i].cookie, cases[i].accept) != cases[i].lang)
			fail_msg("case %zu", i);
}

static void reads_accept_encoding(void **state)
{
	(void)state;
	assert_true(headers_accept_gzip("gzip"));
	assert_true(headers_accept_gzip("deflate, GZIP;q=0.5, br"));
	assert_false(headers_accept_gzip(NULL));
	assert_false(headers_accept_gzip(""));
	assert_false(headers_accept_gzip("br, gzip;q=0"));
	assert_false(headers_accept_gzip("gzip; q=0.000"));
	assert_false(headers_accept_gzip("xgzip, gzipx"));
}

static void prefers_a_table_to_json(void **state)
{
	(void)state;
	static const struct {
		const char *accept;
		bool csv;
	} cases[] = {
		{ NULL, false },
		{ "", false },
		{ "*/*", false },
		{ "text/csv", true },
		{ "TEXT/CSV", true },
		{ "text/csv, */*", true },
		{ "text/csv;q=0.5, */*;q=0.5", true },
		{ "text/csv;q=0.5, */*;q=0.6", false },
		{ "text/csv, application/json", false },
		{ "application/json;q=0.9, text/csv", true },
		{ "text/*", true },
		{ "text/*, text/csv;q=0, */*;q=0.1", false },
		{ "text/csv; header=present; q=0.4, application/json; q=0.3", true },
		{ "text/csv;q=0", false },
		{ "text/csv;q=x", false },
		{ "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false },
		{ ",;q=1,,text", false },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (headers_prefer_csv(cases[i].accept) != cases[i].csv)
			fail_msg("case %zu", i);
}

static void finds_a_programs_token(void **state)
{
	(void)state;
	assert_null(headers_bearer(NULL));
	assert_null(headers_bearer(""));
	assert_null(headers_bearer("Basic YTpi"));
	assert_null(headers_bearer("Bearer"));
	assert_string_equal(headers_bearer("Bearer abc"), "abc");
	assert_string_equal(headers_bearer("bearer  abc"), "abc");
	assert_string_equal(headers_bearer("Bearer "), "");
}

static void compares_entity_tags(void **state)
{
	(void)state;
	assert_true(headers_etag_matches("\"a\"", "\"a\""));
	assert_true(headers_etag_matches("\"b\", W/\"a\"", "\"a\""));
	assert_true(headers_etag_matches("\"a\"", "W/\"a\""));
	assert_true(headers_etag_matches("*", "\"a\""));
	assert_false(headers_etag_matches(NULL, "\"a\""));
	assert_false(headers_etag_matches("\"aa\", \"\"", "\"a\""));
	assert_false(headers_etag_matches("a", "\"a\""));
}

static void knows_the_names_of_this_machine(void **state)
{
	(void)state;
	static const char *const ours[] = { "localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:1", "[::1]:80", "[::1]" };
	static const char *const others[] = { "", "localhost.example", "localhost:80x", "127.0.0.10", "127.0.0.1.example",
	                                      "example", "localhost@example", "[::1]x", "localhost:80:80" };
	for (size_t i = 0; i < ARRAY_LEN(ours); i++)
		assert_true(headers_host_is_local(ours[i]));
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		assert_false(headers_host_is_local(others[i]));
	assert_false(headers_host_is_local(NULL));
}

static void notices_bodies(void **state)
{
	(void)state;
	assert_false(headers_announce_body(NULL, NULL));
	assert_false(headers_announce_body("0", NULL));
	assert_true(headers_announce_body("1", NULL));
	assert_true(headers_announce_body(NULL, "chunked"));
}

static void reads_sound_targets_only(void **state)
{
	(void)state;
	assert_true(headers_target_is_sound("/a?b", 4));
	assert_false(headers_target_is_sound("", 0));
	assert_false(headers_target_is_sound("a/b", 3));
	assert_false(headers_target_is_sound("/a b", 4));
	assert_false(headers_target_is_sound("/\xc3\xa5", 3));
	assert_false(headers_target_is_sound("/a\x7f", 3));
}

static void finds_assets_by_their_address(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *address = asset_url(a, "css/app.css");
	assert_ptr_equal(asset_at(address), asset_find("css/app.css"));
	assert_string_equal(asset_type(asset_at(address)), "text/css; charset=utf-8");
	assert_string_equal(asset_type(asset_find("img/planverk.svg")), "image/svg+xml");
	assert_null(asset_at("/assets/0000/css/app.css"));
	assert_null(asset_at("/assets//css/app.css"));
	assert_null(asset_at("/assets/"));
	assert_null(asset_at("/css/app.css"));
	const struct asset *schema = asset_find("schema/db/001_base.sql");
	assert_non_null(schema);
	assert_false(asset_is_public(schema));
	assert_null(asset_at(arena_printf(a, "/assets/%.*s/schema/db/001_base.sql",
	                                  (int)strlen(schema->etag) - 2, schema->etag + 1)));
	arena_free(a);
}

static void keeps_assets_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < assets_len; i++) {
		assert_ptr_equal(asset_find(assets[i].name), &assets[i]);
		assert_true(i == 0 || strcmp(assets[i - 1].name, assets[i].name) < 0);
		assert_true(!assets[i].gzip || assets[i].gzip_size < assets[i].size);
		assert_int_equal(assets[i].bytes[assets[i].size], 0);
	}
	assert_null(asset_find("css/none.css"));
	assert_null(asset_find(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chooses_a_language),
		cmocka_unit_test(reads_accept_encoding),
		cmocka_unit_test(prefers_a_table_to_json),
		cmocka_unit_test(finds_a_programs_token),
		cmocka_unit_test(compares_entity_tags),
		cmocka_unit_test(knows_the_names_of_this_machine),
		cmocka_unit_test(notices_bodies),
		cmocka_unit_test(reads_sound_targets_only),
		cmocka_unit_test(finds_assets_by_their_address),
		cmocka_unit_test(keeps_assets_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
