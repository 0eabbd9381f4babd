"""The peer of bench/import.sh: TF-IDF vectors of the contributions and k-means groups."""
import csv
import sys

from sklearn.cluster import MiniBatchKMeans
from sklearn.feature_extraction.text import TfidfVectorizer

with open(sys.argv[1], newline="") as f:
    texts = [row["text"] for row in csv.DictReader(f)]
vectors = TfidfVectorizer(sublinear_tf=True, min_df=2).fit_transform(texts)
groups = MiniBatchKMeans(n_clusters=30, random_state=1, n_init=3).fit_predict(vectors)
print(len(set(groups)))
