/*
 * A mail as the network carries it (RFC 5322): headers in ASCII, the subject encoded (RFC 2047),
 * the text as quoted-printable UTF-8 (RFC 2045). What a person wrote can only stand in encoded
 * words and in the text, so that it adds no header.
 */
#include "module/notice/notice_internal.h"

#include "base/utf8.h"

#include <sodium.h>
#include <time.h>

#define SUBJECT_MAX 150 /* code points */
#define WORD_BYTES 39   /* of an encoded word before base64: with "Subject: " its line has 73 of 76 characters */
#define LINE_MAX_BYTES 75 /* of quoted-printable, before the "=" that breaks a line */

/* Printable ASCII that nobody can take for an encoded word stands as it is. */
static bool is_plain(const char *s)
{
	if (strlen(s) > LINE_MAX_BYTES - strlen("Subject: ") || strstr(s, "=?"))
		return false;
	for (; *s; s++)
		if (*s < ' ' || *s > '~')
			return false;
	return true;
}

/* Encoded words of whole characters, one a line. */
static void write_words(struct out *o, const char *s)
{
	char encoded[sodium_base64_ENCODED_LEN(WORD_BYTES, sodium_base64_VARIANT_ORIGINAL)];
	struct span rest = span_of(s);
	while (rest.n > 0) {
		size_t n = 0, next = 0;
		while (next < rest.n) {
			utf8_next(rest, &next);
			if (next > WORD_BYTES)
				break;
			n = next;
		}
		sodium_bin2base64(encoded, sizeof encoded, (const unsigned char *)rest.s, n, sodium_base64_VARIANT_ORIGINAL);
		out_format(o, "%s=?utf-8?B?%s?=", rest.s == s ? "" : "\r\n ", encoded);
		rest = (struct span){ rest.s + n, rest.n - n };
	}
}

static void write_subject(struct out *o, struct arena *a, const char *subject)
{
	char *line = arena_strdup(a, utf8_shorten(a, span_of(subject), SUBJECT_MAX));
	for (char *c = line; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7F)
			*c = ' ';
	out_text(o, "Subject: ");
	if (is_plain(line))
		out_text(o, line);
	else
		write_words(o, line);
	out_text(o, "\r\n");
}

/* "Mon, 23 Nov 2026 10:50:00 +0000": no locale has a say in it. */
static void write_date(struct out *o, int64_t at)
{
	static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	time_t seconds = (time_t)(at / CLOCK_SECOND);
	struct tm tm;
	gmtime_r(&seconds, &tm);
	out_format(o, "Date: %s, %02d %s %04d %02d:%02d:%02d +0000\r\n", days[tm.tm_wday], tm.tm_mday, months[tm.tm_mon],
	           tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* White space before a line's end would be lost on the way; a dot at its beginning is a sign to
 * some servers. */
static bool stands_as_it_is(struct span s, size_t i, size_t width)
{
	unsigned char c = (unsigned char)s.s[i];
	bool last = i + 1 == s.n || s.s[i + 1] == '\n';
	return c == ' ' ? !last : c == '.' ? width > 0 : c > ' ' && c <= '~' && c != '=';
}

static void write_text(struct out *o, const char *text)
{
	struct span s = span_of(text);
	size_t width = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.s[i] == '\n') {
			out_text(o, "\r\n");
			width = 0;
			continue;
		}
		bool plain = stands_as_it_is(s, i, width);
		if (width + (plain ? 1 : 3) > LINE_MAX_BYTES) {
			out_text(o, "=\r\n");
			width = 0;
			plain = stands_as_it_is(s, i, width);
		}
		if (plain)
			out_char(o, s.s[i]);
		else
			out_format(o, "=%c%c", "0123456789ABCDEF"[(unsigned char)s.s[i] >> 4], "0123456789ABCDEF"[s.s[i] & 15]);
		width += plain ? 1 : 3;
	}
	out_text(o, "\r\n");
}

const char *notice_mail_write(struct arena *a, const struct notice_mail *m)
{
	struct out o = out_memory(a);
	out_format(&o, "From: <%s>\r\nTo: <%s>\r\n", m->from, m->to);
	write_subject(&o, a, m->subject);
	write_date(&o, m->at);
	out_format(&o, "Message-ID: <%s>\r\n", m->message_id);
	out_text(&o, "Auto-Submitted: auto-generated\r\n"); /* RFC 3834: no machine is to answer */
	if (*m->unsubscribe)
		out_format(&o, "List-Unsubscribe: <%s>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", m->unsubscribe);
	out_text(&o, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
	             "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
	write_text(&o, m->text);
	return out_string(&o);
}
