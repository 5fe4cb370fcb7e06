"""The recorded counts, and what a new count may differ from them."""

import json

#: Part by which a stage's instructions per record may grow over the recorded.
GROWTH = 0.05
#: Fewer instructions per record than this are no growth: a small stage is the difference of two large counts.
SLACK = 25
#: Allocations per record: what counts as none. Blocks of records have some, each record has none.
NONE = 0.02


def load(path):
    try:
        return json.loads(path.read_text())["stages"]
    except FileNotFoundError:
        return {}


def save(path, stages, about):
    path.write_text(json.dumps({**about, "stages": stages}, indent=1) + "\n")


def faults(name, counted, recorded):
    """What is wrong with a stage's counts: sentences, none where all is well."""
    known = recorded.get(name)
    found = []
    if known is None:
        return ["no recorded counts: make bench-quick RECORD=1"]
    growth = counted["instructions"] / known["instructions"] - 1
    if growth > GROWTH and counted["instructions"] - known["instructions"] > SLACK:
        found.append(f"{growth:+.1%} instructions, {GROWTH:.0%} are allowed")
    # A stage that was recorded as allocating per record may not allocate more; the rest may not begin to.
    limit = max(NONE, known["allocations"] + 0.01)
    if counted["allocations"] > limit:
        found.append(f"{counted['allocations']:.3f} allocations a record, {limit:.3f} are allowed")
    return found
