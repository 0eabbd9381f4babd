#include "module/text/text_filter.h"

#include "base/file.h"
#include "module/text/text_lines.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <unistd.h>

static const struct command commands[] = { TEXT_FILTER_COMMANDS };

/* A run of a filter: its command, its options beside the table, and what came out. */
struct run {
	struct arena *arena;
	struct out out;
	struct err err;
	char input[64], other[64]; /* files */
	const char *options[4];
	unsigned threads;
	bool json;
};

static int setup(void **state)
{
	struct arena *a = arena_new();
	struct run *r = arena_alloc(a, sizeof *r);
	r->arena = a;
	snprintf(r->input, sizeof r->input, "/tmp/planverk-filter-%ld.jsonl", (long)getpid());
	snprintf(r->other, sizeof r->other, "/tmp/planverk-filter-%ld.other", (long)getpid());
	*state = r;
	return 0;
}

static int teardown(void **state)
{
	struct run *r = *state;
	unlink(r->input);
	unlink(r->other);
	arena_free(r->arena);
	return 0;
}

static void write_file(const char *path, const char *content)
{
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_true(fputs(content, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static bool filter(struct run *r, const char *name, const char *input)
{
	const struct command *command = NULL;
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		if (str_eq(commands[i].name, name))
			command = &commands[i];
	assert_non_null(command);
	write_file(r->input, input);
	char *args[] = { r->input };
	r->out = out_memory(r->arena);
	err_clear(&r->err);
	struct command_context ctx = { .command = command, .arena = r->arena, .out = &r->out, .threads = r->threads,
	                               .quiet = true, .json = r->json, .args = args, .n_args = 1, .option_values = r->options, .err = &r->err };
	return command->run(&ctx);
}

static void expect(struct run *r, const char *name, const char *input, const char *output)
{
	if (!filter(r, name, input))
		fail_msg("%s", r->err.message);
	assert_string_equal(out_string(&r->out), output);
}

/* Fails with an error of the user's input that holds the text, and prints nothing. */
static void expect_error(struct run *r, const char *name, const char *input, long line, const char *text)
{
	assert_false(filter(r, name, input));
	assert_int_equal(r->err.kind, ERR_INPUT);
	assert_int_equal(r->err.line, line);
	assert_int_equal(r->out.total, 0);
	if (!strstr(r->err.message, text))
		fail_msg("\"%s\" does not say \"%s\"", r->err.message, text);
}

static void copies_identifiers(void **state)
{
	expect(*state, "text duplicates",
	       "{\"id\": \"a\\\"b\", \"text\": \"Mer tog\"}\n"
	       "\n"
	       "{\"text\": \"mer TOG!\", \"id\": -17, \"other\": [1]}\n"
	       "{\"id\": 2.5, \"text\": \"Mer buss\"}\n"
	       "{\"id\": 9007199254740993, \"text\": \"\"}",
	       "{\"id\": \"a\\\"b\", \"group\": 0, \"kind\": \"first\"}\n"
	       "{\"id\": -17, \"group\": 0, \"kind\": \"exact\"}\n"
	       "{\"id\": 2.5, \"group\": 1, \"kind\": \"first\"}\n"
	       "{\"id\": 9007199254740993, \"group\": 2, \"kind\": \"first\"}\n");
}

static void says_what_is_no_duplicate_and_why(void **state)
{
	struct run *r = *state;
	r->json = true;
	expect(r, "text duplicates",
	       "{\"id\": 1, \"text\": \"Mer tog\"}\n{\"id\": 2, \"text\": \"\"}\n{\"id\": 3, \"text\": \" - \"}\n"
	       "{\"id\": 4, \"text\": \"Vi vil ha flere tog til byen v\\u00e5r\"}\n",
	       "{\"id\": 1, \"group\": 0, \"kind\": \"first\"}\n{\"id\": 2, \"group\": 1, \"kind\": \"first\"}\n"
	       "{\"id\": 3, \"group\": 1, \"kind\": \"exact\"}\n{\"id\": 4, \"group\": 2, \"kind\": \"first\"}\n"
	       "{\"summary\": {\"texts\": 4, \"groups\": 3, \"exact\": 1, \"near\": 0, \"contained\": 0, "
	       "\"not_compared_empty\": 2, \"not_compared_brief\": 1}}\n");
}

static void takes_plain_lines(void **state)
{
	struct run *r = *state;
	r->options[0] = "";
	expect(r, "text duplicates", "Mer tog\n\nmer TOG!\n{\"id\": 5}\n",
	       "{\"id\": 1, \"group\": 0, \"kind\": \"first\"}\n{\"id\": 3, \"group\": 0, \"kind\": \"exact\"}\n"
	       "{\"id\": 4, \"group\": 1, \"kind\": \"first\"}\n");
	expect_error(r, "text duplicates", "Mer tog\nb\xe5t\n", 2, "UTF-8");
}

static void finds_campaigns(void **state)
{
	struct run *r = *state;
	r->options[0] = "2";
	expect(r, "text campaigns",
	       "{\"id\": \"a\", \"text\": \"Vi vil ha flere tog til byen v\u00e5r hver morgen. Selv bor jeg langt oppe i dalen uten bil.\"}\n"
	       "{\"id\": \"b\", \"text\": \"Vi vil ha flere tog til byen v\u00e5r hver morgen.\"}\n"
	       "{\"id\": \"c\", \"text\": \"VI VIL HA FLERE TOG til byen v\u00e5r hver morgen\"}\n"
	       "{\"id\": \"d\", \"text\": \"Mer buss\"}\n",
	       "{\"campaign\": 1, \"letter\": \"b\", \"texts\": 3, \"exact\": 2, \"edited\": 0, \"with_additions\": 1, "
	       "\"text\": \"Vi vil ha flere tog til byen v\u00e5r hver morgen.\", \"additions\": [{\"id\": \"a\", \"at\": 47, "
	       "\"bytes\": 41, \"text\": \"Selv bor jeg langt oppe i dalen uten bil.\"}]}\n");
	r->options[0] = "1";
	expect_error(r, "text campaigns", "", 0, "--least");
}

/* What is read quickly means the same as what the library reads. */
static void reads_lines_as_json_has_it(void **state)
{
	struct run *r = *state;
	static const char *const lines[][2] = {
		{ "{\"id\":1,\"text\":\"\\u00e5\\ud83d\\udc4d\\n\\/\\\\\\\"\"}", "\u00e5\U0001F44D\n/\\\"" },
		{ " { \"text\" : \"a\" , \"k\" : [1, {\"b\": null}], \"id\" : \"x\" } ", "a" },
		{ "{\"id\":-0.5,\"text\":\"\",\"k\":false,\"l\":\"\\t\",\"m\":12}", "" },
		{ "{\"id\":1e3,\"text\":\"b\"}", "b" },
	};
	static const char *const wrong[] = {
		"{\"id\":01,\"text\":\"a\"}", "{\"id\":1,\"text\":\"a\"", "{\"id\":1,\"text\":\"a\"}}", "{\"id\":1,\"text\":\"\\ud800\"}",
		"{\"id\":1,\"text\":\"\\u0000\"}", "{\"id\":1,\"text\":\"\\x\"}", "{\"id\":1,\"text\":\"a\tb\"}", "{\"id\":1,,\"text\":\"a\"}",
		"{\"id\":1,\"text\":\"a\",\"k\":tru}", "{\"id\":1.,\"text\":\"a\"}", "{\"id\":-,\"text\":\"a\"}", "{}", "{\"id\":true,\"text\":\"a\"}",
		"{\"text\":\"a\",\"text\":\"b\",\"id\":1}", "{\"id\":1,\"text\":\"\xc3\"}", "{\"id\":1,\"text\":null}",
	};
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		struct span id, text;
		err_clear(&r->err);
		assert_true(text_line_read(r->arena, arena_strdup(r->arena, lines[i][0]), strlen(lines[i][0]), &id, &text, &r->err));
		assert_true(span_is(text, lines[i][1]));
	}
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct span id, text;
		err_clear(&r->err);
		if (text_line_read(r->arena, arena_strdup(r->arena, wrong[i]), strlen(wrong[i]), &id, &text, &r->err))
			fail_msg("%s is read", wrong[i]);
		assert_int_equal(r->err.kind, ERR_INPUT);
	}
}

static void tells_languages(void **state)
{
	struct run *r = *state;
	assert_true(filter(r, "text language", "{\"id\": 1, \"text\": \"Eg veit ikkje kva dei vil\"}\n"));
	assert_non_null(strstr(out_string(&r->out), "\"language\": \"nn\", \"confidence\": "));
}

static void takes_an_empty_file(void **state)
{
	struct run *r = *state;
	expect(r, "text language", "", "");
	expect(r, "text duplicates", "\n \n", "");
	expect(r, "text group", "", "");
}

static void says_what_is_wrong_and_where(void **state)
{
	struct run *r = *state;
	expect_error(r, "text language", "{\"id\": 1, \"text\": \"a\"}\n{\"id\": 2, \"text\": ", 2, "not a JSON object");
	expect_error(r, "text language", "\n[1]\n", 2, "not a JSON object");
	expect_error(r, "text language", "{\"text\": \"a\"}", 1, "\"id\"");
	expect_error(r, "text language", "{\"id\": null, \"text\": \"a\"}", 1, "\"id\"");
	expect_error(r, "text language", "{\"id\": 1, \"text\": 5}", 1, "\"text\"");
	expect_error(r, "text language", "{\"id\": 1, \"id\": 2, \"text\": \"a\"}", 1, "duplicate");
	expect_error(r, "text language", "{\"id\": 1, \"text\": \"\xff\"}", 1, "UTF-8");
}

static void groups(void **state)
{
	struct run *r = *state;
	r->options[0] = "2";
	r->options[2] = r->other;
	expect(r, "text group",
	       "{\"id\": 1, \"text\": \"Sykkelvei langs fjorden\"}\n{\"id\": 2, \"text\": \"Sykkelvei til skolen\"}\n"
	       "{\"id\": 3, \"text\": \"Jordvern og matproduksjon\"}\n{\"id\": 4, \"text\": \"Jordvern nå\"}\n"
	       "{\"id\": 5, \"text\": \"Sykkelvei nå\"}\n",
	       "{\"id\": 1, \"cluster\": 0}\n{\"id\": 2, \"cluster\": 0}\n{\"id\": 3, \"cluster\": 1}\n"
	       "{\"id\": 4, \"cluster\": 1}\n{\"id\": 5, \"cluster\": 0}\n");
	struct span labels;
	assert_true(file_read(r->arena, r->other, 10000, &labels, &r->err));
	assert_true(span_starts(labels, "cluster,size,label\r\n0,3,"));
	assert_true(span_contains(labels, "\r\n1,2,"));
	assert_true(span_contains(labels, "jordvern"));
	r->options[2] = NULL;
	static const char *const wrong[] = { "0", "-1", "1001", "x", "", "2.5", "99999999999999999999" };
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		r->options[0] = wrong[i];
		expect_error(r, "text group", "", 0, "--groups");
	}
	r->options[0] = NULL;
	r->options[1] = "-1";
	expect_error(r, "text group", "", 0, "--seed");
}

