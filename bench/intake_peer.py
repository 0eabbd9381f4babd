"""The peer of bench/intake.sh: the same statements, each committed by itself. Prints how many a second.

usage: intake_peer.py DATABASE STATEMENTS
"""
import sqlite3
import sys
import time

c = sqlite3.connect(sys.argv[1], isolation_level=None)
c.executescript("""PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
CREATE TABLE statement (id INTEGER PRIMARY KEY, consultation_id BIGINT, token_hash BLOB UNIQUE, sent_at BIGINT);
CREATE TABLE contribution (id INTEGER PRIMARY KEY, statement_id BIGINT REFERENCES statement (id), text TEXT);""")
n = int(sys.argv[2])
begin = time.monotonic()
for i in range(n):
    c.execute("BEGIN IMMEDIATE")
    c.execute("INSERT INTO statement VALUES (?, 1, ?, ?)", (i + 1, i.to_bytes(32, "big"), time.time_ns()))
    c.execute("INSERT INTO contribution VALUES (?, ?, ?)", (i + 1, i + 1, f"Svar nummer {i}"))
    c.execute("COMMIT")
print(f"{n / (time.monotonic() - begin):.1f}")
assert c.execute("SELECT count(*) FROM contribution").fetchone()[0] == n
