/* The table in each of its forms. */
#include "module/output/output_internal.h"

#include "base/clock.h"
#include "format/docx_write.h"
#include "format/xlsx_write.h"
#include "ui/translate.h"

const struct output_column_name output_columns[OUTPUT_COLUMNS] = {
	[OUTPUT_REMARK] = { "remark", N_("Remark"), 18 }, [OUTPUT_CONTRIBUTION] = { "contribution", N_("Contribution"), 18 },
	[OUTPUT_REFERENCE] = { "reference", N_("Reference"), 14 }, [OUTPUT_ORGANISATION] = { "organisation", N_("Organisation"), 24 },
	[OUTPUT_EVENT] = { "event", N_("Event"), 24 }, [OUTPUT_TOPIC] = { "topic", N_("Topic"), 24 },
	[OUTPUT_GROUP] = { "group", N_("Group"), 24 }, [OUTPUT_TEXT] = { "text", N_("Text"), 60 },
	[OUTPUT_STATE] = { "state", N_("State"), 12 }, [OUTPUT_OUTCOME] = { "outcome", N_("Outcome"), 14 },
	[OUTPUT_REASON] = { "reason", N_("Reason"), 60 }, [OUTPUT_NODE] = { "node", N_("Part of the plan"), 10 },
	[OUTPUT_CHANGED] = { "changed", N_("What it changed in the plan"), 40 },
	[OUTPUT_DRAFTED_BY] = { "drafted_by", N_("Drafted by"), 20 }, [OUTPUT_APPROVED_BY] = { "approved_by", N_("Approved by"), 20 },
	[OUTPUT_ANSWERED] = { "answered", N_("Answered"), 12 }, [OUTPUT_PUBLISHED] = { "published", N_("Published"), 12 },
};

