"""Acts that end what a decision does (§§8 and 12), and the file of an investigation."""

from datetime import datetime
from typing import Annotated

from chassis.db import Transaction
from chassis.web.pages.languages import mark
from enforcement.acts.act import Act
from enforcement.acts.correct_day import CorrectDay
from enforcement.acts.fields import choice
from enforcement.cases.store.timeline import By
from enforcement.functions import COLLEGE, INVESTIGATORS
from enforcement.integrity_investigations import labels
from enforcement.integrity_investigations.correct_day import correct_day
from enforcement.integrity_investigations.erase import keep_until
from enforcement.integrity_investigations.put_into_effect import give_back, reconsider_refused
from enforcement.integrity_investigations.retake import retake
from enforcement.integrity_investigations.rules import (
    BASIS,
    EFFECT_TERM,
    DayOf,
    IntegrityStep,
    Restart,
    Reversal,
)
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import case_terms

Case = IntegrityInvestigation


class LiftSuspension(
    Act,
    step=IntegrityStep.LIFTING,
    page="opheffen",
    by=COLLEGE,
    seen="proposed_at",
    decides=True,
    law=BASIS,
    label=mark("Schorsing opheffen: voorwaarden vervuld"),
    explained=mark("De voorwaarden zijn vervuld. De verklaring werkt meteen weer."),
    asks=True,
):
    """The conditions of a suspension are met: the declaration works again."""

    async def take_by(self, tx: Transaction, case: Case, at: datetime, by: By) -> None:
        await give_back(tx, case, by)
        case.lifted_at = at


class RevokeDecision(
    Act,
    step=IntegrityStep.REVOCATION,
    page="intrekken",
    by=COLLEGE,
    seen="proposed_at",
    decides=True,
    law=BASIS,
    label=mark("Beslissing intrekken: nieuwe elementen"),
    explained=mark(
        "Uit nieuwe elementen blijkt dat de feiten niet vaststaan of niet meer gelden. Wat de "
        "beslissing wegnam, komt meteen terug."
    ),
    asks=True,
):
    """New elements show that the facts do not hold; the college must take its decision back."""

    async def take_by(self, tx: Transaction, case: Case, at: datetime, by: By) -> None:
        if case.works:
            await give_back(tx, case, by)
        case.undone_at, case.reversal = at, Reversal.NIEUWE_ELEMENTEN
        await reconsider_refused(tx, case, by)


class RetakeMeasure(
    Act,
    step=IntegrityStep.RETAKE,
    page="hernemen",
    by=COLLEGE,
    seen="proposed_at",
    decides=True,
    law=BASIS,
    label=mark("Beslissing intrekken of hernemen"),
    explained=mark(
        "Wat de beslissing wegnam, komt meteen terug. De termijn van het onderzoek begint opnieuw. "
        "Loopt er beroep, meld het dan aan de Raad van State."
    ),
    asks=True,
):
    """The college withdraws its own decision, or begins anew once a judge stayed or annulled it.

    The case begins anew where it went wrong: with the investigation, an invitation, a proposal or a
    decision; or it ends (``niets``). Why, the decision of the college says: no timeline does, which
    stays when what was found is destroyed.
    """

    restart: Annotated[
        Restart, choice(mark("Waar herneemt het dossier?"), labels.RESTART, name="vanaf")
    ]

    async def move(self, tx: Transaction, case: Case, at: datetime | None, by: By) -> None:
        await retake(tx, case, self.restart, by)


class CorrectInvestigationDay(
    CorrectDay, step=IntegrityStep.CORRECTION, by=INVESTIGATORS, law=BASIS
):
    """The day of the hearing, of the decision or of its receipt was noted wrong: ``day`` is right.

    The waiting time and the term of appeal run from a right day of receipt.
    """

    day_of: Annotated[DayOf, choice(mark("Welke dag is fout?"), labels.DAY_OF, name="welke")]

    async def correct(self, tx: Transaction, case: Case, by: By) -> None:
        await correct_day(tx, case, self.day_of, self.day, by)


class CloseInvestigation(
    Act,
    step=IntegrityStep.CLOSING,
    page="afsluiten",
    by=INVESTIGATORS,
    law=BASIS,
    label=mark("Dossier afsluiten"),
    explained=mark("Het dossier blijft vijf jaar bewaard en wordt dan vernietigd."),
    asks=True,
):
    """An investigation that led to a measure is over; the term of appeal goes on."""

    async def take(self, tx: Transaction, case: Case, at: datetime) -> None:
        case.closed_at = at
        await case_terms.close(tx, case.case_id, EFFECT_TERM)
        await keep_until(tx, case)
