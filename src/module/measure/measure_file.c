/* A measure as a row of a table: what is exported is read back as the same. */
#include "module/measure/measure_internal.h"


const char *const measure_columns[MEASURE_COLUMNS] = {
	[MEASURE_REF] = "ref", [MEASURE_TITLE] = "title", [MEASURE_TEXT] = "text", [MEASURE_LEAD] = "lead",
	[MEASURE_PARTNERS] = "partners", [MEASURE_CARRIES_OUT] = "carries_out", [MEASURE_BEGINS] = "begins", [MEASURE_ENDS] = "ends",
	[MEASURE_RESOURCES] = "resources", [MEASURE_MILESTONES] = "milestones", [MEASURE_INDICATOR] = "indicator",
	[MEASURE_EFFECT] = "effect", [MEASURE_CLOSED] = "closed",
};

static const char *const closings[] = { [MEASURE_GOES_ON] = "", [MEASURE_WAS_DONE] = "done", [MEASURE_WAS_STOPPED] = "stopped" };

/* ---- Writing ---- */

/* A title may hold what parts the lists: it is written as a comma then. */
static const char *plain(struct arena *a, const char *text)
{
	char *copy = arena_strdup(a, text);
	for (char *p = copy; *p; p++)
		if (*p == '|' || *p == ';' || *p == '\n' || *p == '\r')
			*p = ',';
	return copy;
}

const char *measure_write_milestones(struct arena *a, const struct measure *m, const char *between)
{
	struct out o = out_memory(a);
	for (size_t i = 0; i < m->n_milestones; i++) {
		const struct measure_milestone *s = &m->milestones[i];
		out_format(&o, "%s%s | %s | %s | %d", i ? between : "", plain(a, s->title), date_iso(a, s->due), date_iso(a, s->done), s->weight);
	}
	return out_string(&o);
}

const char *measure_write_resources(struct arena *a, const struct measure *m, const char *between)
{
	struct out o = out_memory(a);
	for (size_t i = 0; i < m->n_resources; i++) {
		const struct measure_resource *r = &m->resources[i];
		out_format(&o, "%s%s | %d | %lld | %s", i ? between : "", plain(a, r->source), r->year, (long long)r->amount, r->secured ? "yes" : "no");
	}
	return out_string(&o);
}

static const char *closing_text(struct arena *a, const struct measure *m)
{
	if (m->closed == MEASURE_GOES_ON)
		return "";
	return arena_printf(a, "%s | %s | %s", closings[m->closed], date_iso(a, m->closed_on), plain(a, m->closed_note));
}

void measure_cells(struct arena *a, const struct plan_tree *tree, const struct measure *m, const char *cells[MEASURE_COLUMNS])
{
	struct out nodes = out_memory(a), partners = out_memory(a);
	for (size_t i = 0; i < m->n_nodes; i++) {
		long index = plan_tree_index(tree, m->nodes[i]);
		out_format(&nodes, "%s%s", i ? "; " : "", index < 0 ? "" : tree->nodes[index].ref);
	}
	for (size_t i = 0; i < m->n_partners; i++)
		out_format(&partners, "%s%s", i ? "; " : "", plain(a, m->partners[i]));
	cells[MEASURE_REF] = m->ref;
	cells[MEASURE_TITLE] = m->title;
	cells[MEASURE_TEXT] = m->body;
	cells[MEASURE_LEAD] = m->lead;
	cells[MEASURE_PARTNERS] = out_string(&partners);
	cells[MEASURE_CARRIES_OUT] = out_string(&nodes);
	cells[MEASURE_BEGINS] = date_iso(a, m->begins);
	cells[MEASURE_ENDS] = date_iso(a, m->ends);
	cells[MEASURE_RESOURCES] = measure_write_resources(a, m, "; ");
	cells[MEASURE_MILESTONES] = measure_write_milestones(a, m, "; ");
	cells[MEASURE_INDICATOR] = m->indicator;
	cells[MEASURE_EFFECT] = m->effect;
	cells[MEASURE_CLOSED] = closing_text(a, m);
}

/* ---- Reading ---- */

/* The next item of a list that semicolons or lines part; false at its end. Empty ones are passed over. */
static bool next_item(struct span *rest, struct span *item)
{
	while (rest->s && rest->n) {
		size_t n = 0;
		while (n < rest->n && rest->s[n] != ';' && rest->s[n] != '\n')
			n++;
		*item = span_trim((struct span){ rest->s, n });
		*rest = n < rest->n ? (struct span){ rest->s + n + 1, rest->n - n - 1 } : (struct span){ 0 };
		if (item->n)
			return true;
	}
	return false;
}

/* "a | b | c" cut at the bars, trimmed; what is missing is "". */
static void cut(struct arena *a, struct span item, const char **parts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct span part = item.s ? span_trim(span_cut(&item, '|')) : (struct span){ 0 };
		parts[i] = part.n ? arena_strndup(a, part.s, part.n) : "";
	}
}

static bool read_day(const char *text, struct date *d, struct err *err)
{
	*d = (struct date){ 0 };
	return !*text || date_parse(text, d) || err_input(err, "\"%s\" is no date; write it as 2027-11-07 or 07.11.2027", text);
}

