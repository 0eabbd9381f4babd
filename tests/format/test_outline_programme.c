/* Planning programmes and policy notes with other words and layouts than those the rules were first made
 * for. The documents are seeds of the fuzz target, too. */
#include "base/file.h"
#include "format/docx_write.h"
#include "outline_test.h"

static struct outline read_document(struct arena *a, const char *name, const struct outline_judge *judge)
{
	struct outline o;
	struct err err = { 0 };
	struct span bytes;
	assert_ok(file_read(a, arena_printf(a, "fuzz/corpus/outline/%s", name), 1 << 20, &bytes, &err), err);
	assert_ok(outline_read_judged(a, bytes, "document.txt", OUTLINE_AUTO, judge, &o, &err), err);
	assert_log_is_complete(&o);
	assert_round_trip(a, &o);
	return o;
}

/* "kind: title" of what stands in the tree, with what is below indented, without bodies. */
static const char *titles(struct arena *a, const struct outline *o)
{
	struct out out = out_memory(a);
	for (size_t i = 0; i < o->n_nodes; i++) {
		for (long p = o->nodes[i].parent; p >= 0; p = o->nodes[p].parent)
			out_text(&out, "  ");
		out_format(&out, "%s: %s%s%s\n", outline_kind_code(o->nodes[i].kind), o->nodes[i].title,
		           *o->nodes[i].addressee ? " @" : "", o->nodes[i].addressee);
	}
	return out_string(&out);
}

static const char *phases(struct arena *a, const struct outline *o)
{
	struct out out = out_memory(a);
	for (size_t i = 0; i < o->n_phases; i++)
		out_format(&out, "%ld %s %s %s | %s\n", o->phases[i].line, date_iso(a, o->phases[i].begins),
		           date_iso(a, o->phases[i].ends), o->phases[i].title, o->phases[i].activities);
	return out_string(&out);
}

static const char *roles(struct arena *a, const struct outline *o)
{
	struct out out = out_memory(a);
	for (size_t i = 0; i < o->n_roles; i++)
		out_format(&out, "%ld %s | %s\n", o->roles[i].line, o->roles[i].name, o->roles[i].tasks);
	return out_string(&out);
}

static void phases_in_words_and_roles_in_a_list(void **state)
{
	struct outline o = read_document(*state, "programme_nynorsk", NULL);
	assert_string_equal(titles(*state, &o),
	                    "theme: Villrein og ferdsel\n"
	                    "  study: Kor mykje ferdsla har å seie for kalvinga, må greiast ut saman med forskarane.\n"
	                    "  study: I tillegg skal vi kartleggje stiane i heile området.\n"
	                    "theme: Hytter og vegar\n"
	                    "  challenge: Nedbygging av myr\n"
	                    "  challenge: Straum til nye hyttefelt\n"
	                    "  study: Kva fritidsbustadene krev av vatn\n"
	                    "  study: Verknader for landbruket\n");
	assert_string_equal(o.nodes[1].body, "Det finst tal frå 2014.");
	assert_string_equal(phases(*state, &o),
	                    "42 2026-01-01 2026-06-30 Oppstart og planprogram | Varsel om oppstart, samarbeid med kommunane og høyring av "
	                    "programmet.\n"
	                    "45 2026-08-01 2027-04-30 Utarbeiding | Arbeidsgrupper og folkemøte i kvar kommune.\n"
	                    "48 2027-09-01 2027-11-30 Høyring og vedtak | Fylkestinget vedtek planen.\n");
	assert_string_equal(roles(*state, &o),
	                    "57 Planmynde | fylkestinget, som vedtek både program og plan\n"
	                    "58 Styringsgruppe | to fylkespolitikarar og fire ordførarar tek dei politiske avklaringane\n"
	                    "59 Prosjektgruppe | fagfolk frå fylket, kommunane og statsforvaltaren skriv planen\n"
	                    "60 Referansegruppe | reiseliv, beitelag og turlag gjev råd undervegs\n");
}

