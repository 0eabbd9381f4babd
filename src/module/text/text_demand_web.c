/*
 * What is demanded, of whom and how firmly: a table whose counts lead to the sentences, and the
 * sentences verbatim with the words that decided marked.
 */
#include "module/text/text_demand.h"

#include "ui/form.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

#define PAGE_SIZE 50
#define NOBODY DEMAND_ADDRESSEES /* a row of the table, and a choice: nobody is named */

const char *text_addressee_name(enum demand_addressee addressee)
{
	static const char *const names[DEMAND_ADDRESSEES] = {
		[DEMAND_STATE] = N_("The state"), [DEMAND_COUNTY] = N_("The county authority"),
		[DEMAND_MUNICIPALITY] = N_("The municipalities"), [DEMAND_REGION] = N_("The region"),
		[DEMAND_AUTHORITIES] = N_("Authorities and politicians"), [DEMAND_BUSINESS] = N_("Businesses and employers"),
		[DEMAND_EDUCATION] = N_("Schools and research"), [DEMAND_PARTNERS] = N_("Unions and employers' organisations"),
		[DEMAND_RESIDENTS] = N_("Residents"), [DEMAND_WE] = N_("“We”"), [DEMAND_EU] = N_("The EU"),
		[DEMAND_OTHER] = N_("Other organisations"),
	};
	return names[addressee];
}

const char *text_firmness_name(enum demand_firmness firmness)
{
	static const char *const names[DEMAND_FIRMNESSES] = {
		[DEMAND_NONE] = N_("None"), [DEMAND_NEED] = N_("Needed"), [DEMAND_COULD] = N_("Could"),
		[DEMAND_SHOULD] = N_("Should"), [DEMAND_MUST] = N_("Must"),
	};
	return names[firmness];
}

/* The demands that a page is about. */
struct shown {
	struct request *rq;
	const char *path; /* "/group/7/demands" */
	struct text_demand *list;
	size_t n;
};

static const char *addressee_name(struct request *rq, unsigned who)
{
	return who == NOBODY ? tr(rq, "Nobody named") : tr_name(rq, text_addressee_name((enum demand_addressee)who));
}

static const char *addressee_code(unsigned who)
{
	return who == NOBODY ? "none" : demand_addressee_code((enum demand_addressee)who);
}

static bool is_of(const struct text_demand *d, unsigned who)
{
	return who == NOBODY ? d->found.addressees == 0 : (d->found.addressees & 1U << who) != 0;
}

static int64_t count(const struct shown *s, unsigned who, unsigned firmness)
{
	int64_t n = 0;
	for (size_t i = 0; i < s->n; i++)
		n += is_of(&s->list[i], who) && (firmness == DEMAND_NONE || s->list[i].found.firmness == firmness);
	return n;
}

static void write_count(const struct shown *s, unsigned who, unsigned firmness)
{
	struct request *rq = s->rq;
	int64_t n = count(s, who, firmness);
	const char *target = href(rq, "?addressee=%s&firmness=%s", addressee_code(who),
	                          firmness == DEMAND_NONE ? "" : demand_firmness_code((enum demand_firmness)firmness));
	if (n > 0)
		cell_number_link(rq, arena_printf(rq->arena, "%s%s", s->path, target), n);
	else
		cell_number(rq, 0);
}

static void write_table(const struct shown *s)
{
	struct request *rq = s->rq;
	table_begin(rq, tr(rq, "Sentences that demand something"), { tr(rq, "Of whom"), COLUMN_TEXT },
	            { tr(rq, "Must"), COLUMN_NUMBER }, { tr(rq, "Should"), COLUMN_NUMBER }, { tr(rq, "Could"), COLUMN_NUMBER },
	            { tr(rq, "Needed"), COLUMN_NUMBER }, { tr(rq, "Together"), COLUMN_NUMBER });
	for (unsigned who = 0; who <= NOBODY; who++) {
		if (count(s, who, DEMAND_NONE) == 0)
			continue;
		row_begin(rq);
		head_text(rq, addressee_name(rq, who));
		for (unsigned firmness = DEMAND_MUST; firmness > DEMAND_NONE; firmness--)
			write_count(s, who, firmness);
		write_count(s, who, DEMAND_NONE);
		row_end(rq);
	}
	table_end(rq);
	paragraph(rq, tr(rq, "The program read each sentence by rules; no person has reviewed it. A sentence that "
	                     "names several counts in each row. “Needed” is a want or a problem that is stated."));
}

