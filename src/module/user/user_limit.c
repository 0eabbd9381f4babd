/* Wrong passwords are counted: a guess leaves nothing in the database. */
#include "module/user/user_internal.h"

enum kind { BY_PAIR, BY_ACCOUNT, BY_ADDRESS, KINDS };

/* The three that a guess counts for. */
static void limits_of(const char *address, const char *email, struct limited list[KINDS])
{
	list[BY_PAIR] = (struct limited){ BY_PAIR, address, email, LIMIT_PAIR };
	list[BY_ACCOUNT] = (struct limited){ BY_ACCOUNT, "", email, LIMIT_ACCOUNT };
	list[BY_ADDRESS] = (struct limited){ BY_ADDRESS, address, "", LIMIT_ADDRESS };
}

bool user_limit_allows(struct limiter *l, const char *address, const char *email, int64_t now)
{
	struct limited list[KINDS];
	limits_of(address, email, list);
	return limit_allows(l, list, KINDS, now);
}

void user_limit_failed(struct limiter *l, const char *address, const char *email, int64_t now)
{
	struct limited list[KINDS];
	limits_of(address, email, list);
	limit_count(l, list, KINDS, now);
}

void user_limit_passed(struct limiter *l, const char *address, const char *email, int64_t now)
{
	struct limited list[KINDS];
	limits_of(address, email, list);
	limit_forget(l, &list[BY_PAIR], now);
}
