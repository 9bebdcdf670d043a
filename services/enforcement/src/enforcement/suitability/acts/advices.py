"""Acts of the advices on which a decision rests: ask services, and note what one of them said."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, Field, StringConstraints

from chassis.bus import record
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.enforcement import SuitabilityAdviceGiven, SuitabilityAdviceRequested
from contracts.event import Code
from enforcement.acts.act import Act, PageForm
from enforcement.acts.fields import NO_NAMES, area, choice, day, tick
from enforcement.cases.store.timeline import By
from enforcement.functions import OFFICE
from enforcement.suitability import labels, store
from enforcement.suitability.acts.lines import CONDITION_LINES, Lines, read_conditions
from enforcement.suitability.advices import (
    begin_on_change,
    go_on,
    last_day,
    remind_later,
    watch_next,
)
from enforcement.suitability.rules import (
    REGULATION,
    AdviceOutcome,
    AdviceResult,
    AdviceService,
    DossierState,
    DossierStep,
    advices_of,
    must_fit,
    must_give_reasons,
)
from enforcement.suitability.store import Dossier

AdviceReasons = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=3, max_length=2000)
]
"""Why a service advises as it does; kept in this service, and never in an event (DP-19)."""


class AdviceRequestsForm(PageForm):
    """A tick for each service; what this type of permit asks is ticked, and others may be too."""

    fire: Annotated[bool, tick(labels.SERVICE[AdviceService.BRANDWEER], name="brandweer")] = False
    planning: Annotated[bool, tick(labels.SERVICE[AdviceService.STEDENBOUW], name="stedenbouw")] = (
        False
    )
    hygiene: Annotated[bool, tick(labels.SERVICE[AdviceService.HYGIENE], name="hygiene")] = False
    morality: Annotated[
        bool, tick(labels.SERVICE[AdviceService.POLITIE_MORALITEIT], name="politie_moraliteit")
    ] = False
    statutes: Annotated[bool, tick(labels.SERVICE[AdviceService.STATUTEN], name="statuten")] = False
    due_at: Annotated[
        date | None,
        day(
            mark("Laatste dag voor deze diensten"),
            mark("Laat leeg voor de gewone termijn. Elke dienst houdt zijn eigen termijn."),
            name="tot",
        ),
    ] = None

    @classmethod
    async def begins(cls, tx: Transaction, case: Any) -> Mapping[str, Sequence[str]]:
        return {service: ["true"] for service in advices_of(case.permit_type, city_day(tx.now))}

    def act(self) -> "RequestAdvices":
        ticked = (self.fire, self.planning, self.hygiene, self.morality, self.statutes)
        services = [each for each, yes in zip(AdviceService, ticked, strict=True) if yes]
        if not services:
            raise FieldRefusedError("services", lazy("Kies minstens één dienst."))
        return RequestAdvices(
            services=services,
            due_at=None if self.due_at is None else day_start(self.due_at),
        )


class RequestAdvices(
    Act,
    step=DossierStep.ADVICE_REQUESTS,
    page="adviezen-vragen",
    by=OFFICE,
    law=REGULATION,
    label=mark("Adviezen vragen"),
    explained=mark(
        "Aangevinkt zijn de diensten die dit soort vergunning vraagt. Loopt de verklaring al, dan "
        "gaat het advies over wat de eigenaar meldde."
    ),
):
    """Ask services for advice in parallel; a service that was asked already is not asked again.

    Without ``services`` those that this type of permit asks. Of a declaration that works they are
    about the change that its owner told.
    """

    form = AdviceRequestsForm

    services: list[AdviceService] | None = Field(
        default=None, min_length=1, max_length=len(AdviceService)
    )
    due_at: AwareDatetime | None = None

    async def take(self, tx: Transaction, case: Dossier, at: datetime) -> None:
        if self.due_at is not None and self.due_at <= tx.now:
            raise FieldRefusedError("dueAt", lazy("Geef een termijn in de toekomst."))
        due_on = await last_day(tx) if self.due_at is None else city_day(self.due_at)
        if case.state in (DossierState.TOEGEKEND, DossierState.VOORWAARDELIJK_TOEGEKEND):
            await begin_on_change(tx, case)
        services = self.services
        if services is None:
            services = advices_of(case.permit_type, city_day(tx.now))
        asked = await store.advices.ask(tx, case, services, due_on)
        case.advices_requested += len(asked)
        case.advices_awaited += len(asked)
        for service in asked:
            event = SuitabilityAdviceRequested(
                dossier_id=case.dossier_id,
                premises_id=case.premises_id,
                service=service,
                due_on=due_on,
                requested_at=tx.now,
            )
            record(tx, event)
            await remind_later(tx, case, service, due_on)
        await watch_next(tx, case)


class AdviceForm(PageForm):
    """The conditions in lines of text."""

    service: Annotated[AdviceService, choice(mark("Dienst"), labels.SERVICE, name="dienst")]
    outcome: Annotated[AdviceOutcome, choice(mark("Advies"), labels.OUTCOME, name="uitkomst")]
    conditions: Annotated[Lines, area(mark("Voorwaarden"), CONDITION_LINES, name="voorwaarden")] = (
        ""
    )
    reasons: Annotated[AdviceReasons | None, area(mark("Redenen"), NO_NAMES, name="redenen")] = None

    @classmethod
    def page_name(cls, field: str) -> str:
        """The day of a condition stands in its line."""
        return super().page_name("conditions" if field.startswith("due") else field)

    def act(self) -> "RecordAdvice":
        said, due = read_conditions(self.conditions)
        return RecordAdvice(
            service=self.service,
            outcome=self.outcome,
            conditions=said,
            due=due,
            reasons=self.reasons,
        )


class RecordAdvice(
    Act,
    step=DossierStep.ADVICES,
    page="advies",
    by=OFFICE,
    law=REGULATION,
    label=mark("Advies noteren"),
    explained=mark("Van de politie noteer je alleen het besluit, nooit waarom."),
):
    """One service's advice. With the last one the dossier is ready for a decision.

    Of the police's morality advice only the conclusion is recorded; of every other one
    ``reasons`` may say why, and must when it is unfavourable. ``conditions`` belong to an
    advice under conditions, and there alone; ``due`` has the last day of those that have one.
    """

    form = AdviceForm

    service: AdviceService
    outcome: AdviceOutcome
    conditions: list[Code] = Field(default_factory=list, max_length=50)
    due: dict[Code, date] = Field(default_factory=dict, max_length=50)
    reasons: AdviceReasons | None = None

    def noted(self) -> str:
        return f"{self.service}: {self.outcome}"

    async def take_by(self, tx: Transaction, case: Dossier, at: datetime, by: By) -> None:
        must_fit(self.outcome, self.conditions, self.due, city_day(tx.now))
        must_give_reasons(self.service, self.outcome, self.reasons)
        advice = await store.advices.find_asked(tx, case, self.service)
        if advice is None:
            raise FieldRefusedError("service", lazy("Aan deze dienst is geen advies gevraagd."))
        if advice.given_at is not None:
            raise FieldRefusedError("service", lazy("Deze dienst gaf al advies."))
        if advice.outcome is None:
            case.advices_awaited -= 1
        advice.outcome = AdviceResult(self.outcome)
        advice.conditions = list(self.conditions)
        advice.conditions_due = {code: due_on.isoformat() for code, due_on in self.due.items()}
        advice.reasons, advice.given_at = self.reasons, tx.now
        record(
            tx,
            SuitabilityAdviceGiven(
                dossier_id=case.dossier_id,
                premises_id=case.premises_id,
                service=self.service,
                late=city_day(tx.now) > advice.due_on,
                advised_at=tx.now,
            ),
        )
        await go_on(tx, case, by)
