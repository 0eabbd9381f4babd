/* What is done to many remarks at once, and undoing it. */
#include "module/inbox/inbox_internal.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "db/journal.h"
#include "ui/translate.h"

const char *const inbox_kind_codes[INBOX_KINDS] = {
	[INBOX_ASSIGN] = "assign", [INBOX_DUE] = "due", [INBOX_TAG] = "tag", [INBOX_UNTAG] = "untag", [INBOX_ANSWER] = "answer",
	[INBOX_PLACE] = "place", [INBOX_APPROVE] = "approve",
};

bool inbox_kind_parse(const char *code, enum inbox_kind *kind)
{
	for (size_t i = 0; i < INBOX_KINDS; i++) {
		if (str_eq(inbox_kind_codes[i], code)) {
			*kind = (enum inbox_kind)i;
			return true;
		}
	}
	return false;
}

/* ---- One remark ---- */

struct doing {
	struct db_conn *tx;
	struct arena *a;
	const struct inbox_action *action;
	int64_t now;
	struct remark remark;
	const char *before;  /* filled: what undoing needs */
	bool changed;
	const char *refused;
};

static bool note_reply(struct doing *d, int64_t disposition_id, struct err *err)
{
	if (!d->action->reply)
		return true;
	struct db_stmt *st = db_prepare(d->tx, SQL("INSERT INTO inbox_reply_use (disposition_id, reply_id) VALUES ($disposition, $reply)"));
	db_bind_i64(st, "$disposition", disposition_id);
	db_bind_i64(st, "$reply", d->action->reply);
	return db_finish(st, err);
}

static bool answer(struct doing *d, struct err *err)
{
	const struct inbox_action *w = d->action;
	struct disposition draft = { .remark_id = d->remark.id, .outcome = w->outcome, .reason = w->reason, .node_id = w->node,
	                             .drafted_by = w->by };
	if (!disposition_draft(d->tx, d->a, &draft, d->now, &d->refused, err))
		return false;
	if (d->refused)
		return true;
	d->changed = true;
	d->before = arena_printf(d->a, "%lld", (long long)draft.id);
	return note_reply(d, draft.id, err);
}

/* The program's best suggestion; 0 for none. */
static bool suggested(struct doing *d, int64_t *node_id, double *score, struct err *err)
{
	struct db_stmt *st = db_prepare(d->tx, SQL(
		"SELECT s.node_id, s.score FROM text_suggestion s JOIN text_run r ON r.id = s.run_id "
		"WHERE s.contribution_id = $contribution AND s.rank = 1 ORDER BY r.made_at DESC, r.id DESC LIMIT 1"));
	db_bind_i64(st, "$contribution", d->remark.contribution_id);
	bool there = db_step(st);
	*node_id = there ? db_i64(st, 0) : 0;
	*score = there ? db_f64(st, 1) : 0;
	return db_finish(st, err);
}

static bool place(struct doing *d, struct err *err)
{
	struct contribution_placement was, p = { .contribution_id = d->remark.contribution_id, .node_id = d->action->node };
	if (!contribution_placement_get(d->tx, d->a, p.contribution_id, &was, err)
	    || !suggested(d, &p.suggested_id, &p.suggested_score, err))
		return false;
	if (!p.node_id)
		p.node_id = p.suggested_id;
	if (!p.node_id)
		d->refused = N_("The program suggests no place for it.");
	if (d->refused || p.node_id == was.node_id)
		return true;
	p.by = arena_printf(d->a, "%lld", (long long)d->action->by);
	d->changed = true;
	d->before = arena_printf(d->a, "%lld", (long long)was.node_id);
	return contribution_place(d->tx, d->a, &p, err);
}

static bool approve(struct doing *d, struct err *err)
{
	if (!disposition_approve(d->tx, d->a, d->remark.id, d->action->by, d->now, &d->refused, err))
		return false;
	d->changed = !d->refused;
	return true;
}

static bool do_one(struct doing *d, struct err *err)
{
	const struct inbox_action *w = d->action;
	switch (w->kind) {
	case INBOX_ASSIGN:
		d->before = arena_printf(d->a, "%lld", (long long)d->remark.assignee_id);
		d->changed = d->remark.assignee_id != w->assignee;
		return !d->changed || remark_assign(d->tx, d->remark.id, w->assignee, err);
	case INBOX_DUE:
		d->before = d->remark.due_on;
		d->changed = !str_eq(d->remark.due_on, w->due);
		return !d->changed || remark_set_due(d->tx, d->remark.id, w->due, err);
	case INBOX_TAG:
	case INBOX_UNTAG:
		return remark_tag(d->tx, d->remark.id, w->tag, w->kind == INBOX_TAG, &d->changed, err);
	case INBOX_ANSWER:
		return answer(d, err);
	case INBOX_PLACE:
		return place(d, err);
	default:
		return approve(d, err);
	}
}

