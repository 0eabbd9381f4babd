/*
 * While decisions are applied, a group is a slot: first one for each found group, then those that
 * decisions make. A slot may become empty, and several identities may name one.
 */
#include "engine/text/steer_internal.h"

#include "base/str.h"

#include <stdlib.h>

/* ---- Names ---- */

/* The slot that an identity names, -1 for none. */
static int32_t slot_of(const struct steering *s, int64_t identity)
{
	for (size_t i = s->names.n; i-- > 0;)
		if (s->names.v[i].identity == identity)
			return s->names.v[i].slot;
	return -1;
}

static void give_name(struct steering *s, int64_t identity, int32_t slot)
{
	*VEC_PUSH(s->scratch, &s->names) = (struct steer_name){ identity, slot };
}

static int32_t make_slot(struct steering *s, int64_t identity)
{
	*VEC_PUSH(s->scratch, &s->slots) = identity;
	give_name(s, identity, (int32_t)s->slots.n - 1);
	return (int32_t)s->slots.n - 1;
}

/* Where most of a group is that is no more; -1 for nowhere. A chain is as long as there are forwards at most. */
static int32_t forward_of(const struct steering *s, int64_t identity)
{
	for (size_t hops = 0; hops < s->in->n_forwards; hops++) {
		size_t i = 0;
		while (i < s->in->n_forwards && s->in->forwards[i].from != identity)
			i++;
		if (i == s->in->n_forwards)
			return -1;
		identity = s->in->forwards[i].to;
		int32_t slot = slot_of(s, identity);
		if (slot >= 0)
			return slot;
	}
	return -1;
}

static int32_t slot_or_forward(const struct steering *s, int64_t identity)
{
	int32_t slot = slot_of(s, identity);
	return slot >= 0 ? slot : forward_of(s, identity);
}

static void set_title(struct steering *s, int64_t identity, const char *title)
{
	*VEC_PUSH(s->scratch, &s->titles) = (struct steer_title){ identity, title };
}

static const char *title_of(const struct steering *s, int64_t identity)
{
	for (size_t i = s->titles.n; i-- > 0;)
		if (s->titles.v[i].identity == identity)
			return s->titles.v[i].title;
	return "";
}

/* ---- Members ---- */

static int compare_ids(const void *a, const void *b, void *members)
{
	const struct steer_member *list = members;
	int64_t x = list[*(const uint32_t *)a].id, y = list[*(const uint32_t *)b].id;
	return (x > y) - (x < y);
}

static uint32_t *sort_by_id(struct arena *a, const struct steer_member *members, size_t n)
{
	uint32_t *order = arena_array(a, n, sizeof *order);
	for (size_t i = 0; i < n; i++)
		order[i] = (uint32_t)i;
	qsort_r(order, n, sizeof *order, compare_ids, (void *)(uintptr_t)members);
	return order;
}

