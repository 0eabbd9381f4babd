/* What is not needed any more goes: addresses that nobody confirmed, and old rows of the outbox. */
#include "module/notice/notice_internal.h"

#define DAY (24 * 3600 * CLOCK_SECOND)
#define CONFIRM_WITHIN (7 * DAY) /* as the mail says */
#define SHOWN_FOR (90 * DAY)     /* what was sent or given up */

struct sweep {
	struct arena *arena;
	int64_t now;
};

/* The addresses of what is to go; 0 stands for none. */
static bool find(struct db_conn *c, const struct sweep *s, int64_t **addresses, size_t *n, struct err *err)
{
	VEC(int64_t) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT address_id FROM notice_subscription WHERE confirmed_at = 0 AND asked_at < $asked "
		"UNION SELECT coalesce(address_id, 0) FROM notice WHERE state <> 'waiting' AND ended_at < $ended"));
	db_bind_i64(st, "$asked", s->now - CONFIRM_WITHIN);
	db_bind_i64(st, "$ended", s->now - SHOWN_FOR);
	while (db_step(st))
		*VEC_PUSH(s->arena, &found) = db_i64(st, 0);
	*addresses = found.v;
	*n = found.n;
	return db_finish(st, err);
}

static bool sweep(struct db_conn *tx, void *arg, struct err *err)
{
	const struct sweep *s = arg;
	int64_t *addresses;
	size_t n;
	if (!find(tx, s, &addresses, &n, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM notice_subscription WHERE confirmed_at = 0 AND asked_at < $asked"));
	db_bind_i64(st, "$asked", s->now - CONFIRM_WITHIN);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("DELETE FROM notice WHERE state <> 'waiting' AND ended_at < $ended"));
	db_bind_i64(st, "$ended", s->now - SHOWN_FOR);
	bool ok = db_finish(st, err);
	for (size_t i = 0; ok && i < n; i++)
		ok = notice_address_drop(tx, addresses[i], err);
	return ok;
}

bool notice_sweep(struct db *db, struct arena *a, struct err *err)
{
	struct sweep s = { a, clock_now() };
	int64_t *addresses;
	size_t n = 0;
	struct db_conn *c = db_reader(db, err);
	bool ok = c && find(c, &s, &addresses, &n, err);
	db_reader_done(c);
	return ok && (n == 0 || db_write(db, sweep, &s, err));
}
