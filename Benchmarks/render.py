#!/usr/bin/env python3
"""Writes the measured figures into docs/performance.md, between its markers, and the plots beside it.

Reads results.json (compare.py, growth.py), recorded.json (quick.py) and history.csv (history.py). A section whose
figures are missing stays as it is.
"""

import pathlib
import re
import statistics

import plotting.bars
import plotting.lines
from history import SCENARIO, read_history
from measuring.contenders import CONTENDERS
from measuring.results import load as load_results
from practice.formats import FORMATS
from quick.recorded import load as load_recorded

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "performance.md"
PLOTS = PAGE.parent / "performance"
TITLES = {"csv": "CSV", "ndjson": "NDJSON", "json": "JSON array", "xml": "XML"}
FULL = 1_000_000


def wall_of(sample):
    return sample["wall"]


def processor_of(sample):
    return sample["user"] + sample["system"]


def main():
    held = load_results(HERE / "results.json")
    PLOTS.mkdir(exist_ok=True)
    page = PAGE.read_text()
    for name, text in (("main", main_table(held["scenarios"])), ("others", other_table(held["scenarios"])),
                       ("machine", machine(held)), ("growth", growth_table(held["growth"])),
                       ("stages", stage_table(load_recorded(HERE / "recorded.json"))),
                       ("history", history_table(read_history()))):
        if text:
            page = fill(page, name, text)
    PAGE.write_text(page)


def fill(page, name, text):
    """The page with a section's text between its two markers replaced."""
    section = re.compile(f"(<!-- bench:{name} -->\n).*?(<!-- /bench:{name} -->)", re.DOTALL)
    if not section.search(page):
        raise SystemExit(f"{PAGE.name} has no section {name}")
    return section.sub(lambda found: f"{found[1]}\n{text}\n\n{found[2]}", page, count=1)


def grouped(number):
    return f"{float(number):,.0f}" if number else ""


def picture(words, name):
    return f"![{words}]({PLOTS.name}/{name}.svg)"


def table(header, rows, texts=(0,)):
    """A Markdown table; every column is aligned to the right but `texts`."""
    rule = ["---" if place in texts else "---:" for place in range(len(header))]
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in [header, rule, *rows])


def medians(samples):
    """Wall and processor seconds, and MiB."""
    def middle(pick):
        return statistics.median(map(pick, samples))
    return middle(wall_of), middle(processor_of), middle(lambda one: one["mib"])


def ratio(samples, first, pick):
    """The median of the ratios, pair by pair."""
    return statistics.median(pick(mine) / pick(other) for mine, other in zip(samples, first))


def scenario_rows(scenario, with_name):
    """A table's rows of one scenario, ours first."""
    first = scenario["samples"]["claimpipe"]
    rows = []
    for name, samples in scenario["samples"].items():
        wall, cpu, mib = medians(samples)
        title = CONTENDERS[name].title
        rows.append([*([with_name] if with_name else []), f"**{title}**" if name == "claimpipe" else title,
                     f"{wall:.2f}", f"{cpu:.2f}", f"{mib:,.0f}",
                     f"{ratio(samples, first, wall_of):.1f}",
                     f"{ratio(samples, first, processor_of):.1f}", len(samples)])
    return rows


MEASURES = ["wall s", "processor s", "peak MiB", "wall ratio", "processor ratio", "rounds"]


def main_table(scenarios):
    """The default shape at full size, a table per format; the three plots."""
    shown = {one["format"]: one for one in scenarios if one["shape"] == "default" and one["rows"] == FULL}
    shown = {format: shown[format] for format in FORMATS if format in shown}
    if not shown:
        return ""
    for number, (name, title, unit, digits) in enumerate((
            ("wall", "The main job, 1,000,000 sessions", "seconds", 2),
            ("processor", "The main job, 1,000,000 sessions", "processor seconds", 2),
            ("memory", "The main job, 1,000,000 sessions", "MiB at the most", 0))):
        groups = [(TITLES[format], [(CONTENDERS[who].title, medians(samples)[number], who.startswith("claimpipe"))
                                    for who, samples in one["samples"].items()]) for format, one in shown.items()]
        (PLOTS / f"{name}.svg").write_text(plotting.bars.bars(title, unit, groups, digits=digits))
    rows = []
    for format, one in shown.items():
        rows += scenario_rows(one, f"{TITLES[format]}, {one['bytes'] / 1e6:.0f} MB")
    return "\n".join([*map(summary, shown.values()), "", table(["input", "", *MEASURES], rows, texts=(0, 1)), "",
                      picture("Seconds of each program, by format of the sessions", "wall"),
                      picture("Processor seconds of each program, by format of the sessions", "processor"),
                      picture("Memory of each program, by format of the sessions", "memory")])


