/* Remarks: reading them and how they came about, and where a text might be split. */
#include "module/contribution/remark_internal.h"

const char *const remark_change_codes[] = { [REMARK_SPLIT] = "split", [REMARK_MERGE] = "merge", [REMARK_REWORD] = "reword" };

/* ---- Reading ---- */

/* The bytes of a piece; those of a piece that no longer fits, because its original has been erased, are none. */
static struct span words_of(struct span original, size_t first_byte, size_t bytes)
{
	if (first_byte > original.n || bytes > original.n - first_byte)
		return (struct span){ "", 0 };
	return (struct span){ original.s + first_byte, bytes ? bytes : original.n - first_byte };
}

/* One row for each piece: REMARK_COLUMNS, with the rows of a remark after one another. */
static bool read_remarks(struct db_stmt *st, struct arena *a, struct remark **list, size_t *n, struct err *err)
{
	VEC(struct remark) found = { 0 };
	VEC(struct remark_piece) pieces = { 0 };
	while (db_step(st)) {
		int64_t id = db_i64(st, 0);
		if (found.n == 0 || found.v[found.n - 1].id != id) {
			pieces.v = NULL;
			pieces.n = pieces.cap = 0;
			*VEC_PUSH(a, &found) = (struct remark){
				.id = id, .plan_id = db_i64(st, 1), .contribution_id = db_i64(st, 2), .text = db_text(st, 3, a),
				.state = db_text(st, 4, a), .answered = db_i64(st, 13), .assignee_id = db_i64(st, 5), .due_on = db_text(st, 6, a),
				.made_by = db_i64(st, 7), .ended_by = db_i64(st, 8) };
			found.v[found.n - 1].reworded = *found.v[found.n - 1].text;
		}
		struct remark *r = &found.v[found.n - 1];
		struct span words = words_of(span_of(db_text(st, 12, a)), (size_t)db_i64(st, 10), (size_t)db_i64(st, 11));
		*VEC_PUSH(a, &pieces) = (struct remark_piece){ db_i64(st, 9), (size_t)db_i64(st, 10), words.n };
		if (!r->reworded)
			r->text = pieces.n == 1 ? arena_strndup(a, words.s, words.n)
			                        : arena_printf(a, "%s\n\n%.*s", r->text, (int)words.n, words.s);
		r->pieces = pieces.v;
		r->n_pieces = pieces.n;
	}
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

#define REMARK_COLUMNS \
	"SELECT r.id, r.plan_id, r.contribution_id, r.text, r.state, coalesce(r.assignee_id, 0), r.due_on, " \
	"  coalesce(r.made_by, 0), coalesce(r.ended_by, 0), p.contribution_id, p.first_byte, p.bytes, t.text, r.answered " \
	"FROM remark r JOIN remark_piece p ON p.remark_id = r.id JOIN contribution t ON t.id = p.contribution_id "

bool remark_get(struct db_conn *c, struct arena *a, int64_t id, struct remark *found, struct err *err)
{
	struct remark *list;
	size_t n;
	struct db_stmt *st = db_prepare(c, SQL(REMARK_COLUMNS "WHERE r.id = $id ORDER BY p.ordinal"));
	db_bind_i64(st, "$id", id);
	if (!read_remarks(st, a, &list, &n, err))
		return false;
	*found = n ? list[0] : (struct remark){ .text = "", .state = "", .due_on = "" };
	return true;
}

bool remark_list_of(struct db_conn *c, struct arena *a, int64_t contribution_id,
                    struct remark **list, size_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(REMARK_COLUMNS
		"JOIN (SELECT remark_id, min(first_byte) AS first_byte FROM remark_piece WHERE contribution_id = $contribution "
		"      GROUP BY remark_id) here ON here.remark_id = r.id "
		"WHERE r.ended_by IS NULL ORDER BY here.first_byte, r.id, p.ordinal"));
	db_bind_i64(st, "$contribution", contribution_id);
	return read_remarks(st, a, list, n, err);
}

bool remark_plan_of(struct request *rq, const char *remark, int64_t *plan_id)
{
	int64_t id = 0;
	str_to_i64(remark, &id);
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT plan_id FROM remark WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	*plan_id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, &rq->err);
}

/* ---- How they came about ---- */

static enum remark_change_kind kind_of(const char *code)
{
	for (size_t i = 0; i < ARRAY_LEN(remark_change_codes); i++)
		if (str_eq(remark_change_codes[i], code))
			return (enum remark_change_kind)i;
	return REMARK_SPLIT;
}

