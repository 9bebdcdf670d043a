"""Week by week, how likely somebody works in neither, in one, in the other, or in both branches.

A hidden Markov chain over a person's weeks (L. Rabiner, "A tutorial on hidden Markov models",
1989): forward and backward, scaled. In the window branch somebody may be *away*, on holiday or in
another city: she works there, and declares nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from contracts.branches import Branch
from databank.detection.readings.rules.record import BranchRecord, Week

OFF, ON, AWAY = 0, 1, 2
Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Rates:
    """Chances a week, as measured over planted cities; fixed and dated, never fitted to people."""

    stop: float = 1 / 90
    move: float = 1 / 220
    add: float = 1 / 110
    drop: float = 1 / 35
    stop_both: float = 0.3 / 90
    come_back: float = 1 / 60
    go_away: float = 1 / 25
    return_from_away: float = 1 / 4
    wrong_sighting: float = 0.001
    """A sighting of who does not work there: a wrong link, or one evening."""
    wrong_declaration: float = 0.0001


@dataclass(frozen=True, slots=True)
class Chances:
    """For each week, that she works in the first branch, in the other one, and in both."""

    one: tuple[float, ...]
    other: tuple[float, ...]
    both: tuple[float, ...]


def chances(one: BranchRecord, other: BranchRecord, rates: Rates) -> Chances:
    """Both records are of the same weeks. The first one begins flat: nothing is known before it."""
    windows = one.branch == Branch.RAAM, other.branch == Branch.RAAM
    states, steps = _chain(*windows, rates)
    seen_one = _evidence(one, rates)
    seen_other = _evidence(other, rates)
    evidence = [
        tuple(first[a] * second[b] for a, b in states)
        for first, second in zip(seen_one, seen_other, strict=True)
    ]
    posterior = _smooth(steps, evidence)
    works_one = [at for at, (a, _) in enumerate(states) if a]
    works_other = [at for at, (_, b) in enumerate(states) if b]
    works_both = [at for at, (a, b) in enumerate(states) if a and b]
    return Chances(
        tuple(sum(week[at] for at in works_one) for week in posterior),
        tuple(sum(week[at] for at in works_other) for week in posterior),
        tuple(sum(week[at] for at in works_both) for week in posterior),
    )


@cache
def _chain(
    one_is_window: bool, other_is_window: bool, rates: Rates
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[tuple[int, float], ...], ...]]:
    """The states, and for each of them where a week leads, with its chance."""
    states = tuple(
        (a, b)
        for a in ((OFF, ON, AWAY) if one_is_window else (OFF, ON))
        for b in ((OFF, ON, AWAY) if other_is_window else (OFF, ON))
    )
    place = {state: at for at, state in enumerate(states)}
    steps = []
    for a, b in states:
        to: dict[tuple[int, int], float] = {}
        for goal, chance in _leaves(a, b, rates):
            to[goal] = to.get(goal, 0.0) + chance
        for goal, chance in _away(a, b, one_is_window, other_is_window, rates):
            to[goal] = to.get(goal, 0.0) + chance
        to[a, b] = 1 - sum(to.values())
        steps.append(tuple((place[goal], chance) for goal, chance in to.items()))
    return states, tuple(steps)


def _leaves(a: int, b: int, rates: Rates) -> list[tuple[tuple[int, int], float]]:
    if a and b:
        half = rates.drop / 2
        return [((OFF, b), half), ((a, OFF), half), ((OFF, OFF), rates.stop_both)]
    if a:
        return [((OFF, OFF), rates.stop), ((OFF, ON), rates.move), ((a, ON), rates.add)]
    if b:
        return [((OFF, OFF), rates.stop), ((ON, OFF), rates.move), ((ON, b), rates.add)]
    half = rates.come_back / 2
    return [((ON, OFF), half), ((OFF, ON), half)]


def _away(
    a: int, b: int, one_is_window: bool, other_is_window: bool, rates: Rates
) -> list[tuple[tuple[int, int], float]]:
    goals: Mapping[int, tuple[int, float]] = {
        ON: (AWAY, rates.go_away),
        AWAY: (ON, rates.return_from_away),
    }
    leads = []
    if one_is_window and a in goals:
        leads.append(((goals[a][0], b), goals[a][1]))
    if other_is_window and b in goals:
        leads.append(((a, goals[b][0]), goals[b][1]))
    return leads


def _evidence(record: BranchRecord, rates: Rates) -> list[Row]:
    """How likely each week is when she is off, on, or away."""
    window, own = record.branch == Branch.RAAM, record.own_chance
    wrong = rates.wrong_declaration if window else rates.wrong_sighting
    known: dict[Week, Row] = {}
    for week in set(record.weeks):
        off = wrong**week.seen
        known[week] = (off, own**week.seen * (1 - own) ** week.missed, off)
    return [known[week] for week in record.weeks]


def _smooth(
    steps: Sequence[Sequence[tuple[int, float]]], evidence: Sequence[Row]
) -> list[list[float]]:
    """Each week's chances by all weeks, before and after."""
    size = range(len(steps))
    forward = [_scaled(list(evidence[0]))]
    for week in evidence[1:]:
        before, now = forward[-1], [0.0 for _ in size]
        for at in size:
            for goal, chance in steps[at]:
                now[goal] += before[at] * chance
        forward.append(_scaled([now[at] * week[at] for at in size]))
    after = [1.0 for _ in size]
    posterior = [forward[-1]]
    for week, before in zip(reversed(evidence[1:]), reversed(forward[:-1]), strict=True):
        told = [after[at] * week[at] for at in size]
        after = _scaled([sum(told[goal] * chance for goal, chance in steps[at]) for at in size])
        posterior.append(_scaled([before[at] * after[at] for at in size]))
    posterior.reverse()
    return posterior


def _scaled(row: list[float]) -> list[float]:
    total = sum(row)
    return [each / total for each in row]
