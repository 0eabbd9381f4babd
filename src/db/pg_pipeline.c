#include "db/pg_internal.h"

#include <string.h>

static void note_failure(struct pg_link *link, const struct sql *sql, const PGresult *result)
{
	struct err err = { 0 };
	if (link->failure.kind)
		return;
	pg_fail(&err, link->pg, result);
	link->retry = pg_may_retry(result);
	err_set(&link->failure, err.kind, "%.600s (%s:%d)", err.message, sql->file, sql->line);
}

bool pg_pipeline_send(struct pg_link *link, const struct pg_call *call, struct err *err)
{
	if (link->n_sent == PG_PIPELINE_MAX)
		pg_pipeline_drain(link);
	if ((PQpipelineStatus(link->pg) == PQ_PIPELINE_OFF && !PQenterPipelineMode(link->pg))
	    || !PQsendQueryPrepared(link->pg, call->name, call->n, call->values, call->lengths, call->formats, 0))
		return pg_fail(err, link->pg, NULL);
	link->sent[link->n_sent++] = call->sql;
	return true;
}

/* The result of one statement; what stands behind a failed one was not run and has none of its own. */
static void read_result(struct pg_link *link, const struct sql *sql)
{
	for (PGresult *r = PQgetResult(link->pg); r; r = PQgetResult(link->pg)) {
		ExecStatusType status = PQresultStatus(r);
		if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_PIPELINE_ABORTED)
			note_failure(link, sql, r);
		PQclear(r);
		if (PQstatus(link->pg) != CONNECTION_OK)
			return;
	}
}

bool pg_pipeline_drain(struct pg_link *link)
{
	if (PQpipelineStatus(link->pg) == PQ_PIPELINE_OFF)
		return !link->failure.kind;
	if (!PQpipelineSync(link->pg))
		pg_fail(&link->failure, link->pg, NULL);
	for (size_t i = 0; i < link->n_sent; i++)
		read_result(link, link->sent[i]);
	link->n_sent = 0;
	PQclear(PQgetResult(link->pg)); /* of the synchronisation */
	if (!PQexitPipelineMode(link->pg))
		pg_fail(&link->failure, link->pg, NULL);
	return !link->failure.kind;
}

void pg_pipeline_begin(struct pg_link *link)
{
	err_clear(&link->failure);
	link->retry = false;
	link->deferring = true;
}

void pg_pipeline_end(struct pg_link *link)
{
	pg_pipeline_drain(link);
	err_clear(&link->failure);
	link->deferring = false;
}
