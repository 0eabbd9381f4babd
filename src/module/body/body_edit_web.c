/* The forms for bodies, persons in them, and who does what. */
#include "module/body/body_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

static const char *sent(struct request *rq, const char *field)
{
	struct span text = span_trim(span_of(form_text(rq, field)));
	return arena_strndup(rq->arena, text.s, text.n);
}

static void choices(struct request *rq, const struct body_name *list, size_t n, struct choice *to)
{
	for (size_t i = 0; i < n; i++)
		to[i] = (struct choice){ list[i].code, tr_name(rq, list[i].name) };
}

static struct body read_body(struct request *rq, int64_t plan_id, int64_t id)
{
	size_t kind = body_name_parse(body_kinds, BODY_KINDS, form_text(rq, "kind"));
	struct body b = { .id = id, .plan_id = plan_id, .name = sent(rq, "name"), .description = sent(rq, "description"),
	                  .organisation = sent(rq, "organisation"), .tasks = sent(rq, "tasks"),
	                  .elected = str_eq(form_text(rq, "elected"), "yes"),
	                  .kind = kind < BODY_KINDS ? (enum body_kind)kind : BODY_OTHER };
	for (enum body_mandate m = 0; m < BODY_MANDATES; m++)
		if (str_eq(form_text(rq, body_mandates[m].code), "yes"))
			b.mandates |= 1u << m;
	const char *problem = body_check(&b);
	if (problem)
		form_problem(rq, "name", tr_name(rq, problem));
	return b;
}

static void write_body_form(struct request *rq, const struct body *b, const char *label, const char *target)
{
	struct choice kinds[BODY_KINDS];
	choices(rq, body_kinds, BODY_KINDS, kinds);
	form_post_begin(rq, label, target);
	field_input(rq, .name = "name", .label = tr(rq, "Name"), .value = b->name, .required = true);
	field_select(rq, "kind", tr(rq, "Kind"), kinds, BODY_KINDS, body_kinds[b->kind].code);
	field_input(rq, .name = "organisation", .label = tr(rq, "Organisation"), .value = b->organisation,
	            .hint = tr(rq, "Whose body it is, where it is one organisation's."));
	field_input(rq, .name = "description", .label = tr(rq, "Description"), .value = b->description, .lines = 3);
	field_input(rq, .name = "tasks", .label = tr(rq, "Tasks (Markdown)"), .value = b->tasks, .lines = 6);
	field_check(rq, "elected", tr(rq, "Assembly of elected members"), b->elected);
	html(&rq->body, "<fieldset class=\"ds-fieldset\"><legend class=\"ds-label\">%s</legend>\n", tr(rq, "What it may decide"));
	for (enum body_mandate m = 0; m < BODY_MANDATES; m++)
		field_check(rq, body_mandates[m].code, tr_name(rq, body_mandates[m].name), body_may(b, m));
	html(&rq->body, "</fieldset>\n");
	form_end(rq, tr(rq, "Save"));
}

struct saving {
	struct arena *arena;
	struct body body;
	struct body_person person;
	struct body_share share;
	int64_t person_ends, by;
};

/* ---- /plan/{plan}/bodies/new ---- */

static enum http_status write_new(struct request *rq, const struct plan *plan, const struct body *b)
{
	const char *title = tr(rq, "Add a body");
	plan_page_context(rq, plan);
	page_crumb(rq, tr(rq, "Bodies"), href(rq, "/plan/%s/bodies", plan->slug));
	page_begin(rq, title);
	write_body_form(rq, b, title, href(rq, "/plan/%s/bodies/new", plan->slug));
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

enum http_status body_web_new(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	return write_new(rq, &plan, &(struct body){ .name = "", .description = "", .organisation = "", .tasks = "", .kind = BODY_OTHER });
}

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct saving *s = arg;
	return body_add(tx, s->arena, &s->body, s->by, err);
}

