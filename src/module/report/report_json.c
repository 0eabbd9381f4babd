/*
 * The report as JSON; docs/formats-report.md describes it. Codes instead of words, so that it
 * is the same in every language; nodes by their names in the plan's export; contributions by
 * number.
 */
#include "module/report/report_formats.h"

#include "base/str.h"

#define FORMAT "planverk-basis-report"
#define FORMAT_VERSION 1

static void put_node(struct json *j, const char *key, const struct basis_report *r, long node)
{
	json_put_string(j, key, node < 0 ? NULL : r->tree.nodes[node].ref);
}

static void put_section(struct json *j, const char *key, const struct basis_report *r, size_t section)
{
	put_node(j, key, r, section == BASIS_NONE ? -1 : r->sections[section].node);
}

/* null where the count may not be shown */
static void put_count(struct json *j, const char *key, int64_t n, bool hidden)
{
	if (hidden)
		json_put_null(j, key);
	else
		json_put_i64(j, key, n);
}

/* Left out where it is empty. */
static void put_text(struct json *j, const char *key, const char *text)
{
	if (*text)
		json_put_string(j, key, text);
}

static const char *how_code(enum basis_how how)
{
	return how == BASIS_STOOD_UNDER ? "stood_under" : how == BASIS_SUGGESTED ? "suggested" : "none";
}

/* ---- The plan, the run and the totals ---- */

static void put_head(struct json *j, struct arena *a, const struct basis_report *r)
{
	json_put_object(j, "plan");
	json_put_string(j, "slug", r->tree.plan.slug);
	json_put_string(j, "title", r->tree.plan.title);
	put_text(j, "period", r->tree.plan.period);
	put_text(j, "language", r->tree.plan.language);
	json_put_bool(j, "example", r->tree.plan.example);
	json_put_end(j);
	json_put_object(j, "run");
	json_put_string(j, "made_at", clock_iso(a, r->made_at));
	json_put_string(j, "program_version", r->program_version);
	json_put_string(j, "input_digest", r->input_digest);
	json_put_i64(j, "seed", r->seed);
	json_put_i64(j, "groups_asked", r->groups_asked);
	if (r->embedding)
		json_put_string(j, "embedding", r->embedding);
	json_put_end(j);
	json_put_bool(j, "published_only", r->published_only);
}

static void put_totals(struct json *j, const struct basis_report *r)
{
	const struct basis_totals *t = &r->totals;
	const struct {
		const char *key;
		int64_t value;
	} totals[] = {
		{ "contributions", t->contributions }, { "arguments", t->arguments },
		{ "exact", t->exact }, { "near", t->near }, { "contained", t->contained },
		{ "groups", t->groups }, { "campaigns", t->campaigns }, { "letters", t->letters },
		{ "stood_under", t->stood_under }, { "suggested", t->suggested }, { "no_place", t->no_place },
		{ "abstained", t->abstained }, { "publishable", t->publishable }, { "withheld", t->withheld },
		{ "with_organisation", t->with_organisation }, { "organisations", t->registered },
		{ "organisations_took_part", t->took_part }, { "attendance", t->attendance },
		{ "after_run", t->later }, { "nodes_without_contributions", t->empty },
		{ "nodes_perhaps_spoken_of", t->unclear }, { "nodes_not_asked", t->not_asked },
	};
	json_put_object(j, "totals");
	for (size_t i = 0; i < ARRAY_LEN(totals); i++)
		json_put_i64(j, totals[i].key, totals[i].value);
	json_put_object(j, "languages");
	for (size_t i = 0; i < BASIS_LANGUAGES; i++)
		if (t->languages[i])
			json_put_i64(j, text_language_code((enum text_language)i), t->languages[i]);
	json_put_end(j);
	json_put_end(j);
}

static void put_nodes(struct json *j, const struct basis_report *r)
{
	json_put_array(j, "nodes");
	for (size_t i = 0; i < r->tree.n; i++) {
		const struct plan_node *node = &r->tree.nodes[i];
		json_put_object(j, NULL);
		json_put_string(j, "ref", node->ref);
		put_node(j, "parent", r, node->parent);
		json_put_string(j, "kind", node->kind);
		json_put_string(j, "title", node->title);
		json_put_bool(j, "cross_cutting", node->cross_cutting);
		json_put_string(j, "asked", r->nodes[i].not_asked ? "not_asked" : r->nodes[i].asked ? "yes" : "unknown");
		json_put_i64(j, "contributions", r->nodes[i].own);
		json_put_i64(j, "contributions_with_below", r->nodes[i].total);
		json_put_i64(j, "best_suggestion_for", r->nodes[i].mentioned);
		json_put_i64(j, "weak_suggestion_for", r->nodes[i].weak);
		json_put_bool(j, "perhaps_spoken_of", r->nodes[i].unclear);
		json_put_end(j);
	}
	json_put_end(j);
}