static void phases_in_a_table_and_roles_as_titles(void **state)
{
	struct outline o = read_document(*state, "programme_tables", NULL);
	assert_string_equal(titles(*state, &o),
	                    "goal: En levende kyst\n"
	                    "goal: Ren sjø\n"
	                    "theme: Havn og transport\n"
	                    "  study: Vi trenger en analyse av hvor godset kommer fra.\n"
	                    "theme: Oppdrett\n"
	                    "theme: Strandsonen\n");
	assert_string_equal(phases(*state, &o),
	                    "31 2026-01-01 2026-03-31 Oppstart | Varsling og møter med kommunene 1. kvartal 2026\n"
	                    "32 2026-04-01 2026-12-31 Utredning | Rapporter om havn og oppdrett 2. kvartal 2026–4. kvartal 2026\n"
	                    "33 2027-03-01 2027-05-31 Høring | Planforslaget er ute i åtte uker vår 2027\n"
	                    "34 2027-10-01 2027-10-31 Vedtak | Fylkestinget behandler planen oktober 2027\n");
	assert_string_equal(roles(*state, &o),
	                    "38 Styringsgruppa | Ordførerne i de ni kystkommunene og to fra fylkesutvalget. De avgjør uenighet om mål.\n"
	                    "41 Administrativ prosjektgruppe | Planleggere fra fylket og kommunene.\n"
	                    "44 Ungdomsrådet | Gir råd i alle faser.\n");
}

static void a_list_by_time_and_roles_in_sentences(void **state)
{
	struct outline o = read_document(*state, "programme_sentences", NULL);
	assert_string_equal(titles(*state, &o), "theme: Skog\ntheme: Reiseliv\n");
	assert_string_equal(phases(*state, &o),
	                    "16 2028-01-01 2028-03-31 Oppstart | \n"
	                    "17 2028-04-01 2029-01-31 Utarbeiding av planen | \n"
	                    "18 2029-01-01 2029-02-28 Høyring | \n"
	                    "19 2029-06-01  Oppfølging | \n");
	assert_string_equal(roles(*state, &o),
	                    "22 Styringsgruppa | skal avklare kva som er viktigast.\n"
	                    "22 Arbeidsgruppene | har ansvar for kvart sitt tema, og møtest ein gong i månaden.\n"
	                    "25 Regionrådet | er høyringspart.\n");
}

/* A Word document with styles, whose table of phases comes as a paragraph for each cell. */
static void a_programme_in_word(void **state)
{
	static const struct {
		int heading;
		const char *text;
	} parts[] = {
		{ 1, "Om planen" }, { 0, "Planen gjelder fjorden." },
		{ 1, "Temaer i planarbeidet" }, { 2, "Sjøbunn" }, { 0, "Sjøbunnen er lite kartlagt." },
		{ 3, "Utredningsbehov" }, { 0, "Det trengs en kartlegging av korall." }, { 2, "Båttrafikk" }, { 0, "Det er mange båter." },
		{ 1, "Fremdrift" }, { 0, "Fase" }, { 0, "Aktivitet" }, { 0, "Tidsrom" },
		{ 0, "1" }, { 0, "Oppstart" }, { 0, "Varsel. Møter." }, { 0, "Januar 2030–mars 2030" },
		{ 0, "2" }, { 0, "Vedtak" }, { 0, "Fylkestinget vedtar." }, { 0, "April 2030" },
		{ 1, "Roller og ansvar" }, { 2, "Styringsgruppe" }, { 0, "Avklarer mål." }, { 0, "Prosjektgruppe: Skriver planen" },
	};
	struct arena *a = *state;
	struct out file = out_memory(a), markdown = out_memory(a);
	struct docx_info info = { .title = "Planprogram for fjorden", .show_title = true };
	struct docx *d = docx_begin(a, &file, &info);
	struct err err = { 0 };
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		if (parts[i].heading)
			docx_heading(d, parts[i].heading, parts[i].text);
		else
			docx_paragraph(d, parts[i].text);
		out_format(&markdown, "%.*s%s%s\n\n", parts[i].heading, "###", parts[i].heading ? " " : "", parts[i].text);
	}
	docx_end(d, &err);
	const struct span forms[] = { { out_string(&file), file.n }, span_of(out_string(&markdown)) };
	static const enum outline_form form[] = { OUTLINE_DOCX, OUTLINE_MARKDOWN };
	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		struct outline o;
		assert_ok(outline_read_bytes(a, forms[i], "programme", form[i], &o, &err), err);
		assert_log_is_complete(&o);
		assert_round_trip(a, &o);
		assert_string_equal(titles(a, &o), "theme: Sjøbunn\n  study: Det trengs en kartlegging av korall.\ntheme: Båttrafikk\n");
		assert_int_equal(o.n_phases, 2);
		assert_string_equal(o.phases[0].title, "Oppstart");
		assert_string_equal(o.phases[0].activities, "Varsel. Møter.");
		assert_string_equal(date_iso(a, o.phases[1].ends), "2030-04-30");
		assert_int_equal(o.n_roles, 2);
		assert_string_equal(o.roles[0].name, "Styringsgruppe");
		assert_string_equal(o.roles[0].tasks, "Avklarer mål.");
		assert_string_equal(o.roles[1].tasks, "Skriver planen");
	}
}

