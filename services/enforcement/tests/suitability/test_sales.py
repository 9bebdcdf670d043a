"""A declaration that is sold while a case runs that may suspend it or take it back."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import City
from ..support.letters import ADDRESS
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.pdf import text_of
from ..support.sales import asks_to_sell, sells
from ..support.sanctions import (
    COLLEGE,
    decided,
    decision,
    heard,
    invite,
    invited,
    notified,
    propose,
    proposed,
    warned,
)

OFFICE, OWNER = Function.DIENST_PROSTITUTIEBELEID, Function.EIGENAAR
SELLER, BUYER = "OWN-001", "OWN-081"
RUNS = "Er loopt een procedure die deze verklaring kan schorsen"


async def decide_for_eighty_days(city: City, path: str) -> None:
    ends = city.now + timedelta(days=80)
    await city.does(COLLEGE, f"{path}/decision", decision("schorsing", None, ends))


async def is_suspended(city: City, path: str) -> bool:
    found: bool = (await city.sees(OFFICE, path))["suspended"]
    return found


async def test_who_was_invited_to_be_heard_evades_no_suspension_by_a_sale(city: City) -> None:
    case = await invited(city)
    path = case["dossier"]
    await sells(city, path, SELLER, BUYER)
    await heard(city, case["path"])
    await propose(city, case["path"], "schorsing")
    await decide_for_eighty_days(city, case["path"])
    await notified(city, case["path"])
    seen = await city.sees(OFFICE, path)
    assert (seen["owner"], seen["suspended"]) == (BUYER, True)


async def test_nor_by_one_between_the_decision_and_its_letter_nor_through_a_third(
    city: City,
) -> None:
    case = await decided(city, "schorsing", lasts=80)
    path = case["dossier"]
    seen = await city.sees(OFFICE, path)
    place = {key: seen["premises"][key] for key in ("label", "street", "houseNumber", "postcode")}
    await sells(city, path, SELLER, BUYER)
    await notified(city, case["path"])
    assert await is_suspended(city, path)
    await city.does(OWNER, f"{path}/relinquishment", {}, organisation=BUYER)
    again = await city.granted(SELLER, place)
    assert await is_suspended(city, again["path"]), "it was decided against him"


async def test_a_buyer_of_before_the_invitation_is_not_suspended(city: City) -> None:
    """Who was only warned sold what was his; what happens next is found with the buyer."""
    case = await warned(city)
    path = case["dossier"]
    await city.transfers(case["premisesId"])
    await sells(city, path, SELLER, BUYER)
    await invite(city, case["path"])
    await heard(city, case["path"])
    await propose(city, case["path"], "schorsing")
    await decide_for_eighty_days(city, case["path"])
    await notified(city, case["path"])
    assert not await is_suspended(city, path)


async def test_a_buyer_with_a_declaration_of_his_own_is_not_suspended(city: City) -> None:
    case = await decided(city, "schorsing", lasts=80)
    path = case["dossier"]
    seen = await city.sees(OFFICE, path)
    place = {key: seen["premises"][key] for key in ("label", "street", "houseNumber", "postcode")}
    await city.does(OWNER, f"{path}/relinquishment", {}, organisation=SELLER)
    own = await city.granted(BUYER, place)
    await notified(city, case["path"])
    assert not await is_suspended(city, own["path"])


async def test_nobody_buys_what_the_city_is_about_to_take_back(city: City) -> None:
    case = await proposed(city, "intrekking")
    answer = await asks_to_sell(city, case["dossier"], SELLER, BUYER)
    assert answer.status_code == 409 and "in te trekken" in answer.text
    other = {"outcome": "nieuwe_aanvraag", "reason": "Er loopt een intrekking."}
    await city.does(OFFICE, f"{case['dossier']}/change-assessment", other)
    assert (await city.sees(OFFICE, case["dossier"]))["owner"] == SELLER


async def test_a_buyer_is_told_of_what_may_suspend_the_declaration(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """The page of the office says so before it accepts, and the letter once it did; no longer
    once the case was decided and is known."""
    case = await warned(city)
    path = case["dossier"]
    dossier_id = path.rpartition("/")[2]
    office = await signed_in(app, city, OFFICE)
    page = f"/geschiktheid/{dossier_id}"
    await city.does(OWNER, f"{path}/changes", {"kind": "houder"}, organisation=SELLER)
    form = f"{page}/melding-beoordelen"
    assert RUNS not in await office.sees(form), "a warning suspends nobody"
    await city.transfers(case["premisesId"])
    await invite(city, case["path"])
    assert RUNS in await office.sees(form)
    said = {"outcome": "aanvaard", "reason": "Nagegaan.", "holder": BUYER, "newHolder": True}
    await city.does(OFFICE, f"{path}/change-assessment", said)
    assert RUNS in await office.sees(page)
    addressee = {**ADDRESS, "role": "overtreder", "name": "Verzonnenova"}
    await city.does(OFFICE, f"/v1/cases/{dossier_id}/addressees", addressee)
    body = {"caseId": dossier_id, "kind": "melding_beoordeeld"}
    drafted = await city.call(OFFICE, "POST", "/v1/letters", body)
    letter = drafted.json()[0]["letterId"]
    text = " ".join(
        (
            await asyncio.to_thread(
                text_of, (await office.get(f"/brieven/{letter}/brief.pdf")).content
            )
        ).split()
    )
    assert "Er loopt een procedure over feiten in dit pand" in text
    assert "Dat geldt dan ook voor de nieuwe houder." in text
    assert case["number"] not in text
    await heard(city, case["path"])
    await propose(city, case["path"], "schorsing")
    await decide_for_eighty_days(city, case["path"])
    await notified(city, case["path"])
    assert RUNS not in await office.sees(page) and "Geschorst tot" in await office.sees(page)


@pytest.mark.parametrize(
    ("ruling", "status"), [("schorsing", 409), ("vernietiging", 200)], ids=["stayed", "annulled"]
)
async def test_nor_what_the_city_took_back_and_a_judge_stayed(
    city: City, ruling: str, status: int
) -> None:
    """The withdrawal works again where the Council rejects the appeal: by a sale it never would."""
    case = await decided(city, "intrekking")
    await notified(city, case["path"])
    await city.does(Function.JURIST_BH, f"{case['path']}/council-appeal", {})
    await city.does(Function.JURIST_BH, f"{case['path']}/council-ruling", {"ruling": ruling})
    assert (await city.sees(OFFICE, case["dossier"]))["state"] == "toegekend"
    answer = await asks_to_sell(city, case["dossier"], SELLER, BUYER)
    assert answer.status_code == status, answer.text
    if status == 409:
        assert "in te trekken" in answer.text


@pytest.mark.parametrize("invited_first", [True, False])
async def test_a_suspension_by_the_mayor_goes_over_as_well(
    app: FastAPI, city: City, invited_first: bool
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    listed = f"/v1/suitability-dossiers?premisesId={case.premises_id}"
    (dossier,) = (await city.sees(OFFICE, listed))["_embedded"]["dossiers"]
    path = f"/v1/suitability-dossiers/{dossier['dossierId']}"
    if not invited_first:
        await sells(city, path, SELLER, BUYER)
    await case.heard()
    if invited_first:
        await sells(city, path, SELLER, BUYER)
    draft = {"grond": "ngw_134ter", "inhoud": "schorsing"}
    draft["tot"] = f"{case.today + timedelta(days=60)}"
    if not invited_first:
        await case.refused(case.worker, "opstellen", **draft, motivering="Feiten.")
        return
    await case.draw_up(**draft)
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")
    await case.does(case.worker, "kennisgeving", beroep="true")
    assert await is_suspended(city, path)
