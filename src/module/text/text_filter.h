/*
 * Commands that read lines of JSON and print them with something added, without a database.
 *
 * Each line is an object with "id" (a string or a number, copied through) and "text".
 * Everything is read before anything is printed; the output is in the order of the input.
 */
#ifndef PLANVERK_TEXT_FILTER_H
#define PLANVERK_TEXT_FILTER_H

#include "module.h"

bool text_filter_language(struct command_context *ctx);
bool text_filter_duplicates(struct command_context *ctx);
bool text_filter_group(struct command_context *ctx);
bool text_filter_assign(struct command_context *ctx);

extern const struct option text_filter_group_options[];
extern const struct option text_filter_assign_options[];

/* Their rows in the module's table of commands: `commands[] = { …, TEXT_FILTER_COMMANDS };`
 * (a macro, since a table in another file is no constant to initialise with). */
#define TEXT_FILTER_COMMANDS \
	{ .name = "text language", .arguments = "[FILE]", .max_args = 1, .uses = COMMAND_NO_DB, \
	  .summary = "Tell the language of each text", .run = text_filter_language, \
	  .help = "Reads lines of JSON with \"id\" and \"text\" and adds \"language\" (nb, nn, nb or nn, en, da,\n" \
	          "sv, other) and \"confidence\" (0 to 1)." }, \
	{ .name = "text duplicates", .arguments = "[FILE]", .max_args = 1, .uses = COMMAND_NO_DB, \
	  .summary = "Find texts that repeat others", .run = text_filter_duplicates, \
	  .help = "Reads lines of JSON with \"id\" and \"text\" and adds \"group\" (the same number for texts that\n" \
	          "repeat one another) and \"kind\": first, exact, near (almost the same words) or contained (the\n" \
	          "one stands in the other)." }, \
	{ .name = "text group", .arguments = "[FILE]", .max_args = 1, .uses = COMMAND_NO_DB, \
	  .options = text_filter_group_options, .n_options = 3, \
	  .summary = "Group texts by what they are about", .run = text_filter_group, \
	  .help = "Reads lines of JSON with \"id\" and \"text\" and adds \"cluster\", numbered from 0, largest first;\n" \
	          "-1 stands for texts that are alone. With -k every text is put in a cluster." }, \
	{ .name = "text assign", .arguments = "--plan TREE.json [FILE]", .max_args = 1, .uses = COMMAND_NO_DB, \
	  .options = text_filter_assign_options, .n_options = 1, \
	  .summary = "Suggest where in a plan each text belongs", .run = text_filter_assign, \
	  .help = "Reads lines of JSON with \"id\" and \"text\" and adds \"suggestions\", the three best nodes with a\n" \
	          "score from 0 to 1, and \"abstain\", true where none is good enough. TREE.json holds\n" \
	          "{\"title\", \"nodes\": [{\"id\", \"title\", \"body\", \"keywords\": […], \"parent\"}]}; only id and title\n" \
	          "are required." }

#endif
