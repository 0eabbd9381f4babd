/* A plan export: whatever is accepted must survive being written and read again, byte for byte. */
#include "base/arena.h"
#include "base/out.h"
#include "module/plan/plan.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static struct span exported(struct arena *a, const struct plan_tree *tree)
{
	struct out o = out_memory(a);
	plan_write_json(&o, tree);
	return (struct span){ out_string(&o), o.n };
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct plan_tree tree, again;
	if (plan_from_json(a, (struct span){ (const char *)bytes, n }, "fuzz", &tree, &err)) {
		struct span once = exported(a, &tree);
		if (!plan_from_json(a, once, "again", &again, &err) || !span_eq(once, exported(a, &again)))
			abort();
	} else if (!err.kind || !*err.message) {
		abort(); /* refused without saying why */
	}
	arena_free(a);
	return 0;
}
