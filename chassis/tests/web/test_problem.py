"""Every refusal reads the same: Dutch, by field, with an identifier, and nothing internal."""

import logging
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
import structlog
from fastapi import FastAPI, HTTPException, WebSocket
from structlog.testing import capture_logs

from chassis.refusals import (
    FieldError,
    FieldRefusedError,
    FieldsRefusedError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
    StepRefusedError,
)
from chassis.web import boundary
from chassis.web.boundary import BrokenOffError
from chassis.web.problem import Problem, respond
from chassis.web.problem_handlers import install

MOMENT = "2026-11-24T19:00:00+01:00"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What the boundary logs; its logger is made anew, for one in use heeds no new settings."""
    with capture_logs() as entries:
        monkeypatch.setattr(boundary, "_log", structlog.get_logger())
        yield entries


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Content-Language"] == "nl"
    body: dict[str, Any] = answer.json()
    assert body["type"] == f"urn:krachtlijn:problem:{code}"
    assert (body["status"], body["code"]) == (status, code)
    assert UUID(body["identifier"])
    assert body["title"]
    return body


async def reason(agent: httpx.AsyncClient, shift: dict[str, Any]) -> list[tuple[str, str]]:
    given = {"shifts": [{"startsAt": MOMENT} | shift]}
    body = problem(await agent.post("/v1/shifts", json=given), 422, "ongeldig")
    return [(error["field"], error["reason"]) for error in body["errors"]]


@pytest.mark.parametrize(
    ("shift", "field", "text"),
    [
        (
            {"startsAt": "2026-11-24T19:00:00"},
            "startsAt",
            "Geef een tijdstip met tijdzone, bijvoorbeeld 2026-11-24T19:00:00+01:00.",
        ),
        (
            {"startsAt": "morgen"},
            "startsAt",
            "Geef een tijdstip met tijdzone, bijvoorbeeld 2026-11-24T19:00:00+01:00.",
        ),
        ({"startsAt": "0001-01-01T00:00:00Z"}, "startsAt", "Dit tijdstip is niet mogelijk."),
        ({"branch": "kelder"}, "branch", "Kies een van deze waarden: raam, straat."),
        ({"kind": "avond"}, "kind", "Kies een van deze waarden: dag, nacht."),
        ({"code": "x"}, "code", "Deze tekst heeft niet de juiste vorm."),
        ({"code": 5}, "code", "Geef een tekst."),
        ({"code": "ZZ99"}, "code", "Deze code is niet meer in gebruik."),
        ({"floor": "boven"}, "floor", "Geef een geheel getal."),
        ({"floor": 1.5}, "floor", "Geef een geheel getal."),
        ({"floor": -1}, "floor", "Dit moet 0 of meer zijn."),
        ({"floor": 11}, "floor", "Dit moet 10 of minder zijn."),
        ({"price": "veel"}, "price", "Geef een getal, bijvoorbeeld 12.5."),
        ({"rented": "misschien"}, "rented", "Geef true of false."),
        ({"nickname": "x"}, "nickname", "Dit veld kennen we niet."),
        ({"worker": 3}, "worker", "Geef een object."),
        (
            {"worker": {"firstName": "An", "birthDate": "gisteren"}},
            "worker.birthDate",
            "Geef een datum, bijvoorbeeld 2026-11-24.",
        ),
        ({"worker": {"firstName": "An"}}, "worker.birthDate", "Dit veld is verplicht."),
        (
            {"worker": {"firstName": "  ", "birthDate": "1990-01-01"}},
            "worker.firstName",
            "Vul dit veld in.",
        ),
        (
            {"worker": {"firstName": "x" * 41, "birthDate": "1990-01-01"}},
            "worker.firstName",
            "Gebruik hoogstens 40 tekens.",
        ),
        (
            {"worker": {"firstName": "a\x00b", "birthDate": "1990-01-01"}},
            "worker.firstName",
            "Deze tekst bevat een teken dat we niet kunnen bewaren.",
        ),
        (
            {"worker": {"firstName": "An\u202eb", "birthDate": "1990-01-01"}},
            "worker.firstName",
            "Deze tekst bevat een onzichtbaar teken dat de leesrichting omdraait. Plak de tekst "
            "niet, maar typ hem opnieuw.",
        ),
        (
            {"worker": {"firstName": "\u200e\u200f\u061c", "birthDate": "1990-01-01"}},
            "worker.firstName",
            "In deze tekst is niets te zien. Typ hem opnieuw.",
        ),
    ],
)
async def test_a_wrong_field_has_a_reason_in_dutch(
    agent: httpx.AsyncClient, shift: dict[str, Any], field: str, text: str
) -> None:
    assert await reason(agent, shift) == [(f"shifts.0.{field}", text)]


async def test_all_wrong_fields_are_named_at_once(agent: httpx.AsyncClient) -> None:
    found = await reason(agent, {"floor": -1, "branch": "kelder", "worker": {}})
    assert [field for field, _ in found] == [
        "shifts.0.branch",
        "shifts.0.worker.firstName",
        "shifts.0.worker.birthDate",
        "shifts.0.floor",
    ]


async def test_what_was_sent_is_never_repeated(agent: httpx.AsyncClient) -> None:
    shift = {"startsAt": "Janssens", "worker": {"firstName": 1, "birthDate": "Janssens"}}
    answer = await agent.post("/v1/shifts", json={"shifts": [shift]})
    assert answer.status_code == 422
    assert "Janssens" not in answer.text


async def test_a_wrong_id_in_the_path_is_named(agent: httpx.AsyncClient) -> None:
    body = problem(await agent.get("/v1/shifts/12"), 422, "ongeldig")
    assert body["errors"] == [{"field": "shift_id", "reason": "Geef een geldig id (UUID)."}]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/nothing", 404, "niet-gevonden"),
        ("/v1/shifts/6f0c3c6e-9f0e-4f7f-8f5b-0d6f6c2e2d11", 404, "niet-gevonden"),
        ("/v1/shifts", 405, "methode-niet-toegelaten"),
        ("/v1/moment?x=%00", 422, "ongeldig"),
        ("/v1/%00", 422, "ongeldig"),
    ],
)
async def test_a_wrong_address_is_a_problem(
    agent: httpx.AsyncClient, path: str, status: int, code: str
) -> None:
    problem(await agent.get(path), status, code)


async def test_a_conflict_names_the_steps_that_are_possible(agent: httpx.AsyncClient) -> None:
    answer = await agent.post("/v1/shifts/6f0c3c6e-9f0e-4f7f-8f5b-0d6f6c2e2d11/end")
    body = problem(answer, 409, "conflict")
    assert body["title"] == "Deze shift is al voorbij."
    assert body["extraInfo"] == {"allowed": ["betwisten"]}


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"", JSON, 422),
        (b"", {}, 422),
        (b"{}", {"Content-Type": "text/plain"}, 415),
        (b"{}", {"Content-Type": "application/xml"}, 415),
        (b"{}", {}, 415),
        (b"{", JSON, 400),
        (b'"\xff"', JSON, 400),
        (b'{"shifts": [' + b"1" * 5000 + b"]}", JSON, 400),
        (b"[" * 60_000, JSON, 400),
        (b'{"shifts": [], "notes": {"a": ' + b"[" * 500 + b"]" * 500 + b"}}", JSON, 422),
        (b'{"shifts": [], "notes": {"a": {"b": ["\\u0000"]}}}', JSON, 422),
        (b'{"shifts": [], "notes": {"\\u0000": 1}}', JSON, 422),
        (b'{"shifts": [], "notes": {"a": "\\ud800"}}', JSON, 422),
        (b'{"shifts": [], "notes": {"a": 99999999999999999999}}', JSON, 422),
        (b'{"shifts": [], "\\ud800": 1}', JSON, 422),
        (b'{"shifts": [{"startsAt": "2026-01-01T00:00:00Z", "price": NaN}]}', JSON, 422),
        (b"null", JSON, 422),
        (b"[]", JSON, 422),
        (b"{" + b" " * 70_000 + b"}", JSON, 413),
    ],
)
async def test_a_body_that_nobody_can_read_is_a_problem(
    agent: httpx.AsyncClient, content: bytes, headers: dict[str, str], status: int
) -> None:
    answer = await agent.post("/v1/shifts", content=content, headers=headers)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.status_code == status, answer.text


async def test_a_large_body_is_refused_also_when_it_hides_its_length(
    agent: httpx.AsyncClient,
) -> None:
    async def chunks() -> Any:
        for _ in range(100):
            yield b" " * 1000

    answer = await agent.post("/v1/shifts", content=chunks(), headers=JSON)
    problem(answer, 413, "te-groot")


async def test_a_thousand_errors_are_cut_off(agent: httpx.AsyncClient) -> None:
    given = {"shifts": [], **{f"x{number}": 1 for number in range(1000)}}
    body = problem(await agent.post("/v1/shifts", json=given), 422, "ongeldig")
    assert len(body["errors"]) == 100


async def test_a_bug_is_logged_by_place_and_never_by_its_words(
    agent: httpx.AsyncClient, caplog: pytest.LogCaptureFixture, logs: list[Any]
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = await agent.get("/v1/bug")
    body = problem(answer, 500, "fout")
    assert "errors" not in body
    assert UUID(answer.headers["Correlation-Id"])
    (entry,) = logs
    assert entry["identifier"] == body["identifier"]
    assert entry["correlation_id"] == answer.headers["Correlation-Id"]
    kinds = [cause["type"] for cause in entry["causes"]]
    assert kinds == ["builtins.RuntimeError", "builtins.ValueError"]
    assert "conftest.py" in entry["causes"][0]["at"][-1]
    for said in (answer.text, str(entry), caplog.text):
        assert "Janssens" not in said


async def test_an_answer_that_breaks_off_says_nothing_to_the_server_above(keys: Any) -> None:
    app = FastAPI()
    install(app)

    async def half(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("Janssens")

    app.mount("/half", half)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        with pytest.raises(BrokenOffError, match=r"^$") as caught:
            await client.get("/half/")
    assert caught.value.__suppress_context__


async def test_a_socket_that_fails_says_nothing_either(logs: list[Any]) -> None:
    app = FastAPI()
    install(app)

    @app.websocket("/live")
    async def live(websocket: WebSocket) -> None:
        raise RuntimeError("Janssens")

    async def ignore(*_: Any) -> Any:
        return {"type": "websocket.connect"}

    with pytest.raises(BrokenOffError, match=r"^$"):
        scope = {"type": "websocket", "path": "/live", "headers": [], "query_string": b""}
        await app(scope, ignore, ignore)
    assert logs[0]["causes"][0]["type"] == "builtins.RuntimeError"
    assert "Janssens" not in str(logs)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (HTTPException(503, "db at 10.0.0.1 is away"), 503),
        (HTTPException(418, "teapot"), 418),
        (asyncpg.CharacterNotInRepertoireError("invalid byte Janssens"), 422),
        (asyncpg.UntranslatableCharacterError("Janssens"), 422),
        (Problem.field("startsAt", "Te laat."), 422),
        (Problem(404, "weg", "Weg \ud800", [FieldError("\ud800", "Weg")]), 404),
    ],
)
async def test_every_exception_has_its_answer(error: Exception, status: int) -> None:
    app = FastAPI()
    install(app)

    @app.get("/")
    async def fails() -> None:
        raise error

    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        answer = await client.get("/")
    assert answer.status_code == status
    assert answer.json()["status"] == status
    assert "Janssens" not in answer.text
    assert "10.0.0.1" not in answer.text


@pytest.mark.parametrize(
    ("refusal", "same"),
    [
        (NotFoundError("Deze shift"), Problem.not_found("Deze shift")),
        (NotFoundError("", reason="Weg.", code="weg"), Problem(404, "weg", "Weg.")),
        (NotPermittedError(), Problem.of_status(403)),
        (
            NotPermittedError("Gesloten.", code="dicht", detail="Vraag het.", extra={"link": "/"}),
            Problem(403, "dicht", "Gesloten.", detail="Vraag het.", extra={"link": "/"}),
        ),
        (RefusedError("Te laat."), Problem.conflict("Te laat.")),
        (StepRefusedError("Te laat.", ["einde"]), Problem.conflict("Te laat.", ["einde"])),
        (StepRefusedError("Te laat.", []), Problem.conflict("Te laat.", [])),
        (FieldRefusedError("startsAt", "Te laat."), Problem.field("startsAt", "Te laat.")),
        (
            FieldsRefusedError([FieldError("startsAt", "Te laat."), FieldError("endsAt", "Kort.")]),
            Problem(
                422,
                "ongeldig",
                "De gegevens kloppen niet.",
                [FieldError("startsAt", "Te laat."), FieldError("endsAt", "Kort.")],
            ),
        ),
        (
            FieldsRefusedError(
                [FieldError("a", "Leeg.")], reason="Niet volledig.", code="onvolledig"
            ),
            Problem(422, "onvolledig", "Niet volledig.", [FieldError("a", "Leeg.")]),
        ),
    ],
)
async def test_what_the_domain_refuses_is_answered_as_a_problem(
    refusal: RefusedError, same: Problem
) -> None:
    app = FastAPI()
    install(app)

    @app.get("/")
    async def refuses() -> None:
        raise refusal

    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        answer = await client.get("/")
    assert answer.status_code == same.status
    assert {**answer.json(), "identifier": str(same.identifier)} == same.body()


def test_a_problem_may_carry_more() -> None:
    given = Problem(409, "bezet", "Bezet", detail="Kamer 3 is bezet.", headers={"Retry-After": "5"})
    answer = respond(given)
    assert answer.headers["Retry-After"] == "5"
    assert given.body()["detail"] == "Kamer 3 is bezet."
    assert str(given) == "409 bezet"
