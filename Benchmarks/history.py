#!/usr/bin/env python3
"""What each change did to the main job: `history.py --claimpipe PROGRAM --note "…"` adds a line to history.csv.

Measures 1,000,000 CSV sessions on two threads, medians of whole processes, and takes the instructions per record that
`make bench-quick RECORD=1` wrote down last. render.py plots the lines.
"""

import argparse
import csv
import datetime
import pathlib
import shutil
import statistics

from measuring.contenders import CONTENDERS
from measuring.machine import commit
from measuring.process import measure, warm
from practice.generate import ensure
from practice.shape import SHAPES
from quick.recorded import load

HERE = pathlib.Path(__file__).resolve().parent
HISTORY = HERE / "history.csv"
ROWS, SCENARIO = 1_000_000, "this practice"


def read_history():
    """The lines, oldest first, as dictionaries of texts."""
    with open(HISTORY, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claimpipe", type=pathlib.Path, required=True)
    parser.add_argument("--change", default=commit(), help="the commit, or a name for it")
    parser.add_argument("--note", default="", help="what changed, and how it was measured")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--prefix", type=str.split, default=[])
    parser.add_argument("--scratch", type=pathlib.Path, required=True)
    options = parser.parse_args()
    data = options.scratch / f"default-{ROWS}"
    ensure(data, ROWS, 7, SHAPES["default"], ["csv"])
    samples = [run(options, data) for _ in range(options.rounds)]
    cpu, wall, mib = (statistics.median(getattr(sample, part) for sample in samples) for part in ("cpu", "wall", "mib"))
    instructions = load(HERE / "recorded.json").get("main job, csv", {}).get("instructions", "")
    line = [datetime.date.today().isoformat(), options.change, SCENARIO, instructions, f"{cpu:.2f}", f"{wall:.2f}",
            f"{mib:.0f}", options.note]
    with open(HISTORY, "a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(line)
    print(", ".join(map(str, line)))


def run(options, data):
    out = data / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    warm(data / "sessions.csv")
    sample = measure([*options.prefix, *CONTENDERS["claimpipe"].command(options, data, "csv", out)])
    shutil.rmtree(out)
    return sample


if __name__ == "__main__":
    main()
