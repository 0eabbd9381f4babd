/* `planverk text explain`: what the engine sees in each sentence of a text. */
#include "module/text/text_internal.h"

#include "base/file.h"
#include "base/utf8.h"
#include "engine/text/text.h"

#include <math.h>
#include <unistd.h>

#define INPUT_MAX ((size_t)1 << 30)

/* ---- Where the text comes from ---- */

/* An argument that was meant as a file's name: one word, with a folder or an ending such as ".txt". */
static bool looks_like_file(const char *argument)
{
	const char *dot = strrchr(argument, '.');
	return !strpbrk(argument, " \t\n") && (strchr(argument, '/') || (dot && dot[1] && strlen(dot) <= 6));
}

static bool read_text(struct command_context *ctx, struct span *text)
{
	const char *source = ctx->n_args ? ctx->args[0] : "-";
	if (ctx->n_args && !str_eq(source, "-") && access(source, F_OK) != 0 && !looks_like_file(source)) {
		*text = span_of(source);
		return true;
	}
	struct span bytes;
	const char *encoding;
	if (!file_read(ctx->arena, source, INPUT_MAX, &bytes, ctx->err))
		return false;
	err_at(ctx->err, str_eq(source, "-") ? "standard input" : source, 0, 0);
	*text = span_of(utf8_from_file_bytes(ctx->arena, bytes, &encoding, ctx->err));
	if (text->s)
		err_clear(ctx->err);
	return text->s != NULL;
}

/* ---- Lines of JSON ---- */

static const char *piece(struct arena *a, const struct text_seen *seen, size_t at, size_t bytes)
{
	return arena_strndup(a, seen->sentence.s + at, bytes);
}

/* Four decimals, as the other commands have them. */
static double rounded(double x)
{
	return round(x * 1e4) / 1e4;
}

static void put_word(struct json *j, struct arena *a, const struct text_seen *seen, const struct text_seen_word *w)
{
	json_put_object(j, NULL);
	json_put_string(j, "word", piece(a, seen, w->at, w->bytes));
	json_put_string(j, "role", text_role_code(w->role));
	if (w->spelling)
		json_put_string(j, "spelling", w->spelling);
	if (w->stem)
		json_put_string(j, "stem", w->stem);
	if (w->n_parts) {
		json_put_array(j, "parts");
		for (unsigned i = 0; i < w->n_parts; i++)
			json_put_string(j, NULL, w->part[i]);
		json_put_end(j);
	}
	json_put_end(j);
}

static void write_json(struct out *o, struct arena *a, const struct text_seen *seen, size_t number)
{
	struct json j = json_to(o, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "sentence", (int64_t)number);
	json_put_string(&j, "text", piece(a, seen, 0, seen->sentence.n));
	json_put_string(&j, "language", text_language_code(seen->language.language));
	json_put_f64(&j, "confidence", rounded(seen->language.confidence));
	json_put_array(&j, "words");
	for (size_t i = 0; i < seen->n_words; i++)
		put_word(&j, a, seen, &seen->words[i]);
	json_put_end(&j);
	json_put_array(&j, "personal");
	for (size_t i = 0; i < seen->n_personal; i++) {
		json_put_object(&j, NULL);
		json_put_string(&j, "kind", text_personal_code(seen->personal[i].kind));
		json_put_string(&j, "text", piece(a, seen, seen->personal[i].at, seen->personal[i].bytes));
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_end(&j);
}

/* ---- A table for people ---- */

enum { WORD_WIDTH = 28, ROLE_WIDTH = 9, STEM_WIDTH = 24 };

/* At least one space stands behind what is wider than its column. */
static void write_cell(struct out *o, const char *text, size_t width)
{
	size_t n = utf8_length(span_of(text));
	out_text(o, text);
	do
		out_char(o, ' ');
	while (++n < width);
}

static void write_word(struct out *o, struct arena *a, const struct text_seen *seen, const struct text_seen_word *w)
{
	out_text(o, "   ");
	write_cell(o, piece(a, seen, w->at, w->bytes), WORD_WIDTH);
	if (!w->stem) {
		out_format(o, "%s\n", text_role_code(w->role));
		return;
	}
	write_cell(o, text_role_code(w->role), ROLE_WIDTH);
	if (w->spelling || w->n_parts)
		write_cell(o, w->stem, STEM_WIDTH);
	else
		out_text(o, w->stem);
	for (unsigned i = 0; i < w->n_parts; i++)
		out_format(o, "%s%s", i ? " + " : "", w->part[i]);
	if (w->spelling)
		out_format(o, "%s(as \"%s\")", w->n_parts ? " " : "", w->spelling);
	out_char(o, '\n');
}

static void write_table(struct out *o, struct arena *a, const struct text_seen *seen, size_t number)
{
	out_format(o, "%s%zu. %.*s\n   language %s, confidence %.2f\n", number > 1 ? "\n" : "", number,
	           (int)seen->sentence.n, seen->sentence.s, text_language_code(seen->language.language),
	           seen->language.confidence);
	if (seen->n_words) {
		out_text(o, "   ");
		write_cell(o, "word", WORD_WIDTH);
		write_cell(o, "role", ROLE_WIDTH);
		write_cell(o, "stem", STEM_WIDTH);
		out_text(o, "parts\n");
	}
	for (size_t i = 0; i < seen->n_words; i++)
		write_word(o, a, seen, &seen->words[i]);
	for (size_t i = 0; i < seen->n_personal; i++)
		out_format(o, "   personal data: %s \"%s\"\n", text_personal_code(seen->personal[i].kind),
		           piece(a, seen, seen->personal[i].at, seen->personal[i].bytes));
}

bool text_run_explain(struct command_context *ctx)
{
	struct span text;
	if (!read_text(ctx, &text))
		return false;
	struct text_explainer *e = text_explainer_new(ctx->arena, text);
	struct arena *a = arena_new();
	struct text_seen seen;
	for (size_t number = 1; text_explain_next(e, a, &seen); number++) {
		(ctx->json ? write_json : write_table)(ctx->out, a, &seen, number);
		arena_reset(a);
	}
	arena_free(a);
	return true;
}
