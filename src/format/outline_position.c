/*
 * Positions in running text. A policy note speaks in a name ("Rådet mener …") or as "vi"; who that is
 * comes from the document: whoever is often said to think, demand or expect something.
 *
 *   - A sentence in which the speaker thinks, demands, wants or misses something begins a position;
 *     sentences behind it in the paragraph belong to it.
 *   - In a chapter with such sentences other paragraphs are positions too: those behind the first that
 *     demand anything, and those before it that begin with what must be done. Whether a
 *     sentence demands is for the caller's judge.
 */
#include "format/outline_build.h"

#include "base/utf8.h"

#define OPINIONS \
	"mener|meiner|krever|krev|forventer|forventar|ber|believes|demands|expects|asks|ønsker|ønskjer|ønskar|savner|saknar|foreslår|føreslår|anbefaler|tilrår|støtter|støttar|forutsetter|føreset|" \
	"oppfordrer|oppmodar|wants|proposes|urges|recommends|supports"
#define NOBODY \
	"mange|noen|nokon|nokre|flere|fleire|de|dei|det|den|han|hun|ho|alle|andre|enkelte|some|many|they|he|she|all|others"
#define WE "vi|me|we"
#define BINDING \
	"at|som|og|men|for|hva|kva|hvis|om|dersom|når|da|fordi|der|slik|enn|hvor|kvor|hvordan|korleis|mens|medan|eller|samt|" \
	"both|that|which|what|and|but|if|as|because|when|how|than|i|av|til|fra|frå|på|med|hos"
#define SPEAKER_WORDS 5
#define SPEAKER_TIMES 3 /* an opinion or two do not make a policy note */

/* The words with a capital letter that a text begins with, or "vi". */
static const char *subject_of(struct arena *a, struct span text)
{
	struct span rest = text, subject = { text.s, 0 };
	if (outline_take_word(a, &rest, WE))
		return "vi";
	for (size_t words = 0, at = 0; words < SPEAKER_WORDS; words++, at = 0) {
		struct span word = span_trim(rest);
		if (!word.n || !utf8_is_upper(utf8_next(word, &at)))
			break;
		outline_next_word(a, &rest);
		subject.n = (size_t)(rest.s - subject.s);
	}
	return utf8_fold(a, span_trim(subject));
}

/* Who thinks so ("mener", "ser det som …") in a sentence, folded: "osloregionen" of "Osloregionen mener …"
 * and of "Derfor mener Osloregionen …". NULL where nobody does. */
static const char *speaker_of(struct arena *a, struct span sentence)
{
	struct span rest = sentence, before = { sentence.s, 0 };
	size_t at = 0;
	if (!utf8_is_upper(utf8_next(sentence, &at)))
		return NULL;
	for (size_t words = 0; words <= SPEAKER_WORDS; words++) {
		const char *word = outline_next_word(a, &rest);
		if (!*word)
			return NULL;
		bool regards = str_eq(word, "ser") && span_starts(rest, " det som ");
		if (words && (outline_word_in(word, OPINIONS) || regards)) {
			const char *behind = words == 1 ? subject_of(a, span_trim(rest)) : "";
			const char *speaker = *behind ? behind : utf8_fold(a, span_trim(before));
			return outline_word_in(speaker, NOBODY) ? NULL : outline_word_in(speaker, WE) ? "vi" : speaker;
		}
		before.n = (size_t)(rest.s - before.s);
	}
	return NULL;
}

void builder_find_speaker(struct builder *b)
{
	struct strmap *times = strmap_new(b->arena);
	int64_t most = SPEAKER_TIMES - 1;
	for (size_t i = 0; i < b->source->n; i++) {
		const struct block *block = &b->source->v[i];
		for (struct span rest = span_trim(span_of(block->text)); block->kind == BLOCK_PARAGRAPH && rest.n;) {
			const char *speaker = speaker_of(b->arena, outline_cut_sentence(&rest));
			if (!speaker)
				continue;
			int64_t *n = strmap_at(times, span_of(speaker), NULL);
			if (++*n > most) {
				most = *n;
				b->speaker = speaker;
			}
		}
	}
}

static bool is_voiced(const struct builder *b, struct span sentence)
{
	const char *speaker = speaker_of(b->arena, sentence);
	return speaker && (str_eq(speaker, b->speaker) || str_eq(speaker, "vi"));
}

