"""The main job in Polars: one lazy join, collected once, then an output from each of three queries."""

import os
from functools import reduce

from job import EXPORT_COLUMNS, LINES_PER_CLAIM, PLACES, SESSION_COLUMNS, arguments

OPTIONS = arguments(__doc__)
os.environ["POLARS_MAX_THREADS"] = str(OPTIONS.threads)

import polars as pl  # noqa: E402 (reads the number of threads as it is imported)
from polars import col, lit  # noqa: E402


def table(name):
    return pl.read_csv(OPTIONS.reference / f"{name}.csv", infer_schema=False).lazy()


def sessions():
    schema = {name: pl.Boolean if name == "telecare" else pl.String for name in SESSION_COLUMNS}
    if OPTIONS.format == "csv":
        # Columns beyond the job's are never parsed.
        return pl.scan_csv(OPTIONS.sessions, schema_overrides=schema, infer_schema=False).select(SESSION_COLUMNS)
    if OPTIONS.format == "ndjson":
        return pl.scan_ndjson(OPTIONS.sessions, schema=schema)
    return pl.read_json(OPTIONS.sessions, schema=schema).lazy()


def full_name(first="first_name", last="last_name"):
    return col(first) + " " + col(last)


def known():
    """What sessions are joined with: (table, its keys), in order."""
    held = table("practitioner_qualifications").group_by("practitioner_id").agg(
        held=col("qualification").sort().str.join(", "))
    practitioners = table("practitioners").join(held, on="practitioner_id").select(
        "practitioner_id", "npi", "held", practitioner_name=full_name())
    wanted = table("benefit_qualifications").select(
        "plan_id", "service_code", one=col("any_of").str.split("|")).explode("one")
    kinds = held.select("held").unique()
    by_one = kinds.with_columns(one=col("held").str.split(", ")).explode("one")
    benefits = table("plan_benefits")
    free = benefits.join(wanted, on=["plan_id", "service_code"], how="anti").join(kinds, how="cross")
    qualified = pl.concat([
        wanted.join(by_one, on="one").select("plan_id", "service_code", "held").unique(),
        free.select("plan_id", "service_code", "held")]).with_columns(qualified=lit(True))
    rule = pl.when(col("billing_rule") != "not_specified").then(col("billing_rule")).when(
        col("medicare") == "yes").then(lit("medicare")).otherwise(col("payer_rule"))
    insured = (
        table("cases").join(table("coverages").select("case_id", "plan_id"), on="case_id")
        .join(table("plans"), on="plan_id")
        .join(table("payers").select("payer_id", "medicare", payer_rule="billing_rule"), on="payer_id")
        .select("case_id", "plan_id", by_15=rule.is_in(["ama", "medicare"])))
    locations = table("locations").select(
        "location_id", "type", here=col("type").replace_strict(PLACES),
        remote=pl.when(col("type") == "home").then(lit("10")).otherwise(lit("02")))
    assigned = table("rendering_assignments").join(practitioners, on="practitioner_id").select(
        "authorization_number", assigned="practitioner_id", assigned_name="practitioner_name", assigned_npi="npi")
    patients = table("patients").select("patient_id", "mrn", patient_name=full_name())
    benefits = benefits.select(
        "plan_id", "service_code", "procedure_code", per_unit=col("time_per_unit").cast(pl.Int32),
        unit_type=col("unit_type").replace("", None).fill_null(col("time_per_unit") + " minutes"))
    by_service = ["plan_id", "service_code"]
    return (
        (insured, ["case_id"], "inner"), (benefits, by_service, "inner"), (locations, ["location_id"], "inner"),
        (patients, ["patient_id"], "inner"), (practitioners, ["practitioner_id"], "inner"),
        (qualified, [*by_service, "held"], "left"), (assigned, ["authorization_number"], "left"))


def number(column, place):
    return col(column).str.slice(place, 2).cast(pl.Int32)


