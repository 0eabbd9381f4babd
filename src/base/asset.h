/* Files that the build embeds in the program: styles, scripts, schemas. */
#ifndef PLANVERK_BASE_ASSET_H
#define PLANVERK_BASE_ASSET_H

#include <stddef.h>

struct asset {
	const char *name; /* path below the folder it came from: "css/planverk.css" */
	const unsigned char *bytes;
	size_t size;
	const unsigned char *gzip; /* the same, compressed; NULL where that is no smaller */
	size_t gzip_size;
	const char *etag; /* quoted, made from the content */
};

/* All assets, ordered by name (bytes). */
extern const struct asset assets[];
extern const size_t assets_len;

/* NULL where there is none of that name. */
const struct asset *asset_find(const char *name);

#endif
