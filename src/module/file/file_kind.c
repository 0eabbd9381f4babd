/*
 * What a file is, by its bytes. A name is a claim, and so is the type that a browser sends: what
 * counts is how the file begins, and for an office document what its zip archive has in it. Only
 * the archive's directory is read, and nothing is unpacked.
 */
#include "module/file/file_internal.h"

#include "ui/translate.h"

#include <sys/stat.h>

#define HEAD 512
#define ODT_TYPE "application/vnd.oasis.opendocument.text"

const struct file_kind_name file_kinds[FILE_KINDS] = {
	[FILE_PDF] = { "pdf", "PDF", "application/pdf", { "pdf" } },
	[FILE_DOCX] = { "docx", "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", { "docx" } },
	[FILE_ODT] = { "odt", "ODT", ODT_TYPE, { "odt" } },
	[FILE_PNG] = { "png", "PNG", "image/png", { "png" } },
	[FILE_JPEG] = { "jpeg", "JPEG", "image/jpeg", { "jpg", "jpeg" } },
	[FILE_WEBP] = { "webp", "WebP", "image/webp", { "webp" } },
	[FILE_EML] = { "eml", "EML", "message/rfc822", { "eml" } },
};

static const char sentence_empty[] = N_("The file is empty.");
static const char sentence_large[] = N_("The file is larger than 20 MB.");
static const char sentence_other[] = N_("This is no PDF, Word (DOCX), OpenDocument (ODT), PNG, JPEG or WebP file.");
static const char sentence_other_mail[] = N_("This is no e-mail (EML), PDF, Word (DOCX), OpenDocument (ODT), PNG, JPEG or WebP file.");
static const char sentence_lies[] = N_("The file is not what the end of its name says.");
static const char sentence_macros[] = N_("Documents with macros are not taken: save it as a DOCX without them.");

/* ---- Zip archives ---- */

#define END_SIZE 22u          /* of the record that ends an archive, before its comment */
#define ENTRY_SIZE 46u        /* of a file's line in the directory, before its name */
#define COMMENT_MAX 65535u
#define ENTRIES_MAX 20000

static uint32_t little(const unsigned char *p, size_t bytes)
{
	uint32_t value = 0;
	while (bytes-- > 0)
		value = value << 8 | p[bytes];
	return value;
}

/* Where the directory of an archive begins and ends. */
static bool find_directory(struct arena *a, FILE *f, long size, long *begins, long *ends)
{
	size_t n = (size_t)size < END_SIZE + COMMENT_MAX ? (size_t)size : END_SIZE + COMMENT_MAX;
	unsigned char *tail = arena_alloc(a, n);
	if (n < END_SIZE || fseek(f, size - (long)n, SEEK_SET) != 0 || fread(tail, 1, n, f) != n)
		return false;
	for (size_t i = n - END_SIZE + 1; i-- > 0;) {
		if (memcmp(tail + i, "PK\5\6", 4) != 0)
			continue;
		*begins = (long)little(tail + i + 16, 4);
		*ends = *begins + (long)little(tail + i + 12, 4);
		return *ends <= size;
	}
	return false;
}

struct parts {
	bool types, document, macros;
};

static void note_part(struct parts *parts, const char *name)
{
	parts->types |= str_eq(name, "[Content_Types].xml");
	parts->document |= str_eq(name, "word/document.xml");
	parts->macros |= str_ends(name, "vbaProject.bin");
}

static bool list_parts(struct arena *a, FILE *f, long size, struct parts *parts)
{
	long at, ends;
	if (!find_directory(a, f, size, &at, &ends))
		return false;
	for (int i = 0; at < ends; i++) {
		unsigned char entry[ENTRY_SIZE];
		char name[64] = "";
		if (i == ENTRIES_MAX || fseek(f, at, SEEK_SET) != 0 || fread(entry, 1, sizeof entry, f) != sizeof entry
		    || memcmp(entry, "PK\1\2", 4) != 0)
			return false;
		uint32_t n = little(entry + 28, 2);
		if (n < sizeof name && fread(name, 1, n, f) != n)
			return false;
		note_part(parts, name);
		at += (long)(ENTRY_SIZE + n + little(entry + 30, 2) + little(entry + 32, 2));
	}
	return true;
}

/* OpenDocument puts its type first in the archive, as it is, so that it can be found (part 2, section 3.3). */
static bool is_odt(const unsigned char *head, size_t n)
{
	static const char type[] = "mimetype" ODT_TYPE;
	return n > 30 + sizeof type && memcmp(head + 30, type, sizeof type - 1) == 0
	       && little(head + 18, 4) == sizeof ODT_TYPE - 1;
}

/* ---- What it is ---- */

