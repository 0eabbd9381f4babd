/* The module's tables. */
#include "module/version/version_internal.h"
#include "ui/translate.h"

static const struct option make_options[] = {
	{ "name", "NAME", "what the version is called", 0 },
	{ "note", "TEXT", "what it is for", 0 },
};

static const struct command commands[] = {
	{ "version make", "PLAN", "Keep a plan as it is now", "A version never changes; `planverk verify` checks its hashes.",
	  make_options, ARRAY_LEN(make_options), 1, 1, COMMAND_DB, version_run_make },
	{ "version list", "PLAN", "List a plan's versions with their hashes", NULL, NULL, 0, 1, 1, COMMAND_DB, version_run_list },
	{ "version show", "PLAN VERSION", "Show the tree of a version", NULL, NULL, 0, 2, 2, COMMAND_DB, version_run_show },
	{ "version diff", "PLAN A B", "Show what differs between two versions, node by node and word by word",
	  "What went stands as [-gone-], what came as {+new+}; below it, why.", NULL, 0, 3, 3, COMMAND_DB, version_run_diff },
};

static const struct verifier verifiers[] = {
	{ "versions of plans", version_verify },
};

static const struct personal personal[] = {
	{ "version", "made_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module version_module = {
	.name = "version",
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.verifiers = verifiers,
	.n_verifiers = ARRAY_LEN(verifiers),
};
