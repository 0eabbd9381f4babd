#include "http/body.h"

#include "base/log.h"
#include "base/out.h"
#include "base/str.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#define PARSER_MEMORY 4096
/* Of all requests together, so that many slow senders cannot fill the disk. */
#define SPOOL_MAX ((size_t)256 << 20)

static atomic_size_t spooled;

/* A field that is arriving. */
struct part {
	const char *name;
	struct out text;
	struct form_file *file;
	int fd; /* of the file, or -1 */
};

struct body {
	struct arena *arena;
	struct MHD_PostProcessor *parser;
	bool upload;
	enum http_status status; /* HTTP_OK until something is wrong */
	size_t bytes, text_bytes;
	VEC(struct part) parts;
	struct form form;
};

bool body_type_is_form(const char *content_type)
{
	static const char *const types[] = { MHD_HTTP_POST_ENCODING_FORM_URLENCODED, MHD_HTTP_POST_ENCODING_MULTIPART_FORMDATA };
	if (!content_type)
		return false;
	struct span rest = span_of(content_type);
	struct span type = span_trim(span_cut(&rest, ';'));
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (type.n == strlen(types[i]) && strncasecmp(type.s, types[i], type.n) == 0)
			return true;
	return false;
}

/* What is wrong first is what is answered. */
static bool refuse(struct body *b, enum http_status status)
{
	if (b->status == HTTP_OK)
		b->status = status;
	return false;
}

/* ---- Files ---- */

/* A temporary file without a name: it is gone when it is closed, even if the program is killed. */
static bool open_spool(struct body *b, struct part *p)
{
	const char *folder = getenv("TMPDIR");
	char *path = arena_printf(b->arena, "%s/planverk-XXXXXX", str_or(folder, "/tmp"));
	p->fd = mkostemp(path, O_CLOEXEC);
	if (p->fd < 0) {
		log_error("cannot make a temporary file %s: %s", path, strerror(errno));
		return false;
	}
	unlink(path);
	p->file->path = arena_printf(b->arena, "/proc/self/fd/%d", p->fd);
	return true;
}

static bool spool(struct body *b, struct part *p, struct span data)
{
	if (p->file->size + data.n > BODY_FILE_MAX)
		return refuse(b, HTTP_TOO_LARGE);
	if (p->fd < 0 && !open_spool(b, p))
		return refuse(b, HTTP_UNAVAILABLE);
	p->file->size += data.n;
	if (atomic_fetch_add(&spooled, data.n) + data.n > SPOOL_MAX) {
		log_warning("uploads take more than %zu MB at once", SPOOL_MAX >> 20);
		return refuse(b, HTTP_UNAVAILABLE);
	}
	while (data.n > 0) {
		ssize_t n = write(p->fd, data.s, data.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			log_error("cannot keep an upload: %s", strerror(errno));
			return refuse(b, HTTP_UNAVAILABLE);
		}
		data = (struct span){ data.s + n, data.n - (size_t)n };
	}
	return true;
}

/* A browser may send "C:\plan\x.docx"; only the last piece is a name. */
static const char *file_name(struct body *b, const char *name)
{
	const char *clean = form_clean_text(b->arena, span_of(name));
	if (!clean)
		return NULL;
	const char *backslash = strrchr(clean, '\\');
	return path_base(backslash ? backslash + 1 : clean);
}

/* ---- Fields ---- */

static bool begin_part(struct body *b, const char *name, const char *filename, const char *type)
{
	if (!name || !form_name_is_sound(span_of(name)))
		return refuse(b, HTTP_BAD_REQUEST);
	if (b->parts.n == BODY_FIELDS_MAX)
		return refuse(b, HTTP_TOO_LARGE);
	struct part *p = VEC_PUSH(b->arena, &b->parts);
	p->name = arena_strdup(b->arena, name);
	p->text = out_memory(b->arena);
	p->fd = -1;
	if (!filename)
		return true;
	if (!b->upload)
		return refuse(b, HTTP_BAD_REQUEST);
	p->file = arena_alloc(b->arena, sizeof *p->file);
	p->file->name = file_name(b, filename);
	p->file->type = type ? form_clean_text(b->arena, span_of(type)) : "";
	if (!p->file->name || !p->file->type)
		return refuse(b, HTTP_BAD_REQUEST);
	return true;
}

