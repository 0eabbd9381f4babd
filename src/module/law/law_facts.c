/* The facts of a plan, from the modules that hold them. */
#include "module/law/law_internal.h"

#include "module/around/around.h"
#include "module/consultation/consultation.h"
#include "module/decision/decision.h"
#include "module/measure/measure.h"
#include "module/process/process.h"

static bool load_consultations(struct db_conn *c, struct arena *a, int64_t plan_id, struct law_facts *f, struct err *err)
{
	struct consultation *list;
	size_t n;
	if (!consultation_list(c, a, plan_id, &list, &n, err))
		return false;
	struct law_consultation *found = arena_array(a, n, sizeof *found);
	for (size_t i = 0; i < n; i++) {
		struct invitee *recipients;
		size_t n_recipients;
		if (!consultation_kinds[list[i].kind].legal)
			continue;
		if (!consultation_invitees(c, a, list[i].id, &recipients, &n_recipients, err))
			return false;
		struct law_consultation *k = &found[f->n_consultations++];
		*k = (struct law_consultation){ .programme = list[i].kind == CONSULTATION_PROGRAMME,
		                                .announced = list[i].stored != CONSULTATION_DRAFT,
		                                .opens = list[i].opens, .closes = list[i].closes };
		for (size_t r = 0; r < n_recipients; r++)
			(*(recipients[r].kind <= INVITEE_MUNICIPALITY ? &k->told[recipients[r].kind] : &k->told_others))++;
	}
	f->consultations = found;
	return true;
}

static bool load_plan(struct db_conn *c, struct arena *a, int64_t plan_id, struct law_facts *f, struct err *err)
{
	struct plan_tree tree;
	struct process p;
	if (!plan_tree_load(c, a, plan_id, &tree, err) || !process_load(c, a, plan_id, &p, err))
		return false;
	f->purpose = *tree.plan.description;
	f->phases = p.n_phases > 0;
	for (size_t i = 0; i < tree.n; i++)
		f->studies |= str_eq(tree.nodes[i].kind, "study") && !tree.nodes[i].retired;
	return true;
}

/* What was sent out last, and what was decided on after that. */
static void note_changes(const struct decision_book *book, struct law_facts *f)
{
	const struct digest *sent = NULL;
	for (size_t i = 0; i < book->n; i++) {
		const struct decision *d = &book->list[i];
		if (d->withdrawn || !d->has_version)
			continue;
		if (d->kind == DECISION_SEND_OUT)
			sent = decision_digest(d);
		else if (sent && (d->kind == DECISION_PROPOSE || d->kind == DECISION_ADOPT))
			f->changed_since_sent = !digest_eq(sent, decision_digest(d));
	}
}

static bool load_decisions(struct db_conn *c, struct arena *a, int64_t plan_id, struct law_facts *f, struct err *err)
{
	struct decision_book book;
	if (!decision_load(c, a, plan_id, &book, err) || !decision_told(c, a, plan_id, f->told, &f->ministry_until, err))
		return false;
	struct law_adoption *adoptions = arena_array(a, book.n, sizeof *adoptions);
	for (size_t i = 0; i < book.n; i++) {
		const struct decision *d = &book.list[i];
		const struct body *body = decision_body(&book, d->body_id);
		if (d->withdrawn)
			continue;
		if (d->kind == DECISION_FIX_PROGRAMME)
			f->programme_fixed = d->on;
		if (d->kind == DECISION_REVISE)
			f->assessed = d->on;
		if (d->kind == DECISION_ADOPT)
			adoptions[f->n_adoptions++] = (struct law_adoption){ body && body->elected, body ? body->name : "" };
	}
	f->adoptions = adoptions;
	if (book.standing.completed_by >= 0)
		f->adopted = book.list[book.standing.completed_by].on;
	note_changes(&book, f);
	return true;
}

/* Those of the newest action programme. */
static bool load_measures(struct db_conn *c, struct arena *a, int64_t plan_id, struct law_facts *f, struct err *err)
{
	struct measure_programme *programmes;
	struct measure *list;
	size_t n;
	if (!measure_programmes(c, a, plan_id, &programmes, &n, err))
		return false;
	if (n == 0)
		return true;
	if (!measure_list(c, a, programmes[0].id, &list, &f->measures, err))
		return false;
	for (size_t i = 0; i < f->measures; i++) {
		f->without_lead += (measure_lacks(&list[i]) & MEASURE_NO_LEAD) != 0;
		f->without_resources += (measure_lacks(&list[i]) & MEASURE_NO_RESOURCES) != 0;
	}
	return true;
}

static bool load_uses(struct db_conn *c, struct arena *a, int64_t plan_id, struct law_facts *f, struct err *err)
{
	struct around_entry *list;
	size_t n;
	if (!around_list(c, a, plan_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		f->uses += list[i].kind == AROUND_USE;
	return true;
}

bool law_facts_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct date today, struct law_facts *f, struct err *err)
{
	struct law_record *records;
	*f = (struct law_facts){ .today = today };
	if (!law_records(c, a, plan_id, &records, &f->n_records, err))
		return false;
	f->records = records;
	return load_plan(c, a, plan_id, f, err) && load_consultations(c, a, plan_id, f, err) && load_decisions(c, a, plan_id, f, err)
	       && load_measures(c, a, plan_id, f, err) && load_uses(c, a, plan_id, f, err);
}
