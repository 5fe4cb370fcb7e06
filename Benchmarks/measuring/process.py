"""One whole process: its time, its processor time, the most memory it held."""

import json
import os
import pathlib
import subprocess
import sys
from dataclasses import asdict, dataclass

LAUNCHER = pathlib.Path(__file__).with_name("launch.py")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Sample:
    """Seconds, and MiB resident at the most; `others` is the processor time that anything else took, per second."""

    wall: float
    user: float
    system: float
    mib: float
    others: float

    @property
    def cpu(self):
        return self.user + self.system

    def values(self):
        return {key: round(value, 4) for key, value in asdict(self).items()}


def measure(command, env=None):
    """Runs a command, its output thrown away; ends the program where the command fails."""
    command = list(map(str, command))
    before = _busy()
    ran = subprocess.run([sys.executable, "-I", "-S", LAUNCHER, *command], capture_output=True, env=env)
    took = json.loads(ran.stdout)
    if status := took.pop("status"):
        sys.exit(f"{' '.join(command)}: ended with {status}\n{ran.stderr.decode(errors='replace')[-4000:]}")
    own = took["user"] + took["system"]
    return Sample(**took, others=max(0.0, _busy() - before - own) / took["wall"])


def warm(path):
    """Reads a file once, so that every contender finds it in the page cache."""
    with open(path, "rb", buffering=0) as file:
        while file.read(1 << 20):
            pass


def _busy():
    """Processor seconds that the machine has worked since it started."""
    with open("/proc/stat") as file:
        ticks = list(map(int, file.readline().split()[1:9]))
    return (sum(ticks) - ticks[3] - ticks[4]) / TICKS
