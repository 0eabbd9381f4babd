/*
 * The words that demands are made of, in bokmål, nynorsk and English: our own lists, from
 * grammars' closed classes (modal verbs, pronouns, conjunctions) and the public bodies there are.
 */
#include "engine/text/demand_internal.h"

const struct demand_row demand_rows[] = {
	/* ---- What demands ---- */
	{ IS_MODAL | IS_FINITE, DEMAND_MUST,
	  "må lyt skal must shall has_to have_to needs_to need_to er_nødt_til er_nødd_til er_pliktig_til" },
	{ IS_MODAL | IS_FINITE, DEMAND_SHOULD, "bør burde should ought_to" },
	{ IS_MODAL | IS_FINITE, DEMAND_COULD, "kan kunne can could may might" },
	{ IS_MODAL | IS_FINITE | IS_NEGATION, DEMAND_MUST, "mustn't" },
	{ IS_MODAL | IS_FINITE | IS_NEGATION, DEMAND_SHOULD, "shouldn't" },
	{ IS_FINITE | IS_NEGATION, 0, "can't cannot couldn't won't isn't aren't doesn't didn't wasn't hasn't haven't" },
	{ IS_WISH | IS_FINITE, DEMAND_MUST, "krever krev kravet_vårt_er vårt_krav_er demand insist" },
	{ IS_WISH | IS_FINITE, DEMAND_SHOULD, "forventer forventar expect" },
	{ IS_WISH | IS_FINITE, DEMAND_COULD,
	  "ønsker ønskjer ønsker_oss ønskjer_oss skulle_ønske skulle_gjerne håper håpar vonar vil_ha vil_gjerne_ha "
	  "vil_gjerne_se vil_heller_ha vil_at ønske_oss vårt_ønske_er want would_like wish hope would_prefer" },
	{ IS_REQUEST | IS_FINITE, DEMAND_MUST, "pålegger pålegg krever_av krev_av" },
	{ IS_REQUEST | IS_FINITE, DEMAND_SHOULD,
	  "ber bed ber_om bed_om oppfordrer oppmodar utfordrer utfordrar anbefaler tilrår tilråder rår foreslår "
	  "føreslår vil_foreslå vil_føreslå vil_anbefale forventer_av ask urge call_on call_upon encourage "
	  "recommend suggest propose advise request" },
	{ IS_CLAIM, DEMAND_MUST,
	  "nødvendig nødvendige naudsynt avgjørende avgjerande helt_nødvendig heilt_naudsynt essential crucial "
	  "vital necessary imperative høyst_nødvendig et_krav eit_krav" },
	{ IS_CLAIM, DEMAND_SHOULD,
	  "viktig viktigst viktigere viktigare på_tide på_høy_tid på_høg_tid lurt klokt rett_å riktig_å fornuftig "
	  "important it_is_time it's_time high_time sensible advisable en_god_idé ein_god_idé en_god_ide "
	  "ein_god_ide a_good_idea god_idé god_ide forslaget_er vårt_forslag_er forslaget_vårt_er" },
	{ IS_PRAISE, DEMAND_COULD,
	  "fint bra flott greit supert kjekt godt topp ønskelig ønskeleg nyttig gunstig smart great good nice "
	  "helpful useful wonderful en_fordel ein_fordel an_advantage" },
	{ IS_NEED, DEMAND_NEED,
	  "trenger treng trengs trengst behøver behov_for behovet_for behov_er behovet_er behovet mangler manglar "
	  "mangel_på mangelen_på mangel savner saknar saknad det_kreves skort skortar utilstrekkelig utilstrekkeleg "
	  "ikke_nok ikkje_nok ikke_godt_nok ikkje_godt_nok ikke_gode_nok ikkje_gode_nok ikke_bra_nok ikke_god_nok "
	  "ikkje_god_nok for_få for_lite for_liten for_lita for_små for_dårlig "
	  "for_dårlege for_dårlige for_dårleg for_svak for_svakt for_svake for_tregt for_treg for_sakte for_seint "
	  "for_sent for_dyrt for_dyr for_lang for_langt for_lenge for_lange for_vanskelig for_vanskeleg "
	  "for_tungvint for_komplisert for_smal for_smalt for_trang for_trangt for_kort for_korte for_høy for_høyt "
	  "for_høye for_høg for_høgt for_høge for_lav for_lavt for_lave for_låg for_lågt for_låge for_stor "
	  "for_stort for_store for_mye for_mykje for_mange for_dyre for_smale for_trange for_trege for_seine "
	  "for_sene for_streng for_strengt for_strenge for_rigid for_rigide for_gammel for_gamle for_tidlig "
	  "for_tidleg too_many too_much too_high too_short too_small too_strict for_sjelden for_sjeldent "
	  "for_sjeldan altfor alt_for shortage shortages lack lacks lacking missing not_enough insufficient "
	  "inadequate too_few too_little too_long too_slow too_expensive too_difficult too_complicated too_late "
	  "need needs needed there_is_no underdimensjonert sprengt" },
	{ IS_LABEL, DEMAND_SHOULD, "forslag framlegg tiltak proposal proposals suggestion suggestions recommendation" },
	{ IS_LABEL, DEMAND_COULD, "ønske ønsker ønskje wish idé ide idea" },
	{ IS_LABEL, DEMAND_MUST, "krav demand" },
	{ IS_IMPERATIVE, DEMAND_MUST,
	  "bygg gi gje gjev la lat sørg syt få sett set stopp stans legg lag innfør øk auk reduser fjern ta gjør "
	  "gjer hold hald kutt behold etabler opprett finn flytt hjelp prioriter invester støtt stø slutt slipp "
	  "samle vern still opne utvid utnytt krev kjøp forbedre forenkl forby del skap sats tilby ansett tilsett "
	  "avklar avslutt start bevar rydd sjå_til se_til samarbeid betal lær velg bytt bestem meld oppgrader "
	  "organiser planlegg plasser publiser reparer rekrutter skriv stimuler tillat unngå utlys kombiner "
	  "koordiner samordn spre spar senk hev lønn premier belønn hent fordel plant åpn riv steng bring løs send "
	  "lytt lytte_til følg_opp rust_opp styrk build give let make stop ensure provide create establish increase "
	  "reduce remove keep put expand support invest prioritise prioritize protect improve simplify introduce "
	  "open close extend offer hire fund move require use listen allow teach train share collect pay publish "
	  "avoid choose combine coordinate develop include lower maintain prepare prevent promote repair replace "
	  "reward save strengthen test certify raise" },
	{ IS_IMPERATIVE, DEMAND_SHOULD,
	  "bruk husk hugs tenk inviter kartlegg koble kople knytt utred spør snakk prøv gå vis ha kom la_oss "
	  "lat_oss vennligst vær ver sjekk involver remember think invite ask please_consider let's let_us please "
	  "consider map connect" },
	{ IS_IMPERATIVE, DEMAND_COULD, "vurder se_på sjå_på vurdere overvei look_at explore" },
	{ IS_INFINITIVE, DEMAND_SHOULD,
	  "bygge byggje gjøre gjere øke auke styrke styrkje sikre sikra etablere opprette få_på_plass få_til "
	  "legge_til_rette leggje_til_rette tilrettelegge innføre satse utvikle utvikla redusere fjerne forenkle "
	  "forbedre betre utvide samordne koordinere prioritere investere støtte lage lette skape sørge_for starte "
	  "stimulere fremme fremje åpne utrede kartlegge koble_sammen vidareutvikle videreutvikle oppgradere "
	  "rekruttere bevare verne" },
	{ IS_MORE, DEMAND_SHOULD,
	  "flere fleire mer meir mindre færre bedre betre større lavere lågare raskere raskare tryggere tryggare "
	  "enklere enklare billigere billegare hyppigere oftere oftare sterkere sterkare tettere tettare kortere "
	  "kortare bredere breiare more better fewer less cheaper faster safer stronger closer shorter simpler" },

	/* ---- What changes it ---- */
	{ IS_NEGATION, 0, "ikke ikkje aldri not never don't do_not" },
	{ IS_NEGATION | IS_PRONOUN, 0, "ingen nobody no_one" },
	{ IS_ONLY, 0, "bare berre minst kun only least just" },
	{ IS_HABIT, 0,
	  "hver_dag kvar_dag daglig dagleg hver_morgen kvar_morgon hver_uke kvar_veke ofte stadig vanligvis "
	  "vanlegvis noen_ganger nokre_gonger av_og_til i_fjor nå_for_tiden every_day often usually sometimes "
	  "every_week every_morning" },
	{ IS_SUBORDINATE, 0,
	  "hvis dersom når om hvorvidt fordi siden sidan mens medan selv_om sjølv_om for_at slik_at så_at sånn_at "
	  "uten_at utan_at ved_at i_tilfelle med_mindre da ettersom før_enn if when unless whether because since "
	  "while although so_that in_case until even_if even_though where hvor kor der hvordan korleis how hva kva "
	  "what hvem kven hvorfor kvifor why" },
	{ IS_RELATIVE, 0, "som who which" },
	{ IS_THAT, 0, "at that" },
	{ IS_REPORT | IS_FINITE, 0,
	  "sier seier sa påstår hevder hevdar skriver skriv fortalte fortel forteller svarte lovet lovte lova told "
	  "says said claims claimed promised snakkes_om snakkast_om sies seiast påstås heter_det" },

	/* ---- Who ---- */
	{ IS_WE | IS_PRONOUN, DEMAND_WE, "vi me we" },
	{ IS_I | IS_PRONOUN, 0, "jeg eg undertegnede underteikna" },
	{ IS_PRONOUN, 0,
	  "det de dei den du han hun ho man ein alle noen nokon mange folk andre dette disse desse it they you he "
	  "she one everyone people this there someone" },
	{ IS_ACTOR, DEMAND_STATE,
	  "stat staten regjering regjeringen regjeringa storting stortinget *departement *departementet "
	  "*departementene *departementa departementet departementene departementa *direktorat *direktoratet "
	  "*direktoratene direktoratet direktoratene direktorata nav statens_vegvesen vegvesenet "
	  "jernbanedirektoratet bane_nor statnett avinor nye_veier innovasjon_norge forskningsrådet forskingsrådet "
	  "siva enova lånekassen lånekassa statsforvalteren statsforvaltaren statsforvalterne *tilsynet politiet "
	  "kystverket skatteetaten husbanken helseforetaket helseforetakene sentrale_myndigheter "
	  "statlige_myndigheter statlege_styresmakter nasjonale_myndigheter nasjonale_styresmakter statsråden "
	  "finansministeren statsministeren government the_state ministry ministries parliament "
	  "national_authorities state_authorities central_government national_government directorate "
	  "norwegian_public_roads_administration research_council innovation_norway" },
	{ IS_ACTOR, DEMAND_COUNTY,
	  "fylke fylket fylka fylkene fylkeskommune fylkeskommunen fylkeskommunene fylkeskommunane *fylkeskommune "
	  "*fylkeskommunen fylkespolitikerne fylkespolitikarane fylkesting fylkestinget fylkesrådet fylkesutvalget "
	  "akershus akershus_fylkeskommune county counties county_council county_councils county_authority "
	  "county_authorities" },
	{ IS_ACTOR, DEMAND_MUNICIPALITY,
	  "kommune kommunen kommunene kommunane kommuner kommunar *kommune *kommunen *kommunene *kommunane "
	  "*kommuner bydel bydelen bydelene bydelane bydelar *bydelen bystyret byrådet *byrådet kommunestyret "
	  "kommunestyrene kommunestyra formannskapet ordføreren ordføraren ordførerne kommunedirektøren oslo "
	  "oslo_kommune plan-_og_bygningsetaten bymiljøetaten kommunepolitikerne municipality municipalities "
	  "city_council city district_council local_authority local_authorities local_council local_councils "
	  "city_of_oslo" },
	{ IS_ACTOR, DEMAND_REGION,
	  "osloregionen regionråd regionrådet *regionråd *regionrådet regionrådene regionen regionane regionene "
	  "regional_council oslo_region region regionale_myndigheter regional_authorities" },
	{ IS_ACTOR, DEMAND_AUTHORITIES,
	  "dere dykk dokker politiker politikar politikere politikerne politikarar politikarane *politikerne "
	  "myndighetene myndigheter myndigheiter styresmaktene styresmakter det_offentlige det_offentlege "
	  "offentlige_myndigheter offentlige_etater planleggerne planleggjarane forvaltningen forvaltninga "
	  "offentlig_sektor offentleg_sektor beslutningstakerne lokalpolitikerne authorities public_authorities "
	  "politicians public_sector policy_makers policymakers decision_makers planners" },
	{ IS_ACTOR, DEMAND_BUSINESS,
	  "bedrift bedriften bedrifta bedrifter bedriftene bedriftane *bedriftene *bedriftane *bedrifter næringsliv "
	  "næringslivet arbeidsgiver arbeidsgivere arbeidsgiverne arbeidsgjevarar arbeidsgjevarane arbeidsgivarar "
	  "arbeidsgivarane selskap selskapet selskapene selskapa selskaper *selskap *selskapet *selskapene "
	  "*selskapa virksomhetene virksomheter verksemdene verksemder gründer gründere gründerne gründerar "
	  "gründerane investor investorer investorene investorane bankene bankane utbygger utbyggere utbyggerne "
	  "utbyggarar utbyggarane industrien *industrien *næringen *næringa næringene næringane *næringene bønder "
	  "bøndene bøndane klyngene klyngen klynga leverandørene leverandørane butikkene hotellene entreprenørene "
	  "business businesses company companies employers enterprises firms industry investors banks developers "
	  "start-ups startups private_sector suppliers" },
	{ IS_ACTOR, DEMAND_EDUCATION,
	  "skole skolen skoler skolene skulen skular skulane *skole *skolen *skoler *skolene *skulen *skulane "
	  "universitet universitetet universitetene universiteta *universitetet høgskolen høgskolene akademia "
	  "forskere forskerne forskarane forskarar forskningsmiljøene forskingsmiljøa forskningsinstituttene "
	  "utdanningsinstitusjonene instituttene lærerne lærarane rektorene rektorane utdanningssektoren school "
	  "schools university universities college colleges academia researchers vocational_schools teachers "
	  "*universitetene" },
	{ IS_ACTOR, DEMAND_PARTNERS,
	  "partene partane partene_i_arbeidslivet partane_i_arbeidslivet fagbevegelsen fagrørsla fagforeningene "
	  "fagforeiningane fagforbundene tillitsvalgte tillitsvalde unions trade_unions social_partners" },
	{ IS_ACTOR, DEMAND_RESIDENTS,
	  "innbygger innbyggere innbyggerne innbyggjarar innbyggjarane borgere borgerne foreldrene beboerne naboene "
	  "velforeningene residents citizens inhabitants parents" },
	{ IS_ACTOR, DEMAND_EU, "europakommisjonen eu-kommisjonen european_commission european_union" },
	{ IS_SELF, 0,
	  "*rådet *laget *foreningen *foreninga *foreininga *forbundet *utvalget *utvalet *nettverket *klyngen "
	  "*klynga *klubben *gruppa *gruppen *partiet" },

	/* ---- The grammar around it ---- */
	{ IS_PREPOSITION, 0,
	  "i på til fra frå for av med mellom millom hos hjå ved om under over innen innan blant etter mot uten "
	  "utan gjennom rundt hjemme langs in of from to with between by at on among within through without about "
	  "along against" },
	{ IS_AND, 0, "og eller samt and or både both" },
	{ IS_TOGETHER, 0,
	  "sammen_med saman_med i_samarbeid_med i_lag_med i_dialog_med together_with in_cooperation_with "
	  "jointly_with in_collaboration_with" },
	{ IS_SKIPPED, 0,
	  "den de dei det hele heile begge alle våre vår vårt dine deres dykkar lokale nasjonale norske statlige "
	  "statlege store små private offentlige offentlege regionale videregående vidaregåande største nye norsk "
	  "også òg nå no derfor difor da jo vel heller altså alltid snart dermed selv sjølv faktisk først fremst "
	  "spesielt særlig i_tillegg absolutt raskt the all our local national large small public also now "
	  "therefore both each every better heller_ikke i_større_grad i_mye_større_grad i_større_monn straks "
	  "omgående aktivt fortsatt framleis likevel åpenbart kanskje så virkelig verkeleg rett_og_slett snarest "
	  "urgently really still mer meir more" },
	{ IS_RECEIVING, 0,
	  "få får slippe slepp slipper ha_rett ha_tilgang ha_mulighet ha_høve ha_moglegheit ha_råd ha_krav_på "
	  "har_rett har_tilgang har_mulighet har_råd oppleve opplever vite vita veit vet kjenne_seg føle_seg "
	  "føler_seg tåle motta mottar get gets receive receives have_access has_access have_the_right "
	  "have_the_opportunity feel know afford" },
	{ IS_ACHIEVING, 0,
	  "på opp ned inn ut til bort vekk fart i_gang slutt bukt orden gjort på_plass til_å folk fram frem med "
	  "bygd bygget fortgang orden_på down up rid done going started" },
	{ IS_BECOMING, 0, "bli blir verte vert være vere vera er be become becomes is are" },
	{ IS_FINITE, 0,
	  "er har blir var ble vart vert hadde får fikk fekk gir gjev går gikk gjekk kommer kjem kom tar tek tok "
	  "gjør gjer gjorde ser såg sit sitter står ligger ligg vil ville skulle finnes finst fins trenger treng "
	  "mangler manglar ønsker ønskjer bor bur heter jobber jobbar sliter slit venter ventar flytter flyttar "
	  "bruker brukar koster kostar betyr tyder kjører køyrer krever krev gjelder gjeld viser tror trur mener "
	  "meiner synes syns vet veit vant drar bygger byggjer øker aukar is are was were has have had does do did "
	  "will would goes comes takes gives gets lives works makes costs means needs wants says think thinks "
	  "believe seems" },
};
const size_t demand_rows_len = sizeof demand_rows / sizeof demand_rows[0];
