/* News feeds: whatever comes is read within limits, or refused with a message. */
#include "format/feed.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct feed feed;
	struct err err = { 0 };
	if (!feed_read(a, (struct span){ (const char *)bytes, n }, "input.xml", &feed, &err)) {
		if (!err.message[0] || feed.n)
			abort();
	} else if (feed.n > FEED_ENTRIES_MAX) {
		abort();
	}
	for (size_t i = 0; i < feed.n; i++)
		if (strlen(feed.entries[i].title) > FEED_TEXT_MAX || !feed.entries[i].id)
			abort();
	arena_free(a);
	return 0;
}
