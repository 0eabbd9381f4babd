/* From the words of a command line to a running command. */
#ifndef PLANVERK_COMMAND_H
#define PLANVERK_COMMAND_H

#include "module.h"

/* Options that every command takes. */
extern const struct option command_global_options[];
extern const size_t command_global_options_len;

/* The command whose name begins argv (several words), and how many words that are; NULL if none. */
const struct command *command_find(const struct module *const *modules, char **argv, int argc, int *words);

/* Finds, checks and runs the command; prints what went wrong. Returns the exit status. */
int command_main(const struct module *const *modules, int argc, char **argv);

/* The names of the modules, ended by NULL: what db_open() wants to know. */
const char *const *command_module_names(struct arena *a, const struct module *const *modules);

/* Help as text: of all commands, or of one. */
void command_write_overview(struct out *o, const struct module *const *modules);
void command_write_help(struct out *o, const struct command *c);

#endif
