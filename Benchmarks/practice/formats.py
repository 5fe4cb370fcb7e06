"""Sessions as CSV, NDJSON, JSON and XML: the same values in each."""

import json
from dataclasses import dataclass
from xml.sax.saxutils import escape

from .sessions import COLUMNS

FORMATS = ("csv", "ndjson", "json", "xml")


def csv_cell(text, always=False):
    """A cell as RFC 4180 has it."""
    if always or any(mark in text for mark in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def json_text(text):
    return json.dumps(text, ensure_ascii=False)


def xml_text(text):
    return escape(text, {"\r": "&#13;"})


def extra_columns(shape):
    """The columns that nothing maps, each with what stands in it all the way down."""
    return [(f"extra_{column:02d}", f"value {column * 7}") for column in range(1, shape.extra_columns + 1)]


@dataclass(frozen=True)
class Writer:
    """How one format begins, what stands between records, how it ends, and how a piece becomes text."""

    begin: str
    between: str
    end: str
    record: object

    def piece(self, sessions):
        return self.between.join(map(self.record, sessions))


def make_writer(format, shape, notes):
    """The writer of a format; notes and extra columns are escaped once, not once a session."""
    return _MAKERS[format](shape, notes)


def _csv(shape, notes):
    columns = list(COLUMNS) + [name for name, _ in extra_columns(shape)]
    notes = [csv_cell(note, shape.quoted) for note in notes]
    extra = [value for _, value in extra_columns(shape)]
    cell = (lambda text: csv_cell(text, True)) if shape.quoted else str
    comma, tail = ",", "".join("," + cell(value) for value in extra)

    def record(session):
        telecare = "true" if session[7] else "false"
        return comma.join(map(cell, (*session[:7], telecare, *session[8:13]))) + "," + notes[session[13]] + tail

    return Writer(comma.join(map(cell, columns)) + shape.line_end, shape.line_end, shape.line_end, record)


def _json_record(shape, notes):
    notes = [json_text(note) for note in notes]
    tail = "".join(f',"{name}":{json_text(value)}' for name, value in extra_columns(shape))
    before = "{" + ",".join(f'"{name}":"%s"' for name in COLUMNS[:7]) + ',"telecare":'
    after = "," + ",".join(f'"{name}":"%s"' for name in COLUMNS[8:13]) + ',"notes":'

    def record(session):
        telecare = "true" if session[7] else "false"
        return before % session[:7] + telecare + after % session[8:13] + notes[session[13]] + tail + "}"

    return record


def _ndjson(shape, notes):
    return Writer("", shape.line_end, shape.line_end, _json_record(shape, notes))


def _json(shape, notes):
    return Writer("[" + shape.line_end, "," + shape.line_end, shape.line_end + "]" + shape.line_end,
                  _json_record(shape, notes))


def _xml(shape, notes):
    notes = [xml_text(note) for note in notes]
    tail = "".join(f"<{name}>{xml_text(value)}</{name}>" for name, value in extra_columns(shape)) + "</session>"
    before = "<session>" + "".join(f"<{name}>%s</{name}>" for name in COLUMNS[:7]) + "<telecare>"
    after = "</telecare>" + "".join(f"<{name}>%s</{name}>" for name in COLUMNS[8:13]) + "<notes>"

    def record(session):
        telecare = "true" if session[7] else "false"
        return before % session[:7] + telecare + after % session[8:13] + notes[session[13]] + "</notes>" + tail

    line = shape.line_end
    return Writer(f'<?xml version="1.0" encoding="UTF-8"?>{line}<sessions>{line}', line, f"{line}</sessions>{line}",
                  record)


_MAKERS = {"csv": _csv, "ndjson": _ndjson, "json": _json, "xml": _xml}
