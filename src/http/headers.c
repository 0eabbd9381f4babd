#include "http/headers.h"

#include "base/str.h"

#include <strings.h>

bool headers_accept_gzip(const char *accept_encoding)
{
	struct span rest = span_of(accept_encoding);
	while (rest.s) {
		struct span parameters = span_cut(&rest, ',');
		struct span coding = span_trim(span_cut(&parameters, ';'));
		if (coding.n != 4 || strncasecmp(coding.s, "gzip", 4) != 0)
			continue;
		/* "q=0", "q=0.0" … refuse it; every other weight accepts. */
		struct span weight = span_trim(parameters);
		if (!span_starts(weight, "q="))
			return true;
		for (size_t i = 2; i < weight.n; i++)
			if (weight.s[i] >= '1' && weight.s[i] <= '9')
				return true;
		return false;
	}
	return false;
}

static struct span without_weakness(struct span tag)
{
	return span_starts(tag, "W/") ? (struct span){ tag.s + 2, tag.n - 2 } : tag;
}

bool headers_etag_matches(const char *if_none_match, const char *etag)
{
	struct span rest = span_of(if_none_match), ours = without_weakness(span_of(etag));
	while (rest.s) {
		struct span tag = span_trim(span_cut(&rest, ','));
		if (span_is(tag, "*") || span_eq(without_weakness(tag), ours))
			return true;
	}
	return false;
}

bool headers_host_is_local(const char *host)
{
	static const char *const names[] = { "localhost", "127.0.0.1", "[::1]" };
	if (!host)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		size_t n = strlen(names[i]);
		if (strncasecmp(host, names[i], n) != 0)
			continue;
		const char *port = host + n;
		if (!*port || (*port == ':' && strspn(port + 1, "0123456789") == strlen(port + 1)))
			return true;
	}
	return false;
}

bool headers_announce_body(const char *content_length, const char *transfer_encoding)
{
	return transfer_encoding || (content_length && !str_eq(content_length, "0"));
}

bool headers_target_is_sound(const char *target, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (target[i] <= ' ' || target[i] > '~')
			return false;
	return n > 0 && target[0] == '/';
}
