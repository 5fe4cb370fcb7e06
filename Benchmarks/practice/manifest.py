"""Manifests for a generated practice: the main job, and jobs that end earlier."""

# The export has every charge item, as the peers' has, not only those that can be billed.
EXPORT = ("{ adapter: billing_export, path: OUT/billing-export.csv, options: "
          "{ statuses: [scheduled, awaiting_submission, new, ready_to_bill, claim_line_created] } }")
DUPLICATES = "{ adapter: duplicates_report, path: OUT/duplicates.csv, options: { format: csv } }"
# A run needs an output; this one stays empty.
NOTHING = "{ adapter: billing_export, path: OUT/nothing.csv, options: { statuses: [on_hold] } }"
REFERENCES = (
    "patients practitioners practitioner_qualifications locations business_units payers plans plan_benefits "
    "benefit_qualifications fee_schedules coverages authorizations rendering_assignments cases diagnoses "
    "referring_providers").split()


def claims(format):
    """The claim batch as json, ndjson, xml or x12."""
    sender = (", sender_id: BENCH, receiver_id: CLEARING, receiver_name: Clearing House, submitter_name: Bench, "
              "contact_name: Billing, contact_phone: '2175550100'" if format == "x12" else "")
    return f"{{ adapter: claim_batch, path: OUT/claims.{format}, options: {{ format: {format}{sender} }} }}"


MAIN_JOB = (EXPORT, claims("ndjson"), DUPLICATES)


def manifest(format, sessions, references, out, outputs=MAIN_JOB, mapping="", ledger="", leave_out=()):
    """The text of a manifest; paths are written as given, `mapping` as the sessions' own."""
    mapped = f", mapping: {{ {mapping} }}" if mapping else ""
    lines = ["version: 1", "pipeline: benchmark", "time_zone: America/Chicago", "inputs:",
             f"  - {{ adapter: {format}, record: sessions, path: {sessions}{mapped} }}"]
    lines += [f"  - {{ adapter: csv, record: {record}, path: {references}/{record}.csv }}"
              for record in REFERENCES if record not in leave_out]
    lines += ["billing: { default_rule: commercial, medicare_totals: flag }",
              "approve: { policy: auto, allow_duplicates: false }", "claims: { generate: true }", "outputs:"]
    lines += [f"  - {output.replace('OUT', str(out))}" for output in outputs]
    lines += [f"rejects: {{ max: 0, quarantine: {out}/quarantine }}", f"report: {out}/run-report.json"]
    if ledger:
        lines.append(f"ledger: {ledger}")
    return "\n".join(lines) + "\n"