static int64_t find_id(struct request *rq, struct db_stmt *st, const char *parameter, int64_t id)
{
	db_bind_i64(st, parameter, id);
	int64_t found = db_step(st) ? db_i64(st, 0) : 0;
	db_finish(st, &rq->err);
	return found;
}

static int64_t run_of_group(struct request *rq, int64_t group_id)
{
	return find_id(rq, db_prepare(rq->conn, SQL("SELECT run_id FROM text_group WHERE id = $group")), "$group", group_id);
}

void text_demands_write_table(struct request *rq, int64_t group_id)
{
	int64_t run_id = run_of_group(rq, group_id);
	struct shown s = { .rq = rq, .path = href(rq, "/group/%lld/demands", (long long)group_id) };
	if (!text_demands_load(rq->conn, rq->arena, run_id, group_id, &s.list, &s.n, &rq->err) || s.n == 0)
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "What is demanded, of whom, how firmly"));
	write_table(&s);
	html(&rq->body, "</section>");
}

/* ---- The sentences ---- */

/* What the reader chose; none where the address has no such choice. */
struct choice_made {
	const char *addressee, *firmness;
	bool any_addressee, any_firmness;
	unsigned who, how;
	bool unknown; /* the address names something that is none of the choices */
};

static struct choice_made read_choice(struct request *rq)
{
	struct choice_made c = { .addressee = query_text(rq, "addressee"), .firmness = query_text(rq, "firmness") };
	enum demand_addressee who = DEMAND_STATE;
	enum demand_firmness how = DEMAND_NONE;
	c.any_addressee = !*c.addressee;
	c.any_firmness = !*c.firmness;
	bool nobody = str_eq(c.addressee, "none");
	c.unknown = (!c.any_addressee && !nobody && !demand_addressee_parse(c.addressee, &who))
	            || (!c.any_firmness && !demand_firmness_parse(c.firmness, &how));
	c.who = nobody ? NOBODY : who;
	c.how = how;
	return c;
}

static void write_form(const struct shown *s, const struct choice_made *c)
{
	struct request *rq = s->rq;
	struct choice who[DEMAND_ADDRESSEES + 2] = { { "", tr(rq, "All") } }, how[DEMAND_FIRMNESSES] = { { "", tr(rq, "All") } };
	for (unsigned i = 0; i <= NOBODY; i++)
		who[i + 1] = (struct choice){ addressee_code(i), addressee_name(rq, i) };
	for (unsigned i = 1; i < DEMAND_FIRMNESSES; i++)
		how[i] = (struct choice){ demand_firmness_code((enum demand_firmness)(DEMAND_FIRMNESSES - i)),
		                          tr_name(rq, text_firmness_name((enum demand_firmness)(DEMAND_FIRMNESSES - i))) };
	form_begin(rq, tr(rq, "Choose demands"), s->path);
	field_select(rq, "addressee", tr(rq, "Of whom"), who, ARRAY_LEN(who), c->addressee);
	field_select(rq, "firmness", tr(rq, "How firmly"), how, ARRAY_LEN(how), c->firmness);
	form_end(rq, tr(rq, "Show"));
}

