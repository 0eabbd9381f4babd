/* Pages: the versions of a plan, what one says, and what changed between two. */
#include "module/version/version_internal.h"

#include "base/clock.h"
#include "format/docx_write.h"
#include "module/user/user.h"
#include "ui/difference.h"
#include "ui/form.h"
#include "ui/markdown.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

#define NAME_MAX_BYTES 100

bool version_plan_of(struct request *rq, const char *value, int64_t *plan_id)
{
	struct version v;
	int64_t id;
	*plan_id = 0;
	if (!str_to_i64(value, &id))
		return true;
	bool ok = version_by_id(rq->conn, rq->arena, id, &v, &rq->err);
	*plan_id = ok ? v.plan_id : 0;
	return ok;
}

void version_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_PLAN, tr(rq, "Versions"), href(rq, "/plan/%s/versions", plan.slug));
}

static const char *version_href(struct request *rq, int64_t id)
{
	return href(rq, "/version/%lld", (long long)id);
}

static const char *changes_href(struct request *rq, int64_t before, int64_t after)
{
	return href(rq, "/version/%lld/since/%lld", (long long)after, (long long)before);
}

/* Enough of a hash to tell two apart by eye; the version's own page has all of it. */
static const char *hash_begin(struct request *rq, const struct digest *digest)
{
	char hex[DIGEST_HEX_SIZE];
	digest_hex(digest, hex);
	return arena_strndup(rq->arena, hex, 12);
}

/* ---- GET /plan/{plan}/versions ---- */

static void write_list(struct request *rq, const struct version *list, size_t n)
{
	table_begin(rq, tr(rq, "Versions, newest first"), { tr(rq, "Version"), COLUMN_TEXT }, { tr(rq, "Made"), COLUMN_TEXT },
	            { tr(rq, "Hash"), COLUMN_TEXT }, { tr(rq, "Changes"), COLUMN_TEXT }, { tr(rq, "What it is for"), COLUMN_TEXT });
	for (size_t i = n; i-- > 0;) {
		row_begin(rq);
		head_link(rq, version_href(rq, list[i].id), list[i].name);
		cell_text(rq, clock_local(rq->arena, list[i].made_at));
		cell_text(rq, hash_begin(rq, &list[i].digest));
		if (i == 0)
			cell_text(rq, tr(rq, "The first"));
		else
			cell_link(rq, changes_href(rq, list[i - 1].id, list[i].id), tr_format(rq, "Since %s", list[i - 1].name));
		cell_text(rq, list[i].note);
		row_end(rq);
	}
	table_end(rq);
}

static void write_choice(struct request *rq, const struct plan *plan, const struct version *list, size_t n)
{
	struct choice *choices = arena_array(rq->arena, n, sizeof *choices);
	for (size_t i = 0; i < n; i++)
		choices[i] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)list[i].id), list[i].name };
	heading(rq, 2, tr(rq, "Compare two versions"));
	form_begin(rq, tr(rq, "Compare two versions"), href(rq, "/plan/%s/versions", plan->slug));
	field_select(rq, "from", tr(rq, "From"), choices, n, choices[0].value);
	field_select(rq, "to", tr(rq, "To"), choices, n, choices[n - 1].value);
	form_end(rq, tr(rq, "Compare"));
}

static void write_make(struct request *rq, const struct plan *plan)
{
	heading(rq, 2, tr(rq, "Keep the plan as it is now"));
	form_post_begin(rq, tr(rq, "Keep the plan as it is now"), href(rq, "/plan/%s/versions", plan->slug));
	field_input(rq, .name = "name", .label = tr(rq, "Name"), .value = form_text(rq, "name"), .required = true,
	            .hint = tr(rq, "Such as \"For consultation\". A version never changes."));
	field_input(rq, .name = "note", .label = tr(rq, "What it is for"), .value = form_text(rq, "note"));
	form_end(rq, tr(rq, "Keep this version"));
}

