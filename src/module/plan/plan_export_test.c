#include "module/plan/plan_fixture.h"

#include "base/file.h"
#include "format/docx_read.h"

/* ---- Documents ---- */

static void an_outline_becomes_a_tree_and_back(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct plan_tree tree = parsed(a, everything), again;
	struct outline outline;
	struct out o = out_memory(a);
	plan_write_markdown(&o, a, &tree);
	assert_ok(outline_read_bytes(a, span_of(out_string(&o)), "md", OUTLINE_AUTO, &outline, &err), err);
	assert_ok(plan_from_outline(a, &outline, &again, &err), err);
	assert_string_equal(again.plan.title, tree.plan.title);
	assert_string_equal(again.plan.slug, "");
	assert_int_equal(again.n, tree.n);
	for (size_t i = 0; i < tree.n; i++) {
		assert_string_equal(again.nodes[i].title, tree.nodes[i].title);
		assert_string_equal(again.nodes[i].kind, tree.nodes[i].kind);
		assert_string_equal(again.nodes[i].body, tree.nodes[i].body);
		assert_string_equal(again.nodes[i].addressee, tree.nodes[i].addressee);
		assert_int_equal(again.nodes[i].parent, tree.nodes[i].parent);
		assert_int_equal(again.nodes[i].n_below, tree.nodes[i].n_below);
		assert_int_equal(again.nodes[i].n_keywords, tree.nodes[i].n_keywords);
		assert_int_equal(again.nodes[i].cross_cutting, tree.nodes[i].cross_cutting);
	}
	assert_string_equal(again.nodes[2].asked, "not_asked");
	arena_free(a);
}

static const struct docx_read_paragraph *find_paragraph(const struct docx_read *doc, const char *text)
{
	for (size_t i = 0; i < doc->n; i++)
		if (str_starts(doc->paragraphs[i].text, text))
			return &doc->paragraphs[i];
	fail_msg("no paragraph begins with \"%s\"", text);
	return NULL;
}

static void word_has_headings_and_lists(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct plan_tree tree = parsed(a, everything);
	struct docx_read doc;
	struct out o = out_memory(a), again = out_memory(a);
	assert_ok(plan_write_docx(&o, a, &tree, &err), err);
	assert_ok(plan_write_docx(&again, a, &tree, &err), err);
	struct span bytes = { out_string(&o), o.n };
	assert_true(span_eq(bytes, (struct span){ out_string(&again), again.n }));
	assert_ok(docx_read_bytes(a, bytes, "docx", 0, &doc, &err), err);
	assert_true(find_paragraph(&doc, tree.plan.title)->title);
	assert_int_equal(find_paragraph(&doc, "Kompetanse")->heading, 1);
	assert_int_equal(find_paragraph(&doc, "Hva regionen kan.")->heading, 0);
	assert_int_equal(find_paragraph(&doc, "Hovedmål: Flere fagarbeidere")->heading, 2);
	find_paragraph(&doc, "FNs bærekraftsmål: 1 Utrydde fattigdom; 4 God utdanning; 17 Samarbeid");
	find_paragraph(&doc, "Følger opp: Regional planstrategi 2024–2028");
	assert_int_equal(find_paragraph(&doc, "Strategier")->heading, 3);
	const struct docx_read_paragraph *strategy = find_paragraph(&doc, "Flere læreplasser");
	assert_int_equal(strategy->list, 1);
	assert_non_null(strstr(strategy->text, "Bygger på: Kraft (Uten kraft ingen bedrifter.)"));
	assert_int_equal(find_paragraph(&doc, "Standpunkter")->heading, 2);
	assert_non_null(strstr(find_paragraph(&doc, "Staten må betale")->text, "Rettet til: Staten"));
	arena_free(a);
}

static void word_has_lists_where_headings_end(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct out json = out_memory(a), o = out_memory(a);
	struct docx_read doc;
	out_text(&json, "{\"title\":\"P\",\"nodes\":[{\"id\":\"0\",\"kind\":\"theme\",\"title\":\"N0\"}");
	for (int i = 1; i < 10; i++)
		out_format(&json, ",{\"id\":\"%d\",\"parent\":\"%d\",\"kind\":\"measure\",\"title\":\"N%d\"}", i, i - 1, i);
	out_text(&json, "]}");
	struct plan_tree tree = parsed(a, out_string(&json));
	assert_ok(plan_write_docx(&o, a, &tree, &err), err);
	assert_ok(docx_read_bytes(a, (struct span){ out_string(&o), o.n }, "plan.docx", 0, &doc, &err), err);
	assert_int_equal(find_paragraph(&doc, "N0")->heading, 1);
	assert_int_equal(find_paragraph(&doc, "Tiltak: N3")->heading, 4);
	assert_int_equal(find_paragraph(&doc, "N4")->list, 1);
	assert_int_equal(find_paragraph(&doc, "Tiltak: N7")->list, 4);
	assert_int_equal(find_paragraph(&doc, "Tiltak: N9")->list, 4);
	arena_free(a);
}

