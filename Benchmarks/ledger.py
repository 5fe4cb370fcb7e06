"""What a ledger costs: a first load beside the stateless run, and a nightly run on a big ledger.

Whole processes, in turn, CSV, two threads; medians of wall and processor seconds and of the
ratios pair by pair.
"""

import argparse
import csv
import os
import pathlib
import random
import shutil
import statistics
import sys
import time

from practice.manifest import manifest

NOW = "2026-07-01"


def write_manifest(data, out, sessions=None, ledger=None, leave_out=()):
    """The main job's manifest with other sessions, another place for outputs, and a ledger."""
    path = data / f"ledger-bench-{os.getpid()}.yml"
    path.write_text(manifest("csv", sessions or "sessions.csv", "reference", out, ledger=ledger, leave_out=leave_out))
    return path


def run(program, path, note):
    """Wall seconds, processor seconds, peak MiB of one run."""
    start = time.monotonic()
    child = os.posix_spawn(
        program, [program, "run", str(path), "--quiet", "--now", NOW, "--jobs", "2"], os.environ)
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    path.unlink()
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        sys.exit(f"{note}: claimpipe ended with {code}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def remove(ledger):
    for suffix in ("", "-wal", "-shm", "-lock"):
        pathlib.Path(f"{ledger}{suffix}").unlink(missing_ok=True)
    shutil.rmtree(f"{ledger}-batches", ignore_errors=True)


def report(name, wall, cpu, peak):
    print(f"{name:44} {wall:7.2f} s  {cpu:7.2f} CPU s  {peak:6.0f} MiB", flush=True)


def first_load(program, data, scratch, rounds):
    ledger = scratch / "first.sqlite"
    out = scratch / "out"
    rows = []
    for _ in range(rounds):
        plain = run(program, write_manifest(data, out), "stateless")
        remove(ledger)
        rows.append((plain, run(program, write_manifest(data, out, ledger=ledger), "load")))
    again = run(program, write_manifest(data, out, ledger=ledger), "again")
    remove(ledger)

    def middle(pick):
        return statistics.median(map(pick, rows))

    for name, index in (("stateless", 0), ("into an empty ledger", 1)):
        report(name, *(middle(lambda row: row[index][part]) for part in range(3)))
    ratios = (middle(lambda row: row[1][part] / row[0][part]) for part in range(2))
    print("{:44} {:7.2f}    {:7.2f}".format("ratio", *ratios))
    report("the same file again", *again)


def changed(data, count, path):
    """Some sessions of the practice, each starting a minute later."""
    with open(data / "sessions.csv", encoding="utf-8", newline="") as file:
        total = sum(1 for _ in csv.reader(file)) - 1
        chosen = set(random.Random(11).sample(range(total), count))
        file.seek(0)
        rows = csv.reader(file)
        header = next(rows)
        start = header.index("start")
        kept = [row for number, row in enumerate(rows) if number in chosen]
    for row in kept:
        row[start] = f"{row[start][:-2]}{(int(row[start][-2:]) + 1) % 60:02}"
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *kept])
    return total


def nightly(program, data, scratch, rounds, count):
    """On a ledger where every claim went out, and on one where a tenth of them are Draft.

    Drafts are made anew by each run until they pass, so they cost. Without the benefits' qualifications, nobody
    lacks one.
    """
    sessions = scratch / "changed.csv"
    total = changed(data, count, sessions)
    for name, leave_out in (("settled", ("benefit_qualifications",)), ("with Drafts", ())):
        full = scratch / f"big-{name.replace(' ', '-')}.sqlite"
        place = {"leave_out": leave_out, "out": scratch / "out"}
        if not full.exists():
            load = run(program, write_manifest(data, ledger=full, **place), "the big load")
            report(f"loading {total:,}, {name}", *load)
        ledger = scratch / "nightly.sqlite"
        rows = []
        for _ in range(rounds):
            remove(ledger)
            shutil.copyfile(full, ledger)
            path = write_manifest(data, sessions=sessions, ledger=ledger, **place)
            rows.append(run(program, path, "nightly"))
        remove(ledger)
        report(
            f"{count:,} changed of {total:,}, {name}",
            *(statistics.median(row[part] for row in rows) for part in range(3)))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claimpipe", required=True)
    parser.add_argument("--data", type=pathlib.Path, help="what generate.py made")
    parser.add_argument("--big", type=pathlib.Path, help="the same, for the nightly run")
    parser.add_argument("--changed", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scratch", type=pathlib.Path, required=True)
    options = parser.parse_args()
    scratch = options.scratch.resolve()
    scratch.mkdir(parents=True, exist_ok=True)
    if options.data:
        first_load(options.claimpipe, options.data.resolve(), scratch, options.rounds)
    if options.big:
        nightly(options.claimpipe, options.big.resolve(), scratch, options.rounds, options.changed)


main()
