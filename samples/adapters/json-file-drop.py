#!/usr/bin/env python3
"""An output adapter for claimpipe: a JSON API's file drop.

One file for each claim, as the API's request body, and an index that names them all with their SHA-256,
so that whoever takes the drop knows that it is whole:

    claims/<claim number>.json
    <index>

claimpipe starts this program (docs/plugin-protocol.md), sends it the claims on standard input and takes
the files' contents from standard output. It writes no file itself: claimpipe publishes them all, or none.
Only Python's standard library is needed.
"""

import hashlib
import json
import sys

PROTOCOL = 1


def send(message):
    sys.stdout.write(json.dumps(message, ensure_ascii=False) + "\n")


def give_up(message, option=None):
    """Says why the run can't go on; nothing is published then."""
    send({"type": "error", "message": message, **({"option": option} if option else {})})
    sys.stdout.flush()
    sys.exit(1)


def messages():
    for line in sys.stdin:
        yield json.loads(line)


class Drop:
    """The files of one run."""

    def __init__(self, opening):
        self.options = opening["options"]
        self.opening = opening
        self.batch = None
        self.entries = []

    def add(self, claim):
        number = claim["claim_number"]
        known = self.options.get("procedures")
        if known and not any(line["procedure_code"] in known for line in claim["lines"]):
            # The API would refuse it: better now, before anything is handed over.
            send({"type": "refused", "id": number, "code": "procedure",
                  "message": "no line of it has a procedure code of the option procedures"})
            sys.exit(1)
        body = self.text({
            "resource": "claim",
            "sender": self.options["sender"],
            "control_number": self.batch["control_number"],
            "claim": claim,
        })
        name = f"claims/{number}.json"
        self.file(name, body, records=1)
        self.entries.append({
            "file": name,
            "claim_number": number,
            "total_billed": claim["total_billed"],
            "sha256": hashlib.sha256(body.encode()).hexdigest(),
        })

    def finish(self):
        """The index comes last: once it is there, so is all that it names."""
        index = {
            "sender": self.options["sender"],
            "pipeline": self.opening["pipeline"],
            "created": self.opening["time"],
            "batch": self.batch,
            "claims": self.entries,
        }
        self.file(self.options["index"], self.text(index), records=len(self.entries), batch=True)
        send({"type": "end", "files": len(self.entries) + 1, "records": len(self.entries)})

    def text(self, value):
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"

    def file(self, name, content, records, batch=False):
        send({"type": "file", "name": name, "records": records, **({"batch": True} if batch else {})})
        send({"type": "text", "text": content})


def main():
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", newline="\n")
    incoming = messages()
    hello = next(incoming)
    send({"type": "hello", "protocol": "claimpipe", "version": PROTOCOL})
    # claimpipe waits for this: what stays in a buffer is not said.
    sys.stdout.flush()
    if hello["version"] != PROTOCOL:
        give_up(f"this program speaks version {PROTOCOL} of the protocol")
    drop = None
    for message in incoming:
        kind = message["type"]
        if kind == "write":
            drop = Drop(message)
        elif kind == "batch":
            drop.batch = message["batch"]
        elif kind == "claim":
            drop.add(message["claim"])
        elif kind == "end":
            drop.finish()
            return
        else:
            give_up(f"a message of type {kind}, which this program does not know")


if __name__ == "__main__":
    main()
