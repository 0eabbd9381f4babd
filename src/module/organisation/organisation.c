#include "module/organisation/organisation.h"

#include "base/utf8.h"
#include "db/journal.h"
#include "module/organisation/organisation_internal.h"
#include "ui/translate.h"

const struct organisation_kind organisation_kinds[] = {
	{ "municipality", N_("Municipality") },
	{ "county", N_("County authority") },
	{ "state_body", N_("State body") },
	{ "business", N_("Business") },
	{ "business_association", N_("Business association") },
	{ "cluster", N_("Cluster") },
	{ "education", N_("Education") },
	{ "research", N_("Research") },
	{ "startup_community", N_("Start-up community") },
	{ "investor", N_("Investor") },
	{ "union", N_("Union") },
	{ "council", N_("Youth or other council") },
	{ "resident", N_("Resident") },
};
const size_t organisation_kinds_len = ARRAY_LEN(organisation_kinds);

const char *organisation_kind_name(const char *code)
{
	for (size_t i = 0; i < organisation_kinds_len; i++)
		if (str_eq(organisation_kinds[i].code, code))
			return organisation_kinds[i].name;
	return N_("Not stated");
}

/* Case and runs of spaces do not tell organisations apart. */
static const char *name_key(struct arena *a, const char *name)
{
	char *folded = utf8_fold(a, span_trim(span_of(name)));
	char *to = folded;
	for (const char *from = folded; *from; from++)
		if (*from != ' ' || to[-1] != ' ')
			*to++ = *from;
	*to = '\0';
	return folded;
}

static bool find_by_key(struct db_conn *c, const char *key, int64_t *id, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT id FROM organisation WHERE name_key = $key"));
	db_bind_text(st, "$key", key);
	*id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

static bool insert(struct db_conn *tx, const char *key, const struct organisation *o, int64_t *id, struct err *err)
{
	*id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO organisation (id, name, name_key, kind, area, sector) "
		"VALUES ($id, $name, $key, $kind, $area, $sector)"));
	db_bind_i64(st, "$id", *id);
	db_bind_text(st, "$name", o->name);
	db_bind_text(st, "$key", key);
	db_bind_text(st, "$kind", o->kind);
	db_bind_text(st, "$area", o->area);
	db_bind_text(st, "$sector", o->sector);
	return db_finish(st, err);
}

bool organisation_named(struct db_conn *tx, struct arena *a, const char *name, int64_t *id, struct err *err)
{
	const char *key = name_key(a, name);
	if (!find_by_key(tx, key, id, err))
		return false;
	return *id || insert(tx, key, &(struct organisation){ 0, name, "", "", "" }, id, err);
}

bool organisation_put(struct db_conn *tx, struct arena *a, const struct organisation *o,
                      enum organisation_change *change, struct err *err)
{
	const char *key = name_key(a, o->name);
	int64_t id, changed;
	if (!find_by_key(tx, key, &id, err))
		return false;
	if (!id) {
		*change = ORGANISATION_ADDED;
		return insert(tx, key, o, &id, err);
	}
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE organisation SET kind = $kind, area = $area, sector = $sector "
		"WHERE id = $id AND (kind <> $kind OR area <> $area OR sector <> $sector)"));
	db_bind_i64(st, "$id", id);
	db_bind_text(st, "$kind", o->kind);
	db_bind_text(st, "$area", o->area);
	db_bind_text(st, "$sector", o->sector);
	if (!db_finish_changed(st, &changed, err))
		return false;
	*change = changed ? ORGANISATION_CHANGED : ORGANISATION_SAME;
	return true;
}

bool organisation_anonymise(struct db_conn *tx, struct arena *a, int64_t id, int64_t by, struct err *err)
{
	const char *number = arena_printf(a, "#%lld", (long long)id);
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE organisation SET name = $name, name_key = $name, kind = 'resident' WHERE id = $id"));
	db_bind_text(st, "$name", number);
	db_bind_i64(st, "$id", id);
	return db_finish(st, err)
	       && journal_write(tx, "organisation.anonymise", id, arena_printf(a, "{\"by\": %lld}", (long long)by), err);
}

bool organisation_list(struct db_conn *c, struct arena *a, struct organisation **list, size_t *n, struct err *err)
{
	VEC(struct organisation) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, name, kind, area, sector FROM organisation ORDER BY name_key"));
	while (db_step(st))
		*VEC_PUSH(a, &found) = (struct organisation){
			db_i64(st, 0), db_text(st, 1, a), db_text(st, 2, a), db_text(st, 3, a), db_text(st, 4, a) };
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}
