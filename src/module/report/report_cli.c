/* `planverk report basis`, and the module's tables. */
#include "module/report/report.h"

#include "base/file.h"
#include "base/str.h"
#include "module/report/report_formats.h"
#include "module/report/report_web.h"
#include "ui/translate.h"

static const struct format {
	const char *name, *endings[2];
	bool text; /* can go to standard output */
	report_write_fn *write;
} formats[] = {
	{ "html", { ".html", ".htm" }, true, report_write_html },
	{ "docx", { ".docx", ".docx" }, false, report_write_docx },
	{ "xlsx", { ".xlsx", ".xlsx" }, false, report_write_xlsx },
	{ "json", { ".json", ".json" }, true, report_write_json },
};

/* Endings of what people may well ask for: HTML in such a file would not open. */
static const char *const not_written[] = { ".pdf", ".doc", ".odt", ".xls", ".ods", ".csv", ".pptx" };

static const struct format *format_named(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		if (str_eq(formats[i].name, name))
			return &formats[i];
	return NULL;
}

/* The format of a file's name, HTML where it says nothing. */
static const struct format *format_of_file(const char *path, struct err *err)
{
	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		if (str_ends(path, formats[i].endings[0]) || str_ends(path, formats[i].endings[1]))
			return &formats[i];
	for (size_t i = 0; i < ARRAY_LEN(not_written); i++) {
		if (str_ends(path, not_written[i])) {
			err_input(err, "The report is written as .html, .docx, .xlsx or .json, not as %s%s", not_written[i],
			          str_eq(not_written[i], ".pdf") ? "; print the HTML or the Word document to PDF" : "");
			return NULL;
		}
	}
	return &formats[0];
}

static const struct format *choose_format(struct command_context *ctx, const char *path)
{
	const char *name = option(ctx, "format");
	const struct format *format = name ? format_named(name) : format_of_file(path, ctx->err);
	if (name && !format)
		err_input(ctx->err, "--format must be html, docx, xlsx or json, not \"%s\"", name);
	else if (format && !format->text && str_eq(path, "-"))
		err_input(ctx->err, "A .%s goes to a file: give -o FILE.%s", format->name, format->name);
	return ctx->err->kind == ERR_NONE ? format : NULL;
}

static bool choose_language(struct command_context *ctx, struct basis_options *options)
{
	const char *code = option(ctx, "lang");
	options->plans_language = code == NULL;
	return !code || lang_parse(code, &options->lang)
	       || err_input(ctx->err, "--lang must be nb, nn or en, not \"%s\"", code);
}

static bool load(struct command_context *ctx, const struct basis_options *options, struct basis_report *r)
{
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && basis_load(c, ctx->arena, ctx->args[0], options, r, ctx->err);
	db_reader_done(c);
	return ok;
}

static void tell(struct command_context *ctx, const struct basis_report *r, const struct format *format,
                 const char *path)
{
	if (ctx->json) {
		struct json j = json_to(ctx->out, 2);
		json_put_object(&j, NULL);
		json_put_string(&j, "file", path);
		json_put_string(&j, "format", format->name);
		json_put_string(&j, "language", lang_code(r->lang));
		json_put_i64(&j, "contributions", r->totals.contributions);
		json_put_i64(&j, "not_shown", r->totals.withheld);
		json_put_i64(&j, "after_run", r->totals.later);
		json_put_end(&j);
		return;
	}
	if (!ctx->quiet)
		out_format(ctx->out, "Wrote the report on %lld contributions to %s\n", (long long)r->totals.contributions, path);
	if (r->totals.later)
		out_format(ctx->out, "%lld contributions came after the compilation and are not in it; `planverk compile %s` "
		           "takes them in\n", (long long)r->totals.later, r->tree.plan.slug);
}

/* HTML on standard output becomes a text in an object with --json; a report in JSON is one already. */
static bool write_to_output(struct command_context *ctx, const struct basis_report *r, const struct format *format)
{
	if (!ctx->json || format->write == report_write_json)
		return format->write(ctx->out, ctx->arena, r, ctx->err);
	struct out document = out_memory(ctx->arena);
	struct json j = json_to(ctx->out, 2);
	if (!format->write(&document, ctx->arena, r, ctx->err))
		return false;
	json_put_object(&j, NULL);
	json_put_string(&j, "format", format->name);
	json_put_string(&j, "document", out_string(&document));
	json_put_end(&j);
	return true;
}

static bool write_to_file(struct command_context *ctx, const struct basis_report *r, const struct format *format,
                          const char *path)
{
	struct file_writer *w = file_create(ctx->arena, path, ctx->err);
	if (!w)
		return false;
	struct out o = out_file(file_stream(w));
	if (!format->write(&o, ctx->arena, r, ctx->err))
		return false;
	if (!out_ok(&o))
		return err_errno(ctx->err, "Cannot write %s", path);
	if (!file_commit(w, ctx->err))
		return false;
	tell(ctx, r, format, path);
	return true;
}

static bool run_basis(struct command_context *ctx)
{
	const char *path = str_or(option(ctx, "output"), "-");
	struct basis_options options = { .published_only = option(ctx, "published-only") != NULL };
	struct basis_report *r = arena_alloc(ctx->arena, sizeof *r);
	const struct format *format = choose_format(ctx, path);
	if (!format || !choose_language(ctx, &options) || !load(ctx, &options, r))
		return false;
	return str_eq(path, "-") ? write_to_output(ctx, r, format) : write_to_file(ctx, r, format, path);
}

static const struct option basis_options[] = {
	{ "format", "FORMAT", "html, docx, xlsx or json; else by the file's name, else html", 0 },
	{ "output", "FILE", "the file to write; - or nothing is standard output (html and json)", 'o' },
	{ "lang", "LANG", "nb, nn or en; else the plan's language", 0 },
	{ "published-only", NULL, "the public version: only texts that may be published, small counts hidden", 0 },
};

static const struct command commands[] = {
	{
		.name = "report basis",
		.arguments = "PLAN",
		.summary = "Write the basis report: what was said, arranged by the plan",
		.help = "The plan's contributions as the newest `planverk compile` left them: in numbers, theme by\n"
		        "theme with groups, quotes and every text, letters against arguments, who took part and who\n"
		        "is missing, what nobody spoke of, and how it was made. HTML stands alone and prints well;\n"
		        "Word is for decision papers; the spreadsheet has one row for each contribution.\n"
		        "E-mail addresses, telephone and identity numbers and names below greetings are hidden.",
		.options = basis_options,
		.n_options = ARRAY_LEN(basis_options),
		.min_args = 1,
		.max_args = 1,
		.run = run_basis,
	},
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/report", report_web_basis, "public", ROUTE_CACHE,
	  "The basis report on a plan, with the texts that may be published" },
};

static const struct panel panels[] = {
	{ "plan-nav", report_panel_nav },
};

const struct module report_module = {
	.name = "report",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
};
