#!/bin/sh
# Prepares what the measurements need (the program, a Python with the peers), and runs one of them:
#
#   Benchmarks/run.sh compare|growth|ledger|history|quick [OPTIONS of that program]
#
# CLAIMPIPE: the program, instead of a release build. PYTHON: one that has requirements.txt, instead of one made in
# SCRATCH. SCRATCH: for data and outputs. PREFIX: before each measured command, such as "chrt -r 10" on a machine that
# others use.
set -eu
cd "$(dirname "$0")/.."
what=$1
shift
scratch=${SCRATCH:-.build/benchmarks}
export PYTHONDONTWRITEBYTECODE=1

program=${CLAIMPIPE:-}
if [ -z "$program" ]; then
  program=.build/release/claimpipe
  # bench-quick counts what was built last; the others measure the sources as they are.
  if [ "$what" != quick ] || [ ! -x "$program" ]; then
    .ci/packages.sh
    swift build -c release --product claimpipe --static-swift-stdlib
  elif [ -n "$(find Sources Package.swift -newer "$program" -print -quit)" ]; then
    echo "note: sources are newer than $program, which is what is counted (make build)" >&2
  fi
fi

case $what in
  quick)
    exec python3 Benchmarks/quick.py --claimpipe "$program" "$@"
    ;;
  compare | growth)
    python=${PYTHON:-$scratch/venv/bin/python}
    if [ -z "${PYTHON:-}" ] && ! cmp -s Benchmarks/requirements.txt "$scratch/venv/installed.txt"; then
      mkdir -p "$scratch"
      python3 -m venv "$scratch/venv"
      "$python" -m pip install --quiet --requirement Benchmarks/requirements.txt
      cp Benchmarks/requirements.txt "$scratch/venv/installed.txt"
    fi
    exec "$python" "Benchmarks/$what.py" --claimpipe "$program" --scratch "$scratch" --prefix "${PREFIX:-}" \
      --results Benchmarks/results.json "$@"
    ;;
  history)
    exec python3 Benchmarks/history.py --claimpipe "$program" --scratch "$scratch" --prefix "${PREFIX:-}" "$@"
    ;;
  ledger)
    rows=${ROWS:-1000000}
    for count in "$rows" $((rows * 5)); do
      [ -f "$scratch/ledger-$count/practice.json" ] \
        || python3 Benchmarks/generate.py "$scratch/ledger-$count" --rows "$count" --formats csv
    done
    exec python3 Benchmarks/ledger.py --claimpipe "$program" --scratch "$scratch/ledger" \
      --data "$scratch/ledger-$rows" --big "$scratch/ledger-$((rows * 5))" "$@"
    ;;
  *)
    echo "run.sh: compare, growth, ledger, history or quick, not $what" >&2
    exit 2
    ;;
esac
