#include "ui/page.h"

#include "base/str.h"
#include "http/asset_url.h"
#include "http/query.h"
#include "ui/form.h"
#include "ui/page_state.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define SEARCH_PATH "/search" /* of the module search */

struct page *page_state(struct request *rq)
{
	if (!rq->page)
		rq->page = arena_alloc(rq->arena, sizeof *rq->page);
	return rq->page;
}

unsigned page_unique(struct request *rq)
{
	return ++page_state(rq)->unique;
}

const char *tone_color(enum tone tone)
{
	static const char *const names[] = {
		[TONE_NEUTRAL] = "neutral", [TONE_INFO] = "info", [TONE_SUCCESS] = "success",
		[TONE_WARNING] = "warning", [TONE_DANGER] = "danger",
	};
	return names[tone];
}

const char *href_with(struct request *rq, const char *name, const char *value)
{
	struct out o = out_memory(rq->arena);
	const char *separator = "?";
	out_text(&o, rq->path);
	struct span rest = span_of(rq->query);
	while (rest.s) {
		struct query_pair pair = query_cut(&rest);
		if (pair.whole.n == 0 || str_eq(query_decode(rq->arena, pair.name), name))
			continue;
		out_format(&o, "%s%.*s", separator, (int)pair.whole.n, pair.whole.s);
		separator = "&";
	}
	if (value && *value) {
		out_text(&o, separator);
		url(&o, "%s=%s", name, value);
	}
	return out_string(&o);
}

/* ---- What the page is about ---- */

void page_plan(struct request *rq, const char *title, const char *target)
{
	page_state(rq)->plan = (struct page_link){ title, target };
}

void page_crumb(struct request *rq, const char *label, const char *target)
{
	*VEC_PUSH(rq->arena, &page_state(rq)->crumbs) = (struct page_link){ label, target };
}

void page_feed(struct request *rq, const char *title, const char *target)
{
	page_state(rq)->feed = (struct page_link){ title, target };
}

void page_note(struct request *rq, enum tone tone, const char *text)
{
	*VEC_PUSH(rq->arena, &page_state(rq)->notices) = (struct page_notice){ tone, text };
}

void page_script(struct request *rq, const char *asset)
{
	page_state(rq)->script = asset;
}

/* ---- The shell ---- */

static void write_head(struct request *rq, const char *title)
{
	const struct page *p = page_state(rq);
	html(&rq->body, "<!doctype html>\n<html lang=\"%s\" data-color-scheme=\"auto\">\n<head>\n"
	     "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	     "<meta name=\"color-scheme\" content=\"light dark\">\n<title>%s", lang_code(rq->lang), title);
	if (p->plan.label && !str_eq(p->plan.label, title))
		html(&rq->body, " – %s", p->plan.label);
	html(&rq->body, " – Planverk</title>\n<meta name=\"description\" content=\"%s. %s\">\n", p->plan.label ? p->plan.label : title,
	     tr(rq, "From what people said to what was planned, decided and done."));
	if (p->feed.target)
		html(&rq->body, "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"%s\" href=\"%s\">\n", p->feed.label,
		     p->feed.target);
	if (p->script)
		html(&rq->body, "<script src=\"%s\" defer></script>\n", asset_url(rq->arena, p->script));
	html(&rq->body, "<link rel=\"stylesheet\" href=\"%s\">\n"
	     "<link rel=\"icon\" type=\"image/svg+xml\" href=\"%s\">\n</head>\n<body>\n",
	     asset_url(rq->arena, "css/app.css"), asset_url(rq->arena, "img/planverk.svg"));
}

static void write_language_choice(struct request *rq)
{
	static const struct {
		enum lang lang;
		const char *own_name;
	} languages[] = { { LANG_NB, "Bokmål" }, { LANG_NN, "Nynorsk" }, { LANG_EN, "English" } };

	html(&rq->body, "<nav class=\"languages\" aria-label=\"%s\"><ul>", tr(rq, "Language"));
	for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
		const char *code = lang_code(languages[i].lang);
		html(&rq->body, "<li><a class=\"ds-link\" href=\"%s\" lang=\"%s\" hreflang=\"%s\"%s>%s</a></li>",
		     href_with(rq, "lang", code), code, code,
		     languages[i].lang == rq->lang ? " aria-current=true" : "", languages[i].own_name);
	}
	html(&rq->body, "</ul></nav>\n");
}

