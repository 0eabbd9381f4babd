#!/bin/bash
# A database from its first day: made, verified, backed up, restored, refused when newer.
. "$(dirname "$0")/../tap.sh"

exits 0 "init makes a database" planverk init
says "is ready"
before=$(snapshot)
exits 0 "init again" planverk init
is "changes nothing" "$(snapshot)" "$before"
exits 0 "an empty database verifies" planverk verify
says "Everything is as it should be"

exits 0 "a plan is imported" planverk plan import "$root/examples/plan.json"
exits 0 "and events" planverk event import kompetanse-2040 "$root/examples/events.csv"
exits 0 "and contributions" planverk contribution import kompetanse-2040 "$root/examples/contributions.csv"
exits 0 "verify as JSON" planverk --json verify
is "   ok, with a sealed journal" "$(json 'd["ok"] and d["journal_rows"] == d["sealed"] > 0')" True
head=$(json 'd["head"]')
exits 0 "the head is that of before" planverk verify --head "$head"
exits 4 "another head is noticed" planverk verify --head 00
before=$(snapshot)

exits 0 "backup" planverk backup backup.sqlite
is "holds the same" "$(snapshot backup.sqlite)" "$before"
exits 4 "never over a file" planverk backup backup.sqlite
says "there already"
exits 4 "restore spares a database" planverk restore backup.sqlite
says "give --replace"
cp db.sqlite other.sqlite
exits 0 "more contributions" planverk contribution import kompetanse-2040 \
	<(printf 'text\nEtter sikkerhetskopien.\n')
exits 0 "restore with --replace" planverk restore backup.sqlite --replace
is "brings back the backup" "$(snapshot)" "$before"
exits 0 "which verifies" planverk verify --head "$head"
exits 0 "restore where there was none" "$planverk" --db fresh.sqlite restore backup.sqlite
is "holds the same" "$(snapshot fresh.sqlite)" "$before"
head -c 20000 backup.sqlite >half.sqlite
exits 2 "half a backup is refused" planverk restore half.sqlite --replace
is "and changes nothing" "$(snapshot)" "$before"

# Someone edits the database.
python3 - <<'PY'
import sqlite3
c = sqlite3.connect("other.sqlite")
c.execute("UPDATE journal_content SET content = content || ' '")
c.commit()
PY
exits 4 "a change behind the program's back" "$planverk" --db other.sqlite verify
says "journal: row [0-9]+: its content was changed"

python3 - <<'PY'
import sqlite3
c = sqlite3.connect("db.sqlite")
c.execute("INSERT INTO schema_migration VALUES ('schema/plan/999_future.sql', 'x', 0)")
c.commit()
PY
before=$(snapshot)
exits 4 "a newer database is refused" planverk contribution import kompetanse-2040 "$root/examples/contributions.csv"
says "newer than this program"
exits 4 "by init, too" planverk init
is "and stays as it is" "$(snapshot)" "$before"

echo "This is no database." >text.sqlite
exits 1 "a text is no database" "$planverk" --db text.sqlite verify
says "not a sound SQLite database"
exits 1 "a folder that is not there" "$planverk" --db no/such/folder/x.sqlite init
finish
