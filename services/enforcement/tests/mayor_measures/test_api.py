"""A closure for trafficking over the API, by a program of the city, from its start to its end."""

from datetime import timedelta
from typing import Any

import pytest

from chassis.days import city_day
from chassis.web import Function

from ..support.city import City

WORKER, MAYOR = Function.DOSSIERBEHANDELAAR_BH, Function.KABINET_BURGEMEESTER
COLLEGE = Function.COLLEGE_SECRETARIS
MEASURES = "/v1/mayor-measures"
BEGINS = {"kind": "sluiting_mensenhandel", "grounds": "Informatierapport.", "branch": "raam"}
CONSULTED = {"stance": "akkoord", "said": "Parketmagistraat, geen bezwaar."}
ANSWER = {"defenceAnswer": "U ontkende het."}
DRAFT = {"basis": "ngw_135", "content": "sluiting", "motivation": "Feiten die vaststaan."}
SEALS = {"reason": "Toch open."}
PENALTY = {
    "amountCents": 50_000,
    "unit": "per_dag",
    "ceilingCents": 500_000,
    "graceUntil": "2026-03-02",
}
NOBODYS = "00000000-0000-4000-8000-000000000000"


async def begun(city: City) -> dict[str, Any]:
    filed = await city.granted()
    case = await city.does(WORKER, MEASURES, BEGINS | {"number": filed["number"]})
    return case | {"path": f"{MEASURES}/{case['caseId']}"}


async def drawn_up(city: City) -> dict[str, Any]:
    case = await begun(city)
    path, today = case["path"], city_day(city.now)
    await city.does(WORKER, f"{path}/consultation", CONSULTED)
    hearing = city.now + timedelta(days=4)
    invitation = {"hearingAt": hearing.isoformat(), "receivedOn": str(today)}
    await city.does(WORKER, f"{path}/hearing-invitation", invitation)
    city.later(days=5)
    await city.does(WORKER, f"{path}/hearing", {"report": "De uitbater kwam."})
    draft = {
        "basis": "ngw_134quinquies",
        "content": "sluiting",
        "motivation": "Feiten die vaststaan.",
        "ends": (city.now + timedelta(days=150)).isoformat(),
        "victims": True,
    }
    await city.does(WORKER, f"{path}/proposal", draft)
    return case


async def test_a_closure_from_its_start_to_its_lifting(city: City) -> None:
    case = await drawn_up(city)
    path = case["path"]
    await city.does(MAYOR, f"{path}/order", ANSWER)
    await city.does(WORKER, f"{path}/notification", {})
    today = str(city_day(city.now))
    listed = await city.does(COLLEGE, "/v1/college-meetings", {"day": today})
    assert today in {each["day"] for each in listed["meetings"]}
    confirmed = await city.does(COLLEGE, f"{path}/confirmation", {"meetingOn": today})
    assert confirmed["state"] == "ter_kennis_gebracht"
    penalty = {"amountCents": 50_000, "unit": "per_dag", "ceilingCents": 500_000}
    penalty["graceUntil"] = str(city_day(city.now) + timedelta(days=3))
    await city.does(MAYOR, f"{path}/enforcement", {"reason": "Toch open.", "penalty": penalty})
    await city.does(WORKER, f"{path}/execution-check-request")
    await city.does(WORKER, f"{path}/council-appeal", {"urgency": "gewoon"})
    assert (await city.sees(COLLEGE, f"{path}/council-appeal"))["urgency"] == "gewoon"
    shown = await city.sees(COLLEGE, path)
    assert [order["confirmedOn"] for order in shown["orders"]] == [today]
    assert [each["amountCents"] for each in shown["means"]] == [50_000]
    await city.does(MAYOR, f"{path}/lifting", {"motivation": "Alles is in orde."})
    closed = await city.does(WORKER, f"{path}/closing", {})
    assert closed["state"] == "afgesloten"
    assert (await city.told(case["caseId"]))[-1] == "mayor-measure-closed"


