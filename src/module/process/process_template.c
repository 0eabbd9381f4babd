/*
 * What plans go through, as a beginning that planners change.
 *
 * The regional plan's four phases and their lengths are those of the plan programme of Oslo and
 * Akershus (2025); what must happen in each follows plan- og bygningsloven chapters 4, 5 and 8.
 */
#include "module/process/process_internal.h"

#include "ui/translate.h"

static const struct process_step regional_plan[] = {
	{ N_("Preparation"), N_("The plan programme is written and sent to consultation for at least six weeks."), 18,
	  N_("The plan programme is adopted") },
	{ N_("Development"), N_("Workshops, groups and open input. Goals, strategies and measures take shape."), 8,
	  N_("The draft of the plan is ready") },
	{ N_("Decision"), N_("The draft is sent to consultation for at least six weeks. The answers are weighed, and the assemblies decide."), 11,
	  N_("The plan is adopted") },
	{ N_("Implementation"), N_("Partners carry out the action programme and report each year. The need to revise is assessed each year."), 156,
	  NULL },
};

static const struct process_step action_programme[] = {
	{ N_("Input"), N_("Expert groups and municipalities say what matters in the year to come."), 3, N_("Input has closed") },
	{ N_("Draft"), N_("The secretariat compiles and writes a draft. The members comment on it."), 2, N_("The draft is ready") },
	{ N_("Decision"), N_("The board and the general meeting decide on the action programme."), 2, N_("The action programme is adopted") },
	{ N_("Implementation"), N_("The measures are carried out. What was done is reported at the end of the year."), 5, NULL },
};

const struct process_template process_templates[PROCESS_TEMPLATES] = {
	{ "regional_plan", N_("Regional plan under plan- og bygningsloven"), regional_plan, ARRAY_LEN(regional_plan) },
	{ "action_programme", N_("Yearly action programme of an inter-municipal council"), action_programme, ARRAY_LEN(action_programme) },
};

/* The same day of the month some months later, or the month's last. */
static struct date add_months(struct date d, int months)
{
	int month = d.month - 1 + months;
	struct date later = { d.year + month / 12, month % 12 + 1, d.day };
	while (!date_valid(later))
		later.day--;
	return later;
}

const struct process *process_from_template(struct arena *a, const char *code, struct date begins, enum lang lang)
{
	const struct process_template *t = NULL;
	for (size_t i = 0; i < PROCESS_TEMPLATES; i++)
		if (str_eq(process_templates[i].code, code))
			t = &process_templates[i];
	if (!t)
		return NULL;
	struct process *p = arena_alloc(a, sizeof *p);
	p->phases = arena_array(a, t->n, sizeof *p->phases);
	p->milestones = arena_array(a, t->n, sizeof *p->milestones);
	for (int months = 0; p->n_phases < t->n; p->n_phases++) {
		const struct process_step *step = &t->steps[p->n_phases];
		struct date first = add_months(begins, months), next = add_months(begins, months += step->months);
		struct date last = date_from_days(date_days(next) - 1);
		p->phases[p->n_phases] = (struct process_phase){
			.title = tr_name_lang(lang, step->title), .activities = tr_name_lang(lang, step->activities),
			.begins = first, .ends = last };
		if (step->milestone)
			p->milestones[p->n_milestones++] = (struct process_milestone){
				.title = tr_name_lang(lang, step->milestone), .due = last };
	}
	return p;
}
