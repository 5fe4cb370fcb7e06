"""What the figures were measured on and with."""

import datetime
import importlib.metadata
import os
import pathlib
import platform
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def described(programs):
    """The machine, the versions and the date, as a result file holds them."""
    return {"date": datetime.date.today().isoformat(), "commit": commit(), "processor": _processor(),
            "processors": os.cpu_count(), "memory_gib": round(os.sysconf("SC_PAGE_SIZE")
                                                              * os.sysconf("SC_PHYS_PAGES") / 2**30),
            "system": _system(), "versions": _versions(programs)}


def commit():
    """The project's commit, with a plus where the tree has changes."""
    try:
        name = _output("git", "-C", ROOT, "rev-parse", "--short", "HEAD")
        return name + ("+" if _output("git", "-C", ROOT, "status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _output(*command):
    return subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout.strip()


def _processor():
    with open("/proc/cpuinfo") as file:
        return next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "unknown")


def _system():
    try:
        with open("/etc/os-release") as file:
            name = next(line.split("=", 1)[1].strip().strip('"') for line in file if line.startswith("PRETTY_NAME"))
    except (OSError, StopIteration):
        name = platform.system()
    return f"{name}, Linux {platform.release()}"


def _versions(programs):
    held = {"claimpipe": _output(programs.claimpipe, "--version"), "Python": platform.python_version()}
    for package in ("duckdb", "polars", "pandas", "lxml"):
        try:
            held[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    try:
        held["Swift"] = _output("swift", "--version").split("Swift version ")[-1].split(" ")[0]
    except (OSError, subprocess.CalledProcessError):
        pass
    return held
