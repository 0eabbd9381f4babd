#include "http/form.h"

#include "base/str.h"
#include "base/utf8.h"

#define NAME_MAX_BYTES 64

static const struct form_field *find(const struct request *rq, const char *name)
{
	for (size_t i = 0; rq->form && i < rq->form->n; i++)
		if (str_eq(rq->form->fields[i].name, name))
			return &rq->form->fields[i];
	return NULL;
}

const char *form_text(const struct request *rq, const char *name)
{
	const struct form_field *f = find(rq, name);
	return f ? f->value : "";
}

int64_t form_i64(const struct request *rq, const char *name, int64_t otherwise)
{
	str_to_i64(form_text(rq, name), &otherwise);
	return otherwise;
}

const struct form_file *form_file(const struct request *rq, const char *name, size_t nth)
{
	for (size_t i = 0; rq->form && i < rq->form->n; i++) {
		const struct form_field *f = &rq->form->fields[i];
		if (f->file && str_eq(f->name, name) && nth-- == 0)
			return f->file;
	}
	return NULL;
}

bool form_name_is_sound(struct span name)
{
	for (size_t i = 0; i < name.n; i++) {
		char c = name.s[i], low = (char)(c | 0x20);
		if (!(low >= 'a' && low <= 'z') && !(c >= '0' && c <= '9') && c != '_' && c != '-' && c != '.')
			return false;
	}
	return name.n > 0 && name.n <= NAME_MAX_BYTES;
}

const char *form_clean_text(struct arena *a, struct span bytes)
{
	if (!utf8_valid(bytes, NULL))
		return NULL;
	char *text = arena_alloc(a, bytes.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.s[i];
		if (c == '\r') {
			if (i + 1 < bytes.n && bytes.s[i + 1] == '\n')
				continue;
			c = '\n';
		}
		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
			return NULL;
		text[n++] = (char)c;
	}
	return utf8_nfc(a, (struct span){ text, n });
}

/* ---- Where to go next ---- */

#define TARGET_MAX 2000

bool path_is_local(const char *target)
{
	/* "//host" and "/\host" lead elsewhere. */
	if (target[0] != '/' || target[1] == '/' || target[1] == '\\')
		return false;
	size_t n = 0;
	for (; target[n]; n++)
		if (target[n] <= ' ' || target[n] > '~' || target[n] == '\\')
			return false;
	return n <= TARGET_MAX;
}

enum http_status redirect_to(struct request *rq, const char *target)
{
	rq->location = path_is_local(target) ? target : "/";
	return HTTP_SEE_OTHER;
}