static bool take_data(struct body *b, struct span data)
{
	if (b->parts.n == 0)
		return refuse(b, HTTP_BAD_REQUEST);
	struct part *p = &b->parts.v[b->parts.n - 1];
	if (p->file)
		return data.n == 0 || spool(b, p, data);
	b->text_bytes += data.n;
	if (b->text_bytes > BODY_TEXT_MAX)
		return refuse(b, HTTP_TOO_LARGE);
	out_bytes(&p->text, data.s, data.n);
	return true;
}

static enum MHD_Result on_data(void *arg, enum MHD_ValueKind kind, const char *name, const char *filename,
                               const char *type, const char *encoding, const char *data, uint64_t offset, size_t n)
{
	(void)kind;
	(void)encoding;
	struct body *b = arg;
	bool ok = b->status == HTTP_OK && (offset > 0 || begin_part(b, name, filename, type))
	          && take_data(b, (struct span){ data, n });
	return ok ? MHD_YES : MHD_NO;
}

/* ---- The body ---- */

struct body *body_new(struct MHD_Connection *connection, bool upload)
{
	struct arena *arena = arena_new();
	struct body *b = arena_alloc(arena, sizeof *b);
	b->arena = arena;
	b->upload = upload;
	b->status = HTTP_OK;
	if (body_type_is_form(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Type")))
		b->parser = MHD_create_post_processor(connection, PARSER_MEMORY, on_data, b);
	if (!b->parser)
		b->status = HTTP_WRONG_TYPE;
	return b;
}

void body_free(struct body *b)
{
	if (!b)
		return;
	if (b->parser)
		MHD_destroy_post_processor(b->parser);
	for (size_t i = 0; i < b->parts.n; i++) {
		const struct part *p = &b->parts.v[i];
		if (p->fd < 0)
			continue;
		close(p->fd);
		atomic_fetch_sub(&spooled, p->file->size);
	}
	arena_free(b->arena);
}

bool body_take(struct body *b, const char *bytes, size_t n)
{
	size_t limit = BODY_TEXT_MAX + (b->upload ? BODY_FILE_MAX : 0);
	b->bytes += n;
	if (b->status == HTTP_OK && b->bytes > limit)
		b->status = HTTP_TOO_LARGE;
	if (b->status == HTTP_OK && MHD_post_process(b->parser, bytes, n) != MHD_YES)
		refuse(b, HTTP_BAD_REQUEST);
	return b->bytes <= BODY_DROPPED_MAX;
}

/* Turns what has come into the form that handlers read. */
static bool finish(struct body *b)
{
	struct form_field *fields = arena_array(b->arena, b->parts.n, sizeof *fields);
	for (size_t i = 0; i < b->parts.n; i++) {
		struct part *p = &b->parts.v[i];
		bool chosen = p->file && *p->file->name; /* a field for files where none was chosen is sent too */
		if (chosen && p->fd < 0 && !open_spool(b, p))
			return refuse(b, HTTP_UNAVAILABLE);
		fields[i] = (struct form_field){ .name = p->name, .file = chosen ? p->file : NULL };
		const char *text = out_string(&p->text);
		fields[i].value = form_clean_text(b->arena, (struct span){ text, p->text.n });
		if (!fields[i].value)
			return refuse(b, HTTP_BAD_REQUEST);
	}
	b->form = (struct form){ .fields = fields, .n = b->parts.n, .token = "" };
	return true;
}

enum http_status body_end(struct body *b)
{
	if (b->status == HTTP_OK) {
		enum MHD_Result whole = MHD_destroy_post_processor(b->parser);
		b->parser = NULL;
		if (whole != MHD_YES)
			refuse(b, HTTP_BAD_REQUEST);
	}
	if (b->status == HTTP_OK)
		finish(b);
	return b->status;
}

struct form *body_form(struct body *b)
{
	return &b->form;
}
