/*
 * Turns compiled translations into one C table, so that the program needs neither
 * files nor locales at run time.
 *
 *	mo2c nb.mo nn.mo >translations.c
 *
 * The format of .mo files: GNU gettext manual, "The Format of GNU MO Files". Both files
 * must hold the same texts, which the build has checked before; a text that one of them
 * lacks is left to be shown in English. src/ui/translations.h describes the table.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAGIC 0x950412deu
#define LANGUAGES 2
#define FORMS 2

struct catalogue {
	char *bytes;
	size_t size;
	uint32_t n, ids, texts; /* number of texts, offsets of the two tables */
};

struct text {
	const char *id;
	const char *form[LANGUAGES][FORMS];
};

static void fail(const char *what, const char *path)
{
	fprintf(stderr, "mo2c: %s: %s\n", path, what);
	exit(1);
}

static uint32_t number_at(const struct catalogue *c, uint64_t offset)
{
	uint32_t number;
	if (offset + sizeof number > c->size)
		fail("the file is cut off", "");
	memcpy(&number, c->bytes + offset, sizeof number);
	return number;
}

/* Entry i of a table of lengths and offsets: NUL-terminated, maybe with a second string behind. */
static const char *string_at(const struct catalogue *c, uint32_t table, uint32_t i, uint32_t *length)
{
	*length = number_at(c, (uint64_t)table + 8u * i);
	uint32_t offset = number_at(c, (uint64_t)table + 8u * i + 4u);
	if ((uint64_t)offset + *length >= c->size || c->bytes[offset + *length] != '\0')
		fail("the file is cut off", "");
	return c->bytes + offset;
}

static struct catalogue read_catalogue(const char *path)
{
	struct catalogue c = { 0 };
	FILE *f = fopen(path, "rb");
	if (!f || fseek(f, 0, SEEK_END) != 0)
		fail("cannot read", path);
	c.size = (size_t)ftell(f);
	rewind(f);
	c.bytes = malloc(c.size + 1);
	if (!c.bytes || fread(c.bytes, 1, c.size, f) != c.size)
		fail("cannot read", path);
	fclose(f);
	if (number_at(&c, 0) != MAGIC)
		fail("not a .mo file of this machine's byte order", path);
	c.n = number_at(&c, 8);
	c.ids = number_at(&c, 12);
	c.texts = number_at(&c, 16);
	return c;
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct text *)a)->id, ((const struct text *)b)->id);
}

/* The entry for an id, added where it is new. */
static struct text *text_for(struct text *texts, size_t *n, const char *id)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp(texts[i].id, id) == 0)
			return &texts[i];
	texts[*n].id = id;
	return &texts[(*n)++];
}

static void add_catalogue(struct text *texts, size_t *n, const struct catalogue *c, int language)
{
	for (uint32_t i = 0; i < c->n; i++) {
		uint32_t length;
		const char *id = string_at(c, c->ids, i, &length);
		const char *first = string_at(c, c->texts, i, &length);
		if (!*id)
			continue; /* the header */
		size_t first_length = strlen(first);
		struct text *text = text_for(texts, n, id);
		text->form[language][0] = first;
		text->form[language][1] = first_length < length ? first + first_length + 1 : first;
	}
}

static void write_string(const char *s)
{
	if (!s) {
		putchar('0');
		return;
	}
	putchar('"');
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		if (c >= ' ' && c < 127 && c != '"' && c != '\\' && c != '?')
			putchar(c);
		else
			printf("\\%03o", c);
	}
	putchar('"');
}

int main(int argc, char **argv)
{
	if (argc != 1 + LANGUAGES)
		fail("usage: mo2c nb.mo nn.mo", "");
	struct catalogue catalogues[LANGUAGES];
	size_t room = 1, n = 0;
	for (int i = 0; i < LANGUAGES; i++) {
		catalogues[i] = read_catalogue(argv[i + 1]);
		room += catalogues[i].n;
	}
	struct text *texts = calloc(room, sizeof *texts);
	if (!texts)
		fail("out of memory", "");
	for (int i = 0; i < LANGUAGES; i++)
		add_catalogue(texts, &n, &catalogues[i], i);
	qsort(texts, n, sizeof *texts, by_id);

	puts("/* Made by tools/mo2c.c. */\n#include \"ui/translations.h\"\n\nconst struct translation translations[] = {");
	for (size_t i = 0; i < n; i++) {
		fputs("\t{ ", stdout);
		write_string(texts[i].id);
		for (int language = 0; language < LANGUAGES; language++) {
			for (int form = 0; form < FORMS; form++) {
				fputs(form ? ", " : ", { ", stdout);
				write_string(texts[i].form[language][form]);
			}
			fputs(" }", stdout);
		}
		puts(" },");
	}
	puts("\t{ 0, { 0, 0 }, { 0, 0 } } /* never found: a table may not be empty */");
	printf("};\nconst size_t translations_len = %zu;\n", n);
	return fflush(stdout) == 0 ? 0 : 1;
}
