"""Sanctions of the weeks before the city wakes, about houses that have their declaration.

The handbook counts twelve files a year, nine of which end at the warning (§6.2). That is one in a
month; here one of each end is played, so that every figure has something in it. A third, decided by
the college, is the story of the suspended house (3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from contracts.codes import DecidingBody, SanctionKind
from simulator.city.permits import FULL_ADVICE_FROM_ROOMS, Outcome, Permit
from simulator.city.premises import Premises
from simulator.city.span import moment

FACT_CODE = "raam.niet-aangegeven"
FIRST_FOUND = -24
"""The day of the first facts: small houses have their declaration by then."""
ENDS: tuple[tuple[SanctionKind, DecidingBody] | None, ...] = (
    None,
    (SanctionKind.TIJDELIJKE_SLUITING, DecidingBody.BURGEMEESTER),
    (SanctionKind.GEEN_SANCTIE, DecidingBody.COLLEGE),
)
"""The end of each case; without one it stays a warning."""


@dataclass(frozen=True, slots=True)
class Sanction:
    """A case about a house; without ``kind`` nothing follows the warning."""

    id: str
    house: Premises
    found_at: datetime
    kind: SanctionKind | None = None
    body: DecidingBody | None = None


def build(permits: Sequence[Permit], aside: Premises, chance: Random) -> list[Sanction]:
    """About small houses whose declaration is a plain one; ``aside`` is that of the story."""
    houses = [
        permit.house
        for permit in permits
        if permit.outcome is Outcome.TOEGEKEND
        and permit.renewal_at is None
        and len(permit.house.rooms) < FULL_ADVICE_FROM_ROOMS
        and permit.house is not aside
    ]
    return [
        Sanction(
            f"S{number + 1}",
            house,
            moment(FIRST_FOUND, 10 + number, chance.randint(0, 59)),
            *(end or (None, None)),
        )
        for number, (house, end) in enumerate(
            zip(chance.sample(houses, len(ENDS)), ENDS, strict=True)
        )
    ]
