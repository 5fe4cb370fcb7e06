"""XML, which no other peer reads at speed: lxml turns it into CSV, then the main job in DuckDB."""

import csv
import pathlib
import subprocess
import sys

from lxml import etree

from job import SESSION_COLUMNS, arguments


def main():
    options = arguments(__doc__)
    table = options.out / "sessions.csv"
    with open(table, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(SESSION_COLUMNS)
        for _, element in etree.iterparse(options.sessions, tag="session"):
            rows.writerow([child.text for child in element[:len(SESSION_COLUMNS)]])
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    duck = pathlib.Path(__file__).with_name("duck.py")
    subprocess.run([sys.executable, duck, table, options.reference, options.out, "--threads", str(options.threads)],
                   check=True)
    table.unlink()


main()
