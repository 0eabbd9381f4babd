/*
 * What the engine knows about words: a small grammar and word list of its own.
 *
 * Each row says in which languages the words are common, how strongly one of them speaks for
 * those languages (a logarithm of a likelihood ratio, roughly), and how the word is used.
 * A word may stand in several rows; its evidence is added up.
 */
#include "engine/text/text_internal.h"

#define B LANGUAGE_NB
#define N LANGUAGE_NN
#define D LANGUAGE_DA
#define S LANGUAGE_SV
#define E LANGUAGE_EN
#define X LANGUAGE_OTHER

const struct text_lexicon_row text_lexicon_rows[] = {
	/* ---- Function words ---- */
	{ B | N | D | S, 1.6F, WORD_STOP,
	  "med den det om man han kan var på som vi har skulle få får gå går så eller både ned hos hans sin min din "
	  "kom står mest helt heller gav små ha tre denna" },
	{ B | N | D, 1.8F, WORD_STOP,
	  "og er til vil alle ville kunne måtte må bør når dette denne mange alt andre også før ved fordi derfor "
	  "svært begge ofte burde sine mine dine fire første skal store størst større flest ifølge blant langs samt "
	  "herunder" },
	{ B | N | S, 1.8F, WORD_STOP,
	  "av mot ut bli blir oss vår vårt sitt mitt ditt sa ta tar fått alltid ett hit dit blant" },
	{ B | N, 2.4F, WORD_STOP,
	  "ingen ingenting lenger utover dermed heller gi gir gitt inni samt samtidig etterhvert tatt sånn sånne seg "
	  "meg deg hadde blei blitt dersom enn opp inn etter mellom gjennom aldri igjen gjerne kanskje likevel ennå "
	  "enda nettopp veldig slik slike våre gjort tok nesten inkludert slikt uansett" },
	{ B | D, 3.2F, WORD_STOP,
	  "ikke jeg et være fra hvordan hvor hvem hvorfor hvis hvilken hvilke hvilket da disse flere bare enten siden "
	  "mens deres selv egne hun hjem hjemme sammen fremdeles allerede ellers hver hvert hele komme mener eneste "
	  "alene egentlig imidlertid hverandre meget synes dem gjelder holder" },
	{ B | D | S, 1.6F, WORD_STOP, "en de dem kommer ser tror egen eget ligger ganske ner" },
	{ B | S, 1.8F, WORD_STOP, "mer hennes vet bland" },
	{ N | S, 2.4F, WORD_STOP, "då annan utan medan innan såg sidan" },
	{ D | S, 2.6F, WORD_STOP, "mig dig sig nu blev aldrig igen efter eftersom sådan" },
	{ B, 3.6F, WORD_STOP,
	  "hva noe noen mye vært ble annet annen gjøre gjør sier fikk gikk trenger dessverre uten innen nå dere fins "
	  "finnes særlig frem fremfor tilstrekkelig noenting hvorvidt gjøres gis tas" },
	{ N, 4.4F, WORD_STOP,
	  "ikkje eg ein eit dei ho vere vera vore vart vert verte vorte verta frå kva korleis kor kven kvifor kvar "
	  "kvart kvarandre noko nokon nokre nokor mykje meir fleire anna berre anten korkje difor saman heim heime "
	  "sjølv eigen eige eigne eiga gjere gjera gjer seier seie fekk gjekk kjem kome koma sjå tek teke gje gjev "
	  "gjeve trur meiner meine treng diverre framleis allereie elles heile heilt fyrste hennar deira desse dykk "
	  "dykkar me medan dimed båe einaste åleine eigentleg særleg òg noka ynskjer ynskje finst gjeld held "
	  "nokolunde dinest sidan oftare viss sånt mellomtida likeins korso so dess jamvel somme mang tidlegare "
	  "seinare vidare gongen gonger gong" },
	{ D, 3.8F, WORD_STOP,
	  "af hvad nogle nogen noget anden andet blive bliver blevet været havde gøre gør gjort siger sagde gik fik "
	  "tage tager taget giver givet op ud ind mod mellem gennem uden vores jeres jer os hendes end endnu måske "
	  "netop altid sit mit dit mere gerne alligevel lige hvornår ligesom selvom således heraf hvorefter" },
	{ S, 3.8F, WORD_STOP,
	  "och att är inte jag från vad hur vem varför nu detta denna dessa något någon några många mycket flera fler "
	  "annat andra bara också än upp efter före genom mellan vid sedan göra gör säger fick gick komma ska skall "
	  "måste för till ett hon själv kanske gärna ännu redan väldigt annars varje båda hela första sina mina dina "
	  "våra deras ni vara varit blivit hade där här när då åt inom utan eftersom därför ger in sig" },
	{ E, 3.2F, WORD_STOP_ENGLISH,
	  "the of and is that it was on are as with be by this have from or not but what were when we there an your "
	  "which their if will each about how up out them then she he him his her they you many some so these would "
	  "other into has more two see could make than been its who now my made did get come may should our us all "
	  "any because between both do does for had here just most much must need new only over own same such "
	  "through to too very want well where while why me also" },
	{ B | N | D | S, 1.0F, WORD_STOP, "i under over at men var alt mot" },
	{ E, 0.8F, WORD_STOP_ENGLISH, "i at no" },
	{ B | N | D | E, 1.0F, WORD_STOP, "for over her" },
	{ B | N | D, 1.0F, WORD_STOP, "to at der no" },
	{ S | E | X, 1.0F, WORD_STOP_ENGLISH, "in" },
	{ N, 1.6F, WORD_STOP, "no ei" },
	{ B | N, 1.6F, WORD_STOP, "ei" },
	{ B | N, 1.2F, WORD_STOP, "å bør år gjelder hverken verken" },
	{ X, 2.6F, 0,
	  "und ist nicht das die der ein eine mit auf für auch sich dem den von zu wird sind haben wir ich le la les "
	  "des est une dans pour que qui sur pas avec sont nous vous il elle du au et el los las una es por con para "
	  "del se no más como pero su het een van niet voor zijn wij maar ook aan bij naar dat ja on ei että oli "
	  "olla mutta kuin myös ovat jest nie się na że jak do dla oraz są czy waa iyo ku oo ka ayaa uu in ve bir bu "
	  "için ile değil daha di che non per sono della nel gli anche plus leurs nos notre mais" },
	{ X, 1.6F, 0, "de et en se no des" },

	/* ---- Words of everyday and planning that tell the languages apart ---- */
	{ B, 2.4F, 0,
	  "skole skolen skoler skolene virksomhet virksomheter virksomheten vei veien veier veiene vann vannet bedre "
	  "høy høye høyt høyere mulig mulige mulighet muligheter muligheten mulighetene fremtid fremtiden fremtidige "
	  "fremme fremmer bolig boliger boligen innbyggere innbyggerne uke uker øker økt økte økende økning bærekraft "
	  "bærekraftig bærekraftige tjeneste tjenester tjenestene kommuner kommunene tilbud tilbudet steder stedet "
	  "penger gammel kjøre kjører tenke tenker fortelle forteller følger følge velger velge selger selge spille "
	  "spiller spilte begynne begynte begynner forskjell forskjellige eiendom melk syk høst sønn øye hode hjerte "
	  "løs tro trodde skrevet sto hørte hører spørre ungdommer regjeringen utviklingen byer byene mennesker "
	  "opplevelse opplevelser boken bøkene skuespillere løsning løsninger løsningen løsningene annenhver behovene "
	  "målene områdene tiltakene arbeidsplassene viktigste bidrar innebærer sammenheng gjennomføres utvikles sees "
	  "utarbeides oppmerksomhet ønsket regioner ledere leder ledelse deltakere deltagere brukere brukerne eiere "
	  "eier eierne næringer næringene faglige snakker ansatte ansatt venner venn kjærlighet oppgaver" },
	{ N, 2.8F, 0,
	  "skule skulen skular skulane verksemd verksemder veg vegen vegar vegane vatn vatnet betre høg høge høgt "
	  "høgare mogleg moglege moglegheit moglegheiter bustad bustader innbyggjar innbyggjarar veke veker aukar "
	  "auka auke auking berekraft berekraftig berekraftige teneste tenester tenestene kommunar kommunane tilbod "
	  "tilbodet stader staden stad pengar gamal køyre køyrer tenkje tenkjer fortelje fortel følgje følgjer velje "
	  "selje sel spele spelar spelte byrje byrja byrjar skilnad eigedom mjølk sjuk haust son auge hovud hjarte "
	  "laus trudde sommar draum ungdomar elevar lærarar leiar leiarar leiinga leiing regjeringa utviklinga "
	  "regionar fylkeskommunar byar byane språka liggje leggje legg byggje byggjer spørje høyrer høyrde kjende "
	  "skriv bur ligg veit borna ordførar naudsynt naudsynte medverknad verknad verknader påverknad løysing "
	  "løysingar løyse dottera verda røyst røyster røyste rådgjevar rådgjeving vedtaka tala fylka bygda born "
	  "ferda årleg dagleg bruka brukar brukarar arbeidar arbeidsgjevar menneska einast eitt augneblink kjensle "
	  "kjensler nemnt nemner vanleg vanlege kring ikring vener ven kjærleik same samstundes høve høva handsame "
	  "handsaming avgjer avgjerd avgjerda trong trongen" },
	{ B | D, 1.8F, 0,
	  "bor sted verden gange sommer hjerte søster ligge legge bygge høre spise områder uker" },
	{ D, 2.6F, 0,
	  "samfund samfundet udvikling udviklingen kommunerne mulighed cykel cykler vej vejen veje uge uger børn "
	  "arbejde arbejder borgere borgerne rigtig vigtig vigtigt cykelstier togene spørgsmål sundhed penge" },
	{ S, 2.6F, 0,
	  "samhälle samhället utveckling utvecklingen kommunerna möjlighet möjligheter cykel väg vägen vägar vecka "
	  "veckor skola skolan skolor pengar arbeta arbetar bostäder bostad medborgare bättre lösning lösningar stad "
	  "staden världen människor kollektivtrafik tåg sjukvård frågor viktigt bra" },
	{ E, 2.4F, 0,
	  "people time year work city public local community housing green energy better more business young school "
	  "children services development future climate change support access county council areas good great should "
	  "think want please thank travel train road water" },
	{ B | N | D | S, 1.2F, 0,
	  "energi kraft klima natur region regional politik tid dag land hus vinter arbete stor ny god liv sol tog "
	  "buss by fjord barn unga unge social sosial" },
	{ B | N | D | S | E, 0.6F, 0,
	  "plan program digital transport regional international national person system" },
	{ B | N, 1.6F, 0,
	  "samfunn samfunnet utvikling arbeidsplasser næring næringsliv næringslivet sykkel kollektivtransport jobb "
	  "måte hjelp lov samferdsel ungdom idrett barnehage fylke fylket fylkeskommune kommune framtid innspill "
	  "tiltak bruk arbeid behov areal hverdag kvalitet kveld kvinne kvinner språk trygg trygge tilrettelegge "
	  "møteplass møteplasser tettsted tettsteder jernbane knutepunkt veldig viktig viktige ansvar samarbeid "
	  "ulike kunnskap kompetanse vekst felles norsk norske norge oppgave folk bedrift bedrifter vilje krav svar "
	  "februar januar" },

	/* ---- Words that say little about what a text is about, beside those above ---- */
	{ 0, 0, WORD_STOP,
	  "være er bli ble blitt blir skal må kan gjøre gjør ha har gi gir få får ta tar se ser komme kommer gå går "
	  "bør blant annet samtidig videre tillegg dag gang måte del deler grad tilfelle forhold innenfor utenfor "
	  "spesielt generelt bl fl eks osv mv pr ca jf ift ihht mht mm dvs evt kr nr stk s t a b c d e f g h j k l m "
	  "n o p q r u v w x y z særskilt spesielle hvert rundt tilsvarende gjeldende slik derav hvorav egentlig "
	  "faktisk nok litt litet liten lite stort stor god gode godt bra bedre viktig viktige ny nye nytt ønsker "
	  "ønske trenger behov innspill forslag mener synes tror håper takk hei hilsen mvh vennlig helsing beste "
	  "helt ganske ulik ulike flest fleste én ene lagt legge legges ligger satt sett sette setter "
	  "gjelder gjort tatt hatt kommet gitt vært stå står både nettopp like likt lik måter brukes bruke bruker "
	  "første andre tredje to tre fire fem seks sju åtte ni ti år årene året dei ein eit også enn hverken mindre "
	  "minst" },
	{ 0, 0, WORD_STOP_ENGLISH,
	  "using used use one two really maybe please think want need good great new lot many thing things" },

	/* ---- Nouns of planning and public life that compounds are made of ---- */
	{ 0, 0, WORD_PART,
	  "adresse aktivitet aktør alarm alder ambulanse analyse anlegg ansvar apotek arbeid arbeidsliv areal "
	  "arealbruk arena arkiv art asfalt asyl atferd avfall avgift avis avløp avtale bad bakke bane barn barnehage "
	  "barnevern basseng bedrift befolkning bekk benk beredskap bestand betong bibliotek bil bilde bilist billett "
	  "biogass blokk bo bok boks bolig bonde boplikt bord brann bredbånd bro bruk bruker brygge buss by bydel "
	  "bygd bygg byggeplass byggesak bygning bymiljø båt dam data dekning demokrati deponi digital distrikt "
	  "domstol drift drivstoff drosje dyr effekt eie eiendom eksport elbil eldre elev elv enebolig energi eple "
	  "etat fabrikk fag fakultet familie farge fartsgrense fattigdom felles ferd ferge ferie fest film firma fisk "
	  "fiske fjern fjord flate flom fly flyktning folk folkehelse forbruk forening formål forsker forskning "
	  "forslag forum forurensning forvaltning fossil fotball framtid fri friluft friluftsliv frivillig frost "
	  "frukt fugl fylke føre gang gass gate gave gevinst gjeld gjenbruk gjest glass grav grense gris grunn "
	  "grunnlag gruppe gutt gård hage hall handel handlekurv handling havbruk havn havvind helse hensyn historie "
	  "hjelp hjem hjul holdeplass hotell hus hushold hverdag hytte høring høst idrett idé industri informasjon "
	  "innbygger innkjøp innovasjon innsats innspill innvandrer institusjon integrering internett jakt jente jern "
	  "jernbane jobb jord jordbruk jordvern kaffe kai kamera kapasitet kapital kart kartlegging kilde kirke "
	  "klasse klasserom klima kloakk klubb klynge klær knutepunkt kollektiv kommune kommunikasjon kompetanse "
	  "konflikt konkurranse konsum kontor kontrakt kontroll korn korridor kost kostnad kraft krav kriminalitet "
	  "krise kropp kulde kultur kulturminne kunde kunnskap kunst kvalitet kvartal kveld kvinne kylling kyst kø "
	  "lade lag lager laks lampe land landbruk landskap last lav leder ledning lege leie leilighet leke lekeplass "
	  "likestilling linje liv lokal lokale lov luft lufthavn luftkvalitet lys lærer læring lønn løp løsning løype "
	  "makt mangfold mark marka marked maskin mat matjord medlem melding melk menneske merke metode midler miljø "
	  "minne misbruk mobil mobilitet modell morgen motor museum musikk myndighet myr måltid møbel mønster møte "
	  "møteplass nabo nasjonal natt natur nett nettside nettverk nivå norsk næring næringsliv næringspark "
	  "nærmiljø nød offentlig omdømme omgivelse område omsorg omstilling oppgave opplevelse opplæring oppvekst "
	  "ordning organisasjon orientering overvann overvåking ovn pakke pant park parkering parsell part partner "
	  "pasient passasjer penge penger pensjon periode person plan planet planlegging plass plast plattform pleie "
	  "poeng politi politikk post prioritering pris privat produksjon produkt program prosess prosjekt prøve "
	  "psykiatri pumpe punkt pute radio ramme rapport rapportering regel region register regjering regnskap "
	  "reguleringsplan reise reiseliv rekke rekreasjon rekruttering religion renhold renovasjon rensing ressurs "
	  "restaurant retning rett rettighet risiko rom rundkjøring rus rute råd råstoff saft sak salt samarbeid "
	  "samferdsel samfunn samling sats satsing selskap seng senior senter sentral sentrum service signal "
	  "sikkerhet sikring sirkulær sjåfør sjø skap skatt skip skjerm sko skog skole skolegård skolevei skred skyss "
	  "slam smitte snø sol solenergi sommer sone sosial spill spor sport språk stall stamme stasjon stat "
	  "statistikk sted stein stemme sti stilling stoff stol stolpe stopp storby storm straff strand strandsone "
	  "strategi struktur strøm student studie stønad støtte støttekontakt støy sump sykdom sykehjem sykehus "
	  "sykkel syn system søppel tak takst tall tann tavle teater teknikk teknologi telefon terapi test tett "
	  "tettsted tid tilbud tilfelle tilgang tilkomst tilskudd tiltak time tingrett tjeneste tog tomt topp torg "
	  "trafikk transport trapp tre trend treningssenter trikk trygd trygghet trær tunnel tur turisme turist tårn "
	  "tømmer ull undervisning ung ungdom universitet utbetaling utbygger utbygging utbytte utdanning utfordring "
	  "utlån utslipp utstyr utvalg utvikling vaksine vakt valg vann vannmiljø vare varme vassdrag vedlikehold veg "
	  "vei vekst velferd vennskap ventetid verdi verdiskaping verk verktøy vern vilt vind vindkraft vindmølle "
	  "vinter virkemiddel virksomhet virus visjon voksen voksenopplæring vold våpen vær yrke åker årsak økologi "
	  "økonomi øy" },

	/* ---- Beginnings and endings of words that are no parts of compounds ---- */
	{ 0, 0, WORD_BLOCKED,
	  "inter trans super multi mikro makro elektro video kontra anti hoved halv mellom for fore fra fram frem "
	  "med til tilbake opp inn ut på over under mot av om sam be an mis van gjen etter hver her der hen ned ved "
	  "uten innen gjennom ikke all alt selv sin den det ene ens ent else het heten ing inger ning ningen lig "
	  "lige ligere sjon sjoner asjon isk iske ere eren erne ers ende ser ter ten tet ner ler ker ger mer ber per "
	  "rer ver mest ster est este tre ett ette kom kan var har gir tar ble bli far mor god dag man ord side vis "
	  "vise vist sett satt gang sta ele ale ist ister siv sive tere iv ive ikk ekt esse ess itet iteter ant "
	  "anter enter ure ur unn enn inne ret rett" },
};
const size_t text_lexicon_rows_len = ARRAY_LEN(text_lexicon_rows);

