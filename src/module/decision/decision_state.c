/* What follows from decisions: nothing here reads the database or the clock. */
#include "module/decision/decision_internal.h"

/* What has been said of a version so far. */
struct seen {
	bool sent_out, proposed, rejected, adopted;
	bool overtaken; /* another one was adopted by all after the last word on this one */
};

struct working {
	const int64_t *authorities;
	size_t n_authorities;
	struct seen *seen; /* beside standing->versions */
	struct decision_standing *standing;
};

static size_t version_of(struct decision_standing *s, const struct digest *digest)
{
	size_t v = 0;
	while (v < s->n_versions && !digest_eq(&s->versions[v].digest, digest))
		v++;
	if (v == s->n_versions)
		s->versions[s->n_versions++] = (struct decision_version){ .digest = *digest };
	return v;
}

static long authority_of(const struct working *w, int64_t body_id)
{
	for (size_t k = 0; k < w->n_authorities; k++)
		if (w->authorities[k] == body_id)
			return (long)k;
	return -1;
}

/* How many authorities' latest word a version is. */
static size_t holders(const struct working *w, long version)
{
	size_t n = 0;
	for (size_t k = 0; k < w->n_authorities; k++)
		n += w->standing->stances[k] == version;
	return n;
}

/* Whether an authority has adopted it and it is not (any more, or yet) what is in force. */
static bool is_open(const struct working *w, size_t version)
{
	return (long)version != w->standing->in_force && holders(w, (long)version) > 0;
}

static size_t count_open(const struct working *w)
{
	size_t n = 0;
	for (size_t v = 0; v < w->standing->n_versions; v++)
		n += is_open(w, v);
	return n;
}

/* All authorities have adopted v: whatever else had been decided on is behind. */
static enum decision_effect complete(struct working *w, size_t v, size_t decision)
{
	struct decision_standing *s = w->standing;
	bool replaces = s->in_force >= 0;
	for (size_t other = 0; other < s->n_versions; other++)
		w->seen[other].overtaken = other != v;
	s->in_force = (long)v;
	s->completed_by = (long)decision;
	return replaces ? DECISION_REPLACEMENT : DECISION_COMPLETION;
}

static enum decision_effect adopt(struct working *w, size_t v, long authority, size_t decision)
{
	if (authority < 0)
		return DECISION_NO_EFFECT;
	w->standing->stances[authority] = (long)v;
	w->seen[v].adopted = true;
	w->seen[v].rejected = false;
	if ((long)v == w->standing->in_force)
		return DECISION_NO_EFFECT;
	if (holders(w, (long)v) == w->n_authorities)
		return complete(w, v, decision);
	return count_open(w) > 1 ? DECISION_DIVERGENCE : DECISION_FIRST_ADOPTION;
}

/* An authority that rejects what it had adopted is back at what is in force. */
static void reject(struct working *w, size_t v, long authority)
{
	w->seen[v].rejected = true;
	if (authority >= 0 && w->standing->stances[authority] == (long)v)
		w->standing->stances[authority] = w->standing->in_force == (long)v ? -1 : w->standing->in_force;
}

static enum decision_effect take(struct working *w, const struct decision *d, size_t index)
{
	size_t v = version_of(w->standing, decision_digest(d));
	long authority = authority_of(w, d->body_id);
	if (d->kind == DECISION_ADOPT)
		return adopt(w, v, authority, index);
	if (d->kind == DECISION_REJECT) {
		reject(w, v, authority);
	} else if (d->kind == DECISION_SEND_OUT || d->kind == DECISION_PROPOSE) {
		w->seen[v].sent_out |= d->kind == DECISION_SEND_OUT;
		w->seen[v].proposed |= d->kind == DECISION_PROPOSE;
		w->seen[v].overtaken = w->seen[v].rejected = false;
	}
	return DECISION_NO_EFFECT;
}

static enum decision_state state_of(const struct working *w, size_t v)
{
	const struct seen *seen = &w->seen[v];
	if ((long)v == w->standing->in_force)
		return DECISION_ADOPTED_BY_ALL;
	if (is_open(w, v))
		return count_open(w) > 1 ? DECISION_DIVERGING : DECISION_ADOPTED_BY_SOME;
	if (seen->rejected)
		return DECISION_REJECTED;
	if (seen->overtaken || (seen->adopted && !seen->proposed && !seen->sent_out))
		return DECISION_REPLACED;
	return seen->proposed ? DECISION_PROPOSED : seen->sent_out ? DECISION_SENT_OUT : DECISION_DRAFT;
}

/* Adopted by somebody counts more than what is on its way, and the newest of that more than what is in force. */
static enum decision_state plan_state(const struct decision_standing *s, const struct decision *list, size_t n)
{
	for (size_t v = 0; v < s->n_versions; v++)
		if (s->versions[v].state == DECISION_DIVERGING || s->versions[v].state == DECISION_ADOPTED_BY_SOME)
			return s->versions[v].state;
	while (n-- > 0) {
		if (list[n].withdrawn || !list[n].has_version)
			continue;
		for (size_t v = 0; v < s->n_versions; v++)
			if (digest_eq(&s->versions[v].digest, decision_digest(&list[n])) && s->versions[v].state != DECISION_REPLACED)
				return s->versions[v].state;
	}
	return DECISION_DRAFT;
}

struct decision_standing decision_standing_of(struct arena *a, const struct decision *list, size_t n, const int64_t *authorities,
                                              size_t n_authorities)
{
	struct decision_standing s = { .in_force = -1, .completed_by = -1, .versions = arena_array(a, n, sizeof *s.versions),
	                               .stances = arena_array(a, n_authorities, sizeof *s.stances),
	                               .effects = arena_array(a, n, sizeof *s.effects) };
	struct working w = { authorities, n_authorities, arena_array(a, n, sizeof *w.seen), &s };
	for (size_t k = 0; k < n_authorities; k++)
		s.stances[k] = -1;
	for (size_t i = 0; i < n; i++)
		if (!list[i].withdrawn && list[i].has_version)
			s.effects[i] = take(&w, &list[i], i);
	for (size_t v = 0; v < s.n_versions; v++) {
		s.versions[v].state = state_of(&w, v);
		s.versions[v].adopted_by = holders(&w, (long)v);
	}
	s.state = plan_state(&s, list, n);
	return s;
}

#define OBJECTION_MONTHS 3

static int days_in(int year, int month)
{
	struct date next = month == 12 ? (struct date){ year + 1, 1, 1 } : (struct date){ year, month + 1, 1 };
	return (int)(date_days(next) - date_days((struct date){ year, month, 1 }));
}

struct date decision_objection_until(struct date received)
{
	int month = received.month - 1 + OBJECTION_MONTHS;
	struct date until = { received.year + month / 12, month % 12 + 1, received.day };
	int last = days_in(until.year, until.month);
	if (until.day > last)
		until.day = last;
	return until;
}
