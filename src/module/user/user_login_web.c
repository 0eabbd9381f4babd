/* In and out: logging in with a password, taking up an invitation, logging out. */
#include "module/user/user_internal.h"

#include "http/cookie.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"
#include "base/log.h"

static struct limiter guesses = LIMITER;

/* What happens when somebody has shown who they are. */
struct entry {
	int64_t user_id;
	struct session *old;      /* the session that the browser had, which ends */
	const char *token;        /* of the new one */
	const char *new_password; /* a hash to store, or NULL */
	bool rehashed;            /* the same password with the parameters of today */
};

static bool store_rehashed(struct db_conn *tx, const struct entry *e, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE user_account SET password = $hash WHERE id = $id"));
	db_bind_text(st, "$hash", e->new_password);
	db_bind_i64(st, "$id", e->user_id);
	return db_finish(st, err);
}

static bool enter(struct db_conn *tx, void *arg, struct err *err)
{
	const struct entry *e = arg;
	if (e->old && !user_session_end(tx, e->old->user_id, e->old->id, e->old->user_id, err))
		return false;
	if (e->new_password && !(e->rehashed ? store_rehashed(tx, e, err)
	                         : user_set_password(tx, e->user_id, e->new_password, e->user_id, err)))
		return false;
	return user_session_start(tx, e->user_id, e->token, err);
}

/* A new session for the browser, with a token that it did not have before it logged in. */
static enum http_status go_in(struct request *rq, struct entry *e, const char *next)
{
	char *token = arena_alloc(rq->arena, SECRET_TEXT_SIZE);
	struct user user;
	enum lang lang;
	secret_new(token);
	e->token = token;
	e->old = rq->session;
	if (!user_write(rq, enter, e, NULL) || !user_get(rq->conn, rq->arena, e->user_id, &user, &rq->err))
		return page_failed(rq);
	cookie_send(rq, COOKIE_SESSION, token, SESSION_LIFE / CLOCK_SECOND);
	cookie_clear(rq, COOKIE_FORM);
	if (lang_parse(user.language, &lang))
		cookie_send_language(rq, lang);
	return redirect_to(rq, next);
}

/* ---- /login ---- */

static const char *next_page(const char *next)
{
	return path_is_local(next) && !str_starts(next, LOGIN_PATH) ? next : "/";
}

static enum http_status write_login(struct request *rq, enum http_status status, const char *message)
{
	bool sent = rq->form != NULL;
	page_begin(rq, tr(rq, "Log in"));
	if (message)
		note(rq, TONE_DANGER, message);
	form_post_begin(rq, tr(rq, "Log in"), LOGIN_PATH);
	field_hidden(rq, "next", next_page(sent ? form_text(rq, "next") : query_text(rq, "next")));
	field_input(rq, .name = "email", .label = tr(rq, "E-mail"), .type = "email", .autocomplete = "username",
	            .value = sent ? form_text(rq, "email") : "", .required = true);
	field_input(rq, .name = "password", .label = tr(rq, "Password"), .type = "password",
	            .autocomplete = "current-password", .required = true);
	form_end(rq, tr(rq, "Log in"));
	paragraph(rq, tr(rq, "Those who plan log in here. You need no user to read plans or to take part. "
	                     "If you have forgotten your password, whoever administers the service can send you a new link."));
	page_end(rq);
	return status;
}

/* GET /login */
enum http_status user_web_login_form(struct request *rq)
{
	if (rq->session)
		return redirect_to(rq, next_page(query_text(rq, "next")));
	return write_login(rq, HTTP_OK, NULL);
}

/* Whether the password is that of the account, in the same time for every answer. */
static bool check_password(struct request *rq, const char *email, const char *password, struct entry *e)
{
	const char *hash;
	if (!user_password_of(rq->conn, rq->arena, email, &e->user_id, &hash, &rq->err))
		return false;
	bool right = user_password_check(hash, password) && e->user_id;
	/* A hash with old parameters is replaced now that the password is at hand. */
	e->rehashed = right && user_password_is_old(hash)
	              && user_password_hash(rq->arena, password, &e->new_password, &rq->err);
	return right;
}

