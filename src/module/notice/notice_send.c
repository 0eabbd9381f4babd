/*
 * The sender. Nothing locks: it picks a notice that is due and changes the row on the condition
 * that nobody has it; of two who try, the database lets one. It holds the notice by a lease that is
 * longer than a mail can take, so that another one begins only if the first has died.
 */
#include "module/notice/notice_internal.h"

#include "base/log.h"
#include "base/random.h"
#include "db/journal.h"

#include <stdio.h>
#include <unistd.h>

#define LEASE (180 * CLOCK_SECOND)
#define DAY (24 * 3600 * CLOCK_SECOND)
#define FIRST_PAUSE (60 * CLOCK_SECOND) /* before the second attempt; each later one four times as long */
#define LONGEST_PAUSE (6 * 3600 * CLOCK_SECOND)
#define MAILS_A_RUN 1000 /* before news are looked for again */

struct sender {
	struct db *db;
	struct arena *arena; /* as long as the run; the settings and the connection */
	struct arena *mail;  /* emptied after each one */
	struct notice_setting setting;
	struct notice_smtp *smtp;
	char name[96];
	struct notice_tally *tally;
};

/* A notice that this sender has taken. */
struct taken {
	const struct sender *sender;
	int64_t id, made_at, attempts, address_id;
	const char *email, *subject, *text, *unsubscribe, *message_id;
	enum notice_answer answer;
	const char *why;
	bool held;
	int64_t changed;
};

/* ---- Taking ---- */

/* What is too old is not sent any more, whether or not anybody tried: it stands in the list. */
static bool give_up_old(struct db_conn *tx, void *arg, struct err *err)
{
	struct sender *s = arg;
	int64_t now = clock_now(), changed;
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE notice SET state = 'given_up', ended_at = $now, "
		"  error = CASE error WHEN '' THEN 'It could not be sent in time' ELSE error END "
		"WHERE state = 'waiting' AND made_at < $oldest AND lease_until < $now"));
	db_bind_i64(st, "$now", now);
	db_bind_i64(st, "$oldest", now - s->setting.days * DAY);
	if (!db_finish_changed(st, &changed, err))
		return false;
	s->tally->given_up = changed;
	return true;
}

static bool next_due(struct sender *s, int64_t *id, bool *old, struct err *err)
{
	struct db_conn *c = db_reader(s->db, err);
	if (!c)
		return false;
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, made_at FROM notice WHERE state = 'waiting' AND not_before <= $now AND lease_until < $now "
		"ORDER BY not_before, id LIMIT 1"));
	db_bind_i64(st, "$now", clock_now());
	*id = db_step(st) ? db_i64(st, 0) : 0;
	*old = *id && db_i64(st, 1) < clock_now() - s->setting.days * DAY;
	bool ok = db_finish(st, err);
	db_reader_done(c);
	return ok;
}

static bool load_taken(struct db_conn *tx, struct taken *t, struct err *err)
{
	struct arena *a = t->sender->mail;
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT n.made_at, n.attempts, n.address_id, a.email, n.subject, n.text, n.unsubscribe, n.message_id "
		"FROM notice n JOIN notice_address a ON a.id = n.address_id WHERE n.id = $id"));
	db_bind_i64(st, "$id", t->id);
	t->held = db_step(st);
	if (t->held) {
		t->made_at = db_i64(st, 0);
		t->attempts = db_i64(st, 1);
		t->address_id = db_i64(st, 2);
		t->email = db_text(st, 3, a);
		t->subject = db_text(st, 4, a);
		t->text = db_text(st, 5, a);
		t->unsubscribe = db_text(st, 6, a);
		t->message_id = db_text(st, 7, a);
	}
	return db_finish(st, err);
}

/* The attempt is counted, and the Message-ID made, before the mail goes out: whatever happens then,
 * the next one is known to be the same mail. */
static bool take(struct db_conn *tx, void *arg, struct err *err)
{
	struct taken *t = arg;
	const struct sender *s = t->sender;
	int64_t now = clock_now();
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE notice SET attempts = attempts + 1, taken_by = $by, lease_until = $until, "
		"  message_id = CASE message_id WHEN '' THEN $message ELSE message_id END "
		"WHERE id = $id AND state = 'waiting' AND not_before <= $now AND lease_until < $now"));
	db_bind_text(st, "$by", s->name);
	db_bind_i64(st, "$until", now + LEASE);
	db_bind_text(st, "$message", arena_printf(s->mail, "planverk.%lld@%s", (long long)t->id, strchr(s->setting.sender, '@') + 1));
	db_bind_i64(st, "$id", t->id);
	db_bind_i64(st, "$now", now);
	t->held = false;
	return db_finish_changed(st, &t->changed, err) && (t->changed != 1 || load_taken(tx, t, err));
}

/* ---- What became of it ---- */

/* Secrets and the address are not kept longer than they are needed. */
static bool mark_sent(struct db_conn *tx, struct taken *t, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE notice SET state = 'sent', address_id = NULL, text = '', unsubscribe = '', error = '', lease_until = 0, "
		"  ended_at = $now WHERE id = $id AND taken_by = $by"));
	db_bind_i64(st, "$now", clock_now());
	db_bind_i64(st, "$id", t->id);
	db_bind_text(st, "$by", t->sender->name);
	return db_finish(st, err) && notice_address_drop(tx, t->address_id, err);
}

static int64_t pause_after(int64_t attempts)
{
	int64_t pause = FIRST_PAUSE;
	for (int64_t i = 1; i < attempts && pause < LONGEST_PAUSE; i++)
		pause *= 4;
	return pause < LONGEST_PAUSE ? pause : LONGEST_PAUSE;
}

