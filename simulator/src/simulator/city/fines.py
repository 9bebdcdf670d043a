"""A month of fines, half a year before the city wakes: who, for how much, what became of each.

A month of appeal does not fit in a fortnight, so these cases begin long before it; every letter has
its true date. Their numbers are the handbook's of a year (§6.2), and one at least of each way.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from contracts.codes import AppealVerdict, Branch, OffenderRole
from simulator.city.span import moment

FIRST_FOUND, A_WEEK, IN_A_WEEK = -195, 7, 4
"""The day of the first facts, before the city's first; the police look once a week."""
OPERATOR_PLACE = (Branch.MASSAGESALON, "seksuitbating.zonder-vergunning", False)
PLACES = (
    (Branch.STRAAT, "straatprostitutie", False),
    (Branch.STRAAT, "buiten-gedoogzone", False),
    (Branch.RAAM, "overtreding", True),
)
"""Branch, fact and whether it is in the tolerance zone."""


class Way(StrEnum):
    """The course until the decision, or instead of one."""

    SHELVED = "shelved"
    WARNED = "warned"
    MEDIATED = "mediated"
    JOINED = "joined to another"
    SILENT = "silent"
    ADMITTED = "admitted"
    WRITTEN = "written"
    ONLINE = "on the own page"
    HEARD = "heard"


class Payment(StrEnum):
    """Ways in which a fine is paid, or the reason why it is not."""

    IN_TIME = "in time"
    IN_PARTS = "in parts"
    TOO_MUCH = "too much"
    WITHOUT_REFERENCE = "without reference"
    AFTER_REMINDER = "after a reminder"
    INSTALMENTS = "instalments"
    COLLECTED = "collected"
    NEVER_OWED = "never owed"


ROLES = {OffenderRole.PROSTITUEE: 11, OffenderRole.PROSTITUANT: 4, OffenderRole.EXPLOITANT: 1}
"""0.72, 0.22 and 0.06 of a month's 16 cases (190 a year)."""
UNFINED = (Way.SHELVED, Way.WARNED, Way.MEDIATED)
"""0.15 are dismissed; 0.02 are mediated."""
DEFENDED = (Way.WRITTEN, Way.ONLINE, Way.HEARD, Way.ADMITTED, Way.ADMITTED)
"""0.18 defend themselves, a few of them at a hearing; the others are silent."""
APPEALED = (
    (AppealVerdict.HERZIEN, Payment.IN_TIME),
    (AppealVerdict.VERNIETIGD, Payment.NEVER_OWED),
    (AppealVerdict.BEVESTIGD, Payment.AFTER_REMINDER),
)
"""Each judgment once: 0.02 of a month would be nobody."""
PAID = (
    *[Payment.IN_TIME] * 5,
    Payment.IN_PARTS,
    Payment.TOO_MUCH,
    Payment.WITHOUT_REFERENCE,
    Payment.INSTALMENTS,
    Payment.COLLECTED,
)
"""0.55 of all cases pay by themselves."""


@dataclass(frozen=True, slots=True)
class Fine:
    """A case from its facts to its end; ``payment`` is empty where no fine follows."""

    id: str
    role: OffenderRole
    branch: Branch
    fact_code: str
    in_tolerance_zone: bool
    found_at: datetime
    envisaged: int
    way: Way
    verdict: AppealVerdict | None = None
    payment: Payment | None = None
    into: str | None = None
    """The case that this one is joined to."""

    def day(self, days: int) -> datetime:
        """At the same hour, so many days after the facts."""
        return self.found_at + timedelta(days=days)

    @property
    def amount(self) -> int:
        """The fine in whole euros, as the officer imposes it."""
        return self.envisaged - 20 if self.way is Way.HEARD else self.envisaged

    @property
    def amount_owed(self) -> int:
        """The amount after the judgment, if there was one."""
        return self.amount - 30 if self.verdict is AppealVerdict.HERZIEN else self.amount


def build(chance: Random) -> list[Fine]:
    """The month's cases, and one more that is joined to the last of them (GAS law art. 7)."""
    roles = [role for role, count in ROLES.items() for _ in range(count)]
    chance.shuffle(roles)
    fates = _fates()
    chance.shuffle(fates)
    month = [
        _fine(number, role, fate, chance)
        for number, (role, fate) in enumerate(zip(roles, fates, strict=True))
    ]
    host = next(fine for fine in month if fine.way is Way.SILENT)
    joined = replace(host, id="G17", way=Way.JOINED, verdict=None, payment=None, into=host.id)
    return [*month, joined]


_Fate = tuple[Way, AppealVerdict | None, Payment | None]


def _fates() -> list[_Fate]:
    fined: list[tuple[AppealVerdict | None, Payment]] = [*APPEALED, *((None, way) for way in PAID)]
    ways = [*DEFENDED, *[Way.SILENT] * (len(fined) - len(DEFENDED))]
    return [
        *((way, None, None) for way in UNFINED),
        *((way, *after) for way, after in zip(ways, fined, strict=True)),
    ]


def _fine(number: int, role: OffenderRole, fate: _Fate, chance: Random) -> Fine:
    way, verdict, payment = fate
    branch, fact_code, inside = (
        OPERATOR_PLACE if role is OffenderRole.EXPLOITANT else chance.choice(PLACES)
    )
    return Fine(
        id=f"G{number + 1:02d}",
        role=role,
        branch=branch,
        fact_code=fact_code,
        in_tolerance_zone=inside,
        found_at=moment(FIRST_FOUND + A_WEEK * (number // IN_A_WEEK), 9, chance.randint(0, 40)),
        envisaged=chance.randrange(90, 250, 10),
        way=way,
        verdict=verdict,
        payment=payment,
    )
