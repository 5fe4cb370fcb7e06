#!/usr/bin/env python3
"""Time and memory of the main job from a hundred thousand to twenty million sessions: both must stay in proportion.

    growth.py [--sizes 100000,1000000,5000000,20000000] [--rounds 3] [--contenders claimpipe]

Each size is generated, measured and, unless --keep, deleted before the next: 20,000,000 CSV sessions are 3.4 GB, and
their outputs about 14 GB. Results are added to --results, which render.py turns into docs/performance.md.
"""

import pathlib
import shutil
import statistics

from measuring.contenders import CONTENDERS, run
from measuring.machine import described
from measuring.options import numbers, parser, words
from measuring.results import add
from practice.formats import FORMATS
from practice.generate import ensure
from practice.shape import SHAPES


def main():
    options = arguments()
    print(f"{'':22}{'sessions':>12}{'wall s':>9}{'cpu s':>9}{'MiB':>8}{'us/session':>12}{'bytes/session':>15}")
    for rows in options.sizes:
        data = options.scratch / f"growth-{options.shape}-{rows}"
        practice = ensure(data, rows, options.seed, SHAPES[options.shape], [options.format])
        for name in options.contenders:
            samples = [run(name, options, data, options.format) for _ in range(options.rounds)]
            wall, cpu, mib = (statistics.median(getattr(sample, part) for sample in samples)
                              for part in ("wall", "cpu", "mib"))
            print(f"{CONTENDERS[name].title:22}{rows:12,}{wall:9.2f}{cpu:9.2f}{mib:8.0f}{cpu / rows * 1e6:12.2f}"
                  f"{mib * 2**20 / rows:15.0f}", flush=True)
            add(options.results, described(options), "growth", {
                "shape": options.shape, "format": options.format, "rows": rows, "contender": name,
                "bytes": practice["bytes"][options.format], "prefix": " ".join(options.prefix),
                "samples": [sample.values() for sample in samples]})
        shutil.rmtree(data / "out")
        if not options.keep:
            shutil.rmtree(data)


def arguments():
    held = parser(__doc__)
    held.set_defaults(rounds=3)
    held.add_argument("--sizes", type=numbers, default=[100_000, 1_000_000, 5_000_000, 20_000_000])
    held.add_argument("--shape", choices=SHAPES, default="default")
    held.add_argument("--format", choices=FORMATS, default="csv")
    held.add_argument("--contenders", type=words, default=["claimpipe"])
    held.add_argument("--results", type=pathlib.Path, required=True, help="a JSON file that is added to")
    held.add_argument("--keep", action="store_true", help="leaves the data of each size")
    return held.parse_args()


main()
