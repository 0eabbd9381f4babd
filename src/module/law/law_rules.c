/* The checks, one function each. What a section asks for is said in the table at the end. */
#include "module/law/law.h"

#include "base/str.h"
#include "ui/translate.h"

const char *const law_state_codes[LAW_STATES] = {
	[LAW_MET] = "met", [LAW_NOT_MET] = "not_met", [LAW_NOT_YET] = "not_yet", [LAW_SET_ASIDE] = "set_aside",
};
const char *const law_state_names[LAW_STATES] = {
	[LAW_MET] = N_("Met"), [LAW_NOT_MET] = N_("Not met"), [LAW_NOT_YET] = N_("Not yet"), [LAW_SET_ASIDE] = N_("Set aside"),
};

const struct law_record_kind_name law_record_kinds[LAW_RECORD_KINDS] = {
	[LAW_CONSTITUTED] = { "constituted", N_("The assembly was constituted"), 1, true },
	[LAW_STRATEGY_SENT] = { "strategy_sent", N_("The planning strategy was sent out"), 1, true },
	[LAW_STRATEGY_CLOSED] = { "strategy_closed", N_("Last day to answer on the planning strategy"), 1, true },
	[LAW_STRATEGY_ADOPTED] = { "strategy_adopted", N_("The planning strategy was adopted"), 1, true },
	[LAW_STRATEGY_NAMES_PLAN] = { "strategy_names_plan", N_("Where the planning strategy names this plan"), 2, false },
	[LAW_STARTUP_NOTICE] = { "startup_notice", N_("Notice that the planning begins"), 4, true },
	[LAW_PART_PURPOSE] = { "part_purpose", N_("The programme's part on the purpose"), 3, false },
	[LAW_PART_PROCESS] = { "part_process", N_("The programme's part on the process, with deadlines and those who take part"), 3, false },
	[LAW_PART_PARTICIPATION] = { "part_participation", N_("The programme's part on participation"), 3, false },
	[LAW_PART_STUDIES] = { "part_studies", N_("The programme's part on what has to be studied"), 3, false },
	[LAW_PART_ALTERNATIVES] = { "part_alternatives", N_("The programme's part on alternatives"), 3, false },
	[LAW_DESCRIPTION] = { "description", N_("Plan description: where it stands"), 7, false },
	[LAW_GUIDELINES] = { "guidelines", N_("The plan sets guidelines or frames for development"), 7, false },
	[LAW_EFFECTS] = { "effects", N_("The part on the plan's effects: where it stands"), 7, false },
	[LAW_YOUTH] = { "youth", N_("A step where children and young people took part"), 9, true },
	[LAW_FACILITATED] = { "facilitated", N_("A step made accessible to groups that need it"), 9, true },
	[LAW_MINISTRY_ASKED] = { "ministry_asked", N_("Somebody asks for the plan to be brought before the ministry"), 13, true },
	[LAW_MINISTRY_ANSWERED] = { "ministry_answered", N_("The ministry has settled what was brought before it"), 13, true },
	[LAW_CHANGE_ASSESSED] = { "change_assessed", N_("Whether changes ask for a new consultation was assessed"), 15, true },
};

/* ---- What the checks share ---- */

static struct law_finding met(void)
{
	return (struct law_finding){ .state = LAW_MET };
}

static struct law_finding not_met(const char *why, const char *detail)
{
	return (struct law_finding){ LAW_NOT_MET, why, detail };
}

static struct law_finding not_yet(const char *why)
{
	return (struct law_finding){ LAW_NOT_YET, why, NULL };
}

static bool before(struct date a, struct date b)
{
	return date_days(a) < date_days(b);
}

/* The latest of a kind, or NULL. */
static const struct law_record *recorded(const struct law_facts *f, enum law_record_kind kind)
{
	const struct law_record *found = NULL;
	for (size_t i = 0; i < f->n_records; i++)
		if (f->records[i].kind == kind)
			found = &f->records[i];
	return found;
}

static struct date day_of(const struct law_facts *f, enum law_record_kind kind)
{
	const struct law_record *r = recorded(f, kind);
	return r ? r->on : (struct date){ 0 };
}

