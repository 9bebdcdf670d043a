"""Claims become persons, on the real database."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from contracts.databank import FirstContactDue

from ..support.databank import Databank, day, declared, unlike_others


async def only_person(databank: Databank, inspected: dict[str, Any]) -> tuple[str, str]:
    (person,) = inspected["persons"]
    return person["personId"], person["decision"]


async def test_the_same_document_is_the_same_person_whatever_the_spelling(
    databank: Databank,
) -> None:
    who = unlike_others(family="Христова")
    first, decision = await only_person(databank, await databank.inspect("straat", day(0), who))
    assert decision == "nieuw"
    again = replace(who, family="Khristova", birth=who.birth[:4])
    assert await only_person(databank, await databank.inspect("straat", day(1), again)) == (
        first,
        "gekend",
    )


async def test_without_a_document_names_and_birth_date_are_enough_with_the_bits_kept(
    databank: Databank,
) -> None:
    who = unlike_others()
    first, _ = await only_person(databank, await databank.inspect("straat", day(0), who))
    again = replace(who, document=None)
    seen = await databank.inspect("straat", day(1), again)
    assert await only_person(databank, seen) == (first, "gekend")
    person = (await databank.get(f"/v1/persons/{first}")).json()
    assert len(person["claims"]) == 2
    (link,) = [one for one in person["claims"] if one["claim"]["documentNumber"] is None]
    steps = {step["field"]: step["level"] for step in link["waterfall"][0]["steps"]}
    assert steps == {"family": "exact", "given": "exact", "birth": "exact", "kin": "corrected"}
    assert link["confidence"] >= 0.999
    assert link["modelVersion"]


async def test_doubt_makes_a_provisional_person_and_a_question_and_never_a_merge(
    databank: Databank,
) -> None:
    who = unlike_others(document=None)
    first, _ = await only_person(databank, await databank.inspect("straat", day(0), who))
    twin = replace(who, given="Zoë")
    second, decision = await only_person(databank, await databank.inspect("raam", day(1), twin))
    assert decision == "na_te_kijken"
    assert second != first
    person = (await databank.get(f"/v1/persons/{second}")).json()
    assert person["provisional"]
    (review,) = person["reviews"]
    assert review["ranked"][0]["personId"] == first
    assert await databank.cases(first) == []
    assert await databank.cases(second) == []


async def test_one_document_used_by_two_people_is_a_question(databank: Databank) -> None:
    who = unlike_others()
    first, _ = await only_person(databank, await databank.inspect("straat", day(0), who))
    other = unlike_others(document=who.document)
    second, decision = await only_person(databank, await databank.inspect("raam", day(1), other))
    assert (second != first, decision) == (True, "na_te_kijken")
    third, decision = await only_person(databank, await databank.inspect("raam", day(2), other))
    assert (third, decision) == (second, "gekend")


async def test_a_claim_repeated_word_for_word_is_one_claim(databank: Databank) -> None:
    who = unlike_others()
    shifts = [declared(who, day(nr)) for nr in range(3)]
    await databank.tell(*shifts)
    people = {await databank.person_of(shift) for shift in shifts}
    assert len(people) == 1
    claims = await databank.fetch("SELECT id FROM claim WHERE worker_ref = $1", who.worker_ref)
    assert len(claims) == 1


async def test_two_owners_who_declare_one_person_are_two_claims_of_one_person(
    databank: Databank,
) -> None:
    who = unlike_others()
    shifts = [declared(who, day(0)), declared(replace(who, worker_ref=uuid4()), day(1))]
    await databank.tell(*shifts)
    assert len({await databank.person_of(shift) for shift in shifts}) == 1
    person_id = await databank.person_of(shifts[0])
    (row,) = await databank.fetch(
        "SELECT count(*) FROM membership WHERE person_id = $1 AND until_at IS NULL", person_id
    )
    assert row["count"] == 2


async def test_parallel_claims_of_one_new_person_do_not_become_two_persons(
    databank: Databank,
) -> None:
    """Officers in several branches at once, while owners declare the same unknown person."""
    for round_ in range(4):
        who = unlike_others(document=None) if round_ % 2 else unlike_others()
        others = [replace(who, worker_ref=uuid4()) for _ in range(6)]
        shifts = [declared(one, day(nr)) for nr, one in enumerate(others)]
        answers = await asyncio.gather(
            databank.tell(*shifts),
            *(databank.inspect("straat", day(nr), who) for nr in range(8)),
            *(databank.inspect("escort", day(nr), replace(who, phone="0470")) for nr in range(4)),
        )
        people = {await databank.person_of(shift) for shift in shifts}
        people |= {UUID(seen["persons"][0]["personId"]) for seen in answers if seen}
        assert len(people) == 1


async def test_a_person_who_occurs_twice_in_one_inspection_is_one_person_seen_once(
    databank: Databank,
) -> None:
    who = unlike_others()
    seen = await databank.inspect("straat", day(0), who, replace(who, document=None))
    first, second = seen["persons"]
    assert first["personId"] == second["personId"]
    assert [first["decision"], second["decision"]] == ["nieuw", "gekend"]
    sightings = await databank.listed(f"/v1/persons/{first['personId']}/sightings")
    assert len(sightings) == 1


async def test_a_new_person_is_due_a_first_contact_once(databank: Databank) -> None:
    who = unlike_others()
    before = len(await databank.told(FirstContactDue))
    await databank.tell(declared(who, day(0)), declared(who, day(1)))
    await databank.inspect("straat", day(2), who)
    assert len(await databank.told(FirstContactDue)) == before + 1


async def test_a_client_is_written_down_but_not_seen_at_work(databank: Databank) -> None:
    client = unlike_others()
    body = {"persons": [{"role": "klant", "claim": client.body}]}
    seen = await databank.inspect("straat", day(0), **body)
    person_id = seen["persons"][0]["personId"]
    assert await databank.listed(f"/v1/persons/{person_id}/sightings") == []
    await databank.inspect("raam", day(1), client)
    assert await databank.cases(person_id) == []
    contacts = await databank.fetch(
        "SELECT branch FROM first_contact WHERE person_id = $1", UUID(person_id)
    )
    assert [row["branch"] for row in contacts] == ["raam"]
