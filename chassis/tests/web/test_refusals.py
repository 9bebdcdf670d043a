"""Refusals of the domain: each has one answer over HTTP."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from chassis.refusals import (
    FieldRefusedError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
    StepRefusedError,
)
from chassis.web import install


class _TooLateError(StepRefusedError):
    """As a capability names its own."""


def _answer(refusal: RefusedError) -> tuple[int, dict[str, object]]:
    app = FastAPI()
    install(app)

    @app.get("/")
    async def refuse() -> None:
        raise refusal

    answer = TestClient(app).get("/")
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("refusal", "status", "code", "title"),
    [
        (NotPermittedError(), 403, "geen-toegang", "Je hebt geen toegang tot deze gegevens"),
        (NotFoundError("Dit signaal"), 404, "niet-gevonden", "Dit signaal bestaat niet."),
        (NotFoundError("", reason="Nog niet.", code="nog-niet"), 404, "nog-niet", "Nog niet."),
        (_TooLateError("Te laat.", ["intrekken"]), 409, "conflict", "Te laat."),
        (RefusedError("Bestaat al.", code="dubbel"), 409, "dubbel", "Bestaat al."),
    ],
)
def test_a_refusal_is_a_problem(refusal: RefusedError, status: int, code: str, title: str) -> None:
    answered, body = _answer(refusal)
    assert (answered, body["code"]) == (status, code)
    assert str(body["title"]).startswith(title)


def test_a_refused_step_names_those_that_are_allowed() -> None:
    assert _answer(_TooLateError("Te laat.", ["intrekken"]))[1]["extraInfo"] == {
        "allowed": ["intrekken"]
    }


def test_a_refused_field_says_so_at_the_field() -> None:
    status, body = _answer(FieldRefusedError("nummer", "Dit nummer bestaat al.", code="dubbel"))
    assert (status, body["title"]) == (422, "De gegevens kloppen niet.")
    assert body["errors"] == [{"field": "nummer", "reason": "Dit nummer bestaat al."}]
