"""What can be wrong with one claim's records, and the codes that say so.

    faults(options) gives (codes, changes) for each single fault: `codes` of a space between them, all that
    the Draft claim has; `changes` of a victim's records (victim.py): "record.field": value; "record":
    None takes the record out; "+record": fields adds one like it with those.
    odd(options) gives changes that look odd and are right: the claim stays in the batch.
"""

ADDRESS = ["address_line1", "city", "state", "zip"]
NPIS = ["", "1234567890", "3456789012", "123456789", "12345678934", "12345678x3"]
UNIT = "billing_provider.name billing_provider.npi billing_provider.tax_id billing_provider.address"
PATIENT = ("patient.date_of_birth patient.gender patient.address_line1 patient.city patient.state "
           "patient.zip")
RENDERING = ("rendering_provider.missing rendering_provider.npi rendering_provider.taxonomy_code "
             "rendering_provider.qualifications")
COVERAGE = ("policy_holder.coverage policy_holder.member_id payer.electronic_payer_id "
            "service_lines.fee")
AMOUNT = "x12.service_lines.amount x12.total_billed"

# Codes, and a record's field with its wrong values.
VALUES = [
    ("patient.date_of_birth", "patient.date_of_birth", [""]),
    ("patient.gender", "patient.gender", [""]),
    ("patient.address_line1", "patient.address_line1", ["", "  "]),
    ("patient.city", "patient.city", [""]),
    ("patient.state", "patient.state", ["", "New York", "N", "N1", "N.Y."]),
    ("patient.zip", "patient.zip", ["", "1220", "12207-12", "122071", "1220A", "12207 1234", "K1A 0B1"]),
    ("diagnosis.form", "diagnosis.code", ["84.0", "f84.0", "F84.", "299.00", "F8", "F84.00000", "F84 0"]),
    ("diagnosis.missing", "diagnosis.start_date", ["2026-01-13"]),
    ("diagnosis.missing", "diagnosis.end_date", ["2026-01-11"]),
    ("policy_holder.member_id", "coverage.member_id", [""]),
    ("policy_holder.date_of_birth", "coverage.policy_holder_date_of_birth", [""]),
    ("policy_holder.gender", "coverage.policy_holder_gender", [""]),
    ("policy_holder.name", "coverage.policy_holder_first_name", [""]),
    ("policy_holder.name", "coverage.policy_holder_last_name", [""]),
    *[("policy_holder.address", f"coverage.policy_holder_{key}", [""]) for key in ADDRESS],
    (COVERAGE, "coverage.start_date", ["2026-01-13"]),
    (COVERAGE, "coverage.end_date", ["2026-01-11"]),
    ("rendering_provider.npi", "practitioner.npi", NPIS),
    ("rendering_provider.taxonomy_code", "practitioner.taxonomy_code", [""]),
    (RENDERING, "holds.end_date", ["2026-01-11"]),
    (RENDERING, "session.practitioner_id", ["NOBODY"]),
    ("referring_provider.npi", "referring.npi", NPIS),
    ("referring_provider.missing", "referring.start_date", ["2026-01-13"]),
    ("payer.electronic_payer_id", "payer.electronic_payer_id", [""]),
    ("billing_provider.npi", "unit.npi", NPIS),
    ("billing_provider.tax_id", "unit.tax_id", ["", "12345678", "1234567890", "123-45-6789", "12345678A"]),
    *[("billing_provider.address", f"unit.{key}", [""]) for key in ADDRESS],
    (UNIT, "session.business_unit_id", ["", "NOWHERE"]),
    ("service_lines.fee", "fee.start_date", ["2026-01-13"]),
    ("service_lines.fee", "fee.end_date", ["2026-01-11"]),
    ("service_lines.fee", "fee.modifiers", ["HM"]),
    ("service_lines.procedure_code service_lines.fee", "benefit.procedure_code",
     ["9715", "971533", "ABCDE", "97 53", "9715a"]),
    ("service_lines.modifiers", "session.modifiers", ["H", "HMO", "hm", "H-", "H%", "HM:x"]),
    ("service_lines.too_many_modifiers", "session.modifiers", ["HM:HN:HO:76:77", "HM;HN;HO;76;77;95"]),
    ("service_lines.place_of_service", "session.location_id", ["", "NOWHERE"]),
    ("x12.place_of_service", "session.place_of_service", ["0", "98", "ZZ", "111", "école", "*"]),
    ("x12.patient.state", "patient.state", ["ZZ", "xx"]),
    ("x12.patient.date_of_birth", "patient.date_of_birth", ["1799-12-31", "0001-01-01"]),
    ("x12.service_lines.before_birth", "patient.date_of_birth", ["2026-01-13", "2051-05-05"]),
    ("x12.billing_provider.state", "unit.state", ["ZZ", "New York", "N"]),
    ("x12.billing_provider.zip", "unit.zip", ["12207", "1220", "122071", "12207-12", "12207-12345"]),
    ("x12.billing_provider.taxonomy_code", "unit.taxonomy_code",
     ["261QR0400", "261QR04000", "261QR0400XX", "261-R0400X"]),
    *[("x12.billing_provider.po_box", f"unit.{line}", ["PO Box 12", "P.O. Box 12", "p o box 12",
                                                       "Post Office Box 1", "POB 12", "1 Elm St., PO BOX 3"])
      for line in ["address_line1", "address_line2"]],
    ("x12.rendering_provider.taxonomy_code", "practitioner.taxonomy_code",
     ["106S00000", "106S000000", "106S00000XX", "106 00000X"]),
    ("x12.facility.name", "location.name", [""]),
    ("x12.facility.state", "location.state", ["ZZ", "New York"]),
    ("x12.facility.zip", "location.zip", ["12207", "1220", "12207-12"]),
    ("x12.facility.npi", "location.npi", NPIS[1:]),
    (AMOUNT, "fee.billing_amount", ["25000000.00"]),
]

