/* Personal data: that no column is forgotten, what is masked, and that the journal verifies after an erasure. */
#include "support.h"

#include "base/hash.h"
#include "db/journal.h"
#include "module/privacy/privacy_internal.h"

/* ---- The inventory ---- */

static void see_purpose(void *arg, const char *module, const struct personal *p)
{
	int *lines = arg;
	if (!privacy_purpose(p->purpose))
		fail_msg("%s: %s has the purpose %s, which is none", module, p->table, p->purpose);
	assert_true(*p->erasure);
	++*lines;
}

static void every_line_has_a_purpose(void **state)
{
	(void)state;
	int lines = 0;
	personal_each(see_purpose, &lines);
	assert_true(lines > 10);
}

static void names_that_make_one_think_of_a_person(void **state)
{
	(void)state;
	assert_true(privacy_looks_personal("email"));
	assert_true(privacy_looks_personal("user_id"));
	assert_true(privacy_looks_personal("drafted_by"));
	assert_true(privacy_looks_personal("ip"));
	assert_false(privacy_looks_personal("ordinal"));
	assert_false(privacy_looks_personal("description")); /* has "ip" in it */
}

/* Tables and columns as the engine tells them. */
static struct db_stmt *schema(struct test_db *t, struct db_conn *c)
{
	if (str_eq(db_engine(t->db), "sqlite"))
		return db_prepare(c, SQL("SELECT m.name, i.name FROM sqlite_master m, pragma_table_info(m.name) i WHERE m.type = 'table'"));
	return db_prepare(c, SQL("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"));
}

DB_TEST(no_column_is_forgotten)(struct test_db *t)
{
	struct err err = { 0 };
	int seen = 0, forgotten = 0;
	struct db_conn *c = db_reader(t->db, &err);
	struct db_stmt *st = schema(t, c);
	for (; db_step(st); seen++) {
		const char *table = db_text(st, 0, t->arena), *column = db_text(st, 1, t->arena);
		if (!privacy_looks_personal(column) || privacy_is_listed(table, column))
			continue;
		print_message("%s.%s looks personal: list it in its module's struct personal, or say in privacy_exceptions why not\n",
		              table, column);
		forgotten++;
	}
	assert_ok(db_finish(st, &err), err);
	db_reader_done(c);
	assert_true(seen > 100);
	assert_int_equal(forgotten, 0);
}

/* A line of the inventory for a table or column that is gone tells the public what is not so. */
struct standing {
	struct test_db *t;
	struct db_conn *c;
	int missing;
};

static void see_column(void *arg, const char *module, const struct personal *p)
{
	struct standing *s = arg;
	struct span rest = span_of(p->columns);
	while (rest.s) {
		struct span column = span_cut(&rest, ' ');
		struct err err = { 0 };
		bool found = false;
		struct db_stmt *st = schema(s->t, s->c);
		while (db_step(st))
			found = found || (str_eq(db_text(st, 0, s->t->arena), p->table) && span_is(column, db_text(st, 1, s->t->arena)));
		assert_ok(db_finish(st, &err), err);
		if (!found)
			print_message("%s lists %s.%.*s, which is not there\n", module, p->table, (int)column.n, column.s);
		s->missing += !found;
	}
}

DB_TEST(no_line_is_left_over)(struct test_db *t)
{
	struct err err = { 0 };
	struct standing s = { t, db_reader(t->db, &err), 0 };
	personal_each(see_column, &s);
	db_reader_done(s.c);
	assert_int_equal(s.missing, 0);
}

/* ---- Words in a text ---- */

static void words_are_found_whole_and_in_either_case(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *text = "Ærlig talt: ÅSE ØDEGÅRD og Åse Ødegårds hund, sa åse ødegård.";
	size_t at = 0;
	assert_true(privacy_next(a, text, "Åse Ødegård", &at));
	assert_memory_equal(text + at, "ÅSE ØDEGÅRD", strlen("ÅSE ØDEGÅRD"));
	at++;
	assert_true(privacy_next(a, text, "Åse Ødegård", &at)); /* not the one with an s behind it */
	assert_memory_equal(text + at, "åse ødegård", strlen("åse ødegård"));
	at++;
	assert_false(privacy_next(a, text, "Åse Ødegård", &at));
	arena_free(a);
}

/* ---- Masking and erasing ---- */

struct sample {
	struct test_db *t;
	int64_t plan_id, id; /* of the contribution */
	struct mask mask;
	const char *words;
	unsigned kinds;
	struct privacy_erased done;
};

#define TEXT "Ring 22334455. Hilsen Kari Nordmann"

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct sample *s = arg;
	struct digest digest = digest_of("plan", 4), file = digest_of("file", 4);
	struct plan_tree tree = { .plan = { .slug = "one", .title = "one", .description = "", .language = "nb", .period = "" } };
	struct contribution_row row = { TEXT, "1", "", "", "", "", "nb", "", true, 0, 1 };
	struct contribution_added added;
	if (!plan_add(tx, s->t->arena, &tree, &(struct plan_source){ "one", digest.byte }, err))
		return false;
	s->plan_id = tree.plan.id;
	return contribution_add(tx, s->t->arena, s->plan_id, &(struct plan_source){ "file", file.byte }, &row, 1, &added, err)
	       && journal_write(tx, "test.note", 1, "{\"note\": \"kari nordmann rang\"}", err)
	       && contribution_find(tx, "1", &s->id, &s->plan_id, err);
}

