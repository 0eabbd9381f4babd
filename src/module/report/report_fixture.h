/*
 * A small plan with contributions and a run that was made by hand, so that the tests of the
 * report do not depend on the text engine.
 */
#ifndef PLANVERK_REPORT_FIXTURE_H
#define PLANVERK_REPORT_FIXTURE_H

#include "support.h"

#include "base/hash.h"
#include "format/json.h"
#include "module/contribution/contribution_internal.h"
#include "module/event/event_internal.h"
#include "module/organisation/organisation_internal.h"
#include "module/report/report_formats.h"
#include "module/text/text_internal.h"

/* A small plan: power and skills, each with a strategy, and the fjord, about which nobody was asked. */
enum { POWER, GRID, SKILLS, PLACES, FJORD, BOATS, NODES };
enum { NET, NET_AGAIN, NET_AND_MORE, APPRENTICES, COFFEE, BOAT, SECRET, UNSURE, SAID };

static const char *const texts[SAID] = {
	[NET] = "Vi trenger mer nett.",
	[NET_AGAIN] = "Vi trenger mer nett.",
	[NET_AND_MORE] = "Vi trenger mer nett. Skriv til ola@eksempel.example.",
	[APPRENTICES] = "Flere lærlinger <b>nå</b> & alltid.",
	[COFFEE] = "Kaffen er kald.",
	[BOAT] = "Båter trenger strøm.",
	[SECRET] = "Hemmelig avtale om trafoen.",
	[UNSURE] = "Hva med kaia?",
};

struct fixture {
	struct test_db *t;
	struct plan_tree tree;
	struct contribution *said;
};

static inline bool add_organisations(struct fixture *f, struct db_conn *tx, struct err *err)
{
	static const struct organisation list[] = {
		{ 0, "Alfa AS", "business", "Oslo", "Industri" }, { 0, "Beta AS", "business", "Oslo", "Industri" },
		{ 0, "Gamma forbund", "union", "Ås", "Arbeidsliv" }, { 0, "Delta Kapital", "investor", "Oslo", "Finans" },
	};
	enum organisation_change change;
	for (size_t i = 0; i < ARRAY_LEN(list); i++)
		if (!organisation_put(tx, f->t->arena, &list[i], &change, err))
			return false;
	return true;
}

static inline bool add_plan(struct fixture *f, struct db_conn *tx, struct err *err)
{
	static const struct plan_node nodes[NODES] = {
		[POWER] = { .ref = "t1", .kind = "theme", .title = "Kraft", .asked = "yes", .parent = -1 },
		[GRID] = { .ref = "s1", .kind = "strategy", .title = "Mer nett", .asked = "", .parent = POWER },
		[SKILLS] = { .ref = "t2", .kind = "theme", .title = "Kompetanse", .asked = "", .parent = -1 },
		[PLACES] = { .ref = "s2", .kind = "strategy", .title = "Flere læreplasser", .asked = "", .parent = SKILLS },
		[FJORD] = { .ref = "t3", .kind = "theme", .title = "Fjorden", .asked = "not_asked", .parent = -1 },
		[BOATS] = { .ref = "m1", .kind = "measure", .title = "Stille båter", .asked = "", .parent = FJORD },
	};
	struct digest digest = digest_of("plan", 4);
	f->tree = (struct plan_tree){
		.plan = { .slug = "prove", .title = "Prøveplan", .description = "", .language = "nb", .period = "", .example = true },
		.nodes = arena_array(f->t->arena, NODES, sizeof *f->tree.nodes), .n = NODES };
	for (size_t i = 0; i < NODES; i++) {
		f->tree.nodes[i] = nodes[i];
		f->tree.nodes[i].body = f->tree.nodes[i].addressee = "";
	}
	return plan_add(tx, f->t->arena, &f->tree, &(struct plan_source){ "plan.json", digest.byte }, err);
}

static inline bool add_event(struct fixture *f, struct db_conn *tx, struct err *err)
{
	static const struct { const char *name; int64_t persons; } came[] = { { "Alfa AS", 12 }, { "Gamma forbund", 3 } };
	struct event e = { .code = "w1", .kind = "workshop", .name = "Samling om kraft", .held_on = "2025-09-11",
	                   .place = "Ås", .attendance = 30 };
	struct event *events;
	size_t n;
	if (!event_put(tx, f->tree.plan.id, &e, err) || !event_list(tx, f->t->arena, f->tree.plan.id, &events, &n, err))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(came); i++) {
		int64_t id;
		if (!organisation_named(tx, f->t->arena, came[i].name, &id, err)
		    || !event_attendance_put(tx, events[0].id, id, came[i].persons, err))
			return false;
	}
	return true;
}

static inline bool add_texts(struct fixture *f, struct db_conn *tx, const char *const *list, size_t n, struct err *err)
{
	struct contribution_row *rows = arena_array(f->t->arena, n, sizeof *rows);
	struct contribution_added added;
	struct digest digest = digest_of(list[0], strlen(list[0]));
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct contribution_row){
			.text = list[i], .ref = "", .event = i == 0 ? "w1" : "", .group = "", .topic = "", .language = "nb",
			.organisation = i == NET_AND_MORE ? "Beta AS" : i < NET_AND_MORE ? "Alfa AS" : "",
			.said_on = i == 0 ? "2025-09-11" : "", .line = (long)i + 1,
			.node_id = n == SAID && i == APPRENTICES ? f->tree.nodes[SKILLS].id : 0,
			.publish = i != NET_AGAIN && i != SECRET };
	return contribution_add(tx, f->t->arena, f->tree.plan.id, &(struct plan_source){ list[0], digest.byte }, rows, n,
	                        &added, err);
}

