/*
 * A server with three routes, for bench/http.sh: /cached and /made give the same page of 12 kB,
 * kept and made anew; /slow waits 5 ms, as a handler does that asks something of a disk.
 *
 * usage: http_server PORT DB
 */
#include "base/str.h"
#include "http/server.h"
#include "ui/page.h"
#include "ui/table.h"

#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>

static enum http_status write_page(struct request *rq)
{
	int64_t last;
	if (!db_get_i64(rq->conn, SQL("SELECT last FROM id_state"), &last, &rq->err))
		return HTTP_ERROR;
	page_begin(rq, "Benchmark");
	table_begin(rq, "Contributions", { "Text", COLUMN_TEXT }, { "Number", COLUMN_NUMBER });
	for (int i = 0; i < 100; i++) {
		row_begin(rq);
		head_link(rq, href(rq, "/item/%d", i), "A contribution of a certain length");
		cell_number(rq, i * INT64_C(1000) + last % 2);
		row_end(rq);
	}
	table_end(rq);
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
