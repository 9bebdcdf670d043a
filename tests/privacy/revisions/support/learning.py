"""A reader of two publications who knows that one named client was erased between them.

The reader has seen many other years in which that happened, and has learned from them what becomes
visible: which cells appear, disappear or move, by how much, where a client belongs and where not.
Nothing of the platform is imported here, not even names.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import Any

Statement = tuple[str, str, tuple[tuple[str, str], ...]]
"""Period, measure, codes."""
Reading = Mapping[Statement, int | None]
"""What somebody reads: a figure, or that it is hidden; what is not there is absent."""
Person = Mapping[str, Any]
"""Code of each attribute; ``maanden``; ``contacten``, their number."""
Truth = dict[str, str]

ATTRIBUTES = ("branche", "gender", "leeftijd", "nationaliteit", "eerste_contact")
SURE = 0.9
ABOVE_NOISE = 0.05
"""A share that half as many years, drawn anew, differs by."""
STILL = frozenset[str]()


def read(cells: Iterable[Mapping[str, Any]]) -> dict[Statement, int | None]:
    """The newest of each period in a document of publications."""
    newest: dict[tuple[str, str], int] = {}
    listed = [*cells]
    for cell in listed:
        of = (cell["organisation"], cell["period"])
        newest[of] = max(newest.get(of, 0), cell["revision"])
    return {
        (cell["period"], cell["measure"], tuple(sorted(cell["dims"].items()))): cell["value"]
        for cell in listed
        if cell["revision"] == newest[cell["organisation"], cell["period"]]
    }


@dataclass(frozen=True)
class Pair:
    """What was told first and later, and who went or came in between."""

    before: Reading
    after: Reading
    persons: Sequence[Person]

    def stood_still(self) -> "Pair":
        """The same, had nothing been told later."""
        return Pair(self.before, self.before, self.persons)


def movement(before: Reading, after: Reading, cell: Statement) -> str:
    """What a reader sees happen to one cell; empty where nothing does."""
    if (cell in before) != (cell in after):
        return "appears" if cell in after else "disappears"
    was, now = before.get(cell), after.get(cell)
    if was is None or now is None:
        return "" if was is now else "hides" if now is None else "shows"
    step = abs(now - was)
    size = step if step < 5 else 5 if step < 10 else 10 * min(step // 10, 5)
    return f"{'+' if now > was else '-'}{size}" if step else ""


def visible(before: Reading, after: Reading) -> dict[Statement, str]:
    """The pattern that lies open: every cell with which something happens."""
    return {cell: seen for cell in {**before, **after} if (seen := movement(before, after, cell))}


Trace = tuple[str, frozenset[str], str, str, frozenset[str]]
"""Measure and dimensions of some cells, of which period, how large the first was, what happened."""


@dataclass
class Reader:
    """Learns from pairs of which all is known, and guesses where nothing is."""

    categories: Mapping[str, Sequence[str]]
    """Codes of each attribute."""
    _seen: dict[bool, dict[tuple[str, Any], Counter[frozenset[str]]]] = field(
        default_factory=lambda: {True: {}, False: {}}
    )
    _bar: dict[str, float] = field(default_factory=dict)
    """From how sure on the reader believes what the attack says, by attribute."""
    _visited: float = 0.5
    """The share of months in which somebody comes."""

    def learn(self, pairs: Sequence[Pair]) -> None:
        """From each half of the pairs, to see how sure of the other half one must be; then from
        all."""
        tried: dict[str, list[tuple[float, bool]]] = {name: [] for name in (*ATTRIBUTES, "maand")}
        for some, others in ((pairs[::2], pairs[1::2]), (pairs[1::2], pairs[::2])):
            half = Reader(self.categories)
            half._count(some)
            for pair in others:
                for person in pair.persons:
                    for name, sure in tried.items():
                        sure += half._guesses(pair, person, name)
        self._count(pairs)
        self._bar = {name: _bar(some) for name, some in tried.items()}

    def _count(self, pairs: Sequence[Pair]) -> None:
        visited: Counter[bool] = Counter()
        for pair in pairs:
            moved = self._by_code(pair)
            for person in pair.persons:
                for name in ATTRIBUTES:
                    for code in self.categories[name]:
                        self._see(name, moved[name, code], of=person[name] == code)
                for month in self._months(pair):
                    came = month in person["maanden"]
                    visited[came] += 1
                    self._see("maand", moved["maand", month], of=came)
        self._visited = (visited[True] + 1) / (visited.total() + 2)

    def _see(self, name: str, moved: Mapping[Any, frozenset[str]], *, of: bool) -> None:
        for shape, seen in moved.items():
            self._seen[of].setdefault((name, shape), Counter())[seen] += 1

    def learned(self, pairs: Sequence[Pair]) -> "Learned":
        """Of all attributes that the first publication leaves open, those read off and right."""
        found = Learned()
        for pair in pairs:
            for person in pair.persons:
                for name in (*ATTRIBUTES, "maand"):
                    for sure, right in self._guesses(pair, person, name):
                        found.asked[name] += 1
                        if sure >= self._bar[name]:
                            (found.right if right else found.wrong)[name] += 1
                if len(pair.persons) == 1:
                    exact = _number_of_contacts(pair)
                    found.asked["contacten"] += 1
                    if exact:
                        right = exact == person["contacten"]
                        (found.right if right else found.wrong)["contacten"] += 1
        return found

    def _guesses(self, pair: Pair, person: Person, name: str) -> Iterator[tuple[float, bool]]:
        """How sure of the best code of an attribute, and whether it is right; of each month."""
        moved = self._by_code(pair)
        if name == "maand":
            months = self._months(pair)
            for month in months:
                odds = sum(
                    self._evidence("maand", shape, seen)
                    for shape, seen in moved["maand", month].items()
                )
                odds += log(self._visited / (1 - self._visited))
                yield 1 / (1 + exp(-max(-50.0, min(50.0, odds)))), month in person["maanden"]
            return
        prior = self._prior(pair, name)
        if max(prior.values()) >= SURE:
            return
        score = {
            code: log(prior[code])
            + sum(self._evidence(name, shape, seen) for shape, seen in moved[name, code].items())
            for code in self.categories[name]
        }
        most = max(score.values())
        total = sum(exp(value - most) for value in score.values())
        best = max(sorted(score), key=lambda code: score[code])
        yield 1 / total, person[name] == best

    def _evidence(self, name: str, shape: Any, seen: frozenset[str]) -> float:
        counted = {
            has: self._seen[has].get((name, shape), Counter[frozenset[str]]())
            for has in (True, False)
        }
        both = counted[True] + counted[False]
        share = (both[seen] + 0.5) / (both.total() + 0.5)
        rates = [(some[seen] + share) / (some.total() + 1) for some in counted.values()]
        return log(rates[0] / rates[1])

    def _prior(self, pair: Pair, name: str) -> dict[str, float]:
        """What the first publication says of anybody."""
        line = {
            code: pair.before.get(("Y", "clienten", ((name, code),)))
            for code in self.categories[name]
        }
        total = pair.before.get(("Y", "clienten", ())) or 0
        shown = sum(value or 0 for value in line.values())
        hidden = [code for code, value in line.items() if value is None]
        rest = max(1.0, total - shown) / len(hidden) if hidden else 0
        some = {code: rest if value is None else value for code, value in line.items()}
        whole = sum(some.values()) or 1
        return {code: max(value, 0.01) / whole for code, value in some.items()}

    def _months(self, pair: Pair) -> list[str]:
        return sorted(
            {
                code
                for _, measure, dims in pair.before
                if measure == "contacten"
                for name, code in dims
                if name == "maand"
            }
        )

    def _by_code(self, pair: Pair) -> Mapping[tuple[str, str], Mapping[Any, frozenset[str]]]:
        """By attribute and code, what happened to the cells of each kind that ask for it."""
        kept = _KEPT.get(id(pair))
        if kept is not None and kept[0] is pair:
            return kept[1]
        moved: dict[tuple[str, str], dict[Any, frozenset[str]]] = {}
        for cell in {**pair.before, **pair.after}:
            period, measure, dims = cell
            seen = movement(pair.before, pair.after, cell)
            for name, code in dims:
                size = _size(pair.before, cell) if len(dims) == 1 else ""
                shape = (period, measure, tuple(each for each, _ in dims), size)
                by_shape = moved.setdefault((name, code), {})
                by_shape[shape] = by_shape.get(shape, STILL) | ({seen} if seen else STILL)
        for name, codes in self.categories.items():
            for code in codes:
                moved.setdefault((name, code), {})
        _KEPT[id(pair)] = (pair, moved)
        return moved


def _bar(tried: list[tuple[float, bool]]) -> float:
    """From how sure on the reader was right in nine of ten, of what was known; never by less than
    :data:`SURE`, and out of reach where that helped nowhere."""
    bar, right = 2.0, 0
    for nr, (sure, hit) in enumerate(sorted(tried, reverse=True), start=1):
        right += hit
        if sure >= SURE and right >= SURE * nr:
            bar = sure
    return bar


_KEPT: dict[int, tuple[Pair, Any]] = {}


@dataclass
class Learned:
    """By attribute: how many were open, read off, and believed wrongly."""

    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """Of the attributes of persons. Who is wrong in more than one of ten knows nothing."""
        asked = sum(self.asked[name] for name in ATTRIBUTES)
        right = sum(
            self.right[name]
            for name in ATTRIBUTES
            if self.right[name] >= SURE * (self.right[name] + self.wrong[name])
        )
        return right / asked if asked else 0.0


def learned(categories: Mapping[str, Sequence[str]], pairs: Sequence[Pair]) -> Learned:
    """Of every other pair, by who knows all of the others."""
    reader = Reader(categories)
    reader.learn(pairs[::2])
    return reader.learned(pairs[1::2])


def _size(before: Reading, cell: Statement) -> str:
    if cell not in before:
        return "absent"
    value = before[cell]
    if value is None:
        return "hidden"
    return next((f"<{most}" for most in (1, 10, 20, 50) if value < most), "many")


def _number_of_contacts(pair: Pair) -> int | None:
    """Told before and after, exactly: the difference is hers."""
    cell: Statement = ("Y", "contacten", ())
    was, now = pair.before.get(cell), pair.after.get(cell)
    return was - now if was is not None and now is not None else None


def implied_half(told: Reading) -> dict[Statement, int | None]:
    """What was done in the first half, by who subtracts the second half from the year."""
    implied: dict[Statement, int | None] = {}
    for (period, measure, dims), value in told.items():
        other = told.get(("H2", measure, dims))
        if period == "Y" and measure not in ("clienten", "begeleidingen"):
            month = dict(dims).get("maand")
            if month is not None:
                if month[5:] <= "06":
                    implied["H1", measure, dims] = value
            elif ("H2", measure, dims) in told and value is not None and other is not None:
                implied["H1", measure, dims] = value - other
    return implied


def half_then_year(first: Reading, later: Reading, persons: Sequence[Person]) -> Pair:
    """The half as it was told in July, beside what the year and its second half say of it.

    Only where both say something: else nothing changed that anybody could see.
    """
    implied = implied_half(later)
    told = {
        cell: value
        for cell, value in first.items()
        if value is not None and implied.get(cell) is not None
    }
    return Pair(told, {cell: implied[cell] for cell in told}, persons)
