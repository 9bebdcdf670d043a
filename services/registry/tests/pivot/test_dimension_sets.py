"""Sets of dimensions that were published together: which is nearest, and how it is written."""

import pytest

from registry.pivot.rules import nearest, written


def test_nearest_is_what_shares_most_then_what_adds_least() -> None:
    asked = frozenset({"branche", "maand"})
    some = [set(), {"branche"}, {"gender"}, {"maand"}, {"branche", "gender", "maand"}]
    assert [sorted(each) for each in nearest(asked, map(frozenset, some))] == [
        ["branche"],
        ["maand"],
        ["branche", "gender", "maand"],
        [],
        ["gender"],
    ]


@pytest.mark.parametrize(
    ("dimensions", "words"),
    [(set(), "het totaal"), ({"maand"}, "maand"), ({"maand", "branche"}, "branche x maand")],
)
def test_a_set_is_written_in_one_order(dimensions: set[str], words: str) -> None:
    assert written(frozenset(dimensions)) == words
