"""Made-up contributions as CSV: the same rows for the same arguments, on every machine.

usage: contributions.py ROWS [WORDS]   (20 words a row)
"""
import csv
import random
import sys

WORDS = """region plan næringsliv kompetanse fagbrev lærling kommune skole ungdom arbeid omstilling
kraft nett areal kollektiv buss tog bolig pendling forskning innovasjon gründer kapital eksport
grønn industri havn logistikk helse teknologi kultur reiseliv landbruk samarbeid klynge mål tiltak
må bør kan trenger ønsker styrke utvikle bygge satse flere bedre raskere sammen lokalt nasjonalt
og i på for med til av som det er en et vi de fra om ved mellom gjennom uten""".split()
GROUPS = ["Ungdom", "Næringsliv", "Kommuner", "Forskning", ""]


def main():
    rows = int(sys.argv[1])
    words = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    numbers = random.Random(2040)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["id", "text", "group"])
    for i in range(rows):
        text = " ".join(numbers.choice(WORDS) for _ in range(words))
        out.writerow([f"r{i + 1}", text[0].upper() + text[1:] + ".", numbers.choice(GROUPS)])


main()
