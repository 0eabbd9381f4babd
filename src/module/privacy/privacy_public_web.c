/* /privacy and /accessibility: what the service tells everybody about itself. */
#include "module/privacy/privacy_internal.h"

#include "base/utf8.h"
#include "db/journal.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define OFFICE_MAX 200 /* code points */

/* Who answers for the service; "" where nobody has said. */
struct controller {
	const char *office, *reached, *officer;
};

static bool load_controller(struct request *rq, struct controller *who)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT office, reached, officer FROM privacy_controller"));
	*who = (struct controller){ "", "", "" };
	if (db_step(st))
		*who = (struct controller){ db_text(st, 0, rq->arena), db_text(st, 1, rq->arena), db_text(st, 2, rq->arena) };
	return db_finish(st, &rq->err);
}

static void write_controller(struct request *rq, const struct controller *who)
{
	if (!*who->office) {
		paragraph(rq, tr(rq, "Ask the authority that prepares the plan; the plan's own page names it."));
		return;
	}
	facts_begin(rq);
	fact(rq, tr(rq, "Who answers for the service"), who->office);
	fact(rq, tr(rq, "Questions"), who->reached);
	if (*who->officer)
		fact(rq, tr(rq, "Data protection officer"), who->officer);
	facts_end(rq);
}

/* What the inventory's tables amount to for a reader: the purposes, once each. */
static void write_purpose(struct request *rq, const struct privacy_purpose *p)
{
	heading(rq, 3, tr_name(rq, p->name));
	paragraph(rq, tr_name(rq, p->why));
	facts_begin(rq);
	fact(rq, tr(rq, "Legal ground"), tr_name(rq, p->ground));
	fact(rq, tr(rq, "How long"), privacy_period(rq, p, p->months));
	facts_end(rq);
}

static bool write_other_periods(struct request *rq)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT p.title, r.purpose, r.months, r.reason FROM privacy_retention r JOIN plan p ON p.id = r.plan_id "
		"WHERE r.id = (SELECT max(x.id) FROM privacy_retention x WHERE x.plan_id = r.plan_id AND x.purpose = r.purpose) "
		"ORDER BY p.title, r.purpose"));
	while (db_step(st)) {
		const struct privacy_purpose *p = privacy_purpose(db_text(st, 1, rq->arena));
		if (p)
			paragraph(rq, tr_format(rq, "In %s, %s: %s. %s", db_text(st, 0, rq->arena), tr_name(rq, p->name),
			                        tr_count(rq, "%s month", "%s months", db_i64(st, 2)), db_text(st, 3, rq->arena)));
	}
	return db_finish(st, &rq->err);
}

static void write_list(struct request *rq, const char *const *texts, size_t n)
{
	html(&rq->body, "<ul>\n");
	for (size_t i = 0; i < n; i++)
		html(&rq->body, "<li>%s</li>\n", texts[i]);
	html(&rq->body, "</ul>\n");
}

/* GET /privacy */
enum http_status privacy_web_statement(struct request *rq)
{
	struct controller who;
	const char *const rights[] = {
		tr(rq, "You can see, correct and have deleted what is held about you, and object to how it is used."),
		tr(rq, "Your receipt lets you do most of it yourself: see what you sent, change your address, withdraw the permission to publish, and ask to be erased."),
		tr(rq, "What is sent in to a public process belongs to the archive. The text is then not deleted, but your name is taken away."),
		tr(rq, "You get an answer within a month. If you disagree with it, you can complain to the Norwegian Data Protection Authority (Datatilsynet)."),
	};
	const char *const also[] = {
		tr(rq, "You need no account to take part, and nobody asks for your name."),
		tr(rq, "E-mail addresses, telephone numbers, identity numbers and the like are hidden in texts that others may read."),
		tr(rq, "The only cookies are those that a form, the login and the choice of language need. Nobody is followed, and nothing is sent to others."),
	};
	if (!load_controller(rq, &who))
		return page_failed(rq);
	page_begin(rq, tr(rq, "Privacy statement"));
	paragraph(rq, tr(rq, "What this service knows about you, why, and what you can ask for."));
	write_controller(rq, &who);
	heading(rq, 2, tr(rq, "In short"));
	write_list(rq, also, ARRAY_LEN(also));
	heading(rq, 2, tr(rq, "What is kept, and why"));
	for (size_t i = 0; i < privacy_purposes_len; i++)
		write_purpose(rq, &privacy_purposes[i]);
	if (!write_other_periods(rq))
		return page_failed(rq);
	heading(rq, 2, tr(rq, "Your rights"));
	write_list(rq, rights, ARRAY_LEN(rights));
	return page_end(rq);
}

