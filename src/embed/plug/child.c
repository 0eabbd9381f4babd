#include "embed/plug/child.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

#define STOP_MS 2000
#define SURPLUS "the program answered more lines than it was given texts"

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* ---- Starting ---- */

static bool spawn(struct child *c, char *const argv[], int in, int out, int complaints)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t defaults;
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE); /* ignored by Planverk; a child expects it */
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigdefault(&attributes, &defaults);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO);
	errno = posix_spawnp(&c->pid, argv[0], &actions, &attributes, argv, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return errno == 0;
}

bool child_start(struct child *c, char *const argv[], int timeout_ms, struct err *err)
{
	int in[2] = { -1, -1 }, out[2] = { -1, -1 }, complaints[2] = { -1, -1 };
	*c = (struct child){ .in = -1, .out = -1, .complaints = -1, .timeout_ms = timeout_ms };
	c->line = malloc(CHILD_LINE_MAX);
	if (!c->line)
		out_of_memory();
	bool ok = pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0 && pipe2(complaints, O_CLOEXEC) == 0
	          && spawn(c, argv, in[0], out[1], complaints[1]);
	if (!ok)
		err_errno(err, "Cannot start %s", argv[0]);
	c->in = in[1];
	c->out = out[0];
	c->complaints = complaints[0];
	close_end(&in[0]);
	close_end(&out[1]);
	close_end(&complaints[1]);
	if (!ok) {
		c->pid = 0;
		child_stop(c);
		return false;
	}
	fcntl(c->in, F_SETFL, O_NONBLOCK);
	return true;
}

/* ---- Ending ---- */

/* Waits for its end; false where it lives on. */
static bool ended(struct child *c, int ms, int *status)
{
	for (int waited = 0;; waited += 10) {
		if (waitpid(c->pid, status, WNOHANG) != 0) {
			c->pid = 0;
			return true;
		}
		if (waited >= ms)
			return false;
		usleep(10000);
	}
}

void child_stop(struct child *c)
{
	int status;
	close_end(&c->in);
	close_end(&c->out);
	if (c->pid > 0 && !ended(c, STOP_MS, &status)) {
		kill(c->pid, SIGTERM);
		if (!ended(c, STOP_MS, &status)) {
			kill(c->pid, SIGKILL);
			ended(c, STOP_MS, &status);
		}
	}
	close_end(&c->complaints);
	free(c->line);
	c->line = NULL;
}

/* ---- What it says on standard error ---- */

