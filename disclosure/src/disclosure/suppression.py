"""Choose the cells to hide: the cheapest set after which no reader can size a small group.

Cuts in the spirit of Fischetti and Salazar: where an attack succeeds, its linear prices name the
shown cells on which it rests, and one of those must go. A small master problem picks the cheapest
set that satisfies all cuts so far, until every group is safe. A cut stays valid whatever else is
hidden or shown: while every priced row stays published, both bounds stay where they are.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from disclosure import solver
from disclosure.attack import Attack, Bounds
from disclosure.system import UNBOUNDED, Group, Row, System

GAP = 0.1
"""By what share a choice may cost more than the cheapest: the last tenth took most of the time, to
show one cell more. A gap, and no limit of time: the same figures are chosen again."""
ROUNDS = 60
"""Rounds of the master problem; after that cells are only added, never taken back."""


class IrreparableError(Exception):
    """Nothing that may still be hidden protects these groups: earlier publications tell them."""

    def __init__(self, groups: Sequence[Group]) -> None:
        super().__init__(", ".join(group.name for group in groups))
        self.groups = tuple(groups)


def suppress(system: System, *, start: Collection[int] = (), rounds: int = ROUNDS) -> set[int]:
    """Positions in ``system.cells`` to hide, ``start`` among them. Raises ``IrreparableError``.

    Safe in whole numbers, not only in fractions.
    """
    system.check()
    hidden = {*start, *_small_themselves(system)}
    for part in _parts(system):
        own = {nr: at for at, nr in enumerate(part.cells)}
        found = _cheapest_by_cuts(part.system, {own[nr] for nr in hidden if nr in own}, rounds)
        hidden |= {part.cells[at] for at in found}
    return _until_whole(system, _cheapest_by_cuts(system, hidden, rounds))


def unsafe_groups(system: System, hidden: Collection[int]) -> list[Group]:
    """Groups that a reader can size, by an exact attack in whole numbers: the last gate."""
    fractions = Attack(system, hidden)
    suspects = []
    for group in system.groups:
        if fractions.is_open(group):
            continue
        bounds = fractions.bounds(group)
        if not (bounds.whole and _safe(bounds, group)):
            suspects.append(group)
    if not suspects:
        return []
    exact = Attack(system, hidden, whole=True)
    return [group for group in suspects if not _safe(exact.bounds(group), group)]


@dataclass(frozen=True, slots=True)
class _Part:
    """What hangs together in a system by more than inequalities; ``cells`` by position there."""

    system: System
    cells: tuple[int, ...]


def _parts(system: System) -> list[_Part]:
    """Each protected by itself first: smaller programs, and the whole rarely asks for more."""
    root = _roots(system)
    parts = []
    for one in sorted(set(root)):
        groups = [group for group in system.groups if root[group.members[0]] == one]
        if groups:
            numbers = [nr for nr, cell in enumerate(system.cells) if root[cell.members[0]] == one]
            rows = [row for row in system.rows if not row.is_inequality and root[row.add[0]] == one]
            others = tuple(unknown for unknown, its in enumerate(root) if its != one)
            rows.append(Row(others))
            cells = [system.cells[nr] for nr in numbers]
            parts.append(_Part(System(system.truth, rows, cells, groups), tuple(numbers)))
    return parts


def _roots(system: System) -> list[int]:
    """For each unknown the first of those that it hangs together with."""
    root = list(range(len(system.truth)))

    def find(unknown: int) -> int:
        while root[unknown] != unknown:
            root[unknown] = root[root[unknown]]
            unknown = root[unknown]
        return unknown

    together = [row.add + row.subtract for row in system.rows if not row.is_inequality]
    for members in [*together, *(cell.members for cell in system.cells)]:
        for unknown in members[1:]:
            first, other = sorted((find(members[0]), find(unknown)))
            root[other] = first
    return [find(unknown) for unknown in root]


def _safe(bounds: Bounds, group: Group) -> bool:
    return group.is_safe(bounds.low, bounds.high)


def _small_themselves(system: System) -> set[int]:
    """Cells that are a small group: shown, they would tell it."""
    small = {group.members for group in system.groups if group.width > 0}
    return {nr for nr, cell in enumerate(system.cells) if cell.members in small}


def _cheapest_by_cuts(system: System, forced: set[int], rounds: int) -> set[int]:
    attack = Attack(system, forced)
    master = _Master([cell.cost for cell in system.cells], forced)
    hidden = set(forced)
    unsafe: list[Group] = []
    while True:
        attack.hide(hidden)
        # Those that were found last come first: while one is unsafe, the others need no look.
        cuts, unsafe = _cuts(attack, unsafe)
        if not cuts:
            cuts, unsafe = _cuts(attack, system.groups)
        if not cuts:
            return hidden
        master.add(cuts)
        rounds -= 1
        hidden = master.cheapest() if rounds >= 0 else hidden | master.greedy(hidden, cuts)


def _cuts(attack: Attack, groups: Iterable[Group]) -> tuple[list[frozenset[int]], list[Group]]:
    """What must be hidden for these groups (one of each set), and which of them are unsafe."""
    cuts: dict[frozenset[int], None] = {}
    unsafe = []
    irreparable = []
    for group in groups:
        if attack.is_open(group):
            continue
        bounds = attack.bounds(group)
        if _safe(bounds, group):
            continue
        if not bounds.shown:
            irreparable.append(group)
        cuts[bounds.shown] = None
        unsafe.append(group)
    if irreparable:
        raise IrreparableError(irreparable)
    return list(cuts), unsafe


def _until_whole(system: System, hidden: set[int]) -> set[int]:
    """Hide more where fractions are safe and whole numbers are not; most often nothing is."""
    while unsafe := unsafe_groups(system, hidden):
        for group in unsafe:
            touching = [
                nr
                for nr, cell in enumerate(system.cells)
                if nr not in hidden and not set(cell.members).isdisjoint(group.members)
            ]
            if not touching:
                raise IrreparableError([group])
            hidden = hidden | {min(touching, key=lambda nr: system.cells[nr].cost)}
    return hidden


class _Master:
    """The cheapest set of cells with at least one of every cut."""

    def __init__(self, costs: Sequence[float], forced: Collection[int]) -> None:
        self._costs = costs
        self._forced = frozenset(forced)
        self._cuts: list[frozenset[int]] = []

    def add(self, cuts: Iterable[frozenset[int]]) -> None:
        self._cuts.extend(cuts)

    def cheapest(self) -> set[int]:
        open_cuts = [cut for cut in self._cuts if not cut & self._forced]
        cells = sorted({nr for cut in open_cuts for nr in cut})
        if not cells:
            return set(self._forced)
        position = {nr: at for at, nr in enumerate(cells)}
        rows: list[solver.Line] = [
            ([position[nr] for nr in sorted(cut)], [], 1, UNBOUNDED) for cut in open_cuts
        ]
        costs = [self._costs[nr] for nr in cells]
        program = solver.build(costs, rows, most=1, whole=True, gap=GAP)
        solver.solved(program)
        chosen = program.getSolution().col_value
        return {nr for nr, share in zip(cells, chosen, strict=True) if share > 0.5} | self._forced

    def greedy(self, hidden: set[int], cuts: Iterable[frozenset[int]]) -> set[int]:
        """The cheapest cell of each cut that is still open, most shared first."""
        more: set[int] = set()
        for cut in sorted(cuts, key=len):
            if not cut & (hidden | more):
                more.add(min(cut, key=lambda nr: self._costs[nr]))
        return more