static bool decide(struct db_conn *tx, void *arg, struct err *err)
{
	const struct sample *s = arg;
	return masking_decide(tx, s->id, &s->mask, 0, err);
}

static bool erase(struct db_conn *tx, void *arg, struct err *err)
{
	struct sample *s = arg;
	return privacy_erase(tx, s->t->arena, &(struct privacy_erasure){ 0, s->words, s->kinds, "asked for", 0 }, &s->done, err);
}

/* The text, or a piece of it, as others read it now. */
static const char *shown(const struct sample *s, size_t at, size_t bytes)
{
	struct err err = { 0 };
	struct db_conn *c = db_reader(s->t->db, &err);
	const struct masking *m = masking_shared(c, s->t->arena, &err);
	assert_non_null(m);
	const char *text = masking_piece(s->t->arena, m, s->id, span_of(TEXT), at, bytes);
	db_reader_done(c);
	return text;
}

static void expect(const struct sample *s, enum masking_state state, const char *text)
{
	struct err err = { 0 };
	struct sample now = *s;
	now.mask = (struct mask){ 5, 8, "telephone", "", state };
	assert_ok(db_write(s->t->db, decide, &now, &err), err);
	assert_string_equal(shown(s, 0, strlen(TEXT)), text);
}

DB_TEST(what_nobody_has_reviewed_is_hidden)(struct test_db *t)
{
	struct err err = { 0 };
	struct sample s = { .t = t };
	assert_ok(db_write(t->db, add, &s, &err), err);
	assert_string_equal(shown(&s, 0, strlen(TEXT)), "Ring " MASKING_UNREVIEWED ". Hilsen " MASKING_UNREVIEWED);
	expect(&s, MASKING_SHOWN, "Ring 22334455. Hilsen " MASKING_UNREVIEWED);
	expect(&s, MASKING_HIDDEN, "Ring [telefon]. Hilsen " MASKING_UNREVIEWED);
	expect(&s, MASKING_OPEN, "Ring " MASKING_UNREVIEWED ". Hilsen " MASKING_UNREVIEWED);
	/* A piece that begins within a number does not give the rest of it away. */
	assert_string_equal(shown(&s, 7, 7), MASKING_UNREVIEWED ".");
	/* A person finds more than the engine does: "Ring", and something that lies over a finding. */
	s.mask = (struct mask){ 0, 4, MASKING_PERSON, "", MASKING_HIDDEN };
	assert_ok(db_write(t->db, decide, &s, &err), err);
	assert_string_equal(shown(&s, 0, 14), "[navn] " MASKING_UNREVIEWED ".");
	s.mask = (struct mask){ 0, 14, MASKING_PERSON, "", MASKING_HIDDEN };
	assert_ok(db_write(t->db, decide, &s, &err), err);
	assert_string_equal(shown(&s, 0, 14), "[navn]");
}

