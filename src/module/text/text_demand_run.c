/* Demands of a plan's contributions: found for a run, kept with it, and read back. */
#include "module/text/text_demand.h"

#include "base/parallel.h"

#define CHUNK 256 /* contributions, whatever the number of threads */

/* ---- Finding ---- */

/* Whom an organisation of a kind stands for. */
static enum demand_addressee addressee_of_kind(const char *kind)
{
	static const struct {
		const char *kind;
		enum demand_addressee who;
	} kinds[] = {
		{ "municipality", DEMAND_MUNICIPALITY }, { "county", DEMAND_COUNTY }, { "state_body", DEMAND_STATE },
		{ "business", DEMAND_BUSINESS }, { "business_association", DEMAND_BUSINESS }, { "cluster", DEMAND_BUSINESS },
		{ "startup_community", DEMAND_BUSINESS }, { "investor", DEMAND_BUSINESS }, { "education", DEMAND_EDUCATION },
		{ "research", DEMAND_EDUCATION }, { "union", DEMAND_PARTNERS }, { "resident", DEMAND_RESIDENTS },
	};
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (str_eq(kinds[i].kind, kind))
			return kinds[i].who;
	return DEMAND_OTHER;
}

struct finding {
	const struct compile_input *in;
	const struct demand_finder *finder;
	struct arena **arena; /* for each chunk */
	struct {
		struct demand *v;
		size_t n;
	} *found; /* beside the contributions */
};

static void find_chunk(void *arg, size_t chunk)
{
	struct finding *f = arg;
	for (size_t i = chunk * CHUNK; i < (chunk + 1) * CHUNK && i < f->in->n; i++)
		f->found[i].v = demand_find(f->arena[chunk], f->finder, span_of(f->in->list[i].text), &f->found[i].n);
}

static void release(void *arena)
{
	arena_free(arena);
}

static struct demand_finder *make_finder(struct arena *a, const struct compile_input *in)
{
	struct demand_name *names = arena_array(a, in->n_organisations, sizeof *names);
	for (size_t i = 0; i < in->n_organisations; i++)
		names[i] = (struct demand_name){ in->organisations[i].name, addressee_of_kind(in->organisations[i].kind) };
	return demand_finder_new(a, names, in->n_organisations);
}

static struct text_demand make_row(struct arena *a, const struct compile_input *in, size_t contribution,
                                   const struct demand *found)
{
	int64_t *organisations = arena_array(a, found->n_cues, sizeof *organisations);
	for (size_t i = 0; i < found->n_cues; i++)
		if (found->cues[i].name != DEMAND_NO_NAME)
			organisations[i] = in->organisations[found->cues[i].name].id;
	return (struct text_demand){ .contribution_id = in->list[contribution].id, .found = *found,
	                             .organisations = organisations };
}

void text_demands_find(struct arena *a, const struct compile_input *in, struct text_run *run)
{
	size_t chunks = (in->n + CHUNK - 1) / CHUNK;
	struct finding f = { .in = in, .finder = make_finder(a, in), .arena = arena_array(a, chunks, sizeof *f.arena),
	                     .found = arena_array(a, in->n, sizeof *f.found) };
	for (size_t i = 0; i < chunks; i++) {
		f.arena[i] = arena_new();
		arena_defer(a, release, f.arena[i]);
	}
	parallel(in->options.threads, chunks, find_chunk, &f);
	VEC(struct text_demand) demands = { 0 };
	for (size_t i = 0; i < in->n; i++)
		for (size_t k = 0; k < f.found[i].n; k++)
			*VEC_PUSH(a, &demands) = make_row(a, in, i, &f.found[i].v[k]);
	run->demands = demands.v;
	run->n_demands = demands.n;
}

/* ---- Storing ---- */

static const char *const cue_kinds[] = {
	[DEMAND_CUE_FIRMNESS] = "firmness", [DEMAND_CUE_NEGATION] = "negation", [DEMAND_CUE_ADDRESSEE] = "addressee",
};

static bool store_cues(struct db_conn *tx, int64_t run_id, const struct text_demand *d, int64_t ordinal, struct err *err)
{
	for (size_t i = 0; i < d->found.n_cues; i++) {
		const struct demand_cue *cue = &d->found.cues[i];
		bool addresses = cue->kind == DEMAND_CUE_ADDRESSEE;
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO text_demand_cue (run_id, contribution_id, ordinal, cue, kind, addressee, organisation_id, "
			"  first_byte, bytes) "
			"VALUES ($run, $contribution, $ordinal, $cue, $kind, $addressee, $organisation, $first, $bytes)"));
		db_bind_i64(st, "$run", run_id);
		db_bind_i64(st, "$contribution", d->contribution_id);
		db_bind_i64(st, "$ordinal", ordinal);
		db_bind_i64(st, "$cue", (int64_t)i + 1);
		db_bind_text(st, "$kind", cue_kinds[cue->kind]);
		db_bind_text(st, "$addressee", addresses ? demand_addressee_code(cue->addressee) : "");
		db_bind_id(st, "$organisation", d->organisations[i]);
		db_bind_i64(st, "$first", (int64_t)cue->at);
		db_bind_i64(st, "$bytes", (int64_t)cue->bytes);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

static bool store_demand(struct db_conn *tx, int64_t run_id, const struct text_demand *d, int64_t ordinal, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO text_demand (run_id, contribution_id, ordinal, first_byte, bytes, firmness, negated) "
		"VALUES ($run, $contribution, $ordinal, $first, $bytes, $firmness, $negated)"));
	db_bind_i64(st, "$run", run_id);
	db_bind_i64(st, "$contribution", d->contribution_id);
	db_bind_i64(st, "$ordinal", ordinal);
	db_bind_i64(st, "$first", (int64_t)d->found.at);
	db_bind_i64(st, "$bytes", (int64_t)d->found.bytes);
	db_bind_text(st, "$firmness", demand_firmness_code(d->found.firmness));
	db_bind_i64(st, "$negated", d->found.negated);
	return db_finish(st, err) && store_cues(tx, run_id, d, ordinal, err);
}

