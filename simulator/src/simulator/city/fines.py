"""Fines, half a year before the city wakes: who, for how much, what became of each.

A month of appeal does not fit in a fortnight, so these cases begin long before it; every letter has
its true date. Their shares are the handbook's (§6.2), and one at least goes each way. A city plays
a month of them, or as many as it is asked for, spread over a year.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random

from chassis.days import city_moment
from contracts.branches import Branch
from contracts.codes import AppealVerdict, OffenderRole
from simulator.city.past import YEARS
from simulator.city.span import moment

A_YEAR, A_MONTH = 190, 16
"""Numbers of cases."""
LAST_FOUND, A_WEEK = -174, 7
"""The day of the last facts, before the city's first; the police look once a week."""
EARLIER_IN = (2, 6, 9)
"""Months of facts of the year before last."""
WEEKS_OF_MONTH, WEEKS_OF_YEAR = 4, 48
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
    EXPIRED = "expired"
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


CLIENTS, OPERATORS = 0.22, 0.06
"""Shares of the offenders; the others are sex workers."""
DISMISSED, MEDIATED, EXPIRED = 0.15, 0.02, 0.01
"""Shares of the cases that end without a fine."""
DEFENDED, HEARD, ADMITTED = 0.18, 0.04, 0.125
"""Shares that defend themselves, with those at a hearing, and that admit; others are silent."""
ONE_ONLINE_IN = 8
"""Of the defences in writing, on the own page."""
APPEALED, PAID = 0.02, 0.55
"""Shares that appeal, and that pay by themselves."""
JUDGED = (
    (AppealVerdict.HERZIEN, Payment.IN_TIME),
    (AppealVerdict.VERNIETIGD, Payment.NEVER_OWED),
    (AppealVerdict.BEVESTIGD, Payment.AFTER_REMINDER),
)
"""Each judgment once at least: 0.02 of a month would be nobody."""
BY_THEMSELVES = (
    Payment.IN_PARTS,
    Payment.TOO_MUCH,
    Payment.WITHOUT_REFERENCE,
    *[Payment.IN_TIME] * 5,
)
PRESSED = (Payment.INSTALMENTS, Payment.COLLECTED, Payment.AFTER_REMINDER, Payment.COLLECTED)
"""Ways to pay of who does not by themselves, in turn."""
LEAST_PRESSED = 2
"""Cases, so that each of these ways is there."""


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


def build(chance: Random, count: int = A_MONTH) -> list[Fine]:
    """``count`` cases, and one more that is joined to one of them (GAS law art. 7).

    More than a month of them are spread over a year.
    """
    roles = _roles(count)
    chance.shuffle(roles)
    fates = _fates(count)
    chance.shuffle(fates)
    fates.sort(key=lambda fate: fate[0] is not Way.EXPIRED)  # half a year after the first facts
    cases = [
        _fine(number, count, role, fate, chance)
        for number, (role, fate) in enumerate(zip(roles, fates, strict=True))
    ]
    host = next(fine for fine in cases if fine.way is Way.SILENT)
    joined = replace(host, id=_id(count), way=Way.JOINED, verdict=None, payment=None, into=host.id)
    return [*cases, joined]


def earlier(chance: Random) -> list[Fine]:
    """A few of the older of the two years behind the city: clients who were silent, and paid."""
    return [
        Fine(
            id=f"E{number + 1:02d}",
            role=OffenderRole.PROSTITUANT,
            branch=Branch.STRAAT,
            fact_code="straatprostitutie",
            in_tolerance_zone=False,
            found_at=city_moment(date(YEARS[0], month, 12), time(9, chance.randint(0, 40))),
            envisaged=chance.randrange(90, 250, 10),
            way=Way.SILENT,
            payment=Payment.IN_TIME,
        )
        for number, month in enumerate(EARLIER_IN)
    ]


_Fate = tuple[Way, AppealVerdict | None, Payment | None]


def _roles(count: int) -> list[OffenderRole]:
    clients, operators = round(CLIENTS * count), round(OPERATORS * count)
    return [
        *[OffenderRole.PROSTITUANT] * clients,
        *[OffenderRole.EXPLOITANT] * operators,
        *[OffenderRole.PROSTITUEE] * (count - clients - operators),
    ]


def _fates(count: int) -> list[_Fate]:
    """The course and the end of each case. A month is too short for one that expires."""
    shelved, warned = _halves(round(DISMISSED * count))
    expired = 0 if count <= A_MONTH else max(1, round(EXPIRED * count))
    unfined = [
        *[Way.SHELVED] * shelved,
        *[Way.WARNED] * warned,
        *[Way.MEDIATED] * max(1, round(MEDIATED * count)),
        *[Way.EXPIRED] * expired,
    ]
    ends = _ends(count, count - len(unfined))
    ways = _answers(count, len(ends))
    return [
        *((way, None, None) for way in unfined),
        *((way, *end) for way, end in zip(ways, ends, strict=True)),
    ]


def _answers(count: int, fined: int) -> list[Way]:
    """Who appeals comes first, and has answered."""
    heard = max(1, round(HEARD * count))
    written = round(DEFENDED * count) - heard
    online = max(1, written // ONE_ONLINE_IN)
    answered = [
        *[Way.ONLINE] * online,
        *[Way.WRITTEN] * (written - online),
        *[Way.HEARD] * heard,
        *[Way.ADMITTED] * round(ADMITTED * count),
    ]
    return [*answered, *[Way.SILENT] * (fined - len(answered))]


def _ends(count: int, fined: int) -> list[tuple[AppealVerdict | None, Payment]]:
    appealed = max(len(JUDGED), round(APPEALED * count))
    judged = [JUDGED[number % len(JUDGED)] for number in range(appealed)]
    paid = round(PAID * count) - sum(payment is Payment.IN_TIME for _, payment in judged)
    paid = min(paid, fined - appealed - LEAST_PRESSED)
    return [
        *judged,
        *((None, BY_THEMSELVES[number % len(BY_THEMSELVES)]) for number in range(paid)),
        *((None, PRESSED[number % len(PRESSED)]) for number in range(fined - appealed - paid)),
    ]


def _halves(count: int) -> tuple[int, int]:
    return count - count // 2, count // 2


def _found_on(number: int, count: int) -> int:
    """The day of the facts, before the city's first."""
    weeks = WEEKS_OF_MONTH if count <= A_MONTH else WEEKS_OF_YEAR
    return LAST_FOUND - A_WEEK * (weeks - 1 - number * weeks // count)


def _id(number: int) -> str:
    return f"G{number + 1:02d}"


def _fine(number: int, count: int, role: OffenderRole, fate: _Fate, chance: Random) -> Fine:
    way, verdict, payment = fate
    branch, fact_code, inside = (
        OPERATOR_PLACE if role is OffenderRole.EXPLOITANT else chance.choice(PLACES)
    )
    return Fine(
        id=_id(number),
        role=role,
        branch=branch,
        fact_code=fact_code,
        in_tolerance_zone=inside,
        found_at=moment(_found_on(number, count), 9, chance.randint(0, 40)),
        envisaged=chance.randrange(90, 250, 10),
        way=way,
        verdict=verdict,
        payment=payment,
    )