/* The last consultation of the programme, or of the plan; NULL where there is none. */
static const struct law_consultation *consultation_of(const struct law_facts *f, bool programme)
{
	const struct law_consultation *found = NULL;
	for (size_t i = 0; i < f->n_consultations; i++)
		if (f->consultations[i].programme == programme)
			found = &f->consultations[i];
	return found;
}

static bool long_enough(struct date opens, struct date closes)
{
	return closes.year && date_days(closes) - date_days(opens) >= LAW_CONSULTATION_DAYS;
}

/* The same day some months on, or the last of that month. */
static struct date months_on(struct date d, int months)
{
	int month = d.month - 1 + months;
	struct date on = { d.year + month / 12, month % 12 + 1, d.day };
	while (!date_valid(on))
		on.day--;
	return on;
}

/* ---- The checks ---- */

static struct law_finding strategy_in_time(const struct law_facts *f, struct arena *a)
{
	struct date constituted = day_of(f, LAW_CONSTITUTED), adopted = day_of(f, LAW_STRATEGY_ADOPTED);
	struct date sent = day_of(f, LAW_STRATEGY_SENT);
	if (!constituted.year)
		return not_yet(N_("The day the assembly was constituted has not been recorded."));
	struct date last = months_on(constituted, 12);
	if (before(last, adopted.year ? adopted : f->today))
		return not_met(N_("The planning strategy should have been adopted within a year, by this day:"), date_iso(a, last));
	if (!adopted.year)
		return not_yet(N_("The planning strategy has not been adopted."));
	if (!sent.year || !long_enough(sent, day_of(f, LAW_STRATEGY_CLOSED)))
		return not_met(N_("A consultation on the planning strategy of at least six weeks has not been recorded."), NULL);
	return met();
}

static struct law_finding named_in_strategy(const struct law_facts *f, struct arena *a)
{
	(void)a;
	if (recorded(f, LAW_STRATEGY_NAMES_PLAN))
		return met();
	return recorded(f, LAW_STRATEGY_ADOPTED)
	       ? not_met(N_("The planning strategy is adopted, and where it names this plan has not been recorded."), NULL)
	       : not_yet(N_("No adopted planning strategy has been recorded."));
}

static struct law_finding programme_complete(const struct law_facts *f, struct arena *a)
{
	const struct {
		bool there;
		enum law_record_kind kind;
	} parts[] = {
		{ f->purpose, LAW_PART_PURPOSE }, { f->phases, LAW_PART_PROCESS }, { false, LAW_PART_PARTICIPATION },
		{ f->studies, LAW_PART_STUDIES },
	};
	(void)a;
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		if (parts[i].there || recorded(f, parts[i].kind))
			continue;
		const char *name = law_record_kinds[parts[i].kind].name;
		return consultation_of(f, true) || consultation_of(f, false)
		       ? not_met(N_("A part of the planning programme is missing:"), name)
		       : (struct law_finding){ LAW_NOT_YET, N_("A part of the planning programme is missing:"), name };
	}
	/* A real programme may have no part of that name: pointed out, no stop. */
	struct law_finding all = met();
	if (!recorded(f, LAW_PART_ALTERNATIVES))
		all.why = N_("No part on alternatives has been recorded; the law names it.");
	return all;
}

static struct law_finding notice_of_startup(const struct law_facts *f, struct arena *a)
{
	const struct law_consultation *programme = consultation_of(f, true);
	struct date notice = day_of(f, LAW_STARTUP_NOTICE);
	if (!programme || !programme->announced)
		return not_yet(N_("The planning programme has not been laid out."));
	if (!notice.year)
		return not_met(N_("No notice that the planning begins has been recorded."), NULL);
	return date_days(notice) == date_days(programme->opens)
	       ? met()
	       : not_met(N_("The notice was not given on the day the programme was laid out:"), date_iso(a, programme->opens));
}

static struct law_finding programme_heard(const struct law_facts *f, struct arena *a)
{
	const struct law_consultation *programme = consultation_of(f, true);
	if (!programme)
		return not_yet(N_("The planning programme has not been laid out."));
	if (!long_enough(programme->opens, programme->closes))
		return not_met(N_("The consultation on the programme is shorter than six weeks."), NULL);
	if (f->programme_fixed.year && !before(programme->closes, f->programme_fixed))
		return not_met(N_("The programme was fixed before its consultation was over:"), date_iso(a, f->programme_fixed));
	return f->programme_fixed.year ? met() : not_yet(N_("The planning authority has not fixed the programme."));
}

