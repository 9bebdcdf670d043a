"""Changes that an owner tells of premises with a declaration (meldingen)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from chassis.web import Function
from contracts.enforcement import SuitabilityRoomsChanged, SuitabilityTransferred

from ..support.city import LACKING, City
from ..support.sanctions import decided, decision, heard, invite, notified, propose, warn

OFFICE, COLLEGE = Function.DIENST_PROSTITUTIEBELEID, Function.COLLEGE_SECRETARIS
OWNER = Function.EIGENAAR
DOSSIERS = "/v1/suitability-dossiers"


async def with_declaration(city: City, owner: str) -> tuple[dict[str, Any], dict[str, Any]]:
    place = {
        "label": "P-020",
        "street": "Voorbeeldstraat",
        "houseNumber": uuid4().hex[:8],
        "postcode": "2000",
    }
    body = {"premises": place, "rooms": ["R-01", "R-02"]}
    filed = await city.does(OWNER, DOSSIERS, body, organisation=owner)
    path = f"{DOSSIERS}/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})
    await city.does(OFFICE, f"{path}/advices", {"service": "brandweer", "outcome": "gunstig"})
    grant = {"outcome": "toegekend", "motivation": "Het pand voldoet.", **LACKING}
    await city.does(COLLEGE, f"{path}/decision", grant)
    return body, filed | {"path": path}


@pytest.mark.parametrize("rooms", [["R-01", "R-02"], ["R-01", "R-03"]])
async def test_an_owner_tells_what_changed_in_premises_with_a_declaration(
    city: City, rooms: list[str]
) -> None:
    body, filed = await with_declaration(city, "OWN-041")
    notice = body | {"reason": "melding", "rooms": rooms}
    answer = await city.does(OWNER, DOSSIERS, notice, organisation="OWN-041")
    assert (answer["dossierId"], answer["state"]) == (filed["dossierId"], "toegekend")
    assert (await city.told(filed["dossierId"]))[-1] == "suitability-application-received"
    seen = await city.sees(OFFICE, filed["path"])
    (change,) = seen["changes"]
    assert change["kind"] == ("ander" if rooms == body["rooms"] else "ruimten")
    assert [room["label"] for room in seen["rooms"]] == ["R-01", "R-02"]
    path = f"{filed['path']}/changes/{change['changeId']}/assessment"
    await city.does(OFFICE, path, {"outcome": "aanvaard", "reason": "Bezocht en in orde."})
    seen = await city.sees(OFFICE, filed["path"])
    assert [room["label"] for room in seen["rooms"]] == rooms
    told = [
        envelope.read()
        for envelope in await city.sandbox.recorded("enforcement")
        if envelope.type == SuitabilityRoomsChanged.type
        and envelope.partition_key == filed["premisesId"]
    ]
    described = [[room.label for room in event.premises.rooms] for event in told]  # type: ignore[attr-defined]
    assert described == ([] if rooms == body["rooms"] else [rooms])
    again = {"outcome": "aanvaard", "reason": "Nog eens."}
    assert (await city.call(OFFICE, "POST", path, again)).status_code == 404


async def test_nobody_tells_a_change_of_premises_of_another_owner(city: City) -> None:
    body, filed = await with_declaration(city, "OWN-042")
    notice = body | {"reason": "melding"}
    other = await city.call(OWNER, "POST", DOSSIERS, notice, organisation="OWN-043")
    assert other.status_code == 409
    told = {"kind": "houder", "note": "De zaakvoerder is iemand anders."}
    direct = await city.call(
        OWNER, "POST", f"{filed['path']}/changes", told, organisation="OWN-043"
    )
    assert direct.status_code == 404
    assert (await city.sees(OFFICE, filed["path"]))["changes"] == []


async def test_a_declaration_goes_over_to_a_new_holder_as_it_is(city: City) -> None:
    """A sale shuts the house for no day, and takes nothing of the declaration away."""
    _, filed = await with_declaration(city, "OWN-045")
    path = filed["path"]
    await city.does(OFFICE, f"{path}/renewal")
    before = await city.sees(OFFICE, path)
    city.later(days=2)
    told = await city.does(OWNER, f"{path}/changes", {"kind": "houder"}, organisation="OWN-045")
    assess = f"{path}/changes/{told['changeId']}/assessment"
    said = {"outcome": "aanvaard", "reason": "De moraliteit is nagegaan."}
    unnamed = await city.call(OFFICE, "POST", assess, said)
    assert (unnamed.status_code, "holder" in unnamed.text) == (422, True)
    same = await city.call(OFFICE, "POST", assess, said | {"holder": "OWN-045", "newHolder": True})
    assert same.status_code == 422
    sold_at = city.now
    await city.does(OFFICE, assess, said | {"holder": "OWN-046", "newHolder": True})
    after = await city.sees(OFFICE, path)
    kept = ("dossierId", "number", "state", "validFrom", "validTo", "conditions", "rooms")
    assert [after[key] for key in kept] == [before[key] for key in kept]
    assert after["owner"] == "OWN-046"
    (event,) = await city.recorded(filed["premisesId"], SuitabilityTransferred)
    assert (event.premises.owner, len(event.premises.rooms)) == ("OWN-046", 2)
    assert "suitability-rooms-changed" not in await city.told(filed["premisesId"])
    seen = await city.call(OWNER, "GET", path, organisation="OWN-046")
    assert seen.status_code == 200
    assert (await city.call(OWNER, "GET", path, organisation="OWN-045")).status_code == 404
    city.later(days=1)
    for fact_at, owner in (
        (sold_at - timedelta(hours=1), "OWN-045"),
        (city.now - timedelta(hours=1), "OWN-046"),
    ):
        found = await city.transfers(filed["premisesId"], fact_at=fact_at)
        assert (await city.case_of(found))["owner"] == owner


async def test_a_suspension_goes_over_with_the_declaration_until_it_ends(city: City) -> None:
    """Whoever sells a suspended declaration frees nobody: only its body or its last day ends it."""
    case = await decided(city, "schorsing", lasts=60)
    await notified(city, case["path"])
    path = case["dossier"]
    await city.does(Function.JURIST_BH, f"{case['path']}/execution-check-request")
    await city.does(OWNER, f"{path}/changes", {"kind": "houder"}, organisation="OWN-001")
    before = await city.sees(OFFICE, path)
    said = {"outcome": "aanvaard", "reason": "Nagegaan.", "holder": "OWN-047", "newHolder": True}
    await city.does(OFFICE, f"{path}/change-assessment", said)
    after = await city.sees(OFFICE, path)
    days = ("suspended", "suspendedFrom", "suspendedTo")
    assert after["owner"] == "OWN-047"
    assert [after[key] for key in days] == [before[key] for key in days]
    assert after["suspended"]
    assert "suitability-suspension-lifted" not in await city.told(case["premisesId"])
    assert "execution-check-withdrawn" not in await city.told(case["caseId"])
    assert (await city.sees(Function.JURIST_BH, case["path"]))["state"] == "in_uitvoering"
    await city.does(COLLEGE, f"{case['path']}/reopening", {"motivation": "In orde."})
    assert not (await city.sees(OFFICE, path))["suspended"]


async def test_who_sold_a_suspended_declaration_gets_none_through_a_third(city: City) -> None:
    """Neither by a buyer who gives it up, nor by one who got another in between."""
    case = await decided(city, "schorsing", lasts=80)
    await notified(city, case["path"])
    path = case["dossier"]
    seen = await city.sees(OFFICE, path)
    place = {key: seen["premises"][key] for key in ("label", "street", "houseNumber", "postcode")}
    said = {"outcome": "aanvaard", "reason": "Nagegaan.", "holder": "OWN-061", "newHolder": True}
    await city.does(OWNER, f"{path}/changes", {"kind": "houder"}, organisation="OWN-001")
    await city.does(OFFICE, f"{path}/change-assessment", said)
    for owner in ("OWN-061", "OWN-001"):
        await city.does(OWNER, f"{path}/relinquishment", {}, organisation="OWN-061")
        path = (await city.granted(owner, place))["path"]
        after = await city.sees(OFFICE, path)
        assert (after["owner"], after["suspended"]) == (owner, True)
        assert after["suspendedTo"] == seen["suspendedTo"]


async def test_who_sold_a_declaration_before_it_was_suspended_gets_another_without_it(
    city: City,
) -> None:
    """He was not warned nor heard: it happened in the house of the buyer."""
    filed = await city.granted("OWN-062")
    path = filed["path"]
    said = {"outcome": "aanvaard", "reason": "Nagegaan.", "holder": "OWN-001", "newHolder": True}
    await city.does(OWNER, f"{path}/changes", {"kind": "houder"}, organisation="OWN-062")
    await city.does(OFFICE, f"{path}/change-assessment", said)
    case = await decided_of(city, filed["premisesId"])
    await notified(city, case)
    seen = await city.sees(OFFICE, path)
    assert (seen["owner"], seen["suspended"]) == ("OWN-001", True)
    place = {key: seen["premises"][key] for key in ("label", "street", "houseNumber", "postcode")}
    await city.does(OWNER, f"{path}/relinquishment", {}, organisation="OWN-001")
    again = await city.granted("OWN-062", place)
    assert not (await city.sees(OFFICE, again["path"]))["suspended"]


async def decided_of(city: City, premises_id: str) -> str:
    """Warned, found again, heard, and suspended for eighty days: the path of the case."""
    city.later(days=1)
    path: str = (await city.case_of(await city.transfers(premises_id)))["path"]
    await warn(city, path)
    await city.transfers(premises_id)
    await invite(city, path)
    await heard(city, path)
    await propose(city, path, "schorsing")
    ends = city.now + timedelta(days=80)
    await city.does(COLLEGE, f"{path}/decision", decision("schorsing", None, ends))
    return path


async def test_an_accepted_manager_is_noted_by_a_code(city: City) -> None:
    _, filed = await with_declaration(city, "OWN-048")
    path = filed["path"]
    await city.does(OWNER, f"{path}/changes", {"kind": "beheerder"}, organisation="OWN-048")
    said = {"outcome": "aanvaard", "reason": "Nagegaan."}
    unnamed = await city.call(OFFICE, "POST", f"{path}/change-assessment", said)
    assert (unnamed.status_code, "manager" in unnamed.text) == (422, True)
    await city.does(OFFICE, f"{path}/change-assessment", said | {"manager": "BEH-001"})
    seen = await city.sees(OFFICE, path)
    assert (seen["manager"], seen["owner"]) == ("BEH-001", "OWN-048")


async def test_a_renewal_may_be_filed_as_an_application(city: City) -> None:
    body, filed = await with_declaration(city, "OWN-044")
    asked = body | {"reason": "vernieuwing"}
    answer = await city.does(OWNER, DOSSIERS, asked, organisation="OWN-044")
    assert (answer["dossierId"], answer["state"]) == (filed["dossierId"], "vernieuwing_lopend")


async def test_a_slip_in_a_code_hands_a_house_to_nobody(city: City) -> None:
    """Written otherwise it is the owner whom the city knows; one that it does not know is asked."""
    await city.files("OWN-PEETERS2")
    path = (await city.granted("OWN-062"))["path"]
    await city.does(OFFICE, f"{path}/changes", {"kind": "houder"})
    assess = f"{path}/change-assessment"
    said = {"outcome": "aanvaard", "reason": "Nagegaan."}
    slip = await city.call(OFFICE, "POST", assess, said | {"holder": "OWN-PETERS2"})
    assert (slip.status_code, "kent nog geen houder" in slip.text) == (422, True)
    for unwritten in ("own-dü bois", "OWN DUBOIS", "1234"):
        wrong = await city.call(OFFICE, "POST", assess, said | {"holder": unwritten})
        assert (wrong.status_code, "holder" in wrong.text) == (422, True)
    await city.does(OFFICE, assess, said | {"holder": "own-peeters2"})
    assert (await city.sees(OFFICE, path))["owner"] == "OWN-PEETERS2"
    await city.files("own-peeters3")
    await city.files("OWN-PEETERS3")
    await city.does(OFFICE, f"{path}/changes", {"kind": "houder"})
    await city.does(OFFICE, assess, said | {"holder": "own-peeters3"})
    assert (await city.sees(OFFICE, path))["owner"] == "own-peeters3", "capitals tell two apart"
