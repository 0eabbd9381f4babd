/*
 * The basis report: what people said, arranged by the plan, with everything
 * behind it. basis_load() reads the database once into one model; the writers
 * (HTML, Word, spreadsheet, JSON, page) only turn that model into their form,
 * so they cannot disagree.
 *
 * Every text in the model is masked, and the original is not in it. Texts that
 * may not be shown in this version (shown == false) are not in it at all; they
 * are counted. Nothing in it is an identifier of the database. Everything
 * belongs to the arena that basis_load() was given.
 */
#ifndef PLANVERK_REPORT_BASIS_H
#define PLANVERK_REPORT_BASIS_H

#include "base/clock.h"
#include "engine/text/text.h"
#include "module/coverage/coverage.h"
#include "module/event/event.h"
#include "module/plan/plan.h"
#include "module/text/text.h"

#define BASIS_NONE SIZE_MAX /* no such index */

struct basis_options {
	bool plans_language; /* write it in the plan's language, bokmål where it has none of ours */
	enum lang lang;      /* else in this one */
	bool published_only; /* the public version: texts whose authors permit it, small counts hidden */
};

/* ---- Contributions ---- */

/* How a contribution got its place in the plan. */
enum basis_how {
	BASIS_NO_PLACE,    /* it stood under no section, and no suggestion is strong enough */
	BASIS_STOOD_UNDER, /* the document that it came from had it there */
	BASIS_SUGGESTED,   /* the program's best suggestion; no person has filed it */
};

/* A running number (index + 1) names a contribution in all forms of the report. */
struct basis_entry {
	bool publish, shown;
	const char *text, *organisation, *event, *table, *topic; /* masked; "" for none or not shown */
	const char *kind, *area, *sector; /* of the organisation */
	const char *language; /* as text_language_code() */
	struct date date;
	size_t source;        /* index into organisations, or BASIS_NONE */
	size_t from_event;    /* index into events, or BASIS_NONE */
	enum basis_how how;
	long place;           /* node in the tree, -1 for BASIS_NO_PLACE */
	size_t section;       /* the section of that place, or BASIS_NONE */
	enum text_kind duplicate;
	size_t first;         /* the entry it repeats; itself */
	size_t group;         /* index into groups */
	/* Within a group, the first shown text of a family stands for it; the rest are folded under it. */
	size_t head;          /* itself where it stands in the list; BASIS_NONE where none is shown */
	size_t next;          /* the next one folded under the same head, or BASIS_NONE */
	int64_t same, similar; /* of a head: those folded under it, hidden ones included */
	bool abstained;
	int n_suggestions;
	struct { long node; double score; } suggestion[TEXT_SUGGESTIONS];
};

/* Indexes into another array. */
struct basis_list {
	const size_t *v;
	size_t n;
};

struct basis_quote {
	size_t entry;
	const char *text;
};

/* By number, which is that of the run. Number 0 is no group: it holds what stands alone. */
struct basis_group {
	int64_t number;
	const char *label; /* as planners call it, else words of its texts; "" where they may not be shown */
	const char *theme; /* words of the wider theme that it belongs to, or "" */
	int64_t contributions, arguments, withheld; /* withheld: not shown in this version */
	int64_t stood_under, suggested, elsewhere;  /* elsewhere: placed in another section than the group */
	size_t section;            /* BASIS_NONE where it belongs nowhere in the plan */
	struct basis_list heads;   /* shown texts in the order they came, repeats folded */
	struct basis_list homeless; /* of a group with a section: its shown contributions without a place */
	const struct basis_quote *quotes;
	size_t n_quotes;
};

/* ---- The plan ---- */

/* Beside the tree's nodes. */
struct basis_node {
	int64_t own, total;  /* contributions placed here; here and below */
	int64_t stood;       /* of its own, those that stood here in the document */
	int64_t mentioned;   /* stood elsewhere in the document, but best suggestion is here or below */
	int64_t weak;        /* have no place, but a best suggestion, too weak to follow, here or below */
	bool unclear;        /* has none, but some may be about it: mentioned, or stood above it */
	bool not_asked;      /* it, or a node above it, says that nobody was asked */
	bool asked;          /* it, or a node above it, says that people were */
	size_t section;      /* the theme or goal that it stands in, or BASIS_NONE */
};

/* Contributions from one section that stand in a group shown under another. */
struct basis_guest {
	size_t group;
	int64_t contributions;
};

/* A theme or goal, in the plan's order, with what was placed in it but not in a section below it. */
struct basis_section {
	long node;
	unsigned level; /* 0 at the top, 1 for a goal in a theme … */
	int64_t contributions, arguments, stood_under, suggested;
	struct basis_list groups;  /* that belong here, largest first */
	struct basis_list alone;   /* heads of what stands alone and was placed here */
	int64_t alone_contributions, alone_withheld;
	const struct basis_guest *guests;
	size_t n_guests;
};

