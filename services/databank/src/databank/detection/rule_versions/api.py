"""Rules of detection, as data that people change in the open: draft, back-test, shadow, force."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Path
from fastapi.exceptions import RequestValidationError
from pydantic import AwareDatetime, Field, ValidationError, model_validator

from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Actor, Body, Problem, View, allow
from databank.authorisation import KEEPERS, OFFICERS
from databank.detection.branch_shifts import store as branch_shifts
from databank.detection.branch_shifts.rules import BRANCH_SHIFT
from databank.detection.patterns.store import cases
from databank.detection.rule_versions import lifecycle
from databank.detection.rule_versions.rules import document
from databank.detection.rule_versions.store import back_tests
from databank.detection.rule_versions.store import versions as rules
from databank.detection.rules.catalogue import RULES
from databank.detection.rules.version import ALLOWED, Parameters, Reason, Stage

router = APIRouter()

Reader = Annotated[Actor, allow(*OFFICERS, *KEEPERS)]
Maker = Annotated[Actor, allow(*KEEPERS)]

RuleId = Annotated[str, Path(pattern=r"^[a-z-]{1,64}$")]
Number = Annotated[int, Path(ge=1, le=1_000_000)]
LONGEST_YEARS = 30


class VersionBody(Body):
    """``parameters`` as the rule's schema says; it has no field about a trait of a person."""

    parameters: dict[str, Any]
    reason: Reason


class BackTestBody(Body):
    """Days in Brussels; ``to`` is the first day that no longer counts."""

    from_day: Annotated[date, Field(alias="from")]
    to_day: Annotated[date, Field(alias="to")]

    @model_validator(mode="after")
    def some_days(self) -> "BackTestBody":
        if self.to_day <= self.from_day:
            raise ValueError(lazy("De laatste dag moet na de eerste komen."))
        if self.from_day.year < 1990 or self.to_day.year - self.from_day.year > LONGEST_YEARS:
            raise ValueError(lazy("Kies een periode na 1990 van hoogstens 30 jaar."))
        return self


class ShadowBody(Body):
    from_day: Annotated[date, Field(alias="from")]
    reason: Reason


class ActivationBody(Body):
    valid_from: date
    reason: Reason


class WithdrawalBody(Body):
    valid_to: date
    reason: Reason


class StepView(View):
    step: str
    stage: str
    at: AwareDatetime
    actor: str
    function: str
    reason: str
    details: dict[str, Any]


class BackTestView(View):
    """``result`` when it is done; of a case only the id is named."""

    back_test_id: UUID = Field(validation_alias="id")
    rule_id: str
    version: int
    parameters: dict[str, Any]
    from_day: date = Field(serialization_alias="from")
    to_day: date = Field(serialization_alias="to")
    state: str
    done: int
    total: int | None
    requested_at: AwareDatetime
    requested_by: str
    finished_at: AwareDatetime | None
    result: dict[str, Any] | None


class VersionView(View):
    version: int
    parameters: dict[str, Any]
    stage: str
    drafted_at: AwareDatetime
    shadow_from: date | None
    shadow_to: date | None
    valid_from: date | None
    valid_to: date | None
    precision: dict[str, Any]
    allowed: list[str]
    steps: list[StepView]
    back_tests: list[BackTestView]


class RuleView(View):
    """``parameter_schema`` is JSON Schema. ``precision`` follows from what people said of cases."""

    rule_id: str
    label: str
    explanation: str
    parameter_schema: dict[str, Any]
    versions: list[VersionView]


class BriefView(View):
    version: int
    stage: str
    parameters: dict[str, Any]
    valid_from: date | None
    valid_to: date | None


class KnownView(View):
    rule_id: str
    label: str
    explanation: str
    versions: list[BriefView]


class RulesView(View):
    rules: list[KnownView]


class MadeView(View):
    rule_id: str
    version: int


class AskedView(View):
    back_test_id: UUID


@router.get("/v1/rules")
async def get_rules(tx: Tx, reader: Reader) -> RulesView:
    rows = await rules.versions(tx.conn)
    return RulesView(
        rules=[
            KnownView(
                rule_id=rule_id,
                label=known.label,
                explanation=known.explanation,
                versions=[BriefView(**row) for row in rows if row["id"] == rule_id],
            )
            for rule_id, known in RULES.items()
        ]
    )


@router.get("/v1/rules/{rule_id}")
async def get_rule(rule_id: RuleId, tx: Tx, reader: Reader) -> RuleView:
    """Every version with its history, its back-tests and how often it was right."""
    known = RULES.get(rule_id)
    if known is None:
        raise Problem.not_found(lazy("Deze regel"))
    steps = await rules.steps(tx.conn, rule_id)
    tests = await back_tests.of_rule(tx.conn, rule_id)
    outcomes = await _outcomes(tx.conn, rule_id)
    versions = [
        VersionView(
            **{
                **row,
                "precision": document(outcomes.get(row["version"], {})),
                "allowed": [step.value for step in ALLOWED[Stage(row["stage"])]],
                "steps": [StepView(**one) for one in steps if one["version"] == row["version"]],
                "back_tests": [
                    BackTestView(**one) for one in tests if one["version"] == row["version"]
                ],
            }
        )
        for row in await rules.versions(tx.conn, rule_id)
    ]
    return RuleView(
        rule_id=rule_id,
        label=known.label,
        explanation=known.explanation,
        parameter_schema=_schema(known.parameters),
        versions=versions,
    )


