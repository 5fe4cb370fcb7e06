#!/bin/sh
# Thousands of random claims as 837P through pyx12, linuxforhealth-x12 and a checker of our own
# (Tests/x12), and every single fault planted among them. Downloads the two from PyPI into a virtual
# environment each, under .build.
#
#   CLAIMS=20000 SEED=7 .ci/test-x12.sh    more of them, others; CLAIMPIPE=PATH takes that program
set -eu
cd "$(dirname "$0")/.."

if ! python3 -c 'import ensurepip' 2>/dev/null; then
  echo "this needs Python 3 with venv; on Debian or Ubuntu: apt-get install python3-venv" >&2
  exit 1
fi

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

export PYTHONDONTWRITEBYTECODE=1
set -- --claimpipe "$CLAIMPIPE" --pyx12 .build/x12/pyx12 \
  --linuxforhealth .build/x12/linuxforhealth --seed "${SEED:-1}"
python3 Tests/x12/run.py "$@" --claims "${CLAIMS:-5000}"
python3 Tests/x12/faults.py "$@" --practices "${PRACTICES:-2}"
