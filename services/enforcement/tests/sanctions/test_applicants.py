"""Who only asked for a declaration holds no house: nobody goes free because another asked."""

from typing import Any
from uuid import uuid4

from chassis.web import Function

from ..support.city import City
from ..support.sanctions import COLLEGE, WORKER, warned

OFFICE, OWNER = Function.DIENST_PROSTITUTIEBELEID, Function.EIGENAAR
WARNED, OTHER = "OWN-001", "OWN-093"
GRANT = {"outcome": "toegekend", "motivation": "In orde.", "lackingBecause": "Bekend pand."}


async def place_of(city: City, path: str) -> dict[str, Any]:
    premises = (await city.sees(OFFICE, path))["premises"]
    return {key: premises[key] for key in ("label", "street", "houseNumber", "postcode")}


async def asked_by_another(city: City, path: str, owner: str, place: dict[str, Any]) -> str:
    """The owner gives the declaration up, and another asks one: the path of that dossier."""
    await city.does(OWNER, f"{path}/relinquishment", {}, organisation=owner)
    asked: str = (await city.ready(OTHER, place))["path"]
    return asked


async def test_a_warned_owner_goes_not_free_because_another_asked_for_the_house(
    city: City,
) -> None:
    """A person says whether it was the same owner, as where nobody asked."""
    case = await warned(city)
    place = await place_of(city, case["dossier"])
    asked = await asked_by_another(city, case["dossier"], WARNED, place)
    city.later(days=1)
    found = await city.transfers(case["premisesId"])
    assert (await city.case_of(found))["caseId"] != case["caseId"], "nobody knows whose it was"
    linked = {"findingId": str(found)}
    answer = await city.call(WORKER, "POST", f"{case['path']}/next-finding", linked)
    assert answer.status_code == 422 and "niet of dit dezelfde eigenaar is" in answer.text
    city.later(days=1)
    await city.does(COLLEGE, f"{asked}/decision", GRANT)
    of_other = await city.transfers(case["premisesId"])
    body = {"findingId": str(of_other), "ownerKnown": True}
    answer = await city.call(WORKER, "POST", f"{case['path']}/next-finding", body)
    assert answer.status_code == 422 and "andere eigenaar" in answer.text
    await city.does(WORKER, f"{case['path']}/next-finding", linked | {"ownerKnown": True})
    assert (await city.case_of(found))["caseId"] == case["caseId"]


async def test_a_fine_about_a_house_stands_with_who_held_it_and_not_with_who_asked(
    city: City,
) -> None:
    owner = f"OWN-{uuid4().hex[:8]}"
    filed = await city.ready(owner)
    before = await fined(city, filed["premisesId"])
    city.later(days=1)
    await city.does(COLLEGE, f"{filed['path']}/decision", GRANT)
    after = await fined(city, filed["premisesId"])
    file = await city.sees(WORKER, f"/v1/owners/{owner}/cases")
    numbers = {each["number"] for each in file["cases"]}
    assert (before in numbers, after in numbers) == (False, True)


async def fined(city: City, premises_id: str) -> str:
    finding_id = await city.transfers(premises_id, procedure="gas")
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    number: str = listed["_embedded"]["gasCases"][0]["number"]
    return number
