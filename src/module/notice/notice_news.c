/*
 * News of a plan to those who follow it by e-mail.
 *
 * What counts is which news have been told, by their keys, and not since when: much of it happens by
 * the clock, and what a transaction writes has the time from before its commit. Telling is one
 * transaction, of the mails and of the keys, so that each follower is told once.
 */
#include "module/notice/notice_internal.h"

#include "http/language.h"
#include "ui/translate.h"

/* What is older when it is first seen, such as the past phases of a process that somebody writes
 * down, is no news. */
#define FRESH (7 * 24 * 3600 * CLOCK_SECOND)

/* Those of the list that nobody has been told. */
static bool untold(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct news_list *list, struct err *err)
{
	struct strmap *told = strmap_new(a);
	struct news_list all = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT news FROM notice_told WHERE plan_id = $plan"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st))
		strmap_at(told, span_of(db_text(st, 0, a)), NULL);
	if (!db_finish(st, err) || !module_news(c, a, plan_id, now, &all, err))
		return false;
	for (size_t i = 0; i < all.n; i++)
		if (!strmap_find(told, span_of(all.v[i].key)))
			*VEC_PUSH(a, list) = all.v[i];
	return true;
}

static bool mark_told(struct db_conn *tx, int64_t plan_id, const struct news_list *list, struct err *err)
{
	for (size_t i = 0; i < list->n; i++) {
		struct db_stmt *st = db_prepare(tx, SQL("INSERT INTO notice_told (plan_id, news) VALUES ($plan, $news)"));
		db_bind_i64(st, "$plan", plan_id);
		db_bind_text(st, "$news", list->v[i].key);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

/* ---- The mail ---- */

const char *notice_news_title(struct arena *a, enum lang lang, const struct news *n)
{
	const char *what = tr_name_lang(lang, n->what);
	return *n->title ? arena_printf(a, "%s: %s", what, n->title) : what;
}

static bool write_mail(struct db_conn *tx, struct arena *a, const struct plan *plan, const struct news_list *list, int64_t now,
                       const struct notice_follower *who, struct err *err)
{
	struct out news = out_memory(a);
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].at >= now - FRESH)
			out_format(&news, "%s%s\n%s%s", news.n ? "\n\n" : "", notice_news_title(a, who->lang, &list->v[i]), NOTICE_SITE,
			           list->v[i].path);
	if (news.n == 0)
		return true;
	struct notice n = { .kind = "news", .email = who->email };
	n.unsubscribe = arena_printf(a, "/subscription/%s", who->token);
	n.subject = tr_format_lang(a, who->lang, "News of %s", plan->title);
	n.text = tr_format_lang(a, who->lang,
		"There is news of %1$s:\n\n%2$s\n\nYou get this because you follow the plan. Stop following it here:\n\n%3$s",
		plan->title, out_string(&news), arena_printf(a, NOTICE_SITE "%s", n.unsubscribe));
	return notice_write(tx, a, &n, err);
}

bool notice_tell_plan(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t now, struct err *err)
{
	VEC(struct notice_follower) followers = { 0 };
	struct news_list list = { 0 };
	struct plan plan;
	if (!untold(tx, a, plan_id, now, &list, err) || !mark_told(tx, plan_id, &list, err)
	    || !plan_get(tx, a, plan_id, &plan, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT a.email, s.token, s.language FROM notice_subscription s JOIN notice_address a ON a.id = s.address_id "
		"WHERE s.plan_id = $plan AND s.confirmed_at > 0 ORDER BY s.id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		struct notice_follower *f = VEC_PUSH(a, &followers);
		f->email = db_text(st, 0, a);
		f->token = db_text(st, 1, a);
		lang_parse(db_text(st, 2, a), &f->lang);
	}
	bool ok = db_finish(st, err);
	for (size_t i = 0; ok && i < followers.n; i++)
		ok = write_mail(tx, a, &plan, &list, now, &followers.v[i], err);
	return ok;
}

/* ---- A run ---- */

struct telling {
	struct arena *arena;
	int64_t plan_id, now;
};

static bool tell(struct db_conn *tx, void *arg, struct err *err)
{
	const struct telling *t = arg;
	return notice_tell_plan(tx, t->arena, t->plan_id, t->now, err);
}

/* The plans that have followers and something to tell them. */
static bool look(struct db_conn *c, struct arena *a, int64_t now, int64_t **plans, size_t *n, struct err *err)
{
	VEC(int64_t) followed = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT DISTINCT plan_id FROM notice_subscription WHERE confirmed_at > 0"));
	while (db_step(st))
		*VEC_PUSH(a, &followed) = db_i64(st, 0);
	if (!db_finish(st, err))
		return false;
	*plans = followed.v;
	*n = 0;
	for (size_t i = 0; i < followed.n; i++) {
		struct news_list list = { 0 };
		if (!untold(c, a, followed.v[i], now, &list, err))
			return false;
		if (list.n > 0)
			(*plans)[(*n)++] = followed.v[i];
	}
	return true;
}

bool notice_tell_all(struct db *db, struct arena *a, struct err *err)
{
	struct telling t = { .arena = a, .now = clock_now() };
	int64_t *plans;
	size_t n;
	struct db_conn *c = db_reader(db, err);
	bool ok = c && look(c, a, t.now, &plans, &n, err);
	db_reader_done(c);
	for (size_t i = 0; ok && i < n; i++) {
		t.plan_id = plans[i];
		ok = db_write(db, tell, &t, err);
	}
	return ok;
}
