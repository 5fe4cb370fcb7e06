"""Writes a practice to a folder: sessions in the formats asked for, reference tables, a manifest per format."""

import json
import multiprocessing
import pathlib

from .formats import make_writer
from .manifest import manifest
from .people import make_practice
from .references import write_references
from .sessions import PIECE, make_notes, make_piece

# Set before the worker processes are forked, so that each has the practice without a copy sent to it.
_work = {}


def generate(folder, rows, seed=7, shape=None, formats=("csv",), patients=None, workers=None):
    """Writes the practice; sessions are made in pieces, in `workers` processes, and never all in memory.

    folder: made where missing; gets sessions.FORMAT, reference/*.csv, FORMAT.yml, practice.json.
    patients: instead of what the shape says for so many rows.
    """
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    practice = make_practice(patients or shape.patients(rows), seed)
    write_references(practice, seed, folder / "reference")
    notes = make_notes(shape, seed)
    writers = {format: make_writer(format, shape, notes) for format in formats}
    _work.update(practice=practice, shape=shape, seed=seed, rows=rows, writers=writers)
    files = {format: open(_sessions(folder, format), "w", encoding="utf-8", newline="") for format in formats}
    for format, file in files.items():
        file.write(writers[format].begin)
    pieces = range((rows + PIECE - 1) // PIECE)
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        for number, texts in enumerate(pool.imap(_piece, pieces)):
            for format, file in files.items():
                file.write(writers[format].between if number else "")
                file.write(texts[format])
    for format, file in files.items():
        file.write(writers[format].end)
        file.close()
        text = manifest(format, f"sessions.{format}", "reference", "out")
        (folder / f"{format}.yml").write_text(text)
    _describe(folder, rows, seed, shape, practice, formats)


def _sessions(folder, format):
    return folder / f"sessions.{format}"


def _piece(number):
    count = min(PIECE, _work["rows"] - number * PIECE)
    sessions = make_piece(_work["practice"], _work["shape"], _work["seed"], number, count)
    return {format: writer.piece(sessions) for format, writer in _work["writers"].items()}


def _describe(folder, rows, seed, shape, practice, formats):
    described = {"rows": rows, "seed": seed, "shape": shape.name, "patients": practice.patients,
                 "cases": len(practice.cases),
                 "bytes": {format: _sessions(folder, format).stat().st_size for format in formats}}
    (folder / "practice.json").write_text(json.dumps(described, indent=1) + "\n")


def ensure(folder, rows, seed, shape, formats):
    """Generates what is missing: nothing, where the folder holds the same practice in these formats."""
    folder = pathlib.Path(folder)
    try:
        held = json.loads((folder / "practice.json").read_text())
    except FileNotFoundError:
        held = {}
    wanted = {"rows": rows, "seed": seed, "shape": shape.name}
    same = {key: held.get(key) for key in wanted} == wanted
    if same and all(_sessions(folder, format).exists() and format in held["bytes"] for format in formats):
        return held
    if same:
        formats = sorted({*formats, *held["bytes"]})
    generate(folder, rows, seed, shape, formats)
    return json.loads((folder / "practice.json").read_text())