/* ---- Many ---- */

static const char *value_of(struct arena *a, const struct inbox_action *w)
{
	switch (w->kind) {
	case INBOX_ASSIGN:
		return arena_printf(a, "%lld", (long long)w->assignee);
	case INBOX_DUE:
		return w->due;
	case INBOX_TAG:
	case INBOX_UNTAG:
		return w->tag;
	case INBOX_PLACE:
		return arena_printf(a, "%lld", (long long)w->node);
	default:
		return outcomes[w->outcome].code;
	}
}

static bool begin_batch(struct db_conn *tx, struct arena *a, const struct inbox_action *w, int64_t now, int64_t *id, struct err *err)
{
	*id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO inbox_batch (id, plan_id, user_id, kind, value, n, made_at) VALUES ($id, $plan, $by, $kind, $value, 0, $now)"));
	db_bind_i64(st, "$id", *id);
	db_bind_i64(st, "$plan", w->plan_id);
	db_bind_i64(st, "$by", w->by);
	db_bind_text(st, "$kind", inbox_kind_codes[w->kind]);
	db_bind_text(st, "$value", value_of(a, w));
	db_bind_i64(st, "$now", now);
	return db_finish(st, err);
}

static bool add_item(struct db_conn *tx, int64_t batch_id, int64_t remark_id, const char *before, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO inbox_batch_item (batch_id, remark_id, before) VALUES ($batch, $remark, $before)"));
	db_bind_i64(st, "$batch", batch_id);
	db_bind_i64(st, "$remark", remark_id);
	db_bind_text(st, "$before", before);
	return db_finish(st, err);
}

static bool journal(struct db_conn *tx, struct arena *a, const char *what, int64_t batch_id, int64_t by, const char *value,
                    int64_t n, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_string(&j, "value", value);
	json_put_i64(&j, "remarks", n);
	json_put_end(&j);
	return journal_write(tx, what, batch_id, out_string(&content), err);
}

static bool end_batch(struct db_conn *tx, struct arena *a, const struct inbox_action *w, struct inbox_done *done, struct err *err)
{
	/* A batch of nothing is none; approvals stand in the journal one by one. */
	struct db_stmt *st = done->done == 0 || w->kind == INBOX_APPROVE
		? db_prepare(tx, SQL("DELETE FROM inbox_batch WHERE id = $id"))
		: db_prepare(tx, SQL("UPDATE inbox_batch SET n = (SELECT count(*) FROM inbox_batch_item WHERE batch_id = $id) WHERE id = $id"));
	db_bind_i64(st, "$id", done->batch_id);
	if (!db_finish(st, err))
		return false;
	if (done->done == 0 || w->kind == INBOX_APPROVE) {
		done->batch_id = 0;
		return true;
	}
	return journal(tx, a, arena_printf(a, "inbox.%s", inbox_kind_codes[w->kind]), done->batch_id, w->by, value_of(a, w),
	               done->done, err);
}

