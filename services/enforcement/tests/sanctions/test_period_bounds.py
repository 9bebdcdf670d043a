"""Periods of sanctions at their bounds: a suspension or closure lasts three months at most here."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contracts.codes import SanctionKind
from enforcement.sanctions.rules.period import (
    Effect,
    Period,
    effect_of,
    longest_end,
    unsound_end,
    unsound_period,
)

BRUSSELS = ZoneInfo("Europe/Brussels")
DECIDED = datetime(2026, 3, 1, 14, tzinfo=BRUSSELS)
JUNE = datetime(2026, 6, 1, tzinfo=BRUSSELS)
"""Three months from 1 March end with 31 May."""
MOMENT = timedelta(microseconds=1)
SUSPENSION, CLOSURE = SanctionKind.SCHORSING, SanctionKind.TIJDELIJKE_SLUITING
FOR_GOOD = (SanctionKind.INTREKKING, SanctionKind.DEFINITIEVE_SLUITING)
NONE = (SanctionKind.GEEN_SANCTIE, SanctionKind.EXTRA_WAARSCHUWING)


def wrong(
    kind: SanctionKind, starts: datetime | None, ends: datetime | None, most: int | None = 3
) -> str | None:
    found = unsound_period(kind, Period(starts, ends), DECIDED, most)
    return None if found is None else found[0]


@pytest.mark.parametrize("kind", [SUSPENSION, CLOSURE])
def test_a_temporary_sanction_ends_after_it_began_and_within_three_months(
    kind: SanctionKind,
) -> None:
    assert wrong(kind, None, None) == "effectiveTo"
    assert wrong(kind, None, DECIDED) == "effectiveTo"
    assert wrong(kind, None, DECIDED + MOMENT) is None
    assert wrong(kind, None, JUNE) is None, "from the decision, where nobody gave a start"
    assert wrong(kind, None, JUNE + MOMENT) == "effectiveTo"
    assert wrong(kind, None, JUNE + MOMENT, None) is None, "no longest, no bound"
    later = DECIDED + timedelta(days=1)
    assert wrong(kind, later, JUNE + timedelta(days=1)) is None
    assert wrong(kind, later, JUNE + timedelta(days=1) + MOMENT) == "effectiveTo"


@pytest.mark.parametrize("kind", FOR_GOOD)
def test_what_is_for_good_has_a_start_and_no_end(kind: SanctionKind) -> None:
    assert wrong(kind, None, None) is None
    assert wrong(kind, DECIDED, None) is None
    assert wrong(kind, DECIDED, JUNE) == "effectiveTo"


@pytest.mark.parametrize("kind", [SUSPENSION, CLOSURE, *FOR_GOOD])
def test_a_first_day_is_never_before_the_day_of_the_decision(kind: SanctionKind) -> None:
    """Decided on 1 March at 14 h: its own day counts wholly, the eve is a slip."""
    end = None if kind in FOR_GOOD else datetime(2026, 4, 1, tzinfo=BRUSSELS)
    for first_day, said in (
        (datetime(2026, 2, 28, tzinfo=BRUSSELS), "effectiveFrom"),
        (datetime(2026, 3, 1, tzinfo=BRUSSELS), None),
        (datetime(2026, 3, 2, tzinfo=BRUSSELS), None),
    ):
        assert wrong(kind, first_day, end) == said
    last_moment = datetime(2026, 2, 28, 22, 59, tzinfo=UTC)
    assert wrong(kind, last_moment, end) == "effectiveFrom", "the eve in Brussels"
    assert wrong(kind, last_moment + timedelta(minutes=1), end) is None


@pytest.mark.parametrize("kind", NONE)
def test_what_has_no_effect_has_neither(kind: SanctionKind) -> None:
    assert wrong(kind, None, None) is None
    assert wrong(kind, DECIDED, None) == "effectiveFrom"
    assert wrong(kind, None, JUNE) == "effectiveTo"


def test_the_reason_says_how_long_it_may_last() -> None:
    assert "3 maanden" in str(unsound_end(DECIDED, JUNE + MOMENT, 3))
    assert "na het begin" in str(unsound_end(DECIDED, DECIDED, 3))
    assert "Geef het einde" in str(unsound_end(DECIDED, None, 3))
    assert unsound_end(DECIDED, JUNE, 3) is None


def test_months_are_those_of_brussels_over_the_change_of_the_clock() -> None:
    """Before midnight in Brussels it is another day than in UTC: 28 February, in winter time."""
    assert longest_end(DECIDED.date(), 1) == datetime(2026, 3, 31, 22, tzinfo=UTC)
    eve = datetime(2026, 2, 28, 22, 59, tzinfo=UTC)
    assert unsound_end(eve, datetime(2026, 3, 27, 23, tzinfo=UTC), 1) is None
    assert unsound_end(eve, datetime(2026, 3, 27, 23, 1, tzinfo=UTC), 1) is not None


def test_a_decision_works_from_its_notification_and_not_after_its_end() -> None:
    notified = DECIDED + timedelta(days=10)
    for kind in (*FOR_GOOD, SUSPENSION, CLOSURE):
        assert effect_of(kind, None, JUNE, notified) == Effect(notified, JUNE)
        assert effect_of(kind, notified - MOMENT, None, notified) == Effect(notified, None)
        later = notified + MOMENT
        assert effect_of(kind, later, JUNE, notified) == Effect(later, JUNE)
    assert effect_of(SUSPENSION, DECIDED, notified, notified) is None
    assert effect_of(SUSPENSION, DECIDED, notified + MOMENT, notified) == Effect(
        notified, notified + MOMENT
    )
    for kind in NONE:
        assert effect_of(kind, DECIDED, None, notified) is None
