"""The bars of a waterfall: what weighs most first, each where the one before it ended."""

from hypothesis import given
from hypothesis import strategies as st

from databank.matching.labels import PHRASES, WEIGHTY
from databank.review.pages.waterfall import COLUMNS, bars
from databank.review.rules.strength import Strength
from linkage.match_weights import CORRECTED, MOVED, Step

LEVELS = [(field, level) for field, levels in PHRASES.items() for level in levels]
STEPS = st.lists(
    st.builds(
        lambda one, bits: Step(one[0], one[1], bits, None),
        st.sampled_from(LEVELS),
        st.floats(-40, 40, allow_nan=False),
    ),
    max_size=12,
)


@given(STEPS)
def test_every_bar_lies_within_the_chart_and_says_what_it_weighs(steps: list[Step]) -> None:
    found = bars(steps)
    assert len(found) == sum(abs(step.bits) >= WEIGHTY for step in steps)
    for bar in found:
        assert 1 <= bar.start <= COLUMNS
        assert 1 <= bar.span <= COLUMNS
        assert bar.start + bar.span - 1 <= COLUMNS
        assert bar.is_for == (bar.bits >= 0)


def test_strong_evidence_and_its_correction_are_told_apart() -> None:
    steps = [
        Step(MOVED, CORRECTED, -2.0, None),
        Step("family", "different", -5.0, None),
        Step("document", "exact", 20.0, None),
        Step("sex", "exact", 0.5, None),
    ]
    strong, against, little, corrected = bars(steps)
    assert (strong.strength, strong.start, strong.span) == (Strength.STERK_VOOR, 1, 40)
    assert against.strength is Strength.DUIDELIJK_TEGEN
    assert little.strength is Strength.WEINIG
    assert corrected.strength is Strength.VERREKENING


def test_no_evidence_is_no_chart() -> None:
    assert bars([]) == []
