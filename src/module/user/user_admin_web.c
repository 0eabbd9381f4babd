/* /admin/users: for administrators of the service. What a user may do in plans is added by the
 * module role, in a panel for "user". */
#include "module/user/user_internal.h"

#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

static void page_admin(struct request *rq)
{
	page_nav(rq, NAV_ADMIN, tr(rq, "Users"), "/admin/users");
	page_nav(rq, NAV_ADMIN, tr(rq, "Security"), "/admin/security");
	page_nav(rq, NAV_ADMIN, tr(rq, "Personal data"), "/admin/privacy");
}

static const char *state_text(const struct request *rq, const struct user *user)
{
	return user->disabled ? tr(rq, "Disabled") : user->has_password ? tr(rq, "Active") : tr(rq, "Invited");
}

static const char *seen_text(struct request *rq, const struct user *user)
{
	return user->seen_at ? clock_local(rq->arena, user->seen_at) : tr(rq, "Not logged in");
}

static const char *user_href(struct request *rq, int64_t id)
{
	return href(rq, "/admin/users/%lld", (long long)id);
}

/* ---- The list ---- */

static enum http_status write_list(struct request *rq)
{
	struct user *list;
	size_t n;
	if (!user_list(rq->conn, rq->arena, &list, &n, &rq->err))
		return page_failed(rq);
	rq->path = "/admin/users"; /* also where a form that was not right is shown again */
	page_admin(rq);
	page_begin(rq, tr(rq, "Users"));
	table_begin(rq, tr(rq, "Users"), { tr(rq, "Name"), COLUMN_TEXT }, { tr(rq, "E-mail"), COLUMN_TEXT },
	            { tr(rq, "State"), COLUMN_TEXT }, { tr(rq, "Last used"), COLUMN_TEXT });
	for (size_t i = 0; i < n; i++) {
		row_begin(rq);
		head_link(rq, user_href(rq, list[i].id), list[i].name);
		cell_text(rq, list[i].email);
		cell_begin(rq);
		tag(rq, list[i].disabled ? TONE_WARNING : TONE_NEUTRAL, state_text(rq, &list[i]));
		if (list[i].administrator)
			tag(rq, TONE_INFO, tr(rq, "Administrator"));
		cell_end(rq);
		cell_text(rq, seen_text(rq, &list[i]));
		row_end(rq);
	}
	table_end(rq);
	heading(rq, 2, tr(rq, "Invite somebody"));
	form_post_begin(rq, tr(rq, "Invite somebody"), "/admin/users");
	field_input(rq, .name = "name", .label = tr(rq, "Name"), .value = form_text(rq, "name"), .required = true);
	field_input(rq, .name = "email", .label = tr(rq, "E-mail"), .type = "email", .value = form_text(rq, "email"), .required = true);
	form_end(rq, tr(rq, "Make a link"));
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* GET /admin/users */
enum http_status user_web_list(struct request *rq)
{
	return write_list(rq);
}

/* ---- Inviting ---- */

struct invitation {
	struct user user; /* id 0: a new one */
	int64_t by;
	char token[SECRET_TEXT_SIZE];
	bool taken; /* there is a user with that address */
};

static bool invite(struct db_conn *tx, void *arg, struct err *err)
{
	struct invitation *v = arg;
	int64_t id = v->user.id;
	if (!id && !user_add(tx, &v->user, v->by, &id, err)) {
		v->taken = err->kind == ERR_CONFLICT;
		return false;
	}
	return user_invite(tx, id, v->token, v->by, err);
}

/* The link is on this page only: what is stored is its hash. */
static enum http_status write_link(struct request *rq, const struct invitation *v, bool again)
{
	rq->path = v->user.id ? user_href(rq, v->user.id) : "/admin/users";
	page_admin(rq);
	page_crumb(rq, tr(rq, "Users"), "/admin/users");
	page_begin(rq, tr(rq, "An invitation"));
	if (again) {
		paragraph(rq, tr(rq, "This form was sent before, and its link was shown then. Make a new one on the user's page."));
		return page_end(rq);
	}
	html(&rq->body, "<p>");
	html_t(rq, "Send this link to %s. It is shown here only once, and holds for a week:", v->user.name);
	html(&rq->body, "</p>\n<p><code class=\"link\">%s/invitation/%s</code></p>\n", rq->origin, v->token);
	return page_end(rq);
}

static enum http_status send_invitation(struct request *rq, struct invitation *v)
{
	bool again = false;
	v->by = rq->session->user_id;
	secret_new(v->token);
	if (user_write(rq, invite, v, &again))
		return write_link(rq, v, again);
	if (!v->taken)
		return page_failed(rq);
	err_clear(&rq->err);
	form_problem(rq, "email", tr(rq, "There is a user with this address already."));
	return write_list(rq);
}

/* POST /admin/users */
enum http_status user_web_invite(struct request *rq)
{
	struct invitation v = { .user = {
		.name = user_clean_name(rq->arena, form_text(rq, "name")),
		.email = user_clean_email(rq->arena, form_text(rq, "email")),
		.language = "",
	} };
	if (!v.user.name)
		form_problem(rq, "name", tr(rq, "Write a name of at most 100 characters."));
	if (!v.user.email)
		form_problem(rq, "email", tr(rq, "Write an e-mail address, such as kari@example.no."));
	return form_problems(rq) ? write_list(rq) : send_invitation(rq, &v);
}

/* ---- One user ---- */

static bool load(struct request *rq, struct user *user)
{
	return user_get(rq->conn, rq->arena, route_id(rq, "user"), user, &rq->err)
	       && (user->id || err_not_found(&rq->err, "no such user"));
}

static void write_actions(struct request *rq, const struct user *user)
{
	const char *at = user_href(rq, user->id);
	heading(rq, 2, tr(rq, "Access"));
	html(&rq->body, "<div class=\"actions\">");
	if (!user->disabled) {
		form_post_button(rq, arena_printf(rq->arena, "%s/invite", at), tr(rq, "Make a link to choose a new password"), NULL, NULL);
		form_post_button(rq, arena_printf(rq->arena, "%s/end", at), tr(rq, "End all sessions"), NULL, NULL);
	}
	if (user->id != rq->session->user_id)
		form_post_button(rq, arena_printf(rq->arena, "%s/disable", at),
		                 user->disabled ? tr(rq, "Let the user in again") : tr(rq, "Disable the user"),
		                 "disable", user->disabled ? "no" : "yes");
	html(&rq->body, "</div>\n");
}

/* GET /admin/users/{user} */
enum http_status user_web_show(struct request *rq)
{
	struct user user;
	if (!load(rq, &user))
		return page_failed(rq);
	page_admin(rq);
	page_crumb(rq, tr(rq, "Users"), "/admin/users");
	page_begin(rq, user.name);
	facts_begin(rq);
	fact(rq, tr(rq, "E-mail"), user.email);
	fact(rq, tr(rq, "State"), state_text(rq, &user));
	if (user.administrator)
		fact(rq, tr(rq, "Role"), tr(rq, "Administrator of the service"));
	fact(rq, tr(rq, "Since"), clock_local(rq->arena, user.created_at));
	fact(rq, tr(rq, "Last used"), seen_text(rq, &user));
	facts_end(rq);
	panels_write(rq, "user", user.id);
	write_actions(rq, &user);
	return page_end(rq);
}

struct act {
	int64_t user_id, by;
	bool disable;
};

static bool disable(struct db_conn *tx, void *arg, struct err *err)
{
	const struct act *act = arg;
	return user_set_disabled(tx, act->user_id, act->disable, act->by, err);
}

/* POST /admin/users/{user}/disable. Nobody disables themselves, so one administrator stays. */
enum http_status user_web_disable(struct request *rq)
{
	struct user user;
	if (!load(rq, &user))
		return page_failed(rq);
	if (user.id == rq->session->user_id)
		return page_bad_request(rq, tr(rq, "You cannot disable yourself."));
	struct act act = { .user_id = user.id, .by = rq->session->user_id, .disable = str_eq(form_text(rq, "disable"), "yes") };
	if (!user_write(rq, disable, &act, NULL))
		return page_failed(rq);
	return redirect_to(rq, user_href(rq, user.id));
}

/* POST /admin/users/{user}/invite */
enum http_status user_web_invite_again(struct request *rq)
{
	struct invitation v = { 0 };
	if (!load(rq, &v.user))
		return page_failed(rq);
	if (v.user.disabled)
		return page_bad_request(rq, tr(rq, "The user is disabled."));
	return send_invitation(rq, &v);
}

static bool end_all(struct db_conn *tx, void *arg, struct err *err)
{
	const struct act *act = arg;
	return user_session_end(tx, act->user_id, 0, act->by, err);
}

/* POST /admin/users/{user}/end */
enum http_status user_web_end_sessions(struct request *rq)
{
	struct user user;
	if (!load(rq, &user))
		return page_failed(rq);
	struct act act = { .user_id = user.id, .by = rq->session->user_id };
	if (!user_write(rq, end_all, &act, NULL))
		return page_failed(rq);
	return redirect_to(rq, user_href(rq, user.id));
}
