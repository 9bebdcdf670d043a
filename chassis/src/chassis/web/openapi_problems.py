"""Problems in OpenAPI: the refusals of every operation, written into the document once for all.

The framework documents a refusal of its own form, which no service here gives.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from pydantic import ConfigDict, Field

from chassis.web.bodies import View
from chassis.web.problem import MEDIA_TYPE, STATUSES

FRAMEWORKS = ("HTTPValidationError", "ValidationError")
ALWAYS = (400, 401, 403, 422, 429, 500, 503)
OF_ONE = (404,)
"""Also where a query or a body names something: what is not the asker's does not exist."""
WRITING = (404, 409)
WITH_BODY = (413, 415)


class WrongField(View):
    field: str
    reason: str


class ProblemDocument(View):
    """RFC 9457, as ``Problem`` writes it. ``errors`` names the fields that are wrong."""

    model_config = ConfigDict(extra="forbid")

    type: str
    title: str
    status: int
    identifier: UUID
    code: str
    detail: str = ""
    errors: tuple[WrongField, ...] = ()
    extra_info: dict[str, Any] = Field(default={})


def document(app: FastAPI) -> None:
    """Give the app's ``openapi()`` the refusals that the chassis and every service answer with."""
    made: Callable[[], dict[str, Any]] = app.openapi

    def documented() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = with_problems(made())
        return app.openapi_schema

    app.openapi = documented  # type: ignore[method-assign]


def with_problems(schema: dict[str, Any]) -> dict[str, Any]:
    components = schema.setdefault("components", {}).setdefault("schemas", {})
    for name in FRAMEWORKS:
        components.pop(name, None)
    described = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
    components |= described.pop("$defs")
    components["Problem"] = described
    for path, operations in schema.get("paths", {}).items():
        for method, operation in operations.items():
            answers = operation["responses"]
            for status in statuses(method, path, "requestBody" in operation):
                answers[str(status)] = _problem(status)
    return schema


def statuses(method: str, path: str, has_body: bool) -> list[int]:
    codes = {*ALWAYS}
    codes |= {*OF_ONE} if "{" in path else set()
    codes |= {*WRITING} if method != "get" else set()
    codes |= {*WITH_BODY} if has_body else set()
    return sorted(codes)


def _problem(status: int) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": STATUSES[status][1], "content": content}
