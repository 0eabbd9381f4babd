/* Reading JSON objects by tables of fields; see plan_fields.h. */
#include "module/plan/plan_fields.h"

#include "base/out.h"
#include "base/utf8.h"

#define LINE_MAX_LENGTH 1000 /* code points in a title and other texts of one line */

/* ---- Messages ---- */

bool plan_json_fail(const struct plan_reader *r, const char *field, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const char *problem = arena_vprintf(r->a, format, args);
	va_end(args);
	const char *place = r->index < 0 ? r->list : arena_printf(r->a, "%s[%ld]", r->list, r->index);
	return err_input(r->err, "%s%s%s%s: %s", place, *place && *field ? "." : "", field,
	                 r->ref ? arena_printf(r->a, " (node \"%s\")", r->ref) : "", problem);
}

const char *plan_json_shown(const struct plan_reader *r, const char *s)
{
	char *text = utf8_shorten(r->a, span_of(s), 60);
	for (char *c = text; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7F)
			*c = '?';
	return text;
}

const char *plan_json_type(const json_t *value)
{
	static const char *const names[] = {
		[JSON_OBJECT] = "an object", [JSON_ARRAY] = "a list", [JSON_STRING] = "a text",
		[JSON_INTEGER] = "a number", [JSON_REAL] = "a number", [JSON_TRUE] = "true",
		[JSON_FALSE] = "false", [JSON_NULL] = "null",
	};
	return names[json_typeof(value)];
}

/* ---- Values ---- */

static bool check_text(const struct plan_reader *r, const char *field, const char *s, bool one_line)
{
	for (const unsigned char *c = (const unsigned char *)s; *c; c++) {
		bool layout = *c == '\n' || *c == '\r' || *c == '\t';
		if ((*c < ' ' && (one_line || !layout)) || *c == 0x7F)
			return plan_json_fail(r, field, "holds a control character (U+%04X)%s", *c,
			                      one_line && layout ? "; it must be one line" : "");
	}
	if (one_line && utf8_length(span_of(s)) > LINE_MAX_LENGTH)
		return plan_json_fail(r, field, "is longer than %d characters; put the rest in \"body\" or "
		                      "\"description\"", LINE_MAX_LENGTH);
	return true;
}

bool plan_json_text(const struct plan_reader *r, const char *field, const json_t *value, bool one_line,
                    const char **text)
{
	if (!json_is_string(value))
		return plan_json_fail(r, field, "must be a text, not %s", plan_json_type(value));
	*text = arena_strndup(r->a, json_string_value(value), json_string_length(value));
	return check_text(r, field, *text, one_line);
}

static bool read_field(const struct plan_reader *r, const struct plan_field *f, const json_t *value, char *target)
{
	if (f->type == FIELD_OTHER)
		return true;
	if (f->type == FIELD_FLAG) {
		*(bool *)(void *)(target + f->offset) = json_is_true(value);
		return json_is_boolean(value)
		       || plan_json_fail(r, f->name, "must be true or false, not %s", plan_json_type(value));
	}
	const char **text = (const char **)(void *)(target + f->offset);
	if (!plan_json_text(r, f->name, value, f->type == FIELD_LINE, text))
		return false;
	return !f->required || span_trim(span_of(*text)).n || plan_json_fail(r, f->name, "must not be empty");
}

static const char *known_names(const struct plan_reader *r, const struct plan_field *fields, size_t n)
{
	struct out o = out_memory(r->a);
	for (size_t i = 0; i < n; i++)
		out_format(&o, "%s%s", i ? ", " : "", fields[i].name);
	return out_string(&o);
}

bool plan_json_fields(const struct plan_reader *r, const json_t *object,
                      const struct plan_field *fields, size_t n, void *target)
{
	const char *key;
	json_t *value;
	if (!json_is_object(object))
		return plan_json_fail(r, "", "must be an object, not %s", plan_json_type(object));
	json_object_foreach((json_t *)object, key, value) {
		size_t i = 0;
		while (i < n && !str_eq(fields[i].name, key))
			i++;
		if (i == n)
			return plan_json_fail(r, plan_json_shown(r, key), "is not a field of the format; it has %s",
			                      known_names(r, fields, n));
	}
	for (size_t i = 0; i < n; i++) {
		value = json_object_get(object, fields[i].name);
		if (!value && fields[i].required)
			return plan_json_fail(r, fields[i].name, "is missing");
		if (!value && (fields[i].type == FIELD_LINE || fields[i].type == FIELD_TEXT))
			*(const char **)(void *)((char *)target + fields[i].offset) = "";
		if (value && !read_field(r, &fields[i], value, target))
			return false;
	}
	return true;
}