static enum http_status write_versions(struct request *rq, const struct plan *plan)
{
	struct version *list;
	size_t n;
	if (!version_list(rq->conn, rq->arena, plan->id, &list, &n, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, plan);
	page_begin(rq, tr(rq, "Versions"));
	paragraph(rq, tr(rq, "A version is the whole plan as it was, under a hash of all it says: who has the hash can check that nothing was "
	                     "changed since."));
	if (n == 0)
		nothing_here(rq, tr(rq, "No version has been kept yet."));
	else
		write_list(rq, list, n);
	if (n > 1)
		write_choice(rq, plan, list, n);
	if (request_may(rq, "plan.edit", plan->id))
		write_make(rq, plan);
	return page_end(rq);
}

enum http_status version_web_list(struct request *rq)
{
	struct plan plan;
	int64_t from = query_i64(rq, "from", 0), to = query_i64(rq, "to", 0);
	if (from && to)
		return redirect_to(rq, changes_href(rq, from, to));
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	return write_versions(rq, &plan);
}

/* ---- POST /plan/{plan}/versions ---- */

static bool make(struct db_conn *tx, void *arg, struct err *err)
{
	struct arena *a = arena_new();
	bool ok = version_make(tx, a, arg, err);
	arena_free(a);
	return ok;
}

enum http_status version_web_make(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	struct version v = { .plan_id = plan.id, .by = rq->session->user_id, .name = form_text(rq, "name"), .note = form_text(rq, "note") };
	if (!*v.name || strlen(v.name) > NAME_MAX_BYTES || strpbrk(v.name, "/\r\n"))
		form_problem(rq, "name", tr(rq, "Write a name on one line, without \"/\"."));
	else if (user_write(rq, make, &v, NULL))
		return redirect_to(rq, href(rq, "/plan/%s/versions", plan.slug));
	else if (rq->err.kind == ERR_CONFLICT)
		form_problem(rq, "name", tr(rq, "The plan has a version of that name already."));
	else
		return page_failed(rq);
	enum http_status status = write_versions(rq, &plan);
	return status == HTTP_OK ? HTTP_BAD_REQUEST : status;
}

/* ---- GET /version/{version} ---- */

/* A page of a version: its plan, and the way to it. false where there is no such version. */
static bool open_version(struct request *rq, const char *name, struct plan *plan, struct version_tree *tree)
{
	struct version v;
	if (!version_by_id(rq->conn, rq->arena, route_id(rq, name), &v, &rq->err))
		return false;
	if (!v.id)
		return err_not_found(&rq->err, "There is no such version");
	return version_load(rq->conn, rq->arena, &v, tree, &rq->err) && plan_get(rq->conn, rq->arena, v.plan_id, plan, &rq->err);
}

static void context(struct request *rq, const struct plan *plan)
{
	plan_page_context(rq, plan);
	page_crumb(rq, tr(rq, "Versions"), href(rq, "/plan/%s/versions", plan->slug));
}

static void write_facts(struct request *rq, const struct version *v)
{
	char hex[DIGEST_HEX_SIZE];
	digest_hex(&v->digest, hex);
	facts_begin(rq);
	fact(rq, tr(rq, "Made"), clock_local(rq->arena, v->made_at));
	fact_begin(rq, tr(rq, "Hash"));
	html(&rq->body, "<code class=\"hash\">%s</code>", hex);
	fact_end(rq);
	if (*v->note)
		fact(rq, tr(rq, "What it is for"), v->note);
	facts_end(rq);
}

static bool write_nodes(struct request *rq, const struct version_tree *tree)
{
	html(&rq->body, "<ul class=\"version-tree\">\n");
	for (size_t i = 0; i < tree->n; i++) {
		struct version_text text;
		if (!version_text(rq->conn, rq->arena, &tree->nodes[i].text, &text, &rq->err))
			return false;
		html(&rq->body, "<li><strong>%s: %s</strong>\n", tr_name(rq, plan_node_kind_name(text.kind)), text.title);
		markdown_html(&rq->body, text.body);
		long next = i + 1 < tree->n ? tree->nodes[i + 1].parent : -1;
		if (next == (long)i) {
			html(&rq->body, "<ul>\n");
			continue;
		}
		html(&rq->body, "</li>\n");
		for (long above = tree->nodes[i].parent; above != next; above = tree->nodes[above].parent)
			html(&rq->body, "</ul></li>\n");
	}
	html(&rq->body, "</ul>\n");
	return true;
}

static enum http_status send_docx(struct request *rq, const struct plan *plan, const struct version_tree *since,
                                  const struct version_tree *tree)
{
	rq->download_name = arena_printf(rq->arena, "%s-%s.docx", plan->slug, hash_begin(rq, &tree->version.digest));
	rq->content_type = DOCX_TYPE;
	return version_write_docx(rq->conn, rq->arena, &rq->body, plan, since, tree, rq->internal, &rq->err) ? HTTP_OK : page_failed(rq);
}

enum http_status version_web_show(struct request *rq)
{
	struct plan plan;
	struct version_tree tree;
	if (!open_version(rq, "version", &plan, &tree))
		return page_failed(rq);
	if (str_eq(query_text(rq, "format"), "docx"))
		return send_docx(rq, &plan, NULL, &tree);
	context(rq, &plan);
	page_begin(rq, tr_format(rq, "Version: %s", tree.version.name));
	write_facts(rq, &tree.version);
	html(&rq->body, "<p>");
	link_to(rq, href_with(rq, "format", "docx"), tr(rq, "As a document (DOCX)"));
	html(&rq->body, "</p>\n");
	panels_write(rq, "version", tree.version.id);
	heading(rq, 2, tr(rq, "What it says"));
	return write_nodes(rq, &tree) ? page_end(rq) : page_failed(rq);
}

/* ---- GET /version/{version}/since/{before} ---- */

static void write_why(struct request *rq, const char *term, const char *lines)
{
	if (!*lines)
		return;
	html(&rq->body, "<p><strong>%s</strong></p>\n<ul>\n", term);
	for (struct span rest = span_of(lines); rest.s;) {
		struct span line = span_cut(&rest, '\n');
		html(&rq->body, "<li>%.*s</li>\n", (int)line.n, line.s);
	}
	html(&rq->body, "</ul>\n");
}

static void write_difference(struct request *rq, const struct version_difference *d, int level)
{
	const struct version_text *is = d->changes & VERSION_REMOVED ? &d->before : &d->after;
	html(&rq->body, "<section class=\"version-change\">\n");
	heading(rq, level, arena_printf(rq->arena, "%s: %s", tr_name(rq, plan_node_kind_name(is->kind)), is->title));
	html(&rq->body, "<p>");
	for (size_t i = 0; i < version_change_names_len; i++) {
		if (!(d->changes & (unsigned)version_change_names[i].bit))
			continue;
		tag(rq, TONE_INFO, tr_name(rq, version_change_names[i].name));
		html(&rq->body, " ");
	}
	html(&rq->body, "</p>\n");
	if (d->changes & VERSION_TITLE)
		difference_words(rq, d->before.title, d->after.title);
	if (*d->before.body || *d->after.body)
		difference_words(rq, d->before.body, d->after.body);
	write_why(rq, tr(rq, "From the answers"), d->answers);
	if (rq->internal)
		write_why(rq, tr(rq, "Why"), d->notes);
	if (!(d->changes & VERSION_REMOVED)) {
		html(&rq->body, "<p>");
		link_to(rq, href(rq, "/node/%lld", (long long)d->node_id), tr(rq, "This part of the plan as it is now"));
		html(&rq->body, "</p>\n");
	}
	html(&rq->body, "</section>\n");
}

void version_write_differences(struct request *rq, const struct version_difference *list, size_t n, int level)
{
	for (size_t i = 0; i < n; i++)
		write_difference(rq, &list[i], level);
}

enum http_status version_web_changes(struct request *rq)
{
	struct plan plan, other;
	struct version_tree before, after;
	struct version_difference *list;
	size_t n;
	if (!open_version(rq, "version", &plan, &after) || !open_version(rq, "before", &other, &before))
		return page_failed(rq);
	if (other.id != plan.id)
		return page_not_found(rq, tr(rq, "The two versions are of different plans."));
	if (str_eq(query_text(rq, "format"), "docx"))
		return send_docx(rq, &plan, &before, &after);
	if (!version_diff(rq->conn, rq->arena, &before, &after, &list, &n, &rq->err))
		return page_failed(rq);
	context(rq, &plan);
	page_crumb(rq, after.version.name, version_href(rq, after.version.id));
	page_begin(rq, tr_format(rq, "From \"%s\" to \"%s\"", before.version.name, after.version.name));
	if (n == 0)
		nothing_here(rq, tr(rq, "The two versions are the same."));
	else
		paragraph(rq, tr_count(rq, "%s part of the plan changed.", "%s parts of the plan changed.", (int64_t)n));
	html(&rq->body, "<p>");
	link_to(rq, href_with(rq, "format", "docx"), tr(rq, "The whole text with the changes marked (DOCX)"));
	html(&rq->body, "</p>\n");
	version_write_differences(rq, list, n, 2);
	return page_end(rq);
}
