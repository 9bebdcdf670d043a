"""The table of who may do what, and what happens when the routes say something else."""

from typing import Any

import pytest
from fastapi import APIRouter, FastAPI

from chassis.web import Function, allow
from chassis.web.authorisation import (
    NotInTableError,
    R,
    Table,
    W,
    asks_for_case,
    check,
    differences,
)

POLICE = frozenset({Function.POLITIE_AGENT})
OWNERS = frozenset({Function.EIGENAAR})


def app_with(*routers: APIRouter, **state: Any) -> FastAPI:
    app = FastAPI()
    app.state.open_paths = frozenset(state.get("open_paths", ()))
    for router in routers:
        app.include_router(router)
    return app


def things() -> APIRouter:
    router = APIRouter(prefix="/v1/things")

    @router.get("", dependencies=[allow(*POLICE, *OWNERS)])
    async def listed() -> None: ...

    @router.post("/{thing_id}", dependencies=[allow(*OWNERS)])
    async def changed(thing_id: str) -> None: ...

    return router


TABLE: Table = {
    "things": (
        R("GET /v1/things", every=POLICE, own=OWNERS),
        W("POST /v1/things/{thing_id}", own=OWNERS),
    )
}


def test_a_table_that_says_what_the_routes_say_is_sound() -> None:
    check(app_with(things()), "toy", TABLE)


def test_a_route_without_a_row_is_refused_and_the_row_to_add_is_named() -> None:
    rows = {"things": TABLE["things"][:1]}
    with pytest.raises(NotInTableError, match=r'add W\("POST /v1/things/\{thing_id\}"'):
        check(app_with(things()), "toy", rows)


def test_a_row_that_says_other_functions_than_the_route_is_refused() -> None:
    rows = {"things": (R("GET /v1/things", own=OWNERS), TABLE["things"][1])}
    (found,) = differences(app_with(things()), rows)
    assert "the route allows eigenaar, politie_agent, the table eigenaar" in found


def test_a_route_that_forgot_to_say_who_is_refused() -> None:
    router = APIRouter()

    @router.get("/v1/forgotten")
    async def forgotten() -> None: ...

    found = differences(app_with(router), {"it": (R("GET /v1/forgotten", every=POLICE),)})
    assert found == ["GET /v1/forgotten: the route allows nobody, the table politie_agent"]


def test_a_row_without_a_route_and_a_row_twice_are_refused() -> None:
    rows = {**TABLE, "gone": (R("GET /v1/gone", every=POLICE), R("GET /v1/things", every=POLICE))}
    assert len(differences(app_with(things()), rows)) >= 2


def test_open_to_anybody_is_said_by_the_path_and_by_the_row() -> None:
    router = APIRouter()

    @router.get("/help")
    async def help_page() -> None: ...

    row, other = R("GET /help", anybody=True), R("GET /help", every=POLICE)
    assert differences(app_with(router, open_paths={"/help"}), {"help": (row,)}) == []
    assert differences(app_with(router, open_paths={"/help"}), {"help": (other,)})
    assert differences(app_with(router), {"help": (row,)})


@pytest.mark.parametrize("route", ["/v1/things", "get /v1/things", "GET v1", "GET"])
def test_a_row_names_a_method_and_a_path(route: str) -> None:
    with pytest.raises(ValueError, match="is not a method and a path"):
        R(route, every=POLICE)


def test_a_row_is_for_somebody_and_for_each_in_one_way() -> None:
    with pytest.raises(ValueError, match="or anybody"):
        R("GET /x")
    with pytest.raises(ValueError, match="choose one"):
        R("GET /x", every=POLICE, own=POLICE)


CASES: Table = {
    "things": (R("GET /v1/things", every=OWNERS, case=POLICE), R("GET /v1/open", every=POLICE))
}


def test_within_a_case_alone_is_said_by_route_and_function() -> None:
    agent, owner = Function.POLITIE_AGENT, Function.EIGENAAR
    assert asks_for_case(CASES, ("GET", "/v1/things"), agent)
    assert not asks_for_case(CASES, ("GET", "/v1/things"), owner)
    assert not asks_for_case(CASES, ("GET", "/v1/open"), agent)
    assert asks_for_case(CASES, ("GET", "/v1/unknown"), agent), "what is not listed is not open"
    assert not asks_for_case(CASES, ("GET", "/v1/unknown"), owner)


def test_nobody_has_a_row_in_full_and_within_a_case() -> None:
    with pytest.raises(ValueError, match="choose one"):
        R("GET /x", every=POLICE, case=POLICE)
