/* Interface between docx_read.c and docx_styles.c: what styles.xml and numbering.xml say. */
#ifndef PLANVERK_FORMAT_DOCX_STYLES_H
#define PLANVERK_FORMAT_DOCX_STYLES_H

#include "format/package.h"

/* The properties that a paragraph, a style or a list level can set; -1 is "not said here". */
struct docx_properties {
	const char *style; /* a style's id, or NULL */
	int outline;       /* 0 to 8: heading 1 to 9; 9: body text */
	int list;          /* identifier of a list; 0: none */
	int level;         /* in the list, from 0 */
};
#define DOCX_PROPERTIES_UNSAID ((struct docx_properties){ NULL, -1, -1, -1 })

/* Takes pStyle, outlineLvl, numId and ilvl; other elements are ignored. */
void docx_properties_take(struct arena *a, struct docx_properties *p, const struct xml_element *e);

struct docx_styles;

/* Reads the parts that the document's relationships name; missing parts are allowed. */
struct docx_styles *docx_styles_read(struct arena *a, struct package *p,
                                     const struct package_relations *relations, struct err *err);

/* What a paragraph with these properties is, styles and what they are based on included. */
struct docx_look {
	const char *style_name; /* "" where there is none */
	int heading;            /* 1 to 9, or 0 */
	int list;               /* level from 1, or 0 */
	bool numbered, title, contents;
};
struct docx_look docx_styles_look(const struct docx_styles *s, const struct docx_properties *p);

#endif
