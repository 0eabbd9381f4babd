#!/usr/bin/python3
"""How well texts are grouped, suggested a place, and told apart by language.

usage: bench/text_quality.py [PLANVERK]      (build/planverk)

Each measure is printed beside that of a peer, scikit-learn, on the same data in the same run.
Needs python3-sklearn, and the labelled sentences that lie beside the project; where one of
them is missing it says so and ends with status 0.
"""
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DATA = os.path.join(ROOT, "..", "shared", "data", "text")
SEEDS = range(1, 6)


def skip(why):
    print(f"skipped: {why}")
    sys.exit(0)


try:
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score
    from sklearn.preprocessing import normalize
except ImportError:
    skip("python3-sklearn is not installed")


def run(planverk, *arguments):
    done = subprocess.run([planverk, "--quiet", "text", *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"planverk text {' '.join(arguments)}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def agreement(truth, groupings):
    groupings = list(groupings)
    return (mean(adjusted_mutual_info_score(truth, g) for g in groupings),
            mean(adjusted_rand_score(truth, g) for g in groupings))


def peer_groups(texts, k, seed):
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(texts)
    places = normalize(TruncatedSVD(100, random_state=seed).fit_transform(grams))
    return KMeans(k, n_init=10, random_state=seed).fit_predict(places)


def measure_groups(planverk, path, texts, themes):
    k = len(set(themes))
    print(f"\nGroups: {len(texts)} sentences on {k} themes, mean of {len(SEEDS)} seeds")
    print(f"  {'':44}{'AMI':>7}{'ARI':>7}")
    ours = [[o["cluster"] for o in run(planverk, "group", "-k", str(k), "--seed", str(s), path)] for s in SEEDS]
    free = [[o["cluster"] for o in run(planverk, "group", "--seed", str(s), path)] for s in SEEDS]
    peer = [peer_groups(texts, k, s) for s in SEEDS]
    number = ", ".join(str(len(set(g) - {-1})) for g in free)
    for what, groupings in ((f"planverk, -k {k}", ours), (f"planverk, number found ({number})", free),
                            (f"scikit-learn, n-grams, SVD-100, k-means {k}", peer)):
        print("  {:44}{:7.3f}{:7.3f}".format(what, *agreement(themes, groupings)))


def peer_suggestions(texts, nodes):
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit(texts)
    described = grams.transform([" ".join([n["title"], *n["keywords"]]) for n in nodes])
    cosines = (grams.transform(texts) @ described.T).toarray()
    return [[nodes[j]["id"] for j in (-row).argsort()[:3]] for row in cosines]


def measure_suggestions(planverk, path, texts, themes):
    plan = os.path.join(ROOT, "bench", "themes_nodes.json")
    nodes = json.load(open(plan, encoding="utf-8"))["nodes"]
    answers = run(planverk, "assign", "--plan", plan, path)
    ours = [[s["node"] for s in o["suggestions"]] for o in answers]
    print("\nSuggested places: theme names and five keywords each, nothing learnt")
    print(f"  {'':44}{'top-1':>7}{'top-3':>7}")
    for what, best in (("planverk", ours), ("scikit-learn, cosine of n-grams", peer_suggestions(texts, nodes))):
        print("  {:44}{:7.3f}{:7.3f}".format(what, mean(b[:1] == [t] for b, t in zip(best, themes)),
                                             mean(t in b for b, t in zip(best, themes))))
    sure = [(b[:1] == [t]) for b, t, o in zip(ours, themes, answers) if not o["abstain"]]
    print(f"  planverk abstains from {1 - len(sure) / len(texts):.3f}; top-1 of the rest {mean(sure):.3f}")


def measure_language(planverk):
    print("\nLanguage: sentences that get the right one, by their number of words")
    print(f"  {'':44}{'< 10':>7}{'10-19':>7}{'>= 20':>7}{'>= 10':>7}")
    for code in ("nb", "nn"):
        path = os.path.join(DATA, f"{code}_ud_dev.txt")
        if not os.path.exists(path):
            print(f"  {code}: skipped, {path} is missing")
            continue
        lines = open(path, encoding="utf-8").read().splitlines()
        document = "".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in enumerate(lines))
        done = subprocess.run([planverk, "--quiet", "text", "language"], input=document, capture_output=True, text=True,
                              check=True)
        right = [json.loads(o)["language"] == code for o in done.stdout.splitlines()]
        words = [len(t.split()) for t in lines]
        shares = [mean(r for r, w in zip(right, words) if low <= w < high)
                  for low, high in ((0, 10), (10, 20), (20, 10**6), (10, 10**6))]
        print("  {:44}{:7.3f}{:7.3f}{:7.3f}{:7.3f}".format(f"planverk, {code}", *shares))


def main():
    planverk = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build", "planverk")
    if not os.path.exists(planverk):
        sys.exit(f"{planverk} is missing: run make first, or name the program")
    path = os.path.join(DATA, "themes_labelled.jsonl")
    if not os.path.exists(path):
        skip(f"{os.path.normpath(path)} is missing")
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    texts, themes = [r["text"] for r in rows], [r["theme"] for r in rows]
    measure_groups(planverk, path, texts, themes)
    measure_suggestions(planverk, path, texts, themes)
    measure_language(planverk)


main()
