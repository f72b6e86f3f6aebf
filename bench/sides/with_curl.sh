#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Drains application.list with curl on the command line: with_curl.sh PAGES
# FOLDER. A process for each page; the pages land in a file, as they come.

set -u
cursor=
page=0
while [ $page -lt "$1" ]; do
    curl -fsS -u "$ASHBY_API_KEY:" -H 'Content-Type: application/json' \
        -d "{\"limit\":100${cursor:+,\"cursor\":\"$cursor\"}}" \
        -o "$2/page.json" "$ASHBY_BASE_URL/application.list" || exit 1
    cursor=$(tail -c 300 "$2/page.json" | sed -n 's/.*"nextCursor":"\([^"]*\)".*/\1/p')
    page=$((page + 1))
    [ -n "$cursor" ] || break
done
echo "pages=$page"
