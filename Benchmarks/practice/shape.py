"""Shapes: how sessions are spread over patients, and how their files are written."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """One kind of practice and of file."""

    name: str
    summary: str
    sessions_per_patient: int = 20
    patients_at_least: int = 200
    patients_at_most: int = 50_000
    #: Days of service, from 2026-01-01 backwards where there are more than 181.
    days: int = 181
    #: Columns that no manifest maps.
    extra_columns: int = 0
    #: Words in a note, at least and at most.
    note_words: tuple[int, int] = (3, 18)
    #: CSV: every cell in quotes.
    quoted: bool = False
    line_end: str = "\n"

    def patients(self, sessions):
        wanted = sessions // self.sessions_per_patient
        return max(self.patients_at_least, min(self.patients_at_most, wanted))


SHAPES = {shape.name: shape for shape in (
    Shape("default", "20 sessions a patient, 50,000 patients at most"),
    Shape("few-patients", "5,000 sessions a patient over two years", sessions_per_patient=5_000,
          patients_at_least=4, days=730),
    Shape("many-patients", "2 sessions a patient", sessions_per_patient=2, patients_at_most=10_000_000),
    Shape("wide", "60 more columns that nothing maps", extra_columns=60),
    Shape("long-text", "notes of 100 to 600 words", note_words=(100, 600)),
    Shape("quoted", "every CSV cell in quotes", quoted=True),
    Shape("crlf", "lines end with CR LF", line_end="\r\n"),
)}
