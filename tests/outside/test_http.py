"""Judges of what services say over HTTP: ``openapi-spec-validator``, ``jsonschema`` with the form
of RFC 9457, and ``joserfc``, a library for tokens that ours are not made with. All from PyPI.

``schemathesis`` asks whatever the documents allow, in ``tests/access/test_api_fuzz.py``.
"""

import base64
import importlib
import json
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI
from joserfc import errors, jwt
from joserfc.jwk import OKPKey
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from chassis.web import Function
from contracts import SERVICES
from launcher.sandbox import Sandbox

PROBLEM = {
    "type": "object",
    "required": ["title", "status"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string", "minLength": 1},
        "status": {"type": "integer", "minimum": 100, "maximum": 599},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
    },
}
"""RFC 9457, section 3.1: the members of a problem; ours always have a title and a status."""


@pytest.fixture(scope="module", params=SERVICES)
def app(request: pytest.FixtureRequest, off_the_bus: Sandbox) -> FastAPI:
    """Built, and not begun: its documents and refusals need neither broker nor database."""
    settings = off_the_bus.settings(request.param, migrate=False)
    app: FastAPI = importlib.import_module(f"{request.param}.app").build(settings)
    return app


def wrong(document: dict[str, Any]) -> list[str]:
    return [error.message[:200] for error in OpenAPIV31SpecValidator(document).iter_errors()]


def test_the_document_of_a_service_is_openapi(app: FastAPI) -> None:
    document = json.loads(json.dumps(app.openapi()))
    assert document["openapi"].startswith("3.1.")
    assert wrong(document) == []


def test_the_validator_refuses_what_is_no_openapi() -> None:
    """The judge above is one that can say no."""
    operation = {"responses": {"200": {"description": "ok"}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "x", "version": "1"},
        "paths": {"/rooms/{room}": {"get": operation}},
    }
    assert any("Path parameter" in each for each in wrong(document))


async def test_a_refusal_has_the_form_of_a_problem(app: FastAPI) -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://service"
    ) as client:
        for headers in ({}, {"Authorization": "Bearer x"}):
            answer = await client.get("/v1/nowhere", headers=headers)
            assert answer.status_code == 401
            assert answer.headers["content-type"].startswith("application/problem+json")
            judge = Draft202012Validator(
                PROBLEM, format_checker=Draft202012Validator.FORMAT_CHECKER
            )
            assert [error.message for error in judge.iter_errors(answer.json())] == []
            assert answer.json()["status"] == answer.status_code


def test_another_library_reads_our_tokens_and_refuses_them_with_another_key(
    off_the_bus: Sandbox,
) -> None:
    key = (off_the_bus.infra.credentials.issuer_keys / "politie.key").read_text()
    own = Ed25519PrivateKey.from_private_bytes(base64.b64decode(key)).public_key()
    token = off_the_bus.token(Function.POLITIE_AGENT, "LPA", subject="agent-1")
    read = jwt.decode(token, OKPKey.import_key(own), algorithms=["EdDSA"])
    rules = jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": "urn:krachtlijn:issuer:politie"},
        aud={"essential": True, "value": "krachtlijn:databank"},
        sub={"essential": True, "value": "agent-1"},
        exp={"essential": True},
        jti={"essential": True},
    )
    rules.validate(read.claims)
    assert (read.header["alg"], read.claims["function"]) == ("EdDSA", "politie_agent")
    with pytest.raises(errors.BadSignatureError):
        jwt.decode(token, OKPKey.generate_key("Ed25519"), algorithms=["EdDSA"])
