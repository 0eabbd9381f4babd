/* Remarks: splitting, merging and rewording them, and undoing it. */
#include "module/contribution/remark_internal.h"

#include "base/clock.h"
#include "base/out.h"
#include "base/utf8.h"
#include "db/journal.h"
#include "ui/translate.h"

/* What a change makes. */
struct made {
	const char *text; /* "" for the words of its pieces */
	const struct remark_piece *pieces;
	size_t n;
};

/* ---- What may be changed ---- */

static const char *refuse(const struct remark *r)
{
	if (!r->id)
		return N_("There is no such remark.");
	if (r->ended_by)
		return N_("Somebody has changed this remark in the meantime. Look at the contribution again.");
	if (r->answered)
		return N_("The answer to this remark is published, so it stays as it is.");
	return NULL;
}

static const char *refuse_text(const char *text)
{
	return utf8_length(span_of(text)) > REMARK_TEXT_MAX ? N_("The text is too long.") : NULL;
}

/* Whether a piece lies inside one of the remark's own. */
static bool inside(const struct remark *r, const struct remark_piece *piece)
{
	for (size_t i = 0; i < r->n_pieces; i++) {
		const struct remark_piece *own = &r->pieces[i];
		if (own->contribution_id == piece->contribution_id && piece->first_byte >= own->first_byte
		    && piece->bytes <= own->bytes && piece->first_byte - own->first_byte <= own->bytes - piece->bytes)
			return true;
	}
	return false;
}

static bool overlap(const struct remark_piece *a, const struct remark_piece *b)
{
	return a->contribution_id == b->contribution_id && a->first_byte < b->first_byte + b->bytes
	       && b->first_byte < a->first_byte + a->bytes;
}

static const char *refuse_pieces(const struct remark *r, const struct remark_piece *pieces, size_t n)
{
	if (r->reworded)
		return N_("A remark in a planner's words is not split: undo the rewording first.");
	if (n < 2 || n > REMARK_PIECES_MAX)
		return N_("Choose at least two pieces.");
	for (size_t i = 0; i < n; i++) {
		if (pieces[i].bytes == 0 || !inside(r, &pieces[i]))
			return N_("A piece lies outside the remark.");
		for (size_t j = 0; j < i; j++)
			if (overlap(&pieces[i], &pieces[j]))
				return N_("Two pieces overlap.");
	}
	return NULL;
}

/* ---- Writing ---- */

static bool insert_change(struct db_conn *tx, int64_t plan_id, struct remark_change *change, struct err *err)
{
	change->id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO remark_change (id, plan_id, kind, user_id, reason, made_at) "
		"VALUES ($id, $plan, $kind, $user, $reason, $at)"));
	db_bind_i64(st, "$id", change->id);
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$kind", remark_change_codes[change->kind]);
	db_bind_i64(st, "$user", change->by);
	db_bind_text(st, "$reason", change->reason);
	db_bind_i64(st, "$at", clock_now());
	return db_finish(st, err);
}

static bool end_remark(struct db_conn *tx, int64_t remark_id, int64_t change_id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE remark SET ended_by = $change WHERE id = $id"));
	db_bind_i64(st, "$change", change_id);
	db_bind_i64(st, "$id", remark_id);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("INSERT INTO remark_change_from (change_id, remark_id) VALUES ($change, $id)"));
	db_bind_i64(st, "$change", change_id);
	db_bind_i64(st, "$id", remark_id);
	return db_finish(st, err);
}

static bool insert_piece(struct db_conn *tx, int64_t remark_id, size_t ordinal, const struct remark_piece *p, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO remark_piece (remark_id, ordinal, contribution_id, first_byte, bytes) "
		"VALUES ($remark, $ordinal, $contribution, $first, $bytes)"));
	db_bind_i64(st, "$remark", remark_id);
	db_bind_i64(st, "$ordinal", (int64_t)ordinal);
	db_bind_i64(st, "$contribution", p->contribution_id);
	db_bind_i64(st, "$first", (int64_t)p->first_byte);
	db_bind_i64(st, "$bytes", (int64_t)p->bytes);
	return db_finish(st, err);
}

/* A new remark has who works on it, and until when, and what it is found by, from the first of those that it comes
 * from, and the tags of all. */
static bool insert_remark(struct db_conn *tx, const struct remark *from, int64_t change_id, const struct made *m, struct err *err)
{
	int64_t id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO remark (id, plan_id, contribution_id, ordinal, text, state, answered, assignee_id, due_on, made_by, "
		"  event_id, language, group_id, campaign_id, node_id) "
		"SELECT $id, t.plan_id, t.id, t.ordinal, $text, 'unanswered', 0, $assignee, $due, $change, "
		"  t.event_id, f.language, f.group_id, f.campaign_id, f.node_id "
		"FROM contribution t JOIN remark f ON f.id = $from WHERE t.id = $contribution"));
	db_bind_i64(st, "$id", id);
	db_bind_text(st, "$text", m->text);
	db_bind_id(st, "$assignee", from->assignee_id);
	db_bind_text(st, "$due", from->due_on);
	db_bind_i64(st, "$change", change_id);
	db_bind_i64(st, "$contribution", m->pieces[0].contribution_id);
	db_bind_i64(st, "$from", from->id);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("INSERT INTO remark_tag (remark_id, tag) SELECT DISTINCT CAST($id AS BIGINT), g.tag FROM remark_tag g "
	                        "JOIN remark_change_from f ON f.remark_id = g.remark_id WHERE f.change_id = $change"));
	db_bind_i64(st, "$id", id);
	db_bind_i64(st, "$change", change_id);
	if (!db_finish(st, err))
		return false;
	for (size_t i = 0; i < m->n; i++)
		if (!insert_piece(tx, id, i + 1, &m->pieces[i], err))
			return false;
	return true;
}

