/*
 * A contribution's remarks as planners work with them: splitting, rewording, undoing, notes.
 *
 * A remark is split where its sentences begin: each that begins a new remark is ticked, with paragraphs
 * and items of lists ticked beforehand. Marking words with the pointer does the same for any words
 * (assets/js/split.js), by sending their place.
 */
#include "module/inbox/inbox_internal.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "engine/text/text.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define NOTE_MAX 2000 /* code points */
#define NOTE_LINES 3
#define SENTENCES_MAX REMARK_PIECES_MAX

/* ---- Where it may be split ---- */

/* The sentences of a remark's pieces; starts: whether a paragraph or an item of a list begins there. */
struct cut {
	struct remark_piece piece;
	const char *text;
	bool starts;
};

static bool find_cuts(struct request *rq, const struct remark *r, struct cut **list, size_t *n)
{
	VEC(struct cut) cuts = { 0 };
	for (size_t p = 0; p < r->n_pieces; p++) {
		const struct remark_piece *own = &r->pieces[p];
		struct contribution c;
		if (!contribution_get(rq->conn, rq->arena, own->contribution_id, &c, &rq->err))
			return false;
		struct span text = { c.text + own->first_byte, own->bytes };
		struct remark_piece *suggested;
		size_t n_suggested = remark_suggest(rq->arena, text, &suggested);
		for (size_t i = 0; i < n_suggested && cuts.n < SENTENCES_MAX; i++) {
			struct span part = { text.s + suggested[i].first_byte, suggested[i].bytes };
			size_t n_sentences;
			struct span *s = text_sentences(rq->arena, part, &n_sentences);
			for (size_t k = 0; k < n_sentences && cuts.n < SENTENCES_MAX; k++)
				*VEC_PUSH(rq->arena, &cuts) = (struct cut){
					{ own->contribution_id, own->first_byte + (size_t)(s[k].s - text.s), s[k].n },
					arena_strndup(rq->arena, s[k].s, s[k].n), k == 0 };
		}
	}
	*list = cuts.v;
	*n = cuts.n;
	return true;
}

/* ---- The page ---- */

static const char *box_of(struct request *rq, size_t i)
{
	return arena_printf(rq->arena, "s%zu", i);
}

