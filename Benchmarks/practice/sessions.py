"""The sessions of a practice, in pieces that depend on nothing but the seed and their number.

A piece's sessions are random but for two things: sessions that are not submitted yet repeat the patient, day,
service and place of an earlier submitted one now and then (duplicates), and none crosses a change of clocks, so
that programs without time zones come to the same minutes.
"""

from datetime import date, timedelta

from .draws import Draws
from .people import LOCATIONS, PRACTITIONERS, location_id, patient_id, practitioner_id, services
from .vocabulary import BUSINESS_UNITS, MODIFIERS, NOTE_WORDS

PIECE = 20_000
COLUMNS = ("session_id", "status", "patient_id", "practitioner_id", "case_id", "business_unit_id", "location_id",
           "telecare", "start", "end", "service_code", "authorization_number", "modifiers", "notes")
LAST_DAY = date(2026, 6, 30)
NOTES = 2_000
# Of 20: how sessions end up, in the proportions of a practice in the middle of its month.
STATUSES = ("submitted",) * 14 + ("scheduled",) * 3 + ("in_progress",) * 2 + ("cancelled",)


def make_notes(shape, seed):
    """The notes that sessions draw from; every fifth has what is awkward to write: commas, quotes, lines, marks."""
    draws = Draws(seed, "notes")
    awkward = (', said "no more", then sat down', ",\nsecond line", ' <ask & tell> "well done", café – naïve',
               ", then\r\nanother line, with a comma", '"')
    notes = [""]
    for number in range(1, NOTES):
        words = " ".join(draws.one(NOTE_WORDS) for _ in range(draws.between(*shape.note_words)))
        notes.append(words + awkward[number // 5 % len(awkward)] if number % 20 == 0 else words)
    return notes


def make_piece(practice, shape, seed, number, count):
    """`count` sessions, as tuples in the order of COLUMNS; `notes` is the place of a note, `telecare` a bool."""
    draws = Draws(seed, "sessions", number)
    days = [(LAST_DAY - timedelta(days=back)).isoformat() for back in range(shape.days)]
    following = [(LAST_DAY - timedelta(days=back - 1)).isoformat() for back in range(shape.days)]
    codes = services()
    submitted, sessions = [], []
    for place in range(count):
        status = draws.one(STATUSES)
        earlier = None
        if status in ("scheduled", "in_progress") and submitted and draws.chance(0.06):
            earlier = draws.one(submitted[-500:])
        patient, case, location, telecare, service, day = earlier or _what(draws, practice, shape, codes)
        if status == "submitted":
            submitted.append((patient, case, location, telecare, service, day))
        authorization, _ = draws.one(case.authorizations)
        start, end, over_midnight = _times(draws)
        sessions.append((
            f"S{number * PIECE + place + 1:09d}", status, patient_id(patient),
            practitioner_id((patient * 13 + draws.below(4) * 101) % PRACTITIONERS), case.id,
            BUSINESS_UNITS[location % len(BUSINESS_UNITS)], location_id(location), telecare,
            f"{days[day]}T{start}", f"{(following if over_midnight else days)[day]}T{end}", service,
            "" if draws.chance(0.03) else authorization, draws.one(MODIFIERS),
            0 if draws.chance(0.3) else draws.below(NOTES)))
    return sessions


def _what(draws, practice, shape, codes):
    """A patient, one of their cases, a place, whether by telecare, a service, a day."""
    # One patient of a hundred has a fifth of the sessions.
    share = practice.patients // 100 if draws.chance(0.2) else practice.patients
    patient = draws.below(max(1, share))
    case = practice.cases[draws.one(practice.cases_of[patient])]
    location = (patient * 17 + (331 if draws.chance(0.3) else 0)) % LOCATIONS
    service = codes[(patient * 3 + (draws.below(20) if draws.chance(0.7) else draws.below(3))) % len(codes)]
    return patient, case, location, draws.chance(0.12), service, draws.below(shape.days)


def _times(draws):
    """The clock's times of start and end, and whether the end is past midnight (and before two)."""
    if draws.chance(0.005):
        start, minutes = 22 * 60 + 5 * draws.below(24), 60 + draws.below(60)
    else:
        start = 7 * 60 + 5 * draws.below(130)
        minutes = 15 * draws.between(1, 12) if draws.chance(0.7) else draws.between(8, 240)
    # An end at midnight belongs to the day before (DATE-4): none here, since only claimpipe knows.
    end = min(start + minutes, 23 * 60 + 59) if start < 22 * 60 else start + minutes + (start + minutes == 24 * 60)
    return f"{start // 60:02d}:{start % 60:02d}", f"{end // 60 % 24:02d}:{end % 60:02d}", end >= 24 * 60
