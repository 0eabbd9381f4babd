#include "format/zip_write.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

struct zip_writer {
	struct out *to;
	struct archive *archive;
	struct out part;
	bool open;
	struct err err;
};

static void check(struct zip_writer *z, int status)
{
	if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
		err_system(&z->err, "The ZIP file cannot be written: %s", archive_error_string(z->archive));
}

static la_ssize_t write_archive(struct archive *archive, void *arg, const void *bytes, size_t n)
{
	struct zip_writer *z = arg;
	out_bytes(z->to, bytes, n);
	if (out_ok(z->to))
		return (la_ssize_t)n;
	archive_set_error(archive, EIO, "the disk is full or the reader has gone");
	return -1;
}

static bool write_part(void *arg, const char *bytes, size_t n)
{
	struct zip_writer *z = arg;
	if (z->err.kind)
		return false;
	if (archive_write_data(z->archive, bytes, n) < 0)
		err_system(&z->err, "The ZIP file cannot be written: %s", archive_error_string(z->archive));
	return !z->err.kind;
}

static void free_archive(void *archive)
{
	archive_write_free(archive);
}

static struct zip_writer *begin(struct arena *a, struct out *to, bool office)
{
	struct zip_writer *z = arena_alloc(a, sizeof *z);
	z->to = to;
	z->archive = archive_write_new();
	if (!z->archive)
		out_of_memory();
	arena_defer(a, free_archive, z->archive);
	check(z, archive_write_set_format_zip(z->archive));
	if (office)
		check(z, archive_write_set_format_option(z->archive, "zip", "zip64", NULL));
	check(z, archive_write_set_bytes_in_last_block(z->archive, 1));
	check(z, archive_write_open(z->archive, z, NULL, write_archive, NULL));
	return z;
}

struct zip_writer *zip_begin(struct arena *a, struct out *to)
{
	return begin(a, to, false);
}

struct zip_writer *zip_begin_office(struct arena *a, struct out *to)
{
	return begin(a, to, true);
}

static void end_part(struct zip_writer *z)
{
	if (z->open && !z->err.kind)
		check(z, archive_write_finish_entry(z->archive));
	z->open = false;
}

struct out *zip_part(struct zip_writer *z, const char *name)
{
	end_part(z);
	struct archive_entry *entry = archive_entry_new();
	if (!entry)
		out_of_memory();
	archive_entry_set_pathname_utf8(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	if (!z->err.kind)
		check(z, archive_write_header(z->archive, entry));
	archive_entry_free(entry);
	z->open = true;
	z->part = out_sink(write_part, z);
	return &z->part;
}

bool zip_end(struct zip_writer *z, struct err *err)
{
	end_part(z);
	if (!z->err.kind)
		check(z, archive_write_close(z->archive));
	return !z->err.kind || err_system(err, "%s", z->err.message);
}
