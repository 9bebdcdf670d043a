"""Rules of what two persons share, and from when on both had it.

Nationality, language and the culture of a name are no ground. Who shares something with very many
people shares nothing that says anything: the telephone of a club, the address of a hotel.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import cos, pi, sin

from linkage.claim import Features

MOST_SHARING = 20
"""What more people than this have in common is counted, and links nobody."""
MOST_SHOWN = 24
"""Persons in one chart at most; those who share most come first."""
LOOK_BACK = timedelta(days=365)
"""So far back rooms and inspections are looked at."""
HANDOVER = timedelta(days=7)
"""Who begins in a room within so long after somebody else stopped there came after them."""
FEWEST_HANDOVERS = 3
"""Rooms are let by the day: less often than this is chance."""
FEWEST_INSPECTIONS = 2
"""Once in one house on one evening is chance too."""


class Ground(StrEnum):
    """What two persons have in common, the most telling first."""

    DOCUMENT = "document"
    NUMMER = "rijksregisternummer"
    TELEFOON = "telefoon"
    ADRES = "adres"
    PATROON = "patroon"
    KAMER = "kamer"
    CONTROLE = "controle"


STATED = (Ground.DOCUMENT, Ground.NUMMER, Ground.TELEFOON, Ground.ADRES)
"""Grounds that were stated with an identity."""
ORDER = {ground: place for place, ground in enumerate(Ground)}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a ground, in the form in which the matcher compares it; prints nothing."""

    ground: Ground
    parts: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<{self.ground}>"


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last time that something was stated or seen."""

    first: datetime
    last: datetime

    def joined(self, other: "Span") -> "Span":
        return Span(min(self.first, other.first), max(self.last, other.last))


@dataclass(frozen=True, slots=True)
class Shared:
    """A ground that two persons share. ``times``: values, handovers, inspections or patterns."""

    ground: Ground
    since: datetime
    until: datetime
    times: int


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a picture of 100 by 100."""

    x: float
    y: float


def values(features: Features) -> frozenset[Value]:
    """What a claim states that others may state too. A street without a house is no address."""
    found = {Value(Ground.DOCUMENT, (number,)) for _, number in features.documents if number}
    if features.number:
        found.add(Value(Ground.NUMMER, (features.number,)))
    if features.phone:
        found.add(Value(Ground.TELEFOON, (features.phone,)))
    place = features.postcode or features.municipality
    if features.street and features.house and place:
        found.add(Value(Ground.ADRES, (features.street, features.house, place)))
    return frozenset(found)


def alone(features: Features) -> list[Features]:
    """The features that a ground is found by, each without all the rest."""
    parts = [Features(documents=(document,)) for document in features.documents]
    if features.number:
        parts.append(Features(number=features.number))
    if features.phone:
        parts.append(Features(phone=features.phone))
    if features.street and features.house:
        parts.append(Features(street=features.street, house=features.house))
    return parts


def common(own: Span, other: Span) -> Span:
    """From when on both had it, until one of them stated it last."""
    return Span(max(own.first, other.first), max(own.last, other.last))


def is_common_use(sharing: int) -> bool:
    """Whether so many other people state the same that it tells nothing of two of them."""
    return sharing > MOST_SHARING


def joined(ground: Ground, spans: Iterable[Span]) -> Shared:
    """One line for a ground, however many values of it are shared."""
    given = list(spans)
    return Shared(
        ground, min(each.first for each in given), max(each.last for each in given), len(given)
    )


def weight(shared: Iterable[Shared]) -> tuple[int, int, float]:
    """Order of persons: by the number of grounds, the most telling ground, and the latest."""
    given = list(shared)
    latest = max(each.until.timestamp() for each in given)
    return -len(given), min(ORDER[each.ground] for each in given), -latest


def circle(number: int) -> list[Point]:
    """Places for so many persons around the one in the middle, clockwise from the top."""
    angles = [2 * pi * place / number - pi / 2 for place in range(number)]
    return [Point(round(50 + 40 * cos(at), 1), round(50 + 40 * sin(at), 1)) for at in angles]


def ordered(shared: Mapping[Ground, Shared]) -> list[Shared]:
    return sorted(shared.values(), key=lambda each: ORDER[each.ground])
