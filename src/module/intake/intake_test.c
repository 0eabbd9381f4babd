/* Letters: which days and reasons are demanded, what is read from an e-mail, and how one is kept. */
#include "support.h"

#include "module/intake/intake_internal.h"

static const struct date TODAY = { 2026, 3, 20 };

static struct intake sample(void)
{
	return (struct intake){ .sender = "Kari Nordmann", .organisation = "", .ref = "", .topic = "", .text = "Mer buss",
	                        .dated = { 2026, 3, 10 }, .received = { 2026, 3, 12 }, .late_reason = "" };
}

static struct consultation closed_on(struct date closes)
{
	return (struct consultation){ .id = 1, .stored = CONSULTATION_ANNOUNCED, .opens = { 2026, 2, 2 }, .closes = closes };
}

/* ---- What is demanded ---- */

static const char *wrong(const struct intake *i, const struct consultation *c)
{
	struct intake_problem problem = intake_check(i, c, TODAY);
	return problem.message ? problem.field : "";
}

static void days_come_in_their_order(void **state)
{
	struct intake i = sample();
	(void)state;
	assert_string_equal(wrong(&i, NULL), "");
	i.received = TODAY;
	i.dated = TODAY;
	assert_string_equal(wrong(&i, NULL), "");
	i.received = (struct date){ 2026, 3, 21 };
	assert_string_equal(wrong(&i, NULL), "received");
	i.received = (struct date){ 2026, 3, 19 };
	assert_string_equal(wrong(&i, NULL), "dated");
	i.dated = (struct date){ 0 }; /* not every letter has one */
	assert_string_equal(wrong(&i, NULL), "");
	i.received = (struct date){ 0 };
	assert_string_equal(wrong(&i, NULL), "received");
	i = sample();
	i.sender = "";
	assert_string_equal(wrong(&i, NULL), "sender");
	i = sample();
	i.text = "";
	assert_string_equal(wrong(&i, NULL), "text");
}

static void what_comes_late_needs_a_reason(void **state)
{
	struct intake i = sample();
	struct consultation in_time = closed_on(i.received), late = closed_on((struct date){ 2026, 3, 11 });
	struct consultation endless = closed_on((struct date){ 0 }), draft = in_time, later = in_time;
	(void)state;
	draft.stored = CONSULTATION_DRAFT;
	later.opens = (struct date){ 2026, 3, 13 };
	assert_string_equal(wrong(&i, &in_time), ""); /* the last day counts whole */
	assert_string_equal(wrong(&i, &endless), "");
	assert_string_equal(wrong(&i, &draft), "consultation");
	assert_string_equal(wrong(&i, &later), "consultation");
	assert_string_equal(wrong(&i, &late), "late");
	i.late_reason = "Posten var forsinket";
	assert_string_equal(wrong(&i, &late), "");
	assert_true(intake_is_late(&i, &late));
	assert_false(intake_is_late(&i, &in_time) || intake_is_late(&i, &endless) || intake_is_late(&i, NULL));
}

/* ---- What is read ---- */

static struct file_source save(struct arena *a, const char *name, struct span bytes)
{
	struct err err = { 0 };
	struct file_source source;
	const char *refused, *path = arena_printf(a, "/tmp/planverk-intake-%d", (int)getpid());
	FILE *f = fopen(path, "wb");
	assert_int_equal(fwrite(bytes.s, 1, bytes.n, f), bytes.n);
	fclose(f);
	assert_ok(file_inspect(a, path, name, FILE_FROM_PLANNERS, &source, &refused, &err), err);
	assert_null(refused);
	return source;
}

static const char *read_mail(struct arena *a, const char *mail, struct intake_letter *letter)
{
	struct err err = { 0 };
	const char *refused;
	struct file_source source = save(a, "a.eml", span_of(mail));
	assert_ok(intake_read(a, &source, letter, &refused, &err), err);
	unlink(source.path);
	return refused;
}

static void an_email_is_read(void **state)
{
	struct arena *a = arena_new();
	struct intake_letter letter;
	(void)state;
	assert_null(read_mail(a, "From: kari@example.org\nDate: Tue, 10 Mar 2026 08:00:00 +0100\nSubject: =?iso-8859-1?Q?H=F8ring?=\n"
	                         "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
	                         "F=F8rst=\n e linje  \n\n\n\nSiste\x01\n", &letter));
	assert_string_equal(letter.text, "Først e linje\n\nSiste");
	assert_string_equal(letter.subject, "Høring");
	assert_string_equal(letter.sender, "kari@example.org");
	assert_int_equal(date_days(letter.sent), date_days((struct date){ 2026, 3, 10 }));
	assert_null(read_mail(a, "Subject: x\n\n", &letter));
	assert_string_equal(letter.text, "");
	assert_int_equal(letter.sent.year, 0);
	arena_free(a);
}

