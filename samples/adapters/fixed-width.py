#!/usr/bin/env python3
"""An input adapter for claimpipe: files whose columns have fixed widths, one record a line.

plugins-config/adapters/fixed_width.yml installs it, plugins-config/samples-fixed-width.yml uses it, and
docs/plugin-protocol.md explains every message. Standard output is for messages only; what print() or a
traceback would say goes to standard error, and from there to claimpipe's log.
"""

import json
import sys


def say(kind, /, **members):
    # Compact and with "type" first: the spelling that claimpipe reads fastest. Any other is as right.
    sys.stdout.write(json.dumps({"type": kind, **members}, separators=(",", ":")) + "\n")


def cut(line, columns):
    """The values of one line. Spaces around a value are not part of it; an empty one is left out."""
    values = ((name, line[start:end].strip()) for name, start, end in columns)
    return {name: value for name, value in values if value}


def main():
    # claimpipe says hello, says what to read, and closes the stream: it can be read in one go.
    hello, request = [json.loads(line) for line in sys.stdin]
    if hello["version"] != 1:
        return say("error", message="this program speaks version 1 of the protocol")
    options = request["options"]
    wanted = {name.lower() for name in request["fields"]}
    columns = []
    for column in options.get("columns", []):
        start = column["start"] - 1
        if column["name"].lower() in wanted:
            columns.append((column["name"], start, start + column["width"]))
    if not columns:
        return say("error", option="columns", message="no column has a name that the mapping uses")
    length = max(column["start"] + column["width"] - 1 for column in options["columns"])

    records = rejected = 0
    with open(request["source"]["path"], "rb") as source:
        skipped = [source.readline() for _ in range(options["skip_lines"])]
        # Every record comes with its own text, so that rejected ones are kept as the file has them,
        # in a file that begins as this one does.
        prefix = b"".join(skipped).decode("utf-8", "replace")
        say("hello", protocol="claimpipe", version=1, raw={"prefix": prefix})
        for number, line in enumerate(source, len(skipped) + 1):
            line = line.rstrip(b"\r\n")
            if not line.strip():
                continue
            text = line.decode("utf-8", "replace")
            code = None
            if "\ufffd" in text:
                code, message = "not_utf8", "the line is not UTF-8; save the file as UTF-8"
            elif len(text) < length and not options["short_lines"]:
                code = "line_too_short"
                message = f"the line has {len(text)} characters and its columns need {length}"
            if code:
                rejected += 1
                say("reject", line=number, code=code, message=message, raw=text)
            else:
                records += 1
                say("record", line=number, fields=cut(text, columns), raw=text)
    say("end", records=records, rejected=rejected)


main()