@router.post("/v1/rules/{rule_id}/versions", status_code=201)
async def post_version(rule_id: RuleId, body: VersionBody, tx: Tx, maker: Maker) -> MadeView:
    """A draft: it judges nothing until it was back-tested and a second person activates it."""
    parameters = _parameters(rule_id, body.parameters)
    number = await lifecycle.draft(tx, maker, rule_id, parameters, body.reason)
    return MadeView(rule_id=rule_id, version=number)


@router.put("/v1/rules/{rule_id}/versions/{number}")
async def put_version(
    rule_id: RuleId, number: Number, body: VersionBody, tx: Tx, maker: Maker
) -> MadeView:
    parameters = _parameters(rule_id, body.parameters)
    await lifecycle.change(tx, maker, rule_id, number, parameters, body.reason)
    return MadeView(rule_id=rule_id, version=number)


@router.post("/v1/rules/{rule_id}/versions/{number}/back-tests", status_code=202)
async def post_back_test(
    rule_id: RuleId, number: Number, body: BackTestBody, tx: Tx, maker: Maker
) -> AskedView:
    period = body.from_day, body.to_day
    test_id = await lifecycle.ask_back_test(tx, maker, rule_id, number, period)
    return AskedView(back_test_id=test_id)


@router.get("/v1/back-tests/{test_id}")
async def get_back_test(test_id: UUID, tx: Tx, reader: Maker) -> BackTestView:
    row = await back_tests.get(tx.conn, test_id)
    if row is None:
        raise Problem.not_found(lazy("Deze terugtoets"))
    return BackTestView(**row)


@router.post("/v1/back-tests/{test_id}/cancellation")
async def post_cancellation(test_id: UUID, tx: Tx, maker: Maker) -> BackTestView:
    row = await back_tests.hold(tx.conn, test_id)
    if row is None:
        raise Problem.not_found(lazy("Deze terugtoets"))
    if not await back_tests.finish(tx.conn, test_id, "geannuleerd", tx.now):
        raise Problem.conflict(lazy("Deze terugtoets is al afgelopen."), allowed=[])
    row = await back_tests.get(tx.conn, test_id)
    assert row is not None
    return BackTestView(**row)


@router.post("/v1/rules/{rule_id}/versions/{number}/shadow")
async def post_shadow(
    rule_id: RuleId, number: Number, body: ShadowBody, tx: Tx, maker: Maker
) -> MadeView:
    await lifecycle.to_shadow(tx, maker, rule_id, number, body.from_day, body.reason)
    return MadeView(rule_id=rule_id, version=number)


@router.post("/v1/rules/{rule_id}/versions/{number}/activation")
async def post_activation(
    rule_id: RuleId, number: Number, body: ActivationBody, tx: Tx, maker: Maker
) -> MadeView:
    """By a second person: not who drafted it, and not who alone back-tested it."""
    await lifecycle.activate(tx, maker, rule_id, number, body.valid_from, body.reason)
    return MadeView(rule_id=rule_id, version=number)


@router.post("/v1/rules/{rule_id}/versions/{number}/withdrawal")
async def post_withdrawal(
    rule_id: RuleId, number: Number, body: WithdrawalBody, tx: Tx, maker: Maker
) -> MadeView:
    await lifecycle.withdraw(tx, maker, rule_id, number, body.valid_to, body.reason)
    return MadeView(rule_id=rule_id, version=number)


def _schema(kind: type[Parameters]) -> dict[str, Any]:
    """For people: with the Dutch titles of the fields, without our own notes."""
    schema = kind.model_json_schema(by_alias=True)
    return {key: value for key, value in schema.items() if key not in ("title", "description")}


def _parameters(rule_id: str, given: dict[str, Any]) -> Parameters:
    known = RULES.get(rule_id)
    if known is None:
        raise Problem.not_found(lazy("Deze regel"))
    try:
        return known.parameters.model_validate(given)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        where = [{**one, "loc": ("body", "parameters", *one["loc"])} for one in found]
        raise RequestValidationError(where) from None


async def _outcomes(conn: asyncpg.Connection, rule_id: str) -> dict[int, dict[str, int]]:
    if rule_id == BRANCH_SHIFT:
        return await branch_shifts.outcomes(conn)
    found = await cases.outcomes(conn)
    return {version: counts for (known, version), counts in found.items() if known == rule_id}
