#include "format/docx_fill.h"

#include "format/zip_write.h"

#include <zip.h>

#define DOCUMENT "word/document.xml"
#define PARTS_MAX 2000
#define UNPACKED_MAX ((size_t)50 << 20)

struct part {
	const char *name;
	struct span bytes;
};

struct docx_template {
	const struct docx_names *names;
	const char *file;
	VEC(struct part) parts;
	struct span before, repeated, after; /* of the document; repeated is empty where nothing is */
};

/* ---- Paragraphs ---- */

/* Where the next "<w:p>" or "<w:p …>" begins; NULL for nowhere. */
static const char *next_tag(struct span xml, const char *at, const char *tag)
{
	size_t n = strlen(tag);
	for (const char *p = at; (p = memmem(p, (size_t)(xml.s + xml.n - p), tag, n)); p++)
		if (p + n < xml.s + xml.n && (p[n] == '>' || p[n] == ' '))
			return p;
	return NULL;
}

/* A paragraph from at: its end, behind "</w:p>". NULL where there is none. */
static const char *paragraph_end(struct span xml, const char *at)
{
	const char *end = memmem(at, (size_t)(xml.s + xml.n - at), "</w:p>", 6);
	return end ? end + 6 : NULL;
}

/* The next text of a paragraph, between <w:t> and </w:t>. */
static bool next_text(struct span paragraph, const char **at, struct span *text)
{
	const char *tag = next_tag(paragraph, *at, "<w:t"), *limit = paragraph.s + paragraph.n;
	const char *open = tag ? memchr(tag, '>', (size_t)(limit - tag)) : NULL;
	const char *close = open && open[-1] != '/' ? memmem(open, (size_t)(limit - open), "</w:t>", 6) : NULL;
	if (!close) {
		*at = limit;
		return false;
	}
	*text = (struct span){ open + 1, (size_t)(close - open - 1) };
	*at = close;
	return true;
}

static const char *text_of(struct arena *a, struct span paragraph)
{
	struct out o = out_memory(a);
	struct span text;
	for (const char *at = paragraph.s; next_text(paragraph, &at, &text);)
		out_bytes(&o, text.s, text.n);
	return out_string(&o);
}

/* ---- Placeholders ---- */

/* The next {{name}} in a text, from *at. */
static bool next_placeholder(const char *text, size_t *at, size_t *from, size_t *to, struct span *name)
{
	const char *open = strstr(text + *at, "{{"), *close = open ? strstr(open, "}}") : NULL;
	if (!close)
		return false;
	*from = (size_t)(open - text);
	*to = *at = (size_t)(close - text) + 2;
	*name = span_trim((struct span){ open + 2, (size_t)(close - open - 2) });
	return true;
}

static long index_of(const char *const *names, size_t n, struct span name)
{
	for (size_t i = 0; i < n; i++)
		if (span_is(name, names[i]))
			return (long)i;
	return -1;
}

static bool is_mark(const char *text, char sign, const char *repeat)
{
	struct span t = span_trim(span_of(text));
	return t.n > 5 && t.s[0] == '{' && t.s[1] == '{' && t.s[2] == sign && span_is((struct span){ t.s + 3, t.n - 5 }, repeat)
	       && t.s[t.n - 1] == '}';
}

static bool check_part(struct arena *a, const struct docx_template *t, struct span xml, bool repeated, struct err *err)
{
	for (const char *p = xml.s, *end; (p = next_tag(xml, p, "<w:p")) && (end = paragraph_end(xml, p)); p = end) {
		const char *text = text_of(a, (struct span){ p, (size_t)(end - p) });
		struct span name;
		for (size_t at = 0, from, to; next_placeholder(text, &at, &from, &to, &name);) {
			bool known = index_of(t->names->whole, t->names->n_whole, name) >= 0
			             || (repeated && index_of(t->names->each, t->names->n_each, name) >= 0);
			if (!known)
				return err_input(err, "%s: there is no placeholder {{%.*s}}%s", t->file, (int)name.n, name.s,
				                 index_of(t->names->each, t->names->n_each, name) >= 0 ? " outside the part that is repeated" : "");
		}
	}
	return true;
}

/* Finds the repeated part: what stands between the paragraphs that are its marks. */
static bool cut(struct arena *a, struct docx_template *t, struct span xml, struct err *err)
{
	const char *from = NULL, *to = NULL, *mark = NULL;
	t->before = xml;
	for (const char *p = xml.s, *end; (p = next_tag(xml, p, "<w:p")) && (end = paragraph_end(xml, p)); p = end) {
		const char *text = text_of(a, (struct span){ p, (size_t)(end - p) });
		if (is_mark(text, '#', t->names->repeat)) {
			mark = p;
			from = end;
		} else if (from && is_mark(text, '/', t->names->repeat)) {
			to = p;
			t->before = (struct span){ xml.s, (size_t)(mark - xml.s) };
			t->repeated = (struct span){ from, (size_t)(to - from) };
			t->after = (struct span){ end, (size_t)(xml.s + xml.n - end) };
			return true;
		}
	}
	return !from || err_input(err, "%s: {{#%s}} has no {{/%s}} in a paragraph of its own", t->file, t->names->repeat, t->names->repeat);
}

/* ---- Reading ---- */

