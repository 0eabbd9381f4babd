/*
 * Who does what: below a heading about roles or organisation
 *
 *   Styringsgruppe (politisk): tek dei politiske avklaringane     a paragraph or a list item
 *   Styringsgruppe – tek dei politiske avklaringane               the same with a dash
 *   a heading, or a line alone, that names a body, and what stands below it
 *
 * and, only where nothing of that kind is found, sentences whose subject is a body
 * ("Styringsgruppa skal …").
 */
#include "format/outline_internal.h"

#include "base/utf8.h"

#define ROLE_HEADINGS \
	"rolle|roller|rollar|rollene|rollane|rollefordeling|rolledeling|organisering|organiseringen|organiseringa|" \
	"prosjektorganisering|prosjektorganisasjon|planorganisasjon|planorganisering|ansvar|ansvarsfordeling|ansvarsdeling|" \
	"roles|organisation|responsibilities"
/* What names of bodies end in. */
#define BODY_WORDS \
	"*gruppe|*gruppa|*gruppen|*grupper|*gruppene|*råd|*rådet|*utval|*utvalet|*utvalg|*utvalget|*organ|*organet|*organer|" \
	"*myndighet|*myndigheten|*mynde|*myndigheit|*styret|*eier|*eigar|*eieren|*eigaren|*eiere|*eigarar|*forum|" \
	"*partnere|*partnarar|*partnerar|*leder|*leiar|*lederen|*leiaren|*komité|*komiteen|*nemnda|*nemnd|*tinget|*ting|" \
	"*sekretariat|*sekretariatet|*bystyret|*kommunestyret|*board|*group|*council|*committee|*authority|*owner|*partners"
#define NO_NAMES "figur|figuren|tabell|kilde|kjelde|fase|merk|obs|eksempel|dette|note|figure|table|source|phase"
#define DUTIES \
	"skal|har|er|tar|tek|får|vedtar|vedtek|leier|leder|leiar|består|avgjør|avgjer|følger|følgjer|utarbeider|utarbeidar|" \
	"legger|legg|sikrer|sikrar|is|has|shall"

#define NAME_LENGTH 100
#define NAME_WORDS 9
#define TITLE_WORDS 5
#define SUBJECT_WORDS 3

struct region {
	struct outline_source *source;
	size_t first, end; /* blocks */
	VEC(struct outline_role) roles;
};

static long line_of(const struct region *r, const struct block *b)
{
	return r->source->lines.v[b->first].number;
}

static void say(struct region *r, const struct block *b)
{
	for (size_t i = 0; i < b->n; i++)
		outline_say_more(r->source, b->first + i, OUTLINE_SAID_ROLE);
}

static void add(struct region *r, const struct block *b, struct span name, struct span tasks)
{
	struct arena *a = r->source->arena;
	*VEC_PUSH(a, &r->roles) = (struct outline_role){ outline_one_line(a, name), outline_one_line(a, tasks), line_of(r, b) };
	say(r, b);
}

static size_t count_words(struct span s)
{
	size_t n = 0;
	bool inside = false;
	for (size_t i = 0; i < s.n; i++) {
		n += s.s[i] != ' ' && !inside;
		inside = s.s[i] != ' ';
	}
	return n;
}

/* A name begins with a capital letter, is short, and holds no sentence; what stands in parentheses does not count. */
static bool is_name(struct arena *a, struct span name)
{
	size_t at = 0;
	const char *parenthesis = memchr(name.s, '(', name.n);
	struct span proper = span_trim((struct span){ name.s, parenthesis ? (size_t)(parenthesis - name.s) : name.n });
	struct span rest = proper;
	if (!proper.n || utf8_length(name) > NAME_LENGTH || count_words(proper) > NAME_WORDS || memchr(proper.s, '.', proper.n))
		return false;
	return utf8_is_upper(utf8_next(proper, &at)) && !outline_take_word(a, &rest, NO_NAMES);
}

static bool names_body(struct arena *a, struct span name)
{
	const char *parenthesis = memchr(name.s, '(', name.n);
	size_t n = parenthesis ? (size_t)(parenthesis - name.s) : name.n;
	return outline_heading_has(a, arena_strndup(a, name.s, n), BODY_WORDS);
}

static struct span plain(struct arena *a, const char *text)
{
	/* Emphasis says nothing here: "**Styringsgruppe:** …". */
	char *copy = arena_strndup(a, text, strlen(text)), *to = copy;
	for (const char *from = copy; *from; from++)
		if (*from != '*')
			*to++ = *from;
	*to = '\0';
	return span_trim(span_of(copy));
}

static bool is_text(const struct block *b)
{
	return (b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM) && !b->literal;
}

static bool is_named(const struct region *r, const struct block *b, struct span *name, struct span *tasks)
{
	struct arena *a = r->source->arena;
	struct outline_label label;
	struct span text = plain(a, b->text);
	*tasks = text;
	*name = span_cut(tasks, ':');
	*tasks = tasks->s ? span_trim(*tasks) : SPAN("");
	if (tasks->n && is_name(a, span_trim(*name)))
		return !outline_label_of(a, b->text, &label);
	const char *dash = strstr(text.s, " – ");
	*name = (struct span){ text.s, dash ? (size_t)(dash - text.s) : 0 };
	*tasks = dash ? span_trim(span_of(dash + strlen(" – "))) : SPAN("");
	return dash && is_name(a, *name) && names_body(a, *name);
}

