/* Registers read back, and the voices of a plan counted by their categories. */
#include "module/coverage/coverage_measure.h"

#include "base/utf8.h"
#include "module/event/event.h"
#include "module/organisation/organisation.h"
#include "ui/translate.h"

/* ---- Categories ---- */

/* A code of a kind of organisation: as a code, or by its name in one of the languages. */
static const char *kind_key(const char *text)
{
	for (size_t i = 0; i < organisation_kinds_len; i++) {
		const struct organisation_kind *k = &organisation_kinds[i];
		if (strcasecmp(text, k->code) == 0)
			return k->code;
		for (enum lang lang = LANG_NB; lang <= LANG_EN; lang++)
			if (strcasecmp(text, tr_name_lang(lang, k->name)) == 0)
				return k->code;
	}
	return NULL;
}

static const char *language_key(const char *folded)
{
	static const char *const names[][2] = {
		{ "nb", "nb" }, { "bokmål", "nb" }, { "nn", "nn" }, { "nynorsk", "nn" }, { "en", "en" }, { "engelsk", "en" },
		{ "english", "en" }, { "da", "da" }, { "dansk", "da" }, { "danish", "da" }, { "sv", "sv" }, { "svensk", "sv" },
		{ "swedish", "sv" }, { "other", "other" }, { "andre", "other" }, { "annet", "other" }, { "andre språk", "other" },
	};
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq(folded, names[i][0]))
			return names[i][1];
	return NULL;
}

const char *coverage_key(struct arena *a, enum coverage_by by, const char *category)
{
	const char *folded = utf8_fold(a, span_trim(span_of(category)));
	if (by == COVERAGE_KIND)
		return kind_key(category);
	return by == COVERAGE_LANGUAGE ? language_key(folded) : folded;
}

/* ---- Registers ---- */

/* A register while voices are counted. The bins behind its parts are for the rest. */
struct counting {
	struct coverage *c;
	struct strmap *bins;      /* from a category's key to its index + 1 */
	struct strmap *arguments; /* those (family and bin) that were counted */
	struct strmap *organisations;
	int64_t *count[COVERAGE_UNITS]; /* n + 2 bins */
};

static size_t bin_outside(const struct counting *k) { return k->c->n; }
static size_t bin_unknown(const struct counting *k) { return k->c->n + 1; }

