"""Reads every 837P file that stdin names with linuxforhealth-x12, in whose environment it runs; prints
the path and the reason of each that it refuses, and the number that it took."""

import sys

from linuxforhealth.x12.io import X12ModelReader

taken = 0
for path in sys.stdin.read().splitlines():
    try:
        with X12ModelReader(path) as reader:
            sets = sum(1 for _ in reader.models())
        if sets == 0:
            raise ValueError("no transaction set in it")
        taken += 1
    except Exception as reason:  # Whatever it throws is a refusal.
        print(f"{path}: {type(reason).__name__}: {str(reason)[:2000]}")
print(taken)
