#!/usr/bin/python3
"""Duplicates among generated contributions: pair F1 by share of text in common, speed and memory.

usage: bench/duplicates.py [PLANVERK] [--texts N]... [--huge]      (build/planverk, 100000 and 1000000)

The texts are those of duplicates_texts.py: 94 % letters of seven campaigns in many variants, 6 %
independent comments; and, for quality, families of only two. --huge adds 22,000,000 texts (some
21 GB in TMPDIR, which are removed again).

F1 is that of pairs of texts in one group: for a kind or a band of shares, among the texts of that
kind, one plain copy of each letter, and the independent ones. The peer is what one would write in
an afternoon: equal texts first, then MinHash over shingles of five words (64 hashes, 16 bands),
candidates joined where half of the shingles are in common; it needs python3-numpy.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from array import array
from collections import Counter, defaultdict
from multiprocessing import Process

from duplicates_texts import Texts

BANDS = ((.9, 1.01, "90-100 %"), (.7, .9, "70-90 %"), (.5, .7, "50-70 %"), (.01, .5, "below 50 %"))
HUGE = 22_000_000


def write(path, rows, first=0):
    with open(path, "w", encoding="utf-8", buffering=1 << 20) as f:
        for i, row in enumerate(rows, first):
            f.write('{"id": %d, "text": %s}\n' % (i, json.dumps(row[3], ensure_ascii=False)))


def groups_of(planverk, path, threads=2):
    out = subprocess.run([planverk, "--quiet", "--threads", str(threads), "text", "duplicates", path],
                         capture_output=True, check=True)
    return [json.loads(line)["group"] for line in out.stdout.splitlines()]


def pairs(counts):
    return sum(n * (n - 1) // 2 for n in counts)


def pair_f1(truth, found):
    both = pairs(Counter(zip(truth, found)).values())
    wanted, got = pairs(Counter(truth).values()), pairs(Counter(found).values())
    recall, precision = both / max(1, wanted), both / max(1, got)
    return 2 * precision * recall / max(1e-12, precision + recall), precision, recall


def peer_groups(texts):
    """Exact, then MinHash and LSH over shingles of five words, verified by Jaccard."""
    import numpy
    random = numpy.random.RandomState(1)
    prime = (1 << 61) - 1
    a, b = random.randint(1, 1 << 31, 64, numpy.uint64), random.randint(0, 1 << 31, 64, numpy.uint64)
    seen, unique, of = {}, [], []
    for text in texts:
        words = tuple(re.findall(r"\w+", text.lower()))
        if words not in seen:
            seen[words] = len(unique)
            unique.append({hash(words[i:i + 5]) & 0xFFFFFFFF for i in range(max(1, len(words) - 4))})
        of.append(seen[words])
    parent = list(range(len(unique)))

    def root(u):
        while parent[u] != u:
            parent[u] = u = parent[parent[u]]
        return u
    buckets = defaultdict(list)
    for u, shingles in enumerate(unique):
        hashes = (numpy.fromiter(shingles, numpy.uint64)[:, None] * a + b) % numpy.uint64(prime)
        lowest = hashes.min(axis=0)
        for band in range(16):
            buckets[band, lowest[4 * band:4 * band + 4].tobytes()].append(u)
    for bucket in buckets.values():
        for u in bucket[1:]:
            v = bucket[0]
            if root(u) != root(v) and len(unique[u] & unique[v]) >= .5 * len(unique[u] | unique[v]):
                parent[root(u)] = root(v)
    return [root(u) for u in of]


def subset(rows, found, wanted):
    chosen = [i for i, row in enumerate(rows) if wanted(row)]
    return [rows[i][0] for i in chosen], [found[i] for i in chosen]


def score(rows, found, peer, wanted):
    """One line: how many texts, and F1 (precision, recall) of both."""
    def cell(answer):
        return "%.4f (%.3f %.3f)" % pair_f1(*subset(rows, answer, wanted))
    n = sum(wanted(row) and row[1] != "independent" for row in rows)
    return f"{n:7d}   {cell(found)}   {cell(peer) if peer else '-'}"


def measure_quality(planverk, folder, n):
    maker = Texts(n)
    rows = list(maker.collection(n))
    bases = {}
    for i, row in enumerate(rows):
        if row[1] == "exact":
            bases.setdefault(row[0], i)
    plain = set(bases.values())
    rows = [(*row, i in plain) for i, row in enumerate(rows)]
    rows += [(*row, row[2] == 1) for row in maker.pairs(n // 10)]
    path = os.path.join(folder, "quality.jsonl")
    write(path, rows)
    found = groups_of(planverk, path)
    try:
        peer = peer_groups([row[3] for row in rows])
    except ImportError:
        peer = None
    print(f"{len(rows)} texts: F1 (precision, recall) of pairs; second: MinHash of 5-word shingles")
    print(f"{'all':22s} {score(rows, found, peer, lambda r: True)}")
    for title, own in (("campaigns", lambda r: r[0] < 10 ** 9), ("families of two", lambda r: r[0] >= 10 ** 9)):
        print(f"{title:22s} {score(rows, found, peer, own)}")
        for low, high, name in BANDS:
            def wanted(r, low=low, high=high, own=own):
                return own(r) and (low <= r[2] < high or r[4] or r[1] == "independent")
            print(f"  {name:20s} {score(rows, found, peer, wanted)}")
        for kind in sorted({r[1] for r in rows if own(r)} - {"independent"}):
            def of_kind(r, kind=kind, own=own):
                return own(r) and (r[1] == kind or (r[4] and r[0] < 10 ** 9) or r[1] == "independent")
            print(f"  {kind:20s} {score(rows, found, peer, of_kind)}")
    return found


def measure_speed(planverk, path, n):
    """The whole process, and F1 of all pairs."""
    begin = time.time()
    with open(path + ".out", "wb") as out:
        process = subprocess.Popen([planverk, "--json", "--quiet", "--threads", "2", "text", "duplicates", path], stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.time() - begin
    if status:
        sys.exit(f"planverk ended with status {status}")
    found = array("i")
    with open(path + ".out", "rb") as lines:
        for line in lines:
            if not line.startswith(b'{"summary"'):
                found.append(int(line[line.index(b'"group": ') + 9:].split(b",", 1)[0]))
    with open(path + ".truth") as truth:
        f1, precision, recall = pair_f1(array("i", map(int, truth)), found)
    print(f"{n} texts, {os.path.getsize(path) / 1e9:.2f} GB: {seconds:.1f} s ({seconds / n * 1e6:.1f} µs a text), "
          f"processor {usage.ru_utime + usage.ru_stime:.0f} s, {usage.ru_maxrss / 1e6:.2f} GB; "
          f"F1 {f1:.4f} ({precision:.4f} {recall:.4f})\n  {line.decode().strip()}", flush=True)
    os.unlink(path + ".out")


def make(path, n, first, seed):
    with open(path + ".truth", "w", encoding="ascii") as truth:
        def rows():
            for row in Texts(seed).collection(n, first=first):
                truth.write(f"{row[0]}\n")
                yield row
        write(path, rows(), first)


def make_large(path, n):
    """Two halves, made at the same time."""
    half = n // 2
    parts = [Process(target=make, args=(p, count, first, seed)) for p, count, first, seed in
             ((path, half, 0, 1), (path + ".2", n - half, half, 2))]
    for part in parts:
        part.start()
    for part in parts:
        part.join()
        if part.exitcode:
            sys.exit("the texts could not be made; is there room?")
    for end in ("", ".truth"):
        with open(path + end, "ab") as to, open(path + ".2" + end, "rb") as rest:
            shutil.copyfileobj(rest, to, 1 << 24)
        os.unlink(path + ".2" + end)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("planverk", nargs="?", default="build/planverk")
    parser.add_argument("--texts", type=int, action="append")
    parser.add_argument("--quality", type=int, default=20000)
    parser.add_argument("--huge", action="store_true")
    a = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if a.quality:
            measure_quality(a.planverk, folder, a.quality)
        for n in (a.texts or [100_000, 1_000_000]) + [HUGE] * a.huge:
            path = os.path.join(folder, f"{n}.jsonl")
            make_large(path, n)
            measure_speed(a.planverk, path, n)
            os.unlink(path)
            os.unlink(path + ".truth")


if __name__ == "__main__":
    main()
