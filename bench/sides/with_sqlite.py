# SPDX-License-Identifier: MIT
#
# What one would write with Python's sqlite3: the bytes of each record in one
# table, a transaction for each page. with_sqlite.py count: asks the sqlite3
# command instead; search: a query by hand on the tables of our store.

import json
import os
import subprocess
import sys
import time

# The folder of this file comes first on the path.
sys.path.pop(0)
import sqlite3  # noqa: E402

path = os.environ["BENCH_STORE"]
ROUNDS = 5

if sys.argv[1:] == ["count"]:
    query = "select status, job_department_id, count(*) from applications group by 1, 2;\n"
    wall = time.perf_counter()
    subprocess.run(["sqlite3", path], input=query * ROUNDS, text=True, check=True,
                   stdout=subprocess.DEVNULL)
    print("wall=%.6f" % ((time.perf_counter() - wall) / ROUNDS))
    sys.exit()

if sys.argv[1:] == ["search"]:
    query = ("select k.bytes from applications_all a join kept k on k.key = a.key "
             "where a.gone_at is null and a.status = ? and a.job_title like ? "
             "order by a.key limit 100")
    db = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
    wall = time.perf_counter()
    for _ in range(ROUNDS):
        rows = db.execute(query, ("Active", "%engineer%")).fetchall()
        records = [json.loads(row[0]) for row in rows]
    print("wall=%.6f\nrows=%d" % ((time.perf_counter() - wall) / ROUNDS, len(records)))
    sys.exit()

pages = []
with open(os.environ["BENCH_PAGES"], encoding="utf-8") as file:
    for line in file:
        pages.append([("applications", record["id"], json.dumps(record, separators=(",", ":")))
                      for record in json.loads(line)])

for ending in ("", "-wal", "-shm"):
    if os.path.exists(path + ending):
        os.remove(path + ending)
db = sqlite3.connect(path, isolation_level=None)
for pragma in ("page_size = 16384", "journal_mode = wal", "synchronous = normal"):
    db.execute("pragma " + pragma)
db.execute("create table records (entity text, id text, bytes blob, primary key (entity, id))")
cpu = time.process_time()
for page in pages:
    db.execute("begin")
    db.executemany("insert into records values (?, ?, ?) "
                   "on conflict do update set bytes = excluded.bytes", page)
    db.execute("commit")
db.execute("pragma wal_checkpoint(truncate)")
print("cpu=%.6f" % (time.process_time() - cpu))
print("records=%d" % sum(map(len, pages)))
