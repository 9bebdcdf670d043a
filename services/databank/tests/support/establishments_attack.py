"""An attacker on told counts of establishments, who imagines every city there may be, one by one.

Shares no code with the audit, and solves nothing: a city is a number of establishments of each
branch on each day, and those that do not fit what was told are crossed out. For small numbers
alone. Reads ``{"day": "2026-07-01", "base": 5, "total": 20, "by": {"branches": {"raam": 15}}}``.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

Told = Mapping[str, Any]


class EstablishmentsAttacker:
    """Knows which branches there are, how visible each is on a day, and that none goes.

    ``days`` are those of all that is told, in order; ``most`` is more than any branch ever has.
    """

    def __init__(
        self,
        days: Sequence[str],
        branches: Sequence[str],
        visibility: Callable[[str, str], str],
        most: int,
    ) -> None:
        self._days, self._branches, self._visibility = days, branches, visibility
        lives = np.array([[]], dtype=np.int8).reshape(1, 0)
        for _ in days:
            least = lives[:, -1] if lives.shape[1] else np.zeros(1, dtype=np.int8)
            lives = np.concatenate(
                [
                    np.column_stack([lives[least <= now], np.full((least <= now).sum(), now)])
                    for now in range(most + 1)
                ]
            ).astype(np.int8)
        grids = np.meshgrid(*[np.arange(len(lives))] * len(branches), indexing="ij")
        self._every = np.stack([lives[grid.ravel()] for grid in grids], axis=1)

    def learns(self, told: Sequence[Told], new: Told) -> tuple[list[str], list[str]]:
        """Groups that may be of one to four: those that were sized before, and those that ``new``
        sizes, or sizes further."""
        cities = self._every
        for each in told:
            cities = cities[self._fit(cities, each)]
        still = self._fit(cities, new)
        groups = self._groups(cities)
        before = {name: _bounds(sizes) for name, sizes in groups.items()}
        after = {name: _bounds(sizes[still]) for name, sizes in groups.items()}
        return [name for name, sizes in before.items() if _is_sized(*sizes)], [
            name for name, sizes in after.items() if _is_sized(*sizes) and sizes != before[name]
        ]

    def _fit(self, cities: np.ndarray, each: Told) -> np.ndarray:
        at, margin = self._days.index(each["day"]), each["base"] - 1
        fits = np.ones(len(cities), dtype=bool)

        def keep(branches: Sequence[str], rounded: int) -> None:
            fits[:] &= abs(self._of(cities, branches, at) - rounded) <= margin

        if each["total"] is not None:
            keep(self._branches, each["total"])
        for table, counts in each["by"].items():
            for code, branches in self._codes(table, each["day"]).items():
                keep(branches, counts.get(code, 0))
        return fits

    def _codes(self, table: str, day: str) -> dict[str, list[str]]:
        """The branches that a code of a table stands for."""
        if table == "branches":
            return {branch: [branch] for branch in self._branches}
        found: dict[str, list[str]] = {
            self._visibility(b, d): [] for b in self._branches for d in self._days
        }
        for branch in self._branches:
            found[self._visibility(branch, day)].append(branch)
        return found

    def _of(self, cities: np.ndarray, branches: Sequence[str], at: int) -> np.ndarray:
        return cities[:, [self._branches.index(b) for b in branches], at].sum(axis=1)

    def _groups(self, cities: np.ndarray) -> dict[str, np.ndarray]:
        """All, each branch and each visibility: on a day, and those that came between two."""
        kinds = {tuple(self._branches), *((branch,) for branch in self._branches)}
        for day in self._days:
            kinds |= {tuple(of) for of in self._codes("visibilities", day).values()}
        groups = {}
        for branches in sorted(kinds):
            kind = "+".join(branches)
            of_day = [self._of(cities, branches, at) for at in range(len(self._days))]
            for day, sizes in zip(self._days, of_day, strict=True):
                groups[f"{kind} on {day}"] = sizes
            for earlier, later in combinations(range(len(self._days)), 2):
                name = f"{kind} from {self._days[earlier]} to {self._days[later]}"
                groups[name] = of_day[later] - of_day[earlier]
        return groups


def _bounds(sizes: np.ndarray) -> tuple[int, int]:
    return int(sizes.min()), int(sizes.max())


def _is_sized(low: int, high: int) -> bool:
    """Handbook §4.8: any of five sizes, nobody or five among them, or it is no group of few."""
    few = high >= 1 and low <= 4
    return few and (high - low < 4 or (low > 0 and high < 5))
