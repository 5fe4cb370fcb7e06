"""Checks 837P files, and that they hold what the same claims say in JSON; knows nothing of the writer.

    check(x12_texts, batch, options) raises Wrong with the first thing that is wrong, else returns how
    many claims the texts hold. `batch` is the JSON batch of the same run; `options` are practice.py's.
"""

import re
import unicodedata
from decimal import Decimal

ISA_WIDTHS = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1]
# NM102 and NM108 by entity.
NAMES = {"41": ("2", "46"), "40": ("2", "46"), "85": ("2", "XX"), "IL": ("1", "MI"),
         "PR": ("2", "PI"), "QC": ("1", ""), "DN": ("1", "XX"), "82": ("1", "XX"), "77": ("2", "XX")}
# What other segments always begin with.
STARTS = {"PRV": [["BI", "PXC"], ["PE", "PXC"]], "DTP": [["472", "D8"], ["472", "RD8"]],
          "DMG": [["D8"]], "NTE": [["ADD"]], "PER": [["IC"]],
          "REF": [["EI"], ["F8"], ["G1"], ["6R"]]}
RELATIONSHIPS = {"spouse": "01", "child": "19", "other": "G8"}


class Wrong(Exception):
    """What is wrong with a file."""


def need(condition, *what):
    if not condition:
        raise Wrong(" ".join(str(part) for part in what))


def folded(text):
    """As the file should have a text, as far as these practices go."""
    special = str.maketrans({"ß": "ss", "Ł": "L", "ł": "l", "ø": "o", "Ø": "O", "“": '"', "”": '"',
                             "‘": "'", "’": "'", "–": "-", "—": "-"})
    plain = unicodedata.normalize("NFKD", (text or "").translate(special))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).upper()
    return re.sub("[\t\r\n]+", " ", plain).strip()


def npi_is_right(npi):
    if len(npi) != 10 or not npi.isdigit() or npi[0] not in "12":
        return False
    total = 24 + sum(sum(divmod(int(d) * (2 if i % 2 == 0 else 1), 10)) for i, d in enumerate(npi))
    return total % 10 == 0


class File:
    """One interchange, split by what its ISA says."""

    def __init__(self, text):
        need(text.isascii(), "a character is not ASCII")
        need(text.startswith("ISA") and len(text) > 106, "no ISA")
        element, self.component, terminator = text[3], text[104], text[105]
        parts = text.split(terminator)
        endings = {part[:len(part) - len(part.lstrip("\r\n"))] for part in parts[1:]}
        need(len(endings) == 1, "segments end differently:", endings)
        need(parts[-1].strip("\r\n") == "", "something follows the last terminator")
        parts = [part.lstrip("\r\n") for part in parts[:-1]]
        need(len(parts[0]) == 105, "ISA is", len(parts[0]) + 1, "bytes long")
        self.segments = [part.split(element) for part in parts]
        for isa, width in zip(self.segments[0][1:], ISA_WIDTHS, strict=True):
            need(len(isa) == width, "an ISA element is", len(isa), "wide, not", width)
        for segment in self.segments[1:]:
            need(segment[-1] != "", "a separator ends", segment[0])
            for value in segment[1:]:
                if value != self.component:
                    need(not value.endswith(self.component), "a component ends empty in", segment[0])
                need(value == value.strip(), "blanks around a value of", segment[0])
        separators = {element, self.component, terminator, self.segments[0][11]}
        need(len(separators) == 4, "separators are not four")

    def parts(self, segment, index):
        return segment[index].split(self.component) if len(segment) > index else []


def at(segment, index):
    return segment[index] if len(segment) > index else ""


def check(texts, batch, options):
    claims = {claim["claim_number"]: claim for claim in batch["claims"]}
    need(len(claims) == len(batch["claims"]), "claim numbers repeat")
    seen, interchanges, references = set(), set(), set()
    for text in texts:
        if text == "":
            continue
        file = File(text)
        control = envelope(file)
        need(control not in interchanges, "ISA13 twice:", control)
        interchanges.add(control)
        for transaction in transactions(file):
            reference = transaction[1][3]
            need(reference not in references, "BHT03 twice:", reference)
            references.add(reference)
            for number, facts in read(file, transaction):
                need(number not in seen, "claim twice:", number)
                need(number in claims, "claim not in JSON:", number)
                seen.add(number)
                compare(number, facts, expected(claims[number], options))
    need(seen == set(claims), len(set(claims) - seen), "claims of the JSON batch are in no file")
    return len(seen)


