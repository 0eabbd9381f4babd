/* Markdown from users: whatever comes, only elements of the list are written, well nested,
 * and links lead to http, https or mailto. */
#include "base/utf8.h"
#include "ui/markdown.h"

#include <stdlib.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static bool is_one_of(struct span s, const char *words)
{
	struct span rest = span_of(words);
	while (rest.s)
		if (span_eq(span_cut(&rest, ' '), s))
			return true;
	return false;
}

static void check_attributes(struct span element)
{
	static const char link[] = "a class=\"ds-link\" rel=\"nofollow noopener\" href=\"";
	if (!span_starts(element, link))
		return;
	const char *target = element.s + sizeof link - 1;
	if (strncasecmp(target, "http://", 7) != 0 && strncasecmp(target, "https://", 8) != 0
	    && strncasecmp(target, "mailto:", 7) != 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct out o = out_memory(a);
	VEC(struct span) open = { 0 };
	markdown_html(&o, arena_strndup(a, (const char *)bytes, n));
	struct span rest = { out_string(&o), o.n };
	if (!utf8_valid(rest, NULL))
		abort();
	for (span_cut(&rest, '<'); rest.s; span_cut(&rest, '<')) {
		struct span element = rest, name;
		element = span_cut(&element, '>');
		check_attributes(element);
		struct span words = element;
		name = span_cut(&words, ' ');
		if (is_one_of(name, "br hr"))
			continue;
		if (span_starts(name, "/")) {
			struct span closed = { name.s + 1, name.n - 1 };
			if (open.n == 0 || !span_eq(open.v[--open.n], closed))
				abort();
		} else if (is_one_of(name, "p strong em blockquote ul ol li a pre code")) {
			*VEC_PUSH(a, &open) = name;
		} else {
			abort();
		}
	}
	if (open.n != 0)
		abort();
	arena_free(a);
	return 0;
}
