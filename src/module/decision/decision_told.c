/* Who is told of an adopted plan (plan- og bygningsloven section 8-4). */
#include "module/decision/decision_internal.h"

#include "base/utf8.h"
#include "db/journal.h"
#include "module/notice/notice.h"
#include "module/organisation/organisation.h"
#include "ui/translate.h"

#define NAME_MAX_LENGTH 200 /* code points */

const struct body_name recipient_kinds[RECIPIENT_KINDS] = {
	[RECIPIENT_MUNICIPALITY] = { "municipality", N_("Municipality") },
	[RECIPIENT_STATE_ADMINISTRATOR] = { "state_administrator", N_("County governor") },
	[RECIPIENT_STATE_BODY] = { "state_body", N_("State body") },
	[RECIPIENT_MINISTRY] = { "ministry", N_("Ministry") },
	[RECIPIENT_OTHER] = { "other", N_("Others") },
};

/* ---- Reading ---- */

bool recipient_list(struct db_conn *c, struct arena *a, int64_t plan_id, const struct digest *digest, struct recipient **list,
                    size_t *n, struct err *err)
{
	VEC(struct recipient) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, name, kind, email, sent_on, received_on FROM decision_recipient WHERE plan_id = $plan AND digest = $digest "
		"ORDER BY kind, name, id"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_blob(st, "$digest", digest->byte, DIGEST_SIZE);
	while (db_step(st)) {
		struct recipient *r = VEC_PUSH(a, &found);
		size_t kind = body_name_parse(recipient_kinds, RECIPIENT_KINDS, db_text(st, 2, a));
		*r = (struct recipient){ .id = db_i64(st, 0), .name = db_text(st, 1, a), .email = db_text(st, 3, a),
		                         .kind = kind < RECIPIENT_KINDS ? (enum recipient_kind)kind : RECIPIENT_OTHER };
		date_parse(db_text(st, 4, a), &r->sent);
		date_parse(db_text(st, 5, a), &r->received);
	}
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

struct date recipient_objection_until(const struct recipient *list, size_t n)
{
	struct date until = { 0 };
	for (size_t i = 0; i < n; i++) {
		if (list[i].kind != RECIPIENT_MINISTRY || !list[i].received.year)
			continue;
		struct date end = decision_objection_until(list[i].received);
		if (!until.year || date_days(end) > date_days(until))
			until = end;
	}
	return until;
}

/* ---- Telling ---- */

static bool journal(struct db_conn *tx, struct arena *a, const char *action, int64_t plan_id, const struct recipient *r, int64_t by,
                    struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_i64(&j, "plan", plan_id);
	json_put_string(&j, "name", r->name);
	json_put_string(&j, "kind", recipient_kinds[r->kind].code);
	json_put_string(&j, "sent", date_iso(a, r->sent));
	json_put_string(&j, "received", date_iso(a, r->received));
	json_put_end(&j);
	return journal_write(tx, action, r->id, out_string(&content), err);
}

static bool mail(struct db_conn *tx, struct arena *a, const struct decision_book *book, const char *address, struct err *err)
{
	enum lang lang = LANG_NB;
	lang_parse(book->plan.language, &lang);
	const char *text = tr_format_lang(a, lang,
		"The plan \"%1$s\" has been adopted. It stands here, with the decisions:\n\n%2$s\n\n"
		"This message is sent in accordance with section 8-4 of the Planning and Building Act.",
		book->plan.title, arena_printf(a, NOTICE_SITE "/plan/%s/decisions", book->plan.slug));
	return notice_write(tx, a, &(struct notice){ .kind = "adopted", .email = address,
		.subject = tr_format_lang(a, lang, "Adopted plan: %s", book->plan.title), .text = text }, err);
}

static bool check(struct recipient *r, struct date adopted, struct date today, struct err *err)
{
	if (!*r->name || utf8_length(span_of(r->name)) > NAME_MAX_LENGTH)
		return err_input(err, "%s", N_("Name who is told, in at most 200 characters."));
	if (date_days(r->sent) > date_days(today) || date_days(r->received) > date_days(today))
		return err_input(err, "%s", N_("Nothing can have been sent or received later than today."));
	if (r->sent.year && date_days(r->sent) < date_days(adopted))
		return err_input(err, "%s", N_("It cannot have been sent before the plan was adopted."));
	if (r->received.year && (!r->sent.year || date_days(r->received) < date_days(r->sent)))
		return err_input(err, "%s", N_("It cannot have been received before it was sent."));
	return true;
}

static bool in_force(struct db_conn *tx, struct arena *a, int64_t plan_id, struct decision_book *book, struct err *err)
{
	return decision_load(tx, a, plan_id, book, err)
	       && (book->standing.in_force >= 0
	           || err_conflict(err, "%s", N_("No version has been adopted by all planning authorities yet: nobody is told before (§ 8-4).")));
}

static const struct digest *digest_in_force(const struct decision_book *book)
{
	return &book->standing.versions[book->standing.in_force].digest;
}

static bool is_listed(const struct recipient *list, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].name, name))
			return true;
	return false;
}

