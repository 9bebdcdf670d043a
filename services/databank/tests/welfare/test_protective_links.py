"""Whoever may be protected is not punished: a corrected minor, and an offender typed by hand."""

from collections.abc import Awaitable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.databank import FindingHoldChanged, FindingTransferred
from contracts.identity import WorkerClaim
from contracts.pandkalender import MinorDeclarationAttempted, ShiftDeclared
from contracts.sealed import Sealed
from databank.search.rules import features
from databank.welfare.rules.offender_name import may_be, readings

from ..support.browser import Browser
from ..support.databank import START, Databank, Someone, day, declared, unlike_others
from ..support.findings import drawn_up, note_form, transfer
from ..support.searches import purpose
from ..support.signals import linked
from ..support.waiting import until

AT = day(640)
CONSULT = "Eerst overleggen"


def attempted(who: Someone, attempt_id: UUID, shift_id: UUID | None) -> MinorDeclarationAttempted:
    return MinorDeclarationAttempted(
        attempt_id=attempt_id,
        premises_id=uuid4(),
        room_id=uuid4(),
        starts_at=day(0),
        ends_at=day(0.3),
        attempted_at=day(0),
        correction=shift_id is not None,
        shift_id=shift_id,
        worker=Sealed.of(WorkerClaim(worker_ref=who.worker_ref, identity=who.identity)),
    )


async def first(rows: Awaitable[list[Any]]) -> Any:
    return next(iter(await rows), None)


async def signal_of(databank: Databank, attempt_id: UUID) -> Any:
    (row,) = await databank.fetch("SELECT * FROM signal WHERE source = $1", f"attempt {attempt_id}")
    return row


async def belongs_to(databank: Databank, attempt_id: UUID, person_id: UUID) -> bool:
    """Whether the attempt comes to belong to that person: a timer brings it there."""
    return await linked(databank, (await signal_of(databank, attempt_id))["id"]) == person_id


async def corrected(databank: Databank, *, shift_first: bool = True) -> tuple[ShiftDeclared, UUID]:
    """A minor whom an owner declared after all, with another birth date."""
    young = unlike_others(birth="2009-03-04")
    adult = replace(young, birth="1999-03-04", worker_ref=uuid4())
    shift, attempt_id = declared(adult, START), uuid4()
    await databank.tell(attempted(young, attempt_id, None))
    correction = attempted(adult, attempt_id, shift.shift_id)
    for event in (shift, correction) if shift_first else (correction, shift):
        await databank.tell(event)
    return shift, attempt_id


async def test_the_attempt_belongs_to_the_person_who_was_accepted(databank: Databank) -> None:
    shift, attempt_id = await corrected(databank)
    assert await belongs_to(databank, attempt_id, await databank.person_of(shift))


async def test_the_accepted_shift_may_come_after_the_correction(databank: Databank) -> None:
    shift, attempt_id = await corrected(databank, shift_first=False)
    signal = await signal_of(databank, attempt_id)
    assert await linked(databank, signal["id"]) == await databank.person_of(shift)


async def test_an_attempt_with_a_worker_who_is_known_belongs_to_her_at_once(
    databank: Databank,
) -> None:
    who, attempt_id = unlike_others(), uuid4()
    shift = declared(who, START)
    await databank.tell(shift)
    await databank.tell(attempted(replace(who, birth="2010-01-01"), attempt_id, None))
    signal = await signal_of(databank, attempt_id)
    assert str(signal["person_id"]) == str(await databank.person_of(shift))


async def test_a_fine_that_the_city_has_already_waits_from_then_on(databank: Databank) -> None:
    who = unlike_others(birth="1999-03-04")
    shift = declared(who, START)
    await databank.tell(shift)
    person_id = await databank.person_of(shift)
    finding_id = await drawn_up(databank, personId=str(person_id))
    assert (await transfer(databank, finding_id)).json()["onHold"] is False
    attempt_id = uuid4()
    await databank.tell(attempted(replace(who, birth="2009-03-04"), attempt_id, shift.shift_id))
    assert await belongs_to(databank, attempt_id, person_id)
    (held,) = await databank.told(FindingHoldChanged, findingId=finding_id)
    assert held.data["onHold"] is True


async def test_file_door_and_finding_say_to_consult_first(
    databank: Databank, browser: Browser
) -> None:
    shift, attempt_id = await corrected(databank)
    person_id = await databank.person_of(shift)
    assert await belongs_to(databank, attempt_id, person_id)
    finding_id = await drawn_up(databank, personId=str(person_id))
    browser.moves_to(START)
    opened = await purpose(browser, f"/personen/{person_id}")
    other = declared(unlike_others(), START)
    await databank.tell(other)
    for page in (opened, f"/controle/{shift.shift_id}", f"/vaststellingen/{finding_id}"):
        assert CONSULT in (await browser.get(page)).text, page
    usual = await drawn_up(databank)
    for page in (f"/controle/{other.shift_id}", f"/vaststellingen/{usual}"):
        assert CONSULT not in (await browser.get(page)).text, page


def typed(who: Someone, **more: Any) -> dict[str, Any]:
    return {"offender": {"name": f"{who.given} {who.family}", "birthDate": who.birth} | more}


