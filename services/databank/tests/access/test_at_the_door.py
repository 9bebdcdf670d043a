"""Of a shielded worker: what safety needs at the door, what writing gives back, and no more."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from chassis.web import Function
from databank.access.shields import store as shields
from databank.access.shields.rules import ShieldGround

from ..support.browser import Browser, signed_in
from ..support.databank import Databank, Someone, day, declared, unlike_others
from ..support.findings import drawn_up, transfer
from ..support.officers import Officer, seen
from ..support.searches import search

AT = day(660)


async def shield(databank: Databank, person_id: UUID | str) -> None:
    async with databank.sandbox.asking("databank") as conn:
        await shields.place(
            conn, UUID(str(person_id)), ShieldGround.BESCHERMING, AT, "leider-elders"
        )


async def shielded(databank: Databank, **known: str) -> tuple[Someone, str]:
    who = unlike_others(**known)
    person_id = await seen(databank, "straat", AT, who)
    await shield(databank, person_id)
    return who, person_id


async def test_at_the_door_of_her_room_the_team_sees_whom_to_expect(
    databank: Databank, browser: Browser
) -> None:
    who, person_id = await shielded(databank, number="98051700168")
    shift = declared(who, AT + timedelta(hours=1))
    await databank.tell(shift, at=AT)
    browser.moves_to(AT + timedelta(hours=2))
    quarter = (await browser.get("/kwartier")).text
    assert f"/controle/{shift.shift_id}" in quarter, "a room in use is not one without declaration"
    for path in (f"/controle/{shift.shift_id}", f"/identiteit/{shift.shift_id}"):
        page = await browser.get(path)
        assert page.status_code == 200, path
        assert who.family in page.text and str(who.document) in page.text
        assert str(who.number) not in page.text and "controlegetal" not in page.text
        assert person_id not in page.text and f"{shift.shift_id}/persoon" not in page.text
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-aan-tafel")
    leader.moves_to(AT + timedelta(hours=2))
    assert (await leader.get(f"/controle/{shift.shift_id}")).status_code == 403, "has no door"
    browser.moves_to(shift.ends_at + timedelta(minutes=1))
    refused = await browser.get(f"/controle/{shift.shift_id}")
    assert refused.status_code == 403 and who.family not in refused.text


async def test_an_officer_may_still_write_down_that_she_was_there(databank: Databank) -> None:
    who, _ = await shielded(databank)
    shift = declared(who, AT + timedelta(days=1))
    await databank.tell(shift, at=AT)
    body = {"shiftId": str(shift.shift_id), "outcome": "aanwezig"}
    at = AT + timedelta(days=1, hours=1)
    answer = await databank.created("/v1/verifications", body | {"observedAt": at.isoformat()}, at)
    assert answer["personId"] is None
    (row,) = await databank.fetch(
        "SELECT verification FROM shift WHERE shift_id = $1", shift.shift_id
    )
    assert row["verification"] == "bevestigd_ter_plaatse"


async def test_what_an_officer_writes_of_her_tells_nothing_back(databank: Databank) -> None:
    who, person_id = await shielded(databank)
    found: dict[str, Any] = await databank.inspect("escort", AT + timedelta(days=2), who)
    assert [each["personId"] for each in found["persons"]] == [None]
    assert found["branchShifts"] == []
    rows = await databank.fetch(
        "SELECT id FROM sighting WHERE person_id = $1 AND branch = 'escort'", UUID(person_id)
    )
    assert len(rows) == 1, "it is hers all the same: the matcher knows everybody"
    assert len(await databank.cases(person_id)) == 1


async def test_no_code_is_made_for_her_and_nobody_answers_in_her_place(databank: Databank) -> None:
    _, person_id = await shielded(databank)
    answer = await Officer(databank).post(f"/v1/persons/{person_id}/worker-access")
    assert (answer.status_code, answer.json()["code"]) == (403, "afgeschermd")
    assert person_id not in answer.text
    rows = await databank.fetch(
        "SELECT id FROM worker_access WHERE person_id = $1", UUID(person_id)
    )
    assert rows == []


async def test_an_inspection_says_that_somebody_is_left_out_and_not_who(
    databank: Databank, browser: Browser
) -> None:
    hidden, seen_too = unlike_others(), unlike_others()
    answer = await databank.inspect("straat", AT, hidden, seen_too)
    await shield(databank, answer["persons"][0]["personId"])
    page = (await browser.moves_to(AT).get(f"/inspecties/{answer['inspectionId']}")).text
    assert seen_too.family in page
    assert hidden.family not in page
    assert "1 persoon staat er niet bij: dat dossier is afgeschermd." in page


async def test_a_search_says_that_somebody_is_shielded_and_how_to_ask(
    databank: Databank, browser: Browser
) -> None:
    who, person_id = await shielded(databank)
    body = {"familyName": who.family, "givenNames": who.given}
    answer = await Officer(databank).did("/v1/person-searches", body, AT)
    (found,) = answer["persons"]
    assert found["shielded"] is True and found["personId"] is None
    browser.moves_to(AT)
    page = await browser.get(await search(browser, familyName=who.family))
    assert person_id not in page.text and found["askingAccess"] in page.text
    assert (await browser.get(found["askingAccess"])).status_code == 200


async def test_an_urgent_signal_about_her_is_seen_without_her(
    databank: Databank, browser: Browser
) -> None:
    _, person_id = await shielded(databank)
    body: dict[str, Any] = {"kind": "dwang", "personId": person_id, "observedAt": AT.isoformat()}
    raised = await databank.created("/v1/signals", body | {"indicators": ["schrik"]}, AT)
    listed = await databank.listed("/v1/signals?kind=dwang&pagesize=500")
    (signal,) = [each for each in listed if each["signalId"] == raised["signalId"]]
    assert (signal["personId"], signal["evidence"], signal["allowed"]) == (None, [], [])
    page = await browser.get(f"/signalen/{raised['signalId']}")
    assert page.status_code == 403 and person_id not in page.text


async def test_a_question_that_gives_her_id_is_refused_whatever_is_asked(
    databank: Databank,
) -> None:
    _, person_id = await shielded(databank)
    officer = Officer(databank)
    other = await seen(databank, "straat", AT, unlike_others())
    for path in ("", "/timeline", "/sightings", "/history", "/sources", "/verdicts"):
        answer = await officer.get(f"/v1/persons/{person_id}{path}")
        assert answer.status_code == 403, path
    body = {"otherPersonId": person_id, "ground": "gegevens_vergeleken"}
    assert (await officer.post(f"/v1/persons/{other}/merge", body)).status_code == 403
    check = {"personId": person_id, "outcome": "gevalideerd", "method": "paspoort"}
    answer = await officer.post("/v1/identity-validations", check | {"at": AT.isoformat()})
    assert answer.status_code == 403
    assert (await officer.get(f"/v1/persons/{uuid4()}")).status_code == 404


async def test_a_fine_against_her_waits_though_nobody_may_know_of_her(databank: Databank) -> None:
    """Her name typed on a report; that she is protected, and shielded, shows to nobody."""
    who, person_id = await shielded(databank)
    body: dict[str, Any] = {"kind": "dwang", "personId": person_id, "observedAt": AT.isoformat()}
    await databank.created("/v1/signals", body | {"indicators": ["schrik"]}, AT)
    offender = {"name": f"{who.given} {who.family}", "birthDate": who.birth}
    finding_id = await drawn_up(databank, offender=offender)
    answer = await transfer(databank, finding_id)
    assert answer.json()["onHold"] is True
    assert person_id not in answer.text
