"""Each guard of an indicator on the day before, on the day and on the day after.

Bounds of what is told of persons: ``test_persons_checked.py`` and ``test_care.py``.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from reporting.facts.rules.facts import Fact, Facts
from reporting.figures.rules.outcomes import Outcome, Status
from reporting.indicators.rules.answers import answer
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.mayor_orders import follow_up
from reporting.indicators.rules.permits import standing_streets
from reporting.periods.rules import Period
from reporting.regie.rules.kinds import RegieKind, RegieStatus
from reporting.regie.rules.records import RegieEntry, Register
from reporting.report_register.rules.published import AwaitedReport, PublishedReport

MARCH = Period.parse("2026-03")
FIRST, MIDDLE, LAST = date(2026, 3, 1), date(2026, 3, 16), date(2026, 3, 31)
LATER = date(2026, 9, 1)
ONE = timedelta(days=1)
CASE = UUID(int=1)
EVER = dict.fromkeys(("databank", "enforcement", "pandkalender"), date(2020, 1, 1))

NOT_BEFORE, UNTIL = (False, True, True), (True, True, False)
BEFORE, AFTER, ON_IT = (True, False, False), (False, False, True), (False, True, False)
Holds = tuple[bool, bool, bool]


def evidence(*facts: Fact, today: date = LATER, **known: Any) -> Evidence:
    return Evidence(MARCH, today, **{"since": EVER, "facts": Facts(facts), **known})


def part(outcome: Outcome, code: str) -> int | None:
    return next(each.value for each in outcome.parts if each.code == code)


def row(outcome: Outcome, dimension: str) -> list[str]:
    return [
        each.code for split in outcome.breakdowns if split.dimension == dimension
        for each in split.rows
    ]  # fmt: skip


def inspections(**known: Any) -> Outcome:
    return answer("IND-2.1-02", evidence(**known))


def planned(today: date) -> Outcome:
    action = Fact("monthly-action-planned", CASE, FIRST, "straat")
    return answer("IND-2.1-02", evidence(action, today=today))


def report(published: date, due: date = date(2027, 1, 1)) -> Outcome:
    """The care report of 2025 (IND-3.1-01)."""
    told = PublishedReport("hulpverlening", "2025", published, due)
    return answer("IND-3.1-01", evidence(reports=(told,)))


def awaited(due: date, *noted: RegieEntry) -> int | None:
    told = AwaitedReport("hulpverlening", "2025", due)
    return part(
        answer("IND-3.1-01", evidence(awaited=(told,), register=Register(noted))), "missing"
    )


def moment(until: date) -> RegieEntry:
    kind, partners = RegieKind.RAPPORTAGEMOMENT, ("plangroep",)
    done = RegieStatus.DOORGEGAAN
    return RegieEntry(kind, "hulpverlening", FIRST, "x", partners, done, until=until)


def agreement(code: str, signed: date, until: date | None = None) -> int | None:
    kind, ended = RegieKind.OVEREENKOMST, RegieStatus.ONDERTEKEND
    told = RegieEntry(kind, "convenant", FIRST, "x", (), ended, signed_on=signed, until=until)
    return part(answer("IND-3.5-01", evidence(register=Register([told]))), code)


def order(day: date = MIDDLE, renewal: int = 0, **dims: Any) -> Fact:
    told = {"kind": "openbare_orde", "content": "sluiting", "basis": "ngw_135", "renewal": renewal}
    return Fact("mayor-measure-ordered", CASE, day, None, {"order_id": str(CASE), **told, **dims})


def band(ends: date, begins: date) -> list[str]:
    """Of an order from noon to noon."""
    span = {"effective_from": f"{begins}T12:00:00+00:00", "effective_to": f"{ends}T12:00:00+00:00"}
    return row(answer("IND-2.2-03", evidence(order(**span))), "duration")


def complied(on: date, *renewals: Fact) -> int:
    """Orders of March that were found to be complied with, of one that was checked on a day."""
    check = Fact("mayor-measure-execution-recorded", CASE, on, None, {"complied": True})
    known = Facts([order(FIRST), *renewals, check])
    return follow_up(evidence(order(FIRST), followed=known))["nageleefd"]


def stands(begun: date, ended: date | None = None) -> bool:
    steps = [Fact("suitability-granted", CASE, begun, None, {"street": "Proefplein"})]
    if ended is not None:
        steps.append(Fact("suitability-expired", CASE, ended))
    return standing_streets(Facts(steps), FIRST, LAST) == {str(CASE): "Proefplein"}


DAYS: dict[str, tuple[Callable[[date], bool], date, Holds]] = {
    "a period that begins has a figure": (
        lambda d: inspections(today=d).status is Status.CIJFER, FIRST, NOT_BEFORE,
    ),
    "a source that told from the first day lacks nothing": (
        lambda d: not inspections(since={"databank": d}).missing, FIRST, UNTIL,
    ),
    "a source that told on the last day told that there was nothing": (
        lambda d: inspections(since={"databank": d}).status is Status.CIJFER, LAST, UNTIL,
    ),
    "a monthly action is missed once its month is over": (
        lambda d: part(planned(d), "missed") == 1, LAST, AFTER,
    ),
    "a report is in time on its last day": (
        lambda d: part(report(d, MIDDLE), "on_time") == 1, MIDDLE, UNTIL,
    ),
    "a report is late on the day after": (
        lambda d: part(report(d, MIDDLE), "late") == 1, MIDDLE, AFTER,
    ),
    "a report counts from the first day": (lambda d: report(d).value == 1, FIRST, NOT_BEFORE),
    "a report counts on the last day": (lambda d: report(d).value == 1, LAST, UNTIL),
    "a report was awaited from the first day": (lambda d: awaited(d) == 1, FIRST, NOT_BEFORE),
    "a report was awaited on the last day": (lambda d: awaited(d) == 1, LAST, UNTIL),
    "a report that people noted with its own last day is not awaited": (
        lambda d: awaited(MIDDLE, moment(d)) == 0, MIDDLE, ON_IT,
    ),
    "a covenant is signed from the first day": (
        lambda d: agreement("signed", d) == 1, FIRST, NOT_BEFORE,
    ),
    "a covenant is signed on the last day": (lambda d: agreement("signed", d) == 1, LAST, UNTIL),
    "a covenant that is signed on the last day is in force at the end": (
        lambda d: agreement("in_force", d) == 1, LAST, UNTIL,
    ),
    "a covenant that ends on the last day is in force at the end": (
        lambda d: agreement("in_force", FIRST, d) == 1, LAST, NOT_BEFORE,
    ),
    "an order of seven days holds for a week at most": (
        lambda d: band(d, date(2026, 3, 9)) == ["tot_een_week"], MIDDLE, UNTIL,
    ),
    "an order of eight days holds for longer than a week": (
        lambda d: band(d, date(2026, 3, 9)) == ["tot_een_maand"], MIDDLE, AFTER,
    ),
    "an order of 31 days holds for a month at most": (
        lambda d: band(d, date(2026, 2, 13)) == ["tot_een_maand"], MIDDLE, UNTIL,
    ),
    "an order of 92 days holds for three months at most": (
        lambda d: band(d, date(2025, 12, 14)) == ["tot_drie_maanden"], MIDDLE, UNTIL,
    ),
    "an order of 93 days holds for longer": (
        lambda d: band(d, date(2025, 12, 14)) == ["langer_dan_drie_maanden"], MIDDLE, AFTER,
    ),
    "an order is checked from its own day": (lambda d: complied(d) == 1, FIRST, NOT_BEFORE),
    "a check on the day of a renewal is one of the renewal": (
        lambda d: complied(d, order(MIDDLE, 1)) == 1, MIDDLE, BEFORE,
    ),
    "premises whose declaration ends on the first day stood in the period": (
        lambda d: stands(date(2025, 1, 1), d), FIRST, NOT_BEFORE,
    ),
    "premises whose declaration begins on the last day stood in the period": (
        stands, LAST, UNTIL,
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kinds", "stands"),
    [
        (("expired", "granted"), True),
        (("granted", "expired"), True),
        (("withdrawn", "reinstated"), True),
        (("relinquished", "renewed"), True),
        (("expired",), False),
    ],
)
def test_a_declaration_that_begins_as_another_ends_takes_its_place(
    kinds: tuple[str, ...], *, stands: bool
) -> None:
    """The day before the period: whichever of both is told first."""
    street, turn = {"street": "Proefplein"}, FIRST - ONE
    first = Fact("suitability-granted", CASE, date(2025, 1, 1), None, street)
    steps = [first, *(Fact(f"suitability-{kind}", CASE, turn) for kind in kinds)]
    found = standing_streets(Facts(steps), FIRST, LAST)
    assert found == ({str(CASE): "Proefplein"} if stands else {})


@pytest.mark.parametrize("what", DAYS)
def test_a_guard_holds_on_its_own_day(what: str) -> None:
    holds, day, expected = DAYS[what]
    assert tuple(holds(each) for each in (day - ONE, day, day + ONE)) == expected


@pytest.mark.parametrize(
    ("answered", "lag", "imported", "works"),
    [
        (994, 0, 3, 0),
        (995, 0, 3, 1),
        (1000, 899, 3, 1),
        (1000, 900, 3, 1),
        (1000, 901, 3, 0),
        (1000, 0, 2, 0),
    ],
)
def test_the_databank_is_operational_as_the_handbook_defines_it(
    answered: int, lag: int, imported: int, works: int
) -> None:
    """Handbook, definitions, 7: 99.5 % available, three imports, 15 minutes behind at most."""
    dims = {
        "component": "databank", "answered": answered, "probes": 1000, "imports": 3,
        "imported": ["a", "b", "c"][:imported], "lag_seconds": lag, "measured_by": "databank",
    }  # fmt: skip
    measured = [Fact("operation-measured", CASE, FIRST + n * ONE, None, dims) for n in range(31)]
    assert answer("IND-2.4-01", evidence(*measured)).value == works


@pytest.mark.parametrize("today", [FIRST + ONE, MIDDLE, LAST, LAST + ONE])
def test_a_day_that_is_not_over_is_no_gap_in_what_was_measured(today: date) -> None:
    """Measured are all days before it, of a period that runs or is over."""
    dims = {
        "component": "databank", "answered": 1, "probes": 1, "imports": 0, "imported": [],
        "lag_seconds": 0, "measured_by": "databank",
    }  # fmt: skip
    days = [FIRST + n * ONE for n in range((today - FIRST).days)]
    measured = [Fact("operation-measured", CASE, day, None, dims) for day in days]
    whole = answer("IND-2.4-01", evidence(*measured, today=today))
    assert whole.missing == ()
    if len(days) > 1:
        short = answer("IND-2.4-01", evidence(*measured[:-1], today=today))
        assert short.missing == ("meting van de databank op sommige dagen",)


def test_orders_are_split_by_which_renewal_they_are() -> None:
    numbers = [order(MIDDLE, renewal) for renewal in (0, 1, 2, 3)]
    assert row(answer("IND-2.2-03", evidence(*numbers)), "renewal") == [
        "eerste_bevel",
        "eerste_verlenging",
        "tweede_verlenging",
        "3",
    ]


def test_measures_say_what_is_counted_once_and_lack_the_counts_that_the_police_did_not_let_go() -> (
    None
):
    all_of_them = answer("IND-2-03", evidence(order()))
    assert all_of_them.value == 1
    assert "Elke maatregel telt één keer: een sluiting na een sanctie is dezelfde maatregel." in (
        all_of_them.notes
    )
    assert [*answer("IND-2.1-05", evidence(order())).missing] == [
        "aanhoudingen en maatregelen zijn er per halfjaar, niet per maand"
    ]
