"""Random draws that stay the same in every version of Python: only `random()` of a seeded generator is used."""

import random


class Draws:
    """A seeded source of draws; `parts` say what they are for, so that draws of one part shift no other's."""

    def __init__(self, *parts):
        self.random = random.Random("/".join(map(str, parts))).random

    def below(self, limit):
        """A whole number from 0 to `limit` - 1."""
        return int(self.random() * limit)

    def between(self, low, high):
        """A whole number from `low` to `high`."""
        return low + int(self.random() * (high - low + 1))

    def one(self, values):
        return values[int(self.random() * len(values))]

    def chance(self, part):
        return self.random() < part
