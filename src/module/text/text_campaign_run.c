/* Campaigns of a plan's contributions: found for a run, kept with it, and read back. */
#include "module/text/text_campaign.h"

#include "engine/text/campaign.h"

#define LEAST 3 /* contributions that make a campaign */

void text_campaigns_find(struct arena *a, const struct compile_input *in, const struct text_corpus *corpus,
                         const struct text_duplicates *duplicates, struct text_run *run)
{
	struct text_campaigns found = text_campaigns(a, corpus, duplicates, LEAST);
	run->campaigns = arena_array(a, found.n, sizeof *run->campaigns);
	run->n_campaigns = found.n;
	for (size_t i = 0; i < found.n; i++) {
		const struct text_campaign *c = &found.v[i];
		struct text_addition_row *additions = arena_array(a, c->n_additions, sizeof *additions);
		for (size_t k = 0; k < c->n_additions; k++)
			additions[k] = (struct text_addition_row){ in->list[c->additions[k].text].id, c->additions[k].at,
			                                           c->additions[k].bytes };
		run->campaigns[i] = (struct text_campaign_row){
			.number = (int64_t)i + 1, .family = c->family + 1, .base_id = in->list[c->base].id,
			.contributions = c->texts, .exact = c->exact, .edited = c->edited, .with_additions = c->with_additions,
			.additions = additions, .n_additions = c->n_additions };
	}
}

/* ---- Storing ---- */

static bool store_addition(struct db_conn *tx, int64_t campaign_id, const struct text_addition_row *d, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO text_addition (campaign_id, contribution_id, first_byte, bytes) "
		"VALUES ($campaign, $contribution, $first, $bytes)"));
	db_bind_i64(st, "$campaign", campaign_id);
	db_bind_i64(st, "$contribution", d->contribution_id);
	db_bind_i64(st, "$first", (int64_t)d->first_byte);
	db_bind_i64(st, "$bytes", (int64_t)d->bytes);
	return db_finish(st, err);
}

static bool store_campaign(struct db_conn *tx, int64_t run_id, struct text_campaign_row *c, struct err *err)
{
	c->id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO text_campaign (id, run_id, number, family, base_id, contributions, exact, edited, with_additions) "
		"VALUES ($id, $run, $number, $family, $base, $contributions, $exact, $edited, $with)"));
	db_bind_i64(st, "$id", c->id);
	db_bind_i64(st, "$run", run_id);
	db_bind_i64(st, "$number", c->number);
	db_bind_i64(st, "$family", c->family);
	db_bind_i64(st, "$base", c->base_id);
	db_bind_i64(st, "$contributions", c->contributions);
	db_bind_i64(st, "$exact", c->exact);
	db_bind_i64(st, "$edited", c->edited);
	db_bind_i64(st, "$with", c->with_additions);
	if (!db_finish(st, err))
		return false;
	for (size_t i = 0; i < c->n_additions; i++)
		if (!store_addition(tx, c->id, &c->additions[i], err))
			return false;
	return true;
}

bool text_campaigns_store(struct db_conn *tx, struct text_run *run, struct err *err)
{
	for (size_t i = 0; i < run->n_campaigns; i++)
		if (!store_campaign(tx, run->id, &run->campaigns[i], err))
			return false;
	return true;
}

/* ---- Loading ---- */

#define CAMPAIGN_COLUMNS \
	"SELECT k.id, k.number, k.family, k.base_id, k.contributions, k.exact, k.edited, k.with_additions, r.plan_id " \
	"FROM text_campaign k JOIN text_run r ON r.id = k.run_id "

static struct text_campaign_row read_campaign(struct db_stmt *st)
{
	return (struct text_campaign_row){ .id = db_i64(st, 0), .number = db_i64(st, 1), .family = db_i64(st, 2),
	                                   .base_id = db_i64(st, 3), .contributions = db_i64(st, 4), .exact = db_i64(st, 5),
	                                   .edited = db_i64(st, 6), .with_additions = db_i64(st, 7) };
}

/* Both come by campaign, so that one walk joins them. */
static bool load_additions(struct db_conn *c, struct arena *a, int64_t run_id, struct text_campaign_row *list, size_t n,
                           struct err *err)
{
	VEC(struct text_addition_row) all = { 0 };
	size_t at = 0;
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT d.campaign_id, d.contribution_id, d.first_byte, d.bytes "
		"FROM text_addition d JOIN text_campaign k ON k.id = d.campaign_id JOIN contribution t ON t.id = d.contribution_id "
		"WHERE k.run_id = $run ORDER BY k.number, t.ordinal, d.first_byte"));
	db_bind_i64(st, "$run", run_id);
	while (db_step(st)) {
		while (at < n && list[at].id != db_i64(st, 0))
			at++;
		if (at == n)
			break;
		*VEC_PUSH(a, &all) = (struct text_addition_row){ db_i64(st, 1), (size_t)db_i64(st, 2), (size_t)db_i64(st, 3) };
		list[at].n_additions++;
	}
	for (size_t i = 0, from = 0; i < n; from += list[i++].n_additions)
		list[i].additions = all.v ? all.v + from : NULL;
	return db_finish(st, err);
}

bool text_campaigns_load(struct db_conn *c, struct arena *a, int64_t run_id, struct text_campaign_row **list, size_t *n,
                         struct err *err)
{
	VEC(struct text_campaign_row) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(CAMPAIGN_COLUMNS "WHERE k.run_id = $run ORDER BY k.number"));
	db_bind_i64(st, "$run", run_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = read_campaign(st);
	*list = found.v;
	*n = found.n;
	return db_finish(st, err) && load_additions(c, a, run_id, found.v, found.n, err);
}

bool text_campaign_get(struct db_conn *c, int64_t id, struct text_campaign_row *campaign,
                       int64_t *plan_id, struct err *err)
{
	*campaign = (struct text_campaign_row){ 0 };
	*plan_id = 0;
	struct db_stmt *st = db_prepare(c, SQL(CAMPAIGN_COLUMNS "WHERE k.id = $id"));
	db_bind_i64(st, "$id", id);
	if (db_step(st)) {
		*campaign = read_campaign(st);
		*plan_id = db_i64(st, 8);
	}
	return db_finish(st, err);
}
