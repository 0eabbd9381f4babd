/*
 * Passwords: Argon2id by libsodium, with its parameters for interactive use (two passes over
 * 64 MB). The stored text names them, so that they can be raised: a password is hashed anew
 * when its owner logs in.
 */
#include "module/user/user_internal.h"

#include "base/random.h"
#include "base/utf8.h"
#include "ui/translate.h"

#include <sodium.h>
#include <stdatomic.h>

#define OPERATIONS crypto_pwhash_OPSLIMIT_INTERACTIVE
#define MEMORY crypto_pwhash_MEMLIMIT_INTERACTIVE
#define HASHING_MAX 2u

static atomic_uint hashing;

const char *user_password_problem(const char *password)
{
	if (utf8_length(span_of(password)) < PASSWORD_MIN)
		return N_("Choose a password of at least 12 characters; a sentence is easy to remember.");
	if (strlen(password) > PASSWORD_MAX)
		return N_("Choose a shorter password.");
	/* "aaaaaaaaaaaa" and "abababababab" */
	size_t n = strlen(password), period = 1;
	while (period < n && memcmp(password, password + period, n - period) != 0)
		period++;
	return period <= 3 ? N_("Choose a password that does not repeat itself.") : NULL;
}

bool user_password_hash(struct arena *a, const char *password, const char **hash, struct err *err)
{
	char *text = arena_alloc(a, crypto_pwhash_STRBYTES);
	if (crypto_pwhash_str(text, password, strlen(password), OPERATIONS, MEMORY) != 0)
		return err_system(err, "There are not %zu MB of memory free to keep a password safely", (size_t)MEMORY >> 20);
	*hash = text;
	return true;
}

/* A hash that no password has, made like all others. */
static char nobody[crypto_pwhash_STRBYTES];

static void make_nobody(void)
{
	unsigned char secret[32];
	random_secret(secret, sizeof secret);
	if (crypto_pwhash_str(nobody, (const char *)secret, sizeof secret, OPERATIONS, MEMORY) != 0)
		nobody[0] = '\0';
}

bool user_password_check(const char *hash, const char *password)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, make_nobody);
	bool same = crypto_pwhash_str_verify(*hash ? hash : nobody, password, strlen(password)) == 0;
	return same && *hash;
}

bool user_password_is_old(const char *hash)
{
	return crypto_pwhash_str_needs_rehash(hash, OPERATIONS, MEMORY) != 0;
}

bool user_hashing_begin(void)
{
	if (atomic_fetch_add(&hashing, 1) < HASHING_MAX)
		return true;
	atomic_fetch_sub(&hashing, 1);
	return false;
}

void user_hashing_end(void)
{
	atomic_fetch_sub(&hashing, 1);
}