DB_TEST(the_journal_verifies_after_an_erasure)(struct test_db *t)
{
	struct err err = { 0 };
	struct journal_state journal;
	struct privacy_item *list;
	size_t n;
	struct sample s = { .t = t, .words = "Kari Nordmann", .kinds = 1u << PRIVACY_ACCOUNT };
	assert_ok(db_write(t->db, add, &s, &err), err);
	assert_false(db_write(t->db, erase, &s, &err)); /* no account has that name */
	err_clear(&err);
	s.kinds = PRIVACY_ALL_KINDS;
	assert_ok(db_write(t->db, erase, &s, &err), err);
	assert_int_equal(s.done.masked, 1);
	assert_int_equal(s.done.journal, 1);
	assert_string_equal(shown(&s, 0, strlen(TEXT)), "Ring " MASKING_UNREVIEWED ". Hilsen [navn]");
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(journal_verify(c, &journal, &err), err);
	assert_int_equal(journal.bad_row, 0);
	assert_int_equal(journal.erased, 1);
	assert_ok(privacy_find(c, t->arena, 0, "KARI NORDMANN", &list, &n, &err), err);
	assert_int_equal(n, 1); /* the original, which the archive keeps */
	assert_int_equal(list[0].kind, PRIVACY_MENTION);
	db_reader_done(c);
	s.words = "Nobody At All";
	assert_false(db_write(t->db, erase, &s, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
}

/* Two plans to which one person has said something. */
struct two_plans {
	struct test_db *t;
	int64_t plan_id[2];
	int64_t erased_in; /* 0: everywhere */
};

static bool add_two(struct db_conn *tx, void *arg, struct err *err)
{
	struct two_plans *two = arg;
	static const char *const slugs[] = { "first", "second" };
	for (size_t i = 0; i < 2; i++) {
		struct digest digest = digest_of(slugs[i], strlen(slugs[i]));
		struct plan_source source = { slugs[i], digest.byte };
		struct plan_tree tree = { .plan = { .slug = slugs[i], .title = slugs[i], .description = "", .language = "nb", .period = "" } };
		struct contribution_row row = { "Flere lys", "", "", "", "Siri Testesen", "", "nb", "", true, 0, 1 };
		struct contribution_added added;
		if (!plan_add(tx, two->t->arena, &tree, &source, err)
		    || !contribution_add(tx, two->t->arena, tree.plan.id, &source, &row, 1, &added, err))
			return false;
		two->plan_id[i] = tree.plan.id;
	}
	return true;
}

static bool erase_sender_in(struct db_conn *tx, void *arg, struct err *err)
{
	const struct two_plans *two = arg;
	struct privacy_erased done;
	return privacy_erase(tx, two->t->arena,
	                     &(struct privacy_erasure){ two->erased_in, "Siri Testesen", 1u << PRIVACY_SENDER, "asked for", 0 }, &done, err);
}

static void expect_sender(const struct two_plans *two, size_t plan, const char *name, bool publish)
{
	struct err err = { 0 };
	struct contribution *list;
	size_t n;
	struct db_conn *c = db_reader(two->t->db, &err);
	assert_ok(contribution_list(c, two->t->arena, two->plan_id[plan], &list, &n, &err), err);
	assert_int_equal(n, 1);
	assert_string_equal(list[0].text, "Flere lys");
	if (name)
		assert_string_equal(list[0].organisation, name);
	else
		assert_int_equal(list[0].organisation[0], '#');
	assert_int_equal(list[0].publish, publish);
	db_reader_done(c);
}

DB_TEST(erasing_in_one_plan_leaves_the_other)(struct test_db *t)
{
	struct err err = { 0 };
	struct two_plans two = { .t = t };
	assert_ok(db_write(t->db, add_two, &two, &err), err);
	two.erased_in = two.plan_id[0];
	assert_ok(db_write(t->db, erase_sender_in, &two, &err), err);
	expect_sender(&two, 0, "", false);
	expect_sender(&two, 1, "Siri Testesen", true);
	/* The last plan that has the name: the name itself goes. */
	two.erased_in = two.plan_id[1];
	assert_ok(db_write(t->db, erase_sender_in, &two, &err), err);
	expect_sender(&two, 1, NULL, false);
}

DB_TEST(erasing_everywhere_takes_the_name_from_all_plans)(struct test_db *t)
{
	struct err err = { 0 };
	struct two_plans two = { .t = t };
	assert_ok(db_write(t->db, add_two, &two, &err), err);
	assert_ok(db_write(t->db, erase_sender_in, &two, &err), err);
	expect_sender(&two, 0, NULL, false);
	expect_sender(&two, 1, NULL, false);
}

/* ---- Periods ---- */

static bool shorten(struct db_conn *tx, void *arg, struct err *err)
{
	const struct sample *s = arg;
	return privacy_set_months(tx, s->plan_id, privacy_purpose("contact"), 3, "short", 0, err)
	       && privacy_set_months(tx, s->plan_id, privacy_purpose("contact"), 2, "shorter", 0, err);
}

DB_TEST(the_newest_period_holds)(struct test_db *t)
{
	struct err err = { 0 };
	struct sample s = { .t = t };
	int64_t months;
	const char *reason;
	assert_ok(db_write(t->db, add, &s, &err), err);
	assert_ok(db_write(t->db, shorten, &s, &err), err);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(privacy_months(c, t->arena, s.plan_id, privacy_purpose("contact"), &months, &reason, &err), err);
	assert_int_equal(months, 2);
	assert_string_equal(reason, "shorter");
	assert_ok(privacy_months(c, t->arena, s.plan_id, privacy_purpose("request"), &months, &reason, &err), err);
	assert_int_equal(months, privacy_purpose("request")->months);
	assert_string_equal(reason, "");
	db_reader_done(c);
	assert_int_equal(privacy_before(INT64_C(100) * 86400 * 366 * CLOCK_SECOND, 12) / (86400 * CLOCK_SECOND), 100 * 366 - 365);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_line_has_a_purpose),
		cmocka_unit_test(names_that_make_one_think_of_a_person),
		cmocka_unit_test(words_are_found_whole_and_in_either_case),
		ON_BOTH(no_column_is_forgotten),
		ON_BOTH(no_line_is_left_over),
		ON_BOTH(what_nobody_has_reviewed_is_hidden),
		ON_BOTH(the_journal_verifies_after_an_erasure),
		ON_BOTH(erasing_in_one_plan_leaves_the_other),
		ON_BOTH(erasing_everywhere_takes_the_name_from_all_plans),
		ON_BOTH(the_newest_period_holds),
	};
	return cmocka_run_group_tests_name("privacy", tests, NULL, NULL);
}
