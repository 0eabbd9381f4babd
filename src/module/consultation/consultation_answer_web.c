/*
 * Taking part: the form, and the receipt behind a secret link.
 *
 * The receipt's token follows from the form's own, so that a form sent twice is one statement
 * and leads to one receipt.
 */
#include "module/consultation/consultation_internal.h"

#include "base/utf8.h"
#include "http/form_token.h"
#include "module/notice/notice.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/markdown.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define TEXT_LINES 6

const char *consultation_field(struct request *rq, size_t question)
{
	return arena_printf(rq->arena, "q%zu", question + 1);
}

/* ---- The form ---- */

void consultation_write_question(struct request *rq, const struct question *q, const char *name, const char *value,
                                 bool demanded)
{
	const char *label = q->required ? q->text : tr_format(rq, "%s (optional)", q->text);
	if (q->kind == QUESTION_TEXT) {
		field_input(rq, .name = name, .label = label, .value = value, .lines = TEXT_LINES,
		            .required = q->required && demanded);
		return;
	}
	size_t n = q->kind == QUESTION_SCALE ? CONSULTATION_SCALE : q->n_choices;
	struct choice *choices = arena_array(rq->arena, n, sizeof *choices);
	for (size_t i = 0; i < n; i++) {
		const char *number = arena_printf(rq->arena, "%zu", i + 1);
		choices[i] = (struct choice){ number, q->kind == QUESTION_SCALE ? number : q->choices[i] };
	}
	if (q->kind == QUESTION_SCALE)
		label = tr_format(rq, "%s From 1 (not at all) to 5 (very much)", label);
	field_radios(rq, name, label, choices, n, value, q->required && demanded);
}

static void write_form(struct request *rq, const struct consultation *c)
{
	bool mailed = false;
	notice_is_set_up(rq->conn, &mailed, &rq->err);
	form_post_files_begin(rq, tr(rq, "Answer"), href(rq, "/consultation/%lld/answer", (long long)c->id));
	for (size_t i = 0; i < c->n_questions; i++) {
		const char *name = consultation_field(rq, i);
		consultation_write_question(rq, &c->questions[i], name, form_text(rq, name), true);
	}
	html(&rq->body, "<div data-similar=\"%s\" data-script aria-live=polite hidden></div>\n",
	     href(rq, "/plan/%lld/similar", (long long)c->plan_id));
	field_input(rq, .name = "organisation", .label = tr(rq, "Organisation (optional)"), .value = form_text(rq, "organisation"),
	            .hint = tr(rq, "If you answer for one. Leave it empty if you speak for yourself."), .autocomplete = "organization");
	field_input(rq, .name = "area", .label = tr(rq, "Municipality or district (optional)"), .value = form_text(rq, "area"));
	field_input(rq, .name = "email", .label = tr(rq, "E-mail (optional)"), .type = "email", .value = form_text(rq, "email"),
	            .hint = mailed ? tr(rq, "You get the link of your receipt, and hear when you have been answered. It is not published.")
	                           : tr(rq, "Only if the planners may get in touch with you. It is not published."),
	            .autocomplete = "email");
	field_check(rq, "publish", tr(rq, "What I write may be published"), *form_text(rq, "publish"));
	file_field(rq, "files", tr(rq, "Files (optional)"), FILE_FROM_ALL);
	paragraph(rq, tr(rq, "Do not write about other persons, or anything about yourself that others should not read."));
	form_end(rq, tr(rq, "Send"));
}

