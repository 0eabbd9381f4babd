/* Answers to be used again: a new wording replaces an older one, which stays for those that it was used in. */
#include "module/inbox/inbox_internal.h"

#include "base/clock.h"
#include "db/journal.h"

/* Uses of a wording and of all that it has replaced. */
#define REPLY_COLUMNS \
	"SELECT y.id, y.plan_id, y.title, y.outcome, y.text, " \
	"(WITH RECURSIVE older (id) AS (SELECT y.id UNION ALL SELECT z.id FROM inbox_reply z JOIN older o ON z.replaced_by = o.id) " \
	" SELECT count(*) FROM inbox_reply_use u JOIN older o ON o.id = u.reply_id) FROM inbox_reply y "

static struct inbox_reply read_reply(struct db_stmt *st, struct arena *a)
{
	struct inbox_reply r = { .id = db_i64(st, 0), .plan_id = db_i64(st, 1), .title = db_text(st, 2, a),
	                         .text = db_text(st, 4, a), .used = db_i64(st, 5) };
	outcome_parse(db_text(st, 3, a), &r.outcome);
	return r;
}

bool inbox_replies(struct db_conn *c, struct arena *a, int64_t plan_id, struct inbox_reply **list, size_t *n, struct err *err)
{
	VEC(struct inbox_reply) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(REPLY_COLUMNS
		"WHERE y.plan_id = $plan AND y.replaced_by IS NULL AND y.retired_at IS NULL ORDER BY y.title, y.id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = read_reply(st, a);
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool inbox_reply_get(struct db_conn *c, struct arena *a, int64_t id, struct inbox_reply *reply, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(REPLY_COLUMNS "WHERE y.id = $id AND y.replaced_by IS NULL AND y.retired_at IS NULL"));
	db_bind_i64(st, "$id", id);
	*reply = (struct inbox_reply){ .title = "", .text = "" };
	if (db_step(st))
		*reply = read_reply(st, a);
	return db_finish(st, err);
}

bool inbox_reply_save(struct db_conn *tx, struct arena *a, struct inbox_reply *r, int64_t replaces, int64_t by, struct err *err)
{
	r->id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO inbox_reply (id, plan_id, title, outcome, text, user_id, made_at) "
		"VALUES ($id, $plan, $title, $outcome, $text, $by, $now)"));
	db_bind_i64(st, "$id", r->id);
	db_bind_i64(st, "$plan", r->plan_id);
	db_bind_text(st, "$title", r->title);
	db_bind_text(st, "$outcome", outcomes[r->outcome].code);
	db_bind_text(st, "$text", r->text);
	db_bind_i64(st, "$by", by);
	db_bind_i64(st, "$now", clock_now());
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("UPDATE inbox_reply SET replaced_by = $id WHERE id = $old AND plan_id = $plan AND replaced_by IS NULL"));
	db_bind_i64(st, "$id", r->id);
	db_bind_i64(st, "$old", replaces);
	db_bind_i64(st, "$plan", r->plan_id);
	if (!db_finish(st, err))
		return false;
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_i64(&j, "replaces", replaces);
	json_put_string(&j, "title", r->title);
	json_put_string(&j, "outcome", outcomes[r->outcome].code);
	json_put_string(&j, "text", r->text);
	json_put_end(&j);
	return journal_write(tx, "inbox.reply", r->id, out_string(&content), err);
}

bool inbox_reply_retire(struct db_conn *tx, int64_t id, int64_t by, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE inbox_reply SET retired_at = $now WHERE id = $id AND retired_at IS NULL"));
	db_bind_i64(st, "$now", clock_now());
	db_bind_i64(st, "$id", id);
	if (!db_finish(st, err))
		return false;
	char content[64];
	int n = snprintf(content, sizeof content, "{\"by\": %lld}", (long long)by);
	return n > 0 && journal_write(tx, "inbox.reply.retire", id, content, err);
}
