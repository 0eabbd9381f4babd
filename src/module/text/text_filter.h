/*
 * Commands that read lines of JSON and print them with something added, without a database.
 *
 * Each line is an object with "id" (a string or a number, copied through as it stood) and "text".
 * Everything is read before anything is printed; the output is in the order of the input.
 */
#ifndef PLANVERK_TEXT_FILTER_H
#define PLANVERK_TEXT_FILTER_H

#include "module.h"

bool text_filter_language(struct command_context *ctx);
bool text_filter_duplicates(struct command_context *ctx);
bool text_filter_campaigns(struct command_context *ctx);
bool text_filter_group(struct command_context *ctx);
bool text_filter_compile(struct command_context *ctx);
bool text_filter_assign(struct command_context *ctx);
bool text_filter_place(struct command_context *ctx);

extern const struct option text_filter_duplicates_options[];
extern const struct option text_filter_campaigns_options[];
extern const struct option text_filter_group_options[];
extern const struct option text_filter_compile_options[];
extern const struct option text_filter_assign_options[];
extern const struct option text_filter_place_options[];

/* Their rows in the module's table of commands: `commands[] = { …, TEXT_FILTER_COMMANDS };`
 * (a macro, since a table in another file is no constant to initialise with). */
#define TEXT_FILTER_COMMANDS \
	{ .name = "text language", .arguments = "[FILE]", .max_args = 1, .uses = COMMAND_NO_DB, \
	  .summary = "Tell the language of each text", .run = text_filter_language, \
	  .help = "Reads lines of JSON with \"id\" and \"text\" and adds \"language\" (nb, nn, nb or nn, en, da,\n" \
	          "sv, other) and \"confidence\" (0 to 1)." }, \
	{ .name = "text duplicates", .arguments = "[FILE]", .max_args = 1, .uses = COMMAND_NO_DB, \
	  .options = text_filter_duplicates_options, .n_options = 1, \
	  .summary = "Find texts that repeat others", .run = text_filter_duplicates, \
	  .help = "Reads lines of JSON with \"id\" and \"text\" and adds \"group\" (the same number for texts that\n" \
	          "repeat one another) and \"kind\": first, exact, near (much of the same text) or contained (the\n" \
	          "one stands in the other). The groups do not depend on the order of the lines. The file may be\n" \
	          "larger than memory: some 250 bytes are kept of each different text. Texts of fewer than six\n" \
	          "words are joined only where they are equal; how many, and how many are empty, is said on\n" \
	          "stderr or, with --json, as a last line {\"summary\": …}." }, \
	{ .name = "text campaigns", .arguments = "[FILE]", .max_args = 1, .uses = COMMAND_NO_DB, \
	  .options = text_filter_campaigns_options, .n_options = 1, \
	  .summary = "Find letters that many sent, and what each added", .run = text_filter_campaigns, \
	  .help = "Reads lines of JSON with \"id\" and \"text\" and prints a line for each campaign, largest first: the\n" \
	          "\"letter\" (the id of the text that the others are made from) with its \"text\"; how many \"texts\" it\n" \
	          "has, of them \"exact\", \"edited\" and \"with_additions\"; and the \"additions\", sentences that the\n" \
	          "letter does not have, with the id of the text and their place in it in bytes." }, \
	{ .name = "text group", .arguments = "[FILE]", .max_args = 1, .uses = COMMAND_NO_DB, \
	  .options = text_filter_group_options, .n_options = 3, \
	  .summary = "Group texts by what they are about", .run = text_filter_group, \
	  .help = "Reads lines of JSON with \"id\" and \"text\" and adds \"cluster\", numbered from 0, largest first;\n" \
	          "-1 stands for texts that are alone. With -k every text is put in a cluster." }, \
	{ .name = "text compile", .arguments = "[FILE]", .max_args = 1, .uses = COMMAND_NO_DB, \
	  .options = text_filter_compile_options, .n_options = 3, \
	  .summary = "Find languages, duplicates and groups of texts", .run = text_filter_compile, \
	  .help = "What `planverk compile` does with a plan's contributions, for a file and without a plan: prints one\n" \
	          "object of JSON with the languages, the duplicates and, for each group, its wider theme, label,\n" \
	          "number of texts and quotes, in which personal data is masked." }, \
	{ .name = "text assign", .arguments = "--plan TREE.json [FILE]", .max_args = 1, .uses = COMMAND_NO_DB, \
	  .options = text_filter_assign_options, .n_options = 2, \
	  .summary = "Suggest where in a plan each text belongs", .run = text_filter_assign, \
	  .help = "Reads lines of JSON with \"id\" and \"text\" and adds \"suggestions\", the three best nodes with a\n" \
	          "score from 0 to 1, and \"abstain\", true where none is good enough. TREE.json holds\n" \
	          "{\"title\", \"nodes\": [{\"id\", \"title\", \"body\", \"keywords\": […], \"parent\"}]}; only id and title\n" \
	          "are required. With --learn it learns from texts that a person has placed; scores are then\n" \
	          "chances that have been checked on examples that were held out." }, \
	{ .name = "text place", .arguments = "COLLECTION.jsonl", .min_args = 1, .max_args = 1, .uses = COMMAND_NO_DB, \
	  .options = text_filter_place_options, .n_options = 4, \
	  .summary = "Place texts one by one in a collection", .run = text_filter_place, \
	  .help = "Reads a collection, lines of JSON with \"id\" and \"text\", and then answers lines of the same kind on\n" \
	          "standard input, each at once: \"language\" with \"confidence\", \"kind\" (first, exact, near,\n" \
	          "contained) and what the text \"repeats\", its \"group\", \"nearest\" texts with their \"likeness\" and,\n" \
	          "with --plan, \"suggestions\" and \"abstain\" as `planverk text assign` gives them." }

#endif
