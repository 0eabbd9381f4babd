/* The navigation: sections of links. A section that holds several is a menu that opens without a script. */
#include "ui/page_state.h"

#include "ui/translate.h"

static const char *const section_names[NAV_SECTIONS] = {
	[NAV_PLAN] = N_("The plan"), [NAV_PROCESS] = N_("Process"), [NAV_VOICES] = N_("Taking part"),
	[NAV_WORK] = N_("Planners' work"), [NAV_ACTION] = N_("Carrying out"), [NAV_ADMIN] = N_("Administration"),
};

void page_nav(struct request *rq, enum nav_section section, const char *label, const char *target)
{
	*VEC_PUSH(rq->arena, &page_state(rq)->nav) = (struct page_nav_link){ section, { label, target } };
}

/* Whether path is target or lies below it. */
static bool lies_below(const char *path, const char *target)
{
	size_t n = strlen(target);
	return strncmp(path, target, n) == 0 && (path[n] == '\0' || path[n] == '/');
}

static const struct page_nav_link *find_current(const struct request *rq, const struct page *p)
{
	const struct page_nav_link *best = NULL;
	for (size_t i = 0; i < p->nav.n; i++) {
		const struct page_nav_link *l = &p->nav.v[i];
		if (lies_below(rq->path, l->link.target) && (!best || strlen(l->link.target) > strlen(best->link.target)))
			best = l;
	}
	return best;
}

static void write_links(struct request *rq, enum nav_section section, const struct page_nav_link *current)
{
	const struct page *p = page_state(rq);
	for (size_t i = 0; i < p->nav.n; i++) {
		const struct page_nav_link *l = &p->nav.v[i];
		if (l->section != section)
			continue;
		html(&rq->body, "<li><a href=\"%s\"%s>%s</a></li>", l->link.target,
		     l != current ? "" : str_eq(l->link.target, rq->path) ? " aria-current=page" : " aria-current=true", l->link.label);
	}
}

void page_write_nav(struct request *rq)
{
	const struct page *p = page_state(rq);
	const struct page_nav_link *current = find_current(rq, p);
	size_t links[NAV_SECTIONS] = { 0 };
	if (p->nav.n == 0)
		return;
	for (size_t i = 0; i < p->nav.n; i++)
		links[p->nav.v[i].section]++;
	html(&rq->body, "<nav class=\"sections\" aria-label=\"%s\"><ul>", tr(rq, "Parts of the plan"));
	for (enum nav_section s = 0; s < NAV_SECTIONS; s++) {
		bool menu = links[s] > 1 && s != NAV_ADMIN;
		if (menu)
			html(&rq->body, "<li><details%s><summary>%s</summary><ul>", current && current->section == s ? " class=current" : "",
			     tr_name(rq, section_names[s]));
		write_links(rq, s, current);
		if (menu)
			html(&rq->body, "</ul></details></li>");
	}
	html(&rq->body, "</ul></nav>\n");
}
