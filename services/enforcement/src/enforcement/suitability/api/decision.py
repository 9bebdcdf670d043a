"""Suitability declarations: the decision, and what may come after it."""

from typing import Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, model_validator

from chassis.bus import record
from chassis.edge import Tx
from chassis.web import Body
from contracts.codes import VisitReason
from contracts.enforcement import SuitabilityConditionsMet
from contracts.event import Code
from enforcement.cases import step
from enforcement.cases.api.access import (
    DecidingActor,
    DeclarationDecider,
    Office,
    OwnerOrOffice,
    own,
)
from enforcement.cases.api.shapes import Day, Motivated, Text
from enforcement.cases.store.timeline import By
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import brussels_day
from enforcement.suitability import declaration
from enforcement.suitability.api.shapes import (
    REGULATION,
    StepTaken,
    locked,
    taken,
    tell_application,
)
from enforcement.suitability.rules import Decision, DossierState, DossierStep

router = APIRouter(prefix="/v1/suitability-dossiers", tags=["geschiktheidsverklaringen"])


class DecisionBody(Body):
    """Without ``validFrom`` and ``validTo`` (both inclusive) the regulation's validity counts.

    ``conditions`` are codes, since they travel on the bus.
    """

    outcome: Decision
    valid_from: Day | None = None
    valid_to: Day | None = None
    conditions: list[Code] = Field(default_factory=list, max_length=50)
    conditions_due_on: Day | None = None
    motivation: Text

    @model_validator(mode="after")
    def sound(self) -> Self:
        conditional = self.outcome is Decision.VOORWAARDELIJK_TOEGEKEND
        if conditional != bool(self.conditions):
            raise ValueError(
                "Voorwaarden horen bij een voorwaardelijke toekenning, en alleen daar."
            )
        if self.outcome is Decision.GEWEIGERD and (self.valid_from or self.valid_to):
            raise ValueError("Een weigering heeft geen geldigheid.")
        return self


@router.post("/{dossier_id}/decision")
async def decide(
    dossier_id: UUID, body: DecisionBody, tx: Tx, actor: DeclarationDecider
) -> StepTaken:
    """The decision on an application or, while a renewal runs, on the renewal."""
    dossier = await locked(tx, dossier_id)
    renewal = dossier.state == DossierState.VERNIEUWING_LOPEND
    step.take(
        tx,
        dossier,
        DossierStep.DECISION,
        By.actor(actor),
        outcome=str(body.outcome),
        reason=body.motivation,
        basis=REGULATION,
    )
    await legal_terms.close(tx, dossier_id, *declaration.UNTIL_DECISION)
    if body.outcome is Decision.GEWEIGERD:
        await declaration.refuse(tx, dossier)
    else:
        validity = declaration.Wanted(body.valid_from, body.valid_to, body.conditions_due_on)
        await declaration.grant(tx, dossier, body.conditions, validity, renewal=renewal)
    return taken(tx, dossier)


@router.post("/{dossier_id}/conditions-met")
async def meet_conditions(dossier_id: UUID, tx: Tx, actor: Office) -> StepTaken:
    """All conditions are met: the declaration becomes a full one."""
    dossier = await locked(tx, dossier_id)
    met = ", ".join(dossier.conditions)
    by = By.actor(actor)
    step.take(tx, dossier, DossierStep.CONDITIONS_MET, by, reason=met, basis=REGULATION)
    dossier.conditions = []
    await legal_terms.close(tx, dossier_id, declaration.CONDITIONS_TERM)
    record(
        tx,
        SuitabilityConditionsMet(
            premises_id=dossier.premises_id, dossier_id=dossier_id, met_at=tx.now
        ),
    )
    return taken(tx, dossier)


@router.post("/{dossier_id}/renewal")
async def ask_renewal(dossier_id: UUID, tx: Tx, actor: OwnerOrOffice) -> StepTaken:
    """A renewal starts; the declaration stays valid until the decision."""
    dossier = await locked(tx, dossier_id, own(actor))
    step.take(tx, dossier, DossierStep.RENEWAL, By.actor(actor), basis=REGULATION)
    dossier.reason = str(VisitReason.VERNIEUWING)
    dossier.advice_round += 1
    dossier.advices_requested = dossier.advices_awaited = 0
    dossier.heard = False
    term, today = "suitability.decision_days", brussels_day(tx.now)
    await legal_terms.start(tx, dossier_id, await legal_terms.law(tx, today, term), term, today)
    tell_application(tx, dossier, VisitReason.VERNIEUWING)
    return taken(tx, dossier)


@router.post("/{dossier_id}/lifting")
async def lift_suspension(
    dossier_id: UUID, body: Motivated, tx: Tx, actor: DecidingActor
) -> StepTaken:
    """A suspension ends before its term, by decision."""
    dossier = await locked(tx, dossier_id)
    await declaration.lift(tx, dossier, By.actor(actor), body.motivation)
    return taken(tx, dossier)


@router.post("/{dossier_id}/withdrawal")
async def withdraw(dossier_id: UUID, body: Motivated, tx: Tx, actor: DecidingActor) -> StepTaken:
    """The declaration is taken back for good, after the owner was heard."""
    dossier = await locked(tx, dossier_id)
    await declaration.withdraw(tx, dossier, By.actor(actor), body.motivation, REGULATION)
    return taken(tx, dossier)


@router.post("/{dossier_id}/relinquishment")
async def relinquish(dossier_id: UUID, tx: Tx, actor: OwnerOrOffice) -> StepTaken:
    """The owner stops: other services learn that the term ended, which is no sanction."""
    dossier = await locked(tx, dossier_id, own(actor))
    await declaration.relinquish(tx, dossier, By.actor(actor))
    return taken(tx, dossier)
