/* Running another program under limits. */
#include "base/run.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXIT_NO_PROGRAM 127

static void limit(unsigned what, rlim_t most)
{
	struct rlimit r = { most, most };
	setrlimit(what, &r);
}

/* In the child, between fork() and exec(): the server has threads, so that only plain system calls are safe here. */
static _Noreturn void become(const struct run *r, int out)
{
	static char *const environment[] = { "LC_ALL=C.UTF-8", "HOME=/nonexistent", "PATH=/usr/bin:/bin", NULL };
	if (dup2(r->in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
		_exit(EXIT_NO_PROGRAM);
	close_range(STDERR_FILENO + 1, ~0u, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	limit(RLIMIT_AS, r->memory_max);
	limit(RLIMIT_CPU, r->cpu_seconds);
	limit(RLIMIT_FSIZE, r->file_max);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_NOFILE, 64);
	execve(r->program, r->arguments, environment);
	_exit(EXIT_NO_PROGRAM);
}

/* What the process writes, until it ends its output; false where that is too much or takes too long. */
static bool collect(const struct run *r, int from, struct out *o)
{
	int64_t deadline = clock_monotonic() + r->wall_seconds * CLOCK_SECOND;
	size_t total = 0;
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
		out_bytes(o, bytes, (size_t)n);
		total += (size_t)n;
		if (total > r->output_max)
			return false;
	}
}

static enum run_result result_of(bool collected, int status)
{
	if (!collected || !WIFEXITED(status))
		return RUN_TOO_MUCH;
	return WEXITSTATUS(status) == EXIT_NO_PROGRAM ? RUN_MISSING : WEXITSTATUS(status) == 0 ? RUN_OK : RUN_FAILED;
}

bool run_program(const struct run *r, struct out *o, enum run_result *result, struct err *err)
{
	int ends[2], status = 0;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_errno(err, "Cannot run %s", r->program);
	pid_t child = fork();
	if (child == 0)
		become(r, ends[1]);
	close(ends[1]);
	bool collected = child > 0 && collect(r, ends[0], o);
	close(ends[0]);
	if (child < 0)
		return err_errno(err, "Cannot run %s", r->program);
	if (!collected)
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	*result = result_of(collected, status);
	return true;
}