/* Where this server knows users: the way in, or who is logged in and the way out. */
static void write_account(struct request *rq)
{
	if (!rq->access || rq->access->all_read)
		return;
	html(&rq->body, "<div class=\"account\">");
	if (rq->session) {
		html(&rq->body, "<a href=\"/me\"%s>%s</a>", str_eq(rq->path, "/me") ? " aria-current=page" : "", rq->session->name);
		if (rq->session->administrator)
			html(&rq->body, "<a href=\"/admin/users\">%s</a>", tr(rq, "Administration"));
		form_post_button(rq, "/logout", tr(rq, "Log out"), NULL, NULL);
	} else if (!str_eq(rq->path, LOGIN_PATH)) {
		html(&rq->body, "<a href=\"%s\">%s</a>", href(rq, LOGIN_PATH "?next=%s", href_with(rq, "lang", NULL)), tr(rq, "Log in"));
	}
	html(&rq->body, "</div>\n");
}

/* A word or two from anywhere; within a plan it is searched there. The search page has its own form. */
static void write_search(struct request *rq)
{
	const struct page *p = page_state(rq);
	if (str_eq(rq->path, SEARCH_PATH))
		return;
	html(&rq->body, "<form class=\"find\" method=\"get\" role=\"search\" action=\"%s\" aria-label=\"%s\">"
	     "<input class=\"ds-input\" data-size=\"sm\" type=\"search\" name=\"q\" aria-label=\"%s\">", SEARCH_PATH,
	     tr(rq, "Search everything"), tr(rq, "Words"));
	if (p->plan.target)
		html(&rq->body, "<input type=\"hidden\" name=\"plan\" value=\"%s\">", path_base(p->plan.target));
	html(&rq->body, "<button class=\"ds-button\" data-size=\"sm\" type=\"submit\">%s</button></form>\n", tr(rq, "Search"));
}

static void write_header(struct request *rq)
{
	const struct page *p = page_state(rq);
	html(&rq->body, "<a class=\"ds-skip-link\" href=\"#main\">%s</a>\n<header class=\"top\">\n<div class=\"bar\">"
	     "<a class=\"brand\" href=\"/\">Planverk</a>", tr(rq, "Skip to the content"));
	if (p->plan.label)
		html(&rq->body, "<a class=\"plan\" href=\"%s\">%s</a>", p->plan.target, p->plan.label);
	if (rq->internal)
		tag(rq, TONE_WARNING, tr(rq, "Internal view"));
	write_search(rq);
	write_language_choice(rq);
	write_account(rq);
	html(&rq->body, "</div>\n");
	page_write_nav(rq);
	html(&rq->body, "</header>\n");
}

static void write_crumbs(struct request *rq, const char *title)
{
	const struct page *p = page_state(rq);
	if (!p->plan.label && p->crumbs.n == 0)
		return;
	html(&rq->body, "<nav class=\"ds-breadcrumbs\" aria-label=\"%s\"><ol><li><a class=\"ds-link\" href=\"/\">%s</a></li>",
	     tr(rq, "You are here"), tr(rq, "Front page"));
	if (p->plan.label && !str_eq(p->plan.target, rq->path))
		html(&rq->body, "<li><a class=\"ds-link\" href=\"%s\">%s</a></li>", p->plan.target, p->plan.label);
	for (size_t i = 0; i < p->crumbs.n; i++)
		if (!p->plan.target || !str_eq(p->crumbs.v[i].target, p->plan.target)) /* which stands there */
			html(&rq->body, "<li><a class=\"ds-link\" href=\"%s\">%s</a></li>",
			     p->crumbs.v[i].target, p->crumbs.v[i].label);
	html(&rq->body, "<li><a class=\"ds-link\" href=\"%s\" aria-current=\"page\">%s</a></li></ol></nav>\n", rq->path, title);
}

void page_begin(struct request *rq, const char *title)
{
	const struct page *p = page_state(rq);
	write_head(rq, title);
	write_header(rq);
	html(&rq->body, "<div class=\"page\">\n");
	write_crumbs(rq, title);
	html(&rq->body, "<main id=\"main\" tabindex=\"-1\">\n");
	for (size_t i = 0; i < p->notices.n; i++)
		note(rq, p->notices.v[i].tone, p->notices.v[i].text);
	html(&rq->body, "<h1 class=\"ds-heading\" data-size=\"lg\">%s</h1>\n", title);
}

