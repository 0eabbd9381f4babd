/* The form by which a letter or an e-mail is registered. */
#include "module/intake/intake_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define TEXT_LINES 8

static const char *field(struct request *rq, const char *name)
{
	struct span text = span_trim(span_of(form_text(rq, name)));
	return arena_strndup(rq->arena, text.s, text.n);
}

/* ---- The form ---- */

/* Those that something may be an answer to. */
static bool write_consultations(struct request *rq, const struct plan *plan)
{
	struct consultation *list;
	size_t n, shown = 1;
	if (!consultation_list(rq->conn, rq->arena, plan->id, &list, &n, &rq->err))
		return false;
	struct choice *choices = arena_array(rq->arena, n + 1, sizeof *choices);
	choices[0] = (struct choice){ "", tr(rq, "None") };
	for (size_t i = 0; i < n; i++)
		if (list[i].stored != CONSULTATION_DRAFT)
			choices[shown++] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)list[i].id), list[i].title };
	if (shown > 1)
		field_select(rq, "consultation", tr(rq, "The consultation that it answers"), choices, shown, form_text(rq, "consultation"));
	return true;
}

/* The file that came in some other way and is registered now; id 0 where the original comes with the form. */
static bool find_original(struct request *rq, const struct plan *plan, struct file *file)
{
	int64_t id = form_i64(rq, "original", query_i64(rq, "original", 0));
	if (!file_get(rq->conn, rq->arena, id, file, &rq->err))
		return false;
	if (id && (file->plan_id != plan->id || file->erased))
		return err_not_found(&rq->err, "The plan has no such file.");
	return true;
}

static void write_original(struct request *rq, const struct file *file)
{
	facts_begin(rq);
	fact_link(rq, tr(rq, "The original"), href(rq, "/file/%lld/about", (long long)file->id), file->name);
	facts_end(rq);
	field_hidden(rq, "original", arena_printf(rq->arena, "%lld", (long long)file->id));
}

static bool write_fields(struct request *rq, const struct plan *plan, const struct file *original)
{
	const char *received = form_text(rq, "received");
	if (original->id)
		write_original(rq, original);
	else
		file_field(rq, "files", tr(rq, "The original, and what came with it"), FILE_FROM_PLANNERS);
	if (original->id && !*received)
		received = date_iso(rq->arena, date_at(original->added_at));
	field_input(rq, .name = "sender", .label = tr(rq, "Sender"), .value = form_text(rq, "sender"),
	            .hint = tr(rq, "Of an e-mail it is read from the file if you leave it empty. It is not published."));
	field_input(rq, .name = "organisation", .label = tr(rq, "Organisation (optional)"), .value = form_text(rq, "organisation"),
	            .hint = tr(rq, "If it speaks for one. It enters the register of organisations."));
	field_input(rq, .name = "dated", .label = tr(rq, "Dated"), .type = "date", .value = form_text(rq, "dated"),
	            .hint = tr(rq, "The date on the letter. Of an e-mail it is read from the file if you leave it empty."));
	field_input(rq, .name = "received", .label = tr(rq, "Received"), .type = "date", .value = received, .required = true);
	if (!write_consultations(rq, plan))
		return false;
	field_input(rq, .name = "late", .label = tr(rq, "Why it is taken although it came late (optional)"), .value = form_text(rq, "late"),
	            .hint = tr(rq, "Only where it came after the consultation had closed."));
	field_input(rq, .name = "ref", .label = tr(rq, "Case number (optional)"), .value = form_text(rq, "ref"));
	field_input(rq, .name = "text", .label = tr(rq, "Text (optional)"), .lines = TEXT_LINES, .value = form_text(rq, "text"),
	            .hint = tr(rq, "It is read from an e-mail, a PDF or a DOCX if you leave it empty."));
	field_check(rq, "publish", tr(rq, "The sender lets the text be published"), *form_text(rq, "publish"));
	return true;
}

static enum http_status write_form(struct request *rq, const struct plan *plan)
{
	struct file original;
	if (!find_original(rq, plan, &original))
		return page_failed(rq);
	plan_page_context(rq, plan);
	page_crumb(rq, tr(rq, "Letters and e-mails"), href(rq, "/plan/%s/intake", plan->slug));
	page_begin(rq, tr(rq, "Register a letter or an e-mail"));
	if (form_problems(rq) && form_file(rq, "files", 0))
		note(rq, TONE_INFO, tr(rq, "Choose your files once more: a browser does not keep them."));
	form_post_files_begin(rq, tr(rq, "Register a letter or an e-mail"), href(rq, "/plan/%s/intake/new", plan->slug));
	if (!write_fields(rq, plan, &original))
		return page_failed(rq);
	form_end(rq, tr(rq, "Register"));
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

void intake_panel_file(struct request *rq, int64_t file_id)
{
	struct file file;
	struct plan plan;
	if (!request_may(rq, "contribution.review", rq->plan_id) || !file_get(rq->conn, rq->arena, file_id, &file, &rq->err)
	    || file.erased || !plan_get(rq->conn, rq->arena, file.plan_id, &plan, &rq->err))
		return;
	html(&rq->body, "<p>");
	link_to(rq, href(rq, "/plan/%s/intake/new?original=%lld", plan.slug, (long long)file.id), tr(rq, "Make its text a contribution"));
	html(&rq->body, "</p>\n");
}

/* GET /plan/{plan}/intake/new */
enum http_status intake_web_form(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	return write_form(rq, &plan);
}

/* ---- Registering ---- */

struct registering {
	struct arena *arena;
	struct intake intake;
	struct consultation consultation;
};

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct registering *r = arg;
	return intake_add(tx, r->arena, &r->intake, r->consultation.id ? &r->consultation : NULL, err);
}

