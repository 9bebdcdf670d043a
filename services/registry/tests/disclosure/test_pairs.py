"""Two registers laid side by side: who is the same in both, each of them once."""

from collections import Counter
from math import inf

import pytest

from registry.counts.rules.cells import Key
from registry.disclosure.rules.hidden import _is_act
from registry.disclosure.rules.persons import Person
from registry.disclosure.rules.publication import Figure
from registry.disclosure.rules.same_persons import _Alike, _Record
from registry.disclosure.rules.side_by_side import _between
from registry.disclosure.rules.two_registers import TwoRegisters
from registry.minimum_format.rules.records import Client, Contact, Rows

MARCH = Contact("2025-03", "medisch", "consultatie", "vast", "a")
CLIENT = Client("a", "25-29", "vrouw", "EU-oost", "raam", "gekend")


def with_contacts(number: int) -> Rows:
    return Rows((CLIENT,), (MARCH,) * number)


@pytest.mark.parametrize(("before", "after"), [(2, 1), (1, 2), (3, 3), (0, 2), (5, 0)])
def test_a_contact_is_the_same_as_one_other_and_no_more(before: int, after: int) -> None:
    registers = TwoRegisters("BOYS", 2025, with_contacts(before), with_contacts(after))
    contacts = registers.measures["contacten"]
    assert len(contacts.same) == min(before, after)
    assert len(contacts.gone) == max(before - after, 0)
    assert len(contacts.came) == max(after - before, 0)


def test_persons_are_the_same_in_all_attributes_and_all_acts() -> None:
    attributes, others = ("25-29", "vrouw"), ("30-34", "vrouw")
    once, twice = Counter(["act"]), Counter({"act": 2})
    record = _Record(Person(attributes, once))
    assert record == _Record(Person(attributes, Counter(once)))
    assert record != _Record(Person(others, once))
    assert record != _Record(Person(attributes, twice))
    assert record != "record"


@pytest.mark.parametrize(
    ("key", "is_one"),
    [
        (Key("contacten"), True),
        (Key.of("contacten", {"soort": "medisch"}), True),
        (Key.of("contacten", {"maand": "2025-03"}), False),  # as a half told it
        (Key("nagekomen_contacten"), False),
        (Key("clienten"), False),
        (Key.of("activiteiten", {"type": "dropin"}), False),
        (Key.of("activiteiten", {"type": "swab2know"}), True),  # a consultation
    ],
)
def test_acts_are_what_was_done_for_persons_in_the_whole_period(key: Key, *, is_one: bool) -> None:
    assert _is_act(key) is is_one


def test_who_shares_more_of_all_acts_is_likelier_the_same() -> None:
    """Two of two, rather than three of nine; and one attribute more rather than any act."""
    record = _Record(Person(("25-29", "vrouw"), Counter(["act"])))
    few, many, attribute = (
        _Alike(record, record, attributes=same, shared=shared, others=others)
        for same, shared, others in ((1, 2, 0), (1, 3, 6), (2, 1, 9))
    )
    assert sorted([many, attribute, few], key=lambda each: each.order) == [attribute, few, many]


@pytest.mark.parametrize(
    ("figure", "bounds"),
    [
        (Figure(12), (12, 12)),
        (Figure(20, 10), (11, 29)),
        (Figure(0, 10), (0, 9)),
        (Figure(None), (3, inf)),
    ],
)
def test_a_figure_says_between_which_bounds_the_count_lies(
    figure: Figure, bounds: tuple[float, float]
) -> None:
    assert _between(figure, least_hidden=3) == bounds
