"""Compile the agenda of a body for a meeting: asked, not kept, so that nothing can go stale."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.web import Function
from contracts.codes import DecidingBody
from enforcement.agenda.rules import AHEAD, LAPSES_SHOWN, by_number
from enforcement.mayor_measures import agenda as measures
from enforcement.meetings import store as meetings
from enforcement.meetings.rules import AgendaBody, Lapse, MeetingBody, OrderItem, VisaItem
from enforcement.payments.agenda import visas_for
from enforcement.sanctions.agenda import ProposalItem, proposals_for
from enforcement.street_bans import agenda as street_bans
from enforcement.suitability.agenda import PermitItem, permits_for

BODIES_OF: Mapping[Function, tuple[AgendaBody, ...]] = {
    Function.COLLEGE_SECRETARIS: (AgendaBody.COLLEGE, AgendaBody.GEMEENTERAAD),
    Function.KABINET_BURGEMEESTER: (AgendaBody.BURGEMEESTER,),
}
"""The general director is secretary of the college and of the municipal council."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """``later``: proposals about which nothing may be decided on that day yet.

    ``entered``: whether the day is that of a meeting somebody entered; the mayor has none.
    """

    body: AgendaBody
    meets_on: date
    entered: bool
    due: tuple[ProposalItem, ...] = ()
    later: tuple[ProposalItem, ...] = ()
    orders: tuple[OrderItem, ...] = ()
    visas: tuple[VisaItem, ...] = ()
    lapses: tuple[Lapse, ...] = ()
    permits: tuple[PermitItem, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.due or self.permits or self.orders or self.visas)


async def agenda_of(tx: Transaction, body: AgendaBody, meets_on: date) -> Agenda:
    """Asked on a day: a record takes an item off; a defence that comes late a proposal too."""
    entered = body is not AgendaBody.BURGEMEESTER and await meetings.may_decide(
        tx, meets_on, MeetingBody(body)
    )
    orders = [*await measures.orders_for(tx, body, meets_on)]
    if body is AgendaBody.GEMEENTERAAD:
        return Agenda(body, meets_on, entered, orders=by_number(orders))
    orders += await street_bans.orders_for(tx, body, meets_on)
    items = await proposals_for(tx, DecidingBody(body), meets_on)
    due = tuple(item for item in items if item.objection is None)
    later = tuple(item for item in items if item not in due)
    if body is AgendaBody.BURGEMEESTER:
        return Agenda(body, meets_on, entered, due, later, by_number(orders))
    return Agenda(
        body,
        meets_on,
        entered,
        due,
        later,
        by_number(orders),
        await visas_for(tx, meets_on),
        await _lapses(tx, meets_on),
        tuple(await permits_for(tx, meets_on)),
    )


async def next_meeting(tx: Transaction, body: AgendaBody) -> date:
    """The day of the next meeting from today on, or a week from now while none is known."""
    today = city_day(tx.now)
    if body is AgendaBody.BURGEMEESTER:
        return today + AHEAD
    meets = MeetingBody(body)
    if await meetings.may_decide(tx, today, meets):
        return today
    return await meetings.next_after(tx, today, meets) or today + AHEAD


async def _lapses(tx: Transaction, meets_on: date) -> tuple[Lapse, ...]:
    """Orders that lapsed in the weeks before the meeting, the last ones first."""
    since = day_start(meets_on - LAPSES_SHOWN)
    lapses = [*await measures.lapses(tx, since), *await street_bans.lapses(tx, since)]
    return tuple(sorted(lapses, key=lambda each: (each.lapsed_on, each.number), reverse=True))
