"""Acts that make a decision known: to whom it concerns, to the directorate and the judiciary."""

from datetime import date, datetime, timedelta
from typing import Annotated

from chassis.bus import schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from enforcement.acts.act import Act
from enforcement.acts.fields import Past, day, day_of, tick
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.council_of_state.start_term import start_term
from enforcement.functions import INVESTIGATORS
from enforcement.integrity_investigations.erase import FINDINGS_OVER
from enforcement.integrity_investigations.put_into_effect import EFFECT_DUE
from enforcement.integrity_investigations.rules import BASIS, EFFECT_TERM, IntegrityStep
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules.notification import arrival


class NotifyDecision(
    Act,
    step=IntegrityStep.NOTIFICATION,
    page="kennisgeving",
    by=INVESTIGATORS,
    law=BASIS,
    after="decided_at",
    label=mark("Beslissing ter kennis brengen"),
    explained=mark(
        "De beslissing werkt pas na een wachttijd van vijftien dagen na de kennisgeving."
    ),
):
    """The decision left: the waiting time runs, and the term to go to the Council of State.

    Registered, or against a receipt of ``receivedOn``. ``adviceAnnexed``: the directorate's advice
    was in the envelope, as the law wants (§8). ``remedyTold``: so was how to appeal, else the term
    for it is later.
    """

    sent_at: Annotated[Past, day_of(mark("Dag waarop de beslissing vertrok"))] = None
    received_on: Annotated[
        date | None,
        day(
            mark("Dag op het ontvangstbewijs"),
            mark("Laat leeg zonder ontvangstbewijs: dan telt de derde werkdag."),
            name="ontvangen",
        ),
    ] = None
    advice_annexed: Annotated[
        bool, tick(mark("Het advies van de DIOB is bijgevoegd."), name="bijlage")
    ] = False
    remedy_told: Annotated[
        bool, tick(mark("De brief zegt hoe en tot wanneer beroep kan."), name="beroep")
    ] = True

    async def take(self, tx: Transaction, case: IntegrityInvestigation, at: datetime) -> None:
        if not self.advice_annexed:
            reason = lazy(
                "De wet wil het advies van de DIOB als bijlage. Verstuur de beslissing opnieuw."
            )
            raise FieldRefusedError("adviceAnnexed", reason)
        law = await legal_terms.law(tx, city_day(at), EFFECT_TERM)
        notified_on = arrival(city_day(at), self.received_on, city_day(tx.now), law.days)
        case.notified_at = at
        ends = await case_terms.start(tx, case.case_id, law, EFFECT_TERM, notified_on)
        case.effect_after = ends.last_day
        works_on = ends.last_day + timedelta(days=1)
        await schedule(tx, EFFECT_DUE, str(case.case_id), day_start(works_on))
        await start_term(tx, case.case_id, notified_on, remedy_told=self.remedy_told)
        runs = await legal_terms.running(tx, case.case_id, APPEAL_TERM)
        assert runs is not None
        over_on = runs.last_day + timedelta(days=1)
        await schedule(tx, FINDINGS_OVER, str(case.case_id), day_start(over_on))


class PassOnDecision(
    Act,
    step=IntegrityStep.PASSING_ON,
    page="bezorgen",
    by=INVESTIGATORS,
    law=BASIS,
    after="decided_at",
    label=mark("Beslissing bezorgen aan DIOB en gerecht"),
    explained=mark("De DIOB zet de beslissing in het Centraal Register."),
):
    """To the directorate's register and the judicial authorities (§8)."""

    passed_on_at: Annotated[Past, day_of(mark("Bezorgd op"))] = None

    async def take(self, tx: Transaction, case: IntegrityInvestigation, at: datetime) -> None:
        case.passed_on_at = at