/* Beginnings of nynorsk and variant spellings, and the bokmål ones that they are counted as. Function
 * words need no such list: in either language they are stop words. The longest match counts. */
const char *const text_lexicon_spellings[][2] = {
	{ "skul", "skol" }, { "høgskul", "høyskol" }, { "høgskol", "høyskol" }, { "barneskul", "barneskol" },
	{ "ungdomsskul", "ungdomsskol" }, { "folkehøgskul", "folkehøyskol" }, { "verksemd", "virksomhet" },
	{ "tenest", "tjenest" }, { "berekraft", "bærekraft" }, { "bustad", "bolig" }, { "innbyggjar", "innbygger" },
	{ "moglegheit", "mulighet" }, { "mogleg", "mulig" }, { "fremtid", "framtid" }, { "vatn", "vann" },
	{ "eigedom", "eiendom" }, { "tilbod", "tilbud" }, { "sjølv", "selv" }, { "naudsyn", "nødvend" },
	{ "medverk", "medvirk" }, { "påverk", "påvirk" }, { "verkemiddel", "virkemiddel" }, { "verknad", "virkning" },
	{ "straum", "strøm" }, { "avlaup", "avløp" }, { "køyr", "kjør" }, { "sommar", "sommer" },
	{ "lærar", "lærer" }, { "løysing", "løsning" }, { "løys", "løs" }, { "auk", "øk" },
	{ "framleis", "fremdeles" }, { "heimel", "hjemmel" }, { "heim", "hjem" }, { "rådgjev", "rådgiv" },
	{ "byggje", "bygge" }, { "utbyggjing", "utbygging" }, { "høgde", "høyde" }, { "høg", "høy" },
	{ "leiing", "ledelse" }, { "leiar", "leder" }, { "sykkelveg", "sykkelvei" }, { "gangveg", "gangvei" },
	{ "skuleveg", "skolevei" }, { "fylkesveg", "fylkesvei" }, { "riksveg", "riksvei" }, { "vegar", "veier" },
	{ "vegen", "veien" }, { "vegane", "veiene" }, { "trygglei", "trygghe" }, { "born", "barn" },
	{ "utsleppe", "utslippe" }, { "utslepp", "utslipp" }, { "reinare", "renere" }, { "rein", "ren" },
	{ "forureining", "forurensning" }, { "forureins", "forurens" }, { "forurensing", "forurensning" },
	{ "samanheng", "sammenheng" }, { "ordførar", "ordfører" }, { "brukar", "bruker" },
	{ "arbeidstakar", "arbeidstaker" }, { "arbeidsgjevar", "arbeidsgiver" }, { "tilskot", "tilskudd" },
	{ "jordvernet", "jordvern" }, { "nullutslepp", "nullutslipp" }, { "skilnad", "forskjell" },
	{ "kvardag", "hverdag" }, { "oppfølgjing", "oppfølging" }, { "samferdsl", "samferdsel" },
	{ "einsemd", "ensomhet" }, { "gjestgjev", "gjestgiv" },
	{ "leike", "leke" }, { "kyrkjegard", "kirkegård" }, { "kyrkj", "kirk" }, { "veke", "uke" }, { "veka", "uka" },
	{ "sjukeheim", "sykehjem" }, { "sjuk", "syk" }, { "heil", "hel" }, { "fleir", "fler" }, { "eigar", "eier" },
	{ "grunneigar", "grunneier" }, { "frem", "fram" }, { "framand", "frammed" }, { "mjølk", "melk" },
	{ "røyst", "stemm" }, { "marknad", "marked" }, { "rekneskap", "regnskap" }, { "rekn", "regn" },
	{ "namn", "navn" }, { "draum", "drøm" }, { "haust", "høst" }, { "laurdag", "lørdag" }, { "måndag", "mandag" },
	{ "tysdag", "tirsdag" }, { "mjuk", "myk" }, { "breiband", "bredbånd" }, { "hamn", "havn" },
	{ "hovud", "hoved" }, { "innhald", "innhold" }, { "vedlikehald", "vedlikehold" }, { "opphald", "opphold" },
	{ "attvinn", "gjenvinn" }, { "vidaregåand", "videregåend" }, { "vidare", "videre" },
	{ "forsking", "forskning" }, { "likskap", "likhet" }, { "ulikskap", "ulikhet" }, { "fridom", "frihet" },
	{ "jamstell", "likestill" }, { "handverk", "håndverk" }, { "vasskraft", "vannkraft" },
	{ "vassforsyn", "vannforsyn" }, { "vasskvalitet", "vannkvalitet" }, { "vassmiljø", "vannmiljø" },
	{ "miljøvenleg", "miljøvennlig" }, { "venleg", "vennlig" }, { "tilpassing", "tilpasning" },
	{ "avgjerd", "avgjørelse" }, { "medverknad", "medvirkning" }, { "påverknad", "påvirkning" },
	{ "oppleving", "opplevelse" }, { "deltaking", "deltakelse" }, { "deltakar", "deltaker" },
	{ "undersøking", "undersøkelse" }, { "forståing", "forståelse" }, { "leige", "leie" }, { "leigar", "leier" },
	{ "husleige", "husleie" }, { "leilegheit", "leilighet" }, { "tettstad", "tettsted" },
	{ "bustadområd", "boligområd" }, { "ferje", "ferge" }, { "fritidsbustad", "fritidsbolig" },
	{ "friviljug", "frivillig" }, { "gardsbruk", "gårdsbruk" }, { "gardbrukar", "gårdbruker" },
	{ "gardane", "gårdene" }, { "gardar", "gårder" }, { "garden", "gården" }, { "tilsett", "ansatt" },
	{ "lønsemd", "lønnsomhet" }, { "betre", "bedre" }, { "forbetr", "forbedr" }, { "fiskar", "fisker" },
	{ "forskar", "forsker" }, { "syklistar", "syklister" }, { "røyndom", "virkelighet" },
	{ "vitskap", "vitenskap" }, { "kjensle", "følelse" }, { "ljos", "lys" }, { "tilhøve", "forhold" },
	{ "føresetnad", "forutsetning" }, { "føremål", "formål" }, { "omsyn", "hensyn" }, { "framlegg", "forslag" },
	{ "fråsegn", "uttalelse" }, { "styresmakt", "myndighet" }, { "ordskift", "debatt" },
	{ "nyskaping", "nyskapning" }, { "byggj", "bygg" }, { "tenkj", "tenk" }, { "søkj", "søk" },
	{ "følgj", "følg" }, { "veljar", "velger" }, { "målsetjing", "målsetting" }, { "busetjing", "bosetting" },
	{ "buset", "boset" }, { "busett", "bosatt" }, { "folketal", "folketall" }, { "folketall", "folketall" },
	{ "innbyggjartal", "innbyggertall" }, { "talet", "tallet" }, { "utval", "utvalg" }, { "utvalg", "utvalg" }, { "valet", "valget" },
	{ "valkrins", "valgkrets" }, { "kostnadar", "kostnader" }, { "avstandar", "avstander" },
	{ "einskild", "enkelt" }, { "særskild", "særskilt" }, { "ansvarleg", "ansvarlig" },
	{ "offentleg", "offentlig" }, { "nærleik", "nærhet" },
	{ "storleik", "størrelse" }, { "merksemd", "oppmerksomhet" }, { "usemje", "uenighet" },
	{ "semje", "enighet" }, { "tevling", "konkurranse" }, { "vêr", "vær" }, { "uvêr", "uvær" },
	{ "flaum", "flom" }, { "fråvær", "fravær" }, { "fråflytt", "fraflytt" }, { "tilflyttar", "tilflytter" },
	{ "raud", "rød" }, { "kvit", "hvit" }, { "skogbruksveg", "skogbruksvei" },
	{ "bilveg", "bilvei" }, { "motorveg", "motorvei" }, { "hovudveg", "hovedvei" },
	{ "tilkomstveg", "tilkomstvei" }, { "veglys", "veilys" }, { "vegnett", "veinett" },
	{ "vegvedlikehald", "veivedlikehold" }, { "vegstandard", "veistandard" }, { "vegbygg", "veibygg" },
	{ "vegprosjekt", "veiprosjekt" }, { "vegpris", "veipris" }, { "vegtrafikk", "veitrafikk" },
	{ "vegutbygg", "veiutbygg" }, { "vegsamband", "veisamband" }, { "vegstrekning", "veistrekning" },
	{ "vegstrekk", "veistrekk" }, { "vegkryss", "veikryss" }, { "vegavgift", "veiavgift" },
};
const size_t text_lexicon_spellings_len = ARRAY_LEN(text_lexicon_spellings);

