"""Decisions as they fell, one by one, judged when all have fallen."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from typing import Literal

from databank.quality.intervals import Interval, wilson
from databank.quality.pairs import Pairs, pairs, pairs_by_group
from databank.quality.slips import Slips

Decision = Literal["match", "new", "review"]
ENOUGH = 5
"""Wrong links to be expected in a group before its rate alone says anything about the group."""


@dataclass(frozen=True, slots=True)
class Decided:
    """``person`` and ``candidate`` are the databank's, ``truth`` is the simulator's.

    ``slips`` names what went wrong in the writing of the claim, where the simulator tells.
    """

    truth: int
    group: str
    decision: Decision
    person: Hashable
    candidate: Hashable | None = None
    slips: Collection[str] = ()


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
    such claims; ``helped`` the reviews whose likeliest candidate is the right one."""

    claims: int
    pairs: Pairs
    known: Share
    reviews: Share
    false_merges: Share
    lost: Share
    helped: Share

    def worse_than(self, whole: "Report") -> Interval:
        """How many times the false-merge rate of ``whole`` this one is, between which bounds."""
        rate, bounds = whole.false_merges.rate, self.false_merges.interval
        if rate == 0:
            return Interval(0.0, 0.0 if self.false_merges.hits == 0 else float("inf"))
        return Interval(bounds.low / rate, bounds.high / rate)

    def is_worse(self, whole: "Report", times: float) -> bool:
        """By its own rate where there are enough links to tell, else by what it is at least."""
        rate = whole.false_merges.rate
        if self.false_merges.tries * rate >= ENOUGH:
            return self.false_merges.rate > times * rate
        return self.worse_than(whole).low > times


@dataclass(slots=True)
class _Tally:
    claims: int = 0
    known: int = 0
    reviews: int = 0
    helped: int = 0
    links: int = 0
    false: int = 0
    lost: int = 0

    def report(self, counted: Pairs) -> Report:
        return Report(
            claims=self.claims,
            pairs=counted,
            known=Share(self.known, self.claims),
            reviews=Share(self.reviews, self.claims),
            false_merges=Share(self.false, self.links),
            lost=Share(self.lost, self.known),
            helped=Share(self.helped, self.reviews),
        )


@dataclass(slots=True)
class Judge:
    """Takes decisions in the order in which they fell.

    A person belongs to whomever its first claim is about; a later automatic link of somebody else
    to it is a false merge. A claim that waits for people stands alone: it is in no pair, and the
    recall misses it.
    """

    _owner: dict[Hashable, int] = field(default_factory=dict)
    _group: dict[Hashable, str] = field(default_factory=dict)
    _cells: Counter[tuple[Hashable, Hashable]] = field(default_factory=Counter)
    _alone: int = 0
    _tallies: dict[str, _Tally] = field(default_factory=lambda: defaultdict(_Tally))
    slips: Slips = field(default_factory=Slips)

    def take(self, decided: Decided) -> None:
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
        tally.helped += reviewed and self._owner.get(decided.candidate) == truth
        if reviewed:
            self._alone += 1
        self._cells[truth, ("review", self._alone) if reviewed else decided.person] += 1
        self.slips.take(decided.slips, false=false, lost=lost)

    def report(self) -> Report:
        whole = _Tally()
        for tally in self._tallies.values():
            for name in _Tally.__slots__:
                setattr(whole, name, getattr(whole, name) + getattr(tally, name))
        return whole.report(pairs(self._cells))

    def by_group(self) -> dict[str, Report]:
        counted = pairs_by_group(self._cells, self._group)
        return {group: self._tallies[group].report(of) for group, of in counted.items()}