static enum http_status write_page(struct request *rq, const struct remark *r, const struct cut *cuts, size_t n)
{
	struct plan plan;
	if (!plan_get(rq->conn, rq->arena, r->plan_id, &plan, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_crumb(rq, tr(rq, "Contribution"), href(rq, "/contribution/%lld", (long long)r->contribution_id));
	page_script(rq, "js/split.js");
	page_begin(rq, tr(rq, "Split the remark"));
	paragraph(rq, tr(rq, "Tick each sentence that a new remark begins with. Paragraphs and items of lists are ticked beforehand. "
	                     "The original stays as it is, and the split can be undone until a part is answered."));
	const char *target = href(rq, "/remark/%lld/split", (long long)r->id);
	form_post_begin(rq, tr(rq, "Split the remark"), target);
	html(&rq->body, "<ol class=\"cuts\">\n");
	for (size_t i = 0; i < n; i++) {
		bool ticked = rq->form ? str_eq(form_text(rq, box_of(rq, i)), "yes") : cuts[i].starts;
		html(&rq->body, "<li>");
		if (i > 0)
			field_check(rq, box_of(rq, i), cuts[i].text, ticked);
		else
			html(&rq->body, "<p>%s</p>", cuts[i].text);
		html(&rq->body, "</li>\n");
	}
	html(&rq->body, "</ol>\n");
	form_end(rq, tr(rq, "Split"));
	html(&rq->body, "<section class=\"by-selection\" data-script hidden>");
	heading(rq, 2, tr(rq, "Or mark words"));
	paragraph(rq, tr(rq, "Mark words in the text below: they become a remark of their own, and what stands before and behind them others."));
	if (r->n_pieces == 1)
		html(&rq->body, "<blockquote class=\"contribution\" id=\"original\">%s</blockquote>\n", r->text);
	form_post_begin(rq, tr(rq, "Or mark words"), target);
	html(&rq->body, "<input type=\"hidden\" name=\"from\" value=\"\"><input type=\"hidden\" name=\"to\" value=\"\">");
	form_end(rq, tr(rq, "Split at what is marked"));
	html(&rq->body, "</section>\n");
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

static bool find(struct request *rq, struct remark *r, enum http_status *status)
{
	if (!remark_get(rq->conn, rq->arena, route_id(rq, "remark"), r, &rq->err))
		*status = page_failed(rq);
	else if (!r->id)
		*status = page_not_found(rq, tr(rq, "There is no such remark."));
	else
		return true;
	return false;
}

/* GET /remark/{remark}/split */
enum http_status inbox_web_split(struct request *rq)
{
	struct remark r;
	struct cut *cuts;
	size_t n;
	enum http_status status;
	if (!find(rq, &r, &status))
		return status;
	return find_cuts(rq, &r, &cuts, &n) ? write_page(rq, &r, cuts, n) : page_failed(rq);
}

/* ---- Splitting ---- */

struct changing {
	struct request *rq;
	const struct remark *remark;
	const struct remark_piece *pieces;
	size_t n;
	const char *text, *refused;
	int64_t change_id;
};

static bool split(struct db_conn *tx, void *arg, struct err *err)
{
	struct changing *s = arg;
	struct remark_change change = { .by = s->rq->session->user_id, .reason = "" };
	return remark_split(tx, s->rq->arena, s->remark->id, s->pieces, s->n, &change, &s->refused, err);
}

static enum http_status finish(struct request *rq, db_write_fn *fn, struct changing *s, int64_t contribution_id)
{
	s->rq = rq;
	if (!user_write(rq, fn, s, NULL))
		return page_failed(rq);
	if (s->refused)
		return page_bad_request(rq, tr_name(rq, s->refused));
	return redirect_to(rq, href(rq, "/contribution/%lld", (long long)contribution_id));
}

/* From a ticked sentence to the end of the one before the next. Sentences of another contribution begin a new piece. */
static size_t join_cuts(struct request *rq, const struct cut *cuts, size_t n, struct remark_piece *pieces)
{
	size_t made = 0;
	for (size_t i = 0; i < n; i++) {
		const struct remark_piece *p = &cuts[i].piece;
		bool starts = i == 0 || str_eq(form_text(rq, box_of(rq, i)), "yes")
		              || p->contribution_id != cuts[i - 1].piece.contribution_id;
		if (starts)
			pieces[made++] = *p;
		else
			pieces[made - 1].bytes = p->first_byte + p->bytes - pieces[made - 1].first_byte;
	}
	return made;
}

/* The piece of `own` from one byte to another without the space around it; false where nothing is left. */
static bool trimmed_piece(const struct remark_piece *own, const char *text, size_t from, size_t to, struct remark_piece *piece)
{
	struct span words = span_trim((struct span){ text + from, to - from });
	*piece = (struct remark_piece){ own->contribution_id, own->first_byte + (size_t)(words.s - text), words.n };
	return words.n > 0;
}

/* What was marked, as places in the remark's text in bytes; 0 pieces where it is none. */
static size_t read_marked(struct request *rq, const struct remark *r, struct remark_piece pieces[3])
{
	size_t length = strlen(r->text), n = 0;
	int64_t from = form_i64(rq, "from", -1), to = form_i64(rq, "to", -1);
	if (r->n_pieces != 1 || r->reworded || from < 0 || to <= from || (size_t)to > length
	    || (r->text[from] & 0xC0) == 0x80 || (r->text[to] & 0xC0) == 0x80)
		return 0;
	n += trimmed_piece(&r->pieces[0], r->text, 0, (size_t)from, &pieces[n]);
	n += trimmed_piece(&r->pieces[0], r->text, (size_t)from, (size_t)to, &pieces[n]);
	n += trimmed_piece(&r->pieces[0], r->text, (size_t)to, length, &pieces[n]);
	return n;
}

/* POST /remark/{remark}/split */
enum http_status inbox_web_do_split(struct request *rq)
{
	struct remark r;
	struct cut *cuts;
	size_t n;
	enum http_status status;
	if (!find(rq, &r, &status))
		return status;
	if (!find_cuts(rq, &r, &cuts, &n))
		return page_failed(rq);
	struct remark_piece *pieces = arena_array(rq->arena, n + 3, sizeof *pieces);
	struct changing s = { .remark = &r, .pieces = pieces };
	s.n = *form_text(rq, "to") ? read_marked(rq, &r, pieces) : join_cuts(rq, cuts, n, pieces);
	return finish(rq, split, &s, r.contribution_id);
}

static bool reword(struct db_conn *tx, void *arg, struct err *err)
{
	struct changing *s = arg;
	struct remark_change change = { .by = s->rq->session->user_id, .reason = "" };
	return remark_reword(tx, s->rq->arena, s->remark->id, s->text, &change, &s->refused, err);
}

/* POST /remark/{remark}/reword */
enum http_status inbox_web_reword(struct request *rq)
{
	struct remark r;
	enum http_status status;
	if (!find(rq, &r, &status))
		return status;
	struct span text = span_trim(span_of(form_text(rq, "text")));
	struct changing s = { .remark = &r, .text = arena_strndup(rq->arena, text.s, text.n) };
	return finish(rq, reword, &s, r.contribution_id);
}

static bool undo(struct db_conn *tx, void *arg, struct err *err)
{
	struct changing *s = arg;
	return remark_undo(tx, s->rq->arena, s->change_id, s->rq->session->user_id, &s->refused, err);
}

/* POST /remark/{remark}/undo: takes back the change that made it. */
enum http_status inbox_web_undo_change(struct request *rq)
{
	struct remark r;
	enum http_status status;
	if (!find(rq, &r, &status))
		return status;
	struct changing s = { .change_id = r.made_by };
	return finish(rq, undo, &s, r.contribution_id);
}

/* ---- Notes ---- */

struct noting {
	int64_t contribution_id, by;
	const char *text;
};

static bool add_note(struct db_conn *tx, void *arg, struct err *err)
{
	const struct noting *n = arg;
	int64_t id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO inbox_note (id, contribution_id, user_id, text, made_at) VALUES ($id, $contribution, $by, $text, $now)"));
	db_bind_i64(st, "$id", id);
	db_bind_i64(st, "$contribution", n->contribution_id);
	db_bind_i64(st, "$by", n->by);
	db_bind_text(st, "$text", n->text);
	db_bind_i64(st, "$now", clock_now());
	return db_finish(st, err);
}

/* POST /contribution/{contribution}/note. Notes are talk among planners: they do not stand in the journal. */
enum http_status inbox_web_note(struct request *rq)
{
	struct span text = span_trim(span_of(form_text(rq, "note")));
	struct noting n = { route_id(rq, "contribution"), rq->session->user_id, arena_strndup(rq->arena, text.s, text.n) };
	if (text.n == 0 || utf8_length(text) > NOTE_MAX)
		return page_bad_request(rq, tr(rq, "Write a note of at most 2,000 characters."));
	if (!user_write(rq, add_note, &n, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/contribution/%lld", (long long)n.contribution_id));
}

/* ---- On the contribution's page ---- */

static bool write_remark(struct request *rq, const struct remark *r, bool may)
{
	const char **tags;
	size_t n;
	if (!remark_tags(rq->conn, rq->arena, r->id, &tags, &n, &rq->err))
		return false;
	html(&rq->body, "<li><p>%s</p>", text_mask(rq->arena, span_of(r->text)));
	for (size_t i = 0; i < n; i++)
		tag(rq, TONE_INFO, tags[i]);
	if (may && !r->answered) {
		html(&rq->body, "<p>");
		if (!r->reworded)
			link_to(rq, href(rq, "/remark/%lld/split", (long long)r->id), tr(rq, "Split it"));
		html(&rq->body, "</p>\n");
		details_begin(rq, false);
		html(&rq->body, "%s", tr(rq, "Say it in other words"));
		details_body(rq);
		form_post_begin(rq, tr(rq, "Say it in other words"), href(rq, "/remark/%lld/reword", (long long)r->id));
		field_input(rq, .name = "text", .label = tr(rq, "What the remark says"), .value = r->text, .lines = NOTE_LINES, .required = true);
		form_end(rq, tr(rq, "Keep these words"));
		details_end(rq);
		if (r->made_by && str_eq(r->state, "unanswered"))
			form_post_button(rq, href(rq, "/remark/%lld/undo", (long long)r->id), tr(rq, "Undo the last change"), NULL, NULL);
	}
	html(&rq->body, "</li>\n");
	return true;
}

static const char *change_text(struct request *rq, const struct remark_change *h)
{
	if (h->kind == REMARK_SPLIT)
		return tr_count(rq, "Split into %s remark", "Split into %s remarks", (int64_t)h->n_to);
	if (h->kind == REMARK_MERGE)
		return tr_count(rq, "Merged from %s remark", "Merged from %s remarks", (int64_t)h->n_from);
	return tr(rq, "Said in other words");
}

static bool write_history(struct request *rq, int64_t contribution_id)
{
	struct remark_change *list;
	size_t n;
	if (!remark_history(rq->conn, rq->arena, contribution_id, &list, &n, &rq->err))
		return false;
	if (n == 0)
		return true;
	heading(rq, 3, tr(rq, "What was done to the remarks"));
	html(&rq->body, "<ol class=\"versions\">\n");
	for (size_t i = 0; i < n; i++) {
		html(&rq->body, "<li>%s <small>%s, %s</small>", change_text(rq, &list[i]), list[i].who, clock_local(rq->arena, list[i].made_at));
		if (list[i].undone_at) {
			html(&rq->body, " ");
			tag(rq, TONE_NEUTRAL, tr(rq, "Undone"));
		}
		html(&rq->body, "</li>\n");
	}
	html(&rq->body, "</ol>\n");
	return true;
}

static bool write_notes(struct request *rq, int64_t contribution_id, bool may)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT n.text, coalesce(u.name, ''), n.made_at FROM inbox_note n LEFT JOIN user_person u ON u.user_id = n.user_id "
		"WHERE n.contribution_id = $contribution ORDER BY n.id"));
	db_bind_i64(st, "$contribution", contribution_id);
	heading(rq, 3, tr(rq, "Notes among planners"));
	html(&rq->body, "<ul class=\"notes\">\n");
	while (db_step(st))
		html(&rq->body, "<li><p class=\"written\">%s</p><small>%s, %s</small></li>\n", db_text(st, 0, rq->arena),
		     db_text(st, 1, rq->arena), clock_local(rq->arena, db_i64(st, 2)));
	html(&rq->body, "</ul>\n");
	if (may) {
		form_post_begin(rq, tr(rq, "Notes among planners"), href(rq, "/contribution/%lld/note", (long long)contribution_id));
		field_input(rq, .name = "note", .label = tr(rq, "A note"), .lines = NOTE_LINES, .required = true,
		            .hint = tr(rq, "Only planners of this plan read it."));
		form_end(rq, tr(rq, "Add the note"));
	}
	return db_finish(st, &rq->err);
}

void inbox_panel_contribution(struct request *rq, int64_t contribution_id)
{
	struct remark *list;
	size_t n;
	if (!rq->internal || !remark_list_of(rq->conn, rq->arena, contribution_id, &list, &n, &rq->err))
		return;
	bool may = request_may(rq, "contribution.review", rq->plan_id);
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "Remarks"));
	paragraph(rq, tr(rq, "Each remark gets an answer of its own."));
	html(&rq->body, "<ol class=\"remarks\">\n");
	for (size_t i = 0; i < n; i++)
		if (!write_remark(rq, &list[i], may))
			return;
	html(&rq->body, "</ol>\n");
	if (write_history(rq, contribution_id))
		write_notes(rq, contribution_id, may);
	html(&rq->body, "</section>\n");
}
