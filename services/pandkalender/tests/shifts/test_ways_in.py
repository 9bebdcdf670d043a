"""No form and no API of the calendar in which a birth date is entered misses a minor (DP-11).

The forms and bodies are found by their fields, so that one without a row in ``WAYS`` fails.
"""

from collections.abc import Awaitable, Callable, Iterator
from datetime import date, timedelta
from typing import Any, get_args
from uuid import uuid4

import pytest
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from chassis.web import Body
from contracts.pandkalender import MinorDeclarationAttempted
from pandkalender.routes import ROUTERS

from ..support.browser import Browser
from ..support.city import NOW, City, Owner, worker
from ..support.rosters import LINE, upload, workbook
from ..support.timers import time_passes

Plant = Callable[[City, Owner, Browser, str, str], Awaitable[None]]


async def declared(city: City, owner: Owner, browser: Browser, name: str, born: str) -> None:
    answer = await owner.declare(who=worker(givenNames=name, birthDate=born, document=None))
    assert answer.json()["code"] == "leeftijd"


async def in_a_list(city: City, owner: Owner, browser: Browser, name: str, born: str) -> None:
    who = worker(givenNames=name, birthDate=born, document=None)
    await owner.post("/v1/rosters", {"shifts": [owner.shift(who=who)]})


async def on_a_form(city: City, owner: Owner, browser: Browser, name: str, born: str) -> None:
    year, month, day = [*born.split("-"), "", ""][:3]
    form = {
        "ruimte": str(owner.rooms[0]),
        "voornamen": name,
        "naam": "Voorbeeld",
        "geboorte-dag": day,
        "geboorte-maand": month,
        "geboorte-jaar": year,
        "nationaliteit": "ROU",
        "dag": "2026-01-06",
        "slot": "nacht",
    }
    answer = await browser.post("/aangeven/nieuw", form)
    assert "De leeftijdsvoorwaarde is niet voldaan." in answer.text


async def in_a_file(city: City, owner: Owner, browser: Browser, name: str, born: str) -> None:
    typed = "/".join(reversed(born.split("-")))
    await upload(browser, workbook([*LINE[:5], name, "Voorbeeld", typed]))
    await time_passes(city, NOW + timedelta(minutes=61))


WAYS: dict[str, Plant] = {
    "POST /v1/shifts": declared,
    "POST /v1/rosters": in_a_list,
    "NewWorkerShiftForm": on_a_form,
    "POST /rooster": in_a_file,
}
SHARED = {"NewWorkerForm": "the fields that a form and a row of a roster share"}


def models_of(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models in a type, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models_of(field.annotation)
    for inner in get_args(annotation):
        yield from models_of(inner)


def takes_a_birth_date(model: type[BaseModel]) -> bool:
    return any(
        word in name or word in (field.alias or "")
        for name, field in model.model_fields.items()
        for word in ("birth", "born", "geboorte", "geboren")
    )


def bodies(kind: type[Body]) -> Iterator[type[Body]]:
    for each in kind.__subclasses__():
        yield each
        yield from bodies(each)


def ways_in() -> set[str]:
    """JSON bodies and files by their route, and the forms of pages by their name."""
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    apis = {
        f"{method} {route.path}"
        for route in routes
        for method in route.methods
        for param in route.dependant.body_params
        if any(map(takes_a_birth_date, models_of(param.field_info.annotation)))
    }
    files = {"POST /rooster"} & {f"POST {route.path}" for route in routes}
    forms = {
        form.__name__
        for form in bodies(Body)
        if form.__module__.startswith("pandkalender.") and ".pages." in form.__module__
        if takes_a_birth_date(form)
    }
    return apis | files | forms


def test_every_form_and_api_that_takes_a_birth_date_is_tried_here() -> None:
    assert ways_in() - SHARED.keys() == WAYS.keys()


@st.composite
def minors(draw: st.DrawFn) -> str:
    """Somebody surely or possibly under 18 when the shift begins: whole, or known in part."""
    born = draw(st.dates(date(NOW.year - 18, 1, 7), date(NOW.year - 1, 12, 31)))
    return draw(st.sampled_from([f"{born}", f"{born:%Y-%m}", f"{born:%Y}"]))


@pytest.mark.parametrize("plant", WAYS.values(), ids=lambda plant: plant.__name__)
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_no_way_in_misses_a_minor(
    city: City, owner: Owner, browser: Browser, plant: Plant, data: st.DataObject
) -> None:
    born, name = data.draw(minors()), f"Ana{uuid4().hex[:8]}"
    await plant(city, owner, browser, name, born)
    attempts = await city.events(MinorDeclarationAttempted, premises_id=owner.premises_id)
    (found,) = [a for a in attempts if a.worker.value.identity.given_names == name]
    assert found.worker.value.identity.birth_date == born
    assert found.room_id in owner.rooms
