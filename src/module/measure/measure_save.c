/* Writing programmes and measures. A measure is kept as a whole, each time as a revision. */
#include "module/measure/measure_internal.h"

#include "db/journal.h"
#include "module/organisation/organisation.h"

/* ---- Programmes ---- */

static bool journal_programme(struct db_conn *tx, struct arena *a, const char *action, const struct measure_programme *p, int64_t by,
                              struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_i64(&j, "plan", p->plan_id);
	json_put_string(&j, "title", p->title);
	json_put_i64(&j, "first_year", p->first_year);
	json_put_i64(&j, "last_year", p->last_year);
	json_put_string(&j, "adopted", date_iso(a, p->adopted));
	json_put_end(&j);
	return journal_write(tx, action, p->id, out_string(&content), err);
}

bool measure_programme_add(struct db_conn *tx, struct arena *a, struct measure_programme *p, int64_t by, struct err *err)
{
	struct measure_programme *list;
	size_t n;
	if (!*p->title || strpbrk(p->title, "\r\n"))
		return err_input(err, "Give the action programme a title on one line");
	if (p->first_year < 1900 || p->last_year > 2200 || p->last_year < p->first_year)
		return err_input(err, "An action programme goes from one year to the same or a later one, such as 2027 to 2030");
	if (!measure_programmes(tx, a, p->plan_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].title, p->title))
			return err_conflict(err, "The plan has an action programme \"%s\" already", p->title);
	p->id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO measure_programme (id, plan_id, title, first_year, last_year, adopted_on, replaced_on, made_at) "
		"VALUES ($id, $plan, $title, $first, $last, '', '', $now)"));
	db_bind_i64(st, "$id", p->id);
	db_bind_i64(st, "$plan", p->plan_id);
	db_bind_text(st, "$title", p->title);
	db_bind_i64(st, "$first", p->first_year);
	db_bind_i64(st, "$last", p->last_year);
	db_bind_i64(st, "$now", clock_now());
	return db_finish(st, err) && journal_programme(tx, a, "programme.add", p, by, err);
}

static bool refuse_lacking(struct db_conn *tx, struct arena *a, int64_t id, struct err *err)
{
	struct measure *list;
	size_t n, lacking = 0;
	struct out names = out_memory(a);
	if (!measure_list(tx, a, id, &list, &n, err))
		return false;
	if (n == 0)
		return err_conflict(err, "The action programme has no measures");
	for (size_t i = 0; i < n; i++)
		if (measure_lacks(&list[i]) && lacking++ < 10)
			out_format(&names, "%s%s", names.total ? ", " : "", list[i].ref);
	return !lacking || err_conflict(err, "%zu measures do not say who is responsible, with what resources, or what they carry out (plan- og "
	                                "bygningsloven § 8-1): %s%s", lacking, out_string(&names), lacking > 10 ? " …" : "");
}

bool measure_programme_adopt(struct db_conn *tx, struct arena *a, int64_t id, struct date on, int64_t by, struct err *err)
{
	struct measure_programme p;
	if (!measure_programme_get(tx, a, id, &p, err))
		return false;
	if (!p.id)
		return err_not_found(err, "There is no such action programme");
	if (p.adopted.year)
		return err_conflict(err, "The action programme was adopted on %s", date_iso(a, p.adopted));
	if (date_days(on) > date_days(date_at(clock_now())))
		return err_input(err, "%s has not come yet", date_iso(a, on));
	if (!refuse_lacking(tx, a, id, err))
		return false;
	p.adopted = on;
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE measure_programme SET replaced_on = $on WHERE plan_id = $plan AND adopted_on <> '' AND replaced_on = ''"));
	db_bind_text(st, "$on", date_iso(a, on));
	db_bind_i64(st, "$plan", p.plan_id);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("UPDATE measure_programme SET adopted_on = $on WHERE id = $id"));
	db_bind_text(st, "$on", date_iso(a, on));
	db_bind_i64(st, "$id", id);
	return db_finish(st, err) && journal_programme(tx, a, "programme.adopt", &p, by, err);
}

/* ---- A measure in JSON ---- */

