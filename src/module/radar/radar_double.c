/* Where several organisations do the same work: the same consultation, or two that are about the same. */
#include "module/radar/radar_internal.h"

#include "engine/text/text.h"

#define LIKE 0.6   /* of all the stems that two titles have, the share that both have (Jaccard) */
#define LIKE_LEAST 2 /* stems: with one in common two titles are not about the same */

struct title {
	const char **stems; /* each once */
	size_t n;
};

/* What titles of consultations begin with, whatever they are about. */
static bool says_nothing(const char *word)
{
	static const char *const words[] = {
		"endring", "endringar", "endringer", "forskrift", "forskrifter", "forslag", "framlegg", "høring", "høyring", "innspel", "innspill",
		"invitasjon", "lov", "lova", "loven", "ny", "nye", "nytt", "offentlig", "offentleg",
	};
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_eq(words[i], word))
			return true;
	return false;
}

static bool has(const struct title *t, const char *stem)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->stems[i], stem))
			return true;
	return false;
}

static struct title title_of(struct arena *a, const char *text)
{
	VEC(const char *) stems = { 0 };
	struct text_explainer *e = text_explainer_new(a, span_of(text));
	struct text_seen seen;
	while (text_explain_next(e, a, &seen)) {
		for (size_t i = 0; i < seen.n_words; i++) {
			const struct text_seen_word *w = &seen.words[i];
			const char *stem = w->stem ? w->stem : w->folded;
			if (w->role != TEXT_STOP && w->role != TEXT_SIGN && !says_nothing(w->folded)
			    && !has(&(struct title){ stems.v, stems.n }, stem))
				*VEC_PUSH(a, &stems) = stem;
		}
	}
	return (struct title){ stems.v, stems.n };
}

static bool alike(const struct title *x, const struct title *y)
{
	size_t both = 0;
	for (size_t i = 0; i < x->n; i++)
		both += has(y, x->stems[i]);
	return both >= LIKE_LEAST && (double)both >= LIKE * (double)(x->n + y->n - both);
}

static bool settled(const struct radar_item *x)
{
	return x->answered.year || x->decision == RADAR_NO_ANSWER;
}

static bool taken_by_another(const struct radar_item *x, const struct radar_item *y)
{
	for (size_t i = 0; i < y->n_takers; i++)
		if (!str_eq(y->takers[i], x->takers[0]))
			return true;
	return false;
}

static bool same_work(const struct radar_item *x, const struct title *tx, const struct radar_item *y, const struct title *ty)
{
	if (!taken_by_another(x, y))
		return false;
	return (x->deadline.year && date_days(x->deadline) == date_days(y->deadline) && str_eq(x->body, y->body))
	       || (!settled(x) && !settled(y) && alike(tx, ty));
}

size_t *radar_doubles(struct arena *a, const struct radar_item *list, size_t n)
{
	size_t *with = arena_array(a, n, sizeof *with);
	size_t *taken = arena_array(a, n, sizeof *taken), n_taken = 0;
	struct title *titles = arena_array(a, n, sizeof *titles); /* beside taken */
	for (size_t i = 0; i < n; i++) {
		with[i] = list[i].n_takers > 1 ? i : RADAR_ALONE;
		if (list[i].n_takers == 0)
			continue;
		titles[n_taken] = title_of(a, list[i].title);
		taken[n_taken++] = i;
	}
	for (size_t i = 0; i < n_taken; i++)
		for (size_t j = 0; j < n_taken && with[taken[i]] == RADAR_ALONE; j++)
			if (i != j && same_work(&list[taken[i]], &titles[i], &list[taken[j]], &titles[j]))
				with[taken[i]] = taken[j];
	return with;
}
