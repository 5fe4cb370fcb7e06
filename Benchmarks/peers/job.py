"""What the peers share: their arguments, and the words of the contract that they write.

The job: sessions and reference tables in; out come billing-export.csv (every charge item, 19 columns),
duplicates.csv (each session of each group, with its role) and claims.ndjson (claims with their lines). Rows may
stand in any order. The peers leave out what claimpipe does beside: validation, findings, fees, requirements of plans,
dates of validity, time zones, checks of the input, check sums, flushing to disk; the generated practice is such that
this changes no unit, provider, duplicate or claim line.
"""

import argparse
import pathlib

SESSION_COLUMNS = (
    "session_id status patient_id practitioner_id case_id business_unit_id location_id telecare start end "
    "service_code authorization_number modifiers notes").split()
EXPORT_COLUMNS = (
    "Charge Item Name,Modifiers,Place of Service,Location Type,Telecare,Business Unit,Billable Units,"
    "Patient First and Last Name,Patient MRN,Practitioner First and Last Name,Practitioner Qualification,"
    "Start Date and Time,End Date and Time,Duration,Billing Unit Type,Procedure Code,Authorization #,"
    "Rendering Provider,Rendering Provider NPI").split(",")
#: Place of service by location type, in person; by telecare it is 10 at home and 02 elsewhere (POS-3).
PLACES = {"home": "12", "office": "11", "school": "03", "other": "99"}
LINES_PER_CLAIM = 50


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("sessions", type=pathlib.Path, help="sessions.csv, .ndjson, .json or .xml")
    parser.add_argument("reference", type=pathlib.Path, help="the folder of the reference tables")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    options.format = options.sessions.suffix[1:]
    return options
