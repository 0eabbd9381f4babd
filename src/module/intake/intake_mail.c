/* E-mails as they are saved (.eml, RFC 5322), by GMime: the text, who sent it and when, what was attached. */
#include "module/intake/intake_internal.h"

#include "base/out.h"
#include "ui/translate.h"

#include <fcntl.h>
#include <gmime/gmime.h>
#include <pthread.h>
#include <unistd.h>

#define ATTACHMENTS_MAX 20

/* An e-mail that is being read. */
struct mail {
	struct arena *arena;
	struct intake_letter *letter;
	GMimePart *plain, *page; /* the first text of each kind */
	VEC(struct file_source) attachments;
	struct err *err;
	bool failed;
};

/* What is attached and is a file that we keep becomes one of its own; all else stays in the e-mail. */
static void take_attachment(struct mail *m, GMimePart *part)
{
	int fd;
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	if (!content || m->attachments.n == ATTACHMENTS_MAX) {
		m->letter->left++;
		return;
	}
	const char *refused, *path = intake_temporary(m->arena, &fd, m->err);
	if (!path) {
		m->failed = true;
		return;
	}
	GMimeStream *stream = g_mime_stream_fs_new(dup(fd));
	bool written = g_mime_data_wrapper_write_to_stream(content, stream) >= 0 && g_mime_stream_flush(stream) == 0;
	g_object_unref(stream);
	struct file_source source;
	const char *name = arena_strdup(m->arena, str_or(g_mime_part_get_filename(part), "file"));
	if (!written || !file_inspect(m->arena, path, name, FILE_FROM_ALL, &source, &refused, m->err))
		m->failed = m->err->kind || !err_system(m->err, "Cannot write an attachment to a temporary file");
	else if (refused)
		m->letter->left++;
	else
		*VEC_PUSH(m->arena, &m->attachments) = source;
}

static void take_part(GMimeObject *parent, GMimeObject *object, gpointer arg)
{
	struct mail *m = arg;
	(void)parent;
	if (m->failed || !GMIME_IS_PART(object))
		return;
	GMimePart *part = GMIME_PART(object);
	GMimeContentType *type = g_mime_object_get_content_type(object);
	if (g_mime_part_is_attachment(part) || g_mime_part_get_filename(part) || !GMIME_IS_TEXT_PART(object))
		take_attachment(m, part);
	else if (!m->plain && g_mime_content_type_is_type(type, "text", "plain"))
		m->plain = part;
	else if (!m->page && g_mime_content_type_is_type(type, "text", "html"))
		m->page = part;
}

static const char *text_of(struct mail *m, GMimePart *part)
{
	char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
	const char *clean = !text ? "" : part == m->page ? intake_html_text(m->arena, span_of(text))
	                                                 : intake_clean_text(m->arena, span_of(text));
	g_free(text);
	return clean;
}

/* The name that the sender goes by, else the address. */
static const char *sender_of(struct mail *m, GMimeMessage *message)
{
	InternetAddressList *from = g_mime_message_get_from(message);
	InternetAddress *first = from && internet_address_list_length(from) > 0 ? internet_address_list_get_address(from, 0) : NULL;
	if (!first)
		return "";
	const char *name = internet_address_get_name(first);
	const char *address = INTERNET_ADDRESS_IS_MAILBOX(first) ? internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)) : NULL;
	return intake_clean_text(m->arena, span_of(name && *name ? name : str_or(address, "")));
}

static void read_message(struct mail *m, GMimeMessage *message)
{
	struct intake_letter *letter = m->letter;
	GDateTime *sent = g_mime_message_get_date(message);
	letter->subject = intake_clean_text(m->arena, span_of(str_or(g_mime_message_get_subject(message), "")));
	letter->sender = sender_of(m, message);
	if (sent)
		letter->sent = date_at(g_date_time_to_unix(sent) * CLOCK_SECOND);
	g_mime_message_foreach(message, take_part, m);
	if (m->plain || m->page)
		letter->text = text_of(m, m->plain ? m->plain : m->page);
	letter->attachments = m->attachments.v;
	letter->n_attachments = m->attachments.n;
}

bool intake_read_mail(struct arena *a, const char *path, struct intake_letter *letter, const char **refused, struct err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, g_mime_init);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, "Cannot read %s", path);
	struct mail m = { .arena = a, .letter = letter, .err = err };
	GMimeStream *stream = g_mime_stream_fs_new(fd); /* closes it */
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
	if (message)
		read_message(&m, message);
	else
		*refused = N_("The e-mail cannot be read. Write the text yourself; the file is kept.");
	if (message)
		g_object_unref(message);
	g_object_unref(parser);
	g_object_unref(stream);
	return !m.failed;
}
