"""Who gives a suspended declaration up and gets another stays suspended; an annulment gives a
pending renewal back.
"""

from typing import Any
from uuid import uuid4

from fastapi import FastAPI

from chassis.web import Function

from ..support.city import City
from ..support.integrity import Investigation, ordinance
from ..support.sanctions import COLLEGE, WORKER, decided, notified

OWNER = Function.EIGENAAR


def place() -> dict[str, str]:
    number = uuid4().hex[:8]
    return {
        "label": "P-001",
        "street": "Hernemingsstraat",
        "houseNumber": number,
        "postcode": "2000",
    }


async def state(city: City, path: str) -> str:
    """Or that it is suspended."""
    seen = await city.sees(COLLEGE, path)
    return "geschorst" if seen["suspended"] else str(seen["state"])


async def started_over(
    city: City, dossier: str, at: dict[str, str], owner: str = "OWN-001"
) -> dict[str, Any]:
    """The declaration is given up, and the owner (or a buyer) gets one for the same place."""
    await city.does(OWNER, f"{dossier}/relinquishment", organisation="OWN-001")
    assert await state(city, dossier) == "afgestand"
    return await city.granted(owner, place=at)


async def test_another_declaration_of_the_same_owner_is_suspended_for_what_is_left(
    city: City,
) -> None:
    at = place()
    case = await decided(city, "schorsing", lasts=80, place=at)
    await notified(city, case["path"])
    again = await started_over(city, case["dossier"], at)
    assert again["premisesId"] == case["premisesId"]
    assert await state(city, again["path"]) == "geschorst"
    told = await city.told(again["premisesId"])
    assert told[-3:] == [
        "suitability-granted",
        "suitability-suspension-lifted",
        "suitability-suspended",
    ]

    async def over() -> bool:
        return await state(city, again["path"]) == "toegekend"

    city.later(days=81)
    await city.clock_moves_on(over)


async def test_lifting_the_sanction_lifts_it_for_the_declaration_that_took_it_over(
    city: City,
) -> None:
    at = place()
    case = await decided(city, "schorsing", lasts=80, place=at)
    await notified(city, case["path"])
    again = await started_over(city, case["dossier"], at)
    await city.does(COLLEGE, f"{case['path']}/reopening", {"motivation": "In orde."})
    assert await state(city, again["path"]) == "toegekend"
    assert (await city.told(again["premisesId"]))[-1] == "suitability-suspension-lifted"


async def test_a_buyer_who_gets_a_declaration_of_his_own_is_not_suspended(city: City) -> None:
    at = place()
    case = await decided(city, "schorsing", lasts=80, place=at)
    await notified(city, case["path"])
    await city.does(WORKER, f"{case['path']}/execution-check-request")
    bought = await started_over(city, case["dossier"], at, owner="OWN-002")
    assert await state(city, bought["path"]) == "toegekend"
    assert (await city.told(bought["premisesId"]))[-1] == "suitability-suspension-lifted"
    assert "execution-check-withdrawn" in await city.told(case["caseId"])
    seen = await city.sees(WORKER, case["path"])
    assert (seen["state"], seen["timeline"][-1]["step"]) == (
        "ter_kennis_gebracht",
        "controle_ingetrokken",
    )
    asked = await city.call(WORKER, "POST", f"{case['path']}/execution-check-request")
    assert asked.status_code == 409, "the police look at no buyer for a seller's suspension"
    assert "bindt wie het pand nu heeft niet" in asked.text


async def test_a_suspension_after_an_investigation_is_taken_over_and_lifted_alike(
    app: FastAPI, city: City
) -> None:
    at = place()
    filed = await city.granted(place=at)
    with ordinance(app):
        case = await Investigation.starts(app, city, nummer=filed["number"])
        await case.works("schorsing", maanden="6", voorwaarden="Een andere zaakvoerder.")
        again = await started_over(city, filed["path"], at)
        assert await state(city, again["path"]) == "geschorst"
        await case.does(case.college, "opheffen", zeker="ja")
    assert await state(city, again["path"]) == "toegekend"


async def test_an_annulled_withdrawal_gives_a_pending_renewal_back(city: City) -> None:
    case = await decided(city, "intrekking")
    await city.does(OWNER, f"{case['dossier']}/renewal", {}, organisation="OWN-001")
    await notified(city, case["path"])
    assert await state(city, case["dossier"]) == "ingetrokken"
    await city.does(WORKER, f"{case['path']}/council-appeal", {})
    await city.does(WORKER, f"{case['path']}/council-ruling", {"ruling": "vernietiging"})
    assert await state(city, case["dossier"]) == "vernieuwing_lopend"
    told = await city.told(case["premisesId"])
    assert told[-2:] == ["suitability-reinstated", "suitability-renewal-requested"]
    terms = (await city.sees(COLLEGE, case["dossier"]))["terms"]
    assert "suitability.decision_days" in {each["termId"] for each in terms}
    await city.renewed(case["dossier"])
    body = {"outcome": "toegekend", "motivation": "In orde."}
    await city.does(COLLEGE, f"{case['dossier']}/decision", body)
    assert await state(city, case["dossier"]) == "toegekend"
