/* What is demanded of a letter that is registered, and keeping it. */
#include "module/intake/intake_internal.h"

#include "base/out.h"
#include "base/utf8.h"
#include "db/journal.h"
#include "ui/translate.h"

#define NAME_MAX_LENGTH 200 /* code points */
#define REASON_MAX 500

const struct intake_medium_name intake_media[INTAKE_MEDIA] = {
	[INTAKE_LETTER] = { "letter", N_("Letter") },
	[INTAKE_EMAIL] = { "email", N_("E-mail") },
};

/* ---- Checking ---- */

bool intake_is_late(const struct intake *i, const struct consultation *c)
{
	return c && c->closes.year && date_days(i->received) > date_days(c->closes);
}

static bool too_long(const char *text)
{
	return utf8_length(span_of(text)) > NAME_MAX_LENGTH;
}

static struct intake_problem check_texts(const struct intake *i)
{
	if (!*i->sender)
		return (struct intake_problem){ "sender", N_("Who has sent it?") };
	if (too_long(i->sender))
		return (struct intake_problem){ "sender", N_("At most 200 characters.") };
	if (too_long(i->organisation))
		return (struct intake_problem){ "organisation", N_("At most 200 characters.") };
	if (too_long(i->ref))
		return (struct intake_problem){ "ref", N_("At most 200 characters.") };
	if (!*i->text)
		return (struct intake_problem){ "text", N_("No text was found in the file. Write what it says.") };
	return (struct intake_problem){ 0 };
}

static struct intake_problem check_consultation(const struct intake *i, const struct consultation *c)
{
	if (c->stored == CONSULTATION_DRAFT)
		return (struct intake_problem){ "consultation", N_("The consultation has not been announced.") };
	if (date_days(i->received) < date_days(c->opens))
		return (struct intake_problem){ "consultation",
			N_("It was received before the consultation opened: register it without the consultation.") };
	if (intake_is_late(i, c) && !*i->late_reason)
		return (struct intake_problem){ "late", N_("It came after the consultation had closed. Why is it taken all the same?") };
	if (utf8_length(span_of(i->late_reason)) > REASON_MAX)
		return (struct intake_problem){ "late", N_("Give a reason of at most 500 characters.") };
	return (struct intake_problem){ 0 };
}

struct intake_problem intake_check(const struct intake *i, const struct consultation *c, struct date today)
{
	struct intake_problem problem = check_texts(i);
	if (problem.message)
		return problem;
	if (!i->received.year)
		return (struct intake_problem){ "received", N_("Write the day when it was received as 2026-02-16.") };
	if (date_days(i->received) > date_days(today))
		return (struct intake_problem){ "received", N_("It cannot have been received later than today.") };
	if (i->dated.year && date_days(i->dated) > date_days(i->received))
		return (struct intake_problem){ "dated", N_("It cannot be dated later than it was received.") };
	return c ? check_consultation(i, c) : problem;
}

/* ---- Keeping ---- */

/* The same original of one sender on one day is registered once; two senders may well send the same letter. */
static struct digest digest_of_intake(const struct intake *i)
{
	struct digester d;
	digest_begin(&d);
	digest_text(&d, "intake");
	digest_text(&d, i->sender);
	digest_i64(&d, date_days(i->received));
	digest_bytes(&d, i->files[0].digest.byte, DIGEST_SIZE);
	return digest_end(&d);
}

/* Not under a name that tells of the sender: the name of a source stands in the journal. */
static bool add_contribution(struct db_conn *tx, struct arena *a, struct intake *i, struct err *err)
{
	struct digest digest = digest_of_intake(i);
	struct plan_source source = { arena_printf(a, "intake/%lld", (long long)i->id), digest.byte };
	const struct contribution_row row = {
		.text = i->text, .ref = i->ref, .event = "", .group = "", .organisation = i->organisation, .topic = i->topic,
		.language = "", .said_on = date_iso(a, i->dated.year ? i->dated : i->received), .publish = i->publish };
	struct contribution_added added;
	if (!contribution_add(tx, a, i->plan_id, &source, &row, 1, &added, err))
		return false;
	if (added.same_file)
		return err_conflict(err, "This original of this sender and day is registered already");
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT t.id FROM contribution t JOIN contribution_import i ON i.id = t.import_id "
		"WHERE i.plan_id = $plan AND i.source_digest = $source"));
	db_bind_i64(st, "$plan", i->plan_id);
	db_bind_blob(st, "$source", digest.byte, DIGEST_SIZE);
	i->contribution_id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

