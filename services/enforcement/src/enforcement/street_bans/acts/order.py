"""Acts of the mayor's order: it, its renewal, and its notification (art. 134sexies §6)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated
from uuid import uuid4

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from chassis.web.pages.languages import mark
from enforcement.acts.act import Act
from enforcement.acts.fields import NO_NAMES, DefenceAnswer, Past, Text, area, day, day_of, tick
from enforcement.cases.state_reasons import UNANSWERED, state_reasons
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.council_of_state.restart_term import was_told
from enforcement.council_of_state.start_term import start_term
from enforcement.functions import CASE_WORKERS, MAYOR
from enforcement.legal_terms import store as legal_terms
from enforcement.meetings.next_meeting import must_not_have_missed
from enforcement.street_bans.answered import OrderSaid
from enforcement.street_bans.bound import (
    area_of,
    take_over_for_renewal,
)
from enforcement.street_bans.earlier_order import EarlierOrder
from enforcement.street_bans.rules import (
    BASIS,
    LENGTH_TERM,
    MOST_RENEWALS,
    RENEWALS_TERM,
    BanFile,
    BanStep,
    sound_period,
)
from enforcement.street_bans.store import StreetBanCase
from enforcement.street_bans.tell_ordered import tell_notified, tell_ordered
from enforcement.street_bans.watch import watch

TOLD = mark("De politie weet het meteen. Het verbod werkt pas als de betrokkene het bevel kreeg.")


class BanDays(Act):
    """The days of an order and why it is given; both days hold.

    The law, and what had to come before, are those of the day on which the mayor signed. The
    letter repeats ``defenceAnswer`` and ``motivation``; who was heard or wrote is answered.
    """

    ordered_at: Annotated[Past, day_of(mark("Dag van de handtekening"))] = None
    first_day: Annotated[date, day(mark("Eerste dag"), name="vanaf")]
    last_day: Annotated[date, day(mark("Laatste dag"), mark("Hoogstens een maand."), name="tot")]
    defence_answer: DefenceAnswer = None
    motivation: Annotated[Text, area(mark("Motivering"), NO_NAMES, name="motivering")]

    async def earliest(self, tx: Transaction, case: StreetBanCase) -> datetime | None:
        """When the person was heard or wrote, or the order before was taken back; the guards know
        who stayed away."""
        steps = (BanStep.HEARING, BanStep.WRITTEN_DEFENCE, BanStep.RETAKE)
        return await timeline.latest(tx, case.case_id, *steps)

    async def foreseen(self, tx: Transaction, case: StreetBanCase, by: By) -> BanFile:
        signed_on = city_day(await self.taken_at(tx, case) or tx.now)
        return replace(case.file(), signed_on=signed_on)

    async def order(
        self, tx: Transaction, case: StreetBanCase, at: datetime, by: By, *, after: date | None
    ) -> None:
        """By the law of its day; the police are told at once. Raises ``RefusedError``.

        ``after`` is the last day of the order that a renewal follows.
        """
        said = OrderSaid.of(await timeline.of_case(tx, case.case_id))
        if self.defence_answer is None and said.in_defence:
            raise FieldRefusedError("defenceAnswer", UNANSWERED)
        await must_not_have_missed(tx, city_day(at))
        law = await legal_terms.law(tx, city_day(at), LENGTH_TERM, RENEWALS_TERM)
        months = law.terms[LENGTH_TERM].value or 0
        period = sound_period(self.first_day, self.last_day, at, months, after)
        drawn = await area_of(tx, case.case_id)
        if drawn is None:
            raise StepRefusedError(lazy("Bepaal eerst de perimeter en wat er vrij blijft."))
        case.order_id, case.ordered_at, case.motivation = uuid4(), at, self.motivation
        case.first_day, case.last_day = period.first_day, period.last_day
        case.confirmed = False
        case.notified_at = None
        case.contested = case.contested and case.council_appeal and after is not None
        case.heard = case.final = False
        case.hearing_at = None
        case.most_renewals = min(law.terms[RENEWALS_TERM].value or 0, MOST_RENEWALS)
        state_reasons(tx, case.case_id, case.state, by, defence_answer=self.defence_answer)
        await watch(tx, case)
        await tell_ordered(tx, case, drawn)


class OrderBan(
    BanDays,
    step=BanStep.ORDER,
    page="bevel",
    by=MAYOR,
    decides=True,
    law=BASIS,
    label=mark("Bevel van de burgemeester noteren"),
    explained=TOLD,
    asks=True,
):
    """The mayor's order, for a month at most; the police are told at once. Both days hold."""

    async def take_by(self, tx: Transaction, case: StreetBanCase, at: datetime, by: By) -> None:
        await self.order(tx, case, at, by, after=None)


class RenewBan(
    BanDays,
    step=BanStep.RENEWAL,
    page="hernieuwing",
    by=MAYOR,
    decides=True,
    law=BASIS,
    label=mark("Verbod hernieuwen"),
    explained=TOLD,
    asks=True,
):
    """Twice at most, each for a month at most, and after a hearing.

    It begins on the day after the ban that runs, also when that ran out before the signature was
    recorded.
    """

    async def take_by(self, tx: Transaction, case: StreetBanCase, at: datetime, by: By) -> None:
        anew = await take_over_for_renewal(tx, case.case_id)
        told = await was_told(tx, case.case_id, case.notified_at and city_day(case.notified_at))
        before = EarlierOrder.of(case, drawn_anew=anew, remedy_told=told)
        case.earlier_orders = [*case.earlier_orders, before.kept()]
        case.renewals += 1
        case.earlier_last_day = case.last_day
        case.how = case.ended_at = None
        await self.order(tx, case, at, by, after=case.last_day)


class NotifyBan(
    Act,
    step=BanStep.NOTIFICATION,
    page="kennisgeving",
    by=CASE_WORKERS,
    law=BASIS,
    label=mark("Bevel ter kennis brengen"),
):
    """The person got the order: from then on the ban holds.

    ``receivedOn``: the day on the receipt, or now. ``remedyTold``: it named the appeal.
    """

    received_on: Annotated[
        date | None,
        day(
            mark("Dag op het ontvangstbewijs"),
            mark("Laat leeg als het nu overhandigd is."),
            name="ontvangen",
        ),
    ] = None
    remedy_told: Annotated[
        bool, tick(mark("De brief zegt hoe en tot wanneer beroep kan."), name="beroep")
    ] = True

    async def taken_at(self, tx: Transaction, case: StreetBanCase) -> datetime:
        received_on = self.received_on or city_day(tx.now)
        if received_on > city_day(tx.now):
            raise FieldRefusedError("receivedOn", lazy("Deze dag ligt in de toekomst."))
        if case.ordered_at is not None and received_on < city_day(case.ordered_at):
            raise FieldRefusedError("receivedOn", lazy("Deze dag ligt voor het bevel."))
        return tx.now if received_on == city_day(tx.now) else day_start(received_on)

    async def take(self, tx: Transaction, case: StreetBanCase, at: datetime) -> None:
        case.notified_at = at
        await start_term(tx, case.case_id, city_day(at), remedy_told=self.remedy_told)
        tell_notified(tx, case)
