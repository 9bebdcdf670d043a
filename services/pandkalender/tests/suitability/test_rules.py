"""A declaration as its owner is told: how it stands, what comes next, whether it was visited."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from chassis.messages import lazy
from contracts.codes import VisitKind, VisitReason, VisitResult
from pandkalender.suitability.rules import CityVisit, Conditions, OwnDeclaration

DAY = date(2026, 3, 16)
REMINDER = timedelta(days=180)
OPEN = Conditions(("brandveiligheid",), DAY)
MET = replace(OPEN, met_at=datetime(2026, 3, 1, 9, tzinfo=UTC))
VALID = OwnDeclaration(
    premises_id=UUID(int=1),
    label="Raam 12",
    address="Voorbeeldstraat 12",
    last_day=date(2027, 3, 16),
    blocked=None,
    conditions=Conditions(),
    bans=(),
    visits=(),
    withdrawn_at=None,
    renewal_refused_at=None,
)


@pytest.mark.parametrize(
    ("conditions", "open_", "overdue"),
    [
        (Conditions(), False, False),
        (Conditions((), date(2026, 1, 1)), False, False),
        (replace(OPEN, due_on=None), True, False),
        (OPEN, True, True),
        (MET, False, False),
    ],
)
def test_conditions_are_open_until_they_are_met(
    conditions: Conditions, open_: bool, overdue: bool
) -> None:
    assert conditions.are_open is open_
    assert conditions.overdue(DAY + timedelta(days=1)) is overdue


def test_blocked_premises_are_blocked_whatever_their_conditions() -> None:
    blocked = lazy("Het pand is gesloten.")
    assert VALID.usability == "geldig"
    assert replace(VALID, conditions=MET).usability == "geldig"
    assert replace(VALID, conditions=OPEN).usability == "voorwaardelijk"
    assert replace(VALID, conditions=OPEN, blocked=blocked).usability == "geblokkeerd"


def test_whoever_lost_a_declaration_waits_while_the_city_decides_anew() -> None:
    """The city took its grant back, and says in its letter that nothing must be asked."""
    lost = replace(VALID, last_day=None, dossier_ids=frozenset({UUID(int=7)}))
    assert lost.next_step(DAY, REMINDER, {UUID(int=7)}) == "afwachten"
    assert lost.next_step(DAY, REMINDER, {UUID(int=8)}) == "nieuwe_aanvraag"
    assert lost.next_step(DAY, REMINDER) == "nieuwe_aanvraag"
    assert VALID.next_step(DAY, REMINDER, {UUID(int=7)}) == "geen"


@pytest.mark.parametrize(
    ("days_left", "awaited", "conditions", "step"),
    [
        (None, False, OPEN, "nieuwe_aanvraag"),
        (None, True, OPEN, "nieuwe_aanvraag"),
        (179, False, OPEN, "vernieuwen"),
        (180, False, OPEN, "vernieuwen"),
        (181, False, OPEN, "voorwaarden"),
        (181, False, MET, "geen"),
        (180, True, OPEN, "voorwaarden"),
        (180, True, MET, "geen"),
    ],
)
def test_the_next_step_is_a_renewal_from_180_days_before_the_last_day(
    days_left: int | None, awaited: bool, conditions: Conditions, step: str
) -> None:
    last_day = None if days_left is None else DAY + timedelta(days=days_left)
    mine = replace(VALID, last_day=last_day, conditions=conditions, renewal_awaited=awaited)
    assert mine.next_step(DAY, REMINDER) == step
    assert mine.ends_soon(DAY, REMINDER) is (days_left is not None and days_left <= 180)


@pytest.mark.parametrize("days_left", [1, 180, 181])
def test_whoever_was_refused_a_renewal_is_not_told_to_ask_for_one(days_left: int) -> None:
    """Nothing that is asked after a refusal keeps a house open past its last day."""
    refused = replace(VALID, renewal_refused_at=datetime(2026, 3, 1, 9, tzinfo=UTC))
    refused = replace(refused, last_day=DAY + timedelta(days=days_left))
    assert refused.next_step(DAY, REMINDER) == "loopt_af"
    ended = replace(refused, last_day=None)
    assert ended.next_step(DAY, REMINDER) == "nieuwe_aanvraag"
    assert replace(refused, renewal_awaited=True).next_step(DAY, REMINDER) == "geen"


@pytest.mark.parametrize(
    ("kind", "at", "visited"),
    [
        (VisitKind.PROACTIEF, datetime(2025, 12, 31, 22, 59, tzinfo=UTC), False),
        (VisitKind.PROACTIEF, datetime(2025, 12, 31, 23, 0, tzinfo=UTC), True),  # in the city
        (VisitKind.PROACTIEF, datetime(2026, 3, 1, 9, tzinfo=UTC), True),
        (VisitKind.REACTIEF, datetime(2026, 3, 1, 9, tzinfo=UTC), False),
    ],
)
def test_only_a_proactive_visit_of_the_year_is_the_yearly_one(
    kind: VisitKind, at: datetime, visited: bool
) -> None:
    reason, result = next(iter(VisitReason)), next(iter(VisitResult))
    visit = CityVisit(UUID(int=2), kind, reason, result, 3, at)
    assert replace(VALID, visits=(visit,)).visited_this_year(DAY) is visited
    assert not VALID.visited_this_year(DAY)
