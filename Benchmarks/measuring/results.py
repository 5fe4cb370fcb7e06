"""The result file: a list of runs of each kind, each with the machine that it was measured on."""

import json

# What makes two entries the same measurement, so that a new one takes the old one's place.
KEYS = ("shape", "format", "rows", "contender")


def load(path):
    try:
        return json.loads(path.read_text())
    except FileNotFoundError:
        return {"scenarios": [], "growth": []}


def add(path, machine, kind, entry):
    """Puts an entry into the file, in place of an earlier one of the same measurement."""
    held = load(path)

    def key(one):
        return [one.get(name) for name in KEYS]

    held[kind] = [one for one in held.get(kind, []) if key(one) != key(entry)] + [{**entry, "machine": machine}]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(held, indent=1) + "\n")