/* Forms that the stemmer does not bring together, with the stem that they get. */
const char *const text_lexicon_stems[][2] = {
	{ "byer", "by" }, { "byene", "by" }, { "byen", "by" }, { "byar", "by" }, { "byane", "by" }, { "byens", "by" },
	{ "bøker", "bok" }, { "bøkene", "bok" }, { "boken", "bok" }, { "boka", "bok" }, { "trær", "tre" },
	{ "trærne", "tre" }, { "treet", "tre" }, { "menn", "mann" }, { "mennene", "mann" }, { "byggje", "bygg" },
	{ "veg", "vei" }, { "veien", "vei" }, { "veier", "vei" }, { "veiene", "vei" }, { "elver", "elv" },
	{ "elva", "elv" }, { "elven", "elv" }, { "øyer", "øy" }, { "øyene", "øy" }, { "øya", "øy" },
	{ "fjorden", "fjord" }, { "byråer", "byrå" }, { "broer", "bro" }, { "bruer", "bro" }, { "bru", "bro" },
	{ "sentre", "senter" }, { "sentra", "senter" }, { "sentrene", "senter" }, { "senteret", "senter" },
	{ "midler", "middel" }, { "midlene", "middel" }, { "virkemidler", "virkemiddel" },
	{ "virkemidlene", "virkemiddel" }, { "næringer", "næring" }, { "næringa", "næring" }, { "museer", "museum" },
	{ "museene", "museum" }, { "stier", "sti" }, { "stiene", "sti" }, { "stien", "sti" }, { "kaier", "kai" },
	{ "skoene", "sko" }, { "fergene", "ferge" }, { "ferja", "ferge" }, { "ferjer", "ferge" },
	{ "ferje", "ferge" }, { "ferger", "ferge" }, { "unge", "ung" }, { "unges", "ung" }, { "yngre", "ung" },
	{ "eldres", "eldre" }, { "studenter", "student" }, { "studentene", "student" }, { "steder", "sted" },
	{ "stedene", "sted" }, { "stader", "sted" }, { "stadene", "sted" }, { "staden", "sted" },
	{ "reiser", "reis" }, { "reise", "reis" }, { "økonomisk", "økonomi" }, { "økonomiske", "økonomi" },
	{ "regionalt", "regional" }, { "regionale", "regional" }, { "kommunal", "kommun" }, { "kommunale", "kommun" },
	{ "kommunalt", "kommun" }, { "digitale", "digital" }, { "digitalt", "digital" }, { "sirkulært", "sirkulær" },
	{ "sirkulære", "sirkulær" }, { "grønt", "grønn" }, { "grønne", "grønn" }, { "grøne", "grønn" },
	{ "grøn", "grønn" }, { "hjemmet", "hjem" }, { "hjemmene", "hjem" },
	{ "hjemma", "hjem" }, { "hjemen", "hjem" }, { "utslippene", "utslipp" }, { "utslippet", "utslipp" },
};
const size_t text_lexicon_stems_len = ARRAY_LEN(text_lexicon_stems);
