#include "ui/form.h"

#include "base/str.h"
#include "http/form_token.h"
#include "ui/page_state.h"

void form_begin(struct request *rq, const char *label, const char *action)
{
	html(&rq->body, "<form class=\"filter\" method=\"get\" role=\"search\" aria-label=\"%s\" action=\"%s\">\n", label, action);
}

void form_end(struct request *rq, const char *submit)
{
	html(&rq->body, "<button class=\"ds-button\" type=\"submit\">%s</button>\n</form>\n", submit);
}

void form_button(struct request *rq, const char *name, const char *value, const char *button)
{
	html(&rq->body, "<button class=\"ds-button\" data-variant=\"secondary\" type=\"submit\" name=\"%s\" value=\"%s\">%s</button>\n",
	     name, value, button);
}

void form_close(struct request *rq)
{
	html(&rq->body, "</form>\n");
}

static void write_token(struct request *rq)
{
	html(&rq->body, "<input type=\"hidden\" name=\"" FORM_TOKEN_FIELD "\" value=\"%s\">\n", form_token_new(rq));
}

void form_post_begin(struct request *rq, const char *label, const char *action)
{
	html(&rq->body, "<form class=\"fields\" method=\"post\" aria-label=\"%s\" action=\"%s\">\n", label, action);
	write_token(rq);
}

void form_post_files_begin(struct request *rq, const char *label, const char *action)
{
	html(&rq->body, "<form class=\"fields\" method=\"post\" enctype=\"multipart/form-data\" aria-label=\"%s\" action=\"%s\">\n",
	     label, action);
	write_token(rq);
}

void form_post_button(struct request *rq, const char *action, const char *button,
                      const char *name, const char *value)
{
	html(&rq->body, "<form class=\"one-button\" method=\"post\" action=\"%s\">", action);
	write_token(rq);
	if (name)
		field_hidden(rq, name, value);
	html(&rq->body, "<button class=\"ds-button\" data-variant=\"secondary\" data-size=\"sm\" type=\"submit\">%s</button></form>\n", button);
}

/* ---- What is wrong ---- */

void form_problem(struct request *rq, const char *name, const char *message)
{
	*VEC_PUSH(rq->arena, &page_state(rq)->problems) = (struct page_problem){ name, message };
}

size_t form_problems(const struct request *rq)
{
	return rq->page ? rq->page->problems.n : 0;
}

static const char *problem_of(const struct request *rq, const char *name)
{
	for (size_t i = 0; i < form_problems(rq); i++)
		if (str_eq(rq->page->problems.v[i].field, name))
			return rq->page->problems.v[i].message;
	return NULL;
}

/* ---- Fields ---- */

/* Writes the label; returns the number that the field's id ends with. */
static unsigned begin_field(struct request *rq, const char *label)
{
	unsigned id = page_unique(rq);
	html(&rq->body, "<div class=\"ds-field\"><label class=\"ds-label\" for=\"f%u\">%s</label>", id, label);
	return id;
}

static void write_input(struct request *rq, const char *type, const char *name, const char *label, const char *value)
{
	unsigned id = begin_field(rq, label);
	html(&rq->body, "<input class=\"ds-input\" id=\"f%u\" type=\"%s\" name=\"%s\" value=\"%s\"></div>\n",
	     id, type, name, value);
}

/* What both kinds of field say of themselves behind their name. */
static void write_field_attributes(struct request *rq, const struct form_input *f, const char *problem, unsigned id)
{
	if (f->required)
		html(&rq->body, " required");
	if (f->autocomplete)
		html(&rq->body, " autocomplete=\"%s\"", f->autocomplete);
	if (problem)
		html(&rq->body, " aria-invalid=true aria-describedby=p%u", id);
	else if (f->hint)
		html(&rq->body, " aria-describedby=h%u", id);
}

static void write_problem(struct request *rq, const char *problem, unsigned id)
{
	if (problem)
		html(&rq->body, "<p class=\"ds-validation-message\" id=\"p%u\">%s</p>", id, problem);
}