async def test_each_refusal_names_its_field_and_changes_nothing(city: City) -> None:
    case = await begun(city)
    path = case["path"]
    early = await city.call(MAYOR, "POST", f"{path}/order", ANSWER)
    assert early.status_code == 409
    wrong = await city.call(WORKER, "POST", f"{path}/proposal", {"basis": "ngw_135"})
    assert wrong.status_code == 422
    both = BEGINS | {"number": "GV/1", "place": None}
    neither = await city.call(WORKER, "POST", MEASURES, {**both, "number": None})
    assert neither.status_code == 422
    unknown = await city.call(WORKER, "POST", MEASURES, BEGINS | {"number": "GV/1"})
    assert [each["field"] for each in unknown.json()["errors"]] == ["number"]
    late = await drawn_up(city)
    await city.does(MAYOR, f"{late['path']}/order", ANSWER)
    meeting = {"meetingOn": str(city_day(city.now) + timedelta(days=9))}
    refused = await city.call(COLLEGE, "POST", f"{late['path']}/confirmation", meeting)
    assert [each["field"] for each in refused.json()["errors"]] == ["meetingOn"]
    assert (await city.sees(WORKER, path))["state"] == "ernstige_aanwijzingen"


async def test_the_college_finds_what_was_ordered_alone(city: City) -> None:
    case = await begun(city)
    assert (await city.call(COLLEGE, "GET", case["path"])).status_code == 404
    today = str(city_day(city.now))
    for step in ("confirmation", "refusal"):
        answer = await city.call(COLLEGE, "POST", f"{case['path']}/{step}", {"meetingOn": today})
        assert answer.status_code == 404, step
    found = await city.sees(COLLEGE, f"{MEASURES}?state=ernstige_aanwijzingen")
    assert found["_embedded"]["mayorMeasures"] == []
    pages = await city.sees(WORKER, f"{MEASURES}?state=ernstige_aanwijzingen&pagesize=100")
    assert case["caseId"] in {each["caseId"] for each in pages["_embedded"]["mayorMeasures"]}


async def test_a_place_without_a_declaration(city: City) -> None:
    place = {
        "label": "Bar",
        "street": "Kanariestraat",
        "houseNumber": "9B",
        "postcode": "2000",
        "owner": "OWN-001",
    }
    case = await city.does(WORKER, MEASURES, BEGINS | {"place": place})
    assert (await city.sees(WORKER, f"{MEASURES}/{case['caseId']}"))["unlisted"] is True


async def test_a_meeting_is_entered_cancelled_and_closed(city: City) -> None:
    meetings = "/v1/college-meetings"
    today, tomorrow = city_day(city.now), city_day(city.now) + timedelta(days=1)
    for day in (today, tomorrow):
        await city.does(COLLEGE, meetings, {"day": str(day)})
    await city.does(COLLEGE, f"{meetings}/{tomorrow}/cancellation")
    gone = await city.does(COLLEGE, f"{meetings}/{today}/closing")
    assert not {str(today), str(tomorrow)} & {each["day"] for each in gone["meetings"]}
    again = await city.call(COLLEGE, "POST", meetings, {"day": str(today)})
    assert [each["field"] for each in again.json()["errors"]] == ["day"]
    past = {"day": str(today - timedelta(days=63))}
    refused = await city.call(COLLEGE, "POST", meetings, past)
    assert [each["field"] for each in refused.json()["errors"]] == ["day"]
    assert (await city.call(WORKER, "POST", meetings, past)).status_code == 403


@pytest.mark.parametrize(
    ("who", "step", "body", "field"),
    [
        (WORKER, "consultation", CONSULTED | {"said": "ab"}, "said"),
        (WORKER, "consultation", CONSULTED | {"on": "9999-12-31"}, "on"),
        (WORKER, "proposal", DRAFT | {"urgency": "ab"}, "urgency"),
        (WORKER, "proposal", DRAFT | {"ends": "9999-12-31T00:00:00Z"}, "ends"),
        (MAYOR, "lifting", {"motivation": "ab"}, "motivation"),
        (MAYOR, "enforcement", {"reason": "ab"}, "reason"),
        (MAYOR, "enforcement", SEALS | {"penalty": PENALTY | {"amountCents": 0}}, "amountCents"),
        (
            MAYOR,
            "enforcement",
            SEALS | {"penalty": PENALTY | {"amountCents": 100_000_001}},
            "amountCents",
        ),
        (WORKER, "forfeiture", {"firstDay": "0202-03-02", "reason": "Open."}, "firstDay"),
    ],
)
async def test_the_api_holds_to_the_rule_of_the_page(
    city: City, who: Function, step: str, body: dict[str, Any], field: str
) -> None:
    """Three letters at least, years in which clocks run, and a million euros at most."""
    answer = await city.call(who, "POST", f"{MEASURES}/{NOBODYS}/{step}", body)
    assert answer.status_code == 422, answer.text
    assert [each["field"].rpartition(".")[2] for each in answer.json()["errors"]] == [field]
