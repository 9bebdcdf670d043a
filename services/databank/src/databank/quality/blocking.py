"""How many claims about somebody known are compared with a claim of hers at all."""

from collections import Counter
from collections.abc import Collection

from databank.quality.judging import Share


class BlockingRecall:
    """Takes the keys of claims in the order of their arrival.

    A key that more claims have than ``most`` is taken to find nobody. That is too strict: such a
    key still finds some of its claims.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._claims: Counter[int] = Counter()
        self._keys: dict[int, set[int]] = {}
        self._known = self._found = 0

    def take(self, truth: int, keys: Collection[int], probes: Collection[int]) -> None:
        before = self._keys.get(truth)
        if before is not None:
            self._known += 1
            self._found += any(
                self._claims[key] <= self._most for key in before.intersection(probes)
            )
        self._claims.update(keys)
        self._keys.setdefault(truth, set()).update(keys)

    @property
    def share(self) -> Share:
        return Share(self._found, self._known)
