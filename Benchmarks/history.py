#!/usr/bin/env python3
"""What each change did to the main job: `history.py --claimpipe PROGRAM --note "…"` adds a line to history.csv.

Measures 1,000,000 CSV sessions on two threads, medians of whole processes, and takes the instructions per record that
`make bench-quick RECORD=1` wrote down last. render.py plots the lines.
"""

import csv
import datetime
import pathlib
import shutil
import statistics

from measuring.contenders import run
from measuring.machine import commit
from measuring.options import parser
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
    held = parser(__doc__)
    held.add_argument("--change", default=commit(), help="the commit, or a name for it")
    held.add_argument("--note", default="", help="what changed, and how it was measured")
    options = held.parse_args()
    data = options.scratch / f"default-{ROWS}"
    ensure(data, ROWS, options.seed, SHAPES["default"], ["csv"])
    samples = [run("claimpipe", options, data, "csv") for _ in range(options.rounds)]
    shutil.rmtree(data / "out")
    cpu, wall, mib = (statistics.median(getattr(sample, part) for sample in samples) for part in ("cpu", "wall", "mib"))
    instructions = load(HERE / "recorded.json").get("main job, csv", {}).get("instructions", "")
    line = [datetime.date.today().isoformat(), options.change, SCENARIO, instructions, f"{cpu:.2f}", f"{wall:.2f}",
            f"{mib:.0f}", options.note]
    with open(HISTORY, "a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(line)
    print(", ".join(map(str, line)))


if __name__ == "__main__":
    main()