static enum http_status show_form(struct request *rq, const struct consultation *c, const struct plan *plan)
{
	(void)plan;
	page_crumb(rq, c->title, href(rq, "/consultation/%lld", (long long)c->id));
	page_script(rq, "js/similar.js");
	page_begin(rq, tr(rq, "Answer"));
	if (form_problems(rq))
		note(rq, TONE_DANGER, tr_count(rq, "%s answer needs another look. Nothing has been sent yet.",
		                               "%s answers need another look. Nothing has been sent yet.", (int64_t)form_problems(rq)));
	if (form_problems(rq) && form_file(rq, "files", 0))
		note(rq, TONE_INFO, tr(rq, "Choose your files once more: a browser does not keep them."));
	if (*c->intro)
		markdown_html(&rq->body, c->intro);
	write_form(rq, c);
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

const char *consultation_why_not(const struct consultation *c, int64_t now)
{
	switch (consultation_state_at(c, now)) {
	case CONSULTATION_OPEN: return NULL;
	case CONSULTATION_DRAFT:
	case CONSULTATION_ANNOUNCED: return N_("The consultation has not opened yet.");
	default: return N_("The consultation is closed.");
	}
}

/* Instead of the form: the texts that somebody has written are kept on the page. */
static enum http_status show_closed(struct request *rq, const struct consultation *c, const char *why)
{
	page_begin(rq, c->title);
	note(rq, TONE_WARNING, tr_name(rq, why));
	facts_begin(rq);
	fact(rq, tr(rq, "Period"), consultation_period(rq, c));
	facts_end(rq);
	for (size_t i = 0; rq->form && i < c->n_questions; i++) {
		const char *text = form_text(rq, consultation_field(rq, i));
		if (c->questions[i].kind == QUESTION_TEXT && *text)
			html(&rq->body, "<h2>%s</h2>\n<p class=\"written\">%s</p>\n", c->questions[i].text, text);
	}
	page_end(rq);
	return rq->form ? HTTP_BAD_REQUEST : HTTP_OK;
}

enum http_status consultation_web_form(struct request *rq)
{
	struct consultation c;
	struct plan plan;
	enum http_status status;
	if (!consultation_page(rq, &c, &plan, &status))
		return status;
	const char *why = consultation_why_not(&c, clock_now());
	return why ? show_closed(rq, &c, why) : show_form(rq, &c, &plan);
}

/* ---- Sending ---- */

static const char *field_text_of(struct request *rq, const char *name)
{
	struct span text = span_trim(span_of(form_text(rq, name)));
	return arena_strndup(rq->arena, text.s, text.n);
}

static void check_length(struct request *rq, const char *name, const char *text, size_t most)
{
	if (utf8_length(span_of(text)) > most)
		form_problem(rq, name, tr_format(rq, "At most %s characters.", tr_number(rq->arena, rq->lang, (int64_t)most)));
}

bool consultation_read_answer(struct request *rq, const struct question *q, const char *name, bool demanded,
                              struct answer *answer)
{
	const char *text = field_text_of(rq, name);
	size_t most = q->kind == QUESTION_SCALE ? CONSULTATION_SCALE : q->n_choices;
	if (!*text) {
		if (q->required && demanded)
			form_problem(rq, name, tr(rq, "This one needs an answer."));
		return false;
	}
	answer->text = "";
	if (q->kind == QUESTION_TEXT) {
		check_length(rq, name, text, ANSWER_MAX);
		answer->text = text;
	} else if (!str_to_i64(text, &answer->value) || answer->value < 1 || answer->value > (int64_t)most) {
		form_problem(rq, name, tr(rq, "Choose one of the answers."));
	}
	return true;
}

static struct statement read_statement(struct request *rq, const struct consultation *c)
{
	const char *email = field_text_of(rq, "email"), *sound = *email ? notice_address(rq->arena, span_of(email)) : "";
	struct statement s = { .organisation = field_text_of(rq, "organisation"), .area = field_text_of(rq, "area"),
	                       .email = sound ? sound : "", .lang = rq->lang, .publish = *form_text(rq, "publish") != '\0',
	                       .answers = arena_array(rq->arena, c->n_questions, sizeof *s.answers) };
	for (size_t i = 0; i < c->n_questions; i++) {
		s.answers[s.n_answers].question = i;
		s.n_answers += consultation_read_answer(rq, &c->questions[i], consultation_field(rq, i), true, &s.answers[s.n_answers]);
	}
	if (s.n_answers == 0 && !form_file(rq, "files", 0) && !form_problems(rq))
		form_problem(rq, consultation_field(rq, 0), tr(rq, "Answer at least one of the questions."));
	check_length(rq, "organisation", s.organisation, NAME_MAX_LENGTH);
	check_length(rq, "area", s.area, NAME_MAX_LENGTH);
	if (!sound)
		form_problem(rq, "email", tr(rq, "This is not an e-mail address. It may be left empty."));
	return s;
}

bool consultation_read_files(struct request *rq, const struct consultation *c, struct statement *s,
                             struct file_source sources[FILES_MOST])
{
	bool room;
	int64_t size = 0;
	s->sources = sources;
	if (!file_from_form(rq, "files", FILE_FROM_ALL, sources, &s->n_sources))
		return false;
	for (size_t i = 0; i < s->n_sources; i++)
		size += sources[i].size;
	if (!file_room(rq->conn, c->plan_id, clock_now(), size, &room, &rq->err))
		return false;
	if (size > 0 && !room)
		form_problem(rq, "files", tr(rq, "So many files have come today that no more are taken. Send your answer without them, or come back tomorrow."));
	return true;
}

struct sending {
	struct arena *arena;
	const struct consultation *consultation;
	struct statement statement;
	const char *token;
};

static bool receive(struct db_conn *tx, void *arg, struct err *err)
{
	struct sending *s = arg;
	return statement_receive(tx, s->arena, s->consultation, &s->statement, s->token, clock_now(), err);
}

const char *consultation_receipt_token(struct request *rq)
{
	struct digester d;
	digest_begin(&d);
	digest_text(&d, "receipt");
	digest_text(&d, form_text(rq, FORM_TOKEN_FIELD));
	struct digest digest = digest_end(&d);
	char *hex = arena_alloc(rq->arena, RECEIPT_SIZE);
	digest_hex(&digest, hex);
	return hex;
}

/* The form again, with all that was written. */
static enum http_status show_too_many(struct request *rq, const struct consultation *c, const struct plan *plan)
{
	page_note(rq, TONE_DANGER, tr(rq, "Very many answers have come from your network. Nothing has been sent yet, and what you wrote "
	                                  "stands below: send it again in a quarter of an hour, or ask the planners to lift the limit."));
	enum http_status status = show_form(rq, c, plan);
	return status == HTTP_OK ? HTTP_TOO_MANY : status;
}

enum http_status consultation_web_send(struct request *rq)
{
	struct consultation c;
	struct plan plan;
	enum http_status status;
	if (!consultation_page(rq, &c, &plan, &status))
		return status;
	const char *why = consultation_why_not(&c, clock_now());
	if (why)
		return show_closed(rq, &c, why);
	struct file_source sources[FILES_MOST]; /* of the statement */
	struct sending sending = { rq->arena, &c, read_statement(rq, &c), consultation_receipt_token(rq) };
	if (!consultation_read_files(rq, &c, &sending.statement, sources))
		return page_failed(rq);
	if (form_problems(rq))
		return show_form(rq, &c, &plan);
	bool allowed;
	if (!consultation_limit_take(rq, c.id, &allowed))
		return page_failed(rq);
	if (!allowed)
		return show_too_many(rq, &c, &plan);
	if (!user_write(rq, receive, &sending, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/receipt/%s", sending.token));
}

/* ---- GET /receipt/{token} ---- */

static void write_answer(struct request *rq, const struct question *q, const struct answer *answer)
{
	heading(rq, 2, q->text);
	if (q->kind == QUESTION_TEXT)
		html(&rq->body, "<blockquote class=\"contribution\"><p>%s</p></blockquote>\n", answer->text);
	else if (q->kind == QUESTION_SCALE)
		paragraph(rq, tr_format(rq, "%s of 5", tr_number(rq->arena, rq->lang, answer->value)));
	else if (answer->value >= 1 && answer->value <= (int64_t)q->n_choices)
		paragraph(rq, q->choices[answer->value - 1]);
	if (answer->contribution_id)
		panels_write(rq, "receipt", answer->contribution_id);
}

static void write_receipt_facts(struct request *rq, const struct consultation *c, const struct statement *s)
{
	facts_begin(rq);
	fact_link(rq, tr(rq, "Consultation"), href(rq, "/consultation/%lld", (long long)c->id), c->title);
	fact(rq, tr(rq, "Received"), clock_local(rq->arena, s->sent_at));
	fact(rq, tr(rq, "State"), tr_name(rq, consultation_states[consultation_state_at(c, clock_now())].name));
	if (*s->organisation)
		fact(rq, tr(rq, "Organisation"), s->organisation);
	if (*s->area)
		fact(rq, tr(rq, "Municipality or district"), s->area);
	if (*s->email)
		fact(rq, tr(rq, "E-mail"), s->email);
	fact(rq, tr(rq, "Publication"), s->publish ? tr(rq, "May be published") : tr(rq, "Not for publication"));
	facts_end(rq);
}

enum http_status consultation_web_receipt(struct request *rq)
{
	struct consultation c;
	struct plan plan;
	struct statement s;
	if (!statement_by_token(rq->conn, rq->arena, route_text(rq, "token"), &c, &s, &rq->err))
		return page_failed(rq);
	if (!s.id)
		return page_not_found(rq, tr(rq, "There is no receipt with this address. Is the whole link there?"));
	if (!plan_get(rq->conn, rq->arena, c.plan_id, &plan, &rq->err))
		return page_failed(rq);
	rq->personal = true;
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "Thank you: your answer has been received"));
	note(rq, TONE_INFO, tr(rq, "Keep the address of this page: it is the only way back here. It shows what becomes of what you said. "
	                           "Whoever has the address can read this page."));
	write_receipt_facts(rq, &c, &s);
	for (size_t i = 0; i < s.n_answers; i++)
		write_answer(rq, &c.questions[s.answers[i].question], &s.answers[i]);
	statement_write_files(rq, &s, route_text(rq, "token"));
	panels_write(rq, "receipt-statement", s.id);
	return page_end(rq);
}