/* A piece of a text, with personal data masked as everywhere. */
static void write_piece(struct request *rq, const struct contribution *c, const struct mask *masks, size_t n,
                        size_t from, size_t to)
{
	for (size_t i = 0; i < n && from < to; i++) {
		size_t end = masks[i].at + masks[i].bytes;
		if (end <= from || masks[i].at >= to || masks[i].state == MASKING_SHOWN)
			continue;
		if (masks[i].at > from)
			html(&rq->body, "%.*s", (int)(masks[i].at - from), c->text + from);
		html(&rq->body, "%s", masks[i].instead);
		from = end;
	}
	if (from < to)
		html(&rq->body, "%.*s", (int)(to - from), c->text + from);
}

static void write_sentence(struct request *rq, const struct contribution *c, const struct demand *d)
{
	size_t n, at = d->at, end = d->at + d->bytes;
	struct mask *masks = masking_of(rq->arena, masking_shared(rq->conn, rq->arena, &rq->err), c->id, span_of(c->text), &n);
	for (size_t i = 0; i < d->n_cues; i++) {
		size_t from = d->cues[i].at, to = from + d->cues[i].bytes;
		bool covered = from < at;
		for (size_t k = 0; k < n; k++)
			covered |= masks[k].state != MASKING_SHOWN && masks[k].at < to && from < masks[k].at + masks[k].bytes;
		if (covered)
			continue;
		write_piece(rq, c, masks, n, at, from);
		html(&rq->body, "<mark>%.*s</mark>", (int)(to - from), c->text + from);
		at = to;
	}
	write_piece(rq, c, masks, n, at, end);
}

/* A sentence, and how many more contributions have the very same. */
struct match {
	const struct text_demand *demand;
	const struct contribution *said;
	int64_t more;
};

struct matches {
	struct match *v; /* different sentences */
	size_t n;
	int64_t found, hidden; /* sentences that may be seen, and that may not */
	struct strmap *places; /* from a sentence to its index + 1 */
};

static void add_match(struct matches *m, const struct text_demand *d, const struct contribution *said)
{
	int64_t *place = strmap_at(m->places, (struct span){ said->text + d->found.at, d->found.bytes }, NULL);
	m->found++;
	if (*place) {
		m->v[*place - 1].more++;
		return;
	}
	m->v[m->n++] = (struct match){ d, said, 0 };
	*place = (int64_t)m->n;
}

/* Those that were chosen. Both lists are in the order of the contributions. */
static struct matches find_matches(const struct shown *s, const struct choice_made *c, const struct contribution *said,
                                   size_t n_said)
{
	struct matches m = { .v = arena_array(s->rq->arena, s->n, sizeof *m.v), .places = strmap_new(s->rq->arena) };
	for (size_t i = 0, at = 0; i < s->n; i++) {
		const struct text_demand *d = &s->list[i];
		while (at < n_said && said[at].id != d->contribution_id)
			at++;
		if (at == n_said)
			break;
		if ((!c->any_addressee && !is_of(d, c->who)) || (!c->any_firmness && d->found.firmness != c->how))
			continue;
		if (contribution_visible(s->rq, &said[at]))
			add_match(&m, d, &said[at]);
		else
			m.hidden++;
	}
	return m;
}

static void write_match(struct request *rq, const struct match *m)
{
	const struct contribution *c = m->said;
	const struct text_demand *d = m->demand;
	const char *by = str_or(contribution_said_by(rq, c), c->event);
	html(&rq->body, "<li><blockquote><p>");
	write_sentence(rq, c, &d->found);
	html(&rq->body, "</p></blockquote><p>");
	tag(rq, d->found.firmness == DEMAND_MUST ? TONE_INFO : TONE_NEUTRAL, tr_name(rq, text_firmness_name(d->found.firmness)));
	if (d->found.negated)
		tag(rq, TONE_WARNING, tr(rq, "Not to be done"));
	for (unsigned who = 0; who < DEMAND_ADDRESSEES; who++)
		if (is_of(d, who))
			tag(rq, TONE_NEUTRAL, addressee_name(rq, who));
	html(&rq->body, " ");
	link_to(rq, href(rq, "/contribution/%lld", (long long)c->id), str_or(by, tr(rq, "The whole contribution")));
	if (m->more > 0)
		html(&rq->body, " %s", tr_count(rq, "and %s more with the same sentence", "and %s more with the same sentence", m->more));
	html(&rq->body, "</p></li>");
}

