#include "base/out.h"

#include "base/utf8.h"

struct out out_memory(struct arena *a)
{
	return (struct out){ .arena = a };
}

static bool write_file(void *arg, const char *bytes, size_t n)
{
	return fwrite(bytes, 1, n, arg) == n;
}

struct out out_file(FILE *f)
{
	return out_sink(write_file, f);
}

struct out out_sink(bool (*sink)(void *, const char *, size_t), void *arg)
{
	return (struct out){ .sink = sink, .arg = arg };
}

void out_bytes(struct out *o, const void *bytes, size_t n)
{
	if (o->failed || n == 0)
		return;
	o->total += n;
	if (o->sink) {
		o->failed = !o->sink(o->arg, bytes, n);
		return;
	}
	if (o->cap - o->n < n + 1) {
		size_t cap = o->cap ? o->cap : 256;
		while (cap - o->n < n + 1)
			cap *= 2;
		o->buf = arena_grow(o->arena, o->buf, o->cap, cap);
		o->cap = cap;
	}
	memcpy(o->buf + o->n, bytes, n);
	o->n += n;
}

/* The same for the many short pieces of a page: a copy into the room there is. */
static inline void append(struct out *o, const char *s, size_t n)
{
	if (o->cap - o->n > n) {
		memcpy(o->buf + o->n, s, n);
		o->n += n;
		o->total += n;
	} else {
		out_bytes(o, s, n);
	}
}

void out_text(struct out *o, const char *s)
{
	if (s)
		out_bytes(o, s, strlen(s));
}

void out_char(struct out *o, char c)
{
	out_bytes(o, &c, 1);
}

const char *out_string(struct out *o)
{
	if (!o->buf)
		return "";
	o->buf[o->n] = '\0'; /* out_bytes() keeps room for it */
	return o->buf;
}

bool out_ok(const struct out *o)
{
	return !o->failed;
}

/* ---- Formats ---- */

typedef void write_fn(struct out *, const char *, size_t);

enum type { T_NONE, T_INT, T_LONG, T_LONG_LONG, T_SIZE, T_DOUBLE, T_STRING, T_CHAR };

union value {
	long long i;
	double d;
	const char *s;
};

/* One directive of a format: %[n$][flags][width][.precision][length]conversion. */
struct directive {
	const char *begin, *end; /* in the format; end is behind the conversion */
	unsigned position;       /* 1-based with n$, or 0 */
	const char *spec;        /* behind n$ */
	bool star;               /* precision .* */
	enum type type;
};

#define POSITIONS_MAX 9

static struct directive parse_directive(const char *percent)
{
	struct directive d = { .begin = percent };
	const char *p = percent + 1;
	if (*p >= '1' && *p <= '9' && p[1] == '$') {
		d.position = (unsigned)(*p - '0');
		p += 2;
	}
	d.spec = p;
	p += strspn(p, "-+ #0123456789");
	if (*p == '.') {
		p++;
		if (*p == '*') {
			d.star = true;
			p++;
		}
		p += strspn(p, "0123456789");
	}
	enum type integer = T_INT;
	if (*p == 'l') {
		integer = p[1] == 'l' ? T_LONG_LONG : T_LONG;
		p += integer == T_LONG_LONG ? 2 : 1;
	} else if (*p == 'z') {
		integer = T_SIZE;
		p++;
	}
	switch (*p) {
	case 'd': case 'u': case 'x': d.type = integer; break;
	case 'f': case 'g': d.type = T_DOUBLE; break;
	case 's': d.type = T_STRING; break;
	case 'c': d.type = T_CHAR; break;
	default: d.type = T_NONE; /* %%; gcc has refused all else */
	}
	d.end = *p ? p + 1 : p;
	return d;
}

/* A va_list in a struct: passed by pointer without the array-to-pointer surprises. */
struct arguments {
	va_list list;
};

static union value take(struct arguments *args, enum type type)
{
	union value v = { 0 };
	switch (type) {
	case T_NONE: break;
	case T_INT: case T_CHAR: v.i = va_arg(args->list, int); break;
	case T_LONG: v.i = va_arg(args->list, long); break;
	case T_LONG_LONG: v.i = va_arg(args->list, long long); break;
	case T_SIZE: v.i = (long long)va_arg(args->list, size_t); break;
	case T_DOUBLE: v.d = va_arg(args->list, double); break;
	case T_STRING: v.s = va_arg(args->list, const char *); break;
	}
	return v;
}

/* A whole number without flags or width: nine of ten, and snprintf() takes most of the time
 * that a page needs. False for all others. */
static bool emit_plain_integer(struct out *o, const struct directive *d, long long value)
{
	char conversion = d->end[-1], digits[20];
	if (d->type == T_DOUBLE || conversion == 'x' || !strchr("dulz", *d->spec))
		return false;
	bool negative = conversion == 'd' && value < 0;
	uint64_t rest = negative ? 0 - (uint64_t)value : d->type == T_INT && !negative ? (unsigned)value : (uint64_t)value;
	size_t at = sizeof digits;
	do
		digits[--at] = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (negative)
		out_char(o, '-');
	append(o, digits + at, sizeof digits - at);
	return true;
}

