#include "http/asset_url.h"

#include "base/str.h"

#include <stdlib.h>

#define PREFIX "/assets/"

bool asset_is_public(const struct asset *asset)
{
	return str_starts(asset->name, "css/") || str_starts(asset->name, "js/") || str_starts(asset->name, "img/");
}

/* The entity tag without its quotes. */
static struct span hash_of(const struct asset *asset)
{
	return (struct span){ asset->etag + 1, strlen(asset->etag) - 2 };
}

char *asset_url(struct arena *a, const char *name)
{
	const struct asset *asset = asset_find(name);
	if (!asset)
		abort(); /* a bug: the build embeds what the pages name */
	struct span hash = hash_of(asset);
	return arena_printf(a, PREFIX "%.*s/%s", (int)hash.n, hash.s, name);
}

const struct asset *asset_at(const char *path)
{
	if (!str_starts(path, PREFIX))
		return NULL;
	struct span rest = span_of(path + strlen(PREFIX));
	struct span hash = span_cut(&rest, '/');
	const struct asset *asset = rest.s ? asset_find(rest.s) : NULL;
	return asset && asset_is_public(asset) && span_eq(hash, hash_of(asset)) ? asset : NULL;
}

const char *asset_type(const struct asset *asset)
{
	static const struct {
		const char *ending, *type;
	} types[] = {
		{ ".css", "text/css; charset=utf-8" },
		{ ".js", "text/javascript; charset=utf-8" },
		{ ".svg", "image/svg+xml" },
		{ ".png", "image/png" },
	};
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (str_ends(asset->name, types[i].ending))
			return types[i].type;
	return "application/octet-stream";
}
