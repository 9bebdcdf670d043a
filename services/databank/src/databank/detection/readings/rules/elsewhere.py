"""Seen elsewhere: the first time that somebody known in one branch is at work in another.

It claims nothing more. Once per spell in a branch: whoever keeps both is told of once, however
often she changes between them. Inside one day of service there is no direction, so a branch in
which she was seen first on that same day is not one in which she was known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from contracts.branches import Branch
from databank.detection.readings.rules.record import Observation

WITHIN = timedelta(days=365)
"""She is known in a branch for so long after she was seen there; then a spell in it is over."""


@dataclass(frozen=True, slots=True, order=True)
class SeenElsewhere:
    """The spell in ``branch`` began ``on`` a day. ``known_in``: the other branches in which she was
    seen before that day, in the order of their codes; ``known_until`` is the last such day."""

    on: date
    branch: Branch
    known_in: tuple[Branch, ...]
    known_until: date


def seen_elsewhere(observations: Iterable[Observation]) -> list[SeenElsewhere]:
    """The spells of one person that began while she was known elsewhere, in order of time."""
    days: dict[Branch, list[date]] = {}
    for observation in sorted(set(observations)):
        days.setdefault(observation.branch, []).append(observation.on)
    return sorted(
        SeenElsewhere(on, branch, tuple(sorted(known)), max(known.values()))
        for branch, own in days.items()
        for on in _spells(own)
        if (known := _known(days, branch, on))
    )


def _spells(own: list[date]) -> list[date]:
    """The first day of each spell in a branch."""
    later = [on for before, on in pairwise(own) if on - before > WITHIN]
    return [own[0], *later]


def _known(days: dict[Branch, list[date]], branch: Branch, on: date) -> dict[Branch, date]:
    """The other branches in which she was known on a day, each with its last day before it."""
    last = {
        other: max((day for day in theirs if day < on), default=None)
        for other, theirs in days.items()
        if other != branch
    }
    return {other: day for other, day in last.items() if day is not None and on - day <= WITHIN}
