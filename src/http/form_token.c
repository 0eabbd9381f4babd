#include "http/form_token.h"

#include "base/hash.h"
#include "base/random.h"
#include "base/str.h"
#include "http/cookie.h"

#include <sodium.h>

#define NONCE_BYTES 12
#define NONCE_TEXT 16 /* characters */
#define TEXT_OF sodium_base64_VARIANT_URLSAFE_NO_PADDING

void secret_new(char text[SECRET_TEXT_SIZE])
{
	unsigned char bytes[32];
	random_secret(bytes, sizeof bytes);
	sodium_bin2base64(text, SECRET_TEXT_SIZE, bytes, sizeof bytes, TEXT_OF);
	sodium_memzero(bytes, sizeof bytes);
}

bool secret_is_sound(const char *text)
{
	size_t n = 0;
	for (; text[n]; n++) {
		char c = text[n], low = (char)(c | 0x20);
		if (n == SECRET_TEXT_SIZE - 1
		    || (!(low >= 'a' && low <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '_'))
			return false;
	}
	return n == SECRET_TEXT_SIZE - 1;
}

/* The token with this nonce. */
static void make(const char *secret, struct span nonce, char token[NONCE_TEXT + 1 + SECRET_TEXT_SIZE])
{
	struct digester d;
	digest_begin(&d);
	digest_text(&d, "form");
	digest_text(&d, secret);
	digest_field(&d, nonce.s, nonce.n);
	struct digest mac = digest_end(&d);
	memcpy(token, nonce.s, NONCE_TEXT);
	token[NONCE_TEXT] = '.';
	sodium_bin2base64(token + NONCE_TEXT + 1, SECRET_TEXT_SIZE, mac.byte, sizeof mac.byte, TEXT_OF);
}

const char *form_token_new(struct request *rq)
{
	if (!rq->form_secret) {
		char *secret = arena_alloc(rq->arena, SECRET_TEXT_SIZE);
		secret_new(secret);
		cookie_send(rq, COOKIE_FORM, secret, 0);
		rq->form_secret = secret;
	}
	rq->personal = true;
	unsigned char bytes[NONCE_BYTES];
	char nonce[NONCE_TEXT + 1];
	random_secret(bytes, sizeof bytes);
	sodium_bin2base64(nonce, sizeof nonce, bytes, sizeof bytes, TEXT_OF);
	char *token = arena_alloc(rq->arena, NONCE_TEXT + 1 + SECRET_TEXT_SIZE);
	make(rq->form_secret, span_of(nonce), token);
	return token;
}

bool form_token_check(const char *secret, const char *token)
{
	char right[NONCE_TEXT + 1 + SECRET_TEXT_SIZE];
	if (!secret || strlen(token) != sizeof right - 1 || token[NONCE_TEXT] != '.')
		return false;
	make(secret, (struct span){ token, NONCE_TEXT }, right);
	return sodium_memcmp(right, token, sizeof right) == 0;
}
