"""A reader of two publications who knows that one named client was erased between them.

The reader has seen many other years in which that happened, and has learned from them what becomes
visible: which cells appear, disappear or move, by how much, where a client belongs and where not.
Nothing of the platform is imported here, not even names.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import exp, log
from typing import Any

Statement = tuple[str, str, tuple[tuple[str, str], ...]]
"""Period, measure, codes."""
Reading = Mapping[Statement, int | None]
"""What somebody reads: a figure, or that it is hidden; what is not there is absent."""
Person = Mapping[str, Any]
"""Code of each attribute; ``maanden``; ``contacten``, their number."""
Shape = tuple[str, str, tuple[str, ...], str]
"""Period, measure and dimensions of some cells, and how large the first was."""

ATTRIBUTES = ("branche", "gender", "leeftijd", "nationaliteit", "eerste_contact")
SURE = 0.9
ABOVE_NOISE = 0.05
"""A share that half as many years, drawn anew, differs by."""
STILL = frozenset[str]()
UNSEEN = Counter[frozenset[str]]()


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

    def asked_of(self, persons: Sequence[Person]) -> "Pair":
        """The same, asked of others, who neither went nor came."""
        return Pair(self.before, self.after, persons)

    @cached_property
    def months(self) -> list[str]:
        return sorted(
            {
                code
                for _, measure, dims in self.before
                if measure == "contacten"
                for name, code in dims
                if name == "maand"
            }
        )

    @cached_property
    def moved(self) -> Mapping[tuple[str, str], Mapping["Shape", frozenset[str]]]:
        """By attribute and code, what happened to the cells of each kind that ask for it."""
        moved: dict[tuple[str, str], dict[Shape, frozenset[str]]] = {}
        for cell in {**self.before, **self.after}:
            period, measure, dims = cell
            seen = movement(self.before, self.after, cell)
            for name, code in dims:
                size = _size(self.before, cell) if len(dims) == 1 else ""
                shape = (period, measure, tuple(each for each, _ in dims), size)
                by_shape = moved.setdefault((name, code), {})
                by_shape[shape] = by_shape.get(shape, STILL) | ({seen} if seen else STILL)
        return moved


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


@dataclass(frozen=True, slots=True)
class Guess:
    """How sure a reader is, and of what."""

    sure: float
    fits: Callable[[Person], bool]


@dataclass
class Reader:
    """Learns from pairs of which all is known, and guesses where nothing is."""

    categories: Mapping[str, Sequence[str]]
    """Codes of each attribute."""
    _seen: dict[bool, dict[tuple[str, Shape], Counter[frozenset[str]]]] = field(
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
                for name, sure in tried.items():
                    for guess in half._guesses(pair, name):
                        sure += [(guess.sure, guess.fits(person)) for person in pair.persons]
        self._count(pairs)
        self._bar = {name: _bar(some) for name, some in tried.items()}

    def _count(self, pairs: Sequence[Pair]) -> None:
        visited: Counter[bool] = Counter()
        for pair in pairs:
            for name in ATTRIBUTES:
                codes = Counter(person[name] for person in pair.persons)
                for code in self.categories[name]:
                    self._see(pair, name, code, codes[code])
            months = Counter(month for person in pair.persons for month in {*person["maanden"]})
            for month in pair.months:
                visited[True] += months[month]
                visited[False] += len(pair.persons) - months[month]
                self._see(pair, "maand", month, months[month])
        self._visited = (visited[True] + 1) / (visited.total() + 2)

    def _see(self, pair: Pair, name: str, code: str, has: int) -> None:
        """What happened to the cells of a code that so many of these persons have."""
        for shape, seen in pair.moved.get((name, code), {}).items():
            for of, persons in ((True, has), (False, len(pair.persons) - has)):
                if persons:
                    self._seen[of].setdefault((name, shape), Counter())[seen] += persons

    def learned(self, pairs: Sequence[Pair]) -> "Learned":
        """Of all attributes that the first publication leaves open, those read off and right."""
        found = Learned()
        for pair in pairs:
            for name in (*ATTRIBUTES, "maand"):
                for guess in self._guesses(pair, name):
                    right = sum(map(guess.fits, pair.persons))
                    found.asked[name] += len(pair.persons)
                    if guess.sure >= self._bar[name]:
                        found.right[name] += right
                        found.wrong[name] += len(pair.persons) - right
            if len(pair.persons) == 1:
                exact = _number_of_contacts(pair)
                found.asked["contacten"] += 1
                if exact:
                    is_right = exact == pair.persons[0]["contacten"]
                    (found.right if is_right else found.wrong)["contacten"] += 1
        return found

    def _guesses(self, pair: Pair, name: str) -> Iterator["Guess"]:
        """The best code of an attribute; of each month whether somebody came. The same of everybody
        who went or came between the two: nothing in them says who is who."""
        if name == "maand":
            for month in pair.months:
                odds = self._all_evidence(pair, name, month)
                odds += log(self._visited / (1 - self._visited))
                sure = 1 / (1 + exp(-max(-50.0, min(50.0, odds))))
                yield Guess(sure, lambda person, month=month: month in person["maanden"])
            return
        prior = self._prior(pair, name)
        if max(prior.values()) >= SURE:
            return
        score = {
            code: log(prior[code]) + self._all_evidence(pair, name, code)
            for code in self.categories[name]
        }
        most = max(score.values())
        total = sum(exp(value - most) for value in score.values())
        best = max(sorted(score), key=lambda code: score[code])
        yield Guess(1 / total, lambda person: person[name] == best)

    def _all_evidence(self, pair: Pair, name: str, code: str) -> float:
        moved = pair.moved.get((name, code), {})
        return sum(self._evidence(name, shape, seen) for shape, seen in moved.items())

    def _evidence(self, name: str, shape: Shape, seen: frozenset[str]) -> float:
        having, others = (self._seen[has].get((name, shape), UNSEEN) for has in (True, False))
        n_having, n_others = having.total(), others.total()
        share = (having[seen] + others[seen] + 0.5) / (n_having + n_others + 0.5)
        rate, other_rate = (
            (having[seen] + share) / (n_having + 1),
            (others[seen] + share) / (n_others + 1),
        )
        return log(rate / other_rate)

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


def _bar(tried: list[tuple[float, bool]]) -> float:
    """From how sure on the reader was right in nine of ten, of what was known; never by less than
    :data:`SURE`, and out of reach where that helped nowhere."""
    bar, right = 2.0, 0
    for nr, (sure, hit) in enumerate(sorted(tried, reverse=True), start=1):
        right += hit
        if sure >= SURE and right >= SURE * nr:
            bar = sure
    return bar


@dataclass
class Learned:
    """By attribute: how many were open, read off, and believed wrongly."""

    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def believed(self) -> list[str]:
        """Attributes of persons that are read off. Who is wrong in more than one of ten knows
        nothing."""
        return [
            name
            for name in ATTRIBUTES
            if self.right[name] >= SURE * (self.right[name] + self.wrong[name])
        ]

    @property
    def share(self) -> float:
        """Of the attributes of persons."""
        return self.share_of(self.believed)

    def share_of(self, names: Iterable[str]) -> float:
        asked = sum(self.asked[name] for name in ATTRIBUTES)
        return sum(self.right[name] for name in names) / asked if asked else 0.0


@dataclass(frozen=True)
class BesideNoise:
    """What a reader reads off, and the same reader where nothing moved, and of persons who were in
    another batch: of them the publications can tell no more than the register and the batch do."""

    own: Learned
    still: Learned
    others: Learned

    @property
    def of_others(self) -> float:
        """Of the attributes that are read off of the batch, too, however often it is wrong."""
        return max(self.others.share, self.others.share_of(self.own.believed))

    @property
    def noise(self) -> float:
        return max(self.still.share, self.of_others)


def learned(
    categories: Mapping[str, Sequence[str]],
    pairs: Sequence[Pair],
    asked: Sequence[Pair] | None = None,
) -> Learned:
    """Of every other pair, by who knows all of the others; or of others in the place of those."""
    reader = Reader(categories)
    reader.learn(pairs[::2])
    return reader.learned((asked or pairs)[1::2])


def beside_noise(
    categories: Mapping[str, Sequence[str]],
    pairs: Sequence[Pair],
    others: Sequence[Sequence[Person]],
) -> BesideNoise:
    """``others`` are another batch of each pair's register."""
    still = [pair.stood_still() for pair in pairs]
    asked = [pair.asked_of(some) for pair, some in zip(pairs, others, strict=True)]
    return BesideNoise(
        learned(categories, pairs),
        learned(categories, still),
        learned(categories, pairs, asked),
    )


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
