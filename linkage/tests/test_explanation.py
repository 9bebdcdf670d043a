"""Explanations: the bars of a waterfall, and the same waterfall made again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.claim import Features, RawClaim
from linkage.decision import rank
from linkage.explanation import (
    COLUMNS,
    MIN_SHOWN_BITS,
    Rarity,
    Strength,
    bars,
    rarity,
    shown,
    strength,
)
from linkage.match_weights import CORRECTED, KIN, MOVED, WaterfallStep, replay
from linkage.model import Model
from linkage.parameter_estimation import EstimatedParameters
from linkage.posterior import KnownClaim, RankedPerson

from .support.people import KNOWN, OTHER, raw_claims

MODEL = Model.shipped()

LEVELS = [(field, level) for field, shares in MODEL.fields.items() for level in shares["m"]]
LEVELS += [(MOVED, CORRECTED), (KIN, CORRECTED)]
STEPS = st.lists(
    st.builds(
        lambda one, bits: WaterfallStep(one[0], one[1], bits, None),
        st.sampled_from(LEVELS),
        st.floats(-40, 40, allow_nan=False),
    ),
    max_size=12,
)


@given(STEPS)
def test_every_bar_lies_within_the_chart_and_says_what_it_weighs(
    steps: list[WaterfallStep],
) -> None:
    found = bars(steps)
    assert len(found) == sum(abs(step.bits) >= MIN_SHOWN_BITS for step in steps)
    assert not found or found[-1].total == pytest.approx(
        sum(bar.step.bits for bar in found), abs=1e-9
    )
    for bar in found:
        assert 1 <= bar.start <= COLUMNS
        assert 1 <= bar.span <= COLUMNS
        assert bar.start + bar.span - 1 <= COLUMNS


def test_strong_evidence_and_its_correction_are_told_apart() -> None:
    steps = [
        WaterfallStep(MOVED, CORRECTED, -2.0, None),
        WaterfallStep("family", "different", -5.0, None),
        WaterfallStep("document", "exact", 20.0, None),
        WaterfallStep("sex", "exact", 0.5, None),
    ]
    strong, against, little, corrected = bars(steps)
    assert (strong.strength, strong.start, strong.span) == (Strength.STRONG_FOR, 1, 40)
    assert against.strength is Strength.CLEAR_AGAINST
    assert little.strength is Strength.LITTLE
    assert corrected.strength is Strength.CORRECTION


def test_statements_are_the_weightiest_first_and_corrections_last_as_they_came() -> None:
    steps = [
        WaterfallStep(MOVED, CORRECTED, -2.0),
        WaterfallStep("sex", "exact", 0.04),
        WaterfallStep("given", "near", 2.0),
        WaterfallStep("house", "different", -0.05),
        WaterfallStep(KIN, CORRECTED, -9.0),
        WaterfallStep("birth", "different", -6.0),
    ]
    assert [step.field for step in shown(steps)] == ["birth", "given", "house", MOVED, KIN]


def test_no_evidence_is_no_chart() -> None:
    assert bars([]) == []


@given(raw_claims, st.lists(raw_claims, min_size=1, max_size=4))
def test_a_decision_made_again_from_levels_and_frequencies_has_the_same_bits(
    one: RawClaim, others: list[RawClaim]
) -> None:
    parameters = EstimatedParameters()
    weights = parameters.weights(MODEL)
    near = [KnownClaim(KNOWN, Features.of(other)) for other in others]
    (best,) = rank(Features.of(one), near, MODEL, parameters)
    again = replay(best.steps, weights)
    assert [(s.field, s.level) for s in again] == [(s.field, s.level) for s in best.steps]
    assert [step.bits for step in again] == pytest.approx([step.bits for step in best.steps])


@pytest.mark.parametrize(
    ("field", "share", "said"),
    [
        ("family", 0.01, Rarity.COMMON),  # one in a hundred
        ("family", 0.0099, None),
        ("family", 0.0006, None),
        ("family", 0.0005, Rarity.RARE),  # five in ten thousand
        ("family", None, None),
        ("document", 0.0001, None),
    ],
)
def test_a_value_is_called_common_or_rare_where_that_tells_something(
    field: str, share: float | None, said: Rarity | None
) -> None:
    assert rarity(WaterfallStep(field, "exact", 5.0, share)) is said


@pytest.mark.parametrize(
    ("bits", "in_favour", "against"),
    [
        (0.99, Strength.LITTLE, Strength.LITTLE),
        (1.0, Strength.WEAK_FOR, Strength.WEAK_AGAINST),  # two to one
        (3.99, Strength.WEAK_FOR, Strength.WEAK_AGAINST),
        (4.0, Strength.CLEAR_FOR, Strength.CLEAR_AGAINST),  # 16 to 1
        (7.99, Strength.CLEAR_FOR, Strength.CLEAR_AGAINST),
        (8.0, Strength.STRONG_FOR, Strength.STRONG_AGAINST),  # 256 to 1
    ],
)
def test_a_step_is_called_by_the_odds_that_it_gives(
    bits: float, in_favour: Strength, against: Strength
) -> None:
    assert strength(WaterfallStep("given", "exact", bits)) is in_favour
    assert strength(WaterfallStep("given", "different", -bits)) is against


def test_the_last_column_is_kept_for_a_step_that_hardly_shows() -> None:
    first, last = bars([WaterfallStep("birth", "exact", 10.0), WaterfallStep("sex", "exact", 0.05)])
    assert (first.start, first.span) == (1, 40)
    assert (last.start, last.span) == (40, 1)


def test_steps_and_persons_are_the_same_by_all_that_is_said_of_them() -> None:
    step = WaterfallStep("given", "exact", 5.0, 0.01)
    others = [
        WaterfallStep("family", "exact", 5.0, 0.01),
        WaterfallStep("given", "near", 5.0, 0.01),
        WaterfallStep("given", "exact", 5.5, 0.01),
        WaterfallStep("given", "exact", 5.0, 0.02),
        "given exact",
    ]
    assert step == WaterfallStep("given", "exact", 5.0, 0.01)
    assert all(step != other for other in others)
    person = RankedPerson(KNOWN, (step,), 0.9, None)
    assert person == RankedPerson(KNOWN, (step,), 0.9, None)
    assert person != RankedPerson(KNOWN, (step,), 0.8, None)
    assert person != RankedPerson(OTHER, (step,), 0.9, None)
    assert person != step
