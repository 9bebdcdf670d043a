"""What a page of a fine refuses, its route refuses too, and the other way round."""

from typing import Any

from fastapi import FastAPI

from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import City
from ..support.procedure import OFFICER, WORKER, FineCase, fine

SHORT = {"motivation": "ab"}
"""Two letters say nothing to whoever reads the reason."""


async def fields(case: FineCase, step: str, who: Function, body: dict[str, Any]) -> list[str]:
    """The fields that the API refuses."""
    answer = await case.city.call(who, "POST", f"{case.path}/{step}", body)
    assert answer.status_code == 422, answer.text
    return [each["field"] for each in answer.json()["errors"]]


async def test_the_api_holds_to_the_length_of_the_page(city: City, app: FastAPI) -> None:
    case = await FineCase.opens(city, app)
    for step in ("shelving", "inadmissible"):
        assert await fields(case, step, WORKER, SHORT) == ["motivation"]
    await case.started()
    assert await fields(case, "written-defence", WORKER, {"summary": "ab"}) == ["summary"]
    assert await fields(case, "hearing", WORKER, {"report": "ab"}) == ["report"]
    assert await fields(case, "dismissal", OFFICER, {"kind": "waarschuwing", **SHORT}) == [
        "motivation"
    ]
    assert await fields(case, "fine", OFFICER, fine(100, **SHORT)) == ["motivation"]
    assert await fields(case, "fine-correction", OFFICER, {"amount": 50, **SHORT}) == ["motivation"]
    assert await fields(case, "fine-withdrawal", OFFICER, SHORT) == ["motivation"]
    assert await case.state() == "opgestart"


async def test_a_hold_ends_for_a_reason_as_short_as_on_its_page(city: City, app: FastAPI) -> None:
    case = await FineCase.opens(city, app, on_hold=True)
    for reason in ("ab", "x" * 401):
        assert await fields(case, "release", WORKER, {"motivation": reason}) == ["motivation"]
    await case.does("release", motivation="x" * 400)
    assert await case.state() == "geregistreerd"


async def test_a_page_says_as_its_route_what_an_amount_may_be(city: City, app: FastAPI) -> None:
    """The bound of the law (GAS law art. 4, since 2024: 500 euros), and none of the form's own."""
    case = await FineCase.opens(city, app)
    worker = await signed_in(app, city, WORKER, "bedragen")
    for amount in ("0", "100001", "9999999999"):
        told = await worker.is_told(f"/dossiers/{case.case_id}/bekijken", bedrag=amount)
        assert "Error: Kies een bedrag van 1 tot en met 500 euro." in told
        status, reason = await case.tries("triage", envisaged=int(amount))
        assert (status, reason) == (422, "Kies een bedrag van 1 tot en met 500 euro.")
    assert (await case.look())["envisaged"] is None


async def test_nobody_looked_at_a_page_whose_tick_is_empty(city: City, app: FastAPI) -> None:
    """A program says by its call what people say by a tick: that the police were asked."""
    case = await (await FineCase.opens(city, app)).ready()
    worker = await signed_in(app, city, WORKER, "vinkje")
    page = f"/dossiers/{case.case_id}/nagaan"
    assert "wachten.: Dit veld is verplicht." in await worker.is_told(page)
    assert (await case.look())["policeConsultedOn"] is None
    await worker.does(page, gevraagd="true")
    assert (await case.look())["policeConsultedOn"] == f"{city.today}"
