/* A published report as it is kept, and as it is exported: JSON that is read back to the same report. */
#include "module/annual/annual_internal.h"

#include "format/json.h"

static const char *const change_codes[ANNUAL_CHANGES] = {
	[ANNUAL_NEW] = "new", [ANNUAL_REACHED] = "reached", [ANNUAL_STATUS] = "status", [ANNUAL_CLOSED] = "closed",
};

/* ---- Writing ---- */

static void put_measure(struct json *j, const struct annual_measure *m)
{
	json_put_object(j, NULL);
	json_put_i64(j, "id", m->id);
	json_put_string(j, "ref", m->ref);
	json_put_string(j, "title", m->title);
	json_put_string(j, "lead", m->lead);
	json_put_bool(j, "reported", m->reported);
	json_put_string(j, "status", measure_statuses[m->status].code);
	json_put_i64(j, "progress", m->progress);
	json_put_i64(j, "planned", m->planned);
	json_put_i64(j, "spent", m->spent);
	json_put_string(j, "achieved", m->achieved);
	json_put_string(j, "obstacles", m->obstacles);
	json_put_array(j, "changes");
	for (size_t i = 0; i < m->n_changes; i++) {
		json_put_object(j, NULL);
		json_put_string(j, "kind", change_codes[m->changes[i].kind]);
		json_put_string(j, "text", m->changes[i].text);
		json_put_string(j, "from", measure_statuses[m->changes[i].from].code);
		json_put_string(j, "to", measure_statuses[m->changes[i].to].code);
		json_put_end(j);
	}
	json_put_end(j);
	json_put_end(j);
}

static void put_goal(struct json *j, const struct annual_goal *g)
{
	json_put_object(j, NULL);
	json_put_i64(j, "node", g->node_id);
	json_put_string(j, "title", g->title);
	json_put_string(j, "body", g->body);
	json_put_string(j, "comment", g->comment);
	json_put_i64(j, "contributions", g->contributions);
	json_put_array(j, "indicators");
	for (size_t i = 0; i < g->n_indicators; i++)
		json_put_string(j, NULL, g->indicators[i]);
	json_put_end(j);
	json_put_array(j, "measures");
	for (size_t i = 0; i < g->n_measures; i++)
		json_put_i64(j, NULL, (int64_t)g->measures[i]);
	json_put_end(j);
	json_put_end(j);
}

const char *annual_json(struct arena *a, const struct annual *r)
{
	struct out o = out_memory(a);
	struct json j = json_to(&o, 0);
	json_put_object(&j, NULL);
	json_put_string(&j, "format", "planverk-annual");
	json_put_i64(&j, "version", 1);
	json_put_string(&j, "plan", r->plan);
	json_put_string(&j, "programme", r->programme);
	json_put_bool(&j, "example", r->example);
	json_put_i64(&j, "year", r->year);
	json_put_string(&j, "foreword", r->foreword);
	json_put_array(&j, "decisions");
	for (size_t i = 0; i < r->n_decisions; i++)
		json_put_string(&j, NULL, r->decisions[i]);
	json_put_end(&j);
	json_put_array(&j, "goals");
	for (size_t i = 0; i < r->n_goals; i++)
		put_goal(&j, &r->goals[i]);
	json_put_end(&j);
	json_put_array(&j, "measures");
	for (size_t i = 0; i < r->n_measures; i++)
		put_measure(&j, &r->measures[i]);
	json_put_end(&j);
	json_put_end(&j);
	return out_string(&o);
}

/* ---- Reading: what we wrote ourselves, and whose digest is checked ---- */

static const char *text_of(struct arena *a, const json_t *object, const char *name)
{
	return arena_strdup(a, str_or(json_string_value(json_object_get(object, name)), ""));
}

static int64_t number_of(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}

static enum measure_status status_of(const json_t *object, const char *name)
{
	const char *code = str_or(json_string_value(json_object_get(object, name)), "");
	enum measure_status s = 0;
	while (s + 1 < MEASURE_STATUSES && !str_eq(measure_statuses[s].code, code))
		s++;
	return s;
}