static struct law_finding plan_heard(const struct law_facts *f, struct arena *a)
{
	const struct law_consultation *plan = consultation_of(f, false);
	if (!plan)
		return not_yet(N_("The plan has not been laid out."));
	if (!long_enough(plan->opens, plan->closes))
		return not_met(N_("The consultation on the plan is shorter than six weeks."), NULL);
	if (!f->programme_fixed.year)
		return not_met(N_("The plan is laid out and its programme has not been fixed."), NULL);
	if (before(plan->opens, f->programme_fixed))
		return not_met(N_("The plan was laid out before its programme was fixed:"), date_iso(a, f->programme_fixed));
	return before(plan->closes, f->today) ? met() : not_yet(N_("The consultation on the plan is not over."));
}

static struct law_finding described(const struct law_facts *f, struct arena *a)
{
	(void)a;
	if (recorded(f, LAW_GUIDELINES) && !recorded(f, LAW_EFFECTS))
		return not_met(N_("The plan sets guidelines or frames, and where its part on effects stands has not been recorded."), NULL);
	if (recorded(f, LAW_DESCRIPTION))
		return met();
	return consultation_of(f, false) ? not_met(N_("Where the plan description stands has not been recorded."), NULL)
	                                 : not_yet(N_("Where the plan description stands has not been recorded."));
}

static struct law_finding sent_to_all(const struct law_facts *f, struct arena *a)
{
	static const char *const kinds[] = { N_("state bodies"), N_("regional bodies"), N_("municipalities") };
	const struct law_consultation *plan = consultation_of(f, false);
	(void)a;
	if (!plan)
		return not_yet(N_("The plan has not been laid out."));
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (plan->told[i] == 0)
			return not_met(N_("Among those the plan is sent to, there are none of these:"), kinds[i]);
	if (plan->told_others == 0)
		return not_met(N_("Among those the plan is sent to, there are none of these:"), N_("organisations"));
	return plan->announced ? met() : not_yet(N_("The consultation has not been announced on these pages."));
}

static struct law_finding taking_part(const struct law_facts *f, struct arena *a)
{
	const struct law_consultation *plan = consultation_of(f, false);
	const char *missing = !recorded(f, LAW_YOUTH)         ? law_record_kinds[LAW_YOUTH].name
	                      : !recorded(f, LAW_FACILITATED) ? law_record_kinds[LAW_FACILITATED].name
	                                                      : NULL;
	(void)a;
	if (!missing)
		return met();
	bool over = plan && plan->closes.year && before(plan->closes, f->today);
	return (struct law_finding){ over ? LAW_NOT_MET : LAW_NOT_YET, N_("Has not been recorded:"), missing };
}

static struct law_finding adopted_by_elected(const struct law_facts *f, struct arena *a)
{
	(void)a;
	for (size_t i = 0; i < f->n_adoptions; i++)
		if (!f->adoptions[i].elected)
			return not_met(N_("Adopted by a body that is no assembly of elected members:"), f->adoptions[i].body);
	return f->adopted.year ? met() : not_yet(N_("The plan has not been adopted."));
}

static struct law_finding programme_of_action(const struct law_facts *f, struct arena *a)
{
	if (f->measures == 0)
		return f->adopted.year ? not_met(N_("The plan is adopted and has no action programme."), NULL)
		                       : not_yet(N_("The plan has no action programme."));
	if (f->without_lead)
		return not_met(N_("Measures that nobody is responsible for:"), arena_printf(a, "%zu", f->without_lead));
	if (f->without_resources)
		return not_met(N_("Measures that do not say with what resources:"), arena_printf(a, "%zu", f->without_resources));
	return met();
}

static struct law_finding assessed_each_year(const struct law_facts *f, struct arena *a)
{
	if (!f->adopted.year)
		return not_yet(N_("The plan has not been adopted."));
	struct date due = months_on(before(f->assessed, f->adopted) ? f->adopted : f->assessed, 12);
	return before(due, f->today)
	       ? not_met(N_("The need to revise the action programme should have been assessed by this day:"), date_iso(a, due))
	       : met();
}

