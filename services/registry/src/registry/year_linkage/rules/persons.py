"""Persons over organisations, by codes that only the join sees."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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


def distinct(persons: Persons, branch: str | None = None) -> int:
    """Persons, or those whom at least one organisation wrote down in this branch."""
    return sum(
        number
        for pattern, number in persons.items()
        if branch is None or any(branch == theirs for _, theirs in pattern)
    )