static bool read_part(struct arena *a, struct docx_template *t, zip_t *zip, zip_int64_t i, size_t *unpacked, struct err *err)
{
	zip_stat_t stat;
	if (zip_stat_index(zip, (zip_uint64_t)i, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE) || stat.size > UNPACKED_MAX - *unpacked)
		return err_input(err, "%s is no Word document that can be used, or too large", t->file);
	*unpacked += (size_t)stat.size;
	zip_file_t *file = zip_fopen_index(zip, (zip_uint64_t)i, 0);
	char *bytes = arena_alloc(a, (size_t)stat.size + 1);
	zip_int64_t n = file ? zip_fread(file, bytes, stat.size) : -1;
	if (file)
		zip_fclose(file);
	if (n < 0 || (zip_uint64_t)n != stat.size)
		return err_input(err, "%s is damaged; open it in Word or LibreOffice and save it again", t->file);
	*VEC_PUSH(a, &t->parts) = (struct part){ arena_strdup(a, stat.name), { bytes, (size_t)n } };
	return true;
}

static bool read_parts(struct arena *a, struct docx_template *t, struct span bytes, struct err *err)
{
	zip_error_t why;
	size_t unpacked = 0;
	zip_error_init(&why);
	zip_source_t *source = zip_source_buffer_create(bytes.s, bytes.n, 0, &why);
	zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &why) : NULL;
	zip_error_fini(&why);
	if (!zip) {
		zip_source_free(source);
		return err_input(err, "%s is no Word document (DOCX)", t->file);
	}
	zip_int64_t n = zip_get_num_entries(zip, 0);
	bool ok = n <= PARTS_MAX || err_input(err, "%s has too many parts", t->file);
	for (zip_int64_t i = 0; ok && i < n; i++)
		ok = read_part(a, t, zip, i, &unpacked, err);
	zip_discard(zip);
	return ok;
}

struct docx_template *docx_template_read(struct arena *a, struct span bytes, const char *name, const struct docx_names *names,
                                         struct err *err)
{
	struct docx_template *t = arena_alloc(a, sizeof *t);
	t->names = names;
	t->file = name;
	if (!read_parts(a, t, bytes, err))
		return NULL;
	for (size_t i = 0; i < t->parts.n; i++)
		if (span_is(span_of(t->parts.v[i].name), DOCUMENT))
			return cut(a, t, t->parts.v[i].bytes, err) && check_part(a, t, t->before, false, err)
			       && check_part(a, t, t->repeated, true, err) && check_part(a, t, t->after, false, err) ? t : NULL;
	err_input(err, "%s is no Word document (DOCX)", name);
	return NULL;
}

/* ---- Filling ---- */

struct values {
	const struct docx_names *names;
	const char *const *whole, *const *each; /* each is NULL outside the repeated part */
};

static const char *value_of(const struct values *v, struct span name)
{
	long i = v->each ? index_of(v->names->each, v->names->n_each, name) : -1;
	return i >= 0 ? v->each[i] : v->whole[index_of(v->names->whole, v->names->n_whole, name)];
}

/* A value as the text of a run; what XML cannot hold is left out. */
static void write_value(struct out *o, const char *value)
{
	for (struct span rest = span_of(value); rest.s;) {
		struct span line = span_cut(&rest, '\n');
		for (size_t i = 0; i < line.n; i++) {
			unsigned char c = (unsigned char)line.s[i];
			if (c == '&')
				out_text(o, "&amp;");
			else if (c == '<')
				out_text(o, "&lt;");
			else if (c == '>')
				out_text(o, "&gt;");
			else if (c >= 0x20 || c == '\t')
				out_char(o, (char)c);
		}
		if (rest.s)
			out_text(o, "</w:t><w:br/><w:t xml:space=\"preserve\">");
	}
}

/* Its first text has all, the others nothing. */
static void fill_paragraph(struct out *o, struct span paragraph, const char *text, const struct values *v)
{
	struct span piece, name;
	const char *written = paragraph.s;
	bool first = true;
	for (const char *at = paragraph.s; next_text(paragraph, &at, &piece); first = false) {
		out_bytes(o, written, (size_t)(piece.s - written));
		written = piece.s + piece.n;
		if (!first)
			continue;
		size_t done = 0;
		for (size_t from_at = 0, from, to; next_placeholder(text, &from_at, &from, &to, &name); done = to) {
			out_bytes(o, text + done, from - done);
			write_value(o, value_of(v, name));
		}
		out_text(o, text + done);
	}
	out_bytes(o, written, (size_t)(paragraph.s + paragraph.n - written));
}

static void fill_part(struct arena *a, struct out *o, struct span xml, const struct values *v)
{
	const char *written = xml.s;
	for (const char *p = xml.s, *end; xml.n && (p = next_tag(xml, p, "<w:p")) && (end = paragraph_end(xml, p)); p = end) {
		struct span paragraph = { p, (size_t)(end - p) };
		const char *text = text_of(a, paragraph);
		if (!strstr(text, "{{"))
			continue;
		out_bytes(o, written, (size_t)(p - written));
		fill_paragraph(o, paragraph, text, v);
		written = end;
	}
	out_bytes(o, written, (size_t)(xml.s + xml.n - written));
}

bool docx_fill(const struct docx_template *t, struct arena *a, struct out *to, const char *const *values,
               const char *const *const *each, size_t n, struct err *err)
{
	struct zip_writer *z = zip_begin_office(a, to);
	for (size_t i = 0; i < t->parts.n; i++) {
		struct out *o = zip_part(z, t->parts.v[i].name);
		if (!span_is(span_of(t->parts.v[i].name), DOCUMENT)) {
			out_bytes(o, t->parts.v[i].bytes.s, t->parts.v[i].bytes.n);
			continue;
		}
		fill_part(a, o, t->before, &(struct values){ t->names, values, NULL });
		for (size_t k = 0; t->repeated.n && k < n; k++)
			fill_part(a, o, t->repeated, &(struct values){ t->names, values, each[k] });
		fill_part(a, o, t->after, &(struct values){ t->names, values, NULL });
	}
	return zip_end(z, err);
}
