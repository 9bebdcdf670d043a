"""Since when a sale frees nobody from a suspension, and of what the buyer is told at the sale."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from enforcement.suitability.rules import SUITABILITY, DossierFile, DossierState, DossierStep

from ..support.browser import signed_in
from ..support.city import City
from ..support.integrity import Investigation, ordinance
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.sales import sells
from ..support.sanctions import (
    COLLEGE,
    WORKER,
    decided,
    decision,
    heard,
    invite,
    invited,
    notified,
    propose,
    warned,
)

OFFICE, OWNER = Function.DIENST_PROSTITUTIEBELEID, Function.EIGENAAR
SELLER, BUYER = "OWN-001", "OWN-081"
RUNS = "Er loopt een procedure die deze verklaring kan schorsen"
WHY = {"motivation": "De uitnodiging vermeldt het verkeerde pand."}


async def is_suspended(city: City, path: str) -> bool:
    seen: bool = (await city.sees(OFFICE, path))["suspended"]
    return seen


async def page_of(app: FastAPI, city: City, path: str) -> str:
    office = await signed_in(app, city, OFFICE)
    shown: str = await office.sees(f"/geschiktheid/{path.rpartition('/')[2]}")
    return shown


async def suspended_from_the_hearing_on(city: City, path: str) -> None:
    await heard(city, path)
    await propose(city, path, "schorsing")
    ends = city.now + timedelta(days=80)
    await city.does(COLLEGE, f"{path}/decision", decision("schorsing", None, ends))
    await notified(city, path)


@pytest.mark.parametrize(
    ("restart", "bound"),
    [("waarschuwing", False), ("hoorzitting", False), ("voorstel", True), ("beslissing", True)],
)
async def test_an_invitation_that_was_taken_back_binds_no_buyer(
    app: FastAPI, city: City, restart: str, bound: bool
) -> None:
    """Sold after the decision was taken back: only an invitation that still stands counts."""
    case = await decided(city, "schorsing", lasts=80)
    path = case["path"]
    await city.does(COLLEGE, f"{path}/retake", WHY | {"restart": restart})
    await sells(city, case["dossier"], SELLER, BUYER)
    assert (RUNS in await page_of(app, city, case["dossier"])) is bound
    city.later(days=1)
    ends = city.now + timedelta(days=80)
    if restart == "waarschuwing":
        return
    if restart == "hoorzitting":
        await invite(city, path)
        await heard(city, path)
        ends = city.now + timedelta(days=80)
    if restart != "beslissing":
        await propose(city, path, "schorsing")
    assert (RUNS in await page_of(app, city, case["dossier"])) is bound
    await city.does(COLLEGE, f"{path}/decision", decision("schorsing", None, ends))
    await notified(city, path)
    assert await is_suspended(city, case["dossier"]) is bound


@pytest.mark.parametrize(("days", "bound"), [(-1, True), (0, True), (1, False)])
async def test_an_invitation_counts_from_the_day_on_which_it_left(
    city: City, days: int, bound: bool
) -> None:
    """Typed three days after the sale: it left the day before it, on the day itself, or after."""
    case = await warned(city)
    await city.transfers(case["premisesId"])
    city.later(days=2)
    sold_on = city.today
    await sells(city, case["dossier"], SELLER, BUYER)
    city.later(days=3)
    left_on = sold_on + timedelta(days=days)
    invitation = {
        "sentAt": f"{left_on}",
        "receivedOn": f"{left_on}",
        "hearingAt": (city.now + timedelta(days=9)).isoformat(),
    }
    await city.does(WORKER, f"{case['path']}/hearing-invitation", invitation)
    city.later(days=9, hours=1)
    await suspended_from_the_hearing_on(city, case["path"])
    assert await is_suspended(city, case["dossier"]) is bound


async def test_another_day_for_the_hearing_frees_nobody_who_was_invited_before(city: City) -> None:
    case = await invited(city)
    await sells(city, case["dossier"], SELLER, BUYER)
    await invite(city, case["path"])
    await suspended_from_the_hearing_on(city, case["path"])
    assert await is_suspended(city, case["dossier"])


async def test_a_buyer_is_told_of_a_suspension_that_the_council_stayed(
    app: FastAPI, city: City
) -> None:
    """It may work again, and it binds him then; once it is annulled it does not."""
    case = await decided(city, "schorsing", lasts=80)
    path = case["path"]
    await notified(city, path)
    await city.does(WORKER, f"{path}/council-appeal", {})
    await city.does(WORKER, f"{path}/council-ruling", {"ruling": "schorsing"})
    assert RUNS in await page_of(app, city, case["dossier"])
    await sells(city, case["dossier"], SELLER, BUYER)
    assert RUNS in await page_of(app, city, case["dossier"])
    await city.does(WORKER, f"{path}/council-ruling", {"ruling": "verwerping"})
    assert await is_suspended(city, case["dossier"])
    assert RUNS not in await page_of(app, city, case["dossier"])


@pytest.mark.parametrize("how", ["annulled", "lifted", "over"])
async def test_nor_of_one_that_cannot_work_any_more(app: FastAPI, city: City, how: str) -> None:
    case = await decided(city, "schorsing", lasts=80)
    path = case["path"]
    await notified(city, path)
    await city.does(WORKER, f"{path}/council-appeal", {})
    await city.does(WORKER, f"{path}/council-ruling", {"ruling": "schorsing"})
    if how == "annulled":
        await city.does(WORKER, f"{path}/council-ruling", {"ruling": "vernietiging"})
    elif how == "lifted":
        await city.does(COLLEGE, f"{path}/retake", WHY | {"restart": "niets"})
    else:
        city.now = case["ends"]
    assert RUNS not in await page_of(app, city, case["dossier"])


async def test_a_buyer_is_told_of_no_case_that_cannot_reach_him(app: FastAPI, city: City) -> None:
    """Whoever held it before was invited after the sale: about what he did in the house then."""
    case = await warned(city)
    await city.transfers(case["premisesId"])
    await sells(city, case["dossier"], SELLER, BUYER)
    await invite(city, case["path"])
    assert RUNS not in await page_of(app, city, case["dossier"])
    await suspended_from_the_hearing_on(city, case["path"])
    assert not await is_suspended(city, case["dossier"])


async def dossier_of(city: City, case: Measure) -> str:
    listed = f"/v1/suitability-dossiers?premisesId={case.premises_id}"
    (dossier,) = (await city.sees(OFFICE, listed))["_embedded"]["dossiers"]
    return f"/v1/suitability-dossiers/{dossier['dossierId']}"


def suspension(case: Measure) -> dict[str, Any]:
    until = str(case.today + timedelta(days=60))
    return {"grond": "ngw_134ter", "inhoud": "schorsing", "tot": until}


async def signed(case: Measure) -> None:
    await case.draw_up(**suspension(case))
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")


@pytest.mark.parametrize(("restart", "bound"), [("hoorzitting", False), ("bevel", True)])
async def test_an_invitation_of_the_mayor_that_was_taken_back_binds_no_buyer(
    app: FastAPI, city: City, restart: str, bound: bool
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    path = await dossier_of(city, case)
    await case.heard()
    await signed(case)
    await case.does(case.mayor, "hernemen", vanaf=restart, reden="Het verkeerde pand.", zeker="ja")
    await sells(city, path, SELLER, BUYER)
    city.later(days=1)
    if restart == "hoorzitting":
        await case.heard()
    assert (RUNS in await page_of(app, city, path)) is bound
    if not bound:
        draft = suspension(case) | {"motivering": "Feiten."}
        assert "geen verklaring" in await case.refused(case.worker, "opstellen", **draft)
        return
    await signed(case)
    await case.does(case.worker, "kennisgeving", beroep="true")
    assert await is_suspended(city, path)


async def test_a_buyer_is_told_of_an_order_that_the_council_stayed(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    path = await dossier_of(city, case)
    await case.heard()
    await signed(case)
    await case.does(case.worker, "kennisgeving", beroep="true")
    await case.does(case.worker, "raad-van-state", schorsing="gewoon")
    await case.does(case.worker, "raad-van-state-uitspraak", uitspraak="schorsing", zeker="ja")
    assert RUNS in await page_of(app, city, path)
    await sells(city, path, SELLER, BUYER)
    await case.does(case.worker, "raad-van-state-uitspraak", uitspraak="verwerping", zeker="ja")
    assert await is_suspended(city, path)


@pytest.mark.parametrize("measure", ["schorsing", "opheffing"])
async def test_what_an_investigation_of_integrity_decides_stays_with_whom_it_is_about(
    app: FastAPI, city: City, measure: str
) -> None:
    """Decision 0204: sold before anything was proposed, the buyer keeps what he bought."""
    with ordinance(app):
        filed = await city.granted(SELLER)
        path = filed["path"]
        case = await Investigation.starts(app, city, nummer=filed["number"])
        await case.heard()
        await sells(city, path, SELLER, BUYER)
        motivation = "Feiten die vaststaan."
        await case.does(
            case.mayor, "voorstel", maatregel=measure, misbruik="true", motivering=motivation
        )
        more = {"maanden": "4", "voorwaarden": "Geen."} if measure == "schorsing" else {}
        said = {"antwoord": "Neen.", "motivering": motivation, "zeker": "ja"}
        await case.does(case.college, "beslissing", maatregel=measure, **said, **more)
        today = str(city_day(city.now))
        await case.does(case.lawyer, "kennisgeving", ontvangen=today, bijlage="true", beroep="true")
        city.later(days=16)
        await case.becomes("De beslissing werkt")
        seen = await city.sees(OFFICE, path)
        assert (seen["owner"], seen["state"], seen["suspended"]) == (BUYER, "toegekend", False)
        await sells(city, path, BUYER, "OWN-082")


@pytest.mark.parametrize(("days", "may"), [(-1, True), (0, True), (1, False)])
def test_a_declaration_is_sold_until_its_last_day(days: int, may: bool) -> None:
    """Also where the clock has still to end it, hours after midnight."""
    last = date(2026, 3, 16)
    file = DossierFile(DossierState.TOEGEKEND, False, 0, 0, valid_to=last)
    today = last + timedelta(days=days)
    assert SUITABILITY.permits(file, DossierStep.CHANGE_ASSESSMENT, today) is may
    assert SUITABILITY.permits(file, DossierStep.CHANGES, today) is may