/* Index of a member, or the number of members where there is none. */
static size_t find_member(const struct steer_input *in, const uint32_t *by_id, int64_t id)
{
	size_t from = 0, to = in->n;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (in->members[by_id[middle]].id < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from < in->n && in->members[by_id[from]].id == id ? by_id[from] : in->n;
}

static bool move_all(struct steering *s, int32_t from, int32_t to)
{
	bool any = false;
	for (size_t i = 0; i < s->in->n; i++) {
		if (s->of[i] == from) {
			s->of[i] = to;
			any = true;
		}
	}
	return any;
}

/* ---- The kinds of decisions ---- */

static struct steer_outcome outcome(size_t wanted, size_t missing, enum steer_effect none)
{
	if (missing == wanted)
		return (struct steer_outcome){ none, missing };
	return (struct steer_outcome){ missing ? STEER_PARTLY : STEER_APPLIED, missing };
}

/* The group that others are merged into. It may be gone: then it is made anew, or lives on in another. */
static int32_t merge_target(struct steering *s, const struct steer_decision *d)
{
	int32_t slot = slot_of(s, d->group), forward = slot < 0 ? forward_of(s, d->group) : -1;
	if (slot >= 0)
		return slot;
	for (size_t i = 0; i < d->n_from; i++)
		if (forward >= 0 && slot_of(s, d->from[i]) == forward)
			forward = -1; /* what it lives on in is to be merged into it: it takes that over */
	if (forward >= 0) {
		give_name(s, d->group, forward);
		return forward;
	}
	return make_slot(s, d->group);
}

static struct steer_outcome merge(struct steering *s, const struct steer_decision *d)
{
	size_t missing = 0;
	for (size_t i = 0; i < d->n_from; i++)
		missing += slot_of(s, d->from[i]) < 0;
	if (missing == d->n_from)
		return outcome(d->n_from, missing, STEER_NO_GROUP);
	int32_t to = merge_target(s, d);
	for (size_t i = 0; i < d->n_from; i++) {
		int32_t from = slot_of(s, d->from[i]);
		if (from < 0 || from == to)
			continue;
		move_all(s, from, to);
		give_name(s, d->from[i], to);
	}
	/* What the engine has cut off from the merged group since belongs to it as well. */
	for (size_t g = 0; d->earlier && g < s->in->n_found; g++)
		if (s->in->found[g].is_new && s->in->found[g].came_from == d->group && (int32_t)g != to
		    && move_all(s, (int32_t)g, to))
			give_name(s, s->in->found[g].identity, to);
	return outcome(d->n_from, missing, STEER_NO_GROUP);
}

/* Puts members in a slot; was (may be NULL) learns where each stood. Returns how many are gone. */
static size_t put(struct steering *s, const uint32_t *by_id, const struct steer_decision *d, int32_t to, int32_t *was)
{
	size_t missing = 0;
	for (size_t i = 0; i < d->n_members; i++) {
		size_t m = find_member(s->in, by_id, d->members[i]);
		if (m == s->in->n) {
			missing++;
			continue;
		}
		if (was)
			was[m] = s->of[m];
		s->of[m] = to;
	}
	return missing;
}

static size_t count_missing(const struct steering *s, const uint32_t *by_id, const struct steer_decision *d)
{
	size_t missing = 0;
	for (size_t i = 0; i < d->n_members; i++)
		missing += find_member(s->in, by_id, d->members[i]) == s->in->n;
	return missing;
}

static struct steer_outcome move(struct steering *s, const uint32_t *by_id, size_t decision)
{
	const struct steer_decision *d = &s->in->decisions[decision];
	size_t missing = count_missing(s, by_id, d);
	if (missing == d->n_members)
		return outcome(d->n_members, missing, STEER_NO_CONTRIBUTION);
	int32_t to = slot_or_forward(s, d->group);
	if (to < 0)
		to = make_slot(s, d->group);
	if (*d->title)
		set_title(s, d->group, d->title);
	int32_t *was = arena_array(s->scratch, s->in->n, sizeof *was);
	for (size_t i = 0; i < s->in->n; i++)
		was[i] = STEER_NOT_MOVED;
	put(s, by_id, d, to, was);
	steer_follow(s, decision, was, to);
	for (size_t i = 0; i < d->n_followers; i++) {
		size_t m = find_member(s->in, by_id, d->followers[i]);
		if (m < s->in->n && s->of[m] != to) {
			s->of[m] = to;
			*VEC_PUSH(s->a, &s->followers) = (struct steer_follower){ decision, m };
		}
	}
	return outcome(d->n_members, missing, STEER_NO_CONTRIBUTION);
}

static struct steer_outcome pin(struct steering *s, const uint32_t *by_id, const struct steer_decision *d)
{
	int32_t to = slot_or_forward(s, d->group);
	if (to < 0)
		return (struct steer_outcome){ STEER_NO_GROUP, 1 };
	return outcome(d->n_members, put(s, by_id, d, to, NULL), STEER_NO_CONTRIBUTION);
}

static struct steer_outcome rename_group(struct steering *s, const struct steer_decision *d)
{
	set_title(s, d->group, d->title);
	return slot_of(s, d->group) >= 0 ? (struct steer_outcome){ STEER_APPLIED, 0 } : (struct steer_outcome){ STEER_NO_GROUP, 1 };
}

static struct steer_outcome apply(struct steering *s, const uint32_t *by_id, size_t decision)
{
	const struct steer_decision *d = &s->in->decisions[decision];
	switch (d->kind) {
	case STEER_MERGE:
		return merge(s, d);
	case STEER_MOVE:
		return move(s, by_id, decision);
	case STEER_PIN:
		return pin(s, by_id, d);
	default:
		return rename_group(s, d);
	}
}

/* ---- The result ---- */

/* A member by its slot and one more number, to be counted by both. */
struct pair {
	int64_t slot, value;
};

static int compare_pairs(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	if (x->slot != y->slot)
		return x->slot < y->slot ? -1 : 1;
	return (x->value > y->value) - (x->value < y->value);
}

/* Sizes of the slots, and the found group that most of each comes from: the lower number of two. */
static struct steer_group *measure(struct steering *s)
{
	size_t n = 0;
	struct steer_group *groups = arena_array(s->scratch, s->slots.n, sizeof *groups);
	struct pair *family = arena_array(s->scratch, s->in->n, sizeof *family), *found = arena_array(s->scratch, s->in->n, sizeof *found);
	size_t *most = arena_array(s->scratch, s->slots.n, sizeof *most);
	for (size_t i = 0; i < s->in->n; i++) {
		if (s->of[i] < 0)
			continue;
		groups[s->of[i]].members++;
		family[n] = (struct pair){ s->of[i], s->in->members[i].family };
		found[n++] = (struct pair){ s->of[i], s->in->members[i].group };
	}
	qsort(family, n, sizeof *family, compare_pairs);
	qsort(found, n, sizeof *found, compare_pairs);
	for (size_t g = 0; g < s->slots.n; g++) {
		groups[g].identity = s->slots.v[g];
		groups[g].title = title_of(s, s->slots.v[g]);
		groups[g].found = g < s->in->n_found ? (int32_t)g : -1;
	}
	for (size_t i = 0, run = 0; i < n; i++) {
		struct steer_group *g = &groups[found[i].slot];
		run = i > 0 && compare_pairs(&found[i], &found[i - 1]) == 0 ? run + 1 : 1;
		g->families += i == 0 || compare_pairs(&family[i], &family[i - 1]) != 0;
		if ((size_t)found[i].slot >= s->in->n_found && found[i].value >= 0 && run > most[found[i].slot]) {
			most[found[i].slot] = run;
			g->found = (int32_t)found[i].value;
		}
	}
	return groups;
}

static int compare_sizes(const void *a, const void *b, void *groups)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	const struct steer_group *list = groups;
	if (list[x].families != list[y].families)
		return list[x].families < list[y].families ? 1 : -1;
	return (x > y) - (x < y);
}