static struct law_finding before_the_ministry(const struct law_facts *f, struct arena *a)
{
	const struct law_record *asked = recorded(f, LAW_MINISTRY_ASKED);
	struct date answered = day_of(f, LAW_MINISTRY_ANSWERED);
	(void)a;
	if (asked && (!answered.year || before(answered, asked->on)))
		return not_met(N_("Somebody asks for the plan to be brought before the ministry:"), asked->note);
	return met();
}

static struct law_finding told_of_adoption(const struct law_facts *f, struct arena *a)
{
	static const char *const kinds[] = { N_("municipalities"), N_("the state administrator"), N_("affected state bodies"), N_("ministries") };
	if (!f->adopted.year)
		return not_yet(N_("The plan has not been adopted."));
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (f->told[i] == 0)
			return not_met(N_("The adoption has not been made known to:"), kinds[i]);
	if (!f->ministry_until.year)
		return not_yet(N_("When the ministry received the plan has not been recorded."));
	if (!before(f->ministry_until, f->today))
		return (struct law_finding){ LAW_NOT_YET, N_("The ministry can announce changes until this day:"), date_iso(a, f->ministry_until) };
	return met();
}

static struct law_finding changes_assessed(const struct law_facts *f, struct arena *a)
{
	const struct law_consultation *plan = consultation_of(f, false);
	struct date assessed = day_of(f, LAW_CHANGE_ASSESSED);
	(void)a;
	if (!plan || !plan->closes.year || !before(plan->closes, f->today))
		return not_yet(N_("The consultation on the plan is not over."));
	if (!f->changed_since_sent)
		return met();
	return before(plan->closes, assessed)
	       ? met()
	       : not_met(N_("The plan was changed after the consultation, and no assessment of whether to hear it again has been recorded."), NULL);
}

static struct law_finding built_upon(const struct law_facts *f, struct arena *a)
{
	(void)a;
	if (!f->adopted.year)
		return not_yet(N_("The plan has not been adopted."));
	return f->uses ? met() : not_met(N_("Nobody has been recorded who builds on this plan."), NULL);
}

const struct law_rule law_rules[LAW_RULES] = {
	{ "R1", N_("A planning strategy in each election period, within a year, after a consultation of six weeks"), "7-1, 7-2", LAW_WARN, false, strategy_in_time },
	{ "R2", N_("The planning strategy names this plan"), "8-1", LAW_WARN, false, named_in_strategy },
	{ "R3", N_("A planning programme with all its parts"), "4-1", LAW_STOP, false, programme_complete },
	{ "R4", N_("Notice that the planning begins, on the day the programme is laid out"), "4-1", LAW_WARN, false, notice_of_startup },
	{ "R5", N_("Six weeks of consultation on the programme; then the authority fixes it"), "4-1, 8-3", LAW_STOP, false, programme_heard },
	{ "R6", N_("Six weeks of consultation on the plan, not before the programme is fixed"), "8-3", LAW_STOP, true, plan_heard },
	{ "R7", N_("A plan description, and a part on effects where the plan sets guidelines or frames"), "4-2, 8-3", LAW_STOP, false, described },
	{ "R8", N_("Sent to all state, regional and municipal bodies and organisations concerned, and laid out for everybody"), "5-2", LAW_STOP, false, sent_to_all },
	{ "R9", N_("Steps for children and young people and for groups that need facilitation"), "5-1", LAW_WARN, true, taking_part },
	{ "R10", N_("Adopted by the elected assembly itself"), "3-4", LAW_STOP, false, adopted_by_elected },
	{ "R11", N_("An action programme whose measures say who is responsible and with what resources"), "8-1", LAW_STOP, false, programme_of_action },
	{ "R12", N_("The need to revise the action programme is assessed each year"), "8-1", LAW_WARN, false, assessed_each_year },
	{ "R13", N_("A state body or a municipality can ask for the plan to be brought before the ministry"), "8-4", LAW_NOTE, false, before_the_ministry },
	{ "R14", N_("The adoption is made known, and the ministry has three months"), "8-4", LAW_WARN, false, told_of_adoption },
	{ "R15", N_("A material change after the consultation: whether to hear it again is assessed"), "–", LAW_WARN, true, changes_assessed },
	{ "R16", N_("The plan is the basis for others' planning: who builds on it is recorded"), "8-2", LAW_WARN, false, built_upon },
};
