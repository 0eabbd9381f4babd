#include "format/package.h"

#include <expat.h>
#include <zip.h>

#define UNPACKED_DEFAULT ((size_t)1 << 30)
#define CHUNK 65536
/* Expat keeps a tag until it is complete, so a tag is as much memory as it is long. */
#define TAG_MAX ((size_t)16 << 20)
/* Spreadsheets shrink to a tenth, now and then a fiftieth; deflate ends at a thousandth. What
 * is small when unpacked does no harm. */
#define RATIO_MAX 200
#define RATIO_FROM ((size_t)64 << 20)
#define NAME_SEPARATOR ' '

struct package {
	struct arena *arena;
	const char *name;
	zip_t *zip;
	size_t size, unpacked, max_unpacked;
};

static void close_zip(void *arg)
{
	zip_discard(arg);
}

struct package *package_open(struct arena *a, struct span bytes, const char *name,
                             size_t max_unpacked, struct err *err)
{
	zip_error_t why;
	zip_error_init(&why);
	zip_source_t *source = zip_source_buffer_create(bytes.s, bytes.n, 0, &why);
	if (!source)
		out_of_memory();
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, &why);
	if (!zip) {
		err_input(err, "the file is damaged (%s); open it in Word, Excel or LibreOffice and save it again",
		          zip_error_strerror(&why));
		err_at(err, name, 0, 0);
		zip_source_free(source);
		zip_error_fini(&why);
		return NULL;
	}
	zip_error_fini(&why);
	arena_defer(a, close_zip, zip);
	struct package *p = arena_alloc(a, sizeof *p);
	*p = (struct package){ a, name, zip, bytes.n, 0, max_unpacked ? max_unpacked : UNPACKED_DEFAULT };
	return p;
}

/* ---- Parts as XML ---- */

struct parse {
	struct package *package;
	const char *part;
	XML_Parser parser;
	const struct xml_handler *handler;
	void *arg;
	struct err *err;
};

static struct xml_element element_named(const XML_Char *name, const XML_Char **attributes)
{
	static const struct {
		struct span uri;
		enum xml_space space;
	} spaces[] = {
		{ SPAN("http://schemas.openxmlformats.org/wordprocessingml/2006/main"), XML_WORD },
		{ SPAN("http://schemas.openxmlformats.org/spreadsheetml/2006/main"), XML_SHEET },
		{ SPAN("http://schemas.openxmlformats.org/package/2006/relationships"), XML_RELATION },
		{ SPAN("http://schemas.openxmlformats.org/markup-compatibility/2006"), XML_COMPATIBILITY },
		{ SPAN("http://purl.oclc.org/ooxml/wordprocessingml/main"), XML_WORD },
		{ SPAN("http://purl.oclc.org/ooxml/spreadsheetml/main"), XML_SHEET },
	};
	struct xml_element e = { XML_OTHER, name, attributes };
	const char *separator = strrchr(name, NAME_SEPARATOR);
	if (!separator)
		return e;
	e.name = separator + 1;
	struct span uri = { name, (size_t)(separator - name) };
	for (size_t i = 0; i < ARRAY_LEN(spaces); i++)
		if (span_eq(uri, spaces[i].uri))
			e.space = spaces[i].space;
	return e;
}

const char *xml_attribute(const struct xml_element *e, const char *name)
{
	for (const char *const *at = e->attributes; *at; at += 2) {
		const char *separator = strrchr(at[0], NAME_SEPARATOR);
		if (str_eq(separator ? separator + 1 : at[0], name))
			return at[1];
	}
	return NULL;
}

static void stop_unless(struct parse *x, bool going)
{
	if (!going)
		XML_StopParser(x->parser, XML_FALSE);
}

static void on_begin(void *arg, const XML_Char *name, const XML_Char **attributes)
{
	struct parse *x = arg;
	struct xml_element e = element_named(name, attributes);
	stop_unless(x, x->handler->begin(x->arg, &e, x->err));
}

static void on_end(void *arg, const XML_Char *name)
{
	struct parse *x = arg;
	struct xml_element e = element_named(name, NULL);
	stop_unless(x, x->handler->end(x->arg, &e, x->err));
}

static void on_text(void *arg, const XML_Char *text, int n)
{
	struct parse *x = arg;
	stop_unless(x, x->handler->text(x->arg, text, (size_t)n, x->err));
}

/* Office files have no document type declaration; entities are how XML bombs are made. */
static void on_doctype(void *arg, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
	(void)name, (void)system, (void)public, (void)internal;
	struct parse *x = arg;
	stop_unless(x, err_input(x->err, "the part %.200s declares a document type, which office files must not; "
	                         "save the file again in Word, Excel or LibreOffice", x->part));
}

static XML_Parser new_parser(struct parse *x)
{
	XML_Parser parser = XML_ParserCreateNS(NULL, NAME_SEPARATOR);
	if (!parser)
		out_of_memory();
	XML_SetUserData(parser, x);
	if (x->handler->begin)
		XML_SetStartElementHandler(parser, on_begin);
	if (x->handler->end)
		XML_SetEndElementHandler(parser, on_end);
	if (x->handler->text)
		XML_SetCharacterDataHandler(parser, on_text);
	XML_SetStartDoctypeDeclHandler(parser, on_doctype);
	return parser;
}

