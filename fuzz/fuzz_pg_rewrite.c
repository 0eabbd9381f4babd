/* Named parameters to numbered ones: the numbers are those of the names, and no text is lost. */
#include "db/pg_rewrite.h"

#include "base/str.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct pg_rewritten first, again;
	const char *sql = arena_strndup(a, (const char *)bytes, n);
	if (pg_rewrite(a, sql, &first)) {
		assert(first.n >= 0 && first.n <= PG_PARAMETERS_MAX);
		for (int i = 0; i < first.n; i++) {
			assert(first.names[i][0] == '$' && first.names[i][1]);
			assert(strstr(sql, first.names[i]));
			for (int k = 0; k < i; k++)
				assert(!str_eq(first.names[k], first.names[i]));
		}
		/* Numbers are names as well, met in their order: nothing more changes. */
		assert(pg_rewrite(a, first.text, &again));
		assert(again.n == first.n && str_eq(again.text, first.text));
	}
	arena_free(a);
	return 0;
}
