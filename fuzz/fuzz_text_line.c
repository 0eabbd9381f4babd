/* A line of JSON with "id" and "text": what is read means the same as what jansson reads, and what
 * jansson refuses is refused. */
#include "format/json.h"
#include "module/text/text_lines.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct span id, text;
	json_error_t why;
	char *line = arena_alloc(a, n + 1);
	memcpy(line, bytes, n);
	json_t *o = json_loadb((const char *)bytes, n, JSON_REJECT_DUPLICATES, &why);
	const json_t *expected = json_object_get(o, "text"), *name = json_object_get(o, "id");
	bool wanted = json_is_string(expected) && (json_is_string(name) || json_is_number(name));
	bool read = text_line_read(a, line, n, &id, &text, &err);
	check(read == wanted);
	check(read || err.kind == ERR_INPUT);
	if (read) {
		check(span_is(text, json_string_value(expected)));
		json_t *again = json_loadb(id.s, id.n, JSON_DECODE_ANY, &why);
		check(again && (json_is_string(again) ? json_equal(again, name) : json_is_number(again)));
		json_decref(again);
	}
	json_decref(o);
	arena_free(a);
	return 0;
}
