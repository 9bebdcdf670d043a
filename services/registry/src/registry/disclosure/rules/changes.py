"""Changes between the rows that were told and a later delivery: how many persons, how many acts.

What no figure counts is no change: twenty rows without effect may not carry the one that has. Nor
is another code.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping

from registry.counts.rules import cells
from registry.disclosure.rules.persons import Acts, Person, Persons, persons_of
from registry.minimum_format.rules.records import Rows

ACTS_OF_PERSONS = (cells.CONTACTEN, cells.HULPVRAGEN, cells.DOORVERWIJZINGEN)
"""What was done, and for whom."""


def changed_persons(old: Rows, new: Rows) -> int:
    """The fewest persons who can have gone, come or become another in an attribute or an act.

    The rows of an erased client are in neither. Who went and who came count once together: they may
    be one, who got another code, or whose anonymous contact was corrected.
    """
    before, after = _each(persons_of(old)), _each(persons_of(new))
    return max((before - after).total(), (after - before).total())


def most_acts(old: Rows, new: Rows) -> Mapping[str, int]:
    """By measure of acts, the most that went, or that came, of one changed person.

    Persons have the same codes in both (:func:`same_persons.under_codes_of`).
    """
    before, after = persons_of(old), persons_of(new)
    batches = [
        batch
        for some, others in ((before, after), (after, before))
        for code, person in some.known.items()
        if (batch := _other_acts(person, others.known.get(code)))
    ]
    for some, others in ((before, after), (after, before)):
        batches += [Counter([act]) for act in some.anonymous - others.anonymous]
    return {
        measure: max((_count(batch, measure) for batch in batches), default=0)
        for measure in ACTS_OF_PERSONS
    }


def _each(persons: Persons) -> Counter[Hashable]:
    return Counter(_records(persons))


def _records(persons: Persons) -> Iterator[Hashable]:
    for person in persons.known.values():
        yield person.attributes, frozenset(person.acts.items())
    yield from persons.anonymous.elements()


def _other_acts(person: Person, other: Person | None) -> Acts:
    """Acts that the other has not: all, where figures tell them by another branch."""
    if other is None or other.branch != person.branch:
        return person.acts
    return person.acts - other.acts


def _count(acts: Acts, measure: str) -> int:
    return sum(number * act.count(measure) for act, number in acts.items())
