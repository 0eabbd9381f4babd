/*
 * Writes files as C tables: the program carries its styles and schemas in itself.
 *
 *	embed NAME=FILE[,FILE…]… >assets.c
 *
 * Several files of one name are joined. Each asset is stored as it is and, where that
 * is smaller, compressed; its entity tag comes from its content. The same files give
 * the same bytes. src/base/asset.h describes what is written.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct file {
	const char *name;
	const char *paths; /* separated by commas */
	unsigned char *bytes, *gzip;
	size_t size, gzip_size;
};

static void fail(const char *what, const char *name)
{
	fprintf(stderr, "embed: %s: %s\n", what, name);
	exit(1);
}

static void *need(void *p)
{
	if (!p)
		fail("out of memory", "");
	return p;
}

static void append_file(struct file *to, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		fail("cannot read", path);
	for (;;) {
		to->bytes = need(realloc(to->bytes, to->size + 65536));
		size_t n = fread(to->bytes + to->size, 1, 65536, f);
		to->size += n;
		if (n == 0)
			break;
	}
	if (ferror(f))
		fail("cannot read", path);
	fclose(f);
}

static void read_files(struct file *file)
{
	char *paths = need(strdup(file->paths)), *rest = paths;
	for (char *path; (path = strsep(&rest, ",")) != NULL;)
		append_file(file, path);
	free(paths);
}

/* A gzip member without a time or a file name: nothing in it but the content. */
static void compress_file(struct file *file)
{
	z_stream z = { 0 };
	if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
		fail("cannot compress", file->name);
	size_t room = deflateBound(&z, (uLong)file->size);
	file->gzip = need(malloc(room));
	z.next_in = file->bytes;
	z.avail_in = (uInt)file->size;
	z.next_out = file->gzip;
	z.avail_out = (uInt)room;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		fail("cannot compress", file->name);
	file->gzip_size = z.total_out;
	deflateEnd(&z);
	if (file->gzip_size >= file->size)
		file->gzip_size = 0;
}

/* FNV-1a, 64 bits: tells versions of one file apart. */
static uint64_t hash(const unsigned char *bytes, size_t n)
{
	uint64_t h = UINT64_C(14695981039346656037);
	for (size_t i = 0; i < n; i++)
		h = (h ^ bytes[i]) * UINT64_C(1099511628211);
	return h;
}

/* A string literal, which compilers read many times faster than a list of numbers. */
static void write_bytes(const char *prefix, size_t number, const unsigned char *bytes, size_t n)
{
	printf("static const unsigned char %s_%zu[] =\n\t\"", prefix, number);
	for (size_t i = 0; i < n; i++) {
		unsigned char c = bytes[i];
		if (c >= ' ' && c < 127 && c != '"' && c != '\\' && c != '?')
			putchar(c);
		else
			printf("\\%03o", c);
		if (i % 100 == 99)
			fputs("\"\n\t\"", stdout);
	}
	puts("\";");
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->name, ((const struct file *)b)->name);
}

static struct file parse_argument(char *argument)
{
	char *equals = strchr(argument, '=');
	if (!equals)
		fail("NAME=FILE expected", argument);
	*equals = '\0';
	return (struct file){ .name = argument, .paths = equals + 1 };
}

int main(int argc, char **argv)
{
	size_t n = (size_t)argc - 1;
	struct file *files = need(calloc(n + 1, sizeof *files));
	for (size_t i = 0; i < n; i++)
		files[i] = parse_argument(argv[i + 1]);
	qsort(files, n, sizeof *files, by_name);

	puts("/* Made by tools/embed.c. */\n#include \"base/asset.h\"\n");
	for (size_t i = 0; i < n; i++) {
		read_files(&files[i]);
		compress_file(&files[i]);
		write_bytes("bytes", i, files[i].bytes, files[i].size);
		if (files[i].gzip_size)
			write_bytes("gzip", i, files[i].gzip, files[i].gzip_size);
	}
	puts("\nconst struct asset assets[] = {");
	for (size_t i = 0; i < n; i++) {
		printf("\t{ \"%s\", bytes_%zu, %zu, ", files[i].name, i, files[i].size);
		if (files[i].gzip_size)
			printf("gzip_%zu, %zu, ", i, files[i].gzip_size);
		else
			fputs("0, 0, ", stdout);
		printf("\"\\\"%016llx\\\"\" },\n", (unsigned long long)hash(files[i].bytes, files[i].size));
	}
	printf("};\nconst size_t assets_len = %zu;\n", n);
	return fflush(stdout) == 0 ? 0 : 1;
}
