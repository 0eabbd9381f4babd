/*
 * People who send answers: each client opens forms first, then sends them one after another, and
 * waits for each receipt. Prints how many receipts were given, how many a second, and the 50th
 * and 99th percentile of the wait in milliseconds.
 *
 * usage: intake_clients PORT CONSULTATION CLIENTS FORMS
 */
#include "base/arena.h"
#include "base/clock.h"
#include "base/str.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define ANSWER_MAX (256 << 10)
#define TOKEN_MAX 256

struct form {
	char token[TOKEN_MAX], cookie[TOKEN_MAX];
};

struct client {
	pthread_t thread;
	int fd, number;
	struct form *forms;
	double *waits; /* milliseconds */
	int receipts;
};

static int port, forms;
static const char *consultation;
static pthread_barrier_t ready;

static void give_up(const char *what)
{
	fprintf(stderr, "intake_clients: %s\n", what);
	exit(1);
}

static int connect_to_server(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
	                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
		give_up("no server");
	return fd;
}

/* Sends a request and reads its whole answer, which says its length. */
static const char *ask(struct client *c, const char *request, size_t n, char answer[ANSWER_MAX])
{
	size_t have = 0, whole = 0;
	if (write(c->fd, request, n) != (ssize_t)n)
		give_up("the server takes no request");
	while (!whole || have < whole) {
		ssize_t got = read(c->fd, answer + have, ANSWER_MAX - 1 - have);
		if (got <= 0)
			give_up("an answer ends too soon");
		have += (size_t)got;
		answer[have] = '\0';
		const char *body = strstr(answer, "\r\n\r\n"), *length = strstr(answer, "Content-Length: ");
		if (!whole && body && length)
			whole = (size_t)(body + 4 - answer) + strtoul(length + strlen("Content-Length: "), NULL, 10);
	}
	return answer;
}

/* What stands between two marks. */
static void take(const char *answer, const char *before, const char *after, char to[TOKEN_MAX])
{
	const char *begin = strstr(answer, before), *end = begin ? strstr(begin + strlen(before), after) : NULL;
	if (!end || end - begin - (ssize_t)strlen(before) >= TOKEN_MAX)
		give_up("no form in the page");
	begin += strlen(before);
	memcpy(to, begin, (size_t)(end - begin));
	to[end - begin] = '\0';
}

static void open_form(struct client *c, struct form *f, char answer[ANSWER_MAX])
{
	char request[512];
	int n = snprintf(request, sizeof request, "GET /consultation/%s/answer HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", consultation, port);
	ask(c, request, (size_t)n, answer);
	take(answer, "name=\"form\" value=\"", "\"", f->token);
	take(answer, "Set-Cookie: ", ";", f->cookie);
}

static void send_form(struct client *c, const struct form *f, int i, char answer[ANSWER_MAX])
{
	char body[1024], request[2048];
	int length = snprintf(body, sizeof body, "form=%s&publish=yes&q1=Svar+nummer+%d+fra+klient+%d", f->token, i, c->number);
	int n = snprintf(request, sizeof request,
	                 "POST /consultation/%s/answer HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\n"
	                 "Cookie: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
	                 consultation, port, port, f->cookie, length, body);
	int64_t begin = clock_monotonic();
	ask(c, request, (size_t)n, answer);
	c->waits[i] = (double)(clock_monotonic() - begin) / 1e3;
	c->receipts += strncmp(answer, "HTTP/1.1 303", 12) == 0 && strstr(answer, "/receipt/");
}

static void *take_part(void *arg)
{
	struct client *c = arg;
	char *answer = malloc(ANSWER_MAX);
	if (!answer)
		give_up("no memory");
	c->fd = connect_to_server();
	for (int i = 0; i < forms; i++)
		open_form(c, &c->forms[i], answer);
	pthread_barrier_wait(&ready);
	for (int i = 0; i < forms; i++)
		send_form(c, &c->forms[i], i, answer);
	pthread_barrier_wait(&ready);
	close(c->fd);
	free(answer);
	return NULL;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	int64_t given[3];
	if (argc != 5 || !str_to_i64(argv[1], &given[0]) || !str_to_i64(argv[3], &given[1]) || !str_to_i64(argv[4], &given[2]))
		give_up("usage: intake_clients PORT CONSULTATION CLIENTS FORMS");
	port = (int)given[0];
	consultation = argv[2];
	forms = (int)given[2];
	size_t n = (size_t)given[1], receipts = 0, all = n * (size_t)forms;
	struct arena *a = arena_new();
	struct client *clients = arena_array(a, n, sizeof *clients);
	double *waits = arena_array(a, all, sizeof *waits);
	pthread_barrier_init(&ready, NULL, (unsigned)n + 1);
	for (size_t i = 0; i < n; i++) {
		clients[i] = (struct client){ .number = (int)i, .waits = waits + i * (size_t)forms,
		                              .forms = arena_array(a, (size_t)forms, sizeof(struct form)) };
		pthread_create(&clients[i].thread, NULL, take_part, &clients[i]);
	}
	pthread_barrier_wait(&ready);
	int64_t begin = clock_monotonic();
	pthread_barrier_wait(&ready);
	double seconds = (double)(clock_monotonic() - begin) / CLOCK_SECOND;
	for (size_t i = 0; i < n; i++) {
		pthread_join(clients[i].thread, NULL);
		receipts += (size_t)clients[i].receipts;
	}
	qsort(waits, all, sizeof *waits, by_size);
	printf("%zu %.1f %.1f %.1f\n", receipts, (double)receipts / seconds, waits[all / 2], waits[all * 99 / 100]);
	arena_free(a);
	return 0;
}
