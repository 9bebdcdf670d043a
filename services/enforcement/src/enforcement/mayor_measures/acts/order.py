"""Acts of the mayor's order: its signature, its renewal, and its notification."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import AwareDatetime

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from chassis.web.pages.languages import mark
from enforcement.acts.act import PageForm
from enforcement.acts.fields import (
    NO_NAMES,
    DefenceAnswer,
    Past,
    Role,
    Text,
    area,
    day,
    day_of,
    tick,
)
from enforcement.cases.state_reasons import UNANSWERED, state_reasons
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.council_of_state.start_term import start_term
from enforcement.functions import MAYOR, MEASURE_WORKERS
from enforcement.mayor_measures import await_council, store
from enforcement.mayor_measures.acts.of_order import OfOrder
from enforcement.mayor_measures.heard import RIGHT
from enforcement.mayor_measures.order import file_on, law_of, sign
from enforcement.mayor_measures.put_into_effect import restrict
from enforcement.mayor_measures.rules.guards import MeasureFile
from enforcement.mayor_measures.rules.states import MeasureStep
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.mayor_measures.tell_notified import tell_notified
from enforcement.sanctions.rules.period import Period

WITHOUT_CONSEQUENCE = "zonder_gevolg"
Signed = Annotated[Past, day_of(mark("Dag van de handtekening"))]


class SignOrder(
    OfOrder,
    step=MeasureStep.ORDER,
    page="ondertekenen",
    by=MAYOR,
    decides=True,
    after="proposed_at",
    label=mark("Vastleggen dat de burgemeester ondertekende"),
    explained=mark("De wet van deze dag telt. Het bevel werkt pas na de kennisgeving."),
    asks=True,
):
    """The mayor signed the draft, by the law of that day. It works once it is notified.

    The letter repeats ``defenceAnswer``: who was heard or wrote is answered.
    """

    defence_answer: DefenceAnswer = None
    ordered_at: Signed = None

    async def foreseen(self, tx: Transaction, case: MayorMeasure, by: By) -> MeasureFile:
        return await file_on(tx, case, await self.taken_at(tx, case) or tx.now)

    async def take_by(self, tx: Transaction, case: MayorMeasure, at: datetime, by: By) -> None:
        await _answer(tx, case, by, self.defence_answer)
        law = await law_of(tx, case, at)
        case.ordered_at, case.council_due = at, law.council_told
        await sign(tx, case, law, Period(case.planned_from, case.planned_to), at)
        if law.council_told:
            await await_council.wait(tx, case)


class RenewalForm(PageForm):
    """The last day of a renewal, which counts too."""

    ends: Annotated[date, day(mark("Nieuwe laatste dag"), name="tot")]
    defence_answer: DefenceAnswer = None
    motivation: Annotated[Text, Role.REASON, area(mark("Motivering"), NO_NAMES, name="motivering")]
    ordered_at: Signed = None

    def act(self) -> "RenewOrder":
        ends = day_start(self.ends + timedelta(days=1))
        return RenewOrder(
            ends=ends,
            defence_answer=self.defence_answer,
            motivation=self.motivation,
            ordered_at=self.ordered_at,
        )


class RenewOrder(
    OfOrder,
    step=MeasureStep.RENEWAL,
    page="hernieuwen",
    by=MAYOR,
    decides=True,
    after="notified_at",
    label=mark("Het bevel hernieuwen"),
    explained=mark("Elke hernieuwing moet ook ter kennis komen en bevestigd worden."),
    asks=True,
):
    """An order of its own: signed, notified and confirmed anew, as often as the law allows.

    ``ends`` is exclusive; it begins where the order that runs ends. The letter repeats
    ``defenceAnswer``: who was heard or wrote, before the order or since, is answered.
    """

    form = RenewalForm

    ends: AwareDatetime
    defence_answer: Text | None = None
    motivation: Annotated[Text, Role.REASON]
    ordered_at: Past = None

    async def foreseen(self, tx: Transaction, case: MayorMeasure, by: By) -> MeasureFile:
        ordered_at = await self.taken_at(tx, case) or tx.now
        left = (await law_of(tx, case, ordered_at)).renewals - case.renewals
        return replace(await file_on(tx, case, ordered_at), renewals_left=left)

    async def take_by(self, tx: Transaction, case: MayorMeasure, at: datetime, by: By) -> None:
        await _answer(tx, case, by, self.defence_answer)
        (await store.orders(tx, case.case_id))[-1].contested = case.contested
        case.renewals += 1
        law = await law_of(tx, case, at)
        await sign(tx, case, law, Period(case.effect_to, self.ends), at)


async def _answer(tx: Transaction, case: MayorMeasure, by: By, answer: str | None) -> None:
    """Note it, also that nobody defended; an order that could not wait asked nobody."""
    if answer is None:
        if not case.heard:
            return
        if await timeline.latest(tx, case.case_id, *RIGHT.came) is not None:
            raise FieldRefusedError("defenceAnswer", UNANSWERED)
    state_reasons(tx, case.case_id, case.state, by, defence_answer=answer)


class NotifyOrder(
    OfOrder,
    step=MeasureStep.NOTIFICATION,
    page="kennisgeving",
    by=MEASURE_WORKERS,
    label=mark("Het bevel ter kennis brengen"),
    explained=mark("Vanaf nu staat het pand dicht in de kalender en bij de politie."),
):
    """Whoever answers for the place was notified: from now on the order works.

    ``remedyTold``: it named the appeal at the Council of State, its term and form; else the term
    of appeal is later.
    """

    notified_at: Annotated[Past, day_of(mark("Dag van de kennisgeving"))] = None
    remedy_told: Annotated[
        bool, tick(mark("Het bevel zegt hoe iemand in beroep kan gaan."), name="beroep")
    ] = True

    async def earliest(self, tx: Transaction, case: MayorMeasure) -> datetime:
        orders = await store.orders(tx, case.case_id)
        if not orders:
            raise StepRefusedError(lazy("Er is geen bevel dat nog ter kennis moet komen."))
        return orders[-1].ordered_at

    async def take_by(self, tx: Transaction, case: MayorMeasure, at: datetime, by: By) -> None:
        order = (await store.orders(tx, case.case_id))[-1]
        begins = max(order.effective_from or at, at)
        order.notified_at = case.notified_at = at
        order.remedy_told = self.remedy_told
        case.pending = False
        worked = order.effective_to is None or order.effective_to > begins
        if worked:
            order.effect_from, order.effect_to = begins, order.effective_to
            case.effect_from, case.effect_to = case.effect_from or begins, order.effective_to
            if case.stayed_at is None and case.annulled_at is None:
                worked = await restrict(tx, case, order, order.ordered_at, by)
        if not worked:
            states = (case.state, case.state)
            timeline.note(tx, case.case_id, WITHOUT_CONSEQUENCE, states, by)
        tell_notified(tx, case, order)
        if not case.contested:
            await start_term(tx, case.case_id, city_day(at), remedy_told=self.remedy_told)
