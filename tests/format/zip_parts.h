/* Builds an office file in memory from its parts, for tests and fuzz targets. */
#ifndef PLANVERK_TESTS_FORMAT_ZIP_PARTS_H
#define PLANVERK_TESTS_FORMAT_ZIP_PARTS_H

#include "base/arena.h"
#include "base/str.h"

#include <assert.h>
#include <zip.h>

struct zip_part {
	const char *name;
	struct span bytes;
};

/* compress false stores the parts as they are, which is quicker. */
static inline struct span zip_of_parts(struct arena *a, const struct zip_part *parts, size_t n, bool compress)
{
	zip_error_t why;
	zip_error_init(&why);
	zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &why);
	zip_t *zip = zip_open_from_source(whole, ZIP_TRUNCATE, &why);
	assert(zip);
	zip_source_keep(whole);
	for (size_t i = 0; i < n; i++) {
		zip_source_t *part = zip_source_buffer(zip, parts[i].bytes.s, parts[i].bytes.n, 0);
		zip_int64_t index = zip_file_add(zip, parts[i].name, part, ZIP_FL_OVERWRITE);
		assert(index >= 0);
		zip_set_file_compression(zip, (zip_uint64_t)index, compress ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
	}
	int closed = zip_close(zip);
	assert(closed == 0);
	(void)closed;
	zip_stat_t stat;
	zip_source_stat(whole, &stat);
	char *bytes = arena_alloc(a, stat.size + 1);
	zip_source_open(whole);
	zip_source_read(whole, bytes, stat.size);
	zip_source_close(whole);
	zip_source_free(whole);
	return (struct span){ bytes, stat.size };
}

#define ZIP_PART(name, literal) { name, { literal, sizeof(literal) - 1 } }
#define RELATIONS_BEGIN "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define RELATION(id, type, target) \
	"<Relationship Id=\"" id "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type \
	"\" Target=\"" target "\"/>"
#define RELATIONS_END "</Relationships>"

/* A Word document from its text and the parts that say what styles and lists are. */
static inline struct span zip_docx(struct arena *a, struct span document, struct span styles, struct span numbering,
                                   bool compress)
{
	struct zip_part parts[] = {
		ZIP_PART("_rels/.rels", RELATIONS_BEGIN RELATION("rId1", "officeDocument", "word/document.xml") RELATIONS_END),
		ZIP_PART("word/_rels/document.xml.rels", RELATIONS_BEGIN RELATION("rId1", "styles", "styles.xml")
		         RELATION("rId2", "numbering", "numbering.xml") RELATIONS_END),
		{ "word/document.xml", document },
		{ "word/styles.xml", styles },
		{ "word/numbering.xml", numbering },
	};
	return zip_of_parts(a, parts, ARRAY_LEN(parts), compress);
}

/* A workbook with one sheet. */
static inline struct span zip_xlsx(struct arena *a, struct span workbook, struct span sheet, struct span strings,
                                   struct span styles, bool compress)
{
	struct zip_part parts[] = {
		ZIP_PART("_rels/.rels", RELATIONS_BEGIN RELATION("rId1", "officeDocument", "xl/workbook.xml") RELATIONS_END),
		ZIP_PART("xl/_rels/workbook.xml.rels", RELATIONS_BEGIN RELATION("rId1", "worksheet", "worksheets/sheet1.xml")
		         RELATION("rId2", "sharedStrings", "sharedStrings.xml") RELATION("rId3", "styles", "/xl/styles.xml")
		         RELATIONS_END),
		{ "xl/workbook.xml", workbook },
		{ "xl/worksheets/sheet1.xml", sheet },
		{ "xl/sharedStrings.xml", strings },
		{ "xl/styles.xml", styles },
	};
	return zip_of_parts(a, parts, ARRAY_LEN(parts), compress);
}

#endif
