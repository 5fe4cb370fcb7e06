#!/bin/sh
# Builds samples/swift-adapter as its author would, as a package that depends on this one, and tries its
# adapters. What was built of this package is not built again: both share a folder.
set -eu
cd "$(dirname "$0")/.."
scratch=$PWD/.build

build() { swift build --package-path samples/swift-adapter --scratch-path "$scratch" "$@"; }
build
program=$(build --show-bin-path)/claimpipe-visits
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R samples/swift-adapter/data samples/swift-adapter/visits.yml "$folder"
status=0
"$program" run "$folder/visits.yml" --now 2026-04-01 --quiet 2>/dev/null || status=$?
# Done, with rejected visits within the limit.
[ "$status" -eq 1 ]
cmp "$folder/out/units.txt" samples/swift-adapter/expected/units.txt
for adapter in visit_log unit_ledger; do
  "$program" adapters test "$adapter" --records 1000
done