const struct output_format_name output_formats[OUTPUT_FORMATS] = {
	[OUTPUT_CSV] = { "csv", "text/csv; charset=utf-8" },
	[OUTPUT_XLSX] = { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	[OUTPUT_JSON] = { "json", "application/json" },
	[OUTPUT_DOCX] = { "docx", DOCX_TYPE },
};

/* What an assembly reads on paper. */
static const enum output_column on_paper[] = { OUTPUT_ORGANISATION, OUTPUT_TEXT, OUTPUT_OUTCOME, OUTPUT_REASON, OUTPUT_CHANGED };

bool output_columns_parse(const char *list, struct output_choice *choice, struct err *err)
{
	choice->n_columns = 0;
	for (struct span rest = span_of(list); rest.s && *list;) {
		struct span code = span_trim(span_cut(&rest, ','));
		enum output_column k = 0;
		while (k < OUTPUT_COLUMNS && !span_is(code, output_columns[k].code))
			k++;
		if (k == OUTPUT_COLUMNS || choice->n_columns == OUTPUT_COLUMNS)
			return err_input(err, "There is no column \"%.*s\"; `planverk help disposition export` names them", (int)code.n, code.s);
		choice->columns[choice->n_columns++] = k;
	}
	return true;
}

static void default_columns(struct output_choice *choice)
{
	if (choice->n_columns > 0)
		return;
	if (choice->format == OUTPUT_DOCX) {
		choice->n_columns = ARRAY_LEN(on_paper);
		memcpy(choice->columns, on_paper, sizeof on_paper);
		return;
	}
	for (enum output_column k = 0; k < OUTPUT_COLUMNS; k++)
		choice->columns[choice->n_columns++] = k;
}

struct writing {
	const struct output_choice *choice;
	struct arena *arena;
	struct out *csv;
	struct json *json;
	struct xlsx *xlsx;
	struct docx *docx;
};

/* ---- Rows ---- */

static void csv_row(void *arg, const struct output_row *row)
{
	struct writing *w = arg;
	for (size_t i = 0; i < w->choice->n_columns; i++) {
		out_text(w->csv, i ? "," : "");
		csv_field(w->csv, row->cell[w->choice->columns[i]]);
	}
	out_text(w->csv, "\r\n");
}

static void json_row(void *arg, const struct output_row *row)
{
	struct writing *w = arg;
	json_put_object(w->json, NULL);
	for (size_t i = 0; i < w->choice->n_columns; i++)
		json_put_string(w->json, output_columns[w->choice->columns[i]].code, row->cell[w->choice->columns[i]]);
	json_put_end(w->json);
}

static void xlsx_row(void *arg, const struct output_row *row)
{
	struct writing *w = arg;
	for (size_t i = 0; i < w->choice->n_columns; i++)
		xlsx_text(w->xlsx, row->cell[w->choice->columns[i]]);
	xlsx_row_end(w->xlsx);
}

/* Codes are for programs; on paper stand words. */
static const char *in_words(const struct output_choice *choice, enum output_column column, const char *cell)
{
	enum outcome outcome;
	if (column == OUTPUT_OUTCOME && outcome_parse(cell, &outcome))
		return tr_name_lang(choice->lang, outcomes[outcome].name);
	for (size_t i = 0; column == OUTPUT_STATE && i < DISPOSITION_STATES; i++)
		if (str_eq(disposition_states[i].code, cell))
			return tr_name_lang(choice->lang, disposition_states[i].name);
	if (column == OUTPUT_ORGANISATION && choice->anonymous && *cell)
		return tr_name_lang(choice->lang, organisation_kind_name(cell));
	return cell;
}

static void docx_row(void *arg, const struct output_row *row)
{
	struct writing *w = arg;
	const char *cells[OUTPUT_COLUMNS];
	for (size_t i = 0; i < w->choice->n_columns; i++)
		cells[i] = in_words(w->choice, w->choice->columns[i], row->cell[w->choice->columns[i]]);
	docx_table_row(w->docx, cells);
}

/* ---- What was chosen ---- */

struct fact {
	const char *what, *value;
};
#define FACTS 8

static const char *columns_text(struct arena *a, const struct output_choice *choice)
{
	struct out o = out_memory(a);
	for (size_t i = 0; i < choice->n_columns; i++)
		out_format(&o, "%s%s", i ? ", " : "", output_columns[choice->columns[i]].code);
	return out_string(&o);
}

static size_t facts_of(struct arena *a, const struct output_choice *choice, int64_t rows, struct fact facts[FACTS])
{
	size_t n = 0;
	facts[n++] = (struct fact){ "plan", choice->plan.title };
	facts[n++] = (struct fact){ "made", clock_iso(a, clock_now()) };
	facts[n++] = (struct fact){ "program", "Planverk " PLANVERK_VERSION };
	facts[n++] = (struct fact){ "state", str_or(choice->state, "all") };
	facts[n++] = (struct fact){ "consultation", choice->consultation ? arena_printf(a, "%lld", (long long)choice->consultation) : "all" };
	facts[n++] = (struct fact){ "selection", choice->public_only ? "what may be published, with published answers, personal data masked"
	                                         : choice->anonymous ? "everything, without names, personal data masked" : "everything" };
	facts[n++] = (struct fact){ "columns", columns_text(a, choice) };
	facts[n++] = (struct fact){ "rows", arena_printf(a, "%lld%s", (long long)rows, choice->plan.example ? " (an example: made up)" : "") };
	return n;
}

/* ---- Forms ---- */

static bool write_csv(struct writing *w, struct db_conn *c, struct out *o, int64_t *rows, struct err *err)
{
	w->csv = o;
	for (size_t i = 0; i < w->choice->n_columns; i++)
		out_format(o, "%s%s", i ? "," : "", output_columns[w->choice->columns[i]].code);
	out_text(o, "\r\n");
	return output_rows(c, w->arena, w->choice, csv_row, w, rows, err);
}

static bool write_json(struct writing *w, struct db_conn *c, struct out *o, int64_t *rows, struct err *err)
{
	w->json = arena_alloc(w->arena, sizeof *w->json);
	*w->json = json_to(o, 2);
	json_put_array(w->json, NULL);
	bool ok = output_rows(c, w->arena, w->choice, json_row, w, rows, err);
	json_put_end(w->json);
	return ok;
}

static bool write_xlsx(struct writing *w, struct db_conn *c, struct out *o, int64_t *rows, struct err *err)
{
	static const struct xlsx_column about[] = { { "what", 24 }, { "value", 60 } };
	struct xlsx_column columns[OUTPUT_COLUMNS];
	struct fact facts[FACTS];
	for (size_t i = 0; i < w->choice->n_columns; i++)
		columns[i] = (struct xlsx_column){ output_columns[w->choice->columns[i]].code, output_columns[w->choice->columns[i]].width };
	struct xlsx *x = w->xlsx = xlsx_begin(w->arena, o, w->choice->plan.title);
	xlsx_sheet(x, "dispositions", columns, w->choice->n_columns);
	bool ok = output_rows(c, w->arena, w->choice, xlsx_row, w, rows, err);
	xlsx_sheet(x, "about", about, ARRAY_LEN(about));
	size_t n = facts_of(w->arena, w->choice, *rows, facts);
	for (size_t i = 0; i < n; i++) {
		xlsx_text(x, facts[i].what);
		xlsx_text(x, facts[i].value);
		xlsx_row_end(x);
	}
	return xlsx_end(x, err) && ok;
}

static bool write_docx(struct writing *w, struct db_conn *c, struct out *o, int64_t *rows, struct err *err)
{
	const struct output_choice *choice = w->choice;
	static const char *const languages[] = { [LANG_NB] = "nb-NO", [LANG_NN] = "nn-NO", [LANG_EN] = "en-GB" };
	const char *names[OUTPUT_COLUMNS];
	unsigned weights[OUTPUT_COLUMNS];
	for (size_t i = 0; i < choice->n_columns; i++) {
		names[i] = tr_name_lang(choice->lang, output_columns[choice->columns[i]].name);
		weights[i] = output_columns[choice->columns[i]].width;
	}
	const char *title = tr_format_lang(w->arena, choice->lang, "What was said to “%s” and what was answered", choice->plan.title);
	struct docx *d = w->docx = docx_begin(w->arena, o, &(struct docx_info){
		.title = title, .show_title = true, .language = languages[choice->lang], .page_numbers = true, .landscape = true,
		.footer = choice->plan.example ? tr_lang(choice->lang, "This is an example. It is not the plan of any authority.") : NULL });
	docx_paragraph(d, choice->public_only ? tr_lang(choice->lang, "What may be published, with the answers that are published. Personal data is masked.")
	                  : choice->anonymous ? tr_lang(choice->lang, "All remarks, without names. Personal data is masked.")
	                                      : tr_lang(choice->lang, "All remarks. The table may hold what is not for publication."));
	docx_table_begin(d, names, weights, choice->n_columns);
	bool ok = output_rows(c, w->arena, choice, docx_row, w, rows, err);
	docx_table_end(d);
	docx_paragraph(d, tr_count_lang(w->arena, choice->lang, "%s remark in the table.", "%s remarks in the table.", *rows));
	return docx_end(d, err) && ok;
}

bool output_table(struct db_conn *c, struct arena *a, struct output_choice *choice, struct out *o, int64_t *rows, struct err *err)
{
	static bool (*const forms[OUTPUT_FORMATS])(struct writing *, struct db_conn *, struct out *, int64_t *, struct err *) = {
		[OUTPUT_CSV] = write_csv, [OUTPUT_XLSX] = write_xlsx, [OUTPUT_JSON] = write_json, [OUTPUT_DOCX] = write_docx };
	struct writing w = { .choice = choice, .arena = a };
	default_columns(choice);
	return forms[choice->format](&w, c, o, rows, err);
}
