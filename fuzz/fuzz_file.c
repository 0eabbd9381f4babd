/* What a file is, by its bytes and its name (the first line of the input), and an e-mail's parts. */
#include "module/intake/intake.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check(const struct file_source *source)
{
	const char *dot = strrchr(source->name, '.');
	if (!dot || strchr(source->name, '/') || source->name[0] == '.' || source->kind >= FILE_KINDS)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct file_source source;
	struct intake_letter letter;
	const char *refused;
	struct span rest = { (const char *)bytes, n };
	struct span name = span_cut(&rest, '\n');
	int fd = memfd_create("input", MFD_CLOEXEC);
	if (fd < 0 || write(fd, rest.s ? rest.s : "", rest.n) != (ssize_t)rest.n)
		abort();
	const char *path = arena_printf(a, "/proc/self/fd/%d", fd);
	if (!file_inspect(a, path, arena_strndup(a, name.s ? name.s : "", name.n), FILE_FROM_PLANNERS, &source, &refused, &err))
		abort();
	if (!refused) {
		check(&source);
		/* A PDF is another program's work. */
		if (source.kind == FILE_EML && intake_read(a, &source, &letter, &refused, &err))
			for (size_t i = 0; i < letter.n_attachments; i++)
				check(&letter.attachments[i]);
	}
	close(fd);
	arena_free(a);
	return 0;
}
