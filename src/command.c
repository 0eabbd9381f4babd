/*
 * planverk [global options] command words [options] [arguments]
 *
 * Options may stand anywhere behind the program's name; "--" ends them. What a
 * command accepts is its table row: an option that is not in it is an error
 * that names the nearest remedy, never ignored.
 */
#include "command.h"

#include "base/str.h"

#include <stdlib.h>

const struct option command_global_options[] = {
	{ "db", "FILE", "the database: a file, or postgresql://… (PLANVERK_DB, else planverk.db)", 0 },
	{ "json", NULL, "print the result as one JSON object", 0 },
	{ "threads", "N", "threads for computing (PLANVERK_THREADS, else one for each processor)", 0 },
	{ "quiet", NULL, "no progress", 'q' },
	{ "help", NULL, "explain the command", 'h' },
};
const size_t command_global_options_len = ARRAY_LEN(command_global_options);

enum { GLOBAL_DB, GLOBAL_JSON, GLOBAL_THREADS, GLOBAL_QUIET, GLOBAL_HELP };

/* A command line: the global options, and the words that are left. */
struct line {
	char **words;
	int n_words;
	const char *globals[ARRAY_LEN(command_global_options)];
};

static const struct option *option_named(const struct option *options, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++) {
		if (text[1] != '-' && options[i].letter && text[1] == options[i].letter && !text[2])
			return &options[i];
		size_t length = strlen(options[i].name);
		if (text[1] == '-' && strncmp(text + 2, options[i].name, length) == 0
		    && (text[2 + length] == '\0' || text[2 + length] == '='))
			return &options[i];
	}
	return NULL;
}

/* The value of an option: behind "=", the next word (*used set), or "" for a switch. */
static bool option_value(const struct option *o, const char *text, const char *following,
                         const char **value, bool *used, struct err *err)
{
	const char *equals = text[1] == '-' ? strchr(text, '=') : NULL;
	*used = false;
	if (!o->value) {
		*value = "";
		return !equals || err_input(err, "--%s takes no value", o->name);
	}
	if (equals) {
		*value = equals + 1;
	} else if (following) {
		*value = following;
		*used = true;
	} else {
		return err_input(err, "--%s needs a value: --%s %s", o->name, o->name, o->value);
	}
	return true;
}

const struct command *command_find(const struct module *const *modules, char **argv, int argc, int *words)
{
	const struct command *found = NULL;
	*words = 0;
	for (; *modules; modules++) {
		for (size_t i = 0; i < (*modules)->n_commands; i++) {
			const struct command *c = &(*modules)->commands[i];
			struct span rest = span_of(c->name);
			int n = 0;
			bool same = true;
			while (same && rest.s) {
				struct span word = span_cut(&rest, ' ');
				same = n < argc && span_is(word, argv[n]);
				n++;
			}
			if (same && n > *words) {
				found = c;
				*words = n;
			}
		}
	}
	return found;
}

/* A text that begins with "-" is an option, but a lone "-" is standard input. */
static bool is_option(const char *text)
{
	return text[0] == '-' && text[1] != '\0';
}

/*
 * First pass: the words up to the first that is no option's value cannot be told from
 * values before the command is known, so global options are taken out here and the rest
 * is kept in order for the second pass.
 */
static bool take_globals(int argc, char **argv, struct line *line, struct arena *a, struct err *err)
{
	line->words = arena_array(a, (size_t)argc + 1, sizeof *line->words);
	for (int i = 1; i < argc; i++) {
		if (str_eq(argv[i], "--")) {
			while (i < argc)
				line->words[line->n_words++] = argv[i++];
			break;
		}
		const struct option *o = is_option(argv[i])
			? option_named(command_global_options, command_global_options_len, argv[i]) : NULL;
		if (!o) {
			line->words[line->n_words++] = argv[i];
			continue;
		}
		bool used;
		if (!option_value(o, argv[i], i + 1 < argc ? argv[i + 1] : NULL,
		                  &line->globals[o - command_global_options], &used, err))
			return false;
		i += used;
	}
	return true;
}

/* Second pass: the command's own options and its arguments. */
static bool take_options(struct line *line, int from, struct command_context *ctx)
{
	const struct command *c = ctx->command;
	const char **values = arena_array(ctx->arena, c->n_options + 1, sizeof *values);
	ctx->args = arena_array(ctx->arena, (size_t)line->n_words + 1, sizeof *ctx->args);
	for (int i = from; i < line->n_words; i++) {
		char *word = line->words[i];
		if (str_eq(word, "--")) {
			while (++i < line->n_words)
				ctx->args[ctx->n_args++] = line->words[i];
			break;
		}
		if (!is_option(word)) {
			ctx->args[ctx->n_args++] = word;
			continue;
		}
		const struct option *o = option_named(c->options, c->n_options, word);
		if (!o)
			return err_input(ctx->err, "%s has no option %s; see `planverk help %s`", c->name, word, c->name);
		bool used;
		if (!option_value(o, word, i + 1 < line->n_words ? line->words[i + 1] : NULL,
		                  &values[o - c->options], &used, ctx->err))
			return false;
		i += used;
	}
	ctx->option_values = values;
	if (ctx->n_args < c->min_args || (c->max_args >= 0 && ctx->n_args > c->max_args))
		return err_input(ctx->err, "usage: planverk %s %s; see `planverk help %s`",
		                 c->name, c->arguments, c->name);
	return true;
}

const char *option(const struct command_context *ctx, const char *name)
{
	for (size_t i = 0; i < ctx->command->n_options; i++)
		if (str_eq(ctx->command->options[i].name, name))
			return ctx->option_values[i];
	abort(); /* a bug: the command's table has no such option */
}

