"""Who and what a practice consists of, as far as its sessions name it."""

from dataclasses import dataclass, field

from .draws import Draws
from .vocabulary import HELD, LOCATION_TYPES, SERVICES

PAYERS, PLANS, PRACTITIONERS, LOCATIONS = 40, 60, 500, 1_000


@dataclass(frozen=True)
class Case:
    id: str
    patient: int
    plan: int
    #: Authorization numbers, each with the practitioner who renders under it.
    authorizations: tuple[tuple[str, int], ...]
    rule: str


@dataclass
class Practice:
    patients: int
    cases: list[Case] = field(default_factory=list)
    #: Per patient, the cases' places in `cases`.
    cases_of: list[tuple[int, ...]] = field(default_factory=list)
    #: Per practitioner, what they hold.
    held: list[tuple[str, ...]] = field(default_factory=list)
    location_types: list[str] = field(default_factory=list)


def patient_id(number):
    return f"P{number:07d}"


def practitioner_id(number):
    return f"PR{number:04d}"


def location_id(number):
    return f"L{number:04d}"


def plan_id(number):
    return f"PLAN{number:03d}"


def make_practice(patients, seed):
    """The people, cases and places of a practice of so many patients."""
    draws = Draws(seed, "people")
    practice = Practice(patients)
    practice.held = [draws.one(HELD) for _ in range(PRACTITIONERS)]
    practice.location_types = [draws.one(LOCATION_TYPES) for _ in range(LOCATIONS)]
    supervisors = [number for number, held in enumerate(practice.held) if "BCBA" in held]
    for patient in range(patients):
        places = []
        for _ in range(2 if draws.chance(0.3) else 1):
            places.append(len(practice.cases))
            practice.cases.append(_case(draws, len(practice.cases), patient, supervisors))
        practice.cases_of.append(tuple(places))
    return practice


def _case(draws, number, patient, supervisors):
    count = 2 if draws.chance(0.4) else 1
    authorizations = tuple(
        (f"A{number:07d}-{part}", draws.one(supervisors)) for part in range(1, count + 1))
    rule = draws.one(("commercial", "ama")) if draws.chance(0.1) else "not_specified"
    return Case(f"C{number:07d}", patient, draws.below(PLANS), authorizations, rule)


def services():
    """The services' codes, in their order."""
    return [service for service, _, _ in SERVICES]
