"""Claims that share little are compared only where those that share more leave a doubt."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from stdnum.be import nn

from linkage.claim import Features
from linkage.decision import SETTLED, decide
from linkage.outcomes import Match, Review
from linkage.posterior import KnownClaim

from .support.people import KNOWN, OTHER, Someone

ANA = Someone(given="Ana Maria", family="Voorbeeld", birth="1998-05-07", document="X1234567")


@dataclass
class WatchedCandidate:
    """A candidate that keeps whether anybody looked at it."""

    who: Someone
    person_id: UUID
    looked: list[bool] = field(default_factory=list)

    @property
    def features(self) -> Features:
        self.looked.append(True)
        return Features.of(self.who.identity)


def number(first_nine: str) -> str:
    whole = first_nine + f"{97 - int(first_nine) % 97:02}"
    assert nn.is_valid(whole)
    return whole


def test_nobody_else_is_looked_at_where_the_likeliest_settles_it() -> None:
    far = WatchedCandidate(replace(ANA, given="Ioana", document="Z1111"), OTHER)
    decision = decide(
        Features.of(ANA.identity), [KnownClaim(KNOWN, Features.of(ANA.identity))], others=[far]
    )
    assert isinstance(decision, Match)
    assert decision.person_id == KNOWN
    assert not far.looked


def test_everybody_is_looked_at_where_the_likeliest_leaves_a_doubt() -> None:
    stranger = replace(ANA, family="Anderland", birth="1971-11-23", document="Q7777")
    decision = decide(
        Features.of(ANA.identity),
        [KnownClaim(OTHER, Features.of(stranger.identity))],
        others=[WatchedCandidate(ANA, KNOWN)],
    )
    assert isinstance(decision, Match)
    assert decision.person_id == KNOWN


def test_another_number_on_a_far_claim_of_the_likeliest_still_forbids_the_link() -> None:
    claimed = replace(ANA, number=number("980507002"))
    far = replace(ANA, given="Anna", document=None, phone=None, number=number("980507004"))
    near = KnownClaim(KNOWN, Features.of(ANA.identity))
    claim = Features.of(claimed.identity)
    assert isinstance(decide(claim, [near]), Match)
    decision = decide(claim, [near], others=[WatchedCandidate(far, KNOWN)])
    assert isinstance(decision, Review)
    assert decision.reason == "ander_rijksregisternummer"


people = st.builds(
    Someone,
    given=st.sampled_from(["Ana", "Ana Maria", "Anna", "Maria", "Ioana"]),
    family=st.sampled_from(["Voorbeeld", "Voorbeelt", "Anderland"]),
    birth=st.sampled_from(["1998-05-07", "1998-07-05", "1998", "1971-11-23"]),
    document=st.sampled_from([None, "X1234567", "X1234576", "Q7654321"]),
    number=st.sampled_from([None, number("980507002"), number("980507004")]),
)
known = st.lists(st.tuples(people, st.integers(1, 3)), max_size=4)


@given(people, known, known)
def test_a_verdict_that_is_not_settled_early_is_that_on_all_candidates(
    claimed: Someone, likely: list[tuple[Someone, int]], far: list[tuple[Someone, int]]
) -> None:
    claim = Features.of(claimed.identity)
    near, others = (
        [KnownClaim(UUID(int=nr), Features.of(who.identity)) for who, nr in side]
        for side in (likely, far)
    )
    found, whole = decide(claim, near, others=others), decide(claim, [*near, *others])
    early = decide(claim, near).ranked[:1]
    is_settled = early and early[0].posterior >= SETTLED and not early[0].conflict
    if is_settled and found != whole:
        assert found.ranked[0].person_id == early[0].person_id
    else:
        assert found == whole
