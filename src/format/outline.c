#include "format/outline.h"

#include "base/file.h"
#include "base/utf8.h"
#include "format/outline_internal.h"

#include <strings.h>

#define BYTES_MAX ((size_t)64 << 20)
#define TEXT_MAX ((size_t)16 << 20)
#define LINES_MAX 100000
#define LINE_MAX_BYTES ((size_t)1 << 20)

static const char *const kind_codes[OUTLINE_KINDS] = {
	[OUTLINE_THEME] = "theme",       [OUTLINE_CHALLENGE] = "challenge", [OUTLINE_GOAL] = "goal",
	[OUTLINE_SUBGOAL] = "subgoal",   [OUTLINE_STRATEGY] = "strategy",   [OUTLINE_MEASURE] = "measure",
	[OUTLINE_POSITION] = "position", [OUTLINE_STUDY] = "study",         [OUTLINE_INDICATOR] = "indicator",
};

const char *outline_kind_code(enum outline_kind kind)
{
	return kind_codes[kind];
}

enum outline_kind outline_kind_of_code(const char *code)
{
	size_t k = 0;
	while (k < OUTLINE_KINDS && !str_eq(kind_codes[k], code))
		k++;
	return (enum outline_kind)k;
}

/* ---- Blocks ---- */

struct block *outline_add_block(struct outline_source *s, enum block_kind kind, int level, struct span text, size_t line)
{
	struct block *b = VEC_PUSH(s->arena, s);
	*b = (struct block){
		.kind = kind, .level = level, .text = arena_strndup(s->arena, text.s, text.n), .marker = "", .first = line, .n = 1,
	};
	s->joined = out_memory(s->arena);
	return b;
}

void outline_join_block(struct outline_source *s, const char *glue, struct span text)
{
	struct block *b = &s->v[s->n - 1];
	if (s->joined.n == 0)
		out_text(&s->joined, b->text);
	out_text(&s->joined, glue);
	out_bytes(&s->joined, text.s, text.n);
	b->text = out_string(&s->joined);
	b->n++;
}

/* ---- Lines ---- */

/* A line without form feeds at its start (they begin a page) and white space at its end. */
static const char *clean_line(struct arena *a, struct span line)
{
	while (line.n && *line.s == '\f') {
		line.s++;
		line.n--;
	}
	struct span text = span_trim(line);
	return text.n ? arena_strndup(a, line.s, (size_t)(text.s + text.n - line.s)) : "";
}

static bool split_lines(struct outline_source *s, const char *text, struct err *err)
{
	for (struct span rest = span_of(text); rest.s && rest.n;) {
		if (s->lines.n == LINES_MAX)
			return err_input(err, "the document has more than %d lines; is this the right file?", LINES_MAX);
		struct outline_line *line = VEC_PUSH(s->arena, &s->lines);
		struct span whole = span_cut(&rest, '\n');
		line->number = (long)s->lines.n;
		if (whole.n > LINE_MAX_BYTES) {
			err_at(err, NULL, line->number, 0);
			return err_input(err, "the line is longer than %zu MB; is this the right file?", LINE_MAX_BYTES >> 20);
		}
		line->text = clean_line(s->arena, whole);
	}
	return true;
}

static bool has_extension(const char *name, const char *extension)
{
	const char *dot = strrchr(path_base(name), '.');
	return dot && strcasecmp(dot + 1, extension) == 0;
}

/* Markdown is told by its extension or by a heading with #. */
static bool is_markdown(const struct outline_lines *lines, const char *name)
{
	if (has_extension(name, "md") || has_extension(name, "markdown"))
		return true;
	for (size_t i = 0; i < lines->n; i++) {
		size_t hashes = strspn(lines->v[i].text, "#");
		if (hashes && lines->v[i].text[hashes] == ' ')
			return true;
	}
	return false;
}

static bool read_text(struct outline_source *s, struct span bytes, const char *name, enum outline_form *form,
                      struct err *err)
{
	if (bytes.n > TEXT_MAX)
		return err_input(err, "the document is larger than the limit of %zu MB", TEXT_MAX >> 20);
	char *text = utf8_from_file_bytes(s->arena, bytes, NULL, err);
	if (!text || !split_lines(s, text, err))
		return false;
	if (*form == OUTLINE_AUTO)
		*form = is_markdown(&s->lines, name) ? OUTLINE_MARKDOWN : OUTLINE_TEXT;
	return true;
}

static bool read_lines(struct outline_source *s, struct span bytes, const char *name, struct outline *outline,
                       struct err *err)
{
	if (span_trim(bytes).n == 0)
		return err_input(err, "the file is empty");
	if (outline->form == OUTLINE_AUTO && span_starts(bytes, "PK\x03\x04"))
		outline->form = OUTLINE_DOCX;
	if (outline->form == OUTLINE_DOCX)
		return outline_lines_docx(s, bytes, name, &outline->tracked_changes, err);
	if (span_starts(bytes, "\xD0\xCF\x11\xE0") || span_starts(bytes, "%PDF"))
		return err_input(err, "this is a PDF or an old Word document; save it as DOCX, or as plain text in UTF-8");
	return read_text(s, bytes, name, &outline->form, err);
}

static void make_log(struct outline_source *s, struct outline *outline)
{
	outline->log = arena_array(s->arena, s->lines.n, sizeof *outline->log);
	outline->n_log = s->lines.n;
	for (size_t i = 0; i < s->lines.n; i++) {
		struct outline_line *l = &s->lines.v[i];
		if (!*l->text)
			l->what = OUTLINE_SAID_BLANK;
		outline->log[i] = (struct outline_log){ l->number, l->what, l->text, str_eq(l->what, OUTLINE_SAID_NOTHING) };
	}
}

bool outline_read_bytes(struct arena *a, struct span bytes, const char *name, enum outline_form form,
                        struct outline *outline, struct err *err)
{
	return outline_read_judged(a, bytes, name, form, NULL, outline, err);
}

bool outline_read_judged(struct arena *a, struct span bytes, const char *name, enum outline_form form,
                         const struct outline_judge *judge, struct outline *outline, struct err *err)
{
	struct outline_source s = { .arena = a, .judge = judge };
	*outline = (struct outline){ .form = form };
	if (!read_lines(&s, bytes, name, outline, err))
		return err_at(err, name, 0, 0);
	outline_mark_contents(a, &s.lines, outline->form == OUTLINE_MARKDOWN);
	if (outline->form == OUTLINE_TEXT)
		outline_mark_spacing(a, &s.lines);
	if (outline->form == OUTLINE_MARKDOWN)
		outline_blocks_markdown(&s);
	else
		outline_blocks_text(&s);
	outline_build(&s, outline);
	make_log(&s, outline);
	if (outline->n_nodes + outline->n_contributions > 0)
		return true;
	err_input(err, "found no theme, goal, strategy or contribution; headings need numbers (\"2. Klima\") or heading "
	          "styles, and a label on a line alone (\"Delmål\", \"Strategier\", \"Tiltak\") says what the list below it is");
	return err_at(err, name, 0, 0);
}

bool outline_read(struct arena *a, const char *path, struct outline *outline, struct err *err)
{
	struct span bytes;
	return file_read(a, path, BYTES_MAX, &bytes, err)
	       && outline_read_bytes(a, bytes, path, OUTLINE_AUTO, outline, err);
}
