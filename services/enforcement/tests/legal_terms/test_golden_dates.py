"""Every dated term of the law against a table of dates that other code counted.

``golden_dates.csv`` was counted by ``dateutil`` alone: its calendar arithmetic, and Belgian
holidays from its date of Easter. :func:`counted_apart` is that count: a new row needs no trust.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from enforcement.legal_terms.rules import Roll, Term, Unit, deadline, working_days
from enforcement.migrations.seed import rows

CLOSED = frozenset({date(2026, 1, 2), date(2026, 5, 15), date(2026, 12, 24)})
DAYS = working_days(CLOSED)
GOLDEN = Path(__file__).with_name("golden_dates.csv")
COUNTED = {Unit.DAYS, Unit.MONTHS, Unit.YEARS, Unit.WORKING_DAYS}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Golden:
    term_id: str
    event: date
    last_day: date
    safe_day: date
    post_by: date | None


def golden() -> list[Golden]:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return [
            Golden(
                row["term"],
                date.fromisoformat(row["event"]),
                date.fromisoformat(row["last_day"]),
                date.fromisoformat(row["safe_day"]),
                date.fromisoformat(row["post_by"]) if row["post_by"] else None,
            )
            for row in csv.DictReader(file)
        ]


@cache
def newest(term_id: str) -> dict[str, Any]:
    return max(
        (row for row in rows("legal_terms", "term") if row["id"] == term_id),
        key=lambda row: row["valid_from"],
    )


def is_holiday(day: date) -> bool:
    """The ten legal holidays (law of 4 January 1974, royal decree of 18 April 1974)."""
    fixed = {(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)}
    moving = {easter(day.year) + timedelta(days=gap) for gap in (1, 39, 50)}
    return (day.month, day.day) in fixed or day in moving


def works(day: date) -> bool:
    return day.isoweekday() <= 5 and not is_holiday(day)


def is_open(day: date) -> bool:
    return works(day) and day not in CLOSED


def search(day: date, step: timedelta, good: Callable[[date], bool]) -> date:
    while not good(day):
        day += step
    return day


def counted_apart(term_id: str, event: date) -> Golden:
    """The dates of a term without a line of the service."""
    row = newest(term_id)
    value = row["value"]
    if row["unit"] == "working_days":
        last = event
        for _ in range(value):
            last = search(last + ONE_DAY, ONE_DAY, works)
    else:
        last = event + relativedelta(**{row["unit"]: value})
    if row["roll_rule"] == "next_working_day":
        last = search(last, ONE_DAY, works)
    certain = last - ONE_DAY if row.get("start_counts") else last
    safe = search(certain - timedelta(days=row["warn_before_days"]), -ONE_DAY, is_open)
    post_by = None
    if row.get("notified_within"):
        post_by = search(certain, -ONE_DAY, works)
        for _ in range(3):
            post_by = search(post_by - ONE_DAY, -ONE_DAY, works)
        post_by = search(post_by, -ONE_DAY, is_open)
    return Golden(term_id, event, last, safe, post_by)


@pytest.mark.parametrize("row", golden(), ids=lambda row: f"{row.term_id} {row.event}")
def test_the_service_counts_as_the_golden_table(row: Golden) -> None:
    law = newest(row.term_id)
    term = Term(
        id=row.term_id,
        valid_from=law["valid_from"],
        value=law["value"],
        unit=Unit(law["unit"]),
        roll=Roll(law["roll_rule"]),
        warn_before_days=law["warn_before_days"],
        start_counts=law.get("start_counts", False),
        notified_within=law.get("notified_within", False),
    )
    ends = deadline(term, row.event, DAYS)
    assert (ends.last_day, ends.safe_day, ends.post_by) == (row.last_day, row.safe_day, row.post_by)


def test_the_golden_table_is_what_dateutil_counts() -> None:
    assert golden() == [counted_apart(row.term_id, row.event) for row in golden()]


def test_every_term_that_counts_days_stands_in_the_golden_table() -> None:
    ids = {row["id"] for row in rows("legal_terms", "term") if Unit(row["unit"]) in COUNTED}
    assert {row.term_id for row in golden()} == ids
    assert len(golden()) >= 200
