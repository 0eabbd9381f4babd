/* Personal data in free text: finding all of it in one pass, and masking it. */
#include "engine/text/text_internal.h"

#include "base/out.h"
#include "base/utf8.h"

static bool find_at(struct span t, size_t at, size_t floor, struct text_personal *p)
{
	char before = at > 0 ? t.s[at - 1] : ' ';
	if (t.s[at] == '@')
		return text_find_email(t, at, floor, p);
	if (text_is_word_byte(before))
		return false;
	if (t.s[at] == '+' || (t.s[at] >= '0' && t.s[at] <= '9'))
		return before != '+' && text_find_number(t, at, p);
	return text_is_word_byte(t.s[at]) && (text_find_name(t, at, p) || text_find_street(t, at, p));
}

struct text_personal *text_personal(struct arena *a, struct span text, size_t *n)
{
	VEC(struct text_personal) found = { 0 };
	size_t floor = 0; /* nothing before this is looked at again */
	for (size_t at = 0; at < text.n;) {
		struct text_personal p;
		if (at < floor || !find_at(text, at, floor, &p)) {
			at++;
			continue;
		}
		*VEC_PUSH(a, &found) = p;
		floor = p.at + p.bytes;
		/* A name is found from its closing on, and may hold an address itself: go on behind it. */
		at = floor > at ? floor : at + 1;
	}
	*n = found.n;
	return found.v;
}

const char *text_personal_mask(enum text_personal_kind kind)
{
	static const char *const replacement[] = {
		[TEXT_EMAIL] = "[e-post]", [TEXT_TELEPHONE] = "[telefon]",
		[TEXT_IDENTITY_NUMBER] = "[fødselsnummer]", [TEXT_NAME] = "[navn]", [TEXT_ADDRESS] = "[adresse]",
		[TEXT_ACCOUNT] = "[kontonummer]", [TEXT_LOGIN] = "[innlogging]",
	};
	return replacement[kind];
}

char *text_mask(struct arena *a, struct span text)
{
	struct arena *scratch = arena_new();
	size_t n;
	struct text_personal *found = text_personal(scratch, text, &n);
	struct out o = out_memory(scratch);
	size_t at = 0;
	for (size_t i = 0; i < n; i++) {
		out_bytes(&o, text.s + at, found[i].at - at);
		out_text(&o, text_personal_mask(found[i].kind));
		at = found[i].at + found[i].bytes;
	}
	out_bytes(&o, text.s + at, text.n - at);
	char *masked = utf8_nfc(a, (struct span){ out_string(&o), o.n });
	arena_free(scratch);
	return masked;
}

const char *text_personal_code(enum text_personal_kind kind)
{
	static const char *const codes[] = {
		[TEXT_EMAIL] = "email", [TEXT_TELEPHONE] = "telephone",
		[TEXT_IDENTITY_NUMBER] = "identity number", [TEXT_NAME] = "name", [TEXT_ADDRESS] = "address",
		[TEXT_ACCOUNT] = "account", [TEXT_LOGIN] = "login",
	};
	return codes[kind];
}