bool inbox_do(struct db_conn *tx, struct arena *a, const struct inbox_action *action, const int64_t *ids, size_t n,
              struct inbox_done *done, struct err *err)
{
	*done = (struct inbox_done){ 0 };
	if (!begin_batch(tx, a, action, clock_now(), &done->batch_id, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct doing d = { .tx = tx, .a = a, .action = action, .now = clock_now(), .before = "" };
		if (!remark_get(tx, a, ids[i], &d.remark, err))
			return false;
		if (!d.remark.id || d.remark.plan_id != action->plan_id || d.remark.ended_by)
			d.refused = N_("Somebody has changed this remark in the meantime. Look at the contribution again.");
		else if (!do_one(&d, err))
			return false;
		if (d.refused) {
			done->left++;
			done->refused = done->refused ? done->refused : d.refused;
		} else if (d.changed) {
			done->done++;
			if (action->kind != INBOX_APPROVE && !add_item(tx, done->batch_id, d.remark.id, d.before, err))
				return false;
		}
	}
	return end_batch(tx, a, action, done, err);
}

/* ---- Undoing ---- */

static struct inbox_batch read_batch(struct db_stmt *st, struct arena *a)
{
	struct inbox_batch b = { .id = db_i64(st, 0), .value = db_text(st, 2, a), .n = db_i64(st, 3), .made_at = db_i64(st, 4) };
	inbox_kind_parse(db_text(st, 1, a), &b.kind);
	return b;
}

bool inbox_last_batch(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t by, struct inbox_batch *batch, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, kind, value, n, made_at FROM inbox_batch WHERE plan_id = $plan AND user_id = $by AND undone_at IS NULL "
		"ORDER BY id DESC LIMIT 1"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$by", by);
	*batch = (struct inbox_batch){ .value = "" };
	if (db_step(st))
		*batch = read_batch(st, a);
	return db_finish(st, err);
}

static bool unplace(struct db_conn *tx, struct arena *a, const struct remark *r, const struct inbox_batch *b, int64_t before,
                    int64_t by, struct err *err)
{
	struct contribution_placement now, p = { .contribution_id = r->contribution_id, .node_id = before };
	int64_t placed = 0;
	const char *name = arena_printf(a, "%lld", (long long)by);
	str_to_i64(b->value, &placed);
	if (!contribution_placement_get(tx, a, r->contribution_id, &now, err))
		return false;
	if (!now.node_id || (placed && now.node_id != placed))
		return true;
	p.by = name;
	return before ? contribution_place(tx, a, &p, err) : contribution_unplace(tx, a, r->contribution_id, name, err);
}

static bool withdraw(struct db_conn *tx, struct arena *a, int64_t disposition_id, int64_t by, const char **refused, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM inbox_reply_use WHERE disposition_id = $id"));
	db_bind_i64(st, "$id", disposition_id);
	return db_finish(st, err) && disposition_withdraw(tx, a, disposition_id, by, refused, err);
}

/* Only where it is still as the batch made it. */
static bool undo_one(struct db_conn *tx, struct arena *a, const struct inbox_batch *b, int64_t remark_id, const char *before,
                     int64_t by, bool *left, struct err *err)
{
	struct remark r;
	int64_t number = 0, value = 0;
	bool changed;
	const char *refused = NULL;
	str_to_i64(before, &number);
	str_to_i64(b->value, &value);
	if (!remark_get(tx, a, remark_id, &r, err))
		return false;
	switch (b->kind) {
	case INBOX_ASSIGN:
		*left = r.assignee_id != value;
		return *left || remark_assign(tx, remark_id, number, err);
	case INBOX_DUE:
		*left = !str_eq(r.due_on, b->value);
		return *left || remark_set_due(tx, remark_id, before, err);
	case INBOX_TAG:
	case INBOX_UNTAG:
		return remark_tag(tx, remark_id, b->value, b->kind == INBOX_UNTAG, &changed, err);
	case INBOX_PLACE:
		return unplace(tx, a, &r, b, number, by, err);
	default:
		if (!withdraw(tx, a, number, by, &refused, err))
			return false;
		*left = refused != NULL;
		return true;
	}
}

struct item {
	int64_t remark_id;
	const char *before;
};

static bool load_items(struct db_conn *c, struct arena *a, int64_t batch_id, struct item **list, size_t *n, struct err *err)
{
	VEC(struct item) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT remark_id, before FROM inbox_batch_item WHERE batch_id = $batch ORDER BY remark_id"));
	db_bind_i64(st, "$batch", batch_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = (struct item){ db_i64(st, 0), db_text(st, 1, a) };
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool inbox_undo(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t batch_id, int64_t by, int64_t *left,
                const char **refused, struct err *err)
{
	struct inbox_batch b;
	struct item *items;
	size_t n;
	*left = 0;
	if (!inbox_last_batch(tx, a, plan_id, by, &b, err))
		return false;
	*refused = b.id && b.id == batch_id ? NULL : N_("Only what you did last can be undone here.");
	if (*refused)
		return true;
	if (!load_items(tx, a, batch_id, &items, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		bool stays = false;
		if (!undo_one(tx, a, &b, items[i].remark_id, items[i].before, by, &stays, err))
			return false;
		*left += stays;
	}
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE inbox_batch SET undone_at = $now WHERE id = $id"));
	db_bind_i64(st, "$now", clock_now());
	db_bind_i64(st, "$id", batch_id);
	return db_finish(st, err) && journal(tx, a, "inbox.undo", batch_id, by, b.value, (int64_t)n - *left, err);
}
