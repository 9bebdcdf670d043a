"""Persons who tell a year from the one before: few, and both exact, would tell of each.

Few on one side too. Two clients left and eighteen came: who is new is told, so both totals would
say that two left, and each line who they were.

An organisation may give its clients other codes each year, or some of them. So who came back is
told by attributes, as a reader of both years would have it: of each kind as many as are in both.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from registry.counts.rules import cells
from registry.counts.rules.aggregation import CLIENT_DIMENSIONS
from registry.minimum_format.rules.records import Period, Rows

ATTRIBUTES = tuple(of for name, of in CLIENT_DIMENSIONS.items() if name != cells.EERSTE_CONTACT)
"""Who was new is known a year later, of nearly everybody."""
DIFFERENT = 4
"""Times the threshold: so many persons tell a year from the one before, or it is told in tens."""
Kind = tuple[str, ...]
"""Branch, gender, age and nationality."""


@dataclass(frozen=True, slots=True, repr=False)
class Turnover:
    """Clients with contact in one of two years alone, each by what kind they are."""

    left: Sequence[Kind]
    came: Sequence[Kind]

    def is_small(self, threshold: int) -> bool:
        """Whether it would tell of persons, were both years exact."""
        fewest, most = sorted(map(len, (self.left, self.came)))
        if fewest < threshold or most >= DIFFERENT * threshold:
            return fewest < threshold
        return len(self.left) + len(self.came) - self._changed() < DIFFERENT * threshold

    def _changed(self) -> int:
        """The most who both left and came, as another in one attribute: next year's age, say."""
        by_left: dict[int, int] = {}

        def find(came: int, tried: set[int]) -> bool:
            for nr, kind in enumerate(self.left):
                if nr not in tried and _is_but_one(kind, self.came[came]):
                    tried.add(nr)
                    if nr not in by_left or find(by_left[nr], tried):
                        by_left[nr] = came
                        return True
            return False

        return sum(find(came, set()) for came in range(len(self.came)))


def turnover(before: Rows, now: Rows, period: Period) -> Turnover:
    old, new = _reached(before, period.last_year), _reached(now, period)
    return Turnover([*(old - new).elements()], [*(new - old).elements()])


def _is_but_one(kind: Kind, other: Kind) -> bool:
    return sum(one != its for one, its in zip(kind, other, strict=True)) == 1


def _reached(rows: Rows, period: Period) -> Counter[Kind]:
    codes = {contact.client_code for contact in rows.within(period.months).contacten}
    return Counter(
        tuple(of(client) for of in ATTRIBUTES)
        for client in rows.clienten
        if client.client_code in codes
    )
