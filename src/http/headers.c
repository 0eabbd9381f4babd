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

int headers_weight(struct span parameters)
{
	struct span p = span_trim(parameters);
	if (p.n == 0)
		return 1000;
	if (!span_starts(p, "q=") || p.n < 3 || p.s[2] < '0' || p.s[2] > '1')
		return 0;
	int thousandths = (p.s[2] - '0') * 1000, unit = 100;
	if (p.n > 3 && p.s[3] != '.')
		return 0;
	for (size_t i = 4; i < p.n && i < 7; i++, unit /= 10) {
		if (p.s[i] < '0' || p.s[i] > '9')
			return 0;
		thousandths += (p.s[i] - '0') * unit;
	}
	return thousandths;
}

/* How much a media type is wanted, and how closely it was named: 0 by no range to 3 by its own name. */
struct wanted {
	int weight, closeness;
};

static bool same_case(struct span s, const char *text)
{
	return s.n == strlen(text) && strncasecmp(s.s, text, s.n) == 0;
}

static struct wanted wanted(const char *accept, const char *type, const char *whole)
{
	struct wanted best = { 0 };
	struct span rest = span_of(accept);
	while (rest.s) {
		struct span parameters = span_cut(&rest, ',');
		struct span range = span_trim(span_cut(&parameters, ';'));
		int closeness = same_case(range, whole) ? 3 : same_case(range, type) ? 2 : span_is(range, "*/*") ? 1 : 0;
		if (closeness <= best.closeness)
			continue;
		best = (struct wanted){ 1000, closeness };
		while (parameters.s) {
			struct span one = span_trim(span_cut(&parameters, ';'));
			if (span_starts(one, "q="))
				best.weight = headers_weight(one);
		}
	}
	return best;
}

bool headers_prefer_csv(const char *accept)
{
	struct wanted csv = wanted(accept, "text/*", "text/csv"), json = wanted(accept, "application/*", "application/json");
	return csv.weight != json.weight ? csv.weight > json.weight : csv.weight > 0 && csv.closeness > json.closeness;
}

const char *headers_bearer(const char *authorization)
{
	if (!authorization || strncasecmp(authorization, "Bearer ", 7) != 0)
		return NULL;
	return authorization + 7 + strspn(authorization + 7, " ");
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
