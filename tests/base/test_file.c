#include "base/file.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];
static struct arena *arena;

static int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/planverk-file-XXXXXX");
	arena = arena_new();
	return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state)
{
	(void)state;
	arena_free(arena);
	char command[96];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	return system(command);
}

static const char *path_of(const char *name)
{
	return arena_printf(arena, "%s/%s", folder, name);
}

static void write_whole(const char *path, const char *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct file_writer *w = file_create(a, path, &err);
	assert_non_null(w);
	assert_int_equal(fwrite(bytes, 1, n, file_stream(w)), n);
	assert_true(file_commit(w, &err));
	arena_free(a);
}

static void what_was_written_is_read(void **state)
{
	(void)state;
	struct span bytes;
	struct err err = { 0 };
	static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 300000 };
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		char *text = arena_alloc(arena, sizes[i] + 1);
		memset(text, 'a' + (int)i, sizes[i]);
		write_whole(path_of("whole"), text, sizes[i]);
		assert_true(file_read(arena, path_of("whole"), 1 << 20, &bytes, &err));
		assert_int_equal(bytes.n, sizes[i]);
		assert_memory_equal(bytes.s, text, sizes[i] + 1); /* with the NUL */
	}
}

static void a_pipe_of_unknown_size_is_read(void **state)
{
	(void)state;
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "from a pipe", 11), 11);
	close(ends[1]);
	struct span bytes;
	struct err err = { 0 };
	assert_true(file_read(arena, arena_printf(arena, "/dev/fd/%d", ends[0]), 100, &bytes, &err));
	close(ends[0]);
	assert_true(span_is(bytes, "from a pipe"));
}

static void a_limit_is_a_limit(void **state)
{
	(void)state;
	struct span bytes;
	struct err err = { 0 };
	write_whole(path_of("limit"), "0123456789", 10);
	assert_true(file_read(arena, path_of("limit"), 10, &bytes, &err));
	assert_int_equal(bytes.n, 10);
	assert_false(file_read(arena, path_of("limit"), 9, &bytes, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	err_clear(&err);
	assert_false(file_read(arena, "/dev/zero", 100000, &bytes, &err)); /* without an end */
	assert_int_equal(err.kind, ERR_INPUT);
}

static void what_cannot_be_read_says_why(void **state)
{
	(void)state;
	struct span bytes;
	struct err err = { 0 };
	assert_false(file_read(arena, path_of("missing"), 100, &bytes, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_non_null(strstr(err.message, "No such file"));
	err_clear(&err);
	assert_false(file_read(arena, folder, 100, &bytes, &err));
	assert_non_null(strstr(err.message, "folder"));
	err_clear(&err);
	assert_null(file_create(arena, path_of("no/such/folder"), &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
}

static void without_a_commit_the_old_file_stays(void **state)
{
	(void)state;
	const char *path = path_of("kept");
	write_whole(path, "old", 3);
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct file_writer *w = file_create(a, path, &err);
	assert_non_null(w);
	fputs("new", file_stream(w));
	char *temporary = arena_strdup(arena, file_temporary_name(w));
	assert_int_equal(access(temporary, F_OK), 0);
	arena_free(a);
	assert_int_equal(access(temporary, F_OK), -1);
	struct span bytes;
	assert_true(file_read(arena, path, 100, &bytes, &err));
	assert_true(span_is(bytes, "old"));
}

static void a_new_file_has_the_rights_of_the_umask(void **state)
{
	(void)state;
	mode_t before = umask(027);
	write_whole(path_of("rights"), "x", 1);
	umask(before);
	struct stat st;
	assert_int_equal(stat(path_of("rights"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
}

static void a_full_disk_fails_the_commit(void **state)
{
	(void)state;
	struct err err = { 0 };
	if (getuid() == 0 && access("/dev/full", W_OK) == 0) {
		/* Standard output is written directly; here it is a disk without space. */
		FILE *saved = stdout;
		stdout = fopen("/dev/full", "w");
		struct file_writer *w = file_create(arena, "-", &err);
		fputs("some bytes", file_stream(w));
		bool ok = file_commit(w, &err);
		fclose(stdout);
		stdout = saved;
		assert_false(ok);
		assert_non_null(strstr(err.message, "No space left"));
	} else {
		skip();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_written_is_read),
		cmocka_unit_test(a_pipe_of_unknown_size_is_read),
		cmocka_unit_test(a_limit_is_a_limit),
		cmocka_unit_test(what_cannot_be_read_says_why),
		cmocka_unit_test(without_a_commit_the_old_file_stays),
		cmocka_unit_test(a_new_file_has_the_rights_of_the_umask),
		cmocka_unit_test(a_full_disk_fails_the_commit),
	};
	return cmocka_run_group_tests_name("base/file", tests, make_folder, drop_folder);
}