def envelope(file):
    segments = file.segments
    isa, gs, ge, iea = segments[0], segments[1], segments[-2], segments[-1]
    need([s[0] for s in (isa, gs, ge, iea)] == ["ISA", "GS", "GE", "IEA"], "not one group")
    need(sum(s[0] in ("ISA", "IEA", "GS", "GE") for s in segments) == 4, "not one group")
    need(isa[13] == iea[2] and iea[1] == "1", "IEA is not of this ISA")
    need(gs[6] == ge[2] and int(gs[6]) == int(isa[13]) and gs[6][0] != "0", "GE is not of this GS")
    sets = sum(s[0] == "ST" for s in segments)
    need(ge[1] == str(sets), "GE01 is", ge[1], "for", sets)
    need(gs[1] == "HC" and gs[7:] == ["X", "005010X222A1"], "GS is wrong")
    need(gs[4][2:] == isa[9] and gs[5] == isa[10], "GS and ISA differ in time")
    return isa[13]


def transactions(file):
    start, numbers = None, []
    for index, segment in enumerate(file.segments[2:-2], 2):
        if segment[0] == "ST":
            need(start is None, "ST in a set")
            start = index
            need(segment[1] == "837" and segment[3] == "005010X222A1", "ST is wrong")
            need(4 <= len(segment[2]) <= 9, "ST02 is", segment[2])
            numbers.append(int(segment[2]))
        need(start is not None, segment[0], "outside of a set")
        if segment[0] == "SE":
            found = file.segments[start:index + 1]
            need(segment[1] == str(len(found)), "SE01 is", segment[1], "for", len(found))
            need(segment[2] == found[0][2], "SE02 is not ST02")
            yield found
            start = None
    need(start is None, "a set does not end")
    need(numbers == list(range(1, len(numbers) + 1)), "ST02 does not count")


def read(file, segments):
    """Every claim of a set, with all that stands over it."""
    levels, state, claim, here, loop = [], {}, None, 0, ""
    for segment in segments:
        name = segment[0]
        if name in ("HL", "CLM", "SE") and claim:
            yield claim["number"], claim
            claim = None
        if name == "HL":
            loop = level(segment, levels)
            here = 0
            keep = {"20": [], "22": ["20"], "23": ["20", "22"]}[loop]
            state = {key: value for key, value in state.items() if key in keep}
            state[loop] = []
        elif name == "CLM":
            need(levels[-1][1] == "0" and loop != "20", "a claim under a level that has children")
            here += 1
            need(here <= 100, "more than 100 claims under a level")
            claim = {"number": segment[1], "clm": segment, "levels": state, "loop": loop,
                     "file": file, "segments": [], "lines": []}
        elif claim is None:
            if levels:
                state[loop].append(segment)
        elif name == "LX":
            claim["lines"].append([segment])
            need(segment[1] == str(len(claim["lines"])), "LX01 does not count")
        else:
            (claim["lines"][-1] if claim["lines"] else claim["segments"]).append(segment)
        qualifiers(segment)


def qualifiers(segment):
    name = segment[0]
    if name == "NM1":
        kind, qualifier = NAMES[segment[1]]
        need(segment[2] == kind, "NM102 is", segment[2], "of", segment[1])
        need(at(segment, 8) in ([qualifier, ""] if segment[1] == "77" else [qualifier]),
             "NM108 is", at(segment, 8), "of", segment[1])
        if at(segment, 8) == "XX":
            need(npi_is_right(segment[9]), "NPI", segment[9], "has a wrong check digit")
    elif name in STARTS:
        need(any(segment[1:len(start) + 1] == start for start in STARTS[name]), name, segment[1:3])
    elif name == "SV1":
        need(segment[3] == "UN", "SV103 is", segment[3])


