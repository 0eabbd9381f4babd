/*
 * /plan/{plan}/masking: a planner goes through what looks like personal data in texts that may be
 * published, and says of each whether it is hidden or shown. Until then it is hidden.
 */
#include "module/privacy/privacy_internal.h"

#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define FINDINGS_ON_A_PAGE 25
#define CONTEXT_BYTES 160 /* before and behind a finding, at most */

struct finding {
	struct contribution said;
	struct mask mask;
};

/* All findings in texts that may be published: those to review first, then those reviewed. */
static bool load(struct request *rq, int64_t plan_id, bool reviewed, struct finding **list, size_t *n)
{
	VEC(struct finding) found = { 0 };
	struct contribution *said;
	size_t n_said;
	const struct masking *masking = masking_shared(rq->conn, rq->arena, &rq->err);
	if (!masking || !contribution_list(rq->conn, rq->arena, plan_id, &said, &n_said, &rq->err))
		return false;
	for (size_t i = 0; i < n_said; i++) {
		size_t n_masks;
		struct mask *masks = said[i].publish
			? masking_of(rq->arena, masking, said[i].id, span_of(said[i].text), &n_masks) : NULL;
		for (size_t k = 0; masks && k < n_masks; k++)
			if ((masks[k].state != MASKING_OPEN) == reviewed)
				*VEC_PUSH(rq->arena, &found) = (struct finding){ said[i], masks[k] };
	}
	*list = found.v;
	*n = found.n;
	return true;
}

static const char *kind_name(struct request *rq, const char *kind)
{
	static const struct {
		const char *code, *name;
	} kinds[] = {
		{ "email", N_("E-mail address") }, { "telephone", N_("Telephone number") },
		{ "identity number", N_("National identity number") }, { "name", N_("Name") }, { "address", N_("Address") },
		{ "account", N_("Account number") }, { "login", N_("User name and password") }, { MASKING_PERSON, N_("Hidden by a planner") },
	};
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (str_eq(kinds[i].code, kind))
			return tr_name(rq, kinds[i].name);
	return kind;
}

static bool ends_sentence(char c) { return c == '.' || c == '!' || c == '?' || c == '\n'; }

/* The sentence around a finding, within limits that cut no character. */
static struct span sentence_around(const char *text, const struct mask *m)
{
	size_t from = m->at, to = m->at + m->bytes, n = strlen(text);
	while (from > 0 && m->at - from < CONTEXT_BYTES && !(ends_sentence(text[from - 1]) && text[from] == ' ')
	       && text[from - 1] != '\n')
		from--;
	while (to < n && to - m->at - m->bytes < CONTEXT_BYTES && !ends_sentence(text[to]))
		to++;
	while (from > 0 && ((unsigned char)text[from] & 0xC0) == 0x80)
		from--;
	while (to < n && ((unsigned char)text[to] & 0xC0) == 0x80)
		to++;
	return span_trim((struct span){ text + from, to - from });
}

static void write_button(struct request *rq, const char *target, const struct finding *f, const char *decision,
                         const char *label, const char *again)
{
	const char *place = arena_printf(rq->arena, "%lld-%zu-%zu-%s", (long long)f->said.id, f->mask.at, f->mask.bytes, decision);
	form_post_begin(rq, tr_format(rq, "%s: %s", label, again), target);
	field_hidden(rq, "finding", place);
	form_end(rq, label);
}

static void write_finding(struct request *rq, const char *target, const struct finding *f)
{
	struct span around = sentence_around(f->said.text, &f->mask);
	const char *start = f->said.text + f->mask.at;
	const char *behind = start + f->mask.bytes, *end = around.s + around.n;
	html(&rq->body, "<li class=\"finding\"><p>%.*s<mark>%.*s</mark>%.*s</p>\n<p>", (int)(start - around.s), around.s,
	     (int)f->mask.bytes, start, (int)(end > behind ? end - behind : 0), behind);
	tag(rq, TONE_INFO, kind_name(rq, f->mask.kind));
	if (f->mask.state != MASKING_OPEN)
		tag(rq, TONE_NEUTRAL, f->mask.state == MASKING_HIDDEN ? tr(rq, "Hidden") : tr(rq, "Shown"));
	link_to(rq, href(rq, "/contribution/%lld", (long long)f->said.id), tr(rq, "The whole contribution"));
	html(&rq->body, "</p>\n<div class=\"buttons\">");
	const char *words = arena_strndup(rq->arena, start, f->mask.bytes);
	if (f->mask.state != MASKING_OPEN) {
		write_button(rq, target, f, "undo", tr(rq, "Undo"), words);
	} else {
		write_button(rq, target, f, "mask", tr(rq, "Hide"), words);
		write_button(rq, target, f, "keep", tr(rq, "Show"), words);
	}
	html(&rq->body, "</div></li>\n");
}

