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
import tempfile

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
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score
    from sklearn.model_selection import StratifiedKFold
    from sklearn.preprocessing import normalize
except ImportError:
    skip("python3-sklearn is not installed")


def run(planverk, *arguments, stdin=None):
    done = subprocess.run([planverk, "--quiet", "text", *arguments], capture_output=True, text=True, input=stdin)
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
    described = grams.transform([" ".join([n["title"], *n.get("keywords", [])]) for n in nodes])
    cosines = (grams.transform(texts) @ described.T).toarray()
    return [[(nodes[j]["id"], row[j]) for j in (-row).argsort()[:3]] for row in cosines]


def peer_learnt(texts, themes, shown, hidden):
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit([texts[i] for i in shown])
    model = LogisticRegression(C=10, max_iter=1000)
    model.fit(grams.transform([texts[i] for i in shown]), [themes[i] for i in shown])
    chances = model.predict_proba(grams.transform([texts[i] for i in hidden]))
    return [[(model.classes_[j], row[j]) for j in (-row).argsort()[:3]] for row in chances]


def lines(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def ours_learnt(planverk, plan, texts, themes, shown, hidden):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as labelled:
        labelled.write(lines({"text": texts[i], "node": themes[i]} for i in shown))
        labelled.flush()
        answers = run(planverk, "assign", "--plan", plan, "--learn", labelled.name,
                      stdin=lines({"id": int(i), "text": texts[i]} for i in hidden))
    return [[(s["node"], s["score"]) for s in o["suggestions"]] for o in answers]


def folds(themes, seed):
    return StratifiedKFold(5, shuffle=True, random_state=seed).split(themes, themes)


def calibration_error(first):
    """Expected calibration error in ten bins; first is a list of (chance, right)."""
    bins = [[] for _ in range(10)]
    for chance, right in first:
        bins[min(int(10 * chance), 9)].append((chance, right))
    return sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins) / len(first)


def judge(best, truth):
    """Top-1, top-3, and where scores are chances: calibration error, and top-1 of the surest half and quarter."""
    first = [(b[0][1], b[0][0] == t) if b else (0.0, False) for b, t in zip(best, truth)]
    surest = sorted(first, reverse=True)
    return (mean(r for _, r in first), mean(any(n == t for n, _ in b) for b, t in zip(best, truth)),
            calibration_error(first), mean(r for _, r in surest[:len(surest) // 2]),
            mean(r for _, r in surest[:len(surest) // 4]))


def print_judged(what, judged, chances=True):
    print(f"  {what:44}" + "".join(f"{v:7.3f}" for v in judged[:2]) + (f"{judged[2]:7.3f}" if chances else f"{'':7}")
          + "".join(f"{v:7.3f}" for v in judged[3:]))


def measure_suggestions(planverk, path, texts, themes):
    plan = os.path.join(ROOT, "bench", "themes_nodes.json")
    document = json.load(open(plan, encoding="utf-8"))
    names = tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".json")
    bare = [{k: v for k, v in n.items() if k != "keywords"} for n in document["nodes"]]
    json.dump({"title": document["title"], "nodes": bare}, names)
    names.flush()
    print("\nSuggested places. ECE: expected calibration error; 50 %, 25 %: top-1 of the surest half and quarter")
    print(f"  {'':44}{'top-1':>7}{'top-3':>7}{'ECE':>7}{'50 %':>7}{'25 %':>7}")
    for what, file, nodes in (("theme names", names.name, bare), ("names and 5 keywords", plan, document["nodes"])):
        answers = run(planverk, "assign", "--plan", file, path)
        ours = [[(s["node"], s["score"]) for s in o["suggestions"]] for o in answers]
        print_judged(f"planverk, {what}", judge(ours, themes))
        print_judged(f"scikit-learn, {what}, cosine", judge(peer_suggestions(texts, nodes), themes), chances=False)
        shown = [b[0][0] == t for b, t, o in zip(ours, themes, answers) if not o["abstain"]]
        print(f"    planverk abstains from {1 - len(shown) / len(texts):.3f}; top-1 of the rest {mean(shown):.3f}")
    measure_learning(planverk, ((names.name, "names"), (plan, "names and keywords")), texts, themes)


def measure_learning(planverk, plans, texts, themes):
    seeds = range(1, 4)
    print(f"\nSuggested places, learnt from four fifths and asked of the fifth; mean of {len(seeds)} divisions")
    print(f"  {'':44}{'top-1':>7}{'top-3':>7}{'ECE':>7}{'50 %':>7}{'25 %':>7}")

    def cross_validate(learn):
        judged = []
        for seed in seeds:
            best, truth = [], []
            for shown, hidden in folds(themes, seed):
                best += learn(shown, hidden)
                truth += [themes[i] for i in hidden]
            judged.append(judge(best, truth))
        return [mean(v) for v in zip(*judged)]

    for plan, what in plans:
        print_judged(f"planverk, {what}", cross_validate(
            lambda shown, hidden, plan=plan: ours_learnt(planverk, plan, texts, themes, shown, hidden)))
    print_judged("scikit-learn, n-grams, logistic regression", cross_validate(
        lambda shown, hidden: peer_learnt(texts, themes, shown, hidden)))


LENGTHS = ((0, 10), (10, 20), (20, 10**6), (10, 10**6))
HALVES = (("even lines", lambda i: i % 2 == 1), ("odd lines", lambda i: i % 2 == 0), ("all lines", lambda i: True))


def language_answers(planverk, lines):
    document = "".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in enumerate(lines))
    done = subprocess.run([planverk, "--quiet", "text", "language"], input=document, capture_output=True, text=True,
                          check=True)
    return [json.loads(o)["language"] for o in done.stdout.splitlines()]


def measure_language(planverk):
    """What was chosen with labels in view was chosen on the even lines; the odd ones were only counted."""
    print("\nLanguage: sentences that get the right one, by their number of words")
    print(f"  {'':44}{'< 10':>7}{'10-19':>7}{'>= 20':>7}{'>= 10':>7}")
    answers = []  # (language, line, words, answer)
    for code in ("nb", "nn"):
        path = os.path.join(DATA, f"{code}_ud_dev.txt")
        if not os.path.exists(path):
            print(f"  skipped: {path} is missing")
            return
        lines = open(path, encoding="utf-8").read().splitlines()
        got = language_answers(planverk, lines)
        answers += [(code, i, len(t.split()), g) for i, (t, g) in enumerate(zip(lines, got))]
    for half, belongs in HALVES:
        for name, codes in (("nb", ("nb",)), ("nn", ("nn",)), ("together", ("nb", "nn"))):
            rows = [a for a in answers if a[0] in codes and belongs(a[1])]
            shares = [mean(c == g for c, _, w, g in rows if low <= w < high) for low, high in LENGTHS]
            print("  {:44}{:7.3f}{:7.3f}{:7.3f}{:7.3f}".format(f"planverk, {name}, {half}", *shares))
    short = [a for a in answers if a[2] < 10]
    print(f"  under ten words \"nb or nn\" is answered to {mean(g == 'nb or nn' for *_, g in short):.3f}, "
          f"and a wrong language to {mean(g not in (c, 'nb or nn') for c, _, _, g in short):.3f}")


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
