/* What there is to tell the public of decisions. */
#include "module/decision/decision_internal.h"

#include "ui/translate.h"

static const char *news_of(const struct decision *d, enum decision_effect effect)
{
	switch (effect) {
	case DECISION_FIRST_ADOPTION: return N_("Adopted by one planning authority, not yet by all");
	case DECISION_DIVERGENCE: return N_("Adopted in different versions by the planning authorities");
	case DECISION_COMPLETION: return N_("Adopted by all planning authorities: the plan is in force");
	case DECISION_REPLACEMENT: return N_("Adopted by all planning authorities: a new version is in force and replaces the one before");
	case DECISION_NO_EFFECT: break;
	}
	return d->kind == DECISION_PROPOSE ? N_("Proposed for adoption") : NULL;
}

/* Whoever was told of a proposal or an adoption is told that it was withdrawn. */
static void add_withdrawal(struct arena *a, const struct decision_book *book, const struct decision *d, int64_t now, struct news_list *list)
{
	const struct body *body = decision_body(book, d->body_id);
	if (d->withdrawn_at <= now && (d->kind == DECISION_PROPOSE || d->kind == DECISION_ADOPT))
		*VEC_PUSH(a, list) = (struct news){ .key = arena_printf(a, "decision/%lld/withdrawn", (long long)d->id),
		                                    .what = N_("A decision that was recorded wrongly has been withdrawn"),
		                                    .title = body ? body->name : "", .at = d->withdrawn_at,
		                                    .path = arena_printf(a, "/plan/%s/decisions", book->plan.slug) };
}

/* At the time of recording: nobody could know it here before. */
bool decision_news(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct news_list *list, struct err *err)
{
	struct decision_book book;
	if (!decision_load(c, a, plan_id, &book, err))
		return false;
	for (size_t i = 0; i < book.n; i++) {
		const struct decision *d = &book.list[i];
		if (d->withdrawn)
			add_withdrawal(a, &book, d, now, list);
		const char *what = d->withdrawn ? NULL : news_of(d, book.standing.effects[i]);
		const struct body *body = decision_body(&book, d->body_id);
		if (what && d->recorded_at <= now)
			*VEC_PUSH(a, list) = (struct news){ .key = arena_printf(a, "decision/%lld", (long long)d->id), .what = what,
			                                    .title = body ? body->name : "", .at = d->recorded_at,
			                                    .path = arena_printf(a, "/plan/%s/decisions", book.plan.slug) };
	}
	return true;
}
