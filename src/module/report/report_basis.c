/* Reads a plan's newest run, and what belongs to it, into the model of the report. */
#include "module/report/report_basis.h"

#include "base/str.h"
#include "format/json.h"
#include "module/report/report_basis_build.h"
#include "ui/translate.h"

static bool read_parameters(struct basis_build *b, struct err *err)
{
	json_t *root, *value;
	if (!json_read_bytes(b->a, span_of(b->run.parameters), "parameters of the run", &root, err))
		return false;
	value = json_object_get(root, "seed");
	b->r->seed = json_integer_value(value);
	value = json_object_get(root, "groups");
	b->r->groups_asked = json_integer_value(value);
	value = json_object_get(json_object_get(root, "embedding"), "model");
	b->r->embedding = json_string_value(value);
	return true;
}

/*
 * Both lists are in the order in which the contributions came, so one walk joins them.
 * What came after the run has no result: it is counted and left out.
 */
static void join(struct basis_build *b, struct contribution *all, size_t n_all)
{
	struct text_result *results = b->run.results;
	size_t n = 0;
	b->list = arena_array(b->a, b->run.n_results, sizeof *b->list);
	b->by_id = id_index_new(b->a, b->run.n_results);
	for (size_t i = 0, k = 0; i < n_all && k < b->run.n_results; i++) {
		if (all[i].id != results[k].contribution_id)
			continue;
		results[n] = results[k++];
		b->list[n] = all[i];
		id_index_add(&b->by_id, all[i].id, n++);
	}
	id_index_sort(&b->by_id);
	b->r->n = n;
	b->r->totals.later = (int64_t)(n_all - n);
}

static enum text_kind kind_of_code(const char *code)
{
	for (enum text_kind kind = TEXT_FIRST; kind <= TEXT_CONTAINED; kind++)
		if (str_eq(text_kind_code(kind), code))
			return kind;
	return TEXT_FIRST;
}

static const char *masked(struct arena *a, const char *text)
{
	return *text ? text_mask(a, span_of(text)) : "";
}

/* A permission to publish a text is none to publish a name: a resident is only that. */
const char *basis_organisation_name(struct basis_build *b, const char *name, const char *kind)
{
	if (b->r->published_only && str_eq(kind, "resident"))
		return tr_lang(b->r->lang, "Resident");
	return masked(b->a, name);
}

const char *basis_piece(struct basis_build *b, size_t entry, size_t at, size_t bytes)
{
	const struct contribution *c = &b->list[entry];
	return masking_piece(b->a, b->masking, c->id, span_of(c->text), at, bytes);
}

static struct basis_entry make_entry(struct basis_build *b, size_t i)
{
	const struct contribution *c = &b->list[i];
	const struct text_result *result = &b->run.results[i];
	bool shown = c->publish || !b->r->published_only;
	size_t first = id_index_find(&b->by_id, result->first_id);
	struct basis_entry e = {
		.publish = c->publish,
		.shown = shown,
		.text = shown ? basis_piece(b, i, 0, strlen(c->text)) : "",
		.organisation = shown ? basis_organisation_name(b, c->organisation, c->organisation_kind) : "",
		.event = shown ? masked(b->a, c->event) : "",
		.table = shown ? masked(b->a, c->group) : "",
		.topic = shown ? masked(b->a, c->topic) : "",
		.kind = "", .area = "", .sector = "",
		.language = result->language,
		.source = BASIS_NONE,
		.from_event = BASIS_NONE,
		.duplicate = kind_of_code(result->duplicate),
		.first = first == BASIS_NONE ? i : first,
		.group = result->group,
		.head = BASIS_NONE,
		.next = BASIS_NONE,
		.abstained = result->abstained,
		.n_suggestions = result->n_suggestions,
	};
	date_parse(c->said_on, &e.date);
	for (int k = 0; k < result->n_suggestions; k++) {
		e.suggestion[k].node = plan_tree_index(&b->r->tree, result->suggestion[k].node_id);
		e.suggestion[k].score = result->suggestion[k].score;
	}
	return e;
}

static size_t language_index(const char *code)
{
	for (size_t i = 0; i < TEXT_OTHER; i++)
		if (str_eq(text_language_code((enum text_language)i), code))
			return i;
	return TEXT_OTHER;
}

static void build_entries(struct basis_build *b)
{
	struct basis_totals *t = &b->r->totals;
	b->r->entries = arena_array(b->a, b->r->n, sizeof *b->r->entries);
	for (size_t i = 0; i < b->r->n; i++) {
		struct basis_entry *e = &b->r->entries[i];
		*e = make_entry(b, i);
		t->arguments += e->duplicate == TEXT_FIRST;
		t->exact += e->duplicate == TEXT_EXACT;
		t->near += e->duplicate == TEXT_NEAR;
		t->contained += e->duplicate == TEXT_CONTAINED;
		t->abstained += e->abstained;
		t->publishable += e->publish;
		t->withheld += !e->shown;
		t->languages[language_index(e->language)]++;
	}
	t->contributions = (int64_t)b->r->n;
}

/* The run of the plan in b->r->tree; an error where there is none. */
static bool load_run(struct basis_build *b, struct db_conn *c, struct err *err)
{
	struct basis_report *r = b->r;
	if (!text_run_load(c, b->a, r->tree.plan.id, &b->run, err))
		return false;
	if (b->run.id && !text_campaigns_load(c, b->a, b->run.id, &b->run.campaigns, &b->run.n_campaigns, err))
		return false;
	if (!b->run.id)
		return err_conflict(err, "The contributions to \"%s\" have not been compiled: run `planverk compile %s` first",
		                    r->tree.plan.title, r->tree.plan.slug);
	r->made_at = b->run.made_at;
	r->program_version = b->run.program_version;
	r->input_digest = b->run.input_digest;
	return read_parameters(b, err);
}

bool basis_load(struct db_conn *c, struct arena *a, const char *plan, const struct basis_options *options,
                struct basis_report *report, struct err *err)
{
	struct basis_build b = { .a = a, .r = report };
	struct plan found;
	struct contribution *all;
	size_t n_all;
	*report = (struct basis_report){ .lang = options->lang, .published_only = options->published_only };
	if (!plan_find(c, a, plan, &found, err) || !plan_tree_load(c, a, found.id, &report->tree, err)
	    || !load_run(&b, c, err) || !contribution_list(c, a, found.id, &all, &n_all, err)
	    || !(b.masking = masking_shared(c, a, err)))
		return false;
	if (options->plans_language && !lang_parse(found.language, &report->lang))
		report->lang = LANG_NB;
	join(&b, all, n_all);
	build_entries(&b);
	basis_build_places(&b);
	basis_build_groups(&b);
	basis_build_sections(&b);
	basis_build_campaigns(&b);
	return basis_build_people(&b, c, err) && basis_build_demands(&b, c, err)
	       && coverage_load(c, a, found.id, report->published_only, &report->coverage, &report->n_coverage, err);
}
