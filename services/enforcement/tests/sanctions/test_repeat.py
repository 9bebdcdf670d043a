"""Who was warned and is found again: the link is proposed before a second warning leaves."""

from typing import Any
from uuid import uuid4

from fastapi import FastAPI

from contracts.identity import FactPlace
from contracts.sealed import Sealed

from ..support.browser import signed_in
from ..support.city import City
from ..support.letters import address
from ..support.sanctions import BY_HAND, EXTRACT, WORKER, warn, warned

AGAIN = {"again": True}


async def found_again(city: City, case: dict[str, Any], **fact: Any) -> dict[str, Any]:
    """A later finding that got a case of its own, whose report was made known."""
    finding_id = await city.transfers(case["premisesId"], on_hold=True, **fact)
    own = await city.case_of(finding_id)
    await city.does(WORKER, f"{own['path']}/release", {"motivation": "Overleg is klaar."})
    await city.does(WORKER, f"{own['path']}/pv-notification", {})
    return own | {"findingId": str(finding_id)}


async def refused(city: City, path: str, body: dict[str, Any]) -> str:
    answer = await city.call(WORKER, "POST", path, body)
    assert answer.status_code in (409, 422), answer.text
    return answer.text


async def test_a_finding_whose_report_was_made_known_is_still_linked(
    app: FastAPI, city: City
) -> None:
    case = await warned(city)
    own = await found_again(city, case)
    worker = await signed_in(app, city, WORKER)
    form = (await worker.get(f"/dossiers/{case['caseId']}/volgende-vaststelling")).text
    assert own["findingId"] in form
    linked = {"findingId": own["findingId"]}
    answer = await city.does(WORKER, f"{case['path']}/next-finding", linked)
    assert answer["state"] == "volgende_vaststelling"
    ended = await city.sees(WORKER, own["path"])
    assert (ended["state"], ended["terms"]) == ("afgesloten", [])


async def test_a_second_warning_waits_until_somebody_chose_not_to_link(
    app: FastAPI, city: City
) -> None:
    case = await warned(city)
    own = await found_again(city, case)
    path = f"{own['path']}/warning"
    assert case["number"] in await refused(city, path, EXTRACT | BY_HAND)
    assert (await city.sees(WORKER, own["path"]))["state"] == "pv_ter_kennis_gebracht"
    worker = await signed_in(app, city, WORKER)
    page = f"/dossiers/{own['caseId']}"
    assert f"Kan volgen op de waarschuwing in {case['number']}" in await worker.sees(page)
    said = {"uittreksel": "Artikel 12.", "ontvangstbewijs": "true"}
    assert case["number"] in await worker.is_told(f"{page}/waarschuwing", **said)
    await worker.does(f"{page}/waarschuwing", **said, opnieuw="true")
    seen = await city.sees(WORKER, own["path"])
    assert seen["state"] == "waarschuwing_verstuurd"
    noted = {each["step"]: each["reason"] for each in seen["timeline"]}
    assert noted["opnieuw_gewaarschuwd"] == case["number"]


async def test_a_finding_of_which_a_second_warning_left_is_still_linked(city: City) -> None:
    case = await warned(city)
    own = await found_again(city, case)
    await city.does(WORKER, f"{own['path']}/warning", EXTRACT | BY_HAND | AGAIN)
    linked = {"findingId": own["findingId"]}
    answer = await city.does(WORKER, f"{case['path']}/next-finding", linked)
    assert answer["state"] == "volgende_vaststelling"
    ended = await city.sees(WORKER, own["path"])
    assert (ended["state"], ended["terms"]) == ("afgesloten", [])


async def test_no_letter_warns_a_second_time_in_its_stead(city: City) -> None:
    case = await warned(city)
    own = await found_again(city, case)
    await address(city, own["caseId"], "overtreder")
    letter = {"caseId": own["caseId"], "kind": "waarschuwing", "ruleExtract": EXTRACT["extract"]}
    assert case["number"] in await refused(city, "/v1/letters", letter)
    await city.does(WORKER, f"{own['path']}/warning", EXTRACT | BY_HAND | AGAIN)
    assert (await city.call(WORKER, "POST", "/v1/letters", letter)).is_success


async def test_another_rule_is_warned_about_at_once(city: City) -> None:
    case = await warned(city)
    own = await found_again(city, case, fact_code="geen-noodknop")
    answer = await city.does(WORKER, f"{own['path']}/warning", EXTRACT | BY_HAND)
    assert answer["state"] == "waarschuwing_verstuurd"


async def test_in_a_place_without_a_permit_a_person_looks_before_warning_again(
    city: City,
) -> None:
    """No declaration says that it is the same owner, nor that it is another."""
    place = FactPlace(
        label="Salon", street=f"Straat {uuid4().hex[:6]}", house_number="7", postcode="2000"
    )
    found = {
        "procedure": "sanctie",
        "branch": "massagesalon",
        "in_tolerance_zone": False,
        "fact_code": "seksuitbating.zonder-vergunning",
        "place": Sealed.of(place),
    }
    case = await city.case_of(await city.transfers(None, **found))
    await warn(city, case["path"])
    own = await city.case_of(await city.transfers(None, **found))
    await city.does(WORKER, f"{own['path']}/pv-notification", {})
    assert case["number"] in await refused(city, f"{own['path']}/warning", EXTRACT | BY_HAND)
    await city.does(WORKER, f"{own['path']}/warning", EXTRACT | BY_HAND | AGAIN)