/* POST /login */
enum http_status user_web_login(struct request *rq)
{
	const char *email = user_clean_email(rq->arena, form_text(rq, "email")), *password = form_text(rq, "password");
	struct entry entry = { 0 };
	int64_t now = clock_monotonic();
	if (!email || strlen(password) > PASSWORD_MAX)
		return write_login(rq, HTTP_FORBIDDEN, tr(rq, "The e-mail address or the password is not right."));
	if (!user_limit_allows(&guesses, rq->address, email, now))
		return write_login(rq, HTTP_TOO_MANY, tr(rq, "Too many wrong passwords. Wait a quarter of an hour and try again."));
	if (!user_hashing_begin())
		return write_login(rq, HTTP_TOO_MANY, tr(rq, "Many are logging in right now. Try again in a moment."));
	bool right = check_password(rq, email, password, &entry);
	user_hashing_end();
	if (rq->err.kind)
		return page_failed(rq);
	if (!right) {
		user_limit_failed(&guesses, rq->address, email, now);
		return write_login(rq, HTTP_FORBIDDEN, tr(rq, "The e-mail address or the password is not right."));
	}
	user_limit_passed(&guesses, rq->address, email, now);
	return go_in(rq, &entry, next_page(form_text(rq, "next")));
}

static bool leave(struct db_conn *tx, void *arg, struct err *err)
{
	const struct session *s = arg;
	return user_session_end(tx, s->user_id, s->id, s->user_id, err);
}

/* POST /logout */
enum http_status user_web_logout(struct request *rq)
{
	if (!user_write(rq, leave, rq->session, NULL))
		return page_failed(rq);
	cookie_clear(rq, COOKIE_SESSION);
	return redirect_to(rq, "/");
}

/* ---- /invitation/{token} ---- */

static enum http_status write_invitation(struct request *rq, const struct user *user)
{
	page_begin(rq, tr(rq, "Choose a password"));
	form_post_begin(rq, tr(rq, "Choose a password"), rq->path);
	/* The browser's keeper of passwords wants to know whose it is. */
	field_input(rq, .name = "email", .label = tr(rq, "E-mail"), .type = "email", .value = user->email,
	            .autocomplete = "username");
	field_input(rq, .name = "password", .label = tr(rq, "New password"), .type = "password",
	            .hint = tr(rq, "At least 12 characters; a sentence is easy to remember."),
	            .autocomplete = "new-password", .required = true);
	form_end(rq, tr(rq, "Save and log in"));
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* The user whom the link in the address invites; id 0 where it does not hold (any more). */
static bool find_invited(struct request *rq, struct user *user)
{
	int64_t id;
	*user = (struct user){ 0 };
	return user_invited(rq->conn, route_text(rq, "invitation"), &id, &rq->err)
	       && (!id || user_get(rq->conn, rq->arena, id, user, &rq->err));
}

static enum http_status link_is_over(struct request *rq)
{
	return page_not_found(rq, tr(rq, "The link has been used, or a week has passed since it was made. "
	                                 "Whoever administers the service can make you a new one."));
}

/* GET /invitation/{invitation} */
enum http_status user_web_invitation_form(struct request *rq)
{
	struct user user;
	if (!find_invited(rq, &user))
		return page_failed(rq);
	rq->personal = true;
	return user.id ? write_invitation(rq, &user) : link_is_over(rq);
}

/* POST /invitation/{invitation} */
enum http_status user_web_invitation(struct request *rq)
{
	struct user user;
	const char *password = form_text(rq, "password"), *problem = user_password_problem(password);
	if (!find_invited(rq, &user))
		return page_failed(rq);
	if (!user.id)
		return link_is_over(rq);
	if (problem) {
		form_problem(rq, "password", tr_name(rq, problem));
		return write_invitation(rq, &user);
	}
	struct entry entry = { .user_id = user.id };
	if (!user_password_hash(rq->arena, password, &entry.new_password, &rq->err))
		return page_failed(rq);
	return go_in(rq, &entry, "/me");
}
