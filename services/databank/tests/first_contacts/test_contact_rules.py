"""Which first contact is due of a person known as several (handbook §2.4)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from databank.first_contacts.rules import Contact, ContactState, Settlement, settled_states

AT = datetime(2026, 3, 16, tzinfo=UTC)
DAY = timedelta(days=1)
OPEN, HELD = ContactState.OPEN, ContactState.GEHOUDEN
REFUSED, JOINED = ContactState.GEWEIGERD, ContactState.SAMENGEVOEGD


def contact(number: int, state: ContactState = OPEN, due: int = 0, **more: object) -> Contact:
    return replace(Contact(UUID(int=number), state, AT + due * DAY), **more)  # type: ignore[arg-type]


def settled(*contacts: Contact, came: bool = True) -> list[tuple[ContactState, bool]]:
    states = settled_states(contacts, came=came)
    assert states.keys() == {each.id for each in contacts}
    found: list[Settlement] = [states[each.id] for each in contacts]
    return [(each.state, each.has_lapsed) for each in found]


@pytest.mark.parametrize(
    ("contacts", "states"),
    [
        ([contact(1)], [OPEN]),
        ([contact(1, due=2), contact(2, due=1)], [JOINED, OPEN]),
        ([contact(2), contact(1)], [JOINED, OPEN]),  # due together: always the same one
        ([contact(1, JOINED), contact(2, due=1)], [OPEN, JOINED]),  # open again after a split
        ([contact(1, HELD, due=5), contact(2)], [HELD, JOINED]),
        ([contact(1), contact(2, REFUSED, due=5)], [JOINED, REFUSED]),
        ([contact(1, HELD), contact(2, REFUSED)], [HELD, REFUSED]),
    ],
)
def test_one_first_contact_is_due_and_none_once_it_was_held_or_refused(
    contacts: list[Contact], states: list[ContactState]
) -> None:
    assert settled(*contacts) == [(state, False) for state in states]


def test_nobody_is_due_who_never_came() -> None:
    assert settled(contact(1), contact(2, HELD), came=False) == [(JOINED, True), (HELD, False)]
    assert settled(contact(1), contact(2, due=1), came=False) == [(JOINED, True)] * 2


def test_a_return_stands_apart_and_is_due_once() -> None:
    back = contact(1, renewed=True, opened_at=AT)
    first = contact(9, HELD)
    assert settled(back, first) == [(OPEN, False), (HELD, False)]
    twice = replace(back, id=UUID(int=2), due_at=AT + DAY)
    assert settled(back, twice) == [(OPEN, False), (JOINED, False)]
    assert settled(replace(back, came_since=False), twice) == [(JOINED, True), (OPEN, False)]


@pytest.mark.parametrize(
    ("done", "state"), [(-1, OPEN), (0, JOINED), (1, JOINED)], ids=["before", "when", "after"]
)
def test_a_contact_since_a_return_is_due_covers_it(done: int, state: ContactState) -> None:
    back = contact(1, due=3, renewed=True, opened_at=AT)
    other = contact(2, HELD, renewed=True, done_at=AT + timedelta(seconds=done))
    assert settled(back, other) == [(state, False), (HELD, False)]
    assert settled(back, replace(other, state=REFUSED))[0] == (state, False)
    assert settled(replace(back, opened_at=None), other)[0] == (OPEN, False)
    assert settled(back, replace(other, done_at=None))[0] == (OPEN, False)


def test_a_return_that_lapsed_or_was_dealt_with_stays_so() -> None:
    lapsed = contact(1, JOINED, renewed=True, has_lapsed=True, opened_at=AT)
    joined = contact(2, JOINED, renewed=True, opened_at=AT)
    assert settled(lapsed) == [(JOINED, True)]
    assert settled(joined) == [(OPEN, False)]
    assert [each.is_waiting for each in (lapsed, joined, contact(3), contact(4, HELD))] == [
        False,
        True,
        True,
        False,
    ]
