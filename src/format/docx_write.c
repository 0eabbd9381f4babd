/*
 * The document's text goes into the archive as it is written. The numbering comes
 * after it, since only then it is known how many numbered lists there are; the order
 * of parts in the archive means nothing.
 */
#include "format/docx_write.h"

#include "base/clock.h"
#include "format/docx_parts.h"

#include <archive.h>
#include <archive_entry.h>
#include <assert.h>
#include <errno.h>

#define FLUSH_AT 32768

struct docx {
	struct arena *arena;
	struct out *to;
	struct docx_info info;
	struct archive *archive;
	struct out xml; /* what is not in the archive yet */
	bool in_block;
	unsigned numbered_lists;
	unsigned marks; /* revision marks so far: each has a number */
	bool in_numbered_list;
	size_t columns; /* of the table being written; 0 outside tables */
	unsigned *widths;
	const bool *flush_right; /* beside the columns, or NULL */
	struct err err;
};

static bool check(struct docx *d, la_ssize_t status)
{
	return status >= ARCHIVE_OK || status == ARCHIVE_WARN
	       || err_system(&d->err, "cannot write the document: %s", str_or(archive_error_string(d->archive), "no reason given"));
}

static la_ssize_t write_archive(struct archive *archive, void *arg, const void *bytes, size_t n)
{
	struct docx *d = arg;
	out_bytes(d->to, bytes, n);
	if (out_ok(d->to))
		return (la_ssize_t)n;
	archive_set_error(archive, EIO, "the disk is full or the reader has gone");
	return -1;
}

static void free_archive(void *archive)
{
	archive_write_free(archive);
}

static void open_archive(struct docx *d)
{
	d->archive = archive_write_new();
	if (!d->archive)
		out_of_memory();
	arena_defer(d->arena, free_archive, d->archive);
	check(d, archive_write_set_format_zip(d->archive));
	/* Word refuses parts whose sizes are written in 64 bits. */
	check(d, archive_write_set_format_option(d->archive, "zip", "zip64", NULL));
	check(d, archive_write_set_bytes_in_last_block(d->archive, 1));
	check(d, archive_write_open(d->archive, d, NULL, write_archive, NULL));
}

/* Without a time the archive gets the first of January 1980, in any zone. */
static void begin_part(struct docx *d, const char *name)
{
	struct archive_entry *entry = archive_entry_new();
	if (!entry)
		out_of_memory();
	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	if (!d->err.kind)
		check(d, archive_write_header(d->archive, entry));
	archive_entry_free(entry);
}

static void flush(struct docx *d)
{
	if (!d->err.kind && d->xml.n)
		check(d, archive_write_data(d->archive, d->xml.buf, d->xml.n));
	d->xml.n = 0;
}

static void end_part(struct docx *d)
{
	flush(d);
	if (!d->err.kind)
		check(d, archive_write_finish_entry(d->archive));
}

static void write_part(struct docx *d, const char *name, void (*write)(struct out *, const struct docx_info *))
{
	begin_part(d, name);
	write(&d->xml, &d->info);
	end_part(d);
}

struct docx *docx_begin(struct arena *a, struct out *to, const struct docx_info *info)
{
	struct docx *d = arena_alloc(a, sizeof *d);
	d->arena = a;
	d->to = to;
	d->info = *info;
	d->info.language = str_or(info->language, "nb-NO");
	d->xml = out_memory(a);
	open_archive(d);
	write_part(d, "[Content_Types].xml", docx_part_content_types);
	write_part(d, "_rels/.rels", docx_part_package_relations);
	write_part(d, "docProps/core.xml", docx_part_core);
	write_part(d, "word/_rels/document.xml.rels", docx_part_document_relations);
	write_part(d, "word/settings.xml", docx_part_settings);
	write_part(d, "word/styles.xml", docx_part_styles);
	if (info->header)
		write_part(d, "word/header1.xml", docx_part_header);
	if (docx_has_footer(info))
		write_part(d, "word/footer1.xml", docx_part_footer);
	begin_part(d, "word/document.xml");
	out_text(&d->xml, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
	         "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
	         " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>");
	if (info->show_title && info->title) {
		out_text(&d->xml, "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t xml:space=\"preserve\">");
		docx_xml_text(&d->xml, span_of(info->title));
		out_text(&d->xml, "</w:t></w:r></w:p>");
	}
	return d;
}

