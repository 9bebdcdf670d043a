"""The act by which a renewal begins."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated

from pydantic import PrivateAttr

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import VisitReason
from enforcement.acts.act import Act
from enforcement.acts.fields import Past, Role, choice, day_of
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.functions import OFFICE, OWNER
from enforcement.suitability import labels
from enforcement.suitability.advices import begin_round, end_on_change
from enforcement.suitability.apply import check_wait, record_application
from enforcement.suitability.heard import forget_hearing
from enforcement.suitability.renewal_request import start_term, tell_request, work_on
from enforcement.suitability.rules import (
    REGULATION,
    DossierFile,
    DossierState,
    DossierStep,
    RequestEvidence,
)
from enforcement.suitability.store import Dossier


class Renew(
    Act,
    step=DossierStep.RENEWAL,
    page="vernieuwing",
    by=OFFICE,
    own=OWNER,
    law=REGULATION,
    label=mark("Vernieuwing starten"),
    explained=mark(
        "De verklaring blijft geldig tot over de vernieuwing beslist is, maar na een weigering "
        "alleen tot haar laatste dag. Vroeg de eigenaar ze op tijd, dan kan dit ook nog als de "
        "verklaring intussen verviel: ze werkt dan verder alsof ze nooit verviel. Shifts die "
        "intussen vervielen, geeft de eigenaar opnieuw aan. Vraag daarna adviezen en bezoek het "
        "pand."
    ),
):
    """A renewal starts; the declaration stays valid until the decision.

    After a refusal it stays valid until its last day, however often its owner asks. ``askedAt``:
    when its owner asked, where that is noted later; what was asked by the last day renews a
    declaration that ended since. ``evidence`` shows that day.
    """

    asked_at: Annotated[Past, day_of(mark("Wanneer vroeg de eigenaar dit?"))] = None
    evidence: Annotated[
        RequestEvidence | None,
        Role.REASON,
        choice(
            mark("Waaruit blijkt die dag?"),
            labels.REQUEST_EVIDENCE,
            mark("Alleen als de eigenaar het op een vroegere dag vroeg."),
            name="bewijs",
        ),
    ] = None
    _kept: bool = PrivateAttr(default=False)
    """The city has the request itself, with its day."""

    async def earliest(self, tx: Transaction, case: Dossier) -> datetime | None:
        """When the declaration was decided that it would renew."""
        return await timeline.latest(tx, case.case_id, DossierStep.DECISION)

    async def foreseen(self, tx: Transaction, case: Dossier, by: By) -> DossierFile:
        at = await self.taken_at(tx, case) or tx.now
        if city_day(at) < city_day(tx.now):
            if by.function in OWNER and not self._kept:
                reason = lazy("Je vraagt dit vandaag. Vroeg je het al eerder, zeg het dan de stad.")
                raise FieldRefusedError("askedAt", reason)
            if self.evidence is None:
                raise FieldRefusedError("evidence", lazy("Zeg waaruit die vroegere dag blijkt."))
        return replace(case.file(), asked_on=city_day(at))

    async def move(self, tx: Transaction, case: Dossier, at: datetime | None, by: By) -> None:
        ended = case.state is DossierState.VERVALLEN
        await super().move(tx, case, at, by)
        if ended:
            await work_on(tx, case, by)

    async def take(self, tx: Transaction, case: Dossier, at: datetime) -> None:
        await check_wait(tx, case.premises_id, case.owner, at)
        case.reason = str(VisitReason.VERNIEUWING)
        await end_on_change(tx, case)
        await begin_round(tx, case)
        case.visited = False
        case.decided_at = case.former_valid_to = case.former_conditions = None
        forget_hearing(case)
        await start_term(tx, case, city_day(at))
        record_application(tx, case, VisitReason.VERNIEUWING, at)
        tell_request(tx, case, at)


def asked_on_calendar(at: datetime) -> Renew:
    """A renewal that its owner asked on the calendar's site."""
    asked = Renew(asked_at=at, evidence=RequestEvidence.PANDKALENDER)
    asked._kept = True
    return asked
