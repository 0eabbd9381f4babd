/* Tokens for programs: made, found again by their hash, counted, revoked. */
#include "module/api/api_internal.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "db/journal.h"
#include "http/form_token.h"
#include "http/limit.h"
#include "ui/translate.h"

#define PREFIX "plv_" /* by which programs that look for secrets in the wrong places know it */
#define CALLS 900     /* in a window, by one token */
#define FAILURES 60   /* in a window, from one network */

static struct digest hash_of(const char *secret)
{
	struct digester d;
	digest_begin(&d);
	digest_text(&d, "api token");
	digest_text(&d, secret);
	return digest_end(&d);
}

enum api_token_state api_token_state(const struct api_token *t, struct date today)
{
	if (t->revoked_at)
		return API_TOKEN_REVOKED;
	return date_days(today) > date_days(t->expires) ? API_TOKEN_EXPIRED : API_TOKEN_GOOD;
}

const char *api_token_check(const struct api_token *t, struct date today, const char **field)
{
	size_t n = utf8_length(span_of(t->name));
	*field = "name";
	if (n == 0 || n > API_TOKEN_NAME || strpbrk(t->name, "\r\n"))
		return N_("Say what it is for, in one line of at most 100 characters.");
	*field = "expires";
	if (!date_valid(t->expires) || date_days(t->expires) < date_days(today)
	    || date_days(t->expires) > date_days(today) + API_TOKEN_DAYS)
		return N_("Its last day is a date from today to one year from now.");
	return NULL;
}

/* ---- Changing ---- */

static bool journal(struct db_conn *tx, const char *what, int64_t id, int64_t plan_id, int64_t user_id, int64_t by,
                    struct err *err)
{
	struct arena *a = arena_new();
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_i64(&j, "plan", plan_id);
	if (user_id)
		json_put_i64(&j, "user", user_id);
	json_put_end(&j);
	bool ok = journal_write(tx, what, id, out_string(&content), err);
	arena_free(a);
	return ok;
}

void api_token_new(char secret[API_TOKEN_SIZE])
{
	_Static_assert(API_TOKEN_SIZE == sizeof PREFIX - 1 + SECRET_TEXT_SIZE, "the prefix and the secret");
	memcpy(secret, PREFIX, sizeof PREFIX - 1);
	secret_new(secret + sizeof PREFIX - 1);
}

bool api_token_add(struct db_conn *tx, struct api_token *t, const char *secret, int64_t by, int64_t now, struct err *err)
{
	struct digest hash = hash_of(secret);
	struct arena *a = arena_new();
	t->id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO api_token (id, user_id, plan_id, name, token_hash, made_at, expires_on, used_on) "
		"VALUES ($id, $user, $plan, $name, $hash, $now, $expires, '')"));
	db_bind_i64(st, "$id", t->id);
	db_bind_i64(st, "$user", t->user_id);
	db_bind_i64(st, "$plan", t->plan_id);
	db_bind_text(st, "$name", t->name);
	db_bind_blob(st, "$hash", hash.byte, sizeof hash.byte);
	db_bind_i64(st, "$now", now);
	db_bind_text(st, "$expires", date_iso(a, t->expires));
	bool ok = db_finish(st, err) && journal(tx, "api.token", t->id, t->plan_id, t->user_id, by, err);
	arena_free(a);
	return ok;
}