# Codes and changes of more than one field.
CHANGES = [
    (PATIENT, {"patient": None}),
    ("diagnosis.missing", {"diagnosis": None}),
    (COVERAGE, {"coverage": None}),
    (RENDERING, {"practitioner": None}),
    (RENDERING, {"holds": None}),
    ("rendering_provider.qualifications",
     {"holds": None, "+assignment": {"authorization_number": "A-{victim}", "practitioner_id": "PR-{victim}"}}),
    ("referring_provider.missing", {"referring": None}),
    (UNIT, {"unit": None}),
    ("payer.electronic_payer_id", {"payer": None}),
    ("service_lines.fee", {"fee": None}),
    ("service_lines.place_of_service", {"location": None}),
    # One session of two has no fee, no diagnosis: the claim is Draft whole.
    ("service_lines.fee", {"fee.end_date": "2026-01-12", "+session": {
        "session_id": "{victim}-2", "start": "2026-01-13T09:00", "end": "2026-01-13T10:00"}}),
    ("diagnosis.missing", {"diagnosis.end_date": "2026-01-12", "+session": {
        "session_id": "{victim}-2", "start": "2026-01-13T09:00", "end": "2026-01-13T10:00"}}),
    ("service_lines.units", {"session.end": "2026-01-12T09:00", "session.charge_status": "ready_to_bill"}),
    ("x12.service_lines.future_date",
     {"session.start": "2026-02-02T09:00", "session.end": "2026-02-02T10:00"}),
    ("x12.service_lines.future_date",
     {"session.start": "2026-02-01T23:00", "session.end": "2026-02-02T01:00"}),
    ("x12.total_billed", {"fee.billing_amount": "12500000.01", "+session": {
        "session_id": "{victim}-2", "start": "2026-01-13T09:00", "end": "2026-01-13T10:00"}}),
    ("x12.medicare_secondary", {"payer.medicare": "yes", "coverage.level": "secondary"}),
    ("x12.service_lines.diagnosis", {
        "diagnosis.end_date": "2026-01-12",
        "+session": {"session_id": "{victim}-2", "start": "2026-01-13T09:00", "end": "2026-01-13T10:00"},
        **{f"+diagnosis {rank}": {"code": f"F84.{rank}", "rank": str(rank)} for rank in range(2, 13)},
        "+diagnosis 13": {"code": "F90.1", "rank": "13", "start_date": "2026-01-13", "end_date": ""}}),
    # Records that are rejected on the way in count as missing.
    (PATIENT, {"patient.date_of_birth": "2015-13-40"}),
    (PATIENT, {"patient.gender": "X"}),
    (PATIENT, {"patient.first_name": ""}),
    (PATIENT, {"patient.last_name": ""}),
    (RENDERING, {"practitioner.last_name": ""}),
    ("referring_provider.missing", {"referring.first_name": ""}),
    ("payer.electronic_payer_id", {"payer.name": ""}),
    (UNIT, {"unit.name": ""}),
    (COVERAGE, {"coverage.level": "tertiary"}),
    (COVERAGE, {"coverage.relationship": "cousin"}),
    ("service_lines.fee", {"fee.billing_amount": "12.505"}),
    ("service_lines.fee", {"fee.billing_amount": ""}),
    ("service_lines.fee", {"fee.billing_amount": "-0.01"}),
    ("diagnosis.missing", {"diagnosis.code": ""}),
]

