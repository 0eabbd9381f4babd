/* Files in forms: the field, what was sent with it, and lists of links. */
#include "module/file/file_internal.h"

#include "ui/form.h"
#include "ui/parts.h"
#include "ui/translate.h"

void file_field(struct request *rq, const char *name, const char *label, unsigned kinds)
{
	struct out accept = out_memory(rq->arena);
	for (enum file_kind kind = 0; kind < FILE_KINDS; kind++)
		for (size_t i = 0; kinds & FILE_BIT(kind) && i < ARRAY_LEN(file_kinds[kind].extensions); i++)
			if (file_kinds[kind].extensions[i])
				out_format(&accept, "%s.%s", accept.n ? "," : "", file_kinds[kind].extensions[i]);
	field_files(rq, name, label,
	            kinds & FILE_BIT(FILE_EML)
	                ? tr(rq, "E-mail (EML), PDF, Word (DOCX), OpenDocument (ODT), PNG, JPEG or WebP. At most 5 files of 20 MB each.")
	                : tr(rq, "PDF, Word (DOCX), OpenDocument (ODT), PNG, JPEG or WebP. At most 5 files of 20 MB each."),
	            out_string(&accept));
}

static void add_problem(struct request *rq, const char *field, const char *name, const char *message)
{
	form_problem(rq, field, arena_printf(rq->arena, "%s: %s", str_or(name, "?"), message));
}

bool file_from_form(struct request *rq, const char *name, unsigned kinds, struct file_source list[FILES_MOST], size_t *n)
{
	const struct form_file *sent;
	*n = 0;
	for (size_t i = 0; (sent = form_file(rq, name, i)); i++) {
		const char *refused, *shown = file_clean_name(rq->arena, sent->name);
		if (i == FILES_MOST) {
			form_problem(rq, name, tr(rq, "At most 5 files at a time."));
			break;
		}
		if (sent->too_large) {
			add_problem(rq, name, shown, tr(rq, "The file is larger than 20 MB."));
			continue;
		}
		if (!file_inspect(rq->arena, sent->path, sent->name, kinds, &list[*n], &refused, &rq->err))
			return false;
		if (refused)
			add_problem(rq, name, shown, tr_name(rq, refused));
		else
			(*n)++;
	}
	return true;
}

/* ---- Lists ---- */

const char *file_size_text(struct request *rq, int64_t size)
{
	if (size < 1000000)
		return tr_format(rq, "%s kB", tr_number(rq->arena, rq->lang, (size + 999) / 1000));
	return tr_format(rq, "%s MB", tr_decimal(rq->arena, rq->lang, (double)size / 1e6, 1));
}

void file_write_list(struct request *rq, const struct file *list, size_t n, const char *base)
{
	if (n > 0)
		html(&rq->body, "<ul class=\"files\">\n");
	for (size_t i = 0; i < n; i++) {
		const struct file *f = &list[i];
		html(&rq->body, "<li>");
		if (f->erased)
			html_t(rq, "A file that was erased");
		else
			link_to(rq, arena_printf(rq->arena, "%s/%lld", base, (long long)f->id), f->name);
		html(&rq->body, " <small>%s, %s</small>", file_kinds[f->kind].name, file_size_text(rq, f->size));
		if (rq->internal) {
			if (f->public)
				tag(rq, TONE_SUCCESS, tr(rq, "Public"));
			html(&rq->body, " ");
			link_to(rq, href(rq, "/file/%lld/about", (long long)f->id), tr_format(rq, "About %s", str_or(f->name, "?")));
		}
		html(&rq->body, "</li>\n");
	}
	if (n > 0)
		html(&rq->body, "</ul>\n");
}
