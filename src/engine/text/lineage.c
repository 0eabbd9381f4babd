#include "engine/text/lineage.h"

#include <stdlib.h>

/* ---- What the two groupings share ---- */

struct member {
	int64_t id;
	int32_t group;
};

/* How many members stand in the one group before and in the other now. */
struct flow {
	int32_t old, new;
	size_t shared;
	double jaccard;
};

struct matching {
	struct arena *scratch;
	size_t n_old, n_new;
	size_t *left;    /* beside the old groups: members that are still there, wherever */
	size_t *earlier; /* beside the new groups: members that were there before, wherever */
	struct flow *flows; /* by old, then new group */
	size_t n_flows;
};

static int compare_members(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

static struct member *sorted(struct arena *a, const struct lineage_side *side)
{
	struct member *list = arena_array(a, side->n, sizeof *list);
	for (size_t i = 0; i < side->n; i++)
		list[i] = (struct member){ side->id[i], side->group[i] };
	qsort(list, side->n, sizeof *list, compare_members);
	return list;
}

static int compare_keys(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

/* Counts members by both their groups: pairs are written as one number and sorted. */
static void count_flows(struct matching *m, uint64_t *pairs, size_t n)
{
	qsort(pairs, n, sizeof *pairs, compare_keys);
	m->flows = arena_array(m->scratch, n, sizeof *m->flows);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || pairs[i] != pairs[i - 1])
			m->flows[m->n_flows++] = (struct flow){ .old = (int32_t)(pairs[i] / m->n_new), .new = (int32_t)(pairs[i] % m->n_new) };
		m->flows[m->n_flows - 1].shared++;
	}
	for (size_t i = 0; i < m->n_flows; i++) {
		struct flow *f = &m->flows[i];
		size_t either = m->left[f->old] + m->earlier[f->new] - f->shared;
		f->jaccard = (double)f->shared / (double)either;
	}
}

static void find_flows(struct matching *m, const struct lineage_side *before, const struct lineage_side *now)
{
	struct member *old = sorted(m->scratch, before), *new = sorted(m->scratch, now);
	uint64_t *pairs = arena_array(m->scratch, now->n, sizeof *pairs);
	size_t n = 0;
	for (size_t i = 0, k = 0; i < before->n && k < now->n;) {
		if (old[i].id != new[k].id) {
			if (old[i].id < new[k].id)
				i++;
			else
				k++;
			continue;
		}
		if (old[i].group >= 0)
			m->left[old[i].group]++;
		if (new[k].group >= 0)
			m->earlier[new[k].group]++;
		if (old[i].group >= 0 && new[k].group >= 0)
			pairs[n++] = (uint64_t)old[i].group * m->n_new + (uint64_t)new[k].group;
		i++;
		k++;
	}
	count_flows(m, pairs, n);
}

/* ---- Which continues which ---- */

static int compare_alike(const void *a, const void *b)
{
	const struct flow *x = a, *y = b;
	if (x->jaccard != y->jaccard)
		return x->jaccard < y->jaccard ? 1 : -1;
	if (x->shared != y->shared)
		return x->shared < y->shared ? 1 : -1;
	if (x->old != y->old)
		return x->old < y->old ? -1 : 1;
	return (x->new > y->new) - (x->new < y->new);
}

static void pair_groups(struct matching *m, struct lineage *l)
{
	struct flow *alike = arena_array(m->scratch, m->n_flows, sizeof *alike);
	for (size_t i = 0; i < m->n_flows; i++)
		alike[i] = m->flows[i];
	qsort(alike, m->n_flows, sizeof *alike, compare_alike);
	for (size_t i = 0; i < m->n_flows && alike[i].jaccard >= LINEAGE_JACCARD; i++) {
		struct lineage_old *o = &l->old[alike[i].old];
		struct lineage_new *n = &l->new[alike[i].new];
		if (o->fate == LINEAGE_CONTINUED || n->continues >= 0)
			continue;
		*o = (struct lineage_old){ LINEAGE_CONTINUED, alike[i].new, o->left, alike[i].shared };
		n->continues = alike[i].old;
	}
}

/* ---- What became of the others, and where the new ones come from ---- */

/* flows[0 … n) are those of one old group that nothing continues. */
static void find_fate(struct lineage_old *o, const struct flow *flows, size_t n)
{
	size_t grouped = 0;
	for (size_t i = 0; i < n; i++) {
		grouped += flows[i].shared;
		if (flows[i].shared > o->shared) {
			o->shared = flows[i].shared;
			o->into = flows[i].new;
		}
	}
	if (o->left > 0 && 2 * o->shared >= o->left)
		o->fate = LINEAGE_MERGED;
	else if (o->left > 0 && 2 * grouped >= o->left)
		o->fate = LINEAGE_SPLIT;
	else
		*o = (struct lineage_old){ LINEAGE_GONE, -1, o->left, 0 };
}

static void find_fates(const struct matching *m, struct lineage *l)
{
	size_t at = 0;
	for (size_t g = 0; g < m->n_old; g++) {
		size_t from = at;
		while (at < m->n_flows && m->flows[at].old == (int32_t)g)
			at++;
		if (l->old[g].fate != LINEAGE_CONTINUED)
			find_fate(&l->old[g], m->flows + from, at - from);
	}
	for (size_t i = 0; i < m->n_flows; i++) {
		struct lineage_new *n = &l->new[m->flows[i].new];
		/* The lower number where two old groups have half each. */
		if (n->from < 0 && 2 * m->flows[i].shared >= n->earlier)
			n->from = m->flows[i].old;
	}
}

struct lineage lineage_match(struct arena *a, const struct lineage_side *before, const struct lineage_side *now)
{
	struct arena *scratch = arena_new();
	struct matching m = {
		.scratch = scratch, .n_old = before->n_groups, .n_new = now->n_groups,
		.left = arena_array(scratch, before->n_groups, sizeof *m.left),
		.earlier = arena_array(scratch, now->n_groups, sizeof *m.earlier),
	};
	struct lineage l = { arena_array(a, m.n_old, sizeof *l.old), arena_array(a, m.n_new, sizeof *l.new) };
	find_flows(&m, before, now);
	for (size_t g = 0; g < m.n_old; g++)
		l.old[g] = (struct lineage_old){ LINEAGE_GONE, -1, m.left[g], 0 };
	for (size_t g = 0; g < m.n_new; g++)
		l.new[g] = (struct lineage_new){ -1, -1, m.earlier[g] };
	pair_groups(&m, &l);
	find_fates(&m, &l);
	arena_free(scratch);
	return l;
}

const char *lineage_fate_code(enum lineage_fate fate)
{
	static const char *const codes[] = {
		[LINEAGE_CONTINUED] = "continued", [LINEAGE_MERGED] = "merged", [LINEAGE_SPLIT] = "split", [LINEAGE_GONE] = "gone",
	};
	return codes[fate];
}
