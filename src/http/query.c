#include "http/query.h"

#include "base/utf8.h"
#include "http/http.h"

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that "%XX" at s stands for, or -1. */
static int escaped_byte(struct span s, size_t at)
{
	if (at + 2 >= s.n)
		return -1;
	int high = hex_digit(s.s[at + 1]), low = hex_digit(s.s[at + 2]);
	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

char *path_decode(struct arena *a, struct span piece)
{
	char *text = arena_alloc(a, piece.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < piece.n; i++) {
		int c = (unsigned char)piece.s[i];
		if (c == '%') {
			c = escaped_byte(piece, i);
			i += 2;
		}
		if (c < 0x20 || c == 0x7f)
			return NULL;
		text[n++] = (char)c;
	}
	if (!utf8_valid((struct span){ text, n }, NULL) || str_eq(text, ".") || str_eq(text, ".."))
		return NULL;
	return text;
}

char *query_decode(struct arena *a, struct span piece)
{
	char *text = arena_alloc(a, piece.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < piece.n; i++) {
		char c = piece.s[i] == '+' ? ' ' : piece.s[i];
		int byte = c == '%' ? escaped_byte(piece, i) : -1;
		if (byte >= 0) {
			c = (char)byte;
			i += 2;
		}
		text[n++] = c == '\0' ? '\x7f' : c; /* a NUL would hide what stands behind it */
	}
	return utf8_nfc(a, (struct span){ text, n });
}

struct query_pair query_cut(struct span *rest)
{
	struct query_pair pair = { .whole = span_cut(rest, '&') };
	pair.value = pair.whole;
	pair.name = span_cut(&pair.value, '=');
	return pair;
}

const char *query_text(struct request *rq, const char *name)
{
	struct span rest = span_of(rq->query);
	while (rest.s) {
		struct query_pair pair = query_cut(&rest);
		if (str_eq(query_decode(rq->arena, pair.name), name))
			return query_decode(rq->arena, pair.value);
	}
	return "";
}

int64_t query_i64(struct request *rq, const char *name, int64_t otherwise)
{
	str_to_i64(query_text(rq, name), &otherwise);
	return otherwise;
}
