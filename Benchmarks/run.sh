#!/bin/sh
# The main job side by side with what a user would pick instead: whole processes, in turn, as ratios.
#
#   Benchmarks/run.sh [ROWS] [ROUNDS] [FORMATS]      1000000, 5, "csv ndjson json xml ledger"
#
# "ledger" measures a first load of ROWS sessions beside the stateless run, and 10,000 changed
# sessions on a ledger of five times as many.
#
# The peers and the data's generator stand beside the project (BENCH, ../shared/bench); scratch files
# and the peers' packages go to SCRATCH.
set -eu
cd "$(dirname "$0")/.."
rows=${1:-1000000}
rounds=${2:-5}
formats=${3:-"csv ndjson json xml ledger"}
bench=${BENCH:-../shared/bench}
scratch=${SCRATCH:-.build/benchmarks}
data=$scratch/data-$rows

if [ ! -f "$bench/run.py" ]; then
  echo "no peers at $bench: set BENCH to the folder that holds gen.py, run.py and peers/" >&2
  exit 2
fi
.ci/packages.sh
swift build -c release --product claimpipe --static-swift-stdlib
program=$(swift build -c release --static-swift-stdlib --show-bin-path)/claimpipe

mkdir -p "$scratch"
if [ ! -x "$scratch/venv/bin/python" ]; then
  python3 -m venv "$scratch/venv"
  "$scratch/venv/bin/pip" install --quiet numpy duckdb==2.0.0 polars==2.1.0 lxml
fi
python=$scratch/venv/bin/python
generate() { # ROWS DIR FORMATS
  [ -f "$2/claimpipe-csv.yml" ] && return
  "$python" "$bench/gen.py" --rows "$1" --seed 7 --out "$2" --formats "$3"
  "$python" "$bench/canonical.py" "$2"
}
generate "$rows" "$data" csv,json,ndjson,xml
for format in $formats; do
  case $format in
    ledger)
      generate $((rows * 5)) "$scratch/data-$((rows * 5))" csv
      "$python" Benchmarks/ledger.py --claimpipe "$program" --scratch "$scratch/ledger" \
        --data "$data" --big "$scratch/data-$((rows * 5))" --rounds "$rounds"
      continue
      ;;
    xml) peers=claimpipe2,claimpipe1,lxml+duckdb ;;
    *) peers=claimpipe2,claimpipe1,duckdb,polars ;;
  esac
  echo "== $rows sessions, $format: ratios are to claimpipe on 2 threads"
  "$python" "$bench/run.py" --data "$data" --out "$scratch/out" --fmt "$format" \
    --impl "$peers" --rounds "$rounds" --python "$python" --claimpipe "$program"
done