/* ---- Letters ---- */

struct basis_letter {
	size_t entry;
	const char *own_words; /* sentences that the letter does not have; "" for none */
};

struct basis_campaign {
	size_t letter;     /* the first one that is shown and is the letter itself, or BASIS_NONE */
	int64_t letters;   /* = exact + edited + personal */
	int64_t exact, edited;
	int64_t personal;  /* with sentences that the letter does not have */
	int64_t withheld;
	const struct basis_letter *list; /* the shown ones */
	size_t n;
};

/* ---- Who took part ---- */

struct basis_organisation {
	const char *name, *kind, *area, *sector; /* the name masked */
	int64_t contributions, persons; /* persons at the plan's events */
};

enum basis_dimension { BASIS_KIND, BASIS_SECTOR, BASIS_AREA, BASIS_DIMENSIONS };

/* One kind, sector or area. Hidden counts are too small for the public version. */
struct basis_cell {
	/* Kind: a code; sector, area: the text itself; "" where it is not stated. NULL stands for
	 * the contributions that name no organisation. */
	const char *code;
	int64_t registered, took_part; /* organisations */
	int64_t contributions, persons;
	struct text_share share;   /* of all contributions */
	bool hide_contributions, hide_persons;
};

struct basis_cells {
	const struct basis_cell *v;
	size_t n;
};

/* A group at an event, or that a document names: "faggruppe Klima". */
struct basis_table {
	const char *name; /* masked */
	int64_t contributions;
	bool hide_contributions;
};

struct basis_event {
	const struct event *event;
	const char *name; /* masked */
	int64_t contributions;
	bool hide_contributions, hide_attendance;
};

/* ---- What is demanded ---- */

/* A sentence that demands something of someone. */
struct basis_demand {
	size_t entry, group;
	const char *sentence; /* masked; "" where the entry is not shown */
	enum demand_firmness firmness;
	bool negated;         /* something is not to be done */
	unsigned addressees;  /* bit 1 << enum demand_addressee; 0 where nobody is named */
};

/* ---- All of it ---- */

#define BASIS_LANGUAGES (TEXT_OTHER + 1)

struct basis_totals {
	int64_t contributions, arguments;
	int64_t exact, near, contained;
	int64_t groups, campaigns, letters; /* letters: texts in campaigns */
	int64_t stood_under, suggested, no_place;
	int64_t abstained;       /* suggestions too weak, whether or not a section is known */
	int64_t languages[BASIS_LANGUAGES];
	int64_t publishable;     /* whose authors permit publication */
	int64_t withheld;        /* not shown in this version */
	int64_t with_organisation;
	int64_t registered, took_part; /* organisations */
	int64_t attendance;      /* persons counted at the door */
	int64_t later;           /* contributions that came after the run, and are not in the report */
	/* Nodes without contributions: people were not asked; they were, or it is not recorded;
	 * of these the unclear ones. Of the rest nobody spoke. */
	int64_t not_asked, empty, unclear;
};

struct basis_report {
	enum lang lang;
	bool published_only;
	struct plan_tree tree;
	int64_t made_at;         /* when the run was made: the report's date */
	const char *program_version, *input_digest;
	int64_t seed, groups_asked; /* groups_asked 0: as many as are stable */
	const char *embedding; /* the model of the vectors that were used, or NULL */
	struct basis_totals totals;
	struct basis_entry *entries;
	size_t n;
	struct basis_group *groups;
	size_t n_groups;
	struct basis_node *nodes;
	struct basis_section *sections;
	size_t n_sections;
	int64_t outside;         /* placed in the plan, but in no theme or goal */
	struct basis_list alone_outside, alone_nowhere; /* heads: placed there; without a place */
	struct basis_list groups_nowhere; /* groups that belong to no theme or goal */
	struct basis_campaign *campaigns;
	size_t n_campaigns;
	struct basis_organisation *organisations;
	size_t n_organisations;
	struct basis_list missing; /* organisations that neither contributed nor attended */
	struct basis_cells cells[BASIS_DIMENSIONS];
	struct basis_event *events;
	size_t n_events;
	struct basis_table *tables; /* largest first */
	size_t n_tables;
	struct coverage *coverage;  /* registers, with those who were heard beside them */
	size_t n_coverage;
	struct basis_demand *demands; /* in the order of the entries, those not shown included */
	size_t n_demands;
};

/*
 * Builds the report on a plan's newest run. plan is an identifier or short name. Errors:
 * ERR_NOT_FOUND where there is no such plan, ERR_CONFLICT where it was never compiled.
 */
bool basis_load(struct db_conn *c, struct arena *a, const char *plan, const struct basis_options *options,
                struct basis_report *report, struct err *err);

#endif
