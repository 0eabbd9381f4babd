/* Chapter: who took part, against the register, and who is missing. */
#include "module/report/report_body.h"

#include "base/str.h"
#include "module/report/report_words.h"
#include "ui/translate.h"

/* ---- Events ---- */

static const char *attendance_text(struct medium *m, const struct basis_event *e)
{
	if (e->event->attendance < 0)
		return tr_lang(m->lang, "not counted");
	return body_count(m, e->event->attendance, e->hide_attendance);
}

static void write_events(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	enum lang lang = r->lang;
	if (r->n_events == 0) {
		m->form->paragraph(m, tr_lang(lang, "No events are registered for this plan."));
		return;
	}
	const struct medium_column columns[] = {
		{ tr_lang(lang, "Event"), false, 5 }, { tr_lang(lang, "Date"), false, 3 }, { tr_lang(lang, "Place"), false, 2 },
		{ tr_lang(lang, "Persons"), true, 2 }, { tr_lang(lang, "Contributions"), true, 2 } };
	m->form->table_begin(m, tr_lang(lang, "Events"), columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < r->n_events; i++) {
		const struct basis_event *e = &r->events[i];
		struct date held = { 0 };
		date_parse(e->event->held_on, &held);
		m->form->table_row(m, (const struct medium_text[]){
			{ .text = e->name }, { .text = words_date(m->arena, lang, held) }, { .text = e->event->place },
			{ .text = attendance_text(m, e) }, { .text = body_count(m, e->contributions, e->hide_contributions) } });
	}
	m->form->table_end(m);
}

/* What a document names ("working group for climate") is often all there is to go by. */
static void write_tables(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	enum lang lang = r->lang;
	if (r->n_tables == 0)
		return;
	const struct medium_column columns[] = {
		{ tr_lang(lang, "Group"), false, 5 }, { tr_lang(lang, "Contributions"), true, 1 } };
	m->form->table_begin(m, tr_lang(lang, "Groups and tables that contributions came from"), columns,
	                     ARRAY_LEN(columns));
	for (size_t i = 0; i < r->n_tables; i++)
		m->form->table_row(m, (const struct medium_text[]){
			{ .text = r->tables[i].name },
			{ .text = body_count(m, r->tables[i].contributions, r->tables[i].hide_contributions) } });
	m->form->table_end(m);
}

/* ---- By kind, sector and area ---- */

static const struct {
	const char *caption, *column, *chart_id;
} dimensions[BASIS_DIMENSIONS] = {
	[BASIS_KIND] = { N_("Who took part, by kind of organisation"), N_("Kind of organisation"), "chart-kinds" },
	[BASIS_SECTOR] = { N_("Who took part, by sector"), N_("Sector"), "chart-sectors" },
	[BASIS_AREA] = { N_("Who took part, by area"), N_("Area"), "chart-areas" },
};

/* Hidden counts are in no bar; the table says that they are hidden. */
static void write_chart(struct medium *m, enum basis_dimension dimension)
{
	const struct basis_cells *cells = &report_of(m)->cells[dimension];
	enum lang lang = m->lang;
	struct chart_bar *bars = arena_array(m->arena, cells->n, sizeof *bars);
	size_t n = 0;
	for (size_t i = 0; i < cells->n; i++)
		if (!cells->v[i].hide_contributions)
			bars[n++] = (struct chart_bar){ words_cell(lang, dimension, &cells->v[i]),
			                                { (double)cells->v[i].contributions } };
	if (n == 0 || !m->form->bars)
		return;
	m->form->bars(m, &(struct chart){
		.id = dimensions[dimension].chart_id, .title = tr_name_lang(lang, dimensions[dimension].caption),
		.description = tr_lang(lang, "The number of contributions. The table below has the same numbers."),
		.bars = bars, .n_bars = n, .lang = lang });
}

static void write_cell(struct medium *m, enum basis_dimension dimension, const struct basis_cell *c)
{
	enum lang lang = m->lang;
	bool organisations = c->code != NULL;
	m->form->table_row(m, (const struct medium_text[]){
		{ .text = words_cell(lang, dimension, c) },
		{ .text = organisations ? tr_number(m->arena, lang, c->registered) : "" },
		{ .text = organisations ? tr_number(m->arena, lang, c->took_part) : "" },
		{ .text = organisations ? body_count(m, c->persons, c->hide_persons) : "" },
		{ .text = body_count(m, c->contributions, c->hide_contributions) },
		{ .text = c->hide_contributions ? tr_lang(lang, "hidden") : words_share(m->arena, lang, &c->share) } });
}

static void write_dimension(struct medium *m, enum basis_dimension dimension)
{
	const struct basis_cells *cells = &report_of(m)->cells[dimension];
	enum lang lang = m->lang;
	const struct medium_column columns[] = {
		{ tr_name_lang(lang, dimensions[dimension].column), false, 5 }, { tr_lang(lang, "Registered"), true, 2 },
		{ tr_lang(lang, "Took part"), true, 2 }, { tr_lang(lang, "Persons present"), true, 2 },
		{ tr_lang(lang, "Contributions"), true, 2 }, { tr_lang(lang, "Share (95% interval)"), true, 3 } };
	m->form->table_begin(m, tr_name_lang(lang, dimensions[dimension].caption), columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < cells->n; i++)
		write_cell(m, dimension, &cells->v[i]);
	m->form->table_end(m);
}

