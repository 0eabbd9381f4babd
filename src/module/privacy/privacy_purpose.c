/* Why personal data is kept, on what ground and how long; and which columns hold it. */
#include "module/privacy/privacy_internal.h"

#include "db/journal.h"
#include "ui/translate.h"

const struct privacy_purpose privacy_purposes[] = {
	{ "statement", N_("Taking part in the plan"),
	  N_("What people send in is read, weighed and answered, and shows later what the plan rests on."),
	  N_("A task in the public interest: article 6(1)(e) of the General Data Protection Regulation, with sections 5-1 and 8-3 of the Planning and Building Act. The Archives Act demands that it is kept."),
	  NULL, 0, true },
	{ "publication", N_("Publication"),
	  N_("What people send in is shown to everybody where they permit it. The permission is separate from the ground on which the text is kept, and can be withdrawn."),
	  N_("Consent: article 6(1)(a) of the General Data Protection Regulation."),
	  NULL, 0, true },
	{ "contact", N_("Getting in touch"),
	  N_("The planners can ask back, and tell what became of an answer. An address is given voluntarily and is never shown."),
	  N_("Consent: article 6(1)(a) of the General Data Protection Regulation."),
	  N_("the last day of the consultation, or the answer where it has none"), 12, true },
	{ "request", N_("Requests about personal data"),
	  N_("It can be shown that a request was answered in time."),
	  N_("A legal duty: article 6(1)(c) of the General Data Protection Regulation."),
	  N_("the answer to the request"), 36, true },
	{ "account", N_("Accounts of those who plan"),
	  N_("Only those who are to may change a plan, and it can be seen who decided what."),
	  N_("A task in the public interest: article 6(1)(e) of the General Data Protection Regulation."),
	  N_("the day when the account was disabled"), 24, false },
	{ "session", N_("Being logged in"),
	  N_("A browser is known again while somebody is logged in, and a form sent twice acts once."),
	  N_("A legal duty to keep the service secure: article 6(1)(c) with article 32 of the General Data Protection Regulation."),
	  N_("the last use"), 1, false },
	{ "journal", N_("Journal of changes"),
	  N_("It can be proved that nothing was changed afterwards."),
	  N_("A task in the public interest: article 6(1)(e) of the General Data Protection Regulation, with the Archives Act."),
	  NULL, 0, false },
};
const size_t privacy_purposes_len = ARRAY_LEN(privacy_purposes);

const struct privacy_purpose *privacy_purpose(const char *code)
{
	for (size_t i = 0; i < privacy_purposes_len; i++)
		if (str_eq(privacy_purposes[i].code, code))
			return &privacy_purposes[i];
	return NULL;
}

/* ---- Columns ---- */

const struct privacy_exception privacy_exceptions[] = {
	{ "*", "source_name", "The name of a file." },
	{ "schema_migration", "name", "The name of a file of the program." },
	{ "organisation", "name_key", "Follows from the name, and is replaced with it." },
	{ "event", "name", "The name of an event." },
	{ "body", "name", "The name of a body." },
	{ "measure_sheet", "name", "The name of a group at a gathering." },
	{ "measure_proposal", "by_when", "A time, in words." },
	{ "event_attendance", "persons", "A number." },
	{ "text_demand_cue", "addressee", "An authority that something is demanded of." },
	{ "plan_node", "addressee", "An authority that something is demanded of." },
	{ "job", "taken_by", "The name of a machine." },
	{ "remark", "made_by", "The number of a change, which has its author." },
	{ "remark", "ended_by", "The number of a change, which has its author." },
	{ "position_standing", "decided_by", "The name of a body." },
	{ "version", "name", "The name of a version of a plan." },
	{ "decision_recipient", "name", "The name of an authority." },
	{ "decision_recipient", "email", "An authority's own address." },
	{ "inbox_reply", "replaced_by", "The number of a newer text." },
	{ "notice", "taken_by", "The name of a machine." },
	{ "notice_setting", "sender", "The authority's own address." },
	{ "notice_setting", "user_name", "The service's account at the mail server." },
	{ "notice_setting", "password_file", "The name of a file." },
};
const size_t privacy_exceptions_len = ARRAY_LEN(privacy_exceptions);

