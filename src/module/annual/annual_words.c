/* What a report says in words, in each language. */
#include "module/annual/annual_internal.h"

#include "ui/translate.h"

const char *annual_title(struct arena *a, enum lang lang, const struct annual *r)
{
	return tr_format_lang(a, lang, "Annual report %s", arena_printf(a, "%d", r->year));
}

const char *annual_change_text(struct arena *a, enum lang lang, const struct annual_change *c)
{
	switch (c->kind) {
	case ANNUAL_NEW:
		return tr_lang(lang, "New in the programme");
	case ANNUAL_REACHED:
		return tr_format_lang(a, lang, "Reached: %s", c->text);
	case ANNUAL_STATUS:
		return tr_format_lang(a, lang, "From %s to %s", tr_name_lang(lang, measure_statuses[c->from].name),
		                      tr_name_lang(lang, measure_statuses[c->to].name));
	default:
		return arena_printf(a, "%s%s%s", tr_name_lang(lang, measure_statuses[c->to].name), *c->text ? ": " : "", c->text);
	}
}

const char *annual_status_text(struct arena *a, enum lang lang, const struct annual_measure *m)
{
	const char *status = arena_printf(a, "%s %s", measure_statuses[m->status].sign, tr_name_lang(lang, measure_statuses[m->status].name));
	return m->reported ? status : tr_format_lang(a, lang, "%s (nothing was reported)", status);
}

const char *annual_goal_title(enum lang lang, const struct annual_goal *g)
{
	return g->node_id ? g->title : tr_lang(lang, "Measures below no goal");
}
