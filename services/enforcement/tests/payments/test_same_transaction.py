"""When two lines of a bank's files are one payment: nobody who paid is reminded of a line lost."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pytest

from enforcement.payments.rules.identity import (
    Mark,
    MarkKind,
    is_same,
    is_whole_of,
    mark,
    may_be_same,
)

DAY, NEXT = date(2026, 3, 16), date(2026, 3, 17)


@dataclass(frozen=True)
class Line:
    booked_on: date
    marks: Collection[Mark]


def signs(text: str) -> set[Mark]:
    """``bank:1 payer:2`` as marks."""
    pairs = (each.split(":") for each in text.split())
    return {mark(MarkKind(kind), reference, 7000) for kind, reference in pairs}


@pytest.mark.parametrize(
    ("ours", "seen", "same", "whole", "alike"),
    [
        ("bank:1", "bank:1", True, False, False),
        ("chain:1", "chain:1", True, False, False),
        ("part:1", "part:1", True, False, False),
        ("bank:1", "part:1", True, False, False),  # a part of this entry was read before
        ("part:1", "bank:1", False, True, False),
        ("bank:1", "bank:2", False, False, False),
        ("payer:1", "payer:1", False, False, True),  # a standing order has one reference
        ("fine:1", "fine:1", False, False, True),
        ("payer:1", "payer:2", False, False, False),
        ("bank:1 payer:1", "bank:2 payer:1", False, False, False),
        ("bank:1 payer:1", "chain:2 payer:1", False, False, True),
        ("bank:1 payer:1", "payer:1", False, False, True),
        ("bank:1 chain:1", "bank:2 chain:1", True, False, False),
        ("", "", False, False, False),
    ],
)
def test_the_banks_own_reference_proves_and_a_likeness_is_looked_at(
    ours: str, seen: str, same: bool, whole: bool, alike: bool
) -> None:
    line = Line(DAY, signs(seen))
    assert is_same(signs(ours), DAY, line) is same
    assert is_whole_of(signs(ours), DAY, line) is whole
    assert may_be_same(signs(ours), DAY, line) is alike


def test_on_another_day_nothing_is_the_same_and_a_like_payment_is_looked_at() -> None:
    for ours, seen in (("bank:1", "bank:1"), ("part:1", "bank:1"), ("bank:1", "bank:2 payer:1")):
        line = Line(NEXT, signs(seen))
        assert not is_same(signs(ours), DAY, line)
        assert not is_whole_of(signs(ours), DAY, line)
    assert may_be_same(signs("bank:1"), DAY, Line(NEXT, signs("bank:1")))
    assert may_be_same(signs("bank:1 payer:1"), DAY, Line(NEXT, signs("bank:2 payer:1")))


def test_a_mark_holds_the_amount_and_the_day_and_tells_nothing() -> None:
    paid = mark(MarkKind.PAYER, "REF", 7000)
    assert paid == mark(MarkKind.PAYER, "REF", 7000)
    assert paid != mark(MarkKind.PAYER, "REF", -7000)
    assert paid != mark(MarkKind.PAYER, "REF", 7000, DAY)
    assert "REF" not in paid.value
    assert paid.twin is None
    bank = mark(MarkKind.BANK, "REF", 7000)
    assert bank.twin == mark(MarkKind.PART, "REF", 7000)
    assert bank.twin is not None
    assert bank.twin.twin == bank
