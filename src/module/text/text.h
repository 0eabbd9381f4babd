/*
 * Compilation runs: what the text engine made of a plan's contributions.
 * Only the newest run of a plan is shown; older ones are kept.
 */
#ifndef PLANVERK_MODULE_TEXT_H
#define PLANVERK_MODULE_TEXT_H

#include "engine/text/demand.h"
#include "engine/text/lineage.h"
#include "engine/text/steer.h"
#include "module.h"
#include "module/contribution/contribution.h"

#define TEXT_SUGGESTIONS 3
/* Quotes that a page or report shows for a group: the first of the run's that may be shown. */
#define TEXT_QUOTES_SHOWN 3

struct text_group_row {
	int64_t id, number; /* number 0: what stands alone */
	int64_t overview;   /* groups of one wider theme share it; from 1, 0 for number 0 */
	const char *label;  /* words of its texts */
	const char *title;  /* as planners call it, or "" */
	int64_t identity;   /* what it shares with the groups that it continues; 0 for number 0 */
	int64_t contributions, arguments; /* all, and unique texts among them */
	int64_t node_id; /* where most of it belongs; 0 for nowhere */
	bool publishable; /* some of its contributions may be published */
};

/* Before a run is stored, the identity that the found group number k is to get is written -k. */

/* A group as the engine found it, before planners' decisions were applied. */
struct text_found_row {
	int64_t number;      /* from 1 */
	int64_t identity, overview;
	const char *label;
	int64_t came_from;   /* identity of the group in the run before that half of it stood in, or 0 */
};

/* What became of a found group of the run before that no group continues. */
struct text_lineage_row {
	int64_t identity;
	enum lineage_fate fate;
	int64_t into;        /* an identity, or 0 */
	int64_t shared;      /* of its contributions that stand there */
};

/* What came of a planner's decision; and who followed it because they are new and near. */
struct text_steered_row {
	int64_t decision_id;
	enum steer_effect effect;
	int64_t missing;
};
struct text_follower_row {
	int64_t decision_id, contribution_id;
};

struct text_result {
	int64_t contribution_id;
	const char *language;
	double confidence;
	const char *duplicate; /* first, exact, near, contained */
	int64_t first_id;      /* the contribution that it repeats, or itself */
	int64_t family;        /* those that say the same share it */
	size_t group;          /* index into the run's groups */
	int64_t found;         /* number of the group that the engine found it in, 0 for none */
	bool abstained;        /* the suggestions are too weak to rely on */
	int n_suggestions;
	struct { int64_t node_id; double score; } suggestion[TEXT_SUGGESTIONS];
};

struct text_quote_row {
	size_t group; /* index into the run's groups */
	int64_t contribution_id;
	size_t first_byte, bytes; /* in the contribution's text */
	int64_t rank; /* from 1, in its group */
};

/* A sentence that demands something. */
struct text_demand {
	int64_t contribution_id;
	int64_t group_id;        /* 0 until it is stored */
	struct demand found;     /* places in the contribution's text */
	const int64_t *organisations; /* beside found.cues: the one a cue names, or 0 */
};

/* A letter that many sent; additions by contribution, in its text's order. */
struct text_addition_row {
	int64_t contribution_id;
	size_t first_byte, bytes; /* in the contribution's text */
};

struct text_campaign_row {
	int64_t id, number;     /* number from 1, largest first */
	int64_t family;         /* as in the results */
	int64_t base_id;        /* the contribution that is the letter */
	int64_t contributions;  /* = exact + edited + with_additions */
	int64_t exact, edited, with_additions;
	const struct text_addition_row *additions;
	size_t n_additions;
};

/* A run with everything in it. results are in the order of contribution_list(). */
struct text_run {
	int64_t id; /* 0: the plan was never compiled */
	int64_t made_at;
	const char *program_version, *parameters, *summary; /* the last two JSON */
	const char *input_digest; /* hexadecimal */
	struct text_group_row *groups;
	size_t n_groups;
	struct text_result *results;
	size_t n_results;
	const char *const *overview; /* names of the wider themes, beside the numbers from 1; "" for one without groups */
	size_t n_overview;
	struct text_quote_row *quotes; /* by group, best first */
	size_t n_quotes;
	struct text_demand *demands; /* in the order of the contributions; text_run_load() leaves them out */
	size_t n_demands;
	struct text_campaign_row *campaigns; /* largest first; text_run_load() leaves them out */
	size_t n_campaigns;
	/* How the groups came about; text_run_load() leaves it out. Without found groups, the run's groups are as found. */
	struct text_found_row *found;
	size_t n_found;
	struct text_lineage_row *lineage;
	size_t n_lineage;
	struct text_steered_row *steered;
	size_t n_steered;
	struct text_follower_row *followers;
	size_t n_followers;
};

/* The newest run of a plan. A contribution that came after it has no result. */
bool text_run_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct text_run *run, struct err *err);
/* The demands of a run, or where group_id is not 0 of one of its groups, in the order of the contributions. */
bool text_demands_load(struct db_conn *c, struct arena *a, int64_t run_id, int64_t group_id,
                       struct text_demand **list, size_t *n, struct err *err);
/* The campaigns of a run with what was added, largest first. */
bool text_campaigns_load(struct db_conn *c, struct arena *a, int64_t run_id, struct text_campaign_row **list, size_t *n,
                         struct err *err);
/* English names for tr_lang(): "The municipalities", "must". */
const char *text_addressee_name(enum demand_addressee addressee);
const char *text_firmness_name(enum demand_firmness firmness);

/* A group by identifier and its plan; id 0 where there is none. */
bool text_group_get(struct db_conn *c, struct arena *a, int64_t id, struct text_group_row *group,
                    int64_t *plan_id, struct err *err);

/* A group's label, or what one without is called. A label is made of the texts' words, so the
 * public does not see that of a group of which nothing may be published. */
const char *text_group_title(const struct request *rq, const struct text_group_row *g);

extern const struct module text_module;

#endif
