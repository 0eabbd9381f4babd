/* The page where who leads a plan makes tokens for programs, and takes them away. */
#include "module/api/api_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/sheet.h"
#include "ui/table.h"
#include "ui/translate.h"

#define FIRST_DAYS 90 /* that the form suggests */

const char *const api_token_state_codes[] = {
	[API_TOKEN_GOOD] = "good", [API_TOKEN_EXPIRED] = "expired", [API_TOKEN_REVOKED] = "revoked",
};

static const char *const states[] = {
	[API_TOKEN_GOOD] = N_("Good"), [API_TOKEN_EXPIRED] = N_("Expired"), [API_TOKEN_REVOKED] = N_("Revoked"),
};

void api_token_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (request_may(rq, "api.token", plan_id) && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_WORK, tr(rq, "Tokens for programs"), href(rq, "/plan/%s/tokens", plan.slug));
}

static const char *tokens_href(struct request *rq, const struct plan *plan)
{
	return href(rq, "/plan/%s/tokens", plan->slug);
}

static void write_token(struct request *rq, const struct plan *plan, const struct api_token *t, struct date today)
{
	enum api_token_state state = api_token_state(t, today);
	row_begin(rq);
	head_text(rq, t->name);
	cell_text(rq, t->user);
	cell_text(rq, tr_name(rq, states[state]));
	cell_text(rq, date_iso(rq->arena, t->expires));
	cell_text(rq, t->used.year ? date_iso(rq->arena, t->used) : tr(rq, "Never"));
	cell_begin(rq);
	if (state == API_TOKEN_GOOD)
		form_post_button(rq, href(rq, "/plan/%s/tokens/revoke", plan->slug), tr(rq, "Revoke"), "token",
		                 arena_printf(rq->arena, "%lld", (long long)t->id));
	cell_end(rq);
	row_end(rq);
}

static bool write_tokens(struct request *rq, const struct plan *plan)
{
	struct api_token *list;
	size_t n;
	if (!api_token_list(rq->conn, rq->arena, plan->id, &list, &n, &rq->err))
		return false;
	if (n == 0) {
		nothing_here(rq, tr(rq, "No tokens yet."));
		return true;
	}
	table_begin(rq, tr(rq, "Tokens"), { tr(rq, "What it is for"), COLUMN_TEXT }, { tr(rq, "Reads as"), COLUMN_TEXT },
	            { tr(rq, "State"), COLUMN_TEXT }, { tr(rq, "Last day"), COLUMN_TEXT }, { tr(rq, "Last used"), COLUMN_TEXT },
	            { tr(rq, "Revoke"), COLUMN_TEXT });
	for (size_t i = 0; i < n; i++)
		write_token(rq, plan, &list[i], date_at(clock_now()));
	table_end(rq);
	sheet_links(rq);
	return true;
}

static enum http_status send_file(struct request *rq, const struct plan *plan)
{
	static const char *const columns[] = { "name", "user", "state", "expires", "used" };
	struct api_token *list;
	size_t n;
	if (!api_token_list(rq->conn, rq->arena, plan->id, &list, &n, &rq->err))
		return page_failed(rq);
	struct sheet sheet = sheet_new(rq, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < n; i++)
		sheet_row(&sheet, list[i].name, list[i].user, api_token_state_codes[api_token_state(&list[i], date_at(clock_now()))],
		          date_iso(rq->arena, list[i].expires), date_iso(rq->arena, list[i].used));
	return sheet_send(&sheet, "tokens");
}

static void write_form(struct request *rq, const struct plan *plan)
{
	const char *suggested = date_iso(rq->arena, date_from_days(date_days(date_at(clock_now())) + FIRST_DAYS));
	heading(rq, 2, tr(rq, "New token"));
	form_post_begin(rq, tr(rq, "New token"), tokens_href(rq, plan));
	field_input(rq, .name = "name", .label = tr(rq, "What it is for"), .value = form_text(rq, "name"), .required = true);
	field_input(rq, .name = "expires", .label = tr(rq, "Last day"), .type = "date", .value = str_or(form_text(rq, "expires"), suggested),
	            .required = true);
	form_end(rq, tr(rq, "Make a token"));
}

/* secret: a new token, shown this once; or NULL. */
static enum http_status write_page(struct request *rq, const struct plan *plan, const char *secret)
{
	plan_page_context(rq, plan);
	page_begin(rq, tr(rq, "Tokens for programs"));
	paragraph(rq, tr(rq, "A program that sends a token reads what you may read of this plan at that moment, and changes nothing. "
	                     "If you lose your role, the token reads nothing more."));
	if (secret) { /* without the list, which was read before it was made */
		note(rq, TONE_SUCCESS, tr(rq, "This is the token. Copy it now: it is not shown again. Whoever has it can read with it."));
		html(&rq->body, "<p><code class=\"secret\">%s</code></p>\n", secret);
		html(&rq->body, "<p>");
		link_to(rq, tokens_href(rq, plan), tr(rq, "All tokens"));
		html(&rq->body, "</p>\n");
	} else {
		if (!write_tokens(rq, plan))
			return page_failed(rq);
		write_form(rq, plan);
	}
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* GET /plan/{plan}/tokens */
enum http_status api_token_web_list(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	return sheet_wanted(rq) ? send_file(rq, &plan) : write_page(rq, &plan, NULL);
}

struct doing {
	struct api_token token;
	const char *secret;
	int64_t by;
};

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct doing *d = arg;
	return api_token_add(tx, &d->token, d->secret, d->by, clock_now(), err);
}

/* POST /plan/{plan}/tokens: answers with the page itself, because nothing keeps the token. */
enum http_status api_token_web_add(struct request *rq)
{
	struct plan plan;
	char secret[API_TOKEN_SIZE];
	bool again = false;
	struct span name = span_trim(span_of(form_text(rq, "name")));
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	struct doing d = { .token = { .user_id = rq->session->user_id, .plan_id = plan.id, .name = arena_strndup(rq->arena, name.s, name.n) },
	                   .secret = secret, .by = rq->session->user_id };
	date_parse(form_text(rq, "expires"), &d.token.expires);
	const char *field, *problem = api_token_check(&d.token, date_at(clock_now()), &field);
	if (problem) {
		form_problem(rq, field, tr_name(rq, problem));
		return write_page(rq, &plan, NULL);
	}
	api_token_new(secret);
	if (!user_write(rq, add, &d, &again))
		return page_failed(rq);
	return again ? redirect_to(rq, tokens_href(rq, &plan)) : write_page(rq, &plan, secret);
}

static bool revoke(struct db_conn *tx, void *arg, struct err *err)
{
	const struct doing *d = arg;
	return api_token_revoke(tx, d->token.id, d->token.plan_id, d->by, clock_now(), err);
}

/* POST /plan/{plan}/tokens/revoke */
enum http_status api_token_web_revoke(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	struct doing d = { .token = { .id = form_i64(rq, "token", 0), .plan_id = plan.id }, .by = rq->session->user_id };
	return user_write(rq, revoke, &d, NULL) ? redirect_to(rq, tokens_href(rq, &plan)) : page_failed(rq);
}