/* Demands are what has "må", firmly, and "bør"; the first word tells of whom. */
static enum outline_demand judge_demand(void *arg, struct span sentence)
{
	(void)arg;
	return span_contains(sentence, " må ") ? OUTLINE_DEMANDS_FIRMLY : span_contains(sentence, " bør ") ? OUTLINE_DEMANDS : OUTLINE_DEMANDS_NOTHING;
}

static const char *judge_addressee(void *arg, struct span text)
{
	(void)arg;
	return span_contains(text, "staten") ? "state" : span_contains(text, "Fylkeskommunen") ? "county"
	       : span_contains(text, "kommunane") ? "municipality" : "";
}

static void positions_of_a_policy_note(void **state)
{
	static const struct outline_judge judge = { judge_demand, judge_addressee, NULL };
	struct outline o = read_document(*state, "note_nynorsk", &judge);
	assert_string_equal(titles(*state, &o),
	                    "theme: Om regionen\n"
	                    "theme: Veg og bane\n"
	                    "  position: Regionrådet Vest meiner at staten må byggje tunnelen før 2032. @state\n"
	                    "  position: Fylkeskommunen bør ta over ferjene. @county\n"
	                    "  position: Derfor krev Regionrådet Vest at bana får dobbeltspor.\n"
	                    "  position: Vi forventar òg at kommunane set av areal. @municipality\n"
	                    "theme: Kraft\n"
	                    "  position: Regionrådet Vest saknar ei plan frå Statnett.\n"
	                    "  position: Regionrådet Vest meiner at prisen må ned.\n"
	                    "theme: Bakgrunnstal\n");
	/* The full stop before it was lost. */
	assert_string_equal(o.nodes[6].body, "Nettet er fullt. Mange meiner at det er nok kraft.\n\nStraumen er dyr i heile regionen");
	assert_string_equal(o.nodes[2].body, "Det gjev trygg veg heile året.");
	assert_int_equal(o.nodes[5].line, 17);
}

static void text_with_a_blank_line_between_all_lines(void **state)
{
	static const char *const text =
		"1. Kyst\nKysten er lang og har mange havner som ligger tett ved hverandre i alle de ni\n\n"
		"kommunene, og noen av dem har plass til flere båter enn de har i dag, mens andre er\n\n"
		"fulle hele året og må si nei.\n\n"
		"Fisken er viktigst. Den går til utlandet, og det meste av den går med bil over fjellet\n\n"
		"til byene, der den blir sendt videre med fly til land som er langt unna, noe som koster\n\n"
		"mye og tar lang tid når veien er stengt, og den er stengt mange dager hver vinter fordi\n\n"
		"det snør og blåser på fjellet, så mange tar omveien langs kysten med ferjene som går for\n\n"
		"sjelden og er for små til at alle kommer med når det er mye fisk i sjøen og mange biler\n\n"
		"venter på kaia, og da blir fisken gammel før den når fram til dem som skal kjøpe den og\n\n"
		"spise den, så de kjøper heller fra andre land der veien er kortere og ferjene er flere og\n\n"
		"større enn her hos oss, og det er ikke bra for dem som bor her og lever av fisken og har\n\n"
		"gjort det i mange hundre år uten at noen har hjulpet dem med veien eller ferjene eller\n\n"
		"noe annet.\n";
	struct outline o = outline_parsed(*state, text, OUTLINE_TEXT);
	assert_log_is_complete(&o);
	assert_round_trip(*state, &o);
	assert_int_equal(o.n_nodes, 1);
	const char *second = strstr(o.nodes[0].body, "\n\n");
	assert_non_null(second);
	assert_true(str_starts(second, "\n\nFisken er viktigst. Den går"));
	assert_null(strstr(second + 2, "\n\n"));
}

static void headings_over_two_lines(void **state)
{
	struct outline o = outline_parsed(*state, "1. Hvorfor kysten er viktig for hele\nlandet\nKysten er lang.\n\n2. Fisk\n\nDen går til utlandet.\n",
	                                  OUTLINE_TEXT);
	assert_string_equal(titles(*state, &o), "theme: Hvorfor kysten er viktig for hele landet\ntheme: Fisk\n");
	assert_string_equal(o.nodes[0].body, "Kysten er lang.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(phases_in_words_and_roles_in_a_list),
		ARENA_TEST(phases_in_a_table_and_roles_as_titles),
		ARENA_TEST(a_list_by_time_and_roles_in_sentences),
		ARENA_TEST(a_programme_in_word),
		ARENA_TEST(positions_of_a_policy_note),
		ARENA_TEST(text_with_a_blank_line_between_all_lines),
		ARENA_TEST(headings_over_two_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
