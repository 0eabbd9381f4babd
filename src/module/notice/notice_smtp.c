/* Handing a mail to a server, by libcurl. */
#include "module/notice/notice_internal.h"

#include "base/file.h"
#include "base/utf8.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>

/* Together well below LEASE: what takes longer is given up, and no other sender begins before. */
#define CONNECT_SECONDS 10L
#define MAIL_SECONDS 60L
#define PASSWORD_FILE_MAX 4096
#define WHY_MAX 200 /* code points */

struct notice_smtp {
	CURL *curl;
	const char *smtp, *sender;
	char problem[CURL_ERROR_SIZE];
	char reply[512];     /* the server's last line */
	bool names_receiver; /* what we said last was the receiver or the mail itself */
	bool over;           /* we have said good-bye: what the server says to that is of no interest */
	struct span message; /* what is left to be uploaded */
	const atomic_bool *stopping;
};

static void init_curl(void)
{
	curl_global_init(CURL_GLOBAL_DEFAULT);
}

static void release(void *arg)
{
	curl_easy_cleanup(arg);
}

/* ---- What curl tells and asks ---- */

static size_t give_message(char *to, size_t size, size_t n, void *arg)
{
	struct notice_smtp *s = arg;
	size_t most = size * n;
	size_t given = s->message.n < most ? s->message.n : most;
	memcpy(to, s->message.s, given);
	s->message = (struct span){ s->message.s + given, s->message.n - given };
	return given;
}

/* Not once the server has all of a mail: it may take it, and would then get it twice. */
static int must_break_off(void *arg, curl_off_t down_total, curl_off_t down, curl_off_t up_total, curl_off_t up)
{
	const struct notice_smtp *s = arg;
	(void)down_total, (void)down, (void)up_total, (void)up;
	return s->message.n > 0 && atomic_load(s->stopping);
}

/* Which command the server refused decides what its refusal means: a receiver or a mail that is
 * refused for good is, while a server that does not know us is for the operator to put right. */
static int listen_in(CURL *curl, curl_infotype type, char *data, size_t n, void *arg)
{
	struct notice_smtp *s = arg;
	struct span line = span_trim((struct span){ data, n });
	(void)curl;
	if (type == CURLINFO_HEADER_OUT && span_starts(line, "QUIT"))
		s->over = true;
	else if (type == CURLINFO_HEADER_OUT)
		s->names_receiver = span_starts(line, "RCPT ") || span_starts(line, "DATA");
	else if (type == CURLINFO_HEADER_IN && !s->over)
		snprintf(s->reply, sizeof s->reply, "%.*s", (int)line.n, line.s);
	return 0;
}

/* ---- Setting up ---- */

/* On this machine there is no one on the way to read along, and seldom a certificate. */
static bool is_local(const char *smtp)
{
	const char *host = strstr(smtp, "://") + 3;
	return str_starts(host, "127.") || str_starts(host, "localhost") || str_starts(host, "[::1]");
}

static bool set_login(struct notice_smtp *s, struct arena *a, const struct notice_setting *set, struct err *err)
{
	struct span password;
	if (!*set->user)
		return true;
	if (!file_read(a, set->password_file, PASSWORD_FILE_MAX, &password, err))
		return false;
	password = span_trim(password);
	curl_easy_setopt(s->curl, CURLOPT_USERNAME, set->user);
	curl_easy_setopt(s->curl, CURLOPT_PASSWORD, arena_strndup(a, password.s, password.n)); /* curl copies both */
	return true;
}

struct notice_smtp *notice_smtp_new(struct arena *a, const struct notice_setting *set, const atomic_bool *stopping,
                                    struct err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, init_curl);
	struct notice_smtp *s = arena_alloc(a, sizeof *s);
	s->smtp = set->smtp;
	s->sender = set->sender;
	s->stopping = stopping;
	s->curl = curl_easy_init();
	if (!s->curl) {
		err_system(err, "The mail library could not be started");
		return NULL;
	}
	arena_defer(a, release, s->curl);
	curl_easy_setopt(s->curl, CURLOPT_URL, arena_printf(a, "%s/%s", set->smtp, strchr(set->sender, '@') + 1));
	curl_easy_setopt(s->curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(s->curl, CURLOPT_PROXY, ""); /* http_proxy and the like are not for mail */
	curl_easy_setopt(s->curl, CURLOPT_USE_SSL, (long)(is_local(set->smtp) ? CURLUSESSL_NONE : CURLUSESSL_ALL));
	curl_easy_setopt(s->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(s->curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
	curl_easy_setopt(s->curl, CURLOPT_TIMEOUT, MAIL_SECONDS);
	curl_easy_setopt(s->curl, CURLOPT_ERRORBUFFER, s->problem);
	curl_easy_setopt(s->curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(s->curl, CURLOPT_READFUNCTION, give_message);
	curl_easy_setopt(s->curl, CURLOPT_READDATA, s);
	curl_easy_setopt(s->curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(s->curl, CURLOPT_XFERINFOFUNCTION, must_break_off);
	curl_easy_setopt(s->curl, CURLOPT_XFERINFODATA, s);
	curl_easy_setopt(s->curl, CURLOPT_DEBUGFUNCTION, listen_in);
	curl_easy_setopt(s->curl, CURLOPT_DEBUGDATA, s);
	curl_easy_setopt(s->curl, CURLOPT_VERBOSE, 1L); /* without it listen_in() is not called */
	return set_login(s, a, set, err) ? s : NULL;
}

/* ---- Sending ---- */

/* What the server says is not ours: only what can be shown is kept of it. */
static const char *explain(struct notice_smtp *s, struct arena *a, bool refused)
{
	const char *said = refused ? s->reply : str_or(s->problem, "The mail server did not answer");
	char *clean = utf8_nfc(a, span_of(said));
	for (char *c = clean; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7F)
			*c = ' ';
	return utf8_shorten(a, span_of(clean), WHY_MAX);
}

enum notice_answer notice_smtp_send(struct notice_smtp *s, struct arena *a, const struct notice_mail *m, const char **why)
{
	struct curl_slist *to = curl_slist_append(NULL, arena_printf(a, "<%s>", m->to));
	s->message = span_of(notice_mail_write(a, m));
	s->names_receiver = s->over = false;
	s->reply[0] = s->problem[0] = '\0';
	curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, arena_printf(a, "<%s>", s->sender));
	curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(s->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)s->message.n);
	CURLcode result = curl_easy_perform(s->curl);
	curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(to);
	*why = "";
	if (result == CURLE_OK)
		return NOTICE_TAKEN;
	bool never = s->reply[0] == '5';
	bool refused = never || s->reply[0] == '4';
	*why = explain(s, a, refused);
	if (!refused || !s->names_receiver)
		return NOTICE_AWAY;
	return never ? NOTICE_NEVER : NOTICE_LATER;
}
