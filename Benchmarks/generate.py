#!/usr/bin/env python3
"""A made-up practice of any size and shape: `generate.py FOLDER --rows 1000000 [--shape wide] [--formats csv,xml]`.

Python's standard library only; the same rows, seed and shape give the same bytes. Then `claimpipe run FOLDER/csv.yml`.
"""

import argparse

from practice.formats import FORMATS
from practice.generate import generate
from practice.shape import SHAPES


def main():
    shapes = "; ".join(f"{shape.name}: {shape.summary}" for shape in SHAPES.values())
    parser = argparse.ArgumentParser(description=__doc__, epilog=f"Shapes: {shapes}.")
    parser.add_argument("folder")
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--shape", choices=SHAPES, default="default")
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--patients", type=int, help="instead of what the shape says")
    options = parser.parse_args()
    generate(options.folder, options.rows, options.seed, SHAPES[options.shape], options.formats.split(","),
             options.patients)


main()
