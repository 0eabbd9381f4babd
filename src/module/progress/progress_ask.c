/* Who is asked: links, addresses, mails and reminders. */
#include "module/progress/progress_internal.h"

#include "base/hash.h"
#include "base/log.h"
#include "base/random.h"
#include "db/journal.h"
#include "module/notice/notice.h"
#include "module/organisation/organisation.h"
#include "ui/translate.h"

/* ---- Reading ---- */

#define ASK_COLUMNS "SELECT k.id, k.round_id, o.name, coalesce(t.email, ''), coalesce(t.token, ''), k.reminded_on FROM progress_ask k " \
                    "JOIN organisation o ON o.id = k.organisation_id LEFT JOIN progress_contact t ON t.ask_id = k.id "

static struct progress_ask ask_row(struct db_stmt *st, struct arena *a)
{
	struct progress_ask ask = { .id = db_i64(st, 0), .round_id = db_i64(st, 1), .organisation = db_text(st, 2, a),
	                            .email = db_text(st, 3, a), .token = db_text(st, 4, a) };
	date_parse(db_text(st, 5, a), &ask.reminded);
	return ask;
}

bool progress_asks(struct db_conn *c, struct arena *a, int64_t round_id, struct progress_ask **list, size_t *n, struct err *err)
{
	VEC(struct progress_ask) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(ASK_COLUMNS "WHERE k.round_id = $round ORDER BY o.name"));
	db_bind_i64(st, "$round", round_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = ask_row(st, a);
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool progress_by_token(struct db_conn *c, struct arena *a, const char *token, struct progress_ask *ask, struct err *err)
{
	struct digest digest = digest_of(token, strlen(token));
	*ask = (struct progress_ask){ 0 };
	struct db_stmt *st = db_prepare(c, SQL(ASK_COLUMNS "WHERE k.token_hash = $hash"));
	db_bind_blob(st, "$hash", digest.byte, DIGEST_SIZE);
	if (db_step(st))
		*ask = ask_row(st, a);
	return db_finish(st, err);
}

/* ---- Asking ---- */

static bool add_ask(struct db_conn *tx, struct arena *a, int64_t round_id, const char *organisation, struct err *err)
{
	struct digest secret;
	char token[DIGEST_HEX_SIZE];
	int64_t organisation_id, id = db_new_id(tx);
	random_secret(&secret, sizeof secret);
	digest_hex(&secret, token);
	struct digest hash = digest_of(token, strlen(token));
	if (!organisation_named(tx, a, organisation, &organisation_id, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO progress_ask (id, round_id, organisation_id, token_hash, reminded_on) VALUES ($id, $round, $organisation, $hash, '')"));
	db_bind_i64(st, "$id", id);
	db_bind_i64(st, "$round", round_id);
	db_bind_i64(st, "$organisation", organisation_id);
	db_bind_blob(st, "$hash", hash.byte, DIGEST_SIZE);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("INSERT INTO progress_contact (ask_id, email, token) VALUES ($id, '', $token)"));
	db_bind_i64(st, "$id", id);
	db_bind_text(st, "$token", token);
	return db_finish(st, err);
}

/* One for each who is responsible for a measure that goes on. */
static bool ask_all(struct db_conn *tx, struct arena *a, const struct progress_round *round, size_t *asked, struct err *err)
{
	struct measure *list;
	size_t n;
	struct strmap *seen = strmap_new(a);
	*asked = 0;
	if (!measure_list(tx, a, round->programme_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		bool is_new = false;
		if (!*list[i].lead || list[i].closed != MEASURE_GOES_ON)
			continue;
		strmap_at(seen, span_of(list[i].lead), &is_new);
		if (is_new && !add_ask(tx, a, round->id, list[i].lead, err))
			return false;
		*asked += is_new;
	}
	return *asked || err_conflict(err, "Nobody is responsible for a measure that goes on");
}

static bool year_is_free(struct db_conn *tx, struct arena *a, const struct progress_round *round, struct err *err)
{
	struct progress_round *list;
	size_t n;
	if (!progress_rounds(tx, a, round->programme_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (list[i].year == round->year)
			return err_conflict(err, "The reporting for %d was opened on %s", round->year, date_iso(a, list[i].opened));
	return true;
}

bool progress_open(struct db_conn *tx, struct arena *a, struct progress_round *round, int64_t by, struct err *err)
{
	struct measure_programme programme;
	size_t asked;
	round->opened = date_at(clock_now());
	if (!measure_programme_get(tx, a, round->programme_id, &programme, err) || !year_is_free(tx, a, round, err))
		return false;
	if (!programme.adopted.year)
		return err_conflict(err, "The action programme is not adopted yet: nobody reports on a draft");
	if (round->year < programme.first_year - 1 || round->year > programme.last_year)
		return err_input(err, "The action programme goes from %d to %d", programme.first_year, programme.last_year);
	if (!date_valid(round->due) || date_days(round->due) < date_days(round->opened))
		return err_input(err, "Answers are due today or later");
	round->id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO progress_round (id, programme_id, year, opened_on, due_on, closed_on) VALUES ($id, $programme, $year, $opened, $due, '')"));
	db_bind_i64(st, "$id", round->id);
	db_bind_i64(st, "$programme", round->programme_id);
	db_bind_i64(st, "$year", round->year);
	db_bind_text(st, "$opened", date_iso(a, round->opened));
	db_bind_text(st, "$due", date_iso(a, round->due));
	return db_finish(st, err) && ask_all(tx, a, round, &asked, err)
	       && journal_write(tx, "progress.open", round->id, arena_printf(a, "{\"by\": %lld, \"year\": %d, \"asked\": %zu}", (long long)by,
	                                                                     round->year, asked), err);
}

/* ---- Mail ---- */

static bool plan_of_round(struct db_conn *c, struct arena *a, int64_t round_id, struct progress_round *round, struct plan *plan,
                          struct err *err)
{
	struct measure_programme programme;
	if (!progress_round_get(c, a, round_id, round, err))
		return false;
	if (!round->id)
		return err_not_found(err, "There is no such reporting");
	return measure_programme_get(c, a, round->programme_id, &programme, err) && plan_get(c, a, programme.plan_id, plan, err);
}

static bool mail(struct db_conn *tx, struct arena *a, const struct progress_ask *ask, bool again, struct err *err)
{
	struct progress_round round;
	struct plan plan;
	enum lang lang = LANG_NB;
	if (!plan_of_round(tx, a, ask->round_id, &round, &plan, err))
		return false;
	lang_parse(plan.language, &lang);
	const char *due = date_iso(a, round.due), *link = arena_printf(a, NOTICE_SITE "/progress/%s", ask->token);
	struct notice n = { .kind = again ? "reminder" : "progress", .email = ask->email };
	n.subject = again ? tr_format_lang(a, lang, "A reminder: how far have the measures come? %s", plan.title)
	                  : tr_format_lang(a, lang, "How far have the measures come? %s", plan.title);
	n.text = tr_format_lang(a, lang,
		"%1$s is responsible for measures in the action programme of \"%2$s\".\n\n"
		"Please answer for %3$s by %4$s. You need no account:\n\n%5$s\n\n"
		"The address is a secret: whoever has it can answer for you.",
		ask->organisation, plan.title, arena_printf(a, "%d", round.year), due, link);
	return notice_write(tx, a, &n, err);
}

bool progress_contact(struct db_conn *tx, struct arena *a, int64_t round_id, const char *organisation, const char *email, int64_t by,
                      struct err *err)
{
	struct progress_ask *list;
	size_t n;
	if (!progress_asks(tx, a, round_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(list[i].organisation, organisation))
			continue;
		list[i].email = email;
		struct db_stmt *st = db_prepare(tx, SQL("UPDATE progress_contact SET email = $email WHERE ask_id = $id"));
		db_bind_text(st, "$email", email);
		db_bind_i64(st, "$id", list[i].id);
		return db_finish(st, err) && (!*email || !*list[i].token || mail(tx, a, &list[i], false, err))
		       && journal_write(tx, "progress.contact", list[i].id, arena_printf(a, "{\"by\": %lld}", (long long)by), err);
	}
	return err_not_found(err, "%s is not asked: it is responsible for no measure that goes on", organisation);
}

/* ---- Reminders ---- */

/* Whether one who is asked has a measure without an answer, or with a question to answer. */
static bool has_open(const struct progress_ask *ask, const struct progress_round *round, const struct measure *measures, size_t n_measures,
                     const struct progress_report *reports, size_t n_reports)
{
	for (size_t i = 0; i < n_measures; i++) {
		if (!str_eq(measures[i].lead, ask->organisation) || measures[i].closed != MEASURE_GOES_ON)
			continue;
		const struct progress_report *r = progress_find(reports, n_reports, measures[i].id, round->year, false);
		if (!r || r->state == PROGRESS_ASKED_BACK)
			return true;
	}
	return false;
}

static bool mark_reminded(struct db_conn *tx, struct arena *a, int64_t ask_id, struct date today, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE progress_ask SET reminded_on = $today WHERE id = $id"));
	db_bind_text(st, "$today", date_iso(a, today));
	db_bind_i64(st, "$id", ask_id);
	return db_finish(st, err);
}

bool progress_remind_all(struct db_conn *tx, struct arena *a, int64_t round_id, struct date today, size_t *n, struct err *err)
{
	struct progress_round round;
	struct progress_ask *asks;
	struct measure *measures;
	struct progress_report *reports;
	size_t n_asks, n_measures, n_reports;
	*n = 0;
	if (!progress_round_get(tx, a, round_id, &round, err) || !progress_asks(tx, a, round_id, &asks, &n_asks, err)
	    || !measure_list(tx, a, round.programme_id, &measures, &n_measures, err)
	    || !progress_reports(tx, a, round.programme_id, &reports, &n_reports, err))
		return false;
	for (size_t i = 0; i < n_asks; i++) {
		if (!*asks[i].email || !*asks[i].token || !progress_remind(&round, asks[i].reminded, today)
		    || !has_open(&asks[i], &round, measures, n_measures, reports, n_reports))
			continue;
		if (!mail(tx, a, &asks[i], true, err) || !mark_reminded(tx, a, asks[i].id, today, err))
			return false;
		++*n;
	}
	return true;
}

struct reminding {
	struct arena *a;
	int64_t round_id;
	struct date today;
	size_t n;
};

static bool remind(struct db_conn *tx, void *arg, struct err *err)
{
	struct reminding *r = arg;
	return progress_remind_all(tx, r->a, r->round_id, r->today, &r->n, err);
}

/* Rounds in which somebody may have to be reminded: a glance that writes nothing. */
static bool due_rounds(struct db *db, struct arena *a, struct date today, int64_t **ids, size_t *n, struct err *err)
{
	VEC(int64_t) found = { 0 };
	struct db_conn *c = db_reader(db, err);
	if (!c)
		return false;
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT DISTINCT o.id, o.due_on, k.reminded_on, o.opened_on FROM progress_round o JOIN progress_ask k ON k.round_id = o.id "
		"JOIN progress_contact t ON t.ask_id = k.id WHERE o.closed_on = '' AND t.email <> ''"));
	while (db_step(st)) {
		struct progress_round round = { .id = db_i64(st, 0) };
		struct date reminded = { 0 };
		date_parse(db_text(st, 1, a), &round.due);
		date_parse(db_text(st, 2, a), &reminded);
		date_parse(db_text(st, 3, a), &round.opened);
		if (progress_remind(&round, reminded, today) && (found.n == 0 || found.v[found.n - 1] != round.id))
			*VEC_PUSH(a, &found) = round.id;
	}
	*ids = found.v;
	*n = found.n;
	bool ok = db_finish(st, err);
	db_reader_done(c);
	return ok;
}

void progress_chore(struct db *db, const atomic_bool *stopping)
{
	static struct date looked; /* one thread runs the chores; once a day is enough */
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct date today = date_at(clock_now());
	int64_t *ids;
	size_t n;
	if (date_days(looked) != date_days(today) && due_rounds(db, a, today, &ids, &n, &err)) {
		for (size_t i = 0; i < n && !atomic_load(stopping) && !err.kind; i++)
			db_write(db, remind, &(struct reminding){ a, ids[i], today, 0 }, &err);
		if (!err.kind)
			looked = today;
	}
	if (err.kind)
		log_warning("reminders of reporting: %s", err.message);
	arena_free(a);
}

bool progress_forget(struct db_conn *tx, const char *person, int64_t *n, struct err *err)
{
	int64_t changed;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE progress_contact SET email = '' WHERE lower(email) = $email"));
	db_bind_text(st, "$email", person);
	if (!db_finish_changed(st, &changed, err))
		return false;
	*n += changed;
	return true;
}
