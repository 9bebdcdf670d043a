"""Ends of a fine case: nothing waits any more, neither for the police nor for an hour."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import City
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
