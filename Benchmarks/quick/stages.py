"""The stages of a run, told apart by manifests that differ in one thing: what one costs is the difference.

A run of `reading` maps every session to cancelled, so that it is read, mapped and identified, but has no charge item.
`core` bills and makes claims, and writes none of it. Each output is a run of `core` with that output in addition.
"""

from dataclasses import dataclass

from practice.manifest import DUPLICATES, EXPORT, MAIN_JOB, NOTHING, claims, manifest

CANCELLED = "status: { value: cancelled }"


@dataclass(frozen=True)
class Job:
    """A run: a format of sessions, outputs, and whether its sessions are billed."""

    name: str
    format: str
    outputs: tuple = (NOTHING,)
    billed: bool = True

    def manifest(self, size, out):
        return manifest(self.format, f"sessions-{size}.{self.format}", "reference", out, self.outputs,
                        "" if self.billed else CANCELLED)


@dataclass(frozen=True)
class Stage:
    """What a job costs more than another (`without`), or alone."""

    name: str
    job: str
    without: str = ""


READING = [Job(f"read-{format}", format, billed=False) for format in ("csv", "ndjson", "json", "xml")]
CORE = Job("core", "csv")
OUTPUTS = [Job(name, "csv", (NOTHING, output)) for name, output in (
    ("export", EXPORT), ("claims-ndjson", claims("ndjson")), ("claims-json", claims("json")),
    ("claims-xml", claims("xml")), ("claims-x12", claims("x12")), ("duplicates", DUPLICATES))]
MAIN = Job("main", "csv", MAIN_JOB)
JOBS = [*READING, CORE, *OUTPUTS, MAIN]

STAGES = [
    *(Stage(f"read {job.format}", job.name) for job in READING),
    Stage("billing core", "core", "read-csv"),
    Stage("billing export", "export", "core"),
    *(Stage(f"claims {job.name.removeprefix('claims-')}", job.name, "core") for job in OUTPUTS[1:5]),
    Stage("duplicates csv", "duplicates", "core"),
    Stage("main job, csv", "main"),
]
