"""Whether two programs came to the same results: every charge item, duplicate and claim line, in any order."""

import csv
import json
from collections import Counter


def results(out):
    """(what, how often) of each output in a folder, whichever program wrote it."""
    claims = Counter()
    for path in sorted(out.glob("claims*.ndjson")):
        with open(path, encoding="utf-8") as file:
            claims.update(map(_claim, map(json.loads, file)))
    return {"charge items": _table(out / "billing-export.csv"),
            "duplicates": _table(out / "duplicates.csv", ("Role", "Session ID")), "claims": claims}


def differences(first, second):
    """A sentence for each output in which two results differ; none where they agree."""
    return [f"{name}: {sum((first[name] - second[name]).values()):,} only in the first, "
            f"{sum((second[name] - first[name]).values()):,} only in the second"
            for name in first if first[name] != second[name]]


def _table(path, columns=None):
    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        places = [header.index(column) for column in columns or header]
        return Counter(tuple(row[place] for place in places) for row in rows)


def _claim(claim):
    """What a claim is to whom and where, and its lines; claimpipe's own claims hold whole records."""
    if "claim_number" not in claim:
        names = ("patient", "authorization", "rendering", "place", "facility", "coverage", "business_unit")
        lines = tuple(tuple(line.values()) for line in claim["lines"])
        return (*(claim[name] or "" for name in names), lines)
    lines = tuple((line["start_date"], line["procedure_code"], ":".join(line["modifiers"]), line["end_date"],
                   line["units"], len(line["session_ids"])) for line in claim["lines"])

    def id_of(name, key):
        return (claim[name] or {}).get(key, "")

    return (id_of("patient", "patient_id"), claim["authorization_number"] or "",
            id_of("rendering_provider", "practitioner_id"), claim["place_of_service"] or "",
            id_of("facility", "location_id"), id_of("coverage", "coverage_id"),
            id_of("billing_provider", "business_unit_id"), lines)