static inline bool make_plan(struct db_conn *tx, void *arg, struct err *err)
{
	struct fixture *f = arg;
	size_t n;
	return add_organisations(f, tx, err) && add_plan(f, tx, err) && add_event(f, tx, err)
	       && add_texts(f, tx, texts, SAID, err)
	       && contribution_list(tx, f->t->arena, f->tree.plan.id, &f->said, &n, err);
}

/* What the engine could have said; by hand, so that the tests do not depend on it. */
static inline bool make_run(struct db_conn *tx, void *arg, struct err *err)
{
	static const struct {
		const char *duplicate;
		int first, group, node; /* node -1: abstained */
	} said[SAID] = {
		[NET] = { "first", NET, 0, GRID }, [NET_AGAIN] = { "exact", NET, 0, GRID },
		[NET_AND_MORE] = { "contained", NET, 0, GRID }, [APPRENTICES] = { "first", APPRENTICES, 1, GRID },
		[COFFEE] = { "first", COFFEE, 2, -1 }, [BOAT] = { "first", BOAT, 0, BOATS },
		[SECRET] = { "first", SECRET, 2, POWER }, [UNSURE] = { "first", UNSURE, 0, -1 },
	};
	struct fixture *f = arg;
	struct text_group_row groups[] = {
		{ .number = 1, .overview = 1, .label = "nett, strøm", .title = "", .contributions = 5, .arguments = 3,
		  .node_id = f->tree.nodes[POWER].id },
		{ .number = 2, .overview = 2, .label = "lærlinger", .title = "", .contributions = 1, .arguments = 1,
		  .node_id = f->tree.nodes[SKILLS].id },
		{ .number = 0, .label = "", .title = "", .contributions = 2, .arguments = 2 },
	};
	struct text_result results[SAID] = { 0 };
	struct text_quote_row quote = { 0, f->said[NET].id, 0, strlen(texts[NET]), 1 };
	struct text_addition_row addition = { f->said[NET_AND_MORE].id, strlen(texts[NET]) + 1,
	                                      strlen(texts[NET_AND_MORE]) - strlen(texts[NET]) - 1 };
	struct text_campaign_row campaign = { .number = 1, .family = NET + 1, .base_id = f->said[NET].id, .contributions = 3,
	                                      .exact = 2, .with_additions = 1, .additions = &addition, .n_additions = 1 };
	struct demand_cue wants = { .kind = DEMAND_CUE_FIRMNESS, .name = DEMAND_NO_NAME, .at = 3, .bytes = 7 },
	                  secret = { .kind = DEMAND_CUE_ADDRESSEE, .addressee = DEMAND_STATE, .name = DEMAND_NO_NAME, .bytes = 8 };
	static const int64_t nobody[1] = { 0 };
	struct text_demand demands[] = {
		{ f->said[NET].id, 0, { 0, strlen(texts[NET]), DEMAND_NEED, false, 0, &wants, 1 }, nobody },
		{ f->said[SECRET].id, 0, { 0, strlen(texts[SECRET]), DEMAND_MUST, true, 1U << DEMAND_STATE, &secret, 1 }, nobody },
	};
	struct digest input = digest_of("input", 5);
	for (size_t i = 0; i < SAID; i++) {
		results[i] = (struct text_result){
			.contribution_id = f->said[i].id, .language = "nb", .confidence = 1, .duplicate = said[i].duplicate,
			.first_id = f->said[said[i].first].id, .family = said[i].first + 1, .group = (size_t)said[i].group,
			.abstained = said[i].node < 0, .n_suggestions = said[i].node < 0 ? 0 : 1 };
		if (said[i].node >= 0) {
			results[i].suggestion[0].node_id = f->tree.nodes[said[i].node].id;
			results[i].suggestion[0].score = 0.5;
		}
	}
	struct text_run run = {
		.made_at = INT64_C(1763895600000000), .program_version = "0.1.0", .summary = "{}",
		.parameters = "{\"seed\":7,\"groups\":0,\"quotes_per_group\":3,\"suggestions\":3}",
		.groups = groups, .n_groups = ARRAY_LEN(groups), .results = results, .n_results = SAID,
		.quotes = &quote, .n_quotes = 1, .campaigns = &campaign, .n_campaigns = 1,
		.demands = demands, .n_demands = ARRAY_LEN(demands) };
	return text_run_store(tx, &run, f->tree.plan.id, &input, err);
}

/* The plan and a run over no contributions at all. */
static inline bool make_empty(struct db_conn *tx, void *arg, struct err *err)
{
	struct fixture *f = arg;
	struct text_run run = { .program_version = "0.1.0", .summary = "{}", .parameters = "{\"seed\":7,\"groups\":0}" };
	struct digest input = digest_of("", 0);
	return add_plan(f, tx, err) && text_run_store(tx, &run, f->tree.plan.id, &input, err);
}

static inline struct fixture compiled_plan(struct test_db *t)
{
	struct fixture f = { .t = t };
	struct err err = { 0 };
	assert_ok(db_write(t->db, make_plan, &f, &err), err);
	assert_ok(db_write(t->db, make_run, &f, &err), err);
	return f;
}

static inline struct basis_report load(struct test_db *t, bool published_only, enum lang lang)
{
	struct basis_report r;
	struct err err = { 0 };
	struct basis_options options = { .lang = lang, .published_only = published_only };
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(basis_load(c, t->arena, "prove", &options, &r, &err), err);
	db_reader_done(c);
	return r;
}

static inline const char *written(struct test_db *t, report_write_fn *write, const struct basis_report *r, size_t *n)
{
	struct err err = { 0 };
	struct out o = out_memory(t->arena);
	assert_ok(write(&o, t->arena, r, &err), err);
	if (n)
		*n = o.total;
	return out_string(&o);
}

#endif
