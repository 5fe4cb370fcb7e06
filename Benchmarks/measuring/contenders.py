"""The programs that are measured: claimpipe on two threads and on one, and what a user would pick instead."""

import pathlib
import shutil
from dataclasses import dataclass

from .process import measure, warm

NOW = "2026-07-01"
PEERS = pathlib.Path(__file__).resolve().parent.parent / "peers"


@dataclass(frozen=True)
class Contender:
    name: str
    title: str
    formats: frozenset
    #: (options with the programs, data folder, format, out folder) -> command
    command: object
    #: Rounds at the most: what takes ten times as long needs no seven.
    rounds: int = 1_000


def _claimpipe(threads):
    def command(options, data, format, out):
        return [options.claimpipe, "run", data / f"{format}.yml", "--quiet", "--now", NOW, "--jobs", threads]
    return command


def _peer(script, threads=2):
    def command(options, data, format, out):
        return [options.python, PEERS / script, data / f"sessions.{format}", data / "reference", out,
                "--threads", threads]
    return command


TABLES = frozenset({"csv", "ndjson", "json"})
EVERY = TABLES | {"xml"}
CONTENDERS = {contender.name: contender for contender in (
    Contender("claimpipe", "claimpipe, 2 threads", EVERY, _claimpipe(2)),
    Contender("claimpipe-1", "claimpipe, 1 thread", EVERY, _claimpipe(1)),
    Contender("duckdb", "DuckDB", TABLES, _peer("duck.py")),
    Contender("polars", "Polars", TABLES, _peer("polar.py")),
    Contender("lxml+duckdb", "lxml, then DuckDB", frozenset({"xml"}), _peer("lxml_then_duck.py")),
    Contender("pandas", "pandas", EVERY, _peer("panda.py"), 2),
    Contender("python", "plain Python", EVERY, _peer("plain.py"), 2),
)}


def run(name, options, data, format):
    """One measured run of a contender on a practice in `data`; its outputs are in `data`/out afterwards."""
    out = data / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    warm(data / f"sessions.{format}")
    return measure([*options.prefix, *CONTENDERS[name].command(options, data, format, out)])
