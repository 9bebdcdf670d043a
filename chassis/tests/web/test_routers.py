"""A router that passes by what is not its own answers as one that looks at each of its routes."""

from itertools import product

import httpx
import pytest
from fastapi import APIRouter, FastAPI

from chassis.web.routers import know_own

PATHS = [
    *("/", "/cases", "/cases/", "/cases/7", "/cases/7/", "/cases/7/notes", "/cases/7/notes/1"),
    *(
        "/casesandmore",
        "/v1",
        "/v1/cases",
        "/v1/cases/7",
        "/nl/help",
        "/nl/other",
        "/x",
        "//",
        "/%7B",
    ),
    *("/apart/7", "/apart", "/files/a/b/c", "/files", "/inside/deep/7", "/inside"),
]


def routers() -> list[APIRouter]:
    """As services write them: plain and with a prefix, one in another, with blanks at any place."""

    async def answer() -> str:
        return "here"

    home, cases, api, helps, files, outer, inner = (APIRouter() for _ in range(7))
    apart = APIRouter(prefix="/apart")
    home.get("/")(answer)
    cases.get("/cases")(answer)
    cases.post("/cases/{case_id}")(answer)
    cases.get("/cases/{case_id}/notes")(answer)
    api.get("/v1/cases")(answer)
    api.delete("/v1/cases/{case_id}")(answer)
    helps.get("/{language}/help")(answer)
    apart.get("/{number}")(answer)
    files.get("/files/{path:path}")(answer)
    inner.get("/deep/{number}")(answer)
    outer.include_router(inner, prefix="/inside")
    return [home, cases, api, helps, apart, files, outer]


def client(known: bool, root_path: str = "") -> httpx.AsyncClient:
    app = FastAPI()
    for router in routers():
        if known:
            know_own(router)
        app.include_router(router)
    transport = httpx.ASGITransport(app=app, root_path=root_path)
    return httpx.AsyncClient(transport=transport, base_url="http://service")


@pytest.mark.parametrize("root_path", ["", "/behind"])
async def test_each_request_has_the_same_answer(root_path: str) -> None:
    plain, known = client(False, root_path), client(True, root_path)
    seen = set()
    for method, path in product(("GET", "POST", "DELETE", "HEAD"), PATHS):
        answers = [await each.request(method, f"{root_path}{path}") for each in (plain, known)]
        first, second = [(a.status_code, a.text, a.headers.get("allow")) for a in answers]
        assert first == second, (method, path)
        assert answers[0].headers.get("location") == answers[1].headers.get("location")
        seen.add(first[0])
    assert {200, 404, 405, 307} <= seen


def test_every_router_that_has_only_routes_knows_them() -> None:
    for router in routers():
        know_own(router)
        kind = type(router)
        know_own(router)
        assert kind is type(router) is not APIRouter