def charges():
    """One row a session that is not cancelled, with all that the outputs need."""
    day, last = col("start").str.slice(0, 10), col("end").str.slice(0, 10)
    nights = (last.str.to_date() - day.str.to_date()).dt.total_days().cast(pl.Int32)
    minutes = (number("end", 11) - number("start", 11)) * 60 + number("end", 14) - number("start", 14) + 1440 * nights
    rows = sessions().drop("notes").filter(col("status") != "cancelled").with_columns(
        col("authorization_number").fill_null(""), col("modifiers").fill_null(""))
    # The small tables first: left to one plan, they are made several times over.
    tables = [(table.collect().lazy(), key, how) for table, key, how in known()]
    # Joins that keep the order take more processor time at a million sessions, but 300 MiB less at ten thousand.
    order = "left" if OPTIONS.sessions.stat().st_size < 20_000_000 else "none"
    joined = reduce(
        lambda left, right: left.join(right[0], on=right[1], how=right[2], maintain_order=order), tables, rows)

    def rendered(own, assigned):
        return pl.when(col("qualified")).then(col(own)).otherwise(col(assigned).fill_null(""))

    return joined.with_columns(
        day=day, last=last, minutes=minutes,
        place=pl.when(col("telecare")).then(col("remote")).otherwise(col("here")),
        rendering=rendered("practitioner_id", "assigned"), rendering_npi=rendered("npi", "assigned_npi"),
        rendering_name=rendered("practitioner_name", "assigned_name"),
    ).with_columns(
        units=pl.when(col("by_15")).then((2 * col("minutes") + 15) // 30)
        .otherwise((col("minutes") + col("per_unit") - 1) // col("per_unit")),
    ).drop("qualified", "assigned", "assigned_name", "assigned_npi", "here", "remote", "npi").collect()


def write_export(charge):
    start, end = (col(name).str.slice(0, 10) + " " + col(name).str.slice(11) for name in ("start", "end"))
    cells = (
        col("patient_name") + " " + col("procedure_code") + " " + start, col("modifiers"), col("place"), col("type"),
        pl.when(col("telecare")).then(lit("Yes")).otherwise(lit("No")), col("business_unit_id"), col("units"),
        col("patient_name"), col("mrn"), col("practitioner_name"), col("held"), start, end, col("minutes"),
        col("unit_type"), col("procedure_code"), col("authorization_number"), col("rendering_name"),
        col("rendering_npi"))
    named = [cell.alias(name) for name, cell in zip(EXPORT_COLUMNS, cells)]
    charge.lazy().select(named).collect().write_csv(OPTIONS.out / "billing-export.csv")


def write_duplicates(charge):
    key = ["patient_id", "day", "service_code"]
    is_submitted = col("status") == "submitted"
    groups = charge.lazy().group_by(key).agg(both=is_submitted.any() & (~is_submitted).any()).filter("both")
    role = pl.when(is_submitted).then(lit("Billable")).otherwise(lit("Awaiting submission"))
    charge.lazy().join(groups, on=key, how="semi").select(
        role.alias("Role"), col("session_id").alias("Session ID"), col("patient_id").alias("Patient"),
        col("day").alias("Date of Service"), col("service_code").alias("Service Code"),
    ).collect().write_csv(OPTIONS.out / "duplicates.csv")


def write_claims(charge):
    key = ["patient_id", "day", "service_code", "place"]
    who = ["patient", "authorization", "rendering", "place", "facility", "coverage", "business_unit"]
    what = ["start", "procedure", "modifiers", "end"]
    waiting = charge.lazy().filter(col("status") != "submitted").select(key)
    claims = (
        charge.lazy().filter(col("status") == "submitted").join(waiting, on=key, how="anti")
        .select("rendering", "place", "modifiers", "units", patient="patient_id", authorization="authorization_number",
                facility="location_id", coverage="case_id", business_unit="business_unit_id", start="day", end="last",
                procedure="procedure_code")
        .group_by(who + what).agg(col("units").sum(), sessions=pl.len())
        .sort(what)
        .group_by(who).agg(total=col("units").sum(), lines=pl.struct(*what, "units", "sessions"))
        .collect())
    long = claims.filter(col("lines").list.len() > LINES_PER_CLAIM).explode("lines")
    parts = long.with_columns(part=pl.int_range(pl.len()).over(who) // LINES_PER_CLAIM).group_by(
        [*who, "part"], maintain_order=True).agg(total=col("lines").struct.field("units").sum(), lines=col("lines"))
    short = claims.filter(col("lines").list.len() <= LINES_PER_CLAIM)
    pl.concat([short, parts.select(short.columns)]).rename({"total": "units"}).write_ndjson(
        OPTIONS.out / "claims.ndjson")


def main():
    charge = charges()
    write_export(charge)
    write_duplicates(charge)
    write_claims(charge)


main()
