"""Acts by which a suspension or a declaration ends, a decision is taken back, a day corrected."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import PrivateAttr

from chassis.bus import record
from chassis.db import Transaction
from chassis.web.pages.languages import mark
from contracts.enforcement import SuitabilityRelinquished
from enforcement.acts.act import Act
from enforcement.acts.correct_day import CorrectDay
from enforcement.acts.fields import Role, Text, area, choice
from enforcement.acts.retake import Retake
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.functions import BODIES, DECLARATION_DECIDERS, OFFICE, OWNER
from enforcement.suitability import labels
from enforcement.suitability.correct_day import correct_day, falls_with
from enforcement.suitability.end_declaration import end
from enforcement.suitability.lift import lift, own_suspensions
from enforcement.suitability.retake import retake
from enforcement.suitability.rules import (
    REGULATION,
    SANCTION_BASIS,
    DayOf,
    DossierStep,
    Restart,
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


class RetakeDeclaration(
    Retake,
    step=DossierStep.RETAKE,
    page="beslissing-hernemen",
    by=DECLARATION_DECIDERS,
    law=REGULATION,
    label=mark("De beslissing intrekken of hernemen"),
    explained=mark(
        "Alleen wie besliste, neemt de beslissing terug. Trek je een toekenning in, dan kan het "
        "pand meteen niet meer gebruikt worden, en vervallen de shifts die al aangegeven zijn. "
        "Wat de eigenaar eerder zei of schreef, blijft in het dossier. Loopt er beroep, meld het "
        "dan aan de Raad van State."
    ),
):
    """The city withdraws its own decision, or begins anew once the Council stayed or annulled it.

    The dossier begins anew where it went wrong: with advices, an invitation or a decision. A grant
    is withdrawn only as long as somebody may go to the Council of State against it, or did.
    """

    restart: Annotated[
        Restart, choice(mark("Waar herneemt het dossier?"), labels.RESTART, name="vanaf")
    ]

    async def move(self, tx: Transaction, case: Dossier, at: datetime | None, by: By) -> None:
        await retake(tx, case, self.restart, by, self.noted())


class CorrectDossierDay(
    CorrectDay,
    step=DossierStep.CORRECTION,
    by=OFFICE,
    law=REGULATION,
):
    """A day was noted wrong: of the hearing, of the notification, of the request to renew, or the
    first or last of the declaration.

    ``day`` is the right one, as it was decided: calendar, police and figures hear of it.
    """

    day_of: Annotated[DayOf, choice(mark("Welke dag is fout?"), labels.DAY_OF, name="welke")]

    async def falls(self, tx: Transaction, case: Dossier) -> Sequence[str]:
        return falls_with(case, self.day_of, self.day)

    async def take_by(self, tx: Transaction, case: Dossier, at: datetime, by: By) -> None:
        """The days of a declaration may be to come."""
        await correct_day(tx, case, self.day_of, self.day, by)
