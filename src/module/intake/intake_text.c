/* The text of an original, by what kind of file it is. */
#include "module/intake/intake_internal.h"

#include "base/file.h"
#include "base/out.h"
#include "base/utf8.h"
#include "format/docx_read.h"
#include "ui/translate.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define UNPACKED_MAX ((size_t)64 << 20) /* of a DOCX */

const char *intake_clean_text(struct arena *a, struct span text)
{
	struct span whole = span_of(utf8_nfc(a, text));
	char *clean = arena_alloc(a, whole.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < whole.n; i++) {
		char c = whole.s[i];
		bool kept = (unsigned char)c >= 0x20 || c == '\t' || c == '\n';
		if (c == '\n')
			while (n > 0 && (clean[n - 1] == ' ' || clean[n - 1] == '\t'))
				n--;
		if (c == '\n' && n > 1 && clean[n - 1] == '\n' && clean[n - 2] == '\n')
			kept = false;
		if (kept && c != 0x7f)
			clean[n++] = c;
	}
	struct span trimmed = span_trim((struct span){ clean, n });
	return arena_strndup(a, trimmed.s, trimmed.n);
}

static void close_file(void *fd)
{
	close((int)(intptr_t)fd);
}

const char *intake_temporary(struct arena *a, int *fd, struct err *err)
{
	char *path = arena_printf(a, "%s/planverk-XXXXXX", str_or(getenv("TMPDIR"), "/tmp"));
	*fd = mkostemp(path, O_CLOEXEC);
	if (*fd < 0) {
		err_errno(err, "Cannot make a temporary file %s", path);
		return NULL;
	}
	unlink(path);
	arena_defer(a, close_file, (void *)(intptr_t)*fd);
	return arena_printf(a, "/proc/self/fd/%d", *fd);
}

static bool read_docx(struct arena *a, const struct file_source *source, const char **text, const char **refused, struct err *err)
{
	struct span bytes;
	struct docx_read document;
	struct err problem = { 0 };
	if (!file_read(a, source->path, FILE_SIZE_MAX, &bytes, err))
		return false;
	if (!docx_read_bytes(a, bytes, source->name, UNPACKED_MAX, &document, &problem)) {
		*refused = N_("The document cannot be read: it is damaged or locked. Write the text yourself; the file is kept.");
		return problem.kind == ERR_INPUT || err_set(err, problem.kind, "%s", problem.message);
	}
	struct out o = out_memory(a);
	for (size_t i = 0; i < document.n; i++)
		out_format(&o, "%s\n", document.paragraphs[i].text);
	const char *all = out_string(&o);
	*text = intake_clean_text(a, (struct span){ all, o.n });
	return true;
}

bool intake_read(struct arena *a, const struct file_source *source, struct intake_letter *letter, const char **refused,
                 struct err *err)
{
	*refused = NULL;
	*letter = (struct intake_letter){ .text = "", .subject = "", .sender = "" };
	bool ok = source->kind == FILE_PDF ? intake_read_pdf(a, source->path, &letter->text, refused, err)
	        : source->kind == FILE_DOCX ? read_docx(a, source, &letter->text, refused, err)
	        : source->kind != FILE_EML || intake_read_mail(a, source->path, letter, refused, err);
	if (ok && strlen(letter->text) > INTAKE_TEXT_MAX) {
		letter->text = "";
		*refused = N_("Its text is too large, or takes too long to read. Write the text yourself; the file is kept.");
	}
	return ok;
}