/* A name that is taken is a problem of the form, not of the page. */
static bool name_is_taken(struct request *rq)
{
	if (rq->err.kind != ERR_CONFLICT)
		return false;
	err_clear(&rq->err);
	form_problem(rq, "name", tr(rq, "The plan has a body of that name already."));
	return true;
}

enum http_status body_web_add(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	struct saving s = { .arena = rq->arena, .body = read_body(rq, plan.id, 0), .by = rq->session->user_id };
	if (form_problems(rq))
		return write_new(rq, &plan, &s.body);
	if (!user_write(rq, add, &s, NULL))
		return name_is_taken(rq) ? write_new(rq, &plan, &s.body) : page_failed(rq);
	return redirect_to(rq, href(rq, "/plan/%s/bodies", plan.slug));
}

/* ---- /body/{body}/edit ---- */

static bool load(struct request *rq, struct plan *plan, struct body *b)
{
	return plan_get(rq->conn, rq->arena, rq->plan_id, plan, &rq->err)
	       && body_find(rq->conn, rq->arena, rq->plan_id, route_text(rq, "body"), b, &rq->err);
}

static bool write_persons(struct request *rq, const struct body *b, const char *target)
{
	struct body_person *list;
	size_t n;
	struct choice roles[BODY_ROLES];
	if (!body_person_list(rq->conn, rq->arena, b->plan_id, &list, &n, &rq->err))
		return false;
	heading(rq, 2, tr(rq, "Persons"));
	paragraph(rq, tr(rq, "Names are shown to those who plan, not to the public."));
	for (size_t i = 0; i < n; i++) {
		if (list[i].body_id != b->id || list[i].to.year)
			continue;
		form_post_begin(rq, list[i].name, target);
		html(&rq->body, "<p>%s, %s</p>\n", list[i].name, tr_name(rq, body_roles[list[i].role].name));
		field_hidden(rq, "person", arena_printf(rq->arena, "%lld", (long long)list[i].id));
		field_input(rq, .name = "to", .label = tr(rq, "Last day"), .type = "date", .required = true);
		form_end(rq, tr(rq, "End the time in the role"));
	}
	choices(rq, body_roles, BODY_ROLES, roles);
	form_post_begin(rq, tr(rq, "Add a person"), target);
	field_input(rq, .name = "person_name", .label = tr(rq, "Name"), .value = form_text(rq, "person_name"), .required = true);
	field_select(rq, "role", tr(rq, "Role"), roles, BODY_ROLES, form_text(rq, "role"));
	field_input(rq, .name = "from", .label = tr(rq, "First day"), .type = "date", .value = form_text(rq, "from"));
	form_end(rq, tr(rq, "Add a person"));
	return true;
}

static void write_share_form(struct request *rq, const char *target)
{
	struct choice parts[BODY_PARTS + 1];
	choices(rq, body_parts, BODY_PARTS, parts);
	parts[BODY_PARTS] = (struct choice){ "none", tr(rq, "Has no part in it") };
	heading(rq, 2, tr(rq, "Who does what"));
	form_post_begin(rq, tr(rq, "Who does what"), target);
	field_input(rq, .name = "task", .label = tr(rq, "Task"), .value = form_text(rq, "task"), .required = true);
	field_select(rq, "part", tr(rq, "Part"), parts, ARRAY_LEN(parts), form_text(rq, "part"));
	form_end(rq, tr(rq, "Save"));
}

