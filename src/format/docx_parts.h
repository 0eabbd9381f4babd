/* Interface between docx_write.c and docx_parts.c: the parts of a document that are not its text. */
#ifndef PLANVERK_FORMAT_DOCX_PARTS_H
#define PLANVERK_FORMAT_DOCX_PARTS_H

#include "format/docx_write.h"

#define DOCX_LEVELS 4 /* of headings and lists */
#define DOCX_BULLET_LIST 1 /* the w:num of all bullets; numbered lists have the ones that follow */

/* Text as XML: escaped, without what XML cannot hold. */
void docx_xml_text(struct out *o, struct span text);

void docx_part_content_types(struct out *o, const struct docx_info *info);
void docx_part_package_relations(struct out *o, const struct docx_info *info);
void docx_part_core(struct out *o, const struct docx_info *info);
void docx_part_document_relations(struct out *o, const struct docx_info *info);
void docx_part_settings(struct out *o, const struct docx_info *info);
void docx_part_styles(struct out *o, const struct docx_info *info);
void docx_part_header(struct out *o, const struct docx_info *info);
void docx_part_footer(struct out *o, const struct docx_info *info);
/* numbered_lists: how many lists were begun; each counts from 1. */
void docx_part_numbering(struct out *o, unsigned numbered_lists);
/* Page size, margins, header and footer: the last thing in the document's body. */
void docx_section(struct out *o, const struct docx_info *info);

bool docx_has_footer(const struct docx_info *info);

/* The width between the margins in twentieths of a point. */
unsigned docx_text_width(const struct docx_info *info);

#endif
