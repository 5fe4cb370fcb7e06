"""The main job in pandas: merges into one frame of charges, then an output from each of three groupings."""

import json
from itertools import groupby

import pandas as pd

from job import EXPORT_COLUMNS, LINES_PER_CLAIM, PLACES, SESSION_COLUMNS, arguments


def sessions(options):
    if options.format == "csv":
        read = pd.read_csv(options.sessions, dtype=str, keep_default_na=False, usecols=SESSION_COLUMNS)
    elif options.format == "xml":
        read = pd.read_xml(options.sessions, iterparse={"session": SESSION_COLUMNS}, dtype=str).fillna("")
    else:
        read = pd.read_json(options.sessions, lines=options.format == "ndjson", dtype=False, convert_dates=False)
    read = read[read["status"] != "cancelled"].drop(columns="notes")
    return read.assign(telecare=read["telecare"].astype(str).str.lower() == "true")


def known(folder):
    """What sessions are merged with: (frame, its keys), in order."""
    def table(name, *columns):
        return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False, usecols=columns)

    practitioners = table("practitioners", "practitioner_id", "first_name", "last_name", "npi")
    practitioners["practitioner_name"] = practitioners.pop("first_name") + " " + practitioners.pop("last_name")
    held = table("practitioner_qualifications", "practitioner_id", "qualification").sort_values("qualification")
    held = held.groupby("practitioner_id")["qualification"].agg(", ".join).rename("held").reset_index()
    practitioners = practitioners.merge(held, on="practitioner_id")
    by_service = ["plan_id", "service_code"]
    benefits = table("plan_benefits", *by_service, "procedure_code", "time_per_unit", "unit_type")
    benefits["unit_type"] = benefits["unit_type"].where(
        benefits["unit_type"] != "", benefits["time_per_unit"] + " minutes")
    benefits["per_unit"] = benefits.pop("time_per_unit").astype("int64")
    wanted = table("benefit_qualifications", *by_service, "any_of")
    kinds = held[["held"]].drop_duplicates()
    asked = benefits[by_service].merge(wanted, how="left").merge(kinds, how="cross")
    meets = [any_of != any_of or not set(any_of.split("|")).isdisjoint(has.split(", "))  # NaN differs from itself
             for any_of, has in zip(asked["any_of"], asked["held"])]
    qualified = asked[meets].drop(columns="any_of").assign(qualified=True)
    insured = (
        table("cases", "case_id", "billing_rule").merge(table("coverages", "case_id", "plan_id"))
        .merge(table("plans", "plan_id", "payer_id"))
        .merge(table("payers", "payer_id", "medicare", "billing_rule").rename(columns={"billing_rule": "payer_rule"})))
    rule = insured["payer_rule"].where(insured["medicare"] != "yes", "medicare")
    rule = insured["billing_rule"].where(insured["billing_rule"] != "not_specified", rule)
    insured = insured[["case_id", "plan_id"]].assign(by_15=rule.isin(["ama", "medicare"]))
    locations = table("locations", "location_id", "type")
    locations["here"] = locations["type"].map(PLACES)
    locations["remote"] = locations["type"].map(lambda type: "10" if type == "home" else "02")
    patients = table("patients", "patient_id", "mrn", "first_name", "last_name")
    patients["patient_name"] = patients.pop("first_name") + " " + patients.pop("last_name")
    assigned = table("rendering_assignments", "authorization_number", "practitioner_id").merge(practitioners).rename(
        columns={"practitioner_id": "assigned", "practitioner_name": "assigned_name", "npi": "assigned_npi"})
    return ((insured, ["case_id"]), (benefits, by_service), (locations, ["location_id"]), (patients, ["patient_id"]),
            (practitioners, ["practitioner_id"]), (qualified, [*by_service, "held"]),
            (assigned.drop(columns="held"), ["authorization_number"]))


