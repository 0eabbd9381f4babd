/*
 * Forms. Search and filter forms are sent by GET, so that a result has an address of its own:
 *
 *	form_begin(rq, tr(rq, "Search contributions"), rq->path);
 *	field_search(rq, "q", tr(rq, "Words"), query_text(rq, "q"));
 *	field_select(rq, "event", tr(rq, "Event"), choices, n, query_text(rq, "event"));
 *	form_end(rq, tr(rq, "Search"));
 *
 * What changes something is sent by POST, and carries the token that the server demands:
 *
 *	form_post_begin(rq, tr(rq, "Invite"), "/admin/users");
 *	field_input(rq, .name = "email", .label = tr(rq, "E-mail"), .type = "email", .required = true);
 *	form_end(rq, tr(rq, "Send"));
 *
 * Its handler reads form_text(rq, "email"). Where something is wrong it calls form_problem() for
 * the field and writes the page with the form again; where all is well it answers with
 * redirect_to(), so that reloading the page sends nothing twice.
 */
#ifndef PLANVERK_UI_FORM_H
#define PLANVERK_UI_FORM_H

#include "http/http.h"

struct choice {
	const char *value; /* "" for no choice made */
	const char *label;
};

/* label is what a screen reader calls the form. */
void form_begin(struct request *rq, const char *label, const char *action);
void form_end(struct request *rq, const char *submit);
/* Further buttons, each of which sends name=value; form_close() ends such a form. */
void form_button(struct request *rq, const char *name, const char *value, const char *button);
void form_close(struct request *rq);

void field_search(struct request *rq, const char *name, const char *label, const char *value);
void field_text(struct request *rq, const char *name, const char *label, const char *value);
void field_select(struct request *rq, const char *name, const char *label,
                  const struct choice *choices, size_t n, const char *selected);
/* Any field to write in. What is left out is "" or no. */
struct form_input {
	const char *name, *label, *value;
	const char *type;         /* "text" */
	const char *hint;         /* what to write, below the label */
	const char *autocomplete; /* "username", "new-password", … as in HTML */
	unsigned lines;           /* more than 1: a field of that height for running text */
	bool required;
};
#define field_input(rq, ...) field_input_((rq), &(const struct form_input){ __VA_ARGS__ })
void field_input_(struct request *rq, const struct form_input *f);
/* One of a few, all of them seen at once. */
void field_radios(struct request *rq, const char *name, const char *legend, const struct choice *choices, size_t n,
                  const char *selected, bool required);
/* A box to tick: sends name=yes. */
void field_check(struct request *rq, const char *name, const char *label, bool checked);
/* A value that is sent along. Nothing is written for "". */
void field_hidden(struct request *rq, const char *name, const char *value);

/* A form that changes something. label is what a screen reader calls it. */
void form_post_begin(struct request *rq, const char *label, const char *action);
/* The same, for a form that sends files. */
void form_post_files_begin(struct request *rq, const char *label, const char *action);
/* A field to choose files in, several at a time; accept lists their types as HTML has it (".pdf,.docx"). Files that
 * were chosen are not chosen again where the form is written again: no browser lets a page do that. */
void field_files(struct request *rq, const char *name, const char *label, const char *hint, const char *accept);
/* A whole form of one button; name and value (may be NULL) are sent along. */
void form_post_button(struct request *rq, const char *action, const char *button,
                      const char *name, const char *value);

/* What is wrong with a field, shown beside it once the form is written again. */
void form_problem(struct request *rq, const char *name, const char *message);
/* How many problems there are; the form's page is then sent with HTTP_BAD_REQUEST. */
size_t form_problems(const struct request *rq);

#endif
