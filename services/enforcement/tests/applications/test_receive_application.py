"""An application from the calendar's site: whole, once, and never lost between two desks."""

from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from chassis.days import day_start
from chassis.web import Function
from contracts.codes import ApplicationAnswer, ApplicationKind
from contracts.pandkalender import SuitabilityDocumentsAdded

from ..support.applications import PAPER, answers, arrive, document, submitted
from ..support.city import LACKING, City

OFFICE = Function.DIENST_PROSTITUTIEBELEID


async def test_an_application_opens_a_dossier_with_its_documents_and_is_answered(
    city: City, rows: asyncpg.Connection
) -> None:
    application_id = uuid4()
    sent, parts = document(application_id)
    assert len(parts) == 3
    await arrive(city, *parts, submitted(city, application_id, sent))
    (answer,) = await answers(city, application_id)
    assert answer.answer is ApplicationAnswer.GEREGISTREERD
    path = f"/v1/suitability-dossiers/{answer.dossier_id}"
    dossier = await city.sees(OFFICE, path)
    assert dossier["number"] == answer.dossier_reference
    assert dossier["state"] == "ingediend"
    assert [room["label"] for room in dossier["rooms"]] == ["R-01", "R-02"]
    (application,) = (await city.sees(OFFICE, f"{path}/applications"))["applications"]
    assert application["filledIn"]["mainHolder"]["name"] == "Quirina Onbestaand"
    (listed,) = application["documents"]
    assert listed["code"] == "eigendomsbewijs"
    file = f"/v1/suitability-applications/{application_id}/documents/{listed['documentId']}"
    assert (await city.call(OFFICE, "GET", file)).content == PAPER
    elsewhere = file.replace(str(application_id), str(uuid4()))
    assert (await city.call(OFFICE, "GET", elsewhere)).status_code == 404
    looks = "SELECT count(*) FROM access_log WHERE subject_id = $1"
    assert await rows.fetchval(looks, str(application_id)) == 2


async def test_an_application_that_arrives_twice_opens_one_dossier(city: City) -> None:
    application_id = uuid4()
    sent, parts = document(application_id)
    for event in (*parts, submitted(city, application_id, sent)):
        event_id = uuid4()
        for _ in range(2):
            await city.sandbox.publish(event, at=city.now, event_id=event_id)
        await city.sandbox.handled("enforcement", [event_id])
    assert len(await answers(city, application_id)) == 1


async def test_nothing_of_an_application_stands_in_clear(
    city: City, rows: asyncpg.Connection
) -> None:
    application_id = uuid4()
    sent, parts = document(application_id, b"%PDF-1.7 Onbestaandewicz")
    await arrive(city, *parts, submitted(city, application_id, sent))
    said = await rows.fetchval(
        "SELECT said FROM received_application WHERE application_id = $1", application_id
    )
    assert b"Quirina" not in said
    assert not await rows.fetchval(
        "SELECT count(*) FROM application_part WHERE application_id = $1", application_id
    )
    kept = await rows.fetchval(
        "SELECT c.said FROM case_document c JOIN application_document a"
        " ON a.case_document_id = c.document_id WHERE a.application_id = $1",
        application_id,
    )
    assert b"Onbestaandewicz" not in kept


async def test_a_second_application_for_the_same_premises_waits_for_a_person(city: City) -> None:
    first, second = submitted(city, uuid4()), submitted(city, uuid4())
    second = second.model_copy(update={"filled_in": first.filled_in})
    await arrive(city, first, second)
    (answer,) = await answers(city, second.application_id)
    assert (answer.answer, answer.dossier_id) == (ApplicationAnswer.NA_TE_KIJKEN, None)
    waiting = (await city.sees(OFFICE, "/v1/suitability-applications"))["applications"]
    assert str(second.application_id) in {each["applicationId"] for each in waiting}


async def test_a_renewal_and_a_change_join_the_dossier_of_the_owners_own_premises(
    city: City,
) -> None:
    filed = await city.granted("OWN-021")
    about = {"premises_id": UUID(filed["premisesId"])}
    change = submitted(
        city, uuid4(), kind=ApplicationKind.WIJZIGING_BEHEERDER, owner="OWN-021", **about
    )
    renewal = submitted(city, uuid4(), kind=ApplicationKind.VERNIEUWING, owner="OWN-021", **about)
    other = submitted(city, uuid4(), kind=ApplicationKind.VERNIEUWING, owner="OWN-022", **about)
    await arrive(city, change, renewal, other)
    for event in (change, renewal):
        (answer,) = await answers(city, event.application_id)
        assert str(answer.dossier_id) == filed["dossierId"]
    (refused,) = await answers(city, other.application_id)
    assert refused.answer is ApplicationAnswer.NA_TE_KIJKEN
    seen = await city.sees(OFFICE, filed["path"])
    assert seen["state"] == "vernieuwing_lopend"
    assert "changes" in {entry["step"] for entry in seen["timeline"]}