static bool insert(struct db_conn *tx, struct arena *a, const struct intake *i, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO intake (id, plan_id, contribution_id, consultation_id, medium, dated_on, received_on, late_reason, "
		"  registered_by, registered_at) "
		"VALUES ($id, $plan, $contribution, $consultation, $medium, $dated, $received, $reason, $by, $now)"));
	db_bind_i64(st, "$id", i->id);
	db_bind_i64(st, "$plan", i->plan_id);
	db_bind_i64(st, "$contribution", i->contribution_id);
	db_bind_id(st, "$consultation", i->consultation_id);
	db_bind_text(st, "$medium", intake_media[i->medium].code);
	db_bind_text(st, "$dated", date_iso(a, i->dated));
	db_bind_text(st, "$received", date_iso(a, i->received));
	db_bind_text(st, "$reason", i->late_reason);
	db_bind_id(st, "$by", i->by);
	db_bind_i64(st, "$now", i->registered_at);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("INSERT INTO intake_sender (intake_id, name) VALUES ($id, $name)"));
	db_bind_i64(st, "$id", i->id);
	db_bind_text(st, "$name", i->sender);
	return db_finish(st, err);
}

static bool keep_files(struct db_conn *tx, struct arena *a, const struct intake *i, struct err *err)
{
	if (i->original_id && !file_attach(tx, i->original_id, i->contribution_id, err))
		return false;
	for (size_t k = i->original_id ? 1 : 0; k < i->n_files; k++) {
		int64_t file_id;
		if (!file_keep(tx, a, i->plan_id, &i->files[k], &file_id, err) || !file_attach(tx, file_id, i->contribution_id, err))
			return false;
	}
	return true;
}

static bool journal(struct db_conn *tx, struct arena *a, const struct intake *i, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", i->by);
	json_put_i64(&j, "contribution", i->contribution_id);
	json_put_i64(&j, "consultation", i->consultation_id);
	json_put_string(&j, "medium", intake_media[i->medium].code);
	json_put_string(&j, "dated", date_iso(a, i->dated));
	json_put_string(&j, "received", date_iso(a, i->received));
	json_put_string(&j, "late", i->late_reason);
	json_put_i64(&j, "files", (int64_t)i->n_files);
	json_put_end(&j);
	return journal_write(tx, "intake.add", i->id, out_string(&content), err);
}

bool intake_add(struct db_conn *tx, struct arena *a, struct intake *i, const struct consultation *c, struct err *err)
{
	i->id = db_new_id(tx);
	i->registered_at = clock_now();
	if (!intake_is_late(i, c))
		i->late_reason = "";
	return add_contribution(tx, a, i, err) && insert(tx, a, i, err) && keep_files(tx, a, i, err) && journal(tx, a, i, err);
}

/* ---- Reading ---- */

#define COLUMNS \
	"i.id, i.plan_id, i.contribution_id, coalesce(i.consultation_id, 0), i.medium, i.dated_on, i.received_on, " \
	"i.late_reason, coalesce(i.registered_by, 0), i.registered_at, coalesce(s.name, '') " \
	"FROM intake i LEFT JOIN intake_sender s ON s.intake_id = i.id "

static struct intake read_row(struct db_stmt *st, struct arena *a)
{
	struct intake i = {
		.id = db_i64(st, 0), .plan_id = db_i64(st, 1), .contribution_id = db_i64(st, 2), .consultation_id = db_i64(st, 3),
		.late_reason = db_text(st, 7, a), .by = db_i64(st, 8), .registered_at = db_i64(st, 9), .sender = db_text(st, 10, a),
	};
	i.medium = str_eq(db_text(st, 4, a), intake_media[INTAKE_EMAIL].code) ? INTAKE_EMAIL : INTAKE_LETTER;
	date_parse(db_text(st, 5, a), &i.dated);
	date_parse(db_text(st, 6, a), &i.received);
	return i;
}

bool intake_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct intake **list, size_t *n, struct err *err)
{
	VEC(struct intake) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT " COLUMNS "WHERE i.plan_id = $plan ORDER BY i.id DESC"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = read_row(st, a);
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool intake_of(struct db_conn *c, struct arena *a, int64_t contribution_id, struct intake *found, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT " COLUMNS "WHERE i.contribution_id = $contribution"));
	db_bind_i64(st, "$contribution", contribution_id);
	*found = (struct intake){ 0 };
	if (db_step(st))
		*found = read_row(st, a);
	return db_finish(st, err);
}

bool intake_forget(struct db_conn *tx, const char *person, int64_t *n, struct err *err)
{
	int64_t changed;
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM intake_sender WHERE name = $person"));
	db_bind_text(st, "$person", person);
	if (!db_finish_changed(st, &changed, err))
		return false;
	*n += changed;
	return true;
}
