"""The prior follows the stream: a register first, sources that differ, instances side by side."""

import json
import math
from itertools import pairwise
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.claim import Features, RawClaim
from linkage.decision import decide
from linkage.known_share import (
    LEAST,
    MAX_SOURCES,
    MOST,
    MOST_MERGED,
    SOURCE,
    STEPS_PER_BIT,
    KnownShares,
    RecentShare,
    _shares,
    prior_bits,
)
from linkage.model import Model
from linkage.outcomes import Match, New
from linkage.parameter_estimation import EstimatedParameters
from linkage.posterior import KnownClaim, RankedPerson

MODEL = Model.shipped()
SOMEBODY = Features.of(RawClaim("Ana", "Voorbeeld", "1998-05-17"))
NEW = New()
SURELY_KNOWN, SURELY_NEW = math.inf, 0.0
KNOWN = Match((RankedPerson(UUID(int=1), (), 1.0, None),), 1.0)


def heard(shares: KnownShares, source: str, known: int, new: int) -> None:
    """So many claims about somebody known and somebody new, in an order of chance."""
    factors = [SURELY_KNOWN] * known + [SURELY_NEW] * new
    Random(3).shuffle(factors)
    for factor in factors:
        shares.add(source, factor)


def test_after_a_register_the_share_is_soon_that_of_the_claims_that_follow() -> None:
    """A mean over all claims ever would still be under .03."""
    shares = KnownShares()
    heard(shares, "", 0, 20_000)
    assert shares.share("", 0.7) < 0.03
    heard(shares, "", 450, 50)
    assert shares.share("", 0.7) > 0.7
    heard(shares, "", 900, 100)
    assert shares.share("", 0.7) == pytest.approx(0.9, abs=0.05)


def test_a_register_that_ends_is_noticed_within_a_few_claims() -> None:
    """However long it was: forgetting 256 claims at a time took 1,000 to come near the bound."""
    for register in (500, 50_000):
        shares = KnownShares()
        heard(shares, "", 0, register)
        heard(shares, "", 12, 0)
        assert shares.share("", 0.7) > 0.7
        heard(shares, "", 100, 0)
        assert shares.share("", 0.7) > 0.95


def test_a_new_register_is_noticed_as_soon() -> None:
    shares = KnownShares()
    heard(shares, "", 5_000, 0)
    heard(shares, "", 0, 12)
    assert shares.share("", 0.7) < 0.4


def test_one_claim_of_the_other_kind_is_no_change() -> None:
    shares = KnownShares()
    heard(shares, "", 0, 5_000)
    heard(shares, "", 1, 0)
    assert shares.share("", 0.7) < 0.1


def test_a_claim_that_tells_nothing_changes_nothing() -> None:
    """Many doubtful claims under a low prior are no proof that the prior is low."""
    shares = KnownShares()
    heard(shares, "", 900, 100)
    before = shares.share("", 0.7)
    for _ in range(50):
        shares.add("", 1.0)
    assert shares.share("", 0.7) == pytest.approx(before, abs=0.03)


def test_what_a_claim_tells_does_not_hang_on_the_prior_that_decided_it() -> None:
    """One comparison with one person, under a low and a high prior, teaches the same."""
    taught = []
    for prior in (-14.0, -8.0):
        parameters = EstimatedParameters()
        odds = 2.0 ** (prior + 12)
        person = RankedPerson(UUID(int=1), (), odds / (1 + odds), None, prior=prior)
        for _ in range(5):
            parameters.observe(SOMEBODY, Match((person,), person.posterior), MODEL)
        taught.append(parameters._known_shares.share("", MODEL.known_share))
    assert taught[0] == pytest.approx(taught[1], abs=1e-3)


def test_the_share_of_a_mixed_stream_stays_what_it_is() -> None:
    shares = KnownShares()
    heard(shares, "", 7_000, 3_000)
    assert shares.share("", 0.5) == pytest.approx(0.7, abs=0.08)


def test_each_source_has_the_share_of_its_own_claims() -> None:
    shares = KnownShares()
    for number in range(600):
        is_odd_one = number % 20 == 7
        heard(shares, "register", is_odd_one, not is_odd_one)
        heard(shares, "shift", not is_odd_one, is_odd_one)
    assert shares.share("register", 0.5) < 0.15
    assert shares.share("shift", 0.5) > 0.85
    assert shares.share("never heard of", 0.7) == pytest.approx(0.5, abs=0.05)


def test_a_source_heard_of_once_is_taken_for_one_of_all() -> None:
    shares = KnownShares()
    heard(shares, "shift", 900, 100)
    shares.add("police", SURELY_NEW)
    assert shares.share("police", 0.5) == pytest.approx(shares.share("", 0.5), abs=0.15)