bool api_token_revoke(struct db_conn *tx, int64_t id, int64_t plan_id, int64_t by, int64_t now, struct err *err)
{
	int64_t plan = 0;
	bool revoked = false;
	struct db_stmt *st = db_prepare(tx, SQL("SELECT plan_id, coalesce(revoked_at, 0) FROM api_token WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	if (db_step(st)) {
		plan = db_i64(st, 0);
		revoked = db_i64(st, 1);
	}
	if (!db_finish(st, err))
		return false;
	if (!plan || (plan_id && plan != plan_id))
		return err_not_found(err, "There is no token %lld; `planverk api token list PLAN` shows them", (long long)id);
	if (revoked)
		return true;
	st = db_prepare(tx, SQL("UPDATE api_token SET revoked_at = $now WHERE id = $id"));
	db_bind_i64(st, "$now", now);
	db_bind_i64(st, "$id", id);
	return db_finish(st, err) && journal(tx, "api.revoke", id, plan, 0, by, err);
}

/* ---- Reading ---- */

#define COLUMNS "t.id, t.user_id, t.plan_id, t.name, p.name, t.expires_on, t.used_on, t.made_at, coalesce(t.revoked_at, 0) " \
	"FROM api_token t JOIN user_account a ON a.id = t.user_id JOIN user_person p ON p.user_id = t.user_id "

static struct api_token read_row(struct db_stmt *st, struct arena *a)
{
	struct api_token t = { .id = db_i64(st, 0), .user_id = db_i64(st, 1), .plan_id = db_i64(st, 2), .name = db_text(st, 3, a),
	                       .user = db_text(st, 4, a), .made_at = db_i64(st, 7), .revoked_at = db_i64(st, 8) };
	date_parse(db_text(st, 5, a), &t.expires);
	date_parse(db_text(st, 6, a), &t.used);
	return t;
}

bool api_token_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct api_token **list, size_t *n, struct err *err)
{
	VEC(struct api_token) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT " COLUMNS "WHERE t.plan_id = $plan ORDER BY t.id DESC"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = read_row(st, a);
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

/* ---- Who asks ---- */

enum kind { BY_TOKEN, BY_NETWORK };
static struct limiter calls = LIMITER;

struct touching {
	int64_t id;
	const char *today;
};

static bool touch(struct db_conn *tx, void *arg, struct err *err)
{
	const struct touching *t = arg;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE api_token SET used_on = $today WHERE id = $id"));
	db_bind_text(st, "$today", t->today);
	db_bind_i64(st, "$id", t->id);
	return db_finish(st, err);
}

/* Only of a user who can log in; what they may do is asked when it is known what is wanted. */
static bool find(struct request *rq, const char *secret, struct api_token *t)
{
	struct digest hash = hash_of(secret);
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT " COLUMNS "WHERE t.token_hash = $hash AND a.disabled_at IS NULL"));
	db_bind_blob(st, "$hash", hash.byte, sizeof hash.byte);
	*t = (struct api_token){ 0 };
	if (db_step(st))
		*t = read_row(st, rq->arena);
	return db_finish(st, &rq->err);
}

static bool take(const struct limited *one)
{
	int64_t now = clock_monotonic();
	bool allowed = limit_allows(&calls, one, 1, now);
	if (allowed)
		limit_count(&calls, one, 1, now);
	return allowed;
}

bool api_bearer(struct request *rq, const char *token, struct session **session, enum bearer *worth)
{
	struct date today = date_at(clock_now());
	struct api_token t = { 0 };
	if (str_starts(token, PREFIX) && secret_is_sound(token + sizeof PREFIX - 1) && !find(rq, token, &t))
		return false;
	bool good = t.id && api_token_state(&t, today) == API_TOKEN_GOOD;
	const char *number = arena_printf(rq->arena, "%lld", (long long)t.id);
	const struct limited one = good ? (struct limited){ BY_TOKEN, "", number, CALLS }
	                                : (struct limited){ BY_NETWORK, rq->address, "", FAILURES };
	if (!take(&one)) {
		*worth = BEARER_TOO_MANY;
		return true;
	}
	*worth = good ? BEARER_GOOD : BEARER_UNKNOWN;
	if (!good)
		return true;
	struct session *s = arena_alloc(rq->arena, sizeof *s);
	*s = (struct session){ .user_id = t.user_id, .only_plan = t.plan_id, .name = t.user };
	*session = s;
	/* Once a day: each commit makes the kept pages old. */
	struct touching touching = { t.id, date_iso(rq->arena, today) };
	return date_days(t.used) == date_days(today) || db_write(rq->db, touch, &touching, &rq->err);
}
