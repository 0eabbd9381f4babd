/*
 * Word keeps what a paragraph is in three places: the paragraph itself, its style
 * with those it is based on (styles.xml), and lists (numbering.xml: a w:num names a
 * w:abstractNum, whose levels say bullet or number). Style names in styles.xml are
 * the English built-in ones whatever the language of Word; ids are translated. So
 * headings are told by outline level first, then by name, then by id.
 */
#include "format/docx_styles.h"

#include <strings.h>

#define LEVELS 9
/* A style based on a style based on …: longer chains are loops or nonsense. */
#define CHAIN_MAX 32
#define STYLES_MAX 20000

struct style {
	const char *id, *name, *based_on;
	struct docx_properties properties;
};

enum count { COUNT_BULLET, COUNT_NUMBER, COUNT_NONE };

struct list_shape { /* w:abstractNum */
	int id;
	enum count count[LEVELS];
	const char *style[LEVELS]; /* the paragraph style that stands for the level, or NULL */
};

struct docx_styles {
	struct arena *arena;
	VEC(struct style) styles;
	struct strmap *by_id; /* index of a style + 1 */
	VEC(struct list_shape) shapes;
	struct strmap *by_list; /* index of a shape + 1, by the bytes of a list's identifier */
	/* While reading: */
	bool in_style, in_shape;
	int list;  /* identifier of the w:num, or -1 */
	int level;
	unsigned ignoring; /* depth inside a record of former formatting */
};

static int int_attribute(const struct xml_element *e, int otherwise)
{
	const char *text = xml_attribute(e, "val");
	int64_t value;
	return text && str_to_i64(text, &value) && value >= 0 && value < 1 << 30 ? (int)value : otherwise;
}

void docx_properties_take(struct arena *a, struct docx_properties *p, const struct xml_element *e)
{
	if (str_eq(e->name, "pStyle"))
		p->style = arena_strdup(a, str_or(xml_attribute(e, "val"), ""));
	else if (str_eq(e->name, "outlineLvl"))
		p->outline = int_attribute(e, p->outline);
	else if (str_eq(e->name, "numId"))
		p->list = int_attribute(e, p->list);
	else if (str_eq(e->name, "ilvl"))
		p->level = int_attribute(e, p->level);
}

/* ---- styles.xml ---- */

static bool style_begin(void *arg, const struct xml_element *e, struct err *err)
{
	struct docx_styles *s = arg;
	bool former = str_eq(e->name, "pPrChange");
	if (s->ignoring || former) {
		s->ignoring += former;
		return true;
	}
	if (e->space != XML_WORD)
		return true;
	if (str_eq(e->name, "style")) {
		if (s->styles.n == STYLES_MAX)
			return err_input(err, "the document has more than %d styles; save it again in Word", STYLES_MAX);
		const char *id = arena_strdup(s->arena, str_or(xml_attribute(e, "styleId"), ""));
		*VEC_PUSH(s->arena, &s->styles) = (struct style){ id, "", NULL, DOCX_PROPERTIES_UNSAID };
		*strmap_at(s->by_id, span_of(id), NULL) = (int64_t)s->styles.n;
		s->in_style = true;
	} else if (s->in_style) {
		struct style *style = &s->styles.v[s->styles.n - 1];
		if (str_eq(e->name, "name"))
			style->name = arena_strdup(s->arena, str_or(xml_attribute(e, "val"), ""));
		else if (str_eq(e->name, "basedOn"))
			style->based_on = arena_strdup(s->arena, str_or(xml_attribute(e, "val"), ""));
		else
			docx_properties_take(s->arena, &style->properties, e);
	}
	return true;
}

static bool style_end(void *arg, const struct xml_element *e, struct err *err)
{
	(void)err;
	struct docx_styles *s = arg;
	if (str_eq(e->name, "pPrChange") && s->ignoring)
		s->ignoring--;
	else if (str_eq(e->name, "style"))
		s->in_style = false;
	return true;
}

/* ---- numbering.xml ---- */

static void take_level(struct docx_styles *s, const struct xml_element *e)
{
	struct list_shape *shape = &s->shapes.v[s->shapes.n - 1];
	int64_t level;
	if (str_eq(e->name, "lvl")) {
		const char *text = xml_attribute(e, "ilvl");
		s->level = text && str_to_i64(text, &level) && level >= 0 && level < LEVELS ? (int)level : -1;
	} else if (s->level < 0) {
		return;
	} else if (str_eq(e->name, "numFmt")) {
		const char *format = str_or(xml_attribute(e, "val"), "");
		shape->count[s->level] = str_eq(format, "bullet") ? COUNT_BULLET
		                         : str_eq(format, "none") ? COUNT_NONE : COUNT_NUMBER;
	} else if (str_eq(e->name, "pStyle")) {
		shape->style[s->level] = arena_strdup(s->arena, str_or(xml_attribute(e, "val"), ""));
	}
}

static int id_attribute(const struct xml_element *e, const char *name)
{
	const char *text = xml_attribute(e, name);
	int64_t id;
	return text && str_to_i64(text, &id) && id >= 0 && id < 1 << 30 ? (int)id : -1;
}

