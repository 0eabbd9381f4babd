/*
 * A request: the target on the first line, then Accept-Language, Accept-Encoding,
 * If-None-Match and Host, one a line. Whatever comes, names and parameters are valid UTF-8.
 */
#include "base/utf8.h"
#include "http/asset_url.h"
#include "http/headers.h"
#include "http/language.h"
#include "http/query.h"
#include "http/router.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const struct route table[] = {
	{ "GET", "/plan/{plan}", NULL, "public", 0, "" },
	{ "GET", "/plan/new", NULL, "public", 0, "" },
	{ "GET", "/plan/{plan}/{what}/{id}", NULL, "public", 0, "" },
};

static void check_text(const char *text)
{
	if (!utf8_valid(span_of(text), NULL))
		abort();
}

static void check_target(struct arena *a, char *target)
{
	char *mark = strchr(target, '?');
	struct request rq = { .arena = a, .method = "GET", .path = target, .query = mark ? mark + 1 : "" };
	if (mark)
		*mark = '\0';
	const struct route *routes[] = { &table[0], &table[1], &table[2] };
	struct err err = { 0 };
	if (router_find(router_new(a, routes, 3, &err), &rq))
		for (unsigned i = 0; i < rq.params; i++)
			check_text(rq.param[i].value);
	struct span rest = span_of(rq.query);
	while (rest.s) {
		struct query_pair pair = query_cut(&rest);
		check_text(query_decode(a, pair.name));
		check_text(query_decode(a, pair.value));
	}
	check_text(query_text(&rq, "q"));
	query_i64(&rq, "page", 1);
	if (asset_at(target) && !asset_is_public(asset_at(target)))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct span rest = { (const char *)bytes, n };
	char *line[5];
	for (size_t i = 0; i < ARRAY_LEN(line); i++) {
		struct span piece = rest.s ? span_cut(&rest, '\n') : (struct span){ 0 };
		line[i] = arena_strndup(a, piece.s ? piece.s : "", piece.n);
	}
	headers_target_is_sound(line[0], strlen(line[0]));
	check_target(a, line[0]);
	language_choose("", NULL, line[1]);
	headers_accept_gzip(line[2]);
	headers_etag_matches(line[3], "W/\"a\"");
	headers_host_is_local(line[4]);
	arena_free(a);
	return 0;
}