def level(segment, levels):
    """HL numbers, parents and children."""
    _, number, parent, code, child = segment
    need(number == str(len(levels) + 1), "HL01 is", number)
    above = {"20": "", "22": "20", "23": "22"}[code]
    if above:
        need(parent.isdigit() and 0 < int(parent) <= len(levels), "HL02 is", parent)
        need(levels[int(parent) - 1] == (above, "1"), "HL02 names another kind of level")
    else:
        need(parent == "", "HL*20 has a parent")
    need(child == {"20": "1", "23": "0"}.get(code, child), "HL04 is", child, "on", code)
    levels.append((code, child))
    return code


def one(segments, name, code=None, index=1):
    found = [s for s in segments if s[0] == name and (code is None or at(s, index) == code)]
    need(len(found) <= 1, len(found), name, code)
    return found[0] if found else None


def value(segments, name, code, index, default=""):
    found = one(segments, name, code)
    return at(found, index) if found else default


def compare(number, facts, wanted):
    found = found_in(facts)
    for key, expected_value in wanted.items():
        need(found[key] == expected_value, number, key, "is", found[key], "and not", expected_value)
    need(Decimal(found["total"]) == sum(Decimal(line[1]) for line in found["lines"]),
         number, "CLM02 is not the sum")


def address(segments):
    n3, n4 = one(segments, "N3"), one(segments, "N4")
    return (n3[1], at(n3, 2), *n4[1:]) if n3 else ()


def found_in(facts):
    """What a claim of the file says."""
    unit, subscriber = facts["levels"]["20"], facts["levels"]["22"]
    dependent, rest, clm = facts["levels"].get("23"), facts["segments"], facts["clm"]
    file = facts["file"]
    hi = [file.parts(one(rest, "HI"), i) for i in range(1, len(one(rest, "HI")))]
    need([q for q, _ in hi] == ["ABK"] + ["ABF"] * (len(hi) - 1), "HI qualifiers")
    codes = [code for _, code in hi]
    need(len(set(codes)) == len(codes) <= 12, "HI has a code twice")
    person = one(dependent or subscriber, "NM1", "QC" if dependent else "IL")
    demographics = one(dependent or subscriber, "DMG")
    sbr = one(subscriber, "SBR")
    need((at(sbr, 2) == "18") == (dependent is None), "SBR02 does not go with the levels")
    billing = one(unit, "NM1", "85")
    n4 = one(unit, "N4")
    need(len(n4[3]) == 9 and n4[3].isdigit(), "the billing provider's ZIP is", n4[3])
    place = one(rest, "NM1", "77")
    if place:
        zip_code = one(rest, "N4")[3]
        need(len(zip_code) == 9 and zip_code.isdigit(), "the facility's ZIP is", zip_code)
    pos, kind, frequency = file.parts(clm, 5)
    need(kind == "B", "CLM05-2 is", kind)
    rendering = one(rest, "NM1", "82")
    lines = []
    for index, segments in enumerate(facts["lines"], 1):
        sv1 = one(segments, "SV1")
        code = file.parts(sv1, 1)
        need(code[0] == "HC" and len(code) <= 6, "SV101 is", code)
        dates = one(segments, "DTP", "472")
        first, _, last = dates[3].partition("-")
        need((dates[2] == "RD8") == (last != "") and last >= first or not last, "DTP is", dates)
        pointers = [int(p) for p in file.parts(sv1, 7)]
        need(1 <= len(pointers) <= 4 and len(set(pointers)) == len(pointers)
             and max(pointers) <= len(codes), "pointers are", pointers)
        need(value(segments, "REF", "6R", 2) == f"{clm[1]}L{index}", "REF*6R is wrong")
        need(sv1[5] != pos, "SV105 says what CLM05 says")
        lines.append((code[1:], sv1[2], sv1[4], sv1[5] or pos, first, last or first,
                      [codes[p - 1] for p in pointers], value(segments, "NTE", "ADD", 2)))
    return {
        "total": clm[2], "frequency": frequency, "pos": pos, "lines": lines, "diagnoses": codes,
        "authorization": value(rest, "REF", "G1", 2), "billing": billing[9], "unit": billing[3],
        "tax_id": value(unit, "REF", "EI", 2), "rendering": rendering[9] if rendering else billing[9],
        "referring": value(rest, "NM1", "DN", 9), "facility": place[3] if place else "",
        "patient": (person[3], at(person, 4)), "birth": demographics[2], "gender": demographics[3],
        "member": value(subscriber, "NM1", "IL", 9), "payer": value(subscriber, "NM1", "PR", 9),
        "relationship": value(dependent, "PAT", None, 1) if dependent else "18",
        "holder": (value(subscriber, "NM1", "IL", 3), value(subscriber, "NM1", "IL", 4)),
        "level": sbr[1], "addresses": [address(unit), address(dependent or subscriber), address(rest)],
        "names": [tuple(nm1[3:5]) if nm1 else None
                  for nm1 in (rendering, one(rest, "NM1", "DN"))],
        "taxonomies": [value(unit, "PRV", "BI", 3), value(rest, "PRV", "PE", 3)],
        "place_npi": at(place, 9) if place else "",
        "indicators": clm[6:],
    }