static bool read_number(const char *text, int64_t otherwise, int64_t *n, struct err *err)
{
	*n = otherwise;
	return !*text || str_to_i64(text, n) || err_input(err, "\"%s\" is no whole number", text);
}

/* Spaces that part thousands do not count: "1 200 000". */
static const char *without_spaces(struct arena *a, const char *text)
{
	struct out o = out_memory(a);
	for (; *text; text++) {
		if (strncmp(text, "\xC2\xA0", 2) == 0)
			text++;
		else if (*text != ' ')
			out_char(&o, *text);
	}
	return out_string(&o);
}

bool measure_read_milestones(struct arena *a, const char *text, struct measure *m, struct err *err)
{
	VEC(struct measure_milestone) found = { 0 };
	struct span item;
	for (struct span rest = span_of(text); next_item(&rest, &item);) {
		const char *part[4];
		struct measure_milestone *s = VEC_PUSH(a, &found);
		int64_t weight;
		cut(a, item, part, ARRAY_LEN(part));
		if (!read_day(part[1], &s->due, err) || !read_day(part[2], &s->done, err) || !read_number(part[3], 1, &weight, err))
			return false;
		s->title = part[0];
		s->weight = weight > 0 && weight < 100000 ? (int)weight : 0;
	}
	m->milestones = found.v;
	m->n_milestones = found.n;
	return true;
}

static bool read_yes(const char *text, bool *yes, struct err *err)
{
	*yes = str_eq(text, "yes") || str_eq(text, "ja");
	return *yes || !*text || str_eq(text, "no") || str_eq(text, "nei") || err_input(err, "\"%s\" is neither yes nor no", text);
}

bool measure_read_resources(struct arena *a, const char *text, struct measure *m, struct err *err)
{
	VEC(struct measure_resource) found = { 0 };
	struct span item;
	for (struct span rest = span_of(text); next_item(&rest, &item);) {
		const char *part[4];
		struct measure_resource *r = VEC_PUSH(a, &found);
		int64_t year;
		cut(a, item, part, ARRAY_LEN(part));
		if (!read_number(part[1], 0, &year, err) || !read_number(without_spaces(a, part[2]), 0, &r->amount, err)
		    || !read_yes(part[3], &r->secured, err))
			return false;
		r->source = part[0];
		r->year = year > 0 && year < 100000 ? (int)year : 0;
	}
	m->resources = found.v;
	m->n_resources = found.n;
	return true;
}

bool measure_read_partners(struct arena *a, const char *text, struct measure *m)
{
	VEC(const char *) found = { 0 };
	struct span item;
	for (struct span rest = span_of(text); next_item(&rest, &item);)
		*VEC_PUSH(a, &found) = arena_strndup(a, item.s, item.n);
	m->partners = found.v;
	m->n_partners = found.n;
	return true;
}

static bool read_nodes(struct arena *a, const struct plan_tree *tree, const char *text, struct measure *m, struct err *err)
{
	VEC(int64_t) found = { 0 };
	struct span item;
	for (struct span rest = span_of(text); next_item(&rest, &item);) {
		size_t i = 0;
		while (i < tree->n && !span_is(item, tree->nodes[i].ref))
			i++;
		if (i == tree->n)
			return err_input(err, "The plan has no part \"%.*s\"; `planverk plan export` names them", (int)item.n, item.s);
		*VEC_PUSH(a, &found) = tree->nodes[i].id;
	}
	m->nodes = found.v;
	m->n_nodes = found.n;
	return true;
}

static bool read_closing(struct arena *a, const char *text, struct measure *m, struct err *err)
{
	const char *part[3];
	cut(a, span_of(text), part, ARRAY_LEN(part));
	for (m->closed = MEASURE_GOES_ON; !str_eq(closings[m->closed], part[0]); m->closed++)
		if (m->closed == MEASURE_WAS_STOPPED)
			return err_input(err, "\"%s\" is neither done nor stopped", part[0]);
	m->closed_note = part[2];
	return read_day(part[1], &m->closed_on, err);
}

bool measure_read(struct arena *a, const struct plan_tree *tree, const char *const cells[MEASURE_COLUMNS], struct measure *m,
                  struct err *err)
{
	*m = (struct measure){ .ref = cells[MEASURE_REF], .title = cells[MEASURE_TITLE], .body = cells[MEASURE_TEXT],
	                       .lead = cells[MEASURE_LEAD], .indicator = cells[MEASURE_INDICATOR], .effect = cells[MEASURE_EFFECT] };
	if (!read_day(cells[MEASURE_BEGINS], &m->begins, err) || !read_day(cells[MEASURE_ENDS], &m->ends, err)
	    || !measure_read_partners(a, cells[MEASURE_PARTNERS], m) || !read_nodes(a, tree, cells[MEASURE_CARRIES_OUT], m, err)
	    || !measure_read_resources(a, cells[MEASURE_RESOURCES], m, err)
	    || !measure_read_milestones(a, cells[MEASURE_MILESTONES], m, err) || !read_closing(a, cells[MEASURE_CLOSED], m, err))
		return false;
	const char *problem = measure_check(m);
	return !problem || err_input(err, "%s", problem);
}
