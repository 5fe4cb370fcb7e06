#!/bin/sh
# Thousands of random claims as 837P through pyx12, linuxforhealth-x12 and a checker of our own
# (Tests/x12). Downloads the two from PyPI into a virtual environment each, under .build.
#
#   CLAIMS=20000 SEED=7 .ci/test-x12.sh    more of them, others; CLAIMPIPE=PATH takes that program
set -eu
cd "$(dirname "$0")/.."

# folder, requirements
environment() {
  folder=.build/x12/$1
  shift
  if [ "$(cat "$folder/installed" 2>/dev/null)" = "$*" ]; then return 0; fi
  rm -rf "$folder"
  python3 -m venv "$folder"
  "$folder/bin/pip" install --quiet --disable-pip-version-check "$@"
  echo "$*" >"$folder/installed"
}

environment pyx12 'pyx12==4.0.0'
environment linuxforhealth 'linuxforhealth-x12==0.57.0' 'pydantic<2'

if [ -z "${CLAIMPIPE:-}" ]; then
  swift build --product claimpipe
  CLAIMPIPE=$(swift build --show-bin-path)/claimpipe
fi

PYTHONDONTWRITEBYTECODE=1 exec python3 Tests/x12/run.py --claimpipe "$CLAIMPIPE" \
  --pyx12 .build/x12/pyx12 --linuxforhealth .build/x12/linuxforhealth \
  --claims "${CLAIMS:-5000}" --seed "${SEED:-1}"
