"""Protect city totals without double counting (decision 0086).

Three rules, in this order:

* **Nothing about a hidden cell.** A figure is told only where every organisation shows its own
  exactly. Then any registers that fit what the organisations published fit the linked figures too:
  what is linked says only who came to more than one, never who is in a cell.
* **Nobody among those who came to more than one.** Told is how many were counted twice, rounded at
  random to a multiple of 2T. Near the ends (almost all of an organisation came elsewhere too) that
  is not enough; there the figure is left out, in a stretch so wide that its absence tells as
  little. Where that is follows from the shown figures and the drawn one, never from the persons.
* **All of it together** stands an attack in whole numbers, or the branches are left out, and in the
  end the total.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from disclosure import Attack, Group, Row, System, chance, unsafe_groups
from registry.counts.rules import cells
from registry.counts.rules.cells import Key
from registry.year_linkage.rules.persons import Pattern, Persons, distinct

TOTAL = Key(cells.CLIENTEN)
MOST_TOGETHER = 5
"""Organisations whose year is linked together: the attack knows every set of them."""
MOST_PATTERNS = 20_000
"""Ways to come to organisations in branches that the attack bears; above it, the total alone."""
STRETCH = 2
"""Least number of multiples, on both sides of one that is unsafe, that are left out with it."""
REST = ""
"""The branches that are not linked, together."""

Sizes = Mapping[str, int]
"""What each organisation shows of a cell."""


@dataclass(frozen=True, slots=True)
class LinkedFigure:
    """``value`` is empty when left out. What is real lies between ``at_least`` and ``at_most``."""

    value: int | None = None
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class LinkedQuestion:
    """``shown`` holds what the organisations publish of the year: the total, and each branch.

    A hidden cell is not in it. ``persons`` is the truth; ``secret`` the year's own.
    """

    shown: Mapping[Key, Sizes]
    persons: Persons
    secret: bytes
    threshold: int

    @property
    def organisations(self) -> tuple[str, ...]:
        return tuple(sorted({of for pattern in self.persons for of, _ in pattern}))


LinkedFigures = Mapping[Key, LinkedFigure]


def linked_figures(question: LinkedQuestion) -> LinkedFigures:
    """The total and each branch, told or left out."""
    everything = [TOTAL, *map(cells.CLIENTEN_BRANCHE.key, cells.CATEGORIES[cells.BRANCHE])]
    nothing = {key: LinkedFigure() for key in everything}
    organisations = question.organisations
    told = {
        key: _draw(question, key, sizes)
        for key in everything
        if (sizes := question.shown.get(key)) and sizes.keys() == {*organisations}
    }
    if TOTAL not in told:
        return nothing
    if (len(told) + 1) ** len(organisations) > MOST_PATTERNS:
        told = {TOTAL: told[TOTAL]}
    for some in (told, {TOTAL: told[TOTAL]}):
        if not _unsafe(question, some):
            return {**nothing, **some}
    return nothing


def _draw(question: LinkedQuestion, key: Key, sizes: Sizes) -> LinkedFigure:
    whole, base = sum(sizes.values()), 2 * question.threshold
    twice = whole - distinct(question.persons, dict(key.dimensions).get(cells.BRANCHE))
    most = most_twice(sizes)
    if most == 0:
        return LinkedFigure(whole, whole, whole)
    up = chance(question.secret, f"linked {key.dimensions}") < twice % base / base
    drawn = twice - twice % base + base * up
    if drawn in left_out(sizes, question.threshold):
        return LinkedFigure()
    least, most = whole - min(most, drawn + base - 1), whole - max(0, drawn - base + 1)
    return LinkedFigure(min(max(whole - drawn, least), most), least, most)


def most_twice(sizes: Sizes) -> int:
    return sum(sizes.values()) - max(sizes.values(), default=0)


def left_out(sizes: Sizes, threshold: int) -> frozenset[int]:
    """The multiples of 2T that are not told when drawn, by what the organisations show alone.

    Wide enough that who sees nothing cannot size a small group by that.
    """
    base, most = 2 * threshold, most_twice(sizes)
    multiples = range(0, most + base, base)
    attack = _Memberships(sizes, threshold)
    unsafe = [nr for nr in multiples if not attack.is_safe(nr - base + 1, nr + base - 1)]
    stretch = STRETCH
    while unsafe:
        out = [nr for nr in multiples if min(abs(nr - one) for one in unsafe) <= stretch * base]
        if len(out) == len(multiples) or attack.is_safe(out[0] - base + 1, out[-1] + base - 1):
            return frozenset(out)
        stretch += 1
    return frozenset()


class _Memberships:
    """One cell: how many came to exactly these organisations, as a reader may think."""

    def __init__(self, sizes: Sizes, threshold: int) -> None:
        self._there = sorted(of for of, size in sizes.items() if size)
        self._sizes = sizes
        self._threshold = threshold
        self._sets = [*_sets(self._there)]

    def is_safe(self, low: int, high: int) -> bool:
        """Whether no group could be sized that may be small, when so many were counted twice."""
        whole = sum(self._sizes.values())
        low, high = max(0, low), min(most_twice(self._sizes), high)
        rows = [Row(self._of([of]), (), self._sizes[of], self._sizes[of]) for of in self._there]
        rows.append(Row(tuple(range(len(self._sets))), (), whole - high, whole - low))
        system = System([0] * len(self._sets), rows)
        fractions, exact = Attack(system), None
        for members in _groups(self._sets):
            group = Group("", members, self._threshold - 1, self._threshold)
            bounds = fractions.bounds(group)
            if not bounds.whole:
                exact = exact or Attack(system, whole=True)
                bounds = exact.bounds(group)
            may_be_small = bounds.low < self._threshold and bounds.high >= 1
            if may_be_small and not group.is_safe(bounds.low, bounds.high):
                return False
        return True

    def _of(self, organisations: Sequence[str]) -> tuple[int, ...]:
        return tuple(nr for nr, some in enumerate(self._sets) if some.issuperset(organisations))


def _sets(organisations: Sequence[str]) -> Iterator[frozenset[str]]:
    for size in range(1, len(organisations) + 1):
        yield from map(frozenset, combinations(organisations, size))


def _groups(sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, ...]]:
    """Who came to exactly these, to both of two, to one and another, or to more than one."""
    numbered = [*enumerate(sets)]
    yield from ((nr,) for nr, _ in numbered)
    organisations = sorted(frozenset[str]().union(*sets))
    several = [(nr, some) for nr, some in numbered if len(some) > 1]
    for two in combinations(organisations, 2):
        yield tuple(nr for nr, some in several if some.issuperset(two))
    if len(organisations) > 1:
        yield from (tuple(nr for nr, some in several if of in some) for of in organisations)
        yield tuple(nr for nr, _ in several)


def _unsafe(question: LinkedQuestion, told: LinkedFigures) -> list[Group]:
    """Groups of 1 to T-1 that all figures together, linked and not, would size."""
    system = _Together(question, told).system
    system.check()
    return unsafe_groups(system, ())


class _Together:
    """Everybody by organisation and branch there: what a reader knows of it, and who is small."""

    def __init__(self, question: LinkedQuestion, told: LinkedFigures) -> None:
        self._question = question
        branches = {dict(key.dimensions).get(cells.BRANCHE): key for key in told}
        self._linked = {branch: key for branch, key in branches.items() if branch is not None}
        self._patterns = [*self._all_patterns()]
        place = {pattern: nr for nr, pattern in enumerate(self._patterns)}
        truth = [0] * len(self._patterns)
        for pattern, number in question.persons.items():
            truth[place[self._seen(pattern)]] += number
        self.system = System(truth)
        self._know_organisations()
        for key, figure in told.items():
            if figure.at_least is not None and figure.at_most is not None:
                members = self._in(dict(key.dimensions).get(cells.BRANCHE))
                row = Row(members, (), figure.at_least, figure.at_most)
                self.system.rows.append(row)
        self._find_groups()

    def _all_patterns(self) -> Iterator[Pattern]:
        organisations = self._question.organisations
        for where in product(*((None, *self._branches_of(of)) for of in organisations)):
            pattern = frozenset(
                (of, branch)
                for of, branch in zip(organisations, where, strict=True)
                if branch is not None
            )
            if pattern:
                yield pattern

    def _branches_of(self, organisation: str) -> list[str]:
        """Where it has anybody: nobody comes to it in another branch."""
        return [branch for branch, size in self._sizes_of(organisation).items() if size]

    def _sizes_of(self, organisation: str) -> dict[str, int]:
        """By linked branch, and of all others together."""
        shown = self._question.shown
        sizes = {branch: shown[key][organisation] for branch, key in self._linked.items()}
        return sizes | {REST: shown[TOTAL][organisation] - sum(sizes.values())}

    def _seen(self, pattern: Pattern) -> Pattern:
        return frozenset((of, branch if branch in self._linked else REST) for of, branch in pattern)

    def _in(self, branch: str | None) -> tuple[int, ...]:
        return tuple(
            nr
            for nr, pattern in enumerate(self._patterns)
            if branch is None or any(branch == theirs for _, theirs in pattern)
        )

    def _with(self, *places: tuple[str, str]) -> tuple[int, ...]:
        wanted = set(places)
        return tuple(nr for nr, pattern in enumerate(self._patterns) if wanted <= pattern)

    def _know_organisations(self) -> None:
        for of in self._question.organisations:
            for branch, size in self._sizes_of(of).items():
                if size:
                    self.system.rows.append(Row(self._with((of, branch)), (), size, size))

    def _find_groups(self) -> None:
        found: dict[tuple[int, ...], None] = {(nr,): None for nr in range(len(self._patterns))}
        organisations = self._question.organisations
        memberships = [*_sets(organisations)]
        kinds = [*_groups(memberships)]
        for one, other in combinations(organisations, 2):
            for mine, theirs in product(self._branches_of(one), self._branches_of(other)):
                found[self._with((one, mine), (other, theirs))] = None
        for branch in (None, *self._linked):
            sets = [
                frozenset(of for of, theirs in pattern if branch in (None, theirs))
                for pattern in self._patterns
            ]
            for kind in kinds:
                wanted = {memberships[nr] for nr in kind}
                found[tuple(nr for nr, some in enumerate(sets) if some in wanted)] = None
        least = self._question.threshold
        self.system.groups += [
            Group(self._name(members), members, least - 1, least)
            for members in found
            if 0 < self.system.value(members) < least
        ]

    def _name(self, members: tuple[int, ...]) -> str:
        return f"bij meer dan één organisatie ({len(members)})"
