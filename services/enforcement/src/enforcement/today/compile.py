"""Compile the first page of somebody: what waits for the function, and how much of it there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Actor, Function
from enforcement.advices.rules import service_of
from enforcement.advices.store import AdviceLine
from enforcement.agenda.compile import BODIES_OF, Agenda, agenda_of, next_meeting
from enforcement.application_register.store import lists as applications
from enforcement.cases.procedures import Procedures
from enforcement.cases.scope import scope_of
from enforcement.court_calendar import store as court_calendar
from enforcement.court_calendar.store import Planned
from enforcement.functions import CASE_WORKERS, HEARERS, OFFICE, SANCTIONING
from enforcement.payments.rules.statement import LineState
from enforcement.payments.store import claims, court_costs, requests, statements
from enforcement.payments.store.claims import ClaimRow
from enforcement.today import store
from enforcement.today.rules import COUNTED, LOOKED_AT, MOST_ROWS, MOST_TIMES
from enforcement.today.store import HearingDay, ReportedChange, VisitDay
from enforcement.worklist import store as worklist
from enforcement.worklist.offer import Work, offered, reader_for
from enforcement.worklist.rules import SOON, DayCounts


@dataclass(frozen=True, slots=True)
class WaitingCases:
    """Cases that wait for somebody, counted by day; ``rows`` the first of them by last day."""

    counts: DayCounts
    rows: Sequence[Work]


@dataclass(frozen=True, slots=True)
class OpenAdvices:
    """Advices that nobody gave yet: of the own service, or for the office of all."""

    counts: DayCounts
    rows: Sequence[AdviceLine]


@dataclass(frozen=True, slots=True)
class Money:
    """What waits for finance: of each list how many, at most one more than are counted.

    ``rows``: the claims of which an instalment was missed or the next step is possible.
    """

    lines: int
    asked: int
    missed: int
    late: int
    overpaid: int
    costs: int
    rows: Sequence[ClaimRow]


async def waiting_cases(tx: Transaction, actor: Actor, procedures: Procedures) -> WaitingCases:
    """Those in which it is the turn of the function, counted one by one; of very many the states
    and terms alone tell. Where the first ones offer nothing, those behind them are looked at.
    """
    reader = reader_for(tx, actor, procedures)
    rows: list[Work] = []
    offset, more = 0, True
    while more and len(rows) < MOST_ROWS and offset < LOOKED_AT * MOST_TIMES:
        due = await worklist.waiting_cases(tx, reader, offset, LOOKED_AT + 1)
        works = [await offered(tx, each, actor.function, procedures) for each in due[:LOOKED_AT]]
        rows += [work for work in works if work.offers]
        offset, more = offset + LOOKED_AT, len(due) > LOOKED_AT
    if more:
        counts = await worklist.count_waiting(tx, reader)
    else:
        counts = DayCounts.of((row.due.due for row in rows), reader.today)
    return WaitingCases(counts, rows[:MOST_ROWS])


async def hearings(tx: Transaction, actor: Actor) -> Sequence[HearingDay] | None:
    """None for a function that hears nobody."""
    if actor.function not in HEARERS | SANCTIONING:
        return None
    return await store.hearings(tx, scope_of(actor.function).kinds, city_day(tx.now))


async def court_days(tx: Transaction, actor: Actor) -> Sequence[Planned] | None:
    """Those of today and of the week to come; None for a function that does not plead."""
    if actor.function not in CASE_WORKERS:
        return None
    today, kinds = city_day(tx.now), scope_of(actor.function).kinds
    days = await court_calendar.since(tx, kinds, today, 0, MOST_ROWS)
    return [each for each in days if each.on_day <= today + SOON]


async def agendas(tx: Transaction, actor: Actor) -> Sequence[Agenda]:
    """Of the next meeting of each body whose decisions the function records."""
    bodies = BODIES_OF.get(actor.function, ())
    return [await agenda_of(tx, body, await next_meeting(tx, body)) for body in bodies]


async def open_advices(tx: Transaction, actor: Actor) -> OpenAdvices | None:
    """None for a function that neither gives advice nor asks for it."""
    everything, service = actor.function in OFFICE, service_of(actor.organisation)
    if not everything and (actor.function is not Function.ADVIESDIENST or service is None):
        return None
    whose = None if everything else service
    return OpenAdvices(
        await store.count_advices(tx, whose, city_day(tx.now)),
        await store.first_advices(tx, whose),
    )


async def visits(tx: Transaction, actor: Actor) -> Sequence[VisitDay] | None:
    """None for a function that visits nobody."""
    return await store.visits(tx, city_day(tx.now)) if actor.function in OFFICE else None


async def changes(tx: Transaction, actor: Actor) -> Sequence[ReportedChange] | None:
    """None for a function that assesses none."""
    return await store.changes(tx) if actor.function in OFFICE else None


async def new_applications(tx: Transaction, actor: Actor) -> Mapping[str, int] | None:
    """By list how many wait for the office; None for others."""
    return await applications.counts(tx) if actor.function in OFFICE else None


async def money(tx: Transaction, actor: Actor) -> Money | None:
    """None for anybody but finance."""
    if actor.function is not Function.FINANCIEN:
        return None
    today, most = city_day(tx.now), COUNTED + 1
    missed = await claims.with_missed_instalment(tx, today, most)
    late = await claims.late(tx, today, most)
    return Money(
        lines=len(await statements.in_state(tx, LineState.TE_BEKIJKEN, most)),
        asked=len(await requests.waiting(tx, most)),
        missed=len(missed),
        late=len(late),
        overpaid=len(await claims.overpaid(tx, most)),
        costs=len(await court_costs.unsettled(tx, most)),
        rows=sorted([*missed, *late], key=lambda row: row.pays_by)[:MOST_ROWS],
    )