# Never a claim, so neither Ready to Submit nor Draft.
NO_CLAIM = [
    {"session.status": "scheduled"}, {"session.status": "cancelled"}, {"session.status": "in_progress"},
    {"session.end": "2026-01-12T08:59"}, {"session.end": "2026-01-13T09:01"}, {"session.start": "soon"},
    {"session.end": "2026-01-12T09:00"}, {"session.patient_id": ""}, {"session": None},
]

# Codes, and texts with the least and most characters that X12 takes.
TEXTS = [
    ("x12.patient.text", [("patient.first_name", 1, 35), ("patient.last_name", 1, 60),
                          ("patient.address_line1", 1, 55), ("patient.address_line2", 1, 55),
                          ("patient.city", 2, 30)]),
    ("x12.policy_holder.text", [("coverage.policy_holder_first_name", 1, 35),
                                ("coverage.policy_holder_last_name", 1, 60),
                                ("coverage.member_id", 2, 80)]),
    ("x12.payer.text", [("payer.name", 1, 60), ("payer.electronic_payer_id", 2, 80)]),
    ("x12.billing_provider.text", [("unit.name", 1, 60), ("unit.address_line1", 1, 55),
                                   ("unit.address_line2", 1, 55), ("unit.city", 2, 30),
                                   ("unit.contact_name", 1, 60)]),
    ("x12.rendering_provider.text", [("practitioner.first_name", 1, 35), ("practitioner.last_name", 1, 60)]),
    ("x12.referring_provider.text", [("referring.first_name", 1, 35), ("referring.last_name", 1, 60)]),
    ("x12.facility.text", [("location.name", 1, 60), ("location.address_line1", 1, 55),
                           ("location.address_line2", 1, 55), ("location.city", 2, 30)]),
    ("x12.authorization_number", [("session.authorization_number", 1, 50)]),
]

# Other scripts, emoji, zero-width, right to left, a mark without its letter, controls.
STRANGE = ["Li 李", "A😀", "A\u200bB", "\u202eA", "1\u0301", "A\x07B", "A\0B", "A\x7fB", "\uffffA", "Ə", "€5"]


def separators(options):
    return [options.get(f"{name}_separator", default) for name, default in
            [("element", "*"), ("component", ":"), ("repetition", "^")]
            ] + [options.get("segment_terminator", "~")]


