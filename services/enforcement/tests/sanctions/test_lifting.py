"""Who lifts what: the body that decided, at every door; and then nobody is sent to check it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from contracts.databank import ExecutionChecked
from contracts.enforcement import ExecutionCheckWithdrawn

from ..support.browser import signed_in
from ..support.city import City
from ..support.integrity import Investigation, ordinance
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.sanctions import COLLEGE, WORKER, decided, notified

CABINET = Function.KABINET_BURGEMEESTER
BODIES = (COLLEGE, CABINET)
WHY = {"motivation": "De eigenaar bracht alles in orde."}
FORM = {"motivering": "Alles is in orde.", "zeker": "ja"}


@dataclass
class Suspended:
    """A suspended declaration: its path, the body that suspends it, and the doors of that case."""

    dossier: str
    body: Function
    api: str | None
    page: str | None


async def by_sanction(app: FastAPI, city: City) -> Suspended:
    case = await decided(city, "schorsing", lasts=60)
    await notified(city, case["path"])
    page = f"/dossiers/{case['caseId']}/opheffen"
    return Suspended(case["dossier"], COLLEGE, f"{case['path']}/reopening", page)


async def by_mayor(app: FastAPI, city: City) -> Suspended:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    until = str(city_day(city.now) + timedelta(days=60))
    await case.notified(grond="ngw_134ter", inhoud="schorsing", tot=until)
    listed: Any = await city.sees(
        COLLEGE, f"/v1/suitability-dossiers?premisesId={case.premises_id}"
    )
    (dossier,) = listed["_embedded"]["dossiers"]
    api = f"/v1/mayor-measures/{case.case_id}/lifting"
    path = f"/v1/suitability-dossiers/{dossier['dossierId']}"
    return Suspended(path, CABINET, api, f"{case.page}/opheffen")


async def by_investigation(app: FastAPI, city: City) -> Suspended:
    filed = await city.granted()
    case = await Investigation.starts(app, city, nummer=filed["number"])
    await case.works("schorsing", maanden="4", voorwaarden="Andere zaakvoerder.")
    return Suspended(filed["path"], COLLEGE, None, f"{case.page}/opheffen")


@pytest.mark.parametrize("suspend", [by_sanction, by_mayor, by_investigation])
async def test_the_body_that_suspended_alone_lifts_it_at_every_door(
    app: FastAPI, city: City, suspend: Any
) -> None:
    with ordinance(app):
        case: Suspended = await suspend(app, city)
    lift = f"{case.dossier}/lifting"
    page = case.dossier.replace("/v1/suitability-dossiers", "/geschiktheid") + "/schorsing-opheffen"
    (other,) = (body for body in BODIES if body is not case.body)
    stranger = await signed_in(app, city, other, f"heft-op-{other}")
    for door in filter(None, (lift, case.api)):
        assert (await city.call(other, "POST", door, WHY)).status_code == 403, door
    for form in filter(None, (page, case.page)):
        answer = await stranger.post(form, FORM | {"reden": "Alles is in orde."})
        assert answer.status_code in (403, 422), form
    assert (await city.sees(COLLEGE, case.dossier))["suspended"]
    assert (await city.does(case.body, lift, WHY))["state"] == "toegekend"
    assert not (await city.sees(COLLEGE, case.dossier))["suspended"]
    assert (await city.call(case.body, "POST", lift, WHY)).status_code == 409


async def test_a_body_leaves_what_another_suspends(app: FastAPI, city: City) -> None:
    """The college lifts its own sanction; the measure of the mayor goes on until he lifts it."""
    sanction = await decided(city, "schorsing", lasts=60)
    await notified(city, sanction["path"])
    number = (await city.sees(COLLEGE, sanction["dossier"]))["number"]
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    case.page = await case.worker.does("/maatregelen/nieuw", **PUBLIC_ORDER, nummer=number)
    until = str(city_day(city.now) + timedelta(days=40))
    await case.notified(grond="ngw_134ter", inhoud="schorsing", tot=until)
    lift = f"{sanction['dossier']}/lifting"
    await city.does(COLLEGE, lift, WHY)
    assert (await city.sees(COLLEGE, sanction["dossier"]))["suspended"]
    assert (await city.call(COLLEGE, "POST", lift, WHY)).status_code == 403
    await city.does(CABINET, lift, WHY)
    assert not (await city.sees(COLLEGE, sanction["dossier"]))["suspended"]


async def withdrawn(city: City, case_id: str) -> int:
    events = await city.sandbox.recorded("enforcement", ExecutionCheckWithdrawn)
    return sum(str(each.data["caseId"]) == case_id for each in events)


async def test_what_was_lifted_at_the_declaration_is_checked_no_more(city: City) -> None:
    case = await decided(city, "schorsing", lasts=60)
    await notified(city, case["path"])
    await city.does(WORKER, f"{case['path']}/execution-check-request")
    await city.does(COLLEGE, f"{case['dossier']}/lifting", WHY)
    seen = await city.sees(WORKER, case["path"])
    assert seen["reopenedAt"] is not None
    assert seen["state"] == "ter_kennis_gebracht"
    assert await withdrawn(city, case["caseId"]) == 1
    asked = await city.call(WORKER, "POST", f"{case['path']}/execution-check-request")
    assert asked.status_code == 409


async def test_an_answer_that_crossed_the_lifting_is_kept(city: City) -> None:
    case = await decided(city, "tijdelijke_sluiting", lasts=60)
    await notified(city, case["path"])
    await city.does(WORKER, f"{case['path']}/execution-check-request")
    await city.does(COLLEGE, f"{case['path']}/reopening", WHY)
    answer = ExecutionChecked(
        case_id=case["caseId"], premises_id=case["premisesId"], checked_at=city.now, complied=False
    )
    ids = await city.sandbox.publish(answer, at=city.now)
    await city.sandbox.handled("enforcement", ids)
    seen = await city.sees(WORKER, case["path"])
    assert (seen["state"], seen["complied"]) == ("uitvoering_gecontroleerd", False)


@pytest.mark.parametrize(("days", "status"), [(9, 200), (12, 409)])
async def test_a_sanction_that_is_over_is_not_checked(city: City, days: int, status: int) -> None:
    case = await decided(city, "tijdelijke_sluiting", lasts=10)
    await notified(city, case["path"])
    city.later(days=days)
    asked = await city.call(WORKER, "POST", f"{case['path']}/execution-check-request")
    assert asked.status_code == status


async def test_a_stay_of_the_council_takes_the_check_off_too(city: City) -> None:
    case = await decided(city, "tijdelijke_sluiting", lasts=60)
    await notified(city, case["path"])
    await city.does(WORKER, f"{case['path']}/execution-check-request")
    await city.does(WORKER, f"{case['path']}/council-appeal", {})
    await city.does(WORKER, f"{case['path']}/council-ruling", {"ruling": "schorsing"})
    assert await withdrawn(city, case["caseId"]) == 1
    await city.does(WORKER, f"{case['path']}/council-ruling", {"ruling": "geen_schorsing"})
    await city.does(WORKER, f"{case['path']}/execution-check-request")


async def test_a_measure_that_the_mayor_lifted_is_checked_no_more(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    until = str(city_day(city.now) + timedelta(days=60))
    await case.notified(grond="ngw_134ter", inhoud="schorsing", tot=until)
    await case.does(case.worker, "controle-vragen")
    await case.does(case.mayor, "opheffen", reden="In orde.", zeker="ja")
    async with city.sandbox.asking("enforcement") as conn:
        order = await conn.fetchval(
            "SELECT order_id FROM measure_order WHERE case_id::text = $1", case.case_id
        )
    assert await withdrawn(city, str(order)) == 1
    assert "hoeft niet meer te controleren" in await case.worker.sees(case.page)


async def test_a_case_goes_on_without_an_answer_of_the_police(app: FastAPI, city: City) -> None:
    """They may never look: people take the question back, and close what is over."""
    case = await decided(city, "schorsing", lasts=60)
    await notified(city, case["path"])
    path = f"{case['path']}/execution-check-withdrawal"
    early = await city.call(WORKER, "POST", path, {"motivation": "Niet meer nodig."})
    assert early.status_code == 409, "nothing is asked yet"
    await city.does(WORKER, f"{case['path']}/execution-check-request")
    closing = f"{case['path']}/closing"
    assert (await city.call(WORKER, "POST", closing, {"reason": "Klaar."})).status_code == 409
    assert (await city.call(WORKER, "POST", path, {})).status_code == 422
    assert (await city.call(COLLEGE, "POST", path, WHY)).status_code == 403
    await city.does(WORKER, path, {"motivation": "De politie kan dit niet nakijken."})
    seen = await city.sees(WORKER, case["path"])
    assert seen["state"] == "ter_kennis_gebracht"
    assert seen["timeline"][-1]["reason"] == "De politie kan dit niet nakijken."
    assert await withdrawn(city, case["caseId"]) == 1
    await city.does(WORKER, f"{case['path']}/execution-check-request")
    worker = await signed_in(app, city, WORKER)
    page = f"/dossiers/{case['caseId']}"
    assert "De vraag aan de politie intrekken Klaar om te doen" in await worker.sees(page)
    await worker.is_told(f"{page}/controle-intrekken", reden="")
    await worker.does(f"{page}/controle-intrekken", reden="De zaak is al weg.")
    assert await withdrawn(city, case["caseId"]) == 2
    await worker.does(f"{page}/sanctie-afsluiten")
    assert (await city.sees(WORKER, case["path"]))["state"] == "afgesloten"
