#include "ui/form.h"

#include "base/str.h"
#include "ui/page.h"

void form_begin(struct request *rq, const char *label, const char *action)
{
	html(&rq->body, "<form class=\"filter\" method=\"get\" role=\"search\" aria-label=\"%s\" action=\"%s\">\n", label, action);
}

void form_end(struct request *rq, const char *submit)
{
	html(&rq->body, "<button class=\"ds-button\" type=\"submit\">%s</button>\n</form>\n", submit);
}

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
	unsigned id = begin_field(rq, label);
	html(&rq->body, "<select class=\"ds-input\" id=\"f%u\" name=\"%s\">\n", id, name);
	for (size_t i = 0; i < n; i++)
		html(&rq->body, "<option value=\"%s\"%s>%s</option>\n", choices[i].value,
		     selected && str_eq(choices[i].value, selected) ? " selected" : "", choices[i].label);
	html(&rq->body, "</select></div>\n");
}

void field_hidden(struct request *rq, const char *name, const char *value)
{
	if (value && *value)
		html(&rq->body, "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n", name, value);
}