async def protected(databank: Databank, **known: Any) -> Someone:
    """Somebody about whom there is an urgent signal."""
    who = unlike_others(**known)
    seen = await databank.inspect("straat", START, who)
    body = {
        "kind": "dwang",
        "personId": seen["persons"][0]["personId"],
        "observedAt": START.isoformat(),
        "indicators": [],
    }
    await databank.created("/v1/signals", body)
    return who


@pytest.mark.parametrize("born", [{}, {"birthDate": "1990"}, {"birthDate": None}])
async def test_a_fine_against_an_offender_typed_by_hand_waits_when_that_may_be_somebody_protected(
    databank: Databank, born: dict[str, Any]
) -> None:
    who = await protected(databank, birth="1990-05-17")
    finding_id = await drawn_up(databank, **typed(who, **born))
    assert (await transfer(databank, finding_id)).json()["onHold"] is True


async def test_a_namesake_with_another_birth_date_is_somebody_else(databank: Databank) -> None:
    who = await protected(databank, birth="1990-05-17")
    finding_id = await drawn_up(databank, **typed(who, birthDate="1971-11-02"))
    assert (await transfer(databank, finding_id)).json()["onHold"] is False


async def test_a_signal_that_comes_later_makes_the_city_wait_too_and_its_end_lets_it_go_on(
    databank: Databank,
) -> None:
    who = unlike_others()
    seen = await databank.inspect("straat", START, who)
    finding_id = await drawn_up(databank, **typed(who))
    assert (await transfer(databank, finding_id)).json()["onHold"] is False
    body = {
        "kind": "dwang",
        "personId": seen["persons"][0]["personId"],
        "observedAt": START.isoformat(),
    }
    await databank.created("/v1/signals", body)
    (held,) = await databank.told(FindingHoldChanged, findingId=finding_id)
    assert held.data["onHold"] is True


async def test_what_an_officer_noted_on_a_phone_is_linked_and_the_city_never_learns_it(
    databank: Databank, browser: Browser
) -> None:
    who = await protected(databank)
    form = note_form(naam=f"{who.family} {who.given}", geboren=who.birth[:4])
    done = await browser.moves_to(AT).post("/vaststellingen/nieuw", form)
    assert CONSULT in (await browser.get(done.headers["location"])).text
    (link,) = await databank.fetch(
        "SELECT person_id FROM protective_link WHERE finding_id = $1", UUID(form["sleutel"])
    )
    assert link
    finding_id = await drawn_up(databank, **typed(who))
    await transfer(databank, finding_id)
    (told,) = await databank.told(FindingTransferred, findingId=finding_id)
    assert str(link["person_id"]) not in json_of(told)


def json_of(envelope: Any) -> str:
    return repr(envelope.data)


@pytest.mark.parametrize(
    ("name", "born", "fits"),
    [
        ("Ana Voorbeeld", "1990-05-17", True),
        ("Voorbeeld Ana", "1990", True),
        ("Ána Voorbeeld", None, True),
        ("Ana Maria Voorbeeld", "1990-05", True),
        ("Ana Voorbeelt", "1990-05-17", True),
        ("Ana Voorbeelt", None, False),
        ("Ana Voorbeeld", "1971-11-02", False),
        ("Vera Anders", "1990-05-17", False),
    ],
)
def test_an_offender_may_be_somebody_by_both_names_and_the_birth_date(
    name: str, born: str | None, fits: bool
) -> None:
    known = features(given_names="Ana", family_name="Voorbeeld", birth_date="1990-05-17")
    assert any(may_be(reading, known) for reading in readings(name, born)) is fits


def test_one_word_is_nobody() -> None:
    assert readings("Vera", None) == []


async def test_a_fine_that_the_city_has_waits_once_it_may_be_about_a_minor_found_since(
    databank: Databank,
) -> None:
    """The officer typed a name of whom nobody knew anything; then she was found."""
    girl = unlike_others(birth="2009-03-04")
    with_city = await drawn_up(databank, offender={"name": f"{girl.family} {girl.given}"})
    drawn = await drawn_up(databank, offender={"name": f"{girl.given} {girl.family}"})
    other = await drawn_up(databank, offender={"name": f"{girl.given} {unlike_others().family}"})
    for finding_id in (with_city, other):
        assert (await transfer(databank, finding_id)).json()["onHold"] is False
    seen = await databank.inspect("straat", START, girl)
    await databank.inspect("straat", START, girl)
    on_hold = "SELECT id FROM finding WHERE id = $1 AND on_hold"
    await until(lambda: first(databank.fetch(on_hold, UUID(with_city))))
    (held,) = await databank.told(FindingHoldChanged, findingId=with_city)
    assert held.data["onHold"] is True
    assert await databank.told(FindingHoldChanged, findingId=other) == []
    linked = await databank.fetch(
        "SELECT finding_id FROM protective_link WHERE person_id = $1 ORDER BY finding_id",
        UUID(seen["persons"][0]["personId"]),
    )
    assert {str(row["finding_id"]) for row in linked} == {with_city, drawn}
