/* /me: one's own name, language, password and sessions. */
#include "module/user/user_internal.h"

#include "http/cookie.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

static void write_profile(struct request *rq, const struct user *user)
{
	static const struct choice languages[] = { { "nb", "Bokmål" }, { "nn", "Nynorsk" }, { "en", "English" } };
	heading(rq, 2, tr(rq, "Name and language"));
	form_post_begin(rq, tr(rq, "Name and language"), "/me");
	field_input(rq, .name = "name", .label = tr(rq, "Name"), .value = user->name, .autocomplete = "name", .required = true);
	field_select(rq, "language", tr(rq, "Language"), languages, ARRAY_LEN(languages),
	             str_or(user->language, lang_code(rq->lang)));
	form_end(rq, tr(rq, "Save"));
}

static void write_password(struct request *rq)
{
	heading(rq, 2, tr(rq, "Password"));
	form_post_begin(rq, tr(rq, "Password"), "/me/password");
	field_input(rq, .name = "old", .label = tr(rq, "Your password now"), .type = "password",
	            .autocomplete = "current-password", .required = true);
	field_input(rq, .name = "new", .label = tr(rq, "New password"), .type = "password",
	            .hint = tr(rq, "At least 12 characters; a sentence is easy to remember."),
	            .autocomplete = "new-password", .required = true);
	form_end(rq, tr(rq, "Change the password"));
}

static void write_sessions(struct request *rq, const struct user_session *list, size_t n)
{
	heading(rq, 2, tr(rq, "Where you are logged in"));
	table_begin(rq, tr(rq, "Sessions"), { tr(rq, "Logged in"), COLUMN_TEXT }, { tr(rq, "Last used"), COLUMN_TEXT },
	            { tr(rq, "End"), COLUMN_TEXT });
	for (size_t i = 0; i < n; i++) {
		row_begin(rq);
		head_text(rq, clock_local(rq->arena, list[i].started_at));
		cell_text(rq, clock_local(rq->arena, list[i].seen_at));
		cell_begin(rq);
		if (list[i].id == rq->session->id)
			tag(rq, TONE_INFO, tr(rq, "This one"));
		else
			form_post_button(rq, "/me/end", tr(rq, "End"), "session",
			                 arena_printf(rq->arena, "%lld", (long long)list[i].id));
		cell_end(rq);
		row_end(rq);
	}
	table_end(rq);
	if (n > 1)
		form_post_button(rq, "/me/end", tr(rq, "End all but this one"), NULL, NULL);
}

static enum http_status write_me(struct request *rq)
{
	struct user user;
	struct user_session *list;
	size_t n;
	if (!user_get(rq->conn, rq->arena, rq->session->user_id, &user, &rq->err)
	    || !user_session_list(rq->conn, rq->arena, user.id, &list, &n, &rq->err))
		return page_failed(rq);
	if (*query_text(rq, "saved"))
		page_note(rq, TONE_SUCCESS, tr(rq, "Saved."));
	rq->path = "/me"; /* also where a form that was not right is shown again */
	page_begin(rq, tr(rq, "My page"));
	facts_begin(rq);
	fact(rq, tr(rq, "E-mail"), user.email);
	if (user.administrator)
		fact(rq, tr(rq, "Role"), tr(rq, "Administrator of the service"));
	facts_end(rq);
	panels_write(rq, "user", user.id);
	write_profile(rq, &user);
	write_password(rq);
	write_sessions(rq, list, n);
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* GET /me */
enum http_status user_web_me(struct request *rq)
{
	return write_me(rq);
}

/* ---- Changes ---- */

struct change {
	const struct session *session;
	const char *name, *language;
	const char *hash;
	int64_t ended; /* a session, or 0 for all but this one */
};

static bool save_profile(struct db_conn *tx, void *arg, struct err *err)
{
	const struct change *c = arg;
	return user_set_profile(tx, c->session->user_id, c->name, c->language, c->session->user_id, err);
}

/* POST /me */
enum http_status user_web_me_profile(struct request *rq)
{
	enum lang lang;
	struct change c = { .session = rq->session, .name = user_clean_name(rq->arena, form_text(rq, "name")) };
	if (!c.name)
		form_problem(rq, "name", tr(rq, "Write a name of at most 100 characters."));
	if (form_problems(rq) || !lang_parse(form_text(rq, "language"), &lang))
		return write_me(rq);
	c.language = lang_code(lang);
	if (!user_write(rq, save_profile, &c, NULL))
		return page_failed(rq);
	cookie_send_language(rq, lang);
	return redirect_to(rq, "/me?saved=1");
}

/* Whoever changes a password may do so because somebody else knows it: other sessions end. */
static bool save_password(struct db_conn *tx, void *arg, struct err *err)
{
	const struct change *c = arg;
	return user_set_password(tx, c->session->user_id, c->hash, c->session->user_id, err)
	       && user_session_end_others(tx, c->session->user_id, c->session->id, err);
}

static struct limiter guesses = LIMITER;

/* Whether the old password is right: as hard to guess here as where one logs in. */
static bool check_old(struct request *rq)
{
	struct user user;
	int64_t id, now = clock_monotonic();
	const char *hash;
	if (!user_get(rq->conn, rq->arena, rq->session->user_id, &user, &rq->err)
	    || !user_password_of(rq->conn, rq->arena, user.email, &id, &hash, &rq->err))
		return false;
	bool right = user_limit_allows(&guesses, "", user.email, now) && user_password_check(hash, form_text(rq, "old"));
	if (!right)
		user_limit_failed(&guesses, "", user.email, now);
	return right;
}

/* POST /me/password */
enum http_status user_web_me_password(struct request *rq)
{
	struct change c = { .session = rq->session };
	const char *problem = user_password_problem(form_text(rq, "new"));
	if (problem)
		form_problem(rq, "new", tr_name(rq, problem));
	else if (!check_old(rq))
		form_problem(rq, "old", tr(rq, "This is not your password."));
	if (rq->err.kind)
		return page_failed(rq);
	if (form_problems(rq))
		return write_me(rq);
	if (!user_password_hash(rq->arena, form_text(rq, "new"), &c.hash, &rq->err)
	    || !user_write(rq, save_password, &c, NULL))
		return page_failed(rq);
	return redirect_to(rq, "/me?saved=1");
}

static bool end_sessions(struct db_conn *tx, void *arg, struct err *err)
{
	const struct change *c = arg;
	const struct session *s = c->session;
	return c->ended ? user_session_end(tx, s->user_id, c->ended, s->user_id, err)
	                : user_session_end_others(tx, s->user_id, s->id, err);
}

/* POST /me/end */
enum http_status user_web_me_end(struct request *rq)
{
	struct change c = { .session = rq->session, .ended = form_i64(rq, "session", 0) };
	if (!user_write(rq, end_sessions, &c, NULL))
		return page_failed(rq);
	return redirect_to(rq, "/me?saved=1");
}