/* ---- Blocks ---- */

static int bounded(int level)
{
	return level < 1 ? 1 : level > DOCX_LEVELS ? DOCX_LEVELS : level;
}

static void list_properties(struct docx *d, const char *style, int level, unsigned list)
{
	out_format(&d->xml, "<w:pStyle w:val=\"%s", style);
	if (level > 1)
		out_format(&d->xml, "%d", level);
	out_format(&d->xml, "\"/><w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%u\"/></w:numPr>", level - 1, list);
}

/* The beginning of a revision mark's element: its name is followed by who made it, and when. */
static void open_mark(struct docx *d, const char *element)
{
	out_format(&d->xml, "<%s w:id=\"%u\" w:author=\"", element, ++d->marks);
	docx_xml_text(&d->xml, span_of(str_or(d->info.author, "Planverk")));
	out_text(&d->xml, "\"");
	if (d->info.created)
		out_format(&d->xml, " w:date=\"%s\"", clock_iso(d->arena, d->info.created));
}

static const char *mark_element(unsigned flags)
{
	return flags & DOCX_INSERTED ? "w:ins" : flags & DOCX_DELETED ? "w:del" : NULL;
}

void docx_begin_block(struct docx *d, enum docx_block block, int level)
{
	docx_begin_marked_block(d, block, level, 0);
}

void docx_begin_marked_block(struct docx *d, enum docx_block block, int level, enum docx_run_flags mark)
{
	assert(!d->in_block && !d->columns);
	level = bounded(level);
	d->in_block = true;
	if (block == DOCX_NUMBERED && !d->in_numbered_list)
		d->numbered_lists++;
	d->in_numbered_list = block == DOCX_NUMBERED || (block == DOCX_BULLET && d->in_numbered_list);
	out_text(&d->xml, "<w:p><w:pPr>");
	switch (block) {
	case DOCX_PARAGRAPH: break;
	case DOCX_HEADING: out_format(&d->xml, "<w:pStyle w:val=\"Heading%d\"/>", level); break;
	case DOCX_QUOTE: out_text(&d->xml, "<w:pStyle w:val=\"Quote\"/>"); break;
	case DOCX_CAPTION: out_text(&d->xml, "<w:pStyle w:val=\"Caption\"/>"); break;
	case DOCX_BULLET: list_properties(d, "ListBullet", level, DOCX_BULLET_LIST); break;
	case DOCX_NUMBERED: list_properties(d, "ListNumber", level, DOCX_BULLET_LIST + d->numbered_lists); break;
	}
	if (mark_element(mark)) {
		out_text(&d->xml, "<w:rPr>");
		open_mark(d, mark_element(mark));
		out_text(&d->xml, "/></w:rPr>");
	}
	out_text(&d->xml, "</w:pPr>");
}

/* Line breaks and tabs are elements of their own. text_element: "w:t", or what deleted text stands in. */
static void run(struct docx *d, const char *text, const char *properties, const char *text_element)
{
	out_format(&d->xml, "<w:r>%s", properties);
	for (struct span rest = span_of(text ? text : ""); rest.s;) {
		struct span line = span_cut(&rest, '\n');
		for (struct span cells = line; cells.s;) {
			struct span piece = span_cut(&cells, '\t');
			out_format(&d->xml, "<%s xml:space=\"preserve\">", text_element);
			docx_xml_text(&d->xml, piece);
			out_format(&d->xml, "</%s>%s", text_element, cells.s ? "<w:tab/>" : "");
		}
		if (rest.s)
			out_text(&d->xml, "<w:br/>");
	}
	out_text(&d->xml, "</w:r>");
}

void docx_run(struct docx *d, const char *text, unsigned flags)
{
	static const char *const properties[] = {
		"", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/></w:rPr>", "<w:rPr><w:b/><w:i/></w:rPr>",
	};
	const char *mark = mark_element(flags);
	assert(d->in_block);
	if (mark) {
		open_mark(d, mark);
		out_text(&d->xml, ">");
	}
	run(d, text, properties[flags & (DOCX_BOLD | DOCX_ITALIC)], flags & DOCX_DELETED ? "w:delText" : "w:t");
	if (mark)
		out_format(&d->xml, "</%s>", mark);
}

