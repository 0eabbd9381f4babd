#!/usr/bin/python3
"""How well a text is found again by a query made from it, and how fast.

usage: bench/search.py [PLANVERK]      (build/planverk)

Known-item search: a sentence is drawn, a few of its words are taken and changed as people
would (another inflection, a slip of the hand, the other Norwegian standard, a part of a
compound), and the sentence is to be found among all of them. The measure is the mean
reciprocal rank of the first ten hits. Peers, on the same queries in the same run: SQLite's
FTS5, and scikit-learn's TF-IDF over words and over character n-grams.

Needs python3-sklearn, and the sentences that lie beside the project; where one of them is
missing it says so and ends with status 0.
"""
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DATA = os.path.join(ROOT, "..", "shared", "data", "text")
DOCUMENTS = 20000
QUERIES = 400  # of each kind
WORDS = 3      # of a query
SEED = 7


def skip(why):
    print(f"skipped: {why}")
    sys.exit(0)


try:
    from sklearn.feature_extraction.text import TfidfVectorizer
except ImportError:
    skip("python3-sklearn is not installed")


def words_of(text):
    return re.findall(r"\w+", text.lower())


# ---- Changing words ----

# Endings of nouns and adjectives that stand for one another in bokmål.
ENDINGS = [("ene", "er"), ("ene", "ene"), ("er", "ene"), ("en", "er"), ("et", "ene"), ("heter", "het"),
           ("ingen", "inger"), ("inger", "ingen"), ("elsen", "elser"), ("elser", "elsen"), ("lige", "lig"),
           ("lig", "lige"), ("iske", "isk"), ("isk", "iske"), ("ende", "er")]
# How the same word is spelled in nynorsk: endings, and letters within.
NYNORSK = [(r"ene$", "ane"), (r"er$", "ar"), (r"heten$", "heita"), (r"het$", "heit"), (r"lige$", "lege"),
           (r"lig$", "leg"), (r"ingen$", "inga"), (r"inger$", "ingar"), (r"ere$", "are"), (r"else$", "ing"),
           (r"skole", "skule"), (r"hjem", "heim"), (r"^gjennom", "gjennom"), (r"vei", "veg"), (r"virk", "verk"),
           (r"løs", "løys"), (r"høy", "høg"), (r"melk", "mjølk"), (r"rein", "rein"), (r"^mulig", "mogleg")]
KEYS = ["qwertyuiopå", "asdfghjkløæ", "zxcvbnm"]


def inflected(word, rng):
    fitting = [(a, b) for a, b in ENDINGS if word.endswith(a) and a != b and len(word) - len(a) >= 4]
    if fitting:
        a, b = rng.choice(fitting)
        return word[:-len(a)] + b
    return word + rng.choice(["en", "er", "ene"]) if len(word) >= 5 and word[-1] not in "aeiouyæøå" else None


def mistyped(word, rng):
    if len(word) < 5:
        return None
    i = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:i] + word[i + 1:]
    if kind == 1:
        return word[:i] + word[i + 1] + word[i] + word[i + 2:] if word[i] != word[i + 1] else None
    if kind == 2:
        return word[:i] + word[i] + word[i:]
    row = next((r for r in KEYS if word[i] in r), None)
    if not row:
        return None
    at = row.index(word[i])
    return word[:i] + row[at + 1 if at + 1 < len(row) else at - 1] + word[i + 1:]


def in_nynorsk(word, _):
    for pattern, to in NYNORSK:
        if len(word) >= 5 and re.search(pattern, word):
            changed = re.sub(pattern, to, word)
            return changed if changed != word else None
    return None


def part_of(word, known):
    """The first part of what looks like a compound: both pieces are words of the collection."""
    for i in range(len(word) - 4, 4, -1):
        if word[:i] in known and (word[i:] in known or (word[i] == "s" and word[i + 1:] in known)):
            return word[:i]
    return None


# ---- Queries ----

def make_queries(texts, kind, rng):
    counts = {}
    for text in texts:
        for word in set(words_of(text)):
            counts[word] = counts.get(word, 0) + 1
    common = len(texts) / 100  # words of more than a hundredth of the texts are no content words here
    known = {w for w, n in counts.items() if n >= 3 and len(w) >= 4 and w.isalpha()}
    change = {"as written": lambda w: w, "inflected": lambda w: inflected(w, rng), "mistyped": lambda w: mistyped(w, rng),
              "in nynorsk": lambda w: in_nynorsk(w, rng), "part of compound": lambda w: part_of(w, known)}[kind]
    queries = []
    order = list(range(len(texts)))
    rng.shuffle(order)
    for i in order:
        content = [w for w in dict.fromkeys(words_of(texts[i])) if w.isalpha() and len(w) >= 4 and counts[w] <= common]
        rng.shuffle(content)
        changed = next(((w, c) for w in content if (c := change(w))), None)
        if len(content) < WORDS or not changed:
            continue
        others = [w for w in content if w != changed[0]]
        query = [changed[1]]
        for word in others:
            # As many words as can be are changed; of parts of compounds one is enough.
            if len(query) < WORDS:
                query.append((change(word) if kind != "part of compound" else None) or word)
        queries.append((i, " ".join(query)))
        if len(queries) == QUERIES:
            break
    return queries


