"""Acts of the investigation itself: consultations, its extension, the directorate's advice."""

from datetime import datetime
from typing import Annotated

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.web.pages.languages import mark
from contracts.enforcement import IntegrityAdviceGiven, IntegrityAdviceRequested
from enforcement.acts.act import Act
from enforcement.acts.fields import Past, Role, Text, area, choice, day_of
from enforcement.cases.store.timeline import By
from enforcement.functions import INVESTIGATORS, MAYOR
from enforcement.integrity_investigations import labels
from enforcement.integrity_investigations.keep import keep
from enforcement.integrity_investigations.rules import (
    ADVICE_BASIS,
    ADVICE_TERM,
    BASIS,
    COMPLETION_TERM,
    EXTENSION_TERM,
    INVESTIGATION_TERM,
    Admissibility,
    Consulted,
    IntegrityStep,
    Outcome,
    Source,
)
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms

Case = IntegrityInvestigation


class ConsultSource(
    Act,
    step=IntegrityStep.CONSULTATION,
    page="raadpleging",
    by=INVESTIGATORS,
    law=BASIS,
    after="started_at",
    label=mark("Raadpleging noteren"),
    explained=mark("Het Centraal Register raadplegen is verplicht. Al de rest mag."),
):
    """Somebody consulted a source that the law lets the city consult (§6).

    The timeline keeps the source alone; what it said goes sooner.
    """

    source: Annotated[
        Consulted,
        Role.REASON,
        choice(mark("Wie of wat is geraadpleegd?"), labels.CONSULTED, name="bron"),
    ]
    outcome: Annotated[Outcome, choice(mark("Uitkomst"), labels.OUTCOME, name="uitkomst")]
    note: Annotated[Text | None, area(mark("Wat is gevonden?"), labels.GOES_SOON, name="nota")] = (
        None
    )
    said_at: Annotated[Past, day_of(mark("Dag van het antwoord"))] = None

    async def take(self, tx: Transaction, case: Case, at: datetime) -> None:
        if self.source is Consulted.CENTRAAL_REGISTER:
            case.register_consulted = True
        keep(tx, case, Source(self.source), at, outcome=self.outcome, note=self.note)


class ExtendInvestigation(
    Act,
    step=IntegrityStep.EXTENSION,
    page="verlengen",
    by=MAYOR,
    decides=True,
    law=BASIS,
    label=mark("Onderzoek verlengen"),
    explained=mark("Het onderzoek krijgt dertig werkdagen meer. Dat kan één keer."),
    asks=True,
):
    """Thirty working days more, once, as the law says (§4)."""

    async def take_by(self, tx: Transaction, case: Case, at: datetime, by: By) -> None:
        law = await legal_terms.law(tx, city_day(case.started_at), EXTENSION_TERM)
        case_id = case.case_id
        await case_terms.extend(tx, case_id, INVESTIGATION_TERM, law, EXTENSION_TERM, BASIS, by)
        case.extended = True


class AskAdvice(
    Act,
    step=IntegrityStep.ADVICE_REQUEST,
    page="advies-vragen",
    by=INVESTIGATORS,
    law=ADVICE_BASIS,
    after="started_at",
    label=mark("Advies vragen aan de DIOB"),
    explained=mark(
        "Zonder dit advies kan het college niets weigeren, schorsen, opheffen of sluiten."
    ),
):
    """The city asked the federal directorate for its advice; without one it takes no measure."""

    asked_at: Annotated[Past, day_of(mark("Dag van de vraag"))] = None

    async def take(self, tx: Transaction, case: Case, at: datetime) -> None:
        case.advice_asked_at, case.advised_at, case.admissible = at, None, False
        record(tx, IntegrityAdviceRequested(case_id=case.case_id, requested_at=at))


class NoteAdmissibility(
    Act,
    step=IntegrityStep.ADMISSIBILITY,
    page="ontvankelijk",
    by=INVESTIGATORS,
    law=ADVICE_BASIS,
    after="advice_asked_at",
    label=mark("Antwoord van de DIOB op de vraag"),
):
    """The directorate's thirty working days run from its yes; five to complete from its no."""

    answer: Annotated[
        Admissibility,
        Role.OUTCOME,
        choice(mark("Wat antwoordde de DIOB op de vraag?"), labels.ADMISSIBILITY, name="antwoord"),
    ]
    told_at: Annotated[Past, day_of(mark("Dag van het antwoord"))] = None

    async def take(self, tx: Transaction, case: Case, at: datetime) -> None:
        told_on = city_day(at)
        law = await legal_terms.law(tx, told_on, COMPLETION_TERM, ADVICE_TERM)
        await case_terms.close(tx, case.case_id, COMPLETION_TERM)
        if self.answer is Admissibility.ONTVANKELIJK:
            case.admissible = True
            await case_terms.start(tx, case.case_id, law, ADVICE_TERM, told_on)
        elif self.answer is Admissibility.AAN_TE_VULLEN:
            await case_terms.start(tx, case.case_id, law, COMPLETION_TERM, told_on)


class ReceiveAdvice(
    Act,
    step=IntegrityStep.ADVICE,
    page="advies",
    by=INVESTIGATORS,
    law=ADVICE_BASIS,
    after="advice_asked_at",
    label=mark("Advies van de DIOB noteren"),
    explained=mark(
        "Het advies is niet bindend. Bewaar het: het gaat als bijlage bij de beslissing."
    ),
):
    """The advice binds nobody; one that comes late counts as well. What it said is sealed."""

    summary: Annotated[
        Text, area(mark("Wat adviseert de DIOB?"), labels.GOES_SOON, name="samenvatting")
    ]
    advised_at: Annotated[Past, day_of(mark("Dag van ontvangst"))] = None

    async def take(self, tx: Transaction, case: Case, at: datetime) -> None:
        runs = await legal_terms.running(tx, case.case_id, ADVICE_TERM)
        case.advised_at = at
        keep(tx, case, Source.DIOB, at, note=self.summary)
        await case_terms.close(tx, case.case_id, ADVICE_TERM)
        late = runs is not None and city_day(at) > runs.last_day
        record(tx, IntegrityAdviceGiven(case_id=case.case_id, late=late, advised_at=at))
