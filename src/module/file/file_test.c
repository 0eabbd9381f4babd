/* Files: what they are by their bytes, what their names may be, and that they come back as they came. */
#include "support.h"

#include "base/clock.h"
#include "module/file/file_internal.h"

static const char *write_temp(struct arena *a, const char *name, const void *bytes, size_t n)
{
	const char *path = arena_printf(a, "/tmp/planverk-file-%d-%s", (int)getpid(), name);
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	fclose(f);
	return path;
}

/* ---- Names ---- */

static void names_are_cleaned(void **state)
{
	static const struct { const char *name, *clean; } names[] = {
		{ "brev.pdf", "brev.pdf" },
		{ "../../etc/passwd", "passwd" },
		{ "C:\\plan\\Høring.docx", "Høring.docx" },
		{ "a\nb\x7f\x01.pdf", "ab.pdf" },
		{ ".htaccess", "htaccess" },
		{ "  .. skjult.pdf", "skjult.pdf" },
		{ "bilde\xe2\x80\xaegpj.exe", "bildegpj.exe" }, /* U+202E turns what follows */
		{ "a\"; x=\"b.pdf", "a; x=b.pdf" },
		{ "mappe/", "" },
		{ "...", "" },
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		assert_string_equal(file_clean_name(a, names[i].name), names[i].clean);
	char *endless = arena_alloc(a, 1001);
	memset(endless, 'x', 996);
	memcpy(endless + 996, ".pdf", 5);
	const char *clean = file_clean_name(a, endless);
	assert_int_equal(strlen(clean), 120);
	assert_true(str_ends(clean, "x.pdf"));
	arena_free(a);
}

/* ---- Kinds ---- */

static const char *refused_for(struct arena *a, const char *name, struct span bytes, unsigned kinds, struct file_source *found)
{
	struct err err = { 0 };
	const char *refused, *path = write_temp(a, "kind", bytes.s, bytes.n);
	assert_ok(file_inspect(a, path, name, kinds, found, &refused, &err), err);
	unlink(path);
	return refused;
}

static void a_file_is_what_its_bytes_say(void **state)
{
	static const struct {
		const char *name;
		struct span bytes;
		enum file_kind kind; /* FILE_KINDS: refused */
	} files[] = {
		{ "a.pdf", { "%PDF-1.7\n", 9 }, FILE_PDF },
		{ "A.PDF", { "%PDF-1.7\n", 9 }, FILE_PDF },
		{ "a.png", { "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16 }, FILE_PNG },
		{ "a.jpeg", { "\xff\xd8\xff\xe0", 4 }, FILE_JPEG },
		{ "a.jpg", { "\xff\xd8\xff\xe0", 4 }, FILE_JPEG },
		{ "a.webp", { "RIFF\0\0\0\0WEBPVP8 ", 16 }, FILE_WEBP },
		{ "a.png", { "%PDF-1.7\n", 9 }, FILE_KINDS },
		{ "a.pdf.exe", { "%PDF-1.7\n", 9 }, FILE_KINDS },
		{ "a.webp", { "RIFF\0\0\0\0WAVEfmt ", 16 }, FILE_KINDS },
		{ "a.png", { "\x89PNG\r\n\x1a\n", 8 }, FILE_KINDS },
		{ "a.docx", { "PK\3\4\0\0\0\0", 8 }, FILE_KINDS },
		{ "a.pdf", { "%PDF", 4 }, FILE_KINDS },
		{ "a.svg", { "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", 41 }, FILE_KINDS },
		{ "a.eml", { "From: Kari <kari@example.org>\r\n\r\nHei", 36 }, FILE_KINDS },
		{ "a.pdf", { "", 0 }, FILE_KINDS },
	};
	struct arena *a = arena_new();
	struct file_source found;
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		const char *refused = refused_for(a, files[i].name, files[i].bytes, FILE_FROM_ALL, &found);
		assert_int_equal(refused != NULL, files[i].kind == FILE_KINDS);
		if (!refused)
			assert_int_equal(found.kind, files[i].kind);
	}
	assert_null(refused_for(a, "a.eml", SPAN("From: Kari <kari@example.org>\r\n\r\nHei"), FILE_FROM_PLANNERS, &found));
	assert_int_equal(found.kind, FILE_EML);
	assert_null(refused_for(a, "brev", SPAN("%PDF-1.7\n"), FILE_FROM_ALL, &found));
	assert_string_equal(found.name, "brev.pdf"); /* one that says nothing gets its true end */
	arena_free(a);
}

/* An archive whose directory says that it is larger than the file, or never ends, is none. */
static void broken_archives_are_refused(void **state)
{
	struct arena *a = arena_new();
	struct file_source found;
	unsigned char bytes[200] = "PK\3\4";
	(void)state;
	memcpy(bytes + 100, "PK\5\6", 4);
	memset(bytes + 112, 0xff, 8); /* size and place of the directory */
	assert_non_null(refused_for(a, "a.docx", (struct span){ (char *)bytes, 122 }, FILE_FROM_ALL, &found));
	memset(bytes + 112, 0, 8);
	bytes[112] = 60; /* from the beginning, where no entry of a directory stands */
	assert_non_null(refused_for(a, "a.docx", (struct span){ (char *)bytes, 122 }, FILE_FROM_ALL, &found));
	arena_free(a);
}

/* ---- In the database ---- */

struct keeping {
	struct arena *a;
	int64_t plan_id, id, by;
	const struct file_source *source;
	enum file_decision decision;
};

static bool insert_plan(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	struct digest digest = digest_of("plan", 4);
	struct plan_tree tree = {
		.plan = { .slug = "prove", .title = "Prøveplan", .description = "", .language = "nb", .period = "" } };
	bool ok = plan_add(tx, k->a, &tree, &(struct plan_source){ "plan.json", digest.byte }, err);
	k->plan_id = tree.plan.id;
	return ok;
}

static bool insert_user(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	k->by = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO user_account (id, password, administrator, language, created_at) VALUES ($id, '', 0, '', 0)"));
	db_bind_i64(st, "$id", k->by);
	return db_finish(st, err);
}

static bool keep(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	return file_keep(tx, k->a, k->plan_id, k->source, &k->id, err);
}

static bool decide(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	return file_decide(tx, k->a, k->id, k->decision, "Fordi", k->by, err);
}

static bool spoil(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE file_chunk SET bytes = $bytes WHERE file_id = $id AND ordinal = 2"));
	db_bind_blob(st, "$bytes", "other", 5);
	db_bind_i64(st, "$id", k->id);
	return db_finish(st, err);
}

static bool collect(void *arg, const void *bytes, size_t n)
{
	out_bytes(arg, bytes, n);
	return true;
}

static void count(void *arg, const char *text)
{
	(void)text;
	++*(int *)arg;
}

static int problems(struct test_db *t)
{
	struct err err = { 0 };
	int n = 0;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(file_verify(c, t->arena, count, &n, &err), err);
	db_reader_done(c);
	return n;
}

static struct file look(struct test_db *t, int64_t id, struct out *bytes)
{
	struct err err = { 0 };
	struct file file;
	*bytes = out_memory(t->arena);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(file_get(c, t->arena, id, &file, &err) && file_bytes(c, id, collect, bytes, &err), err);
	db_reader_done(c);
	return file;
}

/* A file of 700 kB, which is three chunks. */
static struct keeping kept(struct test_db *t)
{
	static struct file_source source;
	struct err err = { 0 };
	struct keeping k = { .a = t->arena, .source = &source };
	const size_t n = 700000;
	char *bytes = arena_alloc(t->arena, n);
	const char *refused;
	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)(i * 7 % 251);
	memcpy(bytes, "%PDF-1.4", 8);
	const char *path = write_temp(t->arena, "kept", bytes, n);
	assert_ok(file_inspect(t->arena, path, "../brev.pdf", FILE_FROM_ALL, &source, &refused, &err), err);
	assert_null(refused);
	assert_ok(db_write(t->db, insert_plan, &k, &err), err);
	assert_ok(db_write(t->db, insert_user, &k, &err), err);
	assert_ok(db_write(t->db, keep, &k, &err), err);
	struct out got;
	struct file file = look(t, k.id, &got);
	assert_string_equal(file.name, "brev.pdf");
	assert_int_equal(file.size, n);
	assert_int_equal(got.n, n);
	assert_memory_equal(out_string(&got), bytes, n);
	return k;
}

DB_TEST(a_file_comes_back_as_it_came)(struct test_db *t)
{
	struct err err = { 0 };
	struct keeping k = kept(t);
	assert_int_equal(problems(t), 0);
	assert_ok(db_write(t->db, spoil, &k, &err), err);
	assert_int_equal(problems(t), 1);
	unlink(k.source->path);
}

DB_TEST(one_that_changes_while_it_is_read_is_refused)(struct test_db *t)
{
	struct err err = { 0 };
	struct keeping k = kept(t);
	FILE *f = fopen(k.source->path, "ab");
	fputc('x', f);
	fclose(f);
	assert_false(db_write(t->db, keep, &k, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_int_equal(problems(t), 0);
	unlink(k.source->path);
}

DB_TEST(what_is_decided_holds_and_an_erased_file_is_gone)(struct test_db *t)
{
	struct err err = { 0 };
	struct out bytes;
	struct keeping k = kept(t);
	unlink(k.source->path);
	assert_false(look(t, k.id, &bytes).public);
	for (k.decision = FILE_PUBLISH; k.decision < FILE_DECISIONS; k.decision++) {
		assert_ok(db_write(t->db, decide, &k, &err), err);
		assert_ok(db_write(t->db, decide, &k, &err), err); /* again: nothing new */
		assert_int_equal(look(t, k.id, &bytes).public, k.decision == FILE_PUBLISH);
	}
	struct file file = look(t, k.id, &bytes);
	assert_true(file.erased);
	assert_string_equal(file.name, "");
	assert_int_equal(bytes.n, 0);
	assert_int_equal(problems(t), 0);
	struct file_past *list;
	size_t n;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(file_history(c, t->arena, k.id, &list, &n, &err), err);
	db_reader_done(c);
	assert_int_equal(n, 3);
	assert_int_equal(list[0].decision, FILE_ERASE);
}

static bool grow(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE file SET size = $size, added_at = 1000 WHERE id = $id"));
	db_bind_i64(st, "$size", FILE_DAY_MAX - 10);
	db_bind_i64(st, "$id", k->id);
	return db_finish(st, err);
}

DB_TEST(strangers_do_not_fill_the_disk)(struct test_db *t)
{
	const int64_t day = 24 * 60 * 60 * CLOCK_SECOND;
	static const struct { int64_t more; bool later, room; } cases[] = {
		{ 10, false, true }, { 11, false, false }, { 11, true, true }, { FILE_DAY_MAX + 1, true, false },
	};
	struct err err = { 0 };
	struct keeping k = kept(t);
	unlink(k.source->path);
	assert_ok(db_write(t->db, grow, &k, &err), err);
	struct db_conn *c = db_reader(t->db, &err);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		bool room;
		assert_ok(file_room(c, k.plan_id, cases[i].later ? 1000 + day : 999 + day, cases[i].more, &room, &err), err);
		assert_int_equal(room, cases[i].room);
	}
	db_reader_done(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_cleaned),
		cmocka_unit_test(a_file_is_what_its_bytes_say),
		cmocka_unit_test(broken_archives_are_refused),
		ON_BOTH(a_file_comes_back_as_it_came),
		ON_BOTH(one_that_changes_while_it_is_read_is_refused),
		ON_BOTH(strangers_do_not_fill_the_disk),
		ON_BOTH(what_is_decided_holds_and_an_erased_file_is_gone),
	};
	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
