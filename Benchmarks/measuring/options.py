"""The arguments that every measurement takes."""

import argparse
import pathlib
import sys


def words(text):
    """A list, from words with commas or spaces between."""
    return text.replace(",", " ").split()


def numbers(text):
    return list(map(int, words(text)))


def parser(description):
    held = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    held.add_argument("--claimpipe", type=pathlib.Path, required=True, help="the program")
    held.add_argument("--python", default=sys.executable, help="a Python that has requirements.txt")
    held.add_argument("--prefix", type=str.split, default=[], help="before every command, as 'chrt -r 10'")
    held.add_argument("--scratch", type=pathlib.Path, required=True, help="for data and outputs")
    held.add_argument("--rounds", type=int, default=7)
    held.add_argument("--seed", type=int, default=7, help="of the practice")
    return held
