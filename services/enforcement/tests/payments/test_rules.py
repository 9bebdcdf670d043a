"""Rules of payments: references, balances and instalments, for whatever amounts there are."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.be import ogm_vcs

from chassis.refusals import FieldRefusedError, RefusedError
from enforcement.payments.rules.balance import (
    Balance,
    BookingKind,
    balance,
    check_came_back,
    check_refund,
    check_taken_back,
    given_back,
    standing_of_line,
    to_undo,
)
from enforcement.payments.rules.claim import (
    CLAIM,
    OPEN,
    ClaimFile,
    ClaimState,
    ClaimStep,
    waits_until,
)
from enforcement.payments.rules.instalments import (
    Instalment,
    InstalmentState,
    missed,
    objection,
    propose,
    standing,
)
from enforcement.payments.rules.reference import (
    find_references,
    is_reference,
    reference_of,
    written,
)

MOST_CENTS = 10_000_000

SERIALS = st.integers(1, 99_999)
CENTS = st.integers(1, 500_00)
DAY = date(2026, 3, 2)
FAR = date(2040, 1, 1)


@dataclass
class Entry:
    amount_cents: int
    kind: BookingKind = BookingKind.BETALING
    undoes: UUID | None = None
    line_id: UUID | None = None
    booking_id: UUID = field(default_factory=uuid4)


@given(SERIALS)
def test_a_reference_is_one_that_any_bank_takes_and_is_found_as_people_write_it(
    serial: int,
) -> None:
    reference = reference_of(2026, serial)
    assert ogm_vcs.is_valid(reference)
    first, second, third = reference[:3], reference[3:7], reference[7:]
    for text in (
        reference,
        written(reference),
        f"boete {first} {second} {third} dank u",
        f"***{first}/{second}/{third}***",
    ):
        assert find_references(text) == [reference]


@given(SERIALS, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_never_another_reference(serial: int, place: int, more: int) -> None:
    right = reference_of(2026, serial)
    wrong = f"{right[:place]}{(int(right[place]) + more) % 10}{right[place + 1 :]}"
    assert not is_reference(wrong)
    assert find_references(wrong) == []


def test_a_reference_of_another_service_is_not_ours() -> None:
    assert not is_reference("010806817183")
    assert find_references("+++010/8068/17183+++ en 1730260000112") == []


def test_the_check_digits_of_a_multiple_of_97_are_97() -> None:
    multiple = next(nr for nr in range(1, 98) if int(f"73026{nr:05}") % 97 == 0)
    assert reference_of(2026, multiple).endswith("97")


def test_a_year_that_is_full_gives_no_reference_twice() -> None:
    with pytest.raises(ValueError, match="no reference is left"):
        reference_of(2026, 100_000)


@given(CENTS, st.lists(CENTS, max_size=8))
def test_what_is_owed_is_paid_or_outstanding_and_what_is_too_much_is_credit(
    owed: int, payments: list[int]
) -> None:
    of = balance(owed, [Entry(cents) for cents in payments])
    assert of.paid_cents == sum(payments)
    assert of.owed_cents + of.credit_cents == of.paid_cents + of.outstanding_cents
    assert of.outstanding_cents == 0 or of.credit_cents == 0


@given(CENTS, st.integers(-5, 2 * MOST_CENTS))
def test_no_more_is_given_back_than_was_too_much(owed: int, cents: int) -> None:
    of = Balance(owed, owed + 1_000)
    if 1 <= cents <= 1_000:
        check_refund(of, cents)
    else:
        with pytest.raises(FieldRefusedError):
            check_refund(of, cents)


def test_a_booking_is_undone_once_and_a_correction_never() -> None:
    first = Entry(500)
    undone = Entry(-500, BookingKind.CORRECTIE, first.booking_id)
    assert to_undo([first], first.booking_id) is first
    assert to_undo([first], uuid4()) is None
    for wrong in (first, undone):
        with pytest.raises(RefusedError):
            to_undo([first, undone], wrong.booking_id)


def test_a_line_of_a_statement_stands_for_the_booking_that_nobody_undid() -> None:
    """A line that was booked on the wrong claim, taken off it and booked again on the same one."""
    line, other_line = UUID(int=1), UUID(int=2)
    wrong = Entry(500, line_id=line)
    undone = Entry(-500, BookingKind.CORRECTIE, wrong.booking_id, line)
    right = Entry(500, line_id=line)
    elsewhere = Entry(700, line_id=other_line)
    for rows in ([elsewhere, wrong, undone, right], [right, undone, wrong, elsewhere]):
        assert standing_of_line(rows, line) is right
        assert standing_of_line(rows, other_line) is elsewhere


def test_a_refund_that_somebody_undid_was_not_given_back() -> None:
    paid, refund = Entry(900), Entry(-300, BookingKind.TERUGBETALING)
    wrong = Entry(-200, BookingKind.TERUGBETALING)
    undone = Entry(200, BookingKind.CORRECTIE, wrong.booking_id)
    assert given_back([paid, refund]) == 300
    assert given_back([paid, refund, wrong]) == 500
    assert given_back([paid, refund, wrong, undone]) == 300
    assert given_back([paid]) == 0


@pytest.mark.parametrize("cents", [-1, 0, 1, 300, 301])
def test_a_bank_takes_no_more_back_than_came_in_nor_returns_more_than_left(cents: int) -> None:
    refund = Entry(-300, BookingKind.TERUGBETALING)
    checks: list[tuple[Callable[..., None], object]] = [
        (check_taken_back, Balance(900, 300)),
        (check_came_back, [Entry(900), refund]),
    ]
    for check, of in checks:
        if 1 <= cents <= 300:
            check(of, cents)
        else:
            with pytest.raises(FieldRefusedError):
                check(of, cents)


@given(st.integers(24, 500_00), st.integers(2, 24), st.dates(DAY, date(2030, 1, 1)))
def test_equal_parts_are_a_plan_that_sums_up_to_the_cent(
    owed: int, parts: int, first: date
) -> None:
    plan = propose(owed, parts, first)
    assert objection(plan, owed, DAY, FAR) is None
    assert max(part.amount_cents for part in plan[1:]) <= plan[0].amount_cents


@pytest.mark.parametrize(
    "plan",
    [
        [(0, 100)],
        [(0, 50), (1, 49)],
        [(0, 50), (1, 51)],
        [(0, 100), (1, 0)],
        [(0, 150), (1, -50)],
        [(1, 50), (0, 50)],
        [(1, 50), (1, 50)],
        [(-1, 50), (1, 50)],
        [(1, 50), (100_000, 50)],
        [(day, 4) for day in range(25)],
    ],
)
def test_what_is_no_sound_plan_is_refused(plan: list[tuple[int, int]]) -> None:
    parts = [Instalment(DAY + timedelta(days=day), cents) for day, cents in plan]
    assert objection(parts, 100, DAY, FAR) is not None


@given(st.integers(24, 500_00), st.integers(2, 24), st.integers(0, 600_00), st.integers(0, 800))
def test_payments_fill_the_oldest_instalment_first_and_none_is_lost(
    owed: int, parts: int, paid: int, days: int
) -> None:
    plan, today = propose(owed, parts, DAY), DAY + timedelta(days=days)
    found = standing(plan, paid, today)
    assert sum(part.paid_cents for part in found) == min(paid, owed)
    filled = [part.paid_cents == part.amount_cents for part in found]
    assert filled == sorted(filled, reverse=True)
    due = sum(part.amount_cents for part in plan if part.due_on < today)
    assert missed(found) == (paid < due)


def test_an_instalment_is_missed_the_day_after_it_was_due() -> None:
    plan = propose(100, 2, DAY)
    assert standing(plan, 0, DAY)[0].state is InstalmentState.OPEN
    assert standing(plan, 0, DAY + timedelta(days=1))[0].state is InstalmentState.GEMIST
    assert standing(plan, 50, DAY + timedelta(days=1))[0].state is InstalmentState.BETAALD


def claim_file(state: ClaimState, **more: object) -> ClaimFile:
    values: dict[str, object] = {
        "due_on": DAY,
        "prescribes_on": FAR,
        "waits_until": DAY,
        "outstanding_cents": 100,
        "plan_kept": False,
        "appeal_runs": False,
        "on_hold": False,
    }
    return ClaimFile(state=state, **(values | more))  # type: ignore[arg-type]


COLLECTING = {ClaimStep.REMINDER, ClaimStep.NOTICE, ClaimStep.VISA, ClaimStep.SERVICE}


@pytest.mark.parametrize("state", OPEN)
@pytest.mark.parametrize("wait", [{"appeal_runs": True}, {"plan_kept": True}, {"on_hold": True}])
def test_nothing_is_collected_during_an_appeal_a_kept_plan_or_a_hold(
    state: ClaimState, wait: dict[str, bool]
) -> None:
    late = DAY + timedelta(days=60)
    assert COLLECTING & set(CLAIM.allowed(claim_file(state), late)) or state is ClaimState.BETEKEND
    assert not COLLECTING & set(CLAIM.allowed(claim_file(state, **wait), late))


@given(st.sampled_from([*ClaimState]), st.dates(DAY, FAR + timedelta(days=99)))
def test_the_only_way_to_the_bailiff_leads_by_notice_and_visa(
    state: ClaimState, today: date
) -> None:
    """And a claim prescribes by a person's step, never before its last day."""
    allowed = set(CLAIM.allowed(claim_file(state), today))
    before = {
        ClaimStep.NOTICE: ClaimState.HERINNERD,
        ClaimStep.VISA: ClaimState.AANGEMAAND,
        ClaimStep.SERVICE: ClaimState.VISUM_COLLEGE,
    }
    assert all(state is needed for step, needed in before.items() if step in allowed)
    assert (ClaimStep.PRESCRIPTION in allowed) == (state in OPEN and today > FAR)
    assert not (today > FAR and COLLECTING & allowed)


def test_a_letter_leaves_a_fortnight_to_pay() -> None:
    assert waits_until(DAY, None) == DAY
    assert waits_until(DAY, DAY + timedelta(days=5)) == DAY + timedelta(days=19)