/* Takes the next sentence. A full stop may have been lost before "Osloregionen mener": where the speaker stands
 * in the middle with a capital letter and the verb, and no word before binds it to what went before, the
 * sentence ends there. */
static struct span next_sentence(const struct builder *b, struct span *rest)
{
	struct span whole = *rest, sentence = outline_cut_sentence(rest), words = sentence;
	bool bound = true; /* by the word before, or at the beginning */
	while (words.n) {
		struct span here = span_trim(words);
		const char *word = outline_next_word(b->arena, &words);
		if (!*word)
			words = here.n ? (struct span){ here.s + 1, here.n - 1 } : here;
		else if (!bound && str_starts(b->speaker, word) && is_voiced(b, here)) {
			*rest = (struct span){ here.s, (size_t)(whole.s + whole.n - here.s) };
			return span_trim((struct span){ whole.s, (size_t)(here.s - whole.s) });
		}
		bound = !*word || outline_word_in(word, BINDING) || (words.n && strchr(",:", *words.s));
	}
	return sentence;
}

static bool has_voice(const struct builder *b, const struct block *block)
{
	for (struct span rest = span_trim(span_of(block->text)); rest.n;)
		if (is_voiced(b, outline_cut_sentence(&rest)))
			return true;
	return false;
}

void builder_begin_chapter(struct builder *b, size_t heading)
{
	b->chapter_speaks = b->spoken = false;
	for (size_t i = heading + 1; b->speaker && !b->chapter_speaks && i < b->source->n && b->source->v[i].kind != BLOCK_HEADING; i++)
		b->chapter_speaks = b->source->v[i].kind == BLOCK_PARAGRAPH && has_voice(b, &b->source->v[i]);
}

/* Whether sentences in which nobody speaks are a position. */
static bool demands(const struct builder *b, struct span text)
{
	const struct outline_judge *judge = b->source->judge;
	enum outline_demand strongest = OUTLINE_DEMANDS_NOTHING, first = OUTLINE_DEMANDS_NOTHING;
	if (!judge)
		return false;
	for (struct span rest = span_trim(text); rest.n;) {
		struct span sentence = outline_cut_sentence(&rest);
		enum outline_demand demand = judge->demand(judge->arg, sentence);
		first = sentence.s == text.s ? demand : first;
		strongest = demand > strongest ? demand : strongest;
	}
	return b->spoken ? strongest > OUTLINE_DEMANDS_NOTHING : first == OUTLINE_DEMANDS_FIRMLY;
}

static void add_position(struct builder *b, const struct block *block, struct span text, struct outline_cursor *cursor)
{
	const char *title, *rest;
	long line = outline_line_at(b->source, block, text.s, cursor);
	outline_split_title(b->arena, arena_strndup(b->arena, text.s, text.n), &title, &rest);
	long node = builder_add_node(b, OUTLINE_POSITION, builder_current(b), title, line);
	builder_add_rest(b, node, rest);
	const struct outline_judge *judge = b->source->judge;
	const char *addressee = judge ? judge->addressee(judge->arg, text) : "";
	if (*addressee)
		b->nodes.v[node].addressee = addressee;
}

bool builder_take_positions(struct builder *b, const struct block *block)
{
	struct span all = span_trim(span_of(block->text)), rest = all;
	if (!b->chapter_speaks || builder_current(b) == NONE)
		return false;
	struct outline_cursor cursor = { 0 };
	const char *begins = NULL; /* of the position that is open */
	while (rest.n) {
		struct span sentence = next_sentence(b, &rest);
		if (!is_voiced(b, sentence))
			continue;
		struct span before = { begins ? begins : all.s, (size_t)(sentence.s - (begins ? begins : all.s)) };
		before = span_trim(before);
		if (begins || (before.n && demands(b, before)))
			add_position(b, block, before, &cursor);
		else if (before.n)
			builder_add_body(b, before);
		begins = sentence.s;
		b->spoken = true;
	}
	if (!begins && !demands(b, all))
		return false;
	const char *last = begins ? begins : all.s;
	add_position(b, block, (struct span){ last, (size_t)(all.s + all.n - last) }, &cursor);
	builder_say(b, block, outline_kind_code(OUTLINE_POSITION));
	return true;
}
