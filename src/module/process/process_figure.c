/* "Where are we": the phases side by side on a line, with how far today has come. */
#include "module/process/process_internal.h"

#include "ui/page.h"
#include "ui/translate.h"

#define HEIGHT 64
#define LINE_Y 32
#define RADIUS 14
#define MARGIN 5.0 /* percent on both sides: room for the circles */

/* Percent along the line where a phase's circle stands. All phases are equally wide: fourteen years of
 * implementation beside six months of deciding would leave no room for the six months. */
static double place_of(const struct process *p, size_t i)
{
	return MARGIN + (100 - 2 * MARGIN) * (double)i / (double)p->n_phases;
}

/* How far today is on the line. */
static double today_at(const struct process *p, struct date today)
{
	int64_t day = date_days(today);
	double at = MARGIN;
	for (size_t i = 0; i < p->n_phases; i++) {
		int64_t begins = date_days(p->phases[i].begins), ends = date_days(p->phases[i].ends);
		double width = place_of(p, i + 1) - place_of(p, i);
		if (day >= begins)
			at = place_of(p, i) + width * (day > ends ? 1 : (double)(day - begins) / (double)(ends - begins + 1));
	}
	return at;
}

void process_write_figure(struct request *rq, const struct process *p, struct date today)
{
	unsigned id = page_unique(rq);
	double now = today_at(p, today);
	html(&rq->body, "<svg class=\"process\" width=\"100%%\" height=\"%d\" role=\"img\" aria-labelledby=\"process-%u\">"
	     "<title id=\"process-%u\">", HEIGHT, id, id);
	for (size_t i = 0; i < p->n_phases; i++)
		html(&rq->body, "%s%zu. %s: %s", i ? "; " : "", i + 1, p->phases[i].title,
		     tr_name(rq, process_time_names[process_phase_time(&p->phases[i], today)]));
	html(&rq->body, "</title>\n<line class=\"way\" x1=\"%.1f%%\" x2=\"%.1f%%\" y1=\"%d\" y2=\"%d\"/>"
	     "<line class=\"gone\" x1=\"%.1f%%\" x2=\"%.1f%%\" y1=\"%d\" y2=\"%d\"/>\n",
	     MARGIN, 100 - MARGIN, LINE_Y, LINE_Y, MARGIN, now, LINE_Y, LINE_Y);
	for (size_t i = 0; i < p->n_phases; i++) {
		static const char *const classes[] = { [PROCESS_PAST] = "past", [PROCESS_NOW] = "now", [PROCESS_AHEAD] = "ahead" };
		html(&rq->body, "<g class=\"%s\"><circle cx=\"%.1f%%\" cy=\"%d\" r=\"%d\"/>"
		     "<text x=\"%.1f%%\" y=\"%d\" text-anchor=\"middle\">%zu</text></g>\n",
		     classes[process_phase_time(&p->phases[i], today)], place_of(p, i), LINE_Y, RADIUS, place_of(p, i), LINE_Y + 5, i + 1);
	}
	/* A mark that is seen without colour. */
	html(&rq->body, "<svg class=\"today\" x=\"%.1f%%\" overflow=\"visible\"><path d=\"M0 %d l6 10 h-12 z\"/></svg></svg>\n",
	     now, LINE_Y + RADIUS + 4);
}
