# SPDX-License-Identifier: MIT
#
# Drains application.list with Python requests, in the loop that one writes.
# requests.py RECORDS; the first page is fetched once before and not measured.

import os
import sys
import time

# The folder of this file comes first on the path, and this file has the name
# of the package.
sys.path.pop(0)
import requests  # noqa: E402

session = requests.Session()
session.auth = (os.environ["ASHBY_API_KEY"], "")
session.trust_env = False
url = os.environ["ASHBY_BASE_URL"] + "/application.list"


def drain(most):
    count, cursor = 0, None
    while True:
        body = {"limit": 100}
        if cursor:
            body["cursor"] = cursor
        answer = session.post(url, json=body)
        answer.raise_for_status()
        page = answer.json()
        for record in page["results"]:
            if record["id"]:
                count += 1
        cursor = page.get("nextCursor") if page["moreDataAvailable"] else None
        if not cursor or count >= most:
            return count


drain(100)
cpu = time.process_time()
records = drain(int(sys.argv[1]))
cpu = time.process_time() - cpu
print("cpu=%.6f\nrecords=%d" % (cpu, records))
