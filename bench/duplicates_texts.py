"""Contributions for bench/duplicates.py: letters of campaigns in many variants, and independent ones.

Everything follows from the seed. Each text comes with its family, its kind, and the share of
its words that it has in common with the letter (or the other text of its pair), of the longer
of the two.
"""
import os
import random

HERE = os.path.dirname(os.path.abspath(__file__))

PLACES = ("Solli", "Nordby", "Bakkenteigen", "Elvestrand", "Kirkebygda", "Myrvoll", "Tangen", "Lunden", "Haugsbygd",
          "Fossum", "Vestre torg", "Skogheim", "Langvann", "Brattlia", "Sundet", "Åsgrenda", "Moen", "Vikersund")
PEOPLE = ("min mor", "naboen", "datteren vår", "svigerfar", "en kollega", "læreren på trinnet", "vaktmesteren",
          "legen vår", "styret i velforeningen", "treneren", "tanta mi", "lederen i borettslaget", "presten", "bonden")
THINGS = ("lekeplassen", "fortauet", "gangbrua", "rundkjøringen", "biblioteket", "ungdomsklubben", "parkeringshuset",
          "bekken", "grendehuset", "butikken", "sykkelstativet", "kulverten", "frivilligsentralen", "skiløypa",
          "vannverket", "gjenbruksstasjonen", "kaia", "museet", "legekontoret", "fotballbanen")
ACTS = ("male", "flytte", "utvide", "reparere", "lyse opp", "leie ut", "kartlegge", "verne", "drenere", "skilte",
        "pusse opp", "tilrettelegge", "rydde", "stenge", "måle", "overta")
WHEN = ("i fjor høst", "for to år siden", "i mars", "sist vinter", "under flommen", "etter konserten", "en lørdag",
        "da vi flyttet hit", "på nittitallet", "rett før jul", "i sommerferien", "da veien ble lagt om")
FEEL = ("skuffet", "lettet", "overrasket", "stolt", "utslitt", "takknemlig", "irritert", "optimistisk", "rådvill")
NUMBERS = ("tre", "elleve", "førti", "to hundre", "nitten", "femten", "seksti", "hundre og tjue", "sju", "åtti")
STUFF = ("grus", "lys", "benker", "planter", "vakthold", "regnbed", "skilt", "ladepunkter", "bøker", "varmepumper",
         "trær", "sandfang", "gjerder", "toaletter", "dusjer", "kunst", "sensorer", "hjertestartere")
WHO = ("kommunen", "fylket", "vegvesenet", "utbyggeren", "skoleledelsen", "helseforetaket", "idrettsrådet",
       "elevrådet", "næringsforeningen", "kirkevergen", "turlaget", "bondelaget")

# What independent people say: frames with places to fill. Two people may share a phrase.
FRAMES = (
    "{when} prøvde {person} å få {who} til å {act} {thing} ved {place}, men det stoppet på {stuff}.",
    "Ved {place} mangler det {stuff}, og {person} ble {feel} over at {who} bare ville {act} {thing}.",
    "Jeg mener {who} bør {act} {thing} før de bruker penger på {stuff} i {place}.",
    "Vi er {number} husstander rundt {place} som savner {stuff} og en plan for {thing}.",
    "{person} bruker {thing} hver dag, og {when} måtte {who} {act} den fordi {stuff} manglet.",
    "Hvorfor kan ikke {who} {act} {thing} i {place} når {stuff} allerede er kjøpt inn?",
    "Det ville koste mindre å {act} {thing} enn å sette opp {stuff} på {place} igjen.",
    "{when} talte {person} {number} biler i timen ved {thing}, og {who} har fått tallene.",
    "I {place} har {who} klart å {act} {thing} med {number} tusen kroner og litt {stuff}.",
    "Som {feel} innbygger i {place} foreslår jeg {stuff} ved {thing} og møter med {who}.",
    "{thing} i {place} er viktig for {person}, særlig fordi {who} vil {act} alt annet.",
    "Kan {who} svare på om {stuff} til {thing} er med i budsjettet, slik {person} ble lovet {when}?",
    "Barna går forbi {thing} på vei til {place}, og uten {stuff} blir {person} {feel}.",
    "Det tok {number} måneder å {act} {thing}, og {when} var {stuff} borte igjen.",
    "Send {who} til {place} en regnværsdag, så ser de hvorfor {thing} trenger {stuff}.",
    "{person} har {number} års erfaring med {stuff} og hjelper gjerne {who} å {act} {thing}.",
    "Prioriter {thing} framfor {stuff}; {place} har ventet siden {when}, sier {person}.",
    "Støyen fra {thing} gjør {person} {feel}, og {who} kunne enkelt {act} noe med {stuff}.",
    "Jeg håper {who} ser at {stuff} i {place} henger sammen med {thing} og at noen må {act} begge deler.",
    "{number} av oss møttes ved {thing} {when} og ble enige om å {act} {stuff} selv.",
)
PHRASES = ("Takk for at vi får komme med innspill til planen.", "Jeg håper dere tar dette med i det videre arbeidet.",
           "Det er viktig at innbyggerne blir hørt i slike saker.", "Vi ser fram til å følge prosessen videre.",
           "Dette gjelder hele regionen, ikke bare oss.", "Med vennlig hilsen en engasjert innbygger")