enum http_status page_end(struct request *rq)
{
	html(&rq->body, "</main>\n</div>\n<footer class=\"bottom\"><p>%s</p>\n", tr(rq, "Planverk carries a regional plan from the first contribution to the last annual report."));
	html(&rq->body, "<p><a class=\"ds-link\" href=\"/privacy\">%s</a> <a class=\"ds-link\" href=\"/accessibility\">%s</a></p></footer>\n</body>\n</html>\n",
	     tr(rq, "Privacy statement"), tr(rq, "Accessibility statement"));
	return HTTP_OK;
}

/* ---- Pages in the place of another ---- */

static void write_message(struct request *rq, const char *title, const char *message)
{
	rq->body = out_memory(rq->arena);
	if (rq->method && str_eq(rq->method, "POST"))
		rq->path = "/"; /* the choice of language leads to pages, and this address may have none */
	page_begin(rq, title);
	paragraph(rq, message);
	html(&rq->body, "<p>");
	link_to(rq, "/", tr(rq, "Go to the front page"));
	html(&rq->body, "</p>\n");
	page_end(rq);
}

enum http_status page_not_found(struct request *rq, const char *message)
{
	write_message(rq, tr(rq, "Not found"), message);
	return HTTP_NOT_FOUND;
}

enum http_status page_bad_request(struct request *rq, const char *message)
{
	write_message(rq, tr(rq, "That did not work"), message);
	return HTTP_BAD_REQUEST;
}

enum http_status page_failed(struct request *rq)
{
	if (rq->err.kind == ERR_NOT_FOUND)
		return page_not_found(rq, tr(rq, "There is nothing at this address. It may have been removed."));
	if (rq->err.kind == ERR_INPUT)
		return page_bad_request(rq, tr(rq, "The address contains something that cannot be understood."));
	return HTTP_ERROR;
}

enum http_status page_refused(struct request *rq)
{
	if (rq->err.kind != ERR_INPUT && rq->err.kind != ERR_CONFLICT)
		return page_failed(rq);
	return page_bad_request(rq, tr_name(rq, arena_strdup(rq->arena, rq->err.message)));
}

static const char *refusal_text(struct request *rq)
{
	switch (rq->problem) {
	case PROBLEM_OTHER_SITE:
		return tr(rq, "The form was sent from another address than this service's own, so nothing was done. "
		              "Open the page here and try again.");
	case PROBLEM_FORM:
		return tr(rq, "Nothing was done: the form was shown before you last logged in or out, or your browser keeps "
		              "no cookies. Go back, copy what you have written, reload the page and send it again.");
	case PROBLEM_LOGGED_OUT:
		return tr(rq, "Nothing was done: you are no longer logged in. Go back, copy what you have written, and log in.");
	case PROBLEM_READ_ONLY:
		return tr(rq, "This server shows pages and changes nothing.");
	case PROBLEM_NONE:
		break;
	}
	return tr(rq, "Your roles do not allow this. Whoever administers the service can give you another role.");
}

void page_error(struct request *rq, enum http_status status, const char *reference)
{
	switch (status) {
	case HTTP_NOT_FOUND:
		page_not_found(rq, tr(rq, "There is nothing at this address. It may have been removed."));
		break;
	case HTTP_BAD_REQUEST:
	case HTTP_WRONG_TYPE:
		page_bad_request(rq, tr(rq, "What was sent cannot be understood, and nothing was done."));
		break;
	case HTTP_FORBIDDEN:
		write_message(rq, tr(rq, "This is not allowed"), refusal_text(rq));
		break;
	case HTTP_METHOD_NOT_ALLOWED:
		write_message(rq, tr(rq, "This is not allowed"), tr(rq, "What was sent does not belong to this address."));
		break;
	case HTTP_TOO_LARGE:
		write_message(rq, tr(rq, "Too much at once"),
		              tr(rq, "Nothing was kept: a form takes 64 kB of text, and a file may have 20 MB."));
		break;
	case HTTP_UNAVAILABLE:
		write_message(rq, tr(rq, "Busy"), tr(rq, "More is asked right now than this service can answer. Try again in a moment."));
		break;
	default:
		write_message(rq, tr(rq, "Something went wrong"), !reference ? tr(rq, "The page cannot be shown right now.")
		              : tr_format(rq, "The page cannot be shown right now. Try again in a while, or tell whoever "
		                              "runs this service; the reference number is %s.", reference));
	}
}
