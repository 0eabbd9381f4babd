/* The rows of the table, one for each remark that holds. */
#include "module/output/output_internal.h"

#include "base/clock.h"
#include "engine/text/text.h"

struct reading {
	struct db_conn *conn;
	struct arena *scratch; /* emptied after each row */
	const struct output_choice *choice;
	const struct masking *masking;
	struct err *err;
};

static const char *date_of(struct arena *a, int64_t time)
{
	return time ? date_iso(a, date_at(time)) : "";
}

/* A remark's words as who gets the table may read them. */
static bool words_of(struct reading *r, int64_t remark_id, const char **text)
{
	struct remark remark;
	struct out o = out_memory(r->scratch);
	if (!remark_get(r->conn, r->scratch, remark_id, &remark, r->err))
		return false;
	*text = remark.text;
	if (!r->choice->public_only && !r->choice->anonymous)
		return true;
	if (remark.reworded) {
		*text = text_mask(r->scratch, span_of(remark.text));
		return true;
	}
	for (size_t i = 0; i < remark.n_pieces; i++) {
		const struct remark_piece *p = &remark.pieces[i];
		struct contribution c;
		if (!contribution_get(r->conn, r->scratch, p->contribution_id, &c, r->err))
			return false;
		out_text(&o, i ? "\n\n" : "");
		out_text(&o, masking_piece(r->scratch, r->masking, c.id, span_of(c.text), p->first_byte, p->bytes));
	}
	*text = out_string(&o);
	return true;
}

static bool read_row(struct reading *r, struct db_stmt *st, struct output_row *row)
{
	struct arena *a = r->scratch;
	struct disposition d = { .id = db_i64(st, 8), .approved_at = db_i64(st, 14), .published_at = db_i64(st, 15) };
	*row = (struct output_row){ {
		[OUTPUT_REMARK] = arena_printf(a, "%lld", (long long)db_i64(st, 0)),
		[OUTPUT_CONTRIBUTION] = arena_printf(a, "%lld", (long long)db_i64(st, 1)), [OUTPUT_REFERENCE] = db_text(st, 2, a),
		[OUTPUT_ORGANISATION] = db_text(st, 3, a), [OUTPUT_EVENT] = db_text(st, 4, a), [OUTPUT_TOPIC] = db_text(st, 5, a),
		[OUTPUT_GROUP] = db_text(st, 6, a), [OUTPUT_STATE] = disposition_states[disposition_state(&d)].code,
		[OUTPUT_OUTCOME] = db_text(st, 9, a), [OUTPUT_REASON] = db_text(st, 10, a), [OUTPUT_NODE] = db_text(st, 11, a),
		[OUTPUT_CHANGED] = db_text(st, 12, a), [OUTPUT_DRAFTED_BY] = db_text(st, 13, a), [OUTPUT_APPROVED_BY] = db_text(st, 16, a),
		[OUTPUT_ANSWERED] = date_of(a, d.approved_at), [OUTPUT_PUBLISHED] = date_of(a, d.published_at) } };
	if (r->choice->anonymous) {
		/* The source's own identifier may be a case number, and a topic a name that somebody wrote. */
		row->cell[OUTPUT_REFERENCE] = row->cell[OUTPUT_TOPIC] = "";
		row->cell[OUTPUT_ORGANISATION] = db_text(st, 7, a);
		row->cell[OUTPUT_DRAFTED_BY] = row->cell[OUTPUT_APPROVED_BY] = "";
		row->cell[OUTPUT_REASON] = text_mask(a, span_of(row->cell[OUTPUT_REASON]));
	}
	return words_of(r, db_i64(st, 0), &row->cell[OUTPUT_TEXT]);
}

/* The public table has published answers only. To the public an organisation of one resident has no name. */
static struct db_stmt *select_rows(struct db_conn *c, const struct output_choice *choice)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT r.id, t.id, t.ref, CASE WHEN $public = 1 AND o.kind = 'resident' THEN '' ELSE coalesce(o.name, '') END, "
		"  coalesce(e.name, ''), t.topic, coalesce(CASE WHEN i.title <> '' THEN i.title ELSE g.label END, ''), coalesce(o.kind, ''), "
		"  coalesce(d.id, 0), coalesce(d.outcome, ''), coalesce(d.reason, ''), coalesce(n.ref, ''), coalesce(n.title, ''), "
		"  CASE WHEN $public = 1 THEN '' ELSE coalesce(p.name, '') END, coalesce(d.approved_at, 0), coalesce(d.published_at, 0), "
		"  CASE WHEN $public = 1 THEN '' ELSE coalesce(q.name, '') END "
		"FROM remark r JOIN contribution t ON t.id = r.contribution_id LEFT JOIN organisation o ON o.id = t.organisation_id "
		"LEFT JOIN event e ON e.id = r.event_id LEFT JOIN text_group g ON g.id = r.group_id "
		"LEFT JOIN text_identity i ON i.id = g.identity_id "
		"LEFT JOIN disposition d ON d.id = (SELECT max(x.id) FROM disposition x "
		"  WHERE x.remark_id = r.id AND ($public = 0 OR x.published_at IS NOT NULL)) "
		"LEFT JOIN plan_node n ON n.id = d.node_id LEFT JOIN user_person p ON p.user_id = d.drafted_by "
		"LEFT JOIN user_person q ON q.user_id = d.approved_by "
		"WHERE r.plan_id = $plan AND r.ended_by IS NULL AND ($public = 0 OR t.publish = 1) AND ($state = '' OR r.state = $state) "
		"AND ($consultation = 0 OR EXISTS (SELECT 1 FROM statement_text y JOIN statement s ON s.id = y.statement_id "
		"      WHERE y.contribution_id = t.id AND s.consultation_id = $consultation) "
		"  OR EXISTS (SELECT 1 FROM intake z WHERE z.contribution_id = t.id AND z.consultation_id = $consultation)) "
		"ORDER BY r.ordinal, r.id"));
	db_bind_i64(st, "$plan", choice->plan.id);
	db_bind_i64(st, "$public", choice->public_only);
	db_bind_text(st, "$state", choice->state);
	db_bind_i64(st, "$consultation", choice->consultation);
	return st;
}

bool output_rows(struct db_conn *c, struct arena *a, const struct output_choice *choice,
                 void (*see)(void *arg, const struct output_row *row), void *arg, int64_t *rows, struct err *err)
{
	struct reading r = { .conn = c, .scratch = arena_new(), .choice = choice, .err = err };
	struct db_stmt *st = select_rows(c, choice);
	bool ok = (r.masking = masking_shared(c, a, err)) != NULL;
	for (*rows = 0; ok && db_step(st); ++*rows) {
		struct output_row row;
		ok = read_row(&r, st, &row);
		if (ok)
			see(arg, &row);
		arena_reset(r.scratch);
	}
	arena_free(r.scratch);
	return db_finish(st, err) && ok;
}
