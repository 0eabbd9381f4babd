/* Which sentences of a document demand something and of whom, by the rules for demands in contributions. */
#include "module/plan/plan_internal.h"

#include "base/utf8.h"
#include "engine/text/demand.h"

struct judge {
	struct arena *arena;
	struct demand_finder *finder;
};

static enum outline_demand judge_demand(void *arg, struct span sentence)
{
	struct judge *j = arg;
	size_t n;
	const struct demand *found = demand_find(j->arena, j->finder, sentence, &n);
	enum outline_demand demand = OUTLINE_DEMANDS_NOTHING;
	for (size_t i = 0; i < n; i++) {
		enum outline_demand one = found[i].firmness == DEMAND_MUST ? OUTLINE_DEMANDS_FIRMLY : OUTLINE_DEMANDS;
		demand = one > demand ? one : demand;
	}
	return demand;
}

static const char *code_of(enum demand_addressee addressee)
{
	switch (addressee) {
	case DEMAND_STATE: return "state";
	case DEMAND_COUNTY: return "county";
	case DEMAND_MUNICIPALITY: return "municipality";
	case DEMAND_EU: return "eu";
	case DEMAND_WE:
	case DEMAND_REGION: return ""; /* the one who speaks, in a region's document */
	default: return "other";
	}
}

/* The first of those that a plan's positions know of decides; another only where none of them is named. */
static const char *judge_addressee(void *arg, struct span text)
{
	static const struct {
		const char *phrase, *code;
	} duties[] = {
		{ "statlig ansvar", "state" }, { "statleg ansvar", "state" }, { "statens ansvar", "state" },
		{ "fylkeskommunalt ansvar", "county" }, { "kommunalt ansvar", "municipality" },
	};
	struct judge *j = arg;
	size_t n;
	const struct demand *found = demand_find(j->arena, j->finder, text, &n);
	const char *code = "";
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < found[i].n_cues; k++) {
			const struct demand_cue *cue = &found[i].cues[k];
			const char *one = cue->kind == DEMAND_CUE_ADDRESSEE ? code_of(cue->addressee) : "";
			if (*one && (!*code || str_eq(code, "other")))
				code = one;
		}
	struct span folded = span_of(utf8_fold(j->arena, text));
	for (size_t i = 0; i < ARRAY_LEN(duties) && !*code; i++)
		if (span_contains(folded, duties[i].phrase))
			code = duties[i].code;
	return code;
}

struct outline_judge plan_judge(struct arena *a)
{
	struct judge *j = arena_alloc(a, sizeof *j);
	*j = (struct judge){ a, demand_finder_new(a, NULL, 0) };
	return (struct outline_judge){ judge_demand, judge_addressee, j };
}