static bool write_findings(struct request *rq, const struct plan *plan, bool reviewed)
{
	struct finding *list;
	size_t n;
	if (!load(rq, plan->id, reviewed, &list, &n))
		return false;
	const char *target = href(rq, "/plan/%s/masking", plan->slug);
	struct paging p = paging_read(rq, FINDINGS_ON_A_PAGE);
	heading(rq, 2, reviewed ? tr_count(rq, "%s finding has been reviewed", "%s findings have been reviewed", (int64_t)n)
	                        : tr_count(rq, "%s finding to review", "%s findings to review", (int64_t)n));
	if (n == 0) {
		nothing_here(rq, tr(rq, "Nothing here."));
		return true;
	}
	html(&rq->body, "<ul class=\"findings\">\n");
	for (size_t i = (size_t)p.offset; i < n && i < (size_t)(p.offset + p.size); i++)
		write_finding(rq, target, &list[i]);
	html(&rq->body, "</ul>\n");
	paging_write(rq, &p, (int64_t)n);
	return true;
}

/* GET /plan/{plan}/masking */
enum http_status privacy_web_masking(struct request *rq)
{
	struct plan plan;
	bool reviewed = str_eq(query_text(rq, "show"), "reviewed");
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "Masking"));
	paragraph(rq, tr(rq, "What looks like personal data in texts that may be published. It is hidden as ▇▇▇ until somebody has "
	                     "looked at it. The original stays as it is."));
	html(&rq->body, "<p>");
	link_to(rq, href_with(rq, "show", reviewed ? NULL : "reviewed"),
	        reviewed ? tr(rq, "What is to be reviewed") : tr(rq, "What has been reviewed"));
	html(&rq->body, "</p>\n");
	if (!write_findings(rq, &plan, reviewed))
		return page_failed(rq);
	return page_end(rq);
}

/* ---- Deciding ---- */

struct deciding {
	struct arena *arena;
	int64_t plan_id, contribution_id, by;
	size_t at, bytes;
	enum masking_state state;
	bool missing;
};

/* Reads "17-3-12-mask". */
static bool read_finding(struct request *rq, struct deciding *d)
{
	static const struct {
		const char *code;
		enum masking_state state;
	} decisions[] = { { "mask", MASKING_HIDDEN }, { "keep", MASKING_SHOWN }, { "undo", MASKING_OPEN } };
	int64_t number[3];
	struct span rest = span_of(form_text(rq, "finding"));
	for (size_t i = 0; i < ARRAY_LEN(number); i++) {
		struct span piece = span_cut(&rest, '-');
		if (!str_to_i64(arena_strndup(rq->arena, str_or(piece.s, ""), piece.n), &number[i]) || number[i] < 0)
			return false;
	}
	d->contribution_id = number[0];
	d->at = (size_t)number[1];
	d->bytes = (size_t)number[2];
	for (size_t i = 0; i < ARRAY_LEN(decisions); i++) {
		if (!span_is(rest, decisions[i].code))
			continue;
		d->state = decisions[i].state;
		return true;
	}
	return false;
}

/* The finding must be one of this plan's: what a form says is looked for. */
static bool find_mask(struct db_conn *tx, struct deciding *d, struct mask *found, struct err *err)
{
	struct contribution said;
	int64_t id, plan_id;
	size_t n;
	d->missing = true;
	if (!contribution_find(tx, arena_printf(d->arena, "%lld", (long long)d->contribution_id), &id, &plan_id, err)
	    || !contribution_get(tx, d->arena, id, &said, err))
		return false;
	const struct masking *masking = masking_shared(tx, d->arena, err);
	struct mask *list = masking && said.id ? masking_of(d->arena, masking, id, span_of(said.text), &n) : NULL;
	for (size_t i = 0; list && plan_id == d->plan_id && i < n; i++) {
		if (list[i].at != d->at || list[i].bytes != d->bytes)
			continue;
		*found = list[i];
		d->missing = false;
	}
	return masking != NULL;
}

static bool decide(struct db_conn *tx, void *arg, struct err *err)
{
	struct deciding *d = arg;
	struct mask mask;
	if (!find_mask(tx, d, &mask, err) || d->missing)
		return !err->kind;
	mask.state = d->state;
	return masking_decide(tx, d->contribution_id, &mask, d->by, err);
}

/* POST /plan/{plan}/masking */
enum http_status privacy_web_mask(struct request *rq)
{
	struct plan plan;
	struct deciding d = { .arena = rq->arena, .by = rq->session->user_id };
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	d.plan_id = plan.id;
	if (!read_finding(rq, &d))
		return page_bad_request(rq, tr(rq, "What was sent cannot be understood, and nothing was done."));
	if (!user_write(rq, decide, &d, NULL))
		return page_failed(rq);
	if (d.missing)
		return page_not_found(rq, tr(rq, "There is no such finding."));
	return redirect_to(rq, d.state == MASKING_OPEN ? href(rq, "/plan/%s/masking?show=reviewed", plan.slug)
	                                               : href(rq, "/plan/%s/masking", plan.slug));
}

void privacy_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (!rq->session || !plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		return;
	if (request_may(rq, "contribution.mask", plan_id))
		page_nav(rq, NAV_WORK, tr(rq, "Masking"), href(rq, "/plan/%s/masking", plan.slug));
	if (request_may(rq, "privacy.handle", plan_id))
		page_nav(rq, NAV_WORK, tr(rq, "Personal data"), href(rq, "/plan/%s/privacy", plan.slug));
}