def summary(scenario):
    """One sentence: ours beside the quickest of the others."""
    samples = scenario["samples"]
    ours = samples["claimpipe"]
    others = [name for name in samples if not name.startswith("claimpipe")]
    next_one = min(others, key=lambda name: medians(samples[name])[0])
    wall, cpu, mib = medians(ours)
    return (f"- {TITLES[scenario['format']]}: {wall:.2f} s, {cpu:.2f} processor s, {mib:,.0f} MiB; "
            f"{CONTENDERS[next_one].title}, the quickest of the others, takes "
            f"{ratio(samples[next_one], ours, wall_of):.1f} times the time, "
            f"{ratio(samples[next_one], ours, processor_of):.1f} times the processor time and "
            f"{medians(samples[next_one])[2] / mib:.1f} times the memory.")


def other_table(scenarios):
    """Other sizes and shapes."""
    rows = []
    for one in sorted(scenarios, key=lambda one: (one["rows"], one["shape"], FORMATS.index(one["format"]))):
        if one["shape"] != "default" or one["rows"] != FULL:
            name = f"{one['rows']:,} {TITLES[one['format']]}, {one['shape']}, {one['bytes'] / 1e6:.0f} MB"
            rows += scenario_rows(one, name)
    return table(["input", "", *MEASURES], rows, texts=(0, 1)) if rows else ""


def machine(held):
    """What the latest of the figures above were measured on."""
    if not (measured := held["scenarios"] + held["growth"]):
        return ""
    last = max((one["machine"] for one in measured), key=lambda one: one["date"])
    versions = ", ".join(f"{name} {version}" for name, version in last["versions"].items())
    prefixes = sorted({one["prefix"] for one in measured if one["prefix"]})
    return (f"{last['date']}, commit {last['commit']}; {last['processors']} virtual processors ({last['processor']}), "
            f"{last['memory_gib']} GiB, {last['system']}. {versions}."
            + (f" Commands ran under `{'`, `'.join(prefixes)}`." if prefixes else ""))


def growth_table(measured):
    """Time and memory by size; two plots."""
    ours = sorted((one for one in measured if one["contender"] == "claimpipe" and one["shape"] == "default"),
                  key=lambda one: one["rows"])
    if len(ours) < 2:
        return ""
    sizes = [(one["rows"], *medians(one["samples"])) for one in ours]
    (PLOTS / "growth-time.svg").write_text(plotting.lines.growth(
        "Time", "processor seconds", [(rows, cpu) for rows, _, cpu, _ in sizes], ""))
    (PLOTS / "growth-memory.svg").write_text(plotting.lines.growth(
        "Memory", "MiB at the most", [(rows, mib) for rows, _, _, mib in sizes], "2"))
    held = table(["sessions", "wall s", "processor s", "peak MiB", "processor us a session", "bytes a session"],
                 [[f"{rows:,}", f"{wall:.2f}", f"{cpu:.2f}", f"{mib:,.0f}", f"{cpu / rows * 1e6:.2f}",
                   f"{mib * 2**20 / rows:,.0f}"] for rows, wall, cpu, mib in sizes])
    return "\n".join([held, "", picture("Processor seconds by number of sessions", "growth-time"),
                      picture("Memory by number of sessions", "growth-memory")])


def stage_table(stages):
    """Instructions and allocations per record, as recorded."""
    return table(["stage", "instructions a record", "allocations a record"],
                 [[name, f"{one['instructions']:,.0f}", f"{one['allocations']:.3f}"] for name, one in stages.items()])


def history_table(lines):
    """Every change that was measured; two plots."""
    changes = list(dict.fromkeys(line["change"] for line in lines))
    pictures = [""]
    for name, unit, column in (("instructions", "instructions a record, main job from CSV", "instructions_per_record"),
                               ("processor", "processor seconds, 1,000,000 CSV sessions", "cpu_s"),
                               ("memory", "MiB at the most, 1,000,000 CSV sessions", "mib")):
        series = []
        for kind, scenario in (("2", "first practice"), ("", SCENARIO)):
            held = {line["change"]: (float(line[column]), line["note"]) for line in lines
                    if line["scenario"] == scenario and line[column]}
            if held:
                series.append((scenario, kind, held))
        if series:
            used = [change for change in changes if any(change in held for _, _, held in series)]
            (PLOTS / f"history-{name}.svg").write_text(plotting.lines.steps("Each change", unit, used, series))
            pictures.append(picture(unit[0].upper() + unit[1:], f"history-{name}"))
    held = table(["date", "change", "practice", "instructions a record", "processor s", "wall s", "MiB", "note"],
                 [[line["date"], line["change"], line["scenario"], grouped(line["instructions_per_record"]),
                   line["cpu_s"], line["wall_s"], line["mib"], line["note"]] for line in lines], texts=(0, 1, 2, 7))
    return "\n".join([held, *pictures])


main()