static bool mark_failed(struct db_conn *tx, struct taken *t, struct err *err)
{
	int64_t now = clock_now();
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE notice SET state = $state, error = $error, lease_until = 0, not_before = $not_before, ended_at = $ended "
		"WHERE id = $id AND taken_by = $by"));
	bool never = t->answer == NOTICE_NEVER;
	db_bind_text(st, "$state", notice_states[never ? NOTICE_GIVEN_UP : NOTICE_WAITING]);
	db_bind_text(st, "$error", t->why);
	db_bind_i64(st, "$not_before", now + pause_after(t->attempts));
	db_bind_i64(st, "$ended", never ? now : 0);
	db_bind_i64(st, "$id", t->id);
	db_bind_text(st, "$by", t->sender->name);
	return db_finish(st, err);
}

static bool finish(struct db_conn *tx, void *arg, struct err *err)
{
	struct taken *t = arg;
	return t->answer == NOTICE_TAKEN ? mark_sent(tx, t, err) : mark_failed(tx, t, err);
}

/* ---- Sending ---- */

static const char *with_site(struct arena *a, const char *text, const char *site)
{
	struct out o = out_memory(a);
	for (const char *at; (at = strstr(text, NOTICE_SITE)); text = at + strlen(NOTICE_SITE)) {
		out_bytes(&o, text, (size_t)(at - text));
		out_text(&o, site);
	}
	out_text(&o, text);
	return out_string(&o);
}

static void count(struct notice_tally *tally, enum notice_answer answer)
{
	tally->sent += answer == NOTICE_TAKEN;
	tally->failed += answer == NOTICE_LATER || answer == NOTICE_AWAY;
	tally->given_up += answer == NOTICE_NEVER;
}

/* *away: there is no server that takes anything. */
static bool send_one(struct sender *s, int64_t id, bool *away, struct err *err)
{
	struct taken t = { .sender = s, .id = id };
	*away = false;
	if (!db_write(s->db, take, &t, err) || !t.held)
		return !err->kind;
	struct notice_mail mail = {
		.from = s->setting.sender, .to = t.email, .subject = t.subject, .message_id = t.message_id, .at = t.made_at,
		.text = with_site(s->mail, t.text, s->setting.site),
		.unsubscribe = *t.unsubscribe ? arena_printf(s->mail, "%s%s", s->setting.site, t.unsubscribe) : "",
	};
	t.answer = notice_smtp_send(s->smtp, s->mail, &mail, &t.why);
	*away = t.answer == NOTICE_AWAY;
	count(s->tally, t.answer);
	if (t.answer != NOTICE_TAKEN)
		log_warning("notice %lld was not sent; `planverk notice list` tells why", (long long)id);
	return db_write(s->db, finish, &t, err);
}

static void name_sender(struct sender *s)
{
	char host[64] = "";
	uint32_t number;
	gethostname(host, sizeof host - 1);
	random_secret(&number, sizeof number);
	snprintf(s->name, sizeof s->name, "%s/%d/%08x", host, (int)getpid(), number);
}

static bool run(struct sender *s, const atomic_bool *stopping, struct err *err)
{
	int64_t id;
	bool old, away = false;
	if (!next_due(s, &id, &old, err) || !id)
		return !err->kind;
	if (old && !db_write(s->db, give_up_old, s, err))
		return false;
	s->smtp = notice_smtp_new(s->arena, &s->setting, stopping, err);
	if (!s->smtp)
		return false;
	for (int i = 0; i < MAILS_A_RUN && !away && !atomic_load(stopping); i++) {
		arena_reset(s->mail);
		if (!next_due(s, &id, &old, err))
			return false;
		if (!id)
			break;
		if (!send_one(s, id, &away, err))
			return false;
	}
	return true;
}

static bool load_setting(struct sender *s, struct err *err)
{
	struct db_conn *c = db_reader(s->db, err);
	bool ok = c && notice_setting_load(c, s->arena, &s->setting, err);
	db_reader_done(c);
	return ok;
}

bool notice_send_due(struct db *db, const atomic_bool *stopping, struct notice_tally *tally, struct err *err)
{
	struct sender s = { .db = db, .arena = arena_new(), .mail = arena_new(), .tally = tally };
	*tally = (struct notice_tally){ 0 };
	name_sender(&s);
	bool ok = notice_sweep(db, s.arena, err) && load_setting(&s, err)
	          && (!*s.setting.smtp || (notice_tell_all(db, s.arena, err) && run(&s, stopping, err)));
	arena_free(s.mail);
	arena_free(s.arena);
	return ok;
}

void notice_chore(struct db *db, const atomic_bool *stopping)
{
	struct err err = { 0 };
	struct notice_tally tally;
	if (!notice_send_due(db, stopping, &tally, &err))
		log_error("notices could not be sent: %s", err.message);
}

bool notice_retry(struct db_conn *tx, int64_t id, int64_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE notice SET made_at = CASE state WHEN 'given_up' THEN $now ELSE made_at END, state = 'waiting', "
		"  not_before = 0, ended_at = 0 "
		"WHERE (id = $id OR $id = 0) AND (state = 'given_up' OR (state = 'waiting' AND attempts > 0))"));
	db_bind_i64(st, "$now", clock_now());
	db_bind_i64(st, "$id", id);
	return db_finish_changed(st, n, err) && (*n == 0 || notice_journal(tx, "notice.retry", id, 0, err));
}
