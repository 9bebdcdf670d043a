"""JSON of cases of any kind: their routes to assess and to take a step, and their shared views."""

from dataclasses import fields
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, model_validator

from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Body, View
from databank.detection.cases import rules, workflow
from databank.detection.cases.rules import FollowUp, Outcome, Step
from databank.detection.cases.workflow import CaseFile, CaseKind, Progress
from databank.roles import Protector

Stand = Annotated[rules.Stand | None, Query()]
Shadow = Annotated[bool, Query()]
"""Cases of versions in shadow, instead of those in force; for leadership alone."""


class AssessmentBody(Body):
    outcome: Outcome


class StepBody(Body):
    """``followUp`` goes with ``opvolgen``."""

    action: Step
    follow_up: FollowUp | None = None

    @model_validator(mode="after")
    def follows(self) -> "StepBody":
        if (self.action is Step.OPVOLGEN) != (self.follow_up is not None):
            raise ValueError(lazy("Zeg bij 'opvolgen' wat je doet, en bij een andere stap niet."))
        return self


class StepView(View):
    action: str
    state: str
    at: AwareDatetime
    actor: str
    function: str
    follow_up: str | None


class AssessmentView(View):
    case_id: UUID
    state: str
    allowed: list[str]

    @classmethod
    def of(cls, progress: Progress) -> "AssessmentView":
        return cls(
            case_id=progress.case_id,
            state=progress.state.value,
            allowed=[action.value for action in progress.allowed],
        )


def add_assessment(router: APIRouter, path: str, kind: CaseKind[Any]) -> None:
    """Add the routes by which people work through cases of a kind."""

    @router.post(path + "/{case_id}/assessment")
    async def post_assessment(
        case_id: UUID, body: AssessmentBody, tx: Tx, officer: Protector
    ) -> AssessmentView:
        """A person's word on a case (DP-09)."""
        return AssessmentView.of(await workflow.assess(tx, kind, case_id, officer, body.outcome))

    @router.post(path + "/{case_id}/steps")
    async def post_step(
        case_id: UUID, body: StepBody, tx: Tx, officer: Protector
    ) -> AssessmentView:
        """Take a case or give it back, follow it up, close it (handbook §2.9)."""
        progress = await workflow.take_step(tx, kind, case_id, officer, body.action, body.follow_up)
        return AssessmentView.of(progress)


def case_values(file: CaseFile[Any]) -> dict[str, Any]:
    """The columns of a case for a view, with its stand, its history and what the reader may do."""
    case = file.case
    return {
        **{field.name: getattr(case, field.name) for field in fields(case)},
        "case_id": case.id,
        "state": case.stand,
        "steps": [StepView.model_validate(step) for step in file.steps],
        "allowed": [action.value for action in file.allowed],
    }
