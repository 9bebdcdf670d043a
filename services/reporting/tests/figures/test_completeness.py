"""How complete a figure says that it is."""

import pytest

from reporting.figures.rules.outcomes import (
    Breakdown,
    Outcome,
    Part,
    Row,
    figure,
    no_delivery,
)


def test_a_figure_is_whole_until_something_lacks() -> None:
    whole = figure(4)
    assert whole.completeness == "volledig"
    assert whole.lacking("een maand").completeness == "gedeeltelijk"
    assert figure(4, missing=["een maand"]).completeness == "gedeeltelijk"
    assert no_delivery("een levering").completeness == "geen bron"


@pytest.mark.parametrize(
    ("outcome", "is_empty"),
    [
        (figure(0), True),
        (figure(None), True),
        (figure(1), False),
        (figure(None, suppressed=True), False),
        (figure(0, parts=[Part("a", "a", "x", 1)]), False),
        (figure(0, parts=[Part("a", "a", "x", None, suppressed=True)]), False),
        (figure(0, parts=[Part("a", "a", "x", 0)]), True),
        (figure(0, breakdowns=[Breakdown("d", "d", (Row("a", "a", 1),))]), False),
        (figure(0, breakdowns=[Breakdown("d", "d", (Row("a", "a", 0),))]), True),
        (figure(0, breakdowns=[Breakdown("d", "d", (Row("a", "a", None, True),))]), False),
    ],
)
def test_what_is_hidden_as_too_small_is_not_nothing(outcome: Outcome, is_empty: bool) -> None:
    assert outcome.is_empty is is_empty