/* Keeps the end of it. */
static void hear_complaints(struct child *c)
{
	char bytes[512];
	ssize_t n = read(c->complaints, bytes, sizeof bytes);
	if (n <= 0) {
		close_end(&c->complaints);
		return;
	}
	size_t size = (size_t)n, have = strlen(c->last_words);
	const char *from = bytes;
	if (size > CHILD_COMPLAINT_MAX) {
		from += size - CHILD_COMPLAINT_MAX;
		size = CHILD_COMPLAINT_MAX;
	}
	if (have + size > CHILD_COMPLAINT_MAX) {
		size_t gone = have + size - CHILD_COMPLAINT_MAX;
		memmove(c->last_words, c->last_words + gone, have - gone);
		have -= gone;
	}
	memcpy(c->last_words + have, from, size);
	c->last_words[have + size] = '\0';
	for (char *p = c->last_words; *p; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
}

static bool complain(struct child *c, const char *what, struct err *err)
{
	struct pollfd more = { .fd = c->complaints, .events = POLLIN };
	for (int i = 0; i < 64 && c->complaints >= 0 && poll(&more, 1, 0) > 0; i++) {
		hear_complaints(c);
		more.fd = c->complaints;
	}
	struct span words = span_trim(span_of(c->last_words));
	if (words.n == 0)
		return err_system(err, "%s", what);
	return err_system(err, "%s. Its last words: %.*s", what, (int)words.n, words.s);
}

/* Its output has ended, or it does not read: how it died, if it did. */
static bool report_death(struct child *c, struct err *err)
{
	char what[80];
	int status = 0;
	pid_t pid = c->pid;
	if (!ended(c, STOP_MS, &status))
		snprintf(what, sizeof what, "the program (process %d) closed its output", (int)pid);
	else if (WIFSIGNALED(status))
		snprintf(what, sizeof what, "the program was ended by signal %d", WTERMSIG(status));
	else
		snprintf(what, sizeof what, "the program ended with exit status %d", WEXITSTATUS(status));
	return complain(c, what, err);
}

/* ---- Asking ---- */

/* Gives away the whole lines that have come; *missing counts down. */
static bool take_lines(struct child *c, size_t *missing, child_take_fn *take, void *arg, struct err *err)
{
	size_t from = 0;
	const char *end;
	while (*missing > 0 && (end = memchr(c->line + c->searched, '\n', c->have - c->searched)) != NULL) {
		struct span line = { c->line + from, (size_t)(end - c->line) - from };
		if (!take(arg, line, err))
			return false;
		(*missing)--;
		from = c->searched = (size_t)(end - c->line) + 1;
	}
	if (*missing == 0 && from < c->have)
		return complain(c, SURPLUS, err);
	memmove(c->line, c->line + from, c->have - from);
	c->have -= from;
	c->searched = c->have;
	return c->have < CHILD_LINE_MAX || err_system(err, "a line of the program is longer than %zu bytes", CHILD_LINE_MAX);
}

static bool read_more(struct child *c, struct err *err)
{
	ssize_t n = read(c->out, c->line + c->have, CHILD_LINE_MAX - c->have);
	if (n < 0 && errno == EINTR)
		return true;
	if (n <= 0)
		return report_death(c, err);
	c->have += (size_t)n;
	return true;
}

static bool send_more(struct child *c, struct span *bytes, struct err *err)
{
	ssize_t n = write(c->in, bytes->s, bytes->n);
	if (n < 0 && errno != EAGAIN && errno != EINTR)
		return report_death(c, err);
	if (n > 0) {
		bytes->s += n;
		bytes->n -= (size_t)n;
	}
	return true;
}

/* One wait for whatever happens first; false where nothing does in time. */
static bool exchange(struct child *c, struct span *bytes, bool *answered, struct err *err)
{
	struct pollfd ends[] = { { .fd = c->out, .events = POLLIN }, { .fd = c->complaints, .events = POLLIN },
	                         { .fd = bytes->n ? c->in : -1, .events = POLLOUT } };
	int n = poll(ends, ARRAY_LEN(ends), c->timeout_ms);
	*answered = false;
	if (n < 0 && errno != EINTR)
		return err_errno(err, "waiting for the program");
	if (n == 0) {
		char what[96];
		snprintf(what, sizeof what, "the program did not answer for %d seconds", c->timeout_ms / 1000);
		return complain(c, what, err);
	}
	if (n > 0 && ends[1].revents)
		hear_complaints(c);
	if (n > 0 && ends[2].revents && !send_more(c, bytes, err))
		return false;
	*answered = n > 0 && ends[0].revents;
	return !*answered || read_more(c, err);
}

bool child_ask(struct child *c, struct span bytes, size_t n, child_take_fn *take, void *arg, struct err *err)
{
	/* What it writes to standard error is no answer: chatter does not put the timeout off. */
	int64_t last = clock_monotonic();
	struct pollfd answers = { .fd = c->out, .events = POLLIN };
	if (poll(&answers, 1, 0) > 0 && answers.revents == POLLIN)
		return complain(c, SURPLUS, err);
	while (n > 0) {
		bool answered;
		size_t unsent = bytes.n;
		if (!exchange(c, &bytes, &answered, err) || !take_lines(c, &n, take, arg, err))
			return false;
		if (answered || bytes.n < unsent)
			last = clock_monotonic();
		else if (clock_monotonic() - last > (int64_t)c->timeout_ms * 1000)
			return complain(c, "the program did not answer in time", err);
	}
	return true;
}