static bool load_parts(struct db_conn *conn, struct arena *a, int64_t plan_id, struct counting *k, struct err *err)
{
	VEC(struct coverage_part) parts = { 0 };
	struct db_stmt *st = db_prepare(conn, SQL(
		"SELECT category, category_key, population FROM coverage_category "
		"WHERE plan_id = $plan AND dimension = $by ORDER BY ordinal"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$by", coverage_dimensions[k->c->by].code);
	bool coded = k->c->by == COVERAGE_KIND || k->c->by == COVERAGE_LANGUAGE;
	while (db_step(st)) {
		const char *key = db_text(st, 1, a);
		struct coverage_part *p = VEC_PUSH(a, &parts);
		*p = (struct coverage_part){ .category = coded ? key : db_text(st, 0, a), .population = db_i64(st, 2) };
		k->c->population += p->population;
		*strmap_at(k->bins, span_of(key), NULL) = (int64_t)parts.n;
	}
	k->c->parts = parts.v;
	k->c->n = parts.n;
	for (size_t i = 0; i < parts.n; i++)
		parts.v[i].population_share = (double)parts.v[i].population / (double)k->c->population;
	for (unsigned u = 0; u < COVERAGE_UNITS; u++)
		k->count[u] = arena_array(a, parts.n + 2, sizeof *k->count[u]);
	return db_finish(st, err);
}

static bool load_registers(struct db_conn *conn, struct arena *a, int64_t plan_id, struct counting *all, size_t *n,
                           struct err *err)
{
	for (unsigned by = 0; by < COVERAGE_DIMENSIONS; by++) {
		struct db_stmt *st = db_prepare(conn, SQL(
			"SELECT counts, source_name FROM coverage_register WHERE plan_id = $plan AND dimension = $by"));
		db_bind_i64(st, "$plan", plan_id);
		db_bind_text(st, "$by", coverage_dimensions[by].code);
		struct counting *k = NULL;
		if (db_step(st)) {
			k = &all[(*n)++];
			*k = (struct counting){ .c = arena_alloc(a, sizeof *k->c), .bins = strmap_new(a), .arguments = strmap_new(a),
			                        .organisations = strmap_new(a) };
			*k->c = (struct coverage){ .by = (enum coverage_by)by, .known = by != COVERAGE_AGE,
			                           .counts = db_text(st, 0, a), .source = db_text(st, 1, a) };
		}
		if (!db_finish(st, err) || (k && !load_parts(conn, a, plan_id, k, err)))
			return false;
	}
	return true;
}

/* ---- Voices ---- */

struct voices {
	struct arena *a;
	struct counting *all;
	size_t n;
	struct organisation *organisations;
	size_t n_organisations;
	struct strmap *places; /* of organisations: identifier to index + 1 */
};

static const struct organisation *organisation_of(const struct voices *v, int64_t id)
{
	int64_t *place = id ? strmap_find(v->places, (struct span){ (const char *)&id, sizeof id }) : NULL;
	return place ? &v->organisations[*place - 1] : NULL;
}

/* The bin of a voice; language is "" where it does not count. */
static size_t bin_of(struct voices *v, const struct counting *k, const struct organisation *o, const char *language)
{
	const char *value = "";
	switch (k->c->by) {
	case COVERAGE_AREA: value = o ? o->area : ""; break;
	case COVERAGE_SECTOR: value = o ? o->sector : ""; break;
	case COVERAGE_KIND: value = o ? o->kind : ""; break;
	case COVERAGE_LANGUAGE: value = str_eq(language, "nb or nn") ? "" : language; break;
	case COVERAGE_AGE: break;
	}
	if (!*value)
		return bin_unknown(k);
	const char *key = coverage_key(v->a, k->c->by, value);
	int64_t *bin = key ? strmap_find(k->bins, span_of(key)) : NULL;
	return bin ? (size_t)*bin - 1 : bin_outside(k);
}

/* Counts something once in each bin. */
static void count_once(struct strmap *seen, int64_t *count, int64_t id, size_t bin)
{
	int64_t key[2] = { id, (int64_t)bin };
	bool added;
	strmap_at(seen, (struct span){ (const char *)key, sizeof key }, &added);
	count[bin] += added;
}

static void count_contribution(struct voices *v, int64_t organisation_id, const char *language, int64_t family)
{
	const struct organisation *o = organisation_of(v, organisation_id);
	for (size_t i = 0; i < v->n; i++) {
		struct counting *k = &v->all[i];
		size_t bin = bin_of(v, k, o, language);
		k->count[COVERAGE_CONTRIBUTIONS][bin]++;
		if (family)
			count_once(k->arguments, k->count[COVERAGE_ARGUMENTS], family, bin);
		if (o)
			count_once(k->organisations, k->count[COVERAGE_ORGANISATIONS], o->id, bin);
	}
}

/* What came after the run has no family, and is no argument yet. */
static bool count_contributions(struct voices *v, struct db_conn *conn, int64_t plan_id, struct err *err)
{
	struct db_stmt *st = db_prepare(conn, SQL(
		"SELECT coalesce(t.organisation_id, 0), t.language, coalesce(r.language, ''), coalesce(r.family, 0) "
		"FROM contribution t LEFT JOIN text_result r ON r.contribution_id = t.id AND r.run_id = "
		"  (SELECT q.id FROM text_run q WHERE q.plan_id = $plan ORDER BY q.made_at DESC, q.id DESC LIMIT 1) "
		"WHERE t.plan_id = $plan ORDER BY t.ordinal"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st))
		count_contribution(v, db_i64(st, 0), str_or(db_text(st, 1, v->a), db_text(st, 2, v->a)), db_i64(st, 3));
	return db_finish(st, err);
}

static bool count_presence(struct voices *v, struct db_conn *conn, int64_t plan_id, struct err *err)
{
	struct event_presence *list;
	size_t n;
	if (!event_presences(conn, v->a, plan_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct organisation *o = organisation_of(v, list[i].organisation_id);
		for (size_t k = 0; o && k < v->n; k++) {
			struct counting *counting = &v->all[k];
			size_t bin = bin_of(v, counting, o, "");
			counting->count[COVERAGE_PERSONS][bin] += list[i].persons;
			if (counting->c->by != COVERAGE_LANGUAGE)
				count_once(counting->organisations, counting->count[COVERAGE_ORGANISATIONS], o->id, bin);
		}
	}
	return true;
}

static bool count_voices(struct voices *v, struct db_conn *conn, int64_t plan_id, struct err *err)
{
	if (!organisation_list(conn, v->a, &v->organisations, &v->n_organisations, err))
		return false;
	v->places = strmap_new(v->a);
	for (size_t i = 0; i < v->n_organisations; i++)
		*strmap_at(v->places, (struct span){ (const char *)&v->organisations[i].id, sizeof(int64_t) }, NULL) = (int64_t)i + 1;
	return count_contributions(v, conn, plan_id, err) && count_presence(v, conn, plan_id, err);
}

bool coverage_load(struct db_conn *c, struct arena *a, int64_t plan_id, bool published_only,
                   struct coverage **list, size_t *n, struct err *err)
{
	struct counting all[COVERAGE_DIMENSIONS];
	struct voices v = { .a = a, .all = all };
	if (!load_registers(c, a, plan_id, all, &v.n, err) || (v.n > 0 && !count_voices(&v, c, plan_id, err)))
		return false;
	*list = arena_array(a, v.n, sizeof **list);
	*n = v.n;
	for (size_t i = 0; i < v.n; i++) {
		for (unsigned u = 0; u < COVERAGE_UNITS; u++)
			coverage_measure(a, all[i].c, (enum coverage_unit)u, all[i].count[u], published_only);
		(*list)[i] = *all[i].c;
	}
	return true;
}
