#!/bin/sh
# Runs the sample practice from CSV, JSON and XML and shows what comes out. `make demo` builds the
# program first.
#
#   samples/demo.sh PATH/TO/claimpipe
set -eu
claimpipe=${1:?which claimpipe? as in: samples/demo.sh .build/release/claimpipe}
case $claimpipe in /*) ;; *) claimpipe=$PWD/$claimpipe ;; esac
cd "$(dirname "$0")/.."

title() { printf '\n\033[1m%s\033[0m\n' "$1"; }
if [ ! -t 1 ]; then title() { printf '\n== %s\n' "$1"; }; fi

# The samples hold bad records on purpose, so the run ends with 1: done, with rejected records within
# the limit. Anything else is a failure. The date is given, so that the demo is the same every day.
run() {
  mkdir -p "out/$1"
  status=0
  "$claimpipe" run "plugins-config/samples-$1.yml" --now 2026-04-01 2>"out/$1/run.log" || status=$?
  if [ "$status" -gt 1 ]; then
    cat "out/$1/run.log" >&2
    echo "claimpipe run plugins-config/samples-$1.yml ended with $status" >&2
    exit "$status"
  fi
}

rm -rf out/csv out/json out/xml
title "1. One practice, three formats"
for format in csv json xml; do
  run "$format"
  echo "claimpipe run plugins-config/samples-$format.yml   (exit status $status)"
done
echo
cat out/csv/run.log

title "2. The billing export: the first rows of out/csv/billing-export.csv"
head -n 5 out/csv/billing-export.csv
echo "… $(($(wc -l <out/csv/billing-export.csv) - 1)) charge items"

title "3. A claim that is ready to submit: 24 + 23 Medicare minutes are 3 units, not 4 (S-301, S-302)"
# One claim stands on one line; here it is broken at its larger parts.
grep '"S-301"' out/csv/claims.json | sed 's/,$//' |
  sed 's/,"\(patient\|coverage\|payer\|billing_provider\|rendering_provider\|referring_provider\|facility\|diagnoses\|lines\|validation_failures\)":/,\n  "\1":/g; s/{"line_number"/\n    &/g'

title "4. A Draft claim says why: S-801"
grep '"S-801"' out/csv/claims-drafts.json | grep -o '{"code":[^}]*}' | sed 's/^/  /'

title "5. The same claims as X12 837P: one of them, and what X12 can't carry"
sed -n '/^ST/,/^NM1\*40/p; /^NM1\*IL.*SPECIMEN/,/^REF\*6R.*L2~/p' out/csv/claims.x12 | sed 's/^/  /'
echo "  …"
grep '"X12.not_carried"' out/csv/run-report-findings.ndjson |
  sed 's/.*"session_id":"\([^"]*\)".*"message":"\(.*\)"}/  \1  \2/'

title "6. The duplicates report: who is waiting for whom"
cut -d, -f1-4,8,9,22 out/csv/duplicates.csv

title "7. What a person should look at: the findings of severity compliance"
grep '"compliance"' out/csv/run-report-findings.ndjson |
  sed 's/.*"code":"\([^"]*\)".*"session_id":"\([^"]*\)".*"message":"\(.*\)"}/  \2  \1  \3/'

title "8. What was rejected, verbatim, and why"
cat out/csv/quarantine/sessions.csv
echo
cut -f1,4,6,7,8 out/csv/quarantine/sessions.csv.reasons.tsv

title "9. Three formats, the same bytes"
for file in billing-export.csv claims.json claims-drafts.json claims.x12 duplicates.csv; do
  cmp "out/csv/$file" "out/json/$file"
  cmp "out/csv/$file" "out/xml/$file"
  echo "the same from CSV, JSON and XML: $file ($(wc -c <"out/csv/$file") bytes)"
done

title "10. The run report, for people"
"$claimpipe" report out/csv/run-report.json -o out/csv/run-report.html
echo "open out/csv/run-report.html in a browser: what came in, what became of it, what to do now"

echo
echo "All of it is in out/. What each session shows: samples/README.md. The manifest: plugins-config/samples-csv.yml"