/* An e-mail begins with a line of its header, "Name: value". */
static bool is_mail(const unsigned char *head, size_t n)
{
	size_t i = 0;
	while (i < n && head[i] > ' ' && head[i] < 0x7f && head[i] != ':')
		i++;
	return i > 1 && i < n && head[i] == ':' && !memchr(head, '\0', n);
}

static bool begins(const unsigned char *head, size_t n, struct span with)
{
	return n >= with.n && memcmp(head, with.s, with.n) == 0;
}

static enum file_kind kind_of_archive(struct arena *a, FILE *f, long size, const unsigned char *head, size_t n,
                                      const char **refused)
{
	struct parts parts = { 0 };
	if (!list_parts(a, f, size, &parts))
		return FILE_KINDS;
	if (parts.macros)
		*refused = sentence_macros;
	return is_odt(head, n) ? FILE_ODT : parts.types && parts.document ? FILE_DOCX : FILE_KINDS;
}

/* FILE_KINDS where it is none of ours. */
static enum file_kind kind_of(struct arena *a, FILE *f, long size, const unsigned char *head, size_t n, const char **refused)
{
	if (begins(head, n, SPAN("%PDF-")))
		return FILE_PDF;
	if (begins(head, n, SPAN("\x89PNG\r\n\x1a\n")) && begins(head + 12, n - 12, SPAN("IHDR")))
		return FILE_PNG;
	if (begins(head, n, SPAN("\xff\xd8\xff")))
		return FILE_JPEG;
	if (begins(head, n, SPAN("RIFF")) && n > 12 && begins(head + 8, n - 8, SPAN("WEBP")))
		return FILE_WEBP;
	if (begins(head, n, SPAN("PK\3\4")))
		return kind_of_archive(a, f, size, head, n, refused);
	return is_mail(head, n) ? FILE_EML : FILE_KINDS;
}

/* A name without an extension gets the true one; one with another is refused. */
static const char *true_name(struct arena *a, const char *name, enum file_kind kind)
{
	const struct file_kind_name *k = &file_kinds[kind];
	const char *clean = file_clean_name(a, name), *extension = file_extension(a, clean);
	if (!*extension)
		return arena_printf(a, "%s.%s", str_or(clean, "file"), k->extensions[0]);
	for (size_t i = 0; i < ARRAY_LEN(k->extensions) && k->extensions[i]; i++)
		if (str_eq(extension, k->extensions[i]))
			return clean;
	return NULL;
}

/* Reads it once, for its digest and how it begins. */
static bool read_all(FILE *f, struct file_source *found, unsigned char *head, size_t *n_head)
{
	unsigned char bytes[1 << 14];
	struct digester d;
	digest_begin(&d);
	for (size_t n; (n = fread(bytes, 1, sizeof bytes, f)) > 0 && found->size <= (int64_t)FILE_SIZE_MAX;) {
		if (found->size == 0)
			memcpy(head, bytes, *n_head = n < HEAD ? n : HEAD);
		digest_bytes(&d, bytes, n);
		found->size += (int64_t)n;
	}
	found->digest = digest_end(&d);
	return !ferror(f);
}

static const char *judge(struct arena *a, FILE *f, const unsigned char *head, size_t n, unsigned kinds, struct file_source *found)
{
	const char *refused = NULL, *claimed = found->name;
	found->name = file_clean_name(a, claimed);
	if (found->size == 0)
		return sentence_empty;
	if (found->size > (int64_t)FILE_SIZE_MAX)
		return sentence_large;
	found->kind = kind_of(a, f, (long)found->size, head, n, &refused);
	if (refused)
		return refused;
	if (found->kind == FILE_KINDS || !(kinds & FILE_BIT(found->kind)))
		return kinds & FILE_BIT(FILE_EML) ? sentence_other_mail : sentence_other;
	const char *name = true_name(a, claimed, found->kind);
	if (name)
		found->name = name;
	return name ? NULL : sentence_lies;
}

bool file_inspect(struct arena *a, const char *path, const char *name, unsigned kinds, struct file_source *found,
                  const char **refused, struct err *err)
{
	unsigned char head[HEAD];
	size_t n = 0;
	struct stat st;
	FILE *f = fopen(path, "rbe");
	*found = (struct file_source){ .path = path, .name = name };
	if (!f || fstat(fileno(f), &st) != 0 || !S_ISREG(st.st_mode)) {
		if (f)
			fclose(f);
		return f ? err_input(err, "%s is no file", path) : err_errno(err, "Cannot read %s", path);
	}
	bool ok = read_all(f, found, head, &n) || err_errno(err, "Cannot read %s", path);
	*refused = ok ? judge(a, f, head, n, kinds, found) : NULL;
	fclose(f);
	return ok;
}
