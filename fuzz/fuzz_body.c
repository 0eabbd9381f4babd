/*
 * The body of a POST. The first line of the input is the Content-Type; what follows arrives in
 * pieces whose sizes its bytes choose. libmicrohttpd's parser needs a connection, so a server
 * without threads reads each input from one end of a socket pair. Whatever comes, a form that is
 * accepted has sound names and valid text, within the limits.
 */
#include "base/utf8.h"
#include "http/body.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define FILES_MAX 600u /* so little that inputs reach it */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

struct input {
	struct span body;
	struct body *parsed;
	bool done;
};

static void check_form(const struct form *form)
{
	size_t total = 0;
	for (size_t i = 0; i < form->n; i++) {
		const struct form_field *f = &form->fields[i];
		total += strlen(f->value);
		if (!form_name_is_sound(span_of(f->name)) || !utf8_valid(span_of(f->value), NULL) || strchr(f->value, '\r'))
			abort();
		if (f->file && strchr(f->file->name, '/'))
			abort();
		if (f->file && (f->file->too_large ? f->file->path != NULL : f->file->size > FILES_MAX || access(f->file->path, R_OK) != 0))
			abort();
	}
	/* Composing may make a text longer: three times at most (UAX #15, section 9.1). */
	if (form->n > BODY_FIELDS_MAX || total > 3 * BODY_TEXT_MAX)
		abort();
}

/* The library calls this for the headers first; all the rest is done then. */
static enum MHD_Result on_request(void *arg, struct MHD_Connection *connection, const char *path, const char *method,
                                  const char *version, const char *upload, size_t *upload_size, void **context)
{
	struct input *in = arg;
	(void)path, (void)method, (void)version, (void)upload, (void)upload_size, (void)context;
	struct body *b = body_new(connection, FILES_MAX);
	struct span rest = in->body;
	while (rest.n > 0) {
		size_t piece = 1 + (size_t)(unsigned char)rest.s[0] % 64 * 7;
		piece = piece < rest.n ? piece : rest.n;
		body_take(b, rest.s, piece);
		rest = (struct span){ rest.s + piece, rest.n - piece };
	}
	if (body_end(b) == HTTP_OK)
		check_form(body_form(b));
	body_free(b);
	in->done = true;
	return MHD_NO;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static struct MHD_Daemon *daemon;
	static struct input in;
	int ends[2];
	if (!daemon)
		daemon = MHD_start_daemon(MHD_USE_NO_LISTEN_SOCKET, 0, NULL, NULL, on_request, &in, MHD_OPTION_END);
	if (!daemon || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
		abort();
	struct span rest = { (const char *)bytes, n };
	struct span type = span_cut(&rest, '\n');
	in = (struct input){ .body = rest };
	struct arena *a = arena_new();
	char *line = arena_strndup(a, type.s ? type.s : "", type.n < 200 ? type.n : 200);
	for (char *c = line; *c; c++)
		if (*c < ' ' || *c > '~')
			*c = '?';
	const char *head = arena_printf(a, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Type: %s\r\n\r\n", line);
	struct sockaddr address = { .sa_family = AF_UNIX };
	if (write(ends[1], head, strlen(head)) < 0
	    || MHD_add_connection(daemon, ends[0], &address, sizeof address) != MHD_YES)
		abort();
	for (int i = 0; i < 8 && !in.done; i++)
		MHD_run(daemon);
	if (!in.done)
		abort();
	close(ends[1]);
	MHD_run(daemon);
	arena_free(a);
	return 0;
}
