"""Deployment, guidelines and the parket's set over the API, as the pages have them."""

from datetime import date
from typing import Any
from uuid import uuid4

import httpx

from chassis.days import city_day
from chassis.web import Function
from databank.police_plan.rules.deployment import period_after, period_of, plannable

from ..support.databank import Databank

DEPLOYMENTS, GUIDELINES = "/v1/deployments", "/v1/guidelines"


def leader(databank: Databank) -> Databank:
    return databank.as_(Function.POLITIE_TEAMLEIDER, "leider-1")


async def put(databank: Databank, path: str, body: dict[str, Any]) -> httpx.Response:
    at = {"Krachtlijn-Time": databank.clock.now().isoformat()}
    return await databank.client.put(path, json=body, headers=databank.officer | at)


async def test_a_deployment_is_fixed_beforehand_and_read_by_all(databank: Databank) -> None:
    chief, today = leader(databank), city_day(databank.clock.now())
    begins = plannable(today)[-1]
    body = {"people": 9, "material": "Een bus", "endangeredTasks": ["Markten", "Scholen"]}
    path = f"{DEPLOYMENTS}/{begins}"
    assert (await databank.get(path)).status_code == 404
    assert (await put(databank, path, body)).status_code == 403
    late = await put(chief, f"{DEPLOYMENTS}/{period_of(today)}", body)
    assert late.status_code == 422
    assert late.json()["errors"][0]["field"] == "begins"
    wrong = await put(chief, path, body | {"endangeredTasks": ["  "]})
    assert wrong.status_code == 422
    for people in (9, 10):
        kept = await put(chief, path, body | {"people": people})
        assert kept.status_code == 200, kept.text
    found = (await databank.get(path)).json()
    assert found["people"] == 10, "until it begins it may be fixed anew"
    assert found["endangeredTasks"] == ["Markten", "Scholen"]
    assert date.fromisoformat(found["after"]) == period_after(begins)
    assert found["begins"] in {row["begins"] for row in await databank.listed(DEPLOYMENTS)}


async def test_who_read_which_version_of_a_guideline(databank: Databank) -> None:
    chief, now = leader(databank), databank.clock.now()
    text = {"title": "Mannenprostitutie", "text": "Eerst hulp aanbieden."}
    assert (await databank.post(GUIDELINES, text, now)).status_code == 403
    (first,) = (await chief.created(GUIDELINES, text, now))["versions"]
    path = f"{GUIDELINES}/{first['guidelineId']}"
    for _ in range(2):
        read = await databank.created(f"{path}/versions/1/readers", {}, now)
        assert read["readers"] == ["agent-1"]
    next_one = await chief.created(f"{path}/versions", text | {"text": "Bijgewerkt."}, now)
    assert [each["number"] for each in next_one["versions"]] == [2, 1]
    versions = (await databank.get(path)).json()["versions"]
    assert [(each["number"], each["isRead"]) for each in versions] == [(2, False), (1, True)]
    assert (await databank.get(f"{path}/versions/2/readers")).json() == {"readers": []}
    newest = {row["guidelineId"]: row["number"] for row in await databank.listed(GUIDELINES)}
    assert newest[first["guidelineId"]] == 2
    unknown = f"{GUIDELINES}/{uuid4()}"
    assert (await databank.get(unknown)).status_code == 404
    assert (await chief.post(f"{unknown}/versions", text, now)).status_code == 404
    assert (await databank.post(f"{path}/versions/7/readers", {}, now)).status_code == 404
    recherche = databank.as_(Function.RECHERCHE, "recherche-1")
    assert (await recherche.get(path)).status_code == 200
    assert (await recherche.post(f"{path}/versions/2/readers", {}, now)).status_code == 403


async def test_the_parkets_set_and_its_agreement_are_read_by_leadership(
    databank: Databank,
) -> None:
    chief, now = leader(databank), databank.clock.now()
    paper = {"reference": "AKK-2013-API", "firstYear": 2013, "lastYear": 2013}
    assert (await chief.post("/v1/parket-agreements", paper, now)).status_code == 201
    counts = [{"kind": "dagvaarding", "ground": "drugs", "number": 8}]
    kept = await put(chief, "/v1/parket-counts/2013", {"counts": counts})
    assert kept.status_code == 204
    found = (await chief.get("/v1/parket-counts/2013")).json()
    assert found == {"year": 2013, "released": False, "counts": counts}
    agreements = {row["reference"] for row in await chief.listed("/v1/parket-agreements")}
    assert "AKK-2013-API" in agreements
    for path in ("/v1/parket-agreements", "/v1/parket-counts/2013"):
        assert (await databank.get(path)).status_code == 403
