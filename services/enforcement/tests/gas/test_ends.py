"""Ends of a fine case: nothing waits any more, neither for the police nor for an hour."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.web import Function
from enforcement.gas import notified
from enforcement.registers.destroy import KEY

from ..support.browser import signed_in
from ..support.city import City
from ..support.letters import address
from ..support.pdf import text_of
from ..support.procedure import OFFICER, WORKER, FineCase

WHY = {"motivation": "Zij is zelf slachtoffer."}
ENDS: dict[str, tuple[Function, dict[str, Any]]] = {
    "shelving": (WORKER, {"motivation": "Geen vervolg."}),
    "dismissal": (OFFICER, {"kind": "geen_geldboete", **WHY}),
    "fine-withdrawal": (OFFICER, WHY),
    "judgment": (WORKER, {"verdict": "vernietigd"}),
}


@pytest.mark.parametrize("end", ENDS)
async def test_a_case_that_ended_no_longer_waits_for_the_police(
    city: City, app: FastAPI, end: str
) -> None:
    case = await FineCase.opens(city, app)
    if end == "dismissal":
        await case.started()
    if end in ("fine-withdrawal", "judgment"):
        await (await case.fined()).notified()
    if end == "judgment":
        await case.does("appeal")
    await case.police_ask_to_wait()
    function, body = ENDS[end]
    await case.does(end, function, **body)
    assert not (await case.look())["onHold"]
    assert (await case.told()).count("gas-hold-changed") == 2
    worker = await signed_in(app, city, WORKER)
    assert "Doe niets tegen deze persoon" not in await worker.sees(f"/dossiers/{case.case_id}")


async def test_the_hour_of_a_hearing_is_free_again_once_its_case_ended(
    city: City, app: FastAPI
) -> None:
    case = await (await FineCase.opens(city, app)).started()
    moment = (city.now + timedelta(days=20)).isoformat()
    slot = await city.does(
        WORKER, "/v1/hearing-slots", {"startsAt": moment, "place": f"Zaal {case.case_id.hex[:6]}"}
    )
    await case.does("hearing-request", slotId=slot["slotId"])
    function, body = ENDS["dismissal"]
    await case.does("dismissal", function, **body)
    other = await (await FineCase.opens(city, app)).started()
    await other.does("hearing-request", slotId=slot["slotId"])
    assert await other.state() == "hoorzitting_gepland"


FREE: dict[str, tuple[str, Function, dict[str, Any], str]] = {
    "geen_geldboete": ("dismissal", OFFICER, {"kind": "geen_geldboete", **WHY}, "geen geldboete"),
    "waarschuwing": ("dismissal", OFFICER, {"kind": "waarschuwing", **WHY}, "een waarschuwing"),
    "bemiddeling_geslaagd": ("mediation-end", WORKER, {"result": "geslaagd"}, "is geslaagd"),
    "gemeenschapsdienst_volbracht": (
        *("community-service-end", WORKER, {"result": "volbracht"}),
        "deed de gemeenschapsdienst",
    ),
    "vervallen": ("expiry", OFFICER, {}, "De termijn om te beslissen is voorbij"),
}


@pytest.mark.parametrize("state", FREE)
async def test_whoever_got_an_opening_letter_hears_how_it_ended(
    city: City, app: FastAPI, state: str
) -> None:
    """Without a defence too; a letter says why, and that nothing is to be paid."""
    case = await (await FineCase.opens(city, app)).started()
    await address(city, str(case.case_id), "overtreder")
    body = {"caseId": str(case.case_id), "kind": "afloop"}
    assert (await city.call(WORKER, "POST", "/v1/letters", body)).status_code == 409
    if state == "bemiddeling_geslaagd":
        await case.letter(notified.mediation_offer_notified)
    if state == "gemeenschapsdienst_volbracht":
        await case.does("community-service-offer", hours=10)
        await case.letter(notified.community_service_notified)
    if state == "vervallen":
        case.go_to(date.fromisoformat((await case.look())["decideBy"]) + timedelta(days=1))
        # The night that destroys what is past its day was before: it finds the case still open.
        await city.timers_done(KEY)
    step, function, given, words = FREE[state]
    await case.does(step, function, **given)
    assert await case.state() == state
    worker = await signed_in(app, city, WORKER)
    page = f"/dossiers/{case.case_id}"
    assert "De brief over de afloop sturen" in await worker.sees(page)
    (letter,) = (await city.call(WORKER, "POST", "/v1/letters", body)).json()
    file = await worker.get(f"/brieven/{letter['letterId']}/brief.pdf")
    said = " ".join((await asyncio.to_thread(text_of, file.content)).split())
    assert words in said
    assert (WHY["motivation"] in said) is (step == "dismissal")
    assert "worden daar vijf jaar bewaard" not in said, "no sanction stands in the register"
    assert "De brief over de afloop sturen" not in await worker.sees(page)


async def test_who_defended_gets_an_answer_to_that_and_no_second_letter(
    city: City, app: FastAPI
) -> None:
    case = await (await FineCase.opens(city, app)).started()
    await address(city, str(case.case_id), "overtreder")
    await case.does("written-defence", summary="Ik was er niet.")
    await case.does("dismissal", OFFICER, kind="geen_geldboete", **WHY)
    worker = await signed_in(app, city, WORKER)
    page = await worker.sees(f"/dossiers/{case.case_id}")
    assert "De brief over de uitkomst van het verweer sturen" in page
    assert "De brief over de afloop sturen" not in page
