/*
 * The fixed parts of a Word document (ECMA-376, WordprocessingML). Styles have the
 * built-in English names, which Word shows in the user's language and which other
 * programs and screen readers know as headings, lists and quotes. Sizes are in half
 * points (w:sz), distances in twentieths of a point.
 */
#include "format/docx_parts.h"

#include "base/clock.h"
#include "base/utf8.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define WORD "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define RELATIONS "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define TYPE_URI "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define CONTENT_URI "application/vnd.openxmlformats-officedocument.wordprocessingml."

#define MARGIN 1417u /* 2.5 cm */
#define A4_SHORT 11906u
#define A4_LONG 16838u

void docx_xml_text(struct out *o, struct span text)
{
	for (size_t at = 0; at < text.n;) {
		char bytes[4];
		uint32_t c = utf8_next(text, &at);
		bool allowed = (c >= 0x20 && c != 0x7F && c != 0xFFFE && c != 0xFFFF) || c == '\t' || c == '\n';
		if (c == '&' || c == '<' || c == '>' || c == '"')
			out_text(o, c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&quot;");
		else if (allowed)
			out_bytes(o, bytes, utf8_put(bytes, c));
	}
}

bool docx_has_footer(const struct docx_info *info)
{
	return info->footer || info->page_numbers;
}

unsigned docx_text_width(const struct docx_info *info)
{
	return (info->landscape ? A4_LONG : A4_SHORT) - 2 * MARGIN;
}

void docx_part_content_types(struct out *o, const struct docx_info *info)
{
	out_text(o, XML "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
	         "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
	         "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	         "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
	         "<Override PartName=\"/word/document.xml\" ContentType=\"" CONTENT_URI "document.main+xml\"/>"
	         "<Override PartName=\"/word/styles.xml\" ContentType=\"" CONTENT_URI "styles+xml\"/>"
	         "<Override PartName=\"/word/settings.xml\" ContentType=\"" CONTENT_URI "settings+xml\"/>"
	         "<Override PartName=\"/word/numbering.xml\" ContentType=\"" CONTENT_URI "numbering+xml\"/>");
	if (info->header)
		out_text(o, "<Override PartName=\"/word/header1.xml\" ContentType=\"" CONTENT_URI "header+xml\"/>");
	if (docx_has_footer(info))
		out_text(o, "<Override PartName=\"/word/footer1.xml\" ContentType=\"" CONTENT_URI "footer+xml\"/>");
	out_text(o, "</Types>");
}

static void relation(struct out *o, const char *id, const char *type, const char *target)
{
	out_format(o, "<Relationship Id=\"%s\" Type=\"%s\" Target=\"%s\"/>", id, type, target);
}

#define RELATIONSHIPS XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"

void docx_part_package_relations(struct out *o, const struct docx_info *info)
{
	(void)info;
	out_text(o, RELATIONSHIPS);
	relation(o, "rId1", TYPE_URI "officeDocument", "word/document.xml");
	relation(o, "rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
	         "docProps/core.xml");
	out_text(o, "</Relationships>");
}

void docx_part_document_relations(struct out *o, const struct docx_info *info)
{
	out_text(o, RELATIONSHIPS);
	relation(o, "rId1", TYPE_URI "styles", "styles.xml");
	relation(o, "rId2", TYPE_URI "settings", "settings.xml");
	relation(o, "rId3", TYPE_URI "numbering", "numbering.xml");
	if (info->header)
		relation(o, "rId4", TYPE_URI "header", "header1.xml");
	if (docx_has_footer(info))
		relation(o, "rId5", TYPE_URI "footer", "footer1.xml");
	out_text(o, "</Relationships>");
}

static void property(struct out *o, const char *element, const char *value)
{
	if (!value)
		return;
	out_format(o, "<%s>", element);
	docx_xml_text(o, span_of(value));
	out_format(o, "</%s>", element);
}

void docx_part_core(struct out *o, const struct docx_info *info)
{
	out_text(o, XML "<cp:coreProperties"
	         " xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\""
	         " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\""
	         " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
	property(o, "dc:title", info->title);
	property(o, "dc:subject", info->subject);
	property(o, "dc:creator", info->author);
	property(o, "dc:language", info->language);
	if (info->created) {
		struct arena *a = arena_new();
		out_format(o, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">%s</dcterms:created>", clock_iso(a, info->created));
		arena_free(a);
	}
	out_text(o, "</cp:coreProperties>");
}

void docx_part_settings(struct out *o, const struct docx_info *info)
{
	(void)info;
	out_text(o, XML "<w:settings " WORD "><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"709\"/>"
	         "<w:characterSpacingControl w:val=\"doNotCompress\"/>"
	         "<w:compat><w:compatSetting w:name=\"compatibilityMode\""
	         " w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>");
}

/* ---- Styles ---- */

static void style(struct out *o, const char *id, const char *name, const char *next,
                  const char *paragraph, const char *run)
{
	bool normal = str_eq(id, "Normal");
	out_format(o, "<w:style w:type=\"paragraph\"%s w:styleId=\"%s\"><w:name w:val=\"%s\"/>%s",
	           normal ? " w:default=\"1\"" : "", id, name, normal ? "" : "<w:basedOn w:val=\"Normal\"/>");
	out_format(o, "<w:next w:val=\"%s\"/><w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>", next, paragraph, run);
}

static void heading_style(struct out *o, int level)
{
	static const struct {
		int before, after, size;
	} looks[DOCX_LEVELS] = { { 360, 120, 32 }, { 280, 100, 27 }, { 220, 80, 24 }, { 180, 60, 22 } };
	struct arena *a = arena_new();
	int i = level - 1;
	style(o, arena_printf(a, "Heading%d", level), arena_printf(a, "heading %d", level), "Normal",
	      arena_printf(a, "<w:keepNext/><w:keepLines/><w:spacing w:before=\"%d\" w:after=\"%d\"/><w:outlineLvl w:val=\"%d\"/>",
	                   looks[i].before, looks[i].after, i),
	      arena_printf(a, "<w:b/><w:color w:val=\"1F3044\"/><w:sz w:val=\"%d\"/>", looks[i].size));
	arena_free(a);
}

/* "List Bullet", "List Bullet 2", …: the level's number is left out at the first. */
static void list_style(struct out *o, const char *kind, int level, int list)
{
	struct arena *a = arena_new();
	const char *number = level == 1 ? "" : arena_printf(a, "%d", level);
	const char *id = arena_printf(a, "List%s%s", kind, number);
	style(o, id, arena_printf(a, "List %s%s%s", kind, level == 1 ? "" : " ", number), id,
	      arena_printf(a, "<w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%d\"/></w:numPr><w:spacing w:after=\"60\"/>",
	                   level - 1, list), "");
	arena_free(a);
}

void docx_part_styles(struct out *o, const struct docx_info *info)
{
	out_text(o, XML "<w:styles " WORD "><w:docDefaults><w:rPrDefault><w:rPr>"
	         "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Calibri\" w:cs=\"Calibri\"/>"
	         "<w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang w:val=\"");
	docx_xml_text(o, span_of(info->language));
	out_text(o, "\" w:eastAsia=\"en-US\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
	         "<w:spacing w:after=\"140\" w:line=\"269\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>");
	style(o, "Normal", "Normal", "Normal", "", "");
	style(o, "Title", "Title", "Normal", "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"280\" w:line=\"240\" w:lineRule=\"auto\"/>",
	      "<w:b/><w:color w:val=\"1F3044\"/><w:sz w:val=\"44\"/>");
	for (int level = 1; level <= DOCX_LEVELS; level++)
		heading_style(o, level);
	for (int level = 1; level <= DOCX_LEVELS; level++)
		list_style(o, "Bullet", level, DOCX_BULLET_LIST);
	for (int level = 1; level <= DOCX_LEVELS; level++)
		list_style(o, "Number", level, DOCX_BULLET_LIST + 1);
	style(o, "Quote", "Quote", "Normal",
	      "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"10\" w:color=\"9AA5B1\"/></w:pBdr><w:ind w:left=\"397\" w:right=\"397\"/>",
	      "<w:i/>");
	style(o, "Caption", "caption", "Normal", "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"80\"/>",
	      "<w:b/><w:sz w:val=\"20\"/>");
	style(o, "Header", "header", "Header", "<w:spacing w:after=\"0\"/>", "<w:color w:val=\"4A5560\"/><w:sz w:val=\"18\"/>");
	style(o, "Footer", "footer", "Footer", "<w:spacing w:after=\"0\"/>", "<w:color w:val=\"4A5560\"/><w:sz w:val=\"18\"/>");
	style(o, "TableText", "Table Text", "TableText", "<w:spacing w:before=\"30\" w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/>",
	      "<w:sz w:val=\"20\"/>");
	out_text(o, "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>"
	         "<w:tblPr><w:tblCellMar><w:left w:w=\"100\" w:type=\"dxa\"/><w:right w:w=\"100\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>"
	         "</w:style><w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/>"
	         "<w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>");
	static const char *const sides[] = { "top", "left", "bottom", "right", "insideH", "insideV" };
	for (size_t i = 0; i < ARRAY_LEN(sides); i++)
		out_format(o, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"9AA5B1\"/>", sides[i]);
	out_text(o, "</w:tblBorders></w:tblPr></w:style></w:styles>");
}

/* ---- Lists ---- */

static void list_level(struct out *o, const char *kind, int level, const char *format, const char *text, const char *font)
{
	out_format(o, "<w:lvl w:ilvl=\"%d\"><w:start w:val=\"1\"/><w:numFmt w:val=\"%s\"/><w:pStyle w:val=\"List%s",
	           level, format, kind);
	if (level > 0)
		out_format(o, "%d", level + 1);
	out_format(o, "\"/><w:lvlText w:val=\"%s\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"%d\" w:hanging=\"357\"/></w:pPr>%s</w:lvl>",
	           text, (level + 1) * 357, font);
}

void docx_part_numbering(struct out *o, unsigned numbered_lists)
{
	static const char *const bullets[DOCX_LEVELS] = { "•", "–", "•", "–" };
	static const char *const formats[DOCX_LEVELS] = { "decimal", "lowerLetter", "lowerRoman", "decimal" };
	static const char *const numbers[DOCX_LEVELS] = { "%1.", "%2)", "%3.", "%4)" };
	out_text(o, XML "<w:numbering " WORD "><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/>");
	for (int i = 0; i < DOCX_LEVELS; i++)
		list_level(o, "Bullet", i, "bullet", bullets[i], "<w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\"/></w:rPr>");
	out_text(o, "</w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"multilevel\"/>");
	for (int i = 0; i < DOCX_LEVELS; i++)
		list_level(o, "Number", i, formats[i], numbers[i], "");
	out_format(o, "</w:abstractNum><w:num w:numId=\"%d\"><w:abstractNumId w:val=\"0\"/></w:num>", DOCX_BULLET_LIST);
	/* One at least: the styles of numbered lists point at the first. */
	for (unsigned i = 1; i <= (numbered_lists ? numbered_lists : 1); i++) {
		out_format(o, "<w:num w:numId=\"%u\"><w:abstractNumId w:val=\"1\"/>", DOCX_BULLET_LIST + i);
		for (int level = 0; level < DOCX_LEVELS; level++)
			out_format(o, "<w:lvlOverride w:ilvl=\"%d\"><w:startOverride w:val=\"1\"/></w:lvlOverride>", level);
		out_text(o, "</w:num>");
	}
	out_text(o, "</w:numbering>");
}

/* ---- Pages ---- */

static void text_run(struct out *o, const char *text)
{
	out_text(o, "<w:r><w:t xml:space=\"preserve\">");
	docx_xml_text(o, span_of(text));
	out_text(o, "</w:t></w:r>");
}

static void field(struct out *o, const char *code)
{
	out_format(o, "<w:fldSimple w:instr=\" %s \"><w:r><w:t>1</w:t></w:r></w:fldSimple>", code);
}

void docx_part_header(struct out *o, const struct docx_info *info)
{
	out_text(o, XML "<w:hdr " WORD "><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>");
	text_run(o, info->header);
	out_text(o, "</w:p></w:hdr>");
}

void docx_part_footer(struct out *o, const struct docx_info *info)
{
	out_format(o, XML "<w:ftr " WORD "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>"
	           "<w:tabs><w:tab w:val=\"right\" w:pos=\"%u\"/></w:tabs></w:pPr>", docx_text_width(info));
	if (info->footer)
		text_run(o, info->footer);
	if (info->page_numbers) {
		out_text(o, "<w:r><w:tab/></w:r>");
		field(o, "PAGE");
		text_run(o, " / ");
		field(o, "NUMPAGES");
	}
	out_text(o, "</w:p></w:ftr>");
}

void docx_section(struct out *o, const struct docx_info *info)
{
	out_text(o, "<w:sectPr>");
	if (info->header)
		out_text(o, "<w:headerReference w:type=\"default\" r:id=\"rId4\"/>");
	if (docx_has_footer(info))
		out_text(o, "<w:footerReference w:type=\"default\" r:id=\"rId5\"/>");
	out_format(o, "<w:pgSz w:w=\"%u\" w:h=\"%u\"%s/>", info->landscape ? A4_LONG : A4_SHORT,
	           info->landscape ? A4_SHORT : A4_LONG, info->landscape ? " w:orient=\"landscape\"" : "");
	out_format(o, "<w:pgMar w:top=\"%u\" w:right=\"%u\" w:bottom=\"%u\" w:left=\"%u\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/>",
	           MARGIN, MARGIN, MARGIN, MARGIN);
	out_text(o, "</w:sectPr>");
}
