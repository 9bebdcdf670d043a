"""Acts by which a suspension ends before its term, or an owner gives the declaration up."""

from datetime import datetime
from typing import Annotated

from pydantic import PrivateAttr

from chassis.bus import record
from chassis.db import Transaction
from chassis.web.pages.languages import mark
from contracts.enforcement import SuitabilityRelinquished
from enforcement.acts.act import Act
from enforcement.acts.fields import Role, Text, area
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.functions import BODIES, OFFICE, OWNER
from enforcement.suitability.end_declaration import end
from enforcement.suitability.lift import lift, own_suspensions
from enforcement.suitability.rules import (
    REGULATION,
    SANCTION_BASIS,
    DossierStep,
)
from enforcement.suitability.store import Dossier
from enforcement.suitability.suspending_cases import SuspendingCase

MOTIVATION = area(
    mark("Motivering"),
    mark("De feiten, de regel en het antwoord op wat de eigenaar zei."),
    name="motivering",
)


class LiftSuspension(
    Act,
    step=DossierStep.LIFTING,
    page="schorsing-opheffen",
    by=BODIES,
    decides=True,
    law=SANCTION_BASIS,
    label=mark("Schorsing opheffen"),
    explained=mark(
        "Alleen wat je eigen orgaan oplegde, eindigt. Een schorsing door een ander orgaan "
        "loopt verder."
    ),
    asks=True,
):
    """A suspension ends before its term, by decision of the body that imposed it."""

    motivation: Annotated[Text, Role.REASON, MOTIVATION]
    _cases: list[SuspendingCase] = PrivateAttr(default_factory=list)
    """What the own body imposed, as it was before the step."""

    async def move(self, tx: Transaction, case: Dossier, at: datetime | None, by: By) -> None:
        self._cases = await own_suspensions(tx, case, by) if case.file().suspended else []
        law = self._cases[0].law if self._cases else self.declared.law
        reason = self.motivation
        take_step(tx, case, self.declared.step, by, reason=reason, basis=law)

    async def take_by(self, tx: Transaction, case: Dossier, at: datetime, by: By) -> None:
        await lift(tx, case, by, self.motivation, self._cases)


class Relinquish(
    Act,
    step=DossierStep.RELINQUISHMENT,
    page="afstand",
    by=OFFICE,
    own=OWNER,
    law=REGULATION,
    label=mark("Afstand door de eigenaar"),
    explained=mark("De eigenaar stopt. De ruimten kunnen meteen niet meer gebruikt worden."),
    asks=True,
):
    """The owner stops: other services learn that the term ended, which is no sanction."""

    async def take(self, tx: Transaction, case: Dossier, at: datetime) -> None:
        await end(tx, case)
        record(
            tx,
            SuitabilityRelinquished(
                premises_id=case.premises_id,
                dossier_id=case.dossier_id,
                relinquished_at=tx.now,
            ),
        )