/* The journal names who and which remarks; the words stand in the tables, where they can be erased. */
static bool journal(struct db_conn *tx, struct arena *a, const char *action, const struct remark_change *change,
                    int64_t by, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_array(&j, "from");
	for (size_t i = 0; i < change->n_from; i++)
		json_put_i64(&j, NULL, change->from[i].id);
	json_put_end(&j);
	json_put_array(&j, "to");
	for (size_t i = 0; i < change->n_to; i++)
		json_put_i64(&j, NULL, change->to[i].id);
	json_put_end(&j);
	json_put_end(&j);
	return journal_write(tx, action, change->id, out_string(&content), err);
}

static bool apply(struct db_conn *tx, struct arena *a, struct remark_change *change, const struct remark *from, size_t n_from,
                  const struct made *made, size_t n_made, struct err *err)
{
	if (!insert_change(tx, from[0].plan_id, change, err))
		return false;
	for (size_t i = 0; i < n_from; i++)
		if (!end_remark(tx, from[i].id, change->id, err))
			return false;
	for (size_t i = 0; i < n_made; i++)
		if (!insert_remark(tx, &from[0], change->id, &made[i], err))
			return false;
	return remark_change_get(tx, a, change->id, change, err)
	       && journal(tx, a, arena_printf(a, "remark.%s", remark_change_codes[change->kind]), change, change->by, err);
}

bool remark_split(struct db_conn *tx, struct arena *a, int64_t remark_id, const struct remark_piece *pieces, size_t n,
                  struct remark_change *change, const char **refused, struct err *err)
{
	struct remark r;
	if (!remark_get(tx, a, remark_id, &r, err))
		return false;
	*refused = refuse(&r);
	if (!*refused)
		*refused = refuse_pieces(&r, pieces, n);
	if (*refused)
		return true;
	struct made *made = arena_array(a, n, sizeof *made);
	for (size_t i = 0; i < n; i++)
		made[i] = (struct made){ "", &pieces[i], 1 };
	change->kind = REMARK_SPLIT;
	return apply(tx, a, change, &r, 1, made, n, err);
}

bool remark_merge(struct db_conn *tx, struct arena *a, const int64_t *remark_ids, size_t n, const char *text,
                  struct remark_change *change, const char **refused, struct err *err)
{
	struct remark *from = arena_array(a, n + 1, sizeof *from);
	VEC(struct remark_piece) pieces = { 0 };
	*refused = n < 2 ? N_("Choose at least two remarks.") : refuse_text(text);
	for (size_t i = 0; i < n && !*refused; i++) {
		if (!remark_get(tx, a, remark_ids[i], &from[i], err))
			return false;
		*refused = refuse(&from[i]);
		if (!*refused && from[i].plan_id != from[0].plan_id)
			*refused = N_("The remarks belong to different plans.");
		if (!*refused && from[i].reworded && !*text)
			*refused = N_("One of the remarks is in a planner's words: write what they say together.");
		for (size_t j = 0; j < i && !*refused; j++)
			if (from[j].id == from[i].id)
				*refused = N_("The same remark is chosen twice.");
		for (size_t p = 0; p < from[i].n_pieces && !*refused; p++)
			*VEC_PUSH(a, &pieces) = from[i].pieces[p];
	}
	if (*refused)
		return true;
	change->kind = REMARK_MERGE;
	return apply(tx, a, change, from, n, &(struct made){ text, pieces.v, pieces.n }, 1, err);
}

bool remark_reword(struct db_conn *tx, struct arena *a, int64_t remark_id, const char *text,
                   struct remark_change *change, const char **refused, struct err *err)
{
	struct remark r;
	if (!remark_get(tx, a, remark_id, &r, err))
		return false;
	*refused = refuse(&r);
	if (!*refused)
		*refused = *text ? refuse_text(text) : N_("Write what the remark says.");
	if (*refused)
		return true;
	change->kind = REMARK_REWORD;
	return apply(tx, a, change, &r, 1, &(struct made){ text, r.pieces, r.n_pieces }, 1, err);
}

/* ---- Undoing ---- */

static bool revive(struct db_conn *tx, const struct remark_change *change, int64_t by, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE remark SET ended_by = made_by WHERE made_by = $change"));
	db_bind_i64(st, "$change", change->id);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("UPDATE remark SET ended_by = NULL WHERE ended_by = $change AND id IN "
	                        "(SELECT remark_id FROM remark_change_from WHERE change_id = $change)"));
	db_bind_i64(st, "$change", change->id);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("UPDATE remark_change SET undone_by = $by, undone_at = $at WHERE id = $change"));
	db_bind_i64(st, "$by", by);
	db_bind_i64(st, "$at", clock_now());
	db_bind_i64(st, "$change", change->id);
	return db_finish(st, err);
}

bool remark_undo(struct db_conn *tx, struct arena *a, int64_t change_id, int64_t by, const char **refused, struct err *err)
{
	struct remark_change change;
	if (!remark_change_get(tx, a, change_id, &change, err))
		return false;
	*refused = !change.id ? N_("There is no such change.") : change.undone_at ? N_("The change has been undone already.") : NULL;
	for (size_t i = 0; i < change.n_to && !*refused; i++) {
		if (change.to[i].ended_by)
			*refused = N_("What came of the change has been changed since: undo that first.");
		else if (!str_eq(change.to[i].state, "unanswered"))
			*refused = N_("What came of the change has been answered, so it is not undone.");
	}
	return *refused || (revive(tx, &change, by, err) && journal(tx, a, "remark.undo", &change, by, err));
}