void docx_end_block(struct docx *d)
{
	assert(d->in_block);
	d->in_block = false;
	out_text(&d->xml, "</w:p>");
	if (d->xml.n > FLUSH_AT)
		flush(d);
}

static void whole_block(struct docx *d, enum docx_block block, int level, const char *text)
{
	docx_begin_block(d, block, level);
	docx_run(d, text, 0);
	docx_end_block(d);
}

void docx_heading(struct docx *d, int level, const char *text)
{
	whole_block(d, DOCX_HEADING, level, text);
}

void docx_paragraph(struct docx *d, const char *text)
{
	whole_block(d, DOCX_PARAGRAPH, 0, text);
}

void docx_quote(struct docx *d, const char *text)
{
	whole_block(d, DOCX_QUOTE, 0, text);
}

void docx_caption(struct docx *d, const char *text)
{
	whole_block(d, DOCX_CAPTION, 0, text);
}

void docx_bullet(struct docx *d, int level, const char *text)
{
	whole_block(d, DOCX_BULLET, level, text);
}

void docx_numbered(struct docx *d, int level, const char *text)
{
	whole_block(d, DOCX_NUMBERED, level, text);
}

void docx_page_break(struct docx *d)
{
	assert(!d->in_block && !d->columns);
	out_text(&d->xml, "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
}

/* ---- Tables ---- */

static void table_row(struct docx *d, const char *const *cells, bool header)
{
	out_text(&d->xml, header ? "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" : "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
	for (size_t i = 0; i < d->columns; i++) {
		out_format(&d->xml, "<w:tc><w:tcPr><w:tcW w:w=\"%u\" w:type=\"dxa\"/>%s</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"TableText\"/>%s</w:pPr>",
		           d->widths[i], header ? "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E9EDF1\"/>" : "",
		           d->flush_right && d->flush_right[i] ? "<w:jc w:val=\"right\"/>" : "");
		run(d, cells[i], header ? "<w:rPr><w:b/></w:rPr>" : "", "w:t");
		out_text(&d->xml, "</w:p></w:tc>");
	}
	out_text(&d->xml, "</w:tr>");
	if (d->xml.n > FLUSH_AT)
		flush(d);
}

void docx_table_flush_right(struct docx *d, const bool *columns)
{
	assert(!d->columns);
	d->flush_right = columns;
}

void docx_table_begin(struct docx *d, const char *const *names, const unsigned *weights, size_t n_columns)
{
	assert(!d->in_block && !d->columns && n_columns > 0);
	uint64_t sum = 0, width = docx_text_width(&d->info);
	d->columns = n_columns;
	d->in_numbered_list = false;
	d->widths = arena_array(d->arena, n_columns, sizeof *d->widths);
	for (size_t i = 0; i < n_columns; i++)
		sum += weights ? weights[i] : 1;
	out_format(&d->xml, "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"%llu\" w:type=\"dxa\"/>"
	           "<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\""
	           " w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>", (unsigned long long)width);
	for (size_t i = 0; i < n_columns; i++) {
		d->widths[i] = (unsigned)(width * (weights ? weights[i] : 1) / (sum ? sum : 1));
		out_format(&d->xml, "<w:gridCol w:w=\"%u\"/>", d->widths[i]);
	}
	out_text(&d->xml, "</w:tblGrid>");
	table_row(d, names, true);
}

void docx_table_row(struct docx *d, const char *const *cells)
{
	assert(d->columns);
	table_row(d, cells, false);
}

/* Word wants a paragraph behind a table; it keeps two tables apart as well. */
void docx_table_end(struct docx *d)
{
	assert(d->columns);
	d->columns = 0;
	d->flush_right = NULL;
	out_text(&d->xml, "</w:tbl><w:p/>");
}

bool docx_end(struct docx *d, struct err *err)
{
	assert(!d->in_block && !d->columns);
	docx_section(&d->xml, &d->info);
	out_text(&d->xml, "</w:body></w:document>");
	end_part(d);
	begin_part(d, "word/numbering.xml");
	docx_part_numbering(&d->xml, d->numbered_lists);
	end_part(d);
	if (!d->err.kind)
		check(d, archive_write_close(d->archive));
	return !d->err.kind || err_set(err, d->err.kind, "%s", d->err.message);
}
