/* Questions as a planner writes them: a line each, so that no page needs a script for them. */
#include "module/consultation/consultation_internal.h"

#include "ui/translate.h"

#define SCALE_MARK "(1-5)"

struct reading {
	struct arena *arena;
	VEC(struct question) questions;
	VEC(const char *) choices; /* of the question being read */
};

static void end_question(struct reading *r)
{
	if (r->choices.n == 0)
		return;
	struct question *q = &r->questions.v[r->questions.n - 1];
	q->kind = QUESTION_CHOICE;
	q->choices = r->choices.v;
	q->n_choices = r->choices.n;
	r->choices.v = NULL;
	r->choices.n = r->choices.cap = 0;
}

static const char *add_choice(struct reading *r, struct span line)
{
	struct span text = span_trim((struct span){ line.s + 1, line.n - 1 });
	if (r->questions.n == 0)
		return N_("An alternative stands before the first question.");
	if (r->questions.v[r->questions.n - 1].kind == QUESTION_SCALE)
		return N_("A question with a scale has no alternatives.");
	if (text.n == 0)
		return N_("An alternative is empty.");
	if (r->choices.n == CONSULTATION_CHOICES)
		return N_("A question has more than 20 alternatives.");
	*VEC_PUSH(r->arena, &r->choices) = arena_strndup(r->arena, text.s, text.n);
	return NULL;
}

static bool take_end(struct span *text, const char *mark)
{
	if (!span_ends(*text, mark))
		return false;
	text->n -= strlen(mark);
	*text = span_trim(*text);
	return true;
}

static const char *add_question(struct reading *r, struct span line)
{
	end_question(r);
	if (r->questions.n == CONSULTATION_QUESTIONS)
		return N_("There are more than 40 questions: nobody answers that many.");
	struct question *q = VEC_PUSH(r->arena, &r->questions);
	q->required = take_end(&line, "*");
	q->kind = take_end(&line, SCALE_MARK) ? QUESTION_SCALE : QUESTION_TEXT;
	q->required |= take_end(&line, "*");
	q->text = arena_strndup(r->arena, line.s, line.n);
	return line.n > 0 ? NULL : N_("A question has no words.");
}

const char *consultation_parse_questions(struct arena *a, struct span text, struct question **list, size_t *n,
                                         long *line)
{
	struct reading r = { .arena = a };
	const char *problem = NULL;
	long last_question = 0;
	*line = 0;
	for (struct span rest = text; rest.s && !problem;) {
		struct span row = span_trim(span_cut(&rest, '\n'));
		++*line;
		if (row.n == 0)
			continue;
		bool choice = *row.s == '-';
		/* A choice of one is none. */
		if (!choice && r.choices.n == 1)
			break;
		problem = choice ? add_choice(&r, row) : add_question(&r, row);
		if (!choice)
			last_question = *line;
	}
	if (!problem && r.choices.n == 1) {
		*line = last_question;
		problem = N_("The question has one alternative only.");
	}
	end_question(&r);
	*list = r.questions.v;
	*n = r.questions.n;
	return problem;
}

const char *consultation_write_questions(struct arena *a, const struct question *list, size_t n)
{
	struct out o = out_memory(a);
	for (size_t i = 0; i < n; i++) {
		const struct question *q = &list[i];
		out_format(&o, "%s%s%s\n", q->text, q->kind == QUESTION_SCALE ? " " SCALE_MARK : "", q->required ? " *" : "");
		for (size_t k = 0; k < q->n_choices; k++)
			out_format(&o, "- %s\n", q->choices[k]);
	}
	return out_string(&o);
}
