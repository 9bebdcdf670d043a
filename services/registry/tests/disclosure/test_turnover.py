"""How few tell a year from the one before, counted by hand: 5 on either side, and 20 in all."""

import pytest

from registry.disclosure.rules.year_before import Turnover

WINDOW, STREET = ((branch, "vrouw", "25-29", "eu_oost") for branch in ("raam", "straat"))
OTHER = ("escort", "man", "50+", "afrika")
"""Unlike a woman of 25 in three things at least."""


@pytest.mark.parametrize(
    ("left", "came", "is_small"),
    [
        ([WINDOW] * 4, [OTHER] * 30, True),
        ([WINDOW] * 5, [OTHER] * 19, False),
        ([WINDOW] * 5, [OTHER] * 15, False),
        ([WINDOW] * 5, [OTHER] * 14, True),
        ([OTHER] * 14, [WINDOW] * 5, True),
        ([WINDOW] * 10, [OTHER] * 10, False),
    ],
)
def test_few_are_four_on_one_side_or_nineteen_in_all(
    left: list[tuple[str, ...]], came: list[tuple[str, ...]], is_small: bool
) -> None:
    assert Turnover(left, came).is_small(5) is is_small


def test_who_changed_in_one_thing_may_be_one_who_stayed() -> None:
    """Twenty, of whom one may have left the window for the street: nineteen are sure."""
    assert Turnover([WINDOW] * 10, [STREET, *[OTHER] * 9]).is_small(5)
    assert not Turnover([WINDOW] * 10, [WINDOW, *[OTHER] * 9]).is_small(5), "who is the same stayed"
    assert Turnover([WINDOW] * 20, [STREET] * 5).is_small(5) is False, "one side is many"


def test_as_many_are_matched_as_can_be() -> None:
    """Who came first may be either of two who left, and the second only the first of those:
    22 and two pairs leave twenty, 21 and two pairs nineteen."""
    older = (*STREET[:2], "30-39", STREET[3])
    left = [WINDOW, older]
    came = [STREET, (WINDOW[0], "man", *WINDOW[2:])]
    others = [(f"vorm {nr}", "x", "18-20", "azië") for nr in range(9)]
    assert not Turnover([*left, *[OTHER] * 9], [*came, *others]).is_small(5)
    assert Turnover([*left, *[OTHER] * 9], [*came, *others[:8]]).is_small(5)
