#include "http/guard.h"

#include "base/str.h"
#include "http/form_token.h"

bool guard_same_origin(const char *sec_fetch_site, const char *origin, const char *own)
{
	/* "none": typed in or reopened by the reader. */
	if (sec_fetch_site && !str_eq(sec_fetch_site, "same-origin") && !str_eq(sec_fetch_site, "none"))
		return false;
	return origin ? str_eq(origin, own) : sec_fetch_site != NULL;
}

bool request_may(struct request *rq, const char *permission, int64_t plan_id)
{
	if (str_eq(permission, "public"))
		return true;
	if (!rq->access)
		return false;
	if (rq->access->all_read)
		return str_eq(permission, "plan.read-internal");
	if (!rq->session || (rq->session->only_plan && rq->session->only_plan != plan_id))
		return false;
	return rq->access->may(rq, permission, plan_id);
}

bool guard_identify(struct request *rq, const char *session_token)
{
	if (!rq->access || !rq->access->identify || rq->access->all_read || !session_token || !secret_is_sound(session_token))
		return true;
	if (!rq->access->identify(rq, session_token, &rq->session))
		return false;
	if (rq->session)
		rq->form_secret = session_token;
	return true;
}

enum guard guard_program(struct request *rq, const char *token)
{
	enum bearer worth = BEARER_UNKNOWN;
	rq->session = NULL;
	rq->form_secret = NULL;
	rq->challenge = "Bearer realm=\"Planverk\"";
	if (!token || !rq->access || rq->access->all_read)
		return GUARD_PASS;
	if (rq->access->bearer && !rq->access->bearer(rq, token, &rq->session, &worth))
		return GUARD_FAILED;
	if (worth == BEARER_UNKNOWN)
		rq->challenge = "Bearer realm=\"Planverk\", error=\"invalid_token\"";
	return worth == BEARER_GOOD ? GUARD_PASS : worth == BEARER_TOO_MANY ? GUARD_TOO_MANY : GUARD_TOKEN;
}

/* The plan that the first {name} of a known kind belongs to. */
static bool find_plan(struct request *rq, bool *named)
{
	*named = false;
	for (unsigned i = 0; i < rq->params && !rq->plan_id; i++)
		for (size_t k = 0; k < rq->access->n_subjects; k++) {
			const struct route_subject *subject = rq->access->subjects[k];
			if (!str_eq(subject->name, rq->param[i].name))
				continue;
			*named = true;
			if (!subject->plan_of(rq, rq->param[i].value, &rq->plan_id))
				return false;
		}
	return true;
}

enum guard guard_permission(struct request *rq)
{
	const char *permission = rq->route->permission;
	bool named = false, public = str_eq(permission, "public");
	if (!rq->access)
		return public ? GUARD_PASS : GUARD_LOGIN;
	if (rq->access->all_read && str_eq(rq->method, "POST"))
		return GUARD_READ_ONLY;
	rq->internal = rq->access->all_read;
	if (rq->session) {
		if (!find_plan(rq, &named))
			return GUARD_FAILED;
		rq->internal = rq->plan_id && request_may(rq, "plan.read-internal", rq->plan_id);
	}
	if (public || request_may(rq, permission, rq->plan_id))
		return rq->err.kind ? GUARD_FAILED : GUARD_PASS;
	if (rq->err.kind)
		return GUARD_FAILED;
	if (rq->access->all_read)
		return GUARD_READ_ONLY;
	if (!rq->session)
		return rq->route->flags & ROUTE_TOKEN ? GUARD_TOKEN : GUARD_LOGIN;
	return named && !rq->plan_id ? GUARD_MISSING : GUARD_FORBIDDEN;
}

bool guard_token(struct request *rq, struct form *form)
{
	const char *token = form_text(rq, FORM_TOKEN_FIELD);
	if (!form_token_check(rq->form_secret, token))
		return false;
	form->token = token;
	return true;
}

static bool names_a_subject(const struct access *access, const char *path)
{
	for (size_t i = 0; i < access->n_subjects; i++) {
		char name[64];
		snprintf(name, sizeof name, "{%s}", access->subjects[i]->name);
		if (strstr(path, name))
			return true;
	}
	return false;
}

bool guard_check_routes(const struct access *access, const struct route *const *routes, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		const struct route *r = routes[i];
		bool in_plan = false;
		if (str_eq(r->permission, "public"))
			continue;
		if (!access || !access->known || !access->known(r->permission, &in_plan))
			return err_input(err, "The route %s %s asks for \"%s\", which is no permission", r->method, r->path, r->permission);
		if (in_plan && !names_a_subject(access, r->path))
			return err_input(err, "The route %s %s asks for \"%s\" in a plan, and its path names none",
			                 r->method, r->path, r->permission);
	}
	return true;
}