void field_input_(struct request *rq, const struct form_input *f)
{
	const char *problem = problem_of(rq, f->name);
	unsigned id = begin_field(rq, f->label);
	if (f->hint)
		html(&rq->body, "<p data-field=\"description\" id=\"h%u\">%s</p>", id, f->hint);
	if (f->lines > 1) {
		html(&rq->body, "<textarea class=\"ds-input\" id=\"f%u\" name=\"%s\" rows=\"%u\"", id, f->name, f->lines);
		write_field_attributes(rq, f, problem, id);
		html(&rq->body, ">\n%s</textarea>", f->value); /* a browser drops the first line feed */
	} else {
		html(&rq->body, "<input class=\"ds-input\" id=\"f%u\" type=\"%s\" name=\"%s\" value=\"%s\"",
		     id, str_or(f->type, "text"), f->name, f->value);
		write_field_attributes(rq, f, problem, id);
		html(&rq->body, ">");
	}
	write_problem(rq, problem, id);
	html(&rq->body, "</div>\n");
}

void field_files(struct request *rq, const char *name, const char *label, const char *hint, const char *accept)
{
	const struct form_input f = { .name = name, .hint = hint };
	const char *problem = problem_of(rq, name);
	unsigned id = begin_field(rq, label);
	html(&rq->body, "<p data-field=\"description\" id=\"h%u\">%s</p>", id, hint);
	html(&rq->body, "<input class=\"ds-input\" id=\"f%u\" type=\"file\" name=\"%s\" accept=\"%s\" multiple", id, name, accept);
	write_field_attributes(rq, &f, problem, id);
	html(&rq->body, ">");
	write_problem(rq, problem, id);
	html(&rq->body, "</div>\n");
}

void field_radios(struct request *rq, const char *name, const char *legend, const struct choice *choices, size_t n,
                  const char *selected, bool required)
{
	const char *problem = problem_of(rq, name);
	unsigned group = page_unique(rq);
	html(&rq->body, "<fieldset class=\"ds-fieldset\"%s><legend class=\"ds-label\">%s</legend>",
	     problem ? " aria-invalid=true" : "", legend);
	for (size_t i = 0; i < n; i++) {
		unsigned id = page_unique(rq);
		html(&rq->body, "<div class=\"ds-field\"><input class=\"ds-input\" type=\"radio\" id=\"f%u\" name=\"%s\" "
		     "value=\"%s\"%s%s><label class=\"ds-label\" for=\"f%u\">%s</label></div>\n",
		     id, name, choices[i].value, selected && str_eq(choices[i].value, selected) ? " checked" : "",
		     required ? " required" : "", id, choices[i].label);
	}
	write_problem(rq, problem, group);
	html(&rq->body, "</fieldset>\n");
}

void field_check(struct request *rq, const char *name, const char *label, bool checked)
{
	unsigned id = page_unique(rq);
	html(&rq->body, "<div class=\"ds-field\"><input class=\"ds-input\" type=\"checkbox\" id=\"f%u\" name=\"%s\" "
	     "value=\"yes\"%s><label class=\"ds-label\" for=\"f%u\">%s</label></div>\n",
	     id, name, checked ? " checked" : "", id, label);
}

void field_search(struct request *rq, const char *name, const char *label, const char *value)
{
	write_input(rq, "search", name, label, value);
}

void field_text(struct request *rq, const char *name, const char *label, const char *value)
{
	write_input(rq, "text", name, label, value);
}

void field_select(struct request *rq, const char *name, const char *label,
                  const struct choice *choices, size_t n, const char *selected)
{
	const struct form_input f = { .name = name };
	const char *problem = problem_of(rq, name);
	unsigned id = begin_field(rq, label);
	html(&rq->body, "<select class=\"ds-input\" id=\"f%u\" name=\"%s\"", id, name);
	write_field_attributes(rq, &f, problem, id);
	html(&rq->body, ">\n");
	for (size_t i = 0; i < n; i++)
		html(&rq->body, "<option value=\"%s\"%s>%s</option>\n", choices[i].value,
		     selected && str_eq(choices[i].value, selected) ? " selected" : "", choices[i].label);
	html(&rq->body, "</select>");
	write_problem(rq, problem, id);
	html(&rq->body, "</div>\n");
}

void field_hidden(struct request *rq, const char *name, const char *value)
{
	if (value && *value)
		html(&rq->body, "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n", name, value);
}
