"""Costs that a court awards with its judgment: a debt beside the fine, never a part of it."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from ..support.browser import signed_in
from ..support.camt import entry
from ..support.city import City
from ..support.fines import FINANCE, paid
from ..support.procedure import WORKER, FineCase
from .test_import import reads, waiting

CONFIRMED = {"verdict": "bevestigd", "summary": "Terecht."}


async def costs_of(city: City, case: FineCase) -> Any:
    listed = await city.sees(FINANCE, "/v1/court-costs?pagesize=500")
    rows = [row for row in listed["_embedded"]["courtCosts"] if row["caseId"] == str(case.case_id)]
    return next(iter(rows), None)


async def appealed(city: City, app: FastAPI) -> FineCase:
    case = await (await (await FineCase.opens(city, app)).fined(150)).notified()
    await case.does("appeal")
    return case


@pytest.mark.parametrize("owed_by", ["persoon", "stad"])
async def test_costs_are_claimed_or_paid_apart_from_the_fine(
    city: City, app: FastAPI, owed_by: str
) -> None:
    case = await appealed(city, app)
    worker = await signed_in(app, city, WORKER, "legt-vonnis-vast")
    said = {"vonnis": "bevestigd", "samenvatting": "Terecht.", "zeker": "ja"}
    page = f"/dossiers/{case.case_id}/vonnis"
    await worker.does(page, **said, kosten_van=owed_by, kosten="235,50")
    await case.becomes("te_betalen")
    claim = await city.sees(FINANCE, f"/v1/claims/{case.case_id}")
    assert (claim["owedCents"], claim["outstandingCents"]) == (15_000, 15_000)
    costs = await costs_of(city, case)
    assert (costs["owedBy"], costs["amountCents"]) == (owed_by, 23_550)
    await paid(city, f"/v1/claims/{case.case_id}", 15_000)
    assert (await costs_of(city, case)) is not None, "the fine pays nothing of them"
    finance = await signed_in(app, city, FINANCE, "int-kosten")
    shown = await finance.sees("/betalingen")
    assert "€ 235,50" in shown and "Deze kosten staan los van de geldboete" in shown
    page = f"/betalingen/{case.case_id}/gerechtskosten"
    assert "Ja, dit is betaald" in await finance.sees(page)
    assert ("De stad betaalt dit" in await finance.sees(page)) is (owed_by == "stad")
    assert await costs_of(city, case) is not None, "whoever looks has paid nothing"
    await finance.is_told(page, dag=f"{city.today + timedelta(days=1)}")
    await finance.does(page)
    assert await costs_of(city, case) is None
    steps = [line["step"] for line in (await case.look())["timeline"]]
    assert steps[-1] == "court-costs-settled"
    assert "Gerechtskosten die onlangs betaald zijn" in await finance.sees("/betalingen")
    await finance.is_told(f"{page}/ongedaan", reden="")
    await finance.does(f"{page}/ongedaan", reden="Voor een ander dossier.")
    assert (await costs_of(city, case))["amountCents"] == 23_550
    last = (await case.look())["timeline"][-1]
    assert (last["step"], last["reason"]) == ("court-costs-reopened", "Voor een ander dossier.")
    assert (await finance.post(f"{page}/ongedaan", {"reden": "Nog eens."})).status_code == 409


@pytest.mark.parametrize(
    ("costs", "field"),
    [
        ({"costsOwedBy": "persoon"}, "costsCents"),
        ({"costsCents": 100}, "costsOwedBy"),
        ({"costsOwedBy": "stad", "costsCents": 0}, "costsCents"),
    ],
)
async def test_half_of_what_costs_need_is_refused_and_nothing_is_judged(
    city: City, app: FastAPI, costs: dict[str, Any], field: str
) -> None:
    case = await appealed(city, app)
    path = f"{case.path}/judgment"
    answer = await city.call(WORKER, "POST", path, CONFIRMED | costs)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert await case.state() == "beroep_ingesteld"


async def test_costs_are_paid_once_and_on_no_day_before_the_judgment(
    city: City, app: FastAPI
) -> None:
    case = await appealed(city, app)
    await case.does("judgment", **CONFIRMED, costsOwedBy="persoon", costsCents=24_000)
    path = f"/v1/court-costs/{case.case_id}/settlement"
    today: date = city.today
    for days, status in ((-1, 422), (1, 422), (0, 204), (0, 409)):
        body = {"on": f"{today + timedelta(days=days)}"}
        assert (await city.call(FINANCE, "POST", path, body)).status_code == status
    assert (await city.call(WORKER, "POST", path, {})).status_code == 403


async def test_who_takes_one_of_several_appeals_back_owes_its_costs(
    city: City, app: FastAPI
) -> None:
    case = await appealed(city, app)
    await case.does("appeal")
    await case.does("judgment", verdict="afstand", costsOwedBy="persoon", costsCents=5_000)
    assert await case.state() == "beroep_ingesteld"
    assert (await costs_of(city, case))["amountCents"] == 5_000


async def test_finance_asks_nobody_for_costs_while_the_police_ask_to_wait(
    city: City, app: FastAPI
) -> None:
    case = await appealed(city, app)
    await case.does("judgment", **CONFIRMED, costsOwedBy="persoon", costsCents=24_000)
    await case.police_ask_to_wait()
    assert await costs_of(city, case) is None
    await case.does("release", motivation="Na overleg met de politie.")
    assert (await costs_of(city, case))["amountCents"] == 24_000


async def owed(city: City, app: FastAPI, owed_by: str = "persoon") -> tuple[FineCase, Any]:
    case = await appealed(city, app)
    await case.does("judgment", **CONFIRMED, costsOwedBy=owed_by, costsCents=24_000)
    return case, await costs_of(city, case)


async def test_costs_have_a_reference_of_their_own_and_a_line_of_the_bank_pays_them(
    city: City, app: FastAPI
) -> None:
    case, costs = await owed(city, app)
    await case.becomes("te_betalen")
    claim = await city.sees(FINANCE, f"/v1/claims/{case.case_id}")
    assert costs["reference"] not in (None, claim["reference"])
    result = await reads(
        city, entry(24_000, city.today, structured=costs["reference"], ref=uuid4().hex)
    )
    assert (result["matched"], result["toLookAt"]) == (1, 0)
    assert await costs_of(city, case) is None
    after = await city.sees(FINANCE, f"/v1/claims/{case.case_id}")
    assert after["outstandingCents"] == claim["outstandingCents"], "the fine is still owed"
    finance = await signed_in(app, city, FINANCE, "int-kosten-lijn")
    page = f"/betalingen/{case.case_id}/gerechtskosten"
    assert "Lijn van het rekeningafschrift" in await finance.sees(page)
    undone = await finance.post(f"{page}/ongedaan", {"reden": "Voor een ander dossier."})
    assert undone.status_code == 409


@pytest.mark.parametrize("cents", [23_999, 24_001])
async def test_another_amount_with_their_reference_waits_for_somebody(
    city: City, app: FastAPI, cents: int
) -> None:
    case, costs = await owed(city, app)
    result = await reads(
        city, entry(cents, city.today, structured=costs["reference"], ref=uuid4().hex)
    )
    assert (result["matched"], result["toLookAt"]) == (0, 1)
    assert await costs_of(city, case) is not None


async def test_what_the_city_owes_has_no_reference(city: City, app: FastAPI) -> None:
    _case, costs = await owed(city, app, "stad")
    assert costs["reference"] is None


async def test_a_line_is_matched_to_costs_by_hand_and_taken_back(city: City, app: FastAPI) -> None:
    case, costs = await owed(city, app)
    before = [each["lineId"] for each in await waiting(city)]
    await reads(city, entry(24_000, city.today, ref=uuid4().hex))
    (line,) = [each for each in await waiting(city) if each["lineId"] not in before]
    path = f"/v1/statement-lines/{line['lineId']}"
    await city.does(FINANCE, f"{path}/match", {"claim": costs["reference"]})
    assert await costs_of(city, case) is None
    finance = await signed_in(app, city, FINANCE, "int-kosten-hand")
    shown = await finance.sees(f"/betalingen/lijnen/{line['lineId']}")
    assert f"{costs['number']}: gerechtskosten" in shown
    reason = "Voor een ander dossier."
    await finance.does(f"/betalingen/lijnen/{line['lineId']}/ongedaan", reden=reason)
    assert (await costs_of(city, case))["amountCents"] == 24_000
    again = [each["lineId"] for each in await waiting(city)]
    assert line["lineId"] in again, "somebody looks at the line again"