static void markdown_bodies_become_word_text(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct plan_tree tree = parsed(a, DOCUMENT(
		"{\"id\":\"t\",\"kind\":\"theme\",\"title\":\"Tema\",\"body\":\"## Mellomtittel\\n\\nEn **sterk** linje\\nfortsetter.\\n\\n"
		"- punkt en\\n- punkt to\\n  - under to\\n\\n<b>nei</b> [lenke](https://example.org)\"}", ""));
	struct docx_read doc;
	struct out o = out_memory(a);
	assert_ok(plan_write_docx(&o, a, &tree, &err), err);
	assert_ok(docx_read_bytes(a, (struct span){ out_string(&o), o.n }, "docx", 0, &doc, &err), err);
	assert_int_equal(find_paragraph(&doc, "Mellomtittel")->heading, 0); /* the outline is the tree's */
	assert_string_equal(find_paragraph(&doc, "En sterk")->text, "En sterk linje fortsetter.");
	assert_int_equal(find_paragraph(&doc, "punkt en")->list, 1);
	assert_int_equal(find_paragraph(&doc, "under to")->list, 2);
	assert_string_equal(find_paragraph(&doc, "nei")->text, "nei lenke (https://example.org)");
	arena_free(a);
}

/* ---- Commands ---- */

/* Runs a command with one argument and up to two options; returns what it printed. */
static const char *command_output(struct test_db *t, const char *name, const char *argument, bool json,
                                  const char *format, const char *file)
{
	struct err err = { 0 };
	struct out o = out_memory(t->arena);
	char *args[] = { arena_strdup(t->arena, argument), NULL };
	const char *values[] = { format, file };
	struct command_context ctx = { .arena = t->arena, .db = t->db, .out = &o, .json = json, .args = args,
	                               .n_args = *argument ? 1 : 0, .option_values = values, .err = &err };
	for (size_t i = 0; i < plan_module.n_commands; i++)
		if (str_eq(plan_module.commands[i].name, name))
			ctx.command = &plan_module.commands[i];
	assert_non_null(ctx.command);
	assert_ok(ctx.command->run(&ctx), err);
	return out_string(&o);
}

DB_TEST(commands_list_and_show)(struct test_db *t)
{
	assert_non_null(strstr(command_output(t, "plan list", "", false, NULL, NULL), "planverk plan import FILE"));
	stored(t, everything);
	assert_string_equal(command_output(t, "plan list", "", false, NULL, NULL),
	                    "kompetanse-2040  Regional plan for kompetanse <og> verdiskaping, 2027–2040 (5 nodes), an example\n");
	assert_non_null(strstr(command_output(t, "plan list", "", true, NULL, NULL), "\"nodes\": 5"));
	const char *shown = command_output(t, "plan show", "kompetanse-2040", false, NULL, NULL);
	assert_non_null(strstr(shown, "Themes: 2, Goals: 1, Strategies: 1, Positions: 1, Links: 2\n"));
	assert_non_null(strstr(shown, "\nTheme: Kompetanse [t1] (cross-cutting)\n  Goal: Flere fagarbeidere [g1]\n"
	                              "    Strategy: Flere læreplasser [s1] (not asked)\n"));
	assert_non_null(strstr(shown, "\ns1 rests_on t2\ng1 follows_up Regional planstrategi 2024–2028\n"));
	assert_string_equal(command_output(t, "plan show", "kompetanse-2040", true, NULL, NULL), everything);
}

DB_TEST(exports_go_to_output_or_file)(struct test_db *t)
{
	struct err err = { 0 };
	stored(t, everything);
	assert_string_equal(command_output(t, "plan export", "kompetanse-2040", false, NULL, NULL), everything);
	assert_string_equal(command_output(t, "plan export", "kompetanse-2040", true, NULL, "-"), everything);
	assert_non_null(strstr(command_output(t, "plan export", "kompetanse-2040", false, "md", NULL), "Flere fagarbeidere"));
	assert_non_null(strstr(command_output(t, "plan export", "kompetanse-2040", true, "md", NULL), "\"document\": \""));

	char folder[] = "/tmp/planverk-test-XXXXXX";
	assert_non_null(mkdtemp(folder));
	const char *json = arena_printf(t->arena, "%s/a.json", folder), *docx = arena_printf(t->arena, "%s/a.docx", folder);
	struct plan_tree tree;
	struct docx_read doc;
	struct span bytes;
	assert_non_null(strstr(command_output(t, "plan export", "kompetanse-2040", false, NULL, json), "Wrote 5 nodes"));
	assert_ok(file_read(t->arena, json, 1 << 20, &bytes, &err), err);
	assert_ok(plan_from_json(t->arena, bytes, json, &tree, &err), err);
	assert_string_equal(exported(t->arena, &tree), everything);
	assert_non_null(strstr(command_output(t, "plan export", "kompetanse-2040", true, NULL, docx), "\"format\": \"docx\""));
	assert_ok(file_read(t->arena, docx, 1 << 20, &bytes, &err), err);
	assert_ok(docx_read_bytes(t->arena, bytes, docx, 0, &doc, &err), err);
	unlink(json);
	unlink(docx);
	assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_outline_becomes_a_tree_and_back),
		cmocka_unit_test(word_has_headings_and_lists),
		cmocka_unit_test(word_has_lists_where_headings_end),
		cmocka_unit_test(markdown_bodies_become_word_text),
		ON_BOTH(commands_list_and_show),
		ON_BOTH(exports_go_to_output_or_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