def posted(record):
    return (folded(record["address_line1"]), folded(record.get("address_line2")),
            folded(record["city"]), folded(record["state"]), record["zip"].replace("-", ""))


def named(record):
    return (folded(record["last_name"]), folded(record["first_name"]))


def expected(claim, options):
    """What a claim of the JSON batch says, as the file should."""
    place = claim["facility"] if facility(claim, options["home_facility"]) else None
    rendering, referring = claim["rendering_provider"], claim["referring_provider"]
    renders_itself = rendering["npi"] == claim["billing_provider"]["npi"]
    patient, coverage, unit = claim["patient"], claim["coverage"], claim["billing_provider"]
    is_patient = coverage["relationship"] == "self"
    codes = [code.replace(".", "") for code in claim["diagnoses"]]
    distinct = list(dict.fromkeys(codes))
    total = money(claim["total_billed"])
    lines = []
    for line in claim["lines"]:
        note = ""
        if "start_time" in line:
            note = f"START {line['start_time']} END {line['end_time']}".replace(":", "")
        pointed = list(dict.fromkeys(codes[p - 1] for p in line["diagnosis_pointers"]))
        lines.append(([line["procedure_code"]] + line["modifiers"], money(line["billed"]),
                      str(line["units"]), line["place_of_service"],
                      line["start_date"].replace("-", ""), line["end_date"].replace("-", ""),
                      pointed, note))
    person = (folded(patient["last_name"]), folded(patient["first_name"]))
    holder = person if is_patient else (
        folded(coverage["policy_holder_last_name"]), folded(coverage["policy_holder_first_name"]))
    return {
        "total": total, "frequency": claim["frequency_code"], "pos": claim["place_of_service"],
        "lines": lines, "diagnoses": distinct,
        "authorization": folded(claim["authorization_number"]), "billing": unit["npi"],
        "unit": folded(unit["name"]), "tax_id": unit["tax_id"].replace("-", ""),
        "rendering": claim["rendering_provider"]["npi"],
        "referring": (claim["referring_provider"] or {}).get("npi", ""),
        "facility": facility(claim, options["home_facility"]), "patient": person,
        "birth": patient["date_of_birth"].replace("-", ""), "gender": patient["gender"],
        "member": folded(coverage["member_id"]),
        "payer": folded(claim["payer"]["electronic_payer_id"]),
        "relationship": "18" if is_patient else RELATIONSHIPS[coverage["relationship"]],
        "holder": holder, "level": coverage["level"][0].upper(),
        "addresses": [posted(unit), posted(patient), posted(place) if place else ()],
        "names": [None if renders_itself else named(rendering),
                  named(referring) if referring else None],
        "taxonomies": [folded(unit.get("taxonomy_code")),
                       "" if renders_itself else folded(rendering.get("taxonomy_code"))],
        "place_npi": place.get("npi", "") if place else "",
        "indicators": ["Y" if options["provider_signature"] else "N", options["assignment"],
                       options["benefits_assigned"], options["release_of_information"]],
    }


def money(amount):
    """No leading zero, and 0 for nothing."""
    return "0" if amount == "0.00" else amount.lstrip("0") if amount.startswith("0") else amount


def facility(claim, names_homes):
    """The name in loop 2310C, or nothing where there is none."""
    place, unit = claim["facility"], claim["billing_provider"]
    if not place or "location_id" not in place or place["type"] == "home" and not names_homes:
        return ""
    keys = ["address_line1", "address_line2", "city", "state", "zip"]
    if all(folded(place.get(key)) == folded(unit.get(key)) for key in keys):
        return ""
    return folded(place.get("name") or unit["name"])
