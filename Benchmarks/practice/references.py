"""The reference tables of a practice, as the contract's records: one CSV file each.

Every session finds all it names, most claims pass validation, and every range of dates holds the sessions' days.
"""

import csv

from .draws import Draws
from .people import LOCATIONS, PAYERS, PLANS, PRACTITIONERS, location_id, patient_id, plan_id, practitioner_id
from .vocabulary import BUSINESS_UNITS, FIRST_NAMES, LAST_NAMES, SERVICES, STREETS

BEGAN = "2020-01-01"


def write_references(practice, seed, folder):
    """Writes every table into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {**_places(practice), **_payers(seed), **_providers(practice, seed), **_patients(practice, seed)}
    for name, (columns, rows) in tables.items():
        with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns.split())
            writer.writerows(rows)


def national_provider_id(number):
    """A made-up NPI whose check digit (Luhn, over 80840 and the number) is right."""
    base = f"{100000000 + number * 37:09d}"
    total = 24  # what the prefix 80840 adds
    for place, digit in enumerate(map(int, reversed(base))):
        doubled = digit * 2 if place % 2 == 0 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return base + str(-total % 10)


def _address(number):
    street = STREETS[number % len(STREETS)]
    return f"{1 + number % 900} {street} Street", "Springfield", "IL", f"627{number % 100:02d}{1000 + number % 9000}"


def _payer_of(plan):
    return f"PAYER{plan % PAYERS:03d}"


def _places(practice):
    return {
        "locations": (
            "location_id type name address_line1 city state zip",
            ([location_id(n), practice.location_types[n], f"Room {n}, Floor {n % 4}", *_address(n)]
             for n in range(LOCATIONS))),
        "business_units": (
            "business_unit_id name npi tax_id taxonomy_code address_line1 city state zip phone contact_name",
            ([name, name, national_provider_id(900 + n), f"12345678{n}", "261QM0801X", *_address(n), "2175550100",
              "Billing Office"] for n, name in enumerate(BUSINESS_UNITS))),
    }


def _payers(seed):
    draws = Draws(seed, "payers")
    rules = ("commercial", "commercial", "ama", "not_specified")
    benefits = [(plan_id(plan), service, procedure, draws.one((15, 15, 15, 30, 60)), wanted)
                for plan in range(PLANS) for service, procedure, wanted in SERVICES]
    return {
        "payers": (
            "payer_id name medicare billing_rule electronic_payer_id",
            ([f"PAYER{n:03d}", f"Payer {n}", "yes" if n % 8 == 0 else "no", draws.one(rules), f"E{n:04d}"]
             for n in range(PAYERS))),
        "plans": ("plan_id payer_id name", ([plan_id(n), _payer_of(n), f"Plan {n}"] for n in range(PLANS))),
        "plan_benefits": (
            "plan_id service_code procedure_code time_per_unit unit_type",
            ([plan, service, procedure, minutes, f"{minutes} min" if number % 3 else ""]
             for number, (plan, service, procedure, minutes, _) in enumerate(benefits))),
        "benefit_qualifications": (
            "plan_id service_code any_of",
            ([plan, service, "|".join(wanted)] for number, (plan, service, _, _, wanted) in enumerate(benefits)
             if number % 11)),
        "fee_schedules": (
            "plan_id procedure_code modifiers billing_amount start_date",
            ([plan_id(plan), procedure, modifiers, f"{20 + (number * 7 + plan) % 60}.{number % 4 * 25:02d}", BEGAN]
             for plan in range(PLANS) for number, (_, procedure, _) in enumerate(SERVICES)
             for modifiers in ("", "HN", "95"))),
    }


def _providers(practice, seed):
    draws = Draws(seed, "providers")
    return {
        "practitioners": (
            "practitioner_id first_name last_name npi taxonomy_code",
            ([practitioner_id(n), draws.one(FIRST_NAMES), draws.one(LAST_NAMES), national_provider_id(n), "103K00000X"]
             for n in range(PRACTITIONERS))),
        "practitioner_qualifications": (
            "practitioner_id qualification start_date",
            ([practitioner_id(n), held, BEGAN] for n in range(PRACTITIONERS) for held in practice.held[n])),
        "authorizations": (
            "authorization_number patient_id coverage_id status start_date end_date",
            ([number, patient_id(case.patient), case.id, "active", BEGAN, ""]
             for case in practice.cases for number, _ in case.authorizations)),
        "rendering_assignments": (
            "authorization_number practitioner_id start_date end_date",
            ([number, practitioner_id(who), BEGAN, ""]
             for case in practice.cases for number, who in case.authorizations)),
    }


def _patients(practice, seed):
    draws = Draws(seed, "patients")
    return {
        "patients": (
            "patient_id mrn first_name last_name date_of_birth gender address_line1 city state zip",
            ([patient_id(n), f"MRN{500_000 + 3 * n}", draws.one(FIRST_NAMES), draws.one(LAST_NAMES),
              f"{2005 + n % 15}-{1 + n % 12:02d}-{1 + n % 28:02d}", "FM"[n % 2], *_address(n)]
             for n in range(practice.patients))),
        "cases": (
            "case_id patient_id billing_rule",
            ([case.id, patient_id(case.patient), case.rule] for case in practice.cases)),
        "coverages": (
            "coverage_id patient_id plan_id level member_id case_id start_date relationship",
            ([case.id, patient_id(case.patient), plan_id(case.plan), "primary", f"M{case.id}", case.id, BEGAN, "self"]
             for case in practice.cases)),
        "diagnoses": (
            "patient_id code rank start_date",
            ([patient_id(n), "F84.0", 1, BEGAN] for n in range(practice.patients))),
        "referring_providers": (
            "patient_id first_name last_name npi start_date",
            ([patient_id(n), "Rae", "Referrer", national_provider_id(700 + n % 50), BEGAN]
             for n in range(practice.patients))),
    }
