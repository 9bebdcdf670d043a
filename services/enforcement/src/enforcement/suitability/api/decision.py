"""Suitability declarations over HTTP: the decision, and the steps that may come after it."""

from typing import Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, model_validator

from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web import Body
from contracts.event import Code
from enforcement.cases.api.access import (
    ConditionFinder,
    DecidingActor,
    DeclarationDecider,
    Office,
    OwnerOrOffice,
    own,
)
from enforcement.cases.api.bodies import Day, Moment, MotivationBody, Text
from enforcement.cases.store.timeline import By
from enforcement.sanctions.api.views import SanctionStepTaken
from enforcement.sanctions.api.views import step_taken as sanction_step_taken
from enforcement.sanctions.find_condition import find_condition
from enforcement.sanctions.secretariats import SECRETARIAT_OF
from enforcement.suitability import conditions, end_declaration
from enforcement.suitability import decide as decision
from enforcement.suitability import lift as lifting
from enforcement.suitability import renew as renewal
from enforcement.suitability.api.views import StepTaken, step_taken
from enforcement.suitability.decide import DeclarationDecision
from enforcement.suitability.rules import Decision

router = APIRouter(prefix="/v1/suitability-dossiers", tags=["geschiktheidsverklaringen"])


class DecisionBody(Body):
    """Without ``validFrom`` and ``validTo`` (both inclusive) the regulation's validity counts.

    ``conditions`` are codes, since they travel on the bus; ``due`` gives some a last day of their
    own. ``lackingBecause``: why a first grant goes without an advice that its type asks, or without
    a visit. Without ``notifiedAt`` the decision is still to be notified.
    """

    outcome: Decision
    valid_from: Day | None = None
    valid_to: Day | None = None
    conditions: list[Code] = Field(default_factory=list, max_length=50)
    conditions_due_on: Day | None = None
    due: dict[Code, Day] = Field(default_factory=dict, max_length=50)
    decided_at: Moment | None = None
    notified_at: Moment | None = None
    lacking_because: Text | None = None
    motivation: Text

    @model_validator(mode="after")
    def sound(self) -> Self:
        conditional = self.outcome is Decision.VOORWAARDELIJK_TOEGEKEND
        if conditional != bool(self.conditions):
            raise ValueError(
                lazy("Voorwaarden horen bij een voorwaardelijke toekenning, en alleen daar.")
            )
        if self.outcome is Decision.GEWEIGERD and (self.valid_from or self.valid_to):
            raise ValueError(lazy("Een weigering heeft geen geldigheid."))
        return self


@router.post("/{dossier_id}/decision")
async def decide(
    dossier_id: UUID, body: DecisionBody, tx: Tx, actor: DeclarationDecider
) -> StepTaken:
    """The decision on an application or, while a renewal runs, on the renewal."""
    decided = DeclarationDecision(
        outcome=body.outcome,
        motivation=body.motivation,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        conditions=body.conditions,
        conditions_due_on=body.conditions_due_on,
        due=body.due,
        decided_at=body.decided_at,
        notified_at=body.notified_at,
        lacking_because=body.lacking_because,
    )
    return step_taken(tx, await decision.decide(tx, dossier_id, By.actor(actor), decided))


class ConditionsMetBody(Body):
    """Without ``conditions`` all that are open."""

    conditions: list[Code] = Field(default_factory=list, max_length=50)


@router.post("/{dossier_id}/conditions-met")
async def meet_conditions(
    dossier_id: UUID, tx: Tx, actor: Office, body: ConditionsMetBody | None = None
) -> StepTaken:
    """Conditions are met; with the last one the declaration becomes a full one."""
    met = body.conditions if body else []
    return step_taken(tx, await conditions.meet_conditions(tx, dossier_id, By.actor(actor), met))


class ConditionFindingBody(Body):
    condition: Code


@router.post("/{dossier_id}/condition-findings")
async def record_condition_finding(
    dossier_id: UUID, body: ConditionFindingBody, tx: Tx, actor: ConditionFinder
) -> SanctionStepTaken:
    """A condition whose last day is over is not met: the sanction case that follows.

    It opens one, or is the next finding of the one that warned about it.
    """
    case = await find_condition(tx, dossier_id, body.condition, By.actor(actor))
    return sanction_step_taken(tx, case)


@router.post("/{dossier_id}/renewal")
async def renew(dossier_id: UUID, tx: Tx, actor: OwnerOrOffice) -> StepTaken:
    """A renewal starts; the declaration stays valid until the decision."""
    return step_taken(tx, await renewal.renew(tx, dossier_id, By.actor(actor), own(actor)))


@router.post("/{dossier_id}/lifting")
async def lift_suspension(
    dossier_id: UUID, body: MotivationBody, tx: Tx, actor: DecidingActor
) -> StepTaken:
    """A suspension ends before its term, by decision of the body that imposed it."""
    by, body_of = By.actor(actor), SECRETARIAT_OF[actor.function]
    return step_taken(tx, await lifting.lift(tx, dossier_id, by, body.motivation, body_of))


@router.post("/{dossier_id}/relinquishment")
async def relinquish(dossier_id: UUID, tx: Tx, actor: OwnerOrOffice) -> StepTaken:
    """The owner stops: other services learn that the term ended, which is no sanction."""
    by, owner = By.actor(actor), own(actor)
    return step_taken(tx, await end_declaration.relinquish(tx, dossier_id, by, owner))