static bool parse_number(const char *what, const char *text, int64_t min, int64_t max,
                         int64_t *value, struct err *err)
{
	if (str_to_i64(text, value) && *value >= min && *value <= max)
		return true;
	return err_input(err, "%s must be a whole number from %lld to %lld, not \"%s\"",
	                 what, (long long)min, (long long)max, text);
}

bool option_i64(const struct command_context *ctx, const char *name, int64_t otherwise,
                int64_t min, int64_t max, int64_t *value)
{
	const char *text = option(ctx, name);
	*value = otherwise;
	return !text || parse_number(arena_printf(ctx->arena, "--%s", name), text, min, max, value, ctx->err);
}

static bool set_threads(struct command_context *ctx, const char *given)
{
	const char *text = given ? given : getenv("PLANVERK_THREADS");
	int64_t n = 0;
	if (text && *text && !parse_number(given ? "--threads" : "PLANVERK_THREADS", text, 1, 64, &n, ctx->err))
		return false;
	ctx->threads = (unsigned)n;
	return true;
}

/* The names of the modules in the registry's order: that of their schemas. */
const char *const *command_module_names(struct arena *a, const struct module *const *modules)
{
	size_t n = 0;
	while (modules[n])
		n++;
	const char **names = arena_array(a, n + 1, sizeof *names);
	for (size_t i = 0; i < n; i++)
		names[i] = modules[i]->name;
	return names;
}

static bool run(struct command_context *ctx)
{
	if (ctx->command->uses == COMMAND_DB
	    && !db_open(ctx->db_where, DB_EXISTING, command_module_names(ctx->arena, ctx->modules),
	                &ctx->db, ctx->err))
		return false;
	bool ok = ctx->command->run(ctx);
	db_close(ctx->db);
	if (ok && (!out_ok(ctx->out) || fflush(stdout) != 0))
		ok = err_errno(ctx->err, "Cannot write the output");
	return ok;
}

static bool dispatch(struct command_context *ctx, struct line *line)
{
	int words;
	ctx->command = command_find(ctx->modules, line->words, line->n_words, &words);
	bool help = line->globals[GLOBAL_HELP] || line->n_words == 0;
	if (!ctx->command && !help)
		return err_input(ctx->err, "There is no command \"%s\"; `planverk help` lists them", line->words[0]);
	if (help) {
		if (ctx->command)
			command_write_help(ctx->out, ctx->command);
		else
			command_write_overview(ctx->out, ctx->modules);
		return true;
	}
	const char *env = getenv("PLANVERK_DB");
	ctx->db_where = line->globals[GLOBAL_DB] ? line->globals[GLOBAL_DB] : str_or(env, "planverk.db");
	ctx->json = line->globals[GLOBAL_JSON] != NULL;
	ctx->quiet = line->globals[GLOBAL_QUIET] != NULL;
	return set_threads(ctx, line->globals[GLOBAL_THREADS])
	       && take_options(line, words, ctx) && run(ctx);
}

int command_main(const struct module *const *modules, int argc, char **argv)
{
	struct err err = { 0 };
	struct line line = { 0 };
	struct out out = out_file(stdout);
	struct command_context ctx = { .arena = arena_new(), .out = &out, .err = &err, .modules = modules };
	bool ok = take_globals(argc, argv, &line, ctx.arena, &err) && dispatch(&ctx, &line);
	if (!ok)
		err_print(&err);
	arena_free(ctx.arena);
	return ok ? 0 : err_exit_status(&err);
}

/* ---- Help ---- */

static void write_options(struct out *o, const struct option *options, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char left[64];
		int length = snprintf(left, sizeof left, "  %s%c%s--%s%s%s", options[i].letter ? "-" : "",
		                      options[i].letter ? options[i].letter : ' ', options[i].letter ? ", " : "   ",
		                      options[i].name, options[i].value ? " " : "", options[i].value ? options[i].value : "");
		out_format(o, "%s%.*s%s\n", left, length < 26 ? 26 - length : 1, "                          ", options[i].help);
	}
}

static void write_overview_line(struct out *o, const struct command *c)
{
	int length = (int)strlen(c->name);
	out_format(o, "  %s%.*s%s\n", c->name, length < 21 ? 23 - length : 2, "                       ", c->summary);
}

void command_write_overview(struct out *o, const struct module *const *modules)
{
	out_text(o, "Planverk carries a regional plan from the first contribution to the last annual report.\n\n"
	            "usage: planverk [--db FILE] COMMAND [OPTIONS] [ARGUMENTS]\n\nCommands:\n");
	for (; *modules; modules++)
		for (size_t i = 0; i < (*modules)->n_commands; i++)
			write_overview_line(o, &(*modules)->commands[i]);
	out_text(o, "\nEvery command takes:\n");
	write_options(o, command_global_options, command_global_options_len);
	out_text(o, "\n`planverk help COMMAND` explains one.\n");
}

void command_write_help(struct out *o, const struct command *c)
{
	out_format(o, "planverk %s%s%s%s\n\n%s.\n", c->name, c->n_options ? " [OPTIONS]" : "",
	           *c->arguments ? " " : "", c->arguments, c->summary);
	if (c->help)
		out_format(o, "\n%s\n", c->help);
	if (c->n_options) {
		out_text(o, "\nOptions:\n");
		write_options(o, c->options, c->n_options);
	}
	out_text(o, "\nEvery command takes:\n");
	write_options(o, command_global_options, command_global_options_len);
}