def test_a_source_per_claim_takes_no_more_room_than_kinds_of_source_do() -> None:
    parameters = EstimatedParameters()
    for number in range(5 * MAX_SOURCES):
        parameters.observe(SOMEBODY, KNOWN, MODEL, f"claim {number}")
    tables = json.loads(parameters.delta())
    sources = [name for name in tables if name.startswith(SOURCE)]
    assert len(sources) == MAX_SOURCES + 1


factors = st.one_of(st.just(SURELY_NEW), st.just(SURELY_KNOWN), st.floats(0, 1e6))
claims = st.lists(st.tuples(st.sampled_from(["", "a", "b"]), factors), max_size=200)


@given(claims, st.floats(0.01, 0.99), st.sampled_from(["", "a", "b", "c"]))
def test_nobody_is_ever_certain_to_be_known_or_new(
    told: list[tuple[str, float]], shipped: float, source: str
) -> None:
    shares = KnownShares()
    for by, factor in told:
        shares.add(by, factor)
    assert LEAST <= shares.share(source, shipped) <= MOST


@given(claims, factors, factors)
def test_the_surer_the_last_claim_was_known_the_higher_the_share(
    before: list[tuple[str, float]], one: float, other: float
) -> None:
    """Of the last claim: an earlier one may be what made a later change no change."""
    more, less = KnownShares(), KnownShares()
    for shares, factor in ((more, max(one, other)), (less, min(one, other))):
        for source, told in (*before, ("a", factor)):
            shares.add(source, told)
    for source in ("", "a"):
        assert more.share(source, 0.5) >= less.share(source, 0.5) - 1e-12


@given(st.floats(0.02, 0.98), st.floats(100, 1e7))
def test_the_prior_is_kept_in_few_digits_and_stays_near(share: float, persons: float) -> None:
    bits = prior_bits(share, persons)
    assert bits * STEPS_PER_BIT == int(bits * STEPS_PER_BIT)
    assert bits == pytest.approx(math.log2(share / (1 - share) / persons), abs=0.5 / STEPS_PER_BIT)


def test_what_another_instance_decided_is_heard_as_if_decided_here() -> None:
    """Also after a start, when all that is known are the counts of instances that stopped."""
    one, other = EstimatedParameters(), EstimatedParameters()
    for _ in range(3 * int(MOST_MERGED)):
        one.observe(SOMEBODY, NEW, MODEL, "register")
        one.observe(SOMEBODY, KNOWN, MODEL, "shift")
    other.merge(one.delta())
    for source in ("register", "shift", ""):
        assert other.prior(MODEL, source) == pytest.approx(one.prior(MODEL, source), abs=0.5)
    assert other.prior(MODEL, "shift") > other.prior(MODEL, "register") + 8


def test_the_same_claim_is_likelier_about_somebody_known_where_that_is_usual() -> None:
    """One comparison, two sources: the bits are equal and the posterior is not."""
    parameters = EstimatedParameters()
    for _ in range(500):
        parameters.observe(SOMEBODY, NEW, MODEL, "register")
        parameters.observe(SOMEBODY, KNOWN, MODEL, "shift")
    known = KnownClaim(UUID(int=1), Features.of(RawClaim("Ana", "Voorbeelt", "1998")))
    (rare,), (usual,) = (
        decide(SOMEBODY, [known], MODEL, parameters, source=source).ranked
        for source in ("register", "shift")
    )
    assert rare.bits == usual.bits
    assert rare.prior < usual.prior
    assert rare.posterior < usual.posterior


def test_the_shares_told_apart_lie_between_odds_of_127_in_equal_steps() -> None:
    shares = _shares()
    assert (shares[0], shares[12], shares[24]) == pytest.approx((1 / 128, 0.5, 127 / 128))
    steps = [
        math.log(above / (1 - above)) - math.log(below / (1 - below))
        for below, above in pairwise(shares)
    ]
    assert steps == pytest.approx([2 * math.log(127) / 24] * 24)


def test_a_few_claims_of_another_instance_leave_what_many_taught_here() -> None:
    share = RecentShare()
    for _ in range(300):
        share.add(64.0)
    before = share.estimate(0.5)
    share.add_counts(1.0, 1.0)
    assert share.estimate(0.5) == pytest.approx(before, abs=0.02)
    share.add_counts(0.0, 0.0)
    assert share.estimate(0.5) == pytest.approx(before, abs=0.02)


def test_what_it_was_taken_for_counts_as_eight_claims() -> None:
    assert RecentShare().estimate(0.3) == 0.3
    share = RecentShare()
    share.add_counts(0.0, 8.0)
    by_itself = 2 * share.estimate(0.0)
    assert share.estimate(1.0) == pytest.approx((by_itself + 1.0) / 2)