/* ---- What was said ---- */

static void put_groups(struct json *j, const struct basis_report *r)
{
	json_put_array(j, "groups");
	for (size_t i = 0; i < r->n_groups; i++) {
		const struct basis_group *g = &r->groups[i];
		json_put_object(j, NULL);
		json_put_i64(j, "number", g->number);
		put_text(j, "label", g->label);
		put_text(j, "theme", g->theme);
		put_section(j, "node", r, g->section);
		json_put_i64(j, "contributions", g->contributions);
		json_put_i64(j, "arguments", g->arguments);
		json_put_i64(j, "withheld", g->withheld);
		json_put_array(j, "quotes");
		for (size_t k = 0; k < g->n_quotes; k++) {
			json_put_object(j, NULL);
			json_put_string(j, "text", g->quotes[k].text);
			json_put_i64(j, "contribution", (int64_t)g->quotes[k].entry + 1);
			json_put_end(j);
		}
		json_put_end(j);
		json_put_end(j);
	}
	json_put_end(j);
}

static void put_entry(struct json *j, struct arena *a, const struct basis_report *r, size_t i)
{
	const struct basis_entry *e = &r->entries[i];
	json_put_object(j, NULL);
	json_put_i64(j, "number", (int64_t)i + 1);
	json_put_string(j, "text", e->text);
	json_put_string(j, "language", e->language);
	put_text(j, "organisation", e->organisation);
	put_text(j, "organisation_kind", e->kind);
	put_text(j, "sector", e->sector);
	put_text(j, "area", e->area);
	put_text(j, "event", e->event);
	put_text(j, "date", date_iso(a, e->date));
	put_text(j, "event_group", e->table);
	put_text(j, "topic", e->topic);
	json_put_bool(j, "publish", e->publish);
	json_put_string(j, "duplicate", text_kind_code(e->duplicate));
	json_put_i64(j, "first", (int64_t)e->first + 1);
	json_put_i64(j, "group", r->groups[e->group].number);
	put_node(j, "place", r, e->place);
	json_put_string(j, "how", how_code(e->how));
	json_put_bool(j, "abstained", e->abstained);
	json_put_array(j, "suggestions");
	for (int k = 0; k < e->n_suggestions; k++) {
		json_put_object(j, NULL);
		put_node(j, "node", r, e->suggestion[k].node);
		json_put_f64(j, "score", e->suggestion[k].score);
		json_put_end(j);
	}
	json_put_end(j);
	json_put_end(j);
}

static void put_campaigns(struct json *j, const struct basis_report *r)
{
	json_put_array(j, "campaigns");
	for (size_t i = 0; i < r->n_campaigns; i++) {
		const struct basis_campaign *c = &r->campaigns[i];
		json_put_object(j, NULL);
		json_put_i64(j, "letters", c->letters);
		json_put_i64(j, "exact", c->exact);
		json_put_i64(j, "edited", c->edited);
		json_put_i64(j, "personal", c->personal);
		json_put_i64(j, "withheld", c->withheld);
		if (c->letter != BASIS_NONE)
			json_put_i64(j, "letter", (int64_t)c->letter + 1);
		json_put_array(j, "shown");
		for (size_t k = 0; k < c->n; k++) {
			json_put_object(j, NULL);
			json_put_i64(j, "contribution", (int64_t)c->list[k].entry + 1);
			put_text(j, "own_words", c->list[k].own_words);
			json_put_end(j);
		}
		json_put_end(j);
		json_put_end(j);
	}
	json_put_end(j);
}

/* ---- Who took part ---- */

/* "code" is null for the contributions that name no organisation. */
static void put_cell(struct json *j, const struct basis_cell *c)
{
	json_put_object(j, NULL);
	json_put_string(j, "code", c->code);
	json_put_i64(j, "organisations", c->registered);
	json_put_i64(j, "took_part", c->took_part);
	put_count(j, "persons", c->persons, c->hide_persons);
	put_count(j, "contributions", c->contributions, c->hide_contributions);
	if (!c->hide_contributions) {
		json_put_f64(j, "share", c->share.share);
		json_put_f64(j, "share_low", c->share.low);
		json_put_f64(j, "share_high", c->share.high);
	}
	json_put_end(j);
}

