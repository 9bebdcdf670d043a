"""An owner takes an application back: what it began ends, until the city decided."""

from typing import Any
from uuid import UUID, uuid4

from chassis.web import Function
from contracts.codes import ApplicationKind
from contracts.pandkalender import SuitabilityApplicationSubmitted, SuitabilityApplicationWithdrawn

from ..support.applications import answers, arrive, submitted
from ..support.city import LACKING, City
from ..support.letters import ADDRESS

OFFICE, COLLEGE = Function.DIENST_PROSTITUTIEBELEID, Function.COLLEGE_SECRETARIS


async def withdraws(city: City, application: SuitabilityApplicationSubmitted) -> None:
    await arrive(
        city,
        SuitabilityApplicationWithdrawn(
            application_id=application.application_id, withdrawn_at=city.now
        ),
    )


async def filed(city: City) -> tuple[SuitabilityApplicationSubmitted, str]:
    application = submitted(city, uuid4())
    await arrive(city, application)
    (answer,) = await answers(city, application.application_id)
    return application, f"/v1/suitability-dossiers/{answer.dossier_id}"


async def renewal_of(city: City, owner: str) -> tuple[SuitabilityApplicationSubmitted, Any]:
    granted = await city.granted(owner)
    about = {"premises_id": UUID(granted["premisesId"]), "owner": owner}
    application = submitted(city, uuid4(), kind=ApplicationKind.VERNIEUWING, **about)
    await arrive(city, application)
    assert (await city.sees(OFFICE, granted["path"]))["state"] == "vernieuwing_lopend"
    return application, granted


async def test_a_withdrawn_application_ends_its_dossier_and_its_terms(city: City) -> None:
    application, path = await filed(city)
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})
    city.later(hours=1)
    await withdraws(city, application)
    seen = await city.sees(OFFICE, path)
    assert seen["state"] == "stopgezet"
    assert seen["allowed"] == []
    assert seen["terms"] == []
    assert [entry["step"] for entry in seen["timeline"]][-2:] == [
        "application-withdrawn",
        "application-withdrawal",
    ]
    (kept,) = (await city.sees(OFFICE, f"{path}/applications"))["applications"]
    assert kept["withdrawnAt"] and kept["endedAt"]


async def test_its_letter_needs_no_reason_that_somebody_else_makes_up(city: City) -> None:
    application, path = await filed(city)
    await withdraws(city, application)
    case_id = path.rpartition("/")[2]
    to = {**ADDRESS, "role": "overtreder"}
    await city.does(OFFICE, f"/v1/cases/{case_id}/addressees", to)
    body = {"caseId": case_id, "kind": "stopzetting"}
    answer = await city.call(OFFICE, "POST", "/v1/letters", body)
    assert answer.status_code == 201, answer.text
    typed = body | {"motivation": "U had toch geen kans."}
    assert (await city.call(OFFICE, "POST", "/v1/letters", typed)).status_code == 422


async def test_a_decision_that_came_first_stays(city: City) -> None:
    application, path = await filed(city)
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})
    await city.does(OFFICE, f"{path}/advices", {"service": "brandweer", "outcome": "gunstig"})
    granted = {"outcome": "toegekend", "motivation": "Alles is in orde.", **LACKING}
    await city.does(COLLEGE, f"{path}/decision", granted)
    await withdraws(city, application)
    assert (await city.sees(OFFICE, path))["state"] == "toegekend"


async def test_without_its_renewal_a_declaration_runs_out_on_its_last_day(city: City) -> None:
    application, granted = await renewal_of(city, "OWN-071")
    await withdraws(city, application)
    seen = await city.sees(OFFICE, granted["path"])
    assert seen["state"] == "toegekend"
    told = await city.told(granted["premisesId"])
    assert told[-1] == "suitability-renewal-withdrawn"
    assert "suitability-renewal-refused" not in told


async def test_a_renewal_withdrawn_after_the_last_day_ends_the_declaration(city: City) -> None:
    application, granted = await renewal_of(city, "OWN-072")
    city.later(days=6 * 366)
    assert (await city.sees(OFFICE, granted["path"]))["state"] == "vernieuwing_lopend"
    await withdraws(city, application)
    assert (await city.sees(OFFICE, granted["path"]))["state"] == "vervallen"
    assert (await city.told(granted["premisesId"]))[-2:] == [
        "suitability-renewal-withdrawn",
        "suitability-expired",
    ]


async def test_a_change_that_was_withdrawn_is_assessed_no_more(city: City) -> None:
    granted = await city.granted("OWN-073")
    about = {"premises_id": UUID(granted["premisesId"]), "owner": "OWN-073"}
    change = submitted(city, uuid4(), kind=ApplicationKind.WIJZIGING_BEHEERDER, **about)
    await arrive(city, change)
    await withdraws(city, change)
    seen = await city.sees(OFFICE, granted["path"])
    assert seen["state"] == "toegekend"
    path = f"{granted['path']}/changes/{seen['changes'][0]['changeId']}/assessment"
    answer = await city.call(OFFICE, "POST", path, {"outcome": "aanvaard", "reason": "Goed."})
    assert answer.status_code == 404


async def test_nobody_waits_for_advices_on_a_change_that_was_withdrawn(city: City) -> None:
    granted = await city.granted("OWN-088")
    about = {"premises_id": UUID(granted["premisesId"]), "owner": "OWN-088"}
    change = submitted(city, uuid4(), kind=ApplicationKind.WIJZIGING_BEHEERDER, **about)
    await arrive(city, change)
    path = granted["path"]
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["politie_moraliteit"]})
    terms = [each["termId"] for each in (await city.sees(OFFICE, path))["terms"]]
    assert "suitability.advice_days" in terms
    await withdraws(city, change)
    seen = await city.sees(OFFICE, path)
    assert seen["state"] == "toegekend"
    assert "suitability.advice_days" not in [each["termId"] for each in seen["terms"]]
    late = {"service": "politie_moraliteit", "outcome": "gunstig"}
    assert (await city.call(OFFICE, "POST", f"{path}/advices", late)).status_code == 409


async def test_an_assessed_change_is_told_to_its_owner(city: City) -> None:
    granted = await city.granted("OWN-074")
    about = {"premises_id": UUID(granted["premisesId"]), "owner": "OWN-074"}
    for outcome, answered in (("nieuwe_aanvraag", "niet_aanvaard"), ("aanvaard", "aanvaard")):
        change = submitted(city, uuid4(), kind=ApplicationKind.WIJZIGING_HOUDER, **about)
        await arrive(city, change)
        told = (await city.sees(OFFICE, granted["path"]))["changes"][-1]["changeId"]
        path = f"{granted['path']}/changes/{told}/assessment"
        said = {"outcome": outcome, "reason": "Nagekeken.", "holder": "OWN-075", "newHolder": True}
        await city.does(OFFICE, path, said)
        assert (await answers(city, change.application_id))[-1].answer == answered


async def test_the_office_withdraws_what_an_applicant_asks_by_letter(city: City) -> None:
    application, path = await filed(city)
    reason = {"reason": "Gevraagd met een brief."}
    await city.does(OFFICE, f"{path}/application-withdrawal", reason)
    assert (await city.sees(OFFICE, path))["state"] == "stopgezet"
    assert (await answers(city, application.application_id))[-1].answer == "stopgezet"
    again = await city.call(OFFICE, "POST", f"{path}/application-withdrawal", reason)
    assert again.status_code == 409