# ---- Those who search ----

class Planverk:
    def __init__(self, program, texts, folder):
        self.program, self.folder = program, folder
        self.corpus = os.path.join(folder, "corpus.jsonl")
        with open(self.corpus, "w", encoding="utf-8") as f:
            for i, text in enumerate(texts):
                f.write(json.dumps({"id": i, "text": text}) + "\n")

    def search(self, queries):
        path = os.path.join(self.folder, "queries.jsonl")
        with open(path, "w", encoding="utf-8") as f:
            for i, query in enumerate(queries):
                f.write(json.dumps({"id": i, "text": query}) + "\n")
        done = subprocess.run([self.program, "--quiet", "text", "search", "--corpus", self.corpus, "--queries", path],
                              capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"planverk text search: {done.stderr}")
        return [[int(h["id"]) for h in json.loads(line)["hits"]] for line in done.stdout.splitlines()]


class Fts5:
    def __init__(self, texts):
        self.db = sqlite3.connect(":memory:")
        self.db.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='unicode61')")
        self.db.executemany("INSERT INTO t (rowid, text) VALUES (?, ?)", enumerate(texts))

    def search(self, queries):
        sql = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 10"
        return [[r[0] for r in self.db.execute(sql, (" OR ".join(f'"{w}"' for w in words_of(q)),))] for q in queries]


class Cosine:
    def __init__(self, texts, **options):
        self.vectorizer = TfidfVectorizer(sublinear_tf=True, **options)
        self.matrix = self.vectorizer.fit_transform(texts)

    def search(self, queries):
        found = []
        for query in queries:
            scores = (self.matrix @ self.vectorizer.transform([query]).T).toarray().ravel()
            best = scores.argsort()[::-1][:10]
            found.append([int(i) for i in best if scores[i] > 0])
        return found


def reciprocal_rank(target, hits):
    return 1 / (hits.index(target) + 1) if target in hits else 0


def read_texts():
    paths = [os.path.join(DATA, name) for name in ("themes_labelled.jsonl", "norec_100k.txt")]
    for path in paths:
        if not os.path.exists(path):
            skip(f"{os.path.normpath(path)} is missing")
    texts = [json.loads(line)["text"] for line in open(paths[0], encoding="utf-8")]
    texts += [line.strip() for line in open(paths[1], encoding="utf-8")]
    return list(dict.fromkeys(texts))[:DOCUMENTS]


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build", "planverk")
    if not os.path.exists(program):
        sys.exit(f"{program} is missing: run make first, or name the program")
    texts = read_texts()
    kinds = ["as written", "inflected", "mistyped", "in nynorsk", "part of compound"]
    with tempfile.TemporaryDirectory() as folder:
        makers = [("planverk", lambda: Planverk(program, texts, folder)), ("SQLite FTS5, unicode61", lambda: Fts5(texts)),
                  ("scikit-learn, words", lambda: Cosine(texts, token_pattern=r"\w+")),
                  ("scikit-learn, n-grams 3-5", lambda: Cosine(texts, analyzer="char_wb", ngram_range=(3, 5)))]
        queries = {kind: make_queries(texts, kind, random.Random(SEED)) for kind in kinds}
        print(f"{len(texts)} sentences, {QUERIES} queries of {WORDS} words of each kind; MRR@10\n")
        print(f"| {'':26} |" + "".join(f" {kind:>16} |" for kind in kinds) + "   seconds |")
        print("|" + "-" * 28 + "|" + "-----------------:|" * len(kinds) + "----------:|")
        for name, make in makers:
            begin = time.perf_counter()
            searcher = make()
            row = []
            for kind in kinds:
                found = searcher.search([q for _, q in queries[kind]])
                row.append(sum(reciprocal_rank(t, h) for (t, _), h in zip(queries[kind], found)) / len(found))
            seconds = time.perf_counter() - begin
            print(f"| {name:26} |" + "".join(f" {r:16.3f} |" for r in row) + f" {seconds:9.1f} |")
        print("\nseconds: to build the index and answer all queries (planverk starts anew for each kind).")


main()