async def test_the_owner_is_told_what_is_missing_until_when_and_may_send_it(city: City) -> None:
    application = submitted(city, uuid4())
    await arrive(city, application)
    (answer,) = await answers(city, application.application_id)
    path = f"/v1/suitability-dossiers/{answer.dossier_id}"
    missing = {"complete": False, "missing": ["Uittreksel uit het strafregister"]}
    await city.does(OFFICE, f"{path}/completeness", missing)
    asked = (await answers(city, application.application_id))[-1]
    assert asked.answer is ApplicationAnswer.ONVOLLEDIG
    assert asked.missing is not None
    assert asked.missing.value.names == ("Uittreksel uit het strafregister",)
    assert asked.complete_by is not None

    sent, parts = document(application.application_id)
    added = SuitabilityDocumentsAdded(
        application_id=application.application_id, documents=(sent,), added_at=city.now
    )
    await arrive(city, *parts, added)
    (seen,) = (await city.sees(OFFICE, f"{path}/applications"))["applications"]
    assert len(seen["documents"]) == 1
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    assert (await answers(city, application.application_id))[-1].answer is (
        ApplicationAnswer.VOLLEDIG
    )


async def test_a_document_that_does_not_come_whole_is_parked_and_opens_nothing(
    city: City,
) -> None:
    application_id = uuid4()
    sent, parts = document(application_id)
    event = submitted(city, application_id, sent)
    ids = await city.sandbox.publish(*parts[:-1], event, at=city.now)
    await city.sandbox.handled("enforcement", ids)
    parked = {row["event_id"] for row in await city.sandbox.parked("enforcement")}
    assert ids[-1] in parked
    assert await answers(city, application_id) == []


async def test_an_application_goes_on_when_its_refusal_is_annulled(city: City) -> None:
    """On the calendar's site too: the owner reads that the city decides anew."""
    application_id = uuid4()
    sent, parts = document(application_id)
    await arrive(city, *parts, submitted(city, application_id, sent))
    (answer,) = await answers(city, application_id)
    path = f"/v1/suitability-dossiers/{answer.dossier_id}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})
    given = {"service": "brandweer", "outcome": "ongunstig", "reasons": "Geen vluchtweg."}
    await city.does(OFFICE, f"{path}/advices", given)
    await city.hears(path)
    college, lawyer = Function.COLLEGE_SECRETARIS, Function.JURIST_BH
    refused = {
        "outcome": "geweigerd",
        "motivation": "De tekorten blijven.",
        "defenceAnswer": "Gelezen.",
    }
    await city.does(college, f"{path}/decision", refused)
    await city.does(college, f"{path}/decision-notification", {})
    await city.does(lawyer, f"{path}/council-appeal", {"rollNumber": "A. 123.789"})
    before = len(await answers(city, application_id))
    await city.does(lawyer, f"{path}/council-ruling", {"ruling": "vernietiging"})
    told = await answers(city, application_id)
    assert [each.answer for each in told[before:]] == [ApplicationAnswer.VOLLEDIG]
    granted = {"outcome": "toegekend", "motivation": "Na vernietiging.", **LACKING}
    await city.does(college, f"{path}/decision", granted)


@pytest.mark.parametrize(("sent", "state"), [(0, "vernieuwing_lopend"), (1, "vervallen")])
async def test_a_renewal_sent_on_the_last_day_and_received_later_is_in_time(
    city: City, sent: int, state: str
) -> None:
    last = city.today + timedelta(days=2)
    filed = await city.granted("OWN-024", validTo=f"{last}")
    await city.goes_on(filed["dossierId"], 4)
    submitted_at = day_start(last + timedelta(days=sent)) + timedelta(hours=23)
    renewal = submitted(
        city,
        uuid4(),
        kind=ApplicationKind.VERNIEUWING,
        owner="OWN-024",
        premises_id=UUID(filed["premisesId"]),
    ).model_copy(update={"submitted_at": submitted_at})
    await arrive(city, renewal)
    assert (await city.sees(OFFICE, filed["path"]))["state"] == state
