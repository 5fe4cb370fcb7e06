#!/bin/sh
# The main job side by side with what a user would pick instead: whole processes, in turn, as ratios.
#
#   Benchmarks/run.sh [ROWS] [ROUNDS] [FORMATS]      1000000, 5, "csv ndjson json xml"
#
# The peers and the data's generator stand beside the project (BENCH, ../shared/bench); scratch files
# and the peers' packages go to SCRATCH.
set -eu
cd "$(dirname "$0")/.."
rows=${1:-1000000}
rounds=${2:-5}
formats=${3:-"csv ndjson json xml"}
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
if [ ! -f "$data/claimpipe-csv.yml" ]; then
  "$python" "$bench/gen.py" --rows "$rows" --seed 7 --out "$data"
  "$python" "$bench/canonical.py" "$data"
fi
for format in $formats; do
  case $format in
    xml) peers=claimpipe2,claimpipe1,lxml+duckdb ;;
    *) peers=claimpipe2,claimpipe1,duckdb,polars ;;
  esac
  echo "== $rows sessions, $format: ratios are to claimpipe on 2 threads"
  "$python" "$bench/run.py" --data "$data" --out "$scratch/out" --fmt "$format" \
    --impl "$peers" --rounds "$rounds" --python "$python" --claimpipe "$program"
done
