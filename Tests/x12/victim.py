"""A clean claim of its own, made of records that no other claim has, so that a fault planted in one of
them spoils this claim alone."""

import practice

# The records of a victim by short name, and the tables that they stand in.
TABLES = {
    "unit": "business_units", "payer": "payers", "plan": "plans", "benefit": "plan_benefits",
    "needs": "benefit_qualifications", "fee": "fee_schedules", "practitioner": "practitioners",
    "holds": "practitioner_qualifications", "patient": "patients", "coverage": "coverages",
    "location": "locations", "authorization": "authorizations", "diagnosis": "diagnoses",
    "referring": "referring_providers", "session": "sessions",
    # Victims have none; a fault may add one.
    "assignment": "rendering_assignments",
}


def add(made, number):
    """Puts a victim's records into a practice: a child's session at school, under an authorization and
    a plan that asks for a referring provider, a taxonomy code and a qualification. Returns them."""
    npis = (practice.npi(190_000_000 + number * 10 + i) for i in range(4))
    name = f"V{number}"
    place = {"address_line1": f"{number + 1} Victim Street", "city": "Albany", "state": "NY",
             "zip": "12207-1234"}
    records = {
        "unit": {"business_unit_id": f"U-{name}", "name": "Victim Unit", "npi": next(npis),
                 "tax_id": "12-3456789", "taxonomy_code": "261QR0400X", **place,
                 "phone": "(555) 555-0100", "contact_name": "Desk"},
        "payer": {"payer_id": f"PAY-{name}", "name": "Victim Plan", "electronic_payer_id": "VP001"},
        "plan": {"plan_id": f"PL-{name}", "payer_id": f"PAY-{name}", "name": "Plan",
                 "requirements": "referring_provider_required;rendering_taxonomy_required"},
        "benefit": {"plan_id": f"PL-{name}", "service_code": "97153", "procedure_code": "97153",
                    "time_per_unit": "15"},
        "needs": {"plan_id": f"PL-{name}", "service_code": "97153", "any_of": "RBT"},
        "fee": {"plan_id": f"PL-{name}", "procedure_code": "97153", "billing_amount": "12.50"},
        "practitioner": {"practitioner_id": f"PR-{name}", "first_name": "Vera", "last_name": "Victim",
                         "npi": next(npis), "taxonomy_code": "106S00000X"},
        "holds": {"practitioner_id": f"PR-{name}", "qualification": "RBT"},
        "patient": {"patient_id": name, "first_name": "Vic", "last_name": "Victim",
                    "date_of_birth": "2015-05-05", "gender": "F", **place},
        "coverage": {"coverage_id": f"C-{name}", "patient_id": name, "plan_id": f"PL-{name}",
                     "level": "primary", "member_id": f"M{number:06d}", "relationship": "child",
                     **{f"policy_holder_{key}": value for key, value in {
                         "first_name": "Val", "last_name": "Victim", "gender": "M",
                         "date_of_birth": "1980-01-01", **place}.items()}},
        "location": {"location_id": f"L-{name}", "type": "school", "name": "Victim School",
                     "npi": next(npis), **place, "address_line1": "9 School Road"},
        "authorization": {"authorization_number": f"A-{name}", "patient_id": name,
                          "coverage_id": f"C-{name}"},
        "diagnosis": {"patient_id": name, "code": "F84.0", "rank": "1"},
        "referring": {"patient_id": name, "first_name": "Ref", "last_name": "Victim",
                      "npi": next(npis)},
        "session": {"session_id": f"S-{name}", "status": "submitted", "patient_id": name,
                    "practitioner_id": f"PR-{name}", "service_code": "97153",
                    "start": "2026-01-12T09:00", "end": "2026-01-12T10:00",
                    "business_unit_id": f"U-{name}", "location_id": f"L-{name}",
                    "authorization_number": f"A-{name}"},
    }
    for key, record in records.items():
        made.tables[TABLES[key]].append(record)
    return records