static void read_date(struct request *rq, const char *name, struct date *date)
{
	const char *text = field(rq, name);
	if (*text && !date_parse(text, date))
		form_problem(rq, name, tr(rq, "Write the date as 2026-02-16."));
}

/* The consultation that the form names, which has to be one of this plan. */
static bool read_consultation(struct request *rq, struct registering *r)
{
	r->intake.consultation_id = form_i64(rq, "consultation", 0);
	if (!r->intake.consultation_id)
		return true;
	if (!consultation_get(rq->conn, rq->arena, r->intake.consultation_id, &r->consultation, &rq->err))
		return false;
	if (r->consultation.plan_id != r->intake.plan_id)
		form_problem(rq, "consultation", tr(rq, "Choose one of the answers."));
	return true;
}

/* What the fields leave open is taken from the original. */
static void read_fields(struct request *rq, struct intake *i, const struct intake_letter *letter, const char *unread)
{
	i->sender = str_or(field(rq, "sender"), letter->sender);
	i->organisation = field(rq, "organisation");
	i->ref = field(rq, "ref");
	i->topic = letter->subject;
	i->text = str_or(field(rq, "text"), letter->text);
	i->late_reason = field(rq, "late");
	i->publish = *form_text(rq, "publish");
	i->dated = letter->sent;
	read_date(rq, "dated", &i->dated);
	read_date(rq, "received", &i->received);
	if (unread && !*i->text)
		form_problem(rq, "text", tr_name(rq, unread));
}

static bool write_piece(void *arg, const void *bytes, size_t n)
{
	return fwrite(bytes, 1, n, arg) == n;
}

/* A file from the database, on disk for those who read it. */
static bool fetch(struct request *rq, const struct file *file, struct file_source *source)
{
	int fd;
	const char *refused, *path = intake_temporary(rq->arena, &fd, &rq->err);
	FILE *f = path ? fopen(path, "wbe") : NULL;
	if (!f)
		return err_errno(&rq->err, "Cannot write to a temporary file");
	bool written = file_bytes(rq->conn, file->id, write_piece, f, &rq->err);
	written = fclose(f) == 0 && written;
	if (!written)
		return err_system(&rq->err, "Cannot write to a temporary file");
	return file_inspect(rq->arena, path, file->name, FILE_FROM_PLANNERS, source, &refused, &rq->err)
	       && (!refused || err_conflict(&rq->err, "The file %lld is not what it was", (long long)file->id));
}

/* The original and what came with it. */
static bool collect_files(struct request *rq, const struct plan *plan, struct intake *i, struct file_source list[FILES_MOST], size_t *n)
{
	struct file original;
	if (!find_original(rq, plan, &original))
		return false;
	i->original_id = original.id;
	*n = 1;
	return original.id ? fetch(rq, &original, &list[0]) : file_from_form(rq, "files", FILE_FROM_PLANNERS, list, n);
}

/* Fills the files and what can be read of them. False where they cannot be read. */
static bool read_files(struct request *rq, const struct plan *plan, struct intake *i, struct intake_letter *letter, const char **unread)
{
	struct file_source list[FILES_MOST];
	size_t n;
	*letter = (struct intake_letter){ .text = "", .subject = "", .sender = "" };
	*unread = NULL;
	if (!collect_files(rq, plan, i, list, &n))
		return false;
	if (n == 0 && !form_problems(rq))
		form_problem(rq, "files", tr(rq, "Choose a file."));
	if (form_problems(rq))
		return true;
	request_lend(rq); /* a PDF may take its time */
	bool read = intake_read(rq->arena, &list[0], letter, unread, &rq->err);
	request_take_back(rq);
	if (!read)
		return false;
	struct file_source *all = arena_array(rq->arena, n + letter->n_attachments, sizeof *all);
	memcpy(all, list, n * sizeof *all);
	if (letter->n_attachments)
		memcpy(all + n, letter->attachments, letter->n_attachments * sizeof *all);
	i->files = all;
	i->n_files = n + letter->n_attachments;
	i->medium = list[0].kind == FILE_EML ? INTAKE_EMAIL : INTAKE_LETTER;
	return true;
}

/* POST /plan/{plan}/intake/new */
enum http_status intake_web_add(struct request *rq)
{
	struct plan plan;
	struct intake_letter letter;
	const char *unread;
	struct registering r = { .arena = rq->arena };
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	r.intake.plan_id = plan.id;
	r.intake.by = rq->session->user_id;
	if (!read_files(rq, &plan, &r.intake, &letter, &unread) || !read_consultation(rq, &r))
		return page_failed(rq);
	read_fields(rq, &r.intake, &letter, unread);
	struct intake_problem problem = intake_check(&r.intake, r.consultation.id ? &r.consultation : NULL, date_at(clock_now()));
	if (problem.message && !form_problems(rq))
		form_problem(rq, problem.field, tr_name(rq, problem.message));
	if (form_problems(rq))
		return write_form(rq, &plan);
	if (!user_write(rq, add, &r, NULL)) {
		if (rq->err.kind != ERR_CONFLICT)
			return page_failed(rq);
		err_clear(&rq->err);
		form_problem(rq, r.intake.original_id ? "sender" : "files", tr(rq, "This original of this sender and day is registered already."));
		return write_form(rq, &plan);
	}
	return redirect_to(rq, href(rq, "/plan/%s/intake", plan.slug));
}