/* ---- Who is missing ---- */

/* The missing organisations of one kind: their names, or in the public version how many. */
static const char *missing_of_kind(struct medium *m, const char *kind)
{
	const struct basis_report *r = report_of(m);
	const char **names = arena_array(m->arena, r->missing.n, sizeof *names);
	size_t n = 0;
	for (size_t i = 0; i < r->missing.n; i++)
		if (str_eq(r->organisations[r->missing.v[i]].kind, kind))
			names[n++] = r->organisations[r->missing.v[i]].name;
	if (n == 0 || !r->published_only)
		return words_join(m->arena, "; ", names, n);
	return tr_number(m->arena, r->lang, (int64_t)n);
}

static void write_missing(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	enum lang lang = r->lang;
	m->form->heading(m, &(struct medium_heading){ .level = 3, .text = tr_lang(lang, "Who is missing") });
	if (r->missing.n == 0) {
		m->form->paragraph(m, tr_lang(lang, "Every registered organisation contributed or came to an event."));
		return;
	}
	m->form->paragraph(m, tr_count_lang(m->arena, lang,
		"%s registered organisation neither contributed nor came to an event.",
		"%s registered organisations neither contributed nor came to an event.", (int64_t)r->missing.n));
	const struct medium_column columns[] = {
		{ tr_lang(lang, "Kind of organisation"), false, 2 },
		{ r->published_only ? tr_lang(lang, "Organisations") : tr_lang(lang, "Names"), r->published_only, 5 } };
	m->form->table_begin(m, tr_lang(lang, "Registered, but neither contributed nor present"), columns,
	                     ARRAY_LEN(columns));
	for (size_t i = 0; i < r->cells[BASIS_KIND].n; i++) {
		const struct basis_cell *c = &r->cells[BASIS_KIND].v[i];
		const char *names = c->code ? missing_of_kind(m, c->code) : "";
		if (*names)
			m->form->table_row(m, (const struct medium_text[]){
				{ .text = words_cell(lang, BASIS_KIND, c) }, { .text = names } });
	}
	m->form->table_end(m);
}

static bool kind_present(const struct basis_cells *kinds, const char *code, bool contributed)
{
	for (size_t i = 0; i < kinds->n; i++)
		if (kinds->v[i].code && str_eq(kinds->v[i].code, code))
			return !contributed || kinds->v[i].contributions > 0;
	return false;
}

/* Kinds that say nothing, and kinds that the register does not have at all. */
static void write_empty_kinds(struct medium *m)
{
	const struct basis_cells *kinds = &report_of(m)->cells[BASIS_KIND];
	enum lang lang = m->lang;
	const char **silent = arena_array(m->arena, organisation_kinds_len, sizeof *silent);
	const char **absent = arena_array(m->arena, organisation_kinds_len, sizeof *absent);
	size_t n_silent = 0, n_absent = 0;
	for (size_t i = 0; i < organisation_kinds_len; i++) {
		const char *name = tr_name_lang(lang, organisation_kinds[i].name);
		if (!kind_present(kinds, organisation_kinds[i].code, false))
			absent[n_absent++] = name;
		else if (!kind_present(kinds, organisation_kinds[i].code, true))
			silent[n_silent++] = name;
	}
	if (n_silent > 0)
		m->form->note(m, tr_format_lang(m->arena, lang, "Registered, but without a single contribution: %s.",
		                                words_join(m->arena, ", ", silent, n_silent)));
	if (n_absent > 0)
		m->form->paragraph(m, tr_format_lang(m->arena, lang, "Kinds that the register has nobody of: %s.",
		                                     words_join(m->arena, ", ", absent, n_absent)));
}

static void write_organisations(struct medium *m)
{
	const struct basis_totals *t = &report_of(m)->totals;
	enum lang lang = m->lang;
	if (t->registered == 0) {
		m->form->paragraph(m, tr_lang(lang,
			"No organisations are registered, so nothing can be said of who they were that took part, or who is "
			"missing."));
		return;
	}
	m->form->paragraph(m, tr_format_lang(m->arena, lang,
		"%s of %s registered organisations contributed or came to an event. The register says who could have been "
		"heard; it does not say who lives and works in the region.",
		tr_number(m->arena, lang, t->took_part), tr_number(m->arena, lang, t->registered)));
	write_chart(m, BASIS_KIND);
	for (int i = 0; i < BASIS_DIMENSIONS; i++)
		write_dimension(m, (enum basis_dimension)i);
	m->form->paragraph(m, tr_lang(lang,
		"The interval (Wilson) says how far chance alone could move a share. It says nothing of those who did not come, "
		"and participants chose themselves."));
	write_missing(m);
	write_empty_kinds(m);
}

void body_write_people(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	if (r->published_only)
		m->form->note(m, tr_format_lang(m->arena, r->lang,
			"Counts from 1 to %d are hidden in this version, so that nobody can be recognised; where only one count "
			"would be hidden, the smallest of the others is hidden too. Organisations that are missing are counted, "
			"not named.",
			TEXT_SMALL - 1));
	write_events(m);
	write_tables(m);
	write_organisations(m);
	body_write_coverage(m);
}