static void bind_list(struct docx_styles *s, int list, int shape)
{
	for (size_t i = 0; i < s->shapes.n; i++)
		if (s->shapes.v[i].id == shape)
			*strmap_at(s->by_list, (struct span){ (const char *)&list, sizeof list }, NULL) = (int64_t)i + 1;
}

static bool numbering_begin(void *arg, const struct xml_element *e, struct err *err)
{
	struct docx_styles *s = arg;
	if (e->space != XML_WORD)
		return true;
	if (s->shapes.n + strmap_len(s->by_list) > STYLES_MAX)
		return err_input(err, "the document has more than %d lists; save it again in Word", STYLES_MAX);
	if (str_eq(e->name, "abstractNum")) {
		VEC_PUSH(s->arena, &s->shapes)->id = id_attribute(e, "abstractNumId");
		s->in_shape = true;
		s->level = -1;
	} else if (str_eq(e->name, "num")) {
		s->list = id_attribute(e, "numId");
	} else if (s->in_shape) {
		take_level(s, e);
	} else if (s->list >= 0 && str_eq(e->name, "abstractNumId")) {
		bind_list(s, s->list, int_attribute(e, -1));
	}
	return true;
}

static bool numbering_end(void *arg, const struct xml_element *e, struct err *err)
{
	(void)err;
	struct docx_styles *s = arg;
	if (str_eq(e->name, "abstractNum"))
		s->in_shape = false;
	else if (str_eq(e->name, "num"))
		s->list = -1;
	return true;
}

struct docx_styles *docx_styles_read(struct arena *a, struct package *p,
                                     const struct package_relations *relations, struct err *err)
{
	struct docx_styles *s = arena_alloc(a, sizeof *s);
	s->arena = a;
	s->by_id = strmap_new(a);
	s->by_list = strmap_new(a);
	s->list = -1;
	const char *styles = package_related(relations, "styles");
	const char *numbering = package_related(relations, "numbering");
	struct xml_handler style_handler = { style_begin, style_end, NULL };
	struct xml_handler numbering_handler = { numbering_begin, numbering_end, NULL };
	if ((styles && !package_parse(p, styles, &style_handler, s, err))
	    || (numbering && !package_parse(p, numbering, &numbering_handler, s, err)))
		return NULL;
	return s;
}

/* ---- What a paragraph is ---- */

static const struct style *find_style(const struct docx_styles *s, const char *id)
{
	const int64_t *index = id ? strmap_find(s->by_id, span_of(id)) : NULL;
	return index ? &s->styles.v[*index - 1] : NULL;
}

static const struct list_shape *find_shape(const struct docx_styles *s, int list)
{
	const int64_t *index = strmap_find(s->by_list, (struct span){ (const char *)&list, sizeof list });
	return index && *index ? &s->shapes.v[*index - 1] : NULL;
}

/* "heading 3", "Heading3", "Overskrift 3": 3. */
static int heading_by_name(const char *name)
{
	static const char *const words[] = { "heading", "overskrift" };
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		size_t n = strlen(words[i]);
		if (strncasecmp(name, words[i], n) != 0)
			continue;
		name += n + (name[n] == ' ');
		if (name[0] >= '1' && name[0] <= '9' && name[1] == '\0')
			return name[0] - '0';
		return 0;
	}
	return 0;
}

/* The list's level: said outright, or the one that the style stands for, or the first. */
static int list_level(const struct list_shape *shape, int level, const char *style)
{
	if (level >= 0)
		return level < LEVELS ? level : LEVELS - 1;
	for (int i = 0; shape && style && i < LEVELS; i++)
		if (shape->style[i] && str_eq(shape->style[i], style))
			return i;
	return 0;
}

static bool is_any_of(const char *name, const char *one, const char *other)
{
	return strcasecmp(name, one) == 0 || strcasecmp(name, other) == 0;
}

struct docx_look docx_styles_look(const struct docx_styles *s, const struct docx_properties *p)
{
	struct docx_properties all = *p;
	const struct style *own = find_style(s, p->style), *style = own;
	int named = 0;
	for (int i = 0; style && i < CHAIN_MAX; i++, style = find_style(s, style->based_on)) {
		if (all.outline < 0)
			all.outline = style->properties.outline;
		if (all.list < 0)
			all.list = style->properties.list;
		if (all.level < 0)
			all.level = style->properties.level;
		if (!named)
			named = heading_by_name(style->name);
	}
	if (!own && p->style)
		named = heading_by_name(p->style);
	const char *name = own ? own->name : "";
	struct docx_look look = {
		.style_name = name,
		.heading = all.outline < 0 ? named : all.outline < LEVELS ? all.outline + 1 : 0,
		.title = is_any_of(name, "title", "tittel"),
		.contents = strncasecmp(name, "toc ", 4) == 0,
	};
	const struct list_shape *shape = find_shape(s, all.list);
	int level = list_level(shape, all.level, p->style);
	enum count count = shape ? shape->count[level] : COUNT_BULLET;
	if (all.list > 0 && count != COUNT_NONE && !look.heading) {
		look.list = level + 1;
		look.numbered = count == COUNT_NUMBER;
	}
	return look;
}
