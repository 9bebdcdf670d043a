"""Every dated term of the law against a table of dates that other code counted.

``golden_dates.csv`` was counted by ``dateutil``, and by the words of the Judicial Code
(``support/judicial_code.py``) where a law follows it. :func:`counted_apart` is that count, so a new
row needs no trust; it is also made for each day of five years.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from enforcement.legal_terms.rules import Counting, Roll, Term, Unit, deadline, working_days
from enforcement.migrations.seed import rows

from ..support.judicial_code import ONE_DAY, eve_of_the_nth, first_day, last_day, search, works

CLOSED = frozenset({date(2026, 1, 2), date(2026, 5, 15), date(2026, 12, 24)})
DAYS = working_days(CLOSED)
GOLDEN = Path(__file__).with_name("golden_dates.csv")
COUNTED = {Unit.DAYS, Unit.MONTHS, Unit.YEARS, Unit.WORKING_DAYS}
FIRST, LAST = date(2024, 1, 1), date(2028, 12, 31)
"""Five years with two leap days."""


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


def term_of(term_id: str) -> Term:
    law = newest(term_id)
    return Term(
        id=term_id,
        valid_from=law["valid_from"],
        value=law["value"],
        unit=Unit(law["unit"]),
        roll=Roll(law["roll_rule"]),
        warn_before_days=law["warn_before_days"],
        start_counts=law.get("start_counts", False),
        notified_within=law.get("notified_within", False),
        counting=Counting(law["counting_rule"]),
    )


def is_open(day: date) -> bool:
    return works(day) and day not in CLOSED


def counted_apart(term_id: str, event: date) -> Golden:
    """The dates of a term without a line of the service."""
    row = newest(term_id)
    value, months = row["value"], row["value"] * (12 if row["unit"] == "years" else 1)
    if row["unit"] == "working_days":
        last = event
        for _ in range(value):
            last = search(last + ONE_DAY, ONE_DAY, works)
    elif row["counting_rule"] == "eve_of_day":
        last = eve_of_the_nth(first_day(event), months) if months else event
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


def counted_by_us(term_id: str, event: date) -> Golden:
    ends = deadline(term_of(term_id), event, DAYS)
    return Golden(term_id, event, ends.last_day, ends.safe_day, ends.post_by)


@pytest.mark.parametrize("row", golden(), ids=lambda row: f"{row.term_id} {row.event}")
def test_the_service_counts_as_the_golden_table(row: Golden) -> None:
    assert counted_by_us(row.term_id, row.event) == row


def test_the_golden_table_is_what_other_code_counts() -> None:
    assert golden() == [counted_apart(row.term_id, row.event) for row in golden()]


def test_every_term_that_counts_days_stands_in_the_golden_table() -> None:
    ids = {row["id"] for row in rows("legal_terms", "term") if Unit(row["unit"]) in COUNTED}
    assert {row.term_id for row in golden()} == ids
    assert len(golden()) >= 200


@pytest.mark.parametrize("term_id", sorted({row.term_id for row in golden()}))
def test_every_day_of_five_years_is_counted_as_other_code_counts_it(term_id: str) -> None:
    days = [FIRST + timedelta(days=gap) for gap in range((LAST - FIRST).days + 1)]
    for event in days:
        assert counted_by_us(term_id, event) == counted_apart(term_id, event)


@pytest.mark.parametrize(
    ("notified", "last"),
    [
        # from 1 March to the eve of 1 April, and not to 28 March
        (date(2026, 2, 27), date(2026, 3, 27)),
        (date(2027, 2, 28), date(2027, 3, 31)),
        (date(2027, 3, 1), date(2027, 4, 1)),
        # from 1 May to the eve of 1 June; 31 May 2026 is a Sunday
        (date(2026, 4, 29), date(2026, 5, 29)),
        (date(2026, 4, 30), date(2026, 6, 1)),
        (date(2028, 4, 30), date(2028, 5, 31)),
        # 31 March 2024 is Easter: on to the Tuesday after
        (date(2024, 2, 29), date(2024, 4, 2)),
        # February has no 31st: its last day, 28 February 2026, is a Saturday
        (date(2026, 1, 30), date(2026, 3, 2)),
        (date(2026, 1, 31), date(2026, 3, 2)),
        (date(2027, 12, 31), date(2028, 1, 31)),
    ],
)
def test_the_month_to_appeal_runs_as_articles_52_to_54_of_the_judicial_code_have_it(
    notified: date, last: date
) -> None:
    assert last_day(notified, 1) == last
    for term_id in ("gas.appeal_months", "gas.enforceable_after"):
        assert counted_by_us(term_id, notified).last_day == last


@pytest.mark.parametrize(
    ("term_id", "event", "last"),
    [
        # may not be longer: acts of the city, prescription, what counts against somebody, retention
        ("gas.decision_months", date(2027, 2, 28), date(2027, 8, 28)),
        ("gas.pv_transmission", date(2027, 2, 28), date(2027, 4, 28)),
        ("gas.recidivism_months", date(2026, 2, 28), date(2028, 2, 28)),
        ("gas.fine_prescription_years", date(2027, 2, 28), date(2032, 2, 28)),
        ("gas.register_retention_years", date(2027, 2, 28), date(2032, 2, 28)),
        ("sanction.warning_validity_months", date(2026, 2, 28), date(2028, 2, 28)),
        # Regulation 1182/71: the day of the same number, rolled (28 March 2027 is Easter)
        ("access_request.gdpr_months", date(2027, 2, 28), date(2027, 3, 30)),
        # may not be shorter: the prosecutor's window, and what somebody may still do or use
        ("gas.prosecutor_window", date(2027, 2, 28), date(2027, 4, 30)),
        ("gas.community_service_months", date(2027, 2, 28), date(2027, 8, 31)),
        ("rvs.annulment_unmentioned_months", date(2027, 2, 28), date(2027, 6, 30)),
        ("suitability.validity_months", date(2027, 2, 28), date(2032, 2, 29)),
    ],
)
def test_each_law_counts_months_in_its_own_way(term_id: str, event: date, last: date) -> None:
    assert counted_by_us(term_id, event).last_day == last


def test_a_longer_count_of_months_is_never_the_shorter_one() -> None:
    for gap in range((LAST - FIRST).days + 1):
        event = FIRST + timedelta(days=gap)
        for months in (1, 2, 4, 6, 12):
            assert eve_of_the_nth(first_day(event), months) >= event + relativedelta(months=months)
