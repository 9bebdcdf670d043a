"""The act by which conditions of a declaration are met."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.enforcement import SuitabilityConditionMet, SuitabilityConditionsMet
from contracts.event import Code
from enforcement.acts.act import Act, PageForm
from enforcement.acts.fields import area
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.functions import OFFICE
from enforcement.suitability import store
from enforcement.suitability.acts.lines import Lines, lines
from enforcement.suitability.conditions import watch_next
from enforcement.suitability.rules import (
    REGULATION,
    ConditionsMet,
    DossierStep,
    condition_code,
)
from enforcement.suitability.store import Dossier


class ConditionsForm(PageForm):
    """The conditions in lines of text."""

    conditions: Annotated[
        Lines,
        area(
            mark("Welke voorwaarden zijn vervuld?"),
            mark("Eén per lijn. Leeg: alle voorwaarden die nog openstaan."),
            name="vervuld",
        ),
    ] = ""

    def act(self) -> "MeetConditions":
        return MeetConditions(conditions=[condition_code(line) for line in lines(self.conditions)])


class MeetConditions(
    Act,
    step=DossierStep.CONDITIONS_MET,
    page="voorwaarden",
    by=OFFICE,
    law=REGULATION,
    label=mark("Voorwaarden vervuld"),
):
    """Conditions are met; with the last one the declaration becomes a full one.

    Without ``conditions`` all that are open. While a renewal runs it stays in that state.
    """

    form = ConditionsForm

    conditions: list[Code] = Field(default_factory=list, max_length=50)

    async def move(self, tx: Transaction, case: Dossier, at: datetime | None, by: By) -> None:
        met, left = self._met(case), self._left(case)
        outcome = ConditionsMet.DEEL if left else ConditionsMet.ALLE
        step, law = self.declared.step, self.declared.law
        take_step(tx, case, step, by, outcome=outcome, reason=", ".join(met), basis=law)

    async def take(self, tx: Transaction, case: Dossier, at: datetime) -> None:
        met, left = self._met(case), self._left(case)
        case.conditions = left
        await tx.session.flush()
        await store.conditions.meet(tx, case.dossier_id, met, tx.now)
        await watch_next(tx, case)
        for code in met:
            record(
                tx,
                SuitabilityConditionMet(
                    premises_id=case.premises_id,
                    dossier_id=case.dossier_id,
                    condition=code,
                    met_at=tx.now,
                ),
            )
        if not left:
            event = SuitabilityConditionsMet(
                premises_id=case.premises_id, dossier_id=case.dossier_id, met_at=tx.now
            )
            record(tx, event)

    def _met(self, case: Dossier) -> list[str]:
        """Raises ``FieldRefusedError`` for one that is not open."""
        met = list(dict.fromkeys(self.conditions)) or list(case.conditions)
        unknown = next((code for code in met if code not in case.conditions), None)
        if unknown is not None:
            reason = lazy("'%(code)s' is geen open voorwaarde.", code=unknown)
            raise FieldRefusedError("conditions", reason)
        return met

    def _left(self, case: Dossier) -> list[str]:
        met = self._met(case)
        return [code for code in case.conditions if code not in met]
