#include "format/json.h"

#include "base/file.h"
#include "base/utf8.h"

/* Whether arrays and objects nest too deeply; *line and *column are then the place. */
static bool is_too_deep(const char *text, long *line, long *column)
{
	int depth = 0;
	bool quoted = false;
	const char *line_begins = text;
	*line = 1;
	for (const char *c = text; *c; c++) {
		if (*c == '\n') {
			(*line)++;
			line_begins = c + 1;
		} else if (quoted && *c == '\\') {
			c += c[1] != '\0';
		} else if (quoted) {
			quoted = *c != '"';
		} else if (*c == '"') {
			quoted = true;
		} else if (*c == '[' || *c == '{') {
			depth++;
		} else if (*c == ']' || *c == '}') {
			depth--;
		}
		*column = c - line_begins + 1;
		if (depth > JSON_DEPTH_MAX)
			return true;
	}
	return false;
}

static void release(void *root)
{
	json_decref(root);
}

bool json_read_bytes(struct arena *a, struct span bytes, const char *name, json_t **root, struct err *err)
{
	char *text = utf8_from_file_bytes(a, bytes, NULL, err);
	if (!text)
		return err_at(err, name, 0, 0);
	if (span_trim(span_of(text)).n == 0) {
		err_input(err, "the file is empty; it has to hold JSON");
		return err_at(err, name, 0, 0);
	}
	long line, column;
	if (is_too_deep(text, &line, &column)) {
		err_input(err, "lists and objects are nested more than %d deep", JSON_DEPTH_MAX);
		return err_at(err, name, line, column);
	}
	json_error_t why;
	*root = json_loads(text, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
	if (!*root) {
		err_input(err, "the file is not valid JSON: %s", why.text);
		return err_at(err, name, why.line, why.column);
	}
	arena_defer(a, release, *root);
	return true;
}

bool json_read_file(struct arena *a, const char *path, size_t limit, json_t **root, struct err *err)
{
	struct span bytes;
	return file_read(a, path, limit, &bytes, err) && json_read_bytes(a, bytes, path, root, err);
}
