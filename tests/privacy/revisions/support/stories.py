"""A year that is told, changes, and is delivered again; as its readers see it, and as it was."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from services.registry.tests.support.history import History, without

from registry.counts.rules import cells
from registry.minimum_format.rules.records import Period, Rows

from .learning import ATTRIBUTES, Pair, Person, half_then_year, read
from .years import CHANGES, YEAR, anybody, half_of, organisation_of, others, persons, year_of

OF: Mapping[str, Sequence[str]] = {name: cells.CATEGORIES[name] for name in ATTRIBUTES}
FIRST_HALF = Period(YEAR.year, 1)
STANDS = ("1 gone", "3 gone", "12 gone")
TOLD_AGAIN = ("20 gone", "40 gone", "20 added", "30 % late", "one branch late")


@dataclass(frozen=True)
class Story:
    """Two moments: what could be read at each, and what lay behind."""

    before: tuple[bytes, bytes]
    after: tuple[bytes, bytes]
    old: Rows
    new: Rows
    changed: Sequence[str]

    @property
    def document(self) -> Mapping[str, Any]:
        """All that was told in the end."""
        found: Mapping[str, Any] = json.loads(self.after[INTERNAL])
        return found

    @property
    def was_told_again(self) -> bool:
        return self.before != self.after

    @property
    def persons(self) -> Sequence[Person]:
        """Who went or came."""
        return persons(self._more, self.changed)

    def others(self, seed: int) -> Sequence[Person]:
        """As many who neither went nor came: of them nothing can be learned but the batch."""
        return persons(self._more, others(self._more, seed, self.changed))

    def pair(self, audience: int) -> Pair:
        first, last = (read(json.loads(at[audience])["cells"]) for at in (self.before, self.after))
        return Pair(first, last, self.persons)

    @property
    def _more(self) -> Rows:
        return max(self.old, self.new, key=lambda some: len(some.clienten))


INTERNAL, PUBLIC = 0, 1


@lru_cache(16)
def story(clients: int, seed: int, name: str) -> Story:
    """A whole year, told on its day; one of the changes, and the day on which it may be told
    again."""
    old, new, codes = CHANGES[name](year_of(clients, seed), seed)
    history = told_first(clients, seed, name).fork()
    before = history.readable()
    history.deliver(YEAR, new)
    history.march(YEAR.year + 2)
    return Story(before, history.readable(), old, new, codes)


def told_first(clients: int, seed: int, change: str) -> History:
    """What a change follows: the whole year, or the part of it that was delivered first."""
    return first_telling(clients, seed, "" if change.endswith("gone") else change)


def erased(clients: int, seed: int, number: int) -> Story:
    """So many on their request, one after the other, each followed by a delivery again."""
    old = year_of(clients, seed)
    codes = anybody(old, seed, number)
    history = first_telling(clients, seed, "").fork()
    before = history.readable()
    for nr, code in enumerate(codes, start=1):
        history.erase(code)
        history.deliver(YEAR, without(old, codes[:nr]))
        history.march(YEAR.year + 1 + nr)
    return Story(before, history.readable(), old, without(old, codes), codes)


def between(clients: int, seed: int) -> Pair:
    """A half told in September, a client erased, the year told in March: what was done."""
    history, (code,) = half_and_year(clients, seed, 1)
    told = json.loads(history.internal())["cells"]
    alone = [cell for cell in told if cell["period"] == "H1"]
    half = half_of(year_of(clients, seed), 1)
    return half_then_year(read(alone), read(told), persons(half, [code]))


def half_and_year(clients: int, seed: int, number: int) -> tuple[History, list[str]]:
    """So many clients of the half are erased before its year is told, and these."""
    rows = year_of(clients, seed)
    half = half_of(rows, 1)
    codes = anybody(half, seed, number)
    history = _history(clients, seed)
    history.deliver(FIRST_HALF, half)
    history.september(YEAR.year)
    for code in codes:
        history.erase(code)
    history.deliver(YEAR, without(rows, codes))
    history.march(YEAR.year + 1)
    return history, codes


@lru_cache(32)
def first_telling(clients: int, seed: int, name: str) -> History:
    """A year before it changes; ``name`` is of a change that has a first year of its own."""
    rows = year_of(clients, seed)
    history = _history(clients, seed)
    history.deliver(YEAR, CHANGES[name](rows, seed)[0] if name else rows)
    history.march(YEAR.year + 1)
    return history


def _history(clients: int, seed: int) -> History:
    return History(organisation_of(clients), f"secret {seed}".encode())
