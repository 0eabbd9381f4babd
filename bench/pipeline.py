#!/usr/bin/python3
"""The whole way from sentences to labelled groups, beside scikit-learn on the same sentences.

usage: bench/pipeline.py [PLANVERK [MILLIONS]]      (build/planverk)

Both read the file, make features of words and characters (3 to 5), place the texts in 100 dimensions,
group them in 50, label the groups and find duplicates; the peer finds only those that are equal. Each
runs in a process of its own, one after the other; times and the largest memory are the processes'.
With MILLIONS the first is also timed on so many million sentences, made by mixing words of the
file's sentences. Needs python3-sklearn, and the sentences that lie beside the project; where one is
missing it says so and ends with status 0.
"""
import os
import random
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SENTENCES = os.path.join(ROOT, "..", "shared", "data", "text", "norec_100k.txt")
GROUPS = 50


def peer(path):
    """What a user of the usual toolkit would write."""
    import numpy as np
    from scipy.sparse import hstack
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    texts = open(path, encoding="utf-8").read().splitlines()
    words = TfidfVectorizer(sublinear_tf=True, min_df=2)
    by_words = words.fit_transform(texts)
    by_letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2).fit_transform(texts)
    features = normalize(hstack([by_words, by_letters]).tocsr())
    places = normalize(TruncatedSVD(100, algorithm="randomized", random_state=1).fit_transform(features))
    groups = KMeans(GROUPS, n_init=1, random_state=1).fit_predict(places)
    names = np.array(words.get_feature_names_out())
    for g in range(GROUPS):
        mean = np.asarray(by_words[groups == g].mean(axis=0)).ravel()
        print(g, ", ".join(names[mean.argsort()[::-1][:4]]))
    print(len(texts) - len(set(texts)), "equal")


def measure(command):
    """Seconds, and megabytes at most, of a process."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status != 0:
        sys.exit(f"{' '.join(command)} failed")
    return time.monotonic() - begin, usage.ru_maxrss / 1024


def mix(path, n, out):
    """n sentences, each the beginning of one and the end of another, with a word that nobody else has."""
    lines = [line.split() for line in open(path, encoding="utf-8").read().splitlines()]
    r = random.Random(1)
    for i in range(n):
        a, b = r.choice(lines), r.choice(lines)
        out.write(" ".join(a[:len(a) // 2] + b[len(b) // 2:] + ([f"ord{i}"] if i % 3 == 0 else [])) + "\n")
    out.flush()


def main():
    if sys.argv[1:2] == ["--peer"]:
        peer(sys.argv[2])
        return
    planverk = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build", "planverk")
    millions = float(sys.argv[2]) if len(sys.argv) > 2 else 0
    if not os.path.exists(SENTENCES):
        print(f"skipped: {os.path.normpath(SENTENCES)} is missing")
        return
    ours = [planverk, "--quiet", "text", "compile", "--lines", "-k", str(GROUPS)]
    theirs = [sys.executable, os.path.abspath(__file__), "--peer"]
    n = sum(1 for _ in open(SENTENCES, encoding="utf-8"))
    print(f"\nFrom {n:,} sentences to {GROUPS} labelled groups")
    print(f"  {'':44}{'seconds':>9}{'MB':>7}{'times as fast':>15}")
    seconds, megabytes = measure(ours + [SENTENCES])
    try:
        import sklearn  # noqa: F401
        peer_seconds, peer_megabytes = measure(theirs + [SENTENCES])
    except ImportError:
        peer_seconds = None
        print("  scikit-learn: skipped, python3-sklearn is not installed")
    ratio = f"{peer_seconds / seconds:15.1f}" if peer_seconds else ""
    print(f"  {'planverk text compile':44}{seconds:9.1f}{megabytes:7.0f}{ratio}")
    if peer_seconds:
        print(f"  {'scikit-learn, TF-IDF, SVD-100, k-means':44}{peer_seconds:9.1f}{peer_megabytes:7.0f}{1:15.1f}")
    if millions:
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as out:
            mix(SENTENCES, int(millions * 1e6), out)
            seconds, megabytes = measure(ours + [out.name])
            print(f"  {f'planverk, {millions:g} million made sentences':44}{seconds:9.1f}{megabytes:7.0f}")


main()
