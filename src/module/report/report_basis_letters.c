/* Campaigns: many letters with one text. The report shows both numbers, and what was added. */
#include "module/report/report_basis_build.h"

#include "base/str.h"
#include "base/utf8.h"

#include <stdlib.h>

/* A sentence for comparing: without case, and without the marks at its end. */
static struct span sentence_key(struct arena *a, struct span sentence)
{
	struct span key = span_trim(span_of(utf8_fold(a, sentence)));
	while (key.n > 0 && strchr(".,;:!? ", key.s[key.n - 1]))
		key.n--;
	return key;
}

/* The sentences of text that are not in known, joined; "" where there are none. */
static const char *own_words(struct arena *a, const struct strmap *known, const char *text)
{
	struct out o = out_memory(a);
	size_t n;
	struct span *sentences = text_sentences(a, span_of(text), &n);
	for (size_t i = 0; i < n; i++) {
		if (strmap_find(known, sentence_key(a, sentences[i])))
			continue;
		if (o.total > 0)
			out_char(&o, ' ');
		out_bytes(&o, sentences[i].s, sentences[i].n);
	}
	return out_string(&o);
}

static struct strmap *sentences_of(struct arena *a, const char *text)
{
	struct strmap *known = strmap_new(a);
	size_t n;
	struct span *sentences = text_sentences(a, span_of(text), &n);
	for (size_t i = 0; i < n; i++)
		*strmap_at(known, sentence_key(a, sentences[i]), NULL) = 1;
	return known;
}

/* All letters are compared, the hidden ones too; of these only the number is kept. */
static struct basis_campaign make_campaign(struct basis_build *b, const struct basis_list *family)
{
	const struct basis_entry *entries = b->r->entries;
	struct basis_campaign c = { .family = family->v[0], .first = BASIS_NONE,
	                            .letters = (int64_t)family->n };
	struct basis_letter *list = arena_array(b->a, family->n, sizeof *list);
	struct strmap *known = sentences_of(b->a, text_mask(b->a, span_of(b->list[family->v[0]].text)));
	for (size_t i = 0; i < family->n; i++) {
		size_t at = family->v[i];
		const struct basis_entry *e = &entries[at];
		const char *own = own_words(b->a, known, text_mask(b->a, span_of(b->list[at].text)));
		c.exact += e->duplicate == TEXT_EXACT;
		c.near += e->duplicate == TEXT_NEAR;
		c.contained += e->duplicate == TEXT_CONTAINED;
		c.personal += *own != '\0';
		c.withheld += !e->shown;
		if (!e->shown)
			continue;
		if (c.first == BASIS_NONE)
			c.first = at;
		list[c.n++] = (struct basis_letter){ at, own };
	}
	c.list = list;
	return c;
}

static int compare_campaigns(const void *a, const void *b)
{
	const struct basis_campaign *x = a, *y = b;
	if (x->letters != y->letters)
		return x->letters < y->letters ? 1 : -1;
	return (x->family > y->family) - (x->family < y->family);
}

void basis_build_campaigns(struct basis_build *b)
{
	struct basis_report *r = b->r;
	VEC(struct basis_campaign) found = { 0 };
	size_t *first = arena_array(b->a, r->n, sizeof *first);
	for (size_t i = 0; i < r->n; i++)
		first[i] = r->entries[i].first;
	struct basis_list *families = bins_make(b->a, first, r->n, r->n);
	for (size_t i = 0; i < r->n; i++) {
		if (families[i].n < BASIS_CAMPAIGN)
			continue;
		*VEC_PUSH(b->a, &found) = make_campaign(b, &families[i]);
		r->totals.letters += (int64_t)families[i].n;
	}
	if (found.n > 0)
		qsort(found.v, found.n, sizeof *found.v, compare_campaigns);
	r->campaigns = found.v;
	r->n_campaigns = found.n;
	r->totals.campaigns = (int64_t)found.n;
}
