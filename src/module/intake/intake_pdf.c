/*
 * The text of a PDF, by poppler's pdftotext.
 *
 * A PDF comes from anybody, and reading one is the work of a large program: it runs apart (base/run.h).
 */
#include "module/intake/intake_internal.h"

#include "base/out.h"
#include "base/run.h"
#include "ui/translate.h"

#include <fcntl.h>
#include <unistd.h>

static const char *explain(enum run_result result)
{
	switch (result) {
	case RUN_OK:
		return NULL;
	case RUN_MISSING:
		return N_("This server cannot read PDF files: the program pdftotext is missing. Write the text yourself; the file is kept.");
	case RUN_FAILED:
		return N_("The PDF cannot be read: it is damaged or locked. Write the text yourself; the file is kept.");
	case RUN_TOO_MUCH:
		break;
	}
	return N_("Its text is too large, or takes too long to read. Write the text yourself; the file is kept.");
}

bool intake_read_pdf(struct arena *a, const char *path, const char **text, const char **refused, struct err *err)
{
	static char *const arguments[] = { "pdftotext", "-q", "-enc", "UTF-8", "-nopgbrk", "/proc/self/fd/0", "-", NULL };
	struct run run = { .program = "/usr/bin/pdftotext", .arguments = arguments, .memory_max = (size_t)512 << 20, .cpu_seconds = 20,
	                   .wall_seconds = 30, .output_max = INTAKE_TEXT_MAX };
	enum run_result result;
	struct out o = out_memory(a);
	run.in = open(path, O_RDONLY | O_CLOEXEC);
	if (run.in < 0)
		return err_errno(err, "Cannot read %s", path);
	bool ok = run_program(&run, &o, &result, err);
	close(run.in);
	if (!ok)
		return false;
	*refused = explain(result);
	const char *bytes = out_string(&o);
	*text = *refused ? "" : intake_clean_text(a, (struct span){ bytes, o.n });
	return true;
}
