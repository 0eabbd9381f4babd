/*
 * JSON lines: one object on each line, UTF-8. Keys become columns in the order in
 * which they first appear; a key that a line lacks is "". Numbers and booleans
 * become their text, null becomes ""; lists and objects within an object are an
 * error, since a cell has no place for them.
 */
#include "base/utf8.h"
#include "format/table_build.h"

#include <jansson.h>

struct jsonl {
	struct table_builder *b;
	struct strmap *column_of; /* index + 1 */
	VEC(const char *) columns;
	VEC(const char *) cells; /* of the current line */
	VEC(size_t) widths;      /* of each row: columns known when it was read */
};

/* The text of a value, or NULL for a list or an object. */
static const char *value_text(struct arena *a, const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_STRING: return arena_strndup(a, json_string_value(value), json_string_length(value));
	case JSON_INTEGER: return arena_printf(a, "%lld", (long long)json_integer_value(value));
	case JSON_TRUE: return "true";
	case JSON_FALSE: return "false";
	case JSON_NULL: return "";
	case JSON_REAL: {
		/* As few digits as give the same number back. */
		char *text = arena_printf(a, "%.15g", json_real_value(value));
		double back;
		if (str_to_f64(text, &back) && back == json_real_value(value))
			return text;
		return arena_printf(a, "%.17g", json_real_value(value));
	}
	default: return NULL;
	}
}

static bool take_field(struct jsonl *j, const char *key, const json_t *value, long line)
{
	struct arena *a = j->b->arena;
	int64_t *index = strmap_at(j->column_of, span_of(key), NULL);
	if (!*index) {
		*VEC_PUSH(a, &j->columns) = arena_strdup(a, key);
		*index = (int64_t)j->columns.n;
		if (!table_check_columns(j->b, j->columns.n, line))
			return false;
	}
	const char *text = value_text(a, value);
	if (!text)
		return table_fail(j->b, line, "the field \"%.100s\" holds a list or an object; only texts, numbers, "
		                  "true, false and null fit in a table", key);
	while (j->cells.n < (size_t)*index)
		*VEC_PUSH(a, &j->cells) = "";
	j->cells.v[*index - 1] = text;
	return true;
}

static bool take_object(struct jsonl *j, json_t *object, long line)
{
	struct arena *a = j->b->arena;
	const char *key;
	json_t *value;
	j->cells.n = 0;
	json_object_foreach(object, key, value)
		if (!take_field(j, key, value, line))
			return false;
	if (!table_check_room(j->b, j->columns.n, line))
		return false;
	const char **cells = arena_array(a, j->cells.n, sizeof *cells);
	if (j->cells.n)
		memcpy(cells, j->cells.v, j->cells.n * sizeof *cells);
	*VEC_PUSH(a, &j->b->rows) = (struct table_row){ cells, line };
	*VEC_PUSH(a, &j->widths) = j->cells.n;
	return true;
}

static bool take_line(struct jsonl *j, struct span text, long line)
{
	if (text.n > j->b->options.max_cell)
		return table_fail(j->b, line, "the line is longer than %zu MB; write one object on each line",
		                  j->b->options.max_cell >> 20);
	json_error_t why;
	json_t *value = json_loadb(text.s, text.n, JSON_REJECT_DUPLICATES, &why);
	if (!value) {
		err_input(j->b->err, "the line is not valid JSON: %s", why.text);
		return err_at(j->b->err, j->b->table->file, line, why.column);
	}
	bool ok = json_is_object(value) ? take_object(j, value, line)
	          : table_fail(j->b, line, "the line holds no object; write one {…} on each line");
	json_decref(value);
	return ok;
}

/* Rows read before a column was known get "" in it. */
static void widen_rows(struct jsonl *j)
{
	for (size_t i = 0; i < j->b->rows.n; i++) {
		const char **cells = j->b->rows.v[i].cells;
		if (j->widths.v[i] == j->columns.n)
			continue;
		const char **wide = arena_array(j->b->arena, j->columns.n, sizeof *wide);
		for (size_t k = 0; k < j->columns.n; k++)
			wide[k] = k < j->widths.v[i] ? cells[k] : "";
		j->b->rows.v[i].cells = wide;
	}
}

bool table_read_jsonl(struct table_builder *b, struct span bytes)
{
	char *text = utf8_from_file_bytes(b->arena, bytes, &b->table->encoding, b->err);
	if (!text)
		return err_at(b->err, b->table->file, 0, 0);
	struct jsonl j = { .b = b, .column_of = strmap_new(b->arena) };
	long line = 1;
	for (struct span rest = span_of(text); rest.s; line++) {
		struct span object = span_trim(span_cut(&rest, '\n'));
		if (object.n && !take_line(&j, object, line))
			return false;
	}
	b->table->columns = j.columns.v;
	b->table->n_columns = j.columns.n;
	if (!table_check_names(b, 0))
		return false;
	widen_rows(&j);
	return table_finish(b);
}
