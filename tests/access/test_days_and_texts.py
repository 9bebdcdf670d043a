"""Days beyond every calendar and texts in every script: no form and no address breaks on them."""

import importlib
import pkgutil
import re
import typing
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zlib import crc32

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, ValidationError

from chassis.web import DOMAIN_OF, Actor, Body, permissions
from chassis.web.login import Assurance, SignIn, sessions
from launcher.sandbox import Sandbox

from .support.services import Built, client_of, concrete, is_page

DAYS = ("0001-01-01", "0202-03-04", "1899-12-31", "2200-01-01", "9999-12-31", "10000-01-01")
"""The first and the last that a computer knows, a mistyped 2022, the days beside the bound."""
KNOWN = ("1900-01-01", "2026-03-04", "2199-12-31")
TEXTS = ("王小明", "💋👩‍👩‍👧", "مرحبا (250)", "e\u0301\u0323", "\U000f0000")
NOT_TEXT = (
    "a\x00b",
    "a\ud800",
    "a\u202eb",
    "\u2066a\u2069",
    "\ufeff\u200f\u200b",
    "\u3164\u2800\x07",
)


def bodies(service: str) -> list[type[BaseModel]]:
    """Every model of what people send to a service: in its own modules and in the chassis."""
    package = importlib.import_module(service)
    for module in pkgutil.walk_packages(package.__path__, f"{service}."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: dict[type[BaseModel], None] = {}
    waiting: list[type[BaseModel]] = [Body]
    while waiting:
        known = waiting.pop()
        waiting += known.__subclasses__()
        if known.__module__.split(".")[0] in (service, "chassis"):
            found[known] = None
    return list(found)


def kinds(annotation: Any) -> Iterator[Any]:
    """The plain types in an annotation, however they are wrapped."""
    if isinstance(annotation, type):
        yield annotation
    for part in typing.get_args(annotation):
        yield from kinds(part)


def refused(model: type[BaseModel], field: str, value: Any) -> bool:
    """Whether the field is refused for what it holds; what else is missing is another matter."""
    try:
        model.model_validate({field: value})
    except ValidationError as error:
        return any(item["loc"][:1] == (field,) for item in error.errors())
    return False


def fields_of(service: str, kind: type) -> list[tuple[type[BaseModel], str]]:
    return [
        (model, info.alias or name)
        for model in bodies(service)
        for name, info in model.model_fields.items()
        if kind in kinds(info.annotation)
        and typing.get_origin(info.annotation) not in (list, dict, tuple, set)
    ]


def test_no_day_off_the_calendar_comes_in_with_a_form_or_a_body(service: str) -> None:
    days = fields_of(service, date)
    moments = fields_of(service, datetime)
    for model, field in days:
        for day in DAYS:
            assert refused(model, field, day), (model.__qualname__, field, day)
    for model, field in moments:
        for day in DAYS:
            assert refused(model, field, f"{day}T23:30:00+14:00"), (model.__qualname__, field, day)
            assert refused(model, field, f"{day}T23:30"), (model.__qualname__, field, day)
            assert refused(model, field, day), (model.__qualname__, field, day)
    assert service == "registry" or len(days) + len(moments) > 5


def test_every_text_is_taken_or_refused_at_its_field(service: str) -> None:
    for model, field in fields_of(service, str):
        for text in TEXTS:
            refused(model, field, text)  # breaks on nothing
        for text in NOT_TEXT:
            assert refused(model, field, text), (model.__qualname__, field)


async def test_no_address_breaks_on_a_day_or_a_text(
    built: Built, sandbox: Sandbox, service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.web.pages.sse.MAX_SECONDS", 0.1)  # a stream of news ends, too
    app = built(service)
    async with client_of(app) as client:
        for route, functions in asked(app):
            headers = {"Krachtlijn-Purpose": "toezicht", "Accept": "text/html"}
            if is_page(app, route.path):
                await sign_in(app, client, functions)
            else:
                token = sandbox.token(functions[0], service=service)
                headers |= {"Authorization": f"Bearer {token}", "Accept": "application/json"}
            for name, values in parameters(route):
                for value in values:
                    answer = await client.get(
                        concrete(route.path), params={name: value}, headers=headers
                    )
                    assert answer.status_code < 500, (route.path, name, value, answer.text[:500])
            for place in places(route):
                answer = await client.get(place, headers=headers)
                assert answer.status_code < 500, (place, answer.text[:500])


def asked(app: FastAPI) -> list[tuple[Any, list[Any]]]:
    allowed = permissions(app)
    routes: list[Any] = [each for each in iter_route_contexts(app.routes) if each.methods]
    return [
        (route, sorted(allowed[("GET", route.path)]))
        for route in routes
        if "GET" in route.methods and allowed.get(("GET", route.path))
    ]


async def sign_in(app: FastAPI, client: Any, functions: list[Any]) -> None:
    actor = Actor("iemand", functions[0], "ergens", DOMAIN_OF[functions[0]])
    async with app.state.database.connection() as conn:
        token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
    client.cookies.set(app.state.login.cookies.session, token)


def parameters(route: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    for field in queried(route.dependant):
        found = set(kinds(field.field_info.annotation))
        if date in found or datetime in found:
            yield field.alias, (*DAYS[::4], "10000-01-01", "9999-12-31T23:30:00-14:00")
        elif str in found:
            sent = (" ".join(TEXTS), "a\x00b", DAYS[0], DAYS[4])
            yield field.alias, sent[crc32(f"{route.path}{field.alias}".encode()) % 2 :: 2]
        elif int in found:
            yield field.alias, ("-1", "9999", "99999999999999999999")


def queried(dependant: Dependant) -> Iterator[Any]:
    yield from dependant.query_params
    for needed in dependant.dependencies:
        yield from queried(needed)


def places(route: Any) -> list[str]:
    """The address with what is no number of an object in it: a year, a day, a text."""
    if "{" not in route.path:
        return []
    return [
        re.sub(r"{[^}]+}", value, route.path)
        for value in ("0001-01-01", "9999-12-31", "9999", "%E7%8E%8B%F0%9F%92%8B")
    ]
