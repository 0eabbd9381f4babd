/* Campaigns: many letters with one text. The report shows both numbers, and what was added. */
#include "module/report/report_basis_build.h"

#include "base/str.h"

/* What each contribution added, masked, beside the entries; "" for nothing. Passages that stand
 * apart are joined by an ellipsis. */
static const char **own_words(struct basis_build *b, const struct text_campaign_row *k)
{
	const char **own = arena_array(b->a, b->r->n, sizeof *own);
	for (size_t i = 0; i < k->n_additions; i++) {
		const struct text_addition_row *d = &k->additions[i];
		size_t at = id_index_find(&b->by_id, d->contribution_id);
		if (at == BASIS_NONE || d->first_byte + d->bytes > strlen(b->list[at].text))
			continue;
		const char *piece = basis_piece(b, at, d->first_byte, d->bytes);
		own[at] = own[at] ? arena_printf(b->a, "%s … %s", own[at], piece) : piece;
	}
	return own;
}

/* The members of a family. The letter is shown as it stands in the first of them that may be. */
static struct basis_campaign make_campaign(struct basis_build *b, const struct text_campaign_row *k, size_t base,
                                           const struct basis_list *family)
{
	const struct basis_entry *entries = b->r->entries;
	const char **own = own_words(b, k);
	struct basis_campaign c = { .letter = BASIS_NONE, .letters = k->contributions, .exact = k->exact,
	                            .edited = k->edited, .personal = k->with_additions };
	struct basis_letter *list = arena_array(b->a, family->n, sizeof *list);
	for (size_t i = 0; i < family->n; i++) {
		size_t at = family->v[i];
		c.withheld += !entries[at].shown;
		if (!entries[at].shown)
			continue;
		if (c.letter == BASIS_NONE && str_eq(b->list[at].text, b->list[base].text))
			c.letter = at;
		list[c.n++] = (struct basis_letter){ at, str_or(own[at], "") };
	}
	c.list = list;
	return c;
}

void basis_build_campaigns(struct basis_build *b)
{
	struct basis_report *r = b->r;
	VEC(struct basis_campaign) found = { 0 };
	size_t *first = arena_array(b->a, r->n, sizeof *first);
	for (size_t i = 0; i < r->n; i++)
		first[i] = r->entries[i].first;
	struct basis_list *families = bins_make(b->a, first, r->n, r->n);
	for (size_t i = 0; i < b->run.n_campaigns; i++) {
		const struct text_campaign_row *k = &b->run.campaigns[i];
		size_t base = id_index_find(&b->by_id, k->base_id);
		if (base == BASIS_NONE)
			continue;
		*VEC_PUSH(b->a, &found) = make_campaign(b, k, base, &families[r->entries[base].first]);
		r->totals.letters += k->contributions;
	}
	r->campaigns = found.v;
	r->n_campaigns = found.n;
	r->totals.campaigns = (int64_t)found.n;
}
