"""Quality of clusters: B-cubed, and pairs. Counted from how many records each two sets share.

B-cubed (Bagga and Baldwin, 1998) asks of each record how much of its cluster belongs with it, and
how much of what belongs with it is there. Pairs weigh a thing by the square of its records, so that
one big cluster put together wrongly hides hundreds of small ones that are right; B-cubed does not.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from linkage.evaluation.pairs import Pairs, pairs


@dataclass(frozen=True, slots=True)
class BCubed:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class ClusterQuality:
    """``exact``: the share of things whose records are one cluster, with nobody else's."""

    pairwise: Pairs
    b_cubed: BCubed
    exact: float


def cluster_quality(cells: Mapping[tuple[Hashable, Hashable], int]) -> ClusterQuality:
    """``cells`` are the numbers of records by (thing in truth, cluster that they were put in)."""
    real: Counter[Hashable] = Counter()
    found: Counter[Hashable] = Counter()
    for (thing, cluster), count in cells.items():
        real[thing] += count
        found[cluster] += count
    whole = sum(cells.values())
    precision = sum(count**2 / found[cluster] for (_, cluster), count in cells.items())
    recall = sum(count**2 / real[thing] for (thing, _), count in cells.items())
    exact = sum(count == real[thing] == found[cluster] for (thing, cluster), count in cells.items())
    return ClusterQuality(
        pairs(cells),
        BCubed(precision / whole, recall / whole) if whole else BCubed(1.0, 1.0),
        exact / len(real) if real else 1.0,
    )
