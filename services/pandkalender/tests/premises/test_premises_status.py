from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandkalender.moments.rules.period import Period
from pandkalender.premises.rules import (
    Ban,
    Fact,
    FactKind,
    bans,
    last_valid_day,
    renewal_awaited,
    why_blocked,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
DOSSIER, OTHER, CASE = UUID(int=1), UUID(int=2), UUID(int=3)


def on(day: float) -> datetime:
    return START + timedelta(days=day)


def shift(day: float, hours: float = 8) -> Period:
    return Period(on(day), on(day) + timedelta(hours=hours))


def term(first: float, end: float, known: float = -1, dossier: UUID = DOSSIER) -> Fact:
    return Fact(FactKind.TERM, dossier, on(known), on(first), on(end))


def suspension(first: float, end: float, known: float = 0) -> Fact:
    return Fact(FactKind.SUSPENSION, DOSSIER, on(known), on(first), on(end))


def at_once(kind: FactKind, day: float, dossier: UUID = DOSSIER) -> Fact:
    return Fact(kind, dossier, on(day), on(day))


def closure(first: float, end: float | None, case: UUID = CASE) -> Fact:
    return Fact(FactKind.CLOSURE, case, on(0), on(first), None if end is None else on(end))


def renewal_asked(day: float) -> Fact:
    return Fact(FactKind.TERM, DOSSIER, on(day), on(day))


TERM = term(0, 100)
EIGHT_HOURS = 8 / 24


@pytest.mark.parametrize(
    ("facts", "day", "reason"),
    [
        ([], 5, "geen geschiktheidsverklaring"),
        ([TERM], 5, None),
        ([TERM], -3, "pas vanaf 01/01/2026"),
        ([TERM], 99.9, "tot en met 11/04/2026"),
        ([TERM], 120, "tot en met"),
        ([TERM, term(100, 200)], 99.9, None),
        ([TERM, term(110, 200)], 105, "pas vanaf"),
        ([TERM, suspension(10, 20)], 9, None),
        ([TERM, suspension(10, 20)], 9.9, "geschorst van"),
        ([TERM, suspension(10, 20)], 15, "geschorst van"),
        ([TERM, suspension(10, 20)], 20, None),
        ([TERM, suspension(10, 20), at_once(FactKind.LIFTED, 15)], 16, None),
        ([TERM, suspension(10, 20), at_once(FactKind.LIFTED, 15)], 14, "geschorst"),
        ([TERM, suspension(10, 20), at_once(FactKind.LIFTED, 5)], 14, None),
        ([TERM, suspension(10, 20, known=8), at_once(FactKind.LIFTED, 5)], 14, "geschorst"),
        ([TERM, suspension(10, 20), term(0, 300, known=12, dossier=OTHER)], 14, "geschorst"),
        ([TERM, closure(10, 20)], 15, "gesloten van"),
        ([TERM, closure(10, 20)], 20, None),
        ([TERM, closure(10, None)], 50, "definitief gesloten"),
        ([TERM, closure(10, None), at_once(FactKind.LIFTED, 30, CASE)], 29, "gesloten van"),
        ([TERM, closure(10, None), at_once(FactKind.LIFTED, 30, CASE)], 30, None),
        ([TERM, closure(10, 50), at_once(FactKind.LIFTED, 5, CASE)], 15, None),
        ([TERM, closure(10, None), at_once(FactKind.LIFTED, 30, OTHER)], 50, "definitief"),
        ([TERM, closure(10, None), at_once(FactKind.LIFTED, 30)], 50, "definitief"),
        (
            [TERM, closure(10, 40), suspension(20, 60), at_once(FactKind.LIFTED, 30, CASE)],
            35,
            "geschorst",
        ),
        ([TERM, closure(10, 20), at_once(FactKind.LIFTED, 15, CASE)], 120, "tot en met"),
        ([TERM, at_once(FactKind.WITHDRAWN, 30)], 29, None),
        ([TERM, at_once(FactKind.WITHDRAWN, 30)], 29.9, "ingetrokken op"),
        ([TERM, at_once(FactKind.WITHDRAWN, 30), term(60, 90, known=40)], 50, "ingetrokken"),
        ([TERM, at_once(FactKind.WITHDRAWN, 30), term(60, 90, known=40)], 70, None),
        ([TERM, at_once(FactKind.WITHDRAWN, 30), term(60, 90, known=40)], 95, "tot en met"),
        ([TERM, at_once(FactKind.EXPIRED, 50)], 60, "tot en met"),
        ([term(0, 50), term(50, 99, 40, OTHER), at_once(FactKind.EXPIRED, 50)], 60, None),
        ([TERM, renewal_asked(90)], 120, None),
        ([TERM, renewal_asked(90)], 99.9, None),
        ([TERM, renewal_asked(90), term(115, 200, known=115)], 110, None),
        ([TERM, renewal_asked(90), term(115, 200, known=115)], 114.9, None),
        ([TERM, renewal_asked(90), term(115, 200, known=115)], 210, "tot en met"),
        ([TERM, renewal_asked(90), term(0, 100, known=95)], 105, "tot en met 11/04/2026"),
        ([TERM, renewal_asked(90), term(0, 100, known=115)], 110, None),
        ([TERM, renewal_asked(90), term(0, 100, known=115)], 120, "tot en met"),
        ([TERM, renewal_asked(90), at_once(FactKind.EXPIRED, 110)], 120, "tot en met"),
        ([TERM, renewal_asked(90), at_once(FactKind.WITHDRAWN, 110)], 120, "ingetrokken op"),
        ([TERM, renewal_asked(90), suspension(105, 120)], 110, "geschorst van"),
        ([TERM, renewal_asked(90), term(95, 99, 95, OTHER)], 120, None),
        # a shift may last until the moment on which a term ends or a ban begins
        ([TERM], 100 - EIGHT_HOURS, None),
        ([TERM, suspension(10, 20)], 10 - EIGHT_HOURS, None),
        # at one moment: what is told anew goes on, a withdrawal ends what was decided
        ([TERM, suspension(10, 20, known=5), at_once(FactKind.LIFTED, 5)], 14, "geschorst"),
        ([TERM, closure(10, 50), at_once(FactKind.LIFTED, 10, CASE)], 9.9, None),
        ([term(0, 100, known=30), at_once(FactKind.WITHDRAWN, 30)], 31, "ingetrokken"),
        ([term(0, 100, known=30), at_once(FactKind.WITHDRAWN, 29)], 31, None),
        ([TERM, renewal_asked(90), term(100, 200, known=90)], 210, "tot en met"),
        # the first decision on a renewal is the one that counts
        ([TERM, renewal_asked(90), term(0, 100, 110), term(130, 200, 130)], 120, "pas vanaf"),
        # an older withdrawal is no reason where a later term has ended
        ([TERM, at_once(FactKind.WITHDRAWN, 30), term(60, 90, known=40)], 89.9, "tot en met"),
    ],
)
def test_the_reason_why_premises_take_no_shift(
    facts: list[Fact], day: float, reason: str | None
) -> None:
    found = why_blocked(facts, shift(day))
    assert (reason is None and found is None) or (reason and found and reason in found), found


DAYS = st.integers(-5, 60)
FACTS = st.lists(
    st.builds(
        lambda kind, known, first, length, dossier: Fact(
            kind,
            dossier,
            on(known),
            on(first),
            on(first + length) if kind in {FactKind.TERM, FactKind.SUSPENSION} else None,
        ),
        st.sampled_from(FactKind),
        DAYS,
        DAYS,
        st.integers(1, 30),
        st.sampled_from([DOSSIER, OTHER]),
    ),
    max_size=8,
)


@given(FACTS, DAYS, st.randoms())
def test_the_answer_does_not_depend_on_the_order_in_which_facts_arrived(
    facts: list[Fact], day: int, random: object
) -> None:
    shuffled = sorted(facts, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert (why_blocked(facts, shift(day)) is None) == (why_blocked(shuffled, shift(day)) is None)


@given(FACTS, DAYS, st.integers(1, 48))
def test_a_shift_is_blocked_exactly_when_some_hour_of_it_is(
    facts: list[Fact], day: int, hours: int
) -> None:
    whole = shift(day, hours)
    parts = [Period(on(day + h / 24), on(day + (h + 1) / 24)) for h in range(hours)]
    assert (why_blocked(facts, whole) is None) == all(
        why_blocked(facts, part) is None for part in parts
    )


@given(FACTS, DAYS)
def test_a_closure_never_opens_premises(facts: list[Fact], day: int) -> None:
    if why_blocked(facts, shift(day)):
        assert why_blocked([*facts, closure(0, 30)], shift(day))


def test_a_withdrawal_of_premises_holds_for_every_dossier() -> None:
    facts = [TERM, term(0, 100, dossier=uuid4()), at_once(FactKind.WITHDRAWN, 10)]
    assert "ingetrokken" in (why_blocked(facts, shift(11)) or "")


MIDNIGHT = datetime(2026, 4, 30, 22, tzinfo=UTC)
"""The end of 30 April in the city."""
APRIL = Fact(FactKind.TERM, DOSSIER, on(-1), on(0), MIDNIGHT)
SECOND = timedelta(seconds=1)


def test_the_reason_names_the_last_day_and_the_whole_ban() -> None:
    late = Period(MIDNIGHT, MIDNIGHT + timedelta(hours=8))
    assert why_blocked([APRIL], late) == "De geschiktheidsverklaring gold tot en met 30/04/2026."
    for kind, told in (
        (FactKind.SUSPENSION, "De geschiktheidsverklaring is geschorst"),
        (FactKind.CLOSURE, "Het pand is gesloten"),
    ):
        ban = Fact(kind, CASE, on(0), on(10), on(20))
        reason = f"{told} van 11/01/2026 om 01:00 tot 21/01/2026 om 01:00."
        assert why_blocked([APRIL, ban], shift(15)) == reason
    open_ended = Fact(FactKind.SUSPENSION, CASE, on(0), on(10))
    assert why_blocked([APRIL, open_ended], shift(15)) == (
        "De geschiktheidsverklaring is geschorst van 11/01/2026 om 01:00."
    )
    closed = "Het pand is definitief gesloten vanaf 11/01/2026 om 01:00."
    assert why_blocked([APRIL, closure(10, None)], shift(15)) == closed


@pytest.mark.parametrize(
    ("facts", "at", "day"),
    [
        ([], on(5), None),
        ([APRIL], on(-1), None),
        ([APRIL], on(0), date(2026, 4, 30)),
        ([APRIL], MIDNIGHT - SECOND, date(2026, 4, 30)),
        ([APRIL], MIDNIGHT, None),
        ([APRIL, Fact(FactKind.TERM, OTHER, on(50), MIDNIGHT, on(200))], on(5), date(2026, 7, 20)),
        (
            [APRIL, Fact(FactKind.TERM, OTHER, on(50), MIDNIGHT + SECOND, on(200))],
            on(5),
            date(2026, 4, 30),
        ),
        ([APRIL, term(10, 20)], on(5), date(2026, 4, 30)),
        ([APRIL, at_once(FactKind.WITHDRAWN, 30)], on(5), date(2026, 1, 31)),
        # while a renewal is awaited: the end of the present term, also once it is past
        ([APRIL, renewal_asked(90)], on(95), date(2026, 4, 30)),
        ([APRIL, renewal_asked(90)], on(150), date(2026, 4, 30)),
        ([term(0, 50), APRIL, renewal_asked(90)], on(150), date(2026, 4, 30)),
        ([APRIL, renewal_asked(90), term(0, 119, known=140)], on(150), None),
        ([renewal_asked(90)], on(95), date(2026, 4, 6)),
    ],
)
def test_the_last_day_on_which_premises_may_be_used(
    facts: list[Fact], at: datetime, day: date | None
) -> None:
    assert last_valid_day(facts, at) == day


@pytest.mark.parametrize(
    ("facts", "day", "awaited"),
    [
        ([TERM], 5, False),
        ([TERM, renewal_asked(90)], 89.99, False),
        ([TERM, renewal_asked(90)], 90, True),
        ([TERM, renewal_asked(90)], 150, True),
        ([TERM, renewal_asked(90), term(100, 200, known=115)], 114.99, True),
        ([TERM, renewal_asked(90), term(100, 200, known=115)], 115, False),
        ([TERM, renewal_asked(90), at_once(FactKind.WITHDRAWN, 110)], 109.99, True),
        ([TERM, renewal_asked(90), at_once(FactKind.WITHDRAWN, 110)], 110, False),
    ],
)
def test_a_renewal_is_awaited_from_asking_to_its_decision(
    facts: list[Fact], day: float, awaited: bool
) -> None:
    assert renewal_awaited(facts, on(day)) is awaited


def test_bans_are_listed_latest_first_with_their_real_end() -> None:
    facts = [TERM, suspension(10, 20), closure(30, None), suspension(5, 8, known=3)]
    assert bans([*facts, at_once(FactKind.LIFTED, 15)]) == [
        Ban(FactKind.CLOSURE, on(0), on(30), None),
        Ban(FactKind.SUSPENSION, on(0), on(10), on(15)),
        Ban(FactKind.SUSPENSION, on(3), on(5), on(8)),
    ]


def test_a_ban_is_over_from_the_moment_of_its_end() -> None:
    ban = Ban(FactKind.SUSPENSION, on(0), on(10), on(20))
    assert [ban.over(on(20) + each * SECOND) for each in (-1, 0, 1)] == [False, True, True]
    assert not Ban(FactKind.CLOSURE, on(0), on(10), None).over(on(5000))
