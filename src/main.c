/* Finds the command and runs it; nothing else. */
#include "command.h"
#include "registry.h"

#include <signal.h>
#include <sodium.h>

int main(int argc, char **argv)
{
	/* A reader that goes away (`planverk … | head`) is an error of writing, not the end of us. */
	signal(SIGPIPE, SIG_IGN);
	if (sodium_init() < 0)
		return 1;
	return command_main(registry, argc, argv);
}
