/*
 * A server with three routes, for bench/http.sh: /cached and /made give the same page, 40 texts
 * of the length of a contribution, kept and made anew; /slow waits 5 ms, as a handler does that
 * asks something of a disk.
 *
 * usage: http_server PORT DB
 */
#include "base/str.h"
#include "http/server.h"
#include "ui/page.h"

#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>

static const char text[] =
	"Bussen til næringsparken går to ganger i timen fram til klokka seks, og de som jobber skift "
	"må kjøre. Vi har spurt om en avgang til i tre år. Kan fylket, kommunen & bedriftene dele på "
	"regningen, slik de gjorde \"på prøve\" i 2019? Da tok over førti av oss bussen hver dag.";

static enum http_status write_page(struct request *rq)
{
	int64_t last;
	if (!db_get_i64(rq->conn, SQL("SELECT last FROM id_state"), &last, &rq->err))
		return HTTP_ERROR;
	page_begin(rq, "Benchmark");
	for (int i = 0; i < 40; i++)
		html(&rq->body, "<p id=\"c%d\">%s</p>\n", i, text);
	html(&rq->body, "<p>%lld</p>", (long long)(last >= 0));
	return page_end(rq);
}

static enum http_status wait_a_little(struct request *rq)
{
	usleep(5000);
	out_text(&rq->body, "slow\n");
	return HTTP_OK;
}

static const struct route table[] = {
	{ "GET", "/cached", write_page, "public", ROUTE_CACHE, "" },
	{ "GET", "/made", write_page, "public", 0, "" },
	{ "GET", "/slow", wait_a_little, "public", 0, "" },
};

int main(int argc, char **argv)
{
	const struct route *routes[ARRAY_LEN(table)];
	struct err err = { 0 };
	struct db *db = NULL;
	if (argc != 3 || sodium_init() < 0)
		return 2;
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		routes[i] = &table[i];
	struct server_options options = {
		.address = "127.0.0.1", .port = (unsigned)strtoul(argv[1], NULL, 10),
		.routes = routes, .n_routes = ARRAY_LEN(routes), .error_page = page_error,
	};
	bool ok = db_open(argv[2], DB_CREATE, NULL, &db, &err);
	options.db = db;
	ok = ok && server_run(&options, NULL, NULL, &err);
	if (!ok)
		err_print(&err);
	db_close(db);
	return ok ? 0 : 1;
}