static void read_measure(struct arena *a, const json_t *object, struct annual_measure *m)
{
	const json_t *changes = json_object_get(object, "changes");
	*m = (struct annual_measure){
		.id = number_of(object, "id"), .ref = text_of(a, object, "ref"), .title = text_of(a, object, "title"),
		.lead = text_of(a, object, "lead"), .reported = json_is_true(json_object_get(object, "reported")),
		.status = status_of(object, "status"), .progress = (int)number_of(object, "progress"), .planned = number_of(object, "planned"),
		.spent = number_of(object, "spent"), .achieved = text_of(a, object, "achieved"), .obstacles = text_of(a, object, "obstacles"),
		.n_changes = json_array_size(changes),
	};
	m->changes = arena_array(a, m->n_changes, sizeof *m->changes);
	for (size_t i = 0; i < m->n_changes; i++) {
		const json_t *c = json_array_get(changes, i);
		const char *code = str_or(json_string_value(json_object_get(c, "kind")), "");
		while (m->changes[i].kind + 1 < ANNUAL_CHANGES && !str_eq(change_codes[m->changes[i].kind], code))
			m->changes[i].kind++;
		m->changes[i].text = text_of(a, c, "text");
		m->changes[i].from = status_of(c, "from");
		m->changes[i].to = status_of(c, "to");
	}
}

static void read_goal(struct arena *a, const json_t *object, size_t n_measures, struct annual_goal *g)
{
	const json_t *indicators = json_object_get(object, "indicators"), *measures = json_object_get(object, "measures");
	*g = (struct annual_goal){ .node_id = number_of(object, "node"), .title = text_of(a, object, "title"), .body = text_of(a, object, "body"),
	                           .comment = text_of(a, object, "comment"), .contributions = number_of(object, "contributions"),
	                           .n_indicators = json_array_size(indicators) };
	g->indicators = arena_array(a, g->n_indicators, sizeof *g->indicators);
	for (size_t i = 0; i < g->n_indicators; i++)
		g->indicators[i] = arena_strdup(a, str_or(json_string_value(json_array_get(indicators, i)), ""));
	g->measures = arena_array(a, json_array_size(measures), sizeof *g->measures);
	for (size_t i = 0; i < json_array_size(measures); i++) {
		json_int_t at = json_integer_value(json_array_get(measures, i));
		if (at >= 0 && (size_t)at < n_measures)
			g->measures[g->n_measures++] = (size_t)at;
	}
}

bool annual_from_json(struct arena *a, const char *text, struct annual *r, struct err *err)
{
	json_t *root;
	if (!json_read_bytes(a, span_of(text), "annual report", &root, err))
		return false;
	const json_t *goals = json_object_get(root, "goals"), *measures = json_object_get(root, "measures");
	const json_t *decisions = json_object_get(root, "decisions");
	r->plan = text_of(a, root, "plan");
	r->programme = text_of(a, root, "programme");
	r->example = json_is_true(json_object_get(root, "example"));
	r->foreword = text_of(a, root, "foreword");
	r->n_decisions = json_array_size(decisions);
	r->decisions = arena_array(a, r->n_decisions, sizeof *r->decisions);
	for (size_t i = 0; i < r->n_decisions; i++)
		r->decisions[i] = arena_strdup(a, str_or(json_string_value(json_array_get(decisions, i)), ""));
	r->n_measures = json_array_size(measures);
	r->measures = arena_array(a, r->n_measures, sizeof *r->measures);
	for (size_t i = 0; i < r->n_measures; i++)
		read_measure(a, json_array_get(measures, i), &r->measures[i]);
	r->n_goals = json_array_size(goals);
	r->goals = arena_array(a, r->n_goals, sizeof *r->goals);
	for (size_t i = 0; i < r->n_goals; i++)
		read_goal(a, json_array_get(goals, i), r->n_measures, &r->goals[i]);
	return true;
}