static struct steered number_groups(struct steering *s, struct steer_outcome *outcomes)
{
	struct steer_group *groups = measure(s);
	struct steered out = { .outcomes = outcomes, .followers = s->followers.v, .n_followers = s->followers.n,
	                       .groups = arena_array(s->a, s->slots.n, sizeof *out.groups), .of = s->of };
	uint32_t *order = arena_array(s->scratch, s->slots.n, sizeof *order);
	int32_t *number = arena_array(s->scratch, s->slots.n, sizeof *number);
	for (size_t g = 0; g < s->slots.n; g++)
		order[g] = (uint32_t)g;
	if (s->in->n_decisions > 0)
		qsort_r(order, s->slots.n, sizeof *order, compare_sizes, groups);
	for (size_t g = 0; g < s->slots.n; g++) {
		if (groups[order[g]].members == 0)
			continue;
		number[order[g]] = (int32_t)out.n_groups;
		out.groups[out.n_groups++] = groups[order[g]];
	}
	for (size_t i = 0; i < s->in->n; i++)
		if (s->of[i] >= 0)
			s->of[i] = number[s->of[i]];
	return out;
}

struct steered steer(struct arena *a, const struct steer_input *in)
{
	struct steering s = { .a = a, .scratch = arena_new(), .in = in, .of = arena_array(a, in->n, sizeof *s.of) };
	struct steer_outcome *outcomes = arena_array(a, in->n_decisions, sizeof *outcomes);
	uint32_t *by_id = in->n_decisions > 0 ? sort_by_id(s.scratch, in->members, in->n) : NULL;
	for (size_t g = 0; g < in->n_found; g++)
		make_slot(&s, in->found[g].identity);
	for (size_t i = 0; i < in->n; i++)
		s.of[i] = in->members[i].group;
	for (size_t d = 0; d < in->n_decisions; d++)
		outcomes[d] = apply(&s, by_id, d);
	struct steered out = number_groups(&s, outcomes);
	arena_free(s.scratch);
	return out;
}

/* ---- Codes ---- */

static const char *const kind_codes[] = {
	[STEER_RENAME] = "rename", [STEER_MERGE] = "merge", [STEER_MOVE] = "move", [STEER_PIN] = "pin",
};
static const char *const effect_codes[] = {
	[STEER_APPLIED] = "applied", [STEER_PARTLY] = "partly", [STEER_NO_GROUP] = "no_group",
	[STEER_NO_CONTRIBUTION] = "no_contribution",
};

const char *steer_kind_code(enum steer_kind kind)
{
	return kind_codes[kind];
}

bool steer_kind_parse(const char *code, enum steer_kind *kind)
{
	for (size_t i = 0; i < ARRAY_LEN(kind_codes); i++) {
		if (str_eq(kind_codes[i], code)) {
			*kind = (enum steer_kind)i;
			return true;
		}
	}
	return false;
}

const char *steer_effect_code(enum steer_effect effect)
{
	return effect_codes[effect];
}

bool steer_effect_parse(const char *code, enum steer_effect *effect)
{
	for (size_t i = 0; i < ARRAY_LEN(effect_codes); i++) {
		if (str_eq(effect_codes[i], code)) {
			*effect = (enum steer_effect)i;
			return true;
		}
	}
	return false;
}
