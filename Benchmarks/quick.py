#!/usr/bin/env python3
"""Instructions and allocations per record of every stage, beside the recorded ones: `make bench-quick`.

    quick.py --claimpipe PROGRAM [--record] [--repeat 3]

Each count is a slope: what a run on LARGE sessions takes more than one on the first SMALL of them, with the same
reference tables, divided by the difference, so that start-up and reference tables cancel out. One thread, fixed hash
seeds. Ends with 1 where a stage's instructions per record have grown by more than 5 %, or where it allocates per
record; --record writes the new counts down; --repeat shows how far counts of the same program lie apart.
"""

import argparse
import os
import pathlib
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from measuring.contenders import NOW
from measuring.machine import commit
from practice.formats import FORMATS
from practice.generate import generate
from practice.shape import SHAPES
from quick.counting import count, make_counter, need, stripped
from quick.recorded import faults, load, save
from quick.stages import JOBS, STAGES

SMALL, LARGE, PATIENTS, SEED = 2_000, 8_000, 250, 11
RECORDED = pathlib.Path(__file__).resolve().parent / "recorded.json"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claimpipe", type=pathlib.Path, required=True)
    parser.add_argument("--record", action="store_true", help="write the counts down as the ones to compare with")
    parser.add_argument("--repeat", type=int, default=1, help="counts that often, and shows the spread")
    parser.add_argument("--recorded", type=pathlib.Path, default=RECORDED)
    options = parser.parse_args()
    need("valgrind", "strip")
    began = time.monotonic()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="claimpipe-quick-"))
    try:
        prepare(folder)
        rounds = [count_stages(folder, options.claimpipe) for _ in range(options.repeat)]
    finally:
        shutil.rmtree(folder)
    counted = rounds[-1]
    recorded = load(options.recorded)
    failed = show(counted, recorded)
    print(f"{time.monotonic() - began:.0f} s")
    if options.repeat > 1:
        show_spread(rounds)
    if options.record:
        save(options.recorded, counted, {"commit": commit(), "sessions": [SMALL, LARGE]})
        print(f"recorded in {options.recorded.name}")
    elif failed:
        sys.exit(1)


def prepare(folder):
    """The two sizes of each format, in `folder`, with one set of reference tables."""
    for size in (LARGE, SMALL):
        # Pieces are made in order from the seed: the small files are the beginning of the large.
        generate(folder, size, SEED, SHAPES["default"], FORMATS, PATIENTS)
        for format in FORMATS:
            (folder / f"sessions.{format}").rename(folder / f"sessions-{size}.{format}")


def count_stages(folder, program):
    """Instructions and allocations per record of every stage."""
    library, program = make_counter(folder), stripped(program, folder)
    runs = [(job, size) for job in JOBS for size in (SMALL, LARGE)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        taken = dict(zip(runs, pool.map(lambda run: count_run(folder, program, library, *run), runs)))
    slopes = {}
    for job in JOBS:
        small, large = taken[job, SMALL], taken[job, LARGE]
        slopes[job.name] = [(after - before) / (LARGE - SMALL) for before, after in zip(small, large)]
    stages = {}
    for stage in STAGES:
        without = slopes[stage.without] if stage.without else (0, 0)
        made, allocated = (with_it - less for with_it, less in zip(slopes[stage.job], without))
        stages[stage.name] = {"instructions": round(made, 1), "allocations": round(allocated, 4)}
    return stages


def count_run(folder, program, library, job, size):
    name = f"{job.name}-{size}"
    path = folder / f"{name}.yml"
    path.write_text(job.manifest(size, f"out-{name}"))
    command = [program, "run", path, "--quiet", "--now", NOW, "--jobs", "1"]
    return count(command, library, folder / f"{name}.count")


def show(counted, recorded):
    """The table of stages; whether any failed."""
    print(f"{'a record':16}{'instructions':>14}{'recorded':>10}{'':>8}{'allocations':>13}{'recorded':>10}")
    failed = False
    for name, counts in counted.items():
        line = f"{name:16}{counts['instructions']:14,.0f}"
        if known := recorded.get(name):
            growth = counts["instructions"] / known["instructions"] - 1
            line += (f"{known['instructions']:10,.0f}{growth:+8.1%}"
                     f"{counts['allocations']:13.3f}{known['allocations']:10.3f}")
        else:
            line += f"{'-':>10}{'':8}{counts['allocations']:13.3f}{'-':>10}"
        wrong = faults(name, counts, recorded)
        failed = failed or bool(wrong)
        print(line + ("  FAILS: " + "; ".join(wrong) if wrong else ""))
    return failed


def show_spread(rounds):
    """How far the same stage's counts lie apart."""
    for name in rounds[0]:
        counts = [one[name]["instructions"] for one in rounds]
        allocated = [one[name]["allocations"] for one in rounds]
        print(f"{name:16} instructions differ by {max(counts) / min(counts) - 1:.2%}, "
              f"allocations by {max(allocated) - min(allocated):.4f}")


main()