static void assigns(void **state)
{
	struct run *r = *state;
	r->options[0] = r->other;
	write_file(r->other,
	           "{\"title\": \"P\", \"nodes\": [{\"id\": \"t\", \"title\": \"Transport\", \"keywords\": [\"sykkel\", \"buss\"], "
	           "\"parent\": 7}, {\"id\": 7, \"kind\": \"theme\", \"title\": \"Jordvern\", \"body\": \"Dyrket mark\"}]}");
	assert_true(filter(r, "text assign",
	                   "{\"id\": 1, \"text\": \"Sykkelvei og bussholdeplass\"}\n{\"id\": 2, \"text\": \"Vern dyrket mark\"}\n"
	                   "{\"id\": 3, \"text\": \"\"}\n"));
	const char *out = out_string(&r->out);
	assert_true(str_starts(out, "{\"id\": 1, \"suggestions\": [{\"node\": \"t\", \"score\": "));
	assert_non_null(strstr(out, "{\"id\": 2, \"suggestions\": [{\"node\": 7, \"score\": "));
	assert_non_null(strstr(out, "{\"id\": 3, \"suggestions\": [], \"abstain\": true}"));
}

static void learns(void **state)
{
	struct run *r = *state;
	const char *labelled = arena_printf(r->arena, "%s.learn", r->other);
	r->options[0] = r->other;
	r->options[1] = labelled;
	write_file(r->other, "{\"nodes\": [{\"id\": 1, \"title\": \"Punkt A\"}, {\"id\": \"b\", \"title\": \"Punkt B\"}]}");
	write_file(labelled, "{\"text\": \"Flere busser til byen\", \"node\": 1}\n\n{\"text\": \"Vern av dyrket mark\", \"node\": \"b\"}\n");
	assert_true(filter(r, "text assign", "{\"id\": 1, \"text\": \"Vern den dyrkede marka\"}\n{\"id\": 2, \"text\": \"En buss til\"}\n"));
	const char *out = out_string(&r->out);
	assert_true(str_starts(out, "{\"id\": 1, \"suggestions\": [{\"node\": \"b\", \"score\": "));
	assert_non_null(strstr(out, "{\"id\": 2, \"suggestions\": [{\"node\": 1, \"score\": "));
	static const char *const wrong[][2] = {
		{ "{\"text\": \"a\", \"node\": \"1\"}", "\"node\"" }, { "{\"node\": 1}", "\"text\"" }, { "{", "not a JSON object" },
		{ "[]", "\"text\"" }, { "{\"text\": \"a\"}", "\"node\"" },
	};
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		write_file(labelled, arena_printf(r->arena, "\n%s\n", wrong[i][0]));
		expect_error(r, "text assign", "{\"id\": 1, \"text\": \"a\"}", 2, wrong[i][1]);
		assert_string_equal(r->err.file, labelled);
	}
	unlink(labelled);
}

