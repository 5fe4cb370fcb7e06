"""The main job in plain Python: csv, json and expat from the standard library, dictionaries, one pass."""

import csv
import gc
import json
from datetime import date
from xml.parsers import expat

from job import EXPORT_COLUMNS, LINES_PER_CLAIM, PLACES, SESSION_COLUMNS, arguments


def rows_of_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        places = list(map(next(rows).index, SESSION_COLUMNS))
        for row in rows:
            yield [row[place] for place in places]


def rows_of_objects(objects):
    for values in objects:
        values["telecare"] = "true" if values["telecare"] else "false"
        yield [values[name] for name in SESSION_COLUMNS]


def rows_of_ndjson(path):
    with open(path, "rb") as file:
        yield from rows_of_objects(map(json.loads, file))


def rows_of_json(path):
    with open(path, "rb") as file:
        yield from rows_of_objects(json.load(file))


def rows_of_xml(path):
    finished, values, text = [], {}, []

    def ended(name):
        if name == "session":
            finished.append([values[column] for column in SESSION_COLUMNS])
        values[name] = "".join(text)
        text.clear()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: text.clear()
    parser.EndElementHandler, parser.CharacterDataHandler = ended, text.append
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            parser.Parse(block, False)
            yield from finished
            finished.clear()
        parser.Parse(b"", True)


READERS = {"csv": rows_of_csv, "ndjson": rows_of_ndjson, "json": rows_of_json, "xml": rows_of_xml}


class References:
    """The reference tables, each as a dictionary by what sessions name."""

    def __init__(self, folder):
        def table(name, *columns):
            with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
                return [tuple(row[column] for column in columns) for row in csv.DictReader(file)]

        self.patients = {key: (f"{first} {last}", mrn) for key, first, last, mrn in table(
            "patients", "patient_id", "first_name", "last_name", "mrn")}
        self.practitioners = {key: (f"{first} {last}", npi) for key, first, last, npi in table(
            "practitioners", "practitioner_id", "first_name", "last_name", "npi")}
        self.held = {}
        for key, qualification in table("practitioner_qualifications", "practitioner_id", "qualification"):
            self.held.setdefault(key, []).append(qualification)
        self.location_types = dict(table("locations", "location_id", "type"))
        self.assigned = dict(table("rendering_assignments", "authorization_number", "practitioner_id"))
        self.benefits = {(plan, service): (procedure, int(minutes), unit or f"{minutes} minutes")
                         for plan, service, procedure, minutes, unit in table(
                             "plan_benefits", "plan_id", "service_code", "procedure_code", "time_per_unit",
                             "unit_type")}
        self.wanted = {(plan, service): set(any_of.split("|")) for plan, service, any_of in table(
            "benefit_qualifications", "plan_id", "service_code", "any_of")}
        payer_rules = {key: "medicare" if medicare == "yes" else rule for key, medicare, rule in table(
            "payers", "payer_id", "medicare", "billing_rule")}
        plan_rules = {plan: payer_rules[payer] for plan, payer in table("plans", "plan_id", "payer_id")}
        own_rules = dict(table("cases", "case_id", "billing_rule"))
        self.cases = {}
        for case, plan in table("coverages", "case_id", "plan_id"):
            rule = own_rules[case] if own_rules[case] != "not_specified" else plan_rules[plan]
            self.cases[case] = plan, rule in ("ama", "medicare")


def charge(row, known):
    """A session's row of the export, its key as a duplicate, and what its claim line needs."""
    (session, status, patient, practitioner, case, unit, location, telecare, start, end, service, authorization,
     modifiers, _) = row
    plan, by_15 = known.cases[case]
    procedure, per_unit, unit_type = known.benefits[plan, service]
    first, last = start[:10], end[:10]
    minutes = (int(end[11:13]) - int(start[11:13])) * 60 + int(end[14:16]) - int(start[14:16])
    if first != last:
        minutes += 1440 * (date.fromisoformat(last) - date.fromisoformat(first)).days
    units = (2 * minutes + 15) // 30 if by_15 else -(-minutes // per_unit)
    type = known.location_types[location]
    place = ("10" if type == "home" else "02") if telecare == "true" else PLACES[type]
    held = known.held[practitioner]
    wanted = known.wanted.get((plan, service))
    qualified = wanted is None or not wanted.isdisjoint(held)
    rendering = practitioner if qualified else known.assigned.get(authorization, "")
    rendering_name, npi = known.practitioners[rendering] if rendering else ("", "")
    name, mrn = known.patients[patient]
    began = start.replace("T", " ")
    export = (f"{name} {procedure} {began}", modifiers, place, type, "Yes" if telecare == "true" else "No", unit, units,
              name, mrn, known.practitioners[practitioner][0], ", ".join(sorted(held)), began, end.replace("T", " "),
              minutes, unit_type, procedure, authorization, rendering_name, npi)
    line = patient, authorization, rendering, place, location, case, unit, first, procedure, modifiers, last
    return export, (patient, first, service, place), line, units


def main():
    options = arguments(__doc__)
    gc.disable()  # the dictionaries only grow: collecting would double the time
    known = References(options.reference)
    submitted, waiting = [], []
    with open(options.out / "billing-export.csv", "w", encoding="utf-8", newline="") as file:
        export = csv.writer(file)
        export.writerow(EXPORT_COLUMNS)
        for row in READERS[options.format](options.sessions):
            if row[1] != "cancelled":
                cells, key, line, units = charge(row, known)
                export.writerow(cells)
                if row[1] == "submitted":
                    submitted.append((row[0], key, line, units))
                else:
                    waiting.append((row[0], key))
    write_duplicates(options.out, submitted, waiting)
    write_claims(options.out, submitted, {key for _, key in waiting})


def write_duplicates(out, submitted, waiting):
    """DUP-2: groups of a patient, day and service that have sessions of both kinds."""
    groups = {key[:3] for _, key in waiting} & {key[:3] for _, key, _, _ in submitted}
    with open(out / "duplicates.csv", "w", encoding="utf-8", newline="") as file:
        report = csv.writer(file)
        report.writerow(["Role", "Session ID", "Patient", "Date of Service", "Service Code"])
        report.writerows(("Billable", session, *key[:3]) for session, key, _, _ in submitted if key[:3] in groups)
        report.writerows(("Awaiting submission", session, *key[:3]) for session, key in waiting if key[:3] in groups)


def write_claims(out, submitted, held_back):
    """CLM-2, CLM-3: sessions without a duplicate become lines, lines become claims."""
    lines = {}
    for _, key, line, units in submitted:
        if key not in held_back:
            sums = lines.setdefault(line, [0, 0])
            sums[0] += units
            sums[1] += 1
    claims = {}
    for line, (units, sessions) in lines.items():
        claims.setdefault(line[:7], []).append((*line[7:], units, sessions))
    with open(out / "claims.ndjson", "w", encoding="utf-8") as file:
        for (patient, authorization, rendering, place, facility, coverage, unit), held in claims.items():
            held.sort()
            for part in range(0, len(held), LINES_PER_CLAIM):
                some = held[part:part + LINES_PER_CLAIM]
                file.write(json.dumps({
                    "patient": patient, "authorization": authorization, "rendering": rendering, "place": place,
                    "facility": facility, "coverage": coverage, "business_unit": unit,
                    "units": sum(line[4] for line in some),
                    "lines": [{"start": start, "procedure": procedure, "modifiers": modifiers, "end": end,
                               "units": units, "sessions": sessions}
                              for start, procedure, modifiers, end, units, sessions in some],
                }, ensure_ascii=False, separators=(",", ":")) + "\n")


main()
