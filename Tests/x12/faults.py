"""Plants each single fault of fault_table.py in the source data of clean practices, each in records of its
own, and sees to it that

- the claim is Draft with that fault's codes and no others, and in no batch;
- every other claim stays as it was, in every batch, and both validators take the files;
- what looks odd and is right stays in the batch.

    faults.py --claimpipe BIN --pyx12 VENV --linuxforhealth VENV [--practices 3] [--seed 1] [--folder DIR]
"""

import argparse
import copy
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import check
import fault_table
import practice
import run
import same
import victim

# No correction can be asked for without a ledger.
UNREACHABLE = {"x12.original_reference"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--claimpipe", required=True)
    parser.add_argument("--pyx12", required=True)
    parser.add_argument("--linuxforhealth", required=True)
    parser.add_argument("--practices", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder")
    arguments = parser.parse_args()
    wrong, files, count, codes = [], [], 0, set()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(arguments.folder or temporary)
        for seed in range(arguments.seed, arguments.seed + arguments.practices):
            found = Planted(seed, folder / f"faults-{seed}", arguments.claimpipe)
            wrong += found.wrong
            files += found.files
            count += len(found.faults)
            codes |= {code for expected, _ in found.faults for code in expected.split()}
        wrong += run.judge(files, arguments)
    missing = known() - codes - UNREACHABLE
    wrong += [f"no fault has the code {code}" for code in sorted(missing)]
    for line in wrong[:60]:
        print(line, file=sys.stderr)
    print(f"{count} faults planted in {arguments.practices} practices: "
          + (f"{len(wrong)} came out wrong" if wrong else "all Draft with their codes"))
    sys.exit(1 if wrong else 0)


def known():
    """Every code of docs/validations.md."""
    page = Path(__file__).parents[2] / "docs/validations.md"
    return set(re.findall(r"^### `(.+)`$", page.read_text(), re.MULTILINE))


class Planted:
    """One practice with a victim for every fault and every oddity, run without the faults and with them."""

    def __init__(self, seed, folder, claimpipe):
        self.claimpipe, self.wrong, self.files = claimpipe, [], []
        made = practice.make(seed, patients=10)
        made.claims["max_lines"] = 50
        # pyx12 takes a third of a second a file.
        made.options["files"] = "one"
        self.options = made.options
        self.faults = fault_table.faults(made.options)
        self.oddities = fault_table.odd(made.options)
        clean = copy.deepcopy(made)
        for number in range(len(self.faults)):
            victim.add(clean, number)
        for number, changes in enumerate(self.oddities, len(self.faults)):
            plant(clean, victim.add(clean, number), changes)
        spoilt = copy.deepcopy(made)
        for number, (_, changes) in enumerate(self.faults):
            plant(spoilt, victim.add(spoilt, number), changes)
        for number, changes in enumerate(self.oddities, len(self.faults)):
            plant(spoilt, victim.add(spoilt, number), changes)
        spoilt.rejects = len(self.faults)
        before = self.batch(clean, folder / "clean")
        after = self.batch(spoilt, folder / "faults")
        if before and after:
            self.compare(*before, *after)

    def batch(self, made, folder):
        """Runs a practice: its claims by patient in the batch, and Draft ones."""
        manifest = practice.write(made, folder)
        result = subprocess.run([self.claimpipe, "run", str(manifest), "--quiet", "--now", run.NOW],
                                capture_output=True, text=True)
        if result.returncode not in ([0, 1] if made.rejects else [0]):
            self.wrong.append(f"{folder}: exit status {result.returncode}: {result.stderr[:2000]}")
            return None
        out = folder / "out"
        paths = sorted(out.glob("*.x12"))
        ready = json.loads((out / "facts.json").read_text())
        drafts = json.loads((out / "claims-drafts.json").read_text())
        try:
            check.check([path.read_bytes().decode("latin-1") for path in paths], ready, made.options)
        except check.Wrong as wrong:
            self.wrong.append(f"{folder}: {wrong}")
        self.wrong += [f"{folder}: facts.xml: {line}"
                       for line in same.differences(ready, out / "facts.xml")[:5]]
        self.files += [path for path in paths if path.stat().st_size > 0]
        return by_patient(ready), by_patient(drafts)

    def compare(self, clean, clean_drafts, ready, drafts):
        for number, changes in enumerate(self.oddities, len(self.faults)):
            patient = f"V{number}"
            if patient in clean_drafts or patient not in clean:
                self.wrong.append(f"{name(changes)} is right, and {codes(clean_drafts, patient)}")
            self.unchanged(patient, clean, ready, drafts)
        for number, (expected, changes) in enumerate(self.faults):
            patient = f"V{number}"
            found = codes(drafts, patient)
            if patient not in clean or patient in clean_drafts:
                self.wrong.append(f"a clean victim is Draft: {codes(clean_drafts, patient)}")
            elif patient in ready:
                self.wrong.append(f"{name(changes)} is in the batch")
            elif found != ([sorted(expected.split())] if expected else []):
                self.wrong.append(f"{name(changes)}: {found}, not {expected}")
        for patient in clean:
            if not patient.startswith("V"):
                self.unchanged(patient, clean, ready, drafts)

    def unchanged(self, patient, clean, ready, drafts):
        if patient in drafts or ready.get(patient) != clean.get(patient):
            self.wrong.append(f"{patient}, who has no fault, is not as before")


def plant(made, records, changes):
    """Changes a victim's records; "{record.field}" in a value is another field, "{victim}" its patient."""
    name = records["patient"]["patient_id"]

    def filled(value):
        if "{victim}" in value:
            return value.replace("{victim}", name)
        for record, fields in records.items():
            for field, content in fields.items():
                if value == f"{{{record}.{field}}}":
                    return content
        return value

    for key, value in changes.items():
        record, _, rest = key.partition(".")
        if key.startswith("+"):
            record = key[1:].split()[0]
            table = victim.TABLES[record]
            row = records.get(record, {}) | {field: filled(text) for field, text in value.items()}
            made.tables[table].append(row)
        elif value is None:
            rows = made.tables[victim.TABLES[record]]
            rows[:] = [row for row in rows if row is not records[record]]
        else:
            records[record][rest] = filled(value)


def by_patient(document):
    found = {}
    for claim in document["claims"]:
        # A Draft claim's patient may be missing: its session names the victim.
        patient = (claim["patient"] or {}).get("patient_id")
        patient = patient or claim["lines"][0]["session_ids"][0].removeprefix("S-")
        found.setdefault(patient, []).append(claim)
    return found


def codes(claims, patient):
    """The codes of each of a patient's claims."""
    return [sorted(failure["code"] for failure in claim["validation_failures"])
            for claim in claims.get(patient, [])]


def name(changes):
    return repr({key: value[:40] if isinstance(value, str) else value for key, value in changes.items()})


if __name__ == "__main__":
    main()
