/*
 * The text of a PDF, by poppler's pdftotext.
 *
 * A PDF comes from anybody, and reading one is the work of a large program: it runs in a process of
 * its own that sees the file, its own output and nothing else of ours, can write no files, and is
 * ended when it takes too much time or memory.
 */
#include "module/intake/intake_internal.h"

#include "base/out.h"
#include "ui/translate.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROGRAM "/usr/bin/pdftotext"
#define MEMORY_MAX ((rlim_t)512 << 20)
#define CPU_SECONDS 20
#define WALL_SECONDS 30
#define EXIT_NO_PROGRAM 127

static void limit(unsigned what, rlim_t most)
{
	struct rlimit r = { most, most };
	setrlimit(what, &r);
}

/* In the child, between fork() and exec(): the server has threads, so that only plain system calls are safe here. */
static _Noreturn void become_pdftotext(int in, int out)
{
	static char *const arguments[] = { "pdftotext", "-q", "-enc", "UTF-8", "-nopgbrk", "/proc/self/fd/0", "-", NULL };
	static char *const environment[] = { "LC_ALL=C.UTF-8", "HOME=/nonexistent", NULL };
	if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
		_exit(EXIT_NO_PROGRAM);
	close_range(STDERR_FILENO + 1, ~0u, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	limit(RLIMIT_AS, MEMORY_MAX);
	limit(RLIMIT_CPU, CPU_SECONDS);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_NOFILE, 32);
	execve(PROGRAM, arguments, environment);
	_exit(EXIT_NO_PROGRAM);
}

/* What the process writes, until it ends its output; false where that is too much or takes too long. */
static bool collect(int from, struct out *text)
{
	int64_t deadline = clock_monotonic() + WALL_SECONDS * CLOCK_SECOND;
	char bytes[1 << 13];
	for (;;) {
		struct pollfd p = { .fd = from, .events = POLLIN };
		int64_t left = (deadline - clock_monotonic()) / 1000;
		int ready = left > 0 ? poll(&p, 1, (int)left) : 0;
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return false;
		ssize_t n = read(from, bytes, sizeof bytes);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		out_bytes(text, bytes, (size_t)n);
		if (text->n > INTAKE_TEXT_MAX)
			return false;
	}
}

static const char *explain(bool collected, int status)
{
	if (!collected || !WIFEXITED(status))
		return N_("Its text is too large, or takes too long to read. Write the text yourself; the file is kept.");
	if (WEXITSTATUS(status) == EXIT_NO_PROGRAM)
		return N_("This server cannot read PDF files: the program pdftotext is missing. Write the text yourself; the file is kept.");
	return WEXITSTATUS(status) == 0 ? NULL : N_("The PDF cannot be read: it is damaged or locked. Write the text yourself; the file is kept.");
}

bool intake_read_pdf(struct arena *a, const char *path, const char **text, const char **refused, struct err *err)
{
	int ends[2], status = 0, in = open(path, O_RDONLY | O_CLOEXEC);
	if (in < 0)
		return err_errno(err, "Cannot read %s", path);
	if (pipe2(ends, O_CLOEXEC) != 0) {
		close(in);
		return err_errno(err, "Cannot run pdftotext");
	}
	pid_t child = fork();
	if (child == 0)
		become_pdftotext(in, ends[1]);
	close(in);
	close(ends[1]);
	struct out o = out_memory(a);
	bool collected = child > 0 && collect(ends[0], &o);
	close(ends[0]);
	if (child < 0)
		return err_errno(err, "Cannot run pdftotext");
	if (!collected)
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	*refused = explain(collected, status);
	const char *bytes = out_string(&o);
	*text = *refused ? "" : intake_clean_text(a, (struct span){ bytes, o.n });
	return true;
}
