"""The act by which a renewal begins."""

from datetime import datetime

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.web.pages.languages import mark
from contracts.codes import VisitReason
from contracts.enforcement import SuitabilityRenewalRequested
from enforcement.acts.act import Act
from enforcement.functions import OFFICE, OWNER
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.suitability.advices import begin_round, end_on_change
from enforcement.suitability.apply import check_wait, record_application
from enforcement.suitability.heard import forget_hearing
from enforcement.suitability.rules import DECISION_TERM, REGULATION, DossierStep
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
        "alleen tot haar laatste dag. Vraag daarna adviezen en bezoek het pand."
    ),
):
    """A renewal starts; the declaration stays valid until the decision.

    After a refusal it stays valid until its last day, however often its owner asks.
    """

    async def take(self, tx: Transaction, case: Dossier, at: datetime) -> None:
        await check_wait(tx, case.premises_id, case.owner)
        case.reason = str(VisitReason.VERNIEUWING)
        await end_on_change(tx, case)
        await begin_round(tx, case)
        case.visited = False
        case.decided_at = case.former_valid_to = case.former_conditions = None
        forget_hearing(case)
        today = city_day(tx.now)
        law = await legal_terms.law(tx, today, DECISION_TERM)
        await case_terms.start(tx, case.case_id, law, DECISION_TERM, today)
        record_application(tx, case, VisitReason.VERNIEUWING)
        record(
            tx,
            SuitabilityRenewalRequested(
                premises_id=case.premises_id,
                dossier_id=case.dossier_id,
                requested_at=tx.now,
                works_until=None if case.renewal_refused_on is None else case.valid_to,
            ),
        )
