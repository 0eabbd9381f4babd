/* Splits a fuzz target's input at lines of "%%" into the parts of an office file, so that
 * the fuzzer works on XML and not on the archive around it (fuzz_package does that). */
#ifndef PLANVERK_FUZZ_PARTS_H
#define PLANVERK_FUZZ_PARTS_H

#include "../tests/format/zip_parts.h"

static inline void split_parts(const uint8_t *bytes, size_t size, struct span *parts, size_t n)
{
	struct span rest = { (const char *)bytes, size };
	for (size_t i = 0; i < n; i++) {
		const char *at = i + 1 < n && rest.n ? memmem(rest.s, rest.n, "\n%%\n", 4) : NULL;
		parts[i] = (struct span){ rest.n ? rest.s : "", at ? (size_t)(at - rest.s) : rest.n };
		rest = at ? (struct span){ at + 4, rest.n - parts[i].n - 4 } : (struct span){ "", 0 };
	}
}

#endif
