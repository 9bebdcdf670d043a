"""Visits with a day: planned along the street, filled in room by room, done with the last."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from contracts import Event
from contracts.enforcement import SuitabilityVisitCompleted, SuitabilityVisitPlanned
from enforcement.suitability.rules.checklist import Point, points, result_of

from ..support.browser import Browser, signed_in
from ..support.city import City

OFFICE = Function.PROSTITUTIEAMBTENAAR


@pytest.fixture
async def officer(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, OFFICE, f"bezoekt-{uuid4().hex[:6]}")


async def events(city: City, dossier_id: str, kind: type[Event]) -> list[Any]:
    """What enforcement told of a dossier, of one kind."""
    told = await city.sandbox.recorded("enforcement", kind)
    return [kind.model_validate(each.data) for each in told if each.partition_key == dossier_id]


def all_in_order(city: City, **other: str) -> dict[str, str]:
    return dict.fromkeys(points(city_day(city.now), "raam"), "in_orde") | other


async def planned(city: City, officer: Browser, *dossiers: str, days: int = 3) -> list[str]:
    """The addresses of the visits of these houses, on a day."""
    day = city_day(city.now) + timedelta(days=days)
    assert await officer.does("/bezoeken", pand=list(dossiers), dag=f"{day}") == "/bezoeken"
    told = [(await events(city, each, SuitabilityVisitPlanned))[-1] for each in dossiers]
    return [f"/bezoeken/{each.visit_id}" for each in told]


async def test_houses_get_a_day_and_another_day_keeps_the_visit(
    city: City, officer: Browser
) -> None:
    first, second = [(await city.granted())["dossierId"] for _ in range(2)]
    visit, _other = await planned(city, officer, first, second)
    page = (await officer.get("/bezoeken")).text
    assert f'href="{visit}"' in page
    (again,) = await planned(city, officer, first, days=5)
    assert again == visit
    told = await events(city, first, SuitabilityVisitPlanned)
    assert [each.planned_for - city_day(city.now) for each in told] == [
        timedelta(days=3),
        timedelta(days=5),
    ]
    assert {str(each.kind) for each in told} == {"proactief"}


async def test_a_visit_is_filled_in_room_by_room_and_may_be_left_in_between(
    city: City, officer: Browser
) -> None:
    dossier = (await city.granted())["dossierId"]
    (visit,) = await planned(city, officer, dossier)
    assert "eerst minstens één ruimte" in await officer.is_told(visit)
    assert await officer.does(f"{visit}/1", **all_in_order(city)) == f"{visit}/2"
    assert "1 van 2 ruimten ingevuld" in await officer.sees(visit)
    assert "1 van 2 ruimten ingevuld" in await officer.sees("/bezoeken")
    short = all_in_order(city, alarmknop="tekort")
    assert await officer.does(f"{visit}/2", **short) == visit
    form = (await officer.get(f"{visit}/2")).text
    assert form.count("checked") == len(short)
    assert await officer.does(visit) == f"/geschiktheid/{dossier}"
    (done,) = await events(city, dossier, SuitabilityVisitCompleted)
    assert f"/bezoeken/{done.visit_id}" == visit
    assert (str(done.kind), str(done.result), done.rooms_visited) == ("proactief", "tekorten", 2)
    page = (await officer.get("/bezoeken")).text
    assert f'href="{visit}"' not in page
    for path in (visit, f"{visit}/1"):
        assert (await officer.get(path)).status_code == 404
        assert (await officer.post(path, all_in_order(city))).status_code == 404
    assert len(await events(city, dossier, SuitabilityVisitCompleted)) == 1


async def test_a_visit_of_an_application_is_planned_from_its_dossier(
    city: City, officer: Browser
) -> None:
    dossier = (await city.ready())["dossierId"]
    assert "Plan een bezoek" in await officer.sees(f"/geschiktheid/{dossier}")
    day = f"{city_day(city.now) + timedelta(days=2)}"
    await officer.does("/bezoeken", pand=dossier, dag=day, aanleiding="aanvraag")
    (told,) = await events(city, dossier, SuitabilityVisitPlanned)
    assert str(told.kind) == "reactief"
    visit = f"/bezoeken/{told.visit_id}"
    assert f'href="{visit}"' in (await officer.get(f"/geschiktheid/{dossier}")).text
    await officer.does(f"{visit}/1", **all_in_order(city))
    await officer.does(visit)
    (done,) = await events(city, dossier, SuitabilityVisitCompleted)
    assert (str(done.reason), str(done.result), done.rooms_visited) == ("aanvraag", "in_orde", 1)


async def test_a_room_is_kept_when_every_point_has_a_finding(city: City, officer: Browser) -> None:
    (visit,) = await planned(city, officer, (await city.granted())["dossierId"])
    short = all_in_order(city)
    short.pop("alarmknop")
    assert "Kies wat je zag" in await officer.is_told(f"{visit}/1", **short)
    await officer.is_told(f"{visit}/1", **all_in_order(city, alarmknop="misschien"))
    assert "0 van 2 ruimten ingevuld" in await officer.sees(visit)
    assert (await officer.get(f"{visit}/3")).status_code == 404


async def test_a_visit_that_is_noted_without_the_list_ends_the_planned_one(
    city: City, officer: Browser
) -> None:
    dossier = (await city.granted())["dossierId"]
    (visit,) = await planned(city, officer, dossier)
    noted = {"soort": "proactief", "aanleiding": "jaarlijks", "resultaat": "in_orde"}
    await officer.does(f"/geschiktheid/{dossier}/bezoek", **noted, ruimten="2")
    assert (await officer.get(visit)).status_code == 404
    (done,) = await events(city, dossier, SuitabilityVisitCompleted)
    assert f"/bezoeken/{done.visit_id}" == visit


async def test_a_day_that_is_over_and_a_house_without_declaration_are_refused(
    city: City, officer: Browser
) -> None:
    dossier = (await city.granted())["dossierId"]
    yesterday = city_day(city.now) - timedelta(days=1)
    tomorrow = city_day(city.now) + timedelta(days=1)
    assert "nog moet komen" in await officer.is_told("/bezoeken", pand=dossier, dag=f"{yesterday}")
    assert "Kies een dag" in await officer.is_told("/bezoeken", pand=dossier)
    assert "minstens één pand" in await officer.is_told("/bezoeken", dag=f"{tomorrow}")
    filed = (await city.files())["dossierId"]
    assert "nu niet bezocht" in await officer.is_told("/bezoeken", pand=filed, dag=f"{tomorrow}")
    assert not await events(city, filed, SuitabilityVisitPlanned)


@pytest.mark.parametrize(
    ("rooms", "result"),
    [
        ({}, "in_orde"),
        ({"1": {}}, "in_orde"),
        ({"1": {"alarmknop": "in_orde"}, "2": {"alarmknop": "nvt"}}, "in_orde"),
        ({"1": {"alarmknop": "tekort"}}, "tekorten"),
        ({"1": {"bed": "in_orde"}, "2": {"bed": "in_orde", "alarmknop": "tekort"}}, "tekorten"),
    ],
)
def test_one_shortcoming_in_one_room_is_one_of_the_premises(
    rooms: dict[str, dict[str, str]], result: str
) -> None:
    assert result_of(rooms) == result


def test_the_alarm_button_is_looked_at_since_the_regulation_asks_for_it() -> None:
    asked = [
        day
        for day in ("2023-05-31", "2023-06-01")
        if "alarmknop" in points(date.fromisoformat(day), "raam")
    ]
    assert asked == ["2023-06-01"]


def test_a_point_is_looked_at_from_its_first_day_to_its_last_and_at_its_types_alone() -> None:
    first, last = date(2026, 3, 2), date(2026, 3, 31)
    bed = Point(code="bed", valid_from=first, valid_until=last, types=("raam",))
    day = timedelta(days=1)
    asked = [bed.is_due(on, "raam") for on in (first - day, first, last, last + day)]
    assert asked == [False, True, True, False]
    assert not bed.is_due(first, "evenement")
    assert Point(code="bed", valid_from=first).is_due(last, "evenement")
