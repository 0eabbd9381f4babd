#include "http/body.h"

#include "base/out.h"
#include "base/str.h"
#include "base/utf8.h"
#include "http/spool.h"

#include <strings.h>

#define PARSER_MEMORY 4096

/* A field that is arriving. */
struct part {
	const char *name;
	struct out text;
	struct form_file *file;
	struct spool spool; /* of the file */
};

struct body {
	struct arena *arena;
	struct MHD_PostProcessor *parser;
	size_t files_max;        /* bytes of all files together; 0: none are taken */
	enum http_status status; /* HTTP_OK until something is wrong */
	size_t bytes, text_bytes, file_bytes;
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

/* A file that is too large is dropped, and the handler told: what else the form says is not lost with it. */
static bool spool(struct body *b, struct part *p, struct span data)
{
	p->file->size += data.n;
	if (p->file->size > BODY_FILE_MAX || b->file_bytes + data.n > b->files_max) {
		p->file->too_large = true;
		b->file_bytes -= p->spool.size;
		spool_close(&p->spool, false);
		p->spool.size = 0;
	}
	if (p->file->too_large)
		return true;
	b->file_bytes += data.n;
	return spool_write(&p->spool, data.s, data.n) || refuse(b, HTTP_UNAVAILABLE);
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
	p->spool.fd = -1;
	if (!filename)
		return true;
	if (!b->files_max)
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

struct body *body_new(struct MHD_Connection *connection, size_t files_max)
{
	struct arena *arena = arena_new();
	struct body *b = arena_alloc(arena, sizeof *b);
	b->arena = arena;
	b->files_max = files_max;
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
	for (size_t i = 0; i < b->parts.n; i++)
		spool_close(&b->parts.v[i].spool, false);
	arena_free(b->arena);
}

size_t body_most(size_t files_max)
{
	return BODY_DROPPED_MAX + 2 * files_max;
}

bool body_take(struct body *b, const char *bytes, size_t n)
{
	b->bytes += n;
	/* Files are counted one by one; without any, a body that is too large is all text. */
	if (b->status == HTTP_OK && !b->files_max && b->bytes > BODY_TEXT_MAX)
		b->status = HTTP_TOO_LARGE;
	if (b->status == HTTP_OK && MHD_post_process(b->parser, bytes, n) != MHD_YES)
		refuse(b, HTTP_BAD_REQUEST);
	return b->bytes <= body_most(b->files_max);
}

/* Turns what has come into the form that handlers read. */
static bool finish(struct body *b)
{
	struct form_field *fields = arena_array(b->arena, b->parts.n, sizeof *fields);
	for (size_t i = 0; i < b->parts.n; i++) {
		struct part *p = &b->parts.v[i];
		bool chosen = p->file && *p->file->name; /* a field for files where none was chosen is sent too */
		if (chosen && !p->file->too_large) {
			if (p->spool.fd < 0 && !spool_open(&p->spool))
				return refuse(b, HTTP_UNAVAILABLE);
			p->file->path = arena_printf(b->arena, "/proc/self/fd/%d", p->spool.fd);
		}
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
