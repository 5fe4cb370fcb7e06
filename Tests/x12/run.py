"""Random clean practices through claimpipe, and their 837P files through every judge; the same claims
in JSON and XML say the same.

    run.py --claimpipe BIN --pyx12 VENV --linuxforhealth VENV [--claims 5000] [--seed 1] [--folder DIR]

Fails where a file is rejected, a claim is Draft, something does not add up, or fewer claims than asked
for were checked.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import check
import practice
import same

NOW = "2026-02-01T06:05:00Z"


def main():
    arguments = parse()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(arguments.folder or temporary)
        faults, files, claims, seed = [], [], 0, arguments.seed
        while claims < arguments.claims:
            found, paths, count = one(seed, folder / str(seed), arguments.claimpipe)
            faults += found
            files += paths
            claims += count
            seed += 1
            if len(faults) > 20 or not count and found:
                break
        faults += judge(files, arguments)
        for fault in faults:
            print(fault, file=sys.stderr)
        print(f"{claims} claims in {len(files)} files of {seed - arguments.seed} practices: "
              + (f"{len(faults)} faults" if faults else "all accepted"))
        if faults or claims < arguments.claims:
            sys.exit(1)


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--claimpipe", required=True)
    parser.add_argument("--pyx12", required=True)
    parser.add_argument("--linuxforhealth", required=True)
    parser.add_argument("--claims", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder")
    return parser.parse_args()


def one(seed, folder, claimpipe):
    """Runs one practice: faults, files with claims, and the number of claims that are right."""
    made = practice.make(seed)
    manifest = practice.write(made, folder)
    run = subprocess.run([claimpipe, "run", str(manifest), "--quiet", "--now", NOW],
                         capture_output=True, text=True)
    if run.returncode != 0:
        return [f"practice {seed}: exit status {run.returncode}: {run.stderr}"], [], 0
    out = folder / "out"
    drafts = json.loads((out / "claims-drafts.json").read_text())["claims"]
    codes = {f["code"] for claim in drafts for f in claim["validation_failures"]}
    faults = [f"practice {seed}: {len(drafts)} Draft claims: {sorted(codes)}"] if drafts else []
    paths = sorted(out.glob("*.x12"))
    batch = json.loads((out / "facts.json").read_text())
    try:
        count = check.check([path.read_bytes().decode("latin-1") for path in paths],
                            batch, made.options)
        check.need(options_hold(made, paths), "an option does not show")
    except check.Wrong as wrong:
        return faults + [f"practice {seed}: {wrong}"], [], 0
    for name, document in [("facts", batch), ("facts-drafts", json.loads(
            (out / "facts-drafts.json").read_text()))]:
        faults += [f"practice {seed}: {name}.xml: {what}"
                   for what in same.differences(document, out / f"{name}.xml")[:5]]
    return faults, [path for path in paths if path.stat().st_size > 0], count


def options_hold(made, paths):
    """What the partner's profile says shows in the files."""
    options = made.options
    numbers = []
    for path in paths:
        text = path.read_bytes().decode("latin-1")
        if not text:
            continue
        file = check.File(text)
        isa = file.segments[0]
        numbers.append(int(isa[13]))
        sets = [sum(s[0] == "CLM" for s in found) for found in check.transactions(file)]
        most = options["claims_per_transaction_set"]
        if any(count != most for count in sets[:-1]) or sets[-1] > most:
            return False
        if isa[15] != options["usage"][0].upper() or isa[6].strip() != options["sender_id"]:
            return False
        ending = {"none": "", "lf": "\n", "crlf": "\r\n"}[options["segment_ending"]]
        if not text.endswith(text[105] + ending) or text.count("\n") != (
                len(file.segments) if ending else 0):
            return False
    # Files come in the order of their names; numbers in that of the payers.
    first = options["control_number"]
    return sorted(numbers) == list(range(first, first + len(numbers)))


def judge(files, arguments):
    """The refusals of both validators."""
    if not files:
        return ["no file to judge"]
    names = [str(path) for path in files]
    models = subprocess.Popen(
        [f"{arguments.linuxforhealth}/bin/python", str(Path(__file__).parent / "models.py")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    models.stdin.write("\n".join(names))
    models.stdin.close()
    # Its exit status is 1 either way: what it says counts.
    valid = subprocess.run([f"{arguments.pyx12}/bin/x12valid", *names], capture_output=True,
                           text=True).stderr
    refused = [name for name in names if f"{name}: OK" not in valid.splitlines()]
    faults = [f"pyx12: {name}" for name in refused]
    if refused:
        faults += [line for line in valid.splitlines() if not re.search(": OK$", line)][:40]
    *found, taken = models.stdout.read().strip().splitlines() or ["0"]
    if models.wait() != 0 or not taken.isdigit() or int(taken) != len(names):
        faults += [f"linuxforhealth-x12: {line}" for line in found or [taken]]
    return faults


if __name__ == "__main__":
    main()