static void refuses_a_plan_that_is_none(void **state)
{
	struct run *r = *state;
	static const char *const plans[][2] = {
		{ "{", "" }, { "[]", "nodes" }, { "{\"title\": \"P\"}", "nodes" }, { "{\"nodes\": []}", "nodes" },
		{ "{\"nodes\": [{\"id\": 1}]}", "node 1 of the plan: it has no \"title\"" },
		{ "{\"nodes\": [{\"title\": \"a\"}]}", "\"id\"" },
		{ "{\"nodes\": [{\"id\": 1, \"title\": \"a\"}, {\"id\": 1, \"title\": \"b\"}]}", "node 2" },
		{ "{\"nodes\": [{\"id\": 1, \"title\": \"a\", \"parent\": \"1\"}]}", "\"parent\"" },
		{ "{\"nodes\": [{\"id\": 1, \"title\": \"a\", \"keywords\": \"b\"}]}", "\"keywords\"" },
		{ "{\"nodes\": [{\"id\": 1, \"title\": \"a\", \"keywords\": [1]}]}", "keyword 1" },
		{ "{\"nodes\": [5]}", "node 1" },
	};
	expect_error(r, "text assign", "", 0, "--plan");
	r->options[0] = r->other;
	for (size_t i = 0; i < ARRAY_LEN(plans); i++) {
		write_file(r->other, plans[i][0]);
		assert_false(filter(r, "text assign", "{\"id\": 1, \"text\": \"a\"}"));
		assert_int_equal(r->err.kind, ERR_INPUT);
		assert_non_null(strstr(r->err.message, plans[i][1]));
		assert_string_equal(r->err.file, r->other);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(copies_identifiers, setup, teardown),
		cmocka_unit_test_setup_teardown(says_what_is_no_duplicate_and_why, setup, teardown),
		cmocka_unit_test_setup_teardown(takes_plain_lines, setup, teardown),
		cmocka_unit_test_setup_teardown(finds_campaigns, setup, teardown),
		cmocka_unit_test_setup_teardown(reads_lines_as_json_has_it, setup, teardown),
		cmocka_unit_test_setup_teardown(tells_languages, setup, teardown),
		cmocka_unit_test_setup_teardown(takes_an_empty_file, setup, teardown),
		cmocka_unit_test_setup_teardown(says_what_is_wrong_and_where, setup, teardown),
		cmocka_unit_test_setup_teardown(groups, setup, teardown),
		cmocka_unit_test_setup_teardown(assigns, setup, teardown),
		cmocka_unit_test_setup_teardown(learns, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_a_plan_that_is_none, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