static void put_lists(struct json *j, struct arena *a, const struct measure *m)
{
	json_put_array(j, "nodes");
	for (size_t i = 0; i < m->n_nodes; i++)
		json_put_i64(j, NULL, m->nodes[i]);
	json_put_end(j);
	json_put_array(j, "partners");
	for (size_t i = 0; i < m->n_partners; i++)
		json_put_string(j, NULL, m->partners[i]);
	json_put_end(j);
	json_put_array(j, "resources");
	for (size_t i = 0; i < m->n_resources; i++) {
		json_put_object(j, NULL);
		json_put_string(j, "source", m->resources[i].source);
		json_put_i64(j, "year", m->resources[i].year);
		json_put_i64(j, "amount", m->resources[i].amount);
		json_put_bool(j, "secured", m->resources[i].secured);
		json_put_end(j);
	}
	json_put_end(j);
	json_put_array(j, "milestones");
	for (size_t i = 0; i < m->n_milestones; i++) {
		json_put_object(j, NULL);
		json_put_string(j, "title", m->milestones[i].title);
		json_put_string(j, "due", date_iso(a, m->milestones[i].due));
		json_put_string(j, "done", date_iso(a, m->milestones[i].done));
		json_put_i64(j, "weight", m->milestones[i].weight);
		json_put_end(j);
	}
	json_put_end(j);
}

static const char *const closings[] = { [MEASURE_GOES_ON] = "", [MEASURE_WAS_DONE] = "done", [MEASURE_WAS_STOPPED] = "stopped" };

const char *measure_json(struct arena *a, const struct measure *m)
{
	struct out o = out_memory(a);
	struct json j = json_to(&o, 0);
	json_put_object(&j, NULL);
	json_put_string(&j, "ref", m->ref);
	json_put_string(&j, "title", m->title);
	json_put_string(&j, "text", m->body);
	json_put_string(&j, "lead", m->lead);
	json_put_string(&j, "indicator", m->indicator);
	json_put_string(&j, "effect", m->effect);
	json_put_string(&j, "begins", date_iso(a, m->begins));
	json_put_string(&j, "ends", date_iso(a, m->ends));
	json_put_string(&j, "closed", closings[m->closed]);
	json_put_string(&j, "closed_on", date_iso(a, m->closed_on));
	json_put_string(&j, "closed_note", m->closed_note);
	put_lists(&j, a, m);
	json_put_end(&j);
	return out_string(&o);
}

/* ---- Saving ---- */

/* "T7" where the highest there is is T6. */
static bool next_ref(struct db_conn *tx, struct arena *a, int64_t programme_id, const char **ref, struct err *err)
{
	int64_t highest = 0, number;
	struct db_stmt *st = db_prepare(tx, SQL("SELECT ref FROM measure WHERE programme_id = $programme"));
	db_bind_i64(st, "$programme", programme_id);
	while (db_step(st)) {
		const char *taken = db_text(st, 0, a);
		if (*taken == 'T' && str_to_i64(taken + 1, &number) && number > highest)
			highest = number;
	}
	*ref = arena_printf(a, "T%lld", (long long)highest + 1);
	return db_finish(st, err);
}

static bool put_measure(struct db_conn *tx, struct arena *a, const struct measure *m, bool is_new, int64_t lead, struct err *err)
{
	struct db_stmt *st = is_new
		? db_prepare(tx, SQL(
			"INSERT INTO measure (id, programme_id, ref, title, body, lead_id, indicator, effect, begins_on, ends_on, closed, closed_on, "
			"closed_note, carried_from, revision) VALUES ($id, $programme, $ref, $title, $body, $lead, $indicator, $effect, $begins, "
			"$ends, $closed, $closed_on, $closed_note, $carried, $revision)"))
		: db_prepare(tx, SQL(
			"UPDATE measure SET programme_id = $programme, ref = $ref, title = $title, body = $body, lead_id = $lead, "
			"indicator = $indicator, effect = $effect, begins_on = $begins, ends_on = $ends, closed = $closed, closed_on = $closed_on, "
			"closed_note = $closed_note, carried_from = $carried, revision = $revision WHERE id = $id"));
	db_bind_i64(st, "$id", m->id);
	db_bind_i64(st, "$programme", m->programme_id);
	db_bind_text(st, "$ref", m->ref);
	db_bind_text(st, "$title", m->title);
	db_bind_text(st, "$body", m->body);
	db_bind_id(st, "$lead", lead);
	db_bind_text(st, "$indicator", m->indicator);
	db_bind_text(st, "$effect", m->effect);
	db_bind_text(st, "$begins", date_iso(a, m->begins));
	db_bind_text(st, "$ends", date_iso(a, m->ends));
	db_bind_text(st, "$closed", closings[m->closed]);
	db_bind_text(st, "$closed_on", date_iso(a, m->closed_on));
	db_bind_text(st, "$closed_note", m->closed_note);
	db_bind_id(st, "$carried", m->carried_from);
	db_bind_i64(st, "$revision", m->revision);
	return db_finish(st, err);
}

