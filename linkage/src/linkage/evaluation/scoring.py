"""Scores of decisions: taken one by one as they fell, counted when all have fallen."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from linkage.evaluation.calibration import ReliabilityCurve
from linkage.evaluation.clusters import ClusterQuality, cluster_quality
from linkage.evaluation.error_analysis import SlipCounts
from linkage.evaluation.intervals import Z_999, Interval, wilson
from linkage.evaluation.pairs import Pairs, pairs, pairs_by_group

Outcome = Literal["match", "new", "review"]
ENOUGH = 5
"""Wrong links to be expected in a group before its rate alone says anything about the group."""


@dataclass(frozen=True, slots=True)
class ScoredDecision:
    """A decision beside its truth: ``person`` and ``compared`` are the matcher's persons.

    ``compared`` are those that the claim was compared with, the likeliest first. ``slips`` names
    what went wrong in the writing of the claim, where the simulator tells. ``likeliest`` is the
    probability of the first compared, where no conflict forbids her, and ``confidence`` that of
    the link: higher, where it is to two persons who are likely one.
    """

    truth: int
    group: str
    decision: Outcome
    person: Hashable
    compared: Sequence[Hashable] = ()
    slips: Collection[str] = ()
    likeliest: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Share:
    hits: int
    tries: int

    @property
    def rate(self) -> float:
        return self.hits / self.tries if self.tries else 0.0

    @property
    def interval(self) -> Interval:
        return wilson(self.hits, self.tries)


@dataclass(frozen=True, slots=True)
class Report:
    """``false_merges`` are the automatic links to somebody else, of all automatic links;
    ``lost`` the claims about somebody known that were not linked to any claim of hers, of all
    such claims; ``blocked`` those of them that were compared with somebody of hers at all;
    ``helped`` the reviews whose likeliest candidate is the right one. ``expected_false`` are the
    false merges that there should be by the probabilities of the links."""

    claims: int
    pairs: Pairs
    known: Share
    reviews: Share
    false_merges: Share
    lost: Share
    blocked: Share
    helped: Share
    expected_false: float

    def has_enough(self, whole: "Report") -> bool:
        """Whether its own rate says something, when the whole's is what there is to expect."""
        return self.false_merges.tries * whole.false_merges.rate >= ENOUGH

    def is_worse(self, whole: "Report", times: float) -> bool:
        """By its own rate where there are enough links to tell, else only beyond all chance."""
        own, all_together = self.false_merges, whole.false_merges
        if self.has_enough(whole):
            return own.rate > times * all_together.rate
        return wilson(own.hits, own.tries, Z_999).low > times * all_together.interval.high


@dataclass(slots=True)
class _Tally:
    claims: int = 0
    known: int = 0
    reviews: int = 0
    helped: int = 0
    links: int = 0
    false: int = 0
    lost: int = 0
    blocked: int = 0
    expected: float = 0.0

    def report(self, counted: Pairs) -> Report:
        return Report(
            claims=self.claims,
            pairs=counted,
            known=Share(self.known, self.claims),
            reviews=Share(self.reviews, self.claims),
            false_merges=Share(self.false, self.links),
            lost=Share(self.lost, self.known),
            blocked=Share(self.blocked, self.known),
            helped=Share(self.helped, self.reviews),
            expected_false=self.expected,
        )


@dataclass(slots=True)
class Scorer:
    """Counts decisions in the order in which they fell.

    A person belongs to whomever its first claim is about; a later automatic link of somebody else
    to it is a false merge. A claim that waits for people stands alone: it is in no pair, and the
    recall misses it.
    """

    _owner: dict[Hashable, int] = field(default_factory=dict)
    _group: dict[Hashable, str] = field(default_factory=dict)
    _cells: Counter[tuple[Hashable, Hashable]] = field(default_factory=Counter)
    _alone: int = 0
    _tallies: dict[str, _Tally] = field(default_factory=lambda: defaultdict(_Tally))
    slips: SlipCounts = field(default_factory=SlipCounts)
    reliability: ReliabilityCurve = field(default_factory=ReliabilityCurve)

    def add(self, decided: ScoredDecision) -> None:
        truth, tally = decided.truth, self._tallies[decided.group]
        known = truth in self._group
        owner = self._owner.setdefault(decided.person, truth)
        reviewed, linked = decided.decision == "review", decided.decision == "match"
        false, lost = linked and owner != truth, known and not (linked and owner == truth)
        self._group[truth] = decided.group
        tally.claims += 1
        tally.known += known
        tally.links += linked
        tally.false += false
        tally.lost += lost
        tally.reviews += reviewed
        right = [self._owner.get(person) == truth for person in decided.compared]
        tally.blocked += known and any(right)
        tally.helped += reviewed and any(right[:1])
        if decided.confidence is not None:
            tally.expected += (1 - decided.confidence) * linked
        if decided.likeliest is not None:
            self.reliability.add(decided.likeliest, any(right[:1]))
        if reviewed:
            self._alone += 1
        self._cells[truth, ("review", self._alone) if reviewed else decided.person] += 1
        self.slips.add(decided.slips, false=false, lost=lost)

    def is_about(self, person: Hashable, truth: int) -> bool:
        """Whether the matcher's person is this one: her first claim is about her."""
        return self._owner.get(person) == truth

    def report(self) -> Report:
        whole = _Tally()
        for tally in self._tallies.values():
            for name in _Tally.__slots__:
                setattr(whole, name, getattr(whole, name) + getattr(tally, name))
        return whole.report(pairs(self._cells))

    def clusters(self) -> ClusterQuality:
        """Persons as sets of claims, those that wait for people each alone."""
        return cluster_quality(self._cells)

    def by_group(self) -> dict[str, Report]:
        counted = pairs_by_group(self._cells, self._group)
        return {group: self._tallies[group].report(of) for group, of in counted.items()}
