/* The papers of a case for a body, from the authority's own Word template. */
#include "module/decision/decision_internal.h"

#include "format/docx_fill.h"
#include "format/docx_write.h"
#include "module/consultation/consultation.h"
#include "ui/translate.h"

/* ---- Placeholders ---- */

enum whole { PLAN, BODY, VERSION, HASH, DATE, REFERENCE, SINCE, COUNT, CONSULTATIONS, RECOMMENDATION, WHOLE };
static const char *const whole_names[WHOLE] = {
	[PLAN] = "plan", [BODY] = "organ", [VERSION] = "versjon", [HASH] = "hash", [DATE] = "dato", [REFERENCE] = "saksnummer",
	[SINCE] = "sammenlignet", [COUNT] = "antall", [CONSULTATIONS] = "horinger", [RECOMMENDATION] = "innstilling",
};
enum each { NUMBER, PART, CHANGE, BEFORE, AFTER, WHY, EACH };
static const char *const each_names[EACH] = {
	[NUMBER] = "nummer", [PART] = "del", [CHANGE] = "endring", [BEFORE] = "for", [AFTER] = "etter", [WHY] = "grunn",
};
static const struct docx_names names = { whole_names, WHOLE, "endringer", each_names, EACH };

/* ---- What changed ---- */

static const struct {
	unsigned bit;
	const char *name;
} change_names[] = {
	{ VERSION_ADDED, N_("Added") }, { VERSION_REMOVED, N_("Removed") }, { VERSION_MOVED, N_("Moved") },
	{ VERSION_TITLE, N_("New title") }, { VERSION_BODY, N_("New text") }, { VERSION_OTHER, N_("Other properties changed") },
};

static const char *changes_of(struct arena *a, enum lang lang, unsigned changes)
{
	struct out o = out_memory(a);
	for (size_t i = 0; i < ARRAY_LEN(change_names); i++)
		if (changes & change_names[i].bit)
			out_format(&o, "%s%s", o.total ? ", " : "", tr_name_lang(lang, change_names[i].name));
	return out_string(&o);
}

const struct version *decision_version_before(const struct decision_book *book, const struct version *version)
{
	for (size_t i = 1; i < book->n_versions; i++)
		if (book->versions[i].id == version->id)
			return &book->versions[i - 1];
	return NULL;
}

static bool load_changes(struct db_conn *c, struct arena *a, const struct decision_paper *p, struct version_difference **list,
                         size_t *n, struct err *err)
{
	struct version_tree from, to;
	*n = 0;
	return !p->since || (version_load(c, a, p->since, &from, err) && version_load(c, a, p->version, &to, err)
	                     && version_diff(c, a, &from, &to, list, n, err));
}

static const char *const *change_cells(struct arena *a, const struct decision_paper *p, const struct version_difference *d, size_t number)
{
	const char **cells = arena_array(a, EACH, sizeof *cells);
	cells[NUMBER] = tr_number(a, p->lang, (int64_t)number);
	cells[PART] = str_or(d->after.title, d->before.title);
	cells[CHANGE] = changes_of(a, p->lang, d->changes);
	cells[BEFORE] = d->changes & VERSION_TITLE ? arena_printf(a, "%s\n%s", d->before.title, d->before.body) : d->before.body;
	cells[AFTER] = d->changes & VERSION_TITLE ? arena_printf(a, "%s\n%s", d->after.title, d->after.body) : d->after.body;
	cells[WHY] = arena_printf(a, "%s%s%s", d->answers, *d->answers && *d->notes ? "\n" : "", d->notes);
	return cells;
}

/* ---- What was said in consultations ---- */

static bool count_statements(struct db_conn *c, int64_t consultation_id, int64_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT (SELECT count(*) FROM statement WHERE consultation_id = $id) + (SELECT count(*) FROM intake WHERE consultation_id = $id)"));
	db_bind_i64(st, "$id", consultation_id);
	*n = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

static bool summarise(struct db_conn *c, struct arena *a, const struct decision_paper *p, const char **text, struct err *err)
{
	struct consultation *list;
	size_t n;
	struct out o = out_memory(a);
	if (!consultation_list(c, a, p->book->plan.id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		int64_t statements;
		if (list[i].stored == CONSULTATION_DRAFT)
			continue;
		if (!count_statements(c, list[i].id, &statements, err))
			return false;
		out_format(&o, "%s%s (%s – %s): %s", o.total ? "\n" : "", list[i].title, date_iso(a, list[i].opens), date_iso(a, list[i].closes),
		           tr_count_lang(a, p->lang, "%s statement", "%s statements", statements));
	}
	*text = o.total ? out_string(&o) : tr_lang(p->lang, "There has been no consultation.");
	return true;
}

/* ---- Writing ---- */

bool decision_paper_write(struct db_conn *c, struct arena *a, const struct decision_paper *p, struct span template_bytes,
                          const char *name, struct out *o, struct err *err)
{
	char hex[DIGEST_HEX_SIZE];
	struct version_difference *changes;
	size_t n;
	const char *consultations;
	const struct docx_template *t = docx_template_read(a, template_bytes, name, &names, err);
	if (!t || !load_changes(c, a, p, &changes, &n, err) || !summarise(c, a, p, &consultations, err))
		return false;
	digest_hex(&p->version->digest, hex);
	const char *const values[WHOLE] = {
		[PLAN] = p->book->plan.title, [BODY] = p->body->name, [VERSION] = p->version->name, [HASH] = hex, [DATE] = date_iso(a, p->on),
		[REFERENCE] = p->reference, [SINCE] = p->since ? p->since->name : tr_lang(p->lang, "none before it"),
		[COUNT] = tr_number(a, p->lang, (int64_t)n), [CONSULTATIONS] = consultations, [RECOMMENDATION] = p->recommendation };
	const char *const **each = arena_array(a, n, sizeof *each);
	for (size_t i = 0; i < n; i++)
		each[i] = change_cells(a, p, &changes[i], i + 1);
	return docx_fill(t, a, o, values, (const char *const *const *)each, n, err);
}

bool decision_paper_template(struct arena *a, struct out *o, struct err *err)
{
	struct docx *d = docx_begin(a, o, &(struct docx_info){ .title = "Saksframlegg", .show_title = false });
	docx_heading(d, 1, "{{plan}}");
	docx_paragraph(d, "Til: {{organ}}");
	docx_paragraph(d, "Dato: {{dato}}. Saksnummer: {{saksnummer}}");
	docx_heading(d, 2, "Innstilling");
	docx_paragraph(d, "{{innstilling}}");
	docx_heading(d, 2, "Versjonen saken gjelder");
	docx_paragraph(d, "«{{versjon}}», med innholdssummen {{hash}}. Bare den teksten som har denne summen, er det saken gjelder.");
	docx_heading(d, 2, "Høringer");
	docx_paragraph(d, "{{horinger}}");
	docx_heading(d, 2, "Endringer siden forrige versjon");
	docx_paragraph(d, "Sammenlignet med: {{sammenlignet}}. Endrede deler: {{antall}}.");
	docx_paragraph(d, "{{#endringer}}");
	docx_heading(d, 3, "{{nummer}}. {{del}}");
	docx_paragraph(d, "{{endring}}");
	docx_paragraph(d, "Før: {{for}}");
	docx_paragraph(d, "Etter: {{etter}}");
	docx_paragraph(d, "Grunn: {{grunn}}");
	docx_paragraph(d, "{{/endringer}}");
	return docx_end(d, err);
}
