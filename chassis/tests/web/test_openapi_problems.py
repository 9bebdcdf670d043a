"""What an operation says of its refusals is what it answers."""

from typing import Annotated
from uuid import UUID

import pytest
from fastapi import FastAPI, Request

from chassis.web import Body, FieldError, Page, Problem, View, hal, install, listed
from chassis.web.openapi_problems import ProblemDocument, document
from chassis.web.paging import Hal


class Given(Body):
    name: str


class Shown(View):
    name: str


@pytest.fixture
def app() -> FastAPI:
    app = FastAPI()
    install(app)
    document(app)

    @app.get("/things", **listed(Shown))
    async def things(request: Request, page: Page) -> Hal:
        return hal(request, "things", [Shown(name="een")], page)

    @app.post("/things/{thing_id}")
    async def change(thing_id: UUID, given: Annotated[Given, None]) -> Shown:
        return Shown(name=given.name)

    return app


def test_every_operation_has_problems_and_none_of_the_framework(app: FastAPI) -> None:
    schema = app.openapi()
    for operations in schema["paths"].values():
        for operation in operations.values():
            refusals = {s: a for s, a in operation["responses"].items() if int(s) >= 400}
            assert {"400", "401", "403", "422", "500", "503"} <= set(refusals)
            for answer in refusals.values():
                assert list(answer["content"]) == ["application/problem+json"]
                assert answer["description"]
    assert not {"HTTPValidationError", "ValidationError"} & set(schema["components"]["schemas"])
    assert app.openapi() is schema


def test_only_who_sends_something_is_told_that_it_may_be_too_large(app: FastAPI) -> None:
    paths = app.openapi()["paths"]
    assert "413" not in paths["/things"]["get"]["responses"]
    assert {"404", "409", "413", "415"} <= set(paths["/things/{thing_id}"]["post"]["responses"])


def test_a_list_says_what_is_in_it(app: FastAPI) -> None:
    schema = app.openapi()
    answer = schema["paths"]["/things"]["get"]["responses"]["200"]["content"]
    (ref,) = (described["schema"]["$ref"] for described in answer.values())
    assert list(answer) == ["application/hal+json"]
    described = schema["components"]["schemas"][ref.rpartition("/")[2]]
    assert set(described["required"]) == {"_links", "_embedded", "_page"}


@pytest.mark.parametrize(
    "problem",
    [
        Problem.of_status(404),
        Problem.field("naam", "Vul dit veld in."),
        Problem(
            409, "conflict", "Dit kan nu niet.", [FieldError("a", "b")], "Uitleg", {}, {"a": 1}
        ),
    ],
    ids=lambda problem: problem.code,
)
def test_a_problem_is_what_the_documentation_says(problem: Problem) -> None:
    assert ProblemDocument.model_validate(problem.body()).status == problem.status
