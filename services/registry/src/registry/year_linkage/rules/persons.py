"""Persons over organisations, by codes that only the join sees."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from registry.counts.rules import cells
from registry.counts.rules.cells import Key

Pattern = frozenset[tuple[str, str]]
"""Where one person came: each organisation, with the main branch that it wrote down."""
Persons = Mapping[Pattern, int]


@dataclass(frozen=True, slots=True, repr=False)
class LinkedClient:
    """A client with at least one contact in the year; ``code`` is empty where none was given."""

    organisation: str
    branch: str
    code: str | None = None


def persons(clients: Iterable[LinkedClient]) -> Persons:
    """Distinct persons by where they came.

    Two clients of one organisation are two persons, whatever their codes say: an organisation
    knows its own clients apart, and short facts about somebody now and then give the same code.
    A client without a code is a person that nobody else has.
    """
    found: Counter[Pattern] = Counter()
    by_code: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for client in clients:
        if client.code is None:
            found[frozenset({(client.organisation, client.branch)})] += 1
        else:
            by_code[client.code][client.organisation].append(client.branch)
    for organisations in by_code.values():
        for nr in range(max(map(len, organisations.values()))):
            found[
                frozenset(
                    (organisation, sorted(branches)[nr])
                    for organisation, branches in organisations.items()
                    if nr < len(branches)
                )
            ] += 1
    return found


def as_told(
    clients: Iterable[LinkedClient], shown: Mapping[Key, Mapping[str, int]]
) -> Iterator[LinkedClient]:
    """The clients, and one without a code for each who was told and is erased since.

    ``shown`` are the exact totals and branches that each organisation told. So whoever is erased
    before the join still is one of those told, came to no other organisation as far as anybody
    can say, and moves no sum. Whoever is of another branch now than was told, is told as one of a
    branch that lacks somebody.
    """
    kept = [*_of_told_branches([*clients], shown)]
    yield from kept
    there = Counter((each.organisation, each.branch) for each in kept)
    for organisation, told in shown.get(Key(cells.CLIENTEN), {}).items():
        gone = told - sum(number for place, number in there.items() if place[0] == organisation)
        hidden = ""
        for branch in cells.CATEGORIES[cells.BRANCHE]:
            sizes = shown.get(cells.CLIENTEN_BRANCHE.key(branch), {})
            if organisation not in sizes:
                hidden = branch
                continue
            missing = sizes[organisation] - there[organisation, branch]
            gone -= missing
            yield from (LinkedClient(organisation, branch) for _ in range(missing))
        yield from (LinkedClient(organisation, hidden) for _ in range(gone))


def _of_told_branches(
    clients: Sequence[LinkedClient], shown: Mapping[Key, Mapping[str, int]]
) -> Iterator[LinkedClient]:
    there = Counter((each.organisation, each.branch) for each in clients)
    told = {
        (organisation, branch): number
        for branch in cells.CATEGORIES[cells.BRANCHE]
        for organisation, number in shown.get(cells.CLIENTEN_BRANCHE.key(branch), {}).items()
    }
    lacking = Counter({place: number - there[place] for place, number in told.items()})
    for each in clients:
        here = (each.organisation, each.branch)
        if lacking[here] < 0:
            lacking[here] += 1
            fits = [place[1] for place in +lacking if place[0] == each.organisation]
            hidden = [
                branch
                for branch in cells.CATEGORIES[cells.BRANCHE]
                if (each.organisation, branch) not in told
            ]
            branch = (*fits, *hidden, each.branch)[0]
            lacking[each.organisation, branch] -= branch in fits
            yield replace(each, branch=branch)
        else:
            yield each


def distinct(persons: Persons, branch: str | None = None) -> int:
    """Persons, or those whom at least one organisation wrote down in this branch."""
    return sum(
        number
        for pattern, number in persons.items()
        if branch is None or any(branch == theirs for _, theirs in pattern)
    )
