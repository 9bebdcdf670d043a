"""Chance that is the same again for the same seed, whatever else was drawn before."""

from random import Random
from zlib import crc32


def chance(seed: int, what: str, *numbers: int) -> Random:
    """A source of its own for one thing: a person, a claim, an order."""
    whole = crc32(what.encode())
    for number in (seed, *numbers):
        whole = (whole << 32) + number
    return Random(whole)  # noqa: S311  # made-up people, nothing secret
