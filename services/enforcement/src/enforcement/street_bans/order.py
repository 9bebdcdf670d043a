"""Order a ban, and renew it: the police are told at once (art. 134sexies §6)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from chassis.bus import record, schedule
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.branches import Branch
from contracts.enforcement import StreetBanOrdered
from contracts.sealed import Sealed
from contracts.street_bans.area import BanArea
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Deadline
from enforcement.street_bans import store
from enforcement.street_bans.await_college import wait
from enforcement.street_bans.bound import area_of, lines_of, spared_by
from enforcement.street_bans.rules import (
    BASIS,
    LENGTH_TERM,
    MOST_RENEWALS,
    NOTICE_TERM,
    RENEWALS_TERM,
    BanPeriod,
    BanStep,
    sound_period,
)
from enforcement.street_bans.store import StreetBanCase

EXPIRY_DUE = "street-ban-expiry"


@dataclass(frozen=True, slots=True)
class Order:
    """Both days hold."""

    first_day: date
    last_day: date
    motivation: str


async def order(tx: Transaction, case_id: UUID, by: By, said: Order) -> StreetBanCase:
    """By the mayor, by the law of today. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, BanStep.ORDER, by, basis=BASIS)
    return await _order(tx, case, said, after=None)


async def renew(tx: Transaction, case_id: UUID, by: By, said: Order) -> StreetBanCase:
    """Twice at most, each for a month at most, and after a hearing. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, BanStep.RENEWAL, by, basis=BASIS)
    case.renewals += 1
    case.earlier_last_day = case.last_day
    return await _order(tx, case, said, after=case.last_day)


async def _order(
    tx: Transaction, case: StreetBanCase, said: Order, *, after: date | None
) -> StreetBanCase:
    today = city_day(tx.now)
    law = await legal_terms.law(tx, today, LENGTH_TERM, RENEWALS_TERM)
    months = law.terms[LENGTH_TERM].value or 0
    period = sound_period(said.first_day, said.last_day, tx.now, months, after)
    area = await area_of(tx, case.case_id)
    if area is None:
        raise StepRefusedError(lazy("Bepaal eerst de perimeter en wat er vrij blijft."))
    case.order_id, case.ordered_at, case.motivation = uuid4(), tx.now, said.motivation
    case.first_day, case.last_day = period.first_day, period.last_day
    case.confirmed = False
    case.notified_at = None
    case.contested = case.council_appeal
    case.heard = case.final = False
    case.hearing_at = None
    case.most_renewals = min(law.terms[RENEWALS_TERM].value or 0, MOST_RENEWALS)
    meeting_on = await _watch(tx, case, period)
    record(
        tx,
        StreetBanOrdered(
            case_id=case.case_id,
            order_id=case.order_id,
            renewal=case.renewals,
            offender_role=case.offender_role,
            branch=Branch(case.branch),
            in_tolerance_zone=case.in_tolerance_zone,
            warning_skipped=case.skipped is not None,
            finding_ids=tuple(fact.finding_id for fact in await store.facts(tx, case.case_id)),
            begins_at=period.begins_at,
            ends_at=period.ends_at,
            meeting_on=meeting_on,
            ordered_at=tx.now,
            area=Sealed.of(BanArea(streets=lines_of(area), spared=spared_by(area))),
        ),
    )
    return case


async def _watch(tx: Transaction, case: StreetBanCase, period: BanPeriod) -> date:
    """The college's next meeting and the last day stand on the board. The day of the meeting."""
    case_id, today = case.case_id, city_day(tx.now)
    await case_terms.close(tx, case_id, NOTICE_TERM)
    await wait(tx, case)
    if case.meeting_on is None:
        raise StepRefusedError(
            lazy(
                "De eerstvolgende vergadering van het college is niet ingevuld. Vraag dat eerst "
                "aan de secretaris van het college."
            )
        )
    ends = Deadline(period.last_day, max(today, period.last_day - timedelta(days=5)))
    await case_terms.start_until(tx, case_id, LENGTH_TERM, today, ends)
    await schedule(tx, EXPIRY_DUE, str(case_id), period.ends_at)
    return case.meeting_on
