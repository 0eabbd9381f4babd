/* Chapter: what was done, what was not, and what does not follow. */
#include "module/report/report_body.h"

#include "base/str.h"
#include "module/report/report_words.h"
#include "ui/translate.h"

static const char *const done[] = {
	N_("It told the language of each text where the sender had not, and hid e-mail addresses, telephone numbers, national "
	   "identity numbers and names below a closing greeting. Other personal data may remain: read before you publish."),
	N_("It compared all texts with one another, and calls them the same where they differ only in case, punctuation and "
	   "spacing; nearly the same where almost all words in a row agree; and contained where one stands in the other. "
	   "Nothing was removed."),
	N_("It grouped texts that use the same words, parts of words and compounds. A group's label is the words that set it "
	   "apart from the others; a person has neither written nor checked it."),
	N_("It chose quotes that lie close to the middle of their group and differ from one another, at most one from each "
	   "campaign. They are verbatim, errors included."),
	N_("It compared each text with the titles, descriptions and keywords of the plan, and suggests up to three places. "
	   "Where the best one is too weak, it says so instead of guessing."),
};

static const char *const not_done[] = {
	N_("It has not filed, weighed, answered or shortened any contribution. Suggestions were not filed by a person."),
	N_("It does not understand texts. Irony, disagreement with a proposal and agreement with it use the same words, and "
	   "stand in the same group."),
};

/* What a plug that the operator chose does with the texts, Planverk does not know. */
static const char sent_none[] = N_("It sent no text to any other service or machine.");

static const char *const not_concluded[] = {
	N_("How many in the region think so: those who took part chose themselves, and some came several times."),
	N_("That a point is unimportant because few spoke of it. What people are asked about decides what they speak of."),
	N_("That many letters with one text weigh more, or less, than one: that is for those who decide."),
	N_("That a group is one opinion. It is one subject; read the texts in it."),
};

/* last: one more text, in the report's language already, or NULL. */
static void write_list(struct medium *m, const char *title, const char *const *texts, size_t n, const char *last)
{
	m->form->heading(m, &(struct medium_heading){ .level = 3, .text = title });
	m->form->list_begin(m);
	for (size_t i = 0; i < n; i++)
		m->form->list_item(m, &(struct medium_text){ .text = tr_name_lang(m->lang, texts[i]) });
	if (last)
		m->form->list_item(m, &(struct medium_text){ .text = last });
	m->form->list_end(m);
}

static void write_parameters(struct medium *m)
{
	const struct basis_report *r = report_of(m);
	enum lang lang = r->lang;
	const char *groups = r->groups_asked ? tr_number(m->arena, lang, r->groups_asked)
	                                     : tr_lang(lang, "as many as are found again in halves of the texts");
	const struct medium_column columns[] = {
		{ tr_lang(lang, "Parameter"), false, 2 }, { tr_lang(lang, "Value"), false, 4 } };
	const struct medium_text rows[][2] = {
		{ { .text = tr_lang(lang, "Compiled") }, { .text = clock_local(m->arena, r->made_at) } },
		{ { .text = tr_lang(lang, "Program") }, { .text = arena_printf(m->arena, "Planverk %s", r->program_version) } },
		{ { .text = tr_lang(lang, "Number of groups") }, { .text = groups } },
		{ { .text = tr_lang(lang, "Seed of the random numbers") },
		  { .text = arena_printf(m->arena, "%lld", (long long)r->seed) } },
		{ { .text = tr_lang(lang, "Digest of the input (BLAKE2b-256)") }, { .text = r->input_digest } },
	};
	m->form->table_begin(m, tr_lang(lang, "Parameters of the compilation"), columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		m->form->table_row(m, rows[i]);
	m->form->table_end(m);
	m->form->paragraph(m, tr_lang(lang,
		"The same contributions, plan, parameters and program give the same result. The digest tells whether the "
		"contributions or the plan have changed since."));
}

void body_write_method(struct medium *m)
{
	enum lang lang = m->lang;
	m->form->paragraph(m, tr_lang(lang,
		"A program compiled this report. It finds what belongs together and what says the same, so that people can read "
		"faster; it does not decide anything."));
	const char *model = report_of(m)->embedding;
	const char *embedded = model ? tr_format_lang(m->arena, lang,
		"It gave the texts, with the personal data that it knows hidden, to the language model %s, which the operator "
		"had chosen, and grouped them by the model's likenesses, too.", model) : NULL;
	write_list(m, tr_lang(lang, "What the program did"), done, ARRAY_LEN(done), embedded);
	write_list(m, tr_lang(lang, "What it did not do"), not_done, ARRAY_LEN(not_done),
	           model ? NULL : tr_name_lang(lang, sent_none));
	write_list(m, tr_lang(lang, "What cannot be concluded"), not_concluded, ARRAY_LEN(not_concluded), NULL);
	write_parameters(m);
}