/* A word of a name that has words joined by "_". */
static bool has_word(const char *column, const char *word)
{
	struct span rest = span_of(column);
	while (rest.s)
		if (span_is(span_cut(&rest, '_'), word))
			return true;
	return false;
}

bool privacy_looks_personal(const char *column)
{
	static const char *const words[] = { "name", "email", "mail", "phone", "telephone", "mobile", "address", "addressee",
	                                     "contact", "ip", "birth", "born", "person", "persons", "user", "sender", "author",
	                                     "password", "token", "by", "assignee", "signature" };
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (has_word(column, words[i]))
			return true;
	return false;
}

static bool is_exception(const char *table, const char *column)
{
	for (size_t i = 0; i < privacy_exceptions_len; i++) {
		const struct privacy_exception *e = &privacy_exceptions[i];
		if (str_eq(e->column, column) && (str_eq(e->table, "*") || str_eq(e->table, table)))
			return true;
	}
	return false;
}

static bool has_column(const struct personal *p, const char *column)
{
	struct span rest = span_of(p->columns);
	while (rest.s)
		if (span_is(span_cut(&rest, ' '), column))
			return true;
	return false;
}

struct looking {
	const char *table, *column;
	bool found;
};

static void look(void *arg, const char *module, const struct personal *p)
{
	struct looking *l = arg;
	(void)module;
	l->found = l->found || (str_eq(p->table, l->table) && has_column(p, l->column));
}

bool privacy_is_listed(const char *table, const char *column)
{
	struct looking l = { table, column, is_exception(table, column) };
	personal_each(look, &l);
	return l.found;
}

/* ---- Periods ---- */

int64_t privacy_before(int64_t now, int64_t months)
{
	return now - months * 3652425 / 120000 * 24 * 3600 * CLOCK_SECOND;
}

bool privacy_months(struct db_conn *c, struct arena *a, int64_t plan_id, const struct privacy_purpose *purpose,
                    int64_t *months, const char **reason, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT months, reason FROM privacy_retention WHERE plan_id = $plan AND purpose = $purpose ORDER BY id DESC LIMIT 1"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$purpose", purpose->code);
	*months = purpose->months;
	*reason = "";
	if (db_step(st)) {
		*months = db_i64(st, 0);
		*reason = db_text(st, 1, a);
	}
	return db_finish(st, err);
}

static bool journal_months(struct db_conn *tx, int64_t plan_id, const struct privacy_purpose *purpose, int64_t months,
                           const char *reason, int64_t by, struct err *err)
{
	struct arena *a = arena_new();
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_string(&j, "purpose", purpose->code);
	json_put_i64(&j, "months", months);
	json_put_string(&j, "reason", reason);
	json_put_end(&j);
	bool ok = journal_write(tx, "privacy.retention", plan_id, out_string(&content), err);
	arena_free(a);
	return ok;
}

bool privacy_set_months(struct db_conn *tx, int64_t plan_id, const struct privacy_purpose *purpose, int64_t months,
                        const char *reason, int64_t by, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO privacy_retention (id, plan_id, purpose, months, reason, user_id, set_at) "
		"VALUES ($id, $plan, $purpose, $months, $reason, $user, $now)"));
	db_bind_i64(st, "$id", db_new_id(tx));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$purpose", purpose->code);
	db_bind_i64(st, "$months", months);
	db_bind_text(st, "$reason", reason);
	db_bind_id(st, "$user", by);
	db_bind_i64(st, "$now", clock_now());
	return db_finish(st, err) && journal_months(tx, plan_id, purpose, months, reason, by, err);
}
