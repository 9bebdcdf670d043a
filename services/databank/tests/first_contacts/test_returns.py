"""Somebody who comes back after a long absence is spoken with again, and is not new."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from contracts.databank import FirstContactDue, FirstContactRenewed, FirstContactWithdrawn
from databank.first_contacts.rules import DONE, Contact, ContactState, settled_states

from ..support.browser import Browser
from ..support.databank import START, Databank, Someone, cancelled, day, declared, unlike_others
from ..support.officers import Officer
from ..support.waiting import pass_until, until

HOUR = timedelta(hours=1)
YEAR = 365
STATES = st.sampled_from(ContactState)


@given(st.lists(st.tuples(STATES, st.integers(0, 9), st.booleans(), st.booleans())), st.booleans())
def test_of_each_return_one_contact_is_due_and_what_was_closed_stays_closed(
    known: list[tuple[ContactState, int, bool, bool]], came: bool
) -> None:
    contacts = [
        Contact(uuid4(), state, START + timedelta(days=due), renewed=renewed, came_since=since)
        for state, due, renewed, since in known
    ]
    settled = settled_states(contacts, came=came)
    assert settled.keys() == {contact.id for contact in contacts}
    again = [contact for contact in contacts if contact.renewed]
    still = [each for each in again if settled[each.id].state is ContactState.OPEN]
    assert len(still) <= 1
    assert all(each.is_waiting and each.came_since for each in still)
    for each in again:
        if each.state in DONE:
            assert settled[each.id].state is each.state
    alone = settled_states([each for each in contacts if not each.renewed], came=came)
    assert alone.items() <= settled.items(), "a return changes nothing of the first contact"


DAYS = st.integers(0, 9).map(lambda number: START + timedelta(days=number))


@st.composite
def returns(draw: st.DrawFn) -> Contact:
    opened_at, state, lapsed = draw(DAYS), draw(STATES), draw(st.booleans())
    return Contact(
        uuid4(),
        state,
        opened_at + timedelta(days=7),
        renewed=True,
        came_since=draw(st.booleans()),
        has_lapsed=lapsed and state is ContactState.SAMENGEVOEGD,
        opened_at=opened_at,
        done_at=draw(DAYS) if state in DONE else None,
    )


def settle(contacts: list[Contact]) -> list[Contact]:
    states = settled_states(contacts, came=True)
    return [
        replace(each, state=states[each.id].state, has_lapsed=states[each.id].has_lapsed)
        for each in contacts
    ]


@given(st.lists(st.lists(returns(), max_size=4), min_size=2, max_size=4), st.data())
def test_returns_of_people_who_were_one_for_a_while_are_as_if_they_never_had_been(
    people: list[list[Contact]], data: st.DataObject
) -> None:
    """Whatever was merged in whatever order, and however often it was looked at meanwhile."""
    before = [settle(of_person) for of_person in people]
    now = {each.id: each for of_person in before for each in of_person}
    for _ in range(data.draw(st.integers(1, 4))):
        together = data.draw(st.sets(st.integers(0, len(people) - 1), min_size=2))
        joined = [now[each.id] for number in together for each in people[number]]
        now |= {each.id: each for each in settle(joined)}
    after = [settle([now[each.id] for each in of_person]) for of_person in people]
    assert after == before


async def spoken_with(databank: Databank, who: Someone) -> str:
    """Met in the street today, and the first contact was held."""
    today = databank.today
    seen = await databank.inspect("straat", day(today), who)
    person_id = str(seen["persons"][0]["personId"])
    (contact,) = await of(databank, person_id)
    at = day(today) + HOUR
    held = {"heldAt": at.isoformat()}
    await databank.created(f"/v1/first-contacts/{contact['id']}/held", held, at)
    return person_id


async def of(databank: Databank, person_id: str) -> list[Any]:
    return await databank.fetch(
        "SELECT * FROM first_contact WHERE person_id = $1 ORDER BY opened_at", UUID(person_id)
    )


async def test_who_comes_back_after_a_year_is_spoken_with_again_and_is_not_new(
    databank: Databank, browser: Browser
) -> None:
    who = unlike_others()
    person_id, today = await spoken_with(databank, who), databank.today
    await databank.inspect("straat", day(today + 200), who)
    assert len(await of(databank, person_id)) == 1, "half a year is no long absence"
    back = day(today + 200 + YEAR + 1)
    await databank.inspect("escort", back, who)
    first, again = await of(databank, person_id)
    assert (first["state"], again["state"], again["renewed"]) == ("gehouden", "open", True)
    assert again["opened_at"] == back
    await databank.inspect("escort", back + HOUR, who)
    assert len(await of(databank, person_id)) == 2, "one return, one contact"
    assert len(await databank.told(FirstContactRenewed, contactId=again["id"])) == 1
    assert await databank.told(FirstContactDue, contactId=again["id"]) == []
    page = await browser.moves_to(back + HOUR).get(f"/eerste-contacten/{again['id']}")
    assert "Deze persoon is terug na lange tijd." in page.text


async def test_a_shift_after_an_absence_makes_it_due_when_it_begins(databank: Databank) -> None:
    who, gone = unlike_others(), unlike_others()
    person_id, other_id = await spoken_with(databank, who), await spoken_with(databank, gone)
    later = databank.today + YEAR + 10
    shift, called_off = declared(who, day(later)), declared(gone, day(later))
    await databank.tell(shift, called_off, at=day(later - 2))
    await databank.tell(cancelled(called_off), at=day(later - 1))
    assert len(await of(databank, person_id)) == 1, "who is announced has not come"
    await pass_until(databank, shift.starts_at)

    async def due() -> Any:
        return next((row for row in await of(databank, person_id) if row["renewed"]), None)

    assert (await until(due))["opened_at"] == shift.starts_at
    assert len(await of(databank, other_id)) == 1


async def test_a_return_that_was_a_slip_is_taken_back(databank: Databank) -> None:
    who = unlike_others()
    person_id = await spoken_with(databank, who)
    back = day(databank.today + YEAR + 10)
    seen = await databank.inspect("escort", back, who)
    path = f"/v1/inspections/{seen['inspectionId']}/withdrawal"
    await databank.created(path, {"reason": "dubbel ingevoerd"}, back + HOUR)
    _first, again = await of(databank, person_id)
    assert again["state"] != "open"
    assert again["lapsed_at"] is not None
    (event,) = await databank.told(FirstContactWithdrawn, contactId=again["id"])
    assert event.data["reason"] == "niet_gekomen"
    assert datetime.fromisoformat(str(event.data["withdrawnAt"])) >= back


async def test_returns_that_a_merge_joined_both_come_back_when_it_is_undone(
    databank: Databank,
) -> None:
    one, other = unlike_others(), unlike_others()
    into, gone = await spoken_with(databank, one), await spoken_with(databank, other)
    back = day(databank.today + YEAR + 10)
    for who in (one, other):
        await databank.inspect("escort", back, who)
    officer = Officer(databank)
    change = await officer.merge(into, gone, back + HOUR)
    people = [UUID(into), UUID(gone)]
    returned = "SELECT * FROM first_contact WHERE person_id = ANY($1::uuid[]) AND renewed"
    rows = await databank.fetch(returned, people)
    assert sorted(row["state"] for row in rows) == ["open", "samengevoegd"]
    await officer.undo(change, back + 2 * HOUR)
    again = {row["id"]: row for row in await databank.fetch(returned, people)}
    assert [row["state"] for row in again.values()] == ["open", "open"]
    assert len({row["person_id"] for row in again.values()}) == 2
    (closed,) = (row["id"] for row in rows if row["state"] != "open")
    told = await databank.told(FirstContactRenewed, contactId=closed)
    assert [event.data.get("toldAt") is not None for event in told] == [False, True]
