"""Acts that end what a sanction does, or its case."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web import Function
from chassis.web.pages.languages import mark
from contracts.codes import DecidingBody
from enforcement.acts.act import Act
from enforcement.acts.correct_day import CorrectDay
from enforcement.acts.fields import NO_NAMES, Role, Text, area, choice
from enforcement.acts.retake import Retake
from enforcement.cases.rules import WrongBodyError
from enforcement.cases.store.timeline import By
from enforcement.functions import BODIES, CASE_WORKERS, SECRETARIAT_OF
from enforcement.legal_terms import case_terms
from enforcement.sanctions import labels, store
from enforcement.sanctions.check_execution import withdraw_check
from enforcement.sanctions.close import end
from enforcement.sanctions.correct_day import correct_day, falls_with
from enforcement.sanctions.put_into_effect import tell_reopened
from enforcement.sanctions.retake import retake
from enforcement.sanctions.return_finding import goes_on_in
from enforcement.sanctions.rules import (
    CLOSURES,
    DEFENCE_TERM,
    HANDLED,
    WARNING_BASIS,
    WARNING_TERM,
    DayOf,
    Restart,
    SanctionStep,
)
from enforcement.sanctions.store import SanctionCase
from enforcement.sanctions.undo import lift_suspension
from enforcement.suitability.rules import SANCTION_BASIS

OWN_TERMS = (WARNING_TERM, DEFENCE_TERM)


class LiftSanction(
    Act,
    step=SanctionStep.REOPENING,
    page="opheffen",
    by=BODIES,
    decides=True,
    law=SANCTION_BASIS,
    label=mark("De sluiting of schorsing opheffen"),
    explained=mark("Alleen het orgaan dat de sanctie oplegde, heft ze op."),
    asks=True,
):
    """Lift a closure or suspension; rooms open again if the declaration permits it.

    The body that imposed it lifts it, before its end.
    """

    motivation: Annotated[Text, Role.REASON, area(mark("Waarom?"), NO_NAMES, name="reden")]

    async def take_by(self, tx: Transaction, case: SanctionCase, at: datetime, by: By) -> None:
        imposed_by = DecidingBody(case.deciding_body or "")
        if imposed_by is not SECRETARIAT_OF[Function(by.function)]:
            raise WrongBodyError(imposed_by)
        case.reopened_at = tx.now
        withdraw_check(tx, case, by)
        if case.decision_kind in CLOSURES:
            tell_reopened(tx, case)
        else:
            await lift_suspension(tx, case, by, self.motivation)


class RetakeDecision(
    Retake,
    step=SanctionStep.RETAKE,
    page="beslissing-hernemen",
    by=BODIES,
    law=WARNING_BASIS,
    label=mark("De beslissing intrekken of hernemen"),
    explained=mark(
        "Alleen het orgaan dat besliste, neemt de beslissing terug. Wat ze sloot of "
        "schorste, gaat meteen open. Wat de eigenaar eerder zei of schreef, blijft in het dossier "
        "en telt als verweer. Loopt er beroep, meld het dan aan de Raad van State."
    ),
):
    """The body withdraws its own decision, or begins anew once the Council stayed or annulled it.

    What it took is given back. The case begins anew where it went wrong: with a warning, an
    invitation, a proposal or a decision; or it ends (``niets``).
    """

    restart: Annotated[
        Restart, choice(mark("Waar herneemt het dossier?"), labels.RESTART, name="vanaf")
    ]

    async def falls(self, tx: Transaction, case: SanctionCase) -> Sequence[str]:
        """Without its warning the next finding is a first one."""
        finding = await store.next_finding(tx, case)
        if self.restart is not Restart.WAARSCHUWING or finding is None:
            return ()
        return (await goes_on_in(tx, finding),)

    async def move(self, tx: Transaction, case: SanctionCase, at: datetime | None, by: By) -> None:
        await retake(tx, case, self.restart, by, self.noted())


class CorrectSanctionDay(
    CorrectDay,
    step=SanctionStep.CORRECTION,
    by=CASE_WORKERS,
    law=WARNING_BASIS,
):
    """The day of the hearing, or on which the owner got the warning or the decision, was noted
    wrong: ``day`` is right.

    Terms run from it, and so does a decision that works from its notification.
    """

    day_of: Annotated[DayOf, choice(mark("Welke dag is fout?"), labels.DAY_OF, name="welke")]

    async def falls(self, tx: Transaction, case: SanctionCase) -> Sequence[str]:
        return await falls_with(tx, case, self.day_of, self.day)

    async def correct(self, tx: Transaction, case: SanctionCase, by: By) -> None:
        await correct_day(tx, case, self.day_of, self.day, by)


class CloseSanction(
    Act,
    step=SanctionStep.CLOSING,
    page="sanctie-afsluiten",
    by=CASE_WORKERS,
    law=WARNING_BASIS,
    label=mark("Het dossier afsluiten"),
):
    """The end of the case; one that ends without a decision needs a reason.

    So does one of a sanction that was not respected. The owner may appeal as long as the law says,
    whatever the city does with its file.
    """

    reason: Annotated[
        Text | None,
        Role.REASON,
        area(
            mark("Waarom sluit je dit dossier?"),
            mark("Verplicht zonder beslissing, of als de sanctie niet nageleefd werd."),
            name="reden",
        ),
    ] = None

    async def move(self, tx: Transaction, case: SanctionCase, at: datetime | None, by: By) -> None:
        if self.reason is None and case.state not in HANDLED:
            reason = lazy("Zeg waarom je dit dossier zonder beslissing afsluit.")
            raise FieldRefusedError("reason", reason)
        if self.reason is None and case.complied is False:
            reason = lazy("De sanctie werd niet nageleefd. Zeg waarom je afsluit.")
            raise FieldRefusedError("reason", reason)
        end(tx, case, by, self.reason)

    async def take(self, tx: Transaction, case: SanctionCase, at: datetime) -> None:
        await case_terms.close(tx, case.case_id, *OWN_TERMS)
