#!/usr/bin/python3
"""The peer of place_one.c: place_peer.py FILE [NEW]. Nearest texts by scikit-learn's TF-IDF of words."""
import sys
import time

try:
    from sklearn.feature_extraction.text import TfidfVectorizer
except ImportError:
    print("peer skipped: python3-sklearn is not installed")
    sys.exit(0)

new = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
texts = open(sys.argv[1], encoding="utf-8").read().splitlines()
vectorizer = TfidfVectorizer(sublinear_tf=True)
rows = vectorizer.fit_transform(texts[:-new])
milliseconds = []
for text in texts[-new:]:
    begin = time.perf_counter()
    cosines = (rows @ vectorizer.transform([text]).T).toarray().ravel()
    nearest = cosines.argpartition(-5)[-5:]
    milliseconds.append(1000 * (time.perf_counter() - begin))
milliseconds.sort()
print(f"peer       p50 {milliseconds[new // 2]:.2f} ms, p99 {milliseconds[new * 99 // 100]:.2f} ms "
      "(scikit-learn, nearest texts by words only)")