static bool delete_rows(struct db_conn *tx, const struct sql *sql, int64_t id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, sql);
	db_bind_i64(st, "$id", id);
	return db_finish(st, err);
}

static bool delete_lists(struct db_conn *tx, int64_t id, struct err *err)
{
	return delete_rows(tx, SQL("DELETE FROM measure_node WHERE measure_id = $id"), id, err)
	       && delete_rows(tx, SQL("DELETE FROM measure_partner WHERE measure_id = $id"), id, err)
	       && delete_rows(tx, SQL("DELETE FROM measure_resource WHERE measure_id = $id"), id, err);
}

static bool put_nodes(struct db_conn *tx, const struct measure *m, int64_t plan_id, struct err *err)
{
	for (size_t i = 0; i < m->n_nodes; i++) {
		int64_t of;
		if (!plan_of_node(tx, m->nodes[i], &of, err))
			return false;
		if (of != plan_id)
			return err_input(err, "The part of the plan that the measure carries out is of another plan");
		struct db_stmt *st = db_prepare(tx, SQL("INSERT INTO measure_node (measure_id, ordinal, node_id) VALUES ($id, $ordinal, $node)"));
		db_bind_i64(st, "$id", m->id);
		db_bind_i64(st, "$ordinal", (int64_t)i);
		db_bind_i64(st, "$node", m->nodes[i]);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

static bool put_partners(struct db_conn *tx, struct arena *a, const struct measure *m, struct err *err)
{
	for (size_t i = 0; i < m->n_partners; i++) {
		int64_t organisation;
		if (!organisation_named(tx, a, m->partners[i], &organisation, err))
			return false;
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO measure_partner (measure_id, ordinal, organisation_id) VALUES ($id, $ordinal, $organisation)"));
		db_bind_i64(st, "$id", m->id);
		db_bind_i64(st, "$ordinal", (int64_t)i);
		db_bind_i64(st, "$organisation", organisation);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

static bool put_resources(struct db_conn *tx, const struct measure *m, struct err *err)
{
	for (size_t i = 0; i < m->n_resources; i++) {
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO measure_resource (measure_id, ordinal, source, year, amount, secured) "
			"VALUES ($id, $ordinal, $source, $year, $amount, $secured)"));
		db_bind_i64(st, "$id", m->id);
		db_bind_i64(st, "$ordinal", (int64_t)i);
		db_bind_text(st, "$source", m->resources[i].source);
		db_bind_i64(st, "$year", m->resources[i].year);
		db_bind_i64(st, "$amount", m->resources[i].amount);
		db_bind_i64(st, "$secured", m->resources[i].secured);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

/* A milestone that was there under the same title keeps its identifier: reports refer to it. */
static void keep_milestones(struct measure *m, struct measure *before)
{
	for (size_t i = 0; i < m->n_milestones; i++) {
		m->milestones[i].id = 0;
		for (size_t k = 0; k < before->n_milestones && !m->milestones[i].id; k++) {
			if (!before->milestones[k].id || !str_eq(before->milestones[k].title, m->milestones[i].title))
				continue;
			m->milestones[i].id = before->milestones[k].id;
			before->milestones[k].id = 0; /* taken once */
		}
	}
}

static bool put_milestone(struct db_conn *tx, struct arena *a, const struct measure *m, size_t i, struct err *err)
{
	const struct measure_milestone *s = &m->milestones[i];
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO measure_milestone (id, measure_id, ordinal, title, due_on, done_on, weight) "
		"VALUES ($id, $measure, $ordinal, $title, $due, $done, $weight) ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal, "
		"due_on = excluded.due_on, done_on = excluded.done_on, weight = excluded.weight"));
	db_bind_i64(st, "$id", s->id);
	db_bind_i64(st, "$measure", m->id);
	db_bind_i64(st, "$ordinal", (int64_t)i);
	db_bind_text(st, "$title", s->title);
	db_bind_text(st, "$due", date_iso(a, s->due));
	db_bind_text(st, "$done", date_iso(a, s->done));
	db_bind_i64(st, "$weight", s->weight);
	return db_finish(st, err);
}

static bool put_milestones(struct db_conn *tx, struct arena *a, struct measure *m, struct measure *before, struct err *err)
{
	keep_milestones(m, before);
	for (size_t i = 0; i < before->n_milestones; i++)
		if (before->milestones[i].id
		    && !delete_rows(tx, SQL("DELETE FROM measure_milestone WHERE id = $id"), before->milestones[i].id, err))
			return false;
	for (size_t i = 0; i < m->n_milestones; i++) {
		if (!m->milestones[i].id)
			m->milestones[i].id = db_new_id(tx);
		if (!put_milestone(tx, a, m, i, err))
			return false;
	}
	return true;
}

static bool put_revision(struct db_conn *tx, struct arena *a, const struct measure_change *change, struct err *err)
{
	const struct measure *m = change->measure;
	const char *content = measure_json(a, m);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO measure_revision (measure_id, number, content, note, changed_by, changed_at) "
		"VALUES ($id, $number, $content, $note, $by, $at)"));
	db_bind_i64(st, "$id", m->id);
	db_bind_i64(st, "$number", m->revision);
	db_bind_text(st, "$content", content);
	db_bind_text(st, "$note", change->note);
	db_bind_i64(st, "$by", change->by);
	db_bind_i64(st, "$at", clock_now());
	return db_finish(st, err) && journal_write(tx, "measure.save", m->id, content, err);
}

