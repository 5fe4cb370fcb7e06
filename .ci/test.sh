#!/bin/sh
# Builds and runs every test, and fails where none ran: a filter or a broken bundle that finds no
# test would pass otherwise.
set -eu
cd "$(dirname "$0")/.."

swift build --build-tests

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# sh has no pipefail: the status goes the long way round.
{ swift test --skip-build --disable-xctest --quiet 2>&1 && echo 0 >"$log.status" ||
  echo 1 >"$log.status"; } | tee "$log"
status=$(cat "$log.status")
rm -f "$log.status"

if ! grep -Eq 'Test run with [1-9][0-9]* tests?' "$log"; then
  echo "no test ran" >&2
  exit 1
fi
exit "$status"