LOOKALIKE = str.maketrans("aeopcxyi", "аеорсхуі")
ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"


def letters():
    """Each letter as two lists of sentences: bokmål and nynorsk."""
    found, letter = [], ([], [])
    with open(os.path.join(HERE, "duplicates_letters.txt"), encoding="utf-8") as f:
        for line in [*f, ""]:
            if line.startswith("#"):
                continue
            if not line.strip() and letter[0]:
                found.append(letter)
                letter = ([], [])
            elif line.strip():
                nb, nn = line.split("|")
                letter[0].append(nb.strip())
                letter[1].append(nn.strip())
    return found


class Texts:
    """kinds of variants, each a method that gives (text, share)."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.letters = letters()
        self.words = [[sum(len(s.split()) for s in side) for side in letter] for letter in self.letters]

    def sentence(self):
        r = self.r
        pick = r.choice
        s = pick(FRAMES).format(when=pick(WHEN), person=pick(PEOPLE), who=pick(WHO), act=pick(ACTS), thing=pick(THINGS),
                                place=pick(PLACES), stuff=pick(STUFF), feel=pick(FEEL), number=pick(NUMBERS))
        return s[0].upper() + s[1:]

    def paragraph(self, low, high):
        return [self.sentence() for _ in range(self.r.randint(low, high))]

    def independent(self, low=5, high=12):
        s = self.paragraph(low, high)
        if self.r.random() < .6:
            s.insert(self.r.choice((0, len(s))), self.r.choice(PHRASES))
        return s

    def typing(self, word):
        r, at = self.r, self.r.randrange(max(1, len(word) - 1))
        what = r.randrange(4)
        if what == 0:
            return word[:at] + word[at + 1:]
        if what == 1:
            return word[:at] + r.choice(ALPHABET) + word[at:]
        if what == 2:
            return word[:at] + word[at + 1:at + 2] + word[at:at + 1] + word[at + 2:]
        return word[:at] + r.choice(ALPHABET) + word[at + 1:]

    def errors(self, text, rate):
        """Typing errors in so large a part of the words; the share that is left."""
        words = text.split()
        n = max(1, int(rate * len(words)))
        for at in self.r.sample(range(len(words)), n):
            words[at] = self.typing(words[at])
        return " ".join(words), 1 - n / len(words)

    @staticmethod
    def count(sentences):
        return sum(len(s.split()) for s in sentences)

    # Variants of sentences: all give (text, share).

    def exact(self, base):
        text = " ".join(base)
        style = self.r.randrange(5)
        return (text if style < 2 else text.upper() if style == 2 else "\n".join(base) if style == 3
                else text.replace(".", " !").replace(",", " ")), 1

    def edit(self, base):
        words = " ".join(base).split()
        n = self.r.randint(1, 4)
        for _ in range(n):
            at = self.r.randrange(len(words))
            if self.r.random() < .4:
                del words[at]
            else:
                words[at] = self.r.choice(THINGS)
        return " ".join(words), 1 - n / len(words)

    def replace(self, base, low, high):
        """Sentences dropped and others put in, until so much is in common."""
        share = self.r.uniform(low, high)
        keep = list(base)
        total = self.count(base)
        for at in sorted(self.r.sample(range(len(keep)), len(keep)), reverse=True):
            left = self.count(keep) - len(keep[at].split())
            if self.count(keep) > share * total and left >= low * total and self.r.random() < .7:
                del keep[at]
        common = self.count(keep)
        while self.count(keep) < .95 * total:
            keep.insert(self.r.randrange(len(keep) + 1), self.sentence())
        return " ".join(keep), common / max(total, self.count(keep))

    def much(self, base):
        return self.replace(base, .72, .92)

    def half(self, base):
        return self.replace(base, .5, .7)

    def half_errors(self, base):
        text, share = self.replace(base, .58, .75)
        text, left = self.errors(text, .04)
        return text, share * left

    def reorder(self, base):
        s = list(base)
        self.r.shuffle(s)
        return " ".join(s), 1

    def reorder_errors(self, base):
        text, _ = self.reorder(base)
        return self.errors(text, self.r.uniform(.03, .1))

    def typed(self, base):
        return self.errors(" ".join(base), self.r.uniform(.02, .12))

    def lookalike(self, base):
        words = " ".join(base).split()
        for at in self.r.sample(range(len(words)), len(words) // 2):
            words[at] = words[at].translate(LOOKALIKE)
        return "\u200b".join(" ".join(words).split("e ")).replace("\u200b", "e\u200b "), 1

    def personal(self, base):
        """A paragraph of one's own before, behind or in the middle."""
        own = self.paragraph(2, 6)
        at = self.r.choice((0, len(base) // 2, len(base)))
        total = self.count(base)
        return " ".join(base[:at] + own + base[at:]), total / (total + self.count(own))

    def personal_long(self, base):
        own = self.paragraph(9, 18)
        total = self.count(base)
        return " ".join(base + own), total / (total + self.count(own))

    KINDS = (("edit", 12), ("much", 6), ("half", 4), ("half_errors", 2), ("reorder", 3), ("reorder_errors", 2),
             ("typed", 6), ("lookalike", 1), ("personal", 8), ("personal_long", 2), ("standard", 3))

    def letter_text(self, exact=48):
        """(family, kind, share, text) of a letter of a campaign; the first campaigns are the largest."""
        r = self.r
        family = min(int(r.expovariate(.5)), len(self.letters) - 1)
        nb, nn = self.letters[family]
        at = r.randrange(exact + sum(w for _, w in self.KINDS))
        if at < exact:
            text, share = self.exact(nb) if r.random() < .3 else (" ".join(nb), 1)
            return family, "exact", share, text
        at -= exact
        for kind, weight in self.KINDS:
            if at < weight:
                break
            at -= weight
        if kind == "standard":
            text, share = self.errors(" ".join(nn), .02)
        else:
            text, share = getattr(self, kind)(nb)
        return family, kind, share, text

    def collection(self, n, campaigns=.94, first=0):
        """Rows (family, kind, share, text); independent texts have families from 1000 on."""
        for i in range(first, first + n):
            if self.r.random() < campaigns:
                yield self.letter_text()
            else:
                yield 1000 + i, "independent", 0, " ".join(self.independent())

    def pairs(self, n):
        """Families of two: an independent text and one variant of it, no letter that many sent."""
        kinds = [k for k, _ in self.KINDS if k not in ("standard", "personal_long")]
        for i in range(n):
            base = self.independent(6, 10)
            kind = kinds[i % len(kinds)]
            text, share = getattr(self, kind)(base)
            yield 10 ** 9 + i, "pair " + kind, 1, " ".join(base)
            yield 10 ** 9 + i, "pair " + kind, share, text
