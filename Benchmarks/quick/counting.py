"""Counts of one run: instructions by valgrind, allocations by a preloaded library."""

import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
# Swift seeds its hashes anew in each process: fixed, so that the same run counts the same.
STEADY = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}


def need(*programs):
    """Ends the program where one is missing, and says what it is for."""
    reasons = {"valgrind": "counts instructions (Debian: apt-get install valgrind)",
               "strip": "takes debug information away that valgrind can't read (Debian: apt-get install binutils)"}
    missing = [name for name in programs if not shutil.which(name)]
    if missing:
        sys.exit("bench-quick needs " + " and ".join(f"{name}, which {reasons[name]}" for name in missing))


def make_counter(folder):
    """Compiles the library that counts allocations."""
    compiler = next((found for name in ("cc", "clang", "gcc") if (found := shutil.which(name))), None)
    if not compiler:
        sys.exit("bench-quick needs a C compiler (cc, clang or gcc), which makes the library that counts allocations")
    library = folder / "preload.so"
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, HERE / "preload.c"], check=True)
    return library


def stripped(program, folder):
    """The program without debug information: valgrind stops at DWARF 5, and reads it slowly where it doesn't."""
    copy = folder / "claimpipe"
    subprocess.run(["strip", "--strip-debug", "-o", copy, program], check=True)
    return copy


def count(command, library, file):
    """Instructions of a run, SHA-256 left out, and its calls of malloc and the like."""
    profile = file.with_suffix(".cachegrind")
    tool = ["valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={profile}"]
    command = list(map(str, [*tool, *command]))
    env = {**STEADY, "LD_PRELOAD": str(library), "ALLOCATIONS": str(file)}
    ran = subprocess.run(command, capture_output=True, text=True, errors="replace", env=env)
    if ran.returncode or not profile.exists() or not file.exists():
        sys.exit(f"{' '.join(command)}: ended with {ran.returncode}\n{ran.stderr[-4000:]}")
    return instructions(profile), int(file.read_text())


def instructions(profile):
    """What cachegrind counted, by function, without SHA-256: valgrind does not know the processor's instructions for
    it, and would count half of all for it in place of a tenth."""
    total, hashed, function = 0, 0, ""
    for line in profile.open():
        if line.startswith("fn="):
            function = line[3:]
        elif line[0].isdigit():
            count = int(line.split()[1])
            total += count
            if function.startswith("sha256_block"):
                hashed += count
    if not hashed:
        sys.exit(f"{profile.name} has no function that hashes: has SHA-256 another name?")
    return total - hashed
