/*
 * Office files (XLSX, DOCX) as what they are: a zip of XML parts that point at one
 * another by relationships (ECMA-376 part 2). Everything in them is untrusted:
 * what is unpacked is counted while it is read, document type declarations
 * (and with them entities) are refused, and a single tag has a largest size.
 */
#ifndef PLANVERK_FORMAT_PACKAGE_H
#define PLANVERK_FORMAT_PACKAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct package;

/* bytes must outlive the package, which is closed with the arena. max_unpacked 0 is 1 GB
 * for all parts together. name stands for the file in messages. */
struct package *package_open(struct arena *a, struct span bytes, const char *name,
                             size_t max_unpacked, struct err *err);

struct package_relation {
	const char *id;   /* "rId3" */
	const char *type; /* the last part of the type's URI: "worksheet", "styles" */
	const char *part; /* the part it points at, "xl/worksheets/sheet1.xml" */
};
struct package_relations {
	struct package_relation *v;
	size_t n, cap;
};

/* The relationships of a part, "" for those of the package; none where the part has none. */
bool package_relations(struct package *p, const char *part, struct package_relations *relations, struct err *err);

/* The first of a type, or NULL. */
const char *package_related(const struct package_relations *relations, const char *type);

/* The namespaces that matter here; transitional and strict documents alike. */
enum xml_space { XML_OTHER, XML_WORD, XML_SHEET, XML_RELATION, XML_COMPATIBILITY };

struct xml_element {
	enum xml_space space;
	const char *name;              /* without its prefix */
	const char *const *attributes; /* pairs; xml_attribute() reads them. NULL at the end of an element */
};

/* The value of an attribute by its name without prefix, or NULL. */
const char *xml_attribute(const struct xml_element *e, const char *name);

/* Each returns false, with err set, to stop. Any may be NULL. */
struct xml_handler {
	bool (*begin)(void *arg, const struct xml_element *e, struct err *err);
	bool (*end)(void *arg, const struct xml_element *e, struct err *err);
	bool (*text)(void *arg, const char *text, size_t n, struct err *err);
};

/* Runs a part through the handler. A part that is missing is an error. */
bool package_parse(struct package *p, const char *part, const struct xml_handler *handler, void *arg,
                   struct err *err);

#endif