static enum http_status write_edit(struct request *rq, const struct plan *plan, const struct body *b)
{
	const char *title = tr_format(rq, "Change %s", b->name), *id = arena_printf(rq->arena, "%lld", (long long)b->id);
	plan_page_context(rq, plan);
	page_crumb(rq, tr(rq, "Bodies"), href(rq, "/plan/%s/bodies", plan->slug));
	page_begin(rq, title);
	write_body_form(rq, b, title, href(rq, "/body/%s/edit", id));
	if (!write_persons(rq, b, href(rq, "/body/%s/person", id)))
		return page_failed(rq);
	write_share_form(rq, href(rq, "/body/%s/responsibility", id));
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

enum http_status body_web_edit(struct request *rq)
{
	struct plan plan;
	struct body b;
	return load(rq, &plan, &b) ? write_edit(rq, &plan, &b) : page_failed(rq);
}

static bool change(struct db_conn *tx, void *arg, struct err *err)
{
	struct saving *s = arg;
	return body_change(tx, s->arena, &s->body, s->by, err);
}

enum http_status body_web_change(struct request *rq)
{
	struct plan plan;
	struct saving s = { .arena = rq->arena, .by = rq->session->user_id };
	if (!load(rq, &plan, &s.body))
		return page_failed(rq);
	s.body = read_body(rq, plan.id, s.body.id);
	if (form_problems(rq))
		return write_edit(rq, &plan, &s.body);
	if (!user_write(rq, change, &s, NULL))
		return name_is_taken(rq) ? write_edit(rq, &plan, &s.body) : page_failed(rq);
	return redirect_to(rq, href(rq, "/plan/%s/bodies", plan.slug));
}

/* ---- POST /body/{body}/person, /body/{body}/responsibility ---- */

static bool keep_person(struct db_conn *tx, void *arg, struct err *err)
{
	struct saving *s = arg;
	return s->person_ends ? body_person_end(tx, s->arena, s->body.id, s->person_ends, s->person.to, s->by, err)
	                      : body_person_add(tx, s->arena, &s->person, s->by, err);
}

static bool read_date(struct request *rq, const char *field, struct date *date)
{
	const char *text = sent(rq, field);
	if (*text && !date_parse(text, date))
		form_problem(rq, field, tr(rq, "Write a date, such as 2026-02-16."));
	return date->year;
}

enum http_status body_web_person(struct request *rq)
{
	struct plan plan;
	struct saving s = { .arena = rq->arena, .by = rq->session->user_id, .person_ends = form_i64(rq, "person", 0) };
	if (!load(rq, &plan, &s.body))
		return page_failed(rq);
	size_t role = body_name_parse(body_roles, BODY_ROLES, form_text(rq, "role"));
	s.person = (struct body_person){ .body_id = s.body.id, .name = sent(rq, "person_name"),
	                                 .role = role < BODY_ROLES ? (enum body_role)role : BODY_MEMBER };
	read_date(rq, "from", &s.person.from);
	if (!read_date(rq, "to", &s.person.to) && s.person_ends && !form_problems(rq))
		form_problem(rq, "to", tr(rq, "Write a date, such as 2026-02-16."));
	if (!s.person_ends && !*s.person.name)
		form_problem(rq, "person_name", tr(rq, "Give the person's name."));
	if (form_problems(rq))
		return write_edit(rq, &plan, &s.body);
	if (!user_write(rq, keep_person, &s, NULL))
		return page_refused(rq);
	return redirect_to(rq, href(rq, "/plan/%s/bodies", plan.slug));
}

static bool keep_share(struct db_conn *tx, void *arg, struct err *err)
{
	struct saving *s = arg;
	return body_share_set(tx, s->arena, s->body.plan_id, &s->share, s->by, err);
}

enum http_status body_web_share(struct request *rq)
{
	struct plan plan;
	struct saving s = { .arena = rq->arena, .by = rq->session->user_id };
	if (!load(rq, &plan, &s.body))
		return page_failed(rq);
	s.share = (struct body_share){ sent(rq, "task"), s.body.id,
	                               (enum body_part)body_name_parse(body_parts, BODY_PARTS, form_text(rq, "part")) };
	if (!*s.share.task)
		form_problem(rq, "task", tr(rq, "Name the task."));
	if (form_problems(rq))
		return write_edit(rq, &plan, &s.body);
	if (!user_write(rq, keep_share, &s, NULL))
		return page_refused(rq);
	return redirect_to(rq, href(rq, "/plan/%s/bodies", plan.slug));
}