static void write_matches(struct request *rq, const struct matches *m)
{
	struct paging p = paging_read(rq, PAGE_SIZE);
	size_t from = (size_t)p.offset < m->n ? (size_t)p.offset : m->n;
	if (from < m->n)
		html(&rq->body, "<ul class=\"demands\">");
	for (size_t i = from; i < m->n && i < from + PAGE_SIZE; i++)
		write_match(rq, &m->v[i]);
	if (from < m->n)
		html(&rq->body, "</ul>");
	paging_write(rq, &p, (int64_t)m->n);
}

static enum http_status write_page(struct shown *s, const struct plan *plan)
{
	struct request *rq = s->rq;
	struct choice_made c = read_choice(rq);
	struct contribution *said;
	size_t n_said;
	if (c.unknown)
		return page_bad_request(rq, tr(rq, "There is no such choice of demands."));
	if (!contribution_list(rq->conn, rq->arena, plan->id, &said, &n_said, &rq->err))
		return page_failed(rq);
	struct matches m = find_matches(s, &c, said, n_said);
	page_begin(rq, tr(rq, "What is demanded, of whom, how firmly"));
	if (s->n > 0)
		write_table(s);
	else
		nothing_here(rq, tr(rq, "No demands were found, or the contributions have not been compiled."));
	heading(rq, 2, tr(rq, "The sentences"));
	write_form(s, &c);
	html(&rq->body, "<p role=\"status\">%s</p>", tr_count(rq, "%s demand found", "%s demands found", m.found));
	if (m.hidden)
		paragraph(rq, tr_count(rq, "%s more matches but may not be published.",
		                       "%s more match but may not be published.", m.hidden));
	write_matches(rq, &m);
	return page_end(rq);
}

/* GET /group/{group}/demands */
enum http_status text_web_group_demands(struct request *rq)
{
	struct text_group_row g;
	struct plan plan;
	int64_t plan_id = 0, id = route_id(rq, "group");
	if (!text_group_get(rq->conn, rq->arena, id, &g, &plan_id, &rq->err))
		return page_failed(rq);
	if (!g.id)
		return page_not_found(rq, tr(rq, "There is no such group."));
	int64_t run_id = run_of_group(rq, id);
	struct shown s = { .rq = rq, .path = href(rq, "/group/%lld/demands", (long long)id) };
	if (!plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err)
	    || !text_demands_load(rq->conn, rq->arena, run_id, id, &s.list, &s.n, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_crumb(rq, text_group_title(rq, &g), href(rq, "/group/%lld", (long long)id));
	return write_page(&s, &plan);
}

static int64_t newest_run(struct request *rq, int64_t plan_id)
{
	return find_id(rq, db_prepare(rq->conn, SQL(
		"SELECT id FROM text_run WHERE plan_id = $plan ORDER BY made_at DESC, id DESC LIMIT 1")), "$plan", plan_id);
}

/* GET /plan/{plan}/demands */
enum http_status text_web_plan_demands(struct request *rq)
{
	struct plan plan;
	struct shown s = { .rq = rq };
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !text_demands_load(rq->conn, rq->arena, newest_run(rq, plan.id), 0, &s.list, &s.n, &rq->err))
		return page_failed(rq);
	s.path = href(rq, "/plan/%s/demands", plan.slug);
	plan_page_context(rq, &plan);
	return write_page(&s, &plan);
}

void text_panel_demands_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (newest_run(rq, plan_id) && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_VOICES, tr(rq, "Demands"), href(rq, "/plan/%s/demands", plan.slug));
}