static bool count_unpacked(struct package *p, size_t n, struct err *err)
{
	p->unpacked += n;
	if (p->unpacked > p->max_unpacked)
		return err_input(err, "the file unpacks to more than the limit of %zu MB; split it and import the parts",
		                 p->max_unpacked >> 20);
	if (p->unpacked > RATIO_FROM && p->unpacked / RATIO_MAX > p->size)
		return err_input(err, "the file unpacks to more than %d times its size, like a zip bomb; "
		                 "save it again in Word, Excel or LibreOffice", RATIO_MAX);
	return true;
}

static bool feed(struct parse *x, zip_file_t *file)
{
	char chunk[CHUNK];
	size_t fed = 0;
	for (;;) {
		zip_int64_t n = zip_fread(file, chunk, sizeof chunk);
		if (n < 0)
			return err_input(x->err, "the part %.200s is damaged (%s); open the file in Word, Excel or "
			                 "LibreOffice and save it again", x->part, zip_file_strerror(file));
		if (!count_unpacked(x->package, (size_t)n, x->err))
			return false;
		fed += (size_t)n;
		if (XML_Parse(x->parser, chunk, (int)n, n == 0) != XML_STATUS_OK)
			/* Where a handler has stopped the parser, its message is the one that stays. */
			return err_input(x->err, "the part %.200s is not well-formed XML at line %lu (%s); open the file in "
			                 "Word, Excel or LibreOffice and save it again", x->part,
			                 (unsigned long)XML_GetCurrentLineNumber(x->parser),
			                 XML_ErrorString(XML_GetErrorCode(x->parser)));
		if (n == 0)
			return true;
		XML_Index at = XML_GetCurrentByteIndex(x->parser);
		if (at >= 0 && fed - (size_t)at > TAG_MAX)
			return err_input(x->err, "the part %.200s has a tag of more than %zu MB; save the file again in "
			                 "Word, Excel or LibreOffice", x->part, TAG_MAX >> 20);
	}
}

bool package_parse(struct package *p, const char *part, const struct xml_handler *handler, void *arg,
                   struct err *err)
{
	zip_file_t *file = zip_fopen(p->zip, part, ZIP_FL_NOCASE);
	if (!file) {
		if (zip_error_code_zip(zip_get_error(p->zip)) == ZIP_ER_NOPASSWD)
			err_input(err, "the file is protected by a password; save a copy without one");
		else
			err_input(err, "the file has no readable part %.200s; open it in Word, Excel or LibreOffice "
			          "and save it again", part);
		return err_at(err, p->name, 0, 0);
	}
	struct parse x = { p, part, NULL, handler, arg, err };
	x.parser = new_parser(&x);
	bool ok = feed(&x, file);
	XML_ParserFree(x.parser);
	zip_fclose(file);
	return ok || err_at(err, p->name, 0, 0);
}

/* ---- Relationships ---- */

struct relation_reader {
	struct arena *arena;
	struct span folder; /* of the part, with the slash at its end */
	struct package_relations *relations;
};

/* A target relative to the folder of its part, without "." and "..". */
static const char *resolve(struct arena *a, struct span folder, const char *target)
{
	if (target[0] == '/')
		return arena_strdup(a, target + 1);
	while (str_starts(target, "../") || str_starts(target, "./")) {
		if (target[1] == '.') {
			folder.n -= folder.n > 0;
			while (folder.n && folder.s[folder.n - 1] != '/')
				folder.n--;
		}
		target = strchr(target, '/') + 1;
	}
	return arena_printf(a, "%.*s%s", (int)folder.n, folder.s, target);
}

static bool relation_begin(void *arg, const struct xml_element *e, struct err *err)
{
	(void)err;
	struct relation_reader *r = arg;
	if (e->space != XML_RELATION || !str_eq(e->name, "Relationship"))
		return true;
	const char *id = xml_attribute(e, "Id"), *type = xml_attribute(e, "Type");
	const char *target = xml_attribute(e, "Target"), *mode = xml_attribute(e, "TargetMode");
	if (!id || !type || !target || (mode && str_eq(mode, "External")))
		return true;
	*VEC_PUSH(r->arena, r->relations) = (struct package_relation){
		arena_strdup(r->arena, id),
		arena_strdup(r->arena, path_base(type)),
		resolve(r->arena, r->folder, target),
	};
	return true;
}

bool package_relations(struct package *p, const char *part, struct package_relations *relations, struct err *err)
{
	*relations = (struct package_relations){ 0 };
	const char *base = path_base(part);
	struct span folder = { part, (size_t)(base - part) };
	const char *rels = arena_printf(p->arena, "%.*s_rels/%s.rels", (int)folder.n, folder.s, base);
	if (zip_name_locate(p->zip, rels, ZIP_FL_NOCASE) < 0)
		return true;
	struct relation_reader reader = { p->arena, folder, relations };
	return package_parse(p, rels, &(struct xml_handler){ .begin = relation_begin }, &reader, err);
}

const char *package_related(const struct package_relations *relations, const char *type)
{
	for (size_t i = 0; i < relations->n; i++)
		if (str_eq(relations->v[i].type, type))
			return relations->v[i].part;
	return NULL;
}