def charges(options):
    """One row a session that is not cancelled, with all that the outputs need."""
    rows = sessions(options)
    for table, key in known(options.reference):
        rows = rows.merge(table, on=key, how="left")
    rows["day"], rows["last"] = rows["start"].str[:10], rows["end"].str[:10]
    start, end = (pd.to_datetime(rows[name], format="%Y-%m-%dT%H:%M") for name in ("start", "end"))
    minutes = rows["minutes"] = (end - start).dt.total_seconds().astype("int64") // 60
    by_length = (minutes + rows["per_unit"] - 1) // rows["per_unit"]
    rows["units"] = by_length.where(~rows["by_15"], (2 * minutes + 15) // 30)
    rows["place"] = rows["here"].where(~rows["telecare"], rows["remote"])
    own = rows["qualified"].notna()
    for name, mine, theirs in (("rendering", "practitioner_id", "assigned"), ("rendering_npi", "npi", "assigned_npi"),
                               ("rendering_name", "practitioner_name", "assigned_name")):
        rows[name] = rows[mine].where(own, rows[theirs]).fillna("")
    return rows


def write_export(charge, out):
    start, end = (charge[name].str.replace("T", " ") for name in ("start", "end"))
    cells = (
        charge["patient_name"] + " " + charge["procedure_code"] + " " + start, charge["modifiers"], charge["place"],
        charge["type"], charge["telecare"].map({True: "Yes", False: "No"}), charge["business_unit_id"],
        charge["units"], charge["patient_name"], charge["mrn"], charge["practitioner_name"], charge["held"], start, end,
        charge["minutes"], charge["unit_type"], charge["procedure_code"], charge["authorization_number"],
        charge["rendering_name"], charge["rendering_npi"])
    pd.DataFrame(dict(zip(EXPORT_COLUMNS, cells))).to_csv(out / "billing-export.csv", index=False)


def write_duplicates(charge, out):
    key = ["patient_id", "day", "service_code"]
    submitted = charge["status"] == "submitted"
    both = charge[submitted][key].drop_duplicates().merge(charge[~submitted][key].drop_duplicates(), on=key)
    role = submitted.map({True: "Billable", False: "Awaiting submission"})
    rows = charge[["session_id", *key]].assign(Role=role).merge(both, on=key)
    names = {"session_id": "Session ID", "patient_id": "Patient", "day": "Date of Service",
             "service_code": "Service Code"}
    rows[["Role", "session_id", *key]].rename(columns=names).to_csv(out / "duplicates.csv", index=False)


def write_claims(charge, out):
    key = ["patient_id", "day", "service_code", "place"]
    submitted = charge["status"] == "submitted"
    waiting = charge[~submitted][key].drop_duplicates()
    billed = charge[submitted].merge(waiting, on=key, how="left", indicator=True)
    billed = billed[billed["_merge"] == "left_only"]
    who = ["patient_id", "authorization_number", "rendering", "place", "location_id", "case_id", "business_unit_id"]
    what = ["day", "procedure_code", "modifiers", "last"]
    lines = billed.groupby(who + what, sort=True)["units"].agg(["sum", "size"]).reset_index()
    columns = [lines[name].tolist() for name in (*who, *what, "sum", "size")]
    with open(out / "claims.ndjson", "w", encoding="utf-8") as file:
        for claim, held in groupby(zip(*columns), key=lambda line: line[:7]):
            held = [line[7:] for line in held]
            for part in range(0, len(held), LINES_PER_CLAIM):
                file.write(claim_text(claim, held[part:part + LINES_PER_CLAIM]) + "\n")


def claim_text(claim, lines):
    names = ("patient", "authorization", "rendering", "place", "facility", "coverage", "business_unit")
    inner = ("start", "procedure", "modifiers", "end", "units", "sessions")
    held = dict(zip(names, claim)) | {"units": sum(line[4] for line in lines),
                                      "lines": [dict(zip(inner, line)) for line in lines]}
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def main():
    options = arguments(__doc__)
    charge = charges(options)
    write_export(charge, options.out)
    write_duplicates(charge, options.out)
    write_claims(charge, options.out)


main()