static void put_people(struct json *j, const struct basis_report *r)
{
	static const char *const names[BASIS_DIMENSIONS] = {
		[BASIS_KIND] = "by_kind", [BASIS_SECTOR] = "by_sector", [BASIS_AREA] = "by_area" };
	json_put_object(j, "people");
	for (int i = 0; i < BASIS_DIMENSIONS; i++) {
		json_put_array(j, names[i]);
		for (size_t k = 0; k < r->cells[i].n; k++)
			put_cell(j, &r->cells[i].v[k]);
		json_put_end(j);
	}
	json_put_i64(j, "missing", (int64_t)r->missing.n);
	if (!r->published_only) {
		json_put_array(j, "missing_names");
		for (size_t i = 0; i < r->missing.n; i++)
			json_put_string(j, NULL, r->organisations[r->missing.v[i]].name);
		json_put_end(j);
	}
	json_put_array(j, "by_group");
	for (size_t i = 0; i < r->n_tables; i++) {
		json_put_object(j, NULL);
		json_put_string(j, "name", r->tables[i].name);
		put_count(j, "contributions", r->tables[i].contributions, r->tables[i].hide_contributions);
		json_put_end(j);
	}
	json_put_end(j);
	json_put_end(j);
}

static void put_events(struct json *j, const struct basis_report *r)
{
	json_put_array(j, "events");
	for (size_t i = 0; i < r->n_events; i++) {
		const struct basis_event *e = &r->events[i];
		json_put_object(j, NULL);
		json_put_string(j, "name", e->name);
		json_put_string(j, "kind", e->event->kind);
		put_text(j, "date", e->event->held_on);
		put_text(j, "place", e->event->place);
		put_count(j, "attendance", e->event->attendance, e->hide_attendance || e->event->attendance < 0);
		put_count(j, "contributions", e->contributions, e->hide_contributions);
		json_put_end(j);
	}
	json_put_end(j);
}

/* ---- What is demanded ---- */

static void put_demand(struct json *j, const struct basis_report *r, const struct basis_demand *d)
{
	json_put_object(j, NULL);
	json_put_i64(j, "contribution", (int64_t)d->entry + 1);
	json_put_i64(j, "group", r->groups[d->group].number);
	json_put_string(j, "sentence", d->sentence);
	json_put_string(j, "firmness", demand_firmness_code(d->firmness));
	json_put_bool(j, "negated", d->negated);
	json_put_array(j, "addressees");
	for (unsigned who = 0; who < DEMAND_ADDRESSEES; who++)
		if (d->addressees & 1U << who)
			json_put_string(j, NULL, demand_addressee_code((enum demand_addressee)who));
	json_put_end(j);
	json_put_end(j);
}

static void put_demands(struct json *j, const struct basis_report *r)
{
	json_put_array(j, "demands");
	for (size_t i = 0; i < r->n_demands; i++)
		if (r->entries[r->demands[i].entry].shown)
			put_demand(j, r, &r->demands[i]);
	json_put_end(j);
}

bool report_write_json(struct out *o, struct arena *a, const struct basis_report *r, struct err *err)
{
	(void)err; /* writing is the caller's to check */
	struct json j = json_to(o, 1);
	json_put_object(&j, NULL);
	json_put_string(&j, "format", FORMAT);
	json_put_i64(&j, "version", FORMAT_VERSION);
	put_head(&j, a, r);
	put_totals(&j, r);
	put_nodes(&j, r);
	put_groups(&j, r);
	json_put_array(&j, "contributions");
	for (size_t i = 0; i < r->n; i++)
		if (r->entries[i].shown)
			put_entry(&j, a, r, i);
	json_put_end(&j);
	put_demands(&j, r);
	put_campaigns(&j, r);
	put_people(&j, r);
	json_put_array(&j, "coverage");
	for (size_t i = 0; i < r->n_coverage; i++)
		coverage_write_json(&j, a, LANG_EN, &r->coverage[i]);
	json_put_end(&j);
	put_events(&j, r);
	json_put_end(&j);
	out_char(o, '\n');
	return true;
}
