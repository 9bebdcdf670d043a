"""Caution learned from verdicts: off until there are enough, never bolder than what was said."""

import math
from dataclasses import replace
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage import caution
from linkage.caution import MIN_JUDGED, NONE, Caution, JudgedLink
from linkage.claim import Features, RawClaim
from linkage.decision import decide
from linkage.model import Model
from linkage.outcomes import Match, Review
from linkage.parameter_estimation import EstimatedParameters
from linkage.posterior import KnownClaim

shares = st.floats(0, 1)
judged = st.lists(st.builds(JudgedLink, st.floats(0.9, 1), st.booleans()), max_size=400)
HER = RawClaim("Ana", "Voorbeeld", "1998-05-07")


def links(said: float, right: int, wrong: int) -> list[JudgedLink]:
    return [JudgedLink(said, True)] * right + [JudgedLink(said, False)] * wrong


@given(judged, shares)
def test_what_is_said_is_never_raised(verdicts: list[JudgedLink], said: float) -> None:
    assert 0 <= caution.learn(verdicts).of(said) <= said


@given(judged, shares, shares)
def test_who_is_likelier_stays_so(verdicts: list[JudgedLink], one: float, other: float) -> None:
    low, high = sorted((one, other))
    learned = caution.learn(verdicts)
    assert learned.of(low) <= learned.of(high)


@given(st.lists(st.builds(JudgedLink, shares, st.booleans()), max_size=MIN_JUDGED - 1), shares)
def test_few_verdicts_change_nothing(verdicts: list[JudgedLink], said: float) -> None:
    assert caution.learn(verdicts) == NONE
    assert NONE.of(said) == said


def test_the_order_of_verdicts_does_not_matter() -> None:
    verdicts = links(0.95, 80, 20) + links(0.999, 400, 3)
    mixed = Random(1).sample(verdicts, len(verdicts))
    assert caution.learn(mixed) == pytest.approx(caution.learn(verdicts))


def test_links_that_are_wrong_more_often_than_said_are_held_less_likely() -> None:
    """Said .94, right .7: as sets by another hand showed."""
    learned = caution.learn(links(0.94, 140, 60) + links(0.9999, 2_000, 4))
    assert 0.65 < learned.of(0.94) < 0.85
    assert learned.of(0.9999) > 0.99


def test_the_more_people_judged_the_closer_to_what_they_found() -> None:
    few, many = (caution.learn(links(0.97, 85 * n, 15 * n)).of(0.97) for n in (1, 20))
    assert 0.85 < few < 0.97
    assert many == pytest.approx(0.85, abs=0.01)
    assert many < few


def test_a_sample_that_found_no_error_makes_nobody_bolder() -> None:
    learned = caution.learn(links(0.97, 1_000, 0))
    assert learned.of(0.97) == 0.97
    assert learned.of(0.9999) <= 0.9999


def test_a_link_that_would_be_too_bold_goes_to_people_and_nobody_becomes_new_by_it() -> None:
    parameters = EstimatedParameters()
    claim = Features.of(replace(HER, birth_date="1998"))
    known = [KnownClaim(UUID(int=1), Features.of(HER))]
    before = decide(claim, known, None, parameters)
    assert isinstance(before, Match)
    parameters.go_by(Caution(shift=-6.0))
    after = decide(claim, known, None, parameters)
    assert isinstance(after, Review)
    (best,) = after.ranked
    assert best.posterior == before.ranked[0].posterior
    assert best.said < before.confidence
    parameters.go_by(NONE)
    assert decide(claim, known, None, parameters) == before


def test_the_threshold_counts_with_what_people_found() -> None:
    """What the matcher holds certain it may link lower for; not where people found otherwise."""
    parameters = EstimatedParameters()
    for number in range(400):
        mark = "".join(chr(97 + int(digit)) for digit in f"{number:05}")
        claim = Features.of(RawClaim(f"Ana{mark}", f"Voor{mark}", "1998-05-07"))
        again = decide(claim, [KnownClaim(UUID(int=1), claim)], None, parameters)
        parameters.observe(claim, again)
    model = Model.shipped()
    before = parameters.weights(model).match_at
    parameters.go_by(Caution(shift=-9.0))
    assert parameters.weights(model).match_at >= before


def log_likelihood(verdicts: list[JudgedLink], shift: float, scale: float) -> float:
    """Platt's, in logits, with normal priors: a shift of 0 ± 1 and a scale of 1 ± 0.15."""
    whole = -(shift**2) / 2 - ((scale - 1) / 0.15) ** 2 / 2
    for said, is_right in verdicts:
        odds = shift + scale * math.log(said / (1 - said))
        whole += math.log(1 / (1 + math.exp(-odds if is_right else odds)))
    return whole


@pytest.mark.parametrize(
    "verdicts",
    [
        links(0.9, 60, 40),
        links(0.97, 170, 30) + links(0.6, 10, 20) + links(0.2, 3, 17),
        links(0.3, 2, 98),
        links(0.999, 150, 0),
    ],
)
def test_what_is_learned_is_likelier_than_whatever_lies_beside_it(
    verdicts: list[JudgedLink],
) -> None:
    learned = caution.learn(verdicts)
    best = log_likelihood(verdicts, *learned)
    for shift in (-1e-3, 0, 1e-3):
        for scale in (-1e-3, 0, 1e-3):
            assert log_likelihood(verdicts, learned.shift + shift, learned.scale + scale) <= best


def test_what_is_learned_hangs_on_a_hundred_verdicts() -> None:
    assert caution.learn(links(0.97, 59, 40)) == NONE
    assert caution.learn(links(0.97, 60, 40)) != NONE


@pytest.mark.parametrize(
    ("learned", "said", "found"),
    [
        (Caution(shift=-1.0), 0.5, 0.268941),  # 1 / (1 + e)
        (Caution(scale=0.5), 0.9, 0.75),  # odds of 9 become 3
        (Caution(scale=0.5), 0.1, 0.1),  # never more than was said
        (Caution(scale=1.5), 0.2, 0.111111),  # odds of 1/4 become 1/8
        (Caution(shift=-1.0), 0.0, 0.0),
        (
            Caution(shift=-2.0),
            1.0,
            0.9999926,
        ),  # certain is a million to one, and a doubt of e² more
    ],
)
def test_odds_are_shifted_and_scaled(learned: Caution, said: float, found: float) -> None:
    assert learned.of(said) == pytest.approx(found, abs=1e-6)
