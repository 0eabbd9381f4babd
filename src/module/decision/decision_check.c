/* What stands in the way of recording a decision. */
#include "module/decision/decision_internal.h"

#include "base/utf8.h"
#include "ui/translate.h"

#define PROBLEM(field, message, section) ((struct decision_problem){ field, message, section })

static const struct decision_problem none = { NULL, NULL, NULL };

/* ---- The texts and figures ---- */

static struct decision_problem check_texts(const struct decision *d)
{
	if (utf8_length(span_of(d->reference)) > DECISION_REFERENCE_MAX)
		return PROBLEM("reference", N_("A case number has at most 100 characters."), "");
	if (utf8_length(span_of(d->reason)) > DECISION_TEXT_MAX || utf8_length(span_of(d->changes)) > DECISION_TEXT_MAX)
		return PROBLEM("reason", N_("A text has at most 20,000 characters."), "");
	if (d->kind == DECISION_REVISE && !str_eq(d->revise, "yes") && !str_eq(d->revise, "no"))
		return PROBLEM("revise", N_("Say whether the plan needs to be revised: yes or no."), "§ 8-1");
	if ((d->kind == DECISION_REVISE || d->kind == DECISION_REJECT) && !*d->reason)
		return PROBLEM("reason", N_("Give the reason."), decision_kinds[d->kind].section);
	if (d->kind == DECISION_OTHER && !*d->reason)
		return PROBLEM("reason", N_("Say what was decided."), "");
	if ((d->votes_for < 0) != (d->votes_against < 0))
		return PROBLEM("votes_for", N_("Write the votes for and against, or neither."), "");
	if (d->unanimous && d->votes_against > 0)
		return PROBLEM("votes_against", N_("With votes against, it was not unanimous."), "");
	return none;
}

static struct decision_problem check_day(const struct decision *d, struct date today)
{
	if (!date_valid(d->on))
		return PROBLEM("on", N_("Write the day of the decision as 2026-02-16."), "");
	if (date_days(d->on) > date_days(today))
		return PROBLEM("on", N_("A decision cannot be dated later than today."), "");
	return none;
}

/* ---- The version ---- */

static struct decision_problem check_version(const struct decision_book *book, const struct decision *d)
{
	const struct version *before = d->has_version ? decision_version(book, &d->digest) : NULL;
	const struct version *changed = d->has_changed ? decision_version(book, &d->changed) : NULL;
	if (decision_kinds[d->kind].needs_version && !d->has_version)
		return PROBLEM("version", N_("Which version is it about?"), "");
	if (d->has_version && !before)
		return PROBLEM("version", N_("The plan has no version with that hash."), "");
	if (d->has_changed && !changed)
		return PROBLEM("changed", N_("The plan has no version with that hash."), "");
	if (changed && d->kind != DECISION_ADOPT)
		return PROBLEM("changed", N_("Only an adoption can have changed the text."), "");
	if (changed && digest_eq(&d->changed, &d->digest))
		return PROBLEM("changed", N_("The changed text is the same version: make a version of the text as it was adopted."), "");
	if (changed && !*d->changes)
		return PROBLEM("changes", N_("Say what was changed."), "");
	if ((before && date_days(d->on) < date_days(date_at(before->made_at)))
	    || (changed && date_days(d->on) < date_days(date_at(changed->made_at))))
		return PROBLEM("on", N_("The version was made after that day: a body cannot have decided on it."), "");
	return none;
}

/* ---- The body ---- */

static struct decision_problem check_body(const struct decision_book *book, const struct decision *d)
{
	const struct body *body = decision_body(book, d->body_id);
	const struct decision_kind_rule *rule = &decision_kinds[d->kind];
	if (!body)
		return PROBLEM("body", N_("The plan has no such body."), "");
	if (rule->mandate < BODY_MANDATES && !body_may(body, rule->mandate))
		return PROBLEM("body", N_("The body has no mandate for such a decision."), rule->section);
	if (d->kind == DECISION_ADOPT && !body->elected)
		return PROBLEM("body", N_("Only an assembly of elected members can adopt a plan: that cannot be delegated."), "§ 3-4");
	return none;
}

/* What an authority says twice says nothing; going back to what it adopted before something else does. */
static struct decision_problem check_again(const struct decision_book *book, const struct decision *d)
{
	for (size_t k = 0; d->kind == DECISION_ADOPT && k < book->n_authorities; k++) {
		long stance = book->standing.stances[k];
		if (book->authorities[k] == d->body_id && stance >= 0
		    && digest_eq(&book->standing.versions[stance].digest, decision_digest(d)))
			return PROBLEM("version", N_("The body has adopted this version already."), "");
	}
	return none;
}

struct decision_problem decision_check(const struct decision_book *book, const struct decision *d, struct date today)
{
	struct decision_problem problem = check_body(book, d);
	if (!problem.message)
		problem = check_day(d, today);
	if (!problem.message)
		problem = check_version(book, d);
	if (!problem.message)
		problem = check_again(book, d);
	return problem.message ? problem : check_texts(d);
}
