/* The papers of a case, made on a page. */
#include "module/decision/decision_internal.h"

#include "base/file.h"
#include "base/utf8.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define DOCX_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define TEMPLATE_MAX ((size_t)20 << 20)

static enum http_status write_page(struct request *rq, const struct decision_book *book)
{
	const char *title = tr(rq, "Papers of a case");
	plan_page_context(rq, &book->plan);
	page_crumb(rq, tr(rq, "Formal decisions"), href(rq, "/plan/%s/decisions", book->plan.slug));
	page_begin(rq, title);
	if (book->n_bodies == 0 || book->n_versions == 0) {
		nothing_here(rq, tr(rq, "A case is about a version and goes to a body: the plan needs one of each."));
	} else {
		paragraph(rq, tr(rq, "A Word document with what the case is about, what has changed and what was said. Change it as you like before it is sent."));
		form_post_files_begin(rq, title, href(rq, "/plan/%s/decisions/paper", book->plan.slug));
		decision_choose_body(rq, book);
		decision_choose_version(rq, book, "version", tr(rq, "Version"));
		field_input(rq, .name = "on", .label = tr(rq, "Day of the meeting"), .type = "date", .value = form_text(rq, "on"));
		field_input(rq, .name = "reference", .label = tr(rq, "Case number"), .value = form_text(rq, "reference"));
		field_input(rq, .name = "recommendation", .label = tr(rq, "Recommendation"), .value = form_text(rq, "recommendation"), .lines = 6);
		field_files(rq, "template", tr(rq, "Your own template (DOCX)"),
		            tr(rq, "Without one, ours is used."), ".docx");
		form_end(rq, tr(rq, "Make the document"));
		html(&rq->body, "<p>");
		link_to(rq, href(rq, "/plan/%s/decisions/template", book->plan.slug), tr(rq, "Our template, to make your own from (DOCX)"));
		html(&rq->body, "</p>\n");
	}
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* GET /plan/{plan}/decisions/paper */
enum http_status decision_web_paper_form(struct request *rq)
{
	struct decision_book book;
	return decision_load_for_page(rq, &book) ? write_page(rq, &book) : page_failed(rq);
}

/* What was chosen, or what is missing as problems of the form. */
static void read_form(struct request *rq, const struct decision_book *book, struct decision_paper *p)
{
	struct digest digest;
	*p = (struct decision_paper){ .book = book, .body = decision_body(book, form_i64(rq, "body", 0)), .on = date_at(clock_now()),
	                              .reference = decision_form_text(rq, "reference"), .recommendation = decision_form_text(rq, "recommendation"),
	                              .lang = LANG_NB };
	lang_parse(book->plan.language, &p->lang);
	date_parse(form_text(rq, "on"), &p->on);
	if (decision_find_version(rq->conn, rq->arena, book, form_text(rq, "version"), &digest, &rq->err)) {
		p->version = decision_version(book, &digest);
		p->since = decision_version_before(book, p->version);
	}
	err_clear(&rq->err);
	if (!p->body)
		form_problem(rq, "body", tr(rq, "The plan has no such body."));
	if (!p->version)
		form_problem(rq, "version", tr(rq, "Which version is it about?"));
	if (utf8_length(span_of(p->recommendation)) > DECISION_TEXT_MAX)
		form_problem(rq, "recommendation", tr(rq, "A text has at most 20,000 characters."));
}

static bool read_template(struct request *rq, struct span *bytes, const char **name)
{
	const struct form_file *file = form_file(rq, "template", 0);
	*name = file ? file->name : "template.docx";
	if (file && file->path)
		return file_read(rq->arena, file->path, TEMPLATE_MAX, bytes, &rq->err);
	struct out o = out_memory(rq->arena);
	if (!decision_paper_template(rq->arena, &o, &rq->err))
		return false;
	*bytes = (struct span){ out_string(&o), o.n };
	return true;
}

/* POST /plan/{plan}/decisions/paper. Nothing is kept: the answer is the document. */
enum http_status decision_web_paper(struct request *rq)
{
	struct decision_book book;
	struct decision_paper p;
	struct span bytes;
	const char *name;
	struct out o = out_memory(rq->arena);
	if (!decision_load_for_page(rq, &book))
		return page_failed(rq);
	read_form(rq, &book, &p);
	if (form_problems(rq))
		return write_page(rq, &book);
	if (!read_template(rq, &bytes, &name))
		return page_failed(rq);
	if (!decision_paper_write(rq->conn, rq->arena, &p, bytes, name, &o, &rq->err)) {
		if (rq->err.kind != ERR_INPUT)
			return page_failed(rq);
		form_problem(rq, "template", rq->err.message);
		return write_page(rq, &book);
	}
	rq->body = o;
	rq->download_name = arena_printf(rq->arena, "%s.docx", book.plan.slug);
	rq->content_type = DOCX_TYPE;
	return HTTP_OK;
}

/* GET /plan/{plan}/decisions/template */
enum http_status decision_web_template(struct request *rq)
{
	struct out o = out_memory(rq->arena);
	if (!decision_paper_template(rq->arena, &o, &rq->err))
		return page_failed(rq);
	rq->body = o;
	rq->download_name = "saksframlegg.docx";
	rq->content_type = DOCX_TYPE;
	return HTTP_OK;
}
