#include "format/docx_read.h"

#include "base/out.h"
#include "format/docx_styles.h"

#define PARAGRAPHS_MAX 1000000
/* Text boxes hold paragraphs within a paragraph; boxes within boxes are rare. */
#define NESTED_MAX 8

struct open_paragraph {
	struct out text; /* kept when a paragraph's mark is deleted: the next one goes on with it */
	struct docx_properties properties;
	bool mark_deleted;
};

struct reader {
	struct arena *arena;
	struct docx_styles *styles;
	VEC(struct docx_read_paragraph) paragraphs;
	size_t tracked_changes;
	struct open_paragraph open[NESTED_MAX];
	size_t n_open;
	unsigned skipping;      /* depth within something that is not part of the text */
	bool in_properties;     /* of a paragraph */
	bool in_row_properties; /* of a table row */
	bool in_text;
	unsigned rows, deleted_row; /* depth of table rows; the one that is deleted */
	unsigned controls, contents; /* depth of content controls; the one with a table of contents */
};

static bool is(const struct xml_element *e, const char *name)
{
	return str_eq(e->name, name);
}

/* What was deleted or moved away, and what formatting was before a change. */
static bool is_gone(const struct xml_element *e)
{
	if (e->space == XML_COMPATIBILITY)
		return is(e, "Fallback"); /* the same content once more, for old programs */
	return e->space == XML_WORD && (is(e, "del") || is(e, "moveFrom") || str_ends(e->name, "PrChange"));
}

static void count_change(struct reader *r, const struct xml_element *e)
{
	bool gone = is(e, "del") || is(e, "moveFrom");
	if (!gone && !is(e, "ins") && !is(e, "moveTo"))
		return;
	r->tracked_changes++;
	if (gone && r->in_properties && r->n_open)
		r->open[r->n_open - 1].mark_deleted = true;
	if (gone && r->in_row_properties && !r->deleted_row)
		r->deleted_row = r->rows;
}

static bool paragraph_begin(struct reader *r, struct err *err)
{
	if (r->n_open == NESTED_MAX)
		return err_input(err, "the document has text boxes within text boxes to a depth of more than %d; "
		                 "take some apart in Word", NESTED_MAX);
	struct open_paragraph *p = &r->open[r->n_open++];
	p->text.arena = r->arena;
	p->properties = DOCX_PROPERTIES_UNSAID;
	p->mark_deleted = false;
	return true;
}

static bool paragraph_end(struct reader *r, struct err *err)
{
	struct open_paragraph *p = &r->open[--r->n_open];
	if (p->mark_deleted)
		return true;
	if (r->deleted_row) {
		p->text.n = 0;
		return true;
	}
	if (r->paragraphs.n == PARAGRAPHS_MAX)
		return err_input(err, "the document has more than %d paragraphs; split it", PARAGRAPHS_MAX);
	struct docx_look look = docx_styles_look(r->styles, &p->properties);
	struct docx_read_paragraph *to = VEC_PUSH(r->arena, &r->paragraphs);
	*to = (struct docx_read_paragraph){
		.text = arena_strndup(r->arena, out_string(&p->text), p->text.n),
		.style = look.style_name,
		.heading = look.heading,
		.list = look.list,
		.numbered = look.numbered,
		.title = look.title,
		.contents = look.contents || r->contents,
		.number = (long)r->paragraphs.n,
	};
	p->text.n = 0;
	return true;
}

/* Elements of a run that stand for a character. */
static void character(struct reader *r, const struct xml_element *e)
{
	static const struct {
		const char *element, *text;
	} characters[] = {
		{ "tab", "\t" }, { "ptab", "\t" }, { "br", "\n" }, { "cr", "\n" }, { "noBreakHyphen", "\u2011" },
	};
	if (r->n_open && !r->in_properties)
		for (size_t i = 0; i < ARRAY_LEN(characters); i++)
			if (is(e, characters[i].element))
				out_text(&r->open[r->n_open - 1].text, characters[i].text);
}

static bool document_begin(void *arg, const struct xml_element *e, struct err *err)
{
	struct reader *r = arg;
	if (r->skipping) {
		r->skipping++;
		return true;
	}
	if (e->space == XML_WORD)
		count_change(r, e);
	if (is_gone(e)) {
		r->skipping = 1;
		return true;
	}
	if (e->space != XML_WORD)
		return true;
	if (is(e, "p"))
		return paragraph_begin(r, err);
	if (is(e, "pPr"))
		r->in_properties = true;
	else if (is(e, "trPr"))
		r->in_row_properties = true;
	else if (is(e, "t"))
		r->in_text = true;
	else if (is(e, "tr"))
		r->rows++;
	else if (is(e, "sdt"))
		r->controls++;
	else if (is(e, "docPartGallery") && str_eq(str_or(xml_attribute(e, "val"), ""), "Table of Contents"))
		r->contents = r->contents ? r->contents : r->controls;
	else if (r->in_properties && r->n_open)
		docx_properties_take(r->arena, &r->open[r->n_open - 1].properties, e);
	else
		character(r, e);
	return true;
}

static bool document_end(void *arg, const struct xml_element *e, struct err *err)
{
	struct reader *r = arg;
	if (r->skipping) {
		r->skipping--;
		return true;
	}
	if (e->space != XML_WORD)
		return true;
	if (is(e, "p"))
		return paragraph_end(r, err);
	if (is(e, "pPr")) {
		r->in_properties = false;
	} else if (is(e, "trPr")) {
		r->in_row_properties = false;
	} else if (is(e, "t")) {
		r->in_text = false;
	} else if (is(e, "tr")) {
		if (r->deleted_row == r->rows)
			r->deleted_row = 0;
		r->rows--;
	} else if (is(e, "sdt")) {
		if (r->contents == r->controls)
			r->contents = 0;
		r->controls--;
	}
	return true;
}

static bool document_text(void *arg, const char *text, size_t n, struct err *err)
{
	(void)err;
	struct reader *r = arg;
	if (r->in_text && !r->skipping && r->n_open)
		out_bytes(&r->open[r->n_open - 1].text, text, n);
	return true;
}

bool docx_read_bytes(struct arena *a, struct span bytes, const char *name, size_t max_unpacked,
                     struct docx_read *result, struct err *err)
{
	struct package *p = package_open(a, bytes, name, max_unpacked, err);
	struct package_relations relations;
	if (!p || !package_relations(p, "", &relations, err))
		return false;
	const char *document = package_related(&relations, "officeDocument");
	if (!document) {
		err_input(err, "the file is no Word document; open it in Word or LibreOffice and save it as DOCX");
		return err_at(err, name, 0, 0);
	}
	struct reader r = { .arena = a };
	if (!package_relations(p, document, &relations, err)
	    || !(r.styles = docx_styles_read(a, p, &relations, err)))
		return false;
	struct xml_handler handler = { document_begin, document_end, document_text };
	if (!package_parse(p, document, &handler, &r, err))
		return false;
	*result = (struct docx_read){ r.paragraphs.v, r.paragraphs.n, r.tracked_changes };
	return true;
}