/* GET /accessibility */
enum http_status privacy_web_accessibility(struct request *rq)
{
	struct controller who;
	const char *const tested[] = {
		tr(rq, "The program is tested at every change: valid HTML, the rules that axe checks, widths from 360 pixels, light and dark, and without JavaScript."),
		tr(rq, "Everything can be reached by keyboard, and every chart has its numbers beside it in a table."),
	};
	const char *const lacks[] = {
		tr(rq, "Texts that people sent in are shown as they wrote them. Their language may not be marked."),
		tr(rq, "Reports as PDF and Word are not checked against a standard. The same report is here as a page."),
		tr(rq, "No test with people who use a screen reader has been recorded."),
	};
	if (!load_controller(rq, &who))
		return page_failed(rq);
	page_begin(rq, tr(rq, "Accessibility statement"));
	paragraph(rq, tr(rq, "This service aims at the Norwegian regulation on universal design of ICT, which demands WCAG 2.1 at levels A and AA."));
	heading(rq, 2, tr(rq, "How it is tested"));
	write_list(rq, tested, ARRAY_LEN(tested));
	heading(rq, 2, tr(rq, "What is known to be lacking"));
	write_list(rq, lacks, ARRAY_LEN(lacks));
	heading(rq, 2, tr(rq, "Tell us"));
	paragraph(rq, tr(rq, "Tell us what you cannot use, and we will give you the content in another way. You can also report it to the supervisory authority, Uu-tilsynet."));
	write_controller(rq, &who);
	return page_end(rq);
}

/* ---- Who answers for the service ---- */

void privacy_write_controller_form(struct request *rq)
{
	struct controller who;
	if (!load_controller(rq, &who))
		return;
	heading(rq, 2, tr(rq, "Who answers for the service"));
	paragraph(rq, tr(rq, "The privacy statement and the accessibility statement show it to everybody."));
	form_post_begin(rq, tr(rq, "Who answers for the service"), "/admin/privacy");
	field_input(rq, .name = "office", .label = tr(rq, "Authority"), .value = who.office, .required = true);
	field_input(rq, .name = "reached", .label = tr(rq, "Address for questions"), .value = who.reached, .required = true);
	field_input(rq, .name = "officer", .label = tr(rq, "Data protection officer (optional)"), .value = who.officer);
	form_end(rq, tr(rq, "Save"));
}

static bool save_controller(struct db_conn *tx, void *arg, struct err *err)
{
	const struct controller *who = arg;
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE privacy_controller SET office = $office, reached = $reached, officer = $officer"));
	db_bind_text(st, "$office", who->office);
	db_bind_text(st, "$reached", who->reached);
	db_bind_text(st, "$officer", who->officer);
	return db_finish(st, err) && journal_write(tx, "privacy.controller", 0, "{}", err);
}

/* POST /admin/privacy */
enum http_status privacy_web_controller(struct request *rq)
{
	struct controller who = { form_text(rq, "office"), form_text(rq, "reached"), form_text(rq, "officer") };
	const char *const texts[] = { who.office, who.reached, who.officer };
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (utf8_length(span_of(texts[i])) > OFFICE_MAX)
			return page_bad_request(rq, tr(rq, "Write at most 200 characters."));
	if (!user_write(rq, save_controller, &who, NULL))
		return page_failed(rq);
	return redirect_to(rq, "/admin/privacy");
}