/* Whether a heading, or the first line of a paragraph, is the name of a body. */
static bool is_title(const struct region *r, const struct block *b, struct span *name)
{
	struct arena *a = r->source->arena;
	if (b->kind != BLOCK_HEADING && b->kind != BLOCK_PARAGRAPH)
		return false;
	bool line = b->kind == BLOCK_PARAGRAPH && b->n > 1;
	*name = plain(a, line ? r->source->lines.v[b->first].text : b->text);
	while (name->n && name->s[name->n - 1] == ':')
		name->n--;
	bool ends = name->n && strchr(".;,", name->s[name->n - 1]);
	return !ends && count_words(*name) <= TITLE_WORDS && is_name(a, *name) && names_body(a, *name)
	       && !outline_heading_has(a, arena_strndup(a, name->s, name->n), ROLE_HEADINGS);
}

/* What stands below such a title, up to the next heading, title or named role, are its tasks. */
static void take_titled(struct region *r, size_t i)
{
	const struct block *b = &r->source->v[i];
	struct span name, next;
	if (!is_title(r, b, &name))
		return;
	struct out tasks = out_memory(r->source->arena);
	if (b->kind == BLOCK_PARAGRAPH && b->n > 1)
		out_text(&tasks, span_trim(span_of(b->text + span_trim(span_of(r->source->lines.v[b->first].text)).n)).s);
	for (size_t k = i + 1; k < r->end; k++) {
		const struct block *below = &r->source->v[k];
		struct span said, who;
		if (below->kind == BLOCK_HEADING || is_title(r, below, &next) || (is_text(below) && is_named(r, below, &who, &said)))
			break;
		if (below->kind == BLOCK_BLANK)
			continue;
		out_format(&tasks, "%s%s", tasks.n ? " " : "", below->text);
		say(r, below);
	}
	if (tasks.n)
		add(r, b, name, span_of(out_string(&tasks)));
}

/* "Styringsgruppa skal avklare målkonflikter.": the bytes of the body's name, or 0. */
static size_t subject(struct arena *a, struct span sentence)
{
	struct span rest = sentence;
	for (size_t n = 0; n < SUBJECT_WORDS && *outline_next_word(a, &rest); n++) {
		struct span name = { sentence.s, (size_t)(rest.s - sentence.s) }, behind = rest;
		if (outline_take_word(a, &behind, DUTIES))
			return is_name(a, name) && names_body(a, name) ? name.n : 0;
	}
	return 0;
}

static void take_sentences(struct region *r, const struct block *b)
{
	struct arena *a = r->source->arena;
	struct outline_cursor cursor = { 0 };
	for (struct span rest = span_trim(span_of(b->text)); rest.n;) {
		struct span sentence = outline_cut_sentence(&rest);
		size_t name = subject(a, sentence);
		if (!name)
			continue;
		add(r, b, (struct span){ sentence.s, name }, span_trim((struct span){ sentence.s + name, sentence.n - name }));
		if (b->kind == BLOCK_PARAGRAPH)
			r->roles.v[r->roles.n - 1].line = outline_line_at(r->source, b, sentence.s, &cursor);
	}
}

static void read_region(struct region *r)
{
	size_t before = r->roles.n;
	for (size_t i = r->first; i < r->end; i++) {
		const struct block *b = &r->source->v[i];
		struct span name, tasks;
		if (is_text(b) && is_named(r, b, &name, &tasks))
			add(r, b, name, tasks);
		else
			take_titled(r, i);
	}
	bool none = r->roles.n == before;
	for (size_t i = r->first; i < r->end && none; i++)
		if (is_text(&r->source->v[i]))
			take_sentences(r, &r->source->v[i]);
}

/* A heading, or in a text without headings a line alone. */
static bool begins_region(const struct outline_source *s, size_t i)
{
	const struct block *b = &s->v[i];
	bool line = b->kind == BLOCK_PARAGRAPH && b->n == 1 && count_words(span_of(b->text)) <= TITLE_WORDS
	            && outline_looks_like_title(s->arena, b->text);
	return (b->kind == BLOCK_HEADING || line) && outline_heading_has(s->arena, b->text, ROLE_HEADINGS);
}

static size_t region_end(const struct outline_source *s, size_t i)
{
	int level = s->v[i].kind == BLOCK_HEADING ? s->v[i].level : OUTLINE_LEVELS;
	size_t end = i + 1;
	while (end < s->n && (s->v[end].kind != BLOCK_HEADING || s->v[end].level > level))
		end++;
	return end;
}

void outline_find_roles(struct outline_source *s, struct outline *outline)
{
	struct region r = { .source = s };
	for (size_t i = 0; i < s->n; i++) {
		if (!begins_region(s, i))
			continue;
		r.first = i + 1;
		r.end = region_end(s, i);
		read_region(&r);
		i = r.end - 1;
	}
	outline->roles = r.roles.v;
	outline->n_roles = r.roles.n;
}