static void attachments_become_files(void **state)
{
	struct arena *a = arena_new();
	struct intake_letter letter;
	(void)state;
	assert_null(read_mail(a, "From: Kari <kari@example.org>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
	                         "--b\nContent-Type: text/plain\n\nSe vedlegg\n"
	                         "--b\nContent-Type: text/plain; name=notat.txt\nContent-Disposition: attachment\n\nikke dette\n"
	                         "--b\nContent-Type: image/png; name=\"../kart.pdf\"\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n"
	                         "--b--\n", &letter));
	assert_string_equal(letter.text, "Se vedlegg");
	assert_int_equal(letter.left, 1);
	assert_int_equal(letter.n_attachments, 1);
	assert_string_equal(letter.attachments[0].name, "kart.pdf");
	assert_int_equal(letter.attachments[0].kind, FILE_PDF); /* whatever type the e-mail calls it */
	assert_int_equal(letter.attachments[0].size, 9);
	arena_free(a);
}

static void a_web_page_is_read_as_its_words(void **state)
{
	static const struct { const char *html, *text; } pages[] = {
		{ "<html><head><title>x</title><style>p > b { }</style></head><body><p>Hei  på\n deg</p><p>S&aring; fint</p></body></html>",
		  "Hei på deg\n\nSå fint" },
		{ "a<br>b<BR/>c<b>d</b>", "a\nb\ncd" },
		{ "<a title=\"1 > 0\" href='x'>l&#230;re</a> &amp; &lt;b&gt;", "lære & <b>" },
		{ "<!-- <p>borte</p> -->her<script>if (a < b) c();</script>", "her" },
		{ "R&D &ukjent; &#0; &#xD800; &", "R&D &ukjent; &#0; &#xD800; &" },
		{ "<p", "" }, { "a<!--", "a" }, { "<script>x", "" }, { "", "" },
	};
	struct arena *a = arena_new();
	struct intake_letter letter;
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(pages); i++)
		assert_string_equal(intake_html_text(a, span_of(pages[i].html)), pages[i].text);
	assert_null(read_mail(a, "From: a@b.no\nContent-Type: text/html; charset=iso-8859-1\n\n<p>F\xf8rst</p>\n", &letter));
	assert_string_equal(letter.text, "Først");
	arena_free(a);
}

static void a_pdf_that_is_none_is_refused(void **state)
{
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct intake_letter letter;
	const char *refused;
	(void)state;
	struct file_source source = save(a, "a.pdf", SPAN("%PDF-1.4\nnothing"));
	assert_ok(intake_read(a, &source, &letter, &refused, &err), err);
	assert_non_null(refused);
	assert_string_equal(letter.text, "");
	unlink(source.path);
	arena_free(a);
}

/* ---- In the database ---- */

struct adding {
	struct arena *a;
	struct intake intake;
};

static bool insert_plan(struct db_conn *tx, void *arg, struct err *err)
{
	struct adding *d = arg;
	struct digest digest = digest_of("plan", 4);
	struct plan_tree tree = {
		.plan = { .slug = "prove", .title = "Prøveplan", .description = "", .language = "nb", .period = "" } };
	bool ok = plan_add(tx, d->a, &tree, &(struct plan_source){ "plan.json", digest.byte }, err);
	d->intake.plan_id = tree.plan.id;
	return ok;
}

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct adding *d = arg;
	return intake_add(tx, d->a, &d->intake, NULL, err);
}

DB_TEST(a_letter_is_a_contribution_with_its_original)(struct test_db *t)
{
	struct err err = { 0 };
	struct adding d = { t->arena, sample() };
	struct file_source source = save(t->arena, "brev.pdf", SPAN("%PDF-1.4\nbrev"));
	d.intake.files = &source;
	d.intake.n_files = 1;
	d.intake.late_reason = "Ingen";
	assert_ok(db_write(t->db, insert_plan, &d, &err), err);
	assert_ok(db_write(t->db, add, &d, &err), err);
	struct adding again = d;
	assert_false(db_write(t->db, add, &again, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	err_clear(&err);
	again.intake.sender = "Ola Nordmann"; /* may well send the same letter */
	assert_ok(db_write(t->db, add, &again, &err), err);

	struct contribution contribution;
	struct intake found;
	struct file *files;
	size_t n;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(contribution_get(c, t->arena, d.intake.contribution_id, &contribution, &err), err);
	assert_string_equal(contribution.text, "Mer buss");
	assert_string_equal(contribution.said_on, "2026-03-10");
	assert_false(contribution.publish);
	assert_ok(intake_of(c, t->arena, contribution.id, &found, &err), err);
	assert_string_equal(found.sender, "Kari Nordmann");
	assert_string_equal(found.late_reason, ""); /* nothing was late */
	assert_int_equal(date_days(found.received), date_days(d.intake.received));
	assert_ok(file_list(c, t->arena, contribution.id, &files, &n, &err), err);
	assert_int_equal(n, 1);
	assert_string_equal(files[0].name, "brev.pdf");
	assert_ok(intake_of(c, t->arena, 1, &found, &err), err);
	assert_int_equal(found.id, 0);
	db_reader_done(c);
	unlink(source.path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_come_in_their_order),
		cmocka_unit_test(what_comes_late_needs_a_reason),
		cmocka_unit_test(an_email_is_read),
		cmocka_unit_test(attachments_become_files),
		cmocka_unit_test(a_web_page_is_read_as_its_words),
		cmocka_unit_test(a_pdf_that_is_none_is_refused),
		ON_BOTH(a_letter_is_a_contribution_with_its_original),
	};
	return cmocka_run_group_tests_name("intake", tests, NULL, NULL);
}
