"""Synthetic facts of ten years of a city, day by day; nobody and no place in them is real."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from chassis.days import city_day
from reporting.facts.rules.facts import NewFact

FIRST_YEAR, YEARS = 2016, 10
PREMISES, ESTABLISHMENTS = 70, 300
BRANCHES = ("raam", "straat", "escort", "stripclub", "massagesalon", "prive_thuis")
PER_YEAR = {"inspection": 1500, "report": 1200, "visit": 150, "sanction": 60, "fine": 350}
"""Several times what the handbook expects (§6.2)."""
PER_SHIFT = 3
"""Facts of a shift: declared, ended, and verified or not."""


def facts_of(number: int, seed: int = 1) -> Iterator[NewFact]:
    """As many facts, day by day; what is not asked for by the city's work are shifts."""
    chance = Random(seed)
    days = [date(FIRST_YEAR, 1, 1) + timedelta(days=nr) for nr in range(YEARS * 365)]
    others = sum(PER_YEAR.values()) * YEARS + 5 * PER_YEAR["fine"] * YEARS
    shifts_a_day = max(1, (number - others) // PER_SHIFT // len(days))
    for day in days:
        yield from _shifts(day, shifts_a_day, chance)
        for kind, yearly in PER_YEAR.items():
            for _ in range(_today(yearly, chance)):
                yield from MAKERS[kind](day, chance)


def _today(yearly: int, chance: Random) -> int:
    whole, rest = divmod(yearly, 365)
    return whole + (chance.random() < rest / 365)


def _shifts(day: date, number: int, chance: Random) -> Iterator[NewFact]:
    for _ in range(number):
        shift, premises = _id(chance), {"premises_id": str(UUID(int=chance.randrange(PREMISES)))}
        yield _fact("shift-declared", shift, day, chance, **premises, late=False)
        if chance.random() < 0.05:
            yield _fact("shift-cancelled", shift, day, chance, **premises, reason="ziek")
            continue
        yield _fact("shift-ended", shift, day, chance, **premises, early=False)
        if chance.random() < 0.5:
            yield _fact("shift-verified", shift, day, chance)


def _inspection(day: date, chance: Random) -> Iterator[NewFact]:
    yield _fact(
        "inspection-completed",
        _id(chance),
        day,
        chance,
        branch=chance.choice(BRANCHES),
        visibility=chance.choice(("zichtbaar", "verdoken")),
        kind=chance.choice(("maandactie", "ad_hoc", "melding")),
        result=chance.choice(("geen_opmerkingen", "vaststelling")),
        establishment_ids=[str(UUID(int=chance.randrange(ESTABLISHMENTS)))],
        workers_checked=chance.randrange(4),
        clients_checked=chance.randrange(2),
        operators_checked=0,
    )


def _report(day: date, chance: Random) -> Iterator[NewFact]:
    yield _fact(
        "report-drawn-up",
        _id(chance),
        day,
        chance,
        branch=chance.choice(BRANCHES),
        kind=chance.choice(("PV", "RIR", "INFORMATIERAPPORT")),
        fact_code="buiten-gedoogzone",
        addressee="sanctionerend_ambtenaar",
        in_tolerance_zone=chance.random() < 0.5,
    )


def _visit(day: date, chance: Random) -> Iterator[NewFact]:
    premises = UUID(int=chance.randrange(PREMISES))
    if day.year == FIRST_YEAR:
        yield _fact("suitability-granted", premises, day, chance, street=f"Straat {premises.int}")
    yield _fact(
        "suitability-visit-completed",
        _id(chance),
        day,
        chance,
        premises_id=str(premises),
        kind=chance.choice(("proactief", "reactief")),
        reason="jaarlijks",
        result="in_orde",
        rooms_visited=3,
    )


def _sanction(day: date, chance: Random) -> Iterator[NewFact]:
    case = _id(chance)
    about = {"premises_id": str(UUID(int=chance.randrange(PREMISES))), "kind": "schorsing"}
    yield _fact("sanction-decided", case, day, chance, **about, deciding_body="college")
    yield _fact("sanction-notified", case, day, chance, **about)
    yield _fact("sanction-execution-recorded", case, day, chance, complied=True)


def _fine(day: date, chance: Random) -> Iterator[NewFact]:
    case = _id(chance)
    role = chance.choice(("prostituee", "prostituant"))
    yield _fact("gas-case-opened", case, day, chance, offender_role=role)
    yield _fact(
        "gas-fine-imposed", case, day, chance, branch="straat", band="tot_175", defence="verworpen"
    )
    for kind in ("gas-fine-final", "gas-reminder-sent", "gas-payment-received"):
        yield _fact(kind, case, day, chance, settled=True)
    yield _fact("gas-case-closed", case, day, chance, outcome="betaald")


MAKERS = {
    "inspection": _inspection,
    "report": _report,
    "visit": _visit,
    "sanction": _sanction,
    "fine": _fine,
}


def _id(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128))


def _event_id(at: datetime, chance: Random) -> UUID:
    """One in the order of time, as the bus makes them: UUID of version 7."""
    return UUID(int=int(at.timestamp() * 1000) << 80 | 7 << 76 | chance.getrandbits(76))


def _fact(
    kind: str,
    subject: UUID,
    day: date,
    chance: Random,
    /,
    branch: str | None = None,
    **dims: Any,
) -> NewFact:
    at = datetime.combine(day, time(12), tzinfo=UTC) + timedelta(seconds=chance.randrange(3600))
    return NewFact(_event_id(at, chance), kind, subject, at, city_day(at), at, at, branch, dims)