bool decision_told(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t told[4], struct date *until, struct err *err)
{
	struct decision_book book;
	struct recipient *list;
	size_t n;
	if (!decision_load(c, a, plan_id, &book, err))
		return false;
	if (book.standing.in_force < 0)
		return true;
	if (!recipient_list(c, a, plan_id, digest_in_force(&book), &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (list[i].kind <= RECIPIENT_MINISTRY && list[i].sent.year)
			told[list[i].kind]++;
	*until = recipient_objection_until(list, n);
	return true;
}

bool recipient_add(struct db_conn *tx, struct arena *a, int64_t plan_id, struct recipient *r, int64_t by, struct err *err)
{
	struct decision_book book;
	struct recipient *list;
	size_t n;
	struct date today = date_at(clock_now());
	const char *address = *r->email ? notice_address(a, span_of(r->email)) : NULL;
	if (*r->email && !address)
		return err_input(err, "%s", N_("This is no address that mail can be sent to."));
	if (!in_force(tx, a, plan_id, &book, err) || !recipient_list(tx, a, plan_id, digest_in_force(&book), &list, &n, err))
		return false;
	if (is_listed(list, n, r->name))
		return err_conflict(err, "%s", N_("The recipient stands in the list already."));
	bool send = address && !r->sent.year;
	if (send)
		r->sent = today;
	if (!check(r, book.list[book.standing.completed_by].on, today, err))
		return false;
	r->id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO decision_recipient (id, plan_id, digest, name, kind, email, sent_on, received_on) "
		"VALUES ($id, $plan, $digest, $name, $kind, $email, $sent, $received)"));
	db_bind_i64(st, "$id", r->id);
	db_bind_i64(st, "$plan", plan_id);
	db_bind_blob(st, "$digest", digest_in_force(&book)->byte, DIGEST_SIZE);
	db_bind_text(st, "$name", r->name);
	db_bind_text(st, "$kind", recipient_kinds[r->kind].code);
	db_bind_text(st, "$email", address ? address : "");
	db_bind_text(st, "$sent", date_iso(a, r->sent));
	db_bind_text(st, "$received", date_iso(a, r->received));
	return db_finish(st, err) && journal(tx, a, "decision.told", plan_id, r, by, err) && (!send || mail(tx, a, &book, address, err));
}

bool recipient_mark(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t id, struct date sent, struct date received,
                    int64_t by, struct err *err)
{
	struct decision_book book;
	struct recipient *list;
	size_t n, i = 0;
	if (!in_force(tx, a, plan_id, &book, err) || !recipient_list(tx, a, plan_id, digest_in_force(&book), &list, &n, err))
		return false;
	while (i < n && list[i].id != id)
		i++;
	if (i == n)
		return err_not_found(err, "Nobody with the number %lld is to be told of this plan", (long long)id);
	if (sent.year)
		list[i].sent = sent;
	if (received.year)
		list[i].received = received;
	if (!check(&list[i], book.list[book.standing.completed_by].on, date_at(clock_now()), err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE decision_recipient SET sent_on = $sent, received_on = $received WHERE id = $id"));
	db_bind_text(st, "$sent", date_iso(a, list[i].sent));
	db_bind_text(st, "$received", date_iso(a, list[i].received));
	db_bind_i64(st, "$id", id);
	return db_finish(st, err) && journal(tx, a, "decision.told-mark", plan_id, &list[i], by, err);
}

/* ---- Who must be told ---- */

/* What the register of organisations calls those whom the section names. */
static bool is_told(const struct organisation *o, enum recipient_kind *kind)
{
	*kind = str_eq(o->kind, "municipality") ? RECIPIENT_MUNICIPALITY : RECIPIENT_STATE_BODY;
	return str_eq(o->kind, "municipality") || str_eq(o->kind, "state_body");
}

bool recipient_start(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t by, size_t *added, struct err *err)
{
	struct decision_book book;
	struct recipient *there;
	struct organisation *list;
	size_t n, n_there;
	*added = 0;
	if (!in_force(tx, a, plan_id, &book, err) || !recipient_list(tx, a, plan_id, digest_in_force(&book), &there, &n_there, err)
	    || !organisation_list(tx, a, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct recipient r = { .name = list[i].name, .email = "" };
		if (!is_told(&list[i], &r.kind) || is_listed(there, n_there, r.name))
			continue;
		if (!recipient_add(tx, a, plan_id, &r, by, err))
			return false;
		++*added;
	}
	return true;
}
