#include "db/pg_rewrite.h"

#include "base/out.h"

#include <ctype.h>

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* How many bytes at s are a quoted text, a quoted identifier or a comment; 0 if none begins here. */
static size_t opaque(const char *s)
{
	if (*s == '\'' || *s == '"') {
		/* A doubled quote ends one and begins the next, which comes to the same. */
		const char *end = strchr(s + 1, *s);
		return end ? (size_t)(end - s) + 1 : strlen(s);
	}
	if (str_starts(s, "--"))
		return strcspn(s, "\n");
	if (str_starts(s, "/*")) {
		const char *end = strstr(s + 2, "*/");
		return end ? (size_t)(end - s) + 2 : strlen(s);
	}
	return 0;
}

/* The 1-based number of a name, added where it is new; 0 where there is no room. */
static int number_of(struct arena *a, struct pg_rewritten *r, struct span name)
{
	for (int i = 0; i < r->n; i++)
		if (span_is(name, r->names[i]))
			return i + 1;
	if (r->n == PG_PARAMETERS_MAX)
		return 0;
	r->names[r->n++] = arena_strndup(a, name.s, name.n);
	return r->n;
}

bool pg_rewrite(struct arena *a, const char *sql, struct pg_rewritten *r)
{
	struct out o = out_memory(a);
	*r = (struct pg_rewritten){ 0 };
	while (*sql) {
		size_t n = opaque(sql);
		if (n == 0 && *sql == '$' && is_name(sql[1])) {
			for (n = 1; is_name(sql[n]); n++)
				;
			int number = number_of(a, r, (struct span){ sql, n });
			if (number == 0)
				return false;
			out_format(&o, "$%d", number);
		} else {
			n = n ? n : 1;
			out_bytes(&o, sql, n);
		}
		sql += n;
	}
	r->text = arena_strdup(a, out_string(&o));
	return true;
}