static bool ref_is_free(struct db_conn *tx, const struct measure *m, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("SELECT id FROM measure WHERE programme_id = $programme AND ref = $ref"));
	db_bind_i64(st, "$programme", m->programme_id);
	db_bind_text(st, "$ref", m->ref);
	int64_t taken_by = db_step(st) ? db_i64(st, 0) : 0;
	if (!db_finish(st, err))
		return false;
	return !taken_by || taken_by == m->id || err_conflict(err, "The action programme has a measure %s already", m->ref);
}

bool measure_save(struct db_conn *tx, struct arena *a, const struct measure_change *change, bool *overtaken, struct err *err)
{
	struct measure *m = change->measure, before = { 0 };
	struct measure_programme programme;
	int64_t lead = 0;
	*overtaken = false;
	const char *problem = measure_check(m);
	if (problem)
		return err_input(err, "%s", problem);
	if (!measure_programme_get(tx, a, m->programme_id, &programme, err))
		return false;
	if (!programme.id)
		return err_not_found(err, "There is no such action programme");
	if (m->id && !measure_get(tx, a, m->id, &before, err))
		return false;
	bool is_new = before.id == 0;
	*overtaken = !is_new && before.revision != m->revision;
	if (*overtaken)
		return true;
	if (programme.adopted.year && !*m->lead)
		return err_conflict(err, "In an adopted action programme somebody is responsible for each measure (plan- og bygningsloven § 8-1)");
	if (!*m->ref && !next_ref(tx, a, m->programme_id, &m->ref, err))
		return false;
	if (!m->id)
		m->id = db_new_id(tx);
	m->revision = before.revision + 1;
	return ref_is_free(tx, m, err) && (!*m->lead || organisation_named(tx, a, m->lead, &lead, err))
	       && put_measure(tx, a, m, is_new, lead, err) && delete_lists(tx, m->id, err) && put_nodes(tx, m, programme.plan_id, err)
	       && put_partners(tx, a, m, err) && put_resources(tx, m, err) && put_milestones(tx, a, m, &before, err)
	       && put_revision(tx, a, change, err);
}

/* ---- Steps of one that is kept ---- */

static bool open_measure(struct db_conn *tx, struct arena *a, int64_t id, struct measure *m, struct err *err)
{
	return measure_get(tx, a, id, m, err) && (m->id || err_not_found(err, "There is no such measure"));
}

bool measure_reach(struct db_conn *tx, struct arena *a, int64_t measure_id, int64_t milestone_id, struct date done, int64_t by,
                   struct err *err)
{
	struct measure m;
	bool overtaken, found = false;
	if (!open_measure(tx, a, measure_id, &m, err))
		return false;
	if (date_days(done) > date_days(date_at(clock_now())))
		return err_input(err, "%s has not come yet: a milestone is reached when it is", date_iso(a, done));
	for (size_t i = 0; i < m.n_milestones; i++) {
		if (m.milestones[i].id != milestone_id)
			continue;
		m.milestones[i].done = done;
		found = true;
	}
	if (!found)
		return err_not_found(err, "The measure has no such milestone");
	return measure_save(tx, a, &(struct measure_change){ .measure = &m, .note = "", .by = by }, &overtaken, err);
}

bool measure_close(struct db_conn *tx, struct arena *a, int64_t measure_id, enum measure_closing closed, struct date on,
                   const char *note, int64_t by, struct err *err)
{
	struct measure m;
	bool overtaken;
	if (!open_measure(tx, a, measure_id, &m, err))
		return false;
	if (closed == MEASURE_WAS_STOPPED && !*note)
		return err_input(err, "Say why the measure is stopped");
	m.closed = closed;
	m.closed_on = on;
	m.closed_note = note;
	return measure_save(tx, a, &(struct measure_change){ .measure = &m, .note = note, .by = by }, &overtaken, err);
}
