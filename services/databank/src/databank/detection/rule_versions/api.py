"""JSON of ``/v1/rules``: rules as data that people change in the open."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.exceptions import RequestValidationError
from pydantic import AwareDatetime, Field, ValidationError, model_validator

from chassis.edge import Tx
from chassis.web import Body, View
from databank.detection.rule_versions import lifecycle
from databank.detection.rule_versions.read import (
    RuleFile,
    VersionFile,
    describe,
    list_rules,
    read_back_test,
    read_rule,
)
from databank.detection.rule_versions.route_parameters import Maker, Number, Reader, RuleId
from databank.detection.rule_versions.rules import period_error
from databank.detection.rule_versions.store.back_tests import BackTestRow
from databank.detection.rules.version import Parameters, Reason

router = APIRouter()


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
        if error := period_error(self.from_day, self.to_day):
            raise ValueError(error)
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


class RuleStepView(View):
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

    @classmethod
    def of(cls, row: BackTestRow) -> "BackTestView":
        return cls.model_validate(row)


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
    steps: list[RuleStepView]
    back_tests: list[BackTestView]

    @classmethod
    def of(cls, file: VersionFile) -> "VersionView":
        row = file.row
        return cls(
            version=row.version,
            parameters=row.parameters,
            stage=row.stage,
            drafted_at=row.drafted_at,
            shadow_from=row.shadow_from,
            shadow_to=row.shadow_to,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            precision=file.precision,
            allowed=[step.value for step in file.allowed],
            steps=[RuleStepView.model_validate(step) for step in file.steps],
            back_tests=[BackTestView.of(test) for test in file.back_tests],
        )


class RuleView(View):
    """``parameter_schema`` is JSON Schema. ``precision`` follows from what people said of cases."""

    rule_id: str
    label: str
    explanation: str
    parameter_schema: dict[str, Any]
    versions: list[VersionView]

    @classmethod
    def of(cls, file: RuleFile) -> "RuleView":
        return cls(
            rule_id=file.rule_id,
            label=file.description.label,
            explanation=file.description.explanation,
            parameter_schema=_schema(file.description.parameters),
            versions=[VersionView.of(version) for version in file.versions],
        )


class VersionSummaryView(View):
    version: int
    stage: str
    parameters: dict[str, Any]
    valid_from: date | None
    valid_to: date | None


class RuleSummaryView(View):
    rule_id: str
    label: str
    explanation: str
    versions: list[VersionSummaryView]


class RulesView(View):
    rules: list[RuleSummaryView]


class VersionIdView(View):
    rule_id: str
    version: int


class BackTestIdView(View):
    back_test_id: UUID


@router.get("/v1/rules")
async def get_rules(tx: Tx, reader: Reader) -> RulesView:
    return RulesView(
        rules=[
            RuleSummaryView(
                rule_id=rule.rule_id,
                label=rule.description.label,
                explanation=rule.description.explanation,
                versions=[VersionSummaryView.model_validate(row) for row in rule.versions],
            )
            for rule in await list_rules(tx)
        ]
    )


@router.get("/v1/rules/{rule_id}")
async def get_rule(rule_id: RuleId, tx: Tx, reader: Reader) -> RuleView:
    """Every version with its history, its back-tests and how often it was right."""
    return RuleView.of(await read_rule(tx, rule_id))


@router.post("/v1/rules/{rule_id}/versions", status_code=201)
async def post_version(rule_id: RuleId, body: VersionBody, tx: Tx, maker: Maker) -> VersionIdView:
    """A draft: it judges nothing until it was back-tested and a second person activates it."""
    parameters = _parameters(rule_id, body.parameters)
    number = await lifecycle.draft(tx, maker, rule_id, parameters, body.reason)
    return VersionIdView(rule_id=rule_id, version=number)


@router.put("/v1/rules/{rule_id}/versions/{number}")
async def put_version(
    rule_id: RuleId, number: Number, body: VersionBody, tx: Tx, maker: Maker
) -> VersionIdView:
    parameters = _parameters(rule_id, body.parameters)
    await lifecycle.change(tx, maker, rule_id, number, parameters, body.reason)
    return VersionIdView(rule_id=rule_id, version=number)


@router.post("/v1/rules/{rule_id}/versions/{number}/back-tests", status_code=202)
async def post_back_test(
    rule_id: RuleId, number: Number, body: BackTestBody, tx: Tx, maker: Maker
) -> BackTestIdView:
    period = body.from_day, body.to_day
    test_id = await lifecycle.ask_back_test(tx, maker, rule_id, number, period)
    return BackTestIdView(back_test_id=test_id)


@router.get("/v1/back-tests/{test_id}")
async def get_back_test(test_id: UUID, tx: Tx, reader: Maker) -> BackTestView:
    return BackTestView.of(await read_back_test(tx, test_id))


@router.post("/v1/back-tests/{test_id}/cancellation")
async def post_cancellation(test_id: UUID, tx: Tx, maker: Maker) -> BackTestView:
    return BackTestView.of(await lifecycle.cancel_back_test(tx, test_id))


@router.post("/v1/rules/{rule_id}/versions/{number}/shadow")
async def post_shadow(
    rule_id: RuleId, number: Number, body: ShadowBody, tx: Tx, maker: Maker
) -> VersionIdView:
    await lifecycle.shadow(tx, maker, rule_id, number, body.from_day, body.reason)
    return VersionIdView(rule_id=rule_id, version=number)


@router.post("/v1/rules/{rule_id}/versions/{number}/activation")
async def post_activation(
    rule_id: RuleId, number: Number, body: ActivationBody, tx: Tx, maker: Maker
) -> VersionIdView:
    """By a second person: not who drafted it, and not who alone back-tested it."""
    await lifecycle.activate(tx, maker, rule_id, number, body.valid_from, body.reason)
    return VersionIdView(rule_id=rule_id, version=number)


@router.post("/v1/rules/{rule_id}/versions/{number}/withdrawal")
async def post_withdrawal(
    rule_id: RuleId, number: Number, body: WithdrawalBody, tx: Tx, maker: Maker
) -> VersionIdView:
    await lifecycle.withdraw(tx, maker, rule_id, number, body.valid_to, body.reason)
    return VersionIdView(rule_id=rule_id, version=number)


def _schema(kind: type[Parameters]) -> dict[str, Any]:
    """For people: with the Dutch titles of the fields, without our own notes."""
    schema = kind.model_json_schema(by_alias=True)
    return {key: value for key, value in schema.items() if key not in ("title", "description")}


def _parameters(rule_id: str, given: dict[str, Any]) -> Parameters:
    try:
        return describe(rule_id).parameters.model_validate(given)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        within = [{**each, "loc": ("body", "parameters", *each["loc"])} for each in errors]
        raise RequestValidationError(within) from None