static bool load_sides(struct db_conn *c, struct arena *a, struct remark_change *change, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(REMARK_COLUMNS
		"JOIN remark_change_from f ON f.remark_id = r.id WHERE f.change_id = $change ORDER BY r.ordinal, r.id, p.ordinal"));
	db_bind_i64(st, "$change", change->id);
	if (!read_remarks(st, a, &change->from, &change->n_from, err))
		return false;
	st = db_prepare(c, SQL(REMARK_COLUMNS "WHERE r.made_by = $change ORDER BY r.id, p.ordinal"));
	db_bind_i64(st, "$change", change->id);
	return read_remarks(st, a, &change->to, &change->n_to, err);
}

static struct remark_change read_change(struct db_stmt *st, struct arena *a)
{
	return (struct remark_change){ .id = db_i64(st, 0), .kind = kind_of(db_text(st, 1, a)), .by = db_i64(st, 2),
	                               .reason = db_text(st, 3, a), .who = db_text(st, 4, a), .made_at = db_i64(st, 5),
	                               .undone_at = db_i64(st, 6) };
}

bool remark_change_get(struct db_conn *c, struct arena *a, int64_t id, struct remark_change *found, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT h.id, h.kind, h.user_id, h.reason, coalesce(u.name, ''), h.made_at, coalesce(h.undone_at, 0) "
		"FROM remark_change h LEFT JOIN user_person u ON u.user_id = h.user_id WHERE h.id = $id"));
	db_bind_i64(st, "$id", id);
	*found = (struct remark_change){ .reason = "", .who = "" };
	if (db_step(st))
		*found = read_change(st, a);
	return db_finish(st, err) && (!found->id || load_sides(c, a, found, err));
}

bool remark_history(struct db_conn *c, struct arena *a, int64_t contribution_id,
                    struct remark_change **list, size_t *n, struct err *err)
{
	VEC(struct remark_change) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT h.id, h.kind, h.user_id, h.reason, coalesce(u.name, ''), h.made_at, coalesce(h.undone_at, 0) "
		"FROM remark_change h LEFT JOIN user_person u ON u.user_id = h.user_id WHERE h.id IN "
		"  (SELECT f.change_id FROM remark_change_from f JOIN remark_piece p ON p.remark_id = f.remark_id "
		"   WHERE p.contribution_id = $contribution) ORDER BY h.id"));
	db_bind_i64(st, "$contribution", contribution_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = read_change(st, a);
	*list = found.v;
	*n = found.n;
	if (!db_finish(st, err))
		return false;
	for (size_t i = 0; i < found.n; i++)
		if (!load_sides(c, a, &found.v[i], err))
			return false;
	return true;
}

/* ---- Where a text might be split ---- */

/* The mark of a list item at the start of a trimmed line: "- ", "* ", "• ", "3. ", "b) ". */
static size_t item_mark(struct span line)
{
	static const char *const bullets[] = { "-", "*", "•" };
	for (size_t i = 0; i < ARRAY_LEN(bullets); i++) {
		size_t n = strlen(bullets[i]);
		if (span_starts(line, bullets[i]) && (line.n == n || line.s[n] == ' '))
			return n;
	}
	size_t i = 0;
	while (i < line.n && i < 3 && line.s[i] >= '0' && line.s[i] <= '9')
		i++;
	if (i == 0 && line.n > 0 && line.s[0] >= 'a' && line.s[0] <= 'z')
		i = 1;
	return i > 0 && i + 1 < line.n && (line.s[i] == '.' || line.s[i] == ')') && line.s[i + 1] == ' ' ? i + 1 : 0;
}

/* A piece goes on until an empty line or the next item of a list. */
size_t remark_suggest(struct arena *a, struct span text, struct remark_piece **pieces)
{
	VEC(struct remark_piece) found = { 0 };
	bool open = false;
	for (struct span rest = text; rest.s && found.n < REMARK_PIECES_MAX;) {
		struct span line = span_trim(span_cut(&rest, '\n'));
		size_t mark = item_mark(line);
		struct span words = span_trim((struct span){ line.s + mark, line.n - mark });
		if (words.n == 0) {
			open = false;
			continue;
		}
		size_t at = (size_t)(words.s - text.s);
		if (open && !mark) {
			struct remark_piece *last = &found.v[found.n - 1];
			last->bytes = at + words.n - last->first_byte;
		} else {
			*VEC_PUSH(a, &found) = (struct remark_piece){ 0, at, words.n };
		}
		open = true;
	}
	*pieces = found.v;
	return found.n;
}