def faults(options):
    found = [(codes, {field: value}) for codes, field, values in VALUES for value in values]
    found += CHANGES
    found += [("", changes) for changes in NO_CLAIM]
    for code, fields in TEXTS:
        for field, least, most in fields:
            odd = STRANGE + [f"A{mark}B" for mark in separators(options)]
            odd += [f"{mark}A" for mark in separators(options) if mark > " "]
            odd += ["A" * (most + 1), "ß" * (most // 2 + 1), "A" * 100_000]
            odd += ["A"] if least == 2 else []
            odd += ["A#1", "A_B", "A@B"] if options["character_set"] == "basic" else []
            found += [(f"{code} {controls(value)}".strip(), {field: value}) for value in odd]
    return found


def controls(text):
    """The code of the batch in XML, where the text has what that can't carry."""
    has = any(c < " " and c not in "\t\n\r" or c in "\ufffe\uffff" for c in text)
    return "xml.characters" if has else ""


def odd(options):
    """Values that look odd and are right."""
    texts = ["O'Neil-Smith, Jr.", "St. John", "Íñigo Łóßø", "Ng", "A\u0301 B", "“Q” – …", "Q\tR", "Q\nR",
             "(A) & B; C/D + 1 = 2? \"!\""]
    if options["character_set"] == "extended":
        texts += ["a_b#c@d", "50% [x] {y} \\"]
    found = [{field: value} for _, fields in TEXTS for field, least, most in fields
             for value in [*texts, "A" * most, "é" * most, "A" * least]
             if not any(mark in value for mark in separators(options))]
    for unit in ["unit", "location", "patient", "coverage"]:
        prefix = "policy_holder_" if unit == "coverage" else ""
        found += [{f"{unit}.{prefix}zip": "122071234"}, {f"{unit}.{prefix}state": "ny"},
                  {f"{unit}.{prefix}state": "PR"}]
    found += [{"patient.zip": "12207"}, {"patient.zip": "00501"}, {"unit.tax_id": "123456789"},
              {"unit.tax_id": "000000000"}, {"unit.taxonomy_code": ""}, {"unit.contact_name": ""},
              {"unit.taxonomy_code": "261qr0400x"}, {"location.npi": ""},
              {"unit.address_line1": "12 Pobox Lane"}, {"unit.address_line1": "1 Box Street"}]
    found += [{"unit.phone": phone} for phone in ["", "555", "none", "+1 (555) 555-0100", "5555550100",
                                                  "555-555-0100 x12", "+44 20 7946 0000", "李"]]
    found += [{"fee.billing_amount": amount} for amount in
              ["0.01", ".5", "0", "0.00", "7", "7.5", "$1,234.50", "24999999.99", "007.10"]]
    found += [{"session.modifiers": value} for value in ["HM", "HM:HN:HO:76", "95|GT", "1A"]]
    found += [{"session.place_of_service": value} for value in ["2", "10", "02", "99", "3", "01"]]
    found += [{"diagnosis.code": value} for value in ["F840", "F84", "S72.001A", "Z00.00", "U07.1"]]
    found += [{"benefit.procedure_code": value, "fee.procedure_code": value}
              for value in ["0373T", "H2014", "T1023", "99999", "0362T"]]
    found += [{"coverage.relationship": value} for value in ["self", "spouse", "child", "other"]]
    found += [{"coverage.level": "secondary", "coverage.relationship": value} for value in ["self", "child"]]
    found += [{"coverage.relationship": "self", f"coverage.policy_holder_{key}": ""}
              for key in [*ADDRESS, "first_name", "gender", "date_of_birth"]]
    found += [{"plan.requirements": value} for value in [
        "", "time_on_claim_lines", "single_claim_line_per_session", "split_claims_by_modifiers",
        "do_not_split_by_place_of_service", "pos_02_telehealth", "modifier:HM|time_on_claim_lines"]]
    found += [{"session.telecare": "yes", "location.type": value} for value in
              ["home", "office", "school", "other"]]
    found += [{"location.type": value} for value in ["home", "office", "other"]]
    found += [{"location.type": "office", "location.name": ""}, {"payer.medicare": "yes"},
              {"referring": None, "plan.requirements": ""}, {"session.telecare": "yes", "session.location_id": ""},
              {"practitioner.taxonomy_code": "", "plan.requirements": ""},
              {"session.end": "2026-01-13T08:59"}, {"session.end": "2026-01-13T00:00"},
              {"session.start": "2026-01-12T14:00:00Z", "session.end": "2026-01-12T15:00:59+00:00"},
              {"patient.date_of_birth": "2026-01-12"}, {"patient.date_of_birth": "1800-01-01"},
              {"patient.date_of_birth": "1899-02-28"}, {"location.address_line1": ""},
              {"session.authorization_number": ""}, {"session.authorization_number": "unknown/1-2"}]
    same = {f"location.{key}": f"{{unit.{key}}}" for key in [*ADDRESS, "npi"]}
    found += [same, {"practitioner.npi": "{unit.npi}"}, {"referring.npi": "{practitioner.npi}"},
              {"+session": {"session_id": "{victim}-2", "start": "2026-01-13T09:00", "end": "2026-01-13T10:00",
                            "place_of_service": "12"}, "plan.requirements": "do_not_split_by_place_of_service"}]
    return found
