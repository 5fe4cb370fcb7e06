#!/bin/sh
# Installs the few Debian or Ubuntu packages that a build needs, where they are missing.
#
#   .ci/packages.sh           installs
#   .ci/packages.sh --check   only says what is missing (exit status 1)
set -eu

missing=""

# package, and a file that it brings; the file may stand in one folder per architecture.
need() {
  package=$1
  for file in $2; do
    if [ -e "$file" ]; then return 0; fi
  done
  missing="$missing $package"
}

need libxml2-dev "/usr/include/libxml2/libxml/parser.h"
need zlib1g-dev "/usr/include/zlib.h"
need libsqlite3-dev "/usr/include/sqlite3.h"
need libssl-dev "/usr/include/openssl/evp.h"
need libxlsxwriter-dev "/usr/include/xlsxwriter.h"
need tzdata "/usr/share/zoneinfo/America/New_York"
# Tests run the sample adapters, which are in Python.
need python3 "/usr/bin/python3"

if [ -z "$missing" ]; then exit 0; fi

if [ "${1:-}" = "--check" ]; then
  echo "missing packages:$missing" >&2
  exit 1
fi

if ! command -v apt-get >/dev/null 2>&1; then
  echo "claimpipe needs what these Debian packages hold; install them and try again:$missing" >&2
  exit 1
fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "not root and no sudo; as root: apt-get install$missing" >&2
    exit 1
  fi
  as_root="sudo"
fi

echo "installing:$missing" >&2
$as_root apt-get update -qq
# shellcheck disable=SC2086 # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