bool text_demands_store(struct db_conn *tx, const struct text_run *run, struct err *err)
{
	int64_t ordinal = 0;
	for (size_t i = 0; i < run->n_demands; i++) {
		const struct text_demand *d = &run->demands[i];
		ordinal = i > 0 && d[-1].contribution_id == d->contribution_id ? ordinal + 1 : 1;
		if (!store_demand(tx, run->id, d, ordinal, err))
			return false;
	}
	return true;
}

/* ---- Loading ---- */

struct loading {
	struct arena *a;
	VEC(struct text_demand) demands;
	VEC(struct demand_cue) cues; /* of the demand that is being read */
	VEC(int64_t) organisations;
	int64_t contribution_id, ordinal; /* of it */
};

/* Gives the last demand the cues that were read for it. */
static void end_demand(struct loading *l)
{
	if (l->demands.n == 0)
		return;
	struct text_demand *d = &l->demands.v[l->demands.n - 1];
	d->found.cues = arena_array(l->a, l->cues.n, sizeof *l->cues.v);
	int64_t *organisations = arena_array(l->a, l->cues.n, sizeof *organisations);
	for (size_t i = 0; i < l->cues.n; i++) {
		d->found.cues[i] = l->cues.v[i];
		organisations[i] = l->organisations.v[i];
		if (l->cues.v[i].kind == DEMAND_CUE_ADDRESSEE)
			d->found.addressees |= 1U << l->cues.v[i].addressee;
	}
	d->found.n_cues = l->cues.n;
	d->organisations = organisations;
	l->cues.n = l->organisations.n = 0;
}

static void read_demand(struct loading *l, struct db_stmt *st)
{
	if (l->demands.n > 0 && l->contribution_id == db_i64(st, 0) && l->ordinal == db_i64(st, 1))
		return;
	end_demand(l);
	l->contribution_id = db_i64(st, 0);
	l->ordinal = db_i64(st, 1);
	struct text_demand *d = VEC_PUSH(l->a, &l->demands);
	*d = (struct text_demand){ .contribution_id = l->contribution_id, .group_id = db_i64(st, 6),
	                           .found = { .at = (size_t)db_i64(st, 2), .bytes = (size_t)db_i64(st, 3),
	                                      .negated = db_i64(st, 5) } };
	demand_firmness_parse(db_text(st, 4, l->a), &d->found.firmness);
}

static void read_cue(struct loading *l, struct db_stmt *st)
{
	struct demand_cue cue = { .name = DEMAND_NO_NAME, .at = (size_t)db_i64(st, 10), .bytes = (size_t)db_i64(st, 11) };
	const char *kind = db_text(st, 7, l->a);
	while (cue.kind < DEMAND_CUE_ADDRESSEE && !str_eq(kind, cue_kinds[cue.kind]))
		cue.kind++;
	demand_addressee_parse(db_text(st, 8, l->a), &cue.addressee);
	*VEC_PUSH(l->a, &l->cues) = cue;
	*VEC_PUSH(l->a, &l->organisations) = db_i64(st, 9);
}

/* Every demand has the cue of its firmness, so that a plain join loses none. */
bool text_demands_load(struct db_conn *c, struct arena *a, int64_t run_id, int64_t group_id,
                       struct text_demand **list, size_t *n, struct err *err)
{
	struct loading l = { .a = a };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT d.contribution_id, d.ordinal, d.first_byte, d.bytes, d.firmness, d.negated, r.group_id, "
		"       q.kind, q.addressee, coalesce(q.organisation_id, 0), q.first_byte, q.bytes "
		"FROM text_demand d "
		"JOIN text_demand_cue q ON q.run_id = d.run_id AND q.contribution_id = d.contribution_id AND q.ordinal = d.ordinal "
		"JOIN text_result r ON r.run_id = d.run_id AND r.contribution_id = d.contribution_id "
		"JOIN contribution t ON t.id = d.contribution_id "
		"WHERE d.run_id = $run AND ($group = 0 OR r.group_id = $group) "
		"ORDER BY t.ordinal, d.ordinal, q.cue"));
	db_bind_i64(st, "$run", run_id);
	db_bind_i64(st, "$group", group_id);
	while (db_step(st)) {
		read_demand(&l, st);
		read_cue(&l, st);
	}
	end_demand(&l);
	*list = l.demands.v;
	*n = l.demands.n;
	return db_finish(st, err);
}
