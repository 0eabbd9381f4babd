#include "http/compress.h"

#include <zlib.h>

/* 6 is zlib's own choice between time and size; 15 + 16 is the largest window, gzip's header. */
#define LEVEL 6
#define WINDOW (15 + 16)
#define MEMORY 8

struct span compress_gzip(struct arena *a, struct span text)
{
	z_stream z = { 0 };
	if (deflateInit2(&z, LEVEL, Z_DEFLATED, WINDOW, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
		out_of_memory();
	size_t room = text.n - text.n / 10;
	unsigned char *to = arena_alloc(a, room);
	z.next_in = (z_const Bytef *)text.s;
	z.avail_in = (uInt)text.n;
	z.next_out = to;
	z.avail_out = (uInt)room;
	bool fits = deflate(&z, Z_FINISH) == Z_STREAM_END;
	size_t n = z.total_out;
	deflateEnd(&z);
	return fits ? (struct span){ (const char *)to, n } : (struct span){ 0 };
}