static void emit(struct out *o, write_fn *write, const struct directive *d, union value v, int precision)
{
	if (d->type == T_NONE) {
		out_char(o, '%');
		return;
	}
	if (d->type == T_STRING) {
		if (v.s)
			write(o, v.s, d->star ? strnlen(v.s, precision < 0 ? 0 : (size_t)precision) : strlen(v.s));
		return;
	}
	if (d->type == T_CHAR) {
		char c = (char)v.i;
		write(o, &c, 1);
		return;
	}
	if (emit_plain_integer(o, d, v.i))
		return;
	/* Another number: its own directive with the widest length, through snprintf. */
	char spec[48], text[400];
	size_t n = (size_t)(d->end - d->spec) - 1;
	while (n > 0 && (d->spec[n - 1] == 'l' || d->spec[n - 1] == 'z'))
		n--;
	if (n > 40)
		n = 40;
	int length = snprintf(spec, sizeof spec, "%%%.*s%s%c", (int)n, d->spec,
	                      d->type == T_DOUBLE ? "" : "ll", d->end[-1]);
	if (d->type == T_INT && d->end[-1] != 'd')
		v.i = (unsigned)v.i;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	if (d->type == T_DOUBLE)
		length = snprintf(text, sizeof text, spec, v.d);
	else
		length = snprintf(text, sizeof text, spec, v.i);
#pragma GCC diagnostic pop
	if (length > 0)
		out_bytes(o, text, (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
}

/* A translation may have reordered its directives: %2$s before %1$s. Their values are read
 * in the order of their positions first. */
static void load_positions(const char *format, struct arguments *args, union value values[POSITIONS_MAX + 1])
{
	enum type types[POSITIONS_MAX + 1] = { T_NONE };
	for (const char *p = format; (p = strchr(p, '%')) != NULL;) {
		struct directive d = parse_directive(p);
		types[d.position] = d.type;
		p = d.end;
	}
	for (unsigned i = 1; i <= POSITIONS_MAX; i++)
		values[i] = take(args, types[i]);
}

static void write_format(struct out *o, write_fn *write, const char *format, struct arguments *args)
{
	union value values[POSITIONS_MAX + 1];
	bool loaded = false;
	for (;;) {
		size_t literal = (size_t)(strchrnul(format, '%') - format);
		append(o, format, literal);
		format += literal;
		if (!*format)
			return;
		if (format[1] == 's') { /* most of them */
			const char *text = va_arg(args->list, const char *);
			if (text)
				write(o, text, strlen(text));
			format += 2;
			continue;
		}
		struct directive d = parse_directive(format);
		if (d.position > 0) {
			if (!loaded)
				load_positions(format, args, values);
			loaded = true;
			emit(o, write, &d, values[d.position], 0);
		} else {
			int precision = d.star ? va_arg(args->list, int) : 0;
			emit(o, write, &d, take(args, d.type), precision);
		}
		format = d.end;
	}
}

#define WRITE_FORMAT(o, write, format) do { \
	struct arguments args; \
	va_start(args.list, format); \
	write_format((o), (write), (format), &args); \
	va_end(args.list); \
} while (0)

static void write_raw(struct out *o, const char *s, size_t n)
{
	append(o, s, n);
}

/* What stands for a byte in HTML; NULL for itself. Control characters are not allowed in HTML
 * at all, but for the line feed and the tab. */
static const char *const html_entities[256] = {
	[0 ... '\t' - 1] = " ", ['\n' + 1 ... ' ' - 1] = " ",
	['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
};

static void write_html(struct out *o, const char *s, size_t n)
{
	size_t from = 0;
	for (size_t i = 0; i < n; i++) {
		const char *entity = html_entities[(unsigned char)s[i]];
		if (!entity)
			continue;
		append(o, s + from, i - from);
		append(o, entity, strlen(entity));
		from = i + 1;
	}
	append(o, s + from, n - from);
}

static void write_url(struct out *o, const char *s, size_t n)
{
	static const char hex[] = "0123456789ABCDEF";
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
		    || c == '-' || c == '.' || c == '_' || c == '~') {
			out_char(o, (char)c);
		} else {
			char escaped[3] = { '%', hex[c >> 4], hex[c & 15] };
			out_bytes(o, escaped, 3);
		}
	}
}

void out_format_(struct out *o, const char *format, ...)
{
	WRITE_FORMAT(o, write_raw, format);
}

void html_(struct out *o, const char *format, ...)
{
	WRITE_FORMAT(o, write_html, format);
}

void url_(struct out *o, const char *format, ...)
{
	WRITE_FORMAT(o, write_url, format);
}

void html_translated(struct out *o, const char *format, va_list list)
{
	struct arguments args;
	va_copy(args.list, list);
	write_format(o, write_html, format, &args);
	va_end(args.list);
}

void csv_field(struct out *o, const char *s)
{
	if (!s)
		return;
	bool formula = *s && strchr("=+-@\t\r", *s);
	if (!formula && !strpbrk(s, ",;\"\r\n\t") && *s != ' ') {
		out_text(o, s);
		return;
	}
	out_char(o, '"');
	if (formula)
		out_char(o, '\'');
	for (; *s; s++) {
		if (*s == '"')
			out_char(o, '"');
		out_char(o, *s);
	}
	out_char(o, '"');
}
