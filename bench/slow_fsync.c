/*
 * Makes a disk honest: each fsync() and fdatasync() takes 5 ms more, as on a disk whose cache
 * does not answer for it. Preloaded by bench/intake.sh into the server and its peer alike.
 */
#include <dlfcn.h>
#include <unistd.h>

#define DELAY_US 5000

static int delayed(const char *name, int fd)
{
	int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
	usleep(DELAY_US);
	return real(fd);
}

int fsync(int fd);
int fsync(int fd)
{
	return delayed("fsync", fd);
}

int fdatasync(int fd);
int fdatasync(int fd)
{
	return delayed("fdatasync", fd);
}
