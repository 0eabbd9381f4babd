/* Sentences that the rules for demands were written with: what a reader finds in each. */
#ifndef PLANVERK_TESTS_DEMAND_SENTENCES_H
#define PLANVERK_TESTS_DEMAND_SENTENCES_H

#include "engine/text/demand.h"

#include <stdbool.h>

struct demand_case {
	enum demand_firmness firmness;
	bool negated;
	const char *of; /* codes of addressees with commas, "" for none */
	const char *text;
};

#define NONE DEMAND_NONE, false
#define NEED DEMAND_NEED, false
#define COULD DEMAND_COULD, false
#define SHOULD DEMAND_SHOULD, false
#define MUST DEMAND_MUST, false
#define NOT_NEED DEMAND_NEED, true
#define NOT_COULD DEMAND_COULD, true
#define NOT_SHOULD DEMAND_SHOULD, true
#define NOT_MUST DEMAND_MUST, true

static const struct demand_case demand_cases[] = {
	/* Modal verbs and their subjects. */
	{ MUST, "municipality", "Kommunen må rydde i reglene for uteservering." },
	{ MUST, "municipality", "Nå må kommunene endelig samarbeide om tomter." },
	{ SHOULD, "county", "Fylkeskommunen bør gi tilskudd til verkstedutstyr." },
	{ SHOULD, "county", "Derfor bør fylket også se på lokale ruter." },
	{ MUST, "state", "Staten må ta regningen for jernbanen." },
	{ MUST, "state,county,municipality", "Staten, fylket og kommunene må dele risikoen." },
	{ MUST, "state,municipality", "Både staten og kommunen må stille med penger." },
	{ SHOULD, "municipality,business", "Kommunene og næringslivet bør møtes hvert halvår." },
	{ SHOULD, "education", "Skolene i Follo bør ha flere uker i praksis." },
	{ MUST, "education", "Universitetet må slippe bedriftene inn i laboratoriene." },
	{ COULD, "municipality", "Kommunen kan leie ut tomme lokaler på kveldstid." },
	{ COULD, "county", "Fylket kunne samlet kursene i én katalog." },
	{ MUST, "state", "I neste statsbudsjett må regjeringen prioritere nett." },
	{ MUST, "business", "Arbeidsgiverne må ta ansvar for egen opplæring." },
	{ MUST, "partners", "Partene i arbeidslivet må bli enige om rammene." },
	{ MUST, "authorities", "Politikerne må tørre å si nei." },
	{ SHOULD, "authorities", "Dere bør korte ned planen." },
	{ MUST, "we", "Vi må tenke på tvers av kommunegrensene." },
	{ MUST, "state", "Statens vegvesen må svare raskere på dispensasjoner." },
	{ MUST, "municipality", "Oslo kommune må rydde kaia." },
	{ MUST, "municipality", "Kommunene som ligger langs banen må planlegge sammen." },
	{ MUST, "municipality", "Det er kommunen som må eie tomta." },
	{ MUST, "municipality", "Kommunens saksbehandling må bli raskere." },
	{ MUST, "region", "Osloregionen må snakke med én stemme ute i verden." },
	{ SHOULD, "eu", "EU bør godkjenne norske fagbrev." },
	{ MUST, "county,municipality", "Fylket må sammen med kommunene lage et kart over ledige tomter." },
	{ MUST, "state", "Avstanden er stor, og derfor må Nav finnes i alle kommuner." },
	{ SHOULD, "municipality", "Vi mener at kommunen bør ta ansvaret." },
	/* Nobody is named, or the one named is to receive. */
	{ MUST, "", "Toget må gå oftere." },
	{ MUST, "", "Det må bygges flere verksteder." },
	{ SHOULD, "", "Søknadene bør kortes ned." },
	{ MUST, "", "Bedriftene må få raskere svar." },
	{ MUST, "", "Kommunene må få penger til å gjøre jobben." },
	{ SHOULD, "", "Bedriftene bør slippe å søke tre steder." },
	{ MUST, "", "Innbyggerne må ha rett til å bli hørt." },
	{ MUST, "", "De små kommunene må styrkes." },
	{ MUST, "", "Ungdom må bli hørt før vedtaket." },
	{ SHOULD, "", "Skolene bør bli invitert med fra starten." },
	{ MUST, "state", "Kommunene må få mer støtte fra staten." },
	{ MUST, "state", "Tunnelen må betales av staten." },
	{ MUST, "municipality", "Kommunen må få på plass en næringssjef." },
	{ MUST, "county", "Fylket må få flere til å velge yrkesfag." },
	{ MUST, "municipality", "Kommunen må bli flinkere til å svare." },
	{ MUST, "", "Samarbeidet mellom kommunene må bli bedre." },
	/* Imperatives and notes. */
	{ MUST, "", "Bygg flere studentboliger." },
	{ MUST, "", "Gi kommunene mer penger." },
	{ MUST, "", "Stopp nedbyggingen av matjord!" },
	{ SHOULD, "", "Husk de som bor langt unna banen." },
	{ COULD, "", "Vurder en felles billett for tog og båt." },
	{ NOT_MUST, "", "Ikke legg ned linja på Hvam." },
	{ SHOULD, "", "Styrke samarbeidet mellom skole og bedrift." },
	{ SHOULD, "", "Flere lærlingplasser i kommunene." },
	{ SHOULD, "", "Bedre buss til Nes!" },
	{ SHOULD, "", "Forslag: felles kontor for arrangementer." },
	{ MUST, "county", "Til fylkeskommunen: Ta opp Oslofjordforbindelsen." },
	{ MUST, "authorities", "Kjære politikere, bygg ferdig sykkelveien." },
	/* Requests, claims, wishes, wants. */
	{ SHOULD, "county", "Vi ber fylkeskommunen om å vurdere saken på nytt." },
	{ SHOULD, "state", "Vi oppfordrer staten til å finansiere mer." },
	{ MUST, "state", "Vi krever at Bane NOR åpner stasjonen igjen." },
	{ SHOULD, "", "Vi foreslår en fast møteplass hver måned." },
	{ SHOULD, "municipality", "Det er viktig at kommunen svarer på epost." },
	{ MUST, "", "Det er helt nødvendig å bygge ut nettet." },
	{ COULD, "", "Det hadde vært fint med flere benker." },
	{ COULD, "", "Vi ønsker flere kvelder med nettverk." },
	{ COULD, "municipality", "Vi ønsker at kommunen deler tallene sine." },
	{ COULD, "", "Jeg skulle ønske det var lettere å finne fram." },
	{ NEED, "", "Vi mangler hybler til lærlingene." },
	{ NEED, "", "Det er for få investorer her ute." },
	{ NEED, "", "Det er stort behov for fagfolk i helse." },
	{ NEED, "", "Ventetiden er altfor lang." },
	{ NEED, "county", "Det er for lite støtte fra fylket." },
	{ NOT_NEED, "", "Vi trenger ikke flere rapporter." },
	/* Negation. */
	{ NOT_MUST, "municipality", "Kommunen må ikke selge tomta." },
	{ NOT_SHOULD, "state", "Staten bør aldri gi slik støtte igjen." },
	{ NOT_MUST, "county", "Nå må ikke fylket gi seg." },
	{ NOT_SHOULD, "municipality", "Vi mener ikke at kommunen bør bygge der." },
	{ MUST, "municipality", "Kommunen må ikke bare bygge, men også drive." },
	/* Nynorsk. */
	{ MUST, "municipality", "Kommunane må byggje meir saman." },
	{ SHOULD, "state", "Regjeringa bør høyre på bøndene." },
	{ NOT_MUST, "county", "Fylkeskommunen må ikkje leggje ned skulen." },
	{ NEED, "", "Vi manglar folk som kan sveise." },
	{ COULD, "", "Me ønskjer oss fleire møteplassar." },
	{ SHOULD, "", "Fleire bussar om kvelden." },
	{ MUST, "", "Gje dei unge ein sjanse." },
	{ SHOULD, "education", "Det er viktig at skulane tek del." },
	{ MUST, "", "Verksemdene må få lov til å prøve." },
	/* English. */
	{ MUST, "municipality", "The municipality must publish its data." },
	{ SHOULD, "county", "We believe that the county should offer evening courses." },
	{ MUST, "", "Companies must get answers faster." },
	{ NOT_SHOULD, "state", "The government should not cut the scheme." },
	{ NEED, "", "There is a shortage of electricians." },
	{ MUST, "", "Build more housing near the station." },
	{ COULD, "", "It would be great if the forms were in English." },
	{ MUST, "we", "We need to cooperate across the border." },
	{ SHOULD, "education", "Universities ought to share their labs." },
	/* No demands: statements, questions, conditions, reports, quotations. */
	{ NONE, "", "Vi er åtte ansatte og holder til på Strømmen." },
	{ NONE, "", "Kommunen svarte etter to uker." },
	{ NONE, "", "Bør kommunen bygge mer?" },
	{ NONE, "", "Når må vi sende inn søknaden?" },
	{ NONE, "", "Hvis kommunen må kutte, flytter vi." },
	{ NONE, "", "Ordføreren sa at «kommunen må spare»." },
	{ NONE, "", "Jeg må ta to busser til jobben." },
	{ NONE, "", "Hver dag må vi kjøre omveien om Gardermoen." },
	{ NONE, "", "Toget kan ta fire hundre passasjerer." },
	{ NONE, "", "Vi kan ta imot to lærlinger." },
	{ NONE, "", "Det er bra at dere spør oss." },
	{ NONE, "", "Få bedrifter tar imot lærlinger." },
	{ NONE, "", "Vi jobber slik for at kundene skal bli fornøyde." },
	{ NONE, "", "De som må vente lengst, bor i nord." },
	{ NONE, "", "Bygg og anlegg er den største bransjen her." },
	{ NONE, "", "Skulen ligg ved sjøen." },
	{ NONE, "", "Where can I find the form?" },
	{ NONE, "", "I have lived here for ten years." },
	{ NONE, "", "Fylket ber oss sende inn tre vedlegg." },
	{ NONE, "", "Takk for en fin dag." },
	{ NONE, "", "Det snakkes om at industrien må være fleksibel." },
	{ MUST, "", "Avtalen må si at bedriftene skal gå foran." },
	{ MUST, "", "Lag en møteplass der bønder, forskere og bedrifter kan prøve ut ting." },
	/* Conditions beside a demand, and quotations that are all there is. */
	{ MUST, "municipality", "Hvis vi skal lykkes, må kommunen være med." },
	{ MUST, "municipality", "Skal vi lykkes må kommunen være med." },
	{ MUST, "municipality", "Dersom det blir streik må kommunen ha en plan." },
	{ MUST, "state", "«Staten må betale.»" },
};

#undef NONE
#undef NEED
#undef COULD
#undef SHOULD
#undef MUST
#undef NOT_NEED
#undef NOT_COULD
#undef NOT_SHOULD
#undef NOT_MUST

#endif
