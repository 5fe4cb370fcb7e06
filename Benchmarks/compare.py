#!/usr/bin/env python3
"""The main job side by side with what a user would pick instead: whole processes in turn, medians and ratios.

    compare.py [--rows 1000000] [--rounds 7] [--formats csv,ndjson,json,xml] [--shape default] [--contenders …]

Every round runs each contender once, one after the other, on the same files in the page cache, with nothing else
started by it. First all are run on a small practice of the same shape, and must come to the same charge items,
duplicates and claims. Results are added to --results, which render.py turns into docs/performance.md.
"""

import pathlib
import shutil
import statistics
import sys

from agreement import differences, results
from measuring.contenders import CONTENDERS, run
from measuring.machine import described
from measuring.options import parser, words
from measuring.results import add
from practice.formats import FORMATS
from practice.generate import ensure
from practice.shape import SHAPES

SMALL = 10_000


def main():
    options = arguments()
    shape = SHAPES[options.shape]
    if not options.skip_agreement:
        small = options.scratch / f"agreement-{shape.name}"
        ensure(small, SMALL, options.seed + 1, shape, options.formats)
        for format in options.formats:
            agree(options, small, format)
    data = options.scratch / f"{shape.name}-{options.rows}"
    practice = ensure(data, options.rows, options.seed, shape, options.formats)
    for format in options.formats:
        taken = rounds(options, data, format)
        show(practice, format, taken)
        add(options.results, described(options), "scenarios", {
            "shape": shape.name, "format": format, "rows": options.rows, "bytes": practice["bytes"][format],
            "rounds": options.rounds, "prefix": " ".join(options.prefix),
            "samples": {name: [sample.values() for sample in samples] for name, samples in taken.items()}})


def arguments():
    held = parser(__doc__)
    held.add_argument("--rows", type=int, default=1_000_000)
    held.add_argument("--shape", choices=SHAPES, default="default")
    held.add_argument("--formats", type=words, default=list(FORMATS))
    held.add_argument("--contenders", type=words, default=list(CONTENDERS))
    held.add_argument("--results", type=pathlib.Path, required=True, help="a JSON file that is added to")
    held.add_argument("--skip-agreement", action="store_true")
    return held.parse_args()


def contenders(options, format):
    return [CONTENDERS[name] for name in options.contenders if format in CONTENDERS[name].formats]


def agree(options, data, format):
    """Every contender once, and the same results from each."""
    first = None
    for contender in contenders(options, format):
        run(contender.name, options, data, format)
        held = results(data / "out")
        first = first or (contender, held)
        if differ := differences(first[1], held):
            sys.exit(f"{format}: {first[0].title} and {contender.title} differ: " + "; ".join(differ))
    counts = ", ".join(f"{sum(count.values()):,} {name}" for name, count in first[1].items())
    print(f"{format}: all agree on {counts} of {SMALL:,} sessions", flush=True)


def rounds(options, data, format):
    taken = {contender.name: [] for contender in contenders(options, format)}
    for number in range(1, options.rounds + 1):
        for contender in contenders(options, format):
            if number > contender.rounds:
                continue
            sample = run(contender.name, options, data, format)
            taken[contender.name].append(sample)
            print(f"# {format} {number} {contender.name}: {sample.wall:.2f} s, {sample.cpu:.2f} processor s, "
                  f"{sample.mib:.0f} MiB, others {sample.others:.2f}", flush=True)
    shutil.rmtree(data / "out", ignore_errors=True)
    return taken


def show(practice, format, taken):
    """The medians, and their ratios to the first contender's, pair by pair."""
    first = next(iter(taken.values()))
    print(f"\n{practice['rows']:,} sessions, {format}, {practice['bytes'][format] / 1e6:.0f} MB\n\n"
          f"{'':22}{'wall s':>9}{'cpu s':>9}{'MiB':>8}{'wall':>8}{'cpu':>8}")
    for name, samples in taken.items():
        wall, cpu, mib = (statistics.median(getattr(sample, part) for sample in samples)
                          for part in ("wall", "cpu", "mib"))
        ratios = [statistics.median(getattr(mine, part) / getattr(other, part) for mine, other in zip(samples, first))
                  for part in ("wall", "cpu")]
        print(f"{CONTENDERS[name].title:22}{wall:9.2f}{cpu:9.2f}{mib:8.0f}{ratios[0]:8.2f}{ratios[1]:8.2f}")
    print(flush=True)


main()
