"""The databank's matcher, timed where it decides: reading, scoring and writing, durably."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from statistics import median, quantiles
from time import perf_counter

from rich.console import Console

from databank.matching.evaluation_runner import BatchStore, decide_all, score
from databank.matching.rules.claim_lines import raw_claim
from databank.matching.standalone import Standalone
from linkage.evaluation import Scorer
from simulator.claims import LabelledClaim

notes = Console(stderr=True, highlight=False)
AT_HAND = 20_000
"""Claims made and read before the clock starts, and judged after it stopped; at the end up to twice
as many, as what is left over belongs to the last: a short portion by itself would tell little."""


@dataclass
class Run:
    """Claims of one order, played to an empty store; ``rates`` are (claims by then, per second)."""

    store: BatchStore
    batch: int
    scorer: Scorer = field(default_factory=Scorer)
    claims: int = 0
    seconds: float = 0.0
    rates: list[tuple[int, float]] = field(default_factory=list)

    async def batched(self, told: Iterable[LabelledClaim]) -> None:
        for at_hand in portions(told, AT_HAND):
            said = [raw_claim(one.claim) for one in at_hand]
            begun = perf_counter()
            decisions = await decide_all(self.store, said, batch=self.batch, done=self._count)
            seconds = perf_counter() - begun
            score(self.scorer, at_hand, decisions)
            self.seconds += seconds
            self.rates.append((self.claims, len(at_hand) / seconds))
            notes.print(f"{self.claims:,} claims, {self.last_per_second:,.0f} a second")

    async def singly(self, store: Standalone, told: Iterable[LabelledClaim]) -> "Times":
        """One claim a transaction, one after the other, on the store that has the others."""
        taken = []
        for one in list(told):
            said = raw_claim(one.claim)
            begun = perf_counter()
            decisions = await store.decide([said])
            taken.append(1000 * (perf_counter() - begun))
            score(self.scorer, [one], decisions)
            self._count(1)
        return Times(taken)

    def _count(self, claims: int) -> None:
        self.claims += claims

    @property
    def per_second(self) -> float:
        """From the first claim, when the store was empty, to the last."""
        return self.claims / self.seconds

    @property
    def last_per_second(self) -> float:
        """Of the last ``AT_HAND`` claims and more, when the store was fullest."""
        return self.rates[-1][1]


@dataclass
class Times:
    """Milliseconds."""

    taken: list[float]

    @property
    def p50(self) -> float:
        return median(self.taken)

    @property
    def p99(self) -> float:
        return quantiles(self.taken, n=100)[98]


def portions(told: Iterable[LabelledClaim], size: int) -> Iterator[list[LabelledClaim]]:
    """Claims of ``told`` in their order, ``size`` at a time and what is left with the last."""
    source = iter(told)
    portion = list(islice(source, size))
    while len(following := list(islice(source, size))) == size:
        yield portion
        portion = following
    if portion:
        yield portion + following
